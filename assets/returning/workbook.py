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
from assets.returning.detail_table import MOST_ROWS, ordered
from assets.returning.first_steps import first_steps
from assets.returning.front_sheet import Front, front_sheet
from assets.returning.letter import Letter
from assets.returning.list_sheet import list_sheet
from assets.returning.xlsx import cells
from assets.returning.xlsx.book import Book, SheetPart, blank
from assets.returning.xlsx.looks import MARKED
from assets.returning.xlsx.markup import UnpatchableError
from assets.returning.xlsx.package import TYPES, Package
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_notes import put_notes
from assets.returning.xlsx.styles import BARE, Styles
from schemas.forms import NOTES_LIST_SHEET
from schemas.listing import LISTED

#: Every cell is marked; a note comes to so many, or a program would crawl.
NOTED = 5_000
_LISTED_NONE = pl.DataFrame(schema=LISTED)
#: What a package raises that lies about itself: an entry that does not inflate, an attribute that is missing or no number.
_BROKEN = (UnpatchableError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Returned:
    """What was written. `own_file` is False when it is the notes alone, for the `reason` given in Indonesian."""

    own_file: bool
    reason: str
    marked: int
    noted: int


@dataclass(frozen=True)
class _Told:
    """What is said of a submission. `table`: its findings as `detail_table.table_rows` wants them."""

    grouped: Grouping
    letter: Letter
    table: pl.DataFrame
    listed: pl.DataFrame

    def marks(self, names: frozenset[str]) -> pl.DataFrame:
        """The lines of the table whose cells are marked on sheets of these names: those that nobody answered."""
        on_cells = pl.col("line").is_not_null() & pl.col("sheet").is_in(list(names))
        return self.table.filter(on_cells, pl.col("severity").is_in(MARKED), pl.col("explanation").is_null())


def original_to_return(path: Path) -> bytes | None:
    """The content of a file that something is to be returned for; None of one that is too big to be opened."""
    return None if too_big(path.stat().st_size) else path.read_bytes()


def returned_suffix(original: bytes | None) -> str:
    """What the returned file's name has to end in: `.xlsm` for a workbook with macros, else `.xlsx`."""
    if original and kind_of_content(original) is FileKind.XLSX:
        with zipfile.ZipFile(BytesIO(original)) as archive:
            if TYPES in archive.namelist() and b"macroEnabled" in archive.read(TYPES):
                return ".xlsm"
    return ".xlsx"


def return_workbook(
    original: bytes | None, grouped: Grouping, letter: Letter, target: Path, listed: pl.DataFrame | None = None
) -> Returned:
    """Write the workbook that goes back for one submission, whose findings `grouped` holds; `target` is there whole or not at all.

    `original` as `original_to_return` gives it: without it only the notes are written.
    What the officer explained before stands on the sheet again and is not asked, nor are its cells marked. `listed` (LISTED)
    are the cooperatives that notes of mere information count; they get a sheet of their own.
    """
    told = _Told(grouped, letter, ordered(located(grouped.findings), grouped.groups), _LISTED_NONE if listed is None else listed)
    writing = target.with_name(f".{target.name}.part")
    try:
        returned = _write(_changeable(original), told, writing)
    except _BROKEN as error:
        reason = str(error) if isinstance(error, UnpatchableError) else "isi berkas terpotong atau rusak"
        returned = _write(Package(blank()), told, writing, reason)
    writing.replace(target)
    return returned


def _changeable(original: bytes | None) -> Package:
    """The package of a file that can be changed as one; UnpatchableError, with the reason in Indonesian, for any other."""
    if original is None:
        raise UnpatchableError("berkas terlalu besar untuk dibuka")
    if kind_of_content(original) is not FileKind.XLSX:
        raise UnpatchableError("bukan buku kerja .xlsx")
    package = Package(original)
    if problem := zip_too_big(package.entries(), len(original)):
        raise UnpatchableError(problem.detail)
    return package


def _write(package: Package, told: _Told, target: Path, reason: str = "") -> Returned:
    """Patch a package and save it: sheets and their notes, our own sheets, and last the styles and texts that they use."""
    book = Book(package)
    book.drop_our_sheets()
    styles_part = book.styles_part()
    styles = Styles(package.xml(styles_part) if styles_part in package else BARE)
    sheets = book.sheets()
    names = frozenset(sheet.name for sheet in sheets if sheet.has_cells)
    marks = told.marks(names)
    notes = wording.notes(marks.join(_first_cells(marks), on=["sheet", "cell"], how="semi", maintain_order="left"))
    for sheet in sheets:
        on_sheet = pl.col("sheet") == sheet.name
        _mark_sheet(package, sheet, styles, marks.filter(on_sheet), notes.filter(on_sheet))
    marked = marks.select("sheet", "cell").n_unique() if marks.height else 0
    _add_sheets(book, styles, told, names, (marked, notes.height))
    package.put(styles_part, lambda: styles.to_xml().encode())
    package.save(target)
    return Returned(not reason, reason, marked, notes.height)


def _add_sheets(book: Book, styles: Styles, told: _Told, names: frozenset[str], counts: tuple[int, int]) -> None:
    """Our own sheets: the list behind all others, then the notes before them. `counts`: the cells marked, and those with a note."""
    shared = SharedStrings(book.package, book.part)
    lists: dict[str, tuple[str, str]] = {}
    if not told.listed.is_empty():
        content, begins = list_sheet(told.listed, styles, shared, told.letter.sample)
        name = book.add_last(NOTES_LIST_SHEET, content)
        lists = {rule: (name, cell) for rule, cell in begins.items()}
    steps = first_steps(told.grouped.findings, told.grouped.groups)
    front = Front(told.letter, told.grouped.groups, told.table, steps, names, lists, *counts)
    pieces, head = front_sheet(front, styles, shared)
    book.add_first(pieces, (head, head + min(told.table.height, MOST_ROWS)) if head else None)
    shared.put()


def _first_cells(marks: pl.DataFrame) -> pl.DataFrame:
    """The cells that get a note: sheet, cell."""
    return marks.select("sheet", "cell").unique(maintain_order=True).head(NOTED)


def _mark_sheet(package: Package, sheet: SheetPart, styles: Styles, marks: pl.DataFrame, notes: pl.DataFrame) -> None:
    """Let a sheet's part pass with its marks and notes; untouched when nothing on it changes."""
    if not sheet.has_cells:
        xml = package.xml(sheet.part)
        if xml != (alone := cells.unselected(xml)):
            package.put(sheet.part, alone)
        return
    head = cells.head_of(package.pieces(sheet.part))
    changed, drawing = put_notes(package, sheet.part, head, dict(notes.select("cell", "note").iter_rows()))
    if not (changed or marks.height or styles.restored or cells.unselected(head.xml) != head.xml):
        return
    bounds = marks.select(pl.max("col", "line")).row(0) if marks.height else (0, 0)
    patch = cells.Patch(_in_order(marks), styles.marked, styles.restored, bounds, drawing)
    package.put(sheet.part, cells.patched(package.pieces(sheet.part), head, patch))


def _in_order(marks: pl.DataFrame) -> Iterator[tuple[int, list[cells.Mark]]]:
    """The rows to be marked from top to bottom, each with its columns from left to right and the gravest severity of each."""
    rank = {severity: place for place, severity in enumerate(MARKED)}
    gravest = (
        marks.select("line", "col", "severity", rank=pl.col("severity").replace_strict(rank, return_dtype=pl.Int32))
        .sort("line", "col", "rank")
        .unique(["line", "col"], keep="first", maintain_order=True)
    )
    rows = gravest.group_by("line", maintain_order=True).agg("col", "severity")
    for line, columns, severities in rows.iter_rows():
        yield line, list(zip(columns, severities, strict=True))
