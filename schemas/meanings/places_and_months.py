"""Codes of areas and months, as a spreadsheet leaves them: Excel makes 62.1 of 62.10, and a day of 2025-04."""

import polars as pl

from schemas.columns import Column
from schemas.meanings import MEANING
from schemas.meanings.dates import MONTH_WORDS
from schemas.rules.of_values import NOT_A_PERIOD

_NOTHING = pl.lit(None, pl.String)


def meanings_of_areas(column: Column, texts: pl.Series) -> pl.DataFrame:
    """A code with a point and two digits behind it; any other text stays, for whoever knows which areas there are."""
    code = pl.col("text").str.replace(",", ".", literal=True)
    value = pl.when(code.str.contains(r"^\d\d\.\d$")).then(code + "0").when(code.str.contains(r"^\d\d\.\d\d$")).then(code)
    return _meaning(pl.DataFrame({"text": texts}).with_columns(value=value.otherwise("text")), _NOTHING)


def meanings_of_periods(column: Column, texts: pl.Series) -> pl.DataFrame:
    """`2025-04`, `2025-04-01 00:00:00` (a cell that Excel took for a day), `04/2025` and `April 2025` → `2025-04`."""
    text = pl.col("text").str.to_lowercase()
    word = text.str.extract(r"^([a-z]+)\s+\d{4}$").replace_strict(MONTH_WORDS, default=None, return_dtype=pl.Int32)
    month = pl.coalesce(text.str.extract(r"^\d{4}-(\d\d)(?:-\d\d.*)?$"), text.str.extract(r"^(\d\d?)/\d{4}$")).cast(pl.Int32)
    month = pl.coalesce(month, word)
    year = pl.coalesce(text.str.extract(r"^(\d{4})-"), text.str.extract(r"[/\s](\d{4})$"))
    value = pl.when(month.is_between(1, 12)).then(pl.format("{}-{}", year, month.cast(pl.String).str.zfill(2)))
    frame = pl.DataFrame({"text": texts}).with_columns(value=value)
    return _meaning(frame, pl.when(pl.col("value").is_null()).then(pl.lit(NOT_A_PERIOD.code)))


def _meaning(frame: pl.DataFrame, rule: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(other=_NOTHING, shape=_NOTHING, rule=rule).select(MEANING)
