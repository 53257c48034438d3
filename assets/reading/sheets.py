"""A workbook as text frames, with the address of every cell.

A sheet's frame begins at the sheet's first row and names its columns by their letters, so index + 1 is the row's number.
What a cell says is not judged here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import fastexcel
import polars as pl

_ERRORS = {
    "Ref": "#REF!", "NA": "#N/A", "Div0": "#DIV/0!", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Value": "#VALUE!",
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One sheet: `cells` has one String column for each column that holds anything, named by its letter, null = empty."""

    name: str
    cells: pl.DataFrame

    def row(self, number: int) -> dict[str, str]:
        """The cells of a row (1-based) that are not blank, by letter."""
        if not 1 <= number <= self.cells.height:
            return {}
        return {letter: text for letter, text in self.cells.row(number - 1, named=True).items() if text and not text.isspace()}

    def head(self, rows: int) -> Iterator[tuple[int, dict[str, str]]]:
        """The first rows with their numbers."""
        return ((number, self.row(number)) for number in range(1, min(rows, self.cells.height) + 1))

    @property
    def is_empty(self) -> bool:
        """True when no cell holds more than blanks."""
        return not any((column.str.strip_chars() != "").any() for column in self.cells.iter_columns())


class UnreadableWorkbookError(Exception):
    """The library could not read the workbook; the message is its own, in English."""


def load_workbook(data: bytes) -> list[Sheet]:
    """Every sheet, hidden ones included, in their order. Raises UnreadableWorkbookError for what cannot be read."""
    try:
        reader = fastexcel.read_excel(data)
        return [_load_sheet(reader, name) for name in reader.sheet_names]
    except fastexcel.FastExcelError as error:
        raise UnreadableWorkbookError(str(error)) from error
    except BaseException as error:
        # A panic in the library is no Exception, and its class can be imported from nowhere.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise UnreadableWorkbookError(str(error)) from error


def _load_sheet(reader: fastexcel.ExcelReader, name: str) -> Sheet:
    loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    letters = [letter(column.absolute_index) for column in loaded.available_columns()]
    if not letters:
        return Sheet(name, pl.DataFrame())
    batch, errors = loaded.to_arrow_with_errors()
    cells = pl.from_arrow(batch, rechunk=False)
    assert isinstance(cells, pl.DataFrame)  # a record batch is never a Series
    cells.columns = letters
    if errors:
        cells = _with_errors(cells, errors.errors)
    return Sheet(name, cells.select(column for column in cells.iter_columns() if column.null_count() < cells.height))


def _with_errors(cells: pl.DataFrame, errors: list[fastexcel.CellError]) -> pl.DataFrame:
    """Put the text of an error cell, which the reader gives as null, back where it stands."""
    places: dict[int, dict[int, str]] = {}
    for error in errors:
        row, column = error.offset_position
        name = error.detail.rpartition("Error(")[2].partition(")")[0]
        places.setdefault(column, {})[row] = _ERRORS.get(name, "#VALUE!")
    for column, found in places.items():
        filled = cells.to_series(column).scatter(list(found), list(found.values()))
        cells = cells.with_columns(filled)
    return cells


def letter(index: int) -> str:
    """The letters of a column by its 0-based index: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def index_of(letters: str) -> int:
    """The 0-based index of a column by its letters: A is 0."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1
