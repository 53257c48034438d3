"""The cooperatives of a regency: what each is, and when it became active, inactive or dissolved.

Figures of a year belong to register_rows.py. The baseline's totals are those that the province gave to the press in April 2025
for the end of 2024; their split by regency is invented, in the proportions of the public lists of 2021.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.sample.chance import chance, day_along, month_of, reached, skewed, weighted, working_day
from pipelines.sample.regencies import Regency, Village
from pipelines.sample.village_progress import VillageProgress, ahu_number, members
from pipelines.sample.vocabulary import FIRST_WORDS, KINDS, SECOND_WORDS, SHARIA_GROUP, STREETS, WOMEN_GROUP
from schemas.forms.register import SECTORS

BASELINE_DAY = date(2024, 12, 31)
#: Regency → active and inactive cooperatives at the end of December 2024: 2,897 and 885 together.
BASELINE: dict[str, tuple[int, int]] = {
    "62.01": (268, 92), "62.02": (341, 118), "62.03": (352, 126), "62.04": (98, 41), "62.05": (232, 58),
    "62.06": (198, 66),
    "62.07": (262, 47), "62.08": (91, 24), "62.09": (149, 38), "62.10": (214, 55), "62.11": (187, 49),
    "62.12": (74, 33),
    "62.13": (103, 36), "62.71": (328, 102),
}  # fmt: skip
#: Elsewhere: cooperatives for each 1,000 inhabitants, active and inactive.
PER_THOUSAND = (0.47, 0.14)
#: New cooperatives a year, as a share of the active ones at the baseline.
NEW_A_YEAR = 0.012

#: Share of the inactive ones that are active again, or dissolved, by the day; of the active ones without RAT, lapsed.
REACTIVATED = (
    (date(2024, 12, 31), 0.0),
    (date(2025, 3, 31), 0.047),
    (date(2025, 12, 31), 0.15),
    (date(2026, 8, 31), 0.22),
    (date(2030, 12, 31), 0.4),
)
DISSOLVED = (
    (date(2024, 12, 31), 0.0),
    (date(2025, 3, 31), 0.004),
    (date(2025, 12, 31), 0.02),
    (date(2026, 8, 31), 0.04),
    (date(2030, 12, 31), 0.08),
)
LAPSED = (
    (date(2024, 12, 31), 0.0),
    (date(2025, 3, 31), 0.01),
    (date(2025, 12, 31), 0.035),
    (date(2026, 8, 31), 0.06),
    (date(2030, 12, 31), 0.2),
)
#: Decades of foundation and their weights; the inactive ones are older.
FOUNDED = (
    ((1950, 1969), 2),
    ((1970, 1989), 13),
    ((1990, 1999), 24),
    ((2000, 2009), 28),
    ((2010, 2019), 25),
    ((2020, 2024), 8),
)
FOUNDED_INACTIVE = (((1952, 1969), 4), ((1970, 1989), 24), ((1990, 1999), 35), ((2000, 2009), 28), ((2010, 2018), 9))
FIRST_REGISTER_YEAR, AHU_SINCE = 2005, 2019
ACTIVE, INACTIVE, DISSOLVED_WORD = "Aktif", "Tidak Aktif", "Dibubarkan"


@dataclass(slots=True)
class Cooperative:
    """One cooperative through time.

    `kind` is one of vocabulary.KINDS. `size` is a normal draw that its amounts share, `members` the number at the end of 2024,
    `female` the share of women. `rat_habit` is regular, lapsed or never; `old_rat` the last RAT of one that holds none any
    more. `spells` are its statuses, each with the day from which it holds; `way` is that of the village whose KDMP it became.
    """

    nik: str
    name: str
    legal_number: str
    legal_date: date
    address: str
    village: Village
    legal_form: str
    kind: tuple[str, str, int, str, float, str]
    scheme: str
    size: float
    members: float
    female: float
    rat_habit: str
    old_rat: date | None
    spells: list[tuple[date, str]]
    way: VillageProgress | None = None

    @property
    def sector(self) -> str:
        """The sector of its business, as the register's closed list has it."""
        return SECTORS[self.kind[2]]

    def status(self, day: date) -> str:
        """The status that holds on a day; StopIteration before it was legal."""
        return next(status for since, status in reversed(self.spells) if since <= day)

    def since(self, status: str) -> date | None:
        """The last day on which the cooperative took that status; None when never."""
        return next((since for since, taken in reversed(self.spells) if taken == status), None)

    def is_kdmp(self, day: date) -> bool:
        """True once it has become a Koperasi Merah Putih by revitalisation or development."""
        return self.way is not None and self.way.legal_date is not None and self.way.legal_date <= day


