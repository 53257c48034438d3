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
    """The package, or one of its XML parts, cannot be read as what it says it is."""


class Package:
    """The entries of a zip, by their names in lower case. Raises BrokenPackageError where there is no directory or no room for trust."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise BrokenPackageError(str(error)) from error
        self.entries = {_plain(info.filename): info for info in infos}
        if len(self.entries) < len(infos):
            raise BrokenPackageError("two entries of one name")  # which of them a reader takes is anybody's guess

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self.entries

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of an entry in pieces of at most 1 MiB; nothing for one that is not there."""
        entry = self.entries.get(_plain(name))
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
        """The whole content of an entry that is meant to be small; empty for one that is not there."""
        content = bytearray()
        for piece in self.pieces(name):
            content += piece
            check_at_most(len(content), self.limits.part, f"bagian {name}", size=True)
        return bytes(content)

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        raw = self._raw(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(raw[at : at + PIECE]) for at in range(0, len(raw), PIECE))
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            for at in range(0, len(raw), PIECE // 8):
                waiting: bytes | memoryview = raw[at : at + PIECE // 8]
                while len(waiting):
                    yield inflate.decompress(waiting, PIECE)
                    waiting = inflate.unconsumed_tail
            yield inflate.flush()
        else:
            raise BrokenPackageError(f"compression {entry.compress_type}")

    def _raw(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = self._data[start : start + _LOCAL_HEADER] if start >= 0 else b""
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise BrokenPackageError("no local header")
        name, extra = struct.unpack("<HH", header[26:])
        begin = start + _LOCAL_HEADER + name + extra
        return memoryview(self._data)[begin : begin + entry.compress_size]


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse_xml(pieces: Iterable[bytes], start: Start, end: End | None = None) -> None:
    """Call `start(tag, attributes)` and `end(tag)` for every element; names are `namespace name`.

    A document type, without which there are no entities to expand, is refused; XML that is not well formed is broken.
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
        if type(error) not in (LookupError, ValueError):  # a subclass comes from a handler, not from an encoding unknown to expat
            raise
        raise BrokenPackageError("encoding") from error


def parse_small_xml(content: bytes, start: Start, end: End | None = None) -> None:
    """The same for a part that was read whole, with local names: Excel's namespaces differ from version to version."""
    parse_xml(
        [content],
        lambda tag, attributes: start(_local(tag), {_local(name): value for name, value in attributes.items()}),
        (lambda tag: end(_local(tag))) if end else None,
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise doctype_refused()


def doctype_refused() -> LimitPassedError:
    """The refusal of XML that declares entities of its own, each of which may stand for millions of letters."""
    return LimitPassedError("XML dengan deklarasi entitas (DOCTYPE)", "XML tanpa DOCTYPE")
