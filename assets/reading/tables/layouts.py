"""Where the tables of a sheet stand, and of which form each is. No cell below a header is interpreted here.

Every row that may be a header is tried as one of each form, by itself and together with the one or two rows below it; the options that
recognise most are taken. Exports put their header on row 6, offices write two tables one below the other or side by side.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

import polars as pl

from assets.reading.files.sheets import TextSheet
from assets.reading.tables.headings import Header, has_headings, recognise, single_header, stacked_header
from schemas.cell_names import column_index
from schemas.columns import normalise
from schemas.forms import FORMS, PROVINCE_FORMS, Form
from schemas.forms.profiles import profiles

#: Form id → form: which forms a file may hold.
Forms = Mapping[str, Form]
#: The first header is looked for in so many rows: above it stand a letter's head, titles, notes on how to fill in. A further table must stand
#: behind a blank row: three rows behind each are tried, up to so many in all, since a second table may begin hundreds of rows below.
HEAD_ROWS = 30
FURTHER_ROWS = 600
TITLE_ROWS = 6


@dataclass(frozen=True)
class Layout:
    """A table on its sheet: the form that it is one of, its header, the columns recognised (id → letter), and its last row (from 1)."""

    form: Form
    sheet: TextSheet
    header: Header
    columns: dict[str, str]
    end: int


@dataclass(frozen=True)
class _Option:
    """What a header can be: of this form with these columns (id → letter), perhaps only by a header profile's headings."""

    form: Form
    header: Header
    columns: dict[str, str]
    by_profile: bool = False

    @property
    def matches(self) -> bool:
        """True when the required columns are mostly there, or a header profile describes the rest."""
        if self.by_profile:
            return True
        required = len(self.form.required)
        recognised = sum(column.id in self.columns for column in self.form.required)
        return len(self.columns) >= 3 and (recognised * 2 > required or (recognised * 2 == required and len(self.columns) >= 5))

    def rank(self, named: Form | None) -> tuple[bool, int, int, int]:
        """By which options are sorted, the greatest first: the form of the sheet's name, then the most columns, the plainest header, the highest."""
        return self.form is named, len(self.columns), self.header.top - self.header.bottom, -self.header.top


def form_named(sheet_name: str, forms: Forms = FORMS) -> Form | None:
    """The form that a sheet, or a line of the cover, is named after; None for any other. Excel's `(2)` behind a copy does not count."""
    name = normalise(re.sub(r"\s*\(\d+\)\s*$", "", sheet_name))
    return next((form for form in forms.values() if name in (normalise(form.sheet), normalise(form.title))), None)


def find_layouts(sheet: TextSheet, forms: Forms = FORMS) -> list[Layout]:
    """The tables of a sheet from top to bottom, those side by side from the left; empty when there is none. `forms`: those looked for.

    A sheet that bears a form's name and holds something is that form's table even when no heading was recognised: the missing
    columns are then what the officer must be told.
    """
    named = form_named(sheet.own_name, forms)
    options = _ranked(sheet, named, forms)
    # Side by side first: as one table, the row of the one to the right would be taken for the rest of the row to the left.
    beside = _side_by_side(sheet, named, options, forms)
    if beside:
        return [layout for part in beside for layout in _layouts(part, _ranked(part, named, forms))]
    picked = _layouts(sheet, options)
    if not picked and named and not sheet.is_empty:
        option = next((option for option in options if option.form is named), _Option(named, _first_row(sheet), {}))
        picked = _with_ends(sheet, [option])
    return picked


def find_province_layouts(sheet: TextSheet) -> list[Layout]:
    """The table of one of the province's own sheets, which bears its form's name; no other form is looked for on it."""
    named = form_named(sheet.own_name, PROVINCE_FORMS)
    return find_layouts(sheet, {named.id: named}) if named else []


def _ranked(sheet: TextSheet, named: Form | None, forms: Forms) -> list[_Option]:
    return sorted(_every_option(sheet, forms), key=lambda option: option.rank(named), reverse=True)


def _layouts(sheet: TextSheet, options: list[_Option]) -> list[Layout]:
    picked = _without_overlap([option for option in options if option.matches])
    return _with_ends(sheet, _without_page_headers(sheet, sorted(picked, key=lambda option: option.header.top)))


def _side_by_side(sheet: TextSheet, named: Form | None, options: list[_Option], forms: Forms) -> list[TextSheet]:
    """A sheet cut where blank columns part one table from the next; empty when it holds no two tables side by side.

    One table with blank columns in between is recognised whole by as many columns as its pieces are by themselves.
    """
    blocks = _adjacent_columns(sheet.cells.columns)
    parts: list[list[str]] = []
    recognised = 0
    for block in blocks if len(blocks) > 1 else ():
        best = next((option for option in _ranked(_only(sheet, block), named, forms) if option.matches), None)
        if best or not parts:
            parts.append(block)
        else:
            parts[-1] = parts[-1] + block
        recognised += len(best.columns) if best else 0
    whole = next((len(option.columns) for option in options if option.matches), 0)
    if len(parts) < 2 or recognised <= whole:
        return []
    return [_only(sheet, letters) for letters in parts]


