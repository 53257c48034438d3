"""What the public sees of the money of cooperatives, with numbers worked out by hand."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import publishing
from assets.publishing.edition import Edition
from assets.publishing.money_rule import INTERNAL, public_scores, public_values, significant
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, catalogue
from tests.unit.publishing_fixture import frame, make_edition, make_figures, make_reference

NUMBERS = ("numerator", "denominator", "value", "low", "high")
MANY: dict[str, Any] = {"amounts": 400, "amount_sum": 2e12, "amount_max": 1e11}


def _figure(**what_differs: Any) -> dict[str, Any]:
    """A province's volume of Rp1.234.567.890.123 in March, of 400 cooperatives."""
    usual = {
        "period": "2025-03", "area_code": "62", "segment": WHOLE, "indicator": "KOP-11", "unit": "Rp", "numerator": 1_234_567_890_123.0,
        "value": 1_234_567_890_123.0, "status": "filled", "is_final": False, "contributors": 400, "base": 900, **MANY,
    }  # fmt: skip
    return usual | what_differs


def _public(*rows: dict[str, Any]) -> pl.DataFrame:
    return public_values(frame("values", list(rows)), catalogue())


def _shown(**what_differs: Any) -> tuple[float | None, str]:
    return _public(_figure(**what_differs)).select("value", "status").row(0)


def test_the_province_shows_all_and_what_is_outside_always_to_three_digits() -> None:
    every = product((WHOLE, OUTSIDE_KDMP), ("2025-03", "2025-04", "2025-12"), (0, 1, 400))
    rows = [_figure(segment=segment, period=period, amounts=amounts, amount_max=2e12) for segment, period, amounts in every]
    assert _public(*rows).select("value", "status").rows() == [(1_230_000_000_000, "filled")] * 18


@pytest.mark.parametrize(
    ("period", "amounts", "expected"),
    [
        ("2025-03", 50, (1_200_000_000_000, "filled")),
        ("2025-12", 50, (1_200_000_000_000, "filled")),
        ("2025-03", 49, (None, "secret")),
        ("2025-04", 400, (None, "secret")),
    ],
)
def test_village_cooperatives_show_at_quarter_ends_from_fifty_with_an_amount(
    period: str, amounts: int, expected: tuple[Any, str]
) -> None:
    assert _shown(segment=KDMP_ONLY, period=period, amounts=amounts) == expected


@pytest.mark.parametrize(
    ("what_differs", "expected"),
    [
        ({}, (1_200_000_000_000, "filled")),
        ({"amounts": 10}, (1_200_000_000_000, "filled")),
        ({"amounts": 9}, (None, "secret")),
        ({"amount_max": 1e12}, (1_200_000_000_000, "filled")),
        ({"amount_max": 1e12 + 1}, (None, "secret")),
        ({"is_final": False}, (None, "secret")),
        ({"period": "2025-09"}, (None, "secret")),
        ({"segment": WHOLE}, (None, "secret")),
        ({"segment": KDMP_ONLY}, (None, "secret")),
        ({"amount_sum": None, "amount_max": None}, (None, "secret")),
    ],
)
def test_a_regency_shows_a_closed_december_outside_kdmp_from_ten_of_whom_none_holds_more_than_half(
    what_differs: dict[str, Any], expected: tuple[Any, str]
) -> None:
    december = {"area_code": "62.02", "period": "2024-12", "segment": OUTSIDE_KDMP, "is_final": True}
    assert _shown(**december | what_differs) == expected


def test_a_secret_figure_has_no_number_and_keeps_what_it_rests_on() -> None:
    row = _public(_figure(area_code="62.02", low=1e12, high=2e12)).row(0, named=True)
    assert [row[name] for name in NUMBERS] == [None] * 5
    assert (row["contributors"], row["base"], row["status"]) == (400, 900, "secret")


def test_the_numerator_of_a_sum_is_its_rounded_value_and_bounds_go_with_it() -> None:
    row = _public(_figure(low=1_230_000_000_000.0, high=1_240_000_000_000.0)).row(0, named=True)
    assert row["numerator"] == row["value"] == 1_230_000_000_000
    # 1.230 − 4,567890123 and 1.240 − 4,567890123 milliard.
    assert (row["low"], row["high"]) == (1_230_000_000_000, 1_240_000_000_000)


def test_a_ratio_of_money_shows_no_numerator_and_no_denominator_that_is_money() -> None:
    ratio = {"numerator": 5e9, "unit": "%"}
    growth = _figure(indicator="KOP-13", denominator=1e12, value=-0.123456, **ratio)
    share = _figure(indicator="KOP-14", denominator=2.1e14, value=0.00234567, **ratio)
    each = _figure(indicator="KOP-27", denominator=177_000.0, value=225_987.4, **ratio)
    told = _public(growth, share, each).select("numerator", "denominator", "value").rows()
    assert told == [(None, None, -0.123), (None, 2.1e14, 0.00235), (None, 177_000, 226_000)]


