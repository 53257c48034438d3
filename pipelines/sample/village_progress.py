"""Progres KDMP: how the villages come, one after the other, from outreach to a legal cooperative that operates.

The villages of a province stand in one queue. A milestone's curve says how many of Kalimantan Tengah's 1,571 have come
so far by a day; a village passes the milestone when the curve comes up to its place, so no village ever goes back.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.sample.chance import (
    chance,
    day_along,
    month_end,
    month_of,
    month_start,
    next_month,
    pick,
    reached,
    weighted,
    working_day,
)
from pipelines.sample.filled_forms import Row, yes_no
from pipelines.sample.habits import frozen, writes_not_yet
from pipelines.sample.regencies import Regency, Village
from schemas.forms.kdmp import STAGE_DATES, STAGES, UNITS

BASE = 1571
#: Villages that have come so far by the day: outreach, musdesus, notary, deed, AHU, legal.
#: Those of 31 May 2025 continue what the press wrote of the 21st: 659 outreach, 268 musdesus, 218 notary, 68 ready, 4 legal.
CURVES: tuple[tuple[date, tuple[int, ...]], ...] = (
    (date(2025, 3, 3), (0, 0, 0, 0, 0, 0)),
    (date(2025, 3, 18), (12, 2, 1, 0, 0, 0)),
    (date(2025, 3, 31), (64, 9, 7, 4, 3, 3)),
    (date(2025, 4, 30), (318, 74, 51, 14, 7, 4)),
    (date(2025, 5, 31), (664, 271, 221, 69, 17, 7)),
    (date(2025, 6, 30), (1462, 1318, 1164, 905, 742, 588)),
    (date(2025, 7, 31), (1560, 1528, 1501, 1436, 1398, 1352)),
    (date(2025, 9, 30), (1570, 1556, 1549, 1531, 1518, 1497)),
    (date(2025, 12, 31), (1571, 1566, 1561, 1549, 1541, 1530)),
    (date(2026, 8, 31), (1571, 1570, 1569, 1567, 1566, 1565)),
    (date(2027, 12, 31), (1571, 1571, 1571, 1571, 1571, 1571)),
)
#: Of all villages, those that join a neighbour.
MERGED_SHARE = 0.014
#: The first in the queue are pilots: old cooperatives revitalised before the meeting of April 2025.
PILOTS = 3 / BASE
#: The shares of villages whose KDMP is an old cooperative: an inactive one revived, an active one developed.
REVITALISED, DEVELOPED = 0.012, 0.008
#: By unit, in the order of UNITS: the share of operating cooperatives that ever run it.
UNIT_SHARES = (0.75, 0.35, 0.06, 0.08, 0.3, 0.15)
#: The stage (place in STAGES) and the period from which land and building progress are reported.
LAND_FROM, PROGRESS_FROM = 2, "2025-10"


@dataclass(slots=True)
class VillageProgress:
    """One village's way to a KDMP: the day on which it passes each milestone (None: never), and what its cooperative is.

    `passed` is in the order of STAGES after the first. `partner` is the village whose cooperative it joined, if it did.
    `serial` is unlike any other village's of the country; decree and licence numbers are made of it.
    """

    village: Village
    model: str
    partner: Village | None
    passed: tuple[date | None, ...]
    cooperative: str
    serial: int
    nik: str
    first_members: float

    def stage(self, day: date) -> int:
        """How many milestones are passed by the day: the index in STAGES."""
        return sum(passed is not None and passed <= day for passed in self.passed)

    @property
    def legal_date(self) -> date | None:
        """The day of the decree; None for a village that joined another one's cooperative."""
        return None if self.partner else self.passed[-1]

    @property
    def legal_number(self) -> str:
        """The number of the decree, nowhere the same."""
        return ahu_number(self.serial, (self.passed[-1] or date(2025, 1, 1)).year)

    @property
    def founding_date(self) -> date | None:
        """The founding meeting lies between the musdesus and the notary."""
        musdesus, notary = self.passed[1], self.passed[2]
        return working_day(day_along(musdesus, notary, 0.5)) if musdesus and notary else None


def ahu_number(serial: int, year: int) -> str:
    """A decree's number; one to one from the serial, as 9,999,991 is prime."""
    return f"AHU-{serial * 7_340_033 % 9_999_991:07d}.AH.01.29.TAHUN {year}"


