"""How a template's cells are written, and two things for which XlsxWriter has no public way.

Each of these is one small function here; tests/office/test_template.py looks at the XML that comes of it, so it fails when a
newer XlsxWriter does something else.
"""

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assets.templating.formulas import Formula
from assets.templating.starting_rows import Value

#: The last column of a sheet, XFD, counted from 0.
LAST_COLUMN = 16_383


class _EmptyText(str):
    """An empty text that is unequal to every text, itself included: see `_result`."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


def write_cell(page: Worksheet, row: int, column: int, value: Value | Formula, style: Format) -> None:
    """Write a value into a cell (row and column from 0) in the style given; None leaves it empty but styled.

    A text stays a text whatever it begins with: `Worksheet.write` would make a formula of "=1+1" and a link of "http://…".
    """
    if value is None:
        page.write_blank(row, column, None, style)
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, style, _result(value))
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, value, style)


def _result(formula: Formula) -> str | int:
    """A formula's result for XlsxWriter, an empty text too.

    XlsxWriter compares the result with "" and then writes a formula that was never calculated, which our reader cannot tell
    from a missing figure (a form with such a required column is returned). A text unequal to "" is written as a text that is
    empty.
    """
    return formula.value if formula.value != "" else _EmptyText()


def open_columns_from(page: Worksheet, first: int, style: Format) -> None:
    """Give all columns from `first` (from 0) to the sheet's last one a style, without the sheet's extent reaching so far.

    `Worksheet.set_column` over 16,384 columns makes what it knows of a column anew for each of them, which was a third of a
    night; from then on it takes the sheet for that wide, writes it so and tells every program that opens the file. Neither has
    a public way around, so `col_info` and `dim_colmax` are set here.
    """
    extent = page.dim_colmax
    page.set_column(first, first, None, style)
    page.col_info.update(dict.fromkeys(range(first, LAST_COLUMN + 1), page.col_info[first]))
    page.dim_colmax = extent
