"""A reading that leaves the reader holds no personal number, wherever the file had it."""

from pathlib import Path

from schemas.privacy import HIDDEN
from tests.unit.reading_fixture import REGISTER_HEADER, ROW_A, ROW_B, column, make_workbook, problem, read, table


def test_a_reading_holds_no_personal_number(tmp_path: Path) -> None:
    header = (*REGISTER_HEADER, "Catatan 6202011234567890")
    rows = [header, (1, 6202011234567890, "Koperasi Maju", "Jl. A, hub 0812-3456-7890", *ROW_A[4:]), ROW_B]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert column(reading, "nik") == [HIDDEN, "6216010070027"]
    assert column(reading, "address") == [f"Jl. A, hub {HIDDEN}", "Jl. Sampit 2"]
    assert "7890" not in repr(reading)


def test_a_sheets_name_holds_no_personal_number(tmp_path: Path) -> None:
    reading = read(
        make_workbook(tmp_path, sheets={"Daftar 081234567890": [REGISTER_HEADER, ROW_A], "Kontak 081234567891": [("x", 1)]})
    )
    assert table(reading).sheet == f"Daftar {HIDDEN}"
    assert problem(reading, "V116").value == f"Kontak {HIDDEN}"
