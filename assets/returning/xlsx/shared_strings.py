"""The workbook's list of shared texts: the original's stay where they are, since its cells name them by place; ours come behind."""

import re
from collections.abc import Iterator

from assets.returning.xlsx.markup import UnpatchableError, xml_text
from assets.returning.xlsx.patched_package import PatchedPackage

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
)
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si\b")


class SharedStrings:
    """Texts that our sheets repeat, numbered behind the original's.

    `workbook` is the name of the workbook part, which refers to the list. Ask for numbers while the sheets are written; `put`
    lays the list into the package, which writes it when all sheets have asked.
    """

    def __init__(self, package: PatchedPackage, workbook: str) -> None:
        self._package = package
        lists = [each.target for each in package.relationships(workbook) if each.type.endswith("/sharedStrings")]
        self._part = lists[0] if lists and lists[0] in package else ""
        self._workbook = workbook
        self._first = sum(len(_ITEM.findall(piece)) for piece in self._whole_tags()) if self._part else 0
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        """The number of a text, from 0 for the workbook's first; added when it is new."""
        return self._numbers.setdefault(value, self._first + len(self._numbers))

    def put(self) -> None:
        """Set the part, with the texts that were asked for until it is written."""
        original = self._part
        if not original:
            self._part = self._package.free("xl/sharedStrings.xml", "xl/sharedStrings{}.xml")
            self._package.declare(self._part, TYPE)
            self._package.relate(self._workbook, "sharedStrings", self._part)
        self._package.put(self._part, lambda: self._with_ours(self._package.original(original) if original else _EMPTY))

    def _whole_tags(self) -> Iterator[bytes]:
        """The original part in pieces that end with a tag, so that none is counted by half."""
        rest = b""
        for piece in self._package.pieces(self._part):
            piece = rest + piece
            cut = piece.rfind(b">") + 1
            rest = piece[cut:]
            yield piece[:cut]

    def _with_ours(self, part: bytes) -> bytes:
        """The part with our texts as its last items, and without the counts in its root, which may be left out."""
        root = re.search(rb"<((?:[\w.-]+:)?)sst\b[^>]*>", part)
        if not root:
            raise UnpatchableError("daftar teks bersama tidak lengkap")
        prefix = root[1].decode()
        opening = re.sub(rb"""\s(?:count|uniqueCount)=["'][^"']*["']""", b"", root[0])
        end = f"</{prefix}sst>".encode()
        if opening.endswith(b"/>"):
            opening, part = opening[:-2] + b">", part + end
        item = f'<{prefix}si><{prefix}t xml:space="preserve">{{}}</{prefix}t></{prefix}si>'
        ours = "".join(item.format(xml_text(value)) for value in self._numbers).encode()
        return b"".join((part[: root.start()], opening, part[root.end() : part.rindex(end)], ours, end))
