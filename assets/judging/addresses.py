"""A1 addresses: taken apart, put together, and drawn together to ranges."""

import polars as pl

from schemas.cell_names import column_index, column_letter

_CELL = r"^([A-Z]{1,3})([1-9]\d{0,6})$"
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576


def located(findings: pl.DataFrame) -> pl.DataFrame:
    """With `col` and `line` (Int32, both from 1; null where `cell` is no address on a sheet)."""
    parts = findings.with_columns(
        pl.col("cell").str.extract_groups(_CELL).struct.rename_fields(["_letters", "_line"]).alias("_at")
    )
    parts = parts.unnest("_at")
    column_letters = parts["_letters"].drop_nulls().unique().to_list()
    numbers = {letters: column_index(letters) + 1 for letters in column_letters}
    parts = parts.with_columns(
        col=pl.col("_letters").replace_strict(numbers, default=None, return_dtype=pl.Int32), line=pl.col("_line").cast(pl.Int32)
    )
    inside = (pl.col("col") <= LAST_COLUMN) & (pl.col("line") <= LAST_ROW)
    return parts.with_columns(pl.when(inside).then(name).alias(name) for name in ("col", "line")).drop("_letters", "_line")


def cell_ranges(cells: pl.DataFrame, key: str) -> pl.DataFrame:
    """The cells of each key (key, col, line) as A1 ranges from top to bottom: key, `ranges` (list of String)."""
    single = cells.select(key, "col", "line").drop_nulls().unique().sort(key, "col", "line")
    runs = (
        single.with_columns(run=pl.col("line") - pl.int_range(pl.len()).over(key, "col"))
        .group_by(key, "col", "run")
        .agg(top=pl.col("line").min(), bottom=pl.col("line").max())
        .sort(key, "top", "bottom", "col")
    )
    blocks = (
        runs.with_columns(run=pl.col("col") - pl.int_range(pl.len()).over(key, "top", "bottom"))
        .group_by(key, "top", "bottom", "run")
        .agg(left=pl.col("col").min(), right=pl.col("col").max())
        .sort(key, "top", "left")
    )
    start, end = pl.format("{}{}", letters("left"), "top"), pl.format("{}{}", letters("right"), "bottom")
    named = blocks.with_columns(range=pl.when(start == end).then(start).otherwise(pl.format("{}:{}", start, end)))
    return named.group_by(key, maintain_order=True).agg(ranges=pl.col("range"))


def letters(column: str) -> pl.Expr:
    """The letters of a column of numbers from 1."""
    return pl.col(column).replace_strict(_LETTERS, return_dtype=pl.String)


_LETTERS = {number: column_letter(number - 1) for number in range(1, LAST_COLUMN + 1)}
