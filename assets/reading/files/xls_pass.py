"""One look at the records of an .xls before it is parsed: the same marks as of an .xlsx.

By hand, since xlrd makes an object of every cell before anything can be counted (docs/decisions/013). The structure is Microsoft's
[MS-XLS]; a record is its kind and size, two bytes each, then its content. Rows and columns count from 0 there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from assets.reading.files.limits import Limits, check_at_most
from assets.reading.files.marks import Marks, Merge, NumberCell, Shown
from assets.reading.files.number_formats import BUILT_IN, shown_as
from assets.reading.files.ole import Compound
from assets.reading.files.xlsx_pass import MERGES_AT_MOST, refuse_range
from schemas.cell_names import column_letter

_FORMULA, _NUMBER, _RK, _MULRK, _ROW, _COLINFO, _MERGED = 0x06, 0x203, 0x27E, 0xBD, 0x208, 0x7D, 0xE5
_LABEL, _RSTRING, _LABELSST, _BOOLERR, _BOF, _EOF = 0x204, 0xD6, 0xFD, 0x205, 0x809, 0x0A
_FORMAT, _XF, _SHEET, _DATEMODE = 0x41E, 0xE0, 0x85, 0x22
_FILLED = frozenset({_FORMULA, _NUMBER, _RK, _LABEL, _RSTRING, _LABELSST, _BOOLERR})
_BIFF8 = 0x600
_HIDDEN_ROW = 0x20

#: Kind of a record, where its content begins in the stream, and the content's size.
Record = tuple[int, int, int]


@dataclass(frozen=True)
class _Globals:
    """What the workbook says before its sheets: (name, place of its records, whether hidden) of each, and its number formats by style."""

    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    shown: dict[int, Shown] = field(default_factory=dict)
    epoch_1904: bool = False


def look_at_old_workbook(data: bytes, limits: Limits) -> dict[str, Marks]:
    """The marks by the sheets' names. Raises LimitPassedError or BrokenPackageError."""
    stream = Compound(data).stream("Workbook", "Book")
    book = _globals(stream)
    check_at_most(len(book.sheets), limits.sheets, "lembar")
    by_sheet: dict[str, Marks] = {}
    values = 0
    for name, start, hidden in book.sheets:
        marks = Marks(
            hidden=hidden, epoch_1904=book.epoch_1904, numbers=partial(_number_cells, stream, start, book.shown),
            percents=Shown.PERCENT in book.shown.values(), scaled=Shown.SCALED in book.shown.values(),
        )  # fmt: skip
        values = _look_at_sheet(stream, start, name, marks, limits, values)
        by_sheet[name] = marks
    return by_sheet


def _biff_records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records of a substream from `start` to its end; charts within it are substreams of their own and are gone through too."""
    at, depth, unpack = start, 0, struct.Struct("<HH").unpack_from
    while at + 4 <= len(stream):
        kind, size = unpack(stream, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:  # a chart on the sheet has a beginning and an end of its own
            depth -= 1
            if depth <= 0:
                return
        elif at + 4 + size <= len(stream):
            yield kind, at + 4, size
        at += 4 + size


def _globals(stream: bytes) -> _Globals:
    """The sheets, number formats and epoch; nothing of a stream that is no workbook's."""
    sheets: list[tuple[str, int, bool]] = []
    shown_by_format: dict[int, Shown] = dict(BUILT_IN)
    format_by_style: list[int] = []
    epoch_1904 = False
    is_new = len(stream) >= 6 and struct.unpack_from("<H", stream, 4)[0] == _BIFF8
    for kind, at, size in _biff_records(stream):
        if kind == _SHEET and size > 7:
            start, state = struct.unpack_from("<IB", stream, at)
            sheets.append((_text(stream, at + 6, "B", is_new), start, state != 0))
        elif kind == _FORMAT and size > 3:
            shown = shown_as(_text(stream, at + 2, "H" if is_new else "B", is_new))
            if shown:
                shown_by_format[struct.unpack_from("<H", stream, at)[0]] = shown
        elif kind == _XF and size >= 4:
            format_by_style.append(struct.unpack_from("<2xH", stream, at)[0])
        elif kind == _DATEMODE and size >= 2:
            epoch_1904 = struct.unpack_from("<H", stream, at)[0] == 1
    shown_by_style = {style: shown_by_format[number] for style, number in enumerate(format_by_style) if number in shown_by_format}
    return _Globals(sheets, shown_by_style, epoch_1904)


