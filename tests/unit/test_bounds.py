"""Between which values a figure lies while a regency is missing, worked out by hand."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.computing.bounds import with_bounds
from assets.storage.tables import VALUES
from schemas.periods import end

A, B, TOTAL = "62.01", "62.02", "62"


def figure(area: str, period: str, numerator: float | None, denominator: float | None = None, **differs: Any) -> dict[str, Any]:
    """A figure of KOP-01, or of KOP-04 where there is a denominator; a null one of a regency that did not report."""
    share = denominator is not None or differs.get("indicator") == "KOP-04"
    value = numerator if not share or numerator is None else 100 * numerator / (denominator or 1)
    return {
        "period": period, "area_code": area, "segment": "", "indicator": "KOP-04" if share else "KOP-01", "definition_version": "v1",
        "official": True, "numerator": numerator, "denominator": denominator, "value": value, "as_of": end(period) if value is not None else None,
        "coverage": 1.0 if value is not None else 0.0, "status": "filled" if value is not None else "not_reported", **differs,
    }  # fmt: skip


def values(*figures: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(figures, schema=VALUES.columns)


def bounds(
    now: pl.DataFrame, earlier: pl.DataFrame, area: str = TOTAL, period: str = "2025-09"
) -> tuple[float | None, float | None]:
    row = with_bounds(now, earlier, TOTAL).filter((pl.col("area_code") == area) & (pl.col("period") == period))
    return row.select("low", "high").row(0)


#: B had 10, 12 and 11: its largest step is 2.
HISTORY = values(*(figure(B, period, n) for period, n in (("2025-03", 10), ("2024-12", 12), ("2025-06", 11))))
NOW = values(figure(A, "2025-09", 5), figure(B, "2025-09", None), figure(TOTAL, "2025-09", 5, coverage=0.5))


def test_a_missing_regency_lies_within_its_largest_step_around_its_last_report() -> None:
    assert bounds(NOW, HISTORY, B) == (9, 13)


def test_a_total_is_what_was_counted_and_the_ranges_of_all_that_are_missing() -> None:
    assert bounds(NOW, HISTORY) == (14, 18)


def test_a_figure_that_lacks_nobody_has_none() -> None:
    assert bounds(NOW, HISTORY, A) == (None, None)


def test_a_share_takes_the_least_of_one_side_with_the_most_of_the_other() -> None:
    before = values(figure(B, "2025-03", 6, 10), figure(B, "2025-06", 8, 9))
    now = values(
        figure(A, "2025-09", 3, 4), figure(B, "2025-09", None, indicator="KOP-04"), figure(TOTAL, "2025-09", 3, 4, coverage=0.5)
    )
    # B: 6 to 10 of 8 to 10; with A 9 to 13 of 12 to 14.
    low, high = bounds(now, before)
    assert (low, high) == (pytest.approx(100 * 9 / 14), pytest.approx(100 * 13 / 12))


def test_nothing_goes_below_zero_that_never_was() -> None:
    assert bounds(NOW, values(figure(B, "2025-03", 10), figure(B, "2025-06", 2)), B) == (0, 10)
    assert bounds(NOW, values(figure(B, "2025-03", 3), figure(B, "2025-06", -2)), B) == (-2, 3)


@pytest.mark.parametrize(
    "earlier",
    [
        values(),
        values(figure(B, "2025-06", 11)),  # one report tells no step
        values(figure(B, "2022-03", 10), figure(B, "2022-06", 12)),  # more than three years ago
        values(figure(B, "2025-03", 10), figure(B, "2025-04", 10, as_of=date(2025, 3, 31))),  # carried forward, and no report
    ],
)
def test_who_has_not_reported_twice_in_three_years_gives_no_bounds_to_anybody(earlier: pl.DataFrame) -> None:
    assert bounds(NOW, earlier) == bounds(NOW, earlier, B) == (None, None)


def test_what_was_not_loaded_or_not_due_has_none() -> None:
    for status, coverage in (("not_loaded", 0.0), ("not_due", None)):
        now = values(figure(B, "2025-09", None, status=status, coverage=coverage))
        assert bounds(now, HISTORY, B) == (None, None)


def test_a_median_has_none() -> None:
    now = values(figure(B, "2025-09", None, indicator="MSL-03"))
    assert bounds(now, HISTORY.with_columns(indicator=pl.lit("MSL-03")), B) == (None, None)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8), st.integers(0, 1000))
def test_the_value_that_a_regency_last_said_lies_within(history: list[int], counted: int) -> None:
    earlier = values(*(figure(B, f"2025-{month:02d}", n) for month, n in enumerate(history, start=1)))
    now = values(figure(A, "2025-09", counted), figure(B, "2025-09", None), figure(TOTAL, "2025-09", counted, coverage=0.5))
    low, high = bounds(now, earlier)
    assert low is not None and high is not None and low <= counted + history[-1] <= high
