"""Rows of the first sheet as XML, one after another; where cells are drawn together, and what links where."""

from collections.abc import Sequence
from math import ceil

from assets.returning.xlsx import looks
from assets.returning.xlsx.markup import text
from assets.returning.xlsx.styles import Styles

COLUMNS = "ABCDEFGH"
#: In characters; a little more of ordinary text than that goes in a line.
WIDTHS = dict(zip(COLUMNS, (18, 13, 27, 44, 22, 36, 7, 5), strict=True))
AIR = 1.12
TALLEST = 400.0

Cell = tuple[str, str]  # the text and the look


class SheetRows:
    """The rows written so far. A cell is a text and the name of its look; `None` leaves it out."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.number = 0
        self.merges: list[str] = []
        self.links: list[tuple[str, str, str]] = []  # our cell, sheet, its cell
        self._parts: list[str] = []

    def take(self) -> bytes:
        """The rows since the last time."""
        rows, self._parts = "".join(self._parts).encode(), []
        return rows

    def blank(self, height: float = 8) -> None:
        """An empty row."""
        self.number += 1
        self._parts.append(f'<row r="{self.number}" ht="{height:g}" customHeight="1"/>')

    def wide(self, said: str, look: str, first: str = "A", last: str = "H", stamp: str = "") -> None:
        """A row with one text across some columns, and perhaps our stamp at the end."""
        covered = COLUMNS[COLUMNS.index(first) : COLUMNS.index(last) + 1]
        cells: list[Cell | None] = [None] * len(COLUMNS)
        for letter in covered:
            cells[COLUMNS.index(letter)] = (said if letter == first else "", look)
        if stamp:
            cells[-1] = (stamp, "stamp")
        self.number += 1
        if first != last:
            self.merges.append(f"{first}{self.number}:{last}{self.number}")
        size = looks.LOOKS[look].size
        self._add(
            cells, lines(said, sum(WIDTHS[letter] for letter in covered) * 10 / size) if looks.LOOKS[look].wrap else 1, size
        )

    def row(self, cells: Sequence[Cell | None], height_lines: int = 1, merge: str = "", rich: str = "") -> None:
        """A row of cells from column A on. `merge` names the columns drawn together (`CE`), `rich` the runs of the first of
        them."""
        self.number += 1
        if merge:
            self.merges.append(f"{merge[0]}{self.number}:{merge[1]}{self.number}")
        self._add(cells, height_lines, 10, merge[:1] if rich else "", rich)

    def link(self, column: str, sheet: str, cell: str) -> None:
        """Let a cell of the last row lead to a cell of a sheet."""
        self.links.append((f"{column}{self.number}", sheet, cell))

    def _add(self, cells: Sequence[Cell | None], count: int, size: float, rich_at: str = "", rich: str = "") -> None:
        height = min(count * size * 1.36 + 5, TALLEST)
        parts = [f'<row r="{self.number}" ht="{height:g}" customHeight="1">']
        for letter, cell in zip(COLUMNS, cells, strict=False):
            if cell is not None:
                said = rich if letter == rich_at else f'<t xml:space="preserve">{text(cell[0])}</t>' if cell[0] else ""
                parts.append(self._cell(letter, said, cell[1]))
        self._parts += [*parts, "</row>"]

    def _cell(self, letter: str, said: str, look: str) -> str:
        start = f'<c r="{letter}{self.number}" s="{self.styles.look(look)}"'
        return f'{start} t="inlineStr"><is>{said}</is></c>' if said else f"{start}/>"


def lines(said: str, width: float) -> int:
    """How many lines a wrapped text is likely to take in so many characters."""
    return sum(max(1, ceil(len(line) / (width * AIR))) for line in said.split("\n"))


def run(said: str, size: float = 10, colour: str = looks.INK, bold: bool = False) -> str:
    """A piece of a cell's text with a look of its own."""
    weight = "<b/>" if bold else ""
    font = f'{weight}<sz val="{size:g}"/><color rgb="{colour}"/><rFont val="{looks.FONT}"/><family val="2"/>'
    return f'<r><rPr>{font}</rPr><t xml:space="preserve">{text(said)}</t></r>'
