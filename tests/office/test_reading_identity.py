"""Who a file is from and for which period: every source, their order, and what is told when they disagree."""

from pathlib import Path

import pytest

from assets.reading.identity.area_texts import regencies_in
from schemas.notes_sheet import NOTES_MARK
from tests.unit.reading_fixture import COVER, REGISTER, make_workbook, problem, read, rules

NAMELESS = {key: value for key, value in COVER.items() if key not in ("Kode Kabupaten/Kota", "Nama Kabupaten/Kota", "Periode")}


def with_titles(*lines: str) -> dict[str, list[tuple[object, ...]]]:
    return {"Sheet1": [*((line,) for line in lines), (), *REGISTER]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KAB. BARITO SELATAN", "62.04"), ("Data Koperasi Kab Barito Selatan", "62.04"), ("Laporan Kotim April 2025", "62.02"),
        ("Kota Waringin Barat", "62.01"), ("Palangkaraya", "62.71"), ("PEMERINTAH KABUPATEN KAPUAS", "62.03"), ("Kabupaten/Kota: Gumas", "62.10"),
        ("62.02", "62.02"), ("2025-04-62.13", "62.13"), ("laporan 6202", "62.02"), ("DataKoperasiKotim_April2025", "62.02"),
        ("KAB. KAPUAS HULU", "61.06"), ("Kab. Sleman", "34.04"), ("Gunungmas", "62.10"), ("PULANGPISAU_2025", "62.11"), ("Kota P. Raya", "62.71"),
        ("6206 Katingan", "62.06"), ("Sukamara (6208)", "62.08"),
    ],
)  # fmt: skip
def test_a_regency_is_found_in_free_text(text: str, code: str) -> None:
    assert regencies_in(text, "62") == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Kecamatan Kapuas Hilir",
        "Kapuas Hulu",
        "Data koperasi 2025",
        "laporan 6206",
        "Puncak",
        "Laporan 30.04.2025",
        "Desa Katingan",
    ],
)
def test_what_can_be_something_else_names_no_regency(text: str) -> None:
    assert regencies_in(text, "62") == []


def test_the_cover_comes_first(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path), "2025-04/62.02.xlsx")
    assert (reading.area_code, reading.period, reading.problems) == ("62.02", "2025-04", [])


def test_titles_tell_when_there_is_no_cover(tmp_path: Path) -> None:
    sheets = with_titles(
        "DATA KOPERASI", "KAB. BARITO SELATAN", "PROVINSI KALIMANTAN TENGAH", "Posisi: Desember 2021", "Dicetak 5 Januari 2022"
    )
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets))
    assert (reading.area_code, reading.period, reading.problems) == ("62.04", "2021-12", [])


def test_a_quarter_with_its_months_in_a_title_tells_the_period_of_a_file(tmp_path: Path) -> None:
    sheets = with_titles("DINAS KOPERASI KAB. KATINGAN", "LAPORAN TRIWULAN I (JANUARI - MARET) TAHUN 2025")
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets))
    assert (reading.area_code, reading.period, reading.problems) == ("62.06", "2025-03", [])


def test_label_and_value_in_two_cells_of_a_title_row_are_read_together(tmp_path: Path) -> None:
    sheets = {"Sheet1": [("Kabupaten/Kota", ":", "Katingan"), ("Periode", ":", "TW I 2025"), *REGISTER]}
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets))
    assert (reading.area_code, reading.period) == ("62.06", "2025-03")


@pytest.mark.parametrize(
    "name",
    ["2025-04/62.02.xlsx", "2025/04/kotim.xlsx", "Kotim/April 2025.xlsx", "Laporan Kotim April 2025.xlsx",
     "62.02/2025 April/Daftar Koperasi (1).xlsx",
     "Kab. Kotawaringin Timur/2025-04.xlsx"],
)  # fmt: skip
def test_folder_and_file_name_tell_when_the_workbook_does_not(tmp_path: Path, name: str) -> None:
    reading = read(make_workbook(tmp_path, cover=NAMELESS), name)
    assert (reading.area_code, reading.period, reading.problems) == ("62.02", "2025-04", [])


