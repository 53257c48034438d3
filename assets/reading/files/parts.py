"""Opening what was sent: one workbook or text file, or several of them in a zip. What cannot be opened is a problem, never an exception.

Here exceptions of the rooms below end: a limit that was passed, a broken package and a workbook that the library refuses become V112,
V101 and V104, each on the file or on the one file of the zip that it is about.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from assets.reading.files.csv_files import read_csv
from assets.reading.files.kinds import ATTACHMENTS, WORKBOOKS, FileKind, is_web_page, kind_in_words, kind_of_content
from assets.reading.files.limits import LimitPassedError, Limits, check_at_most, too_many_entries, zip_too_big
from assets.reading.files.marks import Marks
from assets.reading.files.ods_pass import ContentPass
from assets.reading.files.package import BrokenPackageError, ZipPackage
from assets.reading.files.sheets import TextSheet, UnreadableWorkbookError, load_workbook
from assets.reading.files.xls_pass import look_at_old_workbook
from assets.reading.files.xlsx import look_at
from assets.reading.model import Problem
from schemas.rules.of_files import (
    ARCHIVE_IN_ARCHIVE,
    DAYS_SINCE_1904,
    EMPTY_FILE,
    FORMAT_HIDES_MARKS,
    KEPT_AS_ATTACHMENT,
    LINKS_NOT_FOLLOWED,
    MACROS_NOT_RUN,
    PASSWORD_PROTECTED,
    SHEET_NOT_READ,
    UNKNOWN_FILE_TYPE,
    UNREADABLE_FILE,
)

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
    """A file that was opened: what was sent, or one of the files of a zip.

    `name` is the path that may tell regency and period; `entry` its name in the zip that it came in, empty outside one. `sheets` are
    those that hold anything; without any, one of the problems says why.
    """

    name: str
    kind: FileKind
    sheets: list[TextSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entry: str = ""


def open_parts(data: bytes, name: str, limits: Limits) -> tuple[FileKind, list[Part]]:
    """What kind of file this is, and its parts: itself, or the files of a zip; always at least one.

    `name` is its path below the inbox. A limit of the zip as a whole is told on one part that bears its name.
    """
    if problem := too_many_entries(data, limits):
        return FileKind.ZIP, [Part(name, FileKind.ZIP, problems=[problem])]
    kind = kind_of_content(data)
    if kind is not FileKind.ZIP:
        part = _open(kind, data, name, limits)
        return part.kind, [part]
    try:
        package = ZipPackage(data, limits)
        if problem := zip_too_big(list(package.entries.values()), len(data), limits):
            return kind, [Part(name, kind, problems=[problem])]
        return kind, list(_open_entries(package, name)) or [Part(name, kind, problems=[not_a_workbook(kind, data, name)])]
    except BrokenPackageError:
        return FileKind.BROKEN, [Part(name, FileKind.BROKEN, problems=[Problem(UNREADABLE_FILE.code, detail=_BROKEN)])]
    except LimitPassedError as passed:
        return kind, [Part(name, kind, problems=[passed.problem])]


def _open_entries(package: ZipPackage, name: str) -> Iterator[Part]:
    """The files of a zip, each opened by itself and named below a folder that is called like the zip.

    What programs leave behind is passed over. Raises LimitPassedError for too many files.
    """
    folder = re.sub(r"(?i)\.zip$", "", name.replace("\\", "/"))
    entries = [info for info in package.entries.values() if not _LEFTOVERS.search(info.filename.replace("\\", "/"))]
    check_at_most(len(entries), package.limits.files, "berkas di dalam arsip")
    for info in entries:
        entry = _UNPRINTABLE.sub("", info.filename.replace("\\", "/"))
        try:
            data = b"".join(_pieces_of_file(package, info.filename))
            refusal = too_many_entries(data, package.limits)
            part = (
                Part(entry, FileKind.OTHER, problems=[refusal])
                if refusal
                else _open(kind_of_content(data), data, f"{folder}/{entry}", package.limits)
            )
        except LimitPassedError as passed:
            part = Part(entry, FileKind.OTHER, problems=[passed.problem])
        except BrokenPackageError:
            part = Part(entry, FileKind.BROKEN, problems=[Problem(UNREADABLE_FILE.code, detail=_BROKEN)])
        yield _as_entry(part, entry)


def _pieces_of_file(package: ZipPackage, name: str) -> Iterator[bytes]:
    """The pieces of a file in a zip, which may be as large as one that was sent by itself. Raises LimitPassedError beyond."""
    size = 0
    for piece in package.pieces(name):
        size += len(piece)
        check_at_most(size, package.limits.file_size, "berkas di dalam arsip", size=True)
        yield piece


def _as_entry(part: Part, entry: str) -> Part:
    """A part of a zip with its sheets addressed as `entry!sheet`, a text file's by the entry alone; and so its problems.

    A zip within the zip is not opened (V136). A file that is no workbook is a mere note beside those that are (V116): offices pack
    their covering letter and pictures with the report.
    """
    sheets = [
        replace(sheet, name=entry if part.kind is FileKind.CSV else f"{entry}!{sheet.name}", title=sheet.name)
        for sheet in part.sheets
    ]
    problems = [replace(problem, sheet=entry) for problem in part.problems]
    if part.kind is FileKind.ZIP:
        problems = [Problem(ARCHIVE_IN_ARCHIVE.code, sheet=entry, value=entry)]
    elif problems and problems[0].rule == UNKNOWN_FILE_TYPE.code:
        problems = [Problem(SHEET_NOT_READ.code, sheet=entry, value=entry)]
    return replace(part, sheets=sheets, problems=problems, entry=entry)


def _open(kind: FileKind, data: bytes, name: str, limits: Limits) -> Part:
    """One file opened by its kind; a text that holds no records of fields, or a web page, is no workbook."""
    try:
        if kind in WORKBOOKS:
            return _open_workbook(kind, data, name, limits)
        if kind is FileKind.TEXT and not is_web_page(data) and (sheet := read_csv(data, name, limits)):
            return (
                Part(name, FileKind.CSV, problems=[Problem(EMPTY_FILE.code)])
                if sheet.is_empty
                else Part(name, FileKind.CSV, [sheet])
            )
    except LimitPassedError as passed:
        return Part(name, kind, problems=[passed.problem])
    except BrokenPackageError:
        return Part(name, kind, problems=[Problem(UNREADABLE_FILE.code, detail=_BROKEN)])
    except UnreadableWorkbookError as error:
        # The library's words are in English and all that it gives: a password and an impossible date are told from them.
        if "password" in str(error).lower():
            return Part(name, FileKind.ENCRYPTED, problems=[Problem(PASSWORD_PROTECTED.code)])
        detail = _NO_DATE if _NO_SUCH_DAY in str(error) else _BROKEN
        return Part(name, kind, problems=[Problem(UNREADABLE_FILE.code, detail=detail)])
    return Part(name, kind, problems=[_why_unread(kind, data, name)])


def _open_workbook(kind: FileKind, data: bytes, name: str, limits: Limits) -> Part:
    """The sheets of a workbook that hold anything, hidden ones too, their names without personal numbers.

    Looked at before it is parsed: calamine makes room for every cell up to the farthest, 1.6 GB for one lone IV65536 of an .xls.
    """
    marks, problems = _look_at(kind, data, limits)
    sheets = [sheet for sheet in load_workbook(data, marks) if not sheet.is_empty]
    if not sheets:
        return Part(name, kind, problems=[Problem(EMPTY_FILE.code)])
    if any(sheet.marks.epoch_1904 for sheet in sheets):
        problems.append(Problem(DAYS_SINCE_1904.code))
    return Part(name, kind, sheets, problems)


def _look_at(kind: FileKind, data: bytes, limits: Limits) -> tuple[Mapping[str, Marks], list[Problem]]:
    """The marks of the sheets by their names, and notes on the workbook, before anything is parsed; of an .xlsb none, which V139 says.

    Raises LimitPassedError and BrokenPackageError.
    """
    if kind is FileKind.XLS:
        return look_at_old_workbook(data, limits), []
    package = ZipPackage(data, limits)
    if problem := zip_too_big(list(package.entries.values()), len(data), limits):
        raise LimitPassedError(problem.detail, problem.allowed)
    if kind is FileKind.ODS:
        return ContentPass(limits).run(package), []
    if kind is FileKind.XLSB:
        return {}, [Problem(FORMAT_HIDES_MARKS.code)]
    book = look_at(package)
    return book.sheets, [
        Problem(rule) for rule, is_so in ((MACROS_NOT_RUN.code, book.macros), (LINKS_NOT_FOLLOWED.code, book.links)) if is_so
    ]


def _why_unread(kind: FileKind, data: bytes, name: str) -> Problem:
    """The problem of a file of a kind that cannot be read: an attachment, nothing in it, a password, broken, or no workbook at all."""
    if kind in ATTACHMENTS:
        return Problem(KEPT_AS_ATTACHMENT.code)
    if kind is FileKind.EMPTY:
        return Problem(EMPTY_FILE.code)
    if kind is FileKind.ENCRYPTED:
        return Problem(PASSWORD_PROTECTED.code)
    if kind is FileKind.BROKEN:
        return Problem(UNREADABLE_FILE.code, detail=_BROKEN)
    return not_a_workbook(kind, data, name)


def not_a_workbook(kind: FileKind, data: bytes, name: str) -> Problem:
    """V103 with the file's name and what its content is instead."""
    words = kind_in_words(kind, data)
    return Problem(UNKNOWN_FILE_TYPE.code, value=PurePosixPath(name).name, detail=words, allowed=READABLE, example=EXAMPLE)
