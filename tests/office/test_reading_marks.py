"""What a workbook says beside its texts: hidden, merged, uncalculated, and how a number is shown."""

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.reading.files import parts
from assets.reading.files.marks import Shown
from assets.reading.files.number_formats import shown_as
from assets.reading.files.sheets import load_workbook
from assets.reading.tables.numbers import hundredfold
from tests.fuzz.outcome import judged
from tests.hostile import SHEET, opendocument, package, recap_rows, sheet, zipped
from tests.relaid.grids import repacked
from tests.unit.old_workbooks import OLD_WORKBOOKS
from tests.unit.reading_fixture import RECAP, REGISTER, column, make_workbook, problem, read, rules, table

KDMP = (
    "Kode Desa/Kelurahan",
    "Desa/Kelurahan",
    "Kecamatan",
    "Tahap Saat Ini",
    "Anggota",
    "Nilai Transaksi Bulan Ini",
    "Progres Fisik (%)",
)


def changed(folder: Path, sheets: dict[str, Any], change: Any, **what_differs: Any) -> Path:
    """A workbook after `change` has had it."""
    path = make_workbook(folder, sheets=sheets, name="book.xlsx", **what_differs)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def test_hidden_rows_are_read_and_told_run_by_run(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        for row in (2, 3, 5, 9):
            book["Rekap Koperasi"].row_dimensions[row].hidden = True

    rows = [RECAP[0], *((n, f"Kecamatan {n}", 2, 1, 1, 1) for n in range(5))]
    reading = read(changed(tmp_path, {"Rekap Koperasi": rows}, hide))
    assert table(reading, "recap").rows.height == 5
    assert [(problem.rule, problem.cell, problem.detail) for problem in reading.problems] == [
        ("V127", "B2", "baris 2 sampai 3"), ("V127", "B5", "baris 5"),
    ]  # fmt: skip


def test_many_runs_of_hidden_rows_end_in_one_line(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        for row in range(2, 62, 2):
            book["Rekap Koperasi"].row_dimensions[row].hidden = True

    rows = [RECAP[0], *((n, f"Kecamatan {n}", 2, 1, 1, 1) for n in range(60))]
    problems = read(changed(tmp_path, {"Rekap Koperasi": rows}, hide)).problems
    assert (len(problems), problems[-1].cell, problems[-1].detail) == (21, "B42", "10 baris lain sampai baris 60")


def test_hidden_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book["Rekap Koperasi"].column_dimensions["D"].hidden = True
        book["Rekap Koperasi"].column_dimensions["A"].hidden = True
        book["Daftar Koperasi"].sheet_state = "veryHidden"

    reading = read(changed(tmp_path, {"Rekap Koperasi": RECAP, "Daftar Koperasi": REGISTER}, hide))
    assert [(problem.rule, problem.sheet, problem.cell, problem.title) for problem in reading.problems] == [
        ("V128", "Rekap Koperasi", "D1", "Aktif"), ("V138", "Daftar Koperasi", "", ""),
    ]  # fmt: skip
    assert [form_table.rows.height for form_table in reading.tables] == [2, 2]


def test_a_formula_without_a_saved_result_is_a_finding_on_its_cell(tmp_path: Path) -> None:
    cells = {("Rekap Koperasi", "C2"): "=D2+E2", ("Rekap Koperasi", "F3"): "=1", ("Rekap Koperasi", "H3"): "=1"}
    verdict = judged(read(make_workbook(tmp_path, sheets={"Rekap Koperasi": RECAP}, cells=cells), "2025-04/62.02.xlsx"))
    uncalculated = verdict.findings.filter(pl.col("rule") == "V212")
    assert uncalculated["cell"].to_list() == ["C2", "F3"]
    assert "buka berkas di Excel" in uncalculated["message"][0] and "tidak tersimpan" in uncalculated["value"][0]
    assert verdict.accepted["recap"]["cooperatives"].to_list() == [None, 4]


def test_a_sheet_of_formulas_without_results_is_not_an_empty_file(tmp_path: Path) -> None:
    rows = [RECAP[0], (1, *("=Lain!A1" for _ in range(5)))]
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": rows}))
    assert set(table(reading, "recap").rows.row(0)[1:]) == {"#N/A (hasil rumus tidak tersimpan)"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c r='C4'><f>1+1</f></c>", True), ("<c r='C4'><f>1+1</f><v></v></c>", True), ("<c r='C4'><f>1+1</f><v/></c>", True),
        ("<c r='C4' t='str'><f>A1</f><v></v></c>", False), ("<c r='C4'><f>1+1</f><v>2</v></c>", False), ("<c r='C4'/>", False),
        ('<c r="C4"><f t="shared" si="0"/></c>', True), ('<c r="C4"><f t="shared" ref="C4:C9" si="0">A4&gt;B4</f><v>0</v></c>', False),
    ],
)  # fmt: skip
def test_only_a_formula_that_has_no_result_has_none(tmp_path: Path, cell: str, text: bool) -> None:
    path = tmp_path / "book"
    row = f'<row r="4"><c r="B4" t="inlineStr"><is><t>Cempaga</t></is></c>{cell}</row>'
    path.write_bytes(package(tmp_path, {SHEET: sheet(recap_rows(row))}))
    text_of_cell = column(read(path), "cooperatives", "recap")[-1] or ""
    assert text_of_cell.startswith("#N/A (") is text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", Shown.PERCENT), ("0.00%", Shown.PERCENT), ("#,##0,", Shown.SCALED), ('0.0,,"jt"', Shown.SCALED), ("[>=1000]#,##0,;0", Shown.SCALED),
        ("#,##0", Shown.PLAIN), ('0" %"', Shown.PLAIN), ("0\\%", Shown.PLAIN), ("General", Shown.PLAIN), ("_(* #,##0_);_(* (#,##0)", Shown.PLAIN),
        ("#,##0.00", Shown.PLAIN), ("[$Rp-421]#,##0", Shown.PLAIN),
    ],
)  # fmt: skip
def test_a_format_code_tells_how_a_number_is_shown(code: str, shown: Shown) -> None:
    assert shown_as(code) is shown


