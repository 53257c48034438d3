"""Reading one file: from its bytes to who, when, and tables of text. Nothing is judged here but whether it can be read."""

from pathlib import Path

from assets.reading.cover import Cover, cover_problems, find_cover, known_conditions
from assets.reading.identity import Window, identify, identify_by_name
from assets.reading.kinds import ATTACHMENTS, WORKBOOKS, FileKind, kind_in_words, kind_of, zip_entries
from assets.reading.layouts import Layout, find_layouts, titles_of
from assets.reading.limits import LIMITS, Limits, too_big, zip_too_big
from assets.reading.model import FormTable, Problem, Reading
from assets.reading.privacy import hide
from assets.reading.rows import read_table
from assets.reading.sheets import Sheet, UnreadableWorkbookError, load_workbook
from schemas.areas import PROVINCE
from schemas.columns import normalise
from schemas.forms import COVER_SHEET, FORMS, HAS_DATA, SAMPLE_MARK

FIRST_PERIOD = "2021-01"
SAMPLE_ROWS = 5
READABLE = "buku kerja Excel (.xlsx, .xlsm, .xls) atau OpenDocument (.ods)"
_FORM_SHEETS = ", ".join(form.sheet for form in FORMS.values())
_BROKEN = "isinya terpotong atau rusak"


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
    window = Window(scope, first_period, last_period)
    size = path.stat().st_size
    if problem := too_big(size, limits):
        return unread(FileKind.OTHER, name, window, problem)
    data = path.read_bytes()
    kind = kind_of(data)
    if kind in WORKBOOKS:
        return _read_workbook(kind, data, name, window, limits)
    return unread(kind, name, window, _why_unread(kind, data, name))


def unread(kind: FileKind, name: str, window: Window, problem: Problem) -> Reading:
    """The reading of a file of which nothing but its name is known."""
    told = identify_by_name(name, window)
    return Reading(kind.value, told.area_code, told.period, attachment=kind in ATTACHMENTS, problems=[problem])


def _why_unread(kind: FileKind, data: bytes, name: str) -> Problem:
    if kind in ATTACHMENTS:
        return Problem("V113")
    if kind is FileKind.EMPTY:
        return Problem("V102")
    if kind is FileKind.ENCRYPTED:
        return Problem("V104")
    if kind is FileKind.BROKEN:
        return Problem("V101", detail=_BROKEN)
    return Problem(
        "V103",
        value=hide(Path(name).name),
        detail=kind_in_words(kind, data),
        allowed=READABLE,
        example="62.02 April 2025.xlsx",
    )


def _read_workbook(kind: FileKind, data: bytes, name: str, window: Window, limits: Limits) -> Reading:
    if kind is not FileKind.XLS and (problem := zip_too_big(zip_entries(data), len(data), limits)):
        return unread(kind, name, window, problem)
    try:
        sheets = load_workbook(data)
    except UnreadableWorkbookError as error:
        if "password" in str(error).lower():
            return unread(FileKind.ENCRYPTED, name, window, Problem("V104"))
        return unread(kind, name, window, Problem("V101", detail=_BROKEN))
    filled = [sheet for sheet in sheets if not sheet.is_empty]
    return _read_sheets(kind, filled, name, window) if filled else unread(kind, name, window, Problem("V102"))


def _read_sheets(kind: FileKind, sheets: list[Sheet], name: str, window: Window) -> Reading:
    """The reading of a workbook's filled sheets, file-wide problems first."""
    layouts = {sheet.name: find_layouts(sheet) for sheet in sheets if normalise(sheet.name) != normalise(COVER_SHEET)}
    cover = find_cover(sheet for sheet in sheets if not layouts.get(sheet.name))
    titles = [(found[0].sheet.name, line) for found in layouts.values() if found for line in titles_of(found[0])]
    told = identify(name, window, cover, titles)
    conditions = known_conditions(cover)
    reported = [layout for found in layouts.values() for layout in found]
    tables, noted = _read_tables(reported, conditions, told.period)
    problems = [*told.problems, *(cover_problems(cover, tables) if cover else []), *noted, *_repeated_forms(tables)]
    problems += _unread_sheets(sheets, cover, {layout.sheet.name for layout in reported})
    if not tables and not conditions:
        problems.append(Problem("V109", allowed=_FORM_SHEETS))
    return Reading(kind.value, told.area_code, told.period, _is_sample(sheets), False, conditions, tables, problems)


def _read_tables(layouts: list[Layout], conditions: dict[str, str], period: str | None) -> tuple[list[FormTable], list[Problem]]:
    """Every table and its problems. A form said to have no data may leave its sheet as empty as it likes."""
    tables: list[FormTable] = []
    problems: list[Problem] = []
    for layout in layouts:
        table, noted = read_table(layout, period)
        if table.rows.is_empty() and conditions.get(table.form, HAS_DATA) != HAS_DATA:
            continue
        tables.append(table)
        problems += noted
    return tables, problems


def _repeated_forms(tables: list[FormTable]) -> list[Problem]:
    places: dict[str, list[str]] = {}
    for table in tables:
        places.setdefault(table.form, []).append(f"lembar {table.sheet} mulai {table.header_cell}")
    return [Problem("V120", form=form, detail="; ".join(found)) for form, found in places.items() if len(found) > 1]


def _unread_sheets(sheets: list[Sheet], cover: Cover | None, read: set[str]) -> list[Problem]:
    own = {cover.sheet} if cover else set()
    others = [sheet.name for sheet in sheets if sheet.name not in read | own and normalise(sheet.name) != normalise(COVER_SHEET)]
    return [Problem("V116", sheet=name, value=name, allowed=_FORM_SHEETS) for name in others]


def _is_sample(sheets: list[Sheet]) -> bool:
    mark = normalise(SAMPLE_MARK)
    return any(mark in normalise(text) for sheet in sheets for _, cells in sheet.head(SAMPLE_ROWS) for text in cells.values())
