"""The fifth stage: indicators against their targets."""

import dagster as dg
import polars as pl

from assets import pending
from assets.closing import closed_among, in_force, official
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
    scores = score_figures(store, list(context.partition_keys))
    rated = scores.filter(pl.col("achievement").is_not_null()).height
    return dg.MaterializeResult(metadata={"rows": scores.height, "rated": rated})


def score_figures(store: Store, periods: list[str]) -> pl.DataFrame:
    """Score and store the periods, and note what they were computed from; closed ones keep their official scores."""
    computed = score(store.warehouse.table(VALUES, period=periods).filter("official"), store.areas.province)
    scores = official(store.archive, computed, SCORES, closed_among(store.archive, periods))
    seals = {period: closing.hash for period, closing in in_force(store.archive.lines()).items()}
    current = pending.fingerprints(store.warehouse.table(FILES), figures_version(), seals)
    done = pl.DataFrame([(p, current.get(p, pending.NOTHING)) for p in periods], schema=PROCESSED.columns, orient="row")
    with store.warehouse.transaction():
        store.warehouse.replace(SCORES, scores, period=periods)
        store.warehouse.replace(PROCESSED, done, period=periods)
    return scores
