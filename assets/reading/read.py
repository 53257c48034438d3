"""Reading one file: from its bytes to who, when, and tables of text. Nothing is judged here but whether it can be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from assets.reading.files.kinds import ATTACHMENTS, FileKind
from assets.reading.files.limits import LIMITS, Limits, too_big
from assets.reading.files.parts import Part, not_a_workbook, open_parts
from assets.reading.files.sheets import Sheet
from assets.reading.identity.area_texts import area_name
from assets.reading.identity.cover import Cover, cover_problems, find_cover, has_answers, known_conditions
from assets.reading.identity.identify import Identity, Window, identify, identify_by_name
from assets.reading.identity.notes_sheet import EXPLANATION, change_note, is_notes_sheet, read_explanations
from assets.reading.identity.other_sheets import Titled, sort_out, titled
from assets.reading.model import FormTable, Problem, Reading
from assets.reading.private import without_persons
from assets.reading.tables.layouts import Layout, find_layouts
from assets.reading.tables.rows import read_table
from assets.reading.tables.suggestions import nearest_form
from schemas.areas import PROVINCE
from schemas.columns import normalise
from schemas.forms import COVER_SHEET, FORMS, HAS_DATA, NOT_SUBMITTED, NOTES_MARK, SAMPLE_MARK, TEMPLATE_SHEETS
from schemas.periods import title

FIRST_PERIOD = "2021-01"
SAMPLE_ROWS = 5
#: An unread sheet may be a table's end when so many of its rows fill this share of the columns of a table that has at least so many.
ROWS_OF_TABLE, ROW_OF_TABLE, TABLE_AT_LEAST = 5, 0.8, 4
_NO_FORMS = frozenset(normalise(name) for name in TEMPLATE_SHEETS)
_FORM_SHEETS = ", ".join(form.sheet for form in FORMS.values())


@dataclass(frozen=True)
class _Known:
    """A part with what was found in it: its cover, its tables, and what it says of who and when."""

    part: Part
    cover: Cover | None
    tables: list[Titled]
    told: Identity


def read_file(
    path: Path,
    name: str,
    scope: str = PROVINCE,
    first_period: str = FIRST_PERIOD,
    last_period: str | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Everything that the file at `path` says.

    `name` is its path below the inbox, from whose folder and file name regency and period may be told; `path` may be called
    anything. A bad file is never an exception: what is wrong with it is among the problems. OSError when `path` cannot be read.
    """
    return without_persons(_read(path, name, Window(scope, first_period, last_period), limits))


def _read(path: Path, name: str, window: Window, limits: Limits) -> Reading:
    if problem := too_big(path.stat().st_size, limits):
        return _unread(FileKind.OTHER, name, window, [problem])
    kind, parts = open_parts(path.read_bytes(), name, limits)
    known = [_known(part, window) for part in parts if part.sheets]
    if not known:
        return _nothing_read(kind, parts, name, window)
    return _read_parts(kind, parts, known, window.scope)


def unread(kind: FileKind, name: str, window: Window, problem: Problem) -> Reading:
    """The reading of a file of which nothing but its name is known."""
    return without_persons(_unread(kind, name, window, [problem], attachment=kind in ATTACHMENTS))


def _unread(kind: FileKind, name: str, window: Window, problems: list[Problem], *, attachment: bool = False) -> Reading:
    told = identify_by_name(name, window)
    return Reading(kind.value, told.area_code, told.period, attachment=attachment, problems=[*problems, *told.problems])


def _nothing_read(kind: FileKind, parts: list[Part], name: str, window: Window) -> Reading:
    problems = [problem for part in parts for problem in part.problems]
    attachment = any(part.kind in ATTACHMENTS for part in parts)
    if not attachment and all(problem.rule == "V116" for problem in problems):
        problems = [not_a_workbook(kind, b"", name)]
    return _unread(kind, name, window, problems, attachment=attachment)


