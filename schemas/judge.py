"""Judging: from text rows of all submissions of some periods to typed, accepted rows and the findings beside them.

`judge` owns Pandera. It casts by kind and notes what was lost, lets the form's value checks run, takes away the values that
broke a rule of their own, lets the row checks run on what is left, and returns a form only for a fatal finding.
"""

from dataclasses import dataclass

import pandera.errors
import pandera.polars as pa
import polars as pl

from schemas import findings, periods
from schemas.areas import Areas
from schemas.findings import FAILURE, FINDING_KEYS
from schemas.forms import FORMS, NIL, Form
from schemas.places import place_notes
from schemas.rules import EXPLAIN, FATAL, RULES
from schemas.values import UNREADABLE, cast, is_blank, is_error, says_nothing_more

#: More than this share of rows with a repeated key returns the form.
REPEATED_AT_MOST = 0.10


@dataclass(frozen=True)
class Submitted:
    """What was read from the submissions of some periods.

    `files`: submission, file, area_code, period, received (Date). `rows`: form id → provenance columns and one String
    column for each column id of the form. `layouts`: submission, form, sheet, header_row (Int32), column, letter. `problems`: the file tier's
    findings (submission, form, sheet, cell, rule, title, value, detail, allowed, example), form empty for the whole file.
    `conditions`: submission, form, condition.
    """

    files: pl.DataFrame
    rows: dict[str, pl.DataFrame]
    layouts: pl.DataFrame
    problems: pl.DataFrame
    conditions: pl.DataFrame


@dataclass(frozen=True)
class Verdict:
    """`accepted`: form id → typed rows of the submissions whose form was not returned. `findings`: see schemas.findings.
    `returned`: submission, form of each form with a fatal finding."""

    accepted: dict[str, pl.DataFrame]
    findings: pl.DataFrame
    returned: pl.DataFrame


def judge(submitted: Submitted, areas: Areas) -> Verdict:
    """Judge every form of the submissions; pure, in one pass a form."""
    notes = [findings.of_problems(submitted.problems, submitted.files, areas.province_name)]
    typed: dict[str, pl.DataFrame] = {}
    for form in FORMS.values():
        rows = submitted.rows.get(form.id, pl.DataFrame(schema=_text_schema(form)))
        if rows.is_empty():
            typed[form.id], failures = pl.DataFrame(schema=form.dtypes()), _empty_columns(form, rows, submitted)
        else:
            typed[form.id], failures = judge_form(form, rows, submitted, areas)
        notes.append(findings.render(form, failures, submitted.files, submitted.layouts))
    every = pl.concat(notes, how="vertical").sort(*FINDING_KEYS, "message")
    returned = (
        every.filter((pl.col("severity") == FATAL) & (pl.col("form") != ""))
        .select("submission", "form")
        .unique(maintain_order=True)
    )
    accepted = {
        form_id: frame.join(returned.filter(pl.col("form") == form_id), on="submission", how="anti")
        for form_id, frame in typed.items()
    }
    return Verdict(accepted, every, returned)


def judge_form(form: Form, rows: pl.DataFrame, submitted: Submitted, areas: Areas) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed rows of one form, and its failures (schemas.findings.FAILURE)."""
    rows = _complete(form, rows).with_row_index("position")
    typed = _with_context(rows, submitted.files, areas).with_columns(_cast_filled(form, rows))
    lost = pl.concat([_unreadable(form, rows, typed), _required(form, rows)])
    failed = _failures(form.value_schema(), typed)
    typed = _without(typed, failed)
    related = _failures(form.row_schema(), typed)
    failures = pl.concat([lost, _with_details(form, typed, pl.concat([failed, related])), place_notes(form, typed, areas)])
    per_cell = _located(pl.concat([failures, _repeated_cells(form, typed)]), rows)
    per_table = [_empty_columns(form, rows, submitted), _repeated_tables(form, typed), _mostly_missing(form, typed)]
    return typed.select(*form.dtypes()), pl.concat([per_cell, *per_table])


CELL_FAILURE: dict[str, pl.DataType] = {
    "position": pl.UInt32(), "column": pl.String(), "rule": pl.String(), "detail": pl.String(),
}  # fmt: skip


def _text_schema(form: Form) -> dict[str, pl.DataType]:
    return {name: pl.String() for name in form.dtypes()} | {"row": pl.Int32()}


def _complete(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, pl.String).alias(name) for name in form.ids if name not in rows.columns]
    return rows.with_columns(missing).select(_text_schema(form).keys())


def _with_context(rows: pl.DataFrame, files: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Beside the row: `latest_day`, `nik_prefix` and `<column>_filled` for the checks that need them."""
    ends = {period: periods.end(period) for period in files["period"].drop_nulls().unique()}
    days = files.select(
        "submission",
        latest_day=pl.min_horizontal(pl.col("period").replace_strict(ends, default=None, return_dtype=pl.Date), "received"),
    )
    prefixes = areas.regencies.select("nik_prefix", area_code="code")
    filled = [
        (pl.col(name).str.strip_chars().fill_null("") != "").alias(f"{name}_filled")
        for name in ("legal_number", "resolved_date") if name in rows.columns
    ]  # fmt: skip
    return (
        rows.with_columns(filled)
        .join(days, on="submission", how="left")
        .join(prefixes, on="area_code", how="left", maintain_order="left")
    )


