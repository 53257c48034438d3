"""The figures of the village cooperatives: how far each village has come, and what its cooperative has."""

import csv
import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tests.recomputed.counting import ALL, Counted, Scope, Sides, read_in
from tests.recomputed.earlier_registers import plain
from tests.recomputed.standing import REGENCIES, Report
from tests.recomputed.workbooks import STAGES, Row

REFERENCE = Path(__file__).resolve().parent.parent.parent / "schemas/reference/villages.csv.gz"
LEGAL = len(STAGES) - 1
UNITS = ("grocery", "credit", "clinic", "pharmacy", "storage", "logistics")


@cache
def villages() -> Mapping[str, int]:
    """Regency → how many villages it has, from the file of reference."""
    with gzip.open(REFERENCE, "rt", encoding="utf-8") as lines:
        codes = {cell for row in csv.reader(lines) for cell in row if re.fullmatch(r"\d\d\.\d\d\.\d\d\.\d{4}", cell)}
    return {area: sum(code.startswith(area) for code in codes) for area in REGENCIES}


@dataclass(frozen=True)
class Village:
    """How far a village is, by which decree, and whose cooperative it has: its own, or that of the village that it joined."""

    row: Row
    report: Report
    area: str
    stage: int | None
    decree: str
    cooperative: str


def figures(scope: Scope) -> Counted:
    """KDMP-01 … 14."""
    places = sum(villages().get(area, 0) for area in scope.reporters)
    yield "KDMP-01", ALL, scope.of_the_day(Sides(places, None, places, places))
    reports = scope.standing("kdmp")
    every = with_partners(_own(scope.standing_everywhere("kdmp")))
    for code, (columns, count) in INDICATORS.items():
        counted = read_in(reports, columns)
        reported = [village for village in every if village.area in counted]
        yield code, ALL, scope.figure("kdmp", counted, count(reported, sum(villages().get(area, 0) for area in counted)))


def _own(reports: Mapping[str, Report]) -> list[Village]:
    """Each village by its own row. A cooperative is told by legal number, else by name and area, else by the village's code."""
    every = []
    for area, report in reports.items():
        for row in report.rows:
            stage = STAGES.index(row["stage"]) if row["stage"] else None
            name = f"{area}|{plain(row['cooperative'])}" if row["cooperative"] else row["village"]
            every.append(Village(row, report, area, stage, plain(row["decree"]), plain(row["decree"]) or name))
    return every


def with_partners(every: list[Village]) -> list[Village]:
    """The villages with stage, decree and cooperative of the village at the end of the chain that each has joined."""
    furthest: dict[str, Village] = {}
    for village in every:
        code = village.row["village"]
        if code and (code not in furthest or _reached(village) > _reached(furthest[code])):
            furthest[code] = village
    return [_following(village, furthest) for village in every]


def _reached(village: Village) -> int:
    return -1 if village.stage is None else village.stage


def _following(village: Village, furthest: Mapping[str, Village]) -> Village:
    """Who joined in a circle stays with his own."""
    at, passed = village.row["village"], [village.row["village"]]
    while at in furthest and (joined := furthest[at].row["joined"]) in furthest and joined != at:
        at = joined
        if at in passed:
            break
        passed.append(at)
    partner = furthest.get(at)
    if partner is None or at == village.row["village"]:
        return village
    stage = village.stage if partner.stage is None else partner.stage
    return Village(village.row, village.report, village.area, stage, partner.decree, partner.cooperative)


Count = Callable[[list[Village], int], Sides]


def _reaching(stage: int, *, is_share: bool = False) -> Count:
    def count(reported: list[Village], places: int) -> Sides:
        n = len({village.row["village"] for village in reported if _reached(village) >= stage and village.row["village"]})
        return Sides(n, places, places, places, is_ratio=True) if is_share else Sides(n, None, n, places)

    return count


def _legal(reported: list[Village]) -> int:
    return len({village.cooperative for village in reported if village.stage == LEGAL})


def _having(which: Callable[[Row], bool]) -> Count:
    def count(reported: list[Village], places: int) -> Sides:
        n = len({village.cooperative for village in reported if which(village.row)})
        return Sides(n, None, n, _legal(reported))

    return count


def _decrees(reported: list[Village], places: int) -> Sides:
    n = len({village.decree for village in reported if village.stage == LEGAL and village.decree})
    return Sides(n, None, n, _legal(reported))


def _units(reported: list[Village], places: int) -> Sides:
    n = len({(village.cooperative, unit) for village in reported for unit in UNITS if village.row[unit]})
    return Sides(n, None, n, _legal(reported))


def _met(reported: list[Village], places: int) -> Sides:
    older = [v for v in reported if v.row["legal_date"] and v.row["legal_date"] < date(v.report.year, 1, 1)]
    met = {v.cooperative for v in older if v.row["rat_date"] and date(v.report.year, 1, 1) <= v.row["rat_date"] <= v.report.as_of}
    n = len({village.cooperative for village in older})
    return Sides(len(met), n, n, n, is_ratio=True)


#: Indicator → the columns that it needs, and how it is counted.
INDICATORS: dict[str, tuple[set[str], Count]] = {
    **{f"KDMP-{stage + 1:02d}": ({"village", "stage"}, _reaching(stage)) for stage in range(1, LEGAL + 1)},
    "KDMP-08": ({"village", "stage"}, _reaching(LEGAL, is_share=True)),
    "KDMP-09": ({"stage", "decree"}, _decrees),
    "KDMP-10": ({"nib"}, _having(lambda row: row["nib"] is not None)),
    "KDMP-11": ({"operating"}, _having(lambda row: bool(row["operating"]))),
    "KDMP-12": (set(UNITS), _units),
    "KDMP-13": ({"land"}, _having(lambda row: bool(row["land"] == "Siap"))),
    "KDMP-14": ({"legal_date", "rat_date"}, _met),
}
