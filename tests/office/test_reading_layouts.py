"""Tables that stand in unusual places: beside one another, under headers of three rows, with groups, with a heading twice."""

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from tests.builders import RIGHT
from tests.fuzz.outcome import judged
from tests.unit.reading_fixture import (
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
)

UMKM = (("Kecamatan", "Usaha Mikro", "Usaha Kecil", "Usaha Menengah"), ("Baamang", 10, 2, 1), ("Cempaga", 8, 0, 0))


def beside(*tables: Any) -> list[tuple[object, ...]]:
    """Tables with a blank column between each."""
    rows: list[tuple[object, ...]] = []
    for place in range(max(map(len, tables))):
        line: list[object] = []
        for lines in tables:
            line += [*(lines[place] if place < len(lines) else [None] * len(lines[0])), None]
        rows.append(tuple(line))
    return rows


def test_two_forms_side_by_side_are_two_tables(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": [("LAPORAN",), (), *beside(RECAP, UMKM)]}))
    assert [(form_table.form, form_table.header_cell, form_table.rows.height) for form_table in reading.tables] == [
        ("recap", "A3", 2),
        ("umkm", "H3", 2),
    ]
    assert column(reading, "district", "umkm") == ["Baamang", "Cempaga"]
    assert table(reading, "umkm").letters == {"district": "H", "micro": "I", "small": "J", "medium": "K"}
    assert reading.problems == []


def test_the_same_form_side_by_side_is_returned_since_a_row_would_be_two(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Sheet1": beside(RECAP, RECAP)}), "2025-04/62.02.xlsx")
    note = problem(reading, "V133")
    assert (note.form, note.cell, note.detail) == ("recap", "H1", "mulai A1 dan mulai H1")
    assert judged(reading).accepted["recap"].is_empty()


def test_one_table_with_blank_columns_in_it_is_one_table(tmp_path: Path) -> None:
    header, row = list(RIGHT["kdmp"]), list(RIGHT["kdmp"].values())
    titles = [
        "Kode Desa/Kelurahan",
        "Desa/Kelurahan",
        None,
        "Kecamatan",
        "Tahap Saat Ini",
        None,
        "Sosialisasi",
        "Anggota",
        "NIB",
        "Lahan",
    ]
    cells = [row[0], row[1], None, row[2], row[3], None, row[4], 5, "1204250012345", "Siap"]
    reading = read(make_workbook(tmp_path, sheets={"Progres KDMP": [titles, cells]}))
    assert (len(header), len(table(reading, "kdmp").letters), reading.problems) == (5, 8, [])


def three_rows(book: Any) -> None:
    for cells in ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2"):
        book["Sheet1"].merge_cells(cells)


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_of_three_rows_is_read_with_and_without_merged_cells(tmp_path: Path, merged: bool) -> None:
    rows = [
        ("KEADAAN KOPERASI",),
        (*RECAP_HEADER, "Anggota", None),
        (None,) * 6 + ("Laki-laki", "Perempuan"),
        (1, "Baamang", 9, 6, 3, 5, 20, 30),
    ]
    path = make_workbook(tmp_path, sheets={"Sheet1": rows}, name="book.xlsx")
    if merged:
        book: Any = openpyxl.load_workbook(path)
        three_rows(book)
        book.save(path)
    reading = read(path)
    form_table = table(reading, "recap")
    assert form_table.rows.select("row", "district", "members_male", "members_female").rows() == [(4, "Baamang", "20", "30")]
    assert (form_table.letters["members_male"], form_table.letters["members_female"], reading.problems) == ("G", "H", [])


def test_a_merged_group_reaches_no_further_than_it_is_merged(tmp_path: Path) -> None:
    upper = ("No", "Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status", "Anggota", None, None)
    lower = (None, None, None, None, None, "L", "P", "Grade")
    path = make_workbook(
        tmp_path, sheets={"Data": [upper, lower, (1, "A", "Baamang", "Jasa", "Aktif", 3, 4, "B")]}, name="book.xlsx"
    )
    book: Any = openpyxl.load_workbook(path)
    book["Data"].merge_cells("F1:G1")
    book.save(path)
    assert {name: table(read(path)).letters[name] for name in ("members_male", "members_female", "grade")} == {
        "members_male": "F", "members_female": "G", "grade": "H",
    }  # fmt: skip


def test_two_columns_of_one_heading_that_differ_are_not_chosen_between(tmp_path: Path) -> None:
    rows = [(*REGISTER_HEADER, "Total Anggota"), (*ROW_A, 25), (*ROW_B, 99)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    note = problem(reading, "V134")
    assert (note.cell, note.title, note.detail) == ("I1", "Total Anggota", "H1 dan I1")
    assert "members_total" not in table(reading).letters


def test_two_columns_of_one_heading_that_agree_are_one(tmp_path: Path) -> None:
    rows = [(*REGISTER_HEADER, "Total Anggota"), (*ROW_A, 25), (*ROW_B, 40)]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert (column(reading, "members_total"), rules(reading)) == (["25", "40"], ["V115"])


@pytest.mark.parametrize(
    "label", ["KECAMATAN BAAMANG", "Kec. Cempaga", "II. Kecamatan Kota Besi", "Kabupaten Kotawaringin Timur"]
)
def test_the_name_of_a_group_alone_in_a_row_is_no_cooperative(tmp_path: Path, label: str) -> None:
    rows = [REGISTER_HEADER, (None, None, label), ROW_A, ("II", None, label), ROW_B]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert (table(reading).rows["row"].to_list(), problem(reading, "V129").detail) == ([3, 5], "2 baris (baris 2 dan 4)")


def without_district(row: tuple[object, ...]) -> tuple[object, ...]:
    return (*row[:4], None, *row[5:])


def test_a_kecamatan_above_rows_that_name_none_is_the_kecamatan_of_each(tmp_path: Path) -> None:
    rows = [
        REGISTER_HEADER,
        ("KECAMATAN BAAMANG",),
        without_district(ROW_A),
        without_district(ROW_B),
        ("II. Kec. Cempaga",),
        without_district(ROW_B),
    ]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert column(reading, "district") == ["BAAMANG", "BAAMANG", "Cempaga"]
    note = problem(reading, "V150")
    assert (note.cell, note.title, note.value, note.detail) == ("A2", "Kecamatan", "BAAMANG", "3")


def test_a_kecamatan_above_rows_of_which_one_names_another_is_spread_to_none(tmp_path: Path) -> None:
    rows = [REGISTER_HEADER, ("KECAMATAN BAAMANG",), without_district(ROW_A), ROW_B]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert (column(reading, "district"), "V150" in rules(reading)) == ([None, "Cempaga"], False)


def test_where_the_column_is_missing_the_groups_are_no_substitute_and_that_is_told(tmp_path: Path) -> None:
    rows = [(*row[:4], *row[5:]) for row in (REGISTER_HEADER, ("KECAMATAN BAAMANG",), ROW_A)]
    note = problem(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows})), "V110")
    assert (note.title, "baris tersendiri" in note.detail) == ("Kecamatan", True)