def kdmp(folder: Path, cells: list[tuple[object, str]], place: int) -> Path:
    """A Progres KDMP with these values and formats in one column."""

    def fill(book: Any) -> None:
        for row, (value, code) in enumerate(cells, start=2):
            cell = book["Progres KDMP"].cell(row, place + 1, value)
            cell.number_format = code

    rows = [KDMP, *((f"62.02.05.{1001 + n}", f"Desa {n}", "Baamang", "Sosialisasi") for n in range(len(cells)))]
    return changed(folder, {"Progres KDMP": rows}, fill)


def test_a_cell_that_shows_a_percentage_counts_a_hundredfold_in_a_percent_column(tmp_path: Path) -> None:
    cells = [
        (0.766, "0.0%"),
        (0.07, "0%"),
        (0.57, "0.00%"),
        (1 / 3, "0%"),
        (1, "0%"),
        (76.6, "0.0"),
        ("76,6%", "@"),
        (0, "0%"),
        (1e-9, "0%"),
    ]
    reading = read(kdmp(tmp_path, cells, 6))
    assert column(reading, "physical_progress", "kdmp") == [
        "76.6",
        "7",
        "57",
        "33.333333333",
        "100",
        "76.6",
        "76,6%",
        "0",
        "0.0000001",
    ]


def test_a_percentage_in_a_count_stays_the_number_that_it_is(tmp_path: Path) -> None:
    assert column(read(kdmp(tmp_path, [(0.766, "0.0%"), (2, "0%")], 4)), "members", "kdmp") == ["0.7660", "2"]