def test_nobody_says_who_or_when(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, cover=None))
    assert (reading.area_code, reading.period, rules(reading)) == (None, None, ["V105", "V106"])
    assert "nama berkas" in problem(reading, "V105").detail


def test_a_folder_that_disagrees_with_cover_and_file_name_is_told_and_not_followed(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path), "Katingan/2025-03/Laporan Kotim April 2025.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-04", ["V117", "V117"])
    area, period = reading.problems
    assert (area.value, area.detail) == (
        "Kabupaten Kotawaringin Timur", "Sampul: Kabupaten Kotawaringin Timur; folder: Kabupaten Katingan",
    )  # fmt: skip
    assert (period.value, period.detail) == ("April 2025", "Sampul: April 2025; folder: Maret 2025")


def test_a_folder_of_the_month_in_which_a_file_came_is_told_and_not_followed(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path), "2025-05/62.02.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-04", ["V117"])


@pytest.mark.parametrize("name", ["Kotim Mei 2025.xlsx", "2025-04/Kotim Mei 2025.xlsx"])
def test_last_months_cover_under_this_months_name_is_in_dispute(tmp_path: Path, name: str) -> None:
    reading = read(make_workbook(tmp_path), name)
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-04", ["V146"])
    note = problem(reading, "V146")
    assert (note.value, note.detail) == ("April 2025", "Sampul: April 2025; nama berkas: Mei 2025")


def test_last_months_titles_under_this_months_name_are_in_dispute(tmp_path: Path) -> None:
    sheets = with_titles("KAB. KOTAWARINGIN TIMUR", "KEADAAN PER 31 MARET 2025")
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets), "Kotim Juni 2025.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-03", ["V146"])


def test_a_file_named_after_another_regency_than_its_cover_is_in_dispute(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path), "Laporan Katingan April 2025.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-04", ["V146"])
    assert problem(reading, "V146").value == "Kabupaten Kotawaringin Timur"


def test_titles_that_were_forgotten_do_no_harm_where_cover_and_file_name_agree(tmp_path: Path) -> None:
    sheets = {"Daftar Koperasi": [("Periode Maret 2025",), *REGISTER]}
    reading = read(make_workbook(tmp_path, sheets=sheets), "Kotim April 2025.xlsx")
    assert (reading.period, rules(reading), len(reading.tables)) == ("2025-04", ["V117"], 1)
    assert rules(read(make_workbook(tmp_path, sheets=sheets))) == ["V146"]


def test_code_and_name_on_the_cover_that_disagree_leave_the_sender_unknown(tmp_path: Path) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": "62.08", "Nama Kabupaten/Kota": "Katingan"}
    reading = read(make_workbook(tmp_path, cover=cover), "2025-04/62.06.xlsx")
    assert (reading.area_code, rules(reading)) == (None, ["V105"])
    note = problem(reading, "V105")
    assert (note.sheet, note.cell) == ("Sampul", "B2")
    assert "62.08" in note.detail and "Sukamara" in note.detail and "Katingan" in note.detail


def test_a_bare_bps_number_is_decided_by_the_name_beside_it(tmp_path: Path) -> None:
    for number, name, code in (("6206", "Katingan", "62.06"), ("6206", "Kab. Sukamara", "62.08"), ("6209", "Katingan", "62.06")):
        cover = COVER | {"Kode Kabupaten/Kota": number, "Nama Kabupaten/Kota": name}
        assert read(make_workbook(tmp_path, cover=cover)).area_code == code


def test_a_bare_bps_number_alone_is_not_decided_in_silence(tmp_path: Path) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": 6206, "Nama Kabupaten/Kota": None}
    reading = read(make_workbook(tmp_path, cover=cover))
    assert (reading.area_code, rules(reading)) == (None, ["V105"])
    assert problem(reading, "V105").detail == "dapat berarti Kabupaten Katingan atau Kabupaten Sukamara"
    assert read(make_workbook(tmp_path, cover=cover), "Laporan Sukamara.xlsx").area_code == "62.08"
    assert read(make_workbook(tmp_path, cover=cover), "Laporan Kotim.xlsx").area_code is None