def _known(part: Part, window: Window) -> _Known:
    sheets = [sheet for sheet in part.sheets if not _is_ours(sheet)]
    found = {sheet.name: find_layouts(sheet) for sheet in sheets if not _is_cover(sheet)}
    cover = find_cover(sheet for sheet in sheets if not found.get(sheet.name))
    tables = [table for layouts in found.values() for table in titled(layouts)]
    shown = [
        table for table in tables if not table.layout.sheet.marks.hidden
    ] or tables  # a sheet put out of sight decides nothing
    titles = [title for table in shown for title in table.titles]
    mended = any(is_notes_sheet(sheet.cells) for sheet in part.sheets)
    return _Known(part, cover, tables, identify(part.name, window, cover, titles, mended=mended))


def _is_cover(sheet: Sheet) -> bool:
    return normalise(sheet.own_name) == normalise(COVER_SHEET)


def _read_parts(kind: FileKind, parts: list[Part], known: list[_Known], scope: str) -> Reading:
    """The reading of all parts together, file-wide problems first."""
    told = _together([one.told for one in known])
    covers = [one.cover for one in known if one.cover]
    conditions = {form: condition for cover in reversed(covers) for form, condition in known_conditions(cover).items()}
    every = [table for one in known for table in one.tables]
    submitted, not_submitted = _parted(every, conditions)
    found = sort_out(submitted, told, scope)
    layouts, side_by_side = _without_neighbours(found.own)
    tables, noted = _read_tables(layouts, conditions, told)
    problems = [*told.problems, *(problem for part in parts for problem in part.problems)]
    left_out = [read_table(table.layout, told.period)[0] for table in not_submitted]
    problems += [problem for cover in covers for problem in cover_problems(cover, [*tables, *found.returned], left_out)]
    problems += [*found.problems, *side_by_side, *noted, *_hidden_sheets(layouts), *_repeated_forms(tables)]
    problems += _not_yet_valid(tables, told.period)
    problems += _unread_sheets(known, {table.layout.sheet.name for table in every}, {len(table.letters) for table in tables})
    tables = [*tables, *found.returned]
    if not tables and not conditions:
        sheets = [sheet for one in known for sheet in one.part.sheets]
        problems.append(Problem("V109", allowed=_FORM_SHEETS, detail=nearest_form(sheets)))
    sample = any(_is_sample(one.part.sheets) for one in known)
    explanations = pl.concat([pl.DataFrame(schema=EXPLANATION), *(_explained(one) for one in known)])
    return Reading(kind.value, told.area_code, told.period, sample, False, conditions, tables, problems, explanations)


def _parted(tables: list[Titled], conditions: dict[str, str]) -> tuple[list[Titled], list[Titled]]:
    """The tables, and those of forms that the cover says are not submitted: these are read for what they hold, and count for nothing."""
    not_submitted = [table for table in tables if conditions.get(table.layout.form.id) == NOT_SUBMITTED]
    return [table for table in tables if conditions.get(table.layout.form.id) != NOT_SUBMITTED], not_submitted


def _explained(known: _Known) -> pl.DataFrame:
    """What the officer wrote on the cover, and beside our notes in a workbook that was returned to her."""
    told = [read_explanations(sheet.cells) for sheet in known.part.sheets if is_notes_sheet(sheet.cells)]
    return pl.concat([change_note(known.cover.text("change_note") if known.cover else ""), *told])


def _together(told: list[Identity]) -> Identity:
    """Who and when of all parts: what one does not say, another may; where two say different things, nothing is certain."""
    areas = sorted({one.area_code for one in told if one.area_code})
    periods = sorted({one.period for one in told if one.period})
    if len(told) == 1:
        return told[0]
    missing = {"V105": len(areas), "V106": len(periods)}
    problems = list(dict.fromkeys(problem for one in told for problem in one.problems if not missing.get(problem.rule)))
    different = [area_name(code) for code in areas] if len(areas) > 1 else []
    different += [title(period) for period in periods] if len(periods) > 1 else []
    if different:
        problems.append(Problem("V135", detail="; ".join(different)))
    return Identity(areas[0] if len(areas) == 1 else None, periods[0] if len(periods) == 1 else None, problems)


