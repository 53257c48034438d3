"""The officer's explanations, read back from the first sheet of a workbook that she sends again.

A function of that sheet's text. What is returned goes to a table.
"""

import polars as pl

from assets.returning.detail_table import HEADS
from assets.returning.wording import EMPTY_CELL, QUOTED
from schemas.columns import normalise
from schemas.forms import NOTES_MARK
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
        value=_without(_without(pl.col("value"), NOTHING), EMPTY_CELL),
    )  # fmt: skip


def _without(text: pl.Expr, placeholder: str) -> pl.Expr:
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
    """Findings (FINDING) with their `explanation` (null = none), from EXPLANATION with `submission`.

    An explanation belongs to the finding of its rule and value on its cell; one without sheet, cell and value to all of its
    rule. Where rows have moved since, those without their cell go to the findings of that value in the same column, if there
    are enough of them to go round. What must be mended is not explained away.
    """
    found = findings.drop("explanation").with_row_index("_index")
    found = _keyed(found, pl.col("value").fill_null("").str.strip_chars().str.slice(0, QUOTED))
    same_cell = ["submission", "sheet", "cell", "rule", "_value"]
    given = _keyed(explanations, pl.col("value").str.strip_suffix("…")).unique(same_cell, keep="last")
    exact = found.join(given.select(*same_cell, "explanation"), on=same_cell, how="inner").select("_index", "explanation")
    open_ones = found.join(exact, on="_index", how="anti").filter(pl.col("_value") != "")
    column = ["submission", "sheet", "_letters", "rule", "_value"]
    left = given.join(found, on=same_cell, how="anti").group_by(column).agg(pl.col("explanation").last(), said=pl.len())
    moved = (
        open_ones.with_columns(asked=pl.len().over(column))
        .join(left, on=column, how="inner")
        .filter(pl.col("said") >= pl.col("asked"))
    )
    told = pl.concat([exact, moved.select("_index", "explanation")])
    general = given.filter((pl.col("sheet") == "") & (pl.col("cell") == "") & (pl.col("_value") == ""))
    found = found.join(told, on="_index", how="left").join(
        general.select("submission", "rule", general="explanation"), on=["submission", "rule"], how="left"
    )
    answer = pl.when(pl.col("severity") != FATAL).then(pl.coalesce("explanation", "general"))
    return found.with_columns(explanation=answer).sort("_index").select(findings.columns)


def _keyed(frame: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """With `_value` and `_letters`, the letters of the cell's column."""
    return frame.with_columns(_value=value, _letters=pl.col("cell").fill_null("").str.extract("^([A-Z]+)").fill_null(""))


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