def test_a_code_stored_as_a_number_is_read_and_told(tmp_path: Path) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": 62.10, "Nama Kabupaten/Kota": "Gunung Mas"}
    reading = read(make_workbook(tmp_path, cover=cover))
    assert (reading.area_code, rules(reading)) == ("62.10", ["V123"])
    note = problem(reading, "V123")
    assert (note.value, note.detail, note.cell) == ("62.1", "62.10 (Kabupaten Gunung Mas)", "B2")


def test_a_slip_in_the_name_beside_a_right_code_does_no_harm(tmp_path: Path) -> None:
    cover = COVER | {"Nama Kabupaten/Kota": "Kab. Kotawaringin Tmur"}
    assert read(make_workbook(tmp_path, cover=cover)).area_code == "62.02"
    other = COVER | {"Nama Kabupaten/Kota": "Kutai Lama"}
    assert rules(read(make_workbook(tmp_path, cover=other))) == ["V105"]


def test_a_foreign_regency_is_refused_by_name(tmp_path: Path) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": "34.04", "Nama Kabupaten/Kota": "Kabupaten Sleman"}
    reading = read(make_workbook(tmp_path, cover=cover), "2025-04/62.02.xlsx")
    note = problem(reading, "V107")
    assert reading.area_code is None
    assert (note.value, note.allowed) == ("Kabupaten Sleman (34.04)", "Provinsi Kalimantan Tengah")
    assert read(make_workbook(tmp_path, cover=cover), scope="all").area_code == "34.04"


def test_the_province_itself_may_report(tmp_path: Path) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": 62, "Nama Kabupaten/Kota": "Provinsi Kalimantan Tengah"}
    reading = read(make_workbook(tmp_path, cover=cover))
    assert (reading.area_code, reading.problems) == ("62", [])
    assert read(make_workbook(tmp_path, cover=NAMELESS), "2025-04/62.xlsx").area_code == "62"
    foreign = COVER | {"Kode Kabupaten/Kota": "32", "Nama Kabupaten/Kota": "Prov. Jawa Barat"}
    assert "V107" in rules(read(make_workbook(tmp_path, cover=foreign)))


@pytest.mark.parametrize(
    ("written", "period"),
    [("Triwulan I 2025", "2025-03"), ("Januari 2025 s.d. Maret 2025", "2025-03"), ("April 2025", "2025-04"), (202504, "2025-04")],
)
def test_the_covers_period_may_be_written_in_words(tmp_path: Path, written: object, period: str) -> None:
    assert read(make_workbook(tmp_path, cover=COVER | {"Periode": written})).period == period


def test_without_a_period_the_day_of_the_data_tells(tmp_path: Path) -> None:
    cover = COVER | {"Periode": None, "Data per Tanggal": "31/03/2025"}
    assert read(make_workbook(tmp_path, cover=cover)).period == "2025-03"


def test_a_period_that_cannot_be_read_is_shown(tmp_path: Path) -> None:
    cover = COVER | {"Periode": "bulan ini"}
    note = problem(read(make_workbook(tmp_path, cover=cover)), "V106")
    assert (note.sheet, note.cell, note.detail) == ("Sampul", "B4", "“bulan ini” tidak dapat dibaca")
    assert rules(read(make_workbook(tmp_path, cover=cover), "2025-04/62.02.xlsx")) == ["V117"]


@pytest.mark.parametrize(("period", "last"), [("2020-12", None), ("2025-05", "2025-04"), ("2052-04", "2025-04")])
def test_a_period_outside_the_time_of_reporting_is_refused(tmp_path: Path, period: str, last: str | None) -> None:
    reading = read(make_workbook(tmp_path, cover=COVER | {"Periode": period}), last_period=last)
    assert (reading.period, rules(reading)) == (None, ["V108"])
    assert problem(reading, "V108").allowed == ("mulai Januari 2021" if last is None else "Januari 2021 sampai April 2025")


