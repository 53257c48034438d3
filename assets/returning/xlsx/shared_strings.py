"""The workbook's list of shared texts: the original's stay where they are, ours come behind them."""

import re
from collections.abc import Iterator

from assets.returning.xlsx.markup import UnpatchableError, text
from assets.returning.xlsx.package import Package

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
)
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si\b")


class SharedStrings:
    """Texts that the first sheet repeats, numbered behind the original's."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        found = [each.target for each in package.relationships(workbook) if each.type.endswith("/sharedStrings")]
        self._part = found[0] if found and found[0] in package else ""
        self._workbook = workbook
        self._first = sum(len(_ITEM.findall(piece)) for piece in self._whole_tags()) if self._part else 0
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        """The number of a text, added when it is new."""
        return self._numbers.setdefault(value, self._first + len(self._numbers))

    def put(self) -> None:
        """Set the part, with the texts that were asked for until it is written."""
        original = self._part
        if not original:
            self._part = self._package.free("xl/sharedStrings.xml", "xl/sharedStrings{}.xml")
            self._package.declare(self._part, TYPE)
            self._package.relate(self._workbook, "sharedStrings", self._part)
        self._package.put(self._part, lambda: self._written(self._package.original(original) if original else _EMPTY))

    def _whole_tags(self) -> Iterator[bytes]:
        """The original part in pieces that end with a tag."""
        rest = b""
        for piece in self._package.pieces(self._part):
            piece = rest + piece
            cut = piece.rfind(b">") + 1
            rest = piece[cut:]
            yield piece[:cut]

    def _written(self, part: bytes) -> bytes:
        root = re.search(rb"<((?:[\w.-]+:)?)sst\b[^>]*>", part)
        if not root:
            raise UnpatchableError("daftar teks bersama tidak lengkap")
        prefix = root[1].decode()
        opening = re.sub(rb"""\s(?:count|uniqueCount)=["'][^"']*["']""", b"", root[0])
        end = f"</{prefix}sst>".encode()
        if opening.endswith(b"/>"):
            opening, part = opening[:-2] + b">", part + end
        item = f'<{prefix}si><{prefix}t xml:space="preserve">{{}}</{prefix}t></{prefix}si>'
        ours = "".join(item.format(text(value)) for value in self._numbers).encode()
        return b"".join((part[: root.start()], opening, part[root.end() : part.rindex(end)], ours, end))
