"""How the chain is cut: by period only. A regency is a column; the grid of who has sent what is grid.py's."""

import os
from collections.abc import Iterator, Mapping, Sequence

import dagster as dg
import polars as pl

from assets.storage.home import FIRST_PERIOD, can_be_first

_START = (os.environ.get("RAPOR_START") or FIRST_PERIOD).strip()
#: A wrong RAPOR_START is told by the run, when it opens the home: the definitions import all the same.
PERIODS = dg.MonthlyPartitionsDefinition(
    start_date=_START if can_be_first(_START) else FIRST_PERIOD, fmt="%Y-%m", timezone="Asia/Jakarta", end_offset=1
)


def told_by_period(
    context: dg.AssetExecutionContext,
    numbers: Mapping[str, pl.DataFrame],
    reports: pl.DataFrame,
    check_results: Sequence[dg.AssetCheckResult] = (),
) -> Iterator[dg.MaterializeResult[None]]:
    """The result of a run, in which each partition has its own metadata: by name a frame with `period` and one number; 0 where it has no line.

    What a result says of itself Dagster stamps on every partition of the run: each month then shows the numbers of all. And an asset's
    page opens on the event that came last, which for a range is a month for which nobody has reported yet: so the last of the run's
    periods that was reported is told once more behind the others. `reports`: REPORT of the periods.
    """
    by_name = {name: dict(frame.iter_rows()) for name, frame in numbers.items()}
    told = {period: {name: of.get(period) or 0 for name, of in by_name.items()} for period in context.partition_keys}
    for period, metadata in told.items():
        context.add_asset_metadata(metadata, partition_key=period)
    yield dg.MaterializeResult(check_results=check_results)
    last = reports.filter(pl.col("submission").is_not_null() & pl.col("verified"))["period"].max()
    if last is not None and last != max(told):
        context.log_event(dg.AssetMaterialization(context.asset_key, partition=str(last), metadata=told[str(last)]))
