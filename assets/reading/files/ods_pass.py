"""One look at the content of an OpenDocument spreadsheet before it is parsed: the same marks as of an .xlsx.

A cell or a row can be repeated by a number alone, so that a line of XML fills a sheet: what counts is what they come to. LibreOffice itself
repeats the last empty row up to 1,048,576; only what holds a value counts.
"""

from dataclasses import dataclass, field, replace
from functools import partial

from assets.reading.files.limits import Limits, check_at_most
from assets.reading.files.marks import Marks, Merge, NumberCell, Shown
from assets.reading.files.package import ZipPackage, parse_xml
from assets.reading.files.xlsx_pass import MERGES_AT_MOST, refuse_range
from schemas.cell_names import column_letter

STYLES, CONTENT = "styles.xml", "content.xml"
#: As a text, a number with so many decimals could be thousands: 3.782.
_LIKE_THOUSANDS = 3
_O, _T, _S, _N = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("office", "table", "style", "datastyle"))
#: Where LibreOffice says that a formula has an error; the value beside it is then an empty text.
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_NUMBERS = frozenset({"float", "percentage", "currency"})
#: What means nothing where no table has begun, as in a file that was cut and mended.
_WITHIN_TABLES = frozenset({f"{_T}table-column", f"{_T}table-row", f"{_T}table-cell", f"{_T}covered-table-cell"})


@dataclass
class _Row:
    """Where the parser stands: the row that has begun, how often it is repeated, and the next cell's column."""

    first: int = 1
    repeated: int = 1
    column: int = 0


@dataclass
class _Table:
    """What is known of a table while it is looked at: its marks and numbers so far, and how far it reaches.

    `last` is the farthest cell found, `widest` the one farthest to the right; `rows` and `columns` how many lie up to them.
    """

    name: str
    marks: Marks
    numbers: list[NumberCell] = field(default_factory=list)
    row: _Row = field(default_factory=_Row)
    next_row: int = 1
    next_column: int = 0
    last: str = ""
    rows: int = 0
    columns: int = 0
    widest: str = ""


