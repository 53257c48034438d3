"""From the text of a cell to a typed value by the kind of its column, one text at a time. Vectorised; no rule's words are known here.

A blank cell, `-`, `nihil`, `n/a` and `tidak ada` are missing and never zero. What the rest of a column says about a text that
can be read in two ways is the work of `schemas.evidence`.
"""

from collections.abc import Callable

import polars as pl

from schemas.columns import WORDS, Column, Kind, normalise, normalised
from schemas.meanings.dates import MONTH_WORDS as MONTH_WORDS
from schemas.meanings.dates import meanings_of_dates
from schemas.meanings.numbers import meanings_of_numbers
from schemas.meanings.places_and_months import meanings_of_areas, meanings_of_periods
from schemas.meanings.words import NO, meanings_of_choices, meanings_of_digits, meanings_of_texts, meanings_of_yes_and_no
from schemas.rules.of_values import FORMULA_WITHOUT_RESULT

MISSING = (
    "", "-", "--", "---", "–", "—", "nihil", "nil", "n/a", "n.a", "n.a.", "na", "nan", "none", "null", "tidak ada", "tdk ada",
    "tak ada", "belum ada", "blm ada",
)  # fmt: skip
#: A text of more bytes than this is none of the words for nothing, the longest of which has nine.
WORDS_END = 14
#: Five digits or more that are all the same, or seven that count up or down.
PLACEHOLDER = rf"^(?:{'|'.join(f'{digit}{{5,}}' for digit in range(10))}|0?1234567\d*|9876543\d*|[xX]{{2,}}|0+)$"
ERROR_CELL = r"^#(REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)"

_MEANINGS: dict[Kind, Callable[[Column, pl.Series], pl.DataFrame]] = {
    Kind.COUNT: meanings_of_numbers, Kind.RUPIAH: meanings_of_numbers, Kind.YEAR: meanings_of_numbers, Kind.PERCENT: meanings_of_numbers,
    Kind.NUMBER: meanings_of_numbers, Kind.AREA: meanings_of_areas, Kind.PERIOD: meanings_of_periods,
    Kind.DATE: meanings_of_dates, Kind.STAGE_DATE: meanings_of_dates, Kind.CHOICE: meanings_of_choices, Kind.YES_NO: meanings_of_yes_and_no,
    Kind.DIGITS: meanings_of_digits,
}  # fmt: skip


def tidy(texts: pl.Series) -> pl.Series:
    """Texts without blanks around them; no-break and zero-width ones count as blanks."""
    if texts.str.contains_any(["\u00a0", "\u200b", "\u202f", "\ufeff"]).any():
        texts = texts.str.replace_all("[\u00a0\u200b\u202f\ufeff]", " ")
    return texts.str.strip_chars()


def is_error(text: pl.Expr) -> pl.Expr:
    """True where a formula's error stands in the cell."""
    return text.str.contains(ERROR_CELL)


def is_blank(column: Column, text: pl.Expr | None = None) -> pl.Expr:
    """True where a tidy text says nothing: a word for nothing that the column's own list does not hold.

    Without a text, the column's cells are looked at as they stand, and an empty one is blank too.
    """
    if text is None:
        return is_blank(column, pl.col(column.id).str.replace_all("\u00a0", " ", literal=True).str.strip_chars()).fill_null(True)
    answers = {normalise(value) for value in (*column.values, *(alias for alias, _ in column.aliases))}
    answers |= set(NO) if column.kind is Kind.YES_NO else set()
    words = [word for word in MISSING if normalise(word) not in answers or not word]
    blank = text.str.to_lowercase().is_in(words)
    if column.kind is Kind.DIGITS:
        return blank | stands_for_nothing(text)
    return blank | text.str.contains(r"^(?i:rp)\.?\s*-*$") if column.kind is Kind.RUPIAH else blank


def stands_for_nothing(number: pl.Expr) -> pl.Expr:
    """True where digits are written only because the cell must not be empty: one digit over and over, or 1234567 …

    As keys they would make one cooperative of all that have none.
    """
    return number.str.contains(PLACEHOLDER)


def says_nothing_more(column: Column, text: pl.Expr) -> pl.Expr:
    """True where the text is understood and has no value: `Sudah` for a date, a word of an older scale."""
    words = [normalise(word) for word in column.unmapped]
    if column.kind is Kind.STAGE_DATE:
        words += ["sudah", "belum"]
    return normalised(text).is_in(words) if words else pl.lit(False)


def at_a_glance(column: Column, texts: pl.Series) -> pl.Series:
    """The values of texts that need no second look; null where one has to look."""
    if column.kind in (Kind.COUNT, Kind.RUPIAH, Kind.YEAR):
        return texts.cast(column.dtype, strict=False)
    if column.kind is Kind.CHOICE:
        return _only_where(texts, texts.is_in(list(column.values)))
    if column.kind is Kind.DIGITS:
        return _only_where(texts, texts.str.contains(r"^\d+$") & ~texts.str.contains(PLACEHOLDER))
    if column.kind in _MEANINGS:
        return no_values(column, texts.len())
    texts = tidy(texts)
    return _only_where(texts, (texts.str.len_bytes() > WORDS_END) & ~texts.str.starts_with("#"))


def no_values(column: Column, rows: int) -> pl.Series:
    """The column, so many rows long, without a value on any of them."""
    return pl.Series(column.id, [None], column.dtype).new_from_index(0, rows)


def _only_where(texts: pl.Series, plain: pl.Series) -> pl.Series:
    """The texts of which `plain` is true; null for the others."""
    return texts.set(~plain.fill_null(False), None)


def meanings_of(column: Column, texts: pl.Series) -> pl.DataFrame:
    """What distinct texts of the column mean (`schemas.meanings.MEANING`); blank ones have neither value nor rule."""
    words = pl.DataFrame({"text": texts, "tidied": tidy(texts)})
    word = pl.col("tidied")
    words = words.with_columns(error=is_error(word), blank=is_blank(column, word) | says_nothing_more(column, word))
    readable = words.filter(~pl.col("error") & ~pl.col("blank"))
    read = _MEANINGS.get(column.kind, meanings_of_texts)(column, readable["tidied"].unique()).rename({"text": "tidied"})
    return words.join(read, on="tidied", how="left").select(
        "text",
        "value",
        "other",
        "shape",
        rule=pl.when("error").then(pl.lit(FORMULA_WITHOUT_RESULT.code)).when(~pl.col("blank")).then("rule"),
    )


def is_value(column: Column, texts: pl.Series) -> pl.Series:
    """True where a text by itself is a value of the column; never for a column that takes any words, whose texts tell nothing."""
    if column.kind in WORDS:
        return texts.is_null() & texts.is_not_null()
    values = texts.alias(column.id).to_frame().select(cast(column)).to_series()
    if column.kind is Kind.DIGITS:
        return values.str.contains(rf"^\d{{{column.digits}}}$").fill_null(False)
    return values.is_in(list(column.values)) if column.values else values.is_not_null()


def cast(column: Column) -> pl.Expr:
    """The value of each text of the column by itself, whatever stands in other cells; null where it is blank or broke a rule."""

    def alone(texts: pl.Series) -> pl.Series:
        words = pl.DataFrame({"text": texts})
        meanings = meanings_of(column, texts.drop_nulls().unique()).select(
            "text", value=pl.when(pl.col("rule").is_null()).then("value")
        )
        return words.join(meanings, on="text", how="left", maintain_order="left")["value"].cast(column.dtype)

    return pl.col(column.id).map_batches(alone, return_dtype=column.dtype)
