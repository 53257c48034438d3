"""The period that a text speaks of, as officers write it."""

import pytest

from assets.reading.identity.period_texts import periods_in


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-04", "2025-04"), ("April 2025", "2025-04"), ("APRIL 2025", "2025-04"), ("04/2025", "2025-04"), ("4-2025", "2025-04"),
        ("31 Maret 2025", "2025-03"), ("Keadaan per 31 Maret 2025", "2025-03"), ("Posisi: Desember 2021", "2021-12"),
        ("TW I 2025", "2025-03"), ("Triwulan IV Tahun 2024", "2024-12"), ("tw. 2 2025", "2025-06"), ("Semester I 2025", "2025-06"),
        ("Peb. 2025", "2025-02"), ("Agst 2025", "2025-08"), ("Nop 2024", "2024-11"), ("Apr-25", "2025-04"), ("Bulan Mei Tahun 2025", "2025-05"),
        ("2025-04-30 00:00:00", "2025-04"), ("30/04/2025", "2025-04"), ("202504", "2025-04"), ("2025/04", "2025-04"), ("2025 April", "2025-04"),
        ("62.02_2025-04", "2025-04"), ("Laporan_04_2025", "2025-04"),
    ],
)  # fmt: skip
def test_a_period_is_understood_as_officers_write_it(text: str, period: str) -> None:
    assert periods_in(text) == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("LAPORAN TRIWULAN I (JANUARI - MARET) TAHUN 2025", "2025-03"), ("TRIWULAN I (JANUARI S.D. MARET) TAHUN 2025", "2025-03"),
        ("Triwulan I (Jan-Mar) 2025", "2025-03"), ("TRIWULAN PERTAMA TAHUN 2025", "2025-03"), ("Triwulan Kedua 2025", "2025-06"),
        ("Triwulan II: April, Mei dan Juni 2025", "2025-06"), ("TRIWULAN KE-3 (JULI s/d SEPTEMBER) TA. 2025", "2025-09"),
        ("TW.I/2025", "2025-03"), ("TW.IV.2024", "2024-12"), ("TRIWULAN I TAHUN ANGGARAN 2025", "2025-03"),
        ("Semester I (Januari - Juni) Tahun 2025", "2025-06"), ("SEMESTER KEDUA T.A. 2024", "2024-12"),
        ("TRIWULAN : I TAHUN : 2025", "2025-03"), ("TRIWULAN I (SATU) TAHUN 2025", "2025-03"), ("TAHUN 2025 TRIWULAN I", "2025-03"),
        ("2025 Smt. 2", "2025-12"), ("Tahun 2025 Bulan Maret", "2025-03"),
        ("Laporan Januari - Maret (Triwulan I) 2025", "2025-03"), ("Keadaan (Januari - Maret) 2025", "2025-03"),
    ],
)  # fmt: skip
def test_a_title_may_spell_out_a_quarter_or_half_and_its_months(text: str, period: str) -> None:
    assert periods_in(text) == [period]


@pytest.mark.parametrize(
    "text",
    [
        "BULAN : MARET TAHUN : 2025",
        "BULAN MARET TAHUN ANGGARAN 2025",
        "Bulan: Maret  Tahun: 2025",
        "Maret (2025)",
        "Bulan Maret T.A 2025",
    ],
)
def test_month_and_year_of_a_title_may_be_labelled_apart(text: str) -> None:
    assert periods_in(text) == ["2025-03"]


@pytest.mark.parametrize("text", ["per 31/3/25", "Keadaan per tanggal 31-03-25", "Posisi: 31.3.25", "Tgl. 31/03/25"])
def test_a_year_of_two_digits_is_read_in_a_date_behind_a_word_that_announces_one(text: str) -> None:
    assert periods_in(text) == ["2025-03"]


@pytest.mark.parametrize("text", ["31/3/25", "No. 12/3/25", "Nomor 518/31/3/25", "per 31/3/2", "per 41/3/25"])
def test_three_numbers_that_no_word_announces_are_no_date_with_a_year_of_two_digits(text: str) -> None:
    assert periods_in(text) == []


def test_a_quarter_whose_months_end_with_another_than_its_own_is_not_guessed() -> None:
    assert periods_in("TRIWULAN I (APRIL - JUNI) TAHUN 2025") == []


@pytest.mark.parametrize(
    "text",
    ["Kotim 2025-03", "62.02 2025-03", "Triwulan I, Maret 2025", "Triwulan I Januari 2025 - Maret 2025", "Maret 2025 TW II"],
)
def test_a_month_with_its_year_stands_whatever_is_beside_it(text: str) -> None:
    assert periods_in(text)[-1] == "2025-03"


@pytest.mark.parametrize(
    "text",
    [
        "Tahun Buku 2024",
        "Tahun Anggaran 2025",
        "Maret Tahun Buku 2024",
        "2025",
        "62.02",
        "2025.1",
        "Tahun 2024",
        "13/2025",
        "AHU-0000939.AH.01.29.TAHUN 2025",
        "TW V 2025",
        "Maret",
    ],
)
def test_what_names_no_month_is_no_period(text: str) -> None:
    assert periods_in(text) == []


def test_the_end_of_a_code_before_a_month_is_no_day() -> None:
    assert periods_in("62.04 Maret 2025", any_day=False) == ["2025-03"]
    assert periods_in("Kotim 62.02_April 2025", any_day=False) == ["2025-04"]


def test_in_a_files_name_a_day_in_the_month_is_not_its_period() -> None:
    assert periods_in("Laporan 10-05-2025", any_day=False) == []
    assert periods_in("Laporan 31-03-2025", any_day=False) == ["2025-03"]
