"""The shapes in which a sheet's notes appear: a VML drawing, which Excel shares with buttons and other people's notes.

A note without a shape is a text that nobody sees. VML from Excel need not be well-formed, so it is changed as text.
"""

import re
from collections.abc import Iterable
from math import ceil

from assets.returning.xlsx.marked_cells import SheetHead
from schemas.cell_names import column_index

#: A drawing numbers its shapes within clusters of so many, and no two drawings share a cluster.
CLUSTER = 1024
EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;'
    'height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#fffdf3" strokecolor="#8a9a95" o:insetmode="auto">'
    '<v:fill color2="#fffdf3"/><v:shadow on="f" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
#: The width of a note, the height of a line in it, and of a row of the sheet, in pixels; and how many characters go in a line.
WIDTH, LINE, ROW, CHARACTERS = 330, 15, 20, 50
#: Around the text of a note: below its lines, and between its cell and its left edge, in pixels.
_BELOW, _ASIDE = 12, 15
#: A character's width in Excel's standard font, and what a column has besides, in pixels.
_CHARACTER, _PADDING = 7, 5
_POINTS_A_PIXEL = 0.75
#: Behind this column a note is drawn no further to the right; a sheet ends at 16,384.
_RIGHTMOST = 16_000


def clusters(vml: str) -> list[int]:
    """The numbers of the clusters that a drawing uses: `<o:idmap data="1,4"/>` is 1 and 4."""
    return [int(number) for data in re.findall(r'<o:idmap\b[^>]*data="([^"]*)"', vml) for number in re.findall(r"\d+", data)]


def with_shapes(vml: str, notes: Iterable[tuple[str, str]], dropped: set[str], head: SheetHead, first_cluster: int) -> str:
    """The drawing with a shape for each note (address, text), and without the notes' shapes at the addresses dropped.

    `head` gives the widths of the columns beside which the notes stand. The new shapes are numbered from `first_cluster` on,
    which no drawing of the workbook may use yet.
    """
    vml = _without(vml, {_place(address) for address in dropped})
    number, shapes = first_cluster * CLUSTER, []
    for order, (address, note) in enumerate(notes, 1):
        shapes.append(_shape(number + order, order, address, note, head))
    used = range(first_cluster, first_cluster + (len(shapes) // CLUSTER) + 1) if shapes else range(0)
    named = ",".join(str(each) for each in [*clusters(vml), *used])
    vml = re.sub(r'(<o:idmap\b[^>]*data=")[^"]*"', rf'\g<1>{named}"', vml, count=1)
    kind = "" if 'id="_x0000_t202"' in vml else _TYPE
    start, _, end = vml.rpartition("</xml>")
    return f"{start}{kind}{''.join(shapes)}</xml>{end}"


def _without(vml: str, places: set[tuple[int, int]]) -> str:
    if not places:
        return vml

    def kept(shape: re.Match[str]) -> str:
        row, column = (re.search(rf"<x:{name}>\s*(\d+)", shape[0]) for name in ("Row", "Column"))
        if not row or not column or 'ObjectType="Note"' not in shape[0]:
            return shape[0]
        return "" if (int(row[1]), int(column[1])) in places else shape[0]

    return re.sub(r"<v:shape\s.*?</v:shape>", kept, vml, flags=re.DOTALL)


def _place(address: str) -> tuple[int, int]:
    """Row and column of an address, from 0; (-1, -1) for what is none."""
    parts = re.fullmatch(r"([A-Z]+)(\d+)", address)
    return (int(parts[2]) - 1, column_index(parts[1])) if parts else (-1, -1)


def _shape(number: int, order: int, address: str, note: str, head: SheetHead) -> str:
    """The shape of a note: beside its cell, as high as its lines need. The anchor is column, pixels, row, pixels, twice."""
    row, column = _place(address)
    lines = sum(max(1, ceil(len(line) / CHARACTERS)) for line in note.split("\n"))
    height = LINE * lines + _BELOW
    top = max(row - 1, 0)
    right, rest = _reach(head, column + 1)
    anchor = (column + 1, _ASIDE, top, 4, right, rest, top + height // ROW, 4 + height % ROW)
    return _SHAPE.format(
        number=number, order=order, width=WIDTH * _POINTS_A_PIXEL, height=height * _POINTS_A_PIXEL, row=row, column=column,
        anchor=", ".join(str(each) for each in anchor),
    )  # fmt: skip


def _reach(head: SheetHead, column: int) -> tuple[int, int]:
    """The column (from 0), and the pixels into it, to which a note that begins at a column reaches."""
    left = WIDTH + _ASIDE
    while (width := _pixels(head, column)) <= left and column < _RIGHTMOST:
        left, column = left - width, column + 1
    return column, left


def _pixels(head: SheetHead, column: int) -> int:
    """The width of a column, counted from 0."""
    return round(head.widths.get(column + 1, head.default_width) * _CHARACTER + _PADDING)