def test_the_number_3_782_is_not_the_text_3_782(tmp_path: Path) -> None:
    reading = read(kdmp(tmp_path, [(3.782, "General"), ("3.782", "@"), (3.782, "0.000"), (12.5, "0"), (-1.25, "0")], 4))
    assert column(reading, "members", "kdmp") == ["3.7820", "3.782", "3.7820", "12.5", "-1.25"]
    accepted = judged(reading).accepted["kdmp"]["members"].to_list()
    assert accepted[0] is None and accepted[1] != 3.782


def test_a_format_in_thousands_is_a_warning_and_the_stored_number_counts(tmp_path: Path) -> None:
    reading = read(kdmp(tmp_path, [(1250000, "#,##0,"), (2000, "#,##0"), (3000, '#,##0,"rb"')], 5))
    note = problem(reading, "V130")
    assert (note.form, note.cell, note.title, note.value, note.detail) == (
        "kdmp",
        "F2",
        "Nilai Transaksi Bulan Ini",
        "1250000",
        "2 sel",
    )
    assert column(reading, "turnover", "kdmp") == ["1250000", "2000", "3000"]


@given(st.floats(min_value=0, max_value=100, allow_subnormal=False))
def test_no_share_of_a_hundred_gets_noise_from_being_multiplied(value: float) -> None:
    text = hundredfold(repr(value / 100))
    assert text is not None and "e" not in text.lower() and abs(float(text) - value) < 1e-9


def test_a_date_format_over_a_number_that_is_no_day_keeps_the_number(tmp_path: Path) -> None:
    reading = read(kdmp(tmp_path, [(6216010040003, "dd/mm/yyyy"), (45000, "dd/mm/yyyy")], 4))
    assert column(reading, "members", "kdmp") == ["6216010040003", "2023-03-15 00:00:00"]


def test_a_date_before_all_days_is_named_as_what_keeps_the_file_from_being_read(tmp_path: Path) -> None:
    note = problem(read(kdmp(tmp_path, [(-1e16, "dd/mm/yyyy")], 4), "2025-04/62.02.xlsx"), "V101")
    assert note.detail == "ada sel berformat tanggal yang isinya bukan tanggal"


def test_a_workbook_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    path = make_workbook(tmp_path)
    repacked(
        path,
        lambda name, xml: xml.replace(b"<workbookPr />", b'<workbookPr date1904="1"/>') if name == "xl/workbook.xml" else xml,
    )
    assert rules(read(path)) == ["V126"]


