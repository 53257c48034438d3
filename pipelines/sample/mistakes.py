"""Planting mistakes in the sheets of a submission, and remembering each: the truth that a check is measured against."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from pipelines.sample.chance import month_end
from pipelines.sample.filled_forms import Cell, FilledForm, Row
from pipelines.sample.mistake_kinds import HARMLESS, KINDS, MistakeKind
from pipelines.sample.scenes import Scene
from pipelines.sample.spoiling import Situation
from pipelines.sample.whole_sheets import WHOLE_KINDS, Spoilt, WholeSheetMistake, replaced

#: A table with fewer rows gets no mistake: one emptied cell could be a whole column.
SMALLEST = 5
#: Of the rows, at most this share may come to bear a key twice; a form is returned above 10 %.
MOST_TWINS = 0.05
#: Beside the mistakes, one odd but readable cell for every so many of them.
MISTAKES_TO_ONE_HARMLESS = 4
#: Forms of which the report before is looked at again.
COMPARED = ("kdmp", "umkm")
#: Before the kind of a cell that changes along with a mistake and is none itself.
FOLLOWS = "follows_"
#: At so many times the rate, a file has a sheet of which more than single cells is wrong.
WHOLE_SHEETS, WHOLE_SHEETS_AT_MOST = 3, 0.6


class Planted(TypedDict):
    """One planted mistake; of a whole form `cell` is empty. `follows_…` are cells that change along with one.

    `harmless_…` are odd spellings that must still be read.
    """

    file: str
    sheet: str
    cell: str
    kind: str
    before: str | int | float | None
    after: str | int | float | None


@dataclass(slots=True)
class _Plot:
    """The sheets of one workbook, the rows that are spoilt already, as (form, row), and forms that take no more.

    `twins` counts by form the rows that were given another one's key.
    """

    rng: random.Random
    scene: Scene
    sheets: list[FilledForm]
    used: set[tuple[str, int]] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    twins: dict[str, int] = field(default_factory=dict)


def plant(seed: int, rate: float, scene: Scene, sheets: list[FilledForm]) -> list[Planted]:
    """Spoil the sheets of a submission in place, and say what was done: one line a cell, or a form.

    On the average 100 times the rate (0 to 1) mistakes, at least one; every row at most once, so that each mistake is seen for
    itself.
    """
    rng = random.Random(f"{seed}/{scene.file}/mistakes")
    plot = _Plot(rng, scene, sheets, closed=set(scene.kept))
    wanted = max(1, int(rate * 100 + rng.random()))
    planted = _plant_copies(plot)
    if rng.random() < min(rate * WHOLE_SHEETS, WHOLE_SHEETS_AT_MOST):
        planted += _plant_in_whole_sheet(plot)
    made = sum(not mistake["kind"].startswith(FOLLOWS) for mistake in planted)
    planted += _plant(plot, KINDS, wanted - made)
    return planted + _plant(plot, HARMLESS, int(wanted / MISTAKES_TO_ONE_HARMLESS + rng.random()))


def _plant_copies(plot: _Plot) -> list[Planted]:
    """Put last month's rows, or the neighbour's, in the place of a form's own."""
    planted: list[Planted] = []
    for kind, rows_by_form in (("copy_of_last_month", plot.scene.copied), ("copy_of_another_regency", plot.scene.taken)):
        for sheet in plot.sheets:
            rows = rows_by_form.get(sheet.form.id)
            if rows and sheet.form.id not in plot.closed and replaced(sheet, rows):
                plot.closed.add(sheet.form.id)
                planted.append(_truth_of_sheet(plot, kind, sheet))
    return planted


def _truth_of_sheet(plot: _Plot, kind: str, sheet: FilledForm) -> Planted:
    """The line of a mistake that is in no cell alone."""
    return {"file": plot.scene.file, "sheet": sheet.form.sheet, "cell": "", "kind": kind, "before": None, "after": None}


def _plant_in_whole_sheet(plot: _Plot) -> list[Planted]:
    """One mistake of the kinds that concern more than a cell, in a form that is closed afterwards."""
    kinds = list(WHOLE_KINDS)
    plot.rng.shuffle(kinds)
    for kind in kinds:
        for sheet in plot.sheets:
            if sheet.form.id in kind.forms and sheet.form.id not in plot.closed and len(sheet.rows) >= SMALLEST:
                spoilt = kind.spoil(sheet, plot.rng, plot.scene.regency)
                if spoilt:
                    plot.closed.add(sheet.form.id)
                    return _listed(plot, kind, sheet, spoilt)
    return []


