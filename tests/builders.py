"""What tests are built from: submissions as the judge takes them, and workbooks as an office sends them."""

from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from schemas.areas import areas
from schemas.findings import PROBLEM
from schemas.forms import COVER_LABELS, COVER_SHEET, EVERY_FORM, HAS_DATA, PROVINCE_FORMS
from schemas.forms.province import PROVINCE_SET
from schemas.frames import FILE, LAYOUT, REPORTED_FORM
from schemas.judge import Submitted, Verdict, judge

KOTIM = "62.02"
PERIOD = "2025-03"

SOURCE = {"source": "Renstra 2025-2029", "source_date": "15/01/2025"}
#: A right row of each form; tests say what differs.
RIGHT: dict[str, dict[str, str]] = {
    "register": {
        "nik": "6216010040001", "name": "Koperasi Maju", "district": "Baamang", "type": "Konsumen", "status": "Aktif",
        "legal_date": "01/02/2010", "last_rat_date": "15/01/2025", "members_male": "12", "members_female": "8", "members_total": "20",
    },
    "recap": {"district": "Baamang", "cooperatives": "15", "active": "10", "inactive": "5", "rat_held": "4"},
    "kdmp": {
        "village_code": "62.02.05.1001", "village": "Baamang Hilir", "district": "Baamang", "stage": "Sosialisasi", "outreach_date": "10/03/2025",
    },
    "obstacles": {
        "obstacle_id": "62.02-0001", "category": "Lahan dan Aset", "description": "Lahan belum tersedia", "raised_date": "05/03/2025",
        "status": "Dalam Proses",
    },
    "umkm": {"district": "Baamang", "micro": "100", "small": "10", "medium": "1", "with_nib": "50", "coached": "20", "financed": "5"},
    "coaching": {"agency": "Dinas Koperasi", "activity": "Pelatihan", "date": "10/03/2025", "target": "Koperasi", "participants_male": "10"},
    "targets": {"indicator": "KOP-04", "of_area": "62", "year": "2025", "kind": "tunggal", "low": "80", **SOURCE},
    "budgets": {
        "code": "2.17.03", "programme": "Program Pengawasan Koperasi", "year": "2025", "budget": "1.250.000.000", "spent": "900.000.000", **SOURCE,
    },
    "grdp": {"of_area": "62", "year": "2024", "value": "230.000.000.000.000", **SOURCE},
    "decrees": {"list": "modern", "year": "2025", "of_area": "62.02", "nik": "6216010040001", "name": "Koperasi Maju", **SOURCE},
    "outside_totals": {"origin": "ODS", "of_area": "62", "of_period": "2025-03", "indicator": "KOP-01", "value": "3782", **SOURCE},
    "corrections": {
        "corrected_form": "Daftar Koperasi", "of_period": "2025-03", "of_area": "62.02", "key": "6216010040001", "corrected_column": "Total Anggota",
        "expected": "20", "corrected_value": "21", "reason": "surat ralat", "letter_number": "500/7/2025", **SOURCE,
    },
    "scale": {"at_least": "0", "label": "Kurang", **SOURCE},
    "village_base": {"of_area": "62.02", "villages": "168", "wards": "17", **SOURCE},
    "publisher": {"name": "Dinas Koperasi dan UKM", **SOURCE},
}  # fmt: skip


