"""The kecamatan that a table is about, where its title or the file's name says it once for all rows and no column does."""

import re
from collections.abc import Iterable

from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout, titles_of
from schemas.areas import areas
from schemas.columns import Kind, normalise
from schemas.gazetteer import DISTRICT, gazetteer
from schemas.place_names import parse_place
from schemas.rules.of_files import DISTRICT_FROM_TITLE

_CALLED = re.compile(r"(?i)\bkec(?:amatan)?\b[.:\s-]*((?:(?!\bkec)[^\d|/,;()])+)")
#: No kecamatan's name has more words.
WORDS_AT_MOST = 4


def district_by_title(
    layout: Layout, present: Iterable[str], area: str | None, name: str
) -> tuple[dict[str, str], list[Problem]]:
    """The kecamatan as a constant of its column's id, with what is told of it; nothing where a column says it, or not just one is named.

    `present` are the columns that the table has, `area` the regency's code, `name` the file's. A form that never comes in parts has none.
    """
    column = next((each for each in layout.form.columns if each.kind is Kind.DISTRICT), None)
    if column is None or not layout.form.comes_in_parts or column.id in set(present) or area is None:
        return {}, []
    named = {district for text in [*titles_of(layout), layout.sheet.name, name] for district in _districts_in(text, area)}
    if len(named) != 1:
        return {}, []
    (district,) = named
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.first_cell}
    return {column.id: district}, [Problem(DISTRICT_FROM_TITLE.code, **place, title=column.title, value=district)]


def _districts_in(text: str, area: str) -> list[str]:
    """The official names of the regency's kecamatan that a text calls so: `Data Kec. Bulik Timur` → Bulik Timur and not Bulik."""
    index = gazetteer(areas(area[:2]))
    names = []
    for match in _CALLED.finditer(text.replace("_", " ")):  # register_kec_baamang.xlsx
        words = normalise(match[1]).split()[:WORDS_AT_MOST]
        spellings = (" ".join(words[:n]) for n in range(len(words), 0, -1))
        codes = next((codes for spelling in spellings if (codes := index.by_name(DISTRICT, area, parse_place(spelling).key))), ())
        names += [index.official[code] for code in codes if len(codes) == 1 and code in index.official]
    return [*names, *_others_in(text, area, names)] if names else []


def _others_in(text: str, area: str, names: list[str]) -> list[str]:
    """Further kecamatan of the regency that a text speaks of: `Kecamatan Baamang dan Cempaga`."""
    said = f" {normalise(text)} "
    for name in names:
        said = said.replace(f" {normalise(name)} ", "  ")
    every = areas(area[:2]).districts
    return [
        name
        for code, name in every.select("code", "name").iter_rows()
        if code.startswith(area) and f" {normalise(name)} " in said
    ]
