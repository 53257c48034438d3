"""JUMLAH and SUB TOTAL rows: never data, and told when they are not the sum of their rows."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assets.reading.model import Problem
from tests.unit.reading_fixture import COVER, RECAP_HEADER, make_workbook, problem, read, rules, table

A, B, C = (1, "Baamang", 10, 7, 3, 5), (2, "Cempaga", 4, 4, 0, 1), (3, "Kota Besi", 6, 1, 5, 0)


def total(label: str, *numbers: object) -> tuple[object, ...]:
    return (None, label, *numbers)


def wrong_totals(folder: Path, *rows: tuple[object, ...]) -> list[tuple[str, str, str]]:
    """(cell, value, detail) of each total that does not add up."""
    reading = read(make_workbook(folder, sheets={"Rekap Koperasi": [RECAP_HEADER, *rows]}))
    assert table(reading, "recap").rows.height == sum(row[0] is not None for row in rows)
    return [(problem.cell, problem.value, problem.detail) for problem in reading.problems if problem.rule == "V403"]


def test_a_total_that_adds_up_is_only_counted(tmp_path: Path) -> None:
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": [RECAP_HEADER, A, B, total("JUMLAH", 14, 11, 3, 6)]}))
    assert rules(reading) == ["V125"]


def test_a_kecamatan_called_kota_is_not_the_regencys_total(tmp_path: Path) -> None:
    rows = [RECAP_HEADER, (1, "Kota Kudus", 10, 7, 3, 5), (2, "Jati", 4, 4, 0, 1), (None, "Kab. Kudus", 14, 11, 3, 6)]
    cover = COVER | {"Kode Kabupaten/Kota": "33.19", "Nama Kabupaten/Kota": "Kabupaten Kudus"}
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": rows}, cover=cover), scope="33")
    assert table(reading, "recap").rows["district"].to_list() == ["Kota Kudus", "Jati"]


def test_a_total_that_does_not_add_up_is_told_on_its_own_cell(tmp_path: Path) -> None:
    rows = [RECAP_HEADER, A, B, total("JUMLAH", 14, 12, 3, 6)]
    note = problem(read(make_workbook(tmp_path, sheets={"Rekap Koperasi": rows})), "V403")
    assert note == Problem(
        "V403", form="recap", sheet="Rekap Koperasi", cell="D4", title="Aktif", value="12", detail="jumlah 2 barisnya 11",
        allowed="jumlah yang sama dengan barisnya",
    )  # fmt: skip


def test_subtotals_are_of_their_own_rows_and_the_last_total_of_all(tmp_path: Path) -> None:
    right = [A, B, total("SUB TOTAL", 14, 11, 3, 6), C, total("SUB TOTAL", 6, 1, 5, 0), total("TOTAL", 20, 12, 8, 6)]
    assert wrong_totals(tmp_path, *right) == []
    wrong = [*right[:4], total("SUB TOTAL", 7, 1, 5, 0), total("TOTAL", 20, 12, 8, 7)]
    assert wrong_totals(tmp_path, *wrong) == [("C6", "7", "jumlah 1 barisnya 6"), ("F7", "7", "jumlah 3 barisnya 6")]


def test_totals_of_groups_of_groups_are_understood(tmp_path: Path) -> None:
    rows = [
        A, total("SUB TOTAL", 10, 7, 3, 5), B, total("SUB TOTAL", 4, 4, 0, 1), total("JUMLAH WILAYAH I", 14, 11, 3, 6), C,
        total("SUB TOTAL", 6, 1, 5, 0), total("JUMLAH WILAYAH II", 6, 1, 5, 0), total("GRAND TOTAL", 20, 12, 8, 6),
    ]  # fmt: skip
    assert wrong_totals(tmp_path, *rows) == []


def test_a_total_on_top_is_of_the_rows_below_it(tmp_path: Path) -> None:
    assert wrong_totals(tmp_path, total("JUMLAH", 14, 11, 3, 6), A, B) == []
    assert wrong_totals(tmp_path, total("JUMLAH", 14, 11, 3, 7), A, B) == [("F2", "7", "jumlah 2 barisnya 6")]


def test_a_total_is_read_as_the_cells_of_its_column_are(tmp_path: Path) -> None:
    rows = [
        (1, "Baamang", "1.250", "1.000", 250, 5),
        (2, "Cempaga", "750", "-", 750, "nihil"),
        total("JUMLAH", "2.000", "1.000", 1000, 5),
    ]
    assert wrong_totals(tmp_path, *rows) == []


@pytest.mark.parametrize("cell", ["kurang jelas", "#REF!"])
def test_nothing_is_said_of_a_sum_of_which_a_part_cannot_be_read(tmp_path: Path, cell: str) -> None:
    rows: list[tuple[object, ...]] = [(1, "Baamang", cell, 7, 3, 5), B, total("JUMLAH", 14, 11, 3, 6)]
    assert wrong_totals(tmp_path, *rows) == []


def test_a_total_of_the_rows_that_show_is_right_as_excel_counts_them(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path, sheets={"Rekap Koperasi": [RECAP_HEADER, A, B, total("JUMLAH", 10, 7, 3, 5)]}, name="book.xlsx"
    )
    book: Any = openpyxl.load_workbook(path)
    book["Rekap Koperasi"].row_dimensions[3].hidden = True
    book.save(path)
    assert rules(read(path)) == ["V127", "V125"]
