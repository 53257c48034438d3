"""Headings that no list holds: read by their words, asked about by what stands below them, and what fills the rows below the last one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assets.reading.model import Reading
from schemas.columns import Kind
from schemas.heading_words import book_year_in, telling_words, written_out
from tests.unit.reading_fixture import column, make_workbook, problem, read, rules, table

HEADER = ("Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status")
#: Four cooperatives of Kotawaringin Timur.
ROWS = tuple((f"Koperasi Maju {n}", "Baamang", "Jasa", "Aktif") for n in range(1, 5))
DATES = ("10/06/2024", "12/06/2024", "20/01/2025", "03/03/2025")
RUPIAH = (481_000_000, 250_000_000, 77_000_000, 1_250_000_000)


def register(folder: Path, *more: tuple[str, Sequence[object]], above: Sequence[tuple[object, ...]] = ()) -> Reading:
    """A register with further columns, each a heading and a cell a row; `above`: header rows above the last one."""
    header = (*HEADER, *(title for title, _ in more))
    rows = [(*row, *(cells[n] for _, cells in more)) for n, row in enumerate(ROWS)]
    return read(make_workbook(folder, sheets={"Daftar Koperasi": [*above, header, *rows]}))


@pytest.mark.parametrize(
    ("title", "name", "cells"),
    [
        ("Jml. Anggota", "members_total", (10, 20, 30, 40)), ("Jlh Anggota Lk", "members_male", (1, 2, 3, 4)),
        ("Jum. Agt Prp", "members_female", (1, 2, 3, 4)), ("No. BH", "legal_number", "abcd"), ("Tgl BH", "legal_date", DATES),
        ("Anggota Laki2", "members_male", (1, 2, 3, 4)), ("Vol. Usaha", "business_volume", RUPIAH), ("Ds/Kel", "village", "abcd"),
    ],
)  # fmt: skip
def test_a_heading_of_abbreviations_is_read_without_a_word(
    tmp_path: Path, title: str, name: str, cells: Sequence[object]
) -> None:
    reading = register(tmp_path, (title, cells))
    assert (column(reading, name)[0], rules(reading)) == (str(cells[0]), [])


@pytest.mark.parametrize(
    ("title", "name", "cells"),
    [
        ("RAT TB 2024", "last_rat_date", DATES), ("Tanggal Pelaksanaan RAT Tahun Buku 2024", "last_rat_date", DATES),
        ("Nilai Aset Koperasi", "assets", RUPIAH), ("Jumlah Modal Luar", "external_capital", RUPIAH),
        ("Banyaknya Karyawan", "employees", (1, 2, 3, 4)),
    ],
)  # fmt: skip
def test_a_heading_with_more_words_is_read_and_the_officer_is_told(
    tmp_path: Path, title: str, name: str, cells: Sequence[object]
) -> None:
    reading = register(tmp_path, ("Tahun Buku", (2024,) * 4), (title, cells))
    assert column(reading, name)[0] == str(cells[0])
    assert (problem(reading, "V156").value, rules(reading)) == (title, ["V156"])


def test_a_heading_whose_cells_are_no_values_of_its_column_is_not_believed(tmp_path: Path) -> None:
    reading = register(tmp_path, ("RAT Tahun 2024", ("sudah", "belum", "sudah", "sudah")))
    assert "last_rat_date" not in table(reading).letters
    assert "V156" not in rules(reading)


def test_dates_under_a_heading_of_other_words_are_asked_about_and_not_read(tmp_path: Path) -> None:
    reading = register(tmp_path, ("Tanggal Badan Hukum", DATES), ("Masa Berlaku Sertifikat", DATES), ("Pelaksanaan rapat", DATES))
    assert "last_rat_date" not in table(reading).letters
    note = problem(reading, "V144")
    assert (note.title, note.detail, note.allowed, note.cell) == ("Pelaksanaan rapat", "4", "“Tanggal RAT Terakhir”", "G1")


@pytest.mark.parametrize(
    ("title", "cells", "likely"),
    [
        ("Harta", RUPIAH, "“Aset”"),
        ("Nilai", ("A", "B", "C1", "D"), "“Grade”"),
        ("Kode", ("6216010040003",) * 4, "“NIK Koperasi”"),
    ],
)
def test_a_filled_column_of_the_kind_of_a_missing_one_is_asked_about(
    tmp_path: Path, title: str, cells: Sequence[object], likely: str
) -> None:
    assert likely in problem(register(tmp_path, (title, cells)), "V144").allowed


def test_words_under_an_unknown_heading_are_no_column_of_the_form(tmp_path: Path) -> None:
    reading = register(tmp_path, ("Keterangan", ("baik", "", "pindah alamat", "baru")))
    assert rules(reading) == ["V115"]


def test_a_persons_dates_are_no_column_of_a_cooperative(tmp_path: Path) -> None:
    assert rules(register(tmp_path, ("Tanggal Lahir Ketua", DATES))) == ["V115"]


def test_a_group_of_headings_is_read_with_its_parts(tmp_path: Path) -> None:
    above = [(None,) * 4 + ("Jumlah Anggota", None, None)]
    reading = register(tmp_path, ("Pria", (1, 2, 3, 4)), ("Wanita", (4, 3, 2, 1)), ("Total", (5, 5, 5, 5)), above=above)
    assert [column(reading, name) for name in ("members_male", "members_total")] == [["1", "2", "3", "4"], ["5"] * 4]


def test_a_book_year_in_the_headings_is_taken_where_no_column_says_it(tmp_path: Path) -> None:
    reading = register(tmp_path, ("Aset 2024", RUPIAH), ("Volume Usaha Th. 2024", RUPIAH))
    assert (column(reading, "book_year"), problem(reading, "V157").value) == (["2024"] * 4, "2024")
    assert "V157" not in rules(register(tmp_path, ("Tahun Buku", (2023,) * 4), ("Aset 2024", RUPIAH)))


def test_headings_of_two_years_say_no_book_year(tmp_path: Path) -> None:
    reading = register(tmp_path, ("Aset 2024", RUPIAH), ("Volume Usaha 2023", RUPIAH))
    assert "book_year" not in table(reading).rows.columns


def test_two_columns_that_claim_one_by_their_words_are_one_note(tmp_path: Path) -> None:
    reading = register(tmp_path, ("Aset 2023", RUPIAH), ("Aset 2024", RUPIAH[::-1]))
    assert ("assets" in table(reading).letters, rules(reading)) == (False, ["V134"])


def test_the_words_of_a_heading_tell_its_column_and_its_year() -> None:
    assert written_out("Tgl. RAT TB 2024") == "tanggal rat tahun buku 2024"
    assert telling_words("Tgl. RAT TB 2024", Kind.DATE) == telling_words("RAT", Kind.DATE) == {"rat"}
    assert telling_words("Tanggal", Kind.DATE) == {"tanggal"}
    assert book_year_in("Aset per 31 Desember 2024", Kind.RUPIAH) == book_year_in("RAT TB 2024", Kind.DATE) == "2024"
    assert book_year_in("RAT 2024", Kind.DATE) == book_year_in("Aset per 31 Maret 2025", Kind.RUPIAH) == ""


@pytest.mark.parametrize("rest", [("", "", "", ""), ("", "", "", "Aktif")])
def test_rows_that_only_repeat_what_was_filled_down_end_the_table_with_one_note(tmp_path: Path, rest: tuple[str, ...]) -> None:
    tail = [(*rest, "Tidak", 2024)] * 30
    rows = [(*HEADER, "KDMP", "Tahun Buku"), *((*row, "Ya", 2024) for row in ROWS), *tail]
    reading = read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))
    assert table(reading).rows.height == 4
    assert (problem(reading, "V158").detail, problem(reading, "V158").cell) == ("30 baris (baris 6 sampai 35)", "A6")


def test_two_unfinished_rows_at_the_end_are_still_rows(tmp_path: Path) -> None:
    rows = [(*HEADER, "KDMP", "Tahun Buku"), *((*row, "Ya", 2024) for row in ROWS), *[("", "", "", "", "Tidak", 2024)] * 2]
    assert table(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows}))).rows.height == 6


def test_months_side_by_side_are_one_note_that_names_them(tmp_path: Path) -> None:
    above = (None, "Januari", None, None, None, "Februari", None, None, None)
    parts = ("Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT")
    rows = [above, ("Kecamatan", *parts, *parts), ("Baamang", 5, 4, 1, 2, 6, 5, 1, 2), ("Cempaga", 3, 3, 0, 1, 4, 4, 0, 1)]
    reading = read(make_workbook(tmp_path, sheets={"Rekap Koperasi": rows}))
    assert (problem(reading, "V160").detail, rules(reading)) == ("Januari, Februari", ["V160"])


WITHOUT_DISTRICT = [("Nama Koperasi", "Jenis Koperasi", "Status"), *((row[0], row[2], row[3]) for row in ROWS)]


@pytest.mark.parametrize(
    ("above", "sheet", "name"),
    [
        ([("DAFTAR KOPERASI KECAMATAN MENTAYA HILIR SELATAN",)], "Data", "a.xlsx"), ([], "Kec. Mentaya Hilir Selatan", "a.xlsx"),
        ([], "Data", "3. Kec. Mentaya Hilir Selatan.xlsx"), ([("Kec: Mentaya Hilir Selatan",)], "Kec. Mentaya Hilir Selatan", "a.xlsx"),
        ([], "Data", "register_kec_mentaya_hilir_selatan.xlsx"),
    ],
)  # fmt: skip
def test_the_kecamatan_of_a_title_is_that_of_all_rows(
    tmp_path: Path, above: list[tuple[object, ...]], sheet: str, name: str
) -> None:
    reading = read(make_workbook(tmp_path, sheets={sheet: [*above, *WITHOUT_DISTRICT]}, name=name), name)
    assert column(reading, "district") == ["Mentaya Hilir Selatan"] * 4
    assert problem(reading, "V161").value == "Mentaya Hilir Selatan"


def test_a_title_that_names_two_kecamatan_or_another_regencys_says_nothing(tmp_path: Path) -> None:
    for title in ("Kec. Baamang dan Kec. Cempaga", "Kecamatan Baamang dan Cempaga", "Kecamatan Bulik"):
        reading = read(make_workbook(tmp_path, sheets={"Data": [(title,), *WITHOUT_DISTRICT]}))
        assert "V110" in rules(reading) and "V161" not in rules(reading)


def test_two_columns_of_one_heading_below_a_title_of_several_months_are_no_months_side_by_side(tmp_path: Path) -> None:
    rows = [("Keadaan Januari s.d. Maret 2025",), (*HEADER, "Aset", "Aset"), *((*row, n, n + 1) for n, row in enumerate(ROWS))]
    told = rules(read(make_workbook(tmp_path, sheets={"Daftar Koperasi": rows})))
    assert "V134" in told and "V160" not in told


def test_words_with_a_year_among_them_are_no_column_of_years(tmp_path: Path) -> None:
    assert rules(register(tmp_path, ("Catatan", ("pindah alamat", "2024", "baru", "aktif kembali")))) == ["V115"]
