"""Numbers as the sheet stores them, where the text of a cell alone would say something else.

A cell that holds the number 3.782 reads like the text 3.782, which is three thousand; one that shows 76,6% holds 0.766; one
in a format such as `#,##0,` shows a thousandth of what it holds.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import polars as pl

from assets.reading.files.marks import NumberCell, Shown
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from schemas.columns import NUMERIC, Kind
from schemas.rules.of_files import SHOWN_IN_THOUSANDS

#: As a text, thousands; as a number, decimals. With one more zero it can only be read as decimals.
LIKE_THOUSANDS = r"^-?\d{1,3}\.\d{3}$"
_DECIMALS = Decimal("1e-9")


def exact_numbers(layout: Layout, rows: pl.DataFrame, columns: Mapping[str, str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows (`row` and text columns by id) with unmistakable number texts, and a note for each column shown in thousands."""
    marks = layout.sheet.marks
    numeric = {name: letter for name, letter in columns.items() if layout.form.column(name).kind in NUMERIC}
    percents = {name for name in numeric if layout.form.column(name).kind is Kind.PERCENT and marks.percents}
    alike = {name for name in numeric if rows[name].str.contains(LIKE_THOUSANDS).any()}
    wanted = set(numeric) if marks.scaled else percents | alike
    if not wanted:
        return rows, []
    ids = {numeric[name]: name for name in wanted}
    within = set(rows["row"])
    found: dict[str, list[NumberCell]] = {name: [] for name in wanted}
    for cell in marks.numbers(set(ids)):
        if cell.row in within:
            found[ids[cell.letter]].append(cell)
    places = {row: place for place, row in enumerate(rows["row"])}
    changed = [_corrected(rows[name], found[name], places, as_percent=name in percents) for name in wanted if found[name]]
    scaled = [(name, [cell for cell in cells if cell.shown is Shown.SCALED]) for name, cells in found.items()]
    return rows.with_columns(changed), [_scaled_note(layout, name, cells) for name, cells in sorted(scaled) if cells]


def _corrected(texts: pl.Series, cells: list[NumberCell], places: Mapping[int, int], *, as_percent: bool) -> pl.Series:
    shares = [cell for cell in cells if cell.shown is Shown.PERCENT] if as_percent else []
    percents = {places[cell.row]: text for cell in shares if (text := hundredfold(cell.text)) is not None}
    numbers = pl.Series([places[cell.row] for cell in cells], dtype=pl.UInt32)
    own = texts.gather(numbers)
    decimals = own.str.contains(LIKE_THOUSANDS).fill_null(False)
    texts = texts.scatter(numbers.filter(decimals), own.filter(decimals) + "0")
    return texts.scatter(list(percents), list(percents.values())) if percents else texts


def hundredfold(stored: str) -> str | None:
    """`0.76600000000000001` → `76.6`: the shortest number that is stored so, times a hundred, to nine decimals."""
    try:
        number = Decimal(repr(float(stored))) * 100
        return format(number.quantize(_DECIMALS).normalize(), "f")
    except (ValueError, InvalidOperation):
        return None


def _scaled_note(layout: Layout, name: str, cells: list[NumberCell]) -> Problem:
    return Problem(
        SHOWN_IN_THOUSANDS.code, form=layout.form.id, sheet=layout.sheet.name, cell=f"{cells[0].letter}{cells[0].row}",
        title=layout.form.column(name).title, value=cells[0].text, detail=f"{len(cells)} sel",
    )  # fmt: skip
