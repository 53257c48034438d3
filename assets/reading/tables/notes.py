"""What is told of a table beside its rows: its columns, what is hidden in it, its totals and groups."""

from collections.abc import Iterable, Mapping

from assets.reading.files.limits import with_points
from assets.reading.model import UNTITLED, FormTable, Problem, UnknownColumn
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import RowKinds
from assets.reading.tables.spreading import district_groups
from assets.reading.tables.suggestions import likely_columns, titles_like
from assets.reading.tables.units import EXAMPLE, scaled_heading
from schemas.cell_names import column_index
from schemas.columns import Column, Kind
from schemas.rules.of_files import (
    EXTRA_COLUMN,
    FILLED_DOWN_ROWS,
    GROUP_ROWS_SKIPPED,
    HEADING_UNKNOWN,
    HIDDEN_COLUMN,
    HIDDEN_ROWS,
    NOT_IN_FULL_RUPIAH,
    READ_BY_PROFILE,
    REQUIRED_COLUMN_MISSING,
    TOTAL_ROWS_SKIPPED,
    VALUES_WITHOUT_HEADING,
)

#: So many runs of hidden rows are told one by one; the rest in one line.
RUNS_AT_MOST = 20
#: The same of columns that the form does not know.
UNKNOWN_AT_MOST = 100
_IN_GROUPS = " (nama kecamatan pada baris tersendiri di atas barisnya hanya dipakai bila kolomnya ada)"
#: So many rows are named by their numbers.
ROWS_NAMED = 6


def notes_on(layout: Layout, table: FormTable, kinds: RowKinds) -> list[Problem]:
    """The problems of a table's columns (profile, missing, unknown, hidden), its hidden rows, and how many rows are no data."""
    place = {"form": table.form, "sheet": table.sheet}
    problems = [*_notes_on_columns(layout, table, kinds), *_hidden_columns(layout, table.letters), *_hidden_rows(layout, table)]
    if summed := sorted([*kinds.totals, *kinds.summaries]):
        problems.append(Problem(TOTAL_ROWS_SKIPPED.code, **place, detail=_rows_named(summed)))
    if kinds.defaults:
        first, last = kinds.defaults[0], kinds.defaults[-1]
        words = f"{with_points(len(kinds.defaults))} baris (baris {first} sampai {last})"
        cell = f"{min(table.letters.values(), key=column_index)}{first}"
        problems.append(Problem(FILLED_DOWN_ROWS.code, **place, cell=cell, detail=words))
    if kinds.groups:
        problems.append(Problem(GROUP_ROWS_SKIPPED.code, **place, detail=_rows_named(kinds.groups)))
    return problems


def _notes_on_columns(layout: Layout, table: FormTable, kinds: RowKinds) -> list[Problem]:
    """V114 on a profile that was used, V110 on each required column that is missing, and what there is to say of unknown ones."""
    place = {"form": table.form, "sheet": table.sheet}
    problems = [_note_on_profile(layout, table)] if table.profile else []
    in_groups = any(district_groups(layout, kinds).values())
    named: set[str] = set()
    for column in layout.form.required:
        if column.id not in table.letters and column.id not in table.constants:
            like = titles_like(layout.form, column, table)
            named.update(other.cell for other in like)
            cell = like[0].cell if like else table.header_cell
            advice = _advice_on(column, like, in_groups=in_groups)
            problems.append(
                Problem(
                    REQUIRED_COLUMN_MISSING.code, **place, cell=cell, title=column.title, detail=advice, allowed=column.allowed
                )
            )
    return problems + _notes_on_unknown_columns(layout, table, named)


def _note_on_profile(layout: Layout, table: FormTable) -> Problem:
    """V114: what the profile says in place of columns that the file does not have, in words; its name where it gives headings alone."""
    said = [(layout.form.column(name).title, value) for name, value in table.constants.items()]
    words = f"Judul kolom lembar ini dibaca menurut daftar judul {table.profile}, yang dicatat dinas"
    if said:
        meant = said[0][1] if len(said) == 1 else ", ".join(f"{title} {value}" for title, value in said)
        row = layout.form.row_is.removeprefix("satu ").partition(",")[0]
        words = f"Berkas tidak memuat kolom {_listed([title for title, _ in said])}; semua {row} dibaca {meant}"
    return Problem(
        READ_BY_PROFILE.code,
        form=table.form,
        sheet=table.sheet,
        value="; ".join(f"{title} = {value}" for title, value in said) or "hanya judul kolomnya",
        detail=table.profile,
        allowed=words,
    )


def _advice_on(column: Column, like: list[UnknownColumn], *, in_groups: bool) -> str:
    """What is to be done about a missing column: another heading where one of the sheet's columns is likely meant, else one more column."""
    if like:
        headings = " atau ".join(f"{other.cell} “{other.title}”" for other in like)
        which = "kolom itu" if len(like) == 1 else "kolom-kolom itu"
        return (
            f"ubah judul {headings} menjadi “{column.title}”; bila {which} bukan {column.title}, tambahkan kolom {column.title}"
        )
    return "tambahkan kolom itu" + (_IN_GROUPS if in_groups and column.kind is Kind.DISTRICT else "")