def _text(stream: bytes, at: int, length: str, is_new: bool) -> str:
    """The text at a place behind its length (`length`: the struct letter of that); since Excel 97 in one or two bytes a letter."""
    (count,) = struct.unpack_from(f"<{length}", stream, at)
    at += struct.calcsize(length)
    if not is_new:
        return stream[at : at + count].decode("cp1252", "replace")
    wide = stream[at] & 1
    return stream[at + 1 : at + 1 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _look_at_sheet(stream: bytes, start: int, name: str, marks: Marks, limits: Limits, values: int) -> int:
    """Fill the marks of one sheet; the number of filled cells (`values` so far) with those of this sheet. Raises LimitPassedError."""
    rows = columns = 0
    last = widest = ""
    for kind, at, size in _biff_records(stream, start):
        if kind in _FILLED or kind == _MULRK:
            row, column = struct.unpack_from("<HH", stream, at)
            count = max((size - 6) // 6, 0) if kind == _MULRK else 1
            values += count
            column += count
            if row >= rows or column > columns:
                last = f"{column_letter(column - 1)}{row + 1}"
                widest = last if column >= columns else widest
                rows, columns = max(rows, row + 1), max(columns, column)
                if rows * columns > limits.used_range:
                    refuse_range(name, rows, columns, {last, widest}, limits)
        elif kind == _ROW and size >= 14 and stream[at + 12] & _HIDDEN_ROW:
            marks.hidden_rows.append(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLINFO and size >= 10 and stream[at + 8] & 1:
            first, end = struct.unpack_from("<HH", stream, at)
            marks.hidden_columns.append((first, end))
        elif kind == _MERGED and len(marks.merges) <= MERGES_AT_MOST:
            ranges = struct.iter_unpack("<HHHH", stream[at + 2 : at + 2 + (size - 2) // 8 * 8])
            marks.merges.extend(Merge(top + 1, left, bottom + 1, right) for top, bottom, left, right in ranges)
    check_at_most(values, limits.cells, "sel berisi")
    return values


def _number_cells(stream: bytes, start: int, shown: dict[int, Shown], letters: set[str]) -> Iterator[NumberCell]:
    """Every number cell of some columns: a second look at the sheet's records, taken only when there is a reason."""
    for kind, at, size in _biff_records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA) and size >= 10:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            if kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff":
                continue  # its result is a text, a truth or an error
            value = (
                _rk_number(stream, at + 6) if kind == _RK else struct.unpack_from("<d", stream, at + 6)[0] if size >= 14 else 0.0
            )
            cells = [(column, style, value)]
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", stream, at)
            packed = range(at + 4, at + size - 2, 6)
            cells = [
                (first + i, struct.unpack_from("<H", stream, place)[0], _rk_number(stream, place + 2))
                for i, place in enumerate(packed)
            ]
        else:
            continue
        for column, style, value in cells:
            if (name := column_letter(column)) in letters:
                yield NumberCell(name, row + 1, _as_stored(value), shown.get(style, Shown.PLAIN))


def _rk_number(stream: bytes, at: int) -> float:
    """A number of an RK record: an integer of 30 bits or the upper half of a double, either perhaps in hundredths."""
    (bits,) = struct.unpack_from("<i", stream, at)
    value = float(bits >> 2) if bits & 2 else struct.unpack("<d", struct.pack("<q", (bits & ~3) << 32))[0]
    return value / 100 if bits & 1 else value


def _as_stored(value: float) -> str:
    """The text of a number as an .xlsx would store it: `10`, not `10.0`."""
    return str(int(value)) if value.is_integer() else repr(value)
