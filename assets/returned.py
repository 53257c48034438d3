"""Beside the chain: what goes back to the regencies: a slip for each file, and a workbook with what is to be mended marked in its cells.

`returned/<area>/<period>/` is the regency's own copy: mode 0700, in no release.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from assets.computing.freshness import RETURNED
from assets.judging.groups import Grouping
from assets.keys import ACCEPTED_ROWS, RETURNED_WORKBOOKS
from assets.partitions import PERIODS, told_by_period
from assets.receiving.arrivals import fitted
from assets.returning.folder import SLIP_SUFFIX, FileToReturn, ReturnedFolder
from assets.returning.letter import Letter, deadline
from assets.returning.returned_workbook import original_to_return, return_workbook, returned_suffix, told_to_officer
from assets.returning.slip import head, slips
from assets.slip_tables import slip_sources
from assets.storage.tables import FILES, FINDINGS, GROUPS, LAYOUTS, REPORTS, accepted
from assets.store import Store, figures_version
from assets.told import telling
from schemas.counted_cooperatives import counted_cooperatives
from schemas.forms import NO_PERIOD
from schemas.rules import INFO

FOLDER = "returned"
#: The folder of what is of no month: the province's own sheets.
OF_NO_PERIOD = "ketentuan"
#: The last line of a slip of a file with notes, where its workbook lies beside it and where it cannot be made now.
BESIDE = "Ada catatan verifikasi: mohon lihat buku kerja dengan nama yang sama di samping berkas ini."
NOT_BESIDE = (
    "Ada catatan verifikasi, tetapi buku kerjanya belum dapat dibuat karena berkas aslinya di arsip dinas rusak atau hilang."
)


@dataclass
class Returned:
    """The files that are to be there now, and how many of them had to be written."""

    workbooks: list[Path] = field(default_factory=list)
    slips: list[Path] = field(default_factory=list)
    written: int = 0

    def add(self, paths: list[Path], written: int) -> None:
        """Count the files of one more folder, `written` of them new."""
        self.slips += [path for path in paths if path.name.endswith(SLIP_SUFFIX)]
        self.workbooks += [path for path in paths if not path.name.endswith(SLIP_SUFFIX)]
        self.written += written


#: By folder and, in it, by a key of its own.
Asked = dict[Path, dict[str, FileToReturn]]


@dg.asset(
    key=RETURNED_WORKBOOKS, partitions_def=PERIODS, deps=[ACCEPTED_ROWS], group_name="rapor", kinds={"excel"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
@telling
def returned_workbooks(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Iterator[dg.MaterializeResult]:
    """A slip for every file of the periods that no newer one took the place of, and a workbook where there are catatan verifikasi."""
    periods = list(context.partition_keys)
    returned = return_periods(store, periods)
    context.log.info(f"{returned.written} berkas ditulis")
    numbers = {"workbooks": _by_period(returned.workbooks), "slips": _by_period(returned.slips)}
    yield from told_by_period(context, numbers, store.warehouse.table(REPORTS, period=periods))


def _by_period(paths: Iterable[Path]) -> pl.DataFrame:
    """How many of the files lie in the folders of each period."""
    return pl.DataFrame({"period": [path.parent.name for path in paths]}, schema={"period": pl.String}).group_by("period").len()


def return_periods(store: Store, periods: list[str]) -> Returned:
    """Let `returned/` hold what goes back for the periods: a slip of what stands or waits, and what is to be mended, explained or looked at."""
    findings = store.warehouse.table(FINDINGS, period=periods)
    asked: Asked = {folder: {} for folder in _folders(store.home.folder / FOLDER, periods)}
    _ask_for_workbooks(store, periods, findings, asked)
    _ask_for_slips(store, periods, findings, asked)
    returned = Returned()
    for path, files in asked.items():
        returned.add(*ReturnedFolder(path).hold(files))
    store.mark(RETURNED, periods)
    return returned


def _ask_for_workbooks(store: Store, periods: list[str], findings: pl.DataFrame, asked: Asked) -> None:
    """Ask for the workbooks of the files with something to mend, explain or look at that nobody answered. `findings`: FINDING of the periods.

    Of each form what is noted on the newest version alone. An accepted version of which a newer one was returned still stands, but
    what is asked for is asked in the newer one.
    """
    warehouse = store.warehouse
    groups = warehouse.table(GROUPS, period=periods).filter(pl.col("number").is_not_null()).sort("submission", "number")
    notes = findings.join(groups, on=["submission", "group"], how="semi", maintain_order="left")
    everything = told_to_officer(Grouping(notes, groups))
    asked_about = everything.findings.filter(pl.col("severity") != INFO, pl.col("explanation").is_null())
    asking = asked_about["submission"].unique().to_list()
    lists = counted_cooperatives(
        warehouse.table(accepted("register"), submission=asking), warehouse.table(LAYOUTS, submission=asking)
    )
    for file in warehouse.table(FILES, submission=asking).sort("seq").iter_rows(named=True):
        submission = file["submission"]
        to_list = lists.filter(pl.col("submission") == submission)
        asked.setdefault(_folder(store, file), {})[submission] = _workbook(store, file, everything.of(submission), to_list)


def _ask_for_slips(store: Store, periods: list[str], findings: pl.DataFrame, asked: Asked) -> None:
    """Ask for the slips of the files that stand or wait. `findings`: FINDING of the periods."""
    sources = slip_sources(store.warehouse.table, periods, findings)
    lines = slips(sources)
    for file in sources.files.iter_rows(named=True):
        submission, folder = file["submission"], _folder(store, file)
        workbook = asked.get(folder, {}).get(submission)
        beside = [BESIDE if workbook.write else NOT_BESIDE] if workbook else []
        text = [*head(file, store.areas.name(file["area_code"])), "", *lines[submission], *beside]
        asked.setdefault(folder, {})[f"{submission}{SLIP_SUFFIX}"] = _slip(file, text)


def _folders(returned: Path, periods: Iterable[str]) -> list[Path]:
    """The folders that are there already of these periods."""
    return sorted(path for period in periods for path in returned.glob(f"*/{period or OF_NO_PERIOD}") if path.is_dir())


def _folder(store: Store, file: dict[str, Any]) -> Path:
    """Where it goes what is given back for a file (a row of FILE)."""
    return store.home.folder / FOLDER / str(file["area_code"]) / (file["period"] or OF_NO_PERIOD)


def _name(file: dict[str, Any], suffix: str) -> str:
    """The officer's own name of a file (a row of FILE), with the beginning of its SHA-256."""
    return fitted(Path(file["file"]).stem, f".{file['sha256'][:8]}{suffix}")


