"""The figures of an edition month by month: what a figure was before, how far it moved, and where a regency stands among the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from assets.publishing.edition import NOTHING, Cell, Edition, cells_by_key
from assets.publishing.shown import ShownFigure, shown
from schemas import periods
from schemas.formatting import MINUS, number
from schemas.indicators import OUTSIDE_KDMP, WHOLE, Indicator

#: So many months are followed at most: three years.
MONTHS_AT_MOST = 36
#: How a segment is named where it stands alone.
SEGMENT_WORDS = {WHOLE: "", OUTSIDE_KDMP: OUTSIDE_KDMP}


@dataclass(frozen=True)
class Move:
    """How far a figure is from an earlier one of its own: in words (`naik 0,83 poin`), with sign (`+0,83 poin`), and since when."""

    words: str
    signed: str
    since: str


@dataclass(frozen=True)
class Series:
    """An edition with its figures by month."""

    edition: Edition

    @cached_property
    def by_month(self) -> Mapping[str, Mapping[tuple[str, str, str], Cell]]:
        """Period → (indicator, area_code, segment) → figure, up to the last that was reported."""
        reported = self.edition.values.filter(pl.col("period") <= (self.edition.period or ""))
        months = reported.partition_by("period", as_dict=True, maintain_order=True)
        return {str(period): cells_by_key(rows) for (period,), rows in months.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every regency by its code, and of the total."""
        return dict(self.edition.figures.areas.select("code", "name").iter_rows()) | {self.edition.total: self.edition.place}

    @cached_property
    def closed(self) -> frozenset[str]:
        """The periods whose figures are final."""
        return frozenset(period for period in self.by_month if self.edition.is_closed(period))

    def cell(self, code: str, area: str, segment: str, period: str) -> Cell:
        """A figure of any month; `NOTHING` where there is no such row."""
        return self.by_month.get(period, {}).get((code, area, segment), NOTHING)

    def figure(self, indicator: Indicator, area: str, segment: str, period: str) -> ShownFigure:
        """The same as it is shown."""
        return shown(self.edition, indicator, area, period, segment, self.cell(indicator.code, area, segment, period))

    def months(self, indicator: Indicator) -> list[str]:
        """The months that are followed: up to the last that was reported, every one of them, though it may hold no figure."""
        last = self.edition.period
        if last is None:
            return []
        first = max(min(self.by_month), periods.shift(last, 1 - MONTHS_AT_MOST), indicator.valid_from)
        return periods.between(first, last)

    def before(self, indicator: Indicator, area: str, segment: str) -> Move | None:
        """How far the last figure is from the one reported before it: of the newest month that speaks of an earlier day."""
        now = self.edition.cell(indicator.code, area, segment)
        if now.value is None or now.as_of is None:
            return None
        for period in reversed(self.months(indicator)):
            then = self.cell(indicator.code, area, segment, period)
            if then.value is not None and then.as_of is not None and then.as_of < now.as_of:
                return moved(indicator, then, now)
        return None

    def since_baseline(self, indicator: Indicator, area: str, segment: str) -> Move | None:
        """How far the last figure is from that of the baseline."""
        then, now = self.edition.base(indicator.code, area, segment), self.edition.cell(indicator.code, area, segment)
        return moved(indicator, then, now) if self.edition.period != periods.BASELINE else None

    def ranks(self, indicator: Indicator, segment: str) -> dict[str, int]:
        """The place of each regency with a figure among them, by what the audience sees; equal figures share a place.

        None are ranked where neither direction is better, nor by the base that counts rather than tells how well it goes.
        """
        if not indicator.polarity:
            return {}
        told = [(area, self.edition.value(indicator.code, area, segment)) for area in self.edition.figures.areas["code"]]
        ranked = {area: value for area, value in told if value is not None}
        sign = 1 if indicator.polarity == "lower" else -1
        return {area: 1 + sum(sign * other < sign * value for other in ranked.values()) for area, value in ranked.items()}

    def received_until(self, reports: pl.DataFrame) -> pl.Series:
        """The day of the newest report that stands among these (`Figures.reports`), as a series of at most one."""
        standing = reports.filter(pl.col("source_period").is_not_null(), pl.col("period") <= (self.edition.period or ""))
        return standing["received_at"].drop_nulls().sort().tail(1)


def moved(indicator: Indicator, then: Cell, now: Cell) -> Move | None:
    """How far a figure moved; None of money, of which two rounded values would claim more than is known, or where one is missing."""
    if then.value is None or now.value is None or then.as_of is None or indicator.is_money:
        return None
    by = now.value - then.value
    unit = " poin" if indicator.unit == "%" else ""
    size = f"{number(abs(by), 2) if unit else number(abs(by))}{unit}"
    since = periods.title(f"{then.as_of:%Y-%m}")
    if number(abs(by), 2) == number(0, 2):
        return Move("tetap", "tetap", since)
    return Move(f"{'naik' if by > 0 else 'turun'} {size}", f"{'+' if by > 0 else MINUS}{size}", since)
