"""Findings meet what an officer said of them: which explanation, read from her files, answers which finding."""

import polars as pl

from schemas.forms import EVERY_FORM
from schemas.notes_sheet import QUOTED
from schemas.rules import RULES
from schemas.values import is_value

_EXPLAINABLE = [code for code, rule in RULES.items() if rule.takes_explanation]
#: So many characters of an answer are quoted.
ANSWER_LENGTH = 80
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

    A finding whose rule takes no explanation keeps null: what must be mended, or does not count, is not explained away. Its message then
    begins with what she wrote and where to write it.
    """
    written_over = explanations.filter(pl.col("explanation") == "")
    explanations = explanations.filter(pl.col("explanation") != "")
    asked = findings.drop("explanation").with_row_index("_index")
    asked = _with_value_and_letters(asked, pl.col("value").fill_null("").str.strip_chars().str.slice(0, QUOTED))
    given = _with_value_and_letters(explanations, pl.col("value").str.strip_suffix("…")).unique(_SAME_CELL, keep="last")
    of_cell = asked.join(given.select(*_SAME_CELL, "explanation"), on=_SAME_CELL, how="inner").select("_index", "explanation")
    of_column = _of_moved_cells(asked.join(of_cell, on="_index", how="anti"), given.join(asked, on=_SAME_CELL, how="anti"))
    of_rule = given.filter((pl.col("sheet") == "") & (pl.col("cell") == "") & (pl.col("_value") == ""))
    answered = asked.join(pl.concat([of_cell, of_column]), on="_index", how="left").join(
        of_rule.select("submission", "rule", of_rule="explanation"), on=["submission", "rule"], how="left"
    )
    given_answer = pl.coalesce("explanation", "of_rule")
    takes = pl.col("rule").is_in(_EXPLAINABLE)
    answered = answered.with_columns(explanation=pl.when(takes).then(given_answer), refused=pl.when(~takes).then(given_answer))
    answered = _with_what_was_written_over(answered, written_over)
    return _heard(answered).sort("_index").select(findings.columns)


def _with_what_was_written_over(answered: pl.DataFrame, written_over: pl.DataFrame) -> pl.DataFrame:
    """With `refused` set where the officer wrote a value over our quotation of the cell (“Isi saat ini”) in place of the cell itself."""
    place = ["submission", "sheet", "cell", "rule"]
    over = written_over.select(*place, over="value").unique(place, keep="last")
    lines = answered.join(over, on=place, how="left", maintain_order="left")
    other = (pl.col("over") != "") & (pl.col("over") != pl.col("_value"))
    may_be = lines.with_columns(over=pl.when(other & ~pl.col("rule").is_in(_EXPLAINABLE)).then("over"))
    # A value that the column would take was never what we had quoted: that one was refused.
    fits = _values_of_their_column(may_be.filter(pl.col("over").is_not_null()).select("_index", "form", "column", text="over"))
    kept = pl.when(pl.col("_index").is_in(fits.implode())).then("over")
    return may_be.with_columns(refused=pl.coalesce("refused", kept)).drop("over")


def _heard(answered: pl.DataFrame) -> pl.DataFrame:
    """The messages of findings with a `refused` answer, begun with that answer and the cell in which to write."""
    refused = pl.col("refused").str.replace_all("[“”]", "").str.slice(0, ANSWER_LENGTH)
    fits = _values_of_their_column(
        answered.filter(pl.col("refused").is_not_null()).select("_index", "form", "column", text="refused")
    )
    where = pl.when(pl.col("sheet") != "").then(pl.format("sel {} pada lembar “{}”", "cell", "sheet")).otherwise("cell")
    allowed = pl.format("Jawaban Bapak/Ibu “{}” dapat dihitung bila ditulis di {}. ", refused, where)
    sentence = pl.format("Jawaban Bapak/Ibu “{}” tidak mengubah isian; mohon perbaiki {}. ", refused, where)
    head = pl.when(pl.col("_index").is_in(fits.implode())).then(allowed).otherwise(sentence)
    told = pl.col("refused").is_not_null() & (pl.col("cell").fill_null("") != "")
    return answered.with_columns(message=pl.when(told).then(pl.concat_str(head, "message")).otherwise("message"))


def _values_of_their_column(texts: pl.DataFrame) -> pl.Series:
    """The `_index` of those texts (form, column, text) that are values of their column; a column of plain words tells nothing."""
    fitting = [pl.Series("_index", [], pl.UInt32)]
    for (form, name), part in texts.group_by("form", "column", maintain_order=True):
        if form in EVERY_FORM and name in EVERY_FORM[str(form)].ids:
            column = EVERY_FORM[str(form)].column(str(name))
            fitting.append(part["_index"].filter(is_value(column, part["text"])))
    return pl.concat(fitting)


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
