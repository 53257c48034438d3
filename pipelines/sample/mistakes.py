"""Planting mistakes in the sheets of a submission, and remembering each: the truth that a check is measured against."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from pipelines.sample.chance import month_end
from pipelines.sample.mistake_kinds import HARMLESS, KINDS, Kind
from pipelines.sample.places import Regency
from pipelines.sample.sheets import Cell, Row, Sheet
from pipelines.sample.spoiling import Situation

#: A table with fewer rows gets no mistake: one emptied cell could be a whole column.
SMALLEST = 5
#: Of the rows, at most this share may come to bear a key twice; a form is returned above 10 %.
MOST_TWINS = 0.05
#: Beside the mistakes, one odd but readable cell for every so many of them.
MISTAKES_TO_ONE_HARMLESS = 4


class Planted(TypedDict):
    """One planted mistake. Kinds that begin with `harmless_` are odd spellings that must still be read."""

    file: str
    sheet: str
    cell: str
    kind: str
    before: str | int | float | None
    after: str | int | float | None


@dataclass(slots=True)
class _Plot:
    """The sheets of one workbook and the rows that are spoilt already, as (form, row)."""

    rng: random.Random
    file: str
    neighbour: Regency
    sheets: list[Sheet]
    used: set[tuple[str, int]] = field(default_factory=set)
    twins: dict[str, int] = field(default_factory=dict)


def plant(seed: int, rate: float, file: str, sheets: list[Sheet], neighbour: Regency) -> list[Planted]:
    """Spoil cells of the sheets in place, at least one, on the average 100 times the rate; every row at most once."""
    rng = random.Random(f"{seed}/{file}/mistakes")
    plot = _Plot(rng, file, neighbour, sheets)
    wanted = max(1, int(rate * 100 + rng.random()))
    planted = _plant(plot, KINDS, wanted)
    return planted + _plant(plot, HARMLESS, int(wanted / MISTAKES_TO_ONE_HARMLESS + rng.random()))


def _plant(plot: _Plot, kinds: tuple[Kind, ...], wanted: int) -> list[Planted]:
    """Go round all kinds in a drawn order until enough are planted, or none fits any more."""
    planted: list[Planted] = []
    left = list(kinds)
    plot.rng.shuffle(left)
    while left and len(planted) < wanted:
        still = []
        for kind in left:
            if len(planted) < wanted and (made := _plant_one(plot, kind)):
                planted.append(made)
                still.append(kind)
        left = still
    return planted


def _plant_one(plot: _Plot, kind: Kind) -> Planted | None:
    """One mistake of a kind, in one of its places that has a row that fits; None when there is none."""
    places = [(sheet, column) for sheet in plot.sheets for form, column in kind.places if sheet.form.id == form]
    plot.rng.shuffle(places)
    for sheet, column in places:
        if len(sheet.rows) < SMALLEST or column not in sheet.columns:
            continue
        now = Situation(plot.rng, plot.neighbour, month_end(sheet.period), column)
        free = [n for n in range(len(sheet.rows)) if (sheet.form.id, n) not in plot.used]
        fitting = [n for n in free if kind.suits(sheet.rows[n], now)]
        number = plot.rng.choice(fitting) if fitting else None
        twin = _twin(plot, sheet, column, number) if kind.twin and number is not None else None
        if number is not None and (twin is not None or not kind.twin):
            return _spoil(plot, kind, sheet, number, now, twin)
    return None


def _twin(plot: _Plot, sheet: Sheet, column: str, number: int) -> int | None:
    """Another unspoilt row whose key may be repeated, as long as few rows bear one twice."""
    form = sheet.form.id
    if 2 * (plot.twins.get(form, 0) + 1) > MOST_TWINS * len(sheet.rows):
        return None
    others = [
        n
        for n, row in enumerate(sheet.rows)
        if n != number and row.get(column) is not None and (form, n) not in plot.used
    ]
    plot.twins[form] = plot.twins.get(form, 0) + bool(others)
    return plot.rng.choice(others) if others else None


def _spoil(plot: _Plot, kind: Kind, sheet: Sheet, number: int, now: Situation, twin: int | None) -> Planted:
    """Change the row and say what stood in the cell before and stands there now."""
    row, form = sheet.rows[number], sheet.form.id
    plot.used.add((form, number))
    before = row.get(now.column)
    if twin is None:
        changes: Row = kind.change(row, now)
    else:
        plot.used.add((form, twin))
        changes = {now.column: sheet.rows[twin][now.column]}
    row |= changes
    return {
        "file": plot.file, "sheet": sheet.form.sheet, "cell": sheet.address(number, now.column), "kind": kind.name,
        "before": _plain(before), "after": _plain(row[now.column]),
    }  # fmt: skip


def _plain(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
