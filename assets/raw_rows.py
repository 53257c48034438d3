"""The second stage: the rows of every submission as text, with sheet and row, and the layout that makes them addresses."""

import dagster as dg
import polars as pl

from assets import filing
from assets.home import Store
from assets.partitions import PERIODS
from assets.submissions import read_submissions
from assets.tables import FILES, LAYOUTS, READ, raw
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
    reader = store.reader_version
    files = (
        store.warehouse.table(FILES, period=periods).filter(~pl.col("attachment") & pl.col("area_code").is_not_null()).sort("seq")
    )
    known = store.warehouse.table(READ, submission=files["submission"]).filter(pl.col("reader") == reader)
    missing = files.join(known, on="submission", how="anti", maintain_order="left")
    read = read_submissions(store, missing.select("submission", "file").iter_rows())
    submissions = [sha for sha, _ in read]
    texts = [filing.raw_rows(sha, reading) for sha, reading in read]
    layouts = filing.layouts([row for sha, reading in read for row in filing.layout_rows(sha, reading)])
    with store.warehouse.transaction():
        for form in FORMS:
            parts = [rows[form] for rows in texts if form in rows]
            empty = pl.DataFrame(schema=raw(form).columns)
            store.warehouse.replace(raw(form), pl.concat([empty, *parts]), submission=submissions)
        store.warehouse.replace(LAYOUTS, layouts, submission=submissions)
        done = pl.DataFrame({"submission": submissions}, schema={"submission": pl.String}).with_columns(reader=pl.lit(reader))
        store.warehouse.replace(READ, done, submission=submissions)
    return {form: store.warehouse.table(raw(form), period=periods).height for form in FORMS}
