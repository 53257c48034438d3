"""Quarters and years out of months, each indicator by its own way: the last month's figure (L), or the months added up (S).

A share is divided anew out of what was added up, never averaged. A quarter or year is complete with its last month.
"""

import polars as pl

from schemas.indicators import catalogue

#: A figure of a quarter (`2025-TW1`) or a year (`2025`): of which months, the last of them, how many, and whether the span is complete.
ROLLED_UP: dict[str, pl.DataType] = {
    "span": pl.String(), "area_code": pl.String(), "indicator": pl.String(), "segment": pl.String(), "numerator": pl.Float64(),
    "denominator": pl.Float64(), "value": pl.Float64(), "as_of": pl.Date(), "coverage": pl.Float64(), "status": pl.String(),
    "through": pl.String(), "months": pl.Int64(), "is_complete": pl.Boolean(),
}  # fmt: skip
LAST, SUM = "LL", "SS"
_KEYS = ["span", "area_code", "indicator", "segment"]


def rolled_up(values: pl.DataFrame) -> pl.DataFrame:
    """Figures of months (columns of indicators.csv) as ROLLED_UP, quarters and years.

    By L a span is what its last month with a figure says, whole (`through` names it); where no month has one, what the last month says of
    why. By S numerator and denominator are those of all its months together, and coverage is their mean.
    """
    ways = [(i.code, i.rollup, float(i.scale), i.is_ratio and i.kind == "ratio") for i in catalogue().values()]
    terms = pl.DataFrame(ways, schema=["indicator", "way", "times", "is_share"], orient="row")
    year, month = pl.col("period").str.slice(0, 4), pl.col("period").str.slice(5).cast(pl.Int32)
    rows = values.join(terms, on="indicator").sort("period")
    spans = [
        rows.with_columns(span=pl.format("{}-TW{}", year, (month + 2) // 3), ends=((month + 2) // 3) * 3),
        rows.with_columns(span=year, ends=pl.lit(12, pl.Int32)),
    ]
    every = pl.concat(spans).with_columns(tells=pl.col("value").is_not_null() | (pl.col("status") == "secret"))
    parts = [_of_last(every.filter(pl.col("way") == LAST)), _of_sums(every.filter(pl.col("way") == SUM))]
    complete = every.group_by("span").agg(is_complete=(month == pl.col("ends")).any())
    joined = pl.concat(parts, how="diagonal").join(complete, on="span")
    return joined.select(ROLLED_UP.keys()).cast(pl.Schema(ROLLED_UP)).sort(_KEYS)


def _of_last(rows: pl.DataFrame) -> pl.DataFrame:
    """The figure of the last month that has one, else of the last month."""
    best = rows.sort("tells", "period").group_by(_KEYS, maintain_order=True)
    taken = ("numerator", "denominator", "value", "as_of", "coverage", "status")
    return best.agg(pl.col(taken).last(), through=pl.col("period").last(), months=pl.col("tells").sum())


def _of_sums(rows: pl.DataFrame) -> pl.DataFrame:
    """The months added up; null where no month has a figure."""
    added = [pl.when(pl.col(side).count() > 0).then(pl.col(side).sum()) for side in ("numerator", "denominator")]
    sums = rows.group_by(_KEYS, maintain_order=True).agg(
        *added, pl.col("as_of", "times", "is_share").last(), pl.col("coverage").mean(), through=pl.col("period").last(), months=pl.col("tells").sum(),
        status=pl.col("status").sort_by("tells", "period").last(),
    )  # fmt: skip
    share = pl.when(pl.col("denominator") != 0).then(pl.col("times") * pl.col("numerator") / pl.col("denominator"))
    return sums.with_columns(value=pl.when("is_share").then(share).otherwise("numerator")).drop("times", "is_share")
