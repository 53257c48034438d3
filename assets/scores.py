"""The fifth stage: indicators against their targets."""

import dagster as dg
import polars as pl

from assets.computing.progress import SCORED, mark
from assets.partitions import PERIODS
from assets.storage.closings import closed_among, official
from assets.storage.tables import SCORES, VALUES
from assets.store import Store
from schemas.indicators.scoring import score


@dg.asset(
    key=["scores", "values"], partitions_def=PERIODS, deps=[["indicators", "values"]], group_name="rapor", kinds={"duckdb"},
    backfill_policy=dg.BackfillPolicy.single_run(),
)  # fmt: skip
def score_values(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Capaian and kriteria of every indicator that has a target; the last stage of a period."""
    scores = score_figures(store, list(context.partition_keys))
    rated = scores.filter(pl.col("achievement").is_not_null()).height
    return dg.MaterializeResult(metadata={"rows": scores.height, "rated": rated})


def score_figures(store: Store, periods: list[str]) -> pl.DataFrame:
    """Score and store the periods; closed ones keep their official scores."""
    computed = score(store.warehouse.table(VALUES, period=periods).filter("official"), store.areas.province)
    scores = official(store.archive, computed, SCORES, closed_among(store.archive, periods))
    with store.warehouse.transaction():
        store.warehouse.replace(SCORES, scores, period=periods)
    mark(store, SCORED, periods)
    return scores