def simulated_cooperatives(seed: int, regency: Regency, ways: list[VillageProgress]) -> list[Cooperative]:
    """The cooperatives that a regency ever has, in the order of their NIK, but for those that villages found anew.

    A village of `ways` whose model is Revitalisasi or Pengembangan gets one of them; where none is left its model changes.
    """
    active, inactive = baseline_counts(regency)
    new = round(active * NEW_A_YEAR * 5)
    weights = [skewed(random.Random(f"{seed}/{regency.code}/{district}"), 1, 0.7) for district in regency.districts]
    by_district = {
        district: [village for village in regency.villages if village.district == district] for district in regency.districts
    }
    used: set[str] = set()
    made = []
    for number in range(active + inactive + new):
        rng = random.Random(f"{seed}/{regency.code}/{number}")
        where = rng.choice(by_district[rng.choices(regency.districts, weights)[0]])
        status = ACTIVE if number < active else INACTIVE if number < active + inactive else "new"
        made.append(_one(seed, rng, regency, number, where, status, used))
    _become_kdmp(made, ways)
    return sorted(made, key=lambda cooperative: cooperative.nik)


def baseline_counts(regency: Regency) -> tuple[int, int]:
    """How many active and inactive cooperatives a regency has at the baseline; outside Kalimantan Tengah by its inhabitants."""
    by_population = tuple(round(regency.population / 1000 * share) for share in PER_THOUSAND)
    return BASELINE.get(regency.code, (by_population[0], by_population[1]))


def _one(
    seed: int, rng: random.Random, regency: Regency, number: int, where: Village, status: str, used: set[str]
) -> Cooperative:
    """The cooperative of a number (from 0), in a village; `used` are the names that others of the regency bear."""
    district = regency.districts.index(where.district) + 1
    nik = f"{regency.nik_prefix}{district * 10 % 1000:03d}{int(where.code[-2:]):02d}{number + 1:04d}"
    kind = weighted([(kind, kind[4]) for kind in KINDS], rng.random())
    legal = _legal_date(rng, status)
    habit = weighted((("regular", 0.46), ("lapsed", 0.28), ("never", 0.26)), rng.random())
    habit = "regular" if status == "new" else habit
    size = rng.gauss(0, 1)
    female = 1.0 if kind[0] == WOMEN_GROUP else min(max(rng.gauss(0.42, 0.16), 0.03), 0.95)
    spells = _spells(seed, rng, nik, legal, status, habit)
    level = weighted(
        (
            ("Primer Kabupaten/Kota", 94),
            ("Primer Provinsi", 4.2),
            ("Sekunder Kabupaten/Kota", 1.5),
            ("Primer Nasional", 0.3),
        ),
        rng.random(),
    )
    return Cooperative(
        nik, _name(rng, kind[5], where, used), _legal_number(rng, regency, number, legal), legal,
        f"{rng.choice(STREETS)} No. {rng.randint(1, 180)}", where, level, kind,
        "Syariah" if kind[0] == SHARIA_GROUP or rng.random() < 0.04 else "Konvensional",
        size, max(skewed(rng, 177, 1.05, size, 0.6), 9), female, habit, _old_rat(rng, habit, legal, spells), spells,
    )  # fmt: skip


def _legal_date(rng: random.Random, status: str) -> date:
    """A weekday of foundation: for the new ones after the baseline, else not later than 2024."""
    if status == "new":
        return working_day(date(2025, 1, 6) + timedelta(days=rng.randrange(5 * 365)))
    low, high = weighted(FOUNDED if status == ACTIVE else FOUNDED_INACTIVE, rng.random())
    return working_day(day_along(date(low, 1, 2), date(high, 12, 30), rng.random()))


