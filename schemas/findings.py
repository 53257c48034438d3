"""Findings (catatan verifikasi): failures turned into lines with an address and an Indonesian message."""

import re

import polars as pl

from schemas import periods
from schemas.areas import Areas
from schemas.columns import AMOUNTS
from schemas.examples import regional_examples
from schemas.forms import EVERY_FORM, FORMS, Form
from schemas.rules import EXPLAIN, FATAL, RULES, Blames
from schemas.rules.of_files import (
    ACCEPTED_REPORT_KEPT,
    CODE_STORED_AS_NUMBER,
    EXTRA_COLUMN,
    NO_KNOWN_FORM,
    NOT_A_REPORTING_AREA,
    PERIOD_OUT_OF_RANGE,
    PERIOD_UNKNOWN,
    REGENCY_UNKNOWN,
    SHEET_NOT_READ,
    SOURCES_CONTRADICT,
    UNKNOWN_FILE_TYPE,
)
from schemas.written_numbers import number_as_written

FINDING: dict[str, pl.DataType] = {
    "submission": pl.String(), "file": pl.String(), "area_code": pl.String(), "period": pl.String(), "form": pl.String(),
    "sheet": pl.String(), "cell": pl.String(), "column": pl.String(), "row": pl.Int32(), "rule": pl.String(),
    "severity": pl.String(), "value": pl.String(), "message": pl.String(), "group": pl.String(), "explanation": pl.String(),
}  # fmt: skip
FINDING_KEYS = ("period", "area_code", "file", "submission", "form", "sheet", "row", "cell", "rule")
PROBLEM: dict[str, pl.DataType] = {
    "submission": pl.String(), "form": pl.String(), "sheet": pl.String(), "cell": pl.String(), "rule": pl.String(),
    "title": pl.String(), "value": pl.String(), "detail": pl.String(), "allowed": pl.String(), "example": pl.String(),
}  # fmt: skip
#: A failure before it is worded: where it is, the text that stands there, the rule, and what it was compared with.
FAILURE: dict[str, pl.DataType] = {
    "submission": pl.String(), "sheet": pl.String(), "row": pl.Int32(), "value": pl.String(), "column": pl.String(),
    "rule": pl.String(), "detail": pl.String(),
}  # fmt: skip
_WHOLE_OR_NOT = [form.id for form in EVERY_FORM.values() if form.counts_whole]
_FIELDS = ("title", "value", "allowed", "example", "detail")
_FIELD = re.compile("(“)?{(" + "|".join(_FIELDS) + ")}")


