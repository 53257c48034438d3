"""Words: a list's own and its aliases, yes and no in their spellings, numbers that are kept as text, and plain text.

The lists and their aliases are the columns' own (schemas/forms); here they are applied.
"""

import polars as pl

from schemas.columns import Column, normalise, normalised
from schemas.meanings import MEANING
from schemas.rules.of_values import NOT_ON_THE_LIST

YES = ("ya", "iya", "y", "yes", "true", "benar", "1", "1.0", "sudah", "sdh", "ada", "punya", "memiliki", "v", "✓", "✔", "√", "☑")
NO = (
    "tidak", "tdk", "tak", "no", "n", "false", "salah", "0", "0.0", "belum", "blm", "tidak ada", "tdk ada", "tak ada", "belum ada",
    "blm ada", "bukan", "☐",
)  # fmt: skip
#: A mark that ticks; beside one of these a cross says no. Crosses alone may be either.
TICKS = ("v", "✓", "✔", "√", "☑")
CROSSES = ("x", "✗", "✘", "×", "☒")
TICK, CROSS, LETTER_T, LETTER_F = "tick", "cross", "t", "f"
_NOTHING = pl.lit(None, pl.String)


def meanings_of_choices(column: Column, texts: pl.Series) -> pl.DataFrame:
    """The word of the column's list that a text means by itself or as an alias; an unknown text stays for the list's rule."""
    words: dict[str, str | None] = {normalise(value): value for value in column.values}
    words |= {normalise(alias): value for alias, value in column.aliases}
    words |= {normalise(word): None for word in column.unmapped}
    frame = pl.DataFrame({"text": texts})
    key = normalised(pl.col("text"))
    meant = key.replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.String)
    return _plain(frame.with_columns(value=pl.when(key.is_in(list(words))).then(meant).otherwise("text")))


def meanings_of_yes_and_no(column: Column, texts: pl.Series) -> pl.DataFrame:
    """Ya and Tidak in their spellings; a cross and a bare `t` have a shape, since the column decides what they mean."""
    word = pl.col("text").str.to_lowercase().str.strip_chars(" .,!'’`")
    shape = (
        pl.when(word.is_in(TICKS)).then(pl.lit(TICK)).when(word.is_in(CROSSES)).then(pl.lit(CROSS))
        .when(word == "t").then(pl.lit(LETTER_T)).when(word == "f").then(pl.lit(LETTER_F))
    )  # fmt: skip
    value = pl.when(word.is_in(YES)).then(True).when(word.is_in([*NO, *CROSSES, "t", "f"])).then(False)
    frame = pl.DataFrame({"text": texts}).with_columns(value=value, shape=shape, other=~value)
    return frame.with_columns(rule=pl.when(value.is_null()).then(pl.lit(NOT_ON_THE_LIST.code))).select(MEANING)


def meanings_of_digits(column: Column, texts: pl.Series) -> pl.DataFrame:
    """A number that is kept as text, without what a program wrote around it."""
    bare = texts.str.replace_all(r"[\s'’`]", "").str.replace(r"\.0$", "")
    return _plain(pl.DataFrame({"text": texts, "value": bare}))


def meanings_of_texts(column: Column, texts: pl.Series) -> pl.DataFrame:
    """A text means itself."""
    return _plain(pl.DataFrame({"text": texts, "value": texts}))


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(other=_NOTHING, shape=_NOTHING, rule=_NOTHING).select(MEANING)