def queue(seed: int, regencies: list[Regency]) -> tuple[dict[str, float], dict[str, Village]]:
    """Village code → place in its province's queue (0 to 1), and code → the neighbour that a small village joins."""
    places: dict[str, float] = {}
    partners: dict[str, Village] = {}
    for province in dict.fromkeys(regency.code[:2] for regency in regencies):
        inside = [regency for regency in regencies if regency.code[:2] == province]
        joined = _joined(seed, inside)
        pace = {regency.code: 0.4 * chance(seed, regency.code, "pace") for regency in inside}
        alone = [village for regency in inside for village in regency.villages if village.code not in joined]
        alone.sort(key=lambda village: (pace[village.code[:5]] + chance(seed, village.code, "queue"), village.code))
        places |= {village.code: (place + 0.5) / len(alone) for place, village in enumerate(alone)}
        places |= {code: places[partner.code] for code, partner in joined.items()}
        partners |= joined
    return places, partners


def _joined(seed: int, regencies: list[Regency]) -> dict[str, Village]:
    """The small villages that found no cooperative of their own, each with the next village of its kecamatan."""
    pairs = [
        (village, neighbour)
        for regency in regencies
        for neighbour, village in zip(regency.villages[::2], regency.villages[1::2], strict=False)
        if village.district == neighbour.district and not village.urban
    ]
    pairs.sort(key=lambda pair: chance(seed, pair[0].code, "joins"))
    wanted = round(MERGED_SHARE * sum(len(regency.villages) for regency in regencies))
    return {village.code: neighbour for village, neighbour in pairs[:wanted]}


def milestones(seed: int, area: str, place: float) -> tuple[date | None, ...]:
    """The day on which each milestone is passed by the village at that place of the queue."""
    days: list[date | None] = []
    for index in range(len(STAGES) - 1):
        day = reached([(when, counts[index]) for when, counts in CURVES], place * BASE)
        days.append(None if day is None else _moved_on(seed, area, working_day(day)))
    return tuple(days)


def _moved_on(seed: int, area: str, day: date) -> date:
    """The same day, or the first after a month in which the regency reports no change at all."""
    while frozen(seed, area, month_of(day)):
        day = working_day(month_start(next_month(month_of(day))))
    return day


def village_progress(
    seed: int, regency: Regency, places: dict[str, float], partners: dict[str, Village]
) -> list[VillageProgress]:
    """Every village of a regency, in the order of the codes. Its cooperative's model is settled by its place."""
    ways = []
    for index, village in enumerate(regency.villages):
        place, partner = places[village.code], partners.get(village.code)
        share = 0.0 if place < PILOTS else chance(seed, village.code, "model")
        model = weighted(
            (
                ("Revitalisasi", REVITALISED),
                ("Pengembangan", DEVELOPED),
                ("Pembentukan Baru", 1 - REVITALISED - DEVELOPED),
            ),
            share,
        )
        district = regency.districts.index(village.district) + 1
        ways.append(
            VillageProgress(
                village, "Pembentukan Baru" if partner else model, partner, milestones(seed, regency.code, place),
                (partner or village).cooperative, regency.ordinal * 1000 + index + 1,
                nik=f"{regency.nik_prefix}{district * 10 % 1000:03d}{int(village.code[-2:]):02d}{5000 + index:04d}",
                first_members=18 + 110 * chance(seed, village.code, "members") ** 2,
            )
        )  # fmt: skip
    return ways


def kdmp_rows(seed: int, area: str, ways: list[VillageProgress], period: str) -> list[Row]:
    """The form's rows at the end of a period, one a village in the order of `ways`."""
    end = month_end(period)
    empty: Row = dict.fromkeys(STAGE_DATES, "Belum") if writes_not_yet(seed, area) else {}
    return [(empty if way.partner is None else {}) | _progress_row(seed, way, end) for way in ways]


