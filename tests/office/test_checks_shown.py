"""Which periods the catatan verifikasi in Dagster's pages are about."""

import polars as pl

from assets.accepted import looked_at, notes_check
from assets.storage.tables import FILES
from schemas.findings import FINDING


def sent(*periods: str) -> pl.DataFrame:
    rows = [{"submission": period, "area_code": "62.02", "period": period, "sample": False} for period in periods]
    return pl.DataFrame(rows, schema=FILES.columns)


def test_a_run_shows_those_of_its_periods_for_which_something_was_sent() -> None:
    assert looked_at(sent("2025-03", "2025-05"), ["2025-03", "2025-04", "2025-05", "2025-06"]) == ["2025-03", "2025-05"]


def test_a_run_of_the_current_month_in_which_nobody_has_sent_anything_shows_the_last_year_that_was_reported() -> None:
    assert looked_at(sent("2024-05", "2024-06", "2025-05"), ["2026-11"]) == ["2024-06", "2025-05"]


def test_an_empty_office_shows_the_run_itself() -> None:
    assert looked_at(sent(), ["2026-11"]) == ["2026-11"]


def test_the_worst_of_all_periods_of_the_run_stand_in_one_table() -> None:
    rows = [{"period": period, "severity": "fatal", "rule": "V111", "area_code": "62.02", "form": "kdmp"}
            for period, times in (("2025-03", 1), ("2025-04", 3)) for _ in range(times)]  # fmt: skip
    result = notes_check(pl.DataFrame(rows, schema=FINDING), ["2025-03", "2025-04"], "fatal", "formulir_dikembalikan")
    assert not result.passed
    assert (result.metadata["periode"].value, result.metadata["catatan"].value) == ("2025-03 sampai 2025-04", 4)
    lines = str(result.metadata["terbanyak"].value).splitlines()[2:]
    assert [line.split(" | ")[1] for line in lines] == ["2025-04", "2025-03"]


def test_dagster_is_told_a_rule_by_its_title_and_no_words_of_a_note() -> None:
    note = {
        "period": "2025-03",
        "severity": "warning",
        "rule": "V209",
        "area_code": "62.02",
        "message": "“Desa Bu Siti” tidak ditemukan",
    }
    table = notes_check(pl.DataFrame([note], schema=FINDING), ["2025-03"], "warning", "mohon_dicek").metadata["terbanyak"].value
    assert "Desa/kelurahan tidak ada dalam daftar resmi" in str(table) and "Siti" not in str(table)
