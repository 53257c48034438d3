"""The officer's explanations, read back from the first sheet of a workbook that she sends again.

A function of that sheet's text. What is returned goes to a table; personal patterns in it are hidden like in any free text.
"""

import polars as pl

from assets.reading.privacy import hidden
from assets.returning.detail_table import HEADS
from assets.returning.wording import EMPTY_CELL
from schemas.forms import NOTES_MARK

#: One explanation for one cell (or, with no cell, for a sheet or the file) and one rule; `value` is what stood in the cell.
EXPLANATION: dict[str, pl.DataType] = dict.fromkeys(("sheet", "cell", "rule", "value", "explanation"), pl.String())
STAMP_ROWS = 3
NOTHING = "–"
_NAMES = dict(zip(HEADS, ("sheet", "cell", "value", "expected", "example", "explanation", "rule", "number"), strict=True))


def is_notes_sheet(cells: pl.DataFrame) -> bool:
    """True for a sheet (one String column a letter) that bears the stamp of a returned workbook."""
    return any(NOTES_MARK in (text or "") for column in cells.head(STAMP_ROWS).iter_columns() for text in column)


def read_explanations(cells: pl.DataFrame) -> pl.DataFrame:
    """What was explained (EXPLANATION), from the sheet's text (one String column a letter, a row a row).

    An explanation given for a whole group counts for each of its cells that has none of its own.
    """
    placed = _columns(cells)
    if placed is None:
        return pl.DataFrame(schema=EXPLANATION)
    head, letters = placed
    lines = cells.select(pl.col(letter).str.strip_chars().fill_null("").alias(name) for name, letter in letters.items())
    table, groups = lines.slice(head + 1), lines.head(head)
    given = groups.filter((pl.col("explanation") != "") & pl.col("rule").str.contains(r"^V\d{3}$"))
    whole = given.select("number", group_explanation="explanation").unique("number", keep="last")
    told = table.filter(pl.col("rule").str.contains(r"^V\d{3}$")).join(whole, on="number", how="left", maintain_order="left")
    own = pl.when(pl.col("explanation") != "").then("explanation").otherwise("group_explanation")
    alone = given.join(table, on="number", how="anti").with_columns(cell=pl.lit(""), value=pl.lit(""))
    every = pl.concat([told.with_columns(explanation=own).select(*EXPLANATION), alone.select(*EXPLANATION)])
    return every.filter(pl.col("explanation").is_not_null()).with_columns(
        cell=_without(pl.col("cell"), NOTHING), sheet=_without(pl.col("sheet"), NOTHING),
        value=_without(_without(pl.col("value"), NOTHING), EMPTY_CELL), explanation=hidden(pl.col("explanation")),
    )  # fmt: skip


def _without(text: pl.Expr, placeholder: str) -> pl.Expr:
    """Empty where only the placeholder for nothing stands."""
    return pl.when(text == placeholder).then(pl.lit("")).otherwise(text)


def with_explanations(findings: pl.DataFrame, explanations: pl.DataFrame) -> pl.DataFrame:
    """Findings of one submission with `explanation` (String, null = none).

    An explanation belongs to the finding on its sheet of its rule and value, on the same cell, or, when rows have moved, in
    the same column.
    """
    said = pl.col("value").fill_null("").str.strip_chars()
    column = pl.col("cell").fill_null("").str.extract("^([A-Z]+)").fill_null("")
    keyed = findings.with_columns(_value=said.str.slice(0, 300), _column=column)
    known = explanations.with_columns(_value=pl.col("value").str.strip_suffix("…"), _column=column).filter(pl.col("rule") != "")
    exact = known.select("sheet", "cell", "rule", "_value", exact="explanation").unique(
        ["sheet", "cell", "rule", "_value"], keep="last"
    )
    moved = known.filter(pl.col("_value") != "").select("sheet", "_column", "rule", "_value", moved="explanation")
    moved = moved.unique(["sheet", "_column", "rule", "_value"], keep="last")
    found = keyed.join(exact, on=["sheet", "cell", "rule", "_value"], how="left", maintain_order="left").join(
        moved, on=["sheet", "_column", "rule", "_value"], how="left", maintain_order="left"
    )
    return found.with_columns(explanation=pl.coalesce("exact", "moved")).select(*findings.columns, "explanation")


def _columns(cells: pl.DataFrame) -> tuple[int, dict[str, str]] | None:
    """The row (from 0) of the table's head and the letter of each of its columns; None when there is no such table."""
    if cells.width == 0:
        return None
    begins = cells.select(pl.any_horizontal(pl.all() == HEADS[0]).fill_null(False)).to_series()
    for place in begins.arg_true().to_list():
        here = {text: letter for letter, text in cells.row(place, named=True).items() if text in _NAMES}
        if set(here) == set(_NAMES):
            return place, {_NAMES[title]: letter for title, letter in here.items()}
    return None
