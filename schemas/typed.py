"""From text rows of a form to typed ones: each column once, at a glance where its text is plain, else by its distinct texts.

What could not be read is a failure with the code of its rule; the rest of the column decides what may be read in two ways.
"""

from dataclasses import dataclass

import polars as pl

from schemas import evidence
from schemas.columns import Column, Kind
from schemas.forms import Form
from schemas.rules.of_values import FORMULA_WITHOUT_RESULT, NOT_A_WHOLE_NUMBER, READABLE_IN_TWO_WAYS
from schemas.values import at_a_glance, meanings_of, no_values

#: A failure of a cell before it has an address: its position in the frame, its column, the rule, and what the message adds.
CELL_FAILURE: dict[str, pl.DataType] = {
    "position": pl.UInt32(), "column": pl.String(), "rule": pl.String(), "detail": pl.String(), "example": pl.String(),
}  # fmt: skip
_ROUNDED = "; bila hasil rumus, mohon bulatkan dengan ROUND"
_IN_UNITS = "; bila kolom ini dalam ribuan atau jutaan, mohon tulis dalam rupiah penuh"
#: A failure of a whole column of a submission.
COLUMN_FAILURE: dict[str, pl.DataType] = evidence.OF_COLUMN | {"column": pl.String()}


@dataclass(frozen=True)
class TypedRows:
    """`rows` with typed columns, a `failures` line (CELL_FAILURE) a cell that has no value, and `column_failures` (COLUMN_FAILURE).

    `blank` and `broken` hold for each required column where its cell says nothing, and where it is a formula without a result.
    """

    rows: pl.DataFrame
    failures: pl.DataFrame
    column_failures: pl.DataFrame
    blank: pl.DataFrame
    broken: pl.DataFrame


def type_rows(form: Form, rows: pl.DataFrame, from_1904: pl.Series) -> TypedRows:
    """Type the text rows (`position`, provenance, one String column a column id) of one form.

    `from_1904` are the submissions whose workbook counts days from 1904.
    """
    values, cells, of_columns = [], [_cells_schema()], [pl.DataFrame(schema=COLUMN_FAILURE)]
    for column in form.columns:
        typed, unclear_cells = _typed(column, rows, from_1904)
        values.append(typed)
        if unclear_cells is not None:
            cells.append(_failing(column, unclear_cells))
            if column.kind in (Kind.DATE, Kind.STAGE_DATE):
                of_columns.append(evidence.failures_of_date_columns(unclear_cells).with_columns(column=pl.lit(column.id)))
    typed_rows = rows.with_columns(values)
    failing = pl.concat(cells)
    typed_rows, failing = _with_proof(form, typed_rows, failing)
    failures = failing.select(pl.exclude("submission", "shape", "value"), example=pl.lit("")).select(*CELL_FAILURE)
    return TypedRows(
        typed_rows, failures, pl.concat(of_columns), _blank(form, rows, typed_rows, failures), _broken(form, rows, failures)
    )


def _cells_schema() -> pl.DataFrame:
    """A frame without rows: what `_failing` gives, which is more than CELL_FAILURE as a sum may still prove a cell."""
    for_proof = {"submission": pl.String(), "shape": pl.String(), "value": pl.Int64()}
    return pl.DataFrame(schema={key: CELL_FAILURE[key] for key in ("position", "column", "rule", "detail")} | for_proof)


def _typed(column: Column, rows: pl.DataFrame, from_1904: pl.Series) -> tuple[pl.Series, pl.DataFrame | None]:
    """A column's values, and its cells that were not plain (`evidence.resolve_ambiguous`); None where all were."""
    texts = rows[column.id]
    if texts.null_count() == texts.len():
        return no_values(column, texts.len()), None
    glance = at_a_glance(column, texts)
    unclear = texts.is_not_null() & glance.is_null()
    if not unclear.any():
        return glance, None
    cells = rows.select("position", "submission", text=column.id).filter(unclear)
    meanings = meanings_of(column, cells["text"].unique())
    cells = cells.join(meanings, on="text", how="left", maintain_order="left")
    if column.kind in (Kind.DATE, Kind.STAGE_DATE):
        cells = cells.with_columns(counts_from_1904=pl.col("submission").is_in(from_1904.implode()))
    resolved = _with_advice(column, evidence.resolve_ambiguous(column, cells), rows)
    readable = resolved.filter(pl.col("rule").is_null())
    return glance.scatter(readable["position"], readable["value"]), resolved


def _with_advice(column: Column, resolved: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The cells with advice (`detail`) on numbers with decimals: where most of a column of rupiah has them, it is hardly in full rupiah."""
    decimals = pl.col("rule") == NOT_A_WHOLE_NUMBER.code
    if column.kind is not Kind.RUPIAH or not resolved.select(decimals.any()).item():
        return resolved
    not_zero = ~pl.col(column.id).str.contains(r"^[-0.,\s]*$")
    filled = rows.group_by("submission").agg(filled=not_zero.sum())
    broken = resolved.filter(decimals).group_by("submission").agg(broken=pl.len())
    counts = filled.join(broken, on="submission").with_columns(mostly=pl.col("broken") * 2 > pl.col("filled"))
    lines = resolved.join(counts.select("submission", "mostly"), on="submission", how="left", maintain_order="left")
    advice = pl.when("mostly").then(pl.lit(_IN_UNITS)).otherwise(pl.lit(_ROUNDED))
    return lines.with_columns(detail=pl.when(decimals).then(advice).otherwise("detail")).drop("mostly")


def _failing(column: Column, resolved: pl.DataFrame) -> pl.DataFrame:
    """The cells that a rule refuses; `value` is what a doubtful whole number would be with its group of three as thousands."""
    doubtful = (pl.col("rule") == READABLE_IN_TWO_WAYS.code) & pl.lit(column.kind in (Kind.COUNT, Kind.RUPIAH))
    value = pl.when(doubtful).then("value").cast(pl.Int64) if column.kind in (Kind.COUNT, Kind.RUPIAH) else pl.lit(None, pl.Int64)
    failing = resolved.filter(pl.col("rule").is_not_null()).with_columns(column=pl.lit(column.id), value=value)
    return failing.select(_cells_schema().columns)


def _with_proof(form: Form, typed: pl.DataFrame, failing: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put the doubtful numbers that a sum proves into the rows, and take them from the failures."""
    doubts = failing.filter((pl.col("rule") == READABLE_IN_TWO_WAYS.code) & pl.col("value").is_not_null())
    if doubts.is_empty() or not form.sums:
        return typed, failing
    proved = evidence.prove(typed, doubts, form.sums)
    for (column,), cells in proved.group_by("column"):
        typed = typed.with_columns(typed[str(column)].scatter(cells["position"], cells["value"].cast(typed.schema[str(column)])))
    return typed, failing.join(proved, on=["position", "column"], how="anti", maintain_order="left")


def _blank(form: Form, rows: pl.DataFrame, typed: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A Boolean column for each required one: True where the cell says nothing, which is not where it could not be read."""
    blank = {}
    for column in form.required:
        failed = failures.filter(pl.col("column") == column.id)["position"]
        blank[column.id] = typed[column.id].is_null() & ~rows["position"].is_in(failed.implode())
    return pl.DataFrame(blank)


def _broken(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A Boolean column for each required one: True where the cell is a formula without a result."""
    formulas = failures.filter(pl.col("rule") == FORMULA_WITHOUT_RESULT.code)
    broken = {column.id: formulas.filter(pl.col("column") == column.id)["position"] for column in form.required}
    return pl.DataFrame({name: rows["position"].is_in(positions.implode()) for name, positions in broken.items()})
