"""The workbook part: its sheets and their order, and what counts them by their place."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, with_attributes, without_attributes, xml_text
from assets.returning.xlsx.patched_package import OFFICE, Content, PatchedPackage

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
#: What belongs to one sheet alone and goes when the sheet goes, by how the type of the reference to it ends.
_BELONGINGS = ("/comments", "/vmlDrawing", "/printerSettings", "/drawing", "/threadedComment")
#: A sign is looked for in so many bytes of a sheet, which hold hundreds of its rows.
_SIGN_WITHIN = 1 << 16

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


def blank_workbook() -> bytes:
    """A workbook without any sheet, into which sheets can be put. Excel opens it with at least one."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in _BLANK_PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), _DECLARATION + xml)
    return written.getvalue()


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, its element in the workbook part, its own part, and whether that is a worksheet.

    What is no worksheet is a chart sheet, a dialog or a macro sheet: it has no cells.
    """

    name: str
    element: str
    part: str
    has_cells: bool


@dataclass(frozen=True)
class SheetSign:
    """How a sheet that we put in is known when the workbook comes back: its name begins so, and in `cell` (A1) stands `text`."""

    name: str
    cell: str
    text: str


@dataclass(frozen=True)
class TableArea:
    """A table on a sheet: the letters of its outer columns, the row of its headings, and its last row."""

    first: str
    last: str
    head: int
    end: int


class WorkbookPart:
    """The workbook part of a package. UnpatchableError when the package has none; what is changed is put into it at once."""

    def __init__(self, package: PatchedPackage) -> None:
        self.package = package
        parts = [each.target for each in package.relationships("") if each.type.endswith("/officeDocument")]
        if not parts or parts[0] not in package:
            raise UnpatchableError("bagian workbook tidak ditemukan")
        self.part = parts[0]
        self._xml = package.xml(self.part)
        self._prefix = prefix_of(self._xml, "workbook")

    def sheets(self) -> list[SheetPart]:
        """The sheets in their order. UnpatchableError when one is listed whose part is not there."""
        references = {each.id: each for each in self.package.relationships(self.part)}
        sheets = []
        for element in re.findall(rf"<{self._prefix}sheet\s[^>]*>", self._xml):
            values = attributes(element)
            # The prefix of the id's namespace is whatever the program chose, `r:` with most.
            reference = references.get(next((value for name, value in values.items() if name.endswith(":id")), ""))
            if reference is None or reference.target not in self.package:
                raise UnpatchableError("lembar yang didaftar tidak ada")
            has_cells = reference.type.endswith("/worksheet")
            sheets.append(SheetPart(values.get("name", ""), element, reference.target, has_cells))
        return sheets

    def styles_part(self) -> str:
        """The name of the styles part, declared and referred to where the workbook has none yet."""
        parts = [each.target for each in self.package.relationships(self.part) if each.type.endswith("/styles")]
        if parts:
            return parts[0]
        part = self.package.free("xl/styles.xml", "xl/styles{}.xml")
        self.package.declare(part, STYLES_TYPE)
        self.package.relate(self.part, "styles", part)
        return part

    def drop_sheets(self, sign: SheetSign) -> None:
        """Take out the sheets that bear a sign. One that is only named so stays: it is the officer's."""
        for place, sheet in reversed(list(enumerate(self.sheets()))):
            if sheet.name.startswith(sign.name) and sheet.part in self.package and self._bears(sheet.part, sign):
                self._drop(place, sheet)

    def _bears(self, part: str, sign: SheetSign) -> bool:
        """True when the sign's text stands in its cell.

        We write it into the sheet itself; a program that saves the workbook moves it among the shared texts.
        """
        start = self.package.read(part)[:_SIGN_WITHIN].decode("utf-8", "replace")
        cell = re.search(rf"""<(?:[\w.-]+:)?c\s[^>]*\br=["']{sign.cell}["'][^>]*>.*?</(?:[\w.-]+:)?c>""", start, re.DOTALL)
        if not cell:
            return False
        number = re.search(r"<(?:[\w.-]+:)?v>(\d+)<", cell[0])
        if not number or attributes(cell[0].partition(">")[0] + ">").get("t") != "s":
            return sign.text in cell[0]
        shared = [each.target for each in self.package.relationships(self.part) if each.type.endswith("/sharedStrings")]
        items = re.findall(r"<(?:[\w.-]+:)?si\b.*?</(?:[\w.-]+:)?si>", self.package.xml(shared[0]) if shared else "", re.DOTALL)
        return int(number[1]) < len(items) and sign.text in items[int(number[1])]

    def _drop(self, place: int, sheet: SheetPart) -> None:
        """Take out the sheet at a place (from 0) with what belongs to it alone.

        The chain in which Excel calculates goes too: it names our sheet when the officer calculated on it, a name that is not
        there makes Excel offer a repair, and Excel makes a missing chain anew.
        """
        package = self.package
        reference = next(each.id for each in package.relationships(self.part) if each.target == sheet.part)
        calculations = [each for each in package.relationships(self.part) if each.type.endswith("/calcChain")]
        for each in package.relationships(sheet.part):
            if each.type.endswith(_BELONGINGS) and each.target in package:
                package.remove(each.target)
        package.remove(sheet.part)
        package.unrelate(self.part, reference)
        for chain in calculations:
            package.remove(chain.target)
            package.unrelate(self.part, chain.id)
        self._xml = self._xml.replace(sheet.element, "", 1)
        self._renumber(lambda number: None if number == place else number - (number > place))
        self._put()

    def add_first(self, name: str, content: Content, table: TableArea | None) -> str:
        """Put a sheet before all others and let the workbook open on it; the name that it got, `name` or `name (2)`.

        Print repeats the head of `table` on every page, and its filter is kept.
        """
        free_name, element = self._new_sheet(name, content)
        self._xml = re.sub(rf"(<{self._prefix}sheets\b[^>]*>)", lambda opening: opening[1] + element, self._xml, count=1)
        self._renumber(lambda number: number + 1)
        self._open_on_first()
        if table:
            self._name_areas(free_name, table)
        self._put()
        return free_name

    def add_last(self, name: str, content: Content) -> str:
        """Put a sheet behind all others; the name that it got."""
        free_name, element = self._new_sheet(name, content)
        self._xml = re.sub(rf"</{self._prefix}sheets>", lambda end: element + end[0], self._xml, count=1)
        self._put()
        return free_name

    def _new_sheet(self, name: str, content: Content) -> tuple[str, str]:
        """The name that a new sheet gets, and its element; its part is in the package."""
        part = self.package.free("xl/worksheets/rapor{}.xml")
        self.package.declare(part, WORKSHEET_TYPE)
        reference = self.package.relate(self.part, "worksheet", part)
        self.package.put(part, content)
        sheets = self.sheets()
        number = max((int(attributes(sheet.element).get("sheetId", 0)) for sheet in sheets), default=0) + 1
        taken = {sheet.name.casefold() for sheet in sheets}
        names = [name, *(f"{name} ({again})" for again in range(2, 1000))]
        free_name = next(each for each in names if each.casefold() not in taken)
        return (
            free_name,
            f'<{self._prefix}sheet xmlns:r="{OFFICE}" name="{xml_text(free_name)}" sheetId="{number}" r:id="{reference}"/>',
        )

    def _renumber(self, new_place: Callable[[int], int | None]) -> None:
        """Give the defined names that belong to a sheet its new place; those whose sheet is gone (None) go with it.

        Print areas and filters are such names, and they name their sheet by its place in the list alone.
        """

        def renumbered(name: re.Match[str]) -> str:
            place = attributes(name[1]).get("localSheetId")
            number = None if place is None else new_place(int(place))
            if place is not None and number is None:
                return ""
            return name[0] if number is None else with_attributes(name[1], localSheetId=number) + name[2]

        name = f"{self._prefix}definedName"
        self._xml = re.sub(rf"(<{name}\b[^>]*>)(.*?</{name}>)", renumbered, self._xml, flags=re.DOTALL)
        names = f"{self._prefix}definedNames"
        self._xml = re.sub(rf"<{names}>\s*</{names}>", "", self._xml)

    def _open_on_first(self) -> None:
        view = rf"<{self._prefix}workbookView\b[^>]*>"
        self._xml = re.sub(view, lambda tag: without_attributes(tag[0], "activeTab", "firstSheet"), self._xml)

    def _name_areas(self, sheet: str, table: TableArea) -> None:
        """The defined names of the first sheet by which Excel repeats the head in print and keeps the filter."""
        p, quoted = self._prefix, xml_text(f"'{sheet}'!")
        area = f"{quoted}${table.first}${table.head}:${table.last}${table.end}"
        ours = (
            f'<{p}definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{area}</{p}definedName>'
            f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">{quoted}${table.head}:${table.head}</{p}definedName>'
        )
        if f"<{p}definedNames>" in self._xml:
            self._xml = self._xml.replace(f"<{p}definedNames>", f"<{p}definedNames>{ours}", 1)
            return
        whole = f"<{p}definedNames>{ours}</{p}definedNames>"
        # The list stands behind these elements, whichever of them there are.
        end = max(tag.end() for tag in re.finditer(rf"</{p}(?:externalReferences|functionGroups|sheets)>", self._xml))
        self._xml = self._xml[:end] + whole + self._xml[end:]

    def _put(self) -> None:
        self.package.put(self.part, self._xml)
