"""What an unknown heading may mean: the nearest columns of a form with their scores. Suggested, never applied.

A person turns a suggestion into a header profile (`rapor profile accept`); `headers_of` gives what that takes: the header row of
each table, and for a sheet on which no table was found the row that looks most like one.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from assets.reading.files.limits import LIMITS
from assets.reading.files.parts import open_parts
from assets.reading.files.sheets import TextSheet
from assets.reading.model import FormTable, SeenHeader, UnknownColumn
from assets.reading.tables.headings import PERSONAL, Header, recognise, single_header, stacked_header
from assets.reading.tables.layouts import HEAD_ROWS, find_layouts
from schemas.cell_names import column_index, column_letter
from schemas.columns import Column, normalise
from schemas.forms import COVER_SHEET, FORMS, TEMPLATE_SHEETS, Form
from schemas.forms.profiles import Profile
from schemas.heading_words import written_out

#: How many columns are suggested for a heading, from which score of 100, and how far behind the nearest.
SUGGESTIONS, SCORE_FROM, SCORE_BEHIND = 3, 60, 15
#: From this score a heading is taken into account when the nearest form is looked for.
LIKELY = 75
#: From this score an unknown heading most likely means a column of the form.
ALMOST = 80
#: So many unknown columns of a table are looked at; a sheet can have 16,384.
LOOKED_AT = 40
#: A row looks like a header when so many of its cells are near a column of one form.
NEAR_AT_LEAST = 2
_OTHER_SHEETS = frozenset(normalise(name) for name in (COVER_SHEET, *TEMPLATE_SHEETS))


def near_columns(title: str, form: Form, taken: Iterable[str] = ()) -> list[tuple[str, int]]:
    """Column ids of the form that a heading may mean, nearest first, with their scores of 100; those taken are left out.

    A heading about a person means no column of any form.
    """
    words = written_out(title)
    if not words or PERSONAL.search(normalise(title)):
        return []
    free = [column for column in form.columns if column.id not in set(taken)]
    id_by_heading = {written_out(heading): column.id for column in free for heading in column.headings}
    # Two ways to compare: letter by letter for slips (`Kecamaten`), and with words in any order (`Koperasi Nama`).
    best: dict[str, int] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for heading, score, _ in process.extract(words, list(id_by_heading), scorer=scorer, limit=None, score_cutoff=SCORE_FROM):
            best[id_by_heading[heading]] = max(best.get(id_by_heading[heading], 0), round(score))
    near = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:SUGGESTIONS]
    return [pair for pair in near if pair[1] >= near[0][1] - SCORE_BEHIND]


def titles_like(form: Form, column: Column, table: FormTable) -> list[UnknownColumn]:
    """The unknown columns of a table that a missing column may be: by their titles, else by what stands below them; nearest first."""
    scored = [(dict(near_columns(other.title, form, table.letters)).get(column.id, 0), other) for other in _looked_at(table)]
    near = sorted((pair for pair in scored if pair[0] or column.id in pair[1].like), key=lambda pair: -pair[0])
    return [other for _, other in near[:SUGGESTIONS]]


def likely_columns(form: Form, other: UnknownColumn, table: FormTable) -> list[Column]:
    """The missing columns of a form that a filled unknown one most likely is, the likeliest first: nearly by its title, or by its cells.

    A required one is not among them: it is asked for by itself.
    """
    if not other.filled or other not in _looked_at(table):
        return []
    scores = dict(near_columns(other.title, form, table.letters))
    likely = {name for name, score in scores.items() if score >= ALMOST} | set(other.like)
    ordered = sorted(likely, key=lambda name: (-scores.get(name, 0), form.ids.index(name)))
    return [column for column in map(form.column, ordered) if not column.required][:SUGGESTIONS]


def _looked_at(table: FormTable) -> list[UnknownColumn]:
    return table.unknown[:LOOKED_AT]


def headers_of(path: Path, name: str) -> list[SeenHeader]:
    """The headers of a file's tables, and of the sheets that were not recognised the likeliest one; personal numbers hidden.

    `name` is the file's path below the inbox. OSError when `path` cannot be read.
    """
    _, parts = open_parts(path.read_bytes(), name, LIMITS)
    headers = []
    for sheet in (sheet for part in parts for sheet in part.sheets if normalise(sheet.own_name) not in _OTHER_SHEETS):
        layouts = find_layouts(sheet)
        headers += [_seen(sheet, layout.header, layout.form, layout.columns) for layout in layouts]
        if not layouts and (row := _likeliest_row(sheet)):
            headers.append(_seen(sheet, single_header(sheet, row), None, {}))
    return headers


def nearest_form(sheets: Iterable[TextSheet]) -> str:
    """The row that looks most like the header of a form, in words with what it means and lacks; empty when none does.

    Begins with a blank: it goes on from V109, which said that no form was found and named none.
    """
    candidates = [(score, sheet, row, form) for sheet in sheets for row, (score, form) in _scored_rows(sheet).items()]
    if not candidates:
        return ""
    _, sheet, row, form = max(candidates, key=lambda candidate: candidate[0])
    titles = list(islice(sheet.row(row).values(), LOOKED_AT))
    nearest_columns = {title: near[0] for title in titles if (near := near_columns(title, form)) and near[0][1] >= LIKELY}
    meant = [f"“{title}” mirip {form.column(name).title}" for title, (name, _) in nearest_columns.items()]
    named = {name for name, _ in nearest_columns.values()}
    lacking = ", ".join(column.title for column in form.required if column.id not in named)
    missing = f"; kolom wajib yang belum ada: {lacking}" if lacking else ""
    words = ", ".join(meant[:SUGGESTIONS])
    return f" Yang paling mirip: {form.sheet}, pada lembar “{sheet.name}” baris {row} ({words}{missing})."


def _likeliest_row(sheet: TextSheet) -> int | None:
    """The number of the row whose cells are nearest to the columns of one form; None when none looks like a header."""
    scores = _scored_rows(sheet)
    return max(scores, key=lambda row: scores[row][0]) if scores else None


def _scored_rows(sheet: TextSheet) -> dict[int, tuple[int, Form]]:
    """Row (its number) → how near its cells are to the columns of the nearest form (a sum of scores of 100), and that form.

    Only rows of which NEAR_AT_LEAST cells are near some column.
    """
    scores = {}
    for row, cells in sheet.head(HEAD_ROWS):
        titles = [text for text in islice(cells.values(), LOOKED_AT) if re.search(r"[^\W\d_]", text) and len(text) < 80]
        near = {form: [score for title in titles for _, score in near_columns(title, form)[:1]] for form in FORMS.values()}
        best = max(near, key=lambda form: (sum(score for score in near[form] if score >= LIKELY), sum(near[form])))
        if len(near[best]) >= NEAR_AT_LEAST:
            scores[row] = (sum(near[best]), best)
    return scores


def _seen(sheet: TextSheet, header: Header, form: Form | None, columns: Mapping[str, str]) -> SeenHeader:
    """A header as it may be shown to a person; `form` is None where no table was found."""
    rows = tuple(_as_row(sheet.row(row)) for row in range(header.top, header.bottom + 1))
    return SeenHeader(
        form.id if form else "", sheet.name, header.top, dict(header.titles), dict(header.cells), dict(columns), rows
    )


def _as_row(cells: Mapping[str, str]) -> tuple[str, ...]:
    """A header row from column A to its last filled cell."""
    row = [""] * (max(map(column_index, cells), default=-1) + 1)
    for name, text in cells.items():
        row[column_index(name)] = text
    return tuple(row)


def reads_its_example(profile: Profile) -> bool:
    """True while the header that the profile was accepted with is still recognised as it was then."""
    rows = [{column_letter(place): cell or None for place, cell in enumerate(row)} for row in profile.example_header]
    letters = {column_letter(place): pl.String() for place in range(max(map(len, profile.example_header)))}
    sheet = TextSheet("", pl.DataFrame(rows, schema=letters))
    header = stacked_header(sheet, 1, len(rows)) if len(rows) > 1 else single_header(sheet, 1)
    columns = recognise(header, FORMS[profile.form], profile.headings)
    return columns == dict(profile.example_columns) and profile.holds(columns, None)
