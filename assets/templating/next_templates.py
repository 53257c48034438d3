"""The templates of the next period that a release hands out, one a regency."""

from dataclasses import replace
from pathlib import Path

import duckdb

from assets.templating.last_reports import last_reports
from assets.templating.template_plan import template_order
from assets.templating.template_workbook import write_template
from schemas.areas import Areas

#: No province has more regencies; the whole country's templates would take minutes of every night.
MOST_REGENCIES = 40


def hands_out(areas: Areas) -> bool:
    """True when a release holds a template for each regency; otherwise `rapor template` makes them one by one."""
    return len(areas.codes) <= MOST_REGENCIES


def write_templates(database: duckdb.DuckDBPyConnection, areas: Areas, period: str, folder: Path) -> None:
    """Write `<area>-<period>.xlsx` for every regency in scope into `folder`, which must not be there yet (FileExistsError)."""
    folder.mkdir(parents=True)
    for code in areas.codes:
        wanted = template_order(code, period, areas)
        last = last_reports(database, code, period, [form.id for form in wanted.forms])
        write_template(replace(wanted, last=last), folder / f"{code}-{period}.xlsx")
