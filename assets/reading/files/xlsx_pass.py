"""One streaming look at a sheet's XML before anything parses it: how far it reaches, what it hides, what was never calculated.

Pieces are cut at `<row` and searched for single literal patterns; only a piece that holds a rare one is looked at closer. Two
million cells take about 0.3 s, where an XML parser takes 2.5 s. Neither a false dimension nor formatted empty cells count: only cells that
hold a value do. Exports write dimensions up to XFD1048576, and whoever formats whole columns leaves 200,000 empty rows of cells.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assets.reading.files.limits import LimitPassedError, Limits, check_at_most, with_points
from assets.reading.files.marks import Marks, Merge
from assets.reading.files.package import BrokenPackageError, doctype_refused
from schemas.cell_names import column_index, column_letter

#: Excel writes one for each group of a header; the merges of a sheet with more than these are left out of account.
MERGES_AT_MOST = 20_000
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?[A-Za-z]")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
#: Before the rows a comment may hold anything, even a `<sheetData>` that is none.
_COMMENT = re.compile(rb"(?s)<!--.*?-->")
_LONGEST_ELEMENT = 1000
#: A number or the place of a shared text, its cell and the end of its row are mostly shorter.
_ROW_END = 90


class _Tags:
    """The patterns of a sheet whose elements bear a prefix (`<x:row`, as some exports write them), mostly none.

    `row_end` finds a row's last cell where it is as plain as Excel writes it; `uncalculated` a formula whose cell has no value.
    """

    def __init__(self, prefix: bytes) -> None:
        p = prefix + b":" if prefix else b""
        self.row, self.cell, self.formula = b"<" + p + b"row", b"<" + p + b"c", b"<" + p + b"f"
        self.value_end, self.inline_end, self.data_end = b"</" + p + b"v>", b"</" + p + b"is>", b"</" + p + b"sheetData"
        self.data = re.compile(b"<" + p + rb"sheetData\b[^>]*>")
        self.column = re.compile(b"<" + p + rb"col\s[^>]*>")
        self.merge = re.compile(b"<" + p + rb"mergeCell\s+ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)")
        c, f, v = p + b"c", p + b"f", p + b"v"
        self.row_end = re.compile(
            b"<" + c + rb' r="([A-Z]{1,3})(\d{1,7})"[^<>]*><' + v + b">[^<>]*</" + v + b"></" + c + b"></" + p + rb"row>(?:\n|\Z)"
        )
        self.uncalculated = re.compile(
            b"<" + c + rb"\b([^>]*)>\s*<" + f + b"(?:[^>]*/>|[^>]*>[^<]*</" + f + rb">)\s*"
            b"(<" + v + rb"\s*/>|<" + v + rb">\s*</" + v + rb">)?\s*</" + c + b">"
        )


tags_of = cache(_Tags)


class SheetPass:
    """The look at one sheet: `run` it once over the sheet's pieces.

    `values` counts the cells with a value, those of the sheets before (given at first) included; `texts` those of this sheet whose
    value is a shared text. `marks` fills while it runs.
    """

    def __init__(self, name: str, limits: Limits, values: int = 0) -> None:
        self.marks = Marks()
        self.values, self.texts = values, 0
        self._name, self._limits = name, limits
        #: The last row that holds something, how many empty ones follow it, and how far down rows may go with the widest one so far.
        self._row = self._gap = self._safe_row = 0
        self._empty = b""
        #: Letters in which some row ended → the first such cell, to be named when the sheet is refused.
        self._columns: dict[bytes, bytes] = {}

    def run(self, pieces: Iterable[bytes]) -> Marks:
        """Look at the whole part. Raises LimitPassedError, or BrokenPackageError for what no reader would read as it stands."""
        stream = iter(pieces)
        rest = b""
        tags, begun = self._head(stream)
        for block, is_rows in self._blocks(begun, stream, tags):
            if is_rows:
                self._look_at_rows(block, tags)
            else:
                rest = self._look_at_tail(rest + block, tags)
        return self.marks

    def _head(self, stream: Iterator[bytes]) -> tuple[_Tags, bytes]:
        """Look at what stands before the rows: (the patterns that the sheet's prefix asks for, what was read beyond).

        Raises LimitPassedError for a document type, or where no rows begin within the size of a part.
        """
        head = b""
        for piece in stream:
            head += piece
            self._check_size(head, "awal")
            uncommented = _COMMENT.sub(b"", head) if b"<!--" in head else head
            root = _ROOT.search(uncommented)
            if b"<!DOCTYPE" in uncommented[: root.start() if root else None]:
                raise doctype_refused()
            tags = tags_of(root[1] or b"") if root else None
            if tags and (data := tags.data.search(uncommented)):
                self._look_at_columns(uncommented[: data.start()], tags)
                return tags, uncommented[data.start() if data[0].endswith(b"/>") else data.end() :]
        return tags_of(b""), b""

    def _blocks(self, begun: bytes, stream: Iterator[bytes], tags: _Tags) -> Iterator[tuple[bytes, bool]]:
        """Blocks of whole rows (True), then what follows the rows (False). `begun` is what was read already, from the rows on."""
        if tags.data.match(begun):  # a sheet without rows: <sheetData/>
            yield begun, False
        else:
            while (end := begun.find(tags.data_end)) < 0:
                cut = begun.rfind(tags.row)
                if cut > 0:
                    yield begun[:cut], True
                    begun = begun[cut:]
                self._check_size(begun, "satu baris")
                piece = next(stream, None)
                if piece is None:
                    end = len(begun)
                    break
                begun += piece
            yield begun[:end], True
            yield begun[end:], False
        yield from ((piece, False) for piece in stream)

    def _check_size(self, content: bytes, what: str) -> None:
        """Raise LimitPassedError where what must be held at once, a head or one row, is larger than a part may be."""
        check_at_most(len(content), self._limits.part, f"{what} lembar “{self._name}”", size=True)

    def _look_at_columns(self, head: bytes, tags: _Tags) -> None:
        """Note the ranges of columns that are hidden; the file counts them from 1."""
        for tag in tags.column.findall(head):
            if _HIDDEN.search(tag) and (first := _attribute(b"min", tag)) and (last := _attribute(b"max", tag)):
                self.marks.hidden_columns.append((first - 1, last - 1))

    def _look_at_rows(self, block: bytes, tags: _Tags) -> None:
        """Count the values of whole rows, compare where they end with the limits, and note hidden rows and formulas without result."""
        # A single letter is found ten times as fast as a word, and in rows of plain cells there is neither an i nor an f.
        rare = b"i" in block
        inline = block.count(tags.inline_end) if rare else 0
        self.values += block.count(tags.value_end) + inline
        self.texts += block.count(b't="s"')
        check_at_most(self.values, self._limits.cells, "sel berisi")
        rows = block.split(tags.row)
        del rows[0]
        hidden = rare and b"hidden" in block
        if inline or hidden or not self._place_plain_rows(rows, tags):
            self._place_rows(rows, tags, inline=bool(inline), hidden=hidden)
        if b"f" in block and tags.formula in block:
            self._look_at_formulas(block, tags)

    def _place_plain_rows(self, rows: list[bytes], tags: _Tags) -> bool:
        """The same as `_place_rows` for rows that all end in a filled cell of a column met before, by one search in all their ends.

        False, and nothing done, where some row is not so; then each is looked at by itself.
        """
        ends = tags.row_end.findall(b"\n".join([row[-_ROW_END:] for row in rows]))
        numbers = [int(number) for _, number in ends]
        if len(ends) != len(rows) or not numbers or numbers[0] < self._row or numbers[-1] > self._safe_row:
            return False
        if numbers != sorted(numbers) or not {column for column, _ in ends} <= self._columns.keys():
            return False
        self._row, self._gap = numbers[-1], 0
        return True

    def _place_rows(self, rows: list[bytes], tags: _Tags, *, inline: bool, hidden: bool) -> None:
        """Compare the last filled cell of each row with the farthest so far, and note the rows that are hidden."""
        cell, value_end, met_columns = tags.cell, tags.value_end, self._columns
        plain = cell + b' r="'
        for row in rows:
            at = max(row.rfind(value_end), row.rfind(tags.inline_end)) if inline else row.rfind(value_end)
            if at < 0:
                self._empty, self._gap = row, self._gap + 1
                number = self._number_of(row, 0) if hidden else 0
            else:
                start = row.rfind(cell, 0, at)
                reference = row[start + len(plain) : row.find(b'"', start + len(plain))] if row.startswith(plain, start) else b""
                column = reference.rstrip(b"0123456789")
                digits = reference[len(column) :]
                if column in met_columns and digits and self._row <= (number := int(digits)) <= self._safe_row:
                    self._row, self._gap = number, 0
                else:
                    number = self._place(row, start, tags)
            if hidden and _HIDDEN.search(row, 0, row.find(b">")):
                self.marks.hidden_rows.append(number)

    def _place(self, row: bytes, cell: int, tags: _Tags) -> int:
        """The number of a row that holds something, after its last filled cell (at `cell`) has been compared with the farthest so far.

        Raises LimitPassedError, naming the farthest cells, where the sheet reaches too far, and BrokenPackageError for a row out of order:
        calamine trusts the order and leaves such rows out in silence.
        """
        reference = _REFERENCE.search(row, cell, row.find(b">", cell))
        if reference:
            column, number = reference[1], int(reference[2])
        else:  # a cell without an address stands right of the one before, a row without a number below
            column, number = column_letter(row.count(tags.cell, 0, cell)).encode("ascii"), self._number_of(row, 1)
        if number < self._row:
            raise BrokenPackageError(f"row {number} stands below row {self._row}")
        self._row, self._gap = number, 0
        last = column + b"%d" % number
        self._columns.setdefault(column, last)
        widest = max(self._columns, key=lambda letters: (len(letters), letters))
        self._safe_row = self._limits.used_range // (_column_index(widest) + 1)
        if number > self._safe_row:
            far = {(last if column == widest else self._columns[widest]).decode("ascii"), last.decode("ascii")}
            refuse_range(self._name, number, _column_index(widest) + 1, far, self._limits)
        return number

    def _number_of(self, row: bytes, after: int) -> int:
        """The number that a row bears, else the one that follows; `after` = 1 for a row that is not counted as empty yet."""
        written = _ROW_NUMBER.search(row, 0, row.find(b">"))
        if written:
            return int(written[1])
        empty = _ROW_NUMBER.search(self._empty, 0, self._empty.find(b">")) if self._gap and after else None
        return int(empty[1]) + 1 if empty else self._row + self._gap + after

    def _look_at_formulas(self, block: bytes, tags: _Tags) -> None:
        """Note the formulas that no result was saved for. One whose result is the empty text, as of IF(A1="";"";…), has been calculated."""
        for cell in tags.uncalculated.finditer(block):
            attributes, value = cell[1], cell[2]
            place = _REFERENCE.search(attributes)
            is_empty_text = value and not value.endswith(b"/>") and re.search(rb"\bt\s*=\s*[\"']str", attributes)
            if place and not is_empty_text:
                self.marks.uncalculated.setdefault(place[1].decode("ascii"), []).append(int(place[2]))

    def _look_at_tail(self, tail: bytes, tags: _Tags) -> bytes:
        """Collect merges; what is left over may be half an element and belongs before the next piece."""
        if len(self.marks.merges) <= MERGES_AT_MOST and b"mergeCell" in tail:
            for left, top, right, bottom in tags.merge.findall(tail):
                self.marks.merges.append(Merge(int(top), _column_index(left), int(bottom), _column_index(right)))
        return tail[tail.rfind(b"<") :][:_LONGEST_ELEMENT]


def refuse_range(sheet: str, rows: int, columns: int, far: set[str], limits: Limits) -> None:
    """Raise LimitPassedError for a sheet of so many rows and columns, naming the cells (`far`) that make it so.

    Named, since they are mostly slips of the hand: one character in XFD1048576 that the officer can delete.
    """
    cells = " dan ".join(sorted(far))
    raise LimitPassedError(
        f"lembar “{sheet}” terpakai sampai sel {cells}, seluas {with_points(rows * columns)} sel",
        f"paling banyak {with_points(limits.used_range)} sel",
    )


def _attribute(name: bytes, tag: bytes) -> int | None:
    """The whole number that an attribute of a tag holds; None where there is no such one."""
    number = re.search(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})[\"']", tag)
    return int(number[1]) if number else None


def _column_index(letters: bytes) -> int:
    return column_index(letters.decode("ascii"))
