"""Permasalahan, Rekap UMKM and Pembinaan: the forms that are about no single cooperative."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.sample.chance import (
    chance,
    day_along,
    month_end,
    month_start,
    months,
    pick,
    previous_month,
    weighted,
    working_day,
)
from pipelines.sample.filled_forms import Row
from pipelines.sample.habits import first_obstacle
from pipelines.sample.regencies import Regency, Village
from pipelines.sample.vocabulary import ACTIVITIES, FOLLOW_UPS, FUNDING, KDMP_ACTIVITIES, OBSTACLE_KINDS, STAGES_FROM

OPEN, UNDER_WAY, SOLVED, HOPELESS = "Belum Ditindaklanjuti", "Dalam Proses", "Selesai", "Tidak Dapat Ditindaklanjuti"
SCOPES = (("Desa/Kelurahan", 68), ("Kecamatan", 17), ("Kabupaten/Kota", 15))
FULL_YEAR = 12
KDMP_BEGINS = "2025-03"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One problem and its life: the days on which it was raised, taken up, ended (None: not in the simulated time).

    `kind` is one of vocabulary.OBSTACLE_KINDS, `affected` a number of villages, `outcome` the status that it ends with.
    """

    number: str
    kind: tuple[str, float, str, str, tuple[str, ...]]
    scope: str
    village: Village
    affected: int
    description: str
    follow_up: str
    raised: date
    taken_up: date | None
    ended: date | None
    outcome: str


def obstacles(seed: int, regency: Regency, last: str) -> list[Obstacle]:
    """Every problem raised up to the end of a period, numbered as raised; a later period only adds to the end."""
    problems: list[Obstacle] = []
    first = first_obstacle(seed, regency.code)
    for month in months(first, last):
        rng = random.Random(f"{seed}/{regency.code}/obstacles/{month}")
        often = (0.6 + len(regency.villages) / 60) * (0.4 if month < KDMP_BEGINS else 1.3)
        count = int(often * rng.uniform(0.3, 1.3) + rng.random()) + 2 * (month == first)
        days = sorted(
            working_day(day_along(month_start(month) + timedelta(days=1), month_end(month), rng.random())) for _ in range(count)
        )
        problems += [_obstacle(rng, regency, len(problems) + place + 1, day) for place, day in enumerate(days)]
    return problems


def _obstacle(rng: random.Random, regency: Regency, number: int, raised: date) -> Obstacle:
    """The problem of a number (from 1) that was raised on a day; of a stage only once villages can be at it."""
    kind = weighted([(kind, kind[1]) for kind in OBSTACLE_KINDS if STAGES_FROM[kind[2]] <= raised], rng.random())
    scope = weighted(SCOPES, rng.random())
    outcome = weighted(((SOLVED, 58), (HOPELESS, 4), (UNDER_WAY, 26), (OPEN, 12)), rng.random())
    taken_up = None if outcome == OPEN else working_day(raised + timedelta(days=int(rng.expovariate(1 / 16)) + 1))
    wait = int(min(rng.lognormvariate(3.4, 0.8), 400)) + 1
    ended = working_day(taken_up + timedelta(days=wait)) if taken_up and outcome in (SOLVED, HOPELESS) else None
    most = {"Desa/Kelurahan": 1, "Kecamatan": 9, "Kabupaten/Kota": len(regency.villages)}[scope]
    affected = 1 if most == 1 else rng.randint(2, max(most, 2))
    return Obstacle(
        f"{regency.code}-{number:04d}", kind, scope, rng.choice(regency.villages), affected, rng.choice(kind[4]),
        rng.choice(FOLLOW_UPS),
        raised, taken_up, ended, outcome,
    )  # fmt: skip


def obstacle_rows(raised: list[Obstacle], period: str) -> list[Row]:
    """The problems raised by the end of the period, without those that ended before the year began."""
    end = month_end(period)
    year = date(end.year, 1, 1)
    return [_obstacle_row(o, end) for o in raised if o.raised <= end and (o.ended is None or o.ended >= year)]


