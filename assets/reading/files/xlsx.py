"""The workbook around the sheets of an .xlsx: their names, parts and states, its number formats, and what else lies in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from assets.reading.files.cell_names import index_of
from assets.reading.files.limits import check_at_most
from assets.reading.files.marks import Marks, NumberCell, Shown
from assets.reading.files.number_formats import BUILT_IN, shown_as
from assets.reading.files.package import Package, doctype_refused, parse_small_xml
from assets.reading.files.xlsx_pass import SheetPass

WORKBOOK = "xl/workbook.xml"
_MACROS = "xl/vbaproject.bin"
_LINKS = "xl/externallinks/externallink"
_STRINGS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_SHARED = re.compile(rb't="s"[^>]*><(?:\w+:)?v>(\d+)<')


@dataclass
class Workbook:
    """`marks` by the sheets' names. `macros` and `links` (to other files) are noted, never run nor followed."""

    marks: dict[str, Marks]
    macros: bool = False
    links: bool = False


def look_at(package: Package) -> Workbook:
    """Look at everything that will be parsed. Raises LimitPassedError for what is too much, BrokenPackageError for no workbook."""
    sheets, epoch_1904 = _sheets(package)
    check_at_most(len(sheets), package.limits.sheets, "lembar")
    longest = _look_at_strings(package)
    shown = _styles(package)
    found: dict[str, Marks] = {}
    values = texts = 0
    for name, part, hidden in sheets:
        look = SheetPass(name, package.limits, values)
        marks = look.run(package.pieces(part))
        values, texts = look.values, texts + look.texts
        numbers = partial(_number_cells, package, part, shown)
        found[name] = replace(
            marks, hidden=hidden, numbers=numbers, epoch_1904=epoch_1904,
            percents=Shown.PERCENT in shown.values(), scaled=Shown.SCALED in shown.values(),
        )  # fmt: skip
    if texts * longest > package.limits.text:
        _look_at_texts(package, [part for _, part, _ in sheets])
    links = any(name.startswith(_LINKS) for name in package.entries)
    return Workbook(found, macros=_MACROS in package, links=links)


def _sheets(package: Package) -> tuple[list[tuple[str, str, bool]], bool]:
    """Name, part and whether hidden of every sheet; and whether dates count from 1904."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []
    epochs: list[bool] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
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


def _look_at_strings(package: Package) -> int:
    """The size of the longest shared text, once there are neither too many nor too long ones."""
    count = longest = 0
    for sizes in _string_sizes(package):
        count, longest = count + len(sizes), max(longest, max(sizes, default=0))
        check_at_most(count, package.limits.shared_strings, "teks bersama")
    return longest


def _string_sizes(package: Package) -> Iterator[list[int]]:
    """The sizes of the shared texts, a piece at a time."""
    waiting, end = b"", b""
    for piece in package.pieces(_STRINGS):
        if not end and b"<!DOCTYPE" in piece:
            raise doctype_refused()
        prefixed = None if end else re.search(rb"</\w+:si>", piece)
        end = end or (prefixed[0] if prefixed else b"</si>")
        *texts, waiting = (waiting + piece).split(end)
        check_at_most(max(map(len, (*texts, waiting))), package.limits.part, "satu teks", size=True)
        yield list(map(len, texts))


def _look_at_texts(package: Package, parts: Iterable[str]) -> None:
    """Add up what the cells say, text by text, where the longest text could have made it too much."""
    sizes = [size for part in _string_sizes(package) for size in part]
    said = 0
    for part in parts:
        for block in row_blocks(package.pieces(part)):
            shared = map(int, _SHARED.findall(block))
            said += sum(sizes[index] for index in shared if index < len(sizes))
            check_at_most(said, package.limits.text, "teks semua sel", size=True)


def _styles(package: Package) -> dict[int, Shown]:
    """How the cells of each style are shown, for the styles that do not show a number as it is."""
    codes: dict[int, Shown] = dict(BUILT_IN)
    used: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "numFmt" and (shown := shown_as(attributes.get("formatCode", ""))):
            codes[_whole(attributes.get("numFmtId"))] = shown
        elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
            used.append(_whole(attributes.get("numFmtId")))

    def end(_: str) -> None:
        inside.pop()

    if _STYLES in package:
        parse_small_xml(package.read(_STYLES), start, end)
    return {style: codes[number] for style, number in enumerate(used) if number in codes}


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1


def _number_cells(package: Package, part: str, shown: dict[int, Shown], letters: set[str]) -> Iterator[NumberCell]:
    """Every number cell of some columns: a second look at the sheet, taken only when there is a reason."""
    wanted = "|".join(sorted(letters, key=index_of)).encode("ascii")
    value = rb"([^>]*)>(?:<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"
    usual = re.compile(rb'<(?:\w+:)?c r="(' + wanted + rb')(\d+)"' + value)
    any_order = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\br\s*=\s*[\"'](" + wanted + rb")(\d+)[\"'])" + value)
    how = _How(shown)
    for block in row_blocks(package.pieces(part)):
        pattern = usual if block.count(b'c r="') == block.count(b"c ") else any_order
        yield from _numbers_in(pattern.findall(block), how)


def row_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces cut where a row begins, so that no cell is cut in two."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        cut = max(waiting.rfind(b"<row"), waiting.rfind(b":row"))
        if cut > 0:
            yield waiting[:cut]
            waiting = waiting[cut:]
    yield waiting


def _numbers_in(cells: list[tuple[bytes, bytes, bytes, bytes]], how: "_How") -> Iterator[NumberCell]:
    for column, row, attributes, text in cells:
        shown = how[attributes]
        if shown is not None:
            yield NumberCell(column.decode("ascii"), int(row), text.decode("ascii", "replace"), shown)


class _How(dict[bytes, Shown | None]):
    """How a cell with these attributes is shown; None for one that holds no number. A sheet has few different attributes."""

    def __init__(self, shown: Mapping[int, Shown]) -> None:
        super().__init__()
        self._shown = shown

    def __missing__(self, attributes: bytes) -> Shown | None:
        kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
        how = self._shown.get(int(style[1]), Shown.PLAIN) if style else Shown.PLAIN
        self[attributes] = how if kind is None or kind[1] == b"n" else None
        return self[attributes]
