"""The templates of the next period that a release hands out, one a regency; those that would be the same are the last release's own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from assets.storage.sharing import linked
from assets.templating.last_reports import last_reports
from assets.templating.template_plan import TemplateOrder, template_order
from assets.templating.template_workbook import write_template
from schemas.areas import Areas

#: No province has more regencies; the whole country's templates would take minutes of every night.
MOST_REGENCIES = 40


@dataclass(frozen=True)
class Earlier:
    """The templates of a whole earlier release: their folder, and of each, by its file's name, the mark of what it was made from."""

    folder: Path
    marks: Mapping[str, str] = field(default_factory=dict)


def hands_out(areas: Areas) -> bool:
    """True when a release holds a template for each regency; otherwise `rapor template` makes them one by one."""
    return len(areas.codes) <= MOST_REGENCIES


def write_templates(
    database: duckdb.DuckDBPyConnection,
    areas: Areas,
    period: str,
    folder: Path,
    versions: Mapping[str, str],
    earlier: Earlier | None = None,
) -> dict[str, str]:
    """Write `<area>-<period>.xlsx` for every regency in scope into `folder`, which must not be there yet (FileExistsError); their marks.

    `versions`: by what everything is made, code and libraries. Writing fourteen takes half of the processor's time of a release, and in most
    nights few regencies have sent anything.
    """
    folder.mkdir(parents=True)
    marks = {}
    for code in areas.codes:
        wanted = template_order(code, period, areas)
        wanted = replace(wanted, last=last_reports(database, code, period, [form.id for form in wanted.forms]))
        target = folder / f"{code}-{period}.xlsx"
        marks[target.name] = mark = mark_of(wanted, versions)
        taken = earlier is not None and earlier.marks.get(target.name) == mark and linked(earlier.folder / target.name, target)
        if not taken:
            write_template(wanted, target)
    return marks


def mark_of(order: TemplateOrder, versions: Mapping[str, str]) -> str:
    """SHA-256 of what a template is made from: its regency and period, the last reports that it begins with, and the code."""
    last = order.last
    rows = [(form, hashlib.sha256(frame.write_csv().encode()).hexdigest()) for form, frame in sorted(last.rows.items())]
    made_from = (order.area_code, order.period, sorted(last.source.items()), last.sample, rows, sorted(versions.items()))
    return hashlib.sha256(repr(made_from).encode()).hexdigest()
