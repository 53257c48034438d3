"""Opening what was sent: one workbook or text file, or several of them in a zip. What cannot be opened is a problem, never an exception."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from assets.reading.files.csv_files import read_csv
from assets.reading.files.kinds import ATTACHMENTS, WORKBOOKS, FileKind, kind_in_words, kind_of
from assets.reading.files.limits import LimitPassedError, Limits, check_at_most, too_many_entries, zip_too_big
from assets.reading.files.marks import Marks
from assets.reading.files.ods_pass import ContentPass
from assets.reading.files.package import BrokenPackageError, Package
from assets.reading.files.sheets import Sheet, UnreadableWorkbookError, load_workbook
from assets.reading.files.xls_pass import look_at_old_workbook
from assets.reading.files.xlsx import look_at
from assets.reading.model import Problem

READABLE = "buku kerja Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods), teks (.csv), atau .zip berisi berkas itu"
EXAMPLE = "62.02 April 2025.xlsx"
_BROKEN = "isinya terpotong atau rusak"
_NO_DATE = "ada sel berformat tanggal yang isinya bukan tanggal"
#: What the reader says, instead of reading, of a number in a date format that lies before all days.
_NO_SUCH_DAY = "TimeDelta"
#: What programs leave in a zip beside what was meant to be sent.
_LEFTOVERS = re.compile(r"(^|/)(\.[^./]|~\$|__macosx/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Part:
    """A file that was opened. `name` is the path that may tell regency and period; `entry` its name in the zip that it came in.

    Without sheets, one of the problems says why.
    """

    name: str
    kind: FileKind
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entry: str = ""


def open_parts(data: bytes, name: str, limits: Limits) -> tuple[FileKind, list[Part]]:
    """What kind of file this is, and its parts: itself, or the files of a zip."""
    if problem := too_many_entries(data, limits):
        return FileKind.ZIP, [Part(name, FileKind.ZIP, problems=[problem])]
    kind = kind_of(data)
    if kind is not FileKind.ZIP:
        part = _open(kind, data, name, limits)
        return part.kind, [part]
    try:
        package = Package(data, limits)
        if problem := zip_too_big(list(package.entries.values()), len(data), limits):
            return kind, [Part(name, kind, problems=[problem])]
        return kind, list(_files(package, name)) or [Part(name, kind, problems=[not_a_workbook(kind, data, name)])]
    except BrokenPackageError:
        return FileKind.BROKEN, [Part(name, FileKind.BROKEN, problems=[Problem("V101", detail=_BROKEN)])]
    except LimitPassedError as passed:
        return kind, [Part(name, kind, problems=[passed.problem])]


def _files(package: Package, name: str) -> Iterator[Part]:
    """The files of a zip, each opened by itself; those that programs leave behind are passed over."""
    folder = re.sub(r"(?i)\.zip$", "", name.replace("\\", "/"))
    entries = [info for info in package.entries.values() if not _LEFTOVERS.search(info.filename.replace("\\", "/"))]
    check_at_most(len(entries), package.limits.files, "berkas di dalam arsip")
    for info in entries:
        entry = _UNPRINTABLE.sub("", info.filename.replace("\\", "/"))
        try:
            data = b"".join(_within(package, info.filename))
            many = too_many_entries(data, package.limits)
            part = (
                Part(entry, FileKind.OTHER, problems=[many])
                if many
                else _open(kind_of(data), data, f"{folder}/{entry}", package.limits)
            )
        except LimitPassedError as passed:
            part = Part(entry, FileKind.OTHER, problems=[passed.problem])
        except BrokenPackageError:
            part = Part(entry, FileKind.BROKEN, problems=[Problem("V101", detail=_BROKEN)])
        yield _as_entry(part, entry)


def _within(package: Package, name: str) -> Iterator[bytes]:
    size = 0
    for piece in package.pieces(name):
        size += len(piece)
        check_at_most(size, package.limits.file_size, "berkas di dalam arsip", size=True)
        yield piece


def _as_entry(part: Part, entry: str) -> Part:
    """A part with its sheets addressed as `entry!sheet`, a text file's by the entry alone; and so its problems."""
    sheets = [
        replace(sheet, name=entry if part.kind is FileKind.CSV else f"{entry}!{sheet.name}", title=sheet.name)
        for sheet in part.sheets
    ]
    problems = [replace(problem, sheet=entry) for problem in part.problems]
    if part.kind is FileKind.ZIP:
        problems = [Problem("V136", sheet=entry, value=entry)]
    elif problems and problems[0].rule == "V103":
        problems = [Problem("V116", sheet=entry, value=entry)]
    return replace(part, sheets=sheets, problems=problems, entry=entry)


