"""One edition: the figures as the public may see them, how to look one up, and why one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from assets.publishing import agencies, disclosure
from assets.publishing.figures import Figures
from schemas import indicators as schema
from schemas import periods
from schemas.areas import PROVINCE
from schemas.formatting import WITHHELD, amount, number
from schemas.indicators import WHOLE, Band, Indicator
from schemas.indicators.scoring import SAMPLE_NOTE


@dataclass(frozen=True)
class Reference:
    """What the figures are read against.

    `iku` are the words for an IKU by achievement, highest band first; `sample_targets` the (indicator, area, year)
    whose target is an example and no decided one.
    """

    indicators: Mapping[str, Indicator]
    iku: tuple[Band, ...]
    sample_targets: frozenset[tuple[str, str, int]] = frozenset()


def reference() -> Reference:
    """The catalogue, scale and targets that come with the code."""
    sample = schema.targets().filter("sample").select("indicator", "area_code", "year").unique()
    return Reference(schema.catalogue(), schema.scale()["iku"], frozenset(sample.iter_rows()))


@dataclass(frozen=True)
class Cell:
    """One published figure; all numbers null where the public does not see it, and `withheld` true where it had a value.

    `gap` is what kept a value from being worked out: `zero` (it would be divided by zero), `divisor` (which is not loaded), or empty.
    """

    numerator: float | None
    denominator: float | None
    value: float | None
    coverage: float | None
    withheld: bool
    gap: str = ""


@dataclass(frozen=True)
class Score:
    """One line of scores.csv; `sample` is true when its target is an example."""

    target: str | float | None
    target_kind: str | None
    achievement: float | None
    rating: str | None
    note: str
    sample: bool


NOTHING = Cell(None, None, None, None, withheld=False)


@dataclass(frozen=True)
class Edition:
    """Figures, masked for the public, and the reference that they are read against."""

    figures: Figures
    reference: Reference
    versions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def values(self) -> pl.DataFrame:
        """`Figures.values` with `withheld` and no number where it is true, and agencies by name only where they are institutions."""
        disclosure.check_contributors(self._before, self.reference.indicators)
        return disclosure.withhold(self._before)

    @cached_property
    def scores(self) -> pl.DataFrame:
        """`Figures.scores` without what a withheld value could be read from."""
        return disclosure.withhold_scores(self.figures.scores, self.values)

    @property
    def period(self) -> str | None:
        """The period that the first screen shows; None when nothing was accepted yet."""
        return self.figures.last_period

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
        own = self.figures.history.filter(pl.col("period") == (self.period or ""))
        return own.is_empty() or own["event"][-1] != "closed"

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

    def base(self, code: str) -> Cell:
        """A figure of the baseline period, of the total and the whole."""
        return self._baseline.get((code, self.total, WHOLE), NOTHING)

    def segments(self, code: str) -> list[str]:
        """The segments that the total has rows of, other than the whole, in their order of appearance."""
        return [segment for (known, area, segment) in self._now if known == code and area == self.total and segment]

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

    def why_missing(self, indicator: Indicator, cell: Cell) -> str:
        """Why a value of the last period is missing, in words; `dirahasiakan` where it is withheld."""
        if self.period is None:
            return "belum ada laporan yang diterima"
        if cell.withheld:
            return WITHHELD
        if not indicator.valid(self.period):
            return f"belum berlaku (mulai {periods.title(indicator.valid_from)})"
        if cell is NOTHING:
            return "tidak dihitung"
        return _why_empty(indicator, cell)

    @cached_property
    def _before(self) -> pl.DataFrame:
        """`values` before masking, row by row."""
        return agencies.named(self.figures.values, self.reference.indicators)

    @cached_property
    def _told(self) -> pl.DataFrame:
        """`values` with `withheld` only where there was a value to withhold, and the `gap` of those without one."""
        above, below = pl.col("numerator"), pl.col("denominator")
        gap = pl.when(below == 0).then(pl.lit("zero")).when(below.is_null() & above.is_not_null()).then(pl.lit("divisor"))
        before = self._before.select(gap=gap.otherwise(pl.lit("")), known=pl.col("value").is_not_null())
        told = pl.concat([self.values, before], how="horizontal")
        return told.with_columns(withheld=pl.col("withheld") & pl.col("known"))

    @cached_property
    def _now(self) -> dict[tuple[str, str, str], Cell]:
        return _cells(self._told.filter(pl.col("period") == (self.period or "")))

    @cached_property
    def _baseline(self) -> dict[tuple[str, str, str], Cell]:
        return _cells(self._told.filter(pl.col("period") == periods.BASELINE, pl.col("area_code") == self.total))

    @cached_property
    def _scores(self) -> dict[tuple[str, str, str], Score]:
        current = self.scores.filter(pl.col("period") == (self.period or ""))
        rows = current.iter_rows(named=True)
        return {(row["indicator"], row["area_code"], row["segment"] or WHOLE): self._score(row) for row in rows}

    def _score(self, row: dict[str, Any]) -> Score:
        year = int(row["period"][:4])
        note = row["note"] or ""
        known = (row["indicator"], row["area_code"], year) in self.reference.sample_targets
        sample = row["target"] is not None and (known or SAMPLE_NOTE in note)
        return Score(row["target"], row["target_kind"], row["achievement"], row["rating"], note, sample)


def _cells(values: pl.DataFrame) -> dict[tuple[str, str, str], Cell]:
    key = ("indicator", "area_code", pl.col("segment").fill_null(WHOLE))
    rows = values.select(*key, "numerator", "denominator", "value", "coverage", "withheld", "gap")
    return {(code, area, segment): Cell(*cell) for code, area, segment, *cell in rows.iter_rows()}


def _why_empty(indicator: Indicator, cell: Cell) -> str:
    if indicator.source == "decrees":
        return "daftar keputusan belum dimuat"
    if indicator.source == "due_reports":
        return "tidak ada formulir yang jatuh tempo"
    if cell.coverage is None and indicator.form:
        return "formulir tidak jatuh tempo pada periode ini"
    if not cell.coverage:
        return "belum ada laporan yang diterima"
    if indicator.source == "register_with_year_before":
        return "data setahun sebelumnya belum ada"
    return {"zero": "pembaginya nol", "divisor": "data pembagi belum dimuat"}.get(cell.gap, "belum ada data")
