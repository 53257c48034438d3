"""The figures of obstacles, small businesses and coaching."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from tests.recomputed.counting import ALL, Counted, Scope, Sides, filled, is_nil, read_in, total
from tests.recomputed.earlier_registers import plain
from tests.recomputed.standing import Report, months
from tests.recomputed.workbooks import Row

OPEN, SOLVED = ("Belum Ditindaklanjuti", "Dalam Proses"), "Selesai"


@dataclass(frozen=True)
class Obstacle:
    """A row of a report of obstacles; `is_in_year`: it was solved in the year of the report, by the day that it speaks of."""

    row: Row
    report: Report
    is_in_year: bool

    @property
    def is_open(self) -> bool:
        return self.row["status"] in OPEN

    @property
    def is_of_year(self) -> bool:
        """Open or solved since 1 January, or raised since."""
        start = date(self.report.year, 1, 1)
        is_raised_since = self.row["raised"] is not None and self.row["raised"] >= start
        return self.is_open or self.is_in_year or (self.row["status"] == SOLVED and is_raised_since)

    def days(self, until: date) -> int:
        return int((until - self.row["raised"]).days)


_DATED = {"status", "resolved", "raised"}
OBSTACLES = {"MSL-01": {"status"}, "MSL-02": _DATED, "MSL-03": _DATED, "MSL-04": {"status", "raised"}}


def obstacles(scope: Scope) -> Counted:
    """MSL-01 … 04."""
    for code, columns in OBSTACLES.items():
        counted = read_in(scope.standing("obstacles"), columns)
        every = [
            Obstacle(row, report, _is_in_year(scope, area, report, row))
            for area, report in counted.items()
            for row in report.rows
        ]
        yield code, ALL, scope.figure("obstacles", counted, _sides(code, every))


def _sides(code: str, every: list[Obstacle]) -> Sides:
    still = [obstacle for obstacle in every if obstacle.is_open]
    solved = [obstacle for obstacle in every if obstacle.is_in_year]
    if code == "MSL-01":
        return Sides(len(still), None, len(still), len(every))
    if code == "MSL-02":
        of_year = sum(obstacle.is_of_year for obstacle in every)
        return Sides(len(solved), of_year, of_year, of_year, is_ratio=True)
    if code == "MSL-03":
        days = [
            obstacle.days(obstacle.row["resolved"]) for obstacle in solved if obstacle.row["resolved"] and obstacle.row["raised"]
        ]
        return Sides(median(days) if days else None, len(days), len(days), len(solved))
    long = sum(obstacle.row["raised"] is not None and obstacle.days(obstacle.report.as_of) > 90 for obstacle in still)
    return Sides(long, len(still), len(still), len(still), is_ratio=True)


def _is_in_year(scope: Scope, area: str, report: Report, row: Row) -> bool:
    """By its date; without one in the period in which it was first reported as solved."""
    if row["status"] != SOLVED:
        return False
    if row["resolved"]:
        return bool(date(report.year, 1, 1) <= row["resolved"] <= report.as_of)
    earlier = months(f"{report.year - 2}-01", f"{report.year - 1}-12")
    rows = (each for period in earlier for each in scope.world.rows_of("obstacles", area, period))
    return not any(each["status"] == SOLVED and _identity(each) == _identity(row) for each in rows)


def _identity(row: Row) -> tuple[Any, ...]:
    return (row["number"],) if row["number"] else (row["category"], row["raised"], plain(row["description"]))


SIZES = ("micro", "small", "medium")
#: Indicator → what is added up, and over what.
BUSINESSES = {
    "UMK-01": ("all", ""), "UMK-02": ("nib", "all"), "UMK-03": ("entrepreneurs", "small"), "UMK-04": ("formalised", ""),
    "UMK-07": ("financed", "coached"),
}  # fmt: skip


def businesses(scope: Scope) -> Counted:
    """UMK-01 … 04 and 07."""
    for code, (above, below) in BUSINESSES.items():
        columns = {name for each in (above, below) if each for name in (SIZES if each == "all" else (each,))}
        counted = read_in(scope.standing("umkm"), columns)
        rows = [row | {"all": total(row[size] for size in SIZES)} for report in counted.values() for row in report.rows]
        both = filled(rows, above, *([below] if below else []))
        sums = [total((row[name] for row in both), is_nil(counted)) if name else None for name in (above, below)]
        yield code, ALL, scope.figure("umkm", counted, Sides(sums[0], sums[1], len(both), len(rows), is_ratio=bool(below)))


def coaching(scope: Scope) -> Counted:
    """UMK-05, of all agencies and of each, and UMK-06."""
    reports = scope.standing("coaching")
    counted = read_in(reports, {"men", "women"})
    rows = [row for report in counted.values() for row in report.rows]
    for agency in (ALL, *{row["agency"] for row in rows if row["agency"]}):
        chosen = [row for row in rows if agency in (ALL, row["agency"])]
        came = [(row["men"] or 0) + (row["women"] or 0) for row in chosen if (row["men"], row["women"]) != (None, None)]
        yield (
            "UMK-05",
            agency,
            scope.figure("coaching", counted, Sides(total(came, is_nil(counted)), None, len(came), len(chosen))),
        )
    named = read_in(reports, {"agency"})
    agencies = [row["agency"] for report in named.values() for row in report.rows]
    n = len({agency.lower() for agency in agencies if agency})
    yield "UMK-06", ALL, scope.figure("coaching", named, Sides(n, None, n, len(agencies)))
