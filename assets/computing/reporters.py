"""Who carries a figure: which reports stand, of which day they speak, and which figures each of them can be counted in.

Pure functions over small tables: a line a period, reporter and need. A *need* is a relation with the columns of its form that a
figure reads; figures of one need have the same reporters, coverage and day.
"""

from dataclasses import dataclass

import polars as pl

from schemas import periods as calendar
from schemas.areas import Areas
from schemas.forms import FORMS
from schemas.indicators import Definition, Indicator, catalogue

#: How far a reporter's part in a figure comes, each the first that holds; the last is counted.
NOT_DUE, NOT_REPORTED, NOT_LOADED, NOT_READ, IN_QUESTION, NO_YEAR_BEFORE, COUNTED = range(7)
#: Relations that look at a second report beside the one of today, and what is missing without it.
YEAR_BEFORE, BASELINE = "register_with_year_before", "baseline"
REPORTER: dict[str, pl.DataType] = {
    "source": pl.String(), "form": pl.String(), "period": pl.String(), "area_code": pl.String(), "submission": pl.String(),
    "source_period": pl.String(), "before_submission": pl.String(), "before_source_period": pl.String(), "about": pl.String(),
    "as_of": pl.Date(), "year": pl.Int32(), "year_start": pl.Date(), "expected": pl.Boolean(),
}  # fmt: skip


@dataclass(frozen=True)
class Need:
    """A relation, the form that it is made of (empty: none), and the columns without which its figures cannot be counted."""

    source: str
    form: str
    columns: tuple[str, ...]


def need_of(indicator: Indicator, definition: Definition) -> Need:
    """What one definition reads: its relation, form and columns."""
    return Need(indicator.source, indicator.form, definition.needs(indicator.form))


def needs() -> dict[Need, int]:
    """Every need of the catalogue, with its number."""
    every = dict.fromkeys(need_of(indicator, each) for indicator in catalogue().values() for each in indicator.definitions)
    return {need: number for number, need in enumerate(every)}


def needed_columns() -> dict[str, list[str]]:
    """Form id → the columns that some figure needs."""
    wanted: dict[str, set[str]] = {}
    for need in needs():
        if need.form:
            wanted.setdefault(need.form, set()).update(need.columns)
    return {form: sorted(columns) for form, columns in wanted.items()}


def speaking_of(reports: pl.DataFrame) -> pl.DataFrame:
    """Rows of accepted.reports with `about`, the period that a standing report speaks of, and `as_of`, its last day.

    A report of the period speaks of it, Tidak Ada Perubahan too; where none is due and none came, that of the last due month does.
    """
    months = reports.select("period", "form").unique()
    due = [calendar.last_due(FORMS[form], period) for period, form in months.iter_rows()]
    speaking = reports.join(
        months.with_columns(last_due=pl.Series(due, dtype=pl.String)), on=["period", "form"], maintain_order="left"
    )
    about = pl.when("verified").then("period").otherwise("last_due")
    speaking = speaking.with_columns(about=pl.when(pl.col("submission").is_not_null()).then(about)).drop("last_due")
    first_day = pl.concat_str("about", pl.lit("-01")).str.to_date("%Y-%m-%d")
    return speaking.with_columns(as_of=first_day.dt.month_end())


def looked_back_at(reports: pl.DataFrame) -> list[str]:
    """The periods whose reports are laid beside those of today: the baseline's, and a year before what each speaks of."""
    about = reports["about"].drop_nulls().unique()
    return sorted({calendar.BASELINE, *(calendar.shift(period, -12) for period in about)})


def reporters_by_source(reports: pl.DataFrame, other_reports: pl.DataFrame, periods: list[str], areas: Areas) -> pl.DataFrame:
    """REPORTER: of each relation and period who may report, and what stands for it.

    `reports`: what stands in the periods, as `speaking_of` gives it. `other_reports`: rows of accepted.reports of the periods `looked_back_at`.
    """
    parts = [pl.DataFrame(schema=REPORTER)]
    for source, form in dict.fromkeys((need.source, need.form) for need in needs()):
        rows = reports.filter(pl.col("form") == form) if form else _of_every_month(periods, areas)
        if source == YEAR_BEFORE:
            before = {period: calendar.shift(period, -12) for period in rows["about"].drop_nulls().unique()}
            rows = _beside(rows, other_reports, pl.col("about").replace_strict(before, default=None, return_dtype=pl.String))
        elif source == BASELINE:
            rows = _beside(rows, other_reports, pl.lit(calendar.BASELINE))
        year = pl.col("as_of").dt.year().cast(pl.Int32)
        parts.append(
            rows.with_columns(source=pl.lit(source), form=pl.lit(form), year=year, year_start=pl.col("as_of").dt.truncate("1y"))
        )
    return pl.concat(parts, how="diagonal").select(REPORTER.keys()).cast(pl.Schema(REPORTER))


def _of_every_month(periods: list[str], areas: Areas) -> pl.DataFrame:
    """Lines for what no report is needed for: it speaks of the end of the period."""
    months = pl.DataFrame({"period": periods, "about": periods, "as_of": [calendar.end(period) for period in periods]})
    codes = pl.DataFrame({"area_code": [*areas.codes, areas.province]})
    return months.join(codes, how="cross").with_columns(expected=pl.lit(True))


