"""What stands beside the submissions that are compared: the last reports of the warehouse or of a release, and the night's own."""

from collections.abc import Callable, Iterable

import duckdb
import polars as pl

from assets.storage.tables import REPORTS, TOTALS, Table, accepted
from assets.storage.warehouse import quoted
from schemas import periods as calendar
from schemas.comparing import CONTENT, TOTAL, Earlier, periods_before, totals
from schemas.comparing.jumps import MONTHS_BACK
from schemas.forms import FORMS
from schemas.judge import Verdict

#: How a table is read: `Warehouse.table`, or the like of a release.
Read = Callable[..., pl.DataFrame]


def own_reports(reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of accepted.reports in which a report stands for its own period, and is not carried forward."""
    return reports.filter(pl.col("source_period") == pl.col("period"))


def standing_rows(verdict: Verdict, reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Form id → the accepted rows of the submissions that stand for their own period."""
    own = own_reports(reports).select("form", "submission", "period")
    keys = ["submission", "period"]
    return {form: rows.join(own.filter(pl.col("form") == form), on=keys, how="semi") for form, rows in verdict.accepted.items()}


def beside(known: Earlier, verdict: Verdict, reports: pl.DataFrame) -> Earlier:
    """What was known before, and what the submissions that were just judged add to it."""
    own = standing_rows(verdict, reports)
    rows = {form: pl.concat([known.of(form), own[form]]) for form in FORMS}
    contents = own_reports(reports).select(CONTENT.keys()).cast(pl.Schema(CONTENT))
    return Earlier(rows, pl.concat([known.totals, totals(own).select(TOTAL.keys())]), pl.concat([known.contents, contents]))


def known(read: Read, compared: Iterable[str], *, of_those_too: bool = False) -> Earlier:
    """What tables hold of other periods than those compared: the rows that are of use, and three years' totals and hashes.

    With `of_those_too` also of the periods compared: for files that are only checked, beside which their month stands already.
    """
    months = sorted(set(compared))
    if not months:
        return Earlier()
    left_out = set() if of_those_too else set(months)
    years = calendar.between(calendar.shift(months[0], -MONTHS_BACK), months[-1])
    reports = own_reports(read(REPORTS)).filter(pl.col("period").is_in([month for month in years if month not in left_out]))
    wanted = {form: periods_before(form, months) + [month for month in months if month not in left_out] for form in FORMS}
    return Earlier(
        {form: read(accepted(form), period=of_form) for form, of_form in wanted.items()},
        read(TOTALS, period=[month for month in years if month not in left_out]),
        reports.select(CONTENT.keys()),
    )


def of_release(connection: duckdb.DuckDBPyConnection) -> Read:
    """Reads the tables of a release's database; one that an older release does not have, or has otherwise, is empty."""

    def read(table: Table, **keys: Iterable[str]) -> pl.DataFrame:
        schema, name = table.name.split(".")
        found = "SELECT column_name FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2"
        if not set(table.columns) <= {column for (column,) in connection.execute(found, [schema, name]).fetchall()}:
            return pl.DataFrame(schema=table.columns)
        conditions = [f"{quoted(column)} IN (SELECT unnest(${column}))" for column in keys] or ["true"]
        query = " ".join(["FROM", quoted(table.name), "WHERE", " AND ".join(conditions)])
        rows = connection.execute(query, {column: list(values) for column, values in keys.items()} or None).pl()
        return rows.select(table.columns.keys()).cast(pl.Schema(table.columns))

    return read
