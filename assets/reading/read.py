"""Reading one file: from its bytes to who, when, and tables of text. Nothing is judged here but whether it can be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import polars as pl

from assets.reading.files.kinds import ATTACHMENTS, FileKind
from assets.reading.files.limits import LIMITS, Limits, too_big
from assets.reading.files.parts import Part, not_a_workbook, open_parts
from assets.reading.files.sheets import TextSheet
from assets.reading.identity.area_texts import area_name
from assets.reading.identity.cover import (
    CoverAnswers,
    cover_problems,
    find_cover,
    has_answers,
    is_of_the_province,
    known_conditions,
)
from assets.reading.identity.explanations import change_note, is_notes_sheet, read_explanations
from assets.reading.identity.identify import Identity, Window, identify, identify_by_name, identify_province
from assets.reading.identity.other_sheets import TitledTable, sort_tables, with_titles
from assets.reading.model import FormTable, Problem, Reading
from assets.reading.private import without_persons
from assets.reading.tables.layouts import Layout, find_layouts, find_province_layouts
from assets.reading.tables.rows import read_table
from assets.reading.tables.suggestions import nearest_form
from assets.reading.unread_sheets import notes_on_unread
from schemas.areas import PROVINCE
from schemas.columns import normalise
from schemas.forms import COVER_SHEET, FORMS, HAS_DATA, NO_PERIOD, NOT_SUBMITTED, PROVINCE_FORMS, SAMPLE_MARK, TEMPLATE_SHEETS
from schemas.notes_sheet import EXPLANATION, NOTES_MARK
from schemas.periods import title
from schemas.rules.of_files import (
    ARCHIVE_OF_SEVERAL_REPORTS,
    FORM_IN_SEVERAL_TABLES,
    FORM_NOT_YET_VALID,
    HIDDEN_SHEET,
    NO_KNOWN_FORM,
    PERIOD_UNKNOWN,
    REGENCY_UNKNOWN,
    SHEET_NOT_READ,
    TABLES_SIDE_BY_SIDE,
)

FIRST_PERIOD = "2021-01"
SAMPLE_ROWS = 5
_NO_FORMS = frozenset(normalise(name) for name in TEMPLATE_SHEETS)


@dataclass(frozen=True)
class _PartRead:
    """A part that holds sheets, with its cover (None = none), its tables, and what it says of who and when."""

    part: Part
    cover: CoverAnswers | None
    tables: list[TitledTable]
    identity: Identity


def read_file(
    path: Path,
    name: str,
    scope: str = PROVINCE,
    first_period: str = FIRST_PERIOD,
    last_period: str | None = None,
    limits: Limits = LIMITS,
    placed: tuple[str, str] = ("", ""),
) -> Reading:
    """Everything that the file at `path` says.

    `name` is its path below the inbox, from whose folder and file name regency and period may be told; `path` may be called
    anything. `scope` is the province whose regencies report, or `all`; `first_period` to `last_period` (None = no end) are reported.
    `placed`: area code and period by the office, for a file that tells neither.
    A bad file is never an exception: what is wrong with it is among the problems. OSError when `path` cannot be read.
    """
    return without_persons(_read(path, name, Window(scope, first_period, last_period, placed), limits))


def _read(path: Path, name: str, window: Window, limits: Limits) -> Reading:
    """The reading as it stands in the file, persons and all: it leaves this module through `without_persons` alone."""
    if problem := too_big(path.stat().st_size, limits):
        return _unread_reading(FileKind.OTHER, name, window, [problem], attachment=False)
    kind, parts = open_parts(path.read_bytes(), name, limits)
    parts_read = [_read_part(part, window) for part in parts if part.sheets]
    if not parts_read:
        return _reading_without_sheets(kind, parts, name, window)
    return _reading_of_sheets(kind, parts, parts_read, window.scope, name)


def reading_by_name(kind: FileKind, name: str, window: Window, problem: Problem) -> Reading:
    """The reading of a file of which nothing but its name (the path below the inbox) is known, and why: `problem`."""
    return without_persons(_unread_reading(kind, name, window, [problem], attachment=kind in ATTACHMENTS))


def _unread_reading(kind: FileKind, name: str, window: Window, problems: list[Problem], *, attachment: bool) -> Reading:
    identity = identify_by_name(name, window)
    problems = [*problems, *identity.problems]
    return Reading(kind.value, identity.area_code, identity.period, attachment=attachment, problems=problems)


def _reading_without_sheets(kind: FileKind, parts: list[Part], name: str, window: Window) -> Reading:
    """The reading of a file without any sheet to read: an attachment, something unreadable, or a zip of these.

    A zip that holds nothing but files of other kinds is no workbook itself (V103), which says more than a note on each of them.
    """
    problems = [problem for part in parts for problem in part.problems]
    attachment = any(part.kind in ATTACHMENTS for part in parts)
    if not attachment and all(problem.rule == SHEET_NOT_READ.code for problem in problems):
        problems = [not_a_workbook(kind, b"", name)]
    return _unread_reading(kind, name, window, problems, attachment=attachment)


def _read_part(part: Part, window: Window) -> _PartRead:
    """What one workbook or text file holds. A cover is looked for only among the sheets that hold no table."""
    sheets = [sheet for sheet in part.sheets if not _is_ours(sheet)]
    of_province = any(is_of_the_province(sheet) for sheet in sheets)
    layouts_of = find_province_layouts if of_province else find_layouts
    layouts_by_sheet = {sheet.name: layouts_of(sheet) for sheet in sheets if not _is_cover(sheet)}
    cover = find_cover(sheet for sheet in sheets if not layouts_by_sheet.get(sheet.name))
    tables = [table for layouts in layouts_by_sheet.values() for table in with_titles(layouts)]
    # A sheet put out of sight decides nothing: an old one left the period undecided. Where all are hidden, they are the report.
    deciding = [table for table in tables if not table.layout.sheet.marks.hidden] or tables
    if of_province and cover:
        return _PartRead(part, cover, tables, identify_province(part.name, window, cover))
    titles = [title for table in deciding for title in table.titles]
    mended = any(is_notes_sheet(sheet.cells) for sheet in part.sheets)
    return _PartRead(part, cover, tables, identify(part.name, window, cover, titles, mended=mended))


def _is_cover(sheet: TextSheet) -> bool:
    return normalise(sheet.own_name) == normalise(COVER_SHEET)


def _reading_of_sheets(kind: FileKind, parts: list[Part], parts_read: list[_PartRead], scope: str, name: str) -> Reading:
    """The reading of all parts together: `parts` are all of the file, `parts_read` those with sheets.

    Problems come in the order in which an officer looks: the file, its cover, its tables, the sheets that are none.
    """
    identity = _identity_of_all([part.identity for part in parts_read])
    covers = [part.cover for part in parts_read if part.cover]
    conditions = {form: condition for cover in reversed(covers) for form, condition in known_conditions(cover).items()}
    every_table = [table for part in parts_read for table in part.tables]
    submitted, not_submitted = _by_submission(every_table, conditions)
    sorted_tables = sort_tables(submitted, identity, scope)
    layouts, side_by_side = _without_neighbours(sorted_tables.of_file)
    tables, table_problems = _read_tables(layouts, conditions, identity, PurePosixPath(name).stem)
    reported = [*tables, *sorted_tables.returned]
    left_out = [read_table(table.layout, identity.period)[0] for table in not_submitted]
    problems = [*identity.problems, *(problem for part in parts for problem in part.problems)]
    problems += [problem for cover in covers for problem in cover_problems(cover, reported, left_out)]
    problems += [*sorted_tables.problems, *side_by_side, *table_problems, *_hidden_sheets(layouts), *_repeated_forms(tables)]
    problems += _not_yet_valid(tables, identity.period)
    expected = ", ".join(form.sheet for form in (PROVINCE_FORMS if identity.period == NO_PERIOD else FORMS).values())
    table_sheets = {table.layout.sheet.name for table in every_table}
    problems += _unread_sheets(parts_read, table_sheets, {len(table.letters) for table in tables}, expected)
    if not reported and not conditions:
        sheets = [sheet for part in parts_read for sheet in part.part.sheets]
        problems.append(Problem(NO_KNOWN_FORM.code, allowed=expected, detail=nearest_form(sheets)))
    sample = any(_is_sample(part.part.sheets) for part in parts_read)
    explanations = pl.concat([pl.DataFrame(schema=EXPLANATION), *(_explanations(part) for part in parts_read)])
    return Reading(kind.value, identity.area_code, identity.period, sample, False, conditions, reported, problems, explanations)


def _by_submission(tables: list[TitledTable], conditions: Mapping[str, str]) -> tuple[list[TitledTable], list[TitledTable]]:
    """The tables that are submitted, and those of forms that the cover says are not: these are read for what they hold, and count for nothing.

    A template comes with rows filled in: they made versions of forms whose cover said Tidak Disampaikan.
    """
    not_submitted = [table for table in tables if conditions.get(table.layout.form.id) == NOT_SUBMITTED]
    return [table for table in tables if conditions.get(table.layout.form.id) != NOT_SUBMITTED], not_submitted


def _explanations(part: _PartRead) -> pl.DataFrame:
    """What the officer wrote on the cover, and beside our notes in a workbook that was returned to her (EXPLANATION)."""
    texts = {sheet.name: sheet.cells for sheet in part.part.sheets}
    beside_notes = [read_explanations(sheet.cells, texts) for sheet in part.part.sheets if is_notes_sheet(sheet.cells)]
    return pl.concat([change_note(part.cover.text("change_note") if part.cover else ""), *beside_notes])


def _identity_of_all(identities: list[Identity]) -> Identity:
    """Who and when of all parts of a zip: what one does not say, another may; where two say different things, nothing is certain (V135)."""
    if len(identities) == 1:
        return identities[0]
    areas = sorted({identity.area_code for identity in identities if identity.area_code})
    periods = sorted({identity.period for identity in identities if identity.period is not None})
    # That one part does not say whose it is is no problem where another does.
    answered = {REGENCY_UNKNOWN.code: len(areas), PERIOD_UNKNOWN.code: len(periods)}
    every_problem = dict.fromkeys(problem for identity in identities for problem in identity.problems)
    problems = [problem for problem in every_problem if not answered.get(problem.rule)]
    different = [area_name(code) for code in areas] if len(areas) > 1 else []
    different += [title(period) if period else "ketentuan provinsi" for period in periods] if len(periods) > 1 else []
    if different:
        problems.append(Problem(ARCHIVE_OF_SEVERAL_REPORTS.code, detail="; ".join(different)))
    return Identity(areas[0] if len(areas) == 1 else None, periods[0] if len(periods) == 1 else None, problems)


def _without_neighbours(layouts: list[Layout]) -> tuple[list[Layout], list[Problem]]:
    """The tables without those that stand beside another one of their form (V133): a row there would belong to both."""
    kept: list[Layout] = []
    problems: list[Problem] = []
    for layout in layouts:
        neighbour = next((other for other in kept if _is_beside(layout, other)), None)
        if neighbour is None:
            kept.append(layout)
            continue
        cells = f"mulai {neighbour.header.first_cell} dan mulai {layout.header.first_cell}"
        problems.append(
            Problem(
                TABLES_SIDE_BY_SIDE.code,
                form=layout.form.id,
                sheet=layout.sheet.name,
                cell=layout.header.first_cell,
                detail=cells,
            )
        )
    return kept, problems


def _is_beside(layout: Layout, other: Layout) -> bool:
    """True for tables of one form that share rows of a sheet."""
    same = layout.form is other.form and layout.sheet.name == other.sheet.name
    return same and layout.header.top <= other.end and other.header.top <= layout.end


def _read_tables(
    layouts: list[Layout], conditions: Mapping[str, str], identity: Identity, name: str
) -> tuple[list[FormTable], list[Problem]]:
    """Every table and its problems. A form said to have no data, or none that is new, may leave its sheet as the template had it."""
    tables: list[FormTable] = []
    problems: list[Problem] = []
    for layout in layouts:
        table, table_problems = read_table(layout, identity.period, identity.area_code, name)
        if conditions.get(table.form, HAS_DATA) != HAS_DATA and not has_answers(table):
            continue
        if identity.period == NO_PERIOD and table.rows.is_empty() and table.letters and table.form not in conditions:
            continue  # an empty sheet of the province changes nothing
        tables.append(table)
        problems += table_problems
    return tables, problems


def _hidden_sheets(layouts: Iterable[Layout]) -> list[Problem]:
    """V138 for each hidden sheet whose table was read: nothing is left out because it cannot be seen, but the officer is asked."""
    forms_by_sheet = {layout.sheet.name: layout.form.id for layout in layouts if layout.sheet.marks.hidden}
    return [Problem(HIDDEN_SHEET.code, form=form, sheet=name, value=name) for name, form in forms_by_sheet.items()]


def _repeated_forms(tables: list[FormTable]) -> list[Problem]:
    """V120 for each form that stands in several tables, at the second one, naming all: a sheet copied by mistake counts twice."""
    by_form: dict[str, list[FormTable]] = {}
    for table in tables:
        by_form.setdefault(table.form, []).append(table)
    problems = []
    for form, same in by_form.items():
        if len(same) > 1:
            places = "; ".join(f"lembar {table.sheet} mulai {table.header_cell}" for table in same)
            problems.append(
                Problem(FORM_IN_SEVERAL_TABLES.code, form=form, sheet=same[1].sheet, cell=same[1].header_cell, detail=places)
            )
    return problems


def _not_yet_valid(tables: list[FormTable], period: str | None) -> list[Problem]:
    """V118 for each table of a form that had not begun in the period: kept, and in no figure."""
    if not period:
        return []
    early = [(table, FORMS[table.form].valid_from) for table in tables if period < FORMS[table.form].valid_from]
    return [
        Problem(FORM_NOT_YET_VALID.code, form=table.form, sheet=table.sheet, value=title(period), allowed=title(begins))
        for table, begins in early
    ]


def _unread_sheets(parts_read: list[_PartRead], table_sheets: set[str], widths: set[int], expected: str) -> list[Problem]:
    """The notes on the sheets that are neither a table's nor a cover nor ours; `table_sheets` are the names of those with tables."""
    not_unread = table_sheets | {part.cover.sheet for part in parts_read if part.cover}
    unread = [
        sheet for part in parts_read for sheet in part.part.sheets
        if sheet.name not in not_unread and not _is_cover(sheet) and not _is_ours(sheet)
    ]  # fmt: skip
    return notes_on_unread(unread, widths, expected)


def _is_ours(sheet: TextSheet) -> bool:
    """True for a sheet of our template that is no form, and for the first sheet of a workbook that we returned."""
    stamped = (NOTES_MARK in text for _, cells in sheet.head(SAMPLE_ROWS) for text in cells.values())
    return normalise(sheet.own_name) in _NO_FORMS or any(stamped)


def _is_sample(sheets: list[TextSheet]) -> bool:
    """True for sample data, which bear their mark on some sheet's first rows."""
    mark = normalise(SAMPLE_MARK)
    return any(mark in normalise(text) for sheet in sheets for _, cells in sheet.head(SAMPLE_ROWS) for text in cells.values())
