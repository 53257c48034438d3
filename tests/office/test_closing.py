"""Closing a period: final figures stay, whatever comes later, until it is reopened."""

import json
from datetime import date
from pathlib import Path

import polars as pl

from assets.accepted import judge_periods
from assets.indicators import indicator_figures
from assets.scores import score_figures
from assets.storage import closings as closing
from assets.storage.closings import Decision, closings_in_force
from assets.storage.tables import REPORTS, SCORES, VALUES, VERSIONS
from assets.store import Store
from tests.worlds import count, office, submit

MARCH = "2025-03"
SECOND = {"nik": "6216010040002"}


def figures(store: Store, *periods: str) -> pl.DataFrame:
    """Judge, evaluate and score as the chain does; the official values."""
    count(store, *periods)
    indicator_figures(store, list(periods))
    score_figures(store, list(periods))
    return store.warehouse.table(VALUES, period=periods).filter("official")


def cooperatives(values: pl.DataFrame, period: str) -> float | None:
    rows = values.filter((pl.col("indicator") == "KOP-01") & (pl.col("area_code") == "62") & (pl.col("segment") == ""))
    return rows.filter(pl.col("period") == period)["value"].item()


def close(store: Store) -> None:
    values, scores = (store.warehouse.table(table, period=[MARCH]) for table in (VALUES, SCORES))
    closing.write_closing(store.archive, MARCH, values, scores, Decision("Kepala Bidang", "lengkap", "sudah diperiksa"))


def test_a_late_file_changes_no_official_figure_and_is_shown_as_late(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first = submit(store, "register", [{}])
        figures(store, MARCH)
        close(store)
        submit(store, "register", [{}, SECOND], seq=99)
        values = figures(store, MARCH, "2025-04")
        assert [cooperatives(values, p) for p in (MARCH, "2025-04")] == [1, 1]
        states = store.warehouse.table(VERSIONS).sort("version")["state"].to_list()
        assert states == ["Ditutup (angka final)", "Terlambat"]
        own = (pl.col("area_code") == "62.02") & (pl.col("form") == "register")
        assert store.warehouse.table(REPORTS, period=[MARCH]).filter(own)["state"].item() == "Ditutup (angka final)"
        assert set(store.warehouse.table(REPORTS).filter(pl.col("form") == "register")["submission"].drop_nulls()) == {first}


def test_a_late_file_stays_late_when_another_late_one_replaces_it(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        figures(store, MARCH)
        close(store)
        for seq in (98, 99):
            submit(store, "register", [{}, SECOND], seq=seq)
        judge_periods(store, [MARCH])
        versions = store.warehouse.table(VERSIONS).sort("version")
        assert versions["state"].to_list() == ["Ditutup (angka final)", "Terlambat", "Terlambat"]
        assert [int(sha) if sha else None for sha in versions["superseded_by"]] == [None, 99, None]


def test_reopening_lets_the_late_file_count(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        figures(store, MARCH)
        close(store)
        submit(store, "register", [{}, SECOND], seq=99)
        closing.write_reopening(store.archive, MARCH, Decision("Kepala Bidang", "koreksi", "data susulan, hub. 0812 5577 0550"))
        assert cooperatives(figures(store, MARCH), MARCH) == 2


def test_final_figures_do_not_move_with_another_period_or_another_definition(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(
            store, "register", [{"last_rat_date": None, "legal_date": "01/01/2000"}], period="2024-03", received=date(2024, 4, 5)
        )
        submit(store, "register", [{}, SECOND])
        before = figures(store, "2024-03", MARCH).filter(pl.col("period") == MARCH)
        close(store)
        submit(
            store,
            "register",
            [{"last_rat_date": None}, SECOND | {"last_rat_date": None}],
            period="2024-03",
            received=date(2024, 4, 6),
        )
        after = figures(store, "2024-03", MARCH).filter(pl.col("period") == MARCH)
        keys = ["area_code", "indicator", "segment"]
        assert after.sort(keys).equals(before.sort(keys))


def test_scores_of_a_closed_period_are_final(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        figures(store, MARCH)
        assert store.warehouse.table(SCORES, period=[MARCH])["is_provisional"].all()
        close(store)
        figures(store, MARCH)
        assert not store.warehouse.table(SCORES, period=[MARCH])["is_provisional"].any()


def test_the_history_tells_when_why_and_who_without_anybodys_number(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        figures(store, MARCH)
        close(store)
        closing.write_reopening(store.archive, MARCH, Decision("Kepala Bidang", "koreksi", "data susulan, hub. 0812 5577 0550"))
        told = closing.closing_history(store.archive.lines())
        assert told.select("period", "event", "why", "reason", "by").rows() == [
            (MARCH, "closed", "lengkap", "sudah diperiksa", "Kepala Bidang"),
            (MARCH, "reopened", "koreksi", "data susulan, hub. [disembunyikan]", "Kepala Bidang"),
        ]
        written = store.archive.journal.path.read_text(encoding="utf-8")
        assert json.loads(written.splitlines()[-1])["reason"] == "data susulan, hub. [disembunyikan]"
        assert "5577 0550" not in written  # four digits alone may stand in a moment or a hash
        assert closings_in_force(store.archive.lines()) == {}
        store.archive.journal.verify()


def test_a_line_of_0_1_0_has_free_text_alone_and_its_reason_is_another_one(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        store.archive.append("closed", period=MARCH, by="Kepala Bidang", reason="Bu Siti sudah setuju", values="", scores="")
        (told,) = closing.closing_history(store.archive.lines()).iter_rows(named=True)
        assert (told["why"], told["reason"]) == ("lainnya", "Bu Siti sudah setuju")
        assert MARCH in closings_in_force(store.archive.lines())
