"""The officer's explanations, read back from the first sheet of a workbook that she sends again.

A function of that sheet's text. What is returned goes to a table; personal patterns in it are hidden like in any free text.
"""

import polars as pl

from assets.returning.detail_table import HEADS
from assets.returning.wording import EMPTY_CELL, QUOTED
from schemas.columns import normalise
from schemas.forms import NOTES_MARK
from schemas.privacy import hidden
from schemas.rules import FATAL
from schemas.values import MISSING

#: One explanation for one cell (or, with no cell, for a sheet or the file) and one rule; `value` is what stood in the cell.
EXPLANATION: dict[str, pl.DataType] = dict.fromkeys(("sheet", "cell", "rule", "value", "explanation"), pl.String())
STAMP_ROWS = 3
ON_COVER = "dijelaskan pada Catatan Perubahan di Sampul"
NOTHING = "–"
_NO_NOTE = frozenset(normalise(word) for word in (*MISSING, "tidak ada perubahan"))
_NAMES = dict(zip(HEADS, ("sheet", "cell", "value", "expected", "example", "explanation", "rule", "number"), strict=True))


def is_notes_sheet(cells: pl.DataFrame) -> bool:
    """True for a sheet (one String column a letter) that bears the stamp of a returned workbook."""
    return any(NOTES_MARK in (text or "") for column in cells.head(STAMP_ROWS).iter_columns() for text in column)


def read_explanations(cells: pl.DataFrame) -> pl.DataFrame:
    """What was explained (EXPLANATION), from the sheet's text (one String column a letter, the sheet's first row first).

    The sheet has a line a group (`Hal` 1, 2, …) above its table of findings. An explanation given for a whole group counts for each of
    its findings that has none of its own, and for the group's rule in general where the table lists none of them. Empty where there is no
    such table.
    """
    head = _head_of_table(cells)
    if head is None:
        return pl.DataFrame(schema=EXPLANATION)
    row, letters = head
    lines = cells.select(pl.col(letter).str.strip_chars().fill_null("").alias(name) for name, letter in letters.items())
    table, groups = lines.slice(row + 1), lines.head(row)
    explained = groups.filter((pl.col("explanation") != "") & pl.col("rule").str.contains(r"^V\d{3}$"))
    by_group = explained.select("number", group_explanation="explanation").unique("number", keep="last")
    findings = table.filter(pl.col("rule").str.contains(r"^V\d{3}$")).join(
        by_group, on="number", how="left", maintain_order="left"
    )
    explanation = pl.when(pl.col("explanation") != "").then("explanation").otherwise("group_explanation")
    unlisted = explained.join(table, on="number", how="anti").with_columns(cell=pl.lit(""), value=pl.lit(""))
    every = pl.concat([findings.with_columns(explanation=explanation).select(*EXPLANATION), unlisted.select(*EXPLANATION)])
    return every.filter(pl.col("explanation").is_not_null()).with_columns(
        cell=_without_placeholder(pl.col("cell"), NOTHING), sheet=_without_placeholder(pl.col("sheet"), NOTHING),
        value=_without_placeholder(_without_placeholder(pl.col("value"), NOTHING), EMPTY_CELL), explanation=hidden(pl.col("explanation")),
    )  # fmt: skip


def _without_placeholder(text: pl.Expr, placeholder: str) -> pl.Expr:
    """Empty where only the placeholder for nothing stands."""
    return pl.when(text == placeholder).then(pl.lit("")).otherwise(text)


def change_note(text: str) -> pl.DataFrame:
    """What the cover's Catatan Perubahan explains (EXPLANATION): why counts that add up over a year have fallen.

    The note's own words stay in the original: a cover is where persons are named.
    """
    if normalise(text) in _NO_NOTE:
        return pl.DataFrame(schema=EXPLANATION)
    line = dict.fromkeys(EXPLANATION, "") | {"rule": "V604", "explanation": ON_COVER}
    return pl.DataFrame([line], schema=EXPLANATION)


def with_explanations(findings: pl.DataFrame, explanations: pl.DataFrame) -> pl.DataFrame:
    """Findings (FINDING) with their `explanation` (null = none), from EXPLANATION with `submission`; the same rows in the same order.

    An explanation belongs to the finding of its rule and value on its cell; one without sheet, cell and value to all of its
    rule. Where rows have moved since, as when the officer put one in, those without their cell go to the findings of that value in
    the same column, if there are enough of them to go round. What must be mended (FATAL) is not explained away.
    """
    keyed = _with_finding_keys(
        findings.drop("explanation").with_row_index("_index"),
        pl.col("value").fill_null("").str.strip_chars().str.slice(0, QUOTED),
    )
    same_cell = ["submission", "sheet", "cell", "rule", "_value"]
    # A long value is quoted with an ellipsis on the sheet: both sides are cut to what it quotes.
    answers = _with_finding_keys(explanations, pl.col("value").str.strip_suffix("…")).unique(same_cell, keep="last")
    exact = keyed.join(answers.select(*same_cell, "explanation"), on=same_cell, how="inner").select("_index", "explanation")
    answered = pl.concat([exact, _moved_answers(keyed, answers, exact, same_cell)])
    general = answers.filter((pl.col("sheet") == "") & (pl.col("cell") == "") & (pl.col("_value") == ""))
    joined = keyed.join(answered, on="_index", how="left").join(
        general.select("submission", "rule", general="explanation"), on=["submission", "rule"], how="left"
    )
    explanation = pl.when(pl.col("severity") != FATAL).then(pl.coalesce("explanation", "general"))
    return joined.with_columns(explanation=explanation).sort("_index").select(findings.columns)


def _moved_answers(keyed: pl.DataFrame, answers: pl.DataFrame, exact: pl.DataFrame, same_cell: list[str]) -> pl.DataFrame:
    """`_index` and `explanation` of findings whose rows have moved: answers without their cell, by column, rule and value.

    A value that stands in more open findings than were explained is another one's too, and none of them takes the answer.
    """
    same_column = ["submission", "sheet", "_letters", "rule", "_value"]
    unanswered = keyed.join(exact, on="_index", how="anti").filter(pl.col("_value") != "")
    left_over = answers.join(keyed, on=same_cell, how="anti").group_by(same_column)
    moved = unanswered.with_columns(asked=pl.len().over(same_column)).join(
        left_over.agg(pl.col("explanation").last(), explained=pl.len()), on=same_column, how="inner"
    )
    return moved.filter(pl.col("explained") >= pl.col("asked")).select("_index", "explanation")


def _with_finding_keys(frame: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """With `_value` and, as `_letters`, the letters of the cell's column."""
    return frame.with_columns(_value=value, _letters=pl.col("cell").fill_null("").str.extract("^([A-Z]+)").fill_null(""))


def _head_of_table(cells: pl.DataFrame) -> tuple[int, dict[str, str]] | None:
    """The row (from 0) of the table's head and the letter of each of its columns by id; None when there is no such table.

    Looked for by all its titles: an officer may have put in rows above, and the line Lembar may stand elsewhere too.
    """
    if cells.width == 0:
        return None
    begins = cells.select(pl.any_horizontal(pl.all() == HEADS[0]).fill_null(False)).to_series()
    for row in begins.arg_true().to_list():
        titles = {text: letter for letter, text in cells.row(row, named=True).items() if text in _NAMES}
        if set(titles) == set(_NAMES):
            return row, {_NAMES[title]: letter for title, letter in titles.items()}
    return None
