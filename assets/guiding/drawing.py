"""Cells as an inline SVG picture: a grid with its letters and row numbers, and a note beside one of its cells."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, GUTTER, LETTERS = 720, 24, 15
SIZE, LINE, PAD = 10.5, 13, 4
#: A character's width, of the size of its font: an average of plain sans serif letters, on the safe side.
CHARACTER = 0.54
PAPER, GRID, GREY, INK, QUIET = "#FFFFFF", "#C9D3D1", "#EEF1F0", "#17252A", "#5C6B69"
#: The corner of a cell that has a note, and the paper of the note, as programs show it.
RED, NOTE = "#B00020", "#FFFFE1"


@dataclass(frozen=True)
class DrawnCell:
    """A cell as it is seen. `frame`: line style of a marked cell (`medium`, `thin`, `dashed`) and its colour; `noted`: has a note."""

    text: str = ""
    fill: str = PAPER
    ink: str = INK
    bold: bool = False
    italic: bool = False
    frame: tuple[str, str] | None = None
    noted: bool = False
    span: int = 1


@dataclass(frozen=True)
class DrawnRow:
    """A row of cells with its number on the sheet; 0 where it has none."""

    cells: Sequence[DrawnCell]
    number: int = 0


def rgb(argb: str) -> str:
    """A colour as SVG writes it, of one that a workbook does: `FFF3B8A8` becomes `#F3B8A8`."""
    return f"#{argb[-6:]}"


def picture(
    title: str, shares: Sequence[float], rows: Sequence[DrawnRow], letters: Sequence[str] = (),
    note: tuple[str, int, int] | None = None, width: int = WIDTH,
) -> str:  # fmt: skip
    """An SVG of rows; the columns have `shares` of the width.

    `note`: a text, and the row and column (from 0) of the cell that it is on.
    """
    gutter = GUTTER if letters else 0
    edges = [gutter + 1 + (width - gutter - 2) * sum(shares[:at]) / sum(shares) for at in range(len(shares) + 1)]
    parts = [_letter(letter, left, right) for letter, left, right in zip(letters, edges, edges[1:], strict=False)]
    top, ends = 1.0 + (LETTERS if letters else 0), []
    for row in rows:
        drawn, height = _row(row, edges, top, gutter)
        parts += drawn
        top += height
        ends.append(top)
    if note:
        text, at, column = note
        drawn, top = _note(text, (edges[column] + edges[column + 1]) / 2, ends[at], top)
        parts += drawn
    return (
        f'<svg viewBox="0 0 {width} {top + 2:.0f}" role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="Calibri, Carlito, Arial, sans-serif" font-size="{SIZE}">{"".join(parts)}</svg>'
    )


def _letter(letter: str, left: float, right: float) -> str:
    return _box(left, 1, right - left, LETTERS, GREY) + _text(letter, (left + right) / 2, 12, "middle", 9)


def _row(row: DrawnRow, edges: Sequence[float], top: float, gutter: float) -> tuple[list[str], float]:
    """The pieces of a row, marked cells last so that their frames lie on top, and its height."""
    places, column = [], 0
    for cell in row.cells:
        left, right = edges[column], edges[column + cell.span]
        places.append((cell, left, right, _lines(cell.text, right - left - 2 * PAD, SIZE * (1.08 if cell.bold else 1))))
        column += cell.span
    height = LINE * max(len(lines) for *_, lines in places) + 5
    parts = [_box(1, top, gutter, height, GREY) + _text(str(row.number), gutter - 4, top + 13, "end", 9)] if row.number else []
    for cell, left, right, lines in sorted(places, key=lambda place: place[0].frame is not None):
        parts.append(_box(left, top, right - left, height, cell.fill, cell.frame))
        if cell.noted:
            parts.append(f'<path d="M{right - 6:.1f} {top:.1f}h6v6z" fill="{RED}"/>')
        parts += [_text(line, left + PAD, top + 13 + LINE * at, "start", SIZE, cell) for at, line in enumerate(lines)]
    return parts, height


def _note(text: str, x: float, y: float, top: float) -> tuple[list[str], float]:
    """A note's box below the rows, with a line to the lower edge of its cell (x, y); and where it ends."""
    lines = [line for part in text.split("\n") for line in _lines(part, WIDTH * 0.62, SIZE)]
    left, width, height = WIDTH * 0.34, WIDTH * 0.66 - 2, LINE * len(lines) + 8
    top += 12
    parts = [
        f'<path d="M{x:.1f} {y:.1f}L{min(max(x, left + 8), left + width - 8):.1f} {top:.1f}" stroke="{QUIET}" fill="none"/>',
        _box(left, top, width, height, NOTE, ("thin", QUIET)),
    ]
    for at, line in enumerate(lines):
        parts.append(_text(line, left + 6, top + 14 + LINE * at, "start", SIZE, DrawnCell(bold=at == 0)))
    return parts, top + height


def _lines(text: str, width: float, size: float) -> list[str]:
    return [line for part in text.split("\n") for line in textwrap.wrap(part, max(int(width / (size * CHARACTER)), 3))] or [""]


def _box(x: float, y: float, width: float, height: float, fill: str, frame: tuple[str, str] | None = None) -> str:
    line, colour = frame or ("", GRID)
    heavy = {"medium": 2.2, "thin": 1.2, "dashed": 1.4}.get(line, 0.7)
    dashes = ' stroke-dasharray="4 2"' if line == "dashed" else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" stroke="{colour}" '
        f'stroke-width="{heavy}"{dashes}/>'
    )


def _text(text: str, x: float, y: float, anchor: str, size: float, cell: DrawnCell | None = None) -> str:
    cell = cell or DrawnCell(ink=QUIET)
    style = (' font-weight="700"' if cell.bold else "") + (' font-style="italic"' if cell.italic else "")
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{cell.ink}"{style}>{escape(text)}</text>'
    )
