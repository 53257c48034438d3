"""The returned workbook as a whole: the officer's own file, marked and explained, safe to open, and never worse than it came."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from assets.reading.files.limits import LIMITS
from assets.returning.letter import Letter
from assets.returning.looks import TONES
from assets.returning.returned_workbook import original_to_return, returned_suffix
from schemas.forms import SAMPLE_MARK
from schemas.notes_sheet import NOTES_MARK, NOTES_SHEET, NOTES_TABLE
from tests.unit.returning_fixture import LETTER, REGISTER, by_hand, finding, grouped, make_book, part, returned

CELL = '<sheetData><{p}row r="7"><{p}c r="I7"><{p}v>5</{p}v></{p}c></{p}row></sheetData>'


def test_wrong_cells_are_coloured_by_severity_and_explained_in_a_note(tmp_path: Path) -> None:
    group = grouped(finding("I7"), finding("A6", "V111", "nik", ""), finding("G9", "V312", "nik", "x"))
    done, book = returned(make_book(tmp_path / "a.xlsx"), group, tmp_path / "b.xlsx")
    sheet = book[REGISTER]
    colours = {cell: sheet[cell].fill.fgColor.rgb for cell in ("I7", "A6", "G9")}
    assert colours == {"I7": TONES["explain"].fill, "A6": TONES["fatal"].fill, "G9": TONES["warning"].fill}
    assert {sheet[cell].border.left.style for cell in colours} == {"thin", "medium", "dashed"}
    assert "Kode: V204" in sheet["I7"].comment.text
    assert sheet["B6"].fill.fgColor.rgb == "FF1F4E3D"
    assert (done.own_file, done.marked, done.with_note) == (True, 3, 3)


def test_no_value_and_no_number_format_changes(tmp_path: Path) -> None:
    data = make_book(tmp_path / "a.xlsx", {"I7": 5, "J9": "=SUM(A7:J7)", "K1": "teks"})
    _, book = returned(data, grouped(finding("I7"), finding("J9", "V205", "status", "x")), tmp_path / "b.xlsx")
    before = openpyxl.load_workbook(tmp_path / "a.xlsx")[REGISTER]
    after = book[REGISTER]
    assert {c.coordinate: c.value for row in before for c in row} == {c.coordinate: c.value for row in after for c in row}
    assert after["I7"].number_format == before["I7"].number_format == "#,##0"
    assert "<f>SUM(A7:J7)</f><v>0</v>" in part(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml")


def test_parts_that_need_no_change_are_the_same_bytes(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Sampul").activate()
        book.add_worksheet(REGISTER).write("I7", "Serba Usaha")
        book.add_worksheet("Lampiran").insert_textbox("B2", "gambar")
    returned((tmp_path / "a.xlsx").read_bytes(), grouped(finding("I7")), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as a, zipfile.ZipFile(tmp_path / "b.xlsx") as b:
        same = {name for name in a.namelist() if a.read(name) == b.read(name)}
    assert {"xl/worksheets/sheet3.xml", "xl/drawings/drawing1.xml", "xl/theme/theme1.xml", "docProps/core.xml"} <= same


def test_the_first_sheet_has_the_letter_the_things_the_table_and_links_to_the_cells(tmp_path: Path) -> None:
    rows = [finding(f"I{row}") for row in range(7, 13)]
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*rows), tmp_path / "b.xlsx")
    sheet = book[NOTES_SHEET]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert book.active.title == book.sheetnames[0] == NOTES_SHEET
    assert texts[0][7] == NOTES_MARK
    assert any(str(row[0]).startswith("Terima kasih. Laporan Kabupaten Kotawaringin Timur periode April 2025") for row in texts)
    head = texts.index(list(NOTES_TABLE))
    assert texts[head + 1] == [REGISTER, "I7", "Serba Usaha", "Konsumen, Produsen", "Konsumen", None, "V204", 1]
    assert len(texts) == head + 7
    links = {sheet.cell(row + 1, 2).hyperlink.location for row in range(head + 1, head + 7)}
    assert links == {f"'{REGISTER}'!I{row}" for row in range(7, 13)}
    assert sheet.cell(head + 2, 6).protection.locked  # what is not counted takes no explanation
    assert sheet.cell(head + 2, 3).protection.locked
    assert sheet.protection.sheet


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+62", "-1+1", "@SUM(A1)", "\t=1", "<b>&amp;</b>", "_x0041_", "a\x07b"]
)
def test_nothing_that_was_submitted_becomes_a_formula_or_markup(tmp_path: Path, text: str) -> None:
    rows = [finding(f"I{row}", value=text) for row in range(7, 13)] + [finding("O7", "V204", "status", text)]
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*rows), tmp_path / "b.xlsx")
    cells = [cell for row in book[NOTES_SHEET].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "<f>" not in part(tmp_path / "b.xlsx", "xl/worksheets/rapor1.xml")
    assert text.replace("\x07", "").strip() in {str(cell.value) for cell in cells}
    assert 'TargetMode="External"' not in "".join(
        part(tmp_path / "b.xlsx", name) for name in zipfile.ZipFile(tmp_path / "b.xlsx").namelist() if name.endswith(".rels")
    )


@pytest.mark.parametrize("name", ["Daftar 'Koperasi' & <UKM>", '12 "x"', "Ä-ö 2025"])
def test_sheets_of_any_name_are_found_and_linked(tmp_path: Path, name: str) -> None:
    _, book = returned(make_book(tmp_path / "a.xlsx", sheet=name), grouped(finding("I7", sheet=name)), tmp_path / "b.xlsx")
    assert book[name]["I7"].comment
    quoted = name.replace("'", "''")
    links = {cell.hyperlink.location for row in book[NOTES_SHEET].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{quoted}'!I7"}


def test_a_finding_on_a_sheet_that_is_not_there_is_told_and_marks_nothing(tmp_path: Path) -> None:
    done, book = returned(make_book(tmp_path / "a.xlsx"), grouped(finding("I7", sheet="Hilang")), tmp_path / "b.xlsx")
    assert done.marked == 0
    assert any(cell.value == "Hilang" for row in book[NOTES_SHEET].iter_rows() for cell in row)


def test_names_that_belong_to_a_sheet_still_belong_to_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("Satu", REGISTER):
            page = book.add_worksheet(name)
            page.print_area("A1:D9")
            page.repeat_rows(2)
            book.define_name(f"'{name}'!lokal", f"='{name}'!$A$1")
        book.define_name("semua", "=Satu!$B$2")
    _, after = returned((tmp_path / "a.xlsx").read_bytes(), grouped(finding("I7")), tmp_path / "b.xlsx")
    assert after["Satu"].defined_names["lokal"].attr_text == "'Satu'!$A$1"
    assert after[REGISTER].defined_names["lokal"].attr_text == f"'{REGISTER}'!$A$1"
    assert after["Satu"].print_title_rows == after[REGISTER].print_title_rows == "$3:$3"
    assert after.defined_names["semua"].attr_text == "Satu!$B$2"
    assert not any(after[name].sheet_view.tabSelected for name in ("Satu", REGISTER))


def test_a_sheet_that_only_bears_our_name_stays(tmp_path: Path) -> None:
    data = make_book(tmp_path / "a.xlsx", {"A1": "milik kabupaten"}, sheet=NOTES_SHEET)
    _, book = returned(data, grouped(finding("I7", sheet=NOTES_SHEET)), tmp_path / "b.xlsx")
    assert book.sheetnames == [f"{NOTES_SHEET} (2)", NOTES_SHEET]
    _, again = returned((tmp_path / "b.xlsx").read_bytes(), grouped(finding("I8", sheet=NOTES_SHEET)), tmp_path / "c.xlsx")
    assert again.sheetnames == [f"{NOTES_SHEET} (2)", NOTES_SHEET]
    assert again[NOTES_SHEET]["A1"].value == "milik kabupaten"
    assert again[NOTES_SHEET]["I7"].comment is None


def test_returning_what_was_returned_does_not_stack(tmp_path: Path) -> None:
    data = make_book(tmp_path / "0.xlsx", {"I7": 1, "I8": 2})
    first, _ = returned(data, grouped(finding("I7"), finding("I8"), finding("A6", "V111", "nik", "")), tmp_path / "1.xlsx")
    second, book = returned((tmp_path / "1.xlsx").read_bytes(), grouped(finding("I8")), tmp_path / "2.xlsx")
    assert (first.marked, second.marked) == (3, 1)
    assert book.sheetnames == [NOTES_SHEET, REGISTER]
    plain = openpyxl.load_workbook(tmp_path / "0.xlsx")[REGISTER]
    for cell in ("I7", "A6"):
        ours, own = book[REGISTER][cell], plain[cell]
        assert ours.comment is None
        for look in ("fill", "border", "font", "number_format", "alignment"):
            assert repr(getattr(ours, look)) == repr(getattr(own, look))
    assert book[REGISTER]["I8"].fill.fgColor.rgb == TONES["explain"].fill
    assert part(tmp_path / "2.xlsx", "xl/drawings/vmlDrawing1.vml").count("<v:shape ") == 1


def test_notes_of_others_and_their_buttons_stay(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet(REGISTER)
        page.write_comment("B2", "Bu Rina")
        page.write_comment("I7", "Bu Rina: menurut akta")
        page.insert_button("K2", {"caption": "Cetak"})
        page.set_header("&L&G", {"image_left": _picture(tmp_path)})
    _, after = returned((tmp_path / "a.xlsx").read_bytes(), grouped(finding("I7"), finding("D9")), tmp_path / "b.xlsx")
    sheet = after[REGISTER]
    assert sheet["B2"].comment.text == "Bu Rina"
    assert sheet["I7"].comment.text.startswith("Bu Rina: menurut akta\n\nCatatan verifikasi")
    assert sheet["D9"].comment
    shapes = part(tmp_path / "b.xlsx", "xl/drawings/vmlDrawing1.vml")
    assert shapes.count('ObjectType="Note"') == 3
    assert shapes.count('ObjectType="Button"') == 1
    assert part(tmp_path / "b.xlsx", "xl/drawings/vmlDrawing2.vml") == part(tmp_path / "a.xlsx", "xl/drawings/vmlDrawing2.vml")


def _picture(folder: Path) -> str:
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    (folder / "dot.png").write_bytes(dot)
    return str(folder / "dot.png")


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_bare_package_of_some_other_program_is_patched(tmp_path: Path, prefix: str) -> None:
    sheet = f"<{prefix}sheetData><{prefix}row><{prefix}c><{prefix}v>5</{prefix}v></{prefix}c></{prefix}row></{prefix}sheetData>"
    done, book = returned(by_hand(sheet, prefix=prefix), grouped(finding("A1"), finding("C4")), tmp_path / "b.xlsx")
    assert done.own_file
    assert book[REGISTER]["A1"].value == 5
    assert book[REGISTER]["C4"].comment
    assert book[REGISTER]["A1"].fill.fgColor.rgb == TONES["explain"].fill


@pytest.mark.parametrize(
    "data",
    [
        b"", b"a;b\n1;2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04 rusak", b"%PDF-1.7",
        by_hand("<sheetData><![CDATA[x]]></sheetData>"), by_hand("<sheetData>"), by_hand('<cols><col min="satu" max="2"/></cols><sheetData/>'),
    ],
)  # fmt: skip
def test_of_a_file_that_cannot_be_changed_the_notes_alone_are_returned(tmp_path: Path, data: bytes) -> None:
    group = grouped(finding("I7"), finding("", "V101", "", "", message="Berkas tidak dapat dibaca.", sheet="", form=""))
    done, book = returned(data, group, tmp_path / "b.xlsx")
    assert not done.own_file
    assert done.reason
    assert book.sheetnames == [NOTES_SHEET]
    texts = " ".join(str(cell.value) for row in book[NOTES_SHEET].iter_rows() for cell in row)
    assert "Mohon perbaiki berkas Bapak/Ibu dan kirim kembali paling lambat 15 Mei 2025." in texts
    assert "Berkas tidak dapat dibaca" in texts
    assert not any(cell.hyperlink for row in book[NOTES_SHEET].iter_rows() for cell in row)
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


def test_sample_data_says_so_on_our_sheet(tmp_path: Path) -> None:
    letter = Letter(LETTER.area_name, LETTER.period, LETTER.received, LETTER.deadline, sample=True)
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(finding("I7")), tmp_path / "b.xlsx", letter=letter)
    assert book[NOTES_SHEET]["A2"].value == SAMPLE_MARK
    assert SAMPLE_MARK in book[NOTES_SHEET].oddHeader.center.text


def test_more_than_fifteen_things_to_explain_wait_but_are_marked(tmp_path: Path) -> None:
    columns = ("nik", "legal_number", "legal_date", "address", "village", "legal_form", "type", "coop_group", "kdmp", "scheme", "sector",
               "savings_unit", "inactive_reason", "plan", "last_rat_date", "members_male", "members_female")  # fmt: skip
    rows = [finding(f"B{7 + place}", "V202", column, "x") for place, column in enumerate(columns)]
    done, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*rows), tmp_path / "b.xlsx")
    texts = [str(cell.value) for row in book[NOTES_SHEET].iter_rows() for cell in row]
    assert any(text.startswith("… 2 hal lain (2 sel) akan kami sampaikan sesudah ini diperbaiki.") for text in texts)
    assert any("Ada 15 hal yang perlu penjelasan (15 sel)" in text for text in texts)
    assert done.marked == 17


def test_without_findings_the_letter_alone_comes_first(tmp_path: Path) -> None:
    done, book = returned(make_book(tmp_path / "a.xlsx"), grouped(), tmp_path / "b.xlsx")
    assert done.marked == 0
    assert any("Tidak ada yang wajib diperbaiki." in str(cell.value) for cell in book[NOTES_SHEET]["A"])


def test_the_same_return_is_the_same_bytes(tmp_path: Path) -> None:
    data = make_book(tmp_path / "a.xlsx")
    for name in ("b.xlsx", "c.xlsx"):
        returned(data, grouped(finding("I7"), finding("G20", "V201", "district", "")), tmp_path / name)
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_a_file_too_big_to_be_opened_is_not_read_and_gets_the_notes_alone(tmp_path: Path) -> None:
    big = tmp_path / "besar.xlsx"
    with big.open("wb") as stream:
        stream.truncate(LIMITS.file_size + 1)
    assert original_to_return(big) is None
    assert returned_suffix(None) == ".xlsx"
    done, book = returned(None, grouped(finding("", "V112", "", "")), tmp_path / "b.xlsx")
    assert (done.own_file, done.reason) == (False, "berkas terlalu besar untuk dibuka")
    assert book.sheetnames
    big.write_bytes(b"kecil")
    assert original_to_return(big) == b"kecil"


def test_a_workbook_with_macros_keeps_its_ending_and_its_macros(tmp_path: Path) -> None:
    (tmp_path / "vba.bin").write_bytes(b"makro")
    with xlsxwriter.Workbook(tmp_path / "a.xlsm") as book:
        book.add_worksheet(REGISTER).write("I7", "x")
        book.add_vba_project(str(tmp_path / "vba.bin"))
    data = (tmp_path / "a.xlsm").read_bytes()
    assert returned_suffix(data) == ".xlsm"
    assert returned_suffix(make_book(tmp_path / "a.xlsx")) == returned_suffix(b"a;b") == ".xlsx"
    returned(data, grouped(finding("I7")), tmp_path / "b.xlsm")
    assert part(tmp_path / "b.xlsm", "xl/vbaProject.bin") == "makro"


def words(book: openpyxl.Workbook) -> str:
    """Everything that the first sheet says."""
    return "\n".join(str(cell.value) for row in book[NOTES_SHEET].iter_rows() for cell in row if cell.value is not None)


def test_what_is_only_to_be_looked_at_is_not_asked_back(tmp_path: Path) -> None:
    data = make_book(tmp_path / "a.xlsx")
    said = words(returned(data, grouped(finding("G9", "V312", "nik", "x")), tmp_path / "b.xlsx")[1])
    assert "berkas ini tidak perlu dikirim kembali" in said and "lalu kirim kembali berkas ini" not in said
    asked = words(returned(data, grouped(finding("I7"), finding("G9", "V312", "nik", "x")), tmp_path / "c.xlsx")[1])
    assert "lalu kirim kembali berkas ini" in asked and "tidak perlu dikirim kembali" not in asked


def test_what_the_office_wrote_down_of_a_file_is_told_to_nobody_else(tmp_path: Path) -> None:
    about_the_day = [finding("", rule, "", "", message="Mohon periksa penerimaan.csv.", form="") for rule in ("V121", "V122")]
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*about_the_day, finding("I7")), tmp_path / "b.xlsx")
    said = words(book)
    assert "penerimaan.csv" not in said and "V121" not in said and "V122" not in said
    assert "V204" in said


def test_pairs_of_one_key_stand_together_in_the_list_of_things(tmp_path: Path) -> None:
    rows = [finding(f"A{row}", "V401", "nik", nik) for row, nik in ((7, "1"), (9, "2"), (11, "1"), (12, "2"))]
    _, book = returned(make_book(tmp_path / "a.xlsx"), grouped(*rows), tmp_path / "b.xlsx")
    assert "A7 dan A11; A9 dan A12" in words(book)
