"""Corrections by the province: with a reason, on a copy, and loud when they are stale."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from assets.accepted import stale_corrections
from assets.release import publish
from assets.storage.tables import FINDINGS
from pipelines import nights
from pipelines.commands.night_summary import print_night
from pipelines.nights import Night
from schemas.areas import areas
from schemas.comparing import Earlier, compare
from schemas.comparing.batch import ALLOWED, WHOLE
from schemas.corrections import (
    CORRECTION,
    LINE,
    WrongCorrectionError,
    correct,
    corrections,
    describe_stale,
    read_corrections,
    stale_among,
)
from schemas.forms import FORMS
from schemas.frames import none_of
from schemas.judge import Verdict, judge
from tests.builders import RIGHT, judged, make_submitted, notes, together
from tests.worlds import count, office, submit, value_of

MARCH = "2025-03"


def line(**what_differs: str) -> pl.DataFrame:
    usual = {
        "period": "2025-03", "area_code": "62.02", "form": "register", "key": RIGHT["register"]["nik"], "column": "members_total",
        "expected": "20", "value": "21", "reason": "surat ralat", "letter_number": "500/7/2025", "decided_on": "2025-04-20",
    }  # fmt: skip
    return pl.DataFrame([usual | what_differs], schema=dict.fromkeys(CORRECTION, pl.String))


def numbered(*each: dict[str, str]) -> pl.DataFrame:
    """Lines as the file gives them, from its second line on."""
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


def test_every_correction_in_the_file_has_a_reason_a_letter_and_a_column_that_exists() -> None:
    for row in corrections().iter_rows(named=True):
        assert row["reason"] and row["letter_number"]
        assert row["column"] in FORMS[row["form"]].ids


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
        "schemas/corrections.csv baris 2: koreksi tidak diterapkan; “Total Anggota” pada 6216010040001 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 19, ditemukan 20.",
        "schemas/corrections.csv baris 3: koreksi tidak diterapkan; “Total Anggota” pada 6216010049999 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 20, tidak ada baris dengan kunci itu.",
        "schemas/corrections.csv baris 4: koreksi tidak diterapkan; “Modal Luar” pada 6216010040001 "
        "(Daftar Koperasi, 62.02, 2025-03): diharapkan 5, ditemukan kosong.",
    ]


def test_a_correction_is_stale_where_the_regency_has_mended_the_cell_herself() -> None:
    verdict = with_corrections({"employees": "4"}, {"column": "employees", "expected": "3", "value": "4"})
    stale = stale_among(verdict.accepted, verdict.findings, numbered({"column": "employees", "expected": "3", "value": "4"}))
    assert stale["instead"].to_list() == ["ditemukan 4, yang sudah nilai koreksinya"]


WRONG = [
    ({"value": "-3"}, "“Total Anggota” tidak dapat diisi “-3”; yang diperbolehkan: bilangan bulat mulai dari 0"),
    ({"value": "dua puluh"}, "“Total Anggota” tidak dapat diisi “dua puluh”"),
    ({"column": "status", "value": "Bubar"}, "“Status” tidak dapat diisi “Bubar”; yang diperbolehkan: Aktif, Tidak Aktif, Dibubarkan"),
    ({"column": "last_rat_date", "value": "16/01/2025"}, "“Tanggal RAT Terakhir” tidak dapat diisi “16/01/2025”"),
    ({"column": "nik", "value": "12345"}, "yang diperbolehkan: 13 angka"),
    ({"column": "status", "value": ""}, "“Status” tidak dapat diisi “”"),
    ({"column": "anggota"}, "kolom “anggota” tidak ada pada formulir register"),
    ({"form": "daftar"}, "formulir “daftar” tidak dikenal"),
    ({"period": "2025-13"}, "periode “2025-13” tidak dikenal"),
    ({"reason": ""}, "alasan dan nomor surat wajib diisi"),
]  # fmt: skip


@pytest.mark.parametrize(("differs", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_correction_that_breaks_the_rules_of_its_column_is_refused_with_its_line(differs: dict[str, str], told: str) -> None:
    right = line().write_csv()
    assert read_corrections(right)["line"].to_list() == [2]
    with pytest.raises(WrongCorrectionError, match=r"^schemas/corrections.csv baris 3: ") as refusal:
        read_corrections(right + line(**differs).write_csv(include_header=False))
    assert told in str(refusal.value)


def test_a_line_with_too_few_fields_and_a_file_with_other_columns_are_refused() -> None:
    with pytest.raises(WrongCorrectionError, match="baris 3: harus ada 10 isian"):
        read_corrections(line().write_csv() + "2025-03,62.02\n")
    with pytest.raises(WrongCorrectionError, match="baris 1: judul kolomnya"):
        read_corrections("periode,kode\n")


def test_a_night_says_which_corrections_are_stale_and_shows_those_that_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = numbered({"value": "21"}, {"key": "6216010040002", "expected": "19"}, {"period": "2025-02"})
    monkeypatch.setattr("assets.accepted.corrections", lambda: lines)
    monkeypatch.setattr("assets.past.corrections", lambda: lines)
    monkeypatch.setattr("pipelines.commands.night_summary.corrections", lambda: lines)
    told = StringIO()
    with office(tmp_path) as store:
        submit(store, "register", [{}, {"nik": "6216010040002"}])
        assert value_of(count(store, MARCH), "KOP-06")["value"] == 41
        assert stale_corrections(store, [MARCH])["line"].to_list() == [3]
        assert store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V430")["cell"].to_list() == ["U6"]
        folder, _ = publish(store)
        print_night(Console(file=told), store.home, Night(1, [], folder))
    assert "V430" in (folder / "internal/data/findings.csv").read_text(encoding="utf-8")
    seen = told.getvalue()
    assert "Koreksi dinas yang tidak diterapkan: 2" in seen
    assert "baris 3: koreksi tidak diterapkan; “Total Anggota” pada 6216010040002" in seen
    assert "diharapkan 19, ditemukan 20." in seen
    assert "baris 4: " in seen


def test_a_file_of_corrections_that_is_refused_stops_the_night_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nights, "corrections", lambda: read_corrections(line(value="-3").write_csv()))
    with pytest.raises(nights.NightFailedError, match="baris 2: “Total Anggota” tidak dapat diisi “-3”"):
        nights._read_corrections()