def _adjacent_columns(letters: list[str]) -> list[list[str]]:
    """The letters, those of columns that stand next to each other together: A B D → [A B] [D]. Blank columns have none."""
    blocks: list[list[str]] = []
    for letter in letters:
        if blocks and column_index(letter) == column_index(blocks[-1][-1]) + 1:
            blocks[-1].append(letter)
        else:
            blocks.append([letter])
    return blocks


def _only(sheet: TextSheet, letters: list[str]) -> TextSheet:
    return replace(sheet, cells=sheet.cells.select(letters))


def _every_option(sheet: TextSheet, forms: Forms) -> list[_Option]:
    """What each row can be the header of.

    Below a header, a row that is not behind a blank one is most likely data: of it three headings are asked for, and no stacked header
    is tried. A cell that says Aktif or Kecamatan is a heading of some form as well.
    """
    behind_gap = _rows_behind_gaps(sheet)
    options: list[_Option] = []
    header = None
    for row in sorted({*range(1, min(HEAD_ROWS, sheet.cells.height) + 1), *behind_gap}):
        likely = header is None or row <= header + 1 or row in behind_gap
        of_row = _options(sheet, row, forms, likely=likely)
        if header is None and any(option.matches for option in of_row):
            header = row
        options += of_row
    return options


def _rows_behind_gaps(sheet: TextSheet) -> set[int]:
    """The three rows behind each blank one, of as many blank ones as it is worth looking behind."""
    if sheet.cells.is_empty():
        return set()
    blank = sheet.cells.select(pl.all_horizontal(pl.all().is_null())).to_series()
    starts = (blank.shift(1) & ~blank).fill_null(False).arg_true().head(FURTHER_ROWS // 3) + 1
    return {row for start in starts for row in range(start, start + 3) if row <= sheet.cells.height}


def _options(sheet: TextSheet, row: int, forms: Forms, *, likely: bool) -> list[_Option]:
    """What one row can be the header of, alone and with the rows below it; a row that is not `likely` only alone."""
    cells = sheet.row(row)
    headers = [single_header(sheet, row)] if has_headings(cells.values(), forms, 2 if likely else 3) else []
    for bottom in (row + 1, row + 2) if likely and cells else ():
        below = sheet.row(bottom)
        if below and (headers or has_headings(below.values(), forms, 1)):
            headers.append(stacked_header(sheet, row, bottom))
    options = [_Option(form, header, recognise(header, form)) for header in headers for form in forms.values()]
    options += [option for header in headers for option in _by_profiles(header) if option.form.id in forms]
    return [option for option in options if option.columns]


def _by_profiles(header: Header) -> list[_Option]:
    """What a header is with the headings of each profile in force that holds for it then."""
    with_headings = [(profile, FORMS[profile.form]) for profile in profiles() if profile.headings]
    tried = [(profile, form, recognise(header, form, profile.headings)) for profile, form in with_headings]
    return [_Option(form, header, columns, True) for profile, form, columns in tried if profile.holds(columns, None)]


def _without_overlap(options: list[_Option]) -> list[_Option]:
    """The best of the options, which come sorted, each with header rows of its own."""
    picked: list[_Option] = []
    for option in options:
        if all(option.header.bottom < other.header.top or other.header.bottom < option.header.top for other in picked):
            picked.append(option)
    return picked


def _without_page_headers(sheet: TextSheet, options: list[_Option]) -> list[_Option]:
    """The options, from top to bottom, without the header that is printed again on each page of one table.

    It names the same columns and has no title above it; behind a title it begins a second table, as of another kecamatan.
    """
    kept: list[_Option] = []
    for option in options:
        same = kept and kept[-1].form is option.form and kept[-1].columns == option.columns
        if same and not _titles_above(sheet, option.header.top, kept[-1].header.bottom):
            continue
        kept.append(option)
    return kept


def _titles_above(sheet: TextSheet, top: int, floor: int) -> int:
    """How many of the rows above a header's first (`top`), not counting `floor` and what is above it, are its titles.

    Blank rows between them and the header included; 0 when none of them says anything. A row of three cells is no title but data.
    """
    row, titles = top - 1, 0
    while row > floor and top - row <= TITLE_ROWS and len(cells := sheet.row(row)) <= 2:
        titles = top - row if cells else titles
        row -= 1
    return titles


def _with_ends(sheet: TextSheet, options: list[_Option]) -> list[Layout]:
    """The options, from top to bottom, as tables: each ends above the titles of the next one, the last with the sheet."""
    layouts = []
    for option, next_option in zip_longest(options, options[1:]):
        end = sheet.cells.height
        if next_option:
            end = next_option.header.top - 1 - _titles_above(sheet, next_option.header.top, option.header.bottom)
        layouts.append(Layout(option.form, sheet, option.header, option.columns, end))
    return layouts


def _first_row(sheet: TextSheet) -> Header:
    """The first row that holds anything, as the header of a sheet in which none was recognised."""
    filled = next((row for row, cells in sheet.head(HEAD_ROWS) if cells), 1)
    return single_header(sheet, filled)


def titles_of(layout: Layout) -> list[str]:
    """The lines above a sheet's table from its first row on, each row's cells joined by a blank."""
    return [" ".join(cells.values()) for _, cells in layout.sheet.head(layout.header.top - 1) if cells]