def test_money_of_which_no_value_could_be_worked_out_keeps_its_reason_and_no_number() -> None:
    row = _public(_figure(indicator="KOP-14", value=None, status="not_loaded")).row(0, named=True)
    assert [row[name] for name in NUMBERS] == [None] * 5
    assert row["status"] == "not_loaded"


def test_what_is_no_money_is_left_as_it_is_and_nothing_that_only_the_rule_reads_gets_out() -> None:
    values = make_figures().values
    public = public_values(values, make_reference().indicators)
    counts = ~pl.col("indicator").is_in(["KOP-11", "KOP-14", "KOP-27"])
    assert public.filter(counts).equals(values.filter(counts).drop(INTERNAL))
    assert not set(INTERNAL) & set(public.columns)


def test_money_that_does_not_say_on_how_many_it_rests_is_a_broken_contract() -> None:
    with pytest.raises(ValueError, match="without the number of their amounts"):
        _public(_figure(amounts=None))


@pytest.mark.parametrize(
    ("number", "digits", "rounded"),
    [
        (1_235, 3, 1_240), (1_225, 3, 1_220), (1_245, 3, 1_240), (12_250_000_000_001, 3, 12_300_000_000_000), (999_500, 3, 1_000_000),
        (-1_235, 3, -1_240), (0, 3, 0), (7, 2, 7), (1.245, 3, 1.24), (1.235, 3, 1.24), (0.0012345, 3, 0.00123), (1_000, 3, 1_000),
        (999_999_999_999_999, 2, 1e15),
    ],
)  # fmt: skip
def test_numbers_are_rounded_by_their_decimal_digits_half_even(number: float, digits: int, rounded: float) -> None:
    assert _round(number, digits) == rounded


@given(st.integers(-(10**13), 10**13), st.sampled_from([2, 3]))
def test_rounding_is_that_of_the_decimal_context(number: int, digits: int) -> None:
    assert _round(number, digits) == float(Context(prec=digits, rounding=ROUND_HALF_EVEN).create_decimal(Decimal(number)))


def _round(number: float, digits: int) -> float:
    row = pl.DataFrame({"number": [float(number)], "digits": [digits]})
    return float(row.select(significant(pl.col("number"), pl.col("digits"))).item())


def _score(value: float, low: float, rating: str | None = "Tinggi") -> dict[str, Any]:
    return {
        "period": "2025-03", "area_code": "62", "indicator": "KOP-11", "segment": OUTSIDE_KDMP, "unit": "Rp", "target_low": low,
        "target_kind": "single", "value": value, "achievement": 100 * value / low, "rating": rating, "margin": value - low, "note": "lama",
        "is_provisional": True, "is_sample": False,
    }  # fmt: skip


def test_achievement_and_margin_are_of_the_rounded_value_and_the_rating_of_the_exact_one() -> None:
    exact = 904_600_000_000.0
    public = _public(_figure(segment=OUTSIDE_KDMP, numerator=exact, value=exact))
    scores = public_scores(frame("scores", [_score(exact, 1e12, "Tinggi")]), public, catalogue())
    # 905 of 1.000 milliard: 90,5 %, not 90,46.
    assert scores.select("value", "achievement", "margin", "rating").row(0) == (905e9, 90.5, -95e9, "Tinggi")


def test_a_score_whose_value_is_secret_says_only_that() -> None:
    public = _public(_figure(area_code="62.02", segment=OUTSIDE_KDMP))
    scores = public_scores(frame("scores", [_score(1e12, 1e12) | {"area_code": "62.02"}]), public, catalogue())
    assert scores.select("value", "achievement", "margin", "rating", "note").row(0) == (None, None, None, None, "dirahasiakan")
    assert scores["target_low"].to_list() == [1e12]


def test_scores_of_other_indicators_and_the_order_of_the_rows_stay() -> None:
    edition = make_edition()
    exact = edition.figures.scores
    counts = ~pl.col("indicator").is_in(["KOP-11", "KOP-14", "KOP-27"])
    assert edition.scores.filter(counts).equals(exact.filter(counts))
    assert edition.scores["indicator"].equals(exact["indicator"])


def test_the_office_sees_everything_exact() -> None:
    figures = make_figures()
    office = Edition(figures, make_reference(), is_public=False)
    assert office.values.equals(figures.values.drop(INTERNAL))
    assert office.scores.equals(figures.scores)


def test_no_page_and_no_file_goes_round_the_rule() -> None:
    reads = [
        path.name
        for path in Path(publishing.__path__[0]).glob("*.py")
        if any(source in path.read_text(encoding="utf-8") for source in ("figures.values", "figures.scores"))
    ]
    assert reads == ["edition.py"]
