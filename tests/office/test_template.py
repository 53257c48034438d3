"""The template: what it holds before anyone fills it in, and that it comes back without a note when filled in rightly."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from assets.templating.form_sheet import note_on
from assets.templating.starting_rows import LastReports
from assets.templating.template_plan import TemplateOrder, template_order
from schemas.areas import areas
from schemas.forms import FORMS, LAST_STATUS, SAMPLE_MARK
from tests.unit.returning_fixture import part
from tests.unit.template_fixture import SUKAMARA, Cells, fill_rightly, grave, header_of, judged, make

MENDAWAI = "62.08.01.1003"
#: A month in which every form that is valid by then is due, and what its sheets hold.
DECEMBER = "2025-12"
TITLES = {
    form.sheet: [column.title for column in form.columns if column.valid_from <= DECEMBER]
    for form in FORMS.values()
    if form.due(DECEMBER)
}


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A template of that month."""
    path = tmp_path_factory.mktemp("template") / "t.xlsx"
    make(path, DECEMBER)
    return openpyxl.load_workbook(path)


def last(form: str, rows: Iterable[Cells], sample: bool = False, **more: pl.DataType) -> LastReports:
    """The last accepted report of one form."""
    frame = pl.DataFrame(list(rows), schema=FORMS[form].dtypes() | more)
    return LastReports({form: frame}, {form: "2024-12"}, sample)


def planned(period: str, report: LastReports) -> TemplateOrder:
    """A template that is not written."""
    return replace(template_order(SUKAMARA, period, areas()), last=report)


def cells(path: Path, sheet: str, row: int = 1) -> dict[str, object]:
    """Title → value in a row of data, the first one being 1; empty cells left out."""
    page = openpyxl.load_workbook(path)[sheet]
    header, _ = header_of(page)
    values = {page.cell(header, column).value: page.cell(header + row, column).value for column in range(1, page.max_column + 1)}
    return {str(title): value for title, value in values.items() if value is not None}


def test_an_example_is_the_regencys_own() -> None:
    kudus = template_order("33.19", "2025-12", areas("33"))
    register, kdmp = kudus.sheets["register"], kudus.sheets["kdmp"]
    assert "Contoh: 3319010040003" in note_on(FORMS["register"].column("nik"), kudus, register)
    assert "Contoh: 33.19.01.2001" in note_on(FORMS["kdmp"].column("village_code"), kudus, kdmp)


def test_a_template_filled_in_rightly_comes_back_without_a_finding(tmp_path: Path) -> None:
    made = make(tmp_path / "t.xlsx", "2025-06")
    fill_rightly(tmp_path / "t.xlsx")
    reading, verdict = judged(tmp_path / "t.xlsx")
    assert (reading.area_code, reading.period, reading.sample) == (SUKAMARA, "2025-06", False)
    assert grave(verdict) == [] and verdict.findings.is_empty()
    assert [table.form for table in reading.tables] == [form.id for form in made.forms]
    assert verdict.accepted["kdmp"].height == 32


def test_titles_stand_to_the_letter_in_one_row(december: Workbook) -> None:
    assert december.sheetnames == ["Sampul", "Petunjuk", *TITLES, "Daftar Pilihan"]
    for sheet, titles in TITLES.items():
        row, _ = header_of(december[sheet])
        assert [cell.value for cell in december[sheet][row]] == titles


def test_a_form_that_is_not_due_has_a_line_on_the_cover_and_no_sheet(tmp_path: Path) -> None:
    make(tmp_path / "t.xlsx", "2025-04")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    lines = {row[0]: row[1] for row in book["Sampul"].iter_rows(max_col=2, values_only=True)}
    assert lines["Daftar Koperasi"] == lines["Rekap Koperasi"] == "Tidak Disampaikan"
    assert "Progres KDMP" in lines and lines["Progres KDMP"] is None and "Rekap UMKM" not in lines
    assert "Daftar Koperasi" not in book.sheetnames


def test_optional_forms_get_a_sheet_when_asked_or_when_nothing_else_is_due() -> None:
    assert [form.id for form in template_order(SUKAMARA, "2025-04", areas(), with_optional=True).forms] == [
        "register",
        "recap",
        "kdmp",
        "obstacles",
    ]
    assert [form.id for form in template_order(SUKAMARA, "2021-02", areas()).forms] == ["register", "recap"]
    assert [form.id for form in template_order("62", "2025-06", areas()).forms] == ["register", "recap", "coaching"]