def _notes_on_unknown_columns(layout: Layout, table: FormTable, named: set[str]) -> list[Problem]:
    """A note on each unknown column, on those beyond UNKNOWN_AT_MOST together: a sheet can have 16,384.

    None on those that were `named` (cells of their titles) as what a missing required column may be, nor on a heading over empty cells:
    it leaves nothing out, unless its amounts would be in thousands.
    """
    place = {"form": table.form, "sheet": table.sheet}
    touching = _untitled_beside(layout, table)
    unknown = [
        column for column in table.unknown if column.cell not in named and (column.filled or scaled_heading(layout, column.title))
    ]
    problems = [
        _note_on_unknown_column(layout, table, column, untitled=column.cell in touching) for column in unknown[:UNKNOWN_AT_MOST]
    ]
    if rest := unknown[UNKNOWN_AT_MOST:]:
        filled = with_points(sum(column.filled for column in rest))
        title = f"{rest[0].title} dan {with_points(len(rest) - 1)} kolom lain"
        problems.append(Problem(EXTRA_COLUMN.code, **place, cell=rest[0].cell, title=title, detail=filled))
    return problems


def _note_on_unknown_column(layout: Layout, table: FormTable, column: UnknownColumn, *, untitled: bool) -> Problem:
    """What is told of one column, in this order: amounts in thousands (V140), values without a title right beside the table (V143),
    what is likely a column of the form that is missing (V144), any other (V115).
    """
    place = {"form": table.form, "sheet": table.sheet, "cell": column.cell}
    filled = with_points(column.filled)
    if scale := scaled_heading(layout, column.title):
        return Problem(NOT_IN_FULL_RUPIAH.code, **place, value=scale, detail=f"Judul kolom “{column.title}”", example=EXAMPLE)
    if untitled:
        return Problem(VALUES_WITHOUT_HEADING.code, **place, detail=filled)
    likely = " atau ".join(f"“{each.title}”" for each in likely_columns(layout.form, column, table))
    rule = HEADING_UNKNOWN if likely else EXTRA_COLUMN
    return Problem(rule.code, **place, title=column.title, detail=filled, allowed=likely)


def _untitled_beside(layout: Layout, table: FormTable) -> set[str]:
    """The addresses of filled columns without a title that touch the table; further off stand sketches and sums of the officer's own."""
    titled = {column_index(letter) for letter in (*layout.header.titles, *table.letters.values())}
    untitled = [column for column in table.unknown if column.title == UNTITLED and column.filled]
    indexes = {column.cell: column_index(column.cell.rstrip("0123456789")) for column in untitled}
    return {cell for cell, index in indexes.items() if {index - 1, index + 1} & titled}


def _hidden_columns(layout: Layout, columns: Mapping[str, str]) -> list[Problem]:
    """V128 for each recognised column (id → letter) that is hidden: it is read all the same."""
    ranges = layout.sheet.marks.hidden_columns
    return [
        Problem(
            HIDDEN_COLUMN.code, form=layout.form.id, sheet=layout.sheet.name, cell=layout.header.cells.get(letter, ""),
            title=layout.form.column(name).title,
        )
        for name, letter in columns.items()
        if any(first <= column_index(letter) <= last for first, last in ranges)
    ]  # fmt: skip


def _hidden_rows(layout: Layout, table: FormTable) -> list[Problem]:
    """V127 for each run of data rows that somebody hid or filtered out, at its first row; they are read all the same."""
    hidden = sorted(set(layout.sheet.marks.hidden_rows) & set(table.rows["row"])) if layout.sheet.marks.hidden_rows else []
    if not hidden:
        return []
    runs = _runs(hidden)
    first = min(table.letters.values(), key=column_index)
    place = {"form": table.form, "sheet": table.sheet}
    problems = [
        Problem(HIDDEN_ROWS.code, **place, cell=f"{first}{run[0]}", detail=_rows_in_words(run)) for run in runs[:RUNS_AT_MOST]
    ]
    # A filter hides every other row: hundreds of notes of one cause.
    if rest := runs[RUNS_AT_MOST:]:
        rows = sum(last - begin + 1 for begin, last in rest)
        words = f"{with_points(rows)} baris lain sampai baris {rest[-1][1]}"
        problems.append(Problem(HIDDEN_ROWS.code, **place, cell=f"{first}{rest[0][0]}", detail=words))
    return problems


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted row numbers as runs, both ends included: 3 4 5 9 → (3, 5) (9, 9)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _rows_named(rows: list[int]) -> str:
    """`2 baris (baris 40 dan 70)`, `20 baris (baris 9, 12, 20, 31, 40, 52 dan 14 lainnya)`."""
    rest = len(rows) - ROWS_NAMED
    names = [*map(str, rows[:ROWS_NAMED]), *([f"{with_points(rest)} lainnya"] if rest > 0 else [])]
    return f"{with_points(len(rows))} baris (baris {_listed(names)})"


def _listed(names: list[str]) -> str:
    """`4`, `4 dan 5`, `4, 5 dan 6`."""
    return " dan ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _rows_in_words(run: tuple[int, int]) -> str:
    return f"baris {run[0]}" if run[0] == run[1] else f"baris {run[0]} sampai {run[1]}"
