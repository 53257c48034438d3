"""Header profiles: chosen by the columns that are there, and told with every file that they read."""

from pathlib import Path

import pytest

from assets.reading.tables import rows as reading_rows
from schemas.forms.profiles import Profile, parse, profiles
from tests.unit.reading_fixture import REGISTER_HEADER, ROW_A, column, make_workbook, problem, read, rules, table

ODS_HEADER = ("No", "Koperasi", "Kecamatan", "Jenis Koperasi", "Nomor Induk Koperasi (NIK)", "Status NIK", "Status Grade")
ODS_ROW = (1, "Koperasi Maju", "Baamang", "Konsumen", "6216010040003", "Sudah Bersertifikat", "A")


def test_the_ods_export_is_read_as_active_and_says_so(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": [ODS_HEADER, ODS_ROW]}))
    form_table = table(reading)
    assert (form_table.profile, form_table.constants) == ("ods-register", {"status": "Aktif"})
    assert column(reading, "status") == ["Aktif"] and "status" not in form_table.letters
    note = problem(reading, "V114")
    assert rules(reading) == ["V114"]
    assert (note.form, note.sheet, note.cell, note.value, note.detail) == (
        "register",
        "Sheet1",
        "",
        "Status = Aktif",
        "ods-register",
    )
    assert note.allowed == "Berkas tidak memuat kolom Status; semua koperasi dibaca Aktif"


def test_a_profile_without_constants_says_that_only_headings_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile("lama", "register", frozenset({"grade"}), frozenset(), {"kelas": "grade"}, {})
    monkeypatch.setattr(reading_rows, "profiles", lambda: (profile,))
    note = problem(
        read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [(*REGISTER_HEADER, "Kelas"), (*ROW_A, "A")]})), "V114"
    )
    said = "Judul kolom lembar ini dibaca menurut daftar judul lama, yang dicatat dinas"
    assert (note.value, note.allowed) == ("hanya judul kolomnya", said)


def test_neither_order_nor_wording_matters(tmp_path: Path) -> None:
    header = ("Grade", "STATUS SERTIFIKAT NIK", "Kec.", "Jenis", "Nama Koperasi")
    reading = read(
        make_workbook(tmp_path, sheets={"x": [header, ("A", "Sudah Bersertifikat", "Baamang", "Jasa", "Koperasi Maju")]})
    )
    assert table(reading).profile == "ods-register"


def test_a_register_with_a_status_of_its_own_needs_no_profile(tmp_path: Path) -> None:
    header = (*REGISTER_HEADER, "Grade", "Status Sertifikat NIK")
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [header, (*ROW_A, "A", "Sudah Bersertifikat")]}))
    assert (table(reading).profile, column(reading, "status"), reading.problems) == ("", ["Aktif"], [])


def test_without_grade_the_missing_status_is_a_missing_column(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [ODS_HEADER[:-1], ODS_ROW[:-1]]}))
    assert rules(reading) == ["V110"]


def test_a_profiles_own_headings_and_its_time_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile(
        "lama",
        "register",
        frozenset({"grade"}),
        frozenset({"status"}),
        {"kelas": "grade"},
        {"status": "Aktif"},
        valid_to="2025-04",
    )
    monkeypatch.setattr(reading_rows, "profiles", lambda: (profile,))
    sheets = {"Daftar Koperasi": [("Nama Koperasi", "Kecamatan", "Jenis", "Kelas"), ("Koperasi Maju", "Baamang", "Jasa", "B")]}
    path = make_workbook(tmp_path, sheets=sheets, cover=None)
    assert column(read(path, "2025-04/62.02.xlsx"), "grade") == ["B"]
    assert rules(read(path, "2025-05/62.02.xlsx")) == ["V110", "V115"]


def test_every_profile_that_comes_with_the_code_can_be_read() -> None:
    assert [profile.name for profile in profiles()] == ["ods-register"]
    (ods,) = profiles()
    assert (ods.form, ods.code_system) == ("register", "nik")
    assert ods.accepted_by and ods.accepted_on and ods.note


@pytest.mark.parametrize(
    ("change", "wrong"), [("form: daftar", "daftar"), ("present: [grad]", "grad"), ("constants: {keaktifan: Aktif}", "keaktifan")]
)
def test_a_profile_that_names_what_does_not_exist_is_refused(change: str, wrong: str) -> None:
    lines = {"form": "form: register", "present": "present: [grade]", "constants": "constants: {status: Aktif}"}
    lines[change.partition(":")[0]] = change
    with pytest.raises(ValueError, match=wrong):
        parse("\n".join(["name: uji", "absent: [status]", *lines.values()]))
