"""Rows whose cells slipped one column to the right, so that the last number stands beside the table: no figure of them is counted."""

import polars as pl

from assets.reading.files.cell_names import index_of, letter
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import filled_cells
from schemas.columns import NUMERIC

#: The column that a slipped row lacks is filled in at least this share of the rows that stay in the table and go on behind it, and of so many.
FILLED_ELSEWHERE, ROWS_ELSEWHERE = 0.6, 5
_NUMBER = r"^\W*(?i:rp\.?)?\s*-?[\d.,\s]*\d\W*$"


def without_slipped(layout: Layout, table: FormTable) -> tuple[FormTable, list[Problem]]:
    """The table without the figures of its slipped rows, and a note (V151) at the cell of each that was left empty.

    A row has slipped where a number stands right beside the last titled column, every cell before it is filled up to one that is empty, and
    that column is filled in the rows which stay inside. Where all rows do so, the header is as likely to be wrong, and nothing is taken.
    """
    titled = sorted(layout.header.titles, key=index_of)
    outside = letter(index_of(titled[-1]) + 1) if titled else ""
    if outside not in layout.sheet.cells.columns or table.rows.is_empty():
        return table, []
    cells = layout.sheet.cells.select([*(name for name in titled if name in layout.sheet.cells.columns), outside]).select(
        pl.all().gather(table.rows["row"] - 1)
    )
    slipped = cells[outside].str.contains(_NUMBER).fill_null(False)
    gaps = _gaps(cells.drop(outside), slipped) if slipped.any() else {}
    noted = [note for gap, rows in gaps.items() for note in _taken_out(layout, table, gap, outside, rows)]
    return table, noted


def _gaps(cells: pl.DataFrame, slipped: pl.Series) -> dict[str, pl.Series]:
    """Letter of the column that slipped rows lack → those rows."""
    found = {}
    still = slipped
    behind = ~slipped
    for name in reversed(cells.columns):
        filled = filled_cells(cells[name])
        here = still & ~filled
        inside = filled.filter(~slipped & behind)
        if here.any() and len(inside) >= ROWS_ELSEWHERE and inside.sum() >= FILLED_ELSEWHERE * len(inside):
            found[name] = here
        still, behind = still & filled, filled
    return found


def _taken_out(layout: Layout, table: FormTable, gap: str, outside: str, rows: pl.Series) -> list[Problem]:
    """The notes on the rows that lack the cell of `gap`, of which the figures behind it are taken out of the table."""
    behind = [
        name for name, own in table.letters.items() if index_of(own) >= index_of(gap) and layout.form.column(name).kind in NUMERIC
    ]
    if not behind:
        return []
    numbers = table.rows["row"].filter(rows)
    table.rows = table.rows.with_columns(pl.when(~rows).then(name).alias(name) for name in behind)
    known = next((layout.form.column(name) for name, own in table.letters.items() if own == gap), None)
    words = {"title": known.title} if known else {
        "title": layout.header.titles[gap], "allowed": "isian menurut judul kolomnya", "example": "seperti baris lainnya",
    }  # fmt: skip
    place = {"form": table.form, "sheet": table.sheet, **words}
    first = letter(index_of(gap) + 1)
    return [Problem("V151", **place, cell=f"{gap}{row}", detail=f"{first}{row} sampai {outside}{row}") for row in numbers]
