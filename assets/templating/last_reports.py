"""The last accepted report of a regency, form by form: what its next template begins with."""

from collections.abc import Iterable

import duckdb
import polars as pl

from assets.templating.starting_rows import LastReports
from schemas.columns import Kind
from schemas.forms import FORMS

#: The forms whose last accepted report fills rows of the next one.
CARRIED = ("register", "kdmp", "obstacles")


def last_reports(database: duckdb.DuckDBPyConnection, area_code: str, period: str, forms: Iterable[str]) -> LastReports:
    """The last accepted reports of a regency up to the period, of those of the forms (ids) that fill rows of the next one.

    `database` is the warehouse or a release's copy of it. A report that was carried forward is given for the period that its
    rows are about.
    """
    rows: dict[str, pl.DataFrame] = {}
    source: dict[str, str] = {}
    sample = False
    for form in forms:
        report = _last_accepted(database, form, area_code, period) if form in CARRIED else None
        if report is None:
            continue
        submission, source[form], is_sample = report
        rows[form] = _rows(database, form, submission, source[form])
        sample = sample or is_sample
    return LastReports(rows, source, sample)


def _last_accepted(database: duckdb.DuckDBPyConnection, form: str, area_code: str, period: str) -> tuple[str, str, bool] | None:
    """Of the last accepted report its submission, the period that it was for, and whether it is sample data; None without any."""
    query = """
        SELECT r.submission, r.source_period, coalesce(f.sample, false)
        FROM accepted.reports r LEFT JOIN submissions.files f USING (submission)
        WHERE r.form = $1 AND r.area_code = $2 AND r.period <= $3 AND r.submission IS NOT NULL
        ORDER BY r.period DESC LIMIT 1
    """
    return database.execute(query, [form, area_code, period]).fetchone()


def _rows(database: duckdb.DuckDBPyConnection, form: str, submission: str, period: str) -> pl.DataFrame:
    """The accepted rows of a report in the order of the sheet, with `<stage date>_word`: Sudah, Belum or null.

    Accepted rows hold dates alone, so the words come from the raw rows beside them.
    """
    parameters = {"submission": submission, "period": period}
    where = "WHERE submission = $submission AND period = $period ORDER BY sheet, row"
    accepted = database.sql(" ".join(["FROM", f"accepted.{form}", where]), params=parameters).pl()
    stages = [column.id for column in FORMS[form].columns if column.kind is Kind.STAGE_DATE]
    if not stages:
        return accepted
    texts = database.sql(" ".join(["FROM", f"raw.{form}", where]), params=parameters).pl()
    words = {"sudah": "Sudah", "belum": "Belum"}
    stage_words = texts.select(
        "sheet", "row",
        *(pl.col(name).str.strip_chars().str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
          .alias(f"{name}_word") for name in stages if name in texts.columns),
    )  # fmt: skip
    return accepted.join(stage_words, on=["sheet", "row"], how="left", maintain_order="left")
