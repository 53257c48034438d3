"""The workbook around the sheets of an .xlsx: their names, parts and states, its number formats, and what else lies in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from assets.reading.files.limits import check_at_most
from assets.reading.files.marks import Marks, NumberCell, Shown
from assets.reading.files.number_formats import BUILT_IN, shown_as
from assets.reading.files.package import ZipPackage, doctype_refused, parse_small_xml
from assets.reading.files.xlsx_pass import SheetPass
from schemas.cell_names import column_index

WORKBOOK = "xl/workbook.xml"
_MACROS = "xl/vbaproject.bin"
_LINKS = "xl/externallinks/externallink"
_STRINGS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_SHARED = re.compile(rb't="s"[^>]*><(?:\w+:)?v>(\d+)<')


@dataclass(frozen=True)
class WorkbookMarks:
    """The marks of a workbook: `sheets` by their names. `macros` and `links` (to other files) are noted, never run nor followed."""

    sheets: dict[str, Marks]
    macros: bool = False
    links: bool = False


def look_at(package: ZipPackage) -> WorkbookMarks:
    """Look at everything that will be parsed. Raises LimitPassedError for what is too much, BrokenPackageError for no workbook."""
    sheets, epoch_1904 = _listed_sheets(package)
    check_at_most(len(sheets), package.limits.sheets, "lembar")
    longest = _look_at_strings(package)
    shown = _formats(package)
    by_sheet: dict[str, Marks] = {}
    values = texts = 0
    for name, part, hidden in sheets:
        look = SheetPass(name, package.limits, values)
        marks = look.run(package.pieces(part))
        values, texts = look.values, texts + look.texts
        numbers = partial(_number_cells, package, part, shown)
        by_sheet[name] = replace(
            marks, hidden=hidden, numbers=numbers, epoch_1904=epoch_1904,
            percents=Shown.PERCENT in shown.values(), scaled=Shown.SCALED in shown.values(),
        )  # fmt: skip
    # Only where the longest text in every cell would be too much are all of them counted, for which each sheet is inflated again.
    if texts * longest > package.limits.text:
        _look_at_texts(package, [part for _, part, _ in sheets])
    links = any(name.startswith(_LINKS) for name in package.entries)
    return WorkbookMarks(by_sheet, macros=_MACROS in package, links=links)


def _listed_sheets(package: ZipPackage) -> tuple[list[tuple[str, str, bool]], bool]:
    """(name, part, whether hidden) of every sheet in their order; and whether dates count from 1904, as on old Macs."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []
    epochs: list[bool] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            # Excel writes targets relative to the workbook's folder, other programs from the package's root, with or without a slash.
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"

    def element(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            listed.append((attributes.get("name", ""), targets.get(attributes.get("id", ""), ""), hidden))
        elif tag == "workbookPr":
            epochs.append(attributes.get("date1904", "0") in ("1", "true"))

    parse_small_xml(package.read("xl/_rels/workbook.xml.rels"), relation)
    parse_small_xml(package.read(WORKBOOK), element)
    return listed, any(epochs)


def _look_at_strings(package: ZipPackage) -> int:
    """The size in bytes of the longest shared text. Raises LimitPassedError for too many of them, or one too long."""
    count = longest = 0
    for sizes in _string_sizes(package):
        count, longest = count + len(sizes), max(longest, max(sizes, default=0))
        check_at_most(count, package.limits.shared_strings, "teks bersama")
    return longest


def _string_sizes(package: ZipPackage) -> Iterator[list[int]]:
    """The sizes in bytes of the shared texts in their order, a list for each piece of the part."""
    begun, end = b"", b""
    for piece in package.pieces(_STRINGS):
        if not end and b"<!DOCTYPE" in piece:
            raise doctype_refused()
        prefixed = None if end else re.search(rb"</\w+:si>", piece)
        end = end or (prefixed[0] if prefixed else b"</si>")
        *texts, begun = (begun + piece).split(end)
        check_at_most(max(map(len, (*texts, begun))), package.limits.part, "satu teks", size=True)
        yield list(map(len, texts))


def _look_at_texts(package: ZipPackage, parts: Iterable[str]) -> None:
    """Add up the bytes that the cells of all sheets say in shared texts. Raises LimitPassedError where they are too many.

    A text of a million letters that stands in ten thousand cells is a file of 60 KB and ten gigabytes once it is read.
    """
    sizes = [size for part in _string_sizes(package) for size in part]
    said = 0
    for part in parts:
        for block in row_blocks(package.pieces(part)):
            shared = map(int, _SHARED.findall(block))
            said += sum(sizes[index] for index in shared if index < len(sizes))
            check_at_most(said, package.limits.text, "teks semua sel", size=True)


def _formats(package: ZipPackage) -> dict[int, Shown]:
    """Style number (`s` of a cell) → how its numbers are shown, for the styles that do not show a number as it is.

    A style names a format by number, and only formats that are not built in have a code in the file.
    """
    shown_by_format: dict[int, Shown] = dict(BUILT_IN)
    format_by_style: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "numFmt" and (shown := shown_as(attributes.get("formatCode", ""))):
            shown_by_format[_format_number(attributes.get("numFmtId"))] = shown
        # The same element stands under cellStyleXfs too, where it counts styles of another kind.
        elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
            format_by_style.append(_format_number(attributes.get("numFmtId")))

    def end(_: str) -> None:
        inside.pop()

    if _STYLES in package:
        parse_small_xml(package.read(_STYLES), start, end)
    return {style: shown_by_format[number] for style, number in enumerate(format_by_style) if number in shown_by_format}


def _format_number(text: str | None) -> int:
    """A format's number; -1, which no format has, for anything else."""
    return int(text) if text and text.isdecimal() else -1


def _number_cells(package: ZipPackage, part: str, shown: dict[int, Shown], letters: set[str]) -> Iterator[NumberCell]:
    """Every number cell of some columns: a second look at the sheet, taken only when there is a reason.

    Excel writes `r` first in each cell and the usual pattern relies on it; other programs put the attributes in any order.
    """
    columns = "|".join(sorted(letters, key=column_index)).encode("ascii")
    value = rb"([^>]*)>(?:<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"
    usual = re.compile(rb'<(?:\w+:)?c r="(' + columns + rb')(\d+)"' + value)
    any_order = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\br\s*=\s*[\"'](" + columns + rb")(\d+)[\"'])" + value)
    shown_by_attributes = _ShownByAttributes(shown)
    for block in row_blocks(package.pieces(part)):
        pattern = usual if block.count(b'c r="') == block.count(b"c ") else any_order
        yield from _numbers_in(pattern.findall(block), shown_by_attributes)


def row_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's pieces cut anew where a row begins, so that no cell is cut in two."""
    begun = b""
    for piece in pieces:
        begun += piece
        cut = max(begun.rfind(b"<row"), begun.rfind(b":row"))
        if cut > 0:
            yield begun[:cut]
            begun = begun[cut:]
    yield begun


def _numbers_in(
    cells: list[tuple[bytes, bytes, bytes, bytes]], shown_by_attributes: "_ShownByAttributes"
) -> Iterator[NumberCell]:
    """The cells (letters, row, the rest of the tag, value) that hold a number and no text."""
    for column, row, attributes, text in cells:
        shown = shown_by_attributes[attributes]
        if shown is not None:
            yield NumberCell(column.decode("ascii"), int(row), text.decode("ascii", "replace"), shown)


class _ShownByAttributes(dict[bytes, Shown | None]):
    """How a cell with these attributes is shown; None for one that holds no number. A sheet has few different attributes."""

    def __init__(self, shown_by_style: Mapping[int, Shown]) -> None:
        super().__init__()
        self._shown_by_style = shown_by_style

    def __missing__(self, attributes: bytes) -> Shown | None:
        kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
        shown = self._shown_by_style.get(int(style[1]), Shown.PLAIN) if style else Shown.PLAIN
        self[attributes] = shown if kind is None or kind[1] == b"n" else None
        return self[attributes]
