"""What is found of a table as a whole: columns without a value, keys and rows that are too many, and what most rows lack."""

import polars as pl

from schemas.columns import Kind
from schemas.findings import FAILURE
from schemas.forms import NIL, Form
from schemas.places import FOREIGN_AT_MOST, PlacedRows
from schemas.rules import Rule
from schemas.rules.of_files import REQUIRED_COLUMN_EMPTY, REQUIRED_COLUMN_OF_BROKEN_FORMULAS
from schemas.rules.of_rows import PLACES_OF_ANOTHER_REGENCY
from schemas.rules.of_tables import PLACEHOLDER_AS_KEY, TABLE_WITHOUT_ROWS, TOO_MANY_OF_ANOTHER_REGENCY, TOO_MANY_REPEATED
from schemas.rules.of_values import FORMULA_WITHOUT_RESULT
from schemas.typed import TypedRows
from schemas.values import stands_for_nothing, tidy
from schemas.written_numbers import thousands

#: More than this share of rows with a repeated key returns the form.
REPEATED_AT_MOST = 0.10


def _table_failures(frame: pl.DataFrame, column: str | pl.Expr, rule: Rule | pl.Expr) -> pl.DataFrame:
    """Failures of whole tables: `frame` has submission, sheet and detail."""
    return frame.with_columns(
        row=pl.lit(None, pl.Int32), value=pl.lit(""), column=pl.lit(column) if isinstance(column, str) else column,
        rule=pl.lit(rule.code) if isinstance(rule, Rule) else rule, detail=pl.col("detail").cast(pl.String),
    ).select(*FAILURE)  # fmt: skip


def _share(counted: str) -> pl.Expr:
    """`1.234 dari 5.678`, of a count and `rows`."""
    return pl.format("{} dari {}", thousands(pl.col(counted)), thousands(pl.col("rows")))


def column_failures(rows: pl.DataFrame, read: TypedRows, placed: PlacedRows) -> pl.DataFrame:
    """What typing and places say about a whole column of a submission (COLUMN_FAILURE), as failures on its first sheet."""
    sheets = rows.select("submission", "sheet").unique("submission", keep="first", maintain_order=True)
    of_columns = pl.concat([read.column_failures, placed.column_failures]).join(
        sheets, on="submission", how="left", maintain_order="left"
    )
    return _table_failures(of_columns, pl.col("column"), pl.col("rule"))


def empty_columns(
    form: Form, rows: pl.DataFrame, blank: pl.DataFrame, broken: pl.DataFrame, layouts: pl.DataFrame, conditions: pl.DataFrame
) -> pl.DataFrame:
    """Required columns that are in the table and have no value on any row, and tables without a row; a form reported as Nihil may have such.

    `blank` and `broken` hold for each required column where its cell says nothing, and where it is a formula without a result.
    """
    required = [column.id for column in form.required]
    tables = layouts.filter((pl.col("form") == form.id) & pl.col("column").is_in(required))
    if tables.is_empty():
        return pl.DataFrame(schema=FAILURE)
    nil = conditions.filter((pl.col("form") == form.id) & (pl.col("condition") == NIL))
    seen = tables.join(nil, on="submission", how="anti", maintain_order="left").select("submission", "sheet", "column")
    seen = seen.unique(["submission", "column"], keep="first", maintain_order=True)
    valued = pl.DataFrame([~(blank[name] | broken[name]) for name in blank.columns])
    without_rows = seen.join(rows.select("submission").unique(), on="submission", how="anti").unique(
        "submission", keep="first", maintain_order=True
    )
    seen = seen.join(without_rows, on="submission", how="anti", maintain_order="left")
    has_value = _any_of(rows, valued).rename({"any": "filled"})
    has_formula = _any_of(rows, broken).rename({"any": "formula"})
    empty = seen.join(has_value, on=["submission", "column"], how="left", maintain_order="left")
    empty = empty.join(has_formula, on=["submission", "column"], how="left", maintain_order="left")
    empty = empty.filter(~pl.col("filled").fill_null(False))
    only_formulas = pl.lit(REQUIRED_COLUMN_OF_BROKEN_FORMULAS.code)
    rule = pl.when(pl.col("formula").fill_null(False)).then(only_formulas).otherwise(pl.lit(REQUIRED_COLUMN_EMPTY.code))
    no_rows = _table_failures(without_rows.with_columns(detail=pl.lit("")), "", TABLE_WITHOUT_ROWS)
    return pl.concat([_table_failures(empty.with_columns(detail=pl.lit("")), pl.col("column"), rule), no_rows])


