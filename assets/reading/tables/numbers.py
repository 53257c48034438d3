"""Numbers as the sheet stores them, where the text of a cell alone would say something else.

A cell that holds the number 3.782 reads like the text 3.782, which is three thousand; one that shows 76,6% holds 0.766; one
in a format such as `#,##0,` shows a thousandth of what it holds.
"""

from collections.abc import Container, Mapping
from decimal import Decimal, InvalidOperation

import polars as pl

from assets.reading.files.limits import with_points
from assets.reading.files.marks import NumberCell, Shown
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from schemas.columns import NUMERIC, Kind
from schemas.rules.of_files import SHOWN_IN_THOUSANDS

#: As a text, thousands; as a number, decimals. With one more zero it can only be read as decimals.
LIKE_THOUSANDS = r"^-?\d{1,3}\.\d{3}$"
_DECIMALS = Decimal("1e-9")


def exact_numbers(layout: Layout, rows: pl.DataFrame, columns: Mapping[str, str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows (`row` and text columns by id) with unmistakable number texts, and V130 for each column shown in thousands.

    `3.782` in a cell that holds a number becomes `3.7820`; 0.766 shown as 76,6% in a column of percentages becomes `76.6`; what is shown in
    thousands keeps its stored number. The sheet is looked at again only for columns in which one of these can be.
    """
    marks = layout.sheet.marks
    numeric = {name: letter for name, letter in columns.items() if layout.form.column(name).kind in NUMERIC}
    percents = {name for name in numeric if layout.form.column(name).kind in (Kind.PERCENT, Kind.NUMBER) and marks.percents}
    like_thousands = {name for name in numeric if rows[name].str.contains(LIKE_THOUSANDS).any()}
    doubtful = set(numeric) if marks.scaled else percents | like_thousands
    if not doubtful:
        return rows, []
    cells_by_column = _doubtful_numbers(layout, {numeric[name]: name for name in doubtful}, set(rows["row"]))
    places = {row: place for place, row in enumerate(rows["row"])}
    corrected = [
        _corrected(rows[name], cells, places, as_percent=name in percents) for name, cells in cells_by_column.items() if cells
    ]
    # Nothing is changed by the format: whether the office means what it sees or what it typed is asked.
    scaled = [(name, [cell for cell in cells if cell.shown is Shown.SCALED]) for name, cells in cells_by_column.items()]
    return rows.with_columns(corrected), [_scaled_note(layout, name, cells) for name, cells in sorted(scaled) if cells]


def _doubtful_numbers(layout: Layout, names: Mapping[str, str], rows: Container[int]) -> dict[str, list[NumberCell]]:
    """Column id → the cells of these rows that hold numbers, for columns by letter (`names`: letter → id)."""
    cells_by_column: dict[str, list[NumberCell]] = {name: [] for name in names.values()}
    for cell in layout.sheet.marks.numbers(set(names)):
        if cell.row in rows:
            cells_by_column[names[cell.letter]].append(cell)
    return cells_by_column


def _corrected(texts: pl.Series, cells: list[NumberCell], places: Mapping[int, int], *, as_percent: bool) -> pl.Series:
    """A column's texts with those of its number cells made unmistakable; `places` gives the place of a row's number in the column.

    A percentage is written last and from the stored number: 0.125 shown as 12,5% must not keep a zero at its end.
    """
    shares = [cell for cell in cells if cell.shown is Shown.PERCENT] if as_percent else []
    percents = {places[cell.row]: text for cell in shares if (text := hundredfold(cell.text)) is not None}
    numbers = pl.Series([places[cell.row] for cell in cells], dtype=pl.UInt32)
    of_numbers = texts.gather(numbers)
    decimals = of_numbers.str.contains(LIKE_THOUSANDS).fill_null(False)
    texts = texts.scatter(numbers.filter(decimals), of_numbers.filter(decimals) + "0")
    return texts.scatter(list(percents), list(percents.values())) if percents else texts


def hundredfold(stored: str) -> str | None:
    """`0.76600000000000001` → `76.6`: the shortest number that is stored so, times a hundred, to nine decimals; None for no number."""
    try:
        number = Decimal(repr(float(stored))) * 100
        return format(number.quantize(_DECIMALS).normalize(), "f")
    except (ValueError, InvalidOperation):
        return None


def _scaled_note(layout: Layout, name: str, cells: list[NumberCell]) -> Problem:
    """V130 at the first of the cells: what the sheet shows is a thousandth of what it holds, and one of the two is meant."""
    return Problem(
        SHOWN_IN_THOUSANDS.code, form=layout.form.id, sheet=layout.sheet.name, cell=f"{cells[0].letter}{cells[0].row}",
        title=layout.form.column(name).title, value=cells[0].text, detail=f"{with_points(len(cells))} sel",
    )  # fmt: skip
