"""Sheets of another regency or another month in one file: never counted with the file's own rows."""

from pathlib import Path

from tests.unit.reading_fixture import COVER, RECAP, REGISTER, REGISTER_HEADER, ROW_A, make_workbook, problem, read, rules, table

OTHER = (REGISTER_HEADER, ROW_A)


def sheet(*titles: str, rows: object = REGISTER) -> list[tuple[object, ...]]:
    return [*((title,) for title in titles), *rows]  # type: ignore[misc]


def test_a_sheet_of_another_regency_is_not_read_and_returns_its_form_naming_both(tmp_path: Path) -> None:
    sheets = {"Kotim": sheet("KABUPATEN KOTAWARINGIN TIMUR"), "Kapuas": sheet("KABUPATEN KAPUAS"), "Rekap Koperasi": RECAP}
    reading = read(make_workbook(tmp_path, sheets=sheets))
    note = problem(reading, "V141")
    assert (note.form, note.sheet, note.cell) == ("register", "Kapuas", "A2")
    assert (note.value, note.detail, note.allowed) == ("Kapuas", "Kabupaten Kapuas", "Kabupaten Kotawaringin Timur")
    assert {(form_table.form, form_table.sheet): form_table.rows.height for form_table in reading.tables} == {
        ("register", "Kotim"): 2, ("register", "Kapuas"): 0, ("recap", "Rekap Koperasi"): 2,
    }  # fmt: skip
    assert reading.area_code == "62.02" and "V120" not in rules(reading)


def test_a_form_whose_only_sheet_is_of_another_regency_is_returned_and_not_told_to_be_missing(tmp_path: Path) -> None:
    path = make_workbook(tmp_path, sheets={"Daftar Koperasi": sheet("KAB. KAPUAS")}, conditions={"Daftar Koperasi": "Ada Data"})
    reading = read(path, "62.02.xlsx")
    assert rules(reading) == ["V141"]
    assert (table(reading).rows.height, table(reading).letters, reading.forms) == (0, {}, ["register"])


def test_a_second_table_of_another_regency_below_the_first_is_not_read(tmp_path: Path) -> None:
    rows = [*sheet("KABUPATEN KOTAWARINGIN TIMUR"), (), *sheet("KABUPATEN KAPUAS", rows=OTHER)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert [form_table.rows.height for form_table in reading.tables] == [2, 0]
    assert (problem(reading, "V141").value, problem(reading, "V141").cell) == ("Daftar Koperasi mulai A7", "A7")


def test_without_a_cover_two_sheets_of_two_regencies_are_of_neither_unless_the_files_name_tells(tmp_path: Path) -> None:
    sheets = {"A": sheet("KAB. KATINGAN", "Maret 2025"), "B": sheet("KAB. KAPUAS", "Maret 2025")}
    path = make_workbook(tmp_path, cover=None, sheets=sheets)
    assert (read(path).area_code, rules(read(path))) == (None, ["V105", "V120"])
    assert "Katingan; judul lembar B: Kabupaten Kapuas" in problem(read(path), "V105").detail
    named = read(path, "Kapuas.xlsx")
    assert (named.area_code, problem(named, "V141").sheet) == ("62.03", "A")


def test_of_a_sheet_a_month_only_the_month_reported_on_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    sheets = {month: sheet(f"BULAN {month} 2025", rows=OTHER) for month in ("FEBRUARI", "MARET", "APRIL")}
    reading = read(make_workbook(tmp_path, sheets=sheets), "2025-04/62.02.xlsx")
    assert [(form_table.sheet, form_table.rows.height) for form_table in reading.tables] == [("APRIL", 1)]
    assert [(one.rule, one.sheet, one.detail, one.allowed) for one in reading.problems] == [
        ("V147", "FEBRUARI", "Februari 2025", "April 2025"), ("V147", "MARET", "Maret 2025", "April 2025"),
    ]  # fmt: skip


def test_sheets_that_only_bear_the_names_of_months_are_told_apart_as_well(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Maret": OTHER, "April": REGISTER}))
    assert [(form_table.sheet, form_table.rows.height) for form_table in reading.tables] == [("April", 2)]
    assert rules(reading) == ["V147"]
    alone = read(make_workbook(tmp_path, sheets={"Maret": OTHER}))
    assert (rules(alone), len(alone.tables)) == ([], 1)


def test_months_none_of_which_is_reported_on_return_the_form(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Februari": OTHER, "Maret": REGISTER}))
    assert rules(reading) == ["V153", "V153"]
    assert [form_table.rows.height for form_table in reading.tables] == [0, 0]


def test_one_table_under_last_months_title_beside_others_of_this_month_is_counted_and_asked_about(tmp_path: Path) -> None:
    sheets = {
        "Daftar Koperasi": sheet("KEADAAN PER 31 MARET 2025"),
        "Rekap Koperasi": sheet("KEADAAN PER 30 APRIL 2025", rows=RECAP),
    }
    reading = read(make_workbook(tmp_path, sheets=sheets))
    assert [(one.rule, one.form) for one in reading.problems] == [("V154", "register")]
    assert (table(reading, "recap").rows.height, table(reading).rows.height) == (2, 2)


def test_titles_that_name_a_kecamatan_a_law_or_the_day_of_printing_make_no_stranger(tmp_path: Path) -> None:
    titles = (
        "KECAMATAN KAPUAS HILIR",
        "Sesuai data Inpres Nomor 9 Tahun 2025 tanggal 27 Maret 2025",
        "Dicetak 5 Mei 2025",
        "April 2025",
    )
    reading = read(make_workbook(tmp_path, cover=COVER, sheets={"Daftar Koperasi": sheet(*titles)}))
    assert (rules(reading), table(reading).rows.height) == ([], 2)


def test_an_old_sheet_put_out_of_sight_does_not_decide_the_period_and_is_not_read(tmp_path: Path) -> None:
    sheets = {"Juni": sheet("KEADAAN PER 30 JUNI 2025", rows=OTHER), "September": sheet("KEADAAN PER 30 SEPTEMBER 2025")}
    reading = read(make_workbook(tmp_path, cover=None, sheets=sheets, hidden=["Juni"]), "Kotim.xlsx")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-09", ["V147"])
    assert [form_table.sheet for form_table in reading.tables] == ["September"]


def test_beside_sheets_for_which_the_cover_speaks_one_under_last_months_title_is_asked_about(tmp_path: Path) -> None:
    sheets = {"Daftar Koperasi": sheet("KEADAAN PER 31 MARET 2025"), "Rekap Koperasi": RECAP}
    reading = read(make_workbook(tmp_path, sheets=sheets))
    assert (reading.period, [(one.rule, one.form) for one in reading.problems]) == ("2025-04", [("V154", "register")])
    assert table(reading, "recap").rows.height == 2
