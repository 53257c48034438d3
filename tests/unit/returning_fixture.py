"""What the tests of the returned workbook are built from: findings, and packages written by hand."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import xlsxwriter

from assets.judging.groups import Grouping, grouping
from assets.returning.letter import Letter
from assets.returning.returned_workbook import ReturnOutcome, return_workbook
from schemas.findings import FINDING
from schemas.forms import FORMS
from schemas.rules import RULES

LETTER = Letter("Kabupaten Kotawaringin Timur", "2025-04", date(2025, 5, 9), date(2025, 5, 15))
REGISTER = "Daftar Koperasi"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def finding(
    cell: str = "I7", rule: str = "V204", column: str = "type", value: str = "Serba Usaha", **differs: Any
) -> dict[str, Any]:
    """One finding; what is not said is that of a register's wrong Jenis Koperasi."""
    form = differs.get("form", "register")
    title = FORMS[form].column(column).title if column else ""
    row = int("".join(sign for sign in cell if sign.isdigit()) or 0) or None
    message = f"“{title}” berisi “{value}”. Yang diperbolehkan: Konsumen, Produsen. Contoh: Konsumen."
    return {
        "submission": "s1", "file": "x.xlsx", "area_code": "62.02", "period": "2025-03", "form": form, "sheet": REGISTER, "cell": cell,
        "column": column, "row": row, "rule": rule, "severity": RULES[rule].severity, "value": value, "message": message, "group": "",
        "explanation": None,
    } | differs  # fmt: skip


def findings(*rows: dict[str, Any]) -> pl.DataFrame:
    """A frame of findings."""
    return pl.DataFrame(list(rows), schema=pl.Schema(FINDING))


def grouped(*rows: dict[str, Any]) -> Grouping:
    """Findings with their groups."""
    return grouping(findings(*rows))


def make_book(path: Path, cells: dict[str, Any] | None = None, sheet: str = REGISTER) -> bytes:
    """A workbook of one sheet with some cells and a head in bold white on green."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        head = book.add_format({"bold": True, "bg_color": "#1F4E3D", "font_color": "#FFFFFF", "border": 1})
        framed = book.add_format({"border": 1, "num_format": "#,##0"})
        for column in range(10):
            page.write_string(5, column, f"Kolom {column}", head)
            page.write_number(6, column, column, framed)
        for address, value in (cells or {}).items():
            page.write(address, value, framed)
    return path.read_bytes()


def returned(data: bytes | None, group: Grouping, target: Path, **more: Any) -> tuple[ReturnOutcome, openpyxl.Workbook]:
    """Return a workbook, and open what was written."""
    done = return_workbook(data, group, more.pop("letter", LETTER), target, **more)
    return done, openpyxl.load_workbook(target)


def by_hand(sheet: str, styles: str = "", prefix: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A package of one sheet, its parts as some program other than Excel may write them."""
    own = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    p = prefix
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {own} xmlns:r="{OFFICE}"><{p}sheets><{p}sheet name="{REGISTER}" sheetId="7" r:id="r1"/>'
        f"</{p}sheets></{p}workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<{p}worksheet {own}>{sheet}</{p}worksheet>",
    }  # fmt: skip
    if styles:
        parts["xl/styles.xml"] = f"<{p}styleSheet {own}>{styles}</{p}styleSheet>"
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in (parts | (extra or {})).items():
            archive.writestr(name, xml)
    return written.getvalue()


def part(data: bytes | Path, name: str) -> str:
    """A part of a package as text."""
    with zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data) as archive:
        return archive.read(name).decode()
