"""How a cell is spoilt: small functions of a row and its situation, of which mistake_kinds.py makes the kinds."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.sample.chance import MONTHS
from pipelines.sample.filled_forms import Cell, Row
from pipelines.sample.regencies import Regency
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


#: Whether a row can be spoilt so, and the value that its cell gets.
Fits = Callable[[Row, Situation], bool]
Spoil = Callable[[Row, Situation], Cell]


def whole_number(row: Row, column: str) -> int:
    """A cell as a whole number; 0 when it is none."""
    cell = row.get(column)
    return cell if isinstance(cell, int) else 0


def date_in(row: Row, column: str) -> date | None:
    """A cell as a date; None when it is none."""
    cell = row.get(column)
    return cell if isinstance(cell, date) else None


def filled(row: Row, situation: Situation) -> bool:
    """True when there is something in the cell to spoil."""
    return row.get(situation.column) is not None


def is_date(row: Row, situation: Situation) -> bool:
    """True when the cell holds a date."""
    return date_in(row, situation.column) is not None


def at_least(least: int) -> Fits:
    """True when the cell holds such a number or a larger one."""
    return lambda row, situation: whole_number(row, situation.column) >= least


def is_inactive(row: Row, situation: Situation) -> bool:
    """True when the cell says Tidak Aktif."""
    return row[situation.column] == "Tidak Aktif"


def only_outreach(row: Row, situation: Situation) -> bool:
    """True when no stage after outreach has a date that would come before it."""
    return filled(row, situation) and not any(date_in(row, column) for column in STAGE_DATES[1:])


def follows_stage(row: Row, situation: Situation) -> bool:
    """True for a stage with a date, after one with a date."""
    return is_date(row, situation) and earlier_stage(row, situation) is not None


def has_legal_day(row: Row, situation: Situation) -> bool:
    """True when a RAT and the day of the decree are both given."""
    return is_date(row, situation) and date_in(row, "legal_date") is not None


def emptied(row: Row, situation: Situation) -> Cell:
    """An empty cell."""
    return None


def always(*values: Cell) -> Spoil:
    """One of some fixed values."""
    return lambda row, situation: situation.rng.choice(values)


def changed_text(change: Callable[[str], str]) -> Spoil:
    """The cell's text, changed."""
    return lambda row, situation: change(str(row[situation.column]))


def negative(most: int, unit: int = 1) -> Spoil:
    """A number below zero."""
    return lambda row, situation: -situation.rng.randint(1, most) * unit


def more(most: int) -> Spoil:
    """The number in the cell, and some more."""
    return lambda row, situation: whole_number(row, situation.column) + situation.rng.randint(1, most)


def above(*columns: str) -> Spoil:
    """More than some columns of the row hold together."""
    return lambda row, situation: sum(whole_number(row, column) for column in columns) + situation.rng.randint(1, 99)


def impossible_percent(row: Row, situation: Situation) -> Cell:
    """A percentage that cannot be."""
    return situation.rng.randint(101, 950)


def citizen_number(row: Row, situation: Situation) -> Cell:
    """Sixteen digits, as the number of a citizen has; nobody's."""
    return f"6200{situation.rng.randrange(10**12):012d}"


def colonial_day(row: Row, situation: Situation) -> Cell:
    """A day before there was a republic."""
    return date(situation.rng.randint(1901, 1944), situation.rng.randint(1, 12), 17)


def ten_years_late(row: Row, situation: Situation) -> Cell:
    """A day with the year typed ten years too late."""
    return situation.end + timedelta(days=situation.rng.randint(3300, 4000))


def earlier_stage(row: Row, situation: Situation) -> date | None:
    """The latest date of the stages before the column's own."""
    before = STAGE_DATES[: STAGE_DATES.index(situation.column)]
    return max((held for column in before if (held := date_in(row, column))), default=None)


