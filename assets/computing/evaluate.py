"""Indicators from accepted rows: who reported what and of which day, the catalogue's sides over the relations of sources.sql, figures."""

from dataclasses import dataclass

import polars as pl

from assets.computing import reporters
from assets.computing.figures import figures
from assets.computing.measures import Rests, measure
from assets.computing.unread import unread_columns
from assets.storage import provisions
from assets.storage.database import Database, quoted
from assets.storage.tables import FINDINGS, REPORTS, accepted, raw
from schemas import periods as calendar
from schemas.areas import Areas
from schemas.forms import FORMS
from schemas.forms.kdmp import STAGES
from schemas.forms.obstacles import STATES
from schemas.rules.between_periods import SCALE_DOUBTED
from schemas.values import is_blank, is_error, tidy


@dataclass(frozen=True)
class Relations:
    """What is known of the reports while the relations of sources.sql lie in a connection.

    `participation`: how every reporter takes part in the figures of every need (`participation` of assets.computing.reporters). `rests`:
    what is out of the ordinary.
    """

    participation: pl.DataFrame
    rests: Rests


def evaluate(database: Database, periods: list[str], areas: Areas) -> pl.DataFrame:
    """Every indicator valid in the periods, for the total and each regency: rows of the table indicators.values (VALUES).

    Reads the reports that stand, accepted and raw rows, layouts, findings and what the province has laid down; writes nothing. All
    periods in one pass. What a figure lacks is told by the reports and their columns (`status`), never by a null among its rows.
    """
    laid = lay_relations(database, periods, areas)
    measured = measure(database, laid.rests)
    return figures(measured, reporters.scoped(laid.participation, areas), provisions.grdp(database.table), periods, areas)


def lay_relations(database: Database, periods: list[str], areas: Areas) -> Relations:
    """Lay the relations of sources.sql over the reports that stand in the periods, as temporary tables and views of the connection."""
    reports = reporters.speaking_of(database.table(REPORTS, period=periods))
    other_reports = database.table(REPORTS, period=reporters.looked_back_at(reports))
    reporter_rows = reporters.reporters_by_source(reports, other_reports, periods, areas)
    members = _members(database, reporter_rows)
    standing = members["submission"].unique()
    not_read = _of_reports(unread_columns(database, standing, reporters.needed_columns()), members)
    in_question = _of_reports(_in_question(database, standing), members)
    participation = reporters.participation(reporter_rows, not_read, in_question, _reports_without_rows(reports, members))
    lacking = reporters.with_lacks(reporter_rows, participation)
    books = reporters.books(participation)
    frames = _settings(areas, periods, provisions.decrees(database.table)) | {
        "reporters": lacking,
        "books": books,
        "older_levels": _older_levels(database, standing),
    }
    given = {f"given_{name}": frame for name, frame in frames.items()}
    database.script("assets.computing", "sources.sql", given)
    mixed = frozenset(int(name.removeprefix("book_")) for name in books.columns if name != "period")
    database.forget(given)
    return Relations(participation, Rests(frozenset(lacking["lacks"].explode().drop_nulls()), mixed))


def _members(database: Database, reporter_rows: pl.DataFrame) -> pl.DataFrame:
    """form, submission, report: the submissions whose rows make up each report that stands; several where it came in parts."""
    now = reporter_rows.select("form", "area_code", period="source_period", report="submission")
    before = reporter_rows.select("form", "area_code", period="before_source_period", report="before_submission")
    reports = pl.concat([now, before]).drop_nulls().unique()
    parts = [pl.DataFrame(schema={"form": pl.String, "submission": pl.String, "report": pl.String})]
    for (form,), of_form in reports.group_by("form", maintain_order=True):
        rows = database.connection.table(accepted(str(form)).name).select("submission, area_code, period").distinct().pl()
        parts.append(of_form.join(rows, on=["area_code", "period"]).select("form", "submission", "report"))
    return pl.concat(parts)


def _of_reports(columns: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Columns of submissions (submission, form, column) as those of the reports that they are part of."""
    return columns.join(members, on=["form", "submission"]).select("form", "column", submission="report").unique()


def _reports_without_rows(reports: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """form, submission of the reports (REPORT) that stand and hold no row: their regency said Nihil."""
    standing = reports.select("form", "submission").drop_nulls().unique()
    return standing.join(members, left_on=["form", "submission"], right_on=["form", "report"], how="anti")


def _in_question(database: Database, standing: pl.Series) -> pl.DataFrame:
    """submission, form, column of the amounts whose unit is doubted until they are sent again."""
    doubted = database.table(FINDINGS, submission=standing).filter(pl.col("rule") == SCALE_DOUBTED.code)
    return doubted.select("submission", "form", "column").unique()


def _older_levels(database: Database, standing: pl.Series) -> pl.DataFrame:
    """submission, sheet, row of the register's rows whose Tingkat Kesehatan says a level of another scale: it has no accepted value."""
    column = FORMS["register"].column("health")
    query = [
        "SELECT submission, sheet, row,", quoted(column.id), "AS text FROM", quoted(raw("register").name),
        "WHERE submission IN (SELECT unnest($standing)) AND text NOT IN (SELECT unnest($scale))",
    ]  # fmt: skip
    texts = database.connection.sql(" ".join(query), params={"standing": standing.to_list(), "scale": list(column.values)}).pl()
    said = texts.with_columns(tidy(texts["text"])).filter(~is_blank(column, pl.col("text")) & ~is_error(pl.col("text")))
    return said.select("submission", "sheet", "row")


def _settings(areas: Areas, periods: list[str], decrees: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Name → the small frames that sources.sql asks its caller for beside the reports; it sees each as `given_<name>`."""
    # What stands may speak of the year before, and what was said before is looked for so many years before that one.
    back = calendar.shift(f"{min(periods)[:4]}-01", -12 * (calendar.YEARS_BACK + 1))
    return {
        "regions": areas.regencies.select(area_code="code"),
        "settings": pl.DataFrame({"total": [areas.province], "years_back": [calendar.YEARS_BACK], "looks_back": [back]}),
        "place": areas.villages.select(village_code="code", area_code="regency_code"),
        "decree": decrees.select("list", "year", "area_code", "nik", "name"),
        "problem_states": pl.DataFrame({"status": list(STATES), "state": list(STATES.values())}),
        "stages": pl.DataFrame({"stage": STAGES, "position": list(range(len(STAGES)))}),
    }
