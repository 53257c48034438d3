"""Beside the chain: the workbooks that go back to the regencies, with what is to be mended marked in their own cells.

`returned/<area>/<period>/` is the regency's own copy: mode 0700, in no release.
"""

from pathlib import Path

import dagster as dg
import polars as pl

from assets.accepted import submitted
from assets.arrivals import fitted
from assets.home import Store
from assets.partitions import PERIODS
from assets.progress import RETURNED, mark
from assets.returning.groups import Grouping, grouping
from assets.returning.letter import Letter, deadline
from assets.returning.workbook import original_to_return, return_workbook, returned_suffix
from assets.tables import FILES, FINDINGS, REPORTED, VERSIONS, accepted
from schemas.listing import listed
from schemas.rules import INFO
from schemas.states import SUPERSEDED

PRIVATE = 0o700


@dg.asset(
    key=["returned", "workbooks"], partitions_def=PERIODS, deps=[["accepted", "rows"]], group_name="rapor", kinds={"excel"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
def returned_workbooks(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """A workbook for every file of the periods that has catatan verifikasi and was not superseded."""
    written = return_periods(store, list(context.partition_keys))
    listed = "\n".join(f"- {path.relative_to(store.home.folder)}" for path in written[:50])
    return dg.MaterializeResult(metadata={"workbooks": len(written), "newest": dg.MetadataValue.md(listed)})


def return_periods(store: Store, periods: list[str]) -> list[Path]:
    """Write what goes back for the periods, and put the group of each note into findings.notes; the paths, in order."""
    warehouse = store.warehouse
    notes = warehouse.table(FINDINGS, period=periods)
    files = warehouse.table(FILES, submission=notes["submission"].unique()).sort("seq")
    raw = submitted(store, files, warehouse.table(REPORTED, submission=files["submission"]))
    grouped = grouping(notes, raw)
    with warehouse.transaction():
        warehouse.replace(FINDINGS, grouped.findings, period=periods)
    waiting = _waiting(grouped, files, warehouse.table(VERSIONS, period=periods))
    rows = warehouse.table(accepted("register"), submission=waiting["submission"])
    lists = listed(rows, raw.layouts)
    written = [_return(store, row, grouped, lists) for row in waiting.iter_rows(named=True)]
    mark(store, RETURNED, periods)
    return written


def _waiting(grouped: Grouping, files: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """The files with something to mend, to explain or to look at that nobody answered, of which a form still stands or waits."""
    unanswered = pl.col("explanation").is_null()
    noted = grouped.findings.filter(pl.col("severity") != INFO, unanswered).select("submission").unique()
    current = versions.filter(pl.col("state") != SUPERSEDED).select("submission").unique()
    formless = files.join(versions, on="submission", how="anti").select("submission")
    kept = pl.concat([current, formless])
    return files.join(noted, on="submission", how="semi").join(kept, on="submission", how="semi", maintain_order="left")


def _return(store: Store, file: dict[str, str], grouped: Grouping, lists: pl.DataFrame) -> Path:
    original = original_to_return(store.archive.path(file["sha256"]))
    name = Path(file["file"]).stem
    target = returned_path(
        store, file["area_code"], file["period"], fitted(name, f".{file['sha256'][:8]}{returned_suffix(original)}")
    )
    received = file["received"]
    letter = Letter(store.areas.name(file["area_code"]), file["period"], received, deadline(received), bool(file["sample"]))  # type: ignore[arg-type]
    own = lists.filter(pl.col("submission") == file["submission"])
    return_workbook(original, grouped.of(file["submission"]), letter, target, own)
    return target


def returned_path(store: Store, area: str, period: str, name: str) -> Path:
    """`returned/<area>/<period>/<name>`, with its folders readable by the office alone."""
    folder = store.home.folder / "returned"
    for part in ("", area, period):
        folder = folder / part if part else folder
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.chmod(PRIVATE)
    return folder / name
