"""What is told of a table beside its rows: its columns, what is hidden in it, its totals and groups."""

from collections.abc import Iterable, Mapping

from assets.reading.files.cell_names import column_index
from assets.reading.model import UNTITLED, FormTable, Problem, UnknownColumn
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import RowKinds
from assets.reading.tables.spreading import district_groups
from assets.reading.tables.suggestions import like_column, like_title, nearest
from assets.reading.tables.units import EXAMPLE, scaled_heading
from schemas.columns import Kind, normalise

#: So many runs of hidden rows are told one by one; the rest in one line.
RUNS_AT_MOST = 20
#: The same of columns that the form does not know.
UNKNOWN_AT_MOST = 100
#: From this score of 100 an unknown heading most likely means a column of the form.
ALMOST = 80
_LAID_DOWN = "ketetapan itu benar; kolomnya tidak ada pada berkas"
_HEADINGS_ONLY = "setiap kolom dipahami dengan benar"
_IN_GROUPS = "; nama kecamatan pada baris tersendiri di atas barisnya hanya dipakai bila kolomnya ada"


def notes_on(layout: Layout, table: FormTable, kinds: RowKinds) -> list[Problem]:
    """The profile, missing, unknown and hidden columns, hidden rows, and the rows that are no data."""
    place = {"form": table.form, "sheet": table.sheet}
    noted = [*_notes_on_columns(layout, table, kinds), *_hidden_columns(layout, table.letters), *_hidden_rows(layout, table)]
    if summed := len(kinds.totals) + len(kinds.summaries):
        noted.append(Problem("V125", **place, detail=str(summed)))
    if kinds.groups:
        noted.append(Problem("V129", **place, detail=str(len(kinds.groups))))
    return noted


def _notes_on_columns(layout: Layout, table: FormTable, kinds: RowKinds) -> list[Problem]:
    place = {"form": table.form, "sheet": table.sheet}
    noted = []
    if table.profile:
        words = "; ".join(f"{layout.form.column(name).title} = {value}" for name, value in table.constants.items())
        asked = _LAID_DOWN if words else _HEADINGS_ONLY
        noted.append(Problem("V114", **place, value=words or "hanya judul kolomnya", detail=table.profile, allowed=asked))
    in_groups = any(district_groups(layout, kinds).values())
    for column in layout.form.required:
        if column.id not in table.letters and column.id not in table.constants:
            detail = like_column(layout.form, column, table) or (_IN_GROUPS if in_groups and column.kind is Kind.DISTRICT else "")
            noted.append(
                Problem("V110", **place, cell=table.header_cell, title=column.title, detail=detail, allowed=column.allowed)
            )
    return noted + _unknown_columns(layout, table)


def _unknown_columns(layout: Layout, table: FormTable) -> list[Problem]:
    place = {"form": table.form, "sheet": table.sheet}
    beside = _beside(layout, table)
    noted = [_unknown(layout, table, column, untitled=column.cell in beside) for column in table.unknown[:UNKNOWN_AT_MOST]]
    if rest := table.unknown[UNKNOWN_AT_MOST:]:
        filled = sum(column.filled for column in rest)
        title = f"{rest[0].title} dan {len(rest) - 1} kolom lain"
        noted.append(Problem("V115", **place, cell=rest[0].cell, title=title, detail=str(filled)))
    return noted


def _unknown(layout: Layout, table: FormTable, column: UnknownColumn, *, untitled: bool) -> Problem:
    """What is told of one column: graver where a column of the form is likely to be meant, or values stand beside the table."""
    place = {"form": table.form, "sheet": table.sheet, "cell": column.cell}
    filled, near = str(column.filled), like_title(layout.form, column, table)
    if scale := scaled_heading(layout, column.title):
        return Problem("V140", **place, value=scale, detail=f"Judul kolom “{column.title}”", example=EXAMPLE)
    if untitled:
        return Problem("V143", **place, detail=filled)
    known = any(normalise(column.title) in one.headings for one in layout.form.columns)
    likely = column.filled and not known and nearest(layout.form, column, table) >= ALMOST
    rule = "V144" if likely else "V115"
    return Problem(rule, **place, title=column.title, detail=filled, allowed=near)


def _beside(layout: Layout, table: FormTable) -> set[str]:
    """The addresses of filled columns without a title that touch the table."""
    titled = {column_index(letter) for letter in (*layout.header.titles, *table.letters.values())}
    untitled = [column for column in table.unknown if column.title == UNTITLED and column.filled]
    places = {column.cell: column_index(column.cell.rstrip("0123456789")) for column in untitled}
    return {cell for cell, place in places.items() if {place - 1, place + 1} & titled}


def _hidden_columns(layout: Layout, columns: Mapping[str, str]) -> list[Problem]:
    ranges = layout.sheet.marks.hidden_columns
    return [
        Problem("V128", form=layout.form.id, sheet=layout.sheet.name, cell=layout.header.cells.get(letter, ""), title=layout.form.column(name).title)
        for name, letter in columns.items()
        if any(first <= column_index(letter) <= last for first, last in ranges)
    ]  # fmt: skip


def _hidden_rows(layout: Layout, table: FormTable) -> list[Problem]:
    """V127 for each run of data rows that somebody hid, at its first row."""
    hidden = sorted(set(layout.sheet.marks.hidden_rows) & set(table.rows["row"])) if layout.sheet.marks.hidden_rows else []
    if not hidden:
        return []
    runs = _runs(hidden)
    first = min(table.letters.values(), key=column_index)
    place = {"form": table.form, "sheet": table.sheet}
    noted = [Problem("V127", **place, cell=f"{first}{run[0]}", detail=_in_words(run)) for run in runs[:RUNS_AT_MOST]]
    if rest := runs[RUNS_AT_MOST:]:
        rows = sum(last - begin + 1 for begin, last in rest)
        words = f"{rows} baris lain sampai baris {rest[-1][1]}"
        noted.append(Problem("V127", **place, cell=f"{first}{rest[0][0]}", detail=words))
    return noted


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _in_words(run: tuple[int, int]) -> str:
    return f"baris {run[0]}" if run[0] == run[1] else f"baris {run[0]} sampai {run[1]}"
