"""The figures of one register: how many cooperatives, their members, meetings, health and money."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.recomputed.counting import ALL, OUTSIDE, VILLAGE, Counted, Loaded, Scope, Sides, is_nil, read_in, total
from tests.recomputed.standing import Report
from tests.recomputed.workbooks import STATUSES, Row

ACTIVE, INACTIVE, DISSOLVED = STATUSES


@dataclass(frozen=True)
class Coop:
    """A row of a register, with the report that it stands in."""

    row: Row
    report: Report
    area: str
    order: int

    def __getitem__(self, name: str) -> Any:
        return self.row[name]

    @property
    def is_village(self) -> bool:
        return is_village(self.row["kdmp"], self.row["name"])

    @property
    def is_active(self) -> bool:
        return bool(self["status"] == ACTIVE)

    @property
    def counts(self) -> bool:
        return self["status"] in (ACTIVE, INACTIVE)

    @property
    def better(self) -> tuple[Any, ...]:
        """Sorts the better attested row of a NIK first: by its status, then the newer RAT."""
        status = STATUSES.index(self["status"]) if self["status"] else len(STATUSES)
        return (status, -self["last_rat_date"].toordinal() if self["last_rat_date"] else 0, self.area, self.order)


def is_village(said: bool | None, name: str | None) -> bool:
    """Whether a cooperative is KDMP/KKMP: as reported, else as its name tells."""
    return said if said is not None else bool(re.search("merah putih|kdmp|kkmp|kopdes|kopkel", (name or "").lower()))


def coops(reports: Mapping[str, Report]) -> list[Coop]:
    """The rows of registers, a NIK once by its better attested row."""
    every = [Coop(row, report, area, n) for area, report in reports.items() for n, row in enumerate(report.rows)]
    best: dict[str, Coop] = {}
    for coop in every:
        if coop["nik"] and (coop["nik"] not in best or coop.better < best[coop["nik"]].better):
            best[coop["nik"]] = coop
    return [coop for coop in every if not coop["nik"] or best[coop["nik"]] is coop]


def by_segment(every: Iterable[Coop]) -> Iterator[tuple[str, list[Coop]]]:
    listed = list(every)
    yield ALL, listed
    yield OUTSIDE, [coop for coop in listed if not coop.is_village]
    yield VILLAGE, [coop for coop in listed if coop.is_village]


def book_year(reports: Mapping[str, Report]) -> int:
    """The year before that of the reports: the earliest's, since two book years are never added up."""
    return min((report.year for report in reports.values()), default=0) - 1


def figures(scope: Scope) -> Counted:
    """KOP-01 … 12, 14, 16, 17, 20, 23 and 27."""
    reports = scope.standing("register")
    every = coops(reports)
    for code, (columns, count) in INDICATORS.items():
        counted = read_in(reports, columns)
        book = Book(book_year(counted or reports), is_nil(counted), scope)
        for segment, chosen in by_segment(coop for coop in every if coop.area in counted):
            is_loaded = code != "KOP-14" or book.grdp is not None
            scale = 1 if code == "KOP-27" else 100
            yield code, segment, scope.figure("register", counted, count(chosen, book), "not_read", scale, is_loaded)


@dataclass(frozen=True)
class Book:
    """The book year that is added up, and whether a report says that there is nothing."""

    year: int
    is_nil: bool
    scope: Scope

    @property
    def loaded(self) -> Loaded:
        return self.scope.loaded

    @property
    def grdp(self) -> int | None:
        return self.loaded.grdp.get((self.scope.area, self.year))


Which = Callable[[Coop], bool]
Count = Callable[[list[Coop], Book], Sides]


def _number(which: Which, base: Which) -> Count:
    def count(chosen: list[Coop], book: Book) -> Sides:
        n = sum(map(which, chosen))
        return Sides(n, None, n, sum(map(base, chosen)))

    return count


def _share(above: Which, below: Which, base: Which | None = None) -> Count:
    def count(chosen: list[Coop], book: Book) -> Sides:
        n = sum(map(below, chosen))
        return Sides(sum(map(above, chosen)), n, n, sum(map(base or below, chosen)), is_ratio=True)

    return count


