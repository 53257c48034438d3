"""The workbook that readers download."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
from openpyxl.workbook import Workbook

from assets.publishing.edition import Edition
from assets.publishing.workbook import write_workbook
from assets.publishing.workbook_cover import EXACT
from schemas.forms import SAMPLE_MARK
from tests.unit.publishing_fixture import empty_figures, make_edition, make_figures, make_reference

TABLES = ["Indikator", "Kabupaten-Kota", "Corong KDMP", "Definisi", "Triwulan dan Tahun", "Data"]
SHEETS = ["Sampul", "Daftar Isi", "Ringkasan", *TABLES]


def _open(edition: Edition, path: Path) -> Workbook:
    write_workbook(edition, path)
    return openpyxl.load_workbook(path)


def _few(**what_differs: Any) -> Edition:
    """An edition of the total and one regency: reading a workbook takes longer than writing it."""
    return make_edition(values=make_figures().values.filter(pl.col("area_code").is_in(["62", "62.01"])), **what_differs)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return _open(_few(sample=True), tmp_path_factory.mktemp("book") / "laporan.xlsx")


def test_every_sheet_is_there_and_bears_the_mark_of_a_sample(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet["A1"].value == SAMPLE_MARK
        assert SAMPLE_MARK in sheet.oddHeader.center.text


def test_real_figures_bear_no_mark(tmp_path: Path) -> None:
    for sheet in _open(_few(), tmp_path / "laporan.xlsx"):
        assert sheet["A1"].value != SAMPLE_MARK
        assert not sheet.oddHeader.center.text


def test_the_first_sheet_says_the_sentences_of_the_first_screen(book: Workbook) -> None:
    text = [cell.value for (cell,) in book["Ringkasan"].iter_rows() if cell.value]
    assert "Dasar Desember 2024: 3.782 koperasi, 2.897 aktif (76,60%), 885 tidak aktif." in text
    assert any(line.startswith("Keadaan per 30 April 2025 · dirilis 15 Mei 2025") for line in text)


def test_the_cover_says_what_it_is_how_final_and_how_to_quote_it(book: Workbook) -> None:
    text = [str(cell.value) for (cell,) in book["Sampul"].iter_rows() if cell.value]
    assert {"Rapor Koperasi Kalimantan Tengah", "Keadaan per 30 April 2025", "Angka sementara", "Cara mengutip"} <= set(text)
    assert text[-1] == (
        "Rapor Koperasi Kalimantan Tengah, keadaan per 30 April 2025 (angka sementara). Dirilis 15 Mei 2025 pukul 06.30 WIB. DATA CONTOH – BUKAN "
        "DATA RESMI."
    )


def test_the_contents_lead_to_every_sheet_behind_them(book: Workbook) -> None:
    lines = [row[0] for row in book["Daftar Isi"].iter_rows(min_row=4)]
    assert [cell.value for cell in lines] == SHEETS[2:]
    assert [cell.hyperlink.location for cell in lines] == [f"'{name}'!A1" for name in SHEETS[2:]]


def test_a_sheet_holds_one_named_table_with_a_header_that_stays_and_no_merged_cell(book: Workbook) -> None:
    for name in TABLES:
        sheet = book[name]
        (table,) = sheet.tables.values()
        assert table.name == name.replace(" ", "_").replace("-", "_")
        assert table.ref == sheet.dimensions.replace("A1", "A3") and table.headerRowCount == 1
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[3]]
        assert (sheet.freeze_panes, list(sheet.merged_cells.ranges)) == ("A4", [])


def test_the_line_above_a_table_is_not_cut_off_at_its_edge(tmp_path: Path) -> None:
    for is_public in (True, False):
        sheets = _open(Edition(_few().figures, make_reference(), {}, is_public), tmp_path / "laporan.xlsx")
        assert sheets["Corong KDMP"]["A1"].value == (
            "Rapor Koperasi Kalimantan Tengah, keadaan per 30 April 2025 (angka sementara)" if is_public else EXACT
        )
        wide = sheets["Indikator"]["A1"].value
        assert "Cakupan pelapor: 13 dari 14" in wide if is_public else wide.endswith(f" · {EXACT}")


def test_excel_does_not_offer_to_make_numbers_of_codes(tmp_path: Path) -> None:
    write_workbook(_few(), tmp_path / "laporan.xlsx")
    with ZipFile(tmp_path / "laporan.xlsx") as package:
        data = package.read("xl/worksheets/sheet9.xml").decode()
    assert re.search(r'<ignoredError sqref="A3:V\d+" numberStoredAsText="1"/>', data)


def test_it_prints_on_folio_one_page_wide_without_the_sheets_for_work_on_a_screen(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 14, 0)
    for name in TABLES[:4]:
        assert book[name].print_title_rows == "$3:$3" and book[name].print_area.startswith(f"'{name}'!$A$1:")
    for name in TABLES[4:]:
        first, last = book[name].print_area.split("!")[1].split(":")[0], book[name].max_column
        column = openpyxl.utils.column_index_from_string(first.split("$")[1])
        assert column > last and book[name].cell(1, column).value is None


def test_a_target_stands_as_numbers_beside_its_text(book: Workbook) -> None:
    heads, *rows = book["Indikator"].iter_rows(min_row=3)
    titles = [head.value for head in heads]
    by_code = {row[1].value: dict(zip(titles, row, strict=True)) for row in rows}
    single, span = by_code["KOP-04"], by_code["KOP-15"]
    assert (single["Target"].value, single["Target bawah"].value, single["Target atas"].value) == ("79,00% (contoh)", 79, None)
    assert (span["Target"].value, span["Target bawah"].value, span["Target atas"].value) == (
        "4,11 sampai 4,66% (contoh)",
        4.11,
        4.66,
    )
    assert "%" in span["Target atas"].number_format


def test_percentages_have_one_scale(book: Workbook) -> None:
    for sheet in book:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.number_format.endswith("%")]
    rows = {row[0]: row for row in book["Corong KDMP"].iter_rows(min_row=4, values_only=True)}
    assert rows["Berbadan Hukum"][2] == pytest.approx(100 * rows["Berbadan Hukum"][1] / 1571)


def test_the_funnel_adds_up_with_the_villages_of_which_nobody_reported(tmp_path: Path) -> None:
    rows = list(_open(make_edition(), tmp_path / "laporan.xlsx")["Corong KDMP"].iter_rows(min_row=3, values_only=True))
    assert rows[-1] == ("Belum dilaporkan (kabupaten/kota yang belum melapor)", "–", "–", 125)
    assert sum(row[3] for row in rows) == 1571


def test_figures_are_numbers_with_the_format_of_their_unit(book: Workbook) -> None:
    *_, total = book["Kabupaten-Kota"].iter_rows()
    assert [cell.value for cell in total[:4]] == ["Kalimantan Tengah", datetime(2025, 3, 31), 3634, 2824]
    assert total[4].value == pytest.approx(77.71, abs=0.01)
    assert "%" in total[4].number_format and "%" not in total[2].number_format


def test_a_figure_has_its_day_and_the_rows_that_it_rests_on_beside_it(book: Workbook) -> None:
    heads, *rows = book["Indikator"].iter_rows(min_row=3, values_only=True)
    row = dict(zip(heads, next(row for row in rows if row[1] == "KOP-11"), strict=True))
    assert (row["Keadaan per"], row["Bertumpu pada"], row["Dari"], row["Satuan dasar"]) == (
        datetime(2025, 3, 31),
        935,
        935,
        "koperasi",
    )
    assert (row["Keadaan per (di luar)"], row["Bertumpu pada (di luar)"]) == (datetime(2025, 3, 31), 932)


def test_the_data_sheet_holds_every_row_of_the_data_file(book: Workbook) -> None:
    values = _few().values
    rows = list(book["Data"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == values.height
    assert rows[0][:10] == (
        "K62",
        "2024-12",
        "62",
        None,
        "Provinsi Kalimantan Tengah",
        None,
        "KOP-01",
        "Jumlah koperasi",
        "koperasi",
        3782,
    )
    shown = pl.Series([row[11] for row in rows], dtype=pl.Float64)
    assert shown.equals(values["value"], null_equal=True)
    assert rows[0][12] == datetime(2024, 12, 31) and rows[0][18:20] == ("filled", "Tidak")
    withheld = [row for row in rows if row[21] == "dirahasiakan"]
    assert withheld and all(row[9] is row[10] is row[11] is None and row[18] == "secret" for row in withheld)


def test_text_is_never_a_formula_and_keeps_its_signs(tmp_path: Path) -> None:
    area = '=1+1 <&> "x" Kapuas\x07'
    values = _few().figures.values.with_columns(pl.col("area_name").replace({"Provinsi Kalimantan Tengah": area}))
    sheet = _open(make_edition(values=values), tmp_path / "laporan.xlsx")["Data"]
    cells = [row[4] for row in sheet.iter_rows(min_row=3) if row[4].value and row[4].value.startswith("=")]
    assert cells
    assert {(cell.value, cell.data_type) for cell in cells} <= {
        ('=1+1 <&> "x" Kapuas', "s"),
        ('=1+1 <&> "x" Kapuas', "inlineStr"),
    }


def test_equal_editions_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(make_edition(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_where_excel_has_no_room_the_newest_periods_stand_and_the_rest_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assets.publishing.workbook.EXCEL_ROWS", 100)
    sheet = _open(_few(), tmp_path / "laporan.xlsx")["Data"]
    assert {row[1] for row in sheet.iter_rows(min_row=3, values_only=True)} == {"2025-04"}
    assert "data/indicators.csv" in sheet["A1"].value


def test_a_workbook_without_any_figure_can_be_opened(tmp_path: Path) -> None:
    book = _open(make_edition(empty_figures()), tmp_path / "laporan.xlsx")
    assert book.sheetnames == SHEETS
    assert book["Data"].max_row == 2


def test_quarters_and_years_stand_beside_the_months(book: Workbook) -> None:
    rows = [
        row
        for row in book["Triwulan dan Tahun"].iter_rows(values_only=True)
        if row[4] == "KOP-04" and row[1] == "62" and not row[3]
    ]
    months = [row for row in book["Data"].iter_rows(values_only=True) if row[6] == "KOP-04" and row[2] == "62" and not row[5]]
    last = {row[1]: row[11] for row in months}
    by_span = {row[0]: (row[9], row[11]) for row in rows}
    assert by_span["2025-TW2"] == by_span["2025"] == (last["2025-04"], "2025-04")
    assert by_span["2024-TW4"] == (last["2024-12"], "2024-12")
