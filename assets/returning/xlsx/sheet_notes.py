"""The notes of one sheet within its package: where its comments and shapes are, and what they become."""

import re
from collections.abc import Mapping

from assets.returning.xlsx import comments, shapes
from assets.returning.xlsx.cells import Head
from assets.returning.xlsx.markup import decoded
from assets.returning.xlsx.package import Package

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def put_notes(package: Package, sheet: str, head: Head, notes: Mapping[str, str]) -> tuple[bool, str]:
    """Set a sheet's notes (address → text) in place of those of an earlier return.

    True when anything changed, and the id of the drawing that the sheet has to refer to, empty when it refers to it already.
    """
    part = next((each.target for each in package.relationships(sheet) if each.type.endswith("/comments")), "")
    theirs = comments.Comments(package.xml(part)) if part in package else comments.Comments()
    drawn = [(address, note) for address, note in notes.items() if theirs.add(address, note)]
    if not theirs.changed:
        return False, ""
    if part not in package:
        part = package.free("xl/comments{}.xml")
        package.declare(part, COMMENTS_TYPE)
        package.relate(sheet, "comments", part)
    package.put(part, theirs.to_xml())
    return True, _put_shapes(package, sheet, head, drawn, theirs.dropped)


def _put_shapes(package: Package, sheet: str, head: Head, drawn: list[tuple[str, str]], dropped: set[str]) -> str:
    drawing = _drawing_of(package, sheet)
    if not drawing and not drawn:
        return ""
    part = drawing or package.free("xl/drawings/vmlDrawing{}.vml")
    used = [cluster for name in package.names(".vml") for cluster in shapes.clusters(decoded(package.read(name)))]
    vml = decoded(package.read(part)) if drawing else shapes.EMPTY
    package.put(part, shapes.with_shapes(vml, drawn, dropped, head, max(used, default=0) + 1))
    if drawing:
        return ""
    package.declare_extension("vml", VML_TYPE)
    return package.relate(sheet, "vmlDrawing", part)


def _drawing_of(package: Package, sheet: str) -> str:
    """The drawing with the shapes of a sheet's notes and buttons, not the one with the pictures of its page header."""
    drawings = {each.id: each.target for each in package.relationships(sheet) if each.type.endswith("/vmlDrawing")}
    if not drawings:
        return ""
    end = b""
    for piece in package.pieces(sheet):
        end = (end + piece)[-(1 << 21) :]
    named = re.search(rb"""<(?:[\w.-]+:)?legacyDrawing\s[^>]*?\w+:id=["']([^"']+)""", end)
    return drawings.get(named[1].decode(), "") if named else ""
