"""The cover: conditions of the forms, persons who are looked for and not kept, and the sample's mark."""

from pathlib import Path

import pytest

from schemas.forms import SAMPLE_MARK
from tests.unit.reading_fixture import COVER, RECAP, RECAP_HEADER, REGISTER, make_workbook, problem, read, rules


def test_conditions_are_kept_for_the_forms_that_the_cover_names(tmp_path: Path) -> None:
    conditions = {
        "Daftar Koperasi": "Ada Data",
        "Rekap Koperasi": "Nihil",
        "PROGRES KDMP": "tidak ada perubahan",
        "Pembinaan": "Tidak Disampaikan",
    }
    reading = read(make_workbook(tmp_path, conditions=conditions))
    assert reading.conditions == {
        "register": "Ada Data", "recap": "Nihil", "kdmp": "Tidak Ada Perubahan", "coaching": "Tidak Disampaikan",
    }  # fmt: skip
    assert reading.problems == []
    assert reading.forms == ["register", "recap", "kdmp", "coaching"]


def test_a_word_that_is_no_condition_is_told_at_its_cell(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, conditions={"Daftar Koperasi": "Lengkap"}))
    note = problem(reading, "V119")
    assert (note.form, note.sheet, note.cell, note.value) == ("register", "Sampul", "B8", "Lengkap")
    assert note.allowed == "Ada Data, Tidak Ada Perubahan, Nihil, Tidak Disampaikan"
    assert reading.conditions == {}


@pytest.mark.parametrize("condition", ["Nihil", "Tidak Ada Perubahan"])
def test_rows_where_the_cover_says_there_are_none_are_told_and_kept(tmp_path: Path, condition: str) -> None:
    reading = read(make_workbook(tmp_path, conditions={"Daftar Koperasi": condition}))
    note = problem(reading, "V119")
    assert (note.value, note.detail) == (condition, "lembar “Daftar Koperasi” berisi 2 baris")
    assert [table.rows.height for table in reading.tables] == [2]


def test_a_form_that_is_not_submitted_has_no_table_and_what_was_filled_in_is_told(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, conditions={"Daftar Koperasi": "Tidak Disampaikan"}))
    assert (reading.tables, reading.conditions) == ([], {"register": "Tidak Disampaikan"})
    assert problem(reading, "V119").detail == "lembar “Daftar Koperasi” berisi 2 baris yang terisi; baris itu tidak dihitung"


def test_rows_that_the_template_brought_are_no_answer_on_a_form_that_is_not_submitted(tmp_path: Path) -> None:
    header = ("Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini", "Nama Koperasi")
    sheets = {
        "Progres KDMP": [header, ("62.02.05.1001", "Baamang Hilir", "Baamang"), ("62.02.05.1002", "Baamang Hulu", "Baamang")]
    }
    reading = read(make_workbook(tmp_path, sheets=sheets, conditions={"Progres KDMP": "Tidak Disampaikan"}))
    assert (reading.tables, reading.problems) == ([], [])


def test_data_that_the_cover_promises_and_no_sheet_holds_are_told(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, conditions={"Daftar Koperasi": "Ada Data", "Rekap Koperasi": "Ada Data"}))
    note = problem(reading, "V145")
    assert (note.form, note.cell, note.detail) == ("recap", "B9", "Rekap Koperasi")


def test_an_empty_sheet_of_a_form_that_is_nihil_is_no_table_and_no_problem(tmp_path: Path) -> None:
    sheets = {"Daftar Koperasi": REGISTER, "Rekap Koperasi": [RECAP_HEADER[:3]], "Permasalahan": [("belum ada",)]}
    reading = read(make_workbook(tmp_path, sheets=sheets, conditions={"Rekap Koperasi": "Nihil", "Permasalahan": "Nihil"}))
    assert [table.form for table in reading.tables] == ["register"]
    assert reading.problems == []


def test_a_cover_alone_is_a_report_when_it_names_conditions(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={}, conditions={"Permasalahan": "Nihil"}))
    assert (reading.conditions, reading.tables, reading.problems) == ({"obstacles": "Nihil"}, [], [])


def test_neither_table_nor_condition_is_told(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": [("halo", "dunia")]}))
    assert rules(reading) == ["V116", "V109"]
    assert "Daftar Koperasi" in problem(reading, "V109").allowed
    assert problem(reading, "V109").detail == ""


def test_a_sheet_of_no_form_is_told_which_form_it_is_nearest_to_and_what_it_lacks(tmp_path: Path) -> None:
    rows = [("Laporan",), ("Kecamatann", "Jml. Koperasi", "Lain"), ("Baamang", 3, "x")]
    detail = problem(read(make_workbook(tmp_path, sheets={"Data": rows})), "V109").detail
    assert detail.startswith(" Yang paling mirip: Rekap Koperasi, pada lembar “Data” baris 2 (“Kecamatann” mirip Kecamatan, ")
    assert "kolom wajib yang belum ada: Aktif, Tidak Aktif, Sudah RAT" in detail


def test_persons_who_are_not_named_are_told(tmp_path: Path) -> None:
    cover = COVER | {"Disusun Oleh": " ", "Disahkan Oleh": None}
    problems = read(make_workbook(tmp_path, cover=cover)).problems
    assert [(problem.rule, problem.title, problem.cell) for problem in problems] == [
        ("V124", "Disusun Oleh", "B5"),
        ("V124", "Disahkan Oleh", "B6"),
    ]


def test_persons_who_are_named_are_not_kept(tmp_path: Path) -> None:
    cover = COVER | {"Disusun Oleh": "Siti Aminah", "Disahkan Oleh": "Budi Santoso", "Periode": "kapan saja"}
    reading = read(make_workbook(tmp_path, cover=cover))
    assert "Siti" not in repr(reading) and "Budi" not in repr(reading)


def test_the_cover_is_known_by_its_labels_wherever_they_stand(tmp_path: Path) -> None:
    rows = [("LAPORAN",), (None, None, "Kode Kab/Kota :", "62.06"), (None, None, "Nama Kabupaten/Kota", ":", "Katingan"),
            (None, None, "Periode: Mei 2025"),
            (None, None, "Keadaan Formulir"), (None, None, "Permasalahan", ":", "Nihil")]  # fmt: skip
    reading = read(make_workbook(tmp_path, cover=None, sheets={"Halaman Muka": rows, "Daftar Koperasi": REGISTER}))
    assert (reading.area_code, reading.period, reading.conditions) == ("62.06", "2025-05", {"obstacles": "Nihil"})
    assert reading.problems == []


def test_labels_beside_each_other_do_not_become_values(tmp_path: Path) -> None:
    rows = [("Kode Kabupaten/Kota", None, "Nama Kabupaten/Kota", "Katingan"), ("Periode", "2025-05", "Formulir", "2025.1")]
    reading = read(make_workbook(tmp_path, cover=None, sheets={"Sampul": rows, "Daftar Koperasi": REGISTER}))
    assert (reading.area_code, reading.period, reading.problems) == ("62.06", "2025-05", [])


@pytest.mark.parametrize("mark", [SAMPLE_MARK, "Data contoh - bukan data resmi", f"{SAMPLE_MARK} (benih 7)"])
def test_a_sample_is_known_by_its_mark_on_any_sheet(tmp_path: Path, mark: str) -> None:
    marked = {"Daftar Koperasi": [(mark,), *REGISTER], "Rekap Koperasi": RECAP}
    assert read(make_workbook(tmp_path, sheets=marked)).sample
    assert not read(make_workbook(tmp_path, sheets={"Daftar Koperasi": REGISTER})).sample
