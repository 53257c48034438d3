"""The shapes in which a sheet's notes appear: a VML drawing, which Excel shares with buttons and other people's notes.

VML from Excel need not be well-formed, so it is changed as text.
"""

import re
from collections.abc import Iterable
from math import ceil

from assets.reading.files.cell_names import column_index
from assets.returning.xlsx.cells import Head

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
#: Of a note, in pixels; and how many characters of it go in a line.
WIDTH, LINE, ROW, CHARACTERS = 330, 15, 20, 50


def clusters(vml: str) -> list[int]:
    """The clusters that a drawing uses."""
    return [int(number) for found in re.findall(r'<o:idmap\b[^>]*data="([^"]*)"', vml) for number in re.findall(r"\d+", found)]


def with_shapes(vml: str, notes: Iterable[tuple[str, str]], dropped: set[str], head: Head, first_cluster: int) -> str:
    """The drawing with a shape for each note (address, text) and without those of the addresses dropped."""
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

    def kept(found: re.Match[str]) -> str:
        row, column = (re.search(rf"<x:{name}>\s*(\d+)", found[0]) for name in ("Row", "Column"))
        if not row or not column or 'ObjectType="Note"' not in found[0]:
            return found[0]
        return "" if (int(row[1]), int(column[1])) in places else found[0]

    return re.sub(r"<v:shape\s.*?</v:shape>", kept, vml, flags=re.DOTALL)


def _place(address: str) -> tuple[int, int]:
    """Row and column from 0."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    return (int(found[2]) - 1, column_index(found[1])) if found else (-1, -1)


def _shape(number: int, order: int, address: str, note: str, head: Head) -> str:
    row, column = _place(address)
    lines = sum(max(1, ceil(len(line) / CHARACTERS)) for line in note.split("\n"))
    height = LINE * lines + 12
    top = max(row - 1, 0)
    right, rest = _reach(head, column + 1)
    anchor = (column + 1, 15, top, 4, right, rest, top + height // ROW, 4 + height % ROW)
    return _SHAPE.format(
        number=number, order=order, width=WIDTH * 0.75, height=height * 0.75, row=row, column=column,
        anchor=", ".join(str(each) for each in anchor),
    )  # fmt: skip


def _reach(head: Head, column: int) -> tuple[int, int]:
    """The column (from 0), and the pixels into it, to which a note that begins at a column reaches."""
    left = WIDTH + 15
    while (width := round(head.widths.get(column + 1, head.default_width) * 7 + 5)) <= left and column < 16_000:
        left, column = left - width, column + 1
    return column, left
