"""Files that are made to hurt their reader, or look as if they were. Each says what must be said of it."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import repeat
from pathlib import Path

from tests.unit.reading_fixture import RECAP, make_workbook

MEBIBYTE = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Case:
    """`rule` is the refusal, empty where the file is read as if there were nothing; `words` stand in the refusal's detail."""

    make: Callable[[Path], bytes]
    rule: str = "V112"
    words: tuple[str, ...] = ()
    rows: int = 2


def package(folder: Path, parts: "dict[str, bytes | Iterator[bytes]] | None" = None) -> bytes:
    """A right workbook with a recap of two rows, and parts in the place of its own."""
    parts = parts or {}
    path = make_workbook(folder, sheets={"Rekap Koperasi": RECAP}, cover=None, name="plain")
    with zipfile.ZipFile(path) as plain:
        plain_parts: dict[str, bytes | Iterator[bytes]] = {
            name: plain.read(name) for name in plain.namelist() if name not in parts
        }
    return zipped(plain_parts | parts)


def zipped(parts: "dict[str, bytes | Iterator[bytes]]", level: int = 1) -> bytes:
    """Parts in a zip; an iterator's pieces are packed one by one."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return target.getvalue()


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    """A sheet's XML around its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def recap_rows(*more: str) -> str:
    """The rows of the recap as inline texts, and further rows."""
    lines = []
    for row, cells in enumerate(RECAP, start=1):
        texts = "".join(f'<c r="{chr(65 + i)}{row}" t="inlineStr"><is><t>{cell}</t></is></c>' for i, cell in enumerate(cells))
        lines.append(f'<row r="{row}">{texts}</row>')
    return "".join((*lines, *more))


def _with_sheet(before: str = "", after: str = "", *rows: str) -> Callable[[Path], bytes]:
    return lambda folder: package(folder, {SHEET: sheet(recap_rows(*rows), before, after)})


def _zip_bomb(folder: Path) -> bytes:
    return package(folder, {SHEET: repeat(bytes(MEBIBYTE), 600)})


def _packed_hard(_: Path) -> bytes:
    return zipped({"xl/workbook.xml": b"<x/>", SHEET: repeat(bytes(MEBIBYTE), 100)}, level=9)


def _lying_bomb(folder: Path) -> bytes:
    """The directory says that a part holds ten bytes; it inflates to 300 MiB."""
    return understated(package(folder, {SHEET: repeat(b" " * MEBIBYTE, 300)}), SHEET, 10)


def understated(data: bytes, name: str, size: int) -> bytes:
    """A zip whose directory names another size for an entry; its checksum is that of so many first bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(name) as part:
        checksum = zlib.crc32(part.read(size))
    entry = bytearray(data)
    at = _directory_entry(data, name)
    struct.pack_into("<I", entry, at + 16, checksum)
    struct.pack_into("<I", entry, at + 24, size)
    return bytes(entry)


def _directory_entry(data: bytes, name: str) -> int:
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def _many_strings(count: int) -> Callable[[Path], bytes]:
    piece = b"<si><t>a</t></si>" * 1000
    return lambda folder: package(
        folder, {STRINGS: iter([f'<sst xmlns="{MAIN}">'.encode(), *repeat(piece, count // 1000), b"</sst>"])}
    )


def _long_string(folder: Path) -> bytes:
    """A text of a million letters that stands in ten thousand cells: ten gigabytes in 60 kilobytes."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"a" * 1_000_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 10_001))
    return package(folder, {STRINGS: strings, SHEET: sheet(rows)})


def _laughing(name: str) -> Callable[[Path], bytes]:
    def make(folder: Path) -> bytes:
        with zipfile.ZipFile(BytesIO(package(folder))) as plain:
            xml = plain.read(name).decode() if name in plain.namelist() else f'<sst xmlns="{MAIN}"/>'
        begin = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        return package(folder, {name: (xml[:begin] + LAUGHS + xml[begin:]).encode()})

    return make


def _far(*cells: str) -> Callable[[Path], bytes]:
    rows = (f'<row r="{"".join(filter(str.isdigit, cell))}"><c r="{cell}"><v>1</v></c></row>' for cell in cells)
    return _with_sheet("", "", *rows)