def _obstacle_row(obstacle: Obstacle, end: date) -> Row:
    """A problem as it stands at a period's end."""
    category, _, stage, agency, _ = obstacle.kind
    ended = obstacle.ended is not None and obstacle.ended <= end
    begun = obstacle.taken_up is not None and obstacle.taken_up <= end
    status = obstacle.outcome if ended else UNDER_WAY if begun else OPEN
    row: Row = {
        "obstacle_id": obstacle.number, "scope": obstacle.scope, "subject": "KDMP/KKMP" if stage else "Koperasi Lain",
        "village": obstacle.village.name if obstacle.scope == "Desa/Kelurahan" else None,
        "district": obstacle.village.district if obstacle.scope != "Kabupaten/Kota" else None,
        "affected": obstacle.affected,
        "category": category, "stage": stage or None, "description": obstacle.description,
        "raised_date": obstacle.raised,
        "agency": agency, "follow_up": obstacle.follow_up if begun else None, "status": status,
    }  # fmt: skip
    if begun:
        row["target_date"] = obstacle.raised + timedelta(days=60)
    return row | ({"resolved_date": obstacle.ended} if status == SOLVED else {})


def umkm_rows(seed: int, regency: Regency, period: str) -> list[Row]:
    """Micro, small and medium businesses by kecamatan; the last four counts grow from January to December."""
    year, month = int(period[:4]), int(period[5:])
    weights = {district: 0.4 + chance(seed, regency.code, district, "people") ** 2 * 2 for district in regency.districts}
    scale = regency.population / sum(weights.values())
    return [_umkm_row(seed, regency.code, district, weight * scale, year, month) for district, weight in weights.items()]


def _umkm_row(seed: int, area: str, district: str, people: float, year: int, month: int) -> Row:
    """A kecamatan's counts at the end of a month; `people` is how many live in it."""

    def share(what: str, low: float, high: float, *more: object) -> float:
        return low + (high - low) * chance(seed, area, district, what, *more)

    age, so_far = year - 2024 + (month - FULL_YEAR) / FULL_YEAR, month / FULL_YEAR
    micro = round(people * share("micro", 0.05, 0.11) * 1.025**age)
    small = round(micro * share("small", 0.015, 0.05))
    medium = round(micro * share("medium", 0.0003, 0.003))
    coached = round(micro * share("coached", 0.02, 0.07, year) * so_far)
    return {
        "district": district, "micro": micro, "small": small, "medium": medium,
        "with_nib": int((micro + small + medium) * min(share("nib", 0.28, 0.52) * 1.09**age, 0.95)),
        "formalised": round(micro * share("formal", 0.01, 0.04, year) * so_far),
        "small_entrepreneurs": round(small * share("entrepreneurs", 0.02, 0.12, year) * so_far),
        "coached": coached, "financed": int(coached * share("financed", 0.08, 0.3, year)),
        "source": pick(("Pendataan kecamatan", "Pendataan lengkap KUMKM", "OSS dan pendataan kecamatan"), seed, area,
        "source"),
        "source_year": year if month == FULL_YEAR else year - 1,
    }  # fmt: skip


def coaching_rows(seed: int, regency: Regency, period: str) -> list[Row]:
    """The activities of the quarter that ends with the period, by day."""
    rng = random.Random(f"{seed}/{regency.code}/coaching/{period}")
    first, last = month_start(previous_month(previous_month(period))), month_end(period)
    possible = [activity for activity in ACTIVITIES if period > KDMP_BEGINS or activity[1] not in KDMP_ACTIVITIES]
    chosen = rng.sample(possible, rng.randint(4, 9))
    days = sorted(working_day(day_along(first + timedelta(days=4), last, rng.random())) for _ in chosen)
    return [_coaching_row(rng, regency, day, activity) for day, activity in zip(days, chosen, strict=True)]


def _coaching_row(rng: random.Random, regency: Regency, day: date, activity: tuple[str, str, str, int, int]) -> Row:
    """One activity of vocabulary.ACTIVITIES on a day, with its participants and its budget in rupiah."""
    agency, title, target, most, budget = activity
    people = rng.randint(most // 2, most)
    women = round(people * rng.uniform(0.25, 0.75))
    return {
        "agency": agency, "activity": title, "date": day, "district": rng.choice(regency.districts), "target": target,
        "participants_male": people - women, "participants_female": women, "funding": weighted(FUNDING, rng.random()),
        "budget": int(budget * rng.uniform(0.5, 1.2)) * 1_000_000,
    }  # fmt: skip