def test_macros_and_links_are_noted_and_neither_run_nor_followed(tmp_path: Path) -> None:
    path = tmp_path / "book"
    path.write_bytes(package(tmp_path, {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<x/>"}))
    reading = read(path, "2025-04/62.02.xlsm")
    assert (rules(reading), table(reading, "recap").rows.height) == (["V131", "V132"], 2)


def test_what_cannot_be_looked_at_in_a_binary_workbook_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = load_workbook(make_workbook(tmp_path).read_bytes())
    monkeypatch.setattr(parts, "load_workbook", lambda *_: plain)  # no library here writes an .xlsb
    (tmp_path / "book").write_bytes(zipped({"xl/workbook.bin": b"\x00"}))
    reading = read(tmp_path / "book", "2025-04/62.02.xlsb")
    assert (reading.kind, rules(reading), table(reading).rows.height) == ("xlsb", ["V139"], 2)


def test_a_kecamatan_merged_over_its_rows_is_that_of_each(tmp_path: Path) -> None:
    rows = [
        REGISTER[0],
        *(
            (n, f"62160100400{n:02d}", f"Koperasi {n}", "Jl. A", "Baamang" if n == 1 else None, "Jasa", "Aktif", 5)
            for n in (1, 2, 3)
        ),
    ]
    reading = read(changed(tmp_path, {"Daftar Koperasi": rows}, lambda book: book["Daftar Koperasi"].merge_cells("E2:E4")))
    assert column(reading, "district") == ["Baamang"] * 3
    note = problem(reading, "V137")
    assert (note.cell, note.title, note.detail) == ("E2", "Kecamatan", "2")


def test_a_number_merged_over_several_rows_is_counted_once(tmp_path: Path) -> None:
    rows = [RECAP[0], (1, "Baamang", 10, 7, 3, 5), (2, "Cempaga", None, 4, 0, 1)]
    reading = read(changed(tmp_path, {"Rekap Koperasi": rows}, lambda book: book["Rekap Koperasi"].merge_cells("C2:C3")))
    assert column(reading, "cooperatives", "recap") == ["10", None]


def test_an_old_workbook_has_the_same_marks(tmp_path: Path) -> None:
    (tmp_path / "book").write_bytes(OLD_WORKBOOKS["marks"])
    reading = read(tmp_path / "book", "2025-04/62.02.xls")
    assert column(reading, "physical_progress", "kdmp") == ["76.6", "7", "50"]
    assert column(reading, "members", "kdmp") == ["3.7820", "3.782", "20"]
    assert column(reading, "district", "kdmp") == ["Baamang"] * 3
    assert [(problem.rule, problem.cell) for problem in reading.problems] == [
        ("V128", "G1"), ("V127", "B3"), ("V137", "D2"), ("V130", "G2"), ("V138", ""),
    ]  # fmt: skip


def test_an_opendocument_has_the_same_marks(tmp_path: Path) -> None:
    def text(value: object, attributes: str = "") -> str:
        return f"<table:table-cell office:value-type='string' {attributes}><text:p>{value}</text:p></table:table-cell>"

    def number(value: object, kind: str = "float") -> str:
        return f"<table:table-cell office:value-type='{kind}' office:value='{value}'/>"

    def row(cells: str, attributes: str = "") -> str:
        return f"<table:table-row {attributes}>{cells}</table:table-row>"

    columns = "<table:table-column table:number-columns-repeated='4'/><table:table-column table:visibility='collapse'/>"
    places = [text(f"62.02.05.100{n}") + text(f"Desa {n}") for n in range(3)]
    body = row("".join(text(heading) for heading in KDMP)) + "".join((
        row(places[0] + text("Baamang", "table:number-rows-spanned='2' table:number-columns-spanned='1'") + text("Sosialisasi")
            + number(3.782) + number(5) + number(0.766, "percentage")),
        row(places[1] + "<table:covered-table-cell/>" + text("Sosialisasi") + number(7) + "<table:table-cell table:formula='of:=1'/>" + number(50),
            "table:visibility='filter'"),
        row(places[2] + text("Baamang") + text("Sosialisasi"), "table:visibility='collapse'"),
    ))  # fmt: skip
    (tmp_path / "book").write_bytes(opendocument(columns + body))
    reading = read(tmp_path / "book", "2025-04/62.02.ods")
    assert column(reading, "physical_progress", "kdmp") == ["76.6", "50", None]
    assert column(reading, "members", "kdmp") == ["3.7820", "7", None]
    assert column(reading, "turnover", "kdmp") == ["5", "#N/A (hasil rumus tidak tersimpan)", None]
    assert column(reading, "district", "kdmp") == ["Baamang"] * 3
    assert [(problem.rule, problem.cell, problem.detail) for problem in reading.problems] == [
        ("V128", "E1", ""), ("V127", "A3", "baris 3 sampai 4"), ("V137", "C2", "1"),
    ]  # fmt: skip


def test_rows_in_no_order_are_not_read_in_part(tmp_path: Path) -> None:
    def disordered(name: str, xml: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return xml
        first, second, third = (xml.index(b'<row r="%d"' % row) for row in (1, 2, 3))
        return xml[:first] + xml[second:third] + xml[first:second] + xml[third:]

    path = repacked(make_workbook(tmp_path, sheets={"Rekap Koperasi": RECAP}), disordered)
    assert rules(read(path)) == ["V101"]
