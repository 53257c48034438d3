"""The returned workbook: the officer's own file with cells marked and explained, or, where that cannot be, the notes alone."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from assets.judging.addresses import located
from assets.judging.groups import Grouping
from assets.reading.files.kinds import FileKind, kind_of_content
from assets.reading.files.limits import too_big, zip_too_big
from assets.returning import wording
from assets.returning.findings_table import MOST_ROWS, findings_table
from assets.returning.first_steps import first_steps
from assets.returning.front_sheet import FrontContent, front_sheet
from assets.returning.letter import Letter
from assets.returning.list_sheet import list_sheet
from assets.returning.looks import MARKED, TONES
from assets.returning.xlsx import marked_cells
from assets.returning.xlsx.markup import UnpatchableError
from assets.returning.xlsx.patched_package import TYPES, PatchedPackage
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_notes import put_notes
from assets.returning.xlsx.styles_part import BARE, StylesPart
from assets.returning.xlsx.workbook_part import SheetPart, SheetSign, TableArea, WorkbookPart, blank_workbook
from schemas.counted_cooperatives import COUNTED
from schemas.notes_sheet import NOTES_LIST_SHEET, NOTES_MARK, NOTES_SHEET
from schemas.rules import OF_OFFICE, SEVERITY_RANK

#: Every cell is marked; a note comes to so many, or a program would crawl.
CELLS_WITH_NOTE = 5_000
#: By what the sheets of an earlier return are known: both begin with this name and bear the stamp in the last cell of row 1.
OUR_SHEETS = SheetSign(NOTES_SHEET, "H1", NOTES_MARK)
_NOTHING_COUNTED = pl.DataFrame(schema=COUNTED)
#: What a package raises that lies about itself: an entry that does not inflate, an attribute that is missing or no number.
_BROKEN = (UnpatchableError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class ReturnOutcome:
    """What was written: how many cells are marked, and how many of them have a note.

    `own_file` is False when it is the notes alone, for the `reason` given in Indonesian.
    """

    own_file: bool
    reason: str
    marked: int
    with_note: int


@dataclass(frozen=True)
class _ReturnContent:
    """What is said of a submission. `table`: its findings as `findings_table` gives them; `listed`: COUNTED."""

    grouped: Grouping
    letter: Letter
    table: pl.DataFrame
    listed: pl.DataFrame

    def marks(self, sheets: frozenset[str]) -> pl.DataFrame:
        """The lines of the table whose cells are marked on sheets of these names: those that nobody answered."""
        on_cells = pl.col("line").is_not_null() & pl.col("sheet").is_in(list(sheets))
        return self.table.filter(on_cells, pl.col("severity").is_in(MARKED), pl.col("explanation").is_null())


def original_to_return(path: Path) -> bytes | None:
    """The content of a file that something is to be returned for; None of one that is too big to be opened."""
    return None if too_big(path.stat().st_size) else path.read_bytes()


def returned_suffix(original: bytes | None) -> str:
    """What the returned file's name has to end in: `.xlsm` for a workbook with macros, else `.xlsx`.

    Excel refuses to open a workbook whose ending and content do not agree on macros.
    """
    if original and kind_of_content(original) is FileKind.XLSX:
        with zipfile.ZipFile(BytesIO(original)) as archive:
            if TYPES in archive.namelist() and b"macroEnabled" in archive.read(TYPES):
                return ".xlsm"
    return ".xlsx"


def told_to_officer(grouped: Grouping) -> Grouping:
    """Findings and groups without what concerns the office alone, as the day that it wrote down for a file."""
    of_others = ~pl.col("rule").is_in(OF_OFFICE)
    return Grouping(grouped.findings.filter(of_others), grouped.groups.filter(of_others))


def return_workbook(
    original: bytes | None, grouped: Grouping, letter: Letter, target: Path, listed: pl.DataFrame | None = None
) -> ReturnOutcome:
    """Write the workbook that goes back for one submission, whose findings `grouped` holds; `target` is there whole or not at all.

    `original` as `original_to_return` gives it: without it, and where it is no .xlsx that can be patched, only the notes are
    written. What the officer explained before stands on the sheet again and is not asked, nor are its cells marked. `listed`
    (COUNTED) are the cooperatives that notes of mere information count; they get a sheet of their own. The same input gives the
    same bytes. OSError when `target` cannot be written.
    """
    grouped = told_to_officer(grouped)
    table = findings_table(located(grouped.findings), grouped.groups)
    content = _ReturnContent(grouped, letter, table, _NOTHING_COUNTED if listed is None else listed)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        outcome = _write(_patchable(original), content, unfinished)
    except _BROKEN as error:
        reason = str(error) if isinstance(error, UnpatchableError) else "isi berkas terpotong atau rusak"
        outcome = _write(PatchedPackage(blank_workbook()), content, unfinished, reason)
    unfinished.replace(target)
    return outcome


def _patchable(original: bytes | None) -> PatchedPackage:
    """The package of a file that can be changed as one; UnpatchableError, with the reason in Indonesian, for any other."""
    if original is None:
        raise UnpatchableError("berkas terlalu besar untuk dibuka")
    if kind_of_content(original) is not FileKind.XLSX:
        raise UnpatchableError("bukan buku kerja .xlsx")
    package = PatchedPackage(original)
    if problem := zip_too_big(package.entries(), len(original)):
        raise UnpatchableError(problem.detail)
    return package


def _write(package: PatchedPackage, content: _ReturnContent, target: Path, reason: str = "") -> ReturnOutcome:
    """Patch a package and save it: sheets and their notes, our own sheets, and last the styles and texts that they use.

    `reason` says why the package is not the officer's own.
    """
    workbook = WorkbookPart(package)
    workbook.drop_sheets(OUR_SHEETS)
    styles_part = workbook.styles_part()
    styles = StylesPart(package.xml(styles_part) if styles_part in package else BARE, TONES)
    sheets = workbook.sheets()
    names = frozenset(sheet.name for sheet in sheets if sheet.has_cells)
    marks = content.marks(names)
    notes = wording.cell_notes(marks.join(_cells_with_note(marks), on=["sheet", "cell"], how="semi", maintain_order="left"))
    for sheet in sheets:
        on_sheet = pl.col("sheet") == sheet.name
        _mark_sheet(package, sheet, styles, marks.filter(on_sheet), notes.filter(on_sheet))
    marked = marks.select("sheet", "cell").n_unique() if marks.height else 0
    _add_sheets(workbook, styles, content, names, (marked, notes.height))
    package.put(styles_part, lambda: styles.to_xml().encode())
    package.save(target)
    return ReturnOutcome(not reason, reason, marked, notes.height)


def _add_sheets(
    workbook: WorkbookPart, styles: StylesPart, content: _ReturnContent, names: frozenset[str], counts: tuple[int, int]
) -> None:
    """Put in our own sheets: the list behind all others, then the notes before them, whose things lead to it.

    `names` are the officer's sheets that have cells; `counts`: the cells marked, and those with a note.
    """
    shared = SharedStrings(workbook.package, workbook.part)
    lists: dict[str, tuple[str, str]] = {}
    if not content.listed.is_empty():
        pieces, begins = list_sheet(content.listed, styles, shared, is_sample=content.letter.sample)
        name = workbook.add_last(NOTES_LIST_SHEET, pieces)
        lists = {rule: (name, cell) for rule, cell in begins.items()}
    steps = first_steps(content.grouped.findings, content.grouped.groups)
    front = FrontContent(content.letter, content.grouped.groups, content.table, steps, names, lists, *counts)
    pieces, head = front_sheet(front, styles, shared)
    end = head + min(content.table.height, MOST_ROWS)
    workbook.add_first(NOTES_SHEET, pieces, TableArea("A", "H", head, end) if head else None)
    shared.put()


def _cells_with_note(marks: pl.DataFrame) -> pl.DataFrame:
    """The cells that get a note: sheet, cell."""
    return marks.select("sheet", "cell").unique(maintain_order=True).head(CELLS_WITH_NOTE)


def _mark_sheet(package: PatchedPackage, sheet: SheetPart, styles: StylesPart, marks: pl.DataFrame, notes: pl.DataFrame) -> None:
    """Let a sheet's part pass with its marks and notes; untouched when nothing on it changes.

    Every sheet is looked at, also one without marks: it may be the one selected, or bear marks of an earlier return.
    """
    if not sheet.has_cells:
        xml = package.xml(sheet.part)
        if xml != (unselected := marked_cells.unselected(xml)):
            package.put(sheet.part, unselected)
        return
    head = marked_cells.head_of(package.pieces(sheet.part))
    changed, drawing = put_notes(package, sheet.part, head, dict(notes.select("cell", "note").iter_rows()), wording.NOTE_SIGN)
    if not (changed or marks.height or styles.restored or marked_cells.unselected(head.xml) != head.xml):
        return
    reach = marks.select(pl.max("col", "line")).row(0) if marks.height else (0, 0)
    patch = marked_cells.SheetPatch(_in_order(marks), styles.marked, styles.restored, reach, drawing)
    package.put(sheet.part, marked_cells.with_marks(package.pieces(sheet.part), head, patch))


def _in_order(marks: pl.DataFrame) -> Iterator[tuple[int, list[marked_cells.Mark]]]:
    """The rows to be marked from top to bottom, each with its columns from left to right and the gravest severity of each."""
    gravest = (
        marks.select("line", "col", "severity")
        .sort("line", "col", SEVERITY_RANK)
        .unique(["line", "col"], keep="first", maintain_order=True)
    )
    rows = gravest.group_by("line", maintain_order=True).agg("col", "severity")
    for line, columns, severities in rows.iter_rows():
        yield line, list(zip(columns, severities, strict=True))
