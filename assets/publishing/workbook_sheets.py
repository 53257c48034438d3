"""How a sheet of our workbook looks, whatever stands on it: named table, header, widths, print, the mark of a sample.

Text is written as text, whatever it begins with. Numbers and days are real ones. The same content gives the same bytes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from assets.publishing.long_sheet import LongRows, append

#: A workbook bears its creation time; a fixed one keeps equal releases equal.
CREATED = datetime(2025, 1, 1)  # noqa: DTZ001  xlsxwriter wants a naive one
#: Excel's code of the paper that offices call F4: 215 × 330 mm.
F4 = 14
LINE = 15.0
#: What a day looks like: 31 Mar 2025.
DAY = "[$-421]d mmm yyyy"
CONTENTS = "Daftar Isi"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MARK = {"bold": True, "font_color": "#7A4A00", "bg_color": "#FFEFC7"}
_HEAD = {"bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#F2F6F4", "valign": "bottom"}
QUIET = {"font_color": "#4A5A5E"}
#: Text stands a little away from the number before it.
_LEFT: dict[str, Any] = {"align": "left", "indent": 1}
_RIGHT: dict[str, Any] = {"align": "right"}
_LINE = {"bottom": 1, "bottom_color": "#D9E2DF"}
LINK = {"font_color": "#0B5563", "underline": 1}


@dataclass(frozen=True)
class FormattedNumber:
    """A number with the number format that it is shown in."""

    value: float
    number_format: str


Content = str | float | date | FormattedNumber | None


@dataclass(frozen=True)
class SheetTable:
    """A sheet's table. `heads` are title, width in characters and, for a column of numbers or days, their format.

    In the rows text is wrapped, a `FormattedNumber` brings its own format, a bare number takes its column's, None leaves the cell empty.
    Rows that come as a frame are written a column at a time, without wrapping; `whole` gives, by a column's title, the format of its
    whole numbers. `holds` says in the contents what the sheet is for. So many of its columns are `printed` (None = all); of a sheet that is
    for work on a screen none, since it would be hundreds of pages.
    """

    heads: Sequence[tuple[str, float, str]]
    rows: Sequence[Sequence[Content]] | pl.DataFrame
    note: str
    holds: str = ""
    whole: Mapping[str, str] = field(default_factory=dict)
    printed: int | None = None


class Book:
    """The open workbook. `mark` stands on every sheet when it is not empty; `title` is the document's and stands at the foot in print."""

    def __init__(self, path: Path, title: str, mark: str) -> None:
        self._book = Workbook(str(path), _OPTIONS)
        self._book.set_properties({"title": title, "author": "", "created": CREATED})
        self._path, self._title, self._mark = path, title, mark
        self._long: list[tuple[int, int, SheetTable]] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._holds: list[tuple[str, str, int, bool]] = []
        self._contents: Worksheet | None = None

    def close(self) -> None:
        """Write the contents and the file."""
        if self._contents:
            self._write_contents(self._contents)
        self._book.close()
        for sheet, first, table in self._long:
            styles = [(self._style(shown), self._style(table.whole.get(title, shown))) for title, _, shown in table.heads]
            append(self._path, LongRows(sheet, first, pl.DataFrame(table.rows), styles))

    def _style(self, number_format: str) -> int:
        """The number that the closed workbook knows a column's format by."""
        return self._column_format(number_format).xf_index or 0

    def _column_format(self, number_format: str) -> Format:
        """The format of a column's cells: of numbers and days their own, of text that it stands a little away."""
        return self._format(num_format=number_format) if number_format else self._format(**_LEFT)

    def text(self, name: str, width: float, lines: Iterable[tuple[str, Mapping[str, Any]]], holds: str = "") -> None:
        """A sheet of running text in one column; each line a text and its format."""
        sheet, first = self._sheet(name, 1)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, width)
        for row, (text, properties) in enumerate(lines, start=first):
            size = properties.get("font_size", 11) / 11
            sheet.set_row(row, LINE * size * _lines_needed(text, width / size) + 3)
            sheet.write_string(row, 0, text, self._format(text_wrap=True, **properties))
        if holds:
            self._holds.append((name, holds, 0, True))

    def contents(self) -> None:
        """A sheet that names the sheets after it, each a link; it is filled when they are there."""
        self._contents, _ = self._sheet(CONTENTS, 4)

    def table(self, name: str, table: SheetTable) -> None:
        """A sheet with one named table: title, header that stays and repeats in print, filter, rows."""
        sheet, row = self._sheet(name, len(table.heads))
        sheet.write_string(row, 0, table.note, self._format(**QUIET))
        self._table(sheet, row + 1, name, table)
        if table.holds:
            self._holds.append((name, table.holds, len(table.rows), table.printed != 0))

    def _table(self, sheet: Worksheet, head: int, name: str, table: SheetTable) -> None:
        """The table itself, its header in the row `head` (from 0)."""
        sheet.set_row(head, LINE * max(_lines_needed(title, width - 3) for title, width, _ in table.heads))
        columns = []
        for column, (title, width, shown) in enumerate(table.heads):
            sheet.set_column(column, column, width, self._column_format(shown))
            columns.append({"header": title, "header_format": self._format(**_HEAD, **(_RIGHT if shown else _LEFT))})
        last = max(head + len(table.rows), head + 1)
        sheet.add_table(
            head,
            0,
            last,
            len(columns) - 1,
            {"name": re.sub(r"\W", "_", name), "columns": columns, "style": "Table Style Light 1"},
        )
        sheet.freeze_panes(head + 1, 0)
        # Excel would mark each code with a corner and offer to make a number of it.
        sheet.ignore_errors({"number_stored_as_text": xl_range(head + 1, 0, last, len(columns) - 1)})
        if table.printed == 0:
            sheet.print_area(0, len(columns) + 1, 0, len(columns) + 1)  # an empty cell: Excel and LibreOffice print no page
        else:
            sheet.repeat_rows(head)
            sheet.print_area(0, 0, last, (table.printed or len(columns)) - 1)
        if isinstance(table.rows, pl.DataFrame):
            self._long.append((sheet.index + 1, head + 2, table))
        else:
            self._rows(sheet, head + 1, table.heads, table.rows)

    def _rows(
        self, sheet: Worksheet, first: int, heads: Sequence[tuple[str, float, str]], rows: Iterable[Sequence[Content]]
    ) -> None:
        """Write the rows, each as high as its longest text."""
        widths = [width for _, width, _ in heads]
        for at, cells in enumerate(rows, start=first):
            lines = [_lines_needed(cell, width - 1) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
            sheet.set_row(at, LINE * max(lines, default=1))
            for column, cell in enumerate(cells):
                self._cell(sheet, at, column, cell, heads[column][2])

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Content, shown: str) -> None:
        """Write one cell in the format `shown` of its column, which is empty for a column of text."""
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self._format(text_wrap=True, **_LINE, **(_RIGHT if shown else _LEFT)))
        elif isinstance(cell, FormattedNumber):
            sheet.write_number(row, column, cell.value, self._format(num_format=cell.number_format, **_LINE))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._format(num_format=shown or DAY, **_LINE))
        elif cell is None:
            sheet.write_blank(row, column, None, self._format(**_LINE))
        else:
            sheet.write_number(row, column, cell, self._format(num_format=shown or "General", **_LINE))

    def _write_contents(self, sheet: Worksheet) -> None:
        """A line for each sheet that says what it holds."""
        first = 1 if self._mark else 0
        heads = (("Lembar", 24.0, ""), ("Isi", 78.0, ""), ("Baris", 11.0, "[$-421]#,##0"), ("Dicetak", 11.0, ""))
        rows = [(name, holds, count or None, "Ya" if printed else "Tidak") for name, holds, count, printed in self._holds]
        sheet.write_string(first, 0, "Klik nama lembar untuk membukanya.", self._format(**QUIET))
        self._table(sheet, first + 1, CONTENTS, SheetTable(heads, rows, ""))
        for row, (name, *_) in enumerate(rows, start=first + 2):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._format(**LINK, **_LINE, **_LEFT), name)

    def _sheet(self, name: str, columns: int) -> tuple[Worksheet, int]:
        """A sheet that prints well and bears the mark; with the first free row."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(F4)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self._title.replace('&', '&&')}&C&8&A&R&8&P / &N")
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
    """How many lines a wrapped text is likely to take: words are not parted, and letters are seldom as narrow as digits."""
    return max(1, sum(len(wrap(line, max(int(width), 4))) or 1 for line in text.split("\n")))
