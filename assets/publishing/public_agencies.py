"""Agencies as the public sees them: those of the closed list by name, everything else added up, since a text may be a name."""

from collections.abc import Mapping

import polars as pl

from schemas.indicators import WHOLE, Indicator
from schemas.indicators.agencies import is_listed, others
from schemas.indicators.status import Status

SPLIT = "agency"
_SUMMED = ("numerator", "denominator", "value", "contributors", "base")


def named(values: pl.DataFrame, indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """`Figures.values` with one row for all agencies of an area that are not of the list; sums stay equal."""
    codes = [code for code, indicator in indicators.items() if indicator.split == SPLIT]
    is_agency = pl.col("indicator").is_in(codes) & (pl.col("segment") != WHOLE)
    unnamed = is_agency & ~(is_listed(pl.col("segment")) | (pl.col("segment") == others()))
    together = values.filter(unnamed.fill_null(False))
    if together.is_empty():
        return values
    key = ["period", "area_code", "indicator", "segment"]
    rest = [name for name in values.columns if name not in (*key, *_SUMMED, "as_of", "status")]
    filled = pl.col("status") == Status.FILLED.value
    summed = (
        pl.concat([values.filter(is_agency & (pl.col("segment") == others())), together])
        .with_columns(segment=pl.lit(others()))
        .group_by(key, maintain_order=True)
        .agg(
            pl.col(rest).first(),
            pl.when(pl.col(_SUMMED).count() > 0).then(pl.col(_SUMMED).sum()),
            pl.col("as_of").min(),
            status=pl.when(filled.any()).then(pl.lit(Status.FILLED.value)).otherwise(pl.col("status").first()),
        )
    )
    kept = values.filter(~(unnamed | (is_agency & (pl.col("segment") == others()))).fill_null(False))
    return pl.concat([kept, summed.select(values.columns)]).sort(key)