class ContentPass:
    """The look at styles.xml and content.xml: `run` it once. `tables` are those met so far, in their order."""

    def __init__(self, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self._limits = limits
        self._values = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._scaled_formats: set[str] = set()
        self._scaled_styles: set[str] = set()
        self._handlers = {
            f"{_T}table": self._table, f"{_T}table-column": self._column, f"{_T}table-row": self._row, f"{_T}table-cell": self._cell,
            f"{_T}covered-table-cell": self._cell, f"{_S}style": self._begin_style, f"{_S}table-properties": self._table_style,
            f"{_N}number-style": self._begin_style, f"{_N}currency-style": self._begin_style, f"{_N}number": self._number_style,
        }  # fmt: skip

    def run(self, package: ZipPackage) -> dict[str, Marks]:
        """The marks by the tables' names. Raises LimitPassedError, or BrokenPackageError for XML that is not well formed."""
        for part in (STYLES, CONTENT):
            if part in package:
                parse_xml(package.pieces(part), self._start)
        return {table.name: _with_numbers(table.marks, table.numbers) for table in self.tables}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        # A fuzzed file had lost its table tag: a row outside any table ended the worker with an IndexError.
        handler = self._handlers.get(tag)
        if handler and (self.tables or tag not in _WITHIN_TABLES):
            handler(attributes)

    def _begin_style(self, attributes: dict[str, str]) -> None:
        # Number formats and hidden tables are said in elements within a style: the name is kept until they come.
        self._style = attributes.get(f"{_S}name", "")
        if attributes.get(f"{_S}data-style-name") in self._scaled_formats:
            self._scaled_styles.add(self._style)

    def _table_style(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_T}display") == "false":
            self._hidden_styles.add(self._style)

    def _number_style(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_N}display-factor", "1") != "1":
            self._scaled_formats.add(self._style)

    def _table(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get(f"{_T}style-name", "") in self._hidden_styles
        self.tables.append(_Table(attributes.get(f"{_T}name", ""), Marks(hidden=hidden)))
        check_at_most(len(self.tables), self._limits.sheets, "lembar")

    def _column(self, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        repeated = _count(attributes, f"{_T}number-columns-repeated")
        if attributes.get(f"{_T}visibility", "visible") != "visible":
            table.marks.hidden_columns.append((table.next_column, table.next_column + repeated - 1))
        table.next_column += repeated

    def _row(self, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        repeated = _count(attributes, f"{_T}number-rows-repeated")
        table.row = _Row(table.next_row, repeated)
        if attributes.get(f"{_T}visibility", "visible") != "visible":
            # The rows below the table are hidden by one element repeated a million times.
            last = min(repeated, self._limits.used_range)
            table.marks.hidden_rows.extend(
                range(table.next_row, table.next_row + min(last, 2_000_000 - len(table.marks.hidden_rows)))
            )
        table.next_row += repeated

    def _cell(self, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        column, repeated = table.row.column, _count(attributes, f"{_T}number-columns-repeated")
        table.row.column += repeated
        kind = attributes.get(f"{_O}value-type")
        if kind is not None:  # formatted cells without a value have no type and count for nothing
            self._hold(table, column + repeated, repeated)
            if kind in _NUMBERS:
                self._note_number(table, column, kind, attributes)
        if f"{_T}formula" in attributes and (kind is None or attributes.get(_ERROR_TYPE) == "error"):
            table.marks.uncalculated.setdefault(column_letter(column), []).append(table.row.first)
        if f"{_T}number-columns-spanned" in attributes and len(table.marks.merges) <= MERGES_AT_MOST:
            right = column + _count(attributes, f"{_T}number-columns-spanned") - 1
            bottom = table.row.first + _count(attributes, f"{_T}number-rows-spanned") - 1
            if (bottom, right) != (table.row.first, column):
                table.marks.merges.append(Merge(table.row.first, column, bottom, right))

    def _hold(self, table: _Table, columns: int, repeated: int) -> None:
        """Count a cell that holds a value, `repeated` times, which ends the first `columns`. Raises LimitPassedError."""
        self._values += repeated * table.row.repeated
        rows = table.row.first + table.row.repeated - 1
        if rows > table.rows or columns > table.columns:
            cell = f"{column_letter(columns - 1)}{rows}"
            table.rows, table.last = rows, cell
            if columns >= table.columns:
                table.columns, table.widest = columns, cell
            if table.rows * table.columns > self._limits.used_range:
                refuse_range(table.name, table.rows, table.columns, {table.widest, table.last}, self._limits)
        check_at_most(self._values, self._limits.cells, "sel berisi")

    def _note_number(self, table: _Table, column: int, kind: str, attributes: dict[str, str]) -> None:
        """Keep a number that its text would mislead about: a percentage, one in thousands, or one of three decimals.

        Unlike an .xlsx, the content is not looked at a second time: a number alone, without its style, does not say how it is shown.
        """
        text = attributes.get(f"{_O}value", "")
        shown = Shown.PERCENT if kind == "percentage" else Shown.PLAIN
        if attributes.get(f"{_T}style-name") in self._scaled_styles:
            shown = Shown.SCALED
        if shown is not Shown.PLAIN or decimals_of(text) == _LIKE_THOUSANDS:
            for row in range(table.row.first, table.row.first + table.row.repeated):
                for index in range(column, column + _count(attributes, f"{_T}number-columns-repeated")):
                    table.numbers.append(NumberCell(column_letter(index), row, text, shown))


def _count(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated or how far it spans; 1 where nothing, or nothing believable, is said."""
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and 0 < len(text) < 10 else 1


def decimals_of(text: str) -> int:
    """How many decimals a number has once it is rounded to nine, as the reader does."""
    try:
        return len(f"{float(text):.9f}".rstrip("0").partition(".")[2])
    except ValueError:
        return 0


def _with_numbers(marks: Marks, numbers: list[NumberCell]) -> Marks:
    """A table's marks with what its number cells say."""
    shown = {cell.shown for cell in numbers}
    return replace(marks, numbers=partial(_of_columns, numbers), percents=Shown.PERCENT in shown, scaled=Shown.SCALED in shown)


def _of_columns(numbers: list[NumberCell], letters: set[str]) -> list[NumberCell]:
    return [cell for cell in numbers if cell.letter in letters]
