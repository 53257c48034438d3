"""Amounts in thousands or millions of which nothing says so: asked about before they count, never multiplied."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.storage import decisions
from assets.storage.tables import FINDINGS, GROUPS
from assets.store import Store
from schemas.comparing import TOTAL, Earlier
from schemas.comparing.amounts import MEDIAN_OF
from tests.builders import make_submitted
from tests.unit.comparing_fixture import added
from tests.worlds import count, office, submit, value_of

Rows = list[dict[str, str | None]]


def register_with(assets: list[float]) -> Rows:
    return [
        {"nik": f"62160100{i:05d}", "name": f"Koperasi {'abcdefghij'[i % 10] * 9}{i}", "village": None, "book_year": "2024",
         "assets": f"{amount:.0f}"} for i, amount in enumerate(assets)
    ]  # fmt: skip


def usual(amount: float, area: str, *periods: str) -> Earlier:
    lines = [(area, period, "register", f"{MEDIAN_OF}assets", amount) for period in periods]
    return Earlier(totals=pl.DataFrame(lines, schema=TOTAL, orient="row"))


def doubts(assets: list[float], earlier: Earlier | None = None) -> list[str]:
    return [
        line[2] for line in added(make_submitted("register", register_with(assets)), earlier or Earlier()) if line[0] == "V611"
    ]


MILLIONS = [481, 250, 77, 1250, 90, 310, 33, 700, 120, 45]
FULL = [amount * 1e6 for amount in MILLIONS]


def test_amounts_in_millions_are_asked_about_beside_the_regencys_own_reports() -> None:
    (told,) = doubts(MILLIONS[:6], usual(300e6, "62.02", "2024-09", "2024-12"))
    assert "“Aset” lazimnya Rp280 per baris, sedangkan laporan sebelumnya sekitar Rp300.000.000; apakah dalam jutaan?" in told


def test_amounts_in_thousands_are_asked_about_beside_the_other_regencies_where_there_is_no_own_report() -> None:
    (told,) = doubts([amount * 1e3 for amount in MILLIONS[:6]], usual(300e6, "62.01", "2024-12"))
    assert "kabupaten/kota lain sekitar Rp300.000.000; apakah dalam ribuan?" in told


@pytest.mark.parametrize(
    ("assets", "earlier"),
    [
        (FULL, usual(300e6, "62.02", "2024-12")),
        ([amount / 90 for amount in FULL], usual(300e6, "62.02", "2024-12")),  # smaller, but not by a unit
        ([amount / 1e5 for amount in FULL], usual(300e6, "62.02", "2024-12")),  # by 100.000: no unit of anybody
        (MILLIONS[:4], usual(300e6, "62.02", "2024-12")),  # four amounts say nothing
        (MILLIONS, usual(120, "62.02", "2024-12")),  # as small as ever
        (MILLIONS[:9], Earlier()),  # nothing was reported before, and nine are few
        (FULL, Earlier()),
    ],
)  # fmt: skip
def test_what_is_usual_or_tells_too_little_is_not_asked_about(assets: list[float], earlier: Earlier) -> None:
    assert doubts(assets, earlier) == []


def test_amounts_that_no_list_has_in_full_rupiah_are_asked_about_where_nothing_was_reported_before() -> None:
    (told,) = doubts(MILLIONS)
    assert "dalam rupiah penuh tidak mungkin sekecil itu; apakah dalam jutaan?" in told


def as_if_of(assets: list[float], district: str = "Baamang", start: int = 0) -> list[dict[str, str | None]]:
    """A register of one kecamatan whose cooperatives are its own."""
    return [
        row | {"nik": f"62160100{start + i:05d}", "name": f"Koperasi {district} {start + i}", "district": district}
        for i, row in enumerate(register_with(assets))
    ]


def assets_of(store: Store, *periods: str) -> list[tuple[float | None, str]]:
    """(value, status) of KOP-08 of Kotawaringin Timur, judged one period after the other."""
    values = [value_of(count(store, period), "KOP-08", period=period, area="62.02") for period in periods]
    return [(value["value"], value["status"]) for value in values]


@pytest.mark.parametrize("at_once", [False, True])
def test_reports_in_millions_stay_in_question_however_many_come_in_a_row(tmp_path: Path, at_once: bool) -> None:
    quarters = ["2025-03", "2025-06", "2025-09", "2025-12"]
    with office(tmp_path) as store:
        for period, received in zip(
            quarters, (date(2025, 4, 9), date(2025, 7, 9), date(2025, 10, 9), date(2026, 1, 9)), strict=True
        ):
            submit(store, "register", as_if_of(FULL if period == "2025-03" else MILLIONS), period=period, received=received)
        if at_once:
            values = count(store, *quarters)
            states = [value_of(values, "KOP-08", period=period, area="62.02")["status"] for period in quarters]
        else:
            states = [status for _, status in assets_of(store, *quarters)]
        assert states == ["filled", "in_question", "in_question", "in_question"]
        assert len(asked(store)) == 3


def test_the_first_reports_of_a_regency_in_millions_are_both_asked_about(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for period, month in (("2025-03", 4), ("2025-06", 7)):
            submit(store, "register", as_if_of(MILLIONS), period=period, received=date(2025, month, 9))
        assert assets_of(store, "2025-03", "2025-06") == [(None, "in_question")] * 2


def test_millions_that_the_office_lets_count_are_what_is_usual_afterwards(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first = submit(store, "register", as_if_of(MILLIONS), period="2025-03", received=date(2025, 4, 9))
        decisions.accept(store.archive, first, "register", "2025-03", "Rina", "memang sekecil itu, telah ditanyakan")
        submit(store, "register", as_if_of(MILLIONS), period="2025-06", received=date(2025, 7, 9))
        assert [status for _, status in assets_of(store, "2025-03", "2025-06")] == ["filled", "filled"]


def test_three_short_parts_in_millions_are_asked_about_as_the_whole_they_make(tmp_path: Path) -> None:
    parts = [
        as_if_of(MILLIONS[:4], district, start) for district, start in (("Baamang", 0), ("Cempaga", 100), ("Parenggean", 200))
    ]
    with office(tmp_path) as store:
        for day, part in enumerate(parts, start=4):
            submit(store, "register", part, received=date(2025, 4, day))
        assert assets_of(store, "2025-03") == [(None, "in_question")]
        assert len(asked(store)) == 1


def test_the_one_part_in_millions_is_asked_about_beside_the_others_in_full(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", as_if_of(FULL), period="2025-03", received=date(2025, 4, 9))
        submit(store, "register", as_if_of(FULL * 2), period="2025-06", received=date(2025, 7, 4))
        submit(store, "register", as_if_of(MILLIONS, "Cempaga", 100), period="2025-06", received=date(2025, 7, 5))
        assert [status for _, status in assets_of(store, "2025-03", "2025-06")] == ["filled", "in_question"]
        assert asked(store) == [f"{3:064d}"]


def test_amounts_in_millions_with_decimals_are_one_question_about_their_column_and_none_of_them_counts(tmp_path: Path) -> None:
    texts = ["227", "3.941", "1.883,7", "80,1", "57,25", "120,4", "33,9", "0", "0", "0", "410,6", "96,3", "15,8"]
    rows = [row | {"assets": text} for row, text in zip(as_if_of([1.0] * len(texts)), texts, strict=True)]
    with office(tmp_path) as store:
        submit(store, "register", as_if_of(FULL), period="2025-03", received=date(2025, 4, 9))
        submit(store, "register", rows, period="2025-06", received=date(2025, 7, 9))
        assert assets_of(store, "2025-03", "2025-06")[1] == (None, "in_question")
        rules = store.warehouse.table(FINDINGS).filter(pl.col("column") == "assets")["rule"].to_list()
        assert rules == ["V611"]


def test_columns_of_one_table_in_millions_are_one_question(tmp_path: Path) -> None:
    rows = [row | {"own_capital": row["assets"], "business_volume": row["assets"]} for row in as_if_of(MILLIONS)]
    with office(tmp_path) as store:
        submit(store, "register", rows)
        count(store, "2025-03")
        groups = store.warehouse.table(GROUPS).filter(pl.col("rule") == "V611")
        assert groups.select("cells", "findings").rows() == [(3, 3)]


def asked(store: Store) -> list[str]:
    """The submissions that are asked in which unit their assets are."""
    findings = store.warehouse.table(FINDINGS)
    return findings.filter((pl.col("rule") == "V611") & (pl.col("column") == "assets"))["submission"].to_list()
