"""What a file is, told from its content; its name is never believed."""

import re
import struct
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO


class FileKind(StrEnum):
    """The kinds that the reader tells apart: by it `files.parts` decides how a file is opened, or why it is not."""

    XLSX = "xlsx"  # also .xlsm
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    IMAGE = "image"
    WORD = "word"
    CSV = "csv"
    TEXT = "text"
    ZIP = "zip"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    OTHER = "other"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})
ATTACHMENTS = frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.WORD})

_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
#: The first record of a zip: a file, the end of an empty one, or the mark of one in several volumes. The letters PK alone are none:
#: offices begin their tables with PKK (the family welfare movement), and such a CSV was sent back as a broken zip.
_ZIP_RECORDS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: How long the second header of a bitmap is, by which its versions are told apart; it stands after 14 bytes.
_BITMAP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_HEIF_BRANDS = (b"ftypheic", b"ftypmif1", b"ftypheix")
_PDF_LINE = re.compile(rb"(?:\A|[\r\n]|\xef\xbb\xbf)%PDF-\d")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The stream of an OLE compound file that says what it is; a protected workbook of today is an OLE file around the package.
_OLE_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED), ("Workbook", FileKind.XLS), ("Book", FileKind.XLS), ("WordDocument", FileKind.WORD),
)  # fmt: skip
_ZIP_ENTRIES = (
    ("xl/workbook.xml", FileKind.XLSX), ("xl/workbook.bin", FileKind.XLSB), ("word/document.xml", FileKind.WORD),
)  # fmt: skip
_ZIP_MIME_TYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.text": FileKind.WORD,
}
_WORDS = {
    FileKind.TEXT: "berkas teks", FileKind.ZIP: "arsip zip tanpa berkas yang dapat dibaca", FileKind.OTHER: "jenis tidak dikenal",
}  # fmt: skip


def kind_of_content(data: bytes) -> FileKind:
    """The kind of a file with this content, its name left aside; BROKEN for a zip whose directory cannot be read.

    EMPTY is a file of nothing but zeros and blanks, as an interrupted copy leaves it. An .xls is told from an encrypted workbook
    and from an old .doc by the names of its streams, an .xlsx from a .docx by the names of its parts.
    """
    if not data.strip(b"\x00\r\n\t "):
        return FileKind.EMPTY
    if data.startswith(_ZIP_RECORDS):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if _is_pdf(data[:1024]):
        return FileKind.PDF
    if _is_image(data):
        return FileKind.IMAGE
    if data.startswith(b"{\\rtf"):
        return FileKind.WORD
    return FileKind.TEXT if _is_text(data[:4096]) else FileKind.OTHER


def kind_in_words(kind: FileKind, data: bytes) -> str:
    """The kind in Indonesian, for the officer who named it .xlsx: `berkas teks`, `halaman web (HTML)`, …"""
    if kind is FileKind.TEXT and is_web_page(data):
        return "halaman web (HTML)"
    return _WORDS.get(kind, "jenis tidak dikenal")


def is_web_page(data: bytes) -> bool:
    """True for what web applications send as `.xls`: a table of HTML."""
    head = data[:1024].lower()
    return b"<html" in head or b"<!doctype html" in head or b"<table" in head


def _is_pdf(head: bytes) -> bool:
    """By the line that begins it, before which mail and scanners may put something; in a text the words alone are none."""
    return _PDF_LINE.search(head) is not None or (b"%PDF-" in head and not _is_text(head))


def _is_image(data: bytes) -> bool:
    """By more than letters that a table may begin with as well, such as the BM of a bitmap."""
    if data.startswith(_IMAGES):
        return True
    bitmap = data.startswith(b"BM") and len(data) >= 18 and struct.unpack_from("<I", data, 14)[0] in _BITMAP_HEADERS
    webp = data.startswith(b"RIFF") and data[8:15] == b"WEBPVP8"
    return bitmap or webp or (data[:1] == b"\x00" and data[4:12] in _HEIF_BRANDS)


def _zip_kind(data: bytes) -> FileKind:
    """What a zip is, by its entries' names or by the MIME type that OpenDocument puts first."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}
            if any(entry.flag_bits & 1 for entry in names.values()):
                return FileKind.ENCRYPTED
            for name, kind in _ZIP_ENTRIES:
                if name in names:
                    return kind
            mime = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
            return _ZIP_MIME_TYPES.get(mime, FileKind.ZIP)
    # zipfile refuses a broken directory in many ways; each of these was met in files with bits turned or their end cut off.
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        KeyError,
        EOFError,
        OSError,
        zlib.error,
    ):
        return FileKind.BROKEN


def _ole_kind(data: bytes) -> FileKind:
    """By the names of its streams; BROKEN when the directory, which often stands last, is cut off."""
    for name, kind in _OLE_STREAMS:
        if _ole_entry(name) in data:
            return kind
    return FileKind.OTHER if _ole_entry("Root Entry") in data else FileKind.BROKEN


def _ole_entry(name: str) -> bytes:
    """How a directory entry begins: the name in 64 bytes, then the length of the name with its closing zero."""
    encoded = name.encode("utf-16-le")
    return encoded.ljust(64, b"\x00") + struct.pack("<H", len(encoded) + 2)


def _is_text(head: bytes) -> bool:
    """True where fewer than one byte in fifty is a control character: a stray one in a CSV that a program wrote does not matter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16_order(head):
        return True
    return b"\x00" not in head and sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head) * 50 < len(head)


def utf_16_order(head: bytes) -> str | None:
    """`le` or `be` for UTF-16 without a mark: every other byte of Latin text is then zero. None for anything else."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 4 or max(even, odd) < 0.6 * half or min(even, odd) > 0.05 * half:
        return None
    return "le" if odd > even else "be"
