"""What an officer wrote beside our notes, read back from the first sheet of a workbook that she sends again, or on its cover.

Functions of a sheet's text; which finding an explanation belongs to is settled in `assets/judging/explained.py`. What is returned
goes to a table, so personal patterns in it are hidden as in any free text.
"""

from collections.abc import Mapping

import polars as pl

from schemas.columns import normalise
from schemas.notes_sheet import EMPTY_CELL, EXPLANATION, NOTES_MARK, NOTES_TABLE, NOTHING_TO_NAME
from schemas.privacy import hidden
from schemas.rules.between_periods import CUMULATIVE_COUNT_FELL
from schemas.values import MISSING

#: The stamp stands in the first row; there is room for a row or two that somebody put in above.
STAMP_ROWS = 3
ON_COVER = "dijelaskan pada Catatan Perubahan di Sampul"
_NO_NOTE = frozenset(normalise(word) for word in (*MISSING, "tidak ada perubahan"))
_RULE_CODE = r"^V\d{3}$"


def is_notes_sheet(cells: pl.DataFrame) -> bool:
    """True for a sheet (one String column a letter) that bears the stamp of a returned workbook in its first rows.

    The name alone does not tell: an office may call a sheet of its own "Catatan Verifikasi".
    """
    return any(NOTES_MARK in (text or "") for column in cells.head(STAMP_ROWS).iter_columns() for text in column)


def read_explanations(cells: pl.DataFrame, sheets: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What the officer wrote beside our notes (EXPLANATION), from the sheet's text (one String column a letter).

    That is each line with an explanation, and each whose quotation of the cell is not what stands there now (`sheets`: name → text): she
    has mended the cell since, or written over the quotation in place of the cell. Its explanation is empty.

    Above the table stands a list of things with their number and a place for one explanation each: it counts for every cell of
    that number that has none of its own. A thing without any cell in the table (a missing column, a file) keeps its
    explanation, with `cell` and `value` empty. No line where the sheet has no such table.
    """
    table_head = _table_head(cells)
    if table_head is None:
        return pl.DataFrame(schema=EXPLANATION)
    head, letters = table_head
    lines = cells.select(pl.col(letter).str.strip_chars().fill_null("").alias(name) for name, letter in letters.items())
    table, things = lines.slice(head + 1), lines.head(head)
    answered = things.filter((pl.col("explanation") != "") & pl.col("rule").str.contains(_RULE_CODE))
    of_thing = answered.select("number", thing_explanation="explanation").unique("number", keep="last")
    of_cell = table.filter(pl.col("rule").str.contains(_RULE_CODE)).join(of_thing, on="number", how="left", maintain_order="left")
    nearest = pl.when(pl.col("explanation") != "").then("explanation").otherwise("thing_explanation")
    without_cell = answered.join(table, on="number", how="anti").with_columns(cell=pl.lit(""), value=pl.lit(""))
    of_cell = of_cell.with_columns(explanation=nearest).select(*EXPLANATION)
    silent = _quoting_otherwise(of_cell.filter(pl.col("explanation").fill_null("") == ""), sheets)
    every = pl.concat([of_cell.filter(pl.col("explanation") != ""), without_cell.select(*EXPLANATION), silent])
    return every.with_columns(
        cell=_without(pl.col("cell"), NOTHING_TO_NAME), sheet=_without(pl.col("sheet"), NOTHING_TO_NAME),
        value=_without(_without(pl.col("value"), NOTHING_TO_NAME), EMPTY_CELL), explanation=hidden(pl.col("explanation")),
    )  # fmt: skip


def _quoting_otherwise(lines: pl.DataFrame, sheets: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The lines (EXPLANATION) whose value is not what stands in their cell; their explanation empty."""
    parts = [lines.clear()]
    placed = lines.with_columns(
        letter=pl.col("cell").str.extract("^([A-Z]+)"), line=pl.col("cell").str.extract(r"(\d+)$").cast(pl.Int64)
    )
    for (sheet, letter), part in placed.drop_nulls(["letter", "line"]).group_by("sheet", "letter", maintain_order=True):
        cells = sheets.get(str(sheet), pl.DataFrame())
        if str(letter) in cells.columns:
            texts = cells.select(now=str(letter)).with_row_index("line", 1).cast({"line": pl.Int64})
            compared = part.join(texts, on="line", how="left", maintain_order="left")
            parts.append(compared.filter(pl.col("value") != pl.col("now").fill_null("").str.strip_chars()).select(lines.columns))
    return pl.concat(parts).with_columns(explanation=pl.lit(""))


def _without(text: pl.Expr, placeholder: str) -> pl.Expr:
    """The text, empty where nothing but the placeholder stands."""
    return pl.when(text == placeholder).then(pl.lit("")).otherwise(text)


def change_note(text: str) -> pl.DataFrame:
    """What the cover's Catatan Perubahan (`text`) explains, as EXPLANATION: why counts that add up over a year have fallen.

    One line at most, none for an empty note or one that says there was no change. The note's own words stay in the original: a
    cover is where persons are named.
    """
    if normalise(text) in _NO_NOTE:
        return pl.DataFrame(schema=EXPLANATION)
    line = dict.fromkeys(EXPLANATION, "") | {"rule": CUMULATIVE_COUNT_FELL.code, "explanation": ON_COVER}
    return pl.DataFrame([line], schema=EXPLANATION)


def _table_head(cells: pl.DataFrame) -> tuple[int, dict[str, str]] | None:
    """The row (from 0) of the table's headings and the letter of each of its columns, by what it holds.

    None when there is no row with every heading. The list of things above has other headings, so the first such row is it;
    columns may have been moved since.
    """
    if cells.width == 0:
        return None
    begins = cells.select(pl.any_horizontal(pl.all() == next(iter(NOTES_TABLE))).fill_null(False)).to_series()
    for row in begins.arg_true().to_list():
        titles = {text: letter for letter, text in cells.row(row, named=True).items() if text in NOTES_TABLE}
        if set(titles) == set(NOTES_TABLE):
            return row, {NOTES_TABLE[title]: letter for title, letter in titles.items()}
    return None
