"""The release month by month: who reported, and how the main figures went. A month in which nobody reported is a line that says so."""

from dataclasses import dataclass

import polars as pl

from assets.publishing.edition import Edition
from schemas import periods
from schemas.formatting import day, number, percent
from schemas.indicators import OUTSIDE_KDMP

NOBODY = "tidak ada yang melapor"


@dataclass(frozen=True)
class Month:
    """One month: how many regencies sent a report of it, and the total's figures, marked; `is_silent` where none did.

    `is_after` is true for the months after the last that was reported.
    """

    title: str
    reported: str
    received: str
    on_time: str
    active: str
    as_of: str
    villages: str
    finality: str
    is_silent: bool
    is_after: bool


def months(edition: Edition) -> list[Month]:
    """Every month of the release, the newest first."""
    own = edition.figures.reports.filter(pl.col("source_period") == pl.col("period"))
    reported = dict(own.group_by("period").agg(pl.col("area_code").n_unique()).iter_rows())
    if not reported:
        return []
    last = max([edition.period or "", *edition.figures.reports["period"], *edition.values["period"].unique()])
    first = min(edition.values["period"].min() or last, min(reported))
    return [_month(edition, period, reported.get(period, 0)) for period in reversed(periods.between(str(first), last))]


def _month(edition: Edition, period: str, reported: int) -> Month:
    every = number(edition.figures.areas.height)
    return Month(
        title=periods.title(period),
        reported=f"{number(reported)} dari {every}" if reported else NOBODY,
        received=edition.month_figure("LAP-01", period, worded=percent),
        on_time=edition.month_figure("LAP-02", period, worded=percent),
        active=edition.month_figure("KOP-04", period, OUTSIDE_KDMP, percent),
        as_of=day(edition.of_month("KOP-04", period, OUTSIDE_KDMP).as_of),
        villages=edition.month_figure("KDMP-07", period),
        finality="final" if edition.is_closed(period) else "sementara",
        is_silent=not reported,
        is_after=period > (edition.period or ""),
    )
