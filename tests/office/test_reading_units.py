"""What stands beside the money: amounts in thousands, headings that say so, and values that slid out of the table."""

from pathlib import Path

import pytest

from assets.reading.tables.units import scale_in
from tests.fuzz.outcome import judged
from tests.unit.reading_fixture import REGISTER_HEADER, ROW_A, ROW_B, column, make_workbook, problem, read, rules, table

MONEY = [(*REGISTER_HEADER, "Aset"), (*ROW_A, 3142176), (*ROW_B, 120000)]


@pytest.mark.parametrize(
    "title",
    ["(dalam ribuan rupiah)", "Dalam jutaan Rp", "Nilai: Rp juta", "Rp 000", "Rp. 000.000", "x Rp1.000", "Satuan: juta rupiah"],
)
def test_a_title_that_speaks_of_thousands_is_understood(title: str) -> None:
    assert scale_in(title)


@pytest.mark.parametrize(
    "title", ["DAFTAR KOPERASI", "dalam rupiah", "Tahun 2000", "Anggota di atas 1.000 orang", "Jl. Juta No. 3"]
)
def test_other_titles_say_nothing_of_units(title: str) -> None:
    assert scale_in(title) == ""


def test_amounts_under_a_title_in_thousands_are_not_counted_and_asked_for(tmp_path: Path) -> None:
    rows = [("DAFTAR KOPERASI (dalam ribuan rupiah)",), (), *MONEY]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}), "2025-04/62.02.xlsx")
    note = problem(reading, "V140")
    assert (note.cell, note.value) == ("A3", "dalam ribuan")
    assert "assets" not in table(reading).letters
    verdict = judged(reading)
    assert verdict.accepted["register"]["assets"].to_list() == [None, None]
    assert verdict.accepted["register"].height == 2
    assert "explain" in verdict.findings.filter(verdict.findings["rule"] == "V140")["severity"].to_list()


def test_a_heading_in_thousands_is_no_unknown_column_but_a_question(tmp_path: Path) -> None:
    rows = [(*REGISTER_HEADER, "Aset (Rp 000)"), *MONEY[1:]]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert rules(reading) == ["V140"]
    assert problem(reading, "V140").value == "Rp 000"


def test_amounts_in_full_rupiah_are_as_they_stand(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [("dalam rupiah",), *MONEY]}))
    assert (column(reading, "assets"), rules(reading)) == (["3142176", "120000"], [])


def test_values_in_a_column_without_a_title_beside_the_table_are_told(tmp_path: Path) -> None:
    rows = [MONEY[0], MONEY[1], (*MONEY[2], 99)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert (rules(reading), problem(reading, "V143").detail) == (["V143"], "1")


def test_a_promised_sheet_that_is_missing_is_returned_and_is_no_report_of_zero(tmp_path: Path) -> None:
    path = make_workbook(tmp_path, conditions={"Daftar Koperasi": "Ada Data", "Rekap Koperasi": "Ada Data"})
    verdict = judged(read(path, "2025-04/62.02.xlsx"))
    assert "recap" in verdict.returned["form"].to_list()
    assert "register" not in verdict.returned["form"].to_list()
