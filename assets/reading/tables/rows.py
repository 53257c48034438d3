"""From a table's place on its sheet to its rows as text, with what has to be told about them.

`read_table` composes the other modules of this room. The order of its steps matters: rows are told apart by the columns recognised, columns
with rivals are dropped once the rows of data are known, places are spread before rows are cut, and only then is anything taken out.
"""

from collections.abc import Mapping

import polars as pl

from assets.reading.model import UNTITLED, FormTable, Problem, UnknownColumn
from assets.reading.tables.by_title import district_by_title
from assets.reading.tables.by_words import all_alike, columns_like, given_twice, read_by_words
from assets.reading.tables.foreign_rows import foreign_groups, without_foreign
from assets.reading.tables.headings import RUNNING_NUMBER, recognise, rivals
from assets.reading.tables.layouts import Layout
from assets.reading.tables.notes import notes_on
from assets.reading.tables.numbers import exact_numbers
from assets.reading.tables.row_kinds import kinds_of_rows
from assets.reading.tables.slipped import without_slipped
from assets.reading.tables.spreading import spread_places
from assets.reading.tables.totals import check_totals
from assets.reading.tables.units import without_scaled
from schemas.columns import normalise
from schemas.forms import LAST_STATUS
from schemas.forms.profiles import Profile, profiles
from schemas.periods import MONTHS
from schemas.privacy import without_personal_cells
from schemas.rules.of_files import MONTHS_SIDE_BY_SIDE, REQUIRED_COLUMN_MISSING

#: Of so many unknown columns the cells are looked at; a sheet can have 16,384.
ASKED_AT_MOST = 40
_TO_CONFIRM = normalise(LAST_STATUS)


def read_table(layout: Layout, period: str | None, area: str | None = None, name: str = "") -> tuple[FormTable, list[Problem]]:
    """The rows of a table, and its problems: its columns, the profile, total rows, what is hidden, what was taken out.

    `period` (`YYYY-MM`) decides whether a header profile is valid, `area` (a code) which rows are another regency's; None = not known.
    `name` is the file's, which may tell the kecamatan that all rows are of.
    """
    columns, profile = _columns_of(layout, period)
    above = layout.header.bottom
    body = layout.sheet.cells.slice(above, layout.end - above).with_row_index("row", above + 1)
    kinds = kinds_of_rows(layout, body, columns, area)
    data = body.filter(kinds.data)
    columns, rivals_told, undecided = _without_rivals(layout, data, columns, profile)
    constants = dict(profile.constants) if profile else {}
    named = read_by_words(layout, data, columns, constants, undecided)
    district, district_told = district_by_title(layout, {*named.columns, *named.constants}, area, name)
    columns, constants, undecided = named.columns, named.constants | district, undecided | named.undecided
    spread, spread_notes = spread_places(layout, body, columns, kinds)
    filled = data if spread is body else spread.filter(kinds.data)
    rows, number_notes = _as_rows(layout, filled, columns, constants)
    table = FormTable(
        form=layout.form.id,
        sheet=layout.sheet.name,
        header_row=layout.header.top,
        header_cell=layout.header.first_cell,
        letters=columns,
        rows=rows,
        unknown=_unknown_columns(layout, data, columns, constants, undecided),
        profile=profile.name if profile else "",
        constants=constants,
    )
    table, foreign = without_foreign(layout, table, area)
    table, slipped = without_slipped(layout, table)
    table, scaled = without_scaled(layout, table)
    taken_out = [*foreign, *foreign_groups(layout, kinds, area), *slipped, *scaled]
    notes = _without_consequences(notes_on(layout, table, kinds), rivals_told)
    problems = [*rivals_told, *named.problems, *district_told, *taken_out, *notes, *spread_notes, *number_notes]
    # Totals are compared with the body as it stands on the sheet: an office sums up the rows that it sent, foreign ones included.
    return table, problems + check_totals(layout, body, columns, kinds)


def _without_consequences(notes: list[Problem], told: list[Problem]) -> list[Problem]:
    """The notes on a table, without those on its missing columns where months side by side are why they are missing."""
    by_months = any(problem.rule == MONTHS_SIDE_BY_SIDE.code for problem in told)
    return [note for note in notes if not (by_months and note.rule == REQUIRED_COLUMN_MISSING.code)]


def _columns_of(layout: Layout, period: str | None) -> tuple[dict[str, str], Profile | None]:
    """The columns recognised (id → letter), and the first profile in force that they call for; None where the form's own headings do."""
    for profile in profiles():
        if profile.form == layout.form.id:
            columns = recognise(layout.header, layout.form, profile.headings)
            if profile.holds(columns, period):
                return columns, profile
    return recognise(layout.header, layout.form), None


