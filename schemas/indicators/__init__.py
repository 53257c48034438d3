"""The catalogue of indicators: definitions, targets and the scale, as data files, and the one module that reads them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import polars as pl
import yaml

from schemas import periods

WHOLE, OUTSIDE_KDMP, KDMP_ONLY = "", "di luar KDMP/KKMP", "KDMP/KKMP"
SEGMENTS = (WHOLE, OUTSIDE_KDMP, KDMP_ONLY)
IKU_NOTE = "menurut pernyataan Kepala Dinas, belum dicocokkan dengan Renstra/Perjanjian Kinerja"


@dataclass(frozen=True)
class Definition:
    """One version of how an indicator is counted.

    `numerator`, `denominator` and `contributors` are SQL aggregates over the relation that the indicator's `source`
    names (assets/indicators.py); `denominator` is empty for a count or a sum.
    """

    version: str
    text: str
    numerator: str
    denominator: str = ""
    contributors: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue.

    `unit` is the Indonesian unit (`koperasi`, `%`, `Rp`, …); `scale` turns numerator / denominator into the value (100
    for a percentage). `better` is `higher`, `lower` or empty. `rollup` says how numerator and denominator go over months:
    L last, S sum. `split` is `kdmp` where every figure comes for all three segments, `agency` for one a agency. `public` text
    of the definition is `definitions[0].text`. The first definition is the official one.
    """

    code: str
    name: str
    level: str
    unit: str
    source: str
    form: str
    definitions: tuple[Definition, ...]
    scale: int = 1
    better: str = ""
    rollup: str = "LL"
    split: str = ""
    valid_from: str = "2021-01"
    only: str = ""  # `province`: no value for a regency
    kind: str = "ratio"  # `median`: the numerator is the value itself and the denominator its n
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
        """True when a figure may have to be withheld because it rests on too few cooperatives."""
        return bool(self.official.contributors)

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
    definitions = tuple(Definition(**definition) for definition in entry["definitions"])
    return Indicator(**{**entry, "definitions": definitions})


def _table(name: str, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.read_csv(BytesIO(files(__name__).joinpath(name).read_bytes()), schema=schema)


def targets() -> pl.DataFrame:
    """Targets, one row each: indicator, area_code, year, quarter (null = the year), kind, low, high, source, document, page, sample."""
    return _table("targets.csv", TARGETS)


def grdp() -> pl.DataFrame:
    """PDRB ADHB in rupiah: area_code, year, value, source, as_of. Empty until the office loads it."""
    return _table("grdp.csv", GRDP)


def decrees() -> pl.DataFrame:
    """Cooperatives on a decree list: list (modern, outstanding), year, area_code, name, nik, source, as_of."""
    return _table("decrees.csv", DECREES)


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


@cache
def scale() -> dict[str, tuple[Band, ...]]:
    """The kriteria (`criteria`) and the words for an IKU (`iku`), highest band first."""
    entries = yaml.safe_load(files(__name__).joinpath("scale.yaml").read_text(encoding="utf-8"))
    return {name: tuple(Band(**band) for band in entries[name]) for name in ("criteria", "iku")}


def baseline_title() -> str:
    """`Desember 2024`."""
    return periods.title(periods.BASELINE)
