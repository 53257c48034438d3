"""The list behind notes of mere information: which cooperatives they count, on a sheet of its own."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from assets.reading.read import read_file
from assets.returning.returned_workbook import OUR_SHEETS
from assets.returning.xlsx.patched_package import PatchedPackage
from assets.returning.xlsx.workbook_part import WorkbookPart
from schemas.counted_cooperatives import counted_cooperatives
from schemas.forms import FORMS
from schemas.notes_sheet import NOTES_LIST_SHEET, NOTES_SHEET
from tests.unit.returning_fixture import REGISTER, finding, grouped, make_book, returned

LAYOUTS = pl.DataFrame(
    [("s1", "register", REGISTER, column, letter, 6) for column, letter in (("last_rat_date", "R"), ("members_total", "O"))],
    schema={"submission": pl.String, "form": pl.String, "sheet": pl.String, "column": pl.String, "letter": pl.String, "header_row": pl.Int32},
    orient="row",
)  # fmt: skip


def cooperative(row: int, name: str, **told: Any) -> dict[str, Any]:
    known = {"submission": "s1", "sheet": REGISTER, "row": row, "period": "2025-03", "name": name, "nik": "6202010010001"}
    return (
        known | {"status": "Aktif", "legal_date": date(2010, 1, 1), "last_rat_date": date(2025, 2, 1), "members_total": 20} | told
    )


ROWS = pl.DataFrame(
    [
        cooperative(7, "Sehat"),
        cooperative(8, "Lama", last_rat_date=date(2019, 5, 1)),
        cooperative(9, "Kosong", members_total=0, legal_date=date(2025, 1, 1)),
        cooperative(10, "Tidur", status="Tidak Aktif", last_rat_date=None, members_total=None),
    ],
    schema=pl.Schema(FORMS["register"].dtypes()),
)
INFORMED = (finding(), finding("", "V428", "last_rat_date", ""), finding("", "V429", "members_total", ""))


def test_every_cooperative_that_a_note_counts_is_listed_with_its_cell() -> None:
    found = counted_cooperatives(ROWS, LAYOUTS).select("rule", "cell", "name").rows()
    assert found == [
        ("V405", "R10", "Tidur"), ("V406", "O10", "Tidur"), ("V428", "R8", "Lama"), ("V429", "O9", "Kosong"),
    ]  # fmt: skip


def test_the_list_is_the_last_sheet_and_the_note_leads_to_it(tmp_path: Path) -> None:
    lists = counted_cooperatives(ROWS, LAYOUTS)
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*INFORMED), tmp_path / "b.xlsx", listed=lists)
    assert book.sheetnames == [NOTES_SHEET, REGISTER, NOTES_LIST_SHEET]
    told = [[cell.value for cell in row[:6]] for row in book[NOTES_LIST_SHEET].iter_rows(min_row=4)]
    assert told[2] == [REGISTER, "R8", "Lama", "6202010010001", "Aktif tanpa RAT tiga tahun", "V428"]
    leads = {cell.hyperlink.location for row in book[NOTES_SHEET].iter_rows() for cell in row if cell.hyperlink}
    assert f"'{NOTES_LIST_SHEET}'!A6" in leads


def test_without_such_notes_there_is_no_list(tmp_path: Path) -> None:
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(finding()), tmp_path / "b.xlsx")
    assert book.sheetnames == [NOTES_SHEET, REGISTER]


def test_a_workbook_that_comes_back_loses_both_sheets_of_ours_and_the_reader_passes_over_them(tmp_path: Path) -> None:
    target = tmp_path / "b.xlsx"
    returned(make_book(tmp_path / "a.xlsx"), grouped(*INFORMED), target, listed=counted_cooperatives(ROWS, LAYOUTS))
    unread = [problem.value for problem in read_file(target, "b.xlsx").problems if problem.rule == "V116"]
    assert not any(name.startswith(NOTES_SHEET) for name in unread)
    workbook = WorkbookPart(PatchedPackage(target.read_bytes()))
    workbook.drop_sheets(OUR_SHEETS)
    assert [sheet.name for sheet in workbook.sheets()] == [REGISTER]
