"""Tables whose titles name another regency or another period than their file.

Another regency's rows are never this report's: the form is returned. Of tables of several periods the one of the file's own period is
read, and where none is, nobody can tell which counts. A single table under another period's title is the file's own, and asked about: a
title is forgotten more easily than a cover.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.reading.identity.area_texts import area_name
from assets.reading.identity.claims import COVER, Claim, area_claims, other_sheets, period_claims, silent, strongest
from assets.reading.identity.identify import Identity, strange_periods
from assets.reading.identity.period_texts import periods_in
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout, titles_of
from schemas import periods
from schemas.columns import normalise
from schemas.values import MONTH_WORDS

FOREIGN, OTHER_PERIOD, UNDECIDED, FORGOTTEN = "V141", "V147", "V153", "V154"


@dataclass(frozen=True)
class Titled:
    """A table with its own title lines; `name` tells it apart, the sheet's for the first table on it."""

    layout: Layout
    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[tuple[str, str]]:
        """(name, line) of each title line; an empty line where there is none."""
        return [(self.name, line) for line in self.lines or [""]]


@dataclass(frozen=True)
class Sorted:
    """The tables that are the file's own, those that stand empty for a form that is returned, and what was noted."""

    own: list[Layout]
    returned: list[FormTable]
    problems: list[Problem]


def titled(layouts: list[Layout]) -> list[Titled]:
    """The tables of one sheet, each with the lines above it; what stands above the first counts for one that has none."""
    found: list[Titled] = []
    for layout in layouts:
        if not found:
            found.append(Titled(layout, layout.sheet.name, titles_of(layout)))
            continue
        rows = range(found[-1].layout.end + 1, layout.header.top)
        lines = [" ".join(cells.values()) for row in rows if (cells := layout.sheet.row(row))]
        name = f"{layout.sheet.name} mulai {layout.header.first_cell}" if lines else found[0].name
        found.append(Titled(layout, name, lines))
    return found


def sort_out(tables: list[Titled], told: Identity, scope: str) -> Sorted:
    """Part the tables of a file of which regency and period are known; all are its own where they are not."""
    titles = [title for table in tables for title in table.titles]
    area, period = told.area_code, told.period
    of_areas = other_sheets(area, strongest(area_claims(titles, "", scope))) if area else {}
    of_periods = _of_periods(tables, titles, period) if period else {}
    strange = of_areas.keys() | of_periods.keys()
    forms = Counter(table.layout.form.id for table in tables if table.name not in of_areas)
    right = {table.layout.form.id for table in tables if table.name not in strange}
    problems, own, returned = [], [], []
    for table in tables:
        form = table.layout.form.id
        if table.name in of_areas:
            rule, said, named = FOREIGN, map(area_name, of_areas[table.name]), area_name(area or "")
        elif table.name in of_periods:
            rule = OTHER_PERIOD if form in right else UNDECIDED if forms[form] > 1 else FORGOTTEN
            said, named = map(periods.title, of_periods[table.name]), periods.title(period or "")
        else:
            own.append(table.layout)
            continue
        problems.append(_note(rule, table, said, named))
        if rule == FORGOTTEN:
            own.append(table.layout)
        elif rule != OTHER_PERIOD:
            returned.append(_without_rows(table.layout))
    return Sorted(own, returned, problems)


def _of_periods(tables: list[Titled], titles: list[tuple[str, str]], period: str) -> dict[str, list[str]]:
    """Name of each table of another period → the periods that it bears."""
    claims = period_claims(titles, "")
    claims += [Claim(COVER, period, sheet=name) for name in silent(titles, claims)]
    return {**strange_periods(period, claims), **_by_name(tables, period)}


def _by_name(tables: list[Titled], period: str) -> dict[str, list[str]]:
    """Of several tables of a form on sheets that bear months and have no period in their titles: those of other months."""
    months: dict[str, dict[str, str]] = {}
    for table in tables:
        said = _month(table.layout.sheet.own_name, period)
        if said and not period_claims(table.titles, ""):
            months.setdefault(table.layout.form.id, {})[table.name] = said
    several = [named for named in months.values() if len(set(named.values())) > 1]
    return {name: [said] for named in several for name, said in named.items() if said != period}


def _month(sheet_name: str, period: str) -> str:
    """The period that a sheet is named after: `Juli`, in the year of the file, or `Juli 2025`; empty when it is none."""
    month = MONTH_WORDS.get(normalise(sheet_name))
    return f"{period[:4]}-{month:02d}" if month else next(iter(periods_in(sheet_name, any_day=False)), "")


def _note(rule: str, table: Titled, said: Iterable[str], own: str) -> Problem:
    layout = table.layout
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.first_cell}
    return Problem(rule, **place, value=table.name, detail=", ".join(said), allowed=own)


def _without_rows(layout: Layout) -> FormTable:
    """What is left of a table whose rows are not this report's: its form is reported, and returned."""
    from_sheet = layout.sheet.cells.clear().with_row_index("row").select("row")
    return FormTable(layout.form.id, layout.sheet.name, layout.header.top, layout.header.first_cell, {}, from_sheet)
