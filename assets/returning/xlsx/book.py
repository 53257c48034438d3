"""The workbook part: its sheets and their order, and what counts them by their place."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, text, with_attributes, without_attributes
from assets.returning.xlsx.package import OFFICE, Content, Package
from schemas.notes_sheet import NOTES_MARK, NOTES_SHEET

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
#: Where the first sheet bears our stamp.
STAMP_CELL = "H1"
#: What belongs to one sheet alone and goes when the sheet goes.
_BELONGINGS = ("/comments", "/vmlDrawing", "/printerSettings", "/drawing", "/threadedComment")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BLANK_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}"><bookViews><workbookView/></bookViews><sheets></sheets></workbook>',
}


def blank() -> bytes:
    """A workbook without any sheet, for the notes alone."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in _BLANK_PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), _DECLARATION + xml)
    return written.getvalue()


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, its element in the workbook part, its own part, and whether that is a worksheet."""

    name: str
    element: str
    part: str
    has_cells: bool


class Book:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        found = [each.target for each in package.relationships("") if each.type.endswith("/officeDocument")]
        if not found or found[0] not in package:
            raise UnpatchableError("bagian workbook tidak ditemukan")
        self.part = found[0]
        self._xml = package.xml(self.part)
        self._prefix = prefix_of(self._xml, "workbook")

    def sheets(self) -> list[SheetPart]:
        """The sheets in their order."""
        references = {each.id: each for each in self.package.relationships(self.part)}
        found = []
        for element in re.findall(rf"<{self._prefix}sheet\s[^>]*>", self._xml):
            own = attributes(element)
            reference = references.get(next((value for name, value in own.items() if name.endswith(":id")), ""))
            if reference is None or reference.target not in self.package:
                raise UnpatchableError("lembar yang didaftar tidak ada")
            has_cells = reference.type.endswith("/worksheet")
            found.append(SheetPart(own.get("name", ""), element, reference.target, has_cells))
        return found

    def styles_part(self) -> str:
        """The name of the styles part, made known when there is none yet."""
        found = [each.target for each in self.package.relationships(self.part) if each.type.endswith("/styles")]
        if found:
            return found[0]
        part = self.package.free("xl/styles.xml", "xl/styles{}.xml")
        self.package.declare(part, STYLES_TYPE)
        self.package.relate(self.part, "styles", part)
        return part

    def drop_our_sheets(self) -> None:
        """Take out the sheets of an earlier return. A sheet only named like ours stays."""
        for place, sheet in reversed(list(enumerate(self.sheets()))):
            if sheet.name.startswith(NOTES_SHEET) and sheet.part in self.package and self._is_ours(sheet.part):
                self._drop(place, sheet)

    def _is_ours(self, part: str) -> bool:
        """True when our stamp stands where we put it, whether it is written in the sheet or among the shared texts."""
        start = self.package.read(part)[: 1 << 16].decode("utf-8", "replace")
        cell = re.search(rf"""<(?:[\w.-]+:)?c\s[^>]*\br=["']{STAMP_CELL}["'][^>]*>.*?</(?:[\w.-]+:)?c>""", start, re.DOTALL)
        if not cell:
            return False
        number = re.search(r"<(?:[\w.-]+:)?v>(\d+)<", cell[0])
        if not number or attributes(cell[0].partition(">")[0] + ">").get("t") != "s":
            return NOTES_MARK in cell[0]
        shared = [each.target for each in self.package.relationships(self.part) if each.type.endswith("/sharedStrings")]
        items = re.findall(r"<(?:[\w.-]+:)?si\b.*?</(?:[\w.-]+:)?si>", self.package.xml(shared[0]) if shared else "", re.DOTALL)
        return int(number[1]) < len(items) and NOTES_MARK in items[int(number[1])]

    def _drop(self, place: int, sheet: SheetPart) -> None:
        package = self.package
        reference = next(each.id for each in package.relationships(self.part) if each.target == sheet.part)
        calculations = [each for each in package.relationships(self.part) if each.type.endswith("/calcChain")]
        for each in package.relationships(sheet.part):
            if each.type.endswith(_BELONGINGS) and each.target in package:
                package.remove(each.target)
        package.remove(sheet.part)
        package.unrelate(self.part, reference)
        for chain in calculations:  # it names our sheet when the officer calculated on it; Excel makes it anew
            package.remove(chain.target)
            package.unrelate(self.part, chain.id)
        self._xml = self._xml.replace(sheet.element, "", 1)
        self._renumber(lambda number: None if number == place else number - (number > place))
        self._put()

    def add_first(self, content: Content, table: tuple[int, int] | None) -> str:
        """Put a sheet before all others and let the workbook open on it; the name that it got.

        `table` is the head's row, which print repeats, and the last row of the table that can be filtered.
        """
        name, element = self._sheet(NOTES_SHEET, content)
        self._xml = re.sub(rf"(<{self._prefix}sheets\b[^>]*>)", lambda found: found[1] + element, self._xml, count=1)
        self._renumber(lambda number: number + 1)
        self._open_on_first()
        if table:
            self._name_areas(name, table)
        self._put()
        return name

    def add_last(self, name: str, content: Content) -> str:
        """Put a sheet behind all others; the name that it got."""
        free, element = self._sheet(name, content)
        self._xml = re.sub(rf"</{self._prefix}sheets>", lambda found: element + found[0], self._xml, count=1)
        self._put()
        return free

    def _sheet(self, wanted: str, content: Content) -> tuple[str, str]:
        """The name that a new sheet gets, and its element; its part is in the package."""
        part = self.package.free("xl/worksheets/rapor{}.xml")
        self.package.declare(part, WORKSHEET_TYPE)
        reference = self.package.relate(self.part, "worksheet", part)
        self.package.put(part, content)
        known = self.sheets()
        number = max((int(attributes(sheet.element).get("sheetId", 0)) for sheet in known), default=0) + 1
        taken = {sheet.name.casefold() for sheet in known}
        names = [wanted, *(f"{wanted} ({again})" for again in range(2, 1000))]
        name = next(name for name in names if name.casefold() not in taken)
        return name, f'<{self._prefix}sheet xmlns:r="{OFFICE}" name="{text(name)}" sheetId="{number}" r:id="{reference}"/>'

    def _renumber(self, new: Callable[[int], int | None]) -> None:
        """Give the names that belong to a sheet its new place; those whose sheet is gone go with it."""

        def renumbered(found: re.Match[str]) -> str:
            place = attributes(found[1]).get("localSheetId")
            number = None if place is None else new(int(place))
            if place is not None and number is None:
                return ""
            return found[0] if number is None else with_attributes(found[1], localSheetId=number) + found[2]

        name = f"{self._prefix}definedName"
        self._xml = re.sub(rf"(<{name}\b[^>]*>)(.*?</{name}>)", renumbered, self._xml, flags=re.DOTALL)
        names = f"{self._prefix}definedNames"
        self._xml = re.sub(rf"<{names}>\s*</{names}>", "", self._xml)

    def _open_on_first(self) -> None:
        view = rf"<{self._prefix}workbookView\b[^>]*>"
        self._xml = re.sub(view, lambda found: without_attributes(found[0], "activeTab", "firstSheet"), self._xml)

    def _name_areas(self, sheet: str, table: tuple[int, int]) -> None:
        """The names by which Excel repeats the head in print and keeps the filter."""
        p, quoted = self._prefix, text(f"'{sheet}'!")
        area = f"{quoted}$A${table[0]}:$H${table[1]}"
        ours = (
            f'<{p}definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{area}</{p}definedName>'
            f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">{quoted}${table[0]}:${table[0]}</{p}definedName>'
        )
        if f"<{p}definedNames>" in self._xml:
            self._xml = self._xml.replace(f"<{p}definedNames>", f"<{p}definedNames>{ours}", 1)
            return
        whole = f"<{p}definedNames>{ours}</{p}definedNames>"
        end = max(found.end() for found in re.finditer(rf"</{p}(?:externalReferences|functionGroups|sheets)>", self._xml))
        self._xml = self._xml[:end] + whole + self._xml[end:]

    def _put(self) -> None:
        self.package.put(self.part, self._xml)