def _money(column: str) -> Count:
    def count(chosen: list[Coop], book: Book) -> Sides:
        of_year = [coop for coop in chosen if coop.counts and coop["book_year"] == book.year and coop[column] is not None]
        amounts = tuple(coop[column] for coop in of_year)
        reporting, active = (sum(coop.is_active for coop in each) for each in (of_year, chosen))
        return Sides(total(amounts, book.is_nil), None, reporting, active, amounts=(amounts,))

    return count


def _to_grdp(chosen: list[Coop], book: Book) -> Sides:
    volume = _money("volume")(chosen, book)
    return Sides(volume.above, book.grdp, volume.contributors, volume.base, is_ratio=True, amounts=volume.amounts)


def _members(chosen: list[Coop], book: Book) -> Sides:
    members = [coop["members"] for coop in chosen if coop.counts]
    return Sides(total(members, book.is_nil), None, sum(n is not None for n in members), len(members))


def _women(chosen: list[Coop], book: Book) -> Sides:
    counting = [coop for coop in chosen if coop.counts]
    both = [coop for coop in counting if None not in (coop["men"], coop["women"])]
    women, everybody = (
        total(amounts, book.is_nil) for amounts in ([c["women"] for c in both], [c["men"] + c["women"] for c in both])
    )
    return Sides(women, everybody, len(both), len(counting), is_ratio=True)


def _per_member(chosen: list[Coop], book: Book) -> Sides:
    counting = [coop for coop in chosen if coop.counts]
    both = [coop for coop in counting if coop["book_year"] == book.year and None not in (coop["surplus"], coop["members"])]
    amounts = tuple(coop["surplus"] for coop in both)
    members = total((coop["members"] for coop in both), book.is_nil)
    return Sides(total(amounts, book.is_nil), members, len(both), len(counting), is_ratio=True, amounts=(amounts,))


def _is_any(coop: Coop) -> bool:
    return coop.counts


def _is_active(coop: Coop) -> bool:
    return coop.is_active


def _has_met(coop: Coop) -> bool:
    met = coop["last_rat_date"]
    return coop.is_active and met is not None and bool(date(coop.report.year, 1, 1) <= met <= coop.report.as_of)


def three_years_before(day: date) -> date:
    return day.replace(year=day.year - 3, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _is_dormant(coop: Coop) -> bool:
    limit = three_years_before(coop.report.as_of)
    is_older = coop["legal_date"] is not None and coop["legal_date"] < limit
    return coop.is_active and is_older and (coop["last_rat_date"] is None or coop["last_rat_date"] < limit)


def _lends(coop: Coop) -> bool:
    return coop.is_active and coop["savings_unit"] in ("KSP", "USP")


def _is_examined(coop: Coop) -> bool:
    return coop["health"] is not None and bool(coop["health_year"] == coop.report.year)


MONEY = {"KOP-08": "assets", "KOP-09": "own_capital", "KOP-10": "external_capital", "KOP-11": "volume", "KOP-12": "surplus"}
#: Indicator → the columns that it needs, and how it is counted.
INDICATORS: dict[str, tuple[set[str], Count]] = {
    "KOP-01": ({"status"}, _number(_is_any, _is_any)),
    "KOP-02": ({"status"}, _number(_is_active, _is_any)),
    "KOP-03": ({"status"}, _number(lambda c: bool(c["status"] == INACTIVE), _is_any)),
    "KOP-04": ({"status"}, _share(_is_active, _is_any)),
    "KOP-05": ({"status", "last_rat_date"}, _share(_has_met, _is_active)),
    "KOP-06": ({"status", "members"}, _members),
    "KOP-07": ({"status", "men", "women"}, _women),
    **{code: ({"status", "book_year", column}, _money(column)) for code, column in MONEY.items()},
    "KOP-14": ({"status", "book_year", "volume"}, _to_grdp),
    "KOP-16": (
        {"status", "grade"},
        _share(lambda c: c.is_active and c["grade"] in ("A", "B"), lambda c: c.is_active and c["grade"] is not None, _is_active),
    ),
    "KOP-17": ({"health", "health_year"}, _share(lambda c: c["health"] == "Sehat" and _is_examined(c), _is_examined, _lends)),
    "KOP-20": ({"status", "legal_date", "last_rat_date"}, _number(_is_dormant, _is_active)),
    "KOP-23": (
        {"status", "savings_unit", "health_year"},
        _share(lambda c: _lends(c) and bool(c["health_year"] == c.report.year), _lends),
    ),
    "KOP-27": ({"status", "book_year", "surplus", "members"}, _per_member),
}
