"""Workbooks of generated cells: any text, number, date, error or formula in any column of any form."""

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

from schemas.forms import FORMS

#: What officers really write, beside what nobody would.
WORDS = (
    "", " ", "-", "nihil", "n/a", "tidak ada", "0", "1.250", "1,250", "3.782", "76,60%", "Rp 1.250.000,-", "(1.500)", "31/04/2021",
    "04 Mei 1987", "45000", "2025-04-30", "Ya", "sudah", "JUMLAH", "SUB TOTAL", "KECAMATAN X", "Mengetahui,", "Sampit, 5 Mei 2025",
    "6202011234567890", "081234567890", "#REF!", "#N/A", "=1+1", "<b>&amp;", "é – “x”", "\u00a0", "Aktif", "Tidak Aktif", "Baamang",
    "62.02.01.2003", "6216010040003", "1E+20", "١٢٣", "NaN",
)  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NUMBERS = (
    st.integers(-(10**12), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, 0.766, 3.782, 1e-9, 45000.5])
)
DATES = st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1))
CELLS = st.none() | TEXTS | NUMBERS | DATES | st.booleans() | st.just("formula") | st.just("uncalculated")
FORMATS = st.sampled_from(["", "0.0%", "#,##0,", "dd/mm/yyyy"])


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[bytes, int]:
    """A workbook of one form with its headings in any order, some missing, some unknown; and how many cells were generated."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    needed = [column.title for column in form.required]
    others = [column.title for column in form.columns if not column.required] + [draw(TEXTS) for _ in range(2)]
    kept = draw(st.permutations(others))[: draw(st.integers(2, len(others)))]
    header = draw(st.permutations(needed + kept if draw(st.booleans()) else needed[1:] + kept))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=10))
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(form.sheet if draw(st.booleans()) else "Sheet1")
        number_format = book.add_format({"num_format": draw(FORMATS)})
        top = draw(st.integers(0, 8))
        sheet.write_row(top, 0, header)
        for place, row in enumerate(rows, start=top + 1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, number_format)
        if draw(st.booleans()):
            sheet.set_row(top + 1, None, None, {"hidden": True})
    return target.getvalue(), len(rows) * len(header)


def _write(sheet: Any, row: int, column: int, cell: object, number_format: Any) -> None:
    if cell == "formula":
        sheet.write_formula(row, column, "=SUM(A1:A2)", number_format, 12)
    elif cell == "uncalculated":
        sheet.write_formula(row, column, "=A1", None, "")
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, number_format)
    elif cell is not None:
        sheet.write(row, column, cell, number_format)
