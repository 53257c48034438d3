"""Columns whose headings no form knows to the letter: recognised by their words, or asked about by what stands below them.

`RAT TB 2024` over dates is the day of the last general meeting; `Pelaksanaan rapat` over dates may be, and only the office knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from assets.reading.model import Problem
from assets.reading.tables.headings import PERSONAL
from assets.reading.tables.layouts import Layout
from schemas.columns import WORDS, Column, Kind, normalise
from schemas.heading_words import book_year_in, telling_words
from schemas.rules.of_files import BOOK_YEAR_FROM_HEADING, COLUMN_GIVEN_TWICE, READ_BY_ITS_WORDS
from schemas.values import is_blank, is_value, tidy

BOOK_YEAR = "book_year"
#: A heading's words are believed when so large a share of the cells below can be read; a column is asked about from the higher one.
BELIEVED, ALIKE = 0.5, 0.8
#: A column with fewer cells than this says too little about its kind.
CELLS_AT_LEAST = 3
#: So many filled cells of a column are looked at.
LOOKED_AT = 200
#: Numbers of which most are at least this are amounts of money, others counts.
MONEY_FROM = 100_000


@dataclass(frozen=True)
class ByWords:
    """`columns` (id → letter) with those that were recognised by their words, `constants` that headings state (a book year), and what is told.

    `undecided` are letters of columns that claim one column of the form with equal right and say different things.
    """

    columns: dict[str, str]
    constants: dict[str, str]
    problems: list[Problem]
    undecided: frozenset[str] = frozenset()


def read_by_words(
    layout: Layout, data: pl.DataFrame, columns: Mapping[str, str], constants: Mapping[str, str], undecided: frozenset[str]
) -> ByWords:
    """Recognise further columns of a table by the words of their headings, where the cells below (`data`) can be read as such.

    `columns` are those recognised to the letter, `constants` what a profile lays down, `undecided` the letters of rivals.
    """
    claims: dict[str, list[str]] = {}
    for letter in _others(layout, data, undecided.union(columns.values())):
        title = layout.header.titles[letter]
        meant = [
            column for column in _missing(layout, {*columns, *constants})
            if _says(title, column) and ("%" in title) == (column.kind is Kind.PERCENT)
        ]  # fmt: skip
        if len(meant) == 1 and _share_readable(meant[0], data[letter]) >= BELIEVED:
            claims.setdefault(meant[0].id, []).append(letter)
    added = {name: letters[0] for name, letters in claims.items() if all_alike(data, letters)}
    problems = [_told(layout, name, letter) for name, letter in added.items()]
    problems += [given_twice(layout, name, letters) for name, letters in claims.items() if name not in added]
    letters_told = frozenset(letter for letters in claims.values() for letter in letters) - set(added.values())
    every = dict(columns) | added
    book_years, of_year = _book_year(layout, every, {*every, *constants})
    return ByWords(every, dict(constants) | book_years, problems + of_year, letters_told)


def all_alike(data: pl.DataFrame, letters: list[str]) -> bool:
    """True when these columns say the same on every row."""
    first, *others = (data[letter].str.strip_chars().fill_null("") for letter in letters)
    return all((first == other).all() for other in others)


def given_twice(layout: Layout, name: str, letters: list[str]) -> Problem:
    """What is told of several columns of the sheet that claim one column of the form, at the second of them."""
    cells = " dan ".join(layout.header.cells[letter] for letter in letters)
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.cells[letters[1]]}
    return Problem(COLUMN_GIVEN_TWICE.code, **place, title=layout.form.column(name).title, detail=cells)


def columns_like(layout: Layout, title: str, cells: pl.Series, present: Iterable[str]) -> tuple[str, ...]:
    """The ids of the form's missing columns that the cells below a heading would fit; none for words of any kind, or a person's heading."""
    filled = cells.drop_nulls().head(LOOKED_AT)
    if filled.len() < CELLS_AT_LEAST or not title or PERSONAL.search(normalise(title)):
        return ()
    return tuple(column.id for column in _missing(layout, present) if _is_of_kind(column, filled))


def _missing(layout: Layout, present: Iterable[str]) -> list[Column]:
    taken = set(present)
    return [column for column in layout.form.columns if column.id not in taken]


def _others(layout: Layout, data: pl.DataFrame, recognised: Iterable[str]) -> list[str]:
    """The letters of filled columns with a heading that were not recognised; a heading about a person is none of any form's."""
    taken = set(recognised)
    titled = [letter for letter in data.columns if letter not in taken and letter in layout.header.titles]
    return [
        letter for letter in titled
        if not PERSONAL.search(normalise(layout.header.titles[letter])) and data[letter].null_count() < data.height
    ]  # fmt: skip


