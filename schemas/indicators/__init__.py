"""The catalogue of indicators: definitions, targets and the scale, as data files, and the one module that reads them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import polars as pl
import yaml

from schemas import periods
from schemas.columns import Kind
from schemas.forms import FORMS
from schemas.forms.kdmp import UNITS

WHOLE, OUTSIDE_KDMP, KDMP_ONLY = "", "di luar KDMP/KKMP", "KDMP/KKMP"
SEGMENTS = (WHOLE, OUTSIDE_KDMP, KDMP_ONLY)
IKU_NOTE = "menurut pernyataan Kepala Dinas, belum dicocokkan dengan Renstra/Perjanjian Kinerja"


#: Columns of a relation that stand for columns of its form: what a figure over them needs to have been read.
BEHIND: dict[str, tuple[str, ...]] = {
    "health_told": ("health",), "in_both_years": ("nik",), "outcome": ("status",), "stage_reached": ("stage",), "decree": ("legal_number",),
    "runs": UNITS, "is_open": ("status",), "is_resolved": ("status",), "resolved_this_year": ("status", "resolved_date"),
    "enterprises": ("micro", "small", "medium"), "participants": ("participants_male", "participants_female"),
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """Which rows of a relation carry one side of a figure, and what each of them adds; all SQL over the relation's columns.

    `rows` is the condition, empty for every row. Rows are counted, unless they add an amount (`sum`), give a `median`, or count
    once for each value of `distinct`. A `loaded` divisor (`grdp`) rests on no rows.
    """

    rows: str = ""
    sum: str = ""
    distinct: str = ""
    median: str = ""
    loaded: str = ""

    @property
    def counts(self) -> bool:
        """True where no row means 0, and not that nobody said."""
        return not (self.sum or self.median or self.loaded)

    @property
    def words(self) -> frozenset[str]:
        """The identifiers that its SQL names; texts in quotes are none."""
        return frozenset(self.ordered_words)

    @property
    def ordered_words(self) -> list[str]:
        """The same in the order in which they tell what the side looks at: what is added before the condition, what counts once last."""
        unquoted = re.sub(r"'[^']*'", "", f"{self.sum} {self.median} {self.rows} {self.distinct}")
        return re.findall(r"[a-z_]+", unquoted)


SIDES = ("numerator", "less", "denominator", "contributors", "base")


@dataclass(frozen=True)
class Definition:
    """One version of how an indicator is counted; `denominator` is missing for a count or a sum.

    `less` is taken off the numerator (growth). `contributors` are the rows that carry the figure, `base` those of the
    population that it speaks of.
    """

    version: str
    text: str
    numerator: Measure
    less: Measure | None = None
    denominator: Measure | None = None
    contributors: Measure | None = None
    base: Measure | None = None

    @property
    def carriers(self) -> Measure:
        """The side whose rows carry the figure."""
        return self.contributors or self.denominator or self.numerator

    @property
    def population(self) -> Measure:
        """The side whose rows are the population."""
        return self.base if self.base is not None else self.carriers

    def looked_at(self, form: str) -> str:
        """The column of the form whose cells show the figure: the one that is added up, or the first that a condition names.

        Empty where the form has none of them.
        """
        sides = [side for side in (self.numerator, self.denominator) if side]
        columns = [column for side in sides for word in side.ordered_words for column in BEHIND.get(word, (word,))]
        ids = FORMS[form].ids if form else ()
        return next((column for column in columns if column in ids), "")

    def needs(self, form: str) -> tuple[str, ...]:
        """The columns of the form without which the figure cannot be counted; the base alone needs none."""
        sides = (self.numerator, self.less, self.denominator, self.contributors)
        words = set[str]().union(*(side.words for side in sides if side))
        behind = {column for word in words for column in BEHIND.get(word, ())}
        return tuple(name for name in FORMS[form].ids if name in words | behind) if form else ()


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue.

    `unit` is the Indonesian unit (`koperasi`, `%`, `Rp`, …); `scale` turns numerator / denominator into the value (100
    for a percentage). `better` is `higher`, `lower` or empty. `rollup` says how numerator and denominator go over months:
    L last, S sum. `split` is `kdmp` where every figure comes for all three segments, `agency` for one a agency. `population` names the
    rows of the base in Indonesian. `thin` tells by what a figure on too few rows is not rated: their `number`, or their `share` of
    the base too. The first definition is the official one.
    """

    code: str
    name: str
    level: str
    unit: str
    source: str
    form: str
    definitions: tuple[Definition, ...]
    population: str
    scale: int = 1
    better: str = ""
    rollup: str = "LL"
    split: str = ""
    valid_from: str = "2021-01"
    kind: str = "ratio"  # `median`: the numerator is the value itself and the denominator its n
    thin: str = ""
    note: str = ""
    goal: str = ""

    @property
    def official(self) -> Definition:
        """The definition whose figures are published."""
        return self.definitions[0]

    @property
    def is_iku(self) -> bool:
        """True for a key performance indicator."""
        return self.level == "IKU"

    @property
    def is_money(self) -> bool:
        """True when it adds up the money of cooperatives, so that the money rule holds for it."""
        return self._is_rupiah(self.official.numerator)

    @property
    def is_over_money(self) -> bool:
        """True when what it is divided by adds up the money of cooperatives too."""
        return self.official.denominator is not None and self._is_rupiah(self.official.denominator)

    @property
    def is_ratio(self) -> bool:
        """True when its value is not its numerator."""
        return self.official.denominator is not None

    def _is_rupiah(self, side: Measure) -> bool:
        amounts = [column.id for column in FORMS[self.form].columns if column.kind is Kind.RUPIAH] if self.form else []
        return side.sum in amounts

    @property
    def scored_segment(self) -> str:
        """The segment that targets are measured in."""
        return OUTSIDE_KDMP if self.split == "kdmp" else WHOLE

    def valid(self, period: str) -> bool:
        """True when the indicator exists in that period."""
        return period >= self.valid_from


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by its code, in the order of the catalogue."""
    entries = yaml.safe_load(files(__name__).joinpath("catalogue.yaml").read_text(encoding="utf-8"))
    return {entry["code"]: _indicator(entry) for entry in entries}


def _indicator(entry: dict[str, Any]) -> Indicator:
    """One entry of catalogue.yaml."""
    return Indicator(**{**entry, "definitions": tuple(_definition(each) for each in entry["definitions"])})


def _definition(entry: dict[str, Any]) -> Definition:
    """One definition of an entry; only the sides of SIDES that it names."""
    sides = {name: Measure(**entry[name]) for name in SIDES if name in entry}
    return Definition(entry["version"], entry["text"], **sides)


def _read_csv(name: str, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """A data file of this package with these columns."""
    return pl.read_csv(BytesIO(files(__name__).joinpath(name).read_bytes()), schema=schema)


def targets() -> pl.DataFrame:
    """Targets, one row each: indicator, area_code, year, quarter (null = the year), kind, low, high, source, document, page, sample."""
    return _read_csv("targets.csv", TARGETS)


def grdp() -> pl.DataFrame:
    """PDRB ADHB in rupiah: area_code, year, value, source, as_of. Empty until the office loads it."""
    return _read_csv("grdp.csv", GRDP)


def decrees() -> pl.DataFrame:
    """Cooperatives on a decree list: list (modern, outstanding), year, area_code, name, nik, source, as_of."""
    return _read_csv("decrees.csv", DECREES)


TARGETS: dict[str, pl.DataType] = {
    "indicator": pl.String(), "area_code": pl.String(), "year": pl.Int32(), "quarter": pl.Int32(), "kind": pl.String(),
    "low": pl.Float64(), "high": pl.Float64(), "source": pl.String(), "document": pl.String(), "page": pl.String(),
    "sample": pl.Boolean(),
}  # fmt: skip
GRDP: dict[str, pl.DataType] = {
    "area_code": pl.String(), "year": pl.Int32(), "value": pl.Int64(), "source": pl.String(), "as_of": pl.Date(),
}  # fmt: skip
DECREES: dict[str, pl.DataType] = {
    "list": pl.String(), "year": pl.Int32(), "area_code": pl.String(), "name": pl.String(), "nik": pl.String(),
    "source": pl.String(), "as_of": pl.Date(),
}  # fmt: skip


@dataclass(frozen=True)
class Band:
    """One step of the scale: achievements from `at_least` (percent, included) up to the next band."""

    at_least: float
    label: str


@dataclass(frozen=True)
class Thin:
    """A figure is not rated on fewer rows than `fewest`, nor on a smaller share of its base than `least_share`."""

    fewest: int
    least_share: float


@cache
def scale() -> dict[str, tuple[Band, ...]]:
    """The kriteria (`criteria`) and the words for an IKU (`iku`), highest band first."""
    return {name: tuple(Band(**band) for band in _scale()[name]) for name in ("criteria", "iku")}


@cache
def thin() -> Thin:
    """From how many rows on a figure is rated."""
    return Thin(**_scale()["thin"])


def _scale() -> dict[str, Any]:
    """scale.yaml as it is read."""
    entries: dict[str, Any] = yaml.safe_load(files(__name__).joinpath("scale.yaml").read_text(encoding="utf-8"))
    return entries


def baseline_title() -> str:
    """`Desember 2024`."""
    return periods.title(periods.BASELINE)