def _without_rivals(
    layout: Layout, data: pl.DataFrame, columns: dict[str, str], profile: Profile | None
) -> tuple[dict[str, str], list[Problem], frozenset[str]]:
    """The columns without those that two headings claim with equal right and that say different things, V134 on each, and their letters.

    Nobody can tell whether the left or the right `Jumlah Anggota` is meant; where all rows of data agree it does not matter.
    """
    problems: list[Problem] = []
    letters_of: set[str] = set()
    claimed_twice = rivals(layout.header, layout.form, columns, profile.headings if profile else None)
    if months := _months_side_by_side(layout, columns, claimed_twice):
        place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.first_cell}
        every = {letter for name, others in claimed_twice.items() for letter in (columns[name], *others)}
        left = {name: letter for name, letter in columns.items() if name not in claimed_twice}
        return left, [Problem(MONTHS_SIDE_BY_SIDE.code, **place, detail=", ".join(months))], frozenset(every)
    for name, others in claimed_twice.items():
        letters = [columns[name], *others]
        if not all_alike(data, letters):
            letters_of.update(letters)
            problems.append(given_twice(layout, name, letters))
            columns = {other: letter for other, letter in columns.items() if other != name}
    return columns, problems, frozenset(letters_of)


def _months_side_by_side(layout: Layout, columns: Mapping[str, str], claimed_twice: Mapping[str, list[str]]) -> list[str]:
    """The months over columns that repeat from month to month; none where no two headings or groups name one month each.

    A row of groups above is no part of a header that is recognised without it. A title such as `Januari s.d. Maret` names no month for a column.
    """
    letters = [letter for name, others in claimed_twice.items() for letter in (columns[name], *others)]
    above = layout.sheet.row(layout.header.top - 1).values() if layout.header.top > 1 and letters else ()
    named = [_months_in(text) for text in (*(layout.header.titles[letter] for letter in letters), *above)]
    months = {month for each in named if len(each) == 1 for month in each}
    return [month for month in MONTHS if month in months] if len(months) > 1 else []


def _months_in(text: str) -> set[str]:
    words = set(normalise(text).split())
    return {month for month in MONTHS if month.lower() in words}


def _as_rows(
    layout: Layout, data: pl.DataFrame, columns: Mapping[str, str], constants: Mapping[str, str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Row numbers and the recognised columns, personal patterns hidden, in the order of the form; and notes on numbers."""
    order = [column for column in layout.form.columns if column.id in columns]
    rows = data.select(pl.col("row").cast(pl.Int32), *(pl.col(columns[column.id]).alias(column.id) for column in order))
    rows, problems = exact_numbers(layout, rows, columns)
    rows = without_personal_cells(rows, {column.id: column.kind for column in order})
    return rows.with_columns(pl.lit(value).alias(name) for name, value in constants.items()), problems


def _unknown_columns(
    layout: Layout, data: pl.DataFrame, columns: Mapping[str, str], constants: Mapping[str, str], undecided: frozenset[str]
) -> list[UnknownColumn]:
    """The columns that are no part of the form and of which nothing was told yet, with what they could be by their cells; never a value.

    `columns` (id → letter) are the form's own, `undecided` letters that were told as rivals. Where no column was recognised, what stands in
    the header's place may be values as well, and nothing is told.
    """
    if not columns:
        return []
    every, recognised = layout.sheet.cells.columns, set(columns.values())
    others = [letter for letter in every if letter not in recognised | undecided]
    leading = every[: next(place for place, letter in enumerate(every) if letter in recognised)]
    counts = data.select((pl.col(letter).str.strip_chars() != "").sum() for letter in others)
    unknown: list[UnknownColumn] = []
    for letter in others:
        title, filled = layout.header.titles.get(letter, ""), int(counts[letter][0])
        if (
            not (title or filled)
            or normalise(title) == _TO_CONFIRM
            or (letter in leading and _is_running_number(title, data[letter]))
        ):
            continue
        address = layout.header.cells.get(letter, f"{letter}{layout.header.bottom}")
        may_be_one = normalise(title) not in RUNNING_NUMBER and len(unknown) < ASKED_AT_MOST
        like = columns_like(layout, title, data[letter], {*columns, *constants}) if may_be_one else ()
        unknown.append(UnknownColumn(title if title else UNTITLED, address, filled, like))
    return unknown


def _is_running_number(title: str, cells: pl.Series) -> bool:
    """True for a column that only counts the rows: it says so, or it has no title and nothing but numbers."""
    if normalise(title):
        return normalise(title) in RUNNING_NUMBER
    # Many registers number their rows in a first column that nobody gave a title.
    return not cells.str.contains(r"\pL").any()