def _formatted_rows() -> str:
    return "".join(
        f'<row r="{row}" s="1" customFormat="1">' + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDEFGH") + "</row>"
        for row in range(4, 200_004)
    )


def _merges() -> str:
    return (
        '<mergeCells count="1000000">'
        + "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(4, 1_000_004))
        + "</mergeCells>"
    )


def opendocument(rows: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet with one table."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Rekap Koperasi">{rows}</table:table></office:spreadsheet></office:body>'
    content = f"<?xml version='1.0'?>{before}<office:document-content {names}>{body}</office:document-content>"
    manifest = b"<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mime, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def _repeated(_: Path) -> bytes:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    )
    return opendocument(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def _circling(_: Path) -> bytes:
    """An old workbook of 2 KB whose chain of sectors leads back to its beginning."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 0x2C, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 0x4C, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *([0xFFFFFFFF] * 126))
    name = "Workbook".encode("utf-16-le")
    entry = (
        name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, 2, 1) + struct.pack("<III", *([0xFFFFFFFF] * 3)) + bytes(36)
    )
    entry += struct.pack("<II4x", 1, 0x7FFFFFFF)
    return bytes(header) + table + entry.ljust(512, b"\0") + bytes(512)


def _commas(_: Path) -> bytes:
    return b"Kecamatan,Jumlah Koperasi,Aktif\n" + (b"," * 2000 + b"1\n") * 10_000


def _nested(folder: Path) -> bytes:
    return zipped({"luar.zip": zipped({"dalam.xlsx": package(folder)})})


def _endless_directory(_: Path) -> bytes:
    """A directory of 500,000 entries, all for one part of nothing."""
    small = zipped({"a": b""})
    at = small.index(b"PK\x01\x02")
    end = small.index(b"PK\x05\x06")
    entries = small[at:end] * 500_000
    return small[:at] + entries + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, len(entries), at, 0)


CASES: dict[str, Case] = {
    "a zip bomb": Case(_zip_bomb, words=("isi setelah dibuka 601 MiB",)),
    "a zip that understates a part": Case(_lying_bomb, words=("daftar isinya",)),
    "a zip in a zip": Case(_nested, "V136"),
    "a zip of half a million entries": Case(_endless_directory, words=("500.000 bagian",)),
    "a part that was packed a thousandfold": Case(_packed_hard, words=("kali ukuran berkas",)),
    "five million shared texts": Case(_many_strings(5_000_000), words=("teks bersama",)),
    "a long text in ten thousand cells": Case(_long_string, words=("teks semua sel",)),
    "laughs in a sheet": Case(_laughing(SHEET), words=("DOCTYPE",)),
    "laughs in the list of sheets": Case(_laughing("xl/workbook.xml"), words=("DOCTYPE",)),
    "laughs in the shared texts": Case(_laughing(STRINGS), words=("DOCTYPE",)),
    "laughs in an OpenDocument": Case(lambda _: opendocument("", LAUGHS), words=("DOCTYPE",)),
    "the farthest cell": Case(_far("XFD1048576"), words=("XFD1048576", "17.179.869.184 sel")),
    "two cells far apart": Case(_far("XFD4", "A1048576"), words=("A1048576 dan XFD4",)),
    "a cell below ten million others": Case(_far("T600000"), words=("T600000",)),
    "a cell repeated by a number": Case(_repeated, words=("XFD1048576",)),
    "an old workbook in circles": Case(_circling, "V101"),
    "twenty million commas": Case(_commas, words=("BXY10001",)),
    "a false dimension": Case(_with_sheet('<dimension ref="A1:XFD1048576"/>'), ""),
    "a million merges": Case(lambda folder: _with_sheet("", _merges())(folder), ""),
    "200,000 formatted empty rows": Case(lambda folder: _with_sheet("", "", _formatted_rows())(folder), ""),
    "a million nested elements": Case(_with_sheet("<x>" * 1_000_000 + "</x>" * 1_000_000), ""),
}
