"""A column Kabupaten/Kota beside the form's own: rows of another regency are not counted in this one."""

from pathlib import Path

import pytest

from tests.unit.reading_fixture import COVER, REGISTER, REGISTER_HEADER, ROW_A, make_workbook, problem, read, rules, table

OWN, OTHER = "Kab. Kotawaringin Timur", "Kab. Kapuas"


def named(*regencies: object) -> dict[str, list[tuple[object, ...]]]:
    return {"Daftar Koperasi": [(*REGISTER_HEADER, "Kabupaten/Kota"), *((*ROW_A, name) for name in regencies)]}


def test_a_row_of_another_regency_among_many_is_told_and_not_counted(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets=named(*[OWN] * 6, OTHER, *[OWN] * 4)))
    note = problem(reading, "V148")
    assert (note.sheet, note.cell, note.value, note.allowed) == (
        "Daftar Koperasi",
        "I8",
        OTHER,
        "Kabupaten Kotawaringin Timur",
    )
    assert (table(reading).rows.height, 8 in table(reading).rows["row"]) == (10, False)


def test_one_foreign_row_in_a_short_table_is_a_slip(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets=named(OWN, OTHER, OWN)))
    assert (rules(reading), table(reading).rows.height) == (["V148", "V115"], 2)


def test_a_list_of_several_regencies_is_returned_whole(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets=named(OWN, OTHER, "Katingan", OWN)))
    note = problem(reading, "V142")
    assert (note.cell, note.title, note.detail) == (
        "I1", "Kabupaten/Kota", "2 dari 4 baris menyebut kabupaten/kota lain (Kab. Kapuas, Katingan)",
    )  # fmt: skip
    assert (table(reading).rows.height, "V148" in rules(reading)) == (4, False)


@pytest.mark.parametrize("name", ["Kotawaringin Timur", "KAB. KOTIM", "62.02", None, " ", "Kalimantan Tengah", "Sampit", "-"])
def test_the_regencys_own_name_and_what_names_none_are_no_other_regency(tmp_path: Path, name: str | None) -> None:
    reading = read(make_workbook(tmp_path, sheets=named(name)))
    further = ["V115"] if name and name.strip() else []
    assert (rules(reading), table(reading).rows.height) == (further, 1)


@pytest.mark.parametrize(
    ("legal_form", "expected"), [("Primer Provinsi", []), ("Primer Kabupaten/Kota", ["V142"]), (None, ["V142"])]
)
def test_only_the_provinces_own_cooperatives_may_have_their_seat_in_any_regency(
    tmp_path: Path, legal_form: str | None, expected: list[str]
) -> None:
    cover = COVER | {"Kode Kabupaten/Kota": "62", "Nama Kabupaten/Kota": "Provinsi Kalimantan Tengah"}
    rows = [(*REGISTER_HEADER, "Kabupaten/Kota", "Bentuk Koperasi"), (*ROW_A, OWN, legal_form), (*ROW_A, OTHER, legal_form)]
    reading = read(make_workbook(tmp_path, cover=cover, sheets={"Daftar Koperasi": rows}))
    assert rules(reading) == [*expected, "V115"]
    assert table(reading).rows.height == 2


def test_a_block_under_the_name_of_another_regency_returns_the_form(tmp_path: Path) -> None:
    rows = [*REGISTER, ("KABUPATEN SERUYAN",), *REGISTER[1:]]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    note = problem(reading, "V142")
    assert (note.cell, note.title, note.allowed) == ("A4", "KABUPATEN SERUYAN", "Kabupaten Kotawaringin Timur")


def test_a_block_under_the_regencys_own_name_is_its_own(tmp_path: Path) -> None:
    rows = [REGISTER[0], ("KAB. KOTAWARINGIN TIMUR",), *REGISTER[1:]]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert "V142" not in rules(reading)


@pytest.mark.parametrize(
    "name", ["Kab. Kotim", "KABUPATEN", "Se-Kabupaten", "Kabupaten Kotawaringin Timur", "Kotawaringin Timur", "KOTIM"]
)
def test_beside_kecamatan_a_row_called_after_the_regency_is_their_total(tmp_path: Path, name: str) -> None:
    rows = [
        ("Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT"),
        ("Baamang", 3, 2, 1, 1),
        ("Cempaga", 4, 4, 0, 2),
    ]
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [*rows, (name, 7, 6, 1, 3)]}))
    assert (table(reading, "recap").rows.height, rules(reading)) == (2, ["V125"])
    wrong = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [*rows, (name, 8, 6, 1, 3)]}))
    assert rules(wrong) == ["V125", "V403"]
    alone = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [rows[0], (name, 7, 6, 1, 3)]}))
    assert table(alone, "recap").rows.height == 1
