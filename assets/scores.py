"""The fifth stage: indicators against their targets."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.computing.freshness import SCORED
from assets.keys import INDICATOR_SCORES, INDICATOR_VALUES, tables_of
from assets.partitions import PERIODS, told_by_period
from assets.storage import provisions
from assets.storage.closings import closed_among, official
from assets.storage.tables import REPORTS, SCORES, VALUES
from assets.store import Store
from assets.told import telling
from schemas.indicators.scoring import score


@dg.asset(
    key=INDICATOR_SCORES, partitions_def=PERIODS, deps=[INDICATOR_VALUES], group_name="rapor", kinds={"duckdb"},
    backfill_policy=dg.BackfillPolicy.single_run(), metadata=tables_of(INDICATOR_SCORES),
)  # fmt: skip
@telling
def indicator_scores(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Iterator[dg.MaterializeResult]:
    """Capaian and kriteria of every indicator that has a target; the last stage of a period."""
    periods = list(context.partition_keys)
    scores = score_figures(store, periods)
    rated = scores.filter(pl.col("achievement").is_not_null())
    numbers = {"rows": scores.group_by("period").len(), "rated": rated.group_by("period").len()}
    yield from told_by_period(context, numbers, store.warehouse.table(REPORTS, period=periods))


def score_figures(store: Store, periods: list[str]) -> pl.DataFrame:
    """Score and store the periods; closed ones keep their official scores."""
    read = store.warehouse.table
    official_values = read(VALUES, period=periods).filter("official")
    computed = score(official_values, store.areas.province, provisions.targets(read), provisions.criteria(read))
    scores = official(store.archive, computed, SCORES, closed_among(store.archive, periods))
    with store.warehouse.transaction():
        store.warehouse.replace(SCORES, scores, period=periods)
    store.mark(SCORED, periods)
    return scores