def test_a_misspelt_name_on_the_cover_is_answered_with_near_ones_and_not_taken(tmp_path: Path) -> None:
    cover = {**NAMELESS, "Nama Kabupaten/Kota": "Kotawaringin Tmur", "Periode": "2025-04"}
    reading = read(make_workbook(tmp_path, cover=cover))
    assert reading.area_code is None
    assert "yang mirip: Kabupaten Kotawaringin Timur" in problem(reading, "V105").detail


def test_an_attachment_whose_folder_and_name_contradict_each_other_says_so(tmp_path: Path) -> None:
    path = tmp_path / "surat"
    path.write_bytes(b"%PDF-1.4 surat pengantar")
    reading = read(path, "2025-04/Kotim Maret 2025.pdf")
    assert (reading.attachment, reading.area_code, reading.period) == (True, "62.02", "2025-04")
    assert rules(reading) == ["V113", "V146"]


@pytest.mark.parametrize(
    "name", ["Laporan bulan April dikirim Mei 2025.xlsx", "Kotim Januari-April.xlsx", "62.02 April 2025 (revisi 12-05-2025).xlsx"]
)
def test_the_day_of_sending_and_a_month_without_its_year_do_no_harm_in_a_files_name(tmp_path: Path, name: str) -> None:
    reading = read(make_workbook(tmp_path), name)
    assert (reading.period, rules(reading)) == ("2025-04", [])


def test_another_month_in_a_files_name_contradicts_the_cover_even_without_its_year(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path), "Kotim Mei.xlsx")
    assert (reading.period, rules(reading)) == ("2025-04", ["V146"])
    assert "nama berkas: Mei 2025" in problem(reading, "V146").detail


@pytest.mark.parametrize(
    "line", ["Jl. Tjilik Riwut Km 5 Palangka Raya", "Palangka Raya, 9 April 2025", "LAPORAN KEPADA KEPALA DINAS DI PALANGKA RAYA"]
)
def test_the_capital_in_a_line_above_the_title_is_a_place_and_no_sender(tmp_path: Path, line: str) -> None:
    sheets = with_titles(line, "DAFTAR KOPERASI KABUPATEN KOTAWARINGIN TIMUR", "MARET 2025")
    for name in ("x.xlsx", "Laporan Kotim Maret 2025.xlsx"):
        reading = read(make_workbook(tmp_path, cover=None, sheets=sheets), name)
        assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-03", [])


@pytest.mark.parametrize(
    "line", ["Aset per 31 Desember 2024", "Tahun Buku per 31 Desember 2024", "(data ODS posisi 28 Februari 2025)"]
)
def test_another_day_in_a_line_beside_the_title_is_not_the_period_that_title_and_name_say(tmp_path: Path, line: str) -> None:
    sheets = with_titles("DAFTAR KOPERASI KAB. KOTIM", line, "Maret 2025")
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets), "Kotim Maret 2025.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-03", [])


def test_a_returned_workbook_that_comes_back_in_another_month_is_not_in_dispute(tmp_path: Path) -> None:
    notes = [("", NOTES_MARK), ("Catatan Verifikasi",)]
    sheets = {"Catatan Verifikasi": notes, "Daftar Koperasi": REGISTER}
    reading = read(make_workbook(tmp_path, sheets=sheets), "Kotim Mei 2025 (perbaikan).xlsx")
    assert (reading.period, rules(reading)) == ("2025-04", ["V117"])


def test_of_two_months_in_the_titles_the_first_stands_in_dispute_where_nothing_else_decides(tmp_path: Path) -> None:
    sheets = with_titles("KAB. KOTIM PER 31 DESEMBER 2024", "Maret 2025")
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets), "Kotim.xlsx")
    assert (reading.period, rules(reading)) == ("2024-12", ["V146"])
