"""Capaian by hand."""

from datetime import date

import polars as pl
import pytest

from schemas.indicators import catalogue, scale
from schemas.indicators.scoring import GOAL, MAY_CHANGE, banded, score, targets_in_force

HIGHER, LOWER = "LAP-02", "MSL-03"


def scored(
    value: float | None, indicator: str = HIGHER, kind: str = "single", low: float = 80, high: float | None = None, *,
    as_of: date = date(2025, 12, 31), contributors: int = 70, base: int = 70, coverage: float = 1.0,
    bounds: tuple[float | None, float | None] = (None, None), **target: object,
) -> dict:  # type: ignore[type-arg]  # fmt: skip
    row = {
        "period": as_of.strftime("%Y-%m"), "area_code": "62", "segment": catalogue()[indicator].scored_segment, "indicator": indicator,
        "unit": "%", "value": value, "as_of": as_of if value is not None else None, "contributors": contributors, "base": base,
        "coverage": coverage, "low": bounds[0], "high": bounds[1],
    }  # fmt: skip
    numbers = {
        "low": pl.Float64,
        "high": pl.Float64,
        "value": pl.Float64,
        "as_of": pl.Date,
        "contributors": pl.Int64,
        "base": pl.Int64,
    }
    values = pl.DataFrame([row], schema_overrides=numbers)
    told = {
        "indicator": indicator,
        "area_code": "62",
        "year": 2025,
        "kind": kind,
        "low": low,
        "high": high,
        "sample": False,
        **target,
    }
    goals = pl.DataFrame([{name: told.get(name) for name in GOAL}], schema=GOAL)
    found = score(values, "62", goals, scale()["criteria"])
    return found.row(0, named=True) if found.height else {}


@pytest.mark.parametrize(
    ("value", "indicator", "kind", "low", "high", "achievement", "rating"),
    [
        (60, HIGHER, "single", 80, None, 75.0, "Sedang"),
        (90.5 * 0.8, HIGHER, "single", 80, None, 90.5, "Tinggi"),
        (80, HIGHER, "single", 80, None, 100.0, "Sangat Tinggi"),
        (60, LOWER, "single", 45, None, 66.666667, "Sedang"),
        (30, LOWER, "single", 45, None, 133.333333, "Sangat Tinggi"),
        (4.3, HIGHER, "range", 4.11, 4.66, 100.0, "Sangat Tinggi"),
        (2.055, HIGHER, "range", 4.11, 4.66, 50.0, "Sangat Rendah"),
        (9.32, HIGHER, "range", 4.11, 4.66, 200.0, "Sangat Tinggi"),
    ],
)
def test_capaian_follows_the_direction_and_the_kind_of_target(
    value: float, indicator: str, kind: str, low: float, high: float | None, achievement: float, rating: str
) -> None:
    row = scored(value, indicator, kind, low, high)
    assert row["achievement"] == pytest.approx(achievement)
    assert row["rating"] == rating


@pytest.mark.parametrize(
    ("bounds", "coverage", "may_change"),
    [
        ((72.0, 72.0), 1.0, False),
        ((70.0, 72.7), 0.9, False),  # 87.5 to 90.9 percent: Tinggi throughout
        ((70.0, 74.0), 0.9, True),  # up to 92.5 percent: Sangat Tinggi
        ((50.0, 72.0), 0.9, True),
        ((None, None), 0.9, True),  # who has not reported twice gives no bounds
    ],
)
def test_a_rating_that_missing_regencies_could_move_says_so(
    bounds: tuple[float | None, float | None], coverage: float, may_change: bool
) -> None:
    row = scored(72.0, bounds=bounds, coverage=coverage)
    assert row["rating"] == "Tinggi"
    assert (MAY_CHANGE in row["note"]) == may_change


def test_an_achievement_below_zero_is_shown_as_zero_with_a_note() -> None:
    row = scored(120, LOWER, low=45)
    assert (row["achievement"], row["rating"]) == (0.0, "Sangat Rendah")
    assert "di bawah 0" in row["note"]


def test_no_value_and_a_target_of_zero_have_no_achievement_and_say_why() -> None:
    assert scored(None)["achievement"] is None
    assert scored(None)["note"] == "realisasi belum dapat dihitung"
    assert scored(5, low=0)["note"] == "target nol"


def test_a_sample_target_is_told_beside_a_plain_rating() -> None:
    row = scored(80, sample=True)
    assert (row["rating"], row["is_sample"], row["note"]) == ("Sangat Tinggi", True, "")


def test_an_unusual_achievement_asks_to_look_at_the_target() -> None:
    assert "mohon tinjau kewajaran target" in scored(150, low=80)["note"]


def test_a_value_is_rated_on_the_day_of_its_target_and_shown_against_the_next_one_before() -> None:
    may, june = (scored(40, as_of=day, quarter=2, kind="cumulative") for day in (date(2025, 5, 31), date(2025, 6, 30)))
    assert [(row["achievement"], row["rating"], row["note"]) for row in (may, june)] == [
        (50.0, None, "menuju target"),
        (50.0, "Sangat Rendah", ""),
    ]
    assert may["target_as_of"] == june["target_as_of"] == date(2025, 6, 30)


