"""Judging: from text rows of all submissions of some periods to typed, accepted rows and the findings beside them.

`judge` owns Pandera. It types by kind and says what was lost (`schemas.typed`), matches places, lets the form's value checks
run, takes away the values that broke a rule of their own, puts in the province's corrections, lets the row checks run on what
counts then, and returns a form only for a fatal finding.
"""

from dataclasses import dataclass, field

import pandera.errors
import pandera.polars as pa
import polars as pl

from schemas import findings, periods
from schemas.areas import Areas
from schemas.corrections import correct, no_corrections
from schemas.findings import FAILURE, FINDING_KEYS
from schemas.forms import EVERY_FORM, FORMS, Form
from schemas.forms.base import DISTRICT_REF, PROVENANCE
from schemas.frames import EXPLANATION_SENT, none_of
from schemas.likely_causes import with_likely_causes
from schemas.named_agencies import name_agencies
from schemas.place_examples import with_place_examples
from schemas.places import match_places
from schemas.provisions import provision_failures
from schemas.repeated_rows import with_repeated_keys
from schemas.rules import FATAL, RULES, Tier, codes_of
from schemas.rules.of_files import DAYS_SINCE_1904
from schemas.rules.of_tables import CORRECTED_BY_PROVINCE
from schemas.rules.of_values import DATE_AFTER_PERIOD, REQUIRED_CELL_EMPTY
from schemas.typed import CELL_FAILURE, TypedRows, type_rows
from schemas.whole_tables import (
    column_failures,
    counted_rows,
    empty_columns,
    foreign_tables,
    placeholder_keys,
    repeated_keys,
    repeated_tables,
    without_broken_columns,
)


@dataclass(frozen=True)
class Submitted:
    """What was read from any number of submissions: a frame a table, `submission` a column of each.

    `files`: FILE. `forms`: REPORTED_FORM. `rows`: form id → provenance columns and one String column for each column id of the form.
    `layouts`: LAYOUT. `problems`: the file tier's findings (schemas.findings.PROBLEM), form empty for the whole file. `explanations`:
    EXPLANATION_SENT, what officers wrote. `corrections`: schemas.corrections.LINE, the province's own.
    """

    files: pl.DataFrame
    forms: pl.DataFrame
    rows: dict[str, pl.DataFrame]
    layouts: pl.DataFrame
    problems: pl.DataFrame
    explanations: pl.DataFrame = field(default_factory=lambda: none_of(EXPLANATION_SENT))
    corrections: pl.DataFrame = field(default_factory=no_corrections)

    def of(self, files: pl.DataFrame) -> "Submitted":
        """What was read from some of the submissions, given by rows of `files`."""

        def theirs(frame: pl.DataFrame) -> pl.DataFrame:
            return frame.join(files.select("submission"), on="submission", how="semi", maintain_order="left")

        return Submitted(
            files, theirs(self.forms), {form: theirs(rows) for form, rows in self.rows.items()}, theirs(self.layouts), theirs(self.problems),
            theirs(self.explanations), self.corrections,
        )  # fmt: skip

    def and_also(self, other: "Submitted") -> "Submitted":
        """What was read from these and from other submissions."""
        forms = dict.fromkeys([*self.rows, *other.rows])
        return Submitted(
            files=pl.concat([self.files, other.files]),
            forms=pl.concat([self.forms, other.forms]),
            rows={form: pl.concat([each.rows[form] for each in (self, other) if form in each.rows]) for form in forms},
            layouts=pl.concat([self.layouts, other.layouts]),
            problems=pl.concat([self.problems, other.problems]),
            explanations=pl.concat([self.explanations, other.explanations]),
            corrections=self.corrections,
        )


@dataclass(frozen=True)
class Verdict:
    """`accepted`: form id → typed rows of the submissions whose form was not returned. `findings`: see schemas.findings.
    `returned`: submission, form of each form with a fatal finding. `districts`: submission, form and the codes of the kecamatan that its
    rows name (`districts`, a sorted list), of the forms that may come in parts; empty where a row names none."""

    accepted: dict[str, pl.DataFrame]
    findings: pl.DataFrame
    returned: pl.DataFrame
    districts: pl.DataFrame


def judge(submitted: Submitted, areas: Areas) -> Verdict:
    """Judge every form of the submissions; pure, in one pass a form. Those that regencies report are always among `accepted`."""
    parts = [findings.of_problems(submitted.problems, submitted.files, areas.province_name, areas)]
    typed: dict[str, pl.DataFrame] = {}
    for form in (form for form in EVERY_FORM.values() if form.id in FORMS or form.id in submitted.rows):
        typed[form.id], failures = _typed_and_failures(form, submitted, areas)
        parts.append(findings.render(form, failures, submitted.files, submitted.layouts, areas))
    every = pl.concat(parts, how="vertical").sort(*FINDING_KEYS, "message")
    returned = (
        every.filter((pl.col("severity") == FATAL) & (pl.col("form") != ""))
        .select("submission", "form")
        .unique(maintain_order=True)
    )
    accepted = {
        form_id: frame.join(returned.filter(pl.col("form") == form_id), on="submission", how="anti", maintain_order="left")
        for form_id, frame in typed.items()
    }
    return Verdict(accepted, every, returned, _districts(typed))


