"""Tables as real workbooks hold them: where the header is, what is data, and what is not."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.unit.reading_fixture import (
    COVER,
    RECAP,
    RECAP_HEADER,
    REGISTER,
    REGISTER_HEADER,
    ROW_A,
    ROW_B,
    column,
    make_workbook,
    problem,
    read,
    rules,
    table,
)  # fmt: skip


def test_a_plain_register_is_read_as_text_with_its_rows_and_letters(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path))
    form_table = table(reading)
    assert (reading.kind, reading.area_code, reading.period, reading.problems) == ("xlsx", "62.02", "2025-04", [])
    assert form_table.rows.schema["row"] == pl.Int32
    assert form_table.rows["row"].to_list() == [2, 3]
    assert form_table.letters == {
        "nik": "B", "name": "C", "address": "D", "district": "E", "type": "F", "status": "G", "members_total": "H",
    }  # fmt: skip
    assert form_table.rows.row(0)[1:] == (
        "6216010040003", "Koperasi Maju", "Jl. Baamang 1", "Baamang", "Konsumen", "Aktif", "25",
    )  # fmt: skip
    assert (form_table.header_row, form_table.header_cell, form_table.unknown, form_table.profile) == (1, "A1", [], "")


def test_rows_come_in_the_order_of_the_form_whatever_the_order_of_the_sheet(tmp_path: Path) -> None:
    backwards = [row[::-1] for row in REGISTER]
    form_table = table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": backwards})))
    assert form_table.rows.columns == ["row", "nik", "name", "address", "district", "type", "status", "members_total"]
    assert form_table.letters["nik"] == "G"
    assert form_table.rows["nik"].to_list() == ["6216010040003", "6216010070027"]


@pytest.mark.parametrize("titles", [1, 5, 28])
def test_the_header_may_stand_below_title_rows(tmp_path: Path, titles: int) -> None:
    above = [("DAFTAR KOPERASI",)] + [()] * (titles - 1)
    form_table = table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*above, *REGISTER]})))
    assert form_table.header_row == titles + 1
    assert form_table.rows["row"].to_list() == [titles + 2, titles + 3]


def test_a_table_that_begins_in_the_middle_of_the_sheet_keeps_its_addresses(tmp_path: Path) -> None:
    shifted = [(), (), *((None, None, None, *row) for row in REGISTER)]
    form_table = table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": shifted})))
    assert (form_table.header_cell, form_table.letters["nik"], form_table.rows["row"].to_list()) == ("D3", "E", [4, 5])


def test_headings_are_known_by_synonym_in_any_case_with_line_breaks_and_harmless_brackets(tmp_path: Path) -> None:
    header = (
        "NO.",
        "Nomor Induk\nKoperasi (NIK)",
        "KOPERASI *",
        "ALAMAT",
        "Kec.",
        "JENIS",
        "Keaktifan",
        "Jumlah Anggota (orang)",
    )
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": [header, ROW_A, ROW_B]}))
    assert table(reading).letters["members_total"] == "H"
    assert reading.problems == []


@pytest.mark.parametrize("heading", ["Desa/Kel", "DESA/KEL.", "Kel/Desa", "Desa / Kelurahan", "Nama Desa/Kel", "Kelurahan/Desa"])
def test_the_column_of_a_village_is_known_as_offices_write_it(tmp_path: Path, heading: str) -> None:
    rows = [(*REGISTER_HEADER, heading), (*ROW_A, "Baamang Hilir")]
    assert column(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows})), "village") == ["Baamang Hilir"]


def test_a_heading_in_millions_or_percent_is_not_the_column_in_rupiah_or_numbers(tmp_path: Path) -> None:
    header = (*REGISTER_HEADER, "Aset (Rp juta)", "Modal Luar (Rp)", "% Anggota Pria")
    form_table = table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [header, (*ROW_A, 5, 6, 7)]})))
    assert form_table.letters["external_capital"] == "J"
    assert {"assets", "members_male"} & set(form_table.letters) == set()
    assert [unknown.cell for unknown in form_table.unknown] == ["I1", "K1"]


def test_an_ambiguous_heading_means_what_it_means_in_its_form(tmp_path: Path) -> None:
    kdmp = [("Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini", "Musdesus/Muskelsus", "Simpan Pinjam"),
            ("62.02.01.2003", "Bagendang", "Mentaya", "Sosialisasi", "Sudah", "Ya")]  # fmt: skip
    problems = [("Nomor", "Desa/Kelurahan", "Kategori", "Uraian", "Tanggal Dilaporkan", "Status", "Tahap"),
                ("62.02-0001", "Bagendang", "Musdesus/Muskelsus", "Belum jelas", "2025-04-02", "Dalam Proses", "Sosialisasi")]  # fmt: skip
    reading = read(make_workbook(tmp_path, sheets={"Lembar 1": kdmp, "Lembar 2": problems}))
    assert [form_table.form for form_table in reading.tables] == ["kdmp", "obstacles"]
    assert table(reading, "kdmp").letters["musdesus_date"] == "E"
    assert column(reading, "status", "obstacles") == ["Dalam Proses"]
    assert reading.problems == []


def test_the_sheets_name_decides_between_forms_that_both_fit(tmp_path: Path) -> None:
    header = ("Kecamatan", "Usaha Mikro", "Usaha Kecil", "Usaha Menengah", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "RAT")
    sheets = {"Rekap UMKM": [header, ("Baamang", 1, 2, 3, 4, 5, 6, 7)]}
    assert [form_table.form for form_table in read(make_workbook(tmp_path, sheets=sheets)).tables] == ["umkm"]


def test_a_missing_required_column_is_told_at_the_header_with_its_title(tmp_path: Path) -> None:
    without_type = [[value for place, value in enumerate(row) if place != 5] for row in REGISTER]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": without_type}))
    missing = problem(reading, "V110")
    assert (missing.form, missing.sheet, missing.cell, missing.title) == ("register", "Daftar Koperasi", "A1", "Jenis Koperasi")
    assert missing.allowed.startswith("Konsumen, Produsen")
    assert table(reading).rows.height == 2


def test_a_sheet_of_a_forms_name_without_its_headings_tells_every_missing_column(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [("a", "b"), (1, 2)]}))
    assert [problem.title for problem in reading.problems] == ["Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status"]
    assert {(problem.rule, problem.cell) for problem in reading.problems} == {("V110", "A1")}
    assert table(reading).rows.is_empty()


def test_a_heading_over_empty_cells_is_not_told(tmp_path: Path) -> None:
    rows = [(*REGISTER_HEADER, "Catatan", "Paraf"), (*ROW_A, "baru", None), (*ROW_B, None, None)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert [(problem.rule, problem.title) for problem in reading.problems] == [("V115", "Catatan")]


def test_an_unknown_column_leaves_its_title_address_and_count_and_no_value(tmp_path: Path) -> None:
    header = (*REGISTER_HEADER, "Nama Ketua", "No. HP")
    rows = [header, (*ROW_A, "Siti Aminah", "0812 3456 7890"), (*ROW_B, None, "0812 3456 7891")]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert [(unknown.title, unknown.cell, unknown.filled) for unknown in table(reading).unknown] == [
        ("Nama Ketua", "I1", 1), ("No. HP", "J1", 2),
    ]  # fmt: skip
    assert [(problem.cell, problem.detail) for problem in reading.problems] == [("I1", "1"), ("J1", "2")]
    assert "Siti" not in repr(reading) and "3456" not in repr(reading)


def test_a_persons_name_under_a_group_heading_is_not_the_cooperatives_name(tmp_path: Path) -> None:
    upper = ("No", "Kecamatan", "Jenis Koperasi", "Status", "Ketua", None, "Total Anggota")
    lower = (None, None, None, None, "Nama", "Alamat", None)
    rows = [upper, lower, (1, "Baamang", "Jasa", "Aktif", "Siti Aminah", "Jl. Rumahnya", 20)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert {"name", "address"} & set(table(reading).letters) == set()
    assert "Siti" not in repr(reading)


def test_two_header_rows_with_a_merged_group_become_one_heading_a_column(tmp_path: Path) -> None:
    upper = ("No", "Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT", "Anggota", None, "Karyawan", None)
    lower = (None, None, None, None, None, None, "L", "P", "L", "P")
    numbers = tuple(range(1, 11))
    reading = read(make_workbook(tmp_path, sheets={"Rekap": [upper, lower, numbers, (1, "Baamang", 9, 6, 3, 5, 10, 20, 3, 4)]}))
    form_table = table(reading, "recap")
    assert [
        form_table.letters[name] for name in ("members_male", "members_female", "employees_male", "employees_female")
    ] == list("GHIJ")
    assert form_table.rows.select("row", "members_male", "employees_female").rows() == [(4, "10", "4")]
    assert reading.problems == []


def test_the_group_may_hold_the_heading_and_the_part_below_be_the_total(tmp_path: Path) -> None:
    upper = ("No", "Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status", "Anggota", None, None)
    lower = (None, None, None, None, None, "Pria", "Wanita", "Jumlah")
    form_table = table(
        read(make_workbook(tmp_path, sheets={"Data": [upper, lower, (1, "A", "Baamang", "Jasa", "Aktif", 3, 4, 7)]}))
    )
    assert [form_table.letters[name] for name in ("members_male", "members_female", "members_total")] == list("FGH")


def test_a_numbering_row_below_the_header_is_not_data(tmp_path: Path) -> None:
    numbering = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "8=6+7")
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [REGISTER_HEADER, numbering, ROW_A, ROW_B]}))
    assert table(reading).rows["row"].to_list() == [3, 4]


def test_a_first_row_of_small_numbers_is_data(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [RECAP_HEADER, (1, "Baamang", 2, 1, 1, 1)]}))
    assert column(reading, "cooperatives", "recap") == ["2"]


@pytest.mark.parametrize(
    "label", ["JUMLAH", "Total", "SUB TOTAL", "Jumlah Total", "Grand Total", "TOTAL KESELURUHAN", "Jumlah Kec. Baamang", "Jml."]
)
def test_total_rows_are_counted_and_not_read(tmp_path: Path, label: str) -> None:
    rows = [*RECAP, (None, label, 14, 11, 3, 6), (label, None, 14, 11, 3, 6)]
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": rows}))
    assert table(reading, "recap").rows.height == 2
    note = problem(reading, "V125")
    assert (note.form, note.sheet, note.cell, note.detail) == ("recap", "Rekap Koperasi", "", "2 baris (baris 4 dan 5)")


@pytest.mark.parametrize("name", ["Koperasi Total Karya", "Total Karya Mandiri", "Jumlah Sejahtera", "KSU Sub Total"])
def test_a_cooperative_with_a_word_for_total_in_its_name_stays(tmp_path: Path, name: str) -> None:
    row = (3, "6216010040009", name, "Jl. A", "Baamang", "Jasa", "Aktif", 9)
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, row]}))
    assert column(reading, "name")[-1] == name
    assert "V125" not in rules(reading)


def test_blank_rows_between_and_a_repeated_page_header_are_not_data(tmp_path: Path) -> None:
    rows = [REGISTER_HEADER, ROW_A, (), (" ", " "), REGISTER_HEADER, ROW_B]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert table(reading).rows["row"].to_list() == [2, 6]
    assert reading.problems == []


def test_pre_numbered_rows_that_nobody_filled_are_not_data(tmp_path: Path) -> None:
    rows = [*REGISTER, *((number,) for number in range(3, 20))]
    assert table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))).rows.height == 2


def test_notes_and_signatures_below_are_not_data(tmp_path: Path) -> None:
    footer = [
        (), (None, None, "Catatan: data per 31 Maret 2025"), (), (None, None, "Mengetahui,", None, None, "Sampit, 5 Mei 2025"),
        (None, None, "Kepala Dinas", None, None, "Penyusun"), (), (None, None, "Dr. Budi Santoso", None, "Ani Lestari"),
        (None, None, "NIP 19651231 199003 1 001"),
    ]  # fmt: skip
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, *footer]}))
    assert table(reading).rows["row"].to_list() == [2, 3]
    assert "Budi" not in repr(reading)


def test_a_remark_below_that_fills_no_required_column_is_not_data(tmp_path: Path) -> None:
    rows = [*REGISTER, (), (None, None, None, "* data sementara")]
    assert table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))).rows.height == 2


def test_a_sparse_row_stays_data(tmp_path: Path) -> None:
    rows = [REGISTER_HEADER, ROW_A, (2, None, None, None, None, None, None, 12), ROW_B, (4, None, "Koperasi Baru")]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert table(reading).rows["row"].to_list() == [2, 3, 4, 5]
    assert column(reading, "name") == ["Koperasi Maju", None, "KUD Bersama", "Koperasi Baru"]


def test_a_last_cooperative_with_a_name_like_a_note_stays(tmp_path: Path) -> None:
    last = [
        (3, None, "Sumber Rejeki", None, "Baamang"),
        (4, None, "Pembina Karya"),
        (5, None, "An-Nur", "Catatan: pindah", "Cempaga", "Jasa"),
    ]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, *last]}))
    assert column(reading, "name")[2:] == ["Sumber Rejeki", "Pembina Karya", "An-Nur"]


@pytest.mark.parametrize("address", ["AZ900", "C400", "H3000"])
def test_a_stray_cell_far_away_makes_no_row(tmp_path: Path, address: str) -> None:
    reading = read(make_workbook(tmp_path, cells={("Daftar Koperasi", address): "x"}))
    assert table(reading).rows["row"].to_list() == [2, 3]
    assert reading.problems == []


def test_a_blank_that_is_a_space_keeps_its_text(tmp_path: Path) -> None:
    row = ("1", "6216010040003", "Koperasi Maju", " ", "Baamang", "Jasa", "  Aktif ", "1.250")
    with xlsxwriter.Workbook(tmp_path / "book") as book:
        sheet = book.add_worksheet("Daftar Koperasi")
        sheet.write_row(0, 0, REGISTER_HEADER)
        sheet.write_row(1, 0, row)
    reading = read(tmp_path / "book")
    assert table(reading).rows.select("address", "status", "members_total").row(0) == (" ", "  Aktif ", "1.250")


def test_error_cells_come_out_as_their_text(tmp_path: Path) -> None:
    cells = {("Daftar Koperasi", "H2"): "#REF!", ("Daftar Koperasi", "F3"): "#DIV/0!", ("Daftar Koperasi", "E3"): "#N/A"}
    reading = read(make_workbook(tmp_path, cells=cells))
    assert column(reading, "members_total") == ["#REF!", "40"]
    assert table(reading).rows.select("district", "type").row(1) == ("#N/A", "#DIV/0!")


def test_hidden_sheets_are_read(tmp_path: Path) -> None:
    path = make_workbook(tmp_path, sheets={"Daftar Koperasi": REGISTER, "Rekap Koperasi": RECAP}, hidden=["Daftar Koperasi"])
    assert [form_table.form for form_table in read(path).tables] == ["register", "recap"]


def test_the_same_sheet_twice_is_read_twice_and_told(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": REGISTER, "Daftar Koperasi (2)": REGISTER}))
    assert [form_table.rows.height for form_table in reading.tables] == [2, 2]
    note = problem(reading, "V120")
    assert (note.form, note.detail) == ("register", "lembar Daftar Koperasi mulai A1; lembar Daftar Koperasi (2) mulai A1")


def test_a_form_that_is_there_twice_is_told_at_the_second_table_with_both_places(tmp_path: Path) -> None:
    note = problem(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": REGISTER, "Lanjutan": [(), *REGISTER]})), "V120")
    assert (note.sheet, note.cell, note.detail) == (
        "Lanjutan",
        "A2",
        "lembar Daftar Koperasi mulai A1; lembar Lanjutan mulai A2",
    )


def test_a_form_of_a_period_before_it_began_is_read_and_told(tmp_path: Path) -> None:
    rows = [
        ("Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini"),
        ("62.02.05.1001", "Baamang Hilir", "Baamang", "Sosialisasi"),
    ]
    reading = read(make_workbook(tmp_path, cover=COVER | {"Periode": "2025-02"}, sheets={"Progres KDMP": rows}))
    note = problem(reading, "V118")
    assert (note.form, note.value, note.allowed) == ("kdmp", "Februari 2025", "Maret 2025")
    assert "V118" not in rules(read(make_workbook(tmp_path, cover=COVER | {"Periode": "2025-03"}, sheets={"Progres KDMP": rows})))


def test_two_tables_on_one_sheet_are_two_tables(tmp_path: Path) -> None:
    rows = [("REKAP",), *RECAP, (), ("DAFTAR KOPERASI",), ("Keadaan April 2025",), *REGISTER]
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": rows}))
    assert [(form_table.form, form_table.header_row, form_table.rows["row"].to_list()) for form_table in reading.tables] == [
        ("recap", 2, [3, 4]), ("register", 8, [9, 10]),
    ]  # fmt: skip
    assert reading.problems == []


def test_a_second_table_of_the_form_below_the_first_is_told(tmp_path: Path) -> None:
    rows = [("A. KOPERASI AKTIF",), *REGISTER[:2], (), (None, None, "B. KOPERASI TIDAK AKTIF"), REGISTER_HEADER, ROW_B]
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": rows}))
    assert [form_table.rows["row"].to_list() for form_table in reading.tables] == [[3], [7]]
    assert rules(reading) == ["V120"]


def test_a_second_header_hundreds_of_rows_below_is_found(tmp_path: Path) -> None:
    rows = [RECAP_HEADER, *[(n, f"Kecamatan {n}", 2, 1, 1, 1) for n in range(200)], (), *REGISTER]
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": rows}))
    assert [(form_table.form, form_table.rows.height) for form_table in reading.tables] == [("recap", 200), ("register", 2)]


def test_other_sheets_are_told_when_they_hold_something(tmp_path: Path) -> None:
    sheets = {"Daftar Koperasi": REGISTER, "Grafik": [("jumlah", 3)], "Sheet3": [()]}
    note = problem(read(make_workbook(tmp_path, sheets=sheets)), "V116")
    assert (note.sheet, note.value) == ("Grafik", "Grafik")


def test_a_column_without_a_title_is_told_once_it_holds_something(tmp_path: Path) -> None:
    rows = [REGISTER_HEADER, (*ROW_A, "lama"), ROW_B]
    form_table = table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows})))
    assert [(unknown.title, unknown.cell, unknown.filled) for unknown in form_table.unknown] == [("(tanpa judul)", "I1", 1)]


def test_dates_and_numbers_come_as_the_readers_text(tmp_path: Path) -> None:
    header = (*REGISTER_HEADER, "Tanggal RAT Terakhir", "Aset")
    rows = [header, (*ROW_A, date(2025, 3, 31), 1250000), (*ROW_B, "31/04/2021", 12.5)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert column(reading, "last_rat_date") == ["2025-03-31 00:00:00", "31/04/2021"]
    assert column(reading, "assets") == ["1250000", "12.5"]


def test_a_second_sheet_without_headings_but_as_wide_as_the_table_is_asked_about(tmp_path: Path) -> None:
    sheets = {"Daftar Koperasi": REGISTER, "Lanjutan": [ROW_B] * 6, "Catatan": [("Sumber: dinas",)]}
    reading = read(make_workbook(tmp_path, sheets=sheets))
    assert [(one.rule, one.sheet, one.detail) for one in reading.problems] == [
        ("V155", "Lanjutan", "6"),
        ("V116", "Catatan", "0"),
    ]