def make_submitted(
    form: str = "register", rows: list[dict[str, str | None]] | None = None, *, area: str = KOTIM, period: str = PERIOD,
    received: date = date(2025, 4, 9), condition: str = HAS_DATA, submission: str = "s1", header_row: int = 5,
) -> Submitted:  # fmt: skip
    """One submission with one form; each row says only what differs from a right one."""
    columns = EVERY_FORM[form].ids
    full = [{**dict.fromkeys(columns), **RIGHT[form], **row} for row in ([{}] if rows is None else rows)]
    frame = pl.DataFrame(full, schema=dict.fromkeys(columns, pl.String)).with_columns(
        submission=pl.lit(submission), area_code=pl.lit(area), period=pl.lit(period), sheet=pl.lit(EVERY_FORM[form].sheet),
        row=pl.int_range(header_row + 1, header_row + 1 + len(full), dtype=pl.Int32),
    )  # fmt: skip
    letters = [
        (submission, area, period, form, EVERY_FORM[form].sheet, header_row, column, letter_of(i))
        for i, column in enumerate(columns)
    ]
    return Submitted(
        files=pl.DataFrame(
            [{"submission": submission, "sha256": submission, "file": f"{period}/{area}.xlsx", "area_code": area, "period": period,
              "kind": "xlsx", "sample": False, "attachment": False, "seq": 1, "found_at": f"{received}T00:00:00", "received": received}],
            schema=FILE,
        ),
        forms=pl.DataFrame([(submission, form, condition, len(full), submission)], schema=REPORTED_FORM, orient="row"),
        rows={form: frame},
        layouts=pl.DataFrame(letters, schema=LAYOUT, orient="row"),
        problems=pl.DataFrame(schema=PROBLEM),
    )  # fmt: skip


def together(*submissions: Submitted) -> Submitted:
    """Several submissions of one form as one batch, as a period's are."""
    return reduce(Submitted.and_also, submissions)


def judged(form: str = "register", *rows: dict[str, str | None], **what_differs: Any) -> Verdict:
    """The verdict on one submission of one form."""
    return judge(make_submitted(form, list(rows) or None, **what_differs), areas())


def notes(verdict: Verdict) -> list[tuple[str, str]]:
    """(rule, cell) of each finding, information left out."""
    kept = verdict.findings.filter(pl.col("severity") != "info")
    return sorted(kept.select("rule", "cell").iter_rows())


def letter_of(index: int) -> str:
    """The letter of a column by its position from 0."""
    return str(xl_col_to_name(index))


def make_workbook(
    path: Path, forms: dict[str, list[dict[str, Any]]], *, area: str = KOTIM, name: str = "Kabupaten Kotawaringin Timur", period: str = PERIOD,
    conditions: dict[str, str] | None = None, cover: bool = True, mark: str = "",
) -> Path:  # fmt: skip
    """A workbook in the layout of our own template: a cover and a sheet a form, each row saying what differs from a right one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        if cover:
            write_cover(book.add_worksheet(COVER_SHEET), forms, area, name, period, conditions or {})
        for form, rows in forms.items():
            sheet = book.add_worksheet(EVERY_FORM[form].sheet)
            sheet.write(0, 0, mark or EVERY_FORM[form].title)
            sheet.write_row(2, 0, [column.title for column in EVERY_FORM[form].columns])
            for i, row in enumerate(rows, start=3):
                full = {**RIGHT[form], **row}
                for j, column in enumerate(EVERY_FORM[form].ids):
                    if full.get(column) is not None:
                        sheet.write(i, j, full[column])
    return path


def write_cover(sheet: Any, forms: dict[str, Any], area: str, name: str, period: str, conditions: dict[str, str]) -> None:
    """Labels in column A, values in column B, then a line a form."""
    values = {
        "form_set": PROVINCE_SET if forms and PROVINCE_FORMS.keys() >= forms.keys() else "2025.1",
        "area_code": area,
        "area_name": name,
        "period": period,
        "prepared_by": "Bidang Koperasi",
        "approved_by": "Kepala Dinas",
    }
    row = 0
    for label, key in COVER_LABELS.items():
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, values.get(key, ""))
        row += 1
    sheet.write_string(row + 1, 0, "Keadaan Formulir")
    for i, form in enumerate(dict.fromkeys([*forms, *conditions]), start=row + 2):
        sheet.write_string(i, 0, EVERY_FORM[form].sheet)
        sheet.write_string(i, 1, conditions.get(form, HAS_DATA))
