"""Capaian by hand."""

import polars as pl
import pytest

from schemas.indicators import TARGETS, catalogue, scale
from schemas.indicators.scoring import banded, score

HIGHER, LOWER = "LAP-02", "MSL-03"


def scored(
    value: float | None,
    indicator: str = HIGHER,
    kind: str = "single",
    low: float = 80,
    high: float | None = None,
    **target: object,
) -> dict:  # type: ignore[type-arg]
    found = against(value, {"indicator": indicator, "kind": kind, "low": low, "high": high, **target})
    return found.row(0, named=True) if found.height else {}


def against(value: float | None, *goals: dict[str, object]) -> pl.DataFrame:
    """The scores of the province's value of May 2025 against targets that say what differs from one for the whole of 2025."""
    usual = {"indicator": HIGHER, "area_code": "62", "year": 2025, "kind": "single", "low": 80.0, "sample": False}
    rows = [{name: (usual | goal).get(name) for name in TARGETS} for goal in goals]
    values = pl.DataFrame(
        [("2025-05", "62", "", rows[0]["indicator"], value)],
        schema={"period": pl.String, "area_code": pl.String, "segment": pl.String, "indicator": pl.String, "value": pl.Float64}, orient="row",
    )  # fmt: skip
    return score(values, "62", pl.DataFrame(rows, schema=TARGETS))


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


def test_an_achievement_below_zero_is_shown_as_zero_with_a_note() -> None:
    row = scored(120, LOWER, low=45)
    assert (row["achievement"], row["rating"]) == (0.0, "Sangat Rendah")
    assert "di bawah 0" in row["note"]


def test_no_value_and_a_target_of_zero_have_no_achievement_and_say_why() -> None:
    assert scored(None)["achievement"] is None
    assert scored(None)["note"] == "realisasi belum dapat dihitung"
    assert scored(5, low=0)["note"] == "target nol"


def test_a_sample_target_marks_the_rating_in_its_own_cell() -> None:
    assert scored(80, sample=True)["rating"] == "Sangat Tinggi (contoh)"


def test_an_unusual_achievement_asks_to_look_at_the_target() -> None:
    assert "mohon tinjau kewajaran target" in scored(150, low=80)["note"]


def test_a_quarters_target_is_that_of_its_months_alone() -> None:
    assert scored(45, low=45, quarter=2, kind="cumulative")["target"] == "45"
    assert scored(45, low=45, quarter=1, kind="cumulative") == {}


def test_a_quarters_target_goes_before_the_years() -> None:
    found = against(60, {"low": 80.0}, {"low": 60.0, "quarter": 2})
    assert found.select("target", "achievement").rows() == [("60", 100.0)]


def test_an_iku_without_a_target_is_listed_with_the_reason() -> None:
    row = scored(None, "KOP-24", area_code="62.01")
    assert (row["indicator"], row["target"], row["note"]) == (
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
