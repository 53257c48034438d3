"""A zip package as it really is: entries are inflated here piece by piece, and never beyond what the directory says of them."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from xml.parsers import expat

from assets.reading.files.limits import LIMITS, LimitPassedError, Limits, check_at_most

PIECE = 1 << 20
_LOCAL_HEADER = 30


class BrokenPackageError(Exception):
    """The file, or one of its parts, cannot be read as what it says it is. Said to the officer as V101; the words are for us."""


class ZipPackage:
    """The entries of a zip, read without trust in what it says of itself; a workbook's parts or the files of an archive.

    `entries` are by path in lower case with `/`, as Excel compares them. Raises BrokenPackageError where there is no directory, and
    where two entries bear one name.
    """

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise BrokenPackageError(str(error)) from error
        self.entries = {_as_key(info.filename): info for info in infos}
        if len(self.entries) < len(infos):
            # Our look would take the last of them and the library that parses may take the first: another sheet than was looked at.
            raise BrokenPackageError("two entries of one name")

    def __contains__(self, name: str) -> bool:
        return _as_key(name) in self.entries

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of an entry in pieces of at most 1 MiB, some of them empty; nothing for one that is not there.

        Raises LimitPassedError as soon as more comes out than the directory says of it, by which the limits were checked (300 MiB
        behind "ten bytes" are one of the hostile files), and BrokenPackageError for what does not inflate.
        """
        entry = self.entries.get(_as_key(name))
        if entry is None:
            return
        size = 0
        try:
            for piece in self._inflated(entry):
                size += len(piece)
                if size > entry.file_size:
                    raise LimitPassedError(
                        "isi zip lebih besar daripada yang tertulis pada daftar isinya", "isi sesuai daftarnya"
                    )
                yield piece
        except zlib.error as error:
            raise BrokenPackageError(str(error)) from error

    def read(self, name: str) -> bytes:
        """The whole content of an entry that is meant to be small; empty for one that is not there. LimitPassedError above `part`."""
        content = bytearray()
        for piece in self.pieces(name):
            content += piece
            check_at_most(len(content), self.limits.part, f"bagian {name}", size=True)
        return bytes(content)

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """What an entry holds, a piece at a time, so that a bomb costs one piece before it is refused. Only the two usual methods."""
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            for at in range(0, len(packed), PIECE // 8):
                unread: bytes | memoryview = packed[at : at + PIECE // 8]
                while len(unread):
                    yield inflate.decompress(unread, PIECE)
                    unread = inflate.unconsumed_tail
            yield inflate.flush()
        else:
            raise BrokenPackageError(f"compression {entry.compress_type}")

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        """The packed bytes of an entry: they begin behind its local header, whose name and extra field may be longer than the directory's."""
        start = entry.header_offset
        header = self._data[start : start + _LOCAL_HEADER] if start >= 0 else b""
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise BrokenPackageError("no local header")
        name, extra = struct.unpack("<HH", header[26:])
        begin = start + _LOCAL_HEADER + name + extra
        return memoryview(self._data)[begin : begin + entry.compress_size]


def _as_key(name: str) -> str:
    """`\\Folder\\File` → `folder/file`: Excel opens a part whatever the case and slashes that its name is written with."""
    return name.replace("\\", "/").lstrip("/").lower()


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse_xml(pieces: Iterable[bytes], start: Start, end: End | None = None) -> None:
    """Call `start(tag, attributes)` and `end(tag)` for every element of XML that comes in pieces; names are `namespace name`.

    Raises LimitPassedError for a document type, without which there are no entities to expand, and BrokenPackageError for what is not
    well formed or in an encoding that nobody knows. What a handler raises goes through.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenPackageError(str(error)) from error
    except (LookupError, ValueError) as error:
        # expat says so of an encoding unknown to it, as a fuzzed encoding="x-none". A subclass (KeyError, …) is a handler's own fault and
        # must not be told as the file's.
        if type(error) not in (LookupError, ValueError):
            raise
        raise BrokenPackageError("encoding") from error


def parse_small_xml(content: bytes, start: Start, end: End | None = None) -> None:
    """The same for a part that was read whole, with local names: Excel's namespaces differ from version to version."""
    parse_xml(
        [content],
        lambda tag, attributes: start(_local_name(tag), {_local_name(name): value for name, value in attributes.items()}),
        (lambda tag: end(_local_name(tag))) if end else None,
    )


def _local_name(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise doctype_refused()


def doctype_refused() -> LimitPassedError:
    """The refusal of XML that declares entities of its own, each of which may stand for millions of letters."""
    return LimitPassedError("XML dengan deklarasi entitas (DOCTYPE)", "XML tanpa DOCTYPE")