def _districts(typed: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """What each submission's rows name (see Verdict), from the typed rows of each form."""
    named = pl.when(pl.col(DISTRICT_REF).is_not_null().all()).then(pl.col(DISTRICT_REF).unique().sort().implode())
    parts = [
        typed[form.id].group_by("submission").agg(districts=named.fill_null([])).select("submission", "districts", form=pl.lit(form.id))
        for form in FORMS.values() if form.comes_in_parts
    ]  # fmt: skip
    return pl.concat(parts)


def _typed_and_failures(form: Form, submitted: Submitted, areas: Areas) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`judge_form`, also where nobody sent a row: a table with headings and no rows has its required columns empty."""
    rows = submitted.rows.get(form.id, pl.DataFrame())
    if not rows.is_empty():
        return judge_form(form, _complete(form, rows), submitted, areas)
    no_rows = pl.DataFrame(schema={"submission": pl.String()})
    no_cells = pl.DataFrame(schema=dict.fromkeys((column.id for column in form.required), pl.Boolean()))
    return pl.DataFrame(schema=form.dtypes()), empty_columns(
        form, no_rows, no_cells, no_cells, submitted.layouts, submitted.forms
    )


def judge_form(form: Form, rows: pl.DataFrame, submitted: Submitted, areas: Areas) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed rows of one form, and its failures (schemas.findings.FAILURE).

    The order matters. Places come before the value checks, since a village code without dots is dotted there. A value that breaks a
    rule of its own is emptied before the province's corrections, which may put one in its place, and both before the row checks: those
    look at what counts, so that one wrong cell does not make its whole row wrong and a corrected total is compared with its parts.
    """
    rows = rows.with_row_index("position")
    read = type_rows(form, rows, submitted.problems.filter(pl.col("rule") == DAYS_SINCE_1904.code)["submission"])
    placed = match_places(form, read.rows, areas)
    typed = _with_context(form, rows, placed.rows, submitted.files, areas)
    broken_values = _failures(_of_filled(form.value_schema(), typed), typed)
    done = correct({form.id: _emptied(typed, broken_values)}, submitted.corrections.filter(pl.col("form") == form.id))
    named = name_agencies(form, done.accepted[form.id], areas)
    typed = named.rows
    checked = _with_details(form, typed, pl.concat([broken_values, _failures(form.row_schema(), typed)]))
    repeated = repeated_keys(form, typed)
    matched = pl.concat([placed.failures, named.failures])
    per_cell = pl.concat([read.failures, _required(form, rows, read), checked, matched])
    per_cell = pl.concat([per_cell, provision_failures(form, typed, areas)]) if form.counts_whole else per_cell
    per_cell = with_likely_causes(form, rows, per_cell, submitted.layouts, areas)
    per_cell = with_repeated_keys(form, typed, repeated, per_cell, areas)
    per_cell = with_place_examples(form, per_cell, typed, areas)
    empty = empty_columns(form, rows, read.blank, read.broken, submitted.layouts, submitted.forms)
    per_table = [
        empty, repeated_tables(form, repeated), counted_rows(form, typed, submitted.layouts), placeholder_keys(form, rows),
        foreign_tables(rows, placed), column_failures(rows, read, placed),
    ]  # fmt: skip
    per_cell = without_broken_columns(per_cell, rows, empty)
    corrected = _located(_correction_failures(done.applied), rows)
    located = _as_counted(_located(per_cell, rows), done.applied, rows)
    return typed.select(*form.dtypes()), pl.concat([located, corrected, *per_table], how="diagonal")


def _text_schema(form: Form) -> dict[str, pl.DataType]:
    return PROVENANCE | dict.fromkeys(form.ids, pl.String())


def _complete(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, pl.String).alias(name) for name in form.ids if name not in rows.columns]
    return rows.with_columns(missing).select(_text_schema(form).keys())


