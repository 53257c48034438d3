"""Chance without state, and the few helpers on months and days that the sample needs.

A draw depends on its keys only, never on what was drawn before: so the simulated world is the same whatever range of
periods is asked for, in whatever order.
"""

import calendar
import math
import random
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SATURDAY = 5
T = TypeVar("T")


def chance(*keys: object) -> float:
    """A number in [0, 1) that depends on the keys alone."""
    digest = blake2b("/".join(map(str, keys)).encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / 2**53


def pick(options: Sequence[T], *keys: object) -> T:
    """One of the options, each as likely, by the keys."""
    return options[int(chance(*keys) * len(options))]


def weighted(options: Sequence[tuple[T, float]], share: float) -> T:
    """The option in whose part of the whole `share` (0 to 1) falls; the weights need not add up to 1."""
    left = share * sum(weight for _, weight in options)
    for option, weight in options:
        if left < weight:
            return option
        left -= weight
    return options[-1][0]


def skewed(rng: random.Random, mean: float, sigma: float, common: float = 0.0, weight: float = 0.0) -> float:
    """A lognormal amount with that mean; `common` is a normal draw that several amounts share, by `weight` (0 to 1).

    `sigma` is the spread of its logarithm. Its far end is cut off at 3.2 standard deviations.
    """
    normal = weight * common + math.sqrt(1 - weight**2) * rng.gauss(0, 1)
    return mean * math.exp(sigma * min(normal, 3.2) - sigma**2 / 2)


def month_of(day: date) -> str:
    """The period (`YYYY-MM`) in which a day lies."""
    return f"{day.year:04d}-{day.month:02d}"


def month_start(period: str) -> date:
    """The first day of a period."""
    return date(int(period[:4]), int(period[5:]), 1)


def month_end(period: str) -> date:
    """The last day of a period."""
    start = month_start(period)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def next_month(period: str) -> str:
    """The period after."""
    return month_of(month_end(period) + timedelta(days=1))


def previous_month(period: str) -> str:
    """The period before."""
    return month_of(month_start(period) - timedelta(days=1))


def months(first: str, last: str) -> list[str]:
    """Every period from first to last, both included."""
    periods = []
    while first <= last:
        periods.append(first)
        first = next_month(first)
    return periods


def month_in_words(period: str) -> str:
    """`April 2025`."""
    return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"


def working_day(day: date) -> date:
    """The Friday before a weekend, or the Monday after where that would leave the month; keeps the order of days."""
    if day.weekday() < SATURDAY:
        return day
    friday = day - timedelta(days=day.weekday() - 4)
    return friday if friday.month == day.month else day + timedelta(days=7 - day.weekday())


def reached(curve: Sequence[tuple[date, float]], level: float) -> date | None:
    """The first day on which a rising curve, straight between its points, comes up to the level; None when never."""
    for (start, low), (end, high) in pairwise(curve):
        if low < level <= high:
            return start + timedelta(days=math.ceil((level - low) / (high - low) * (end - start).days))
    return None


def day_along(first: date, last: date, share: float) -> date:
    """The day that lies that share (0 to 1) of the way from first to last."""
    return first + timedelta(days=int((last - first).days * share))
