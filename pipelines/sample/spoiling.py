"""How a cell is spoilt: small functions of a row and its situation, of which mistake_kinds.py makes the kinds."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.sample.chance import MONTHS
from pipelines.sample.places import Regency
from pipelines.sample.sheets import Cell, Row
from schemas.forms.kdmp import STAGE_DATES, STAGES


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a mistake is planted: the column, the period's last day, and another regency to mistake ours for.

    `earlier` finds the rows of the report before, by the key of their form.
    """

    rng: random.Random
    regency: Regency
    neighbour: Regency
    end: date
    column: str
    earlier: dict[Cell, Row] = field(default_factory=dict)


Fits = Callable[[Row, Situation], bool]
Spoil = Callable[[Row, Situation], Cell]


def number(row: Row, column: str) -> int:
    """A cell as a whole number; 0 when it is none."""
    cell = row.get(column)
    return cell if isinstance(cell, int) else 0


def day(row: Row, column: str) -> date | None:
    """A cell as a date; None when it is none."""
    cell = row.get(column)
    return cell if isinstance(cell, date) else None


def filled(row: Row, now: Situation) -> bool:
    """There is something in the cell to spoil."""
    return row.get(now.column) is not None


def is_date(row: Row, now: Situation) -> bool:
    """The cell holds a date."""
    return day(row, now.column) is not None


def at_least(least: int) -> Fits:
    """The cell holds such a number."""
    return lambda row, now: number(row, now.column) >= least


def is_inactive(row: Row, now: Situation) -> bool:
    """The cell says Tidak Aktif."""
    return row[now.column] == "Tidak Aktif"


def only_outreach(row: Row, now: Situation) -> bool:
    """No stage after outreach has a date that would come before it."""
    return filled(row, now) and not any(day(row, column) for column in STAGE_DATES[1:])


def follows_stage(row: Row, now: Situation) -> bool:
    """A stage with a date, after one with a date."""
    return is_date(row, now) and earlier_stage(row, now) is not None


def has_legal_day(row: Row, now: Situation) -> bool:
    """A RAT and the day of the decree are both given."""
    return is_date(row, now) and day(row, "legal_date") is not None


def nothing(row: Row, now: Situation) -> Cell:
    """An empty cell."""
    return None


def always(*values: Cell) -> Spoil:
    """One of some fixed values."""
    return lambda row, now: now.rng.choice(values)


def text(change: Callable[[str], str]) -> Spoil:
    """The cell's text, changed."""
    return lambda row, now: change(str(row[now.column]))


def negative(most: int, unit: int = 1) -> Spoil:
    """A number below zero."""
    return lambda row, now: -now.rng.randint(1, most) * unit


def more(most: int) -> Spoil:
    """The number in the cell, and some more."""
    return lambda row, now: number(row, now.column) + now.rng.randint(1, most)


def above(*columns: str) -> Spoil:
    """More than some columns of the row hold together."""
    return lambda row, now: sum(number(row, column) for column in columns) + now.rng.randint(1, 99)


def percent(row: Row, now: Situation) -> Cell:
    """A percentage that cannot be."""
    return now.rng.randint(101, 950)


def citizen_number(row: Row, now: Situation) -> Cell:
    """Sixteen digits, as the number of a citizen has; nobody's."""
    return f"6200{now.rng.randrange(10**12):012d}"


def colonial_day(row: Row, now: Situation) -> Cell:
    """A day before there was a republic."""
    return date(now.rng.randint(1901, 1944), now.rng.randint(1, 12), 17)


def ten_years_late(row: Row, now: Situation) -> Cell:
    """A day with the year typed ten years too late."""
    return now.end + timedelta(days=now.rng.randint(3300, 4000))


def earlier_stage(row: Row, now: Situation) -> date | None:
    """The latest date of the stages before the column's own."""
    before = STAGE_DATES[: STAGE_DATES.index(now.column)]
    return max((held for column in before if (held := day(row, column))), default=None)


def days_before(when: Callable[[Row, Situation], date | None]) -> Spoil:
    """Some weeks before another date of the row."""
    return lambda row, now: (when(row, now) or now.end) - timedelta(days=now.rng.randint(20, 200))


def foreign_village(row: Row, now: Situation) -> Cell:
    """The code of a village that lies in another regency."""
    return now.rng.choice(now.neighbour.villages).code


def foreign_prefix(row: Row, now: Situation) -> Cell:
    """A NIK that begins as those of another regency do."""
    return now.neighbour.nik_prefix + str(row["nik"])[4:]


def spelled(row: Row, now: Situation) -> str:
    """The number as it is written in Indonesia: `1.250.000`."""
    return f"{number(row, now.column):,}".replace(",", ".")


def money_text(row: Row, now: Situation) -> Cell:
    """`Rp 1.250.000,-`."""
    return f"Rp {spelled(row, now)},-"


def in_words(row: Row, now: Situation) -> Cell:
    """`04 Mei 1987`."""
    held = day(row, now.column)
    return f"{held.day:02d} {MONTHS[held.month - 1]} {held.year}" if held else None


def with_dashes(row: Row, now: Situation) -> Cell:
    """`04-05-1987`, as text."""
    return f"{held:%d-%m-%Y}" if (held := day(row, now.column)) else None


def licence(row: Row, now: Situation) -> Cell:
    """The number of a business licence (NIB): 13 digits that begin with the day it was given."""
    given = now.end - timedelta(days=now.rng.randint(20, 900))
    return f"{given:%d%m%y}{now.rng.randrange(10**7):07d}"


def own_code(row: Row, now: Situation) -> Cell:
    """The village's own code."""
    return row["village_code"]


def named(row: Row, now: Situation) -> bool:
    """The village has the name of its cooperative, and no partner."""
    return row.get("cooperative") is not None and row.get("merged_with") is None


def own_village(row: Row, now: Situation) -> Cell:
    """The village where the kecamatan belongs."""
    return row["village"]


def in_no_like_named_district(row: Row, now: Situation) -> bool:
    """The village does not bear the name of a kecamatan, nor a part of it."""
    village = row.get("village")
    return filled(row, now) and isinstance(village, str) and not any(village in name for name in now.regency.districts)


def had_come_further(row: Row, now: Situation) -> bool:
    """The village had passed a stage in the report before."""
    return filled(row, now) and _stage_before(row, now) > 0


def _stage_before(row: Row, now: Situation) -> int:
    stage = now.earlier.get(row.get("village_code"), {}).get("stage")
    return STAGES.index(stage) if isinstance(stage, str) and stage in STAGES else 0


def back_a_stage(row: Row, now: Situation) -> Cell:
    """A stage that the village had left behind."""
    return STAGES[now.rng.randrange(_stage_before(row, now))]


def had_counted(row: Row, now: Situation) -> bool:
    """The kecamatan had counted some earlier in the year."""
    return filled(row, now) and number(now.earlier.get(row.get("district"), {}), now.column) > 0


def fewer_than_before(row: Row, now: Situation) -> Cell:
    """Fewer than were counted earlier in the year."""
    return now.rng.randrange(number(now.earlier[row["district"]], now.column))


#: So many more or fewer cannot come from the few cooperatives of a kecamatan whose own cells are spoilt.
MANY = 12


def leaves_room(row: Row, now: Situation) -> bool:
    """Many more can have held a RAT, or be active, than the recap says."""
    return number(row, "cooperatives") - number(row, now.column) > MANY


def many_more(row: Row, now: Situation) -> Cell:
    """Many more than there are, though no more than all."""
    return number(row, now.column) + now.rng.randint(MANY, number(row, "cooperatives") - number(row, now.column))
