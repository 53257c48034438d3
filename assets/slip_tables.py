"""What slips are made from, taken from tables: those of the warehouse in a night, those of a release for whoever asks without one."""

from collections.abc import Iterable

import polars as pl

from assets.past import ReadTable
from assets.returning.slip import SlipSources, current
from assets.returning.slip_counts import columns_counted
from assets.returning.slip_reports import last_reports
from assets.storage.tables import FILES, FINDINGS, LAYOUTS, PROBLEMS, REPORTED, REPORTS, VERSIONS, Table, accepted
from schemas.forms import FORMS
from schemas.rules.between_periods import SCALE_DOUBTED


def slip_sources(read: ReadTable, periods: list[str], findings: pl.DataFrame) -> SlipSources:
    """What the tables hold of every file of these periods that stands or waits. `findings`: FINDING of these periods."""
    versions = read(VERSIONS, period=periods)
    files = current(read(FILES, period=periods).filter(pl.col("area_code").is_not_null()).sort("seq"), versions)
    submissions = files["submission"].to_list()
    reports = read(REPORTS)
    return SlipSources(
        files=files,
        layouts=read(LAYOUTS, submission=submissions),
        reported=read(REPORTED, submission=submissions),
        versions=versions,
        problems=read(PROBLEMS, submission=submissions),
        findings=findings.join(files, on="submission", how="semi", maintain_order="left"),
        reports=reports,
        rows=counted_rows(read, {form: [*periods, *last_periods(reports, periods, form)] for form in FORMS}),
        doubts=doubts(read),
    )


def last_periods(reports: pl.DataFrame, periods: Iterable[str], form: str) -> list[str]:
    """The periods of the last reports of a form before each of these periods. `reports`: REPORT of every period."""
    return last_reports(reports, periods).filter(pl.col("form") == form)["before"].unique().to_list()


def counted_rows(read: ReadTable, periods: dict[str, list[str]]) -> dict[str, pl.DataFrame]:
    """Form id → the rows that stand in some periods, with the columns that slips count: a tenth of what an accepted row holds."""
    return {form: read(_counted_table(form), period=wanted) for form, wanted in periods.items()}


def doubts(read: ReadTable) -> pl.DataFrame:
    """The findings (FINDING) by which an amount is not counted yet, of every period."""
    return read(FINDINGS, rule=[SCALE_DOUBTED.code])


def _counted_table(form: str) -> Table:
    table = accepted(form)
    return Table(table.name, {name: table.columns[name] for name in columns_counted(form)}, table.row_is)
