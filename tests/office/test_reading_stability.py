"""However a table is turned and spread, the same is read."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reading.read import read_file
from tests.relaid.grids import invented

TABLE = invented(12)
MEMBERS = ("Jumlah Anggota Pria", "Jumlah Anggota Wanita", "Total Anggota")


def workbook(sheets: Sequence[tuple[str, Sequence[Sequence[object]]]]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                page.write_row(row, 0, ["" if cell is None else cell for cell in cells])
    return target.getvalue()


def texts(data: bytes, form: str = "register") -> pl.DataFrame:
    """What is read of a form, without its places."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "berkas"
        path.write_bytes(data)
        reading = read_file(path, "2021-12/62.02.xlsx")
    return pl.concat([table.rows.drop("row") for table in reading.tables if table.form == form])


PLAIN = texts(workbook([("Sheet1", [TABLE.header, *TABLE.rows])]))


@settings(max_examples=25)
@given(
    st.permutations(range(len(TABLE.header))),
    st.sets(st.integers(0, 18), max_size=4),
    st.sets(st.integers(0, 12), max_size=4),
    st.integers(0, 9),
)
def test_the_order_of_columns_and_blank_rows_and_columns_change_nothing(
    order: list[int], columns: set[int], rows: set[int], above: int
) -> None:
    lines: list[list[object]] = [[] for _ in range(above)]
    for place, row in enumerate((TABLE.header, *TABLE.rows)):
        cells: list[object] = []
        for i in order:
            cells += [None, row[i]] if i in columns else [row[i]]
        lines += [cells, []] if place in rows else [cells]
    assert texts(workbook([("Sheet1", lines)])).equals(PLAIN)


@settings(max_examples=12)
@given(st.permutations(range(4)))
def test_the_order_of_sheets_changes_nothing(order: list[int]) -> None:
    sheets = [
        ("Sheet1", [TABLE.header, *TABLE.rows]), ("Grafik", [("x", 1)]), ("Catatan", [("bebas",)]),
        ("Rekap", [("Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT"), ("Baamang", 9, 6, 3, 2)]),
    ]  # fmt: skip
    data = workbook([sheets[i] for i in order])
    assert texts(data).equals(PLAIN)
    assert texts(data, "recap")["cooperatives"].to_list() == ["9"]
