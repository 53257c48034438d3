"""Months, due dates, and what a change touches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import periods
from schemas.comparing import jumps, stages
from schemas.forms import FORMS

MONTHS = st.integers(2021 * 12, 2035 * 12 + 11).map(lambda n: f"{n // 12}-{n % 12 + 1:02d}")


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2025-01", date(2025, 2, 10)),
        ("2025-04", date(2025, 5, 13)),
        ("2025-03", date(2025, 4, 10)),
        ("2025-04", date(2025, 5, 13)),
    ],
)
def test_a_report_is_due_on_the_tenth_or_the_next_working_day(period: str, due: date) -> None:
    # 10 May 2025 is a Saturday and 12 May is Waisak.
    assert periods.due_date(period) == due


@given(MONTHS)
def test_a_due_date_is_a_working_day_from_the_tenth_on(period: str) -> None:
    day = periods.due_date(period)
    assert periods.is_working_day(day)
    assert day >= periods.start(periods.shift(period, 1)).replace(day=10)


@given(MONTHS, st.integers(-100, 100))
def test_shifting_there_and_back_is_the_same_month(period: str, months: int) -> None:
    assert periods.shift(periods.shift(period, months), -months) == period


def test_a_register_stands_until_the_next_one_is_due() -> None:
    register = FORMS["register"]
    assert [periods.last_due(register, p) for p in ("2025-03", "2025-04", "2025-05", "2025-06")] == [
        "2025-03",
        "2025-03",
        "2025-03",
        "2025-06",
    ]
    assert periods.last_due(FORMS["kdmp"], "2025-02") is None


@given(MONTHS, MONTHS)
def test_a_change_touches_the_three_years_that_look_back_at_it_without_a_gap(period: str, last: str) -> None:
    touched = periods.touched(period, last)
    assert touched == periods.between(period, touched[-1] if touched else "")
    assert all(period <= p <= last for p in touched)
    if periods.shift(period, periods.LOOKS_BACK) <= last:
        assert periods.shift(period, periods.LOOKS_BACK) in touched


@given(MONTHS)
def test_a_change_touches_what_carries_it_and_the_same_months_a_year_later(period: str) -> None:
    touched = periods.touched(period, "2099-12")
    carried = {p for form in FORMS.values() if period >= form.valid_from for p in periods.carried_by(form, period)}
    assert carried | {periods.shift(p, 12) for p in carried} <= {*touched}


def test_no_rule_looks_further_back_than_what_a_change_touches() -> None:
    assert max(*stages.ROWS_BACK.values(), jumps.MONTHS_BACK) <= periods.LOOKS_BACK


def test_the_baseline_touches_every_later_period() -> None:
    assert periods.touched("2024-12", "2030-01") == periods.between("2024-12", "2030-01")


@given(MONTHS)
def test_what_stands_for_a_month_is_touched_by_the_month_it_comes_from(period: str) -> None:
    for form in FORMS.values():
        source = periods.last_due(form, period)
        if form.carries and source:
            assert period in periods.touched(source, period)
