"""Quarters and years out of months, worked out by hand."""

from typing import Any

import polars as pl
import pytest

from schemas.indicators import catalogue
from schemas.indicators.rolling_up import LAST, SUM, rolled_up
from schemas.periods import end


def month(
    period: str, indicator: str, numerator: float | None, denominator: float | None = None, **differs: Any
) -> dict[str, Any]:
    value = numerator if denominator is None or numerator is None else 100 * numerator / denominator
    return {
        "period": period, "area_code": "62", "indicator": indicator, "segment": "", "numerator": numerator, "denominator": denominator,
        "value": value, "as_of": end(period) if value is not None else None, "coverage": 1.0,
        "status": "filled" if value is not None else "none_filled", **differs,
    }  # fmt: skip


def span(name: str, *months: dict[str, Any]) -> dict[str, Any]:
    rows = pl.DataFrame(
        months, schema_overrides={"numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64, "as_of": pl.Date}
    )
    return rolled_up(rows).filter(pl.col("span") == name).row(0, named=True)


def test_a_share_of_a_quarter_is_that_of_its_last_month_and_no_mean() -> None:
    quarter = span(
        "2025-TW1", month("2025-01", "KOP-04", 50, 100), month("2025-02", "KOP-04", 60, 100), month("2025-03", "KOP-04", 75, 120)
    )
    assert (quarter["value"], quarter["numerator"], quarter["through"], quarter["months"]) == (62.5, 75, "2025-03", 3)
    assert quarter["is_complete"]


def test_a_last_month_without_a_figure_leaves_the_one_before_which_is_named() -> None:
    quarter = span(
        "2025-TW2", month("2025-04", "KOP-04", 50, 100), month("2025-05", "KOP-04", None, status="not_reported", coverage=0.0)
    )
    assert (quarter["value"], quarter["through"], quarter["as_of"], quarter["is_complete"]) == (
        50,
        "2025-04",
        end("2025-04"),
        False,
    )
    none = span(
        "2025-TW2", month("2025-04", "KOP-04", None, status="not_reported"), month("2025-05", "KOP-04", None, status="not_due")
    )
    assert (none["value"], none["status"], none["months"]) == (None, "not_due", 0)


def test_what_happened_in_months_is_added_up_and_a_share_of_it_is_divided_anew() -> None:
    months = [month(f"2025-{n:02d}", "UMK-05", 10 * n) for n in (1, 2, 3, 4)]
    assert span("2025-TW1", *months)["value"] == 60
    assert span("2025", *months)["value"] == 100
    share = [month("2025-01", "LAP-01", 9, 10), month("2025-02", "LAP-01", 20, 40)]
    assert span("2025-TW1", *share)["value"] == 100 * 29 / 50


def test_a_month_of_which_nothing_is_known_is_no_zero() -> None:
    quarter = span("2025-TW1", month("2025-01", "UMK-05", None), month("2025-02", "UMK-05", 7), month("2025-03", "UMK-05", None))
    assert (quarter["value"], quarter["months"]) == (7, 1)
    assert span("2025-TW1", month("2025-01", "UMK-05", None))["value"] is None


def test_what_the_public_does_not_see_of_a_month_it_does_not_see_of_the_quarter() -> None:
    quarter = span("2025-TW1", month("2025-02", "KOP-08", 5e9), month("2025-03", "KOP-08", None, status="secret"))
    assert (quarter["value"], quarter["status"], quarter["through"]) == (None, "secret", "2025-03")


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda each: each.code)
def test_every_indicator_says_how_its_months_go_together(indicator: Any) -> None:
    assert indicator.rollup in (LAST, SUM)
    assert indicator.kind == "ratio" or indicator.rollup == LAST
