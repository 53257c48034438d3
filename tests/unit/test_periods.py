"""Months, due dates, and what a change touches."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import periods
from schemas.comparing import jumps, stages
from schemas.forms import FORMS, Form

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


def may_stand(form: Form, month: str) -> set[str]:
    """The periods whose report may be what stands in a month: over two due months at most without a report of its own."""
    found, due, period = set[str](), 0, month
    while due <= periods.UNCHANGED_AT_MOST and period >= form.valid_from:
        found.add(period)
        due += form.due(period)
        period = periods.shift(period, -1)
    return found


@cache
def reads(month: str) -> set[str]:
    """Every period that the figures of a month look at, told from the month's side."""
    register, obstacles = FORMS["register"], FORMS["obstacles"]
    found = {source for form in FORMS.values() for source in may_stand(form, month)} | {month}
    found |= set(periods.between(periods.shift(month, -periods.LOOKS_BACK), month))
    for form, speaks_of in ((register, month), (register, periods.last_due(register, month)), (obstacles, month)):
        if speaks_of and speaks_of >= form.valid_from:
            found |= set(periods.between(f"{int(speaks_of[:4]) - periods.YEARS_BACK}-01", speaks_of))
            found |= may_stand(form, periods.shift(speaks_of, -12)) if form is register else set()
    return found | (may_stand(register, periods.BASELINE) if month >= periods.BASELINE else set())


@given(MONTHS)
def test_a_change_touches_exactly_up_to_the_last_month_that_looks_at_it(period: str) -> None:
    last = periods.shift(period, 60)
    looking = [month for month in periods.between(period, last) if period in reads(month)]
    assert periods.touched(period, last) == periods.between(period, looking[-1])


@given(MONTHS, st.integers(0, 60))
def test_a_change_touches_nothing_after_the_last_period(period: str, months: int) -> None:
    last = periods.shift(period, months)
    every = periods.touched(period, periods.shift(period, 60))
    assert periods.touched(period, last) == [month for month in every if month <= last]


def test_a_register_of_january_is_looked_at_until_the_months_that_carry_the_december_two_years_later() -> None:
    assert periods.touched("2025-01", "2035-01")[-1] == "2028-02"
    assert periods.touched("2025-03", "2035-01")[-1] == "2028-03"


def test_no_rule_looks_further_back_than_what_a_change_touches() -> None:
    assert max(*stages.ROWS_BACK.values(), jumps.MONTHS_BACK) <= periods.LOOKS_BACK


def test_the_baseline_touches_every_later_period() -> None:
    assert periods.touched("2024-12", "2030-01") == periods.between("2024-12", "2030-01")
