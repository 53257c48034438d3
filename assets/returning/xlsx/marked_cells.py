"""One sheet's part, as a stream: marked cells get their style, cells and rows that are not there are put in, all else passes.

The part comes and goes in pieces, because a sheet of two million cells is hundreds of mebibytes of XML. Cells and rows may go
without an address, as the format allows; they are then counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assets.returning.xlsx.markup import UnpatchableError, attributes, part_text, prefix_of, with_attributes, without_attributes
from assets.returning.xlsx.patched_package import OFFICE
from schemas.cell_names import column_index, column_letter

#: A cell to be marked: its column from 1 and the name of the tone.
Mark = tuple[int, str]
#: Excel's own width of a column, in characters, where the sheet names none.
DEFAULT_WIDTH = 8.43
#: Widths are only needed for where notes reach; a `col` may speak of all 16,384 columns.
_WIDTHS_KNOWN = 1024
#: What may follow a legacyDrawing in a sheet; it has to stand before the first of them.
_AFTER_DRAWING = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
}  # fmt: skip
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)[^>]*?(/?)>")
_COLUMN_OF = re.compile(rb"""\sr=["']([A-Z]+)\d+["']""")
_STYLE_OF = re.compile(rb"""\ss=["'](\d+)["']""")
_ROW_OF = re.compile(rb"""\sr=["'](\d+)["']""")


@dataclass(frozen=True)
class SheetHead:
    """What stands before a sheet's rows: its XML, the prefix of its elements, and by column from 1 its width and style.

    Widths in characters, 0 for a hidden column; styles as numbers in the styles part.
    """

    xml: str
    prefix: str
    widths: dict[int, float] = field(default_factory=dict)
    styles: dict[int, int] = field(default_factory=dict)
    default_width: float = DEFAULT_WIDTH

    def style(self, column: int) -> int:
        """The style that an empty cell of a column has."""
        return self.styles.get(column, 0)


@dataclass(frozen=True)
class SheetPatch:
    """What changes on a sheet.

    `marks`: (row from 1, its marks from left to right), rows from top to bottom. `style` gives the number of the marked style
    for a cell's own style and a tone; `restored` the style that a cell marked by an earlier return gets back. `reach` is the
    last column and row with a mark, (0, 0) without any. `drawing` is the id of a new reference to the shapes of the notes,
    empty when the sheet refers to them already or has none.
    """

    marks: Iterable[tuple[int, list[Mark]]]
    style: Callable[[int, str], int]
    restored: dict[int, int]
    reach: tuple[int, int] = (0, 0)
    drawing: str = ""


def head_of(pieces: Iterator[bytes]) -> SheetHead:
    """The head of a sheet; UnpatchableError when it is not built as a worksheet is, ValueError when a number in it is none."""
    start = b""
    for piece in pieces:
        start += piece
        if rows := re.search(rb"<(?:[\w.-]+:)?sheetData\b", start):
            start = start[: rows.start()]
            break
    xml = part_text(start)
    prefix = prefix_of(xml, "worksheet")
    widths: dict[int, float] = {}
    styles: dict[int, int] = {}
    for tag in re.findall(rf"<{prefix}col\s[^>]*>", xml):
        column = attributes(tag)
        for number in range(int(column["min"]), min(int(column["max"]), _WIDTHS_KNOWN) + 1):
            widths[number] = 0.0 if column.get("hidden") in ("1", "true") else float(column.get("width", DEFAULT_WIDTH))
            styles[number] = int(column.get("style", 0))
    default = re.search(rf"<{prefix}sheetFormatPr\b[^>]*>", xml)
    width = attributes(default[0]).get("defaultColWidth", str(DEFAULT_WIDTH)) if default else DEFAULT_WIDTH
    return SheetHead(xml, prefix, widths, styles, float(width))


def unselected(xml: str) -> str:
    """The head of a sheet that is not the one selected: with two selected, typing would go into both."""
    return re.sub(r"""\stabSelected=["'][^"']*["']""", "", xml)


def with_marks(pieces: Iterator[bytes], head: SheetHead, patch: SheetPatch) -> Iterator[bytes]:
    """The sheet's part in pieces, patched: `pieces` is the part as it was sent, `head` its head.

    Every cell of `patch.marks` gets the marked style made of its own; one that is not there is put in, empty, with the style of
    its row or column. A cell of a `restored` style that is not marked again gets its own look back. Values, formulas, and
    whatever is no cell pass as bytes. `<c r="B2" s="3"/>` marked with a tone becomes `<c r="B2" s="103"/>`, if
    `style(3, tone)` is 103.

    UnpatchableError when the part breaks off, or holds CDATA or comments among its rows: the patterns would take a `<c` in
    them for a cell.
    """
    yield (_with_dimension(unselected(head.xml), head.prefix, patch.reach)).encode()
    rows = _PassingRows(head, patch)
    buffer = b""
    is_before_rows = True
    end = f"</{head.prefix}sheetData>".encode()
    for piece in pieces:
        buffer += piece
        if b"<![CDATA[" in buffer or b"<!--" in buffer:
            raise UnpatchableError("penulisan isi lembar tidak biasa")
        if is_before_rows and (opening := re.search(rf"<{head.prefix}sheetData\b[^>]*>".encode(), buffer)):
            yield b"<" + head.prefix.encode() + b"sheetData>"
            buffer = (end if opening[0].endswith(b"/>") else b"") + buffer[opening.end() :]
            is_before_rows = False
        if is_before_rows:
            continue
        if end in buffer:
            body, _, tail = buffer.partition(end)
            yield rows.marked(body)
            yield rows.below() + end
            yield _with_drawing(tail + b"".join(pieces), head.prefix, patch.drawing)
            return
        # A row may be cut in two by the end of a piece: it waits for the next one.
        last_row = buffer.rfind(f"<{head.prefix}row".encode())
        if last_row > 0:
            yield rows.marked(buffer[:last_row])
            buffer = buffer[last_row:]
    raise UnpatchableError("lembar tidak lengkap")


class _PassingRows:
    """The rows of a sheet as they pass by, in step with the marks: both go from top to bottom once."""

    def __init__(self, head: SheetHead, patch: SheetPatch) -> None:
        self._head, self._patch = head, patch
        prefix = head.prefix.encode()
        self._prefix = prefix
        self._row = re.compile(rb"<" + prefix + rb"row\b[^>]*>")
        self._cell = re.compile(rb"<" + prefix + rb"c\b[^>]*>")
        self._marks = iter(patch.marks)
        self._next = next(self._marks, None)
        self._number = 0
        self._columns: dict[bytes, int] = {}

    def marked(self, body: bytes) -> bytes:
        """Some whole rows, with what is marked in them and between them."""
        parts: list[bytes] = []
        starts = list(self._row.finditer(body))
        done = 0
        for place, tag in enumerate(starts):
            number = _ROW_OF.search(tag[0])
            self._number = int(number[1]) if number else self._number + 1
            new_rows = self._missing_before(self._number)
            marks = self._marks_of(self._number)
            if new_rows or marks or self._patch.restored:
                end = starts[place + 1].start() if place + 1 < len(starts) else len(body)
                parts += (body[done : tag.start()], new_rows, self._marked_row(body[tag.start() : end], tag[0], marks))
                done = end
        return b"".join((*parts, body[done:]))

    def below(self) -> bytes:
        """The rows that are still to be marked, below the last one that is there."""
        return self._missing_before(1 << 30)

    def _marks_of(self, number: int) -> list[Mark]:
        """The marks of a row; none when the next marks are of another."""
        if self._next is None or self._next[0] != number:
            return []
        marks = self._next[1]
        self._next = next(self._marks, None)
        return marks

    def _missing_before(self, number: int) -> bytes:
        """New rows for the marks above a row that no row took."""
        rows = []
        while self._next is not None and self._next[0] < number:
            line, marks = self._next
            cells = b"".join(self._new_cell(line, mark, None) for mark in marks)
            rows.append(b'<%srow r="%d">%s</%srow>' % (self._prefix, line, cells, self._prefix))
            self._next = next(self._marks, None)
        return b"".join(rows)

    def _marked_row(self, row: bytes, tag: bytes, marks: list[Mark]) -> bytes:
        """A row with its marks; `tag` is its start tag."""
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
            tone = waiting.pop()[1] if waiting and waiting[-1][0] == column else ""
            if new := self._styled(cell[0], tone):
                parts += (row[done : cell.start()], new)
                done = cell.end()
        if waiting:
            end = row.rindex(b"</" + self._prefix + b"row>")
            parts += (row[done:end], *(self._new_cell(self._number, mark, style) for mark in reversed(waiting)))
            done = end
        # `spans` says from which to which column a row has cells, which a new cell may make untrue.
        opening = re.sub(rb"""\sspans=["'][^"']*["']""", b"", tag) if marks else tag
        return b"".join((opening, *parts, row[done:]))

    def _column(self, tag: bytes, previous: int) -> int:
        """The column (from 1) of a cell by its start tag; without an address the one after the previous cell's."""
        address = _COLUMN_OF.search(tag)
        if not address:
            return previous + 1
        letters = address[1]
        if letters not in self._columns:
            self._columns[letters] = column_index(letters.decode()) + 1
        return self._columns[letters]

    def _styled(self, tag: bytes, tone: str) -> bytes:
        """The start tag of a cell with its new style; empty when it keeps the one it has. An empty tone marks nothing."""
        attribute = _STYLE_OF.search(tag)
        style = int(attribute[1]) if attribute else 0
        new = self._patch.style(style, tone) if tone else self._patch.restored.get(style, style)
        if new == style:
            return b""
        if attribute:
            return tag[: attribute.start(1)] + b"%d" % new + tag[attribute.end(1) :]
        end = -2 if tag.endswith(b"/>") else -1
        return tag[:end].rstrip() + b' s="%d"' % new + tag[end:]

    def _new_cell(self, line: int, mark: Mark, row_style: int | None) -> bytes:
        column, tone = mark
        style = self._patch.style(self._head.style(column) if row_style is None else row_style, tone)
        return b'<%sc r="%s%d" s="%d"/>' % (self._prefix, column_letter(column - 1).encode(), line, style)


def _row_style(tag: bytes) -> int | None:
    """The style that a row gives to its empty cells; None when it gives none. A style without `customFormat` does not count."""
    if not re.search(rb"""\scustomFormat=["'](1|true)["']""", tag):
        return None
    attribute = _STYLE_OF.search(tag)
    return int(attribute[1]) if attribute else None


def _with_dimension(xml: str, prefix: str, reach: tuple[int, int]) -> str:
    """The head with its dimension (`A1:F90`) reaching as far as the marks, which some readers rely on."""
    dimension = re.search(rf"""<{prefix}dimension\b[^>]*\sref=["']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?["'][^>]*>""", xml)
    if not dimension:
        return xml
    left, top, right, bottom = (
        dimension[1],
        int(dimension[2]),
        dimension[3] or dimension[1],
        int(dimension[4] or dimension[2]),
    )
    column, line = max(column_index(right) + 1, reach[0]), max(bottom, reach[1])
    if (column, line) == (column_index(right) + 1, bottom):
        return xml
    tag = with_attributes(without_attributes(dimension[0], "ref"), ref=f"{left}{top}:{column_letter(column - 1)}{line}")
    return xml.replace(dimension[0], tag, 1)


def _with_drawing(tail: bytes, prefix: str, drawing: str) -> bytes:
    """What follows the rows, with the reference to the notes' shapes in the place that the format wants.

    Only elements right below the root count: an `extLst` also stands inside of others.
    """
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
