"""Mistakes that concern more than one cell: shifted columns, a cooperative listed twice, a total among the rows, one figure throughout."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.sample.filled_forms import Cell, FilledForm, Row
from pipelines.sample.regencies import Regency
from schemas.columns import Kind

CLOSED = (Kind.CHOICE, Kind.YES_NO, Kind.COUNT, Kind.RUPIAH, Kind.YEAR)
#: Columns over which a value slips one to the right.
SLIDING = {
    "register": ("legal_form", "type", "coop_group", "kdmp", "scheme", "sector", "savings_unit", "status"),
    "coaching": ("target", "participants_male", "participants_female", "funding"),
}
ROWS_SHIFTED = (3, 9)
ROUNDED_TO, AMOUNTS_AT_LEAST = 5_000_000, 60
LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A cell that changed: its row from 0, its column, what stood there, and whether it is itself a mistake that a check can see."""

    row: int
    column: str
    before: Cell
    mistaken: bool


@dataclass(frozen=True, slots=True)
class WholeSheetMistake:
    """One kind: its name, the forms in which it can stand, and what it does to a sheet in place.

    `spoil` gives the cells that it changed, none where it does not fit.
    """

    name: str
    forms: tuple[str, ...]
    spoil: Callable[[FilledForm, random.Random, Regency], list[Spoilt]]


def replaced(sheet: FilledForm, rows: list[Row]) -> bool:
    """Put other rows in the place of a sheet's own; False, and no change, where they are the same or have other columns."""
    if sheet.rows == rows or {column for row in rows for column in row} - set(sheet.columns):
        return False
    sheet.rows[:] = [dict(row) for row in rows]
    return True


def shift_columns(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """Some rows running whose values slip one column to the right."""
    slide = SLIDING[sheet.form.id]
    many = min(rng.randint(*ROWS_SHIFTED), len(sheet.rows) // 2)
    first = rng.randrange(len(sheet.rows) - many)
    spoilt = []
    for n in range(first, first + many):
        row = sheet.rows[n]
        before = {column: row.get(column) for column in slide}
        row[slide[0]] = None
        row |= {right: before[left] for left, right in zip(slide, slide[1:], strict=False)}
        spoilt += [Spoilt(n, c, before[c], _shows(sheet, c, before[c], row[c])) for c in slide if row[c] != before[c]]
    return spoilt


def _shows(sheet: FilledForm, column: str, before: Cell, after: Cell) -> bool:
    """True when a cell's new value is one that a check can see.

    A wrong value in a column of closed values shows, an empty cell only where something has to stand.
    """
    definition = sheet.form.column(column)
    if after is None:
        return definition.required
    text = not isinstance(after, int | float)
    return definition.kind in CLOSED and (text or bool(definition.values)) and after not in definition.values


def list_twice(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """A cooperative once more at the end, its name misspelt and its NIK missing."""
    return _once_more(sheet, rng, "name", _misspelt)


def list_twice_by_number(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """A cooperative once more at the end, its legal number misspelt and its NIK missing."""
    return _once_more(sheet, rng, "legal_number", _slip_of_number)


def _once_more(
    sheet: FilledForm, rng: random.Random, column: str, slip: Callable[[str, random.Random], str | None]
) -> list[Spoilt]:
    """Add a row of the sheet once more without its NIK, the text of a column changed by `slip` (None: it cannot be)."""
    fitting = [row for row in sheet.rows if row.get("nik") and row["status"] != "Dibubarkan" and isinstance(row.get(column), str)]
    row = rng.choice(fitting) if fitting else None
    text = slip(str(row[column]), rng) if row else None
    if row is None or text is None:
        return []
    sheet.rows.append(row | {"nik": None, column: text})
    return [Spoilt(len(sheet.rows) - 1, c, None, c == "name") for c, cell in sheet.rows[-1].items() if cell is not None]


def _misspelt(name: str, rng: random.Random) -> str | None:
    """A letter left out of the last long word of a name."""
    *others, last = name.split()
    if len(last) < LONG_WORD:
        return None
    place = rng.randrange(1, len(last))
    return " ".join([*others, last[:place] + last[place + 1 :]])


def _slip_of_number(text: str, rng: random.Random) -> str | None:
    """`012` for `12`, or two neighbouring signs that change their places: `IV/2017` and `VI/2017`."""
    swaps = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and text[i : i + 2].isalpha()]
    if swaps and rng.random() < 0.5:
        place = rng.choice(swaps)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    digits = [i for i, sign in enumerate(text) if sign.isdigit()]
    return f"{text[: digits[0]]}0{text[digits[0] :]}" if digits else None


def total_without_word(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """The sum of all rows as a row of the regency's bare name, as if it were a kecamatan, without the word JUMLAH."""
    summed = [c.id for c in sheet.form.columns if c.kind in (Kind.COUNT, Kind.RUPIAH) and c.id in sheet.columns]
    sums: Row = {column: sum(cell for row in sheet.rows if isinstance(cell := row.get(column), int)) for column in summed}
    total: Row = {"district": regency.name.split(" ", 1)[1]}
    sheet.rows.append(total | sums)
    first = next(column for column in summed if sums[column])
    return [Spoilt(len(sheet.rows) - 1, column, None, column == first) for column in sheet.rows[-1]]


def same_everywhere(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """One figure for every kecamatan."""
    figure = max(cell for row in sheet.rows if isinstance(cell := row.get("micro"), int))
    return _throughout(sheet, "micro", lambda cell: figure)


def rounded(sheet: FilledForm, rng: random.Random, regency: Regency) -> list[Spoilt]:
    """A column of amounts in round millions, as an estimate is."""
    large = [row for row in sheet.rows if _business_volume(row) >= 2 * ROUNDED_TO and row.get("figures_source") != "Perkiraan"]
    if len(large) < AMOUNTS_AT_LEAST:
        return []
    return _throughout(sheet, "business_volume", lambda cell: round(cell / ROUNDED_TO) * ROUNDED_TO)


def _business_volume(row: Row) -> int:
    """The business volume of a row; 0 where it has no number."""
    cell = row.get("business_volume")
    return cell if isinstance(cell, int) else 0


def _throughout(sheet: FilledForm, column: str, change: Callable[[int], int]) -> list[Spoilt]:
    """Change the number of a column in every row that has one."""
    spoilt = []
    for n, row in enumerate(sheet.rows):
        before = row.get(column)
        if isinstance(before, int) and change(before) != before:
            row[column] = change(before)
            spoilt.append(Spoilt(n, column, before, False))
    return spoilt


WHOLE_KINDS: tuple[WholeSheetMistake, ...] = (
    WholeSheetMistake("shifted_columns", ("register", "coaching"), shift_columns),
    WholeSheetMistake("cooperative_listed_twice", ("register",), list_twice),
    WholeSheetMistake("cooperative_listed_by_another_number", ("register",), list_twice_by_number),
    WholeSheetMistake("total_without_word", ("recap", "umkm"), total_without_word),
    WholeSheetMistake("same_figure_everywhere", ("umkm",), same_everywhere),
    WholeSheetMistake("rounded_amounts", ("register",), rounded),
)
