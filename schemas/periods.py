"""Months, quarters, working days and due dates; which periods a change touches.

A period is the text `YYYY-MM`, so that it sorts as it runs.
"""

import calendar
from datetime import date, timedelta
from functools import cache

import holidays

from schemas.forms import FORMS, Form

#: The period whose register is the list of inactive cooperatives that reactivation is measured against.
BASELINE = "2024-12"
#: A form reported as unchanged carries the last accepted one forward, at most so many times running.
UNCHANGED_AT_MOST = 2
#: So many months back judging looks at other reports, and no further.
LOOKS_BACK = 36
#: So many years before that of a report are looked at for what was reported as dissolved or solved already.
YEARS_BACK = 2
DUE_DAY = 10

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def parts(period: str) -> tuple[int, int]:
    """Year and month of a period."""
    return int(period[:4]), int(period[5:7])


def is_period(text: str) -> bool:
    """True for a well-formed period such as `2025-04`."""
    return len(text) == 7 and text[4] == "-" and text[:4].isdigit() and text[5:].isdigit() and 1 <= int(text[5:]) <= 12


def shift(period: str, months: int) -> str:
    """The period so many months later, or earlier when negative."""
    year, month = parts(period)
    years, index = divmod(year * 12 + month - 1 + months, 12)
    return f"{years:04d}-{index + 1:02d}"


def between(first: str, last: str) -> list[str]:
    """Every period from first to last, both included; empty when last is earlier."""
    periods = []
    while first <= last:
        periods.append(first)
        first = shift(first, 1)
    return periods


def start(period: str) -> date:
    """The first day of the period."""
    return date(*parts(period), 1)


def end(period: str) -> date:
    """The last day of the period."""
    year, month = parts(period)
    return date(year, month, calendar.monthrange(year, month)[1])


def quarter(period: str) -> int:
    """1 to 4."""
    return (parts(period)[1] + 2) // 3


def title(period: str) -> str:
    """`April 2025`."""
    year, month = parts(period)
    return f"{MONTHS[month - 1]} {year}"


def long_date(day: date) -> str:
    """`30 April 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("ID", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no national holiday of Indonesia."""
    return day.weekday() < 5 and day not in _holidays(day.year)


@cache
def due_date(period: str) -> date:
    """The 10th of the following month, moved to the next working day."""
    day = start(shift(period, 1)).replace(day=DUE_DAY)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def last_due_on(day: date) -> str:
    """The latest period whose reports were due by this day."""
    period = shift(f"{day.year:04d}-{day.month:02d}", -1)
    return period if due_date(period) <= day else shift(period, -1)


def last_due(form: Form, period: str) -> str | None:
    """The latest period up to this one in which the form was due; None before it is valid."""
    candidate = period
    while candidate >= form.valid_from:
        if form.due(candidate):
            return candidate
        candidate = shift(candidate, -1)
    return None


def carried_by(form: Form, period: str) -> list[str]:
    """The periods for which a report of this form in `period` may stand, the period itself first.

    A form that carries stands until the month before the next due one. `Tidak Ada Perubahan` may carry it over the next
    two due months and what those carry in turn.
    """
    last = period
    for _ in range(UNCHANGED_AT_MOST + 1):
        last = shift(last, 1)
        while not form.due(last):
            last = shift(last, 1)
    return between(period, shift(last, -1))


def touched(period: str, last: str) -> list[str]:
    """Every period up to `last` whose figures a change in `period` can move, in order.

    They are those that look back at it: the months that carry one of its forms, the same months a year later (growth), three
    years of reports that are compared with it, and the rest of its year and of the two after it with the months that carry
    those (what was dissolved or solved first in a year). Every later period when the register of the baseline can come from it.
    """
    if any(BASELINE in carried_by(form, period) for form in FORMS.values() if form.carries):
        return between(period, last)
    year = parts(period)[0] + YEARS_BACK
    return between(period, min(last, max(shift(period, LOOKS_BACK), _last_carrying(f"{year:04d}-12"))))


def _last_carrying(period: str) -> str:
    """The last month for which a form of a due month stands by the calendar alone."""
    following = [shift(period, 1)]
    for form in FORMS.values():
        month = shift(period, 1)
        while form.carries and not form.due(month):
            month = shift(month, 1)
        following.append(month)
    return shift(max(following), -1)