def test_the_cover_says_who_and_when(tmp_path: Path) -> None:
    make(tmp_path / "t.xlsx", "2025-04", "62.10")
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")["Sampul"]
    lines = {row[0].value: row[1] for row in page.iter_rows(max_col=2)}
    given = {label: lines[label].value for label in ("Formulir", "Kode Kabupaten/Kota", "Nama Kabupaten/Kota", "Periode")}
    assert list(given.values()) == ["2025.1", "62.10", "Kabupaten Gunung Mas", "2025-04"]
    assert str(lines["Data per Tanggal"].value).startswith("2025-04-30")
    assert lines["Kode Kabupaten/Kota"].protection.locked and not lines["Disusun Oleh"].protection.locked


def test_an_untouched_template_is_no_report(tmp_path: Path) -> None:
    register = [{"nik": "6206010010001", "name": "Koperasi Maju", "district": "Sukamara", "type": "Jasa", "status": "Aktif"}]
    make(tmp_path / "t.xlsx", "2025-03", last=last("register", register))
    _, verdict = judged(tmp_path / "t.xlsx")
    assert set(verdict.returned["form"]) == {"register", "recap", "kdmp", "obstacles", "coaching"}


def test_a_cooperative_comes_with_its_identity_and_dated_facts_and_a_status_to_confirm(tmp_path: Path) -> None:
    row: Cells = {
        "nik": "6206010010001", "name": "Koperasi Maju", "district": "Sukamara", "type": "Jasa", "status": "Tidak Aktif", "kdmp": False,
        "inactive_reason": "Tidak RAT", "last_rat_date": date(2023, 3, 1), "members_total": 20, "grade": "B",
        "book_year": 2024, "assets": 5_000_000, "health": "Sehat", "health_year": 2024,
        "certificate_status": "Sudah Bersertifikat", "certificate_until": date(2026, 1, 1), "address": "=1+1 [disembunyikan]",
    }  # fmt: skip
    make(tmp_path / "t.xlsx", "2025-06", last=last("register", [row]))
    found = cells(tmp_path / "t.xlsx", "Daftar Koperasi")
    assert found.pop("Total Anggota") == '=IF(COUNT($T5,$U5)=2,$T5+$U5,"")'
    assert {title: str(value) for title, value in found.items()} == {
        "NIK Koperasi": "6206010010001", "Nama Koperasi": "Koperasi Maju", "Kecamatan": "Sukamara", "Jenis Koperasi": "Jasa",
        "KDMP/KKMP": "Tidak", LAST_STATUS: "Tidak Aktif", "Tanggal RAT Terakhir": "2023-03-01 00:00:00", "Tahun Buku": "2024",
        "Aset": "5000000", "Status Sertifikat NIK": "Sudah Bersertifikat", "Tanggal Berlaku Sertifikat": "2026-01-01 00:00:00",
        "Alamat": "=1+1",
    }  # fmt: skip
    assert openpyxl.load_workbook(tmp_path / "t.xlsx")["Daftar Koperasi"]["E5"].data_type != "f"


def test_figures_of_an_older_book_year_stay_behind() -> None:
    report = last("register", [{"name": "Koperasi Maju", "book_year": 2023, "assets": 5, "status": "Aktif"}])
    row = planned("2025-03", report).sheets["register"].rows[0]
    assert row.get("book_year") is None and row.get("assets") is None


def test_every_village_is_there_with_the_stage_of_the_last_report(tmp_path: Path) -> None:
    known: Cells = {"village_code": MENDAWAI, "village": "x", "stage": "Akta Terbit", "deed_number": "12", "members": 30, "turnover": 5,
                    "operating": True, "outreach_date_word": "Sudah"}  # fmt: skip
    strange: Cells = {"village_code": "62.01.01.1001", "stage": "Sosialisasi"}
    made = make(tmp_path / "t.xlsx", "2025-04", last=last("kdmp", [known, strange], outreach_date_word=pl.String()))
    rows = made.sheets["kdmp"].rows
    assert len(rows) == 32 and {row["village_code"][:5] for row in rows} == {SUKAMARA}  # type: ignore[index]
    assert sum(row.get("stage") is not None for row in rows) == 1
    place = [row["village_code"] for row in rows].index(MENDAWAI) + 1
    found = cells(tmp_path / "t.xlsx", "Progres KDMP", place)
    assert found["Tahap Saat Ini"] == "Akta Terbit" and found["Sosialisasi"] == "Sudah" and found["Nomor Akta"] == "12"
    assert found["Beroperasi"] == "Ya" and not {"Anggota", "Nilai Transaksi Bulan Ini"} & set(found)


