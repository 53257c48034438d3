"""The closed list of agencies: which one a text names, so that no person's name is published and spelling variants are one."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml
from rapidfuzz import fuzz, process

from schemas.areas import COUNTRY, PROVINCE, Areas, areas, regency_by_name, scopes
from schemas.columns import normalise
from schemas.gazetteer import DISTRICT, VILLAGE, gazetteer
from schemas.place_names import parse_place

REGIONAL, NATIONAL = "regional", "national"
#: From this score of 100 a listed name is suggested for one that is not listed.
ALIKE = 80
#: What an officer writes for her own area, and for the province.
_OWN = ("kabupaten", "kab", "kota", "kabupaten kota", "kab kota", "daerah", "setempat")
#: By what short name a province is written, where the office's agencies write one.
_SHORT = {PROVINCE: "kalteng"}
_PLACES = {DISTRICT: DISTRICT, VILLAGE: VILLAGE}


@cache
def _list() -> dict[str, Any]:
    """agencies.yaml as it is read."""
    entries: dict[str, Any] = yaml.safe_load(files("schemas.indicators").joinpath("agencies.yaml").read_text(encoding="utf-8"))
    return entries


def others() -> str:
    """Under which name the public sees what is no agency of the list: `Instansi lain`."""
    return str(_list()["others"])


@cache
def names() -> dict[str, str]:
    """Every agency of the list → its kind: regional, national, or that of the place whose name may stand behind it."""
    return {name: kind for kind in (REGIONAL, NATIONAL, DISTRICT, VILLAGE) for name in _list()[kind]}


@cache
def _agency_by_words() -> dict[tuple[str, ...], str]:
    """The words of every spelling, in the order of the alphabet → the agency."""
    spelled = [(name, text) for kind in names().values() for name, texts in _list()[kind].items() for text in (name, *texts)]
    return {tuple(sorted(_words(text))): name for name, text in spelled}


def _words(text: str) -> list[str]:
    """The words of a text as spellings are compared."""
    plain = f" {normalise(text.replace('&', ' dan '))} "
    for phrase, by in _list()["words"]:
        plain = plain.replace(f" {phrase} ", f" {by} ")
    silent = _list()["silent"]
    return [word for word in plain.split() if word not in silent]


def agency(text: str, area: str, scope: Areas) -> str | None:
    """The agency of the list that a text names in a report of `area`; None when it names none, or anything beside one.

    One that every regency has bears the name of its area only where that is another than the reporter's, or the province.
    """
    words = _words(text)
    for place in range(len(words), 0, -1):
        name = _agency_by_words().get(tuple(sorted(words[:place])))
        if name and (where := _where(name, words[place:], area, scope)) is not None:
            return _in(name, where or area, area) if names()[name] == REGIONAL else name
    return None


def _where(name: str, behind: list[str], area: str, scope: Areas) -> str | None:
    """The code of the area that the words behind an agency name; empty for the reporter's own, None when they name no area."""
    kind, text = names()[name], " ".join(behind)
    if not text or text in _OWN:
        return ""
    if kind in _PLACES and gazetteer(scope).by_name(kind, area, parse_place(text).key):
        return ""
    if kind == NATIONAL:
        text = next((text.removeprefix(f"{word} ") for word in _list()["branches"] if text.startswith(f"{word} ")), text)
    if text in _of_province(area[:2]):
        return area[:2]
    codes = regency_by_name(text)
    return area if area in codes else next(iter(codes), None)


@cache
def _of_province(code: str) -> frozenset[str]:
    """What is written of the reporter's own province: `provinsi`, `prov kalteng`, `jawa tengah`."""
    names = [normalise(areas(code).province_name).removeprefix("provinsi "), *([_SHORT[code]] if code in _SHORT else [])]
    words = ("provinsi", "prov", "propinsi")
    return frozenset([*names, *words, *(f"{word} {name}" for word in words for name in names)])


def _in(name: str, code: str, reporter: str) -> str:
    """A regional agency with the name of its area where that says something."""
    return name if code == reporter and "." in code else f"{name} {areas(COUNTRY).name(code)}"


def alike(text: str) -> str:
    """The name of the list that is nearest to a text, where one is near; empty otherwise."""
    nearest = process.extractOne(
        normalise(text), {name: normalise(name) for name in names()}, scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return str(nearest[2]) if nearest else ""


def is_listed(text: pl.Expr) -> pl.Expr:
    """True where a text is an agency of the list as `agency` writes it."""
    return text.is_in(list(_every_name()))


@cache
def _every_name() -> frozenset[str]:
    """All that `_written` gives."""
    return frozenset(_written())


def _written() -> Iterator[str]:
    """Every way in which `agency` writes an agency."""
    every = [*sorted(scopes() - {COUNTRY}), *areas(COUNTRY).codes]
    for name, kind in names().items():
        yield name
        if kind == REGIONAL:
            yield from (_in(name, code, "") for code in every)
