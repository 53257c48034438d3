"""Templates filled in the way an officer does, and what the reader and the rules say of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assets.reading.model import Reading
from assets.reading.read import read_file
from assets.receiving import filed_rows
from assets.templating.starting_rows import LastReports
from assets.templating.template_plan import TemplateOrder, template_order
from assets.templating.template_workbook import write_template
from schemas.areas import areas
from schemas.forms import FORMS, HAS_DATA, LAST_STATUS
from schemas.judge import Verdict, judge

SUKAMARA = "62.08"
NIK = "6206010010001"
Cells = Mapping[str, Any]

#: What an officer types into a new row, or into each row that is there already.
COOPERATIVE: Cells = {
    "nik": NIK, "name": "Koperasi Maju", "legal_date": date(2010, 2, 1), "district": "Sukamara", "type": "Konsumen", "status": "Aktif",
    "last_rat_date": date(2025, 1, 15), "members_male": 12, "members_female": 8, "members_total": 20,
}  # fmt: skip
RECAP: Cells = {"cooperatives": 0, "active": 0, "inactive": 0, "rat_held": 0}
STAGE: Cells = {"stage": "Sosialisasi", "outreach_date": date(2025, 3, 10)}
OBSTACLE: Cells = {
    "obstacle_id": "62.08-0001", "category": "Lahan dan Aset", "description": "Lahan belum tersedia", "raised_date": date(2025, 3, 5),
    "status": "Dalam Proses",
}  # fmt: skip
BUSINESSES: Cells = {"micro": 100, "small": 10, "medium": 1, "with_nib": 50, "coached": 20, "financed": 5}
ACTIVITY: Cells = {
    "agency": "Dinas Koperasi",
    "activity": "Pelatihan",
    "date": date(2025, 3, 10),
    "target": "Koperasi",
    "participants_male": 10,
}


def make(
    path: Path, period: str = "2025-03", area: str = SUKAMARA, last: LastReports | None = None, **options: bool
) -> TemplateOrder:
    """Write a template and say what it was made for."""
    wanted = replace(template_order(area, period, areas(), **options), last=last or LastReports())
    write_template(wanted, path)
    return wanted


def header_of(page: Worksheet) -> tuple[int, dict[str, int]]:
    """The header's row, and title → column."""
    titles = {column.title for column in next(form for form in FORMS.values() if form.sheet == page.title).columns}
    for row in page.iter_rows(min_row=1, max_row=6):
        found = {str(cell.value): cell.column for cell in row if cell.value in titles}
        if len(found) >= 3:
            return row[0].row, found
    raise AssertionError(f"no header on {page.title}")


def fill(page: Worksheet, rows: Iterable[Cells]) -> None:
    """Type the cells of each row, from the first row of data down."""
    form = next(form for form in FORMS.values() if form.sheet == page.title)
    header, columns = header_of(page)
    for number, cells in enumerate(rows, header + 1):
        for column, value in cells.items():
            page.cell(number, columns[form.column(column).title]).value = value


def fill_cover(book: Workbook) -> None:
    """Name the persons, and say of each form without a Keadaan Formulir that it has data."""
    answers = {"Disusun Oleh": "Bidang Koperasi", "Disahkan Oleh": "Kepala Dinas"} | {
        form.sheet: HAS_DATA for form in FORMS.values()
    }
    for row in book["Sampul"].iter_rows(min_col=1, max_col=2):
        if row[0].value in answers and row[1].value is None:
            row[1].value = answers[str(row[0].value)]


def fill_rightly(path: Path) -> None:
    """Everything that a small regency has to say: a row of each list, all villages, all kecamatan.

    openpyxl calculates nothing, so formulas make way for what is typed; tests/integration has them calculated.
    """
    book = openpyxl.load_workbook(path)
    fill_cover(book)
    new = {"register": [COOPERATIVE], "obstacles": [OBSTACLE], "coaching": [ACTIVITY]}
    every = {"recap": RECAP, "kdmp": STAGE, "umkm": BUSINESSES}
    for form_id, form in FORMS.items():
        if form.sheet in book.sheetnames:
            page = book[form.sheet]
            header, _ = header_of(page)
            for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
                cell.value = None
            fill(page, new.get(form_id) or [every[form_id]] * (page.max_row - header))
            if form_id == "recap":
                fill(page, [{"cooperatives": 1, "active": 1, "inactive": 0, "rat_held": 1}])
    book.save(path)


def confirm(path: Path) -> None:
    """Say of a template made from a last report that each status is what it was; type what no report carries over."""
    book = openpyxl.load_workbook(path)
    fill_cover(book)
    for page in book.worksheets:
        titles = {cell.value: cell.column for row in page.iter_rows(min_row=4, max_row=6) for cell in row}
        for row in page.iter_rows(min_row=6) if LAST_STATUS in titles else ():
            now, before = row[titles["Status"] - 1], row[titles[LAST_STATUS] - 1]
            now.value = before.value or now.value
    for sheet, cells in (("Rekap UMKM", BUSINESSES), ("Pembinaan", ACTIVITY)):
        if sheet in book.sheetnames:
            header, _ = header_of(book[sheet])
            rows = max(book[sheet].max_row - header, 1)
            fill(book[sheet], [_a_little_more(cells, number) for number in range(rows)])
    for sheet, title, news in (
        ("Progres KDMP", "Anggota", 57),
        ("Permasalahan", "Tindak Lanjut", "Sudah dibahas bersama kecamatan"),
    ):
        if sheet in book.sheetnames:
            header, columns = header_of(book[sheet])
            book[sheet].cell(header + 1, columns[title]).value = news
    book.save(path)


def _a_little_more(cells: Cells, by: int) -> Cells:
    """The same row with every count larger: no two kecamatan report one figure."""
    return {column: value + by if isinstance(value, int) else value for column, value in cells.items()}


def judged(path: Path, received: date = date(2025, 12, 1)) -> tuple[Reading, Verdict]:
    """The reading of a workbook, and the verdict on it as the night gives it."""
    reading = read_file(path, path.name)
    receipt = {"sha256": "s1", "file": path.name, "seq": 1, "at": f"{received.isoformat()}T03:00:00+00:00"}
    submitted = filed_rows.tables([(receipt, None, reading)], "")
    return reading, judge(submitted, areas())


def grave(verdict: Verdict) -> list[tuple[str, str, str]]:
    """(rule, sheet, cell) of every note that is more than information, and of what the reader passed over."""
    kept = verdict.findings.filter((pl.col("severity") != "info") | pl.col("rule").is_in(["V115", "V116"]))
    return list(kept.select("rule", "sheet", "cell").iter_rows())
