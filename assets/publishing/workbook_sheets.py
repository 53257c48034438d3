"""How a sheet of our workbook looks, whatever stands on it: header, filter, widths, print, the mark of a sample.

Text is written as text, whatever it begins with. The same content gives the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from assets.publishing.long_sheet import LongRows, append

#: A workbook bears its creation time; a fixed one keeps equal releases equal.
CREATED = datetime(2025, 1, 1)  # noqa: DTZ001  xlsxwriter wants a naive one
A4 = 9
LINE = 15.0
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
_MARK = {"bold": True, "font_color": "#7A4A00", "bg_color": "#FFEFC7"}
_HEAD = {"bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#F2F6F4", "valign": "bottom"}
QUIET = {"font_color": "#4A5A5E"}


@dataclass(frozen=True)
class FormattedNumber:
    """A number with the number format that it is shown in."""

    value: float
    number_format: str


Content = str | float | FormattedNumber | None


@dataclass(frozen=True)
class SheetTable:
    """A sheet's table. `heads` are title, width in characters and, for a column of numbers, their format.

    In the rows text is wrapped, a `FormattedNumber` brings its own format, a bare number takes its column's, None leaves the cell empty.
    Rows that come as a frame are written a column at a time, without wrapping; `whole` gives,
    by a column's title, the format of its whole numbers.
    """

    heads: Sequence[tuple[str, float, str]]
    rows: Iterable[Sequence[Content]] | pl.DataFrame
    note: str
    whole: Mapping[str, str] = field(default_factory=dict)


class Book:
    """The open workbook. `mark` stands on every sheet when it is not empty; `title` is the document's."""

    def __init__(self, path: Path, title: str, mark: str) -> None:
        self._book = Workbook(str(path), _OPTIONS)
        self._book.set_properties({"title": title, "author": "", "created": CREATED})
        self._path, self._mark = path, mark
        self._long: list[tuple[int, int, SheetTable, pl.DataFrame]] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def close(self) -> None:
        """Write the file."""
        self._book.close()
        for sheet, first, table, rows in self._long:
            styles = [(self._style(shown), self._style(table.whole.get(title, shown))) for title, _, shown in table.heads]
            append(self._path, LongRows(sheet, first, rows, styles))

    def _style(self, number_format: str) -> int:
        """The number that the closed workbook knows a column's format by; 0 is the default."""
        return self._format(num_format=number_format).xf_index or 0 if number_format else 0

    def text(self, name: str, width: float, lines: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """A sheet of running text in one column; each line a text and its format."""
        sheet, first = self._sheet(name, 1)
        sheet.set_column(0, 0, width)
        for row, (text, properties) in enumerate(lines, start=first):
            size = properties.get("font_size", 11) / 11
            sheet.set_row(row, LINE * size * _lines_needed(text, width / size))
            sheet.write_string(row, 0, text, self._format(text_wrap=True, **properties))

    def table(self, name: str, table: SheetTable) -> None:
        """A sheet with one table: title, header that stays and repeats in print, filter, rows."""
        sheet, row = self._sheet(name, len(table.heads))
        sheet.write_string(row, 0, table.note, self._format(**QUIET))
        head = row + 1
        sheet.set_row(head, LINE * max(_lines_needed(title, width) for title, width, _ in table.heads))
        for column, (title, width, number_format) in enumerate(table.heads):
            sheet.set_column(column, column, width, self._format(num_format=number_format) if number_format else None)
            sheet.write_string(head, column, title, self._format(**_HEAD, align="right" if number_format else "left"))
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        if isinstance(table.rows, pl.DataFrame):
            self._long.append((sheet.index + 1, head + 2, table, table.rows))
            last = head + table.rows.height
        else:
            last = self._rows(sheet, head + 1, table.heads, table.rows)
        sheet.autofilter(head, 0, max(last, head + 1), len(table.heads) - 1)

    def _rows(
        self, sheet: Worksheet, first: int, heads: Sequence[tuple[str, float, str]], rows: Iterable[Sequence[Content]]
    ) -> int:
        """Write the rows; the number of the last one."""
        last = first
        wrapped, right = self._format(text_wrap=True), self._format(align="right")
        widths = [width for _, width, _ in heads]
        of_numbers = [bool(number_format) for *_, number_format in heads]
        for last, cells in enumerate(rows, start=first):
            lines = [_lines_needed(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
            sheet.set_row(last, LINE * max(lines, default=1))
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(last, column, cell, right if of_numbers[column] else wrapped)
                elif isinstance(cell, FormattedNumber):
                    sheet.write_number(last, column, cell.value, self._format(num_format=cell.number_format))
                elif cell is not None:
                    sheet.write_number(last, column, cell)
        return last

    def _sheet(self, name: str, columns: int) -> tuple[Worksheet, int]:
        """A sheet that prints well and bears the mark; with the first free row."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        if not self._mark:
            return sheet, 0
        sheet.set_header(f"&C&B{self._mark}")
        mark = self._format(**_MARK)
        sheet.write_string(0, 0, self._mark, mark)
        for column in range(1, columns):
            sheet.write_blank(0, column, None, mark)
        return sheet, 1

    def _format(self, **properties: Any) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **properties})
        return self._formats[key]


def _lines_needed(text: str, width: float) -> int:
    """How many lines a wrapped text is likely to take."""
    return max(1, ceil(len(text) / width))