def _cells(frame: pl.DataFrame, marks: list[pl.Expr]) -> pl.DataFrame:
    """Failures from one String expression a column that holds a rule's code or null."""
    if not marks:
        return pl.DataFrame(schema=CELL_FAILURE)
    marked = frame.select("position", *marks)
    long = marked.unpivot(index="position", variable_name="column", value_name="rule").drop_nulls("rule")
    return long.with_columns(detail=pl.lit("")).select(*CELL_FAILURE).cast(pl.Schema(CELL_FAILURE))


def _cast_filled(form: Form, rows: pl.DataFrame) -> list[pl.Expr]:
    """The typed values of every column; a column that nobody filled costs nothing."""
    empty = {name for name in form.ids if rows[name].null_count() == rows.height}
    return [pl.lit(None, column.dtype).alias(column.id) if column.id in empty else cast(column) for column in form.columns]


def _unreadable(form: Form, rows: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    """Cells with a formula's error, and cells whose text could not be read as the column's kind."""
    suspects = [column for column in form.columns if rows[column.id].null_count() < typed[column.id].null_count()]
    without_value = typed.select(pl.col(column.id).is_null().alias(f"{column.id} lost") for column in suspects)
    marks = []
    for column in suspects:
        lost = pl.col(f"{column.id} lost") & ~is_blank(column) & ~says_nothing_more(column)
        rule = pl.when(lost).then(pl.lit(UNREADABLE.get(column.kind)))
        marks.append(pl.when(is_error(column.id)).then(pl.lit("V212")).otherwise(rule).alias(column.id))
    return _cells(rows.hstack(without_value), marks)


def _required(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    marks = [pl.when(is_blank(column)).then(pl.lit("V201")).otherwise(None).alias(column.id) for column in form.required]
    wholly_empty = {column.id: is_blank(column).all().over("submission") for column in form.required}
    marks = [
        pl.when(~wholly_empty[column.id]).then(mark).alias(column.id) for column, mark in zip(form.required, marks, strict=True)
    ]
    return _cells(rows, marks)


def _failures(schema: pa.DataFrameSchema, typed: pl.DataFrame) -> pl.DataFrame:
    """What a Pandera schema finds: one row a failing cell, by its position in the frame."""
    try:
        schema.validate(typed, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = pl.DataFrame(errors.failure_cases)
        broken = cases.filter(pl.col("index").is_null() | ~pl.col("check").is_in(list(RULES)))
        if broken.height:
            raise
        return cases.select(
            position=pl.col("index").cast(pl.UInt32), column="column", rule="check", detail=pl.lit("")
        ).cast(pl.Schema(CELL_FAILURE))  # fmt: skip
    return pl.DataFrame(schema=CELL_FAILURE)


def _without(typed: pl.DataFrame, failed: pl.DataFrame) -> pl.DataFrame:
    """Typed rows without the values that broke a rule of their own."""
    explain = [code for code, rule in RULES.items() if rule.severity == EXPLAIN]
    for (column,), cells in failed.filter(pl.col("rule").is_in(explain)).group_by("column"):
        gone = pl.col("position").is_in(cells["position"].implode())
        typed = typed.with_columns(pl.when(~gone).then(pl.col(column)).alias(column))
    return typed


def _with_details(form: Form, typed: pl.DataFrame, failed: pl.DataFrame) -> pl.DataFrame:
    """The failures with what each was compared with, by the check's own expression."""
    details = [(check.rule, check.column, check.detail) for check in form.checks if check.detail is not None]
    details += [(check.rule, check.column, _day("latest_day")) for check in form.checks if check.rule == "V211"]
    parts = [
        failed.join(
            pl.DataFrame([(r, c) for r, c, _ in details], schema=["rule", "column"], orient="row"),
            on=["rule", "column"],
            how="anti",
        )
    ]
    for rule, column, detail in details:
        own = failed.filter((pl.col("rule") == rule) & (pl.col("column") == column)).drop("detail")
        if own.height:
            parts.append(own.join(typed.select("position", detail=detail), on="position").select(*CELL_FAILURE))
    return pl.concat(parts)


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%d/%m/%Y")


def _located(failures: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Failures of cells, with submission, sheet, row and the text that stands there."""
    parts = [pl.DataFrame(schema=FAILURE)]
    for (column,), part in failures.group_by("column", maintain_order=True):
        cells = rows.select("position", "submission", "sheet", "row", value=column)
        parts.append(part.join(cells, on="position", how="left").select(*FAILURE))
    return pl.concat(parts)


def _table_failures(frame: pl.DataFrame, column: str | pl.Expr, rule: str) -> pl.DataFrame:
    """Failures of whole tables: `frame` has submission, sheet and detail."""
    return frame.with_columns(
        row=pl.lit(None, pl.Int32), value=pl.lit(""), column=pl.lit(column) if isinstance(column, str) else column,
        rule=pl.lit(rule), detail=pl.col("detail").cast(pl.String),
    ).select(*FAILURE)  # fmt: skip


def _empty_columns(form: Form, rows: pl.DataFrame, submitted: Submitted) -> pl.DataFrame:
    """Required columns that are in the table and empty on every row; a form reported as Nihil may be."""
    nil = submitted.conditions.filter((pl.col("form") == form.id) & (pl.col("condition") == NIL))
    tables = submitted.layouts.filter(pl.col("form") == form.id).join(nil, on="submission", how="anti")
    seen = tables.select("submission", "sheet", "column").unique(["submission", "column"], keep="first", maintain_order=True)
    filled = rows.group_by("submission").agg((~is_blank(column)).any().alias(column.id) for column in form.required)
    has_value = filled.unpivot(index="submission", variable_name="column", value_name="filled")
    required = [column.id for column in form.required]
    empty = seen.filter(pl.col("column").is_in(required)).join(has_value, on=["submission", "column"], how="left")
    empty = empty.filter(~pl.col("filled").fill_null(False))
    return _table_failures(empty.with_columns(detail=pl.lit("")), pl.col("column"), "V111")


def _repeated_keys(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows that share their key with another row of the submission: position, submission, sheet, same (rows that bear it), rows."""
    if form.key is None:
        return typed.clear().select("position", "submission", "sheet", same=pl.lit(0), rows=pl.lit(0))
    key = pl.col(form.key).str.to_lowercase()
    keyed = typed.select(
        "position", "submission", "sheet", same=pl.len().over("submission", key), key=key, rows=pl.len().over("submission")
    )
    return keyed.filter((pl.col("same") > 1) & pl.col("key").is_not_null())


def _repeated_cells(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    repeated = _repeated_keys(form, typed)
    return repeated.select(
        "position", column=pl.lit(form.key or ""), rule=pl.lit("V401"), detail=pl.col("same").cast(pl.String)
    ).cast(pl.Schema(CELL_FAILURE))  # fmt: skip


def _repeated_tables(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    """Tables in which too many rows share their key."""
    repeated = _repeated_keys(form, typed)
    tables = repeated.group_by("submission").agg(pl.col("sheet").first(), detail=pl.len(), rows=pl.col("rows").first())
    tables = tables.filter(pl.col("detail") > REPEATED_AT_MOST * pl.col("rows"))
    return _table_failures(tables, form.key or "", "V402")


def _mostly_missing(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    """What real tables mostly lack: one line a submission with the count."""
    lines = []
    for rule, column, missing in form.mostly_missing:
        counts = typed.group_by("submission").agg(pl.col("sheet").first(), missing=missing.sum(), rows=pl.len())
        counts = counts.filter(pl.col("missing") > 0).with_columns(detail=pl.format("{} dari {}", "missing", "rows"))
        lines.append(_table_failures(counts, column, rule))
    return pl.concat(lines) if lines else pl.DataFrame(schema=FAILURE)
