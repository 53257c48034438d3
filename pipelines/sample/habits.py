"""How the regencies report: who is late, who sends nothing, and which form they leave out.

The default range of Kalimantan Tengah has a pattern that is written down here, so that examples can name it; elsewhere
the same things happen by chance, with the seed, the period and the regency as keys.
"""

from datetime import date, timedelta

from pipelines.sample.chance import chance, month_start, next_month, previous_month, working_day
from schemas.forms import FORMS, HAS_DATA, NO_CHANGE, NOT_SUBMITTED

#: The periods of Kalimantan Tengah that follow the written pattern and nothing else.
SCRIPTED = ("2024-12", "2025-05")
MISSING = frozenset({("62.12", "2025-05")})
CONDITIONS = {("62.04", "2025-04", "obstacles"): NOT_SUBMITTED, ("62.08", "2025-04", "kdmp"): NO_CHANGE}
#: (regency, period) → day of the following month on which a late report came.
LATE = {
    ("62.07", "2024-12"): 17, ("62.03", "2025-03"): 15, ("62.05", "2025-03"): 24, ("62.10", "2025-04"): 14,
    ("62.12", "2025-04"): 21, ("62.03", "2025-05"): 18, ("62.13", "2025-05"): 13,
}  # fmt: skip
#: The first office day after the joint holidays of Idulfitri, where they fill the beginning of the month.
FIRST_DAY = {"2025-03": 8}
#: Regencies that have no problem to report before the month named.
FIRST_OBSTACLE = {"62.09": "2025-04"}
#: Regencies that write `Belum` where a stage has no date yet; the others leave the cell empty.
WRITES_NOT_YET = frozenset({"62.11"})

MISSING_SHARE, LATE_SHARE, NO_CHANGE_SHARE, NOT_SUBMITTED_SHARE, NOT_YET_SHARE = 0.02, 0.08, 0.02, 0.015, 0.07


def scripted(area: str, period: str) -> bool:
    """True where the written pattern holds."""
    return area.startswith("62.") and SCRIPTED[0] <= period <= SCRIPTED[1]


def due_forms(period: str) -> list[str]:
    """The ids of the forms that are due for a period."""
    return [form.id for form in FORMS.values() if form.due(period)]


def sends(seed: int, area: str, period: str) -> bool:
    """True when the regency sends a workbook for the period: not where nothing is due."""
    if not due_forms(period):
        return False
    if scripted(area, period):
        return (area, period) not in MISSING
    return chance(seed, area, period, "missing") >= MISSING_SHARE


def condition(seed: int, area: str, period: str, form: str) -> str:
    """The condition that the cover names for a due form; a form without rows becomes Nihil later."""
    if scripted(area, period):
        return CONDITIONS.get((area, period, form), HAS_DATA)
    if form == "kdmp" and _no_change_drawn(seed, area, period):
        before = previous_month(period)
        usual = sends(seed, area, before) and FORMS[form].due(before) and not _no_change(seed, area, before)
        return NO_CHANGE if usual else HAS_DATA
    if form == "obstacles" and chance(seed, area, period, "left out") < NOT_SUBMITTED_SHARE:
        return NOT_SUBMITTED
    return HAS_DATA


def _no_change_drawn(seed: int, area: str, period: str) -> bool:
    return chance(seed, area, period, "no change") < NO_CHANGE_SHARE


def _no_change(seed: int, area: str, period: str) -> bool:
    return condition(seed, area, period, "kdmp") == NO_CHANGE


def frozen(seed: int, area: str, period: str) -> bool:
    """True when no village of the regency moved in the period: its KDMP form says Tidak Ada Perubahan."""
    return FORMS["kdmp"].due(period) and _no_change(seed, area, period)


def received(seed: int, area: str, period: str) -> date:
    """The working day on which the workbook came, in the month after the period."""
    late = LATE.get((area, period))
    if late is None and not scripted(area, period) and chance(seed, area, period, "late") < LATE_SHARE:
        late = 12 + int(chance(seed, area, period, "how late") * 14)
    first = FIRST_DAY.get(period, 3)
    day = late or first + int(chance(seed, area, period, "day") * (11 - first))
    return working_day(month_start(next_month(period)) + timedelta(days=day - 1))


def writes_not_yet(seed: int, area: str) -> bool:
    """True where the dates of stages to come hold the word Belum."""
    return area in WRITES_NOT_YET or (not area.startswith("62.") and chance(seed, area, "not yet") < NOT_YET_SHARE)


def first_obstacle(seed: int, area: str) -> str:
    """The month in which the regency reports its first problem."""
    by_chance = "2025-04" if not area.startswith("62.") and chance(seed, area, "first obstacle") < 0.06 else "2025-01"
    return FIRST_OBSTACLE.get(area, by_chance)