def message(rule: str) -> pl.Expr:
    """The wording of a rule over columns title, value, number, allowed, example and detail.

    A wording that quotes “{value}” speaks of the text that stands there; one without the quotes of the value, for which `number` stands.
    """
    wording = RULES[rule].wording
    named = ["number" if field == "value" and not quoted else field for quoted, field in _FIELD.findall(wording)]
    template = _FIELD.sub(r"\1{}", wording)
    return pl.format(template, *named) if named else pl.lit(template)


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines with `severity` and `message`, one expression a rule; the order of the rules' groups is that of their first lines.

    Of a form that counts whole or not at all, what would be asked about elsewhere has to be mended.
    """
    if frame.is_empty():
        return frame.with_columns(severity=pl.lit("", pl.String), message=pl.lit("", pl.String))
    filled = frame.with_columns(pl.col(field).fill_null("") for field in _FIELDS)
    filled = filled.with_columns(number=pl.when("numeric").then(number_as_written(pl.col("value"))).otherwise("value"))
    parts = [
        part.with_columns(severity=pl.lit(RULES[rule].severity), message=message(rule))
        for (rule,), part in filled.group_by("rule", maintain_order=True)
    ]
    must_be_mended = (pl.col("severity") == EXPLAIN) & pl.col("form").is_in(_WHOLE_OR_NOT)
    return pl.concat(parts).with_columns(severity=pl.when(must_be_mended).then(pl.lit(FATAL)).otherwise("severity"))


def render(
    form: Form, failures: pl.DataFrame, files: pl.DataFrame, layouts: pl.DataFrame, areas: Areas | None = None
) -> pl.DataFrame:
    """Failures (FAILURE) of a form as findings (FINDING).

    A failure may bring an `example` of its own, empty when the column's will do. With `areas`, the example of a place is one of
    the regency that reports.
    """
    if failures.is_empty():
        return pl.DataFrame(schema=FINDING)
    brought = pl.col("example") if "example" in failures.columns else pl.lit("")
    lines = failures.with_columns(brought_example=brought).select(*FAILURE, "brought_example")
    lines = lines.join(_column_words(form), on="column", how="left", maintain_order="left")
    lines = with_letters(lines, layouts.filter(pl.col("form") == form.id))
    lines = lines.join(
        files.select("submission", "file", "area_code", "period", "received"), on="submission", how="left", maintain_order="left"
    )
    of_columns = [code for code, rule in RULES.items() if rule.blames is Blames.COLUMN]
    address = (
        pl.when(pl.col("rule").is_in(of_columns)).then(pl.format("{}{}", "letter", "header_row"))
        .when(pl.col("row").is_not_null()).then(pl.format("{}{}", "letter", "row"))
    )  # fmt: skip
    lines = lines.with_columns(form=pl.lit(form.id), cell=address.fill_null(""), value=_as_shown(pl.col("value")))
    lines = _with_examples(lines, form, areas)
    return _without_explanation(_worded(lines).with_columns(group=pl.format("{}-{}-{}", "form", "rule", "column")))


def _without_explanation(lines: pl.DataFrame) -> pl.DataFrame:
    """Worded lines as findings (FINDING) that nobody has explained; an explanation is put in when her workbook comes back."""
    return lines.with_columns(explanation=pl.lit(None, pl.String)).select(*FINDING).cast(pl.Schema(FINDING))


def with_letters(lines: pl.DataFrame, layouts: pl.DataFrame) -> pl.DataFrame:
    """The lines with `letter` and `header_row` of their column: in the table that the row stands in, else in the first that has it.

    Two tables of one form can stand on a sheet, one below the other with their columns in different places: a row is of the last header
    above it. `layouts`: submission, sheet, column, letter, header_row of the form that the lines are about.
    """
    headers = layouts.select("submission", "sheet", "column", "letter", "header_row").unique(maintain_order=True)
    first = headers.unique(["submission", "sheet", "column"], keep="first", maintain_order=True)
    if first.height == headers.height:
        return lines.join(first, on=["submission", "sheet", "column"], how="left", maintain_order="left")
    lines = lines.with_row_index("line")
    tables = headers.select("submission", "sheet", header_row="header_row").unique()
    above = lines.select("line", "submission", "sheet", "row").join(tables, on=["submission", "sheet"])
    nearest = above.filter(pl.col("header_row") < pl.col("row")).group_by("line").agg(header_row=pl.col("header_row").max())
    with_header = lines.join(nearest, on="line", how="left", maintain_order="left")
    in_table = with_header.filter(pl.col("header_row").is_not_null()).join(
        headers, on=["submission", "sheet", "column", "header_row"], how="left"
    )
    others = (
        with_header.filter(pl.col("header_row").is_null())
        .drop("header_row")
        .join(first, on=["submission", "sheet", "column"], how="left")
    )
    return (
        pl.concat([in_table.select(sorted(in_table.columns)), others.select(sorted(in_table.columns))]).sort("line").drop("line")
    )


def _as_shown(value: pl.Expr) -> pl.Expr:
    """A date cell as Excel shows it to an Indonesian reader; any other text as it stands."""
    return value.fill_null("").str.replace(r"^(\d{4})-(\d\d)-(\d\d)( 00:00:00)?$", "$3/$2/$1")


def _column_words(form: Form) -> pl.DataFrame:
    """column, title, allowed, example of every column of the form, in Indonesian, and `numeric`: it holds amounts or counts, and no years."""
    words = [(c.id, c.title, c.allowed_in_words, c.sample_value, c.kind in AMOUNTS) for c in form.columns]
    return pl.DataFrame(words, schema=["column", "title", "allowed", "example", "numeric"], orient="row")


def _with_examples(lines: pl.DataFrame, form: Form, areas: Areas | None) -> pl.DataFrame:
    """The lines with an `example` of a right value: what a failure brought, else the last day that the file can be about, else the
    regency's own place or code, else the column's."""
    ends = {period: periods.end(period) for period in lines["period"].drop_nulls().unique() if period}
    dated = [column.id for column in form.columns if str(column.dtype) == "Date"]
    end = pl.col("period").replace_strict(ends, default=None, return_dtype=pl.Date)
    day = pl.min_horizontal(end, "received").dt.to_string("%d/%m/%Y")
    regional = regional_examples(form, areas).drop("title")
    lines = lines.join(regional, on=["column", "area_code"], how="left", maintain_order="left")
    example = pl.coalesce(pl.when(pl.col("column").is_in(dated)).then(day), "regional", "example")
    brought = pl.when(pl.col("brought_example").fill_null("") != "").then("brought_example")
    return lines.with_columns(example=pl.coalesce(brought, example)).drop("regional")


def _general_words(expected: str) -> pl.DataFrame:
    """What is allowed and an example, by rule, where reading did not say it itself."""
    sheets = ", ".join(form.sheet for form in FORMS.values())
    return pl.DataFrame(
        [
            (UNKNOWN_FILE_TYPE.code, ".xlsx, .xlsm, .xls, .ods", "62.02 April 2025.xlsx"),
            (REGENCY_UNKNOWN.code, "", "62.02 dan Kabupaten Kotawaringin Timur"),
            (PERIOD_UNKNOWN.code, "", "2025-04"),
            (NOT_A_REPORTING_AREA.code, expected, "62.02 dan Kabupaten Kotawaringin Timur"),
            (PERIOD_OUT_OF_RANGE.code, "", "2025-04"),
            (NO_KNOWN_FORM.code, sheets, ""),
            (SHEET_NOT_READ.code, sheets, ""),
            (CODE_STORED_AS_NUMBER.code, "", "62.10"),
            (SOURCES_CONTRADICT.code, "", "2025-04/62.02.xlsx dengan Sampul 62.02 dan 2025-04"),
            (ACCEPTED_REPORT_KEPT.code, "", "2025-04/62.02.xlsx dengan Sampul 62.02 dan 2025-04"),
        ],
        schema=["rule", "general_allowed", "general_example"],
        orient="row",
    )


def of_problems(
    problems: pl.DataFrame, files: pl.DataFrame, expected: str = "kabupaten/kota yang melapor", areas: Areas | None = None
) -> pl.DataFrame:
    """The file tier's findings, from what reading could not do. With `areas`, the example of a place is one of the regency."""
    general = _general_words(expected)
    titles = pl.concat([_column_words(form).with_columns(form=pl.lit(form.id)) for form in EVERY_FORM.values()]).unique(
        ["form", "title"], keep="first"
    )
    columns = titles.select("form", "title", "numeric", column_allowed="allowed", column_example="example")
    lines = (
        problems.join(general, on="rule", how="left")
        .join(columns, on=["form", "title"], how="left")
        .join(files.select("submission", "file", "area_code", "period"), on="submission", how="left")
    )
    regional = [regional_examples(form, areas).with_columns(form=pl.lit(form.id)) for form in FORMS.values()]
    lines = lines.join(pl.concat(regional).drop("column"), on=["form", "title", "area_code"], how="left")
    # A further column may bear the title of one of ours.
    of_column = pl.when(pl.col("rule") != EXTRA_COLUMN.code).then("column_allowed")
    lines = lines.with_columns(
        allowed=pl.when(pl.col("allowed") == "").then(pl.coalesce(pl.col("general_allowed"), of_column)).otherwise("allowed"),
        example=pl.when(pl.col("example") == "")
        .then(pl.coalesce("general_example", "regional", "column_example"))
        .otherwise("example"),
        column=pl.lit(""),
        row=pl.lit(None, pl.Int32),
        group=pl.format("{}-{}", "form", "rule"),
    )
    return _without_explanation(_worded(lines))