@pytest.mark.parametrize("label", ["Rata-rata", "RATA - RATA", "Aktif", "Tidak Aktif", "Persentase (%)", "Keterangan"])
def test_averages_shares_and_counts_below_a_total_are_no_cooperatives(tmp_path: Path, label: str) -> None:
    total, drawn = (None, None, "JUMLAH", None, None, None, None, 65), (None, None, label, None, None, None, None, 32)
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, total, drawn]}))
    assert (table(reading).rows.height, problem(reading, "V125").detail) == (2, "2 baris (baris 4 dan 5)")
    assert "V403" not in rules(reading)


def test_a_row_of_which_only_the_status_is_filled_stays_a_row(tmp_path: Path) -> None:
    reading = read(
        make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, (3, None, None, None, None, None, "Aktif", 5), ROW_A]})
    )
    assert column(reading, "status") == ["Aktif", "Tidak Aktif", "Aktif", "Aktif"]


def test_a_kecamatan_without_its_numbers_stays_a_row_of_the_recap(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [*RECAP, (3, "Kecamatan Kota Besi")]}))
    assert column(reading, "district", "recap")[-1] == "Kecamatan Kota Besi"
    assert "V129" not in rules(reading)


def test_a_finding_points_into_the_table_that_its_row_stands_in(tmp_path: Path) -> None:
    other = [cells[::-1] for cells in (REGISTER_HEADER, (*ROW_B[:7], "banyak"))]
    rows = [REGISTER_HEADER, (*ROW_A[:7], "sedikit"), (), ("B. LANJUTAN",), *other]
    verdict = judged(read(make_workbook(tmp_path, sheets={"Sheet1": rows}), "2025-04/62.02.xlsx"))
    unreadable = verdict.findings.filter(pl.col("rule") == "V202").sort("row")
    assert unreadable.select("cell", "value").rows() == [("H2", "sedikit"), ("A6", "banyak")]


def test_a_remark_with_a_star_below_the_last_row_is_no_cooperative(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": [*REGISTER, (None, None, "*) data sementara")]}))
    assert table(reading).rows.height == 2