def _beside(rows: pl.DataFrame, other_reports: pl.DataFrame, period: pl.Expr) -> pl.DataFrame:
    """The lines with what stood for the same reporter and form in another period: `before_submission`, `before_source_period`."""
    before = other_reports.filter(pl.col("submission").is_not_null()).select(
        "area_code", "form", other="period", before_submission="submission", before_source_period="source_period"
    )  # fmt: skip
    return rows.with_columns(other=period).join(before, on=["area_code", "form", "other"], how="left", maintain_order="left")


def participation(
    reporter_rows: pl.DataFrame, unread: pl.DataFrame, in_question: pl.DataFrame, empty: pl.DataFrame
) -> pl.DataFrame:
    """How every reporter takes part in the figures of every need: need, state, nil (no rows: Nihil), and the columns of REPORTER.

    `unread` and `in_question` (submission, form, column): columns that were not read, and those of which the unit is doubted.
    `empty`: reports without a row (form, submission): Nihil.
    """
    numbered = needs()
    need_numbers = pl.DataFrame(
        [(number, need.source) for need, number in numbered.items()], schema={"need": pl.Int32, "source": pl.String}, orient="row"
    )
    rows = reporter_rows.join(need_numbers, on="source")
    for name, columns in {"unread": unread, "in_question": in_question}.items():
        lacking = _lacking(numbered, columns)
        now = lacking.with_columns(pl.lit(True).alias(name))
        before = lacking.select("need", before_submission="submission").with_columns(pl.lit(True).alias(f"{name}_before"))
        rows = rows.join(now, on=["need", "submission"], how="left").join(before, on=["need", "before_submission"], how="left")
    rows = rows.join(empty.with_columns(nil=pl.lit(True)), on=["form", "submission"], how="left")
    missing = (pl.col("form") != "") & pl.col("submission").is_null()
    alone = pl.col("before_submission").is_null()
    compares = pl.col("source") == YEAR_BEFORE
    state = (
        pl.when(missing & ~pl.col("expected")).then(NOT_DUE)
        .when(missing).then(NOT_REPORTED)
        .when((pl.col("source") == BASELINE) & alone).then(NOT_LOADED)
        .when(pl.col("unread") | (compares & pl.col("unread_before"))).then(NOT_READ)
        .when(pl.col("in_question") | (compares & pl.col("in_question_before"))).then(IN_QUESTION)
        .when(compares & alone).then(NO_YEAR_BEFORE)
        .otherwise(COUNTED)
    )  # fmt: skip
    return rows.with_columns(pl.col("nil").fill_null(False), state=state.cast(pl.Int32)).drop(
        "unread", "unread_before", "in_question", "in_question_before"
    )


def _lacking(numbered: dict[Need, int], lacked: pl.DataFrame) -> pl.DataFrame:
    """need, submission of the reports that lack a column of the need; `lacked`: submission, form, column."""
    columns = pl.DataFrame(
        [(number, need.form, column) for need, number in numbered.items() for column in need.columns],
        schema={"need": pl.Int32, "form": pl.String, "column": pl.String},
        orient="row",
    )
    return columns.join(lacked, on=["form", "column"]).select("need", "submission").unique()


def with_lacks(reporter_rows: pl.DataFrame, participation: pl.DataFrame) -> pl.DataFrame:
    """The reporters (REPORTER) with `lacks`: the numbers of the needs that each of them is not counted in though it reported."""
    key = ["source", "period", "area_code"]
    states = [NOT_READ, IN_QUESTION, NO_YEAR_BEFORE]
    left_out = participation.filter(pl.col("state").is_in(states)).group_by(key).agg(lacks="need")
    return reporter_rows.join(left_out, on=key, how="left").with_columns(pl.col("lacks").fill_null([]))


def books(participation: pl.DataFrame) -> pl.DataFrame:
    """A row a period and a column `book_<need>`: the total's book year, that of the earliest, where reporters speak of different years.

    In January some may speak of December still: the sums of two book years would be mixed otherwise.
    """
    wanted = [number for need, number in needs().items() if "book_year" in need.columns]
    counted = participation.filter((pl.col("state") == COUNTED) & pl.col("need").is_in(wanted))
    years = counted.group_by("need", "period").agg(book=pl.col("year").min() - 1, differ=pl.col("year").n_unique() > 1)
    mixed = years.filter(pl.col("differ").any().over("need"))
    return mixed.with_columns(name=pl.format("book_{}", "need")).pivot("name", index="period", values="book")


def scoped(participation: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """What the figures of a need rest on in each area and in the total: need, period, scope, state, coverage, as_of, book, nil.

    `state` is the furthest of the reporters'; `coverage` the share of the expected regencies that are counted, null where none is
    expected; `as_of` the earliest day of those counted; `book` the book year of the earliest of them, or of those that stand where none
    is counted; `nil` whether one of them reported that there is nothing.
    """
    counted = pl.col("state") == COUNTED
    regency = pl.col("area_code").is_in(areas.codes)
    of_regencies = participation.filter(regency).with_columns(scope="area_code")
    both = pl.concat([of_regencies, participation.with_columns(scope=pl.lit(areas.province))])
    book = pl.coalesce(pl.col("year").filter(counted).min(), pl.col("year").min()) - 1
    return both.group_by("need", "period", "scope").agg(
        pl.col("state").max(), coverage=counted.filter(regency & pl.col("expected")).mean(), as_of=pl.col("as_of").filter(counted).min(),
        book=book, nil=(pl.col("nil") & counted).any(),
    )  # fmt: skip
