"""Findings meet what an officer said of them: which explanation, read from her files, answers which finding."""

import polars as pl

from schemas.notes_sheet import QUOTED
from schemas.rules import FATAL

#: An explanation answers the findings of its rule on its cell that hold the value which she saw there.
_SAME_CELL = ["submission", "sheet", "cell", "rule", "_value"]
_SAME_COLUMN = ["submission", "sheet", "_letters", "rule", "_value"]


def with_explanations(findings: pl.DataFrame, explanations: pl.DataFrame) -> pl.DataFrame:
    """Findings (FINDING) in their order with `explanation` set (null = nobody explained it), whatever it was before.

    `explanations`: EXPLANATION of schemas.notes_sheet, with `submission`. The first of these that holds decides:

    1. same submission, sheet, cell, rule and value: of two explanations the last;
    2. rows have moved since (sorted, or one put in above): explanations whose cell now has no such finding go to the findings
       of the same value and rule in the same column, if there are at least as many explanations as findings. With fewer it is
       not certain which one she meant;
    3. an explanation without sheet, cell and value answers every finding of its rule: a note on the cover.

    A fatal finding keeps null: what must be mended is not explained away.
    """
    asked = findings.drop("explanation").with_row_index("_index")
    asked = _with_value_and_letters(asked, pl.col("value").fill_null("").str.strip_chars().str.slice(0, QUOTED))
    given = _with_value_and_letters(explanations, pl.col("value").str.strip_suffix("…")).unique(_SAME_CELL, keep="last")
    of_cell = asked.join(given.select(*_SAME_CELL, "explanation"), on=_SAME_CELL, how="inner").select("_index", "explanation")
    of_column = _of_moved_cells(asked.join(of_cell, on="_index", how="anti"), given.join(asked, on=_SAME_CELL, how="anti"))
    of_rule = given.filter((pl.col("sheet") == "") & (pl.col("cell") == "") & (pl.col("_value") == ""))
    answered = asked.join(pl.concat([of_cell, of_column]), on="_index", how="left").join(
        of_rule.select("submission", "rule", of_rule="explanation"), on=["submission", "rule"], how="left"
    )
    answer = pl.when(pl.col("severity") != FATAL).then(pl.coalesce("explanation", "of_rule"))
    return answered.with_columns(explanation=answer).sort("_index").select(findings.columns)


def _of_moved_cells(unanswered: pl.DataFrame, unused: pl.DataFrame) -> pl.DataFrame:
    """The explanations that lost their cell, given to findings of the same column: `_index`, explanation.

    Findings on an empty cell are left out: of two empty cells in a column nothing tells which one moved.
    """
    said = unused.group_by(_SAME_COLUMN).agg(pl.col("explanation").last(), said=pl.len())
    asked = unanswered.filter(pl.col("_value") != "").with_columns(asked=pl.len().over(_SAME_COLUMN))
    matched = asked.join(said, on=_SAME_COLUMN, how="inner").filter(pl.col("said") >= pl.col("asked"))
    return matched.select("_index", "explanation")


def _with_value_and_letters(frame: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """With `_value` and `_letters`, the letters of the cell's column."""
    return frame.with_columns(_value=value, _letters=pl.col("cell").fill_null("").str.extract("^([A-Z]+)").fill_null(""))
