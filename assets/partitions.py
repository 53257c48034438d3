"""How the chain is cut: by period only. A regency is a column; the grid of who has sent what is an external asset."""

import os
from collections.abc import Mapping

import dagster as dg
import polars as pl

from assets.keys import REGENCY_SUBMISSIONS
from assets.storage.home import FIRST_PERIOD, can_be_first
from schemas.areas import COUNTRY, PROVINCE, REGENCIES, areas, scopes

_START = (os.environ.get("RAPOR_START") or FIRST_PERIOD).strip()
#: A wrong RAPOR_START is told by the run, when it opens the home: the definitions import all the same.
PERIODS = dg.MonthlyPartitionsDefinition(
    start_date=_START if can_be_first(_START) else FIRST_PERIOD, fmt="%Y-%m", timezone="Asia/Jakarta", end_offset=1
)


def _reporters(scope: str) -> list[str]:
    """The regencies of a province, and the province itself as an optional reporter; of the country the home province's.

    The home province's are a constant, so that definitions import without opening a file; the country has no event a regency.
    """
    others = scope != PROVINCE and scope in scopes() - {COUNTRY}
    return [*areas(scope).codes, scope] if others else [*REGENCIES, PROVINCE]


REPORTERS = dg.StaticPartitionsDefinition(_reporters((os.environ.get("RAPOR_AREA") or PROVINCE).strip()))
GRID = dg.MultiPartitionsDefinition({"period": PERIODS, "area": REPORTERS})


def tell_by_period(context: dg.AssetExecutionContext, numbers: Mapping[str, pl.DataFrame]) -> None:
    """Give each partition of the run its own metadata: by name a frame with `period` and one number; 0 where it has no line.

    What a result says of itself Dagster stamps on every partition of the run: each month then shows the numbers of all.
    """
    by_name = {name: dict(frame.iter_rows()) for name, frame in numbers.items()}
    for period in context.partition_keys:
        context.add_asset_metadata({name: of.get(period) or 0 for name, of in by_name.items()}, partition_key=period)


regency_submissions = dg.AssetSpec(
    REGENCY_SUBMISSIONS,
    partitions_def=GRID,
    group_name="masukan",
    description="What each regency has sent for each period; an event for each submission received. Made by the regencies.",
)
