"""One sheet's part, as a stream: marked cells get their style, cells and rows that are not there are put in, all else passes.

Cells and rows may go without an address, as the format allows; they are then counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assets.reading.files.cell_names import column_index, column_letter
from assets.returning.xlsx.markup import UnpatchableError, attributes, decoded, prefix_of, with_attributes, without_attributes
from assets.returning.xlsx.package import OFFICE

#: A cell to be marked: its column from 1 and its severity.
Mark = tuple[int, str]
#: What may follow a legacyDrawing in a sheet; it has to stand before the first of them.
_AFTER_DRAWING = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
}  # fmt: skip
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)[^>]*?(/?)>")
_COLUMN_OF = re.compile(rb"""\sr=["']([A-Z]+)\d+["']""")
_STYLE_OF = re.compile(rb"""\ss=["'](\d+)["']""")
_ROW_OF = re.compile(rb"""\sr=["'](\d+)["']""")


@dataclass(frozen=True)
class Head:
    """What stands before a sheet's rows: prefix of its elements, widths and styles of its columns."""

    xml: str
    prefix: str
    widths: dict[int, float] = field(default_factory=dict)
    styles: dict[int, int] = field(default_factory=dict)
    default_width: float = 8.43

    def style(self, column: int) -> int:
        """The style that an empty cell of a column has."""
        return self.styles.get(column, 0)


@dataclass(frozen=True)
class Patch:
    """What changes on a sheet. `marks`: rows from top to bottom, each with its marks from left to right.

    `style` gives the marked style for a cell's own style and a severity; `restored` the style that a cell marked by an earlier
    return gets back; `drawing` is the id of the reference to the shapes of the notes.
    """

    marks: Iterable[tuple[int, list[Mark]]]
    style: Callable[[int, str], int]
    restored: dict[int, int]
    bounds: tuple[int, int] = (0, 0)
    drawing: str = ""


def head_of(pieces: Iterator[bytes]) -> Head:
    """The head of a sheet; UnpatchableError when it is not built as a worksheet is."""
    start = b""
    for piece in pieces:
        start += piece
        if found := re.search(rb"<(?:[\w.-]+:)?sheetData\b", start):
            start = start[: found.start()]
            break
    xml = decoded(start)
    prefix = prefix_of(xml, "worksheet")
    widths: dict[int, float] = {}
    styles: dict[int, int] = {}
    for tag in re.findall(rf"<{prefix}col\s[^>]*>", xml):
        column = attributes(tag)
        for number in range(int(column["min"]), min(int(column["max"]), 1024) + 1):
            widths[number] = 0.0 if column.get("hidden") in ("1", "true") else float(column.get("width", 8.43))
            styles[number] = int(column.get("style", 0))
    default = re.search(rf"<{prefix}sheetFormatPr\b[^>]*>", xml)
    width = attributes(default[0]).get("defaultColWidth", "8.43") if default else "8.43"
    return Head(xml, prefix, widths, styles, float(width))


def unselected(xml: str) -> str:
    """The head of a sheet that is not the one selected: with two selected, typing would go into both."""
    return re.sub(r"""\stabSelected=["'][^"']*["']""", "", xml)


def patched(pieces: Iterator[bytes], head: Head, patch: Patch) -> Iterator[bytes]:
    """The sheet's part with the patch applied."""
    yield (_with_dimension(unselected(head.xml), head.prefix, patch.bounds)).encode()
    rows = _Rows(head, patch)
    buffer = b""
    before = True
    end = f"</{head.prefix}sheetData>".encode()
    for piece in pieces:
        buffer += piece
        if b"<![CDATA[" in buffer or b"<!--" in buffer:
            raise UnpatchableError("penulisan isi lembar tidak biasa")
        if before and (found := re.search(rf"<{head.prefix}sheetData\b[^>]*>".encode(), buffer)):
            yield b"<" + head.prefix.encode() + b"sheetData>"
            buffer = (end if found[0].endswith(b"/>") else b"") + buffer[found.end() :]
            before = False
        if before:
            continue
        if end in buffer:
            body, _, tail = buffer.partition(end)
            yield rows.patched(body)
            yield rows.rest() + end
            yield _with_drawing(tail + b"".join(pieces), head.prefix, patch.drawing)
            return
        cut = buffer.rfind(f"<{head.prefix}row".encode())
        if cut > 0:
            yield rows.patched(buffer[:cut])
            buffer = buffer[cut:]
    raise UnpatchableError("lembar tidak lengkap")


class _Rows:
    """The rows of a sheet as they pass by, in step with the marks."""

    def __init__(self, head: Head, patch: Patch) -> None:
        prefix = head.prefix.encode()
        self._head, self._patch, self._prefix = head, patch, prefix
        self._row = re.compile(rb"<" + prefix + rb"row\b[^>]*>")
        self._cell = re.compile(rb"<" + prefix + rb"c\b[^>]*>")
        self._marks = iter(patch.marks)
        self._next = next(self._marks, None)
        self._number = 0
        self._columns: dict[bytes, int] = {}

    def patched(self, body: bytes) -> bytes:
        """Some whole rows."""
        parts: list[bytes] = []
        starts = list(self._row.finditer(body))
        done = 0
        for place, tag in enumerate(starts):
            number = _ROW_OF.search(tag[0])
            self._number = int(number[1]) if number else self._number + 1
            new = self._missing_before(self._number)
            marks = self._take(self._number)
            if new or marks or self._patch.restored:
                end = starts[place + 1].start() if place + 1 < len(starts) else len(body)
                parts += (body[done : tag.start()], new, self._patched_row(body[tag.start() : end], tag[0], marks))
                done = end
        return b"".join((*parts, body[done:]))

    def rest(self) -> bytes:
        """The rows that are still to be marked, below the last one."""
        return self._missing_before(1 << 30)

    def _take(self, number: int) -> list[Mark]:
        if self._next is None or self._next[0] != number:
            return []
        marks = self._next[1]
        self._next = next(self._marks, None)
        return marks

    def _missing_before(self, number: int) -> bytes:
        rows = []
        while self._next is not None and self._next[0] < number:
            line, marks = self._next
            cells = b"".join(self._new_cell(line, mark, None) for mark in marks)
            rows.append(b'<%srow r="%d">%s</%srow>' % (self._prefix, line, cells, self._prefix))
            self._next = next(self._marks, None)
        return b"".join(rows)

    def _patched_row(self, row: bytes, tag: bytes, marks: list[Mark]) -> bytes:
        if tag.endswith(b"/>"):
            if not marks:
                return row
            row = tag[:-2] + b"></" + self._prefix + b"row>" + row[len(tag) :]
            tag = tag[:-2] + b">"
        style = _row_style(tag)
        parts: list[bytes] = []
        waiting = list(reversed(marks))
        column, done = 0, len(tag)
        for cell in self._cell.finditer(row, len(tag)):
            column = self._column(cell[0], column)
            while waiting and waiting[-1][0] < column:
                parts += (row[done : cell.start()], self._new_cell(self._number, waiting.pop(), style))
                done = cell.start()
            severity = waiting.pop()[1] if waiting and waiting[-1][0] == column else ""
            if new := self._styled(cell[0], severity):
                parts += (row[done : cell.start()], new)
                done = cell.end()
        if waiting:
            end = row.rindex(b"</" + self._prefix + b"row>")
            parts += (row[done:end], *(self._new_cell(self._number, mark, style) for mark in reversed(waiting)))
            done = end
        opening = re.sub(rb"""\sspans=["'][^"']*["']""", b"", tag) if marks else tag
        return b"".join((opening, *parts, row[done:]))

    def _column(self, tag: bytes, previous: int) -> int:
        found = _COLUMN_OF.search(tag)
        if not found:
            return previous + 1
        letters = found[1]
        if letters not in self._columns:
            self._columns[letters] = column_index(letters.decode()) + 1
        return self._columns[letters]

    def _styled(self, tag: bytes, severity: str) -> bytes:
        """The start tag with its new style; empty when it keeps the one it has."""
        found = _STYLE_OF.search(tag)
        style = int(found[1]) if found else 0
        new = self._patch.style(style, severity) if severity else self._patch.restored.get(style, style)
        if new == style:
            return b""
        if found:
            return tag[: found.start(1)] + b"%d" % new + tag[found.end(1) :]
        end = -2 if tag.endswith(b"/>") else -1
        return tag[:end].rstrip() + b' s="%d"' % new + tag[end:]

    def _new_cell(self, line: int, mark: Mark, row_style: int | None) -> bytes:
        column, severity = mark
        style = self._patch.style(self._head.style(column) if row_style is None else row_style, severity)
        return b'<%sc r="%s%d" s="%d"/>' % (self._prefix, column_letter(column - 1).encode(), line, style)


def _row_style(tag: bytes) -> int | None:
    """The style that a row gives to its empty cells, if it does."""
    if not re.search(rb"""\scustomFormat=["'](1|true)["']""", tag):
        return None
    found = _STYLE_OF.search(tag)
    return int(found[1]) if found else None


def _with_dimension(xml: str, prefix: str, bounds: tuple[int, int]) -> str:
    """The head with its dimension reaching as far as the marks, which some readers rely on."""
    found = re.search(rf"""<{prefix}dimension\b[^>]*\sref=["']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?["'][^>]*>""", xml)
    if not found:
        return xml
    left, top, right, bottom = found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2])
    column, line = max(column_index(right) + 1, bounds[0]), max(bottom, bounds[1])
    if (column, line) == (column_index(right) + 1, bottom):
        return xml
    tag = with_attributes(without_attributes(found[0], "ref"), ref=f"{left}{top}:{column_letter(column - 1)}{line}")
    return xml.replace(found[0], tag, 1)


def _with_drawing(tail: bytes, prefix: str, drawing: str) -> bytes:
    """What follows the rows, with the reference to the notes' shapes in its place."""
    if not drawing:
        return tail
    element = f'<{prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'.encode()
    depth = 0
    for tag in _TAG.finditer(tail):
        closing, name, alone = tag.groups()
        if depth == 0 and (name.decode() in _AFTER_DRAWING or closing):
            return tail[: tag.start()] + element + tail[tag.start() :]
        depth += -1 if closing else 0 if alone else 1
    raise UnpatchableError("lembar tidak lengkap")