def _says(title: str, column: Column) -> bool:
    words = telling_words(title, column.kind)
    return any(words == telling_words(heading, column.kind) for heading in (column.title, *column.synonyms))


def _share_readable(column: Column, cells: pl.Series) -> float:
    """The share of the filled cells that can be read as values of the column, from 0 to 1; 1 where none is filled."""
    texts = tidy(cells.drop_nulls().head(LOOKED_AT)).to_frame(column.id)
    said = texts.filter(~is_blank(column)).to_series()
    if said.is_empty() or column.kind in WORDS:
        return 1.0
    return _share(is_value(column, said))


def _is_of_kind(column: Column, filled: pl.Series) -> bool:
    """True when nearly all cells can be read as values of the column and could hardly be those of another kind."""
    if column.kind in (Kind.COUNT, Kind.RUPIAH, Kind.YEAR):
        return _kind_of_numbers(filled) is column.kind
    if column.kind is Kind.DIGITS:
        return _share(filled.str.contains(rf"^\d{{{column.digits}}}$")) >= ALIKE
    if column.kind in (Kind.DATE, Kind.STAGE_DATE):
        # A number can be read as a serial day; a column of numbers is more likely one of counts.
        return _share(filled.str.contains(r"\d\D+\d")) >= ALIKE and _share_readable(column, filled) >= ALIKE
    return column.kind in (Kind.CHOICE, Kind.YES_NO) and _share_readable(column, filled) >= ALIKE


def _share(holds: pl.Series) -> float:
    """The share of True, from 0 to 1."""
    return int(holds.sum()) / holds.len()


def _kind_of_numbers(filled: pl.Series) -> Kind | None:
    """What a column of numbers most likely holds: years, amounts of money, or counts; None where too few cells are numbers."""
    numbers = filled.cast(pl.Float64, strict=False).drop_nulls()
    if numbers.len() < ALIKE * filled.len():
        return None
    if numbers.is_between(1945, 2100).all():
        return Kind.YEAR
    return Kind.RUPIAH if _share(numbers >= MONEY_FROM) >= BELIEVED else Kind.COUNT


def _told(layout: Layout, name: str, letter: str) -> Problem:
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.cells[letter]}
    return Problem(READ_BY_ITS_WORDS.code, **place, title=layout.form.column(name).title, value=layout.header.titles[letter])


def _book_year(layout: Layout, columns: Mapping[str, str], present: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """The book year that the headings of amounts state, where the table has no column for it and all of them state one."""
    if BOOK_YEAR not in layout.form.ids or BOOK_YEAR in present:
        return {}, []
    stated = {
        letter: year for name, letter in columns.items()
        if (year := book_year_in(layout.header.titles[letter], layout.form.column(name).kind))
    }  # fmt: skip
    if len(set(stated.values())) != 1:
        return {}, []
    letter, year = next(iter(stated.items()))
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.cells[letter]}
    title = layout.form.column(BOOK_YEAR).title
    told = Problem(BOOK_YEAR_FROM_HEADING.code, **place, title=title, value=year, detail=layout.header.titles[letter])
    return {BOOK_YEAR: year}, [told]
