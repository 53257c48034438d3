"""A workbook as text frames, with the address of every cell.

A sheet's frame begins at the sheet's first row and names its columns by their letters, so index + 1 is the row's number.
What a cell says is not judged here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import fastexcel
import polars as pl

from assets.reading.files.limits import LIMITS
from assets.reading.files.marks import Marks
from schemas.cell_names import column_index, column_letter

#: Stands in a cell with a formula whose result was not saved: an error text, so that it is judged as one.
UNCALCULATED = "#N/A (hasil rumus tidak tersimpan)"
_ERRORS = {
    "Ref": "#REF!", "NA": "#N/A", "Div0": "#DIV/0!", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Value": "#VALUE!",
}  # fmt: skip
#: How the reader tells of a number in a date format that is beyond all days, such as a NIK.
_NO_DAY = re.compile(r"DateTime \{ value: (-?[\d.]+(?:e[+-]?\d+)?)")


@dataclass(frozen=True)
class TextSheet:
    """One sheet as texts: `cells` has one String column for each column that holds anything, named by its letter, null = empty.

    Row 1 of the sheet is the frame's first, so that a row's number is its index + 1. `name` is how the sheet is addressed; `title` is
    its own name where that differs, as for one of several files in a zip.
    """

    name: str
    cells: pl.DataFrame
    marks: Marks = field(default_factory=Marks)
    title: str = ""

    def row(self, number: int) -> dict[str, str]:
        """The cells of a row (from 1) that are not blank, by letter; none for a row that the sheet does not have."""
        if not 1 <= number <= self.cells.height:
            return {}
        return {letter: text for letter, text in self.cells.row(number - 1, named=True).items() if text and not text.isspace()}

    def head(self, rows: int) -> Iterator[tuple[int, dict[str, str]]]:
        """The first rows with their numbers (from 1), blank ones too: (1, {"A": "No", …})."""
        return ((number, self.row(number)) for number in range(1, min(rows, self.cells.height) + 1))

    @property
    def own_name(self) -> str:
        """The name that the sheet bears in its own file."""
        return self.title or self.name

    @property
    def is_empty(self) -> bool:
        """True when no cell holds more than blanks."""
        return not any((column.str.strip_chars() != "").any() for column in self.cells.iter_columns())


class UnreadableWorkbookError(Exception):
    """The library could not read the workbook; the message is its own, in English."""


def load_workbook(data: bytes, marks: Mapping[str, Marks] | None = None) -> list[TextSheet]:
    """Every sheet, hidden ones included, in their order. `marks` are by sheet name.

    Raises UnreadableWorkbookError for what cannot be read. Only in a worker: this is the library that a bad file makes allocate
    without end.
    """
    try:
        reader = fastexcel.read_excel(data)
        return [_load_sheet(reader, name, (marks or {}).get(name, Marks())) for name in reader.sheet_names]
    except fastexcel.FastExcelError as error:
        raise UnreadableWorkbookError(str(error)) from error
    except BaseException as error:
        # A panic in the library is no Exception, and its class can be imported from nowhere. Met with an .xls whose directory ends
        # within an entry.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise UnreadableWorkbookError(str(error)) from error


def _load_sheet(reader: fastexcel.ExcelReader, name: str, marks: Marks) -> TextSheet:
    """One sheet with every text that the library knows of its cells; columns of nothing but blanks are left out."""
    loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    letters = [column_letter(column.absolute_index) for column in loaded.available_columns()]
    cells = pl.DataFrame()
    if letters:
        # Without the errors a #REF! becomes null in silence, and a total of it would count as nothing reported.
        batch, errors = loaded.to_arrow_with_errors()
        frame = pl.from_arrow(batch, rechunk=False)
        assert isinstance(frame, pl.DataFrame)  # a record batch is never a Series
        frame.columns = letters
        cells = _with_cell_texts(frame, _error_texts(letters, errors.errors if errors else []))
    if marks.uncalculated:
        cells = _with_uncalculated(cells, marks.uncalculated)
    return TextSheet(name, cells.select(column for column in cells.iter_columns() if column.null_count() < cells.height), marks)


def _error_texts(letters: list[str], errors: list[fastexcel.CellError]) -> dict[str, dict[int, str]]:
    """The texts of cells that the reader gives as null, formula errors and impossible dates: letter → row (from 1) → text."""
    texts: dict[str, dict[int, str]] = {}
    for error in errors:
        row, column = error.offset_position
        texts.setdefault(letters[column], {})[row + 1] = _text_of(error.detail)
    return texts


def _text_of(detail: str) -> str:
    """What stands in a cell that the reader could not turn into text: an error's name, or the number that is no day.

    A NIK of 13 digits in a column that is formatted as a date is such a number: `DateTime { value: 6203010000001.0 …` → `6203010000001`.
    """
    number = _NO_DAY.search(detail)
    if number:
        value = float(number[1])
        return str(int(value)) if value.is_integer() else number[1]
    return _ERRORS.get(detail.rpartition("Error(")[2].partition(")")[0], "#VALUE!")


def _with_uncalculated(cells: pl.DataFrame, formulas: Mapping[str, list[int]]) -> pl.DataFrame:
    """The cells with UNCALCULATED where a formula has no result (letter → rows), also where the reader saw no cell at all.

    A program that writes workbooks without Excel leaves such formulas: they would read as empty, and empty as not reported.
    """
    height = max(cells.height, *(max(rows) for rows in formulas.values()))
    # The limits count cells that hold a value, and these hold none: a lone formula far down must not make room for all above it.
    if height * (cells.width + len(formulas)) > LIMITS.used_range:
        height = cells.height
    if height > cells.height:
        missing = pl.DataFrame({"": pl.Series([None] * (height - cells.height), dtype=pl.Null)})
        cells = pl.concat([cells, missing], how="diagonal").select(pl.exclude("")) if cells.width else missing.clear(height)
    absent = [pl.lit(None, pl.String).alias(letter) for letter in formulas if letter not in cells.columns]
    cells = cells.with_columns(absent)
    in_order: list[str] = sorted((name for name in cells.columns if name), key=column_index)
    cells = cells.select(in_order)
    return _with_cell_texts(
        cells, {letter: {row: UNCALCULATED for row in rows if row <= height} for letter, rows in formulas.items()}
    )


def _with_cell_texts(cells: pl.DataFrame, texts: Mapping[str, Mapping[int, str]]) -> pl.DataFrame:
    """The cells with texts put in by letter and row (from 1)."""
    filled = [
        cells.to_series(cells.columns.index(letter)).scatter([row - 1 for row in by_row], list(by_row.values())).alias(letter)
        for letter, by_row in texts.items() if by_row
    ]  # fmt: skip
    return cells.with_columns(filled) if filled else cells
