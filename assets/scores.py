"""The fifth stage: indicators against their targets."""

import dagster as dg
import polars as pl

from assets import pending
from assets.home import Store, figures_version
from assets.partitions import PERIODS
from assets.tables import FILES, PROCESSED, SCORES, VALUES
from schemas.indicators.scoring import score


@dg.asset(
    key=["scores", "values"], partitions_def=PERIODS, deps=[["indicators", "values"]], group_name="rapor", kinds={"duckdb"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
def score_values(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Capaian and kriteria of every indicator that has a target; the last stage of a period."""
    periods = list(context.partition_keys)
    scores = score(store.warehouse.table(VALUES, period=periods).filter("official"), store.areas.province)
    current = pending.fingerprints(store.warehouse.table(FILES), figures_version())
    done = pl.DataFrame([(p, current.get(p, pending.NOTHING)) for p in periods], schema=PROCESSED.columns, orient="row")
    with store.warehouse.transaction():
        rows = store.warehouse.replace(SCORES, scores, period=periods)
        store.warehouse.replace(PROCESSED, done, period=periods)
    return dg.MaterializeResult(metadata={"rows": rows, "rated": scores.filter(pl.col("achievement").is_not_null()).height})
