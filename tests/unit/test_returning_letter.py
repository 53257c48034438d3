"""The letter, the day by which an answer is asked, and what is said about a cell."""

from datetime import date

import polars as pl
import pytest

from assets.returning.letter import Counts, Letter, deadline, opening
from assets.returning.wording import NOTE_SIGN, cell_notes, expectation, with_words
from schemas.areas import areas
from schemas.judge import judge
from tests.builders import make_submitted
from tests.unit.returning_fixture import LETTER, finding, findings


def test_the_letter_reads_as_the_office_wants_it() -> None:
    counts = {"fatal": Counts(3, 12), "explain": Counts(2, 40), "warning": Counts(1, 1)}
    assert opening(LETTER, counts) == (
        "Terima kasih. Laporan Kabupaten Kotawaringin Timur periode April 2025 telah kami terima pada 9 Mei 2025. Ada 3 hal yang wajib "
        "diperbaiki (12 sel) dan 2 yang perlu penjelasan. Mohon kirim kembali berkas ini paling lambat 15 Mei 2025. Isi sel yang tidak "
        "ditandai tidak perlu diubah."
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"explain": Counts(2, 40)}, "Ada 2 hal yang perlu penjelasan (40 sel). Mohon kirim kembali"),
        ({"fatal": Counts(1, 0)}, "Ada 1 hal yang wajib diperbaiki. Mohon kirim kembali"),
        (
            {"warning": Counts(4, 9)},
            "Tidak ada yang wajib diperbaiki. Ada 4 hal yang mohon dicek (9 sel) untuk laporan berikutnya; berkas ini tidak perlu dikirim "
            "kembali.",
        ),
        ({}, "Tidak ada yang wajib diperbaiki. Berkas ini tidak perlu dikirim kembali. Isi sel"),
    ],
)
def test_the_letter_says_only_what_there_is(counts: dict[str, Counts], said: str) -> None:
    assert said in opening(LETTER, counts)


def test_a_file_whose_sender_is_unknown_is_answered_too() -> None:
    letter = Letter("", "", date(2025, 5, 9), date(2025, 5, 15))
    said = opening(letter, {"fatal": Counts(1, 0)}, own_file=False)
    assert said == (
        "Terima kasih. Berkas Bapak/Ibu telah kami terima pada 9 Mei 2025. Ada 1 hal yang wajib diperbaiki. Mohon perbaiki berkas "
        "Bapak/Ibu dan kirim kembali paling lambat 15 Mei 2025."
    )


@pytest.mark.parametrize(
    ("received", "returned", "day"),
    [
        (date(2025, 5, 9), None, date(2025, 5, 15)),  # a Friday; Monday is Waisak
        (date(2025, 5, 10), date(2025, 5, 10), date(2025, 5, 15)),
        (date(2021, 1, 4), date(2025, 5, 9), date(2025, 5, 15)),
        (date(2025, 4, 14), None, date(2025, 4, 17)),
    ],
)
def test_an_answer_is_asked_within_three_working_days(received: date, returned: date | None, day: date) -> None:
    assert deadline(received, returned) == day


def test_a_note_says_what_is_wrong_what_stands_there_what_is_expected_an_example_and_the_code() -> None:
    note = cell_notes(with_words(findings(finding("I7"))))["note"][0]
    assert note == (
        f"{NOTE_SIGN.heading}Perlu penjelasan\n“Jenis Koperasi” berisi “Serba Usaha”.\nIsi saat ini: Serba Usaha\n"
        "Yang diharapkan: Konsumen, Produsen\nContoh: Konsumen\nKode: V204"
    )


def test_two_findings_on_a_cell_share_its_note_the_gravest_first() -> None:
    rows = findings(finding("A7", "V401", "nik", "1"), finding("A7", "V312", "nik", "1"))
    note = cell_notes(with_words(rows))
    assert note.height == 1
    assert note["note"][0].count(NOTE_SIGN.heading) == 1
    assert note["note"][0].index("V401") < note["note"][0].index("V312")


def test_an_empty_cell_and_a_file_say_so() -> None:
    shown = with_words(findings(finding("G7", "V201", "district", ""), finding("", "V102", "", "", message="Berkas kosong.")))[
        "shown"
    ]
    assert shown.to_list() == ["(kosong)", "–"]


def test_what_is_hidden_stays_hidden_and_a_long_text_is_cut() -> None:
    shown = with_words(findings(finding("A7", "V206", "nik", "[disembunyikan]"), finding("A8", "V206", "nik", "x" * 900)))[
        "shown"
    ]
    assert shown[0] == "[disembunyikan]"
    assert shown[1] == "x" * 300 + "…"


def test_of_every_rule_the_expectation_says_what_a_person_can_do() -> None:
    rows = [
        {"members_total": "25"}, {"last_rat_date": "31/04/2021"}, {"last_rat_date": "01/01/2009"}, {"type": "Serba Usaha"},
        {"nik": "6216010040001"}, {"district": None}, {"nik": "6205010040002"},
    ]  # fmt: skip
    verdict = judge(make_submitted("register", rows), areas())
    said = with_words(verdict.findings.filter(pl.col("cell") != "")).select("rule", "example", e=expectation())
    expected = dict(said.select("rule", "e").iter_rows())
    assert expected["V302"] == "“Total Anggota” berisi 25, tetapi 12 pria + 8 wanita = 20. Diharapkan: pria + wanita = total."
    assert expected["V203"] == "tanggal (hh/bb/tttt)"
    assert "lebih awal dari tanggal badan hukum" in expected["V303"]
    assert expected["V204"].startswith("Konsumen, Produsen, Jasa")
    assert "tertulis juga pada" in expected["V401"]
    assert "tidak berawalan 6216" in expected["V312"]
    assert not said.filter((pl.col("e") == "") & (pl.col("rule") != "V201")).height
    assert dict(said.select("rule", "example").iter_rows())["V203"] == "31/03/2025"


def test_a_rule_that_compares_values_shows_no_example() -> None:
    register = [{"members_total": "25"}, {"last_rat_date": "01/01/2009"}, {"nik": "6216010040001"}]
    recap = [{"rat_held": "136"}, {"cooperatives": "18"}]
    umkm = [{"with_nib": "3195"}, {"financed": "21"}]
    for form, rows in (("register", register), ("recap", recap), ("umkm", umkm)):
        verdict = judge(make_submitted(form, rows), areas())
        said = with_words(verdict.findings.filter(pl.col("cell") != ""))
        assert said.height and said.filter(pl.col("example") != "").is_empty()