def _slip(file: dict[str, Any], lines: list[str]) -> FileToReturn:
    """The slip of one file (a row of FILE), as Windows' own editor shows it: a mark at its beginning says that it is UTF-8."""
    name = _name(file, SLIP_SUFFIX)

    def write(folder: Path) -> str:
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8-sig", newline="\r\n")
        return name

    return FileToReturn(hashlib.sha256("\n".join([name, *lines]).encode()).hexdigest(), write)


def _workbook(store: Store, file: dict[str, Any], grouped: Grouping, lists: pl.DataFrame) -> FileToReturn:
    """What goes back for one file (a row of FILE): the hash of all that it is made of, and how it is written into a folder.

    An original that is gone or was altered in the archive is marked for nobody; it must not stop the others.
    """
    received = file["received"]
    letter = Letter(
        store.areas.name(file["area_code"]),
        file["period"],
        received,
        deadline(received),
        bool(file["sample"]),
        file["period"] == NO_PERIOD,
    )

    def write(folder: Path) -> str:
        original = original_to_return(store.archive.path(file["sha256"]))
        name = _name(file, returned_suffix(original))
        return_workbook(original, grouped, letter, folder / name, lists)
        return name

    contents = [grouped.findings.write_csv(), grouped.groups.write_csv(), lists.write_csv()]
    parts = [file["sha256"], file["file"], repr(letter), *contents, figures_version()]
    mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return FileToReturn(mark, None if store.archive.damage(file["sha256"]) else write)
