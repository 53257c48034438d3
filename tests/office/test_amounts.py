"""Amounts in thousands or millions of which nothing says so: asked about before they count, never multiplied."""

import polars as pl
import pytest

from schemas.comparing import TOTAL, Earlier
from schemas.comparing.amounts import MEDIAN_OF
from tests.builders import make_submitted
from tests.unit.comparing_fixture import added

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