def days_before(when: Callable[[Row, Situation], date | None]) -> Spoil:
    """Some weeks before another date of the row."""
    return lambda row, situation: (when(row, situation) or situation.end) - timedelta(days=situation.rng.randint(20, 200))


def foreign_village(row: Row, situation: Situation) -> Cell:
    """The code of a village that lies in another regency."""
    return situation.rng.choice(situation.neighbour.villages).code


def foreign_prefix(row: Row, situation: Situation) -> Cell:
    """A NIK that begins as those of another regency do."""
    return situation.neighbour.nik_prefix + str(row["nik"])[4:]


def spelled(row: Row, situation: Situation) -> str:
    """The number as it is written in Indonesia: `1.250.000`."""
    return f"{whole_number(row, situation.column):,}".replace(",", ".")


def money_text(row: Row, situation: Situation) -> Cell:
    """`Rp 1.250.000,-`."""
    return f"Rp {spelled(row, situation)},-"


def in_words(row: Row, situation: Situation) -> Cell:
    """`04 Mei 1987`."""
    held = date_in(row, situation.column)
    return f"{held.day:02d} {MONTHS[held.month - 1]} {held.year}" if held else None


def with_dashes(row: Row, situation: Situation) -> Cell:
    """`04-05-1987`, as text."""
    return f"{held:%d-%m-%Y}" if (held := date_in(row, situation.column)) else None


def licence(row: Row, situation: Situation) -> Cell:
    """The number of a business licence (NIB): 13 digits that begin with the day it was given."""
    given = situation.end - timedelta(days=situation.rng.randint(20, 900))
    return f"{given:%d%m%y}{situation.rng.randrange(10**7):07d}"


def own_code(row: Row, situation: Situation) -> Cell:
    """The village's own code."""
    return row["village_code"]


def has_named_cooperative(row: Row, situation: Situation) -> bool:
    """True when the village has the name of its cooperative, and no partner."""
    return row.get("cooperative") is not None and row.get("merged_with") is None


def own_village(row: Row, situation: Situation) -> Cell:
    """The village where the kecamatan belongs."""
    return row["village"]


def in_no_like_named_district(row: Row, situation: Situation) -> bool:
    """True when the village bears no name of a kecamatan, nor a part of one: it would be read as that kecamatan."""
    village = row.get("village")
    return (
        filled(row, situation) and isinstance(village, str) and not any(village in name for name in situation.regency.districts)
    )


def had_come_further(row: Row, situation: Situation) -> bool:
    """True when the village had passed a stage in the report before."""
    return filled(row, situation) and _stage_before(row, situation) > 0


def _stage_before(row: Row, situation: Situation) -> int:
    stage = situation.earlier.get(row.get("village_code"), {}).get("stage")
    return STAGES.index(stage) if isinstance(stage, str) and stage in STAGES else 0


def back_a_stage(row: Row, situation: Situation) -> Cell:
    """A stage that the village had left behind."""
    return STAGES[situation.rng.randrange(_stage_before(row, situation))]


def had_counted(row: Row, situation: Situation) -> bool:
    """True when the kecamatan had counted some earlier in the year."""
    return filled(row, situation) and whole_number(situation.earlier.get(row.get("district"), {}), situation.column) > 0


def fewer_than_before(row: Row, situation: Situation) -> Cell:
    """Fewer than were counted earlier in the year."""
    return situation.rng.randrange(whole_number(situation.earlier[row["district"]], situation.column))


#: So many more or fewer cannot come from the few cooperatives of a kecamatan whose own cells are spoilt.
MANY = 12


def leaves_room(row: Row, situation: Situation) -> bool:
    """True when many more can have held a RAT, or be active, than the recap says."""
    return whole_number(row, "cooperatives") - whole_number(row, situation.column) > MANY


def many_more(row: Row, situation: Situation) -> Cell:
    """Many more than there are, though no more than all."""
    return whole_number(row, situation.column) + situation.rng.randint(
        MANY, whole_number(row, "cooperatives") - whole_number(row, situation.column)
    )
