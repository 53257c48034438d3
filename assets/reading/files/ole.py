"""The streams of an OLE compound file, the container of a workbook of Excel 97 to 2003.

A file is cut into sectors, each stream a chain of them that a table tells: the sector that follows each. Every chain is followed once at
most: a file whose chains run in circles is broken, and not read for ever, as a library does that trusts the table.
The structure is Microsoft's [MS-CFB]; numbers in the code are its byte offsets.
"""

import struct
from collections.abc import Iterator
from functools import cached_property

from assets.reading.files.package import BrokenPackageError

_END_OF_CHAIN = 0xFFFF_FFFE
_HEADER, _ENTRY = 512, 128


class Compound:
    """A compound file of which streams can be asked for. Raises BrokenPackageError where it is cut off or contradicts itself."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise BrokenPackageError("no header")
        self._data = data
        sector, mini_sector = struct.unpack_from("<HH", data, 0x1E)
        if sector not in (9, 12) or mini_sector != 6:
            raise BrokenPackageError("sector size")
        self._size = 1 << sector
        self._first_directory, self._cutoff, self._first_mini_table = struct.unpack_from("<I4xII", data, 0x30)
        self._first_table_list = struct.unpack_from("<I", data, 0x44)[0]

    def stream(self, *names: str) -> bytes:
        """The content of the first of these streams that exists; empty when none does."""
        entries = {name: (start, size) for name, start, size in self._entries()}
        for name in names:
            if name in entries:
                start, size = entries[name]
                return self._content(start, size)
        return b""

    @cached_property
    def _table(self) -> list[int]:
        """The sector that follows each sector: itself in sectors, of which the first 109 are listed in the header."""
        listed = list(struct.unpack_from("<109I", self._data, 0x4C))
        next_list, lists_read = self._first_table_list, 0
        per_sector = self._size // 4
        while next_list < _END_OF_CHAIN - 4 and lists_read * self._size < len(self._data):
            *more, next_list = struct.unpack(f"<{per_sector}I", self._sector(next_list))
            listed += more
            lists_read += 1
        sectors = [number for number in listed if number < _END_OF_CHAIN - 4][: len(self._data) // self._size + 1]
        table: list[int] = []
        for number in sectors:
            table += struct.unpack(f"<{per_sector}I", self._sector(number))
        return table

    def _sector(self, number: int) -> bytes:
        """A sector by its number from 0, behind the header; filled up with zeros where the file ends within it, as some programs leave it."""
        start = (number + 1) * self._size
        content = self._data[start : start + self._size]
        if not content:
            raise BrokenPackageError("a sector beyond the end")
        return content.ljust(self._size, b"\x00")

    def _chain(self, first: int, table: list[int]) -> Iterator[int]:
        """The numbers of a chain's sectors. Raises BrokenPackageError once there are more than the table has."""
        number, left = first, len(table)
        while number < len(table):
            if not left:
                raise BrokenPackageError("a chain of sectors without an end")
            left -= 1
            yield number
            number = table[number]

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._table)))

    def _entries(self) -> Iterator[tuple[str, int, int]]:
        """(name, first sector, size in bytes) of each entry of the directory."""
        directory = self._joined(self._first_directory)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if 2 <= length <= 64:
                yield directory[at : at + length - 2].decode("utf-16-le", "replace"), start, size

    def _content(self, start: int, size: int) -> bytes:
        """The bytes of a stream; a small one lies in pieces of 64 bytes within the root entry's stream, with a table of its own."""
        if size >= self._cutoff:
            return self._joined(start)[:size]
        root = next((start for name, start, _ in self._entries() if name == "Root Entry"), _END_OF_CHAIN)
        minis = self._joined(root)
        packed = self._joined(self._first_mini_table) if self._first_mini_table < _END_OF_CHAIN - 4 else b""
        table = list(struct.unpack(f"<{len(packed) // 4}I", packed))
        return b"".join(minis[number * 64 : number * 64 + 64] for number in self._chain(start, table))[:size]
