"""The figures that lay a register beside earlier ones: growth, the list of December 2024, what was dissolved in the year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.recomputed.cooperatives import ACTIVE, DISSOLVED, INACTIVE, Coop, book_year, by_segment, coops
from tests.recomputed.counting import ALL, SEGMENTS, VILLAGE, Counted, Scope, Sides, read_in, total
from tests.recomputed.standing import PROVINCE, Report, months, shift
from tests.recomputed.workbooks import Row

BASELINE = "2024-12"


def growth(scope: Scope) -> Counted:
    """KOP-13 and 15: the registers of now and those of a year before the day that each speaks of."""
    now = scope.standing("register")
    before = {
        area: then for area, report in now.items() if (then := scope.world.standing("register", area, shift(report.about, -12)))
    }
    for code, columns in (("KOP-13", {"status", "book_year", "volume"}), ("KOP-15", {"status"})):
        unread = before.keys() - read_in(before, columns).keys()
        read = {area: report for area, report in read_in(now, columns).items() if area not in unread}
        counted = {area: report for area, report in read.items() if area in before}
        here, there = dict(by_segment(coops(counted))), dict(by_segment(coops({area: before[area] for area in counted})))
        for segment in SEGMENTS:
            volumes = _volumes(here[segment], there[segment], book_year(counted))
            sides = volumes if code == "KOP-13" else _numbers(here[segment], there[segment])
            yield code, segment, scope.figure("register", counted, sides, "no_year_before" if read else "not_read")


def _volumes(here: list[Coop], there: list[Coop], book: int) -> Sides:
    now, before = (
        tuple(coop["volume"] for coop in each if coop.counts and coop["book_year"] == year and coop["volume"] is not None)
        for each, year in ((here, book), (there, book - 1))
    )
    above = total(now)
    grown = above - sum(before) if above is not None and before else None
    return Sides(grown, total(before), len(before), sum(coop.counts for coop in there), is_ratio=True, amounts=(now, before))


def _numbers(here: list[Coop], there: list[Coop]) -> Sides:
    now, before = (sum(coop.counts for coop in each) for each in (here, there))
    return Sides(now - before, before, before, before, is_ratio=True)


PARTS = {
    "KOP-18": ("active", "revitalised"), "KOP-18.1": ("active",), "KOP-18.2": ("revitalised",), "KOP-18.3": ("inactive",),
    "KOP-18.4": ("dissolved",), "KOP-18.5": ("not found",), "KOP-18.6": ("not reported",),
}  # fmt: skip


def baseline(scope: Scope) -> Counted:
    """KOP-18 and 19: what has become of the inactive cooperatives of the list, in the segment that each is in now."""
    if scope.period < BASELINE:
        return
    now, then = scope.standing("register"), scope.standing("register", BASELINE)
    counted = {area: report for area, report in read_in(now, {"status"}).items() if area in then}
    listed = [coop for coop in coops(then) if coop["status"] == INACTIVE and (scope.area == PROVINCE or coop.area in now)]
    today = Today.of(scope)
    outcomes = [_became(coop, today, set(now)) for coop in listed]
    otherwise = "not_read" if then.keys() & now.keys() else "not_loaded"
    for segment in SEGMENTS:
        chosen = [outcome for outcome, is_village in outcomes if segment == ALL or is_village == (segment == VILLAGE)]
        for code, part in PARTS.items():
            n = sum(outcome in part for outcome in chosen)
            yield code, segment, scope.figure("register", counted, Sides(n, None, n, len(chosen)), otherwise)
        reported = sum(outcome != "not reported" for outcome in chosen)
        again = sum(outcome in PARTS["KOP-18"] for outcome in chosen)
        yield (
            "KOP-19",
            segment,
            scope.figure("register", counted, Sides(again, reported, reported, len(chosen), is_ratio=True), otherwise),
        )


@dataclass(frozen=True)
class Today:
    """Every cooperative of the province that has a status now: by its NIK, and by its name those whose NIK was on no list of then."""

    by_nik: Mapping[str, Coop]
    by_name: Mapping[str, list[Coop]]

    @classmethod
    def of(cls, scope: Scope) -> "Today":
        here = [coop for coop in coops(scope.standing_everywhere("register")) if coop["status"]]
        of_old = {row["nik"] for report in scope.standing_everywhere("register", BASELINE).values() for row in report.rows}
        by_name: dict[str, list[Coop]] = {}
        for coop in here:
            if not coop["nik"] or coop["nik"] not in of_old:
                by_name.setdefault(plain(coop["name"]), []).append(coop)
        return cls({coop["nik"]: coop for coop in here if coop["nik"]}, by_name)

    def find(self, listed: Coop) -> Coop | None:
        """By NIK, else the better attested of those that are the same by legal number and name."""
        alike = [coop for coop in self.by_name.get(plain(listed["name"]), []) if is_same(listed.row, coop.row)]
        near = [coop for coop in alike if plain(coop["legal_number"]) or coop.area == listed.area]
        return self.by_nik.get(listed["nik"]) or min(near, key=lambda coop: coop.better, default=None)


def _became(listed: Coop, today: Today, reporting: set[str]) -> tuple[str, bool]:
    """What has become of one of the list, and whether it is a village cooperative now."""
    now = today.find(listed)
    if now is None:
        return ("not found" if listed.area in reporting else "not reported"), listed.is_village
    revitalised = "revitalised" if now.is_village else "active"
    return {ACTIVE: revitalised, INACTIVE: "inactive", DISSOLVED: "dissolved"}[now["status"]], now.is_village


def plain(text: str | None) -> str:
    """A text by its letters and digits."""
    return re.sub(r"[^0-9a-z]", "", (text or "").lower())


def is_same(one: Row, other: Row) -> bool:
    """One cooperative: by its NIK, else by legal number and name, or without a number by its name in its kecamatan."""
    if one["nik"] and one["nik"] == other["nik"]:
        return True
    if plain(one["name"]) != plain(other["name"]) or plain(one["legal_number"]) != plain(other["legal_number"]):
        return False
    is_one_place = plain(one["district"]) == plain(other["district"]) and not (one["nik"] and other["nik"])
    return bool(plain(one["legal_number"])) or is_one_place


def dissolved(scope: Scope) -> Counted:
    """KOP-26: first reported as dissolved in a register of the year; in the province a NIK once, and none that stands elsewhere."""
    reports = scope.standing("register")
    counted = read_in(reports, {"status"})
    gone = [coop for area, report in counted.items() for coop in _first_said(scope, area, report)]
    standing = {coop["nik"] for coop in coops(reports) if coop["nik"] and coop["status"] != DISSOLVED}
    once: dict[object, Coop] = {}
    for n, coop in enumerate(gone):
        if scope.area != PROVINCE or coop["nik"] not in standing:
            once.setdefault(coop["nik"] or n, coop)
    for segment, chosen in by_segment(once.values()):
        yield "KOP-26", segment, scope.figure("register", counted, Sides(len(chosen), None, len(chosen), len(chosen)))


def _first_said(scope: Scope, area: str, report: Report) -> Iterator[Coop]:
    """The rows by which a register of the year says so first; not when one of the two years before did, or a later one lists it again."""
    rows = [
        (period, row)
        for period in months(f"{report.year - 2}-01", report.about)
        for row in scope.world.rows_of("register", area, period)
    ]
    for n, (period, row) in enumerate(rows):
        if row["status"] != DISSOLVED or int(period[:4]) != report.year:
            continue
        others = [(other, each["status"]) for other, each in rows if other != period and is_same(row, each)]
        was_said = any(other < period and status == DISSOLVED for other, status in others)
        stands_again = any(other > period and status != DISSOLVED for other, status in others)
        if not was_said and not stands_again:
            yield Coop(row, report, area, n)