def test_a_years_target_is_of_the_last_day_of_december() -> None:
    row = scored(80, as_of=date(2025, 6, 30))
    assert (row["target_as_of"], row["rating"], row["note"]) == (date(2025, 12, 31), None, "menuju target")


def test_a_value_that_was_carried_is_rated_by_the_target_of_its_own_day() -> None:
    carried = pl.DataFrame({"indicator": ["KOP-05"], "area_code": ["62"], "period": ["2026-02"], "as_of": [date(2025, 12, 31)]})
    goals = pl.DataFrame(
        [("KOP-05", "62", 2025, 4, 55.0), ("KOP-05", "62", 2026, 1, 15.0)],
        schema={"indicator": pl.String, "area_code": pl.String, "year": pl.Int32, "quarter": pl.Int32, "low": pl.Float64}, orient="row",
    ).with_columns(kind=pl.lit("cumulative"), high=pl.lit(None, pl.Float64), sample=pl.lit(False))  # fmt: skip
    assert targets_in_force(carried, goals).select("low", "target_as_of").rows() == [(55.0, date(2025, 12, 31))]


def test_a_quarters_target_goes_before_the_years_of_the_same_day() -> None:
    goals = pl.DataFrame(
        [("LAP-02", "62", 2025, None, 95.0), ("LAP-02", "62", 2025, 4, 90.0)],
        schema={"indicator": pl.String, "area_code": pl.String, "year": pl.Int32, "quarter": pl.Int32, "low": pl.Float64}, orient="row",
    ).with_columns(kind=pl.lit("single"), high=pl.lit(None, pl.Float64), sample=pl.lit(False))  # fmt: skip
    now = pl.DataFrame({"indicator": ["LAP-02"], "area_code": ["62"], "period": ["2025-11"], "as_of": [date(2025, 11, 30)]})
    assert targets_in_force(now, goals)["low"].to_list() == [90.0]


def test_a_target_of_a_quarter_that_is_over_is_none() -> None:
    assert scored(45, as_of=date(2025, 5, 31), low=45, quarter=1, kind="cumulative") == {}


@pytest.mark.parametrize(
    ("indicator", "contributors", "base", "rated"),
    [
        ("KOP-16", 30, 60, True), ("KOP-16", 29, 40, False), ("KOP-16", 49, 100, False), ("KOP-16", 50, 100, True),
        ("KOP-17", 30, 3000, True), ("KOP-17", 29, 30, False), ("MSL-03", 29, 29, False), ("LAP-02", 3, 70, True),
    ],
)  # fmt: skip
def test_a_thin_base_is_not_rated(indicator: str, contributors: int, base: int, rated: bool) -> None:
    segment = catalogue()[indicator].scored_segment
    values = pl.DataFrame({
        "period": ["2025-12"], "area_code": ["62"], "segment": [segment], "indicator": [indicator], "unit": ["%"], "value": [80.0],
        "as_of": [date(2025, 12, 31)], "contributors": [contributors], "base": [base], "coverage": [1.0], "low": [80.0], "high": [80.0],
    })  # fmt: skip
    goals = pl.DataFrame([{"indicator": indicator, "area_code": "62", "year": 2025, "kind": "single", "low": 80.0}], schema=GOAL)
    row = score(values, "62", goals, scale()["criteria"]).row(0, named=True)
    assert row["achievement"] == 100
    assert (row["rating"] is not None) is rated
    assert (f"dasar tipis: {contributors} dari {base}" in row["note"]) is not rated


@pytest.mark.parametrize(
    ("value", "indicator", "kind", "low", "high", "margin"),
    [(60, HIGHER, "single", 80, None, -20), (30, LOWER, "single", 45, None, 15), (4.3, HIGHER, "range", 4.1, 4.6, 0),
     (4.0, HIGHER, "range", 4.5, 5.0, -0.5), (5.0, HIGHER, "range", 4.0, 4.5, -0.5)],
)  # fmt: skip
def test_the_margin_is_how_far_a_value_is_on_the_good_side(
    value: float, indicator: str, kind: str, low: float, high: float | None, margin: float
) -> None:
    assert scored(value, indicator, kind, low, high)["margin"] == margin


def test_an_iku_without_a_target_is_listed_with_the_reason() -> None:
    row = scored(None, "KOP-24", area_code="62.01")
    assert (row["indicator"], row["target_low"], row["note"]) == (
        "KOP-24",
        None,
        "target belum dimuat; realisasi belum dapat dihitung",
    )


def test_the_bands_leave_no_hole() -> None:
    values = pl.DataFrame({"x": [i / 10 for i in range(2000)]})
    assert values.select(banded(pl.col("x"), scale()["criteria"])).to_series().null_count() == 0


def test_the_indicators_that_the_head_of_the_office_named_are_the_iku() -> None:
    ikus = [code for code, indicator in catalogue().items() if indicator.is_iku]
    assert ikus == ["KOP-04", "KOP-11", "KOP-13", "KOP-14", "KOP-15", "KOP-16", "KOP-17", "KOP-24", "KOP-25"]