def _with_context(form: Form, rows: pl.DataFrame, typed: pl.DataFrame, files: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The typed rows with what some checks read beside the row's own cells (see RowCheck): `latest_day`, `nik_prefix`, `<column>_filled`."""
    ends = {period: periods.end(period) for period in files["period"].drop_nulls().unique() if period}
    days = files.select(
        "submission",
        latest_day=pl.min_horizontal(pl.col("period").replace_strict(ends, default=None, return_dtype=pl.Date), "received"),
    )
    prefixes = areas.regencies.select("nik_prefix", area_code="code")
    filled = [
        (pl.col(name).str.strip_chars().fill_null("") != "").alias(f"{name}_filled")
        for name in ("legal_number", "resolved_date") if name in form.ids
    ]  # fmt: skip
    beside = rows.select("submission", "area_code", *filled).join(days, on="submission", how="left", maintain_order="left")
    beside = beside.join(prefixes, on="area_code", how="left", maintain_order="left")
    return typed.hstack(beside.drop("submission", "area_code"))


def _required(form: Form, rows: pl.DataFrame, read: TypedRows) -> pl.DataFrame:
    """Blank cells of required columns, but not of those that a whole submission left empty."""
    parts = [pl.DataFrame(schema=CELL_FAILURE)]
    for name in read.blank.columns:
        if read.blank[name].any():
            cells = rows.select("position", "submission", blank=read.blank[name])
            some = cells.filter(pl.col("blank") & ~pl.col("blank").all().over("submission"))
            parts.append(_cell_failures(some, name, REQUIRED_CELL_EMPTY.code))
    return pl.concat(parts)


def _cell_failures(cells: pl.DataFrame, column: str, rule: str) -> pl.DataFrame:
    """Failures (CELL_FAILURE) of one column and rule (a code) at the positions of `cells`, with their `detail` where there is one."""
    detail = pl.col("detail") if "detail" in cells.columns else pl.lit("")
    failures = cells.select("position", column=pl.lit(column), rule=pl.lit(rule), detail=detail, example=pl.lit(""))
    return failures.cast(pl.Schema(CELL_FAILURE))


def _of_filled(schema: pa.DataFrameSchema, typed: pl.DataFrame) -> pa.DataFrameSchema:
    """The schema without the columns that nobody filled: Pandera would look at each, and a column without values breaks no rule."""
    filled = {name: column for name, column in schema.columns.items() if typed[name].null_count() < typed.height}
    return pa.DataFrameSchema(filled, strict=False, coerce=False, name=schema.name)


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
            position=pl.col("index").cast(pl.UInt32), column="column", rule="check", detail=pl.lit(""), example=pl.lit("")
        ).cast(pl.Schema(CELL_FAILURE))  # fmt: skip
    return pl.DataFrame(schema=CELL_FAILURE)


def _emptied(typed: pl.DataFrame, broken_values: pl.DataFrame) -> pl.DataFrame:
    """Typed rows in which the values that broke a rule of their own are null."""
    emptying = [code for code, rule in RULES.items() if rule.empties]
    for (column,), cells in broken_values.filter(pl.col("rule").is_in(emptying)).group_by("column"):
        typed = typed.with_columns(typed[str(column)].scatter(cells["position"], None))
    return typed


def _with_details(form: Form, typed: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """The failures (CELL_FAILURE) with what each was compared with, by the check's own expression."""
    latest = pl.col("latest_day").dt.to_string("%d/%m/%Y")
    details = {(check.rule.code, check.column): check.detail for check in form.checks if check.detail is not None}
    details |= {(check.rule.code, check.column): latest for check in form.checks if check.rule == DATE_AFTER_PERIOD}
    parts = [pl.DataFrame(schema=CELL_FAILURE)]
    for (rule, column), of_check in failures.group_by("rule", "column", maintain_order=True):
        detail = details.get((str(rule), str(column)))
        if detail is not None:
            compared = typed.select("position", detail=detail)[of_check["position"]]
            of_check = _cell_failures(compared, str(column), str(rule))
        parts.append(of_check)
    return pl.concat(parts)


def _located(failures: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Failures of cells (CELL_FAILURE) as FAILURE with their `example`: submission, sheet, row and the text that stands there."""
    parts = [pl.DataFrame(schema=FAILURE | {"example": pl.String()})]
    for (column,), part in failures.group_by("column", maintain_order=True):
        cells = rows.select("submission", "sheet", "row", value=str(column))[part["position"]]
        parts.append(part.hstack(cells).select(parts[0].columns))
    return pl.concat(parts)


def _correction_failures(applied: pl.DataFrame) -> pl.DataFrame:
    """A failure (CELL_FAILURE) on each cell that the province has corrected, by which the officer sees it."""
    return applied.select("position", "column", "detail", rule=pl.lit(CORRECTED_BY_PROVINCE.code), example=pl.lit("")).select(
        *CELL_FAILURE
    )


def _as_counted(failures: pl.DataFrame, applied: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The failures; those of the row tier show the corrected value where the province has corrected the cell, as it is what they compared."""
    cells = rows.select("submission", "sheet", "row", "position").join(applied, on="position")
    last = cells.unique(["position", "column"], keep="last", maintain_order=True).select(
        "submission", "sheet", "row", "column", "text"
    )
    lines = failures.join(last, on=["submission", "sheet", "row", "column"], how="left", maintain_order="left")
    counted = pl.when(pl.col("rule").is_in(codes_of(Tier.ROW))).then(pl.coalesce("text", "value")).otherwise("value")
    return lines.with_columns(value=counted).select(failures.columns)
