"""What a workbook stores as a number is accepted as that number or not at all, whatever texts stand beside it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reading.read import read_file
from schemas.forms import FORMS
from schemas.typed import type_rows

WHOLE, SHARE = ("register", "surplus"), ("kdmp", "physical_progress")
#: Titles by which the reader knows the form.
KNOWN = {
    "register": ("Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status"),
    "kdmp": ("Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini"),
}
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.integers(-999_999, 999_999).map(lambda thousandths: thousandths / 1000),
    st.floats(0, 100),
)
TEXTS = st.sampled_from(["3.782", "3,955", "1.250.000", "1,5", "76,60%", "-", "12", "Rp 1.250.000,-"])


def accepted(form: str, column: str, cells: list[float | str]) -> list[int | float | None]:
    """What becomes of a column with these cells, each stored as what it is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet(FORMS[form].sheet)
            sheet.write_row(0, 0, [*KNOWN[form], FORMS[form].column(column).title])
            for row, cell in enumerate(cells, start=1):
                sheet.write_row(row, 0, ["x", "x", "x", "x"])
                sheet.write_string(row, 4, cell) if isinstance(cell, str) else sheet.write_number(row, 4, cell)
        (table,) = read_file(path, "62.02 2025-11.xlsx").tables
    rows = table.rows.with_columns(submission=pl.lit("s1")).with_row_index("position")
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in FORMS[form].ids if name not in rows.columns)
    return type_rows(FORMS[form], rows, pl.Series(dtype=pl.String)).rows[column].to_list()


@settings(max_examples=15)
@given(st.sampled_from([WHOLE, SHARE]), st.lists(NUMBERS | TEXTS, min_size=1, max_size=12))
def test_no_accepted_number_differs_from_the_stored_one_to_nine_decimals(
    where: tuple[str, str], cells: list[float | str]
) -> None:
    values = accepted(*where, cells)
    assert len(values) == len(cells)
    if where == SHARE:  # what is out of its range is no value either
        values = [value if value is not None and 0 <= value <= 100 else None for value in values]
    for cell, value in zip(cells, values, strict=True):
        assert isinstance(cell, str) or value is None or abs(value - cell) <= 1e-9


def test_a_stored_fraction_is_never_thousands_and_a_written_one_is() -> None:
    assert accepted(*WHOLE, [3.782, "1.250.000", "3.782", 12]) == [None, 1250000, 3782, 12]
    assert accepted(*WHOLE, [3.782, "3.782"]) == [None, None]
    assert accepted(*SHARE, [3.782, "76,5"]) == [3.782, 76.5]
    assert accepted(*WHOLE, [1250000.5, 1e14, 0.1 + 0.2]) == [None, 10**14, None]
