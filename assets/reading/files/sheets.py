"""A workbook as text frames, with the address of every cell.

A sheet's frame begins at the sheet's first row and names its columns by their letters, so index + 1 is the row's number.
What a cell says is not judged here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import fastexcel
import polars as pl

from assets.reading.files.cell_names import index_of as index_of
from assets.reading.files.cell_names import letter as letter
from assets.reading.files.limits import LIMITS
from assets.reading.files.marks import Marks

#: Stands in a cell with a formula whose result was not saved: an error text, so that it is judged as one.
UNCALCULATED = "#N/A (hasil rumus tidak tersimpan)"
_ERRORS = {
    "Ref": "#REF!", "NA": "#N/A", "Div0": "#DIV/0!", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Value": "#VALUE!",
}  # fmt: skip
#: How the reader tells of a number in a date format that is beyond all days, such as a NIK.
_NO_DAY = re.compile(r"DateTime \{ value: (-?[\d.]+(?:e[+-]?\d+)?)")


@dataclass(frozen=True)
class Sheet:
    """One sheet: `cells` has one String column for each column that holds anything, named by its letter, null = empty.

    `name` is how it is addressed; `title` is its own name where that differs, as for one of several files in a zip.
    """

    name: str
    cells: pl.DataFrame
    marks: Marks = field(default_factory=Marks)
    title: str = ""

    def row(self, number: int) -> dict[str, str]:
        """The cells of a row (1-based) that are not blank, by letter."""
        if not 1 <= number <= self.cells.height:
            return {}
        return {letter: text for letter, text in self.cells.row(number - 1, named=True).items() if text and not text.isspace()}

    def head(self, rows: int) -> Iterator[tuple[int, dict[str, str]]]:
        """The first rows with their numbers."""
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


def load_workbook(data: bytes, marks: Mapping[str, Marks] | None = None) -> list[Sheet]:
    """Every sheet, hidden ones included, in their order. Raises UnreadableWorkbookError for what cannot be read."""
    try:
        reader = fastexcel.read_excel(data)
        return [_load_sheet(reader, name, (marks or {}).get(name, Marks())) for name in reader.sheet_names]
    except fastexcel.FastExcelError as error:
        raise UnreadableWorkbookError(str(error)) from error
    except BaseException as error:
        # A panic in the library is no Exception, and its class can be imported from nowhere.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise UnreadableWorkbookError(str(error)) from error


def _load_sheet(reader: fastexcel.ExcelReader, name: str, marks: Marks) -> Sheet:
    loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    letters = [letter(column.absolute_index) for column in loaded.available_columns()]
    cells = pl.DataFrame()
    if letters:
        batch, errors = loaded.to_arrow_with_errors()
        frame = pl.from_arrow(batch, rechunk=False)
        assert isinstance(frame, pl.DataFrame)  # a record batch is never a Series
        frame.columns = letters
        cells = _with_texts(frame, _error_texts(letters, errors.errors if errors else []))
    if marks.uncalculated:
        cells = _with_uncalculated(cells, marks.uncalculated)
    return Sheet(name, cells.select(column for column in cells.iter_columns() if column.null_count() < cells.height), marks)


def _error_texts(letters: list[str], errors: list[fastexcel.CellError]) -> dict[str, dict[int, str]]:
    """The texts of cells that the reader gives as null, formula errors and impossible dates: letter → row → text."""
    places: dict[str, dict[int, str]] = {}
    for error in errors:
        row, column = error.offset_position
        places.setdefault(letters[column], {})[row + 1] = _text_of(error.detail)
    return places


def _text_of(detail: str) -> str:
    """What stands in a cell that the reader could not turn into text: an error's name, or the number that is no day."""
    number = _NO_DAY.search(detail)
    if number:
        value = float(number[1])
        return str(int(value)) if value.is_integer() else number[1]
    return _ERRORS.get(detail.rpartition("Error(")[2].partition(")")[0], "#VALUE!")


def _with_uncalculated(cells: pl.DataFrame, places: Mapping[str, list[int]]) -> pl.DataFrame:
    """Say what stands in a formula's cell that has no result, also where the reader saw no cell at all."""
    height = max(cells.height, *(max(rows) for rows in places.values()))
    if height * (cells.width + len(places)) > LIMITS.used_range:
        height = cells.height
    if height > cells.height:
        missing = pl.DataFrame({"": pl.Series([None] * (height - cells.height), dtype=pl.Null)})
        cells = pl.concat([cells, missing], how="diagonal").select(pl.exclude("")) if cells.width else missing.clear(height)
    absent = [pl.lit(None, pl.String).alias(place) for place in places if place not in cells.columns]
    cells = cells.with_columns(absent)
    order: list[str] = sorted((name for name in cells.columns if name), key=index_of)
    cells = cells.select(order)
    return _with_texts(cells, {place: {row: UNCALCULATED for row in rows if row <= height} for place, rows in places.items()})


def _with_texts(cells: pl.DataFrame, places: Mapping[str, Mapping[int, str]]) -> pl.DataFrame:
    """Put texts into cells by letter and row."""
    filled = [
        cells.to_series(cells.columns.index(place)).scatter([row - 1 for row in texts], list(texts.values())).alias(place)
        for place, texts in places.items() if texts
    ]  # fmt: skip
    return cells.with_columns(filled) if filled else cells
