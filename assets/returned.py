"""Beside the chain: the workbooks that go back to the regencies, with what is to be mended marked in their own cells.

`returned/<area>/<period>/` is the regency's own copy: mode 0700, in no release.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from assets.accepted import submitted
from assets.computing.progress import RETURNED, mark
from assets.judging.groups import Grouping, grouping
from assets.partitions import PERIODS
from assets.receiving.arrivals import fitted
from assets.returning.folder import ReturnedFolder
from assets.returning.folder import WorkbookToReturn as Workbook
from assets.returning.letter import Letter, deadline
from assets.returning.returned_workbook import original_to_return, return_workbook, returned_suffix
from assets.storage.tables import FILES, FINDINGS, REPORTED, VERSIONS, accepted
from assets.store import Store, figures_version
from schemas.judge import Submitted
from schemas.listing import listed
from schemas.rules import INFO
from schemas.states import LATE, SUPERSEDED

FOLDER = "returned"


@dataclass
class Returned:
    """The workbooks that are asked for now, and how many of them had to be written."""

    standing: list[Path] = field(default_factory=list)
    written: int = 0


@dg.asset(
    key=["returned", "workbooks"], partitions_def=PERIODS, deps=[["accepted", "rows"]], group_name="rapor", kinds={"excel"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
def returned_workbooks(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """A workbook for every file of the periods that has catatan verifikasi and that no newer one took the place of."""
    returned = return_periods(store, list(context.partition_keys))
    names = "\n".join(f"- {path.relative_to(store.home.folder)}" for path in returned.standing[:50])
    return dg.MaterializeResult(
        metadata={"workbooks": len(returned.standing), "written": returned.written, "newest": dg.MetadataValue.md(names)}
    )


def return_periods(store: Store, periods: list[str]) -> Returned:
    """Let `returned/` hold what goes back for the periods, and put the group of each note into findings.notes."""
    warehouse = store.warehouse
    notes = warehouse.table(FINDINGS, period=periods)
    files = warehouse.table(FILES, submission=notes["submission"].unique()).sort("seq")
    raw = submitted(store, files, warehouse.table(REPORTED, submission=files["submission"]))
    grouped = grouping(notes, raw)
    with warehouse.transaction():
        warehouse.replace(FINDINGS, grouped.findings, period=periods)
    asked_of = _asked(grouped, raw, warehouse.table(VERSIONS, period=periods))
    waiting = files.filter(pl.col("submission").is_in(list(asked_of)))
    rows = warehouse.table(accepted("register"), submission=waiting["submission"])
    lists = listed(rows, raw.layouts)
    asked: dict[Path, dict[str, Workbook]] = {folder: {} for folder in _folders(store.home.folder / FOLDER, periods)}
    for file in waiting.iter_rows(named=True):
        folder = store.home.folder / FOLDER / file["area_code"] / file["period"]
        own = lists.filter(pl.col("submission") == file["submission"])
        asked.setdefault(folder, {})[file["submission"]] = _workbook(store, file, asked_of[file["submission"]], own)
    returned = Returned()
    for path, workbooks in asked.items():
        standing, written = ReturnedFolder(path).hold(workbooks)
        returned.standing += standing
        returned.written += written
    mark(store, RETURNED, periods)
    return returned


def _folders(returned: Path, periods: Iterable[str]) -> list[Path]:
    """The folders that are there already of these periods."""
    return sorted(path for period in periods for path in returned.glob(f"*/{period}") if path.is_dir())


def _asked(grouped: Grouping, raw: Submitted, versions: pl.DataFrame) -> dict[str, Grouping]:
    """The submissions with something to mend, to explain or to look at that nobody answered, and their notes.

    Of each form those on the newest version alone. An accepted version of which a newer one was returned still stands, but what is
    asked for is asked in the newer one.
    """
    group = ["area_code", "period", "form", pl.col("state") == LATE]
    is_newest = (pl.col("version") == pl.col("version").max().over(group)) & (pl.col("state") != SUPERSEDED)
    versions = versions.with_columns(is_newest=is_newest)
    replaced = versions.filter(~pl.col("is_newest")).select("submission", "form")
    gone = versions.group_by("submission").agg(pl.col("is_newest").any()).filter(~pl.col("is_newest"))["submission"]
    left = grouped.findings.filter(~pl.col("submission").is_in(gone.implode()))
    left = left.join(replaced, on=["submission", "form"], how="anti", maintain_order="left")
    partly = grouping(left.filter(pl.col("submission").is_in(replaced["submission"].implode())), raw)
    numbered_anew = set(partly.findings["submission"])
    asking = left.filter(pl.col("severity") != INFO, pl.col("explanation").is_null())["submission"].unique()
    return {name: (partly if name in numbered_anew else grouped).of(name) for name in asking}


def _workbook(store: Store, file: dict[str, Any], grouped: Grouping, lists: pl.DataFrame) -> Workbook:
    received = file["received"]
    letter = Letter(store.areas.name(file["area_code"]), file["period"], received, deadline(received), bool(file["sample"]))

    def write(folder: Path) -> str:
        original = original_to_return(store.archive.path(file["sha256"]))
        name = fitted(Path(file["file"]).stem, f".{file['sha256'][:8]}{returned_suffix(original)}")
        return_workbook(original, grouped, letter, folder / name, lists)
        return name

    told = [grouped.findings.write_csv(), grouped.groups.write_csv(), lists.write_csv()]
    parts = [file["sha256"], file["file"], repr(letter), *told, figures_version()]
    return Workbook(hashlib.sha256("\n".join(parts).encode()).hexdigest(), write)
