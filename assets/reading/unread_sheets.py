"""The sheets of a file that hold no table: that they were not read is told, and whether one may be a table's end."""

from collections.abc import Iterable

import polars as pl

from assets.reading.files.sheets import TextSheet
from assets.reading.model import Problem
from schemas.rules.of_files import SHEET_NOT_READ, SHEET_WITHOUT_HEADINGS

#: An unread sheet may be a table's end when so many of its rows fill this share of the columns of a table that has at least so many:
#: a register went on, without a heading, on a second sheet, and 25 cooperatives went missing with a mere information.
ROWS_OF_TABLE, ROW_OF_TABLE, TABLE_AT_LEAST = 5, 0.8, 4


def notes_on_unread(sheets: Iterable[TextSheet], widths: set[int], expected: str) -> list[Problem]:
    """A note on each sheet that is no form (V116); one with many rows as wide as a table of the file may be its end (V155).

    `widths` are the numbers of columns recognised in the file's tables, `expected` the names of the sheets that are read.
    """
    problems = []
    for sheet in sheets:
        wide_rows = _rows_as_wide_as(sheet, widths)
        rule = SHEET_WITHOUT_HEADINGS.code if wide_rows >= ROWS_OF_TABLE else SHEET_NOT_READ.code
        problems.append(Problem(rule, sheet=sheet.name, value=sheet.name, detail=str(wide_rows), allowed=expected))
    return problems


def _rows_as_wide_as(sheet: TextSheet, widths: Iterable[int]) -> int:
    """How many rows of a sheet fill most columns of a table so wide, of the width for which they are most."""
    if not sheet.cells.width:
        return 0
    filled = sheet.cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    return max((int((filled >= ROW_OF_TABLE * width).sum()) for width in widths if width >= TABLE_AT_LEAST), default=0)