def _progress_row(seed: int, way: VillageProgress, end: date) -> Row:
    """A village as it stands on a day."""
    stage = way.stage(end)
    row: Row = {
        "village_code": way.village.code, "village": way.village.name, "district": way.village.district,
        "stage": STAGES[stage],
    }  # fmt: skip
    if stage >= LAND_FROM:
        row |= {
            "cooperative": way.cooperative,
            "model": way.model,
            "merged_with": way.partner.code if way.partner else None,
        }
    outreach, musdesus, _, deed, _, legal = way.passed
    dates = {"outreach_date": outreach, "musdesus_date": musdesus, "founding_date": way.founding_date}
    if not way.partner:
        dates |= {"deed_date": deed, "legal_date": legal}
    row |= {column: day for column, day in dates.items() if day and day <= end}
    if way.partner or stage < LAND_FROM:
        return row
    if "deed_date" in row:
        row["deed_number"] = f"{1 + int(chance(seed, way.village.code, 'deed') * 240)}"
    row |= _land(seed, way, end)
    return row | (_after_decree(seed, way, end) if legal and legal <= end else {})


def _land_days(seed: int, way: VillageProgress) -> tuple[date, date]:
    """The days on which land was applied for and was ready; far in the future for a village without musdesus."""
    code, musdesus = way.village.code, way.passed[1] or date.max - timedelta(days=2000)
    applied = musdesus + timedelta(days=20 + int(420 * chance(seed, code, "land")))
    return applied, applied + timedelta(days=45 + int(600 * chance(seed, code, "land ready")))


def _land(seed: int, way: VillageProgress, end: date) -> Row:
    applied, ready = _land_days(seed, way)
    land: Row = {"land_status": "Siap" if ready <= end else "Diajukan" if applied <= end else "Belum Ada"}
    if month_of(end) >= PROGRESS_FROM:
        done = max((end - ready).days, 0) / (180 + 240 * chance(seed, way.village.code, "builders"))
        land["physical_progress"] = round(min(done, 1.0) * 100, 1)
    return land


def members(way: VillageProgress, end: date) -> int:
    """Members of a legal village cooperative: it starts small and grows."""
    legal = way.legal_date or end
    return int(way.first_members * (1 + 0.0012 * max((end - legal).days, 0)))


def rat_date(seed: int, way: VillageProgress, end: date) -> date | None:
    """The last RAT up to a day: in the first half of the years after the founding, by fewer than half."""
    if way.legal_date is None:
        return None
    for year in range(end.year, way.legal_date.year, -1):
        held = working_day(day_along(date(year, 1, 8), date(year, 6, 26), chance(seed, way.village.code, "rat day", year)))
        if chance(seed, way.village.code, "rat", year) < 0.45 and held <= end:
            return held
    return None


def nib_date(seed: int, way: VillageProgress) -> date | None:
    """The day of the business licence; some never ask for one."""
    share = chance(seed, way.village.code, "nib")
    if way.legal_date is None or share > 0.93:
        return None
    return working_day(way.legal_date + timedelta(days=9 + int(90 * share**2)))


def operating_date(seed: int, way: VillageProgress) -> date:
    """The day from which the cooperative trades."""
    return (way.legal_date or date(9000, 1, 1)) + timedelta(days=30 + int(900 * chance(seed, way.village.code, "operating")))


def _after_decree(seed: int, way: VillageProgress, end: date) -> Row:
    """What a village reports of its cooperative once that is legal."""
    code, licence, opened = way.village.code, nib_date(seed, way), operating_date(seed, way)
    row: Row = {
        "legal_number": way.legal_number, "members": members(way, end), "operating": yes_no(opened <= end),
        "rat_date": rat_date(seed, way, end),
        "has_npwp": yes_no(chance(seed, code, "npwp") < 0.9 and (end - (way.legal_date or end)).days > 12),
        "unit_office": yes_no(opened - timedelta(days=40) <= end),
    }  # fmt: skip
    if licence and licence <= end:
        row["nib"] = f"{licence:%d%m%y}{way.serial * 3_141_593 % 9_999_991:07d}"
    for unit, share in zip(UNITS, UNIT_SHARES, strict=True):
        began = opened + timedelta(days=int(200 * chance(seed, code, unit, "day")))
        row[unit] = yes_no(chance(seed, code, unit) < share and began <= end)
    if opened <= end:
        months = 1 + (end - opened).days / 30
        row["turnover"] = (
            int(2_000 + 9_000 * chance(seed, code, "size") ** 3 * months * (0.7 + 0.6 * chance(seed, code, "sold", end))) * 1000
        )
        row["unit_other"] = pick(
            ("Pupuk bersubsidi", "Pangkalan LPG 3 kg", "Agen bank", None, None, None), seed, code, "other unit"
        )
    return row
