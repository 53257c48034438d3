"""The notes of one sheet within its package: where its comments and their shapes are, and what they become."""

import re
from collections.abc import Mapping

from assets.returning.xlsx import note_shapes
from assets.returning.xlsx.comments_part import CommentsPart, NoteSign
from assets.returning.xlsx.marked_cells import SheetHead
from assets.returning.xlsx.markup import part_text
from assets.returning.xlsx.patched_package import PatchedPackage

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: The reference to the shapes stands behind the rows; so much of a sheet's end is looked through for it, in bytes.
_END = 1 << 21


def put_notes(package: PatchedPackage, sheet: str, head: SheetHead, notes: Mapping[str, str], sign: NoteSign) -> tuple[bool, str]:
    """Put notes (address → text) on a sheet in place of those that bear our sign; `sheet` is the name of its part.

    True when anything changed, and the id of the drawing that the sheet has to refer to, empty when it refers to it already or
    there is nothing to draw.
    """
    part = next((each.target for each in package.relationships(sheet) if each.type.endswith("/comments")), "")
    comments = CommentsPart(sign, package.xml(part)) if part in package else CommentsPart(sign)
    to_draw = [(address, note) for address, note in notes.items() if comments.add(address, note)]
    if not comments.changed:
        return False, ""
    if part not in package:
        part = package.free("xl/comments{}.xml")
        package.declare(part, COMMENTS_TYPE)
        package.relate(sheet, "comments", part)
    package.put(part, comments.to_xml())
    return True, _put_shapes(package, sheet, head, to_draw, comments.dropped)


def _put_shapes(package: PatchedPackage, sheet: str, head: SheetHead, to_draw: list[tuple[str, str]], dropped: set[str]) -> str:
    """Put the shapes of new notes into the sheet's drawing and take out those dropped; the id of a drawing made for it."""
    drawing = _drawing_of(package, sheet)
    if not drawing and not to_draw:
        return ""
    part = drawing or package.free("xl/drawings/vmlDrawing{}.vml")
    used = [cluster for name in package.names(".vml") for cluster in note_shapes.clusters(part_text(package.read(name)))]
    vml = part_text(package.read(part)) if drawing else note_shapes.EMPTY
    package.put(part, note_shapes.with_shapes(vml, to_draw, dropped, head, max(used, default=0) + 1))
    if drawing:
        return ""
    package.declare_extension("vml", VML_TYPE)
    return package.relate(sheet, "vmlDrawing", part)


def _drawing_of(package: PatchedPackage, sheet: str) -> str:
    """The drawing with the shapes of a sheet's notes and buttons; empty when there is none.

    A sheet may refer to a second VML drawing with the pictures of its page header: only `legacyDrawing` tells which is which.
    """
    drawings = {each.id: each.target for each in package.relationships(sheet) if each.type.endswith("/vmlDrawing")}
    if not drawings:
        return ""
    end = b""
    for piece in package.pieces(sheet):
        end = (end + piece)[-_END:]
    reference = re.search(rb"""<(?:[\w.-]+:)?legacyDrawing\s[^>]*?\w+:id=["']([^"']+)""", end)
    return drawings.get(reference[1].decode(), "") if reference else ""
