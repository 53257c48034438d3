"""A number that is accepted is the number that is stored, to nine decimals."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reading.read import read_file
from tests.fuzz.outcome import judged

HEADER = (
    "Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini", "Anggota", "Nilai Transaksi Bulan Ini", "Progres Fisik (%)",
)  # fmt: skip
NUMBERS = st.integers(0, 10**9) | st.floats(0, 10**6, allow_subnormal=False) | st.integers(0, 10**6).map(lambda n: n / 1000)


@settings(max_examples=30)
@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_no_accepted_number_differs_from_the_stored_one(numbers: list[float]) -> None:
    rows = [
        (f"62.02.05.{1001 + i}", f"Desa {i}", "Baamang", "Sosialisasi", number, number, number)
        for i, number in enumerate(numbers)
    ]
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("Progres KDMP")
        for place, cells in enumerate((HEADER, *rows)):
            page.write_row(place, 0, cells)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "berkas"
        path.write_bytes(target.getvalue())
        verdict = judged(read_file(path, "2025-11/62.02.xlsx"))
    found = verdict.accepted["kdmp"].sort("row")
    assert found.height == len(numbers)
    for column in ("members", "turnover", "physical_progress"):
        for value, stored in zip(found[column], numbers, strict=True):
            assert value is None or abs(value - stored) <= 1e-9, (column, value, stored)
            if float(stored).is_integer() and column != "physical_progress":
                assert value == stored
