"""The reports that a slip tells of: what stands of a file, of all parts together, and what stood last. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from assets.judging.beside import own_reports
from assets.returning.slip_counts import counts
from assets.returning.slip_words import Report
from schemas import periods
from schemas.forms import FORMS, NO_PERIOD
from schemas.periods import LOOKS_BACK
from schemas.rules.between_periods import SCALE_DOUBTED

#: Form, area_code and period.
Place = tuple[str, str, str]
_PLACE = ["form", "area_code", "period"]


def last_reports(reports: pl.DataFrame, asked: Iterable[str]) -> pl.DataFrame:
    """The last report before each of the periods asked for, as far back as reports are compared: form, area_code, period, before.

    `reports`: REPORT of every period.
    """
    own = own_reports(reports).select("form", "area_code", before="period").unique()
    wanted = [(period, periods.shift(period, -LOOKS_BACK)) for period in sorted(set(asked) - {NO_PERIOD})]
    months = pl.DataFrame(wanted, schema={"period": pl.String, "earliest": pl.String}, orient="row")
    pairs = own.join_where(months, pl.col("before") < pl.col("period"), pl.col("before") >= pl.col("earliest"))
    return pairs.group_by(_PLACE).agg(pl.col("before").max())


@dataclass(frozen=True)
class CountedReports:
    """The counts of reports: `of_files` by submission and form, `standing` by place, and the period of the last one before a place."""

    of_files: Mapping[tuple[str, str], Report]
    standing: Mapping[Place, Report]
    last_period: Mapping[Place, str]
    source_period: Mapping[Place, str]

    def before(self, place: Place) -> Report | None:
        """The last report before that of a place; None without one, or where it had no rows."""
        form, area, _ = place
        return self.standing.get((form, area, self.last_period.get(place, "")))


def counted_reports(
    files: pl.DataFrame, layouts: pl.DataFrame, reports: pl.DataFrame, rows: Mapping[str, pl.DataFrame], doubts: pl.DataFrame
) -> CountedReports:
    """The counts of the files (FILE) and of the reports beside them; see `SlipSources` for the frames."""
    doubted = _doubted_columns(doubts)
    lacking = _lacking_columns(layouts)
    of_files: dict[tuple[str, str], Report] = {}
    standing: dict[Place, Report] = {}
    for form, of_form in rows.items():
        of_asked = of_form.join(files.select("submission"), on="submission", how="semi", maintain_order="left")
        for row in counts(form, of_form, ["area_code", "period"]).iter_rows(named=True):
            columns = frozenset[str]().union(*(doubted.get(submission, frozenset()) for submission in row["submissions"]))
            standing[form, row["area_code"], row["period"]] = Report(row["period"], row, columns)
        # A doubt is about all parts together, and noted at one of them.
        for row in counts(form, of_asked, ["submission", "area_code", "period"]).iter_rows(named=True):
            whole = standing[form, row["area_code"], row["period"]]
            submission = row["submission"]
            of_files[submission, form] = Report(row["period"], row, whole.doubted, lacking.get((submission, form), frozenset()))
    last = {
        (form, area, period): before
        for form, area, period, before in last_reports(reports, files["period"]).select(*_PLACE, "before").iter_rows()
    }
    carried = reports.drop_nulls("source_period").select(*_PLACE, "source_period")
    sources = {(form, area, period): source for form, area, period, source in carried.iter_rows()}
    return CountedReports(of_files, standing, last, sources)


def _doubted_columns(doubts: pl.DataFrame) -> dict[str, frozenset[str]]:
    """Submission → its columns of rupiah of which no figure counts a value yet. `doubts`: FINDING."""
    rows = doubts.filter(pl.col("rule") == SCALE_DOUBTED.code).select("submission", "column").rows_by_key("submission")
    return {submission: frozenset(column for (column,) in columns) for submission, columns in rows.items()}


def _lacking_columns(layouts: pl.DataFrame) -> dict[tuple[str, str], frozenset[str]]:
    """Submission and form → the columns that no table of the form has in the file. `layouts`: LAYOUT."""
    read = layouts.select("submission", "form", "column").rows_by_key(["submission", "form"])
    return {
        key: frozenset(FORMS[key[1]].ids) - {column for (column,) in columns} for key, columns in read.items() if key[1] in FORMS
    }
