"""How the chain is cut: by period only. A regency is a column; the grid of who has sent what is grid.py's."""

import os
from collections.abc import Mapping

import dagster as dg
import polars as pl

from assets.storage.home import FIRST_PERIOD, can_be_first

_START = (os.environ.get("RAPOR_START") or FIRST_PERIOD).strip()
#: A wrong RAPOR_START is told by the run, when it opens the home: the definitions import all the same.
PERIODS = dg.MonthlyPartitionsDefinition(
    start_date=_START if can_be_first(_START) else FIRST_PERIOD, fmt="%Y-%m", timezone="Asia/Jakarta", end_offset=1
)


def tell_by_period(context: dg.AssetExecutionContext, numbers: Mapping[str, pl.DataFrame]) -> None:
    """Give each partition of the run its own metadata: by name a frame with `period` and one number; 0 where it has no line.

    What a result says of itself Dagster stamps on every partition of the run: each month then shows the numbers of all.
    """
    by_name = {name: dict(frame.iter_rows()) for name, frame in numbers.items()}
    for period in context.partition_keys:
        context.add_asset_metadata({name: of.get(period) or 0 for name, of in by_name.items()}, partition_key=period)
