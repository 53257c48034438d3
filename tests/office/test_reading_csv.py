"""Text files of records: told from what they say, addressed as Excel shows them."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.reading.files.csv_files import decode_text, read_csv, separator_of
from assets.reading.files.limits import LimitPassedError, Limits
from tests.unit.reading_fixture import problem, read, rules, table

LINES = (
    "KAB. KOTAWARINGIN TIMUR", "Keadaan 30 April 2025", "", "No;Kecamatan;Jumlah Koperasi;Aktif;Tidak Aktif;Sudah RAT", "1;Baamang – é;1.250;7;3;5",
    "", '2;"Cempaga; Hulu";4;4;0;1', ";;;;;", ";;;;;",
)  # fmt: skip


def sent(folder: Path, data: bytes) -> Path:
    (folder / "berkas").write_bytes(data)
    return folder / "berkas"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_file_is_read_in_every_encoding_and_addressed_by_record_and_letter(
    tmp_path: Path, encoding: str, end: str
) -> None:
    reading = read(sent(tmp_path, end.join(LINES).encode(encoding)), "rekap.csv")
    form_table = table(reading, "recap")
    assert (reading.kind, reading.area_code, reading.period, rules(reading)) == ("csv", "62.02", "2025-04", [])
    assert (form_table.sheet, form_table.header_cell, form_table.letters["district"]) == ("rekap", "A4", "B")
    assert form_table.rows.select("row", "district", "cooperatives").rows() == [
        (5, "Baamang – é", "1.250"),
        (7, "Cempaga; Hulu", "4"),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_parts_the_headings(tmp_path: Path, separator: str) -> None:
    lines = [separator.join(("Kecamatan", "Jumlah Koperasi", "Aktif")), separator.join(("Baamang", '"1,250;5|6\t7"', "9"))]
    assert separator_of("\n".join(lines)) == separator
    cells = read_csv("\n".join(lines).encode(), "x.csv")
    assert cells is not None and cells.cells.row(1) == ("Baamang", "1,250;5|6\t7", "9")


def test_a_line_that_names_the_separator_is_no_row_as_in_excel() -> None:
    sheet = read_csv(b"sep=;\nKecamatan;Aktif\nBaamang;3,5\n", "x.csv")
    assert sheet is not None and sheet.row(1) == {"A": "Kecamatan", "B": "Aktif"}


def test_a_quoted_cell_of_several_lines_is_one_record() -> None:
    sheet = read_csv(b'Uraian;Status\n"baris satu\n\nbaris ""dua""";Selesai\nlain;Selesai\n', "x.csv")
    assert sheet is not None and [cells["A"] for _, cells in sheet.head(9)] == ["Uraian", 'baris satu\n\nbaris "dua"', "lain"]


def test_quotation_marks_inside_a_cell_are_read_as_excel_reads_them() -> None:
    sheet = read_csv(b'Nama;Ukuran;Ket\nPipa 5" besi;"12";"a" b\nLain;3;\n', "x.csv")
    assert sheet is not None and [tuple(cells.values()) for _, cells in sheet.head(9)][1:] == [
        ('Pipa 5" besi', "12", "a b"),
        ("Lain", "3"),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_in_silence(tmp_path: Path) -> None:
    text = 'Kecamatan;Jumlah Koperasi;Aktif\nBaamang;"3;2\nCempaga;4;4\n'
    assert rules(read(sent(tmp_path, text.encode()), "2025-04/62.02.csv")) == ["V101"]


def test_records_of_different_lengths_keep_every_cell() -> None:
    sheet = read_csv(b"Laporan\n\nKecamatan;Aktif;Tidak Aktif\nBaamang\nCempaga;1;2;catatan;lagi\n", "x.csv")
    assert sheet is not None and sheet.row(5) == {"A": "Cempaga", "B": "1", "C": "2", "D": "catatan", "E": "lagi"}


def test_text_that_is_no_table_is_told_as_such(tmp_path: Path) -> None:
    assert rules(read(sent(tmp_path, b"Yth. Bapak Kepala Dinas"), "2025-04/62.02.csv")) == ["V103"]
    assert rules(read(sent(tmp_path, b"<table><tr><td>a;b</td></tr></table>"), "2025-04/62.02.xls")) == ["V103"]
    assert rules(read(sent(tmp_path, b"satu;dua\n1;2\n"), "2025-04/62.02.csv")) == ["V116", "V109"]


def test_limits_hold_for_text_as_well(tmp_path: Path) -> None:
    with pytest.raises(LimitPassedError, match="C4"):
        read_csv(b"a;b;c\n" * 4, "x.csv", Limits(used_range=11))
    with pytest.raises(LimitPassedError, match="kolom"):
        read_csv(b"a" + b";x" * 16_384, "x.csv")


def test_personal_numbers_in_the_files_name_do_not_become_the_sheets_name(tmp_path: Path) -> None:
    note = problem(read(sent(tmp_path, b"a;b\n1;2"), "2025-04/Kotim 081234567890.csv"), "V116")
    assert "081234567890" not in note.value


@given(st.lists(st.lists(st.text('ab";,\n é', max_size=4), min_size=2, max_size=5), min_size=1, max_size=6))
def test_what_a_program_writes_is_read_as_it_was_written(records: list[list[str]]) -> None:
    target = StringIO()
    csv.writer(target, delimiter=";", lineterminator="\n").writerows(
        [["Kecamatan", "Aktif", "Jumlah Koperasi", "RAT", "Alamat", "Grade"], *records]
    )
    sheet = read_csv(target.getvalue().encode(), "x.csv")
    assert sheet is not None
    read_back = [[cells.get(letter, "") for letter in "ABCDEF"] for _, cells in sheet.head(99)][1:]
    wanted = [[("" if cell.isspace() else cell) for cell in record] + [""] * (6 - len(record)) for record in records]
    empty = [""] * 6
    assert read_back + [empty] * (len(wanted) - len(read_back)) == wanted


@given(st.binary(max_size=60))
def test_any_bytes_have_a_text(data: bytes) -> None:
    assert "\r" not in decode_text(data)