def _open(kind: FileKind, data: bytes, name: str, limits: Limits) -> Part:
    try:
        if kind in WORKBOOKS:
            return _open_workbook(kind, data, name, limits)
        if (
            kind is FileKind.TEXT
            and kind_in_words(kind, data) == kind_in_words(kind, b"")
            and (sheet := read_csv(data, name, limits))
        ):
            return Part(
                name, FileKind.CSV, [sheet] if not sheet.is_empty else [], [] if not sheet.is_empty else [Problem("V102")]
            )
    except LimitPassedError as passed:
        return Part(name, kind, problems=[passed.problem])
    except BrokenPackageError:
        return Part(name, kind, problems=[Problem("V101", detail=_BROKEN)])
    except UnreadableWorkbookError as error:
        if "password" in str(error).lower():
            return Part(name, FileKind.ENCRYPTED, problems=[Problem("V104")])
        return Part(name, kind, problems=[Problem("V101", detail=_NO_DATE if _NO_SUCH_DAY in str(error) else _BROKEN)])
    return Part(name, kind, problems=[_why_unread(kind, data, name)])


def _open_workbook(kind: FileKind, data: bytes, name: str, limits: Limits) -> Part:
    marks, problems = _look_at(kind, data, limits)
    sheets = [sheet for sheet in load_workbook(data, marks) if not sheet.is_empty]
    if not sheets:
        return Part(name, kind, problems=[Problem("V102")])
    if any(sheet.marks.epoch_1904 for sheet in sheets):
        problems.append(Problem("V126"))
    return Part(name, kind, sheets, problems)


def _look_at(kind: FileKind, data: bytes, limits: Limits) -> tuple[Mapping[str, Marks], list[Problem]]:
    """The marks of the sheets by their names, and what is noted of the workbook, before anything is parsed."""
    if kind is FileKind.XLS:
        return look_at_old_workbook(data, limits), []
    package = Package(data, limits)
    if problem := zip_too_big(list(package.entries.values()), len(data), limits):
        raise LimitPassedError(problem.detail, problem.allowed)
    if kind is FileKind.ODS:
        return ContentPass(limits).run(package), []
    if kind is FileKind.XLSB:
        return {}, [Problem("V139")]
    book = look_at(package)
    return book.marks, [Problem(rule) for rule, noted in (("V131", book.macros), ("V132", book.links)) if noted]


def _why_unread(kind: FileKind, data: bytes, name: str) -> Problem:
    if kind in ATTACHMENTS:
        return Problem("V113")
    if kind is FileKind.EMPTY:
        return Problem("V102")
    if kind is FileKind.ENCRYPTED:
        return Problem("V104")
    if kind is FileKind.BROKEN:
        return Problem("V101", detail=_BROKEN)
    return not_a_workbook(kind, data, name)


def not_a_workbook(kind: FileKind, data: bytes, name: str) -> Problem:
    """V103: what the content is instead."""
    told = {"value": PurePosixPath(name).name, "detail": kind_in_words(kind, data)}
    return Problem("V103", **told, allowed=READABLE, example=EXAMPLE)