def _without_neighbours(layouts: list[Layout]) -> tuple[list[Layout], list[Problem]]:
    """The tables without those that stand beside another one of their form: a row there would belong to both."""
    kept: list[Layout] = []
    noted: list[Problem] = []
    for layout in layouts:
        beside = next((other for other in kept if _is_beside(layout, other)), None)
        if beside is None:
            kept.append(layout)
            continue
        cells = f"mulai {beside.header.first_cell} dan mulai {layout.header.first_cell}"
        noted.append(Problem("V133", form=layout.form.id, sheet=layout.sheet.name, cell=layout.header.first_cell, detail=cells))
    return kept, noted


def _is_beside(layout: Layout, other: Layout) -> bool:
    same = layout.form is other.form and layout.sheet.name == other.sheet.name
    return same and layout.header.top <= other.end and other.header.top <= layout.end


def _read_tables(layouts: list[Layout], conditions: dict[str, str], told: Identity) -> tuple[list[FormTable], list[Problem]]:
    """Every table and its problems. A form said to have no data, or none that is new, may leave its sheet as the template had it."""
    tables: list[FormTable] = []
    problems: list[Problem] = []
    for layout in layouts:
        table, noted = read_table(layout, told.period, told.area_code)
        if conditions.get(table.form, HAS_DATA) != HAS_DATA and not has_answers(table):
            continue
        tables.append(table)
        problems += noted
    return tables, problems


def _hidden_sheets(layouts: Iterable[Layout]) -> list[Problem]:
    sheets = {layout.sheet.name: layout.form.id for layout in layouts if layout.sheet.marks.hidden}
    return [Problem("V138", form=form, sheet=name, value=name) for name, form in sheets.items()]


def _repeated_forms(tables: list[FormTable]) -> list[Problem]:
    places: dict[str, list[str]] = {}
    for table in tables:
        places.setdefault(table.form, []).append(f"lembar {table.sheet} mulai {table.header_cell}")
    second = {form: [table for table in tables if table.form == form][1:2] for form in places}
    return [
        Problem("V120", form=form, sheet=table.sheet, cell=table.header_cell, detail="; ".join(places[form]))
        for form, following in second.items() for table in following
    ]  # fmt: skip


def _not_yet_valid(tables: list[FormTable], period: str | None) -> list[Problem]:
    """V118 for each table of a form that had not begun in the period: kept, and in no figure."""
    early = [table for table in tables if period and period < FORMS[table.form].valid_from]
    return [
        Problem(
            "V118", form=table.form, sheet=table.sheet, value=title(period or ""), allowed=title(FORMS[table.form].valid_from)
        )
        for table in early
    ]


def _unread_sheets(known: list[_Known], read: set[str], widths: set[int]) -> list[Problem]:
    """A note on each sheet that is no form; one with many rows as wide as a table of the file (`widths`, in columns) may be its end (V155)."""
    covers = {one.cover.sheet for one in known if one.cover}
    others = [
        sheet for one in known for sheet in one.part.sheets
        if sheet.name not in read | covers and not _is_cover(sheet) and not _is_ours(sheet)
    ]  # fmt: skip
    noted = []
    for sheet in others:
        filled = (
            sheet.cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series() if sheet.cells.width else pl.Series([0])
        )
        wide = max((int((filled >= ROW_OF_TABLE * width).sum()) for width in widths if width >= TABLE_AT_LEAST), default=0)
        rule = "V155" if wide >= ROWS_OF_TABLE else "V116"
        noted.append(Problem(rule, sheet=sheet.name, value=sheet.name, detail=str(wide), allowed=_FORM_SHEETS))
    return noted


def _is_ours(sheet: Sheet) -> bool:
    """True for a sheet of our template that is no form, and for the first sheet of a workbook that we returned."""
    stamped = (NOTES_MARK in text for _, cells in sheet.head(SAMPLE_ROWS) for text in cells.values())
    return normalise(sheet.own_name) in _NO_FORMS or any(stamped)


def _is_sample(sheets: list[Sheet]) -> bool:
    mark = normalise(SAMPLE_MARK)
    return any(mark in normalise(text) for sheet in sheets for _, cells in sheet.head(SAMPLE_ROWS) for text in cells.values())
