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

from assets.computing.freshness import RETURNED
from assets.judging.groups import Grouping
from assets.keys import ACCEPTED_ROWS, RETURNED_WORKBOOKS
from assets.partitions import PERIODS
from assets.receiving.arrivals import fitted
from assets.returning.folder import ReturnedFolder, WorkbookToReturn
from assets.returning.letter import Letter, deadline
from assets.returning.returned_workbook import original_to_return, return_workbook, returned_suffix
from assets.storage.tables import FILES, FINDINGS, GROUPS, LAYOUTS, accepted
from assets.store import Store, figures_version
from schemas.counted_cooperatives import counted_cooperatives
from schemas.rules import INFO

FOLDER = "returned"


@dataclass
class Returned:
    """The workbooks that are asked for now, and how many of them had to be written."""

    standing: list[Path] = field(default_factory=list)
    written: int = 0


@dg.asset(
    key=RETURNED_WORKBOOKS, partitions_def=PERIODS, deps=[ACCEPTED_ROWS], group_name="rapor", kinds={"excel"},
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
    """Let `returned/` hold what goes back for the periods: the files with something to mend, explain or look at that nobody answered.

    Of each form what is noted on the newest version alone. An accepted version of which a newer one was returned still stands, but
    what is asked for is asked in the newer one.
    """
    warehouse = store.warehouse
    groups = warehouse.table(GROUPS, period=periods).filter(pl.col("number").is_not_null()).sort("submission", "number")
    notes = warehouse.table(FINDINGS, period=periods)
    notes = notes.join(groups, on=["submission", "group"], how="semi", maintain_order="left")
    asking = notes.filter(pl.col("severity") != INFO, pl.col("explanation").is_null())["submission"].unique().to_list()
    files = warehouse.table(FILES, submission=asking).sort("seq")
    lists = counted_cooperatives(
        warehouse.table(accepted("register"), submission=asking), warehouse.table(LAYOUTS, submission=asking)
    )
    everything = Grouping(notes, groups)
    asked: dict[Path, dict[str, WorkbookToReturn]] = {folder: {} for folder in _folders(store.home.folder / FOLDER, periods)}
    for file in files.iter_rows(named=True):
        folder = store.home.folder / FOLDER / file["area_code"] / file["period"]
        submission = file["submission"]
        to_list = lists.filter(pl.col("submission") == submission)
        asked.setdefault(folder, {})[submission] = _workbook(store, file, everything.of(submission), to_list)
    returned = Returned()
    for path, workbooks in asked.items():
        standing, written = ReturnedFolder(path).hold(workbooks)
        returned.standing += standing
        returned.written += written
    store.mark(RETURNED, periods)
    return returned


def _folders(returned: Path, periods: Iterable[str]) -> list[Path]:
    """The folders that are there already of these periods."""
    return sorted(path for period in periods for path in returned.glob(f"*/{period}") if path.is_dir())


def _workbook(store: Store, file: dict[str, Any], grouped: Grouping, lists: pl.DataFrame) -> WorkbookToReturn:
    """What goes back for one file (a row of FILE): the hash of all that it is made of, and how it is written into a folder."""
    received = file["received"]
    letter = Letter(store.areas.name(file["area_code"]), file["period"], received, deadline(received), bool(file["sample"]))

    def write(folder: Path) -> str:
        original = original_to_return(store.archive.path(file["sha256"]))
        name = fitted(Path(file["file"]).stem, f".{file['sha256'][:8]}{returned_suffix(original)}")
        return_workbook(original, grouped, letter, folder / name, lists)
        return name

    contents = [grouped.findings.write_csv(), grouped.groups.write_csv(), lists.write_csv()]
    parts = [file["sha256"], file["file"], repr(letter), *contents, figures_version()]
    return WorkbookToReturn(hashlib.sha256("\n".join(parts).encode()).hexdigest(), write)
