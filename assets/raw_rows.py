"""The second stage: the rows of every submission as text, with sheet and row, and the layout that makes them addresses."""

import dagster as dg
import polars as pl

from assets.computing import progress
from assets.partitions import PERIODS
from assets.storage.tables import FILES, READ, raw
from assets.store import Store
from assets.submissions import TOGETHER, batched, keep_rows, read_submissions
from schemas.forms import FORMS


@dg.asset(
    key=["raw", "rows"], partitions_def=PERIODS, deps=[["submissions", "files"]], group_name="rapor", kinds={"duckdb"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
def raw_rows(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """The text rows of every submission of the periods (tables raw.<form> and raw.layouts)."""
    rows = read_periods(store, list(context.partition_keys))
    return dg.MaterializeResult(metadata={"rows": sum(rows.values()), "by_form": dg.MetadataValue.json(rows)})


def read_periods(store: Store, periods: list[str]) -> dict[str, int]:
    """Read the files of the periods that this version of the reader has not read yet; form → rows that the periods have now."""
    files = (
        store.warehouse.table(FILES, period=periods).filter(~pl.col("attachment") & pl.col("area_code").is_not_null()).sort("seq")
    )
    known = store.warehouse.table(READ, submission=files["submission"]).filter(pl.col("reader") == store.reader_version)
    missing = files.join(known, on="submission", how="anti", maintain_order="left")
    for some in batched(read_submissions(store, missing.select("submission", "sha256", "file").rows()), TOGETHER):
        with store.warehouse.transaction():
            keep_rows(store, [(submission, reading) for (submission, _, _), reading in some])
    progress.mark(store, progress.READ, periods)
    return {form: store.warehouse.table(raw(form), period=periods).height for form in FORMS}
