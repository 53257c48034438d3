"""The fourth stage: every indicator of the catalogue, for the total and each regency."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.computing.bounds import with_bounds
from assets.computing.evaluate import evaluate
from assets.computing.freshness import EVALUATED
from assets.keys import ACCEPTED_ROWS, INDICATOR_VALUES, tables_of
from assets.partitions import PERIODS, told_by_period
from assets.storage.closings import closed_among, official
from assets.storage.tables import REPORTS, VALUES
from assets.store import Store
from assets.told import telling
from schemas import periods as calendar

#: Parts that must add up to a whole in every area and period.
PARTS = {
    "KOP-01": ("KOP-02", "KOP-03"),
    "KOP-18": ("KOP-18.1", "KOP-18.2"),
}
TOLERANCE = 1e-6


@dg.asset(
    key=INDICATOR_VALUES, partitions_def=PERIODS, deps=[ACCEPTED_ROWS], group_name="rapor", kinds={"duckdb"},
    backfill_policy=dg.BackfillPolicy.single_run(), metadata=tables_of(INDICATOR_VALUES),
    check_specs=[dg.AssetCheckSpec("bagian_sama_dengan_jumlah", asset=INDICATOR_VALUES, blocking=True)],
)  # fmt: skip
@telling
def indicator_values(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Iterator[dg.MaterializeResult]:
    """Every indicator with numerator, denominator, coverage and the version of its definition."""
    periods = list(context.partition_keys)
    values = indicator_figures(store, periods)
    broken = not_adding_up(values)
    filled = values.filter(pl.col("value").is_not_null())
    numbers = {"rows": values.group_by("period").len(), "filled": filled.group_by("period").len()}
    adds_up = dg.AssetCheckResult(
        check_name="bagian_sama_dengan_jumlah",
        passed=broken.is_empty(),
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"baris": dg.MetadataValue.md(str(broken.head(20).rows(named=True)))},
    )
    yield from told_by_period(context, numbers, store.warehouse.table(REPORTS, period=periods), [adds_up])


def indicator_figures(store: Store, periods: list[str]) -> pl.DataFrame:
    """Evaluate and store the periods; those that are closed keep their official figures."""
    closed = closed_among(store.archive, periods)
    values = official(store.archive, evaluate(store.warehouse, periods, store.areas), VALUES, closed)
    is_open = ~pl.col("period").is_in(list(closed))
    bounded = with_bounds(values, _before(store, periods), store.areas.province)
    values = pl.concat([bounded.filter(is_open), values.filter(~is_open)])
    with store.warehouse.transaction():
        store.warehouse.replace(VALUES, values, period=periods)
    store.mark(EVALUATED, periods)
    return values


def _before(store: Store, periods: list[str]) -> pl.DataFrame:
    """The figures (VALUES) of the periods that bounds look back at and that are not among these, as they stand."""
    looked_at = calendar.between(calendar.shift(min(periods), -calendar.LOOKS_BACK), max(periods))
    return store.warehouse.table(VALUES, period=sorted(set(looked_at) - set(periods)))


def not_adding_up(values: pl.DataFrame) -> pl.DataFrame:
    """The wholes of PARTS that differ from the sum of their parts: period, area_code, segment, indicator, numerator, parts.

    Our own contract, so one row here is our fault and stops the release.
    """
    official = values.filter("official").select("period", "area_code", "segment", "indicator", "numerator")
    keys = ["period", "area_code", "segment"]
    broken = []
    for whole, parts in PARTS.items():
        sums = (
            official.filter(pl.col("indicator").is_in(parts))
            .group_by(keys)
            .agg(parts=pl.col("numerator").sum(), n=pl.col("numerator").count())
        )
        wholes = official.filter((pl.col("indicator") == whole) & pl.col("numerator").is_not_null())
        joined = wholes.join(sums, on=keys, how="left")
        broken.append(joined.filter((pl.col("numerator") - pl.col("parts")).abs().fill_null(1) > TOLERANCE).drop("n"))
    return pl.concat(broken)