def without_broken_columns(failures: pl.DataFrame, rows: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    """The failures of cells (CELL_FAILURE) without those on formulas of a required column that holds nothing else.

    `empty` are the failures of `empty_columns`. A column whose formulas all lost their results is one cause and one finding; a finding a
    row beside it would bury the rest.
    """
    whole = empty.filter(pl.col("rule") == REQUIRED_COLUMN_OF_BROKEN_FORMULAS.code).select(
        "submission", "column", is_broken=pl.lit(True)
    )
    cells = failures.join(rows.select("position", "submission"), on="position", how="left", maintain_order="left")
    of_broken = cells.join(whole, on=["submission", "column"], how="left", maintain_order="left")["is_broken"].fill_null(False)
    return failures.filter(~(of_broken & (failures["rule"] == FORMULA_WITHOUT_RESULT.code)))


def _any_of(rows: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """submission, column, any: whether it holds for any of the submission's cells of the column."""
    each = rows.select("submission").hstack(cells).group_by("submission").agg(pl.all().any())
    return each.unpivot(index="submission", variable_name="column", value_name="any")


def repeated_keys(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows that share their key with another row of the submission: position, submission, sheet, key, rows (of the submission)."""
    if form.key is None or typed[form.key].null_count() == typed.height:
        return typed.clear().select("position", "submission", "sheet", key=pl.lit(""), rows=pl.lit(0))
    key = pl.col(form.key).str.to_lowercase()
    keyed = typed.select("position", "submission", "sheet", key=key, rows=pl.len().over("submission"))
    keyed = keyed.filter(pl.col("key").is_not_null())
    return keyed.filter(pl.len().over("submission", "key") > 1)


def repeated_tables(form: Form, repeated: pl.DataFrame) -> pl.DataFrame:
    """Tables in which too many rows share their key."""
    tables = repeated.group_by("submission").agg(pl.col("sheet").first(), repeated=pl.len(), rows=pl.col("rows").first())
    tables = tables.filter(pl.col("repeated") > REPEATED_AT_MOST * pl.col("rows"))
    tables = tables.with_columns(detail=thousands(pl.col("repeated")))
    return _table_failures(tables, form.key or "", TOO_MANY_REPEATED)


def foreign_tables(rows: pl.DataFrame, placed: PlacedRows) -> pl.DataFrame:
    """Tables in which too many rows are another regency's; one row among others is a slip however short the table."""
    foreign = placed.failures.filter(pl.col("rule") == PLACES_OF_ANOTHER_REGENCY.code).select("position").unique()
    counted = rows.select("submission", "sheet", "position", rows=pl.len().over("submission")).join(foreign, on="position")
    tables = counted.group_by("submission").agg(pl.col("sheet", "rows").first(), foreign=pl.len())
    several = (pl.col("foreign") > 1) | (pl.col("foreign") == pl.col("rows"))
    tables = tables.filter(several & (pl.col("foreign") > FOREIGN_AT_MOST * pl.col("rows")))
    counted_tables = tables.with_columns(detail=_share("foreign"))
    return _table_failures(counted_tables, "district", TOO_MANY_OF_ANOTHER_REGENCY)


def counted_rows(form: Form, typed: pl.DataFrame, layouts: pl.DataFrame) -> pl.DataFrame:
    """What is normal in real tables: one line a submission with the count, not asked. Of a column that was not read nothing is counted."""
    lines = [pl.DataFrame(schema=FAILURE)]
    for rule, column, which in form.counted:
        counts = typed.group_by("submission").agg(pl.col("sheet").first(), counted=which.sum(), rows=pl.len())
        counts = counts.join(submissions_with(layouts, form, column), on="submission", how="semi")
        counts = counts.filter(pl.col("counted") > 0).with_columns(detail=_share("counted"))
        lines.append(_table_failures(counts, column, rule))
    return pl.concat(lines)


def submissions_with(layouts: pl.DataFrame, form: Form, column: str) -> pl.DataFrame:
    """The submissions (`submission`, each once) in whose table of the form the column was recognised."""
    return layouts.filter((pl.col("form") == form.id) & (pl.col("column") == column)).select("submission").unique()


def placeholder_keys(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    """Keys that stand for nothing, as 0000000000000: one line a submission with how many there are and the most frequent."""
    if form.key is None or form.column(form.key).kind is not Kind.DIGITS:
        return pl.DataFrame(schema=FAILURE)
    keys = rows.select("submission", "sheet", key=tidy(rows[form.key])).filter(stands_for_nothing(pl.col("key")))
    counts = keys.group_by("submission", maintain_order=True).agg(
        pl.col("sheet").first(), detail=thousands(pl.len()), said=pl.col("key").mode().sort().first()
    )
    return _table_failures(counts, form.key, PLACEHOLDER_AS_KEY).with_columns(value=counts["said"])
