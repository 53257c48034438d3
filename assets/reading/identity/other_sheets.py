"""Tables whose titles name another regency or another period than their file.

Another regency's rows are never this report's: the form is returned. Of tables of several periods the one of the file's own period is
read, and where none is, nobody can tell which counts. A single table under another period's title is the file's own, and asked about: a
title is forgotten more easily than a cover.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.reading.identity.area_texts import area_name
from assets.reading.identity.claims import (
    COVER,
    Claim,
    area_claims,
    contradicting_sheets,
    period_claims,
    silent_sheets,
    strongest,
)
from assets.reading.identity.identify import Identity, periods_of_other_sheets
from assets.reading.identity.period_texts import periods_in
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout, titles_of
from schemas import periods
from schemas.columns import normalise
from schemas.forms import NO_PERIOD
from schemas.rules.of_files import (
    SHEET_OF_ANOTHER_PERIOD,
    SHEET_OF_ANOTHER_REGENCY,
    SHEETS_OF_SEVERAL_PERIODS,
    TITLE_NAMES_ANOTHER_PERIOD,
)
from schemas.values import MONTH_WORDS


@dataclass(frozen=True)
class TitledTable:
    """A table with its own title lines. `name` tells it apart in claims and notes: its sheet's, or `Rekap mulai B40` further down."""

    layout: Layout
    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[tuple[str, str]]:
        """(name, line) of each title line; an empty line where there is none."""
        return [(self.name, line) for line in self.lines or [""]]


@dataclass(frozen=True)
class SortedTables:
    """The tables that are the file's own, those that stand empty for a form that is returned, and the problem of each other one."""

    of_file: list[Layout]
    returned: list[FormTable]
    problems: list[Problem]


def with_titles(layouts: list[Layout]) -> list[TitledTable]:
    """The tables of one sheet, each with the lines above it; what stands above the first counts for one that has none."""
    tables: list[TitledTable] = []
    for layout in layouts:
        if not tables:
            tables.append(TitledTable(layout, layout.sheet.name, titles_of(layout)))
            continue
        rows = range(tables[-1].layout.end + 1, layout.header.top)
        lines = [" ".join(cells.values()) for row in rows if (cells := layout.sheet.row(row))]
        name = f"{layout.sheet.name} mulai {layout.header.first_cell}" if lines else tables[0].name
        tables.append(TitledTable(layout, name, lines))
    return tables


def sort_tables(tables: list[TitledTable], identity: Identity, scope: str) -> SortedTables:
    """Part the tables of a file by whose they are: `identity` says whose the file is, and where it does not know, all are its own.

    In this order for each table: of another regency (V141); of another period, left aside where the form has a table of the right one
    (V147), undecided where it has several of wrong ones (V153), and the file's own with a forgotten title otherwise (V154).
    A title over one of the province's own sheets may name any regency and any year.
    """
    if identity.period == NO_PERIOD:
        return SortedTables([table.layout for table in tables], [], [])
    titles = [title for table in tables for title in table.titles]
    area, period = identity.area_code, identity.period
    of_areas = contradicting_sheets(area, strongest(area_claims(titles, "", scope))) if area else {}
    of_periods = _of_periods(tables, titles, period) if period else {}
    of_others = of_areas.keys() | of_periods.keys()
    forms = Counter(table.layout.form.id for table in tables if table.name not in of_areas)
    forms_in_period = {table.layout.form.id for table in tables if table.name not in of_others}
    problems, own_layouts, returned = [], [], []
    for table in tables:
        form = table.layout.form.id
        if table.name in of_areas:
            rule, table_says, file_says = (
                SHEET_OF_ANOTHER_REGENCY.code,
                map(area_name, of_areas[table.name]),
                area_name(area or ""),
            )
        elif table.name in of_periods:
            rule = (
                SHEET_OF_ANOTHER_PERIOD.code
                if form in forms_in_period
                else SHEETS_OF_SEVERAL_PERIODS.code
                if forms[form] > 1
                else TITLE_NAMES_ANOTHER_PERIOD.code
            )
            table_says, file_says = map(periods.title, of_periods[table.name]), periods.title(period or "")
        else:
            own_layouts.append(table.layout)
            continue
        problems.append(_problem_of(rule, table, table_says, file_says))
        if rule == TITLE_NAMES_ANOTHER_PERIOD.code:
            own_layouts.append(table.layout)
        elif rule != SHEET_OF_ANOTHER_PERIOD.code:
            returned.append(_without_rows(table.layout))
    return SortedTables(own_layouts, returned, problems)


def _of_periods(tables: list[TitledTable], titles: list[tuple[str, str]], period: str) -> dict[str, list[str]]:
    """Name of each table of another period than the file's → the periods that it bears."""
    claims = period_claims(titles, "")
    claims += [Claim(COVER, period, sheet=name) for name in silent_sheets(titles, claims)]
    return {**periods_of_other_sheets(period, claims), **_named_after_months(tables, period)}


def _named_after_months(tables: list[TitledTable], period: str) -> dict[str, list[str]]:
    """Name of each table of another month than the file's → that month, where sheets are named after months and titles say nothing.

    Only where a form stands on several such sheets: a workbook of one sheet `Juli` is a copy whose name was forgotten.
    """
    months: dict[str, dict[str, str]] = {}
    for table in tables:
        month = _month_of_sheet(table.layout.sheet.own_name, period)
        if month and not period_claims(table.titles, ""):
            months.setdefault(table.layout.form.id, {})[table.name] = month
    several = [by_table for by_table in months.values() if len(set(by_table.values())) > 1]
    return {name: [month] for by_table in several for name, month in by_table.items() if month != period}


def _month_of_sheet(sheet_name: str, period: str) -> str:
    """The period that a sheet is named after: `Juli`, in the year of the file, or `Juli 2025`; empty when it is none."""
    month = MONTH_WORDS.get(normalise(sheet_name))
    return f"{period[:4]}-{month:02d}" if month else next(iter(periods_in(sheet_name, any_day=False)), "")


def _problem_of(rule: str, table: TitledTable, table_says: Iterable[str], file_says: str) -> Problem:
    """What is told of a table of others, at its header's first cell; in Indonesian what its title and what the file say."""
    layout = table.layout
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": layout.header.first_cell}
    return Problem(rule, **place, value=table.name, detail=", ".join(table_says), allowed=file_says)


def _without_rows(layout: Layout) -> FormTable:
    """A table of no rows and columns in the place of one whose rows are not this report's: its form is reported, and returned."""
    no_rows = layout.sheet.cells.clear().with_row_index("row").select("row")
    return FormTable(layout.form.id, layout.sheet.name, layout.header.top, layout.header.first_cell, {}, no_rows)
