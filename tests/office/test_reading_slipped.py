"""Rows that slipped by one column to the right: their figures are in no column of theirs and are not counted."""

from pathlib import Path

from tests.unit.reading_fixture import column, make_workbook, problem, read, rules

HEADER = ("Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status", "Modal Sendiri", "Modal Luar", "Aset")
RIGHT = ("Koperasi Maju", "Baamang", "Konsumen", "Aktif", 100, 20, 300)
SLIPPED = ("Koperasi Jaya", "Baamang", "Konsumen", "Aktif", None, 100, 20, 300)


def sheets(*rows: tuple[object, ...]) -> dict[str, list[tuple[object, ...]]]:
    return {"Daftar Koperasi": [HEADER, *rows]}


def test_amounts_that_slipped_out_of_the_table_are_told_by_cell_and_not_counted(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets=sheets(*[RIGHT] * 5, SLIPPED, RIGHT)))
    note = problem(reading, "V151")
    assert (note.cell, note.title, note.detail) == ("E7", "Modal Sendiri", "F7 sampai H7")
    assert column(reading, "external_capital") == ["20"] * 5 + [None, "20"]
    assert column(reading, "assets") == ["300"] * 5 + [None, "300"]
    assert column(reading, "status") == ["Aktif"] * 7


def test_a_remark_beside_the_table_or_a_number_beside_a_full_row_is_no_slip(tmp_path: Path) -> None:
    remark, full = (*SLIPPED[:7], "lihat lampiran"), (*RIGHT, 5)
    reading = read(make_workbook(tmp_path, sheets=sheets(*[RIGHT] * 5, remark, full)))
    assert "V151" not in rules(reading)
    assert column(reading, "assets") == ["300"] * 5 + ["20", "300"]


def test_where_every_row_stands_beside_its_header_nothing_is_taken(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets=sheets(*[SLIPPED] * 6)))
    assert ("V151" in rules(reading), "V143" in rules(reading)) == (False, True)


def test_a_column_that_most_rows_leave_empty_is_not_what_a_row_lacks(tmp_path: Path) -> None:
    sparse = (*RIGHT[:4], None, 20, 300)
    reading = read(make_workbook(tmp_path, sheets=sheets(*[sparse] * 6, SLIPPED)))
    assert "V151" not in rules(reading)