def _spells(seed: int, rng: random.Random, nik: str, legal: date, status: str, habit: str) -> list[tuple[date, str]]:
    """The statuses that a cooperative goes through, each with the day from which it holds."""
    spells = [(legal, ACTIVE)]
    if status == ACTIVE and habit != "regular" and (lapse := reached(LAPSED, chance(seed, nik, "lapse"))):
        spells.append((lapse, INACTIVE))
    if status == INACTIVE:
        first = max(legal + timedelta(days=3 * 366), date(FIRST_REGISTER_YEAR, 1, 1))
        spells.append((day_along(first, BASELINE_DAY - timedelta(days=30), rng.random()), INACTIVE))
        fate = chance(seed, nik, "fate")
        if day := reached(REACTIVATED, fate):
            spells.append((day, ACTIVE))
        elif day := reached(DISSOLVED, 1 - fate):
            spells.append((day, DISSOLVED_WORD))
    return spells


def _old_rat(rng: random.Random, habit: str, legal: date, spells: list[tuple[date, str]]) -> date | None:
    """The last RAT of one that holds none any more: well before it became inactive, never before it was legal."""
    stopped = next((since for since, status in spells if status == INACTIVE), date(2023, 1, 1))
    last_year = min(stopped.year - 1, 2022)
    first_year = max(legal.year + 1, 2004)
    if habit == "never" or first_year > last_year:
        return None
    year = last_year - int((last_year - first_year) * rng.random() ** 2)
    return working_day(day_along(date(year, 1, 10), date(year, 6, 28), rng.random()))


def _name(rng: random.Random, prefix: str, where: Village, used: set[str]) -> str:
    """A name that no other cooperative of the regency bears, added to `used`."""
    name = f"{prefix} {rng.choice(FIRST_WORDS)} {rng.choice(SECOND_WORDS)}"
    if name in used:
        name = f"{name} {where.name}"
    while name in used:
        name = f"{prefix} {rng.choice(FIRST_WORDS)} {rng.choice(SECOND_WORDS)} {rng.choice(SECOND_WORDS)}"
    used.add(name)
    return name


def _legal_number(rng: random.Random, regency: Regency, number: int, legal: date) -> str:
    """A decree's number in the manner of its time, once only in the regency."""
    if legal.year >= AHU_SINCE:
        return ahu_number(1_000_000 + regency.ordinal * 5000 + number, legal.year)
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[legal.month - 1]
    office = rng.choice(("KDK.15", "KWK.16", "DISKOP", "PAD"))
    return f"{number + 1:03d}/BH/{office}/{roman}/{legal.year}"


def _become_kdmp(made: list[Cooperative], ways: list[VillageProgress]) -> None:
    """Give every village of the model Revitalisasi an inactive cooperative, of Pengembangan an active one.

    The cooperative lies in that village from the beginning; where none is left, the village founds a new one.
    """
    lasting = [
        c
        for c in made
        if month_of(c.legal_date) < "2022-01" and c.kind[1] != "Simpan Pinjam" and c.legal_form == "Primer Kabupaten/Kota"
    ]
    free = {
        "Revitalisasi": [
            c for c in lasting if [status for _, status in c.spells] == [ACTIVE, INACTIVE] and c.spells[-1][0] < BASELINE_DAY
        ],
        "Pengembangan": [c for c in lasting if len(c.spells) == 1],
    }
    for way in ways:
        if way.model not in free:
            continue
        if way.legal_date is None or not free[way.model]:
            way.model = "Pembentukan Baru"
            continue
        cooperative = free[way.model].pop()
        cooperative.village, cooperative.way = way.village, way
        if way.model == "Pengembangan":
            way.first_members = cooperative.members
        else:
            cooperative.spells.append((way.legal_date, ACTIVE))


def kdmp_members(cooperative: Cooperative, day: date) -> int | None:
    """Its members as the village's form reports them; None while it is none of the village cooperatives."""
    return members(cooperative.way, day) if cooperative.way and cooperative.is_kdmp(day) else None
