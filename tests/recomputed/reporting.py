"""The figures that need no form: the decreed lists, and how the regencies report."""

from tests.recomputed.cooperatives import coops, is_village
from tests.recomputed.counting import ALL, OUTSIDE, SEGMENTS, VILLAGE, Counted, Decree, Scope, Sides, line
from tests.recomputed.standing import DUE, PROVINCE, due_day, is_due

LISTS = {"KOP-24": "modern", "KOP-25": "berprestasi"}


def decreed(scope: Scope) -> Counted:
    """KOP-24 and 25: the lists of the year; a village cooperative by the register, else by its name."""
    in_registers = {coop["nik"]: coop.is_village for coop in coops(scope.standing_everywhere("register")) if coop["nik"]}

    def segment_of(decree: Decree) -> str:
        village = in_registers.get(decree.nik, is_village(None, decree.name))
        return VILLAGE if village else OUTSIDE

    for code, name in LISTS.items():
        of_year = [decree for decree in scope.loaded.decrees if decree.list == name and decree.year == int(scope.period[:4])]
        chosen = [decree for decree in of_year if decree.area in scope.reporters]
        for segment in SEGMENTS:
            n = sum(segment in (ALL, segment_of(decree)) for decree in chosen)
            yield code, segment, scope.of_the_day(Sides(n, None, n, n)) if of_year else line(None, 0.0, None, "not_loaded")


def reports(scope: Scope) -> Counted:
    """LAP-01 … 04: over every regency and form that is due in the period."""
    world, period = scope.world, scope.period
    due = [(form, area, period) for area in scope.reporters if area != PROVINCE for form in DUE if is_due(form, period)]
    first = [versions[0] for key in due if (versions := world.versions(*key))]
    accepted = [report for key in due if (report := world.standing(*key)) and report.about == period]
    numbers = {
        "LAP-01": len(first),
        "LAP-02": sum(version.received <= due_day(period) for version in first),
        "LAP-03": sum(world.is_filled(*key) for key in due),
        "LAP-04": len(accepted),
    }
    for code, n in numbers.items():
        sides = Sides(n, len(due), len(due), len(due), is_ratio=True)
        yield code, ALL, scope.of_the_day(sides) if due else line(None, None, None, "not_due")
