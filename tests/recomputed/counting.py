"""What a figure is made of: its two sides and the rows that carry it, who is counted, and the line that comes of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.recomputed.standing import CARRIED, DUE, PROVINCE, REGENCIES, Report, World, is_due
from tests.recomputed.workbooks import Row, end

ALL, OUTSIDE, VILLAGE = SEGMENTS = "", "di luar KDMP/KKMP", "KDMP/KKMP"
COLUMNS = ("numerator", "denominator", "value", "as_of", "contributors", "base", "coverage", "low", "high", "status")
#: period, area, indicator, segment.
Key = tuple[str, str, str, str]
#: COLUMNS, and `amounts`.
Line = dict[str, Any]
Figures = dict[Key, Line]
#: Indicator, segment and line.
Counted = Iterator[tuple[str, str, Line]]


@dataclass(frozen=True)
class Sides:
    """Numerator and denominator (None: it has none, or nobody said), and how many rows of how many carry the figure.

    `amounts`: the money of each cooperative in each of its sums.
    """

    above: float | None
    below: float | None = None
    contributors: int = 0
    base: int = 0
    is_ratio: bool = False
    amounts: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Decree:
    """A cooperative on a list that was decreed."""

    list: str
    year: int
    area: str
    nik: str
    name: str


@dataclass(frozen=True)
class Loaded:
    """What the province adds: area and year → PDRB, and the lists."""

    grdp: Mapping[tuple[str, int], int] = field(default_factory=dict)
    decrees: tuple[Decree, ...] = ()


@dataclass(frozen=True)
class Scope:
    """One area in one period."""

    world: World
    loaded: Loaded
    period: str
    area: str

    @property
    def reporters(self) -> tuple[str, ...]:
        return (*REGENCIES, PROVINCE) if self.area == PROVINCE else (self.area,)

    def standing(self, form: str, period: str = "") -> dict[str, Report]:
        """Area → what stands for it, here or everywhere in the province, now or in another period."""
        return _standing(self.world, form, self.reporters, period or self.period)

    def standing_everywhere(self, form: str, period: str = "") -> dict[str, Report]:
        return _standing(self.world, form, (*REGENCIES, PROVINCE), period or self.period)

    def expected(self, form: str) -> list[str]:
        """The regencies that should stand with this form now; the province need not."""
        asked = is_due(form, self.period) or (form in CARRIED and self.period >= DUE[form][1])
        return [area for area in self.reporters if area != PROVINCE] if asked else []

    def figure(
        self,
        form: str,
        counted: Mapping[str, Report],
        sides: Sides,
        otherwise: str = "not_read",
        scale: int = 100,
        is_loaded: bool = True,
    ) -> Line:
        """The line of a figure over the reports that are counted; `otherwise` is why none is, where some stand."""
        expected = self.expected(form)
        coverage = sum(area in counted for area in expected) / len(expected) if expected else None
        if not self.standing(form):
            return line(None, coverage, None, "not_reported" if expected else "not_due")
        if not counted or not is_loaded:
            return line(sides if counted else None, coverage, None, otherwise if is_loaded else "not_loaded")
        value = divided(sides, scale)
        is_unfilled = sides.above is None or (sides.contributors == 0 and sides.base > 0)
        status = "filled" if value is not None else "none_filled" if is_unfilled else "no_denominator"
        return line(sides, coverage, value, status, min(report.as_of for report in counted.values()))

    def of_the_day(self, sides: Sides) -> Line:
        """The line of a figure that no report is needed for."""
        return line(sides, 1.0, divided(sides), "filled", end(self.period))


def _standing(world: World, form: str, areas: Iterable[str], period: str) -> dict[str, Report]:
    return {area: report for area in areas if (report := world.standing(form, area, period))}


def divided(sides: Sides, scale: int = 100) -> float | None:
    if not sides.is_ratio:
        return sides.above
    return scale * sides.above / sides.below if sides.above is not None and sides.below else None


def line(sides: Sides | None, coverage: float | None, value: float | None, status: str, as_of: date | None = None) -> Line:
    """A line of the table; sides and counts are empty where nothing is counted, the day where there is no value."""
    return {
        "numerator": sides.above if sides else None, "denominator": sides.below if sides else None, "value": value,
        "as_of": as_of if value is not None else None, "contributors": sides.contributors if sides else None,
        "base": sides.base if sides else None, "coverage": coverage, "status": status, "amounts": sides.amounts if sides else (),
    }  # fmt: skip


def read_in(reports: Mapping[str, Report], columns: set[str]) -> dict[str, Report]:
    """Those reports of which all these columns were read."""
    return {area: report for area, report in reports.items() if not columns & report.sent.lacking}


def total(amounts: Iterable[float | None], is_nil: bool = False) -> float | None:
    """The sum of what is filled; nobody is no zero, unless a report says that there is nothing."""
    filled = [amount for amount in amounts if amount is not None]
    return sum(filled) if filled else 0 if is_nil else None


def is_nil(reports: Mapping[str, Report]) -> bool:
    return any(not report.rows for report in reports.values())


def filled(rows: Iterable[Row], *names: str) -> list[Row]:
    """The rows in which all of these are filled."""
    return [row for row in rows if all(row[name] is not None for name in names)]
