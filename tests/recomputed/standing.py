"""What stands for a regency, form and period: the last version, one of no change, or what the last due month left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import holidays

from tests.recomputed.workbooks import NIL, NO_CHANGE, NOT_SUBMITTED, Row, Sent, end

REGENCIES, PROVINCE = (*(f"62.{n:02d}" for n in range(1, 14)), "62.71"), "62"
QUARTERS, MONTHS, HALVES = (3, 6, 9, 12), tuple(range(1, 13)), (6, 12)
#: Form → the months in which it is due, and the first period.
DUE = {
    "register": (QUARTERS, "2021-01"), "recap": (QUARTERS, "2021-01"), "kdmp": (MONTHS, "2025-03"), "obstacles": (MONTHS, "2025-03"),
    "umkm": (HALVES, "2021-06"), "coaching": (QUARTERS, "2025-03"),
}  # fmt: skip
CARRIED = ("register", "recap")


def shift(period: str, months: int) -> str:
    n = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{n // 12:04d}-{n % 12 + 1:02d}"


def months(first: str, last: str) -> list[str]:
    every = [first]
    while every[-1] < last:
        every.append(shift(every[-1], 1))
    return every if first <= last else []


def is_due(form: str, period: str) -> bool:
    due, first = DUE[form]
    return period >= first and int(period[5:]) in due


def due_before(form: str, period: str) -> str | None:
    """The last month before the period in which the form was due."""
    return next((month for month in reversed(months(DUE[form][1], shift(period, -1))) if is_due(form, month)), None)


def due_day(period: str) -> date:
    """The 10th of the month after, or the next working day."""
    year, month = int(shift(period, 1)[:4]), int(shift(period, 1)[5:])
    day, free = date(year, month, 10), holidays.country_holidays("ID", years=year)
    while day.weekday() > 4 or day in free:
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Report:
    """What stands: rows of `sent`, speaking of the period `about`; `unchanged` due months have gone by without new ones."""

    sent: Sent
    about: str
    unchanged: int

    @property
    def as_of(self) -> date:
        return end(self.about)

    @property
    def year(self) -> int:
        return self.as_of.year

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.sent.rows


class World:
    """Everything that was sent, in the order in which it came; what came after a period's closing does not count."""

    def __init__(self, sent: Iterable[Sent]) -> None:
        self._versions: dict[tuple[str, str, str], list[Sent]] = {}
        for each in sent:
            if not each.is_late and each.condition != NOT_SUBMITTED:
                self._versions.setdefault((each.form, each.area, each.period), []).append(each)

    @cached_property
    def _decided(self) -> dict[tuple[str, str, str], Report | None]:
        return {}

    def versions(self, form: str, area: str, period: str) -> list[Sent]:
        return self._versions.get((form, area, period), [])

    def standing(self, form: str, area: str, period: str) -> Report | None:
        key = (form, area, period)
        if key not in self._decided:
            self._decided[key] = self._sent_for(*key) or self._carried(*key)
        return self._decided[key]

    def _sent_for(self, form: str, area: str, period: str) -> Report | None:
        """The last version that was not returned."""
        for version in reversed(self.versions(form, area, period)):
            report = self._unchanged(version) if version.condition == NO_CHANGE else Report(version, period, 0)
            if report and not version.is_returned:
                return report
        return None

    def _carried(self, form: str, area: str, period: str) -> Report | None:
        """In a month in which the form is not due: what stands for the last due month."""
        due = due_before(form, period)
        return self.standing(form, area, due) if due and form in CARRIED and not is_due(form, period) else None

    def last_accepted(self, form: str, area: str, period: str) -> tuple[Report, int] | None:
        """What was accepted last for one of the two due months before, or since, and so many due months ago."""
        since, until = due_before(form, period), period
        for steps in (1, 2):
            for month in reversed(months(since, shift(until, -1)) if since else []):
                report = self.standing(form, area, month)
                if report and (month == since or report.sent.period == month):
                    return report, steps
            since, until = (due_before(form, since) if since else None), since or until
        return None

    def _unchanged(self, version: Sent) -> Report | None:
        """What a report of no change carries; nothing when it would be the third in a row."""
        last = self.last_accepted(version.form, version.area, version.period)
        if last is None or last[0].unchanged + last[1] > 2:
            return None
        return replace(last[0], about=version.period, unchanged=last[0].unchanged + last[1])

    def rows_of(self, form: str, area: str, period: str) -> tuple[Row, ...]:
        """The rows that stand for a period and were sent for it."""
        report = self.standing(form, area, period)
        return report.rows if report and report.sent.period == period else ()

    def is_filled(self, form: str, area: str, period: str) -> bool:
        """Nil, no change, or data that is neither empty nor a bare copy of what was accepted last."""
        report = self.standing(form, area, period)
        if report is None or report.about != period:
            return False
        if report.sent.period != period or report.sent.condition == NIL:
            return True
        last = self.last_accepted(form, area, period)
        return bool(report.rows) and not (last and last[0].sent.cells == report.sent.cells)