def test_open_problems_stay_on_the_list_and_those_solved_in_an_earlier_year_leave_it() -> None:
    problems: list[Cells] = [
        {"obstacle_id": "62.08-0001", "status": "Dalam Proses"},
        {"obstacle_id": "62.08-0002", "status": "Selesai", "resolved_date": date(2024, 12, 30)},
        {"obstacle_id": "62.08-0003", "status": "Selesai", "resolved_date": date(2025, 1, 2)},
    ]
    rows = planned("2025-04", last("obstacles", problems)).sheets["obstacles"].rows
    assert [(row["obstacle_id"], row["status"], row.get("last_status")) for row in rows] == [
        ("62.08-0001", None, "Dalam Proses"),
        ("62.08-0003", "Selesai", None),
    ]


def test_what_was_made_of_sample_data_says_so_and_counts_as_sample(tmp_path: Path) -> None:
    made = make(
        tmp_path / "t.xlsx", "2025-04", last=last("obstacles", [{"obstacle_id": "62.08-0001", "status": "Selesai"}], sample=True)
    )
    reading, _ = judged(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert reading.sample
    assert all(book[name]["A1"].value == SAMPLE_MARK for name in ("Sampul", *(form.sheet for form in made.forms)))


def test_all_columns_are_open_and_the_sheet_is_no_wider_than_its_form(tmp_path: Path) -> None:
    """XlsxWriter has no public way to either: a newer one that works otherwise shows here."""
    make(tmp_path / "t.xlsx", DECEMBER)
    styles = re.findall(r"<xf\b(?:[^>]*/>|.*?</xf>)", part(tmp_path / "t.xlsx", "xl/styles.xml").partition("<cellXfs")[2])
    for place, titles in enumerate(TITLES.values(), start=3):
        xml = part(tmp_path / "t.xlsx", f"xl/worksheets/sheet{place}.xml")
        beyond = re.search(rf'<col min="{len(titles) + 1}" max="16384" [^>]*style="(\d+)"', xml)
        assert beyond and '<protection locked="0"/>' in styles[int(beyond[1])]
        assert re.findall(r'<dimension ref="A1:([A-Z]+)\d+"/>', xml) == [get_column_letter(len(titles))]


def test_a_formula_without_a_result_yet_is_written_as_an_empty_text(tmp_path: Path) -> None:
    """A formula without any result looks as if it was never calculated, and its form would be returned."""
    make(tmp_path / "t.xlsx", "2025-12")
    xml = part(tmp_path / "t.xlsx", "xl/worksheets/sheet4.xml")
    cells = re.findall(r"<c ([^>]*)><f>[^<]*</f><v>([^<]*)</v></c>", xml)
    assert len(cells) == 5 * 11
    assert all('t="str"' in attributes and result == "" for attributes, result in cells)


def test_headings_are_locked_and_rows_are_open_as_far_down_as_anyone_goes(december: Workbook) -> None:
    page = december["Daftar Koperasi"]
    row, columns = header_of(page)
    assert (
        page.protection.sheet and not page.protection.sort and not page.protection.insertRows and not page.protection.deleteRows
    )
    assert all(page.cell(row, column).protection.locked for column in columns.values())
    assert not any(dimension.protection.locked for dimension in page.column_dimensions.values())
    assert page.column_dimensions["A"].number_format == "@"


def test_each_heading_has_a_note_with_what_is_allowed_and_an_example(december: Workbook) -> None:
    for sheet in TITLES:
        row, columns = header_of(december[sheet])
        notes = [december[sheet].cell(row, column).comment for column in columns.values()]
        assert all(note is not None and "Contoh: " in note.text for note in notes)


def test_closed_lists_are_refused_and_names_of_places_only_asked_about(december: Workbook) -> None:
    page = december["Daftar Koperasi"]
    checks = {str(check.sqref).split(":")[0].rstrip("0123456789"): check for check in page.data_validations.dataValidation}
    _, columns = header_of(page)
    by_title = {title: checks.get(page.cell(1, column).column_letter) for title, column in columns.items()}
    assert by_title["Status"].errorStyle in (None, "stop") and by_title["Kecamatan"].errorStyle == "warning"  # type: ignore[union-attr]
    assert by_title["Tanggal RAT Terakhir"].formula2 == "46022"  # type: ignore[union-attr]
    assert by_title["Tanggal Berlaku Sertifikat"].formula2 == "73415"  # type: ignore[union-attr]
    assert by_title["Nama Koperasi"] is None
