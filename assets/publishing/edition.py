"""One edition: the figures as the public may see them, how to look one up, and why one is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from assets.publishing import marked, money_rule, public_agencies
from assets.publishing.release_figures import DRAFT_MARK, Figures
from schemas import indicators as schema
from schemas import periods
from schemas.areas import PROVINCE
from schemas.formatting import WIB, WITHHELD, amount, number
from schemas.forms import SAMPLE_MARK
from schemas.indicators import WHOLE, Band, Indicator
from schemas.indicators.scoring import TOWARD_TARGET
from schemas.indicators.status import REASONS, Status


@dataclass(frozen=True)
class Reference:
    """What the figures are read against.

    `iku` are the words for an IKU by achievement, highest band first.
    """

    indicators: Mapping[str, Indicator]
    iku: tuple[Band, ...]


def reference() -> Reference:
    """The catalogue and scale that come with the code."""
    return Reference(schema.catalogue(), schema.scale()["iku"])


@dataclass(frozen=True)
class Cell:
    """One published figure: as of which day, on how many rows of how many it rests, and its status (schemas.indicators.status).

    Numerator, denominator and value are null where the public does not see them.
    """

    numerator: float | None
    denominator: float | None
    value: float | None
    coverage: float | None
    as_of: date | None
    contributors: int | None
    base: int | None
    status: str

    @property
    def withheld(self) -> bool:
        """True where it has a value that the public does not see."""
        return self.status == Status.SECRET


@dataclass(frozen=True)
class Score:
    """One line of scores.csv; `sample` is true when its target is an example. `margin`: how far on the good side of the target."""

    target_low: float | None
    target_high: float | None
    target_kind: str | None
    achievement: float | None
    rating: str | None
    note: str
    sample: bool
    margin: float | None = None
    target_as_of: date | None = None

    @property
    def toward(self) -> bool:
        """True while the day of its target is still to come."""
        return TOWARD_TARGET in self.note

    @property
    def rated(self) -> bool:
        """True where its achievement is one that words are given for."""
        return self.achievement is not None and self.rating is not None


NOTHING = Cell(None, None, None, None, None, None, None, "")


@dataclass(frozen=True)
class Edition:
    """Figures as one audience may see them, and the reference that they are read against.

    For the public the money rule holds, and agencies are named only where they are institutions; the office sees them exact.
    """

    figures: Figures
    reference: Reference
    versions: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = True

    @cached_property
    def values(self) -> pl.DataFrame:
        """`Figures.values` as the audience may see them, without what only the money rule reads."""
        indicators, exact = self.reference.indicators, self.figures.values
        return (
            money_rule.public_values(public_agencies.named(exact, indicators), indicators)
            if self.is_public
            else exact.drop(money_rule.INTERNAL)
        )

    @cached_property
    def scores(self) -> pl.DataFrame:
        """`Figures.scores` as the audience may see them."""
        exact = self.figures.scores
        return money_rule.public_scores(exact, self.values, self.reference.indicators) if self.is_public else exact

    @property
    def period(self) -> str | None:
        """The period that the first screen shows; None when nothing was accepted yet."""
        return self.figures.last_period

    @property
    def mark(self) -> str:
        """What stands on every page and sheet: that it is a draft, that the data are a sample; empty for a release of real data."""
        marks = ((DRAFT_MARK, self.figures.draft), (SAMPLE_MARK, self.figures.sample))
        return " · ".join(mark for mark, holds in marks if holds)

    @property
    def total(self) -> str:
        """The code of the total's area."""
        return self.figures.area

    @property
    def is_home_province(self) -> bool:
        """True when known totals of Kalimantan Tengah may be quoted."""
        return self.total == PROVINCE

    @property
    def place(self) -> str:
        """The name of the total without its kind: `Kalimantan Tengah`."""
        return self.figures.area_name.removeprefix("Provinsi ")

    @cached_property
    def provisional(self) -> bool:
        """True till the last period is closed."""
        return not self.is_closed(self.period or "")

    def is_closed(self, period: str) -> bool:
        """True when the figures of a period are final."""
        decisions = self.figures.history.filter(pl.col("period") == period)
        return not decisions.is_empty() and bool(decisions["event"][-1] == "closed")

    @property
    def released_on(self) -> date:
        """The day on which the release was made, by the office's clock."""
        return self.figures.made_at.astimezone(WIB).date()

    @cached_property
    def reports(self) -> pl.DataFrame:
        """`Figures.reports` of the last period."""
        return self.figures.reports.filter(pl.col("period") == (self.period or ""))

    def cell(self, code: str, area: str | None = None, segment: str = WHOLE) -> Cell:
        """A figure of the last period, of the total unless an area is named; `NOTHING` when there is no such row."""
        return self._now.get((code, area or self.total, segment), NOTHING)

    def value(self, code: str, area: str | None = None, segment: str = WHOLE) -> float | None:
        """The value of `cell`."""
        return self.cell(code, area, segment).value

    def figure(
        self, code: str, area: str | None = None, segment: str = WHOLE, worded: Callable[[float | None], str] = number
    ) -> str:
        """The value of `cell` as text, marked with its source."""
        value = self.value(code, area, segment)
        return marked.figure(worded(value), value, code, area or self.total, self.period, segment)

    def base(self, code: str, area: str | None = None, segment: str = WHOLE) -> Cell:
        """A figure of the baseline period, of the total unless an area is named."""
        return self._baseline.get((code, area or self.total, segment), NOTHING)

    def base_figure(self, code: str, worded: Callable[[float | None], str] = number) -> str:
        """The value of `base`, of the total and the whole, as text, marked with its source."""
        value = self.base(code).value
        return marked.figure(worded(value), value, code, self.total, periods.BASELINE)

    def of_month(self, code: str, period: str, segment: str = WHOLE) -> Cell:
        """A figure of the total in any period of the release."""
        return self._of_months.get((code, period, segment), NOTHING)

    def month_figure(self, code: str, period: str, segment: str = WHOLE, worded: Callable[[float | None], str] = number) -> str:
        """The value of `of_month` as text, marked with its source."""
        value = self.of_month(code, period, segment).value
        return marked.figure(worded(value), value, code, self.total, period, segment)

    def segments(self, code: str) -> list[str]:
        """The segments that the total has rows of, other than the whole, in their order of appearance."""
        return [segment for (indicator, area, segment) in self._now if indicator == code and area == self.total and segment]

    def score(self, code: str, segment: str, area: str | None = None) -> Score | None:
        """The score of the last period; None when there is no such line."""
        return self._scores.get((code, area or self.total, segment))

    def coverage(self, cell: Cell) -> str:
        """`13 dari 14 kabupaten/kota` where a figure lacks some of them; empty when it lacks none."""
        reporters = self.figures.areas.height
        if cell.coverage is None or cell.coverage >= 1:
            return ""
        present = cell.coverage * reporters
        if reporters and abs(present - round(present)) < 1e-4:
            return f"{number(round(present))} dari {number(reporters)} kabupaten/kota"
        return amount(100 * cell.coverage, "%")

    def why_missing(self, indicator: Indicator, cell: Cell, period: str | None = None) -> str:
        """Why a value is missing, of the last period unless one is named, in words; `dirahasiakan` where it is withheld."""
        period = period or self.period
        if period is None:
            return "belum ada laporan yang diterima"
        if cell.withheld:
            return WITHHELD
        if not indicator.valid(period):
            return f"belum berlaku (mulai {periods.title(indicator.valid_from)})"
        if cell is NOTHING:
            return "tidak dihitung"
        return _why_empty(indicator, cell)

    @cached_property
    def aimed_at(self) -> frozenset[str]:
        """The indicators that have a target in any month."""
        return frozenset(self.figures.scores.filter(pl.col("target_low").is_not_null())["indicator"])

    def bounds(self, code: str, segment: str = WHOLE) -> tuple[float | None, float | None] | None:
        """Between which values the total's figure of the last period lies; None when there is no such row."""
        return self._bounds.get((code, segment))

    @cached_property
    def _bounds(self) -> dict[tuple[str, str], tuple[float | None, float | None]]:
        rows = self.values.filter(pl.col("period") == (self.period or ""), pl.col("area_code") == self.total)
        key = ("indicator", pl.col("segment").fill_null(WHOLE))
        return {(code, segment): (low, high) for code, segment, low, high in rows.select(*key, "low", "high").iter_rows()}

    @cached_property
    def _now(self) -> dict[tuple[str, str, str], Cell]:
        """The figures of the last period, by `cells_by_key`."""
        return cells_by_key(self.values.filter(pl.col("period") == (self.period or "")))

    @cached_property
    def _baseline(self) -> dict[tuple[str, str, str], Cell]:
        """The figures of the baseline period, by `cells_by_key`."""
        return cells_by_key(self.values.filter(pl.col("period") == periods.BASELINE))

    @cached_property
    def _of_months(self) -> dict[tuple[str, str, str], Cell]:
        """(indicator, period, segment) → the total's figure."""
        return cells_by_key(self.values.filter(pl.col("area_code") == self.total), "period")

    @cached_property
    def _scores(self) -> dict[tuple[str, str, str], Score]:
        """(indicator, area_code, segment) → the score of the last period."""
        current = self.scores.filter(pl.col("period") == (self.period or ""))
        rows = current.iter_rows(named=True)
        return {(row["indicator"], row["area_code"], row["segment"] or WHOLE): _score(row) for row in rows}


