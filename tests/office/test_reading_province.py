"""The province's own workbook is read by its cover, and by nothing else."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from assets.reading.model import Reading
from assets.reading.read import read_file
from assets.storage.home import Home
from assets.templating.province_workbook import ProvinceOrder, write_province_workbook
from pipelines.commands.checking import check_files
from schemas.areas import areas
from schemas.forms import EVERY_FORM, PROVINCE_FORMS, Form
from schemas.forms.province import PROVINCE_SET
from tests.builders import RIGHT, make_workbook


def workbook(path: Path, *forms: str, cover: dict[str, str] | None = None, **rows: list[dict[str, str]]) -> Path:
    """A workbook of the province with these sheets; `rows` by form say what differs from a right one, none is an empty sheet."""
    said = {"Formulir": PROVINCE_SET, "Kode Wilayah": "62", "Nama Wilayah": "Provinsi Kalimantan Tengah", "Disusun Oleh": "Bidang",
            "Disahkan Oleh": "Kepala Dinas"} | (cover or {})  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Sampul")
        for row, (label, value) in enumerate(said.items()):
            page.write_row(row, 0, [label, value])
        for name in dict.fromkeys([*forms, *rows]):
            _write(book.add_worksheet(EVERY_FORM[name].sheet), EVERY_FORM[name], rows.get(name, []))
    return path


def _write(page: xlsxwriter.worksheet.Worksheet, form: Form, rows: list[dict[str, str]]) -> None:
    page.write_row(0, 0, [column.title for column in form.columns])
    for number, row in enumerate(rows, 1):
        page.write_row(number, 0, [({**RIGHT[form.id], **row}).get(name) or "" for name in form.ids])


def rules(reading: Reading) -> list[str]:
    return sorted(problem.rule for problem in reading.problems)


def test_a_workbook_of_the_province_is_of_no_month_and_each_sheet_is_a_form(tmp_path: Path) -> None:
    reading = read_file(
        workbook(tmp_path / "k.xlsx", targets=[{}, {"year": "2026"}], scale=[{}]), "2025-04/62.02/ketentuan 2025.xlsx"
    )
    assert (reading.area_code, reading.period) == ("62", "")
    assert {table.form: table.rows.height for table in reading.tables} == {"targets": 2, "scale": 1}


def test_an_empty_sheet_changes_nothing_and_one_that_is_withdrawn_is_reported(tmp_path: Path) -> None:
    empty = read_file(workbook(tmp_path / "k.xlsx", "grdp", targets=[{}]), "k.xlsx")
    assert empty.forms == ["targets"]
    withdrawn = read_file(workbook(tmp_path / "l.xlsx", targets=[{}], cover={"PDRB": "Nihil"}), "l.xlsx")
    assert (withdrawn.forms, withdrawn.conditions) == (["targets", "grdp"], {"grdp": "Nihil"})


def test_nobody_but_the_province_lays_anything_down(tmp_path: Path) -> None:
    cover = {"Kode Wilayah": "62.02", "Nama Wilayah": "Kabupaten Kotawaringin Timur"}
    reading = read_file(workbook(tmp_path / "k.xlsx", targets=[{}], cover=cover), "k.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == (None, None, ["V107"])


def test_a_regencys_sheet_of_the_same_name_is_read_as_nothing(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "62.02.xlsx", {"recap": [{}]})
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("Target")
    page.append([column.title for column in PROVINCE_FORMS["targets"].columns])
    page.append(["KOP-04", "62", 2025, None, "tunggal", 80])
    book.save(path)
    reading = read_file(path, "2025-03/62.02.xlsx")
    assert (reading.forms, rules(reading)) == (["recap"], ["V116"])


def test_a_percentage_that_excel_keeps_as_a_share_is_the_number_that_it_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "k.xlsx", targets=[{}])
    book = openpyxl.load_workbook(path)
    cell = book["Target"]["F2"]
    cell.value, cell.number_format = 0.795, "0.0%"
    book.save(path)
    assert read_file(path, "k.xlsx").tables[0].rows["low"].to_list() == ["79.5"]


def test_a_template_that_is_filled_in_comes_back_without_a_note(tmp_path: Path) -> None:
    path = tmp_path / "ketentuan.xlsx"
    write_province_workbook(ProvinceOrder(areas("62")), path)
    book = openpyxl.load_workbook(path)
    for form in PROVINCE_FORMS.values():
        for index, name in enumerate(form.ids, 1):
            book[form.sheet].cell(5, index, RIGHT[form.id].get(name))
    for row in book["Sampul"].iter_rows():
        if row[0].value in ("Disusun Oleh", "Disahkan Oleh"):
            row[1].value = "Kepala Bidang"
    book.save(path)
    (checked,) = check_files([path], Home(tmp_path / "home"))
    assert checked.findings.filter(checked.findings["severity"] != "info").rows() == []
    assert checked.accepted == tuple(PROVINCE_FORMS)


@pytest.mark.parametrize("order", [ProvinceOrder(areas("62")), ProvinceOrder(areas("33"))])
def test_the_same_template_has_the_same_bytes(tmp_path: Path, order: ProvinceOrder) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_province_workbook(order, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
