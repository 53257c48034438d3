"""Corrections by the province: with a reason, on a copy, and loud when they are stale."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from assets.accepted import stale_corrections
from assets.release import publish
from assets.storage.provisions import corrections
from assets.storage.tables import FINDINGS
from pipelines.commands.night_summary import print_night
from pipelines.nights import Night
from schemas.areas import areas
from schemas.comparing import Earlier, compare
from schemas.comparing.batch import ALLOWED, WHOLE
from schemas.corrections import (
    LINE,
    correct,
    describe_stale,
    lines_of,
    stale_among,
)
from schemas.frames import none_of
from schemas.judge import Verdict, judge
from tests.builders import RIGHT, judged, make_submitted, notes, together
from tests.worlds import count, lay_down, office, submit, value_of

MARCH = "2025-03"


def line(**what_differs: str) -> pl.DataFrame:
    usual = {
        "period": "2025-03", "area_code": "62.02", "form": "register", "key": RIGHT["register"]["nik"], "column": "members_total",
        "expected": "20", "value": "21", "reason": "surat ralat", "letter_number": "500/7/2025",
    }  # fmt: skip
    return pl.DataFrame([usual | what_differs], schema={name: pl.String for name in LINE if name != "line"})


def numbered(*each: dict[str, str]) -> pl.DataFrame:
    """Lines as the sheet gives them, from its second row on."""
    lines = pl.concat([line(**what_differs) for what_differs in each])
    return lines.with_row_index("line", offset=2).cast({"line": pl.Int64}).select(*LINE)


def with_corrections(row: dict[str, str | None], *each: dict[str, str]) -> Verdict:
    return judge(replace(make_submitted("register", [row]), corrections=numbered(*each)), areas())


def test_a_correction_changes_the_cell_that_it_names_and_no_other() -> None:
    rows = judged("register", {}, {"nik": "6216010040002"}).accepted
    done = correct(rows, line())
    assert done.accepted["register"]["members_total"].to_list() == [21, 20]
    assert done.stale.is_empty()
    assert rows["register"]["members_total"].to_list() == [20, 20]


def test_a_corrected_cell_is_compared_like_any_other() -> None:
    amended = {
        "form": "kdmp",
        "key": RIGHT["kdmp"]["village_code"],
        "column": "stage",
        "expected": "Akta Terbit",
        "value": "Sosialisasi",
    }
    submitted = replace(
        make_submitted("kdmp", [{"stage": "Akta Terbit"}], period="2025-05"),
        corrections=numbered({**amended, "period": "2025-05"}),
    )
    before = Earlier({"kdmp": judged("kdmp", {"stage": "Akta Terbit"}, period="2025-04").accepted["kdmp"]})
    found = compare(submitted, judge(submitted, areas()), before, areas(), none_of(WHOLE), none_of(ALLOWED)).findings
    assert found["rule"].to_list() == ["V430", "V603"]


def test_a_correction_of_a_date_is_written_in_iso() -> None:
    done = correct(judged().accepted, line(column="last_rat_date", expected="2025-01-15", value="2025-01-16"))
    assert str(done.accepted["register"]["last_rat_date"].item()) == "2025-01-16"


def test_a_stale_correction_is_not_applied_and_is_named() -> None:
    for differs in ({"expected": "19"}, {"key": "6216010049999"}, {"area_code": "62.01"}):
        done = correct(judged().accepted, line(**differs))
        assert done.accepted["register"]["members_total"].to_list() == [20]
        assert done.stale.height == 1


def test_a_correction_leaves_a_note_at_its_cell_with_old_and_new_value_reason_and_letter() -> None:
    verdict = with_corrections({}, {"column": "employees", "expected": "", "value": "4"})
    note = verdict.findings.filter(pl.col("rule") == "V430").row(0, named=True)
    assert (note["severity"], note["sheet"], note["cell"]) == ("info", "Daftar Koperasi", "W6")
    assert note["message"].startswith("“Jumlah Karyawan” dikoreksi oleh dinas: kosong menjadi 4 (surat 500/7/2025, surat ralat).")
    assert notes(verdict) == []
    assert verdict.accepted["register"]["employees"].to_list() == [4]


def test_a_total_that_no_longer_fits_its_corrected_part_has_its_usual_note() -> None:
    verdict = with_corrections({}, {"column": "members_male", "expected": "12", "value": "13"})
    note = verdict.findings.filter(pl.col("rule") == "V302").row(0, named=True)
    assert (note["cell"], note["value"], "13 pria + 8 wanita = 21" in note["message"]) == ("U6", "20", True)


def test_a_total_that_was_corrected_is_told_as_it_counts() -> None:
    verdict = with_corrections({}, {"value": "21"})
    assert verdict.findings.filter(pl.col("rule") == "V302")["value"].to_list() == ["21"]
    assert verdict.findings.filter(pl.col("rule") == "V430")["value"].to_list() == ["20"]


def test_a_correction_that_makes_a_row_fit_takes_its_note_away() -> None:
    assert notes(with_corrections({"members_total": "21"}, {"expected": "21", "value": "20"})) == []


def test_a_value_that_could_not_be_read_is_corrected_from_empty() -> None:
    verdict = with_corrections({"members_total": "dua puluh"}, {"expected": "", "value": "20"})
    assert verdict.accepted["register"]["members_total"].to_list() == [20]


def test_two_corrections_of_one_cell_follow_each_other_and_the_last_is_not_stale() -> None:
    each = ({"value": "21"}, {"expected": "21", "value": "22"})
    verdict = with_corrections({}, *each)
    assert verdict.accepted["register"]["members_total"].to_list() == [22]
    assert stale_among(verdict.accepted, verdict.findings, numbered(*each)).is_empty()


def test_a_resubmission_with_the_old_value_is_corrected_like_the_first() -> None:
    both = together(make_submitted("register", [{}]), make_submitted("register", [{}], submission="s2"))
    verdict = judge(replace(both, corrections=numbered({"value": "21"})), areas())
    assert verdict.accepted["register"]["members_total"].to_list() == [21, 21]


def test_yes_and_no_are_corrected_as_they_are_written() -> None:
    verdict = with_corrections({"kdmp": "Ya"}, {"column": "kdmp", "expected": "Ya", "value": "Tidak"})
    assert verdict.accepted["register"]["kdmp"].to_list() == [False]
    assert stale_among(
        verdict.accepted, verdict.findings, numbered({"column": "kdmp", "expected": "Ya", "value": "Tidak"})
    ).is_empty()


def test_a_corrected_key_is_looked_for_under_its_new_value() -> None:
    key = {"column": "nik", "expected": RIGHT["register"]["nik"], "value": "6216010040009"}
    verdict = with_corrections({}, key)
    assert verdict.accepted["register"]["nik"].to_list() == ["6216010040009"]
    assert stale_among(verdict.accepted, verdict.findings, numbered(key)).is_empty()


def test_what_is_stale_says_its_line_what_it_expected_and_what_is_there() -> None:
    lines = numbered({"expected": "19"}, {"key": "6216010049999"}, {"column": "external_capital", "expected": "5", "value": "6"})
    assert describe_stale(stale_among(judged().accepted, judged().findings, lines)) == [
        "Koreksi baris 2: koreksi tidak diterapkan; “Total Anggota” pada 6216010040001 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 19, ditemukan 20.",
        "Koreksi baris 3: koreksi tidak diterapkan; “Total Anggota” pada 6216010049999 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 20, tidak ada baris dengan kunci itu.",
        "Koreksi baris 4: koreksi tidak diterapkan; “Modal Luar” pada 6216010040001 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 5, ditemukan kosong.",
    ]


def test_a_correction_is_stale_where_the_regency_has_mended_the_cell_herself() -> None:
    verdict = with_corrections({"employees": "4"}, {"column": "employees", "expected": "3", "value": "4"})
    stale = stale_among(verdict.accepted, verdict.findings, numbered({"column": "employees", "expected": "3", "value": "4"}))
    assert stale["instead"].to_list() == ["ditemukan 4, yang sudah nilai koreksinya"]


WRONG = [
    ({"corrected_value": "-3"}, "G6", "“Total Anggota” tidak dapat diisi itu. Yang diperbolehkan: bilangan bulat mulai dari 0"),
    ({"corrected_value": "dua puluh"}, "G6", "“Total Anggota” tidak dapat diisi itu"),
    ({"expected": "dua puluh"}, "F6", "“Total Anggota” tidak dapat berisi itu"),
    ({"corrected_column": "Status", "expected": "Aktif", "corrected_value": "Bangkrut"}, "G6", "Aktif, Tidak Aktif, Dibubarkan"),
    ({"corrected_column": "Tanggal RAT Terakhir", "expected": "kosong", "corrected_value": "16/13/2025"}, "G6", "tanggal (hh/bb/tttt)"),
    ({"corrected_column": "NIK Koperasi", "expected": "kosong", "corrected_value": "12345"}, "G6", "13 angka"),
    ({"corrected_column": "Status", "expected": "Aktif", "corrected_value": "kosong"}, "G6", "“Status” tidak dapat diisi itu"),
    ({"corrected_column": "anggota"}, "E6", "kolom itu tidak ada pada Daftar Koperasi. Yang diperbolehkan: NIK Koperasi, "),
    ({"corrected_form": "daftar"}, "A6", "Daftar Koperasi, Rekap Koperasi, "),
    ({"of_period": "2025-13"}, "B6", "“periode” berisi “2025-13”"),
    ({"reason": None}, "H6", "“alasan” wajib diisi"),
]  # fmt: skip


@pytest.mark.parametrize(("differs", "cell", "told"), WRONG, ids=[told for _, _, told in WRONG])
def test_a_correction_that_breaks_the_rules_of_its_column_returns_the_sheet_with_its_cell(
    differs: dict[str, str | None], cell: str, told: str
) -> None:
    verdict = judged("corrections", {"key": "6216010040002"} | differs, {}, area="62", period="")
    assert verdict.findings.select("cell", "severity").rows() == [(cell, "fatal")]
    assert told in verdict.findings["message"][0]
    assert verdict.accepted["corrections"].is_empty()


def test_a_sheet_of_corrections_names_forms_and_columns_by_their_titles() -> None:
    rows = judged("corrections", {"expected": "kosong"}, {"corrected_column": "Jumlah Karyawan"}, area="62", period="").accepted[
        "corrections"
    ]
    assert lines_of(rows).select("form", "column", "expected", "value", "line").rows() == [
        ("register", "members_total", "", "21", 6), ("register", "employees", "20", "21", 7),
    ]  # fmt: skip


def test_a_night_says_which_corrections_are_stale_and_shows_those_that_count(tmp_path: Path) -> None:
    told = StringIO()
    with office(tmp_path) as store:
        lay_down(store, "corrections", {}, {"key": "6216010040002", "expected": "19"}, {"of_period": "2025-02"})
        submit(store, "register", [{}, {"nik": "6216010040002"}])
        assert value_of(count(store, MARCH), "KOP-06")["value"] == 41
        assert stale_corrections(store, [MARCH])["line"].to_list() == [7]
        assert store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V430")["cell"].to_list() == ["U6"]
        folder, _ = publish(store)
        print_night(Console(file=told), store.home, Night(1, [], folder))
    assert "V430" in (folder / "internal/data/findings.csv").read_text(encoding="utf-8")
    seen = told.getvalue()
    assert "Koreksi dinas yang tidak diterapkan: 2" in seen
    assert "baris 7: koreksi tidak diterapkan; “Total Anggota” pada 6216010040002" in seen
    assert "diharapkan 19, ditemukan 20." in seen
    assert "baris 8: " in seen


def test_a_sheet_of_corrections_that_is_returned_leaves_the_last_accepted_one_in_force(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "corrections", {})
        lay_down(store, "corrections", {"corrected_value": "-3"})
        submit(store, "register", [{}])
        assert value_of(count(store, MARCH), "KOP-06")["value"] == 21


def test_a_closed_period_keeps_the_corrections_that_were_in_force_when_it_was_closed(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "corrections", {}, seq=1)
        submit(store, "register", [{}], seq=2)
        lay_down(store, "corrections", {"corrected_value": "30"}, {"corrected_value": "30", "of_period": "2025-04"}, seq=9)
        read = store.warehouse.table
        assert corrections(read, closed={MARCH: 5}).select("period", "value").rows() == [("2025-04", "30"), (MARCH, "21")]
        assert corrections(read)["value"].to_list() == ["30", "30"]