def cells_by_key(values: pl.DataFrame, by: str = "area_code") -> dict[tuple[str, str, str], Cell]:
    """(indicator, area_code, segment) → its figure, of rows of one period; `by` another column than the area's, of rows of one area."""
    key = ("indicator", by, pl.col("segment").fill_null(WHOLE))
    rows = values.select(*key, "numerator", "denominator", "value", "coverage", "as_of", "contributors", "base", "status")
    return {(code, area, segment): Cell(*cell) for code, area, segment, *cell in rows.iter_rows()}


def _score(row: dict[str, Any]) -> Score:
    """A line of `Figures.scores` as a Score."""
    return Score(
        row["target_low"], row["target_high"], row["target_kind"], row["achievement"], row["rating"], row["note"] or "",
        bool(row["is_sample"]), row["margin"], row["target_as_of"],
    )  # fmt: skip


def _why_empty(indicator: Indicator, cell: Cell) -> str:
    """The reason of a status in words; what the province has to load is named."""
    if cell.status == Status.NOT_LOADED:
        loaded = {"decrees": "daftar keputusan belum dimuat", "baseline": f"daftar koperasi {schema.baseline_title()} belum ada"}
        return loaded.get(indicator.source, "data pembagi belum dimuat")
    if cell.status == Status.NOT_DUE and indicator.source == "due_reports":
        return "tidak ada formulir yang jatuh tempo"
    return REASONS.get(cell.status, "belum ada data")
