"""The last accepted report of a regency, form by form: what its next template begins with."""

from collections.abc import Iterable

import duckdb
import polars as pl

from assets.templating.starting import LastReports
from schemas.columns import Kind
from schemas.forms import FORMS

#: The forms whose last accepted report fills rows of the next one.
CARRIED = ("register", "kdmp", "obstacles")


def last_reports(database: duckdb.DuckDBPyConnection, area_code: str, period: str, forms: Iterable[str]) -> LastReports:
    """The last accepted report of each of the forms up to the period, from the warehouse or a release's copy of it."""
    rows: dict[str, pl.DataFrame] = {}
    source: dict[str, str] = {}
    sample = False
    for form in forms:
        found = _last_accepted(database, form, area_code, period) if form in CARRIED else None
        if found is None:
            continue
        submission, source[form], from_sample = found
        rows[form] = _rows(database, form, submission, source[form])
        sample = sample or from_sample
    return LastReports(rows, source, sample)


def _last_accepted(database: duckdb.DuckDBPyConnection, form: str, area_code: str, period: str) -> tuple[str, str, bool] | None:
    """Submission, the period that it was for, and whether it is sample data."""
    query = """
        SELECT r.submission, r.source_period, coalesce(f.sample, false)
        FROM accepted.reports r LEFT JOIN submissions.files f USING (submission)
        WHERE r.form = $1 AND r.area_code = $2 AND r.period <= $3 AND r.submission IS NOT NULL
        ORDER BY r.period DESC LIMIT 1
    """
    return database.execute(query, [form, area_code, period]).fetchone()


def _rows(database: duckdb.DuckDBPyConnection, form: str, submission: str, period: str) -> pl.DataFrame:
    """The accepted rows of a report in the order of the sheet, with Sudah or Belum where a stage has no date."""
    parameters = {"submission": submission, "period": period}
    where = "WHERE submission = $submission AND period = $period ORDER BY sheet, row"
    accepted = database.sql(" ".join(["FROM", f"accepted.{form}", where]), params=parameters).pl()
    stages = [column.id for column in FORMS[form].columns if column.kind is Kind.STAGE_DATE]
    if not stages:
        return accepted
    texts = database.sql(" ".join(["FROM", f"raw.{form}", where]), params=parameters).pl()
    words = {"sudah": "Sudah", "belum": "Belum"}
    said = texts.select(
        "sheet", "row",
        *(pl.col(name).str.strip_chars().str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
          .alias(f"{name}_word") for name in stages if name in texts.columns),
    )  # fmt: skip
    return accepted.join(said, on=["sheet", "row"], how="left", maintain_order="left")
