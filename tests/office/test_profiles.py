"""Header profiles that a person accepts: suggested by nearness, applied only when said, kept with their header as a test."""

from pathlib import Path

import pytest

from assets.reading.model import Reading
from assets.reading.tables.suggestions import near_columns, reads_its_example
from assets.reading.workers import ReadJob, read_job
from assets.storage.accepted_profiles import accepted_profiles, keep_profile, version_of
from assets.storage.archive import Archive
from assets.storage.home import Home
from pipelines.commands import profiles as command
from schemas.forms import FORMS
from schemas.forms.profiles import as_text, parse, profiles, profiles_in_force, shipped
from tests.unit.reading_fixture import column, make_workbook, problem, read, rules, table

ODD_HEADER = ("No", "Nama Koprasi", "Kecamtan", "Macam Usaha", "Keadaan", "Nama Ketua")
ODD_ROW = (1, "Koperasi Maju", "Baamang", "Konsumen", "Aktif", "Budi")
MEANT = {"Nama Koprasi": "name", "Kecamtan": "Kecamatan", "Macam Usaha": "type", "Keadaan": "status"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An office whose command reads in this process."""
    place = Home(tmp_path / "home")

    def read_here(home: Home, path: Path, draft: object = None) -> Reading:
        accepted = [each for each in accepted_profiles(Archive(home.archive)) if each.name != getattr(draft, "name", "")]
        return read_job(ReadJob(path, path.name, profiles=(*accepted, *([draft] if draft else ())), with_headers=True))  # type: ignore[arg-type]

    monkeypatch.setattr(command, "_reading_of", read_here)
    return place


def odd(folder: Path, name: str = "Rekap Dinas", **more: object) -> Path:
    return make_workbook(folder, sheets={name: [ODD_HEADER, ODD_ROW]}, name="odd.xlsx", **more)  # type: ignore[arg-type]


def accept_odd(home: Home, path: Path, **differs: object) -> command.Profile:
    said = {"name": "dinas-kotim", "columns": MEANT, "constants": {}, "by": "Rina", "reason": "ekspor dinas"} | differs
    header = command.find_header(home, path, None)
    return command.accept_layout(home, path, header, command.form_of(header, "register"), command.Wanted(**said))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", shipped(), ids=lambda profile: profile.name)
def test_every_profile_that_comes_with_the_code_still_reads_its_own_header(profile: command.Profile) -> None:
    assert reads_its_example(profile)
    assert parse(as_text(profile)).example_header == profile.example_header


def test_the_nearest_columns_are_suggested_with_scores_and_none_for_a_persons_heading() -> None:
    register = FORMS["register"]
    assert near_columns("Kecamtan", register)[0] == ("district", 94)
    assert near_columns("Status Kop.", register, ["certificate_status"]) == [("status", 100)]
    assert "district" not in dict(near_columns("Kecamtan", register, ["district"]))
    assert near_columns("Nama Ketua", register) == near_columns("No. HP Pengurus", register) == []


def test_a_missing_column_and_an_unknown_one_are_told_with_what_is_near(tmp_path: Path) -> None:
    header = ("Nama Koperasi", "Kecamtan", "Jenis", "Status")
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [header, ("Koperasi Maju", "Baamang", "Jasa", "Aktif")]}))
    missing = problem(reading, "V110")
    advice = "ubah judul B1 “Kecamtan” menjadi “Kecamatan”; bila kolom itu bukan Kecamatan, tambahkan kolom Kecamatan"
    assert (missing.cell, missing.detail) == ("B1", advice)
    assert "V144" not in rules(reading)  # one cause, one line


def test_a_missing_column_that_none_of_the_sheet_is_like_is_to_be_added(tmp_path: Path) -> None:
    header = ("Nama Koperasi", "Jenis", "Status")
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [header, ("Koperasi Maju", "Jasa", "Aktif")]}))
    missing = problem(reading, "V110")
    assert (missing.cell, missing.detail) == ("A1", "tambahkan kolom itu")


def test_nothing_is_applied_before_a_person_accepts_it(home: Home, tmp_path: Path) -> None:
    path = odd(tmp_path)
    assert rules(read(path)) == ["V116", "V109"]
    header = command.find_header(home, path, None)
    lines = {line.title: (line.column, line.near[:1]) for line in command.proposal(header, command.form_of(header, "register"))}
    assert lines["Kecamtan"] == ("", (("district", 94),))
    assert lines["Nama Ketua"] == ("", ())
    assert not Archive(home.archive).journal.path.exists()


def test_an_accepted_profile_is_kept_by_hash_told_in_the_journal_and_read_by_from_then_on(home: Home, tmp_path: Path) -> None:
    path = odd(tmp_path)
    profile = accept_odd(home, path)
    archive = Archive(home.archive)
    (line,) = archive.lines()
    assert (line["event"], line["name"], line["by"], line["reason"]) == (
        "profile accepted",
        "dinas-kotim",
        "Rina",
        "ekspor dinas",
    )
    kept = archive.path(line["sha256"]).read_text(encoding="utf-8")
    assert "Rina" not in kept and "Budi" not in kept and "Koperasi Maju" not in kept
    (stored,) = accepted_profiles(archive)
    assert stored == profile and reads_its_example(stored)
    with profiles_in_force([stored]):
        reading = read(path)
    assert (column(reading, "name"), column(reading, "status")) == (["Koperasi Maju"], ["Aktif"])
    assert (table(reading).profile, rules(reading)) == ("dinas-kotim", ["V114", "V115"])
    assert rules(read(path)) == ["V116", "V109"]


def test_what_a_profile_lays_down_holds_for_that_set_of_columns_only(home: Home, tmp_path: Path) -> None:
    header, row = (*ODD_HEADER[:4], "Aset"), (*ODD_ROW[:4], 5)
    path = make_workbook(tmp_path, sheets={"Data": [header, row]}, name="a.xlsx")
    meant = {heading: meaning for heading, meaning in MEANT.items() if heading != "Keadaan"}
    profile = accept_odd(home, path, columns=meant, constants={"Status": "Aktif"})
    other = make_workbook(tmp_path, sheets={"Data": [(*header, "Modal Sendiri"), (*row, 7)]}, name="b.xlsx")
    with profiles_in_force([profile]):
        assert column(read(path), "status") == ["Aktif"]
        assert rules(read(other)) == ["V116", "V109"]


def test_a_later_profile_of_a_name_supersedes_and_an_end_takes_it_out_of_force(home: Home, tmp_path: Path) -> None:
    path = odd(tmp_path)
    first = accept_odd(home, path)
    last = accept_odd(home, path, valid_to="2025-03")
    assert accepted_profiles(Archive(home.archive)) == (last,)
    assert version_of([first]) != version_of([last]) != version_of([]) == ""
    with profiles_in_force([last]):
        assert rules(read(path)) == ["V110"] * 4  # the file is of April: its headings are known, but not what they mean then


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ({"columns": MEANT | {"Namanya": "name"}}, "Judul “Namanya” tidak ada"),
        ({"columns": MEANT | {"Nama Koprasi": "nama"}}, "Kolom “nama” tidak ada"),
        ({"columns": {"Nama Koprasi": "name", "Kecamtan": "district", "Macam Usaha": "type"}}, "Kolom wajib belum ada: Status"),
        ({"constants": {"savings_unit": "Mungkin"}}, "none of KSP, USP, Tidak Ada"),
        ({"name": "Dinas Kotim"}, "Beri nama profil"),
        ({"name": "ods-register"}, "profil bawaan"),
        ({"by": " "}, "--by"),
        ({"valid_from": "April"}, "Periode “April”"),
        ({"code_system": "lain"}, "Sistem kode"),
    ],
)
def test_a_profile_that_would_not_read_the_file_is_refused_and_says_why(
    home: Home, tmp_path: Path, differs: dict[str, object], words: str
) -> None:
    with pytest.raises(command.ProfileRefusedError, match=words):
        accept_odd(home, odd(tmp_path), **differs)
    assert not Archive(home.archive).journal.path.exists()


def test_a_file_with_nothing_to_decide_is_told_so(home: Home, tmp_path: Path) -> None:
    with pytest.raises(command.ProfileRefusedError, match="sudah dikenali"):
        command.find_header(home, make_workbook(tmp_path, name="a.xlsx"), None)
    both = make_workbook(tmp_path, sheets={"A": [ODD_HEADER, ODD_ROW], "B": [ODD_HEADER, ODD_ROW]}, name="b.xlsx")
    with pytest.raises(command.ProfileRefusedError, match="“A”, “B”"):
        command.find_header(home, both, None)
    assert command.find_header(home, both, "B").sheet == "B"


def test_profiles_are_in_force_only_where_they_are_given(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    keep_profile(
        archive, parse("name: uji\nform: register\npresent: [grade]\nabsent: [status]\nheadings: {Kelas: grade}"), "x", "y"
    )
    accepted = accepted_profiles(archive)
    with profiles_in_force(accepted):
        assert {profile.name for profile in profiles()} == {"uji", "ods-register"}
    assert profiles() == shipped()
    assert keep_profile(archive, accepted[0], "x", "y") == [line["sha256"] for line in archive.lines()][0]
