"""Rows whose cells slipped one column to the right, so that the last number stands beside the table: no figure of them is counted.

Such a row put a cooperative's assets under its business volume, with a mere warning that a column has no title.
"""

from dataclasses import replace

import polars as pl

from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import filled_cells
from schemas.cell_names import column_index, column_letter
from schemas.columns import NUMERIC
from schemas.rules.of_files import ROW_SLID_OUT_OF_TABLE

#: The column that a slipped row lacks is filled in at least this share of the rows that stay in the table and go on behind it, and of so many.
FILLED_ELSEWHERE, ROWS_ELSEWHERE = 0.6, 5
_NUMBER = r"^\W*(?i:rp\.?)?\s*-?[\d.,\s]*\d\W*$"


def without_slipped(layout: Layout, table: FormTable) -> tuple[FormTable, list[Problem]]:
    """The table with null for the figures of its slipped rows, and a note (V151) at the cell of each that was left empty.

    A row has slipped where a number stands right beside the last titled column, every cell before it is filled up to one that is empty, and
    that column is filled in the rows which stay inside. Where all rows do so, the header is as likely to be wrong, and nothing is taken.
    """
    titled = sorted(layout.header.titles, key=column_index)
    outside = column_letter(column_index(titled[-1]) + 1) if titled else ""
    if outside not in layout.sheet.cells.columns or table.rows.is_empty():
        return table, []
    cells = layout.sheet.cells.select([*(name for name in titled if name in layout.sheet.cells.columns), outside]).select(
        pl.all().gather(table.rows["row"] - 1)
    )
    slipped = cells[outside].str.contains(_NUMBER).fill_null(False)
    gaps = _gaps(cells.drop(outside), slipped) if slipped.any() else {}
    rows = table.rows
    problems: list[Problem] = []
    for gap, lacking in gaps.items():
        behind = _figures_from(layout, table, gap)
        if behind:
            rows = rows.with_columns(pl.when(~lacking).then(name).alias(name) for name in behind)
            problems += _notes_on(layout, table, gap, outside, lacking)
    return replace(table, rows=rows), problems


def _gaps(cells: pl.DataFrame, slipped: pl.Series) -> dict[str, pl.Series]:
    """Letter of the column that slipped rows lack → for each row of the table whether it lacks it, the rightmost column first.

    `cells` are the titled columns, `slipped` the rows with a number beside them. Followed from the right: a row stays under suspicion while its
    cells are filled, and its first empty one is where it began to slip.
    """
    lacking_by_column = {}
    suspected = slipped
    goes_on_behind = ~slipped
    for name in reversed(cells.columns):
        filled = filled_cells(cells[name])
        lacking = suspected & ~filled
        elsewhere = filled.filter(~slipped & goes_on_behind)
        is_usual = len(elsewhere) >= ROWS_ELSEWHERE and elsewhere.sum() >= FILLED_ELSEWHERE * len(elsewhere)
        if lacking.any() and is_usual:
            lacking_by_column[name] = lacking
        suspected, goes_on_behind = suspected & filled, filled
    return lacking_by_column


def _figures_from(layout: Layout, table: FormTable, gap: str) -> list[str]:
    """The ids of the numeric columns from that letter on: what stands under them in a slipped row belongs one column to the left."""
    return [
        name for name, letter in table.letters.items()
        if column_index(letter) >= column_index(gap) and layout.form.column(name).kind in NUMERIC
    ]  # fmt: skip


def _notes_on(layout: Layout, table: FormTable, gap: str, outside: str, lacking: pl.Series) -> list[Problem]:
    """V151 at the empty cell of each row that lacks the column of letter `gap`, with the cells from there to `outside` that slipped."""
    column = next((layout.form.column(name) for name, letter in table.letters.items() if letter == gap), None)
    words = {"title": column.title} if column else {
        "title": layout.header.titles[gap], "allowed": "isian menurut judul kolomnya", "example": "seperti baris lainnya",
    }  # fmt: skip
    place = {"form": table.form, "sheet": table.sheet, **words}
    first = column_letter(column_index(gap) + 1)
    numbers = table.rows["row"].filter(lacking)
    return [
        Problem(ROW_SLID_OUT_OF_TABLE.code, **place, cell=f"{gap}{row}", detail=f"{first}{row} sampai {outside}{row}")
        for row in numbers
    ]
