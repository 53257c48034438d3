"""The catalogue of indicators and the scale, as data files, and the one module that reads them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schemas import periods
from schemas.columns import Kind
from schemas.forms import FORMS
from schemas.forms.kdmp import UNITS
from schemas.indicator_codes import ENDING, catalogue_files, codes
from schemas.indicators.checking import SIDES, CatalogueError, check_bands, check_indicator

WHOLE, OUTSIDE_KDMP, KDMP_ONLY = "", "di luar KDMP/KKMP", "KDMP/KKMP"
BANDS = ("criteria", "iku")
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


@dataclass(frozen=True)
class Definition:
    """One version of how an indicator is counted; `denominator` is missing for a count or a sum.

    `less` is taken off the numerator (growth). `contributors` are the rows that carry the figure, `base` those of the
    population that it speaks of. `valid_from` is the first period that is counted so.
    """

    version: str
    text: str
    numerator: Measure
    less: Measure | None = None
    denominator: Measure | None = None
    contributors: Measure | None = None
    base: Measure | None = None
    valid_from: str = ""

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
    """One indicator of the catalogue, with what MS-Ind asks of it.

    `concept`, `interpretation`, `legal_basis` (empty: none of its own), `estimation` (of which areas there is a figure), `access` and `owner`
    are words for readers; `measure` is its kind of figure (Jumlah, Persentase, …). `unit` is the Indonesian unit (`koperasi`, `%`, `Rp`, …);
    `scale` turns numerator / denominator into the value (100 for a percentage). `polarity` says which is better: `higher`, `lower` or
    empty. `rollup` says how numerator and denominator go over months: L last, S sum. `split` is `kdmp` where every figure comes for all
    three segments, `agency` for one a agency. `population` names the rows of the base in Indonesian. `thin` tells by what a figure on too
    few rows is not rated: their `number`, or their `share` of the base too. The first definition is the official one.
    """

    code: str
    name: str
    level: str
    unit: str
    source: str
    form: str
    definitions: tuple[Definition, ...]
    population: str
    concept: str = ""
    interpretation: str = ""
    measure: str = ""
    legal_basis: str = ""
    scale: int = 1
    polarity: str = ""
    rollup: str = "LL"
    split: str = ""
    valid_from: str = "2021-01"
    kind: str = "ratio"  # `median`: the numerator is the value itself and the denominator its n
    thin: str = ""
    note: str = ""
    goal: str = ""
    estimation: str = "provinsi; kabupaten/kota"
    access: str = "umum"
    owner: str = "Dinas Koperasi dan UKM Provinsi"

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

    @property
    def variables(self) -> tuple[str, ...]:
        """The titles of the columns that its official figure is built of, in the order of the form."""
        return tuple(FORMS[self.form].column(name).title for name in self.official.needs(self.form))

    @property
    def disaggregations(self) -> tuple[str, ...]:
        """By what its figures are told apart."""
        segments = {"kdmp": ("KDMP/KKMP dan di luarnya",), "agency": ("instansi",)}
        return ("kabupaten/kota", *segments.get(self.split, ()))

    def valid(self, period: str) -> bool:
        """True when the indicator exists in that period."""
        return period >= self.valid_from

    def definitions_in(self, period: str) -> tuple[Definition, ...]:
        """The definitions by which it is counted in a period, the official one first; none before it is valid."""
        return tuple(each for each in self.definitions if period >= each.valid_from) if self.valid(period) else ()


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by its code, in the order of the catalogue. CatalogueError when one of its files is wrong."""
    return {
        code: read_indicator(code, catalogue_files().joinpath(f"{code}{ENDING}").read_text(encoding="utf-8")) for code in codes()
    }


def require_catalogue() -> None:
    """CatalogueError when a file of the catalogue, or the scale, cannot be used."""
    catalogue()
    scale()


def read_indicator(code: str, text: str) -> Indicator:
    """What the file of an indicator says. CatalogueError, with file, key and what is allowed, when it is wrong."""
    file = f"schemas/indicators/catalogue/{code}{ENDING}"
    entry = _loaded(file, text)
    check_indicator(file, code, entry)
    return Indicator(**{**entry, "definitions": tuple(_definition(each) for each in entry["definitions"])})


def _loaded(file: str, text: str) -> Any:
    """A YAML text as it is read; CatalogueError, with its line, where it is none."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 (both are safe loaders)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" baris {mark.line + 1}" if mark else ""
        raise CatalogueError(
            f"{file}{line}: bukan YAML yang sah; yang diperbolehkan: kunci: nilai, seperti pada berkas lain"
        ) from fault


#: libyaml's, where it is there: a fifth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _definition(entry: dict[str, Any]) -> Definition:
    """One definition of an entry; only the sides of SIDES that it names."""
    sides = {name: Measure(**entry[name]) for name in SIDES if name in entry}
    return Definition(entry["version"], entry["text"], valid_from=entry.get("valid_from", ""), **sides)


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


SCALE_FILE = "schemas/indicators/scale.yaml"


@cache
def scale() -> dict[str, tuple[Band, ...]]:
    """The kriteria (`criteria`) and the words for an IKU (`iku`), highest band first. CatalogueError where they leave a hole."""
    return read_scale(_scale_text())


def read_scale(text: str) -> dict[str, tuple[Band, ...]]:
    """The bands of a text like scale.yaml. CatalogueError, with key and what is allowed, where they leave a hole."""
    entries = _loaded(SCALE_FILE, text)
    for name in BANDS:
        check_bands(SCALE_FILE, name, entries.get(name) if isinstance(entries, dict) else None)
    return {name: tuple(Band(**band) for band in entries[name]) for name in BANDS}


@cache
def thin() -> Thin:
    """From how many rows on a figure is rated."""
    return Thin(**_loaded(SCALE_FILE, _scale_text())["thin"])


def _scale_text() -> str:
    return files(__name__).joinpath("scale.yaml").read_text(encoding="utf-8")


def baseline_title() -> str:
    """`Desember 2024`."""
    return periods.title(periods.BASELINE)