def _listed(plot: _Plot, kind: WholeSheetMistake, sheet: FilledForm, spoilt: list[Spoilt]) -> list[Planted]:
    """The truth of a mistake in a whole sheet; a kind without cells of its own has a line for the form."""
    lines = [] if any(cell.mistaken for cell in spoilt) else [_truth_of_sheet(plot, kind.name, sheet)]
    return lines + [
        _planted(plot, sheet, cell.row, cell.column, kind.name if cell.mistaken else FOLLOWS + kind.name, cell.before)
        for cell in spoilt
    ]


def _plant(plot: _Plot, kinds: tuple[MistakeKind, ...], wanted: int) -> list[Planted]:
    """Go round all kinds in a drawn order until enough are planted, or none fits any more."""
    planted: list[Planted] = []
    left = list(kinds)
    plot.rng.shuffle(left)
    made = 0
    while left and made < wanted:
        still = []
        for kind in left:
            if made < wanted and (lines := _plant_one(plot, kind)):
                planted += lines
                made += 1
                still.append(kind)
        left = still
    return planted


def _plant_one(plot: _Plot, kind: MistakeKind) -> list[Planted]:
    """One mistake of a kind, in one of its places that has a row that fits; nothing when there is none."""
    places = [(sheet, column) for sheet in plot.sheets for form, column in kind.places if sheet.form.id == form]
    plot.rng.shuffle(places)
    for sheet, column in places:
        if sheet.form.id in plot.closed or len(sheet.rows) < SMALLEST or column not in sheet.columns:
            continue
        situation = _situation(plot, sheet, column)
        free = [n for n in _rows_in_turn(sheet) if (sheet.form.id, n) not in plot.used]
        fitting = [n for n in free if kind.suits(sheet.rows[n], situation)]
        number = plot.rng.choice(fitting) if fitting else None
        twin = _twin(plot, sheet, column, number) if kind.twin and number is not None else None
        if number is not None and (twin is not None or not kind.twin):
            return _spoil(plot, kind, sheet, number, situation, twin)
    return []


def _rows_in_turn(sheet: FilledForm) -> range:
    """The rows that may be spoilt: every other one where reports are compared, so that the row of the report before is right."""
    if sheet.form.id not in COMPARED:
        return range(len(sheet.rows))
    months = sheet.form.due_months
    return range(months.index(int(sheet.period[5:])) % 2, len(sheet.rows), 2)


def _situation(plot: _Plot, sheet: FilledForm, column: str) -> Situation:
    """What is around a cell of a column; without the report before where the form has no key to find its rows by."""
    scene, key = plot.scene, sheet.form.key
    earlier = {row[key]: row for row in scene.before.get(sheet.form.id, ()) if row.get(key) is not None} if key else {}
    return Situation(plot.rng, scene.regency, scene.neighbour, month_end(sheet.period), column, earlier)


def _twin(plot: _Plot, sheet: FilledForm, column: str, number: int) -> int | None:
    """Another unspoilt row whose value may be repeated; None when too many rows bear one twice, or none has a value."""
    form = sheet.form.id
    if 2 * (plot.twins.get(form, 0) + 1) > MOST_TWINS * len(sheet.rows):
        return None
    others = [
        n for n in _rows_in_turn(sheet) if n != number and sheet.rows[n].get(column) is not None and (form, n) not in plot.used
    ]
    plot.twins[form] = plot.twins.get(form, 0) + bool(others)
    return plot.rng.choice(others) if others else None


def _spoil(
    plot: _Plot, kind: MistakeKind, sheet: FilledForm, number: int, situation: Situation, twin: int | None
) -> list[Planted]:
    """Change the row and say what stood in its cells before and stands there now."""
    row, form = sheet.rows[number], sheet.form.id
    plot.used.add((form, number))
    if twin is None:
        changes: Row = kind.change(row, situation)
    else:
        plot.used.add((form, twin))
        changes = {situation.column: sheet.rows[twin][situation.column]}
    before = {column: row.get(column) for column in changes}
    row |= changes
    names = {column: kind.name if column in (situation.column, kind.balance) else FOLLOWS + kind.name for column in changes}
    return [
        _planted(plot, sheet, number, column, names[column], before[column])
        for column in changes
        if before[column] != row[column]
    ]


def _planted(plot: _Plot, sheet: FilledForm, number: int, column: str, kind: str, before: Cell) -> Planted:
    return {
        "file": plot.scene.file, "sheet": sheet.form.sheet, "cell": sheet.address(number, column), "kind": kind,
        "before": _json_value(before), "after": _json_value(sheet.rows[number].get(column)),
    }  # fmt: skip


def _json_value(cell: Cell) -> str | int | float | None:
    """A cell as truth.json holds it: a date in ISO."""
    return cell.isoformat() if isinstance(cell, date) else cell
