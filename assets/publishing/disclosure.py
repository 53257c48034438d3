"""Which rupiah figures the public does not see, so that no single cooperative's money can be read or worked out.

A figure that rests on fewer than three cooperatives (those with an amount that is not zero, and one only where a single one
holds nearly all) is withheld, and so is as much beside it as keeps a total from giving it away. The
figures of one period and indicator are a table with two margins: regencies and their total, and the two
segments and the whole. With three columns, "no line holds exactly one withheld figure" is enough: whatever is
withheld then lies on a closed path, so no combination of the published lines yields it either.

What is withheld beside a figure is the whole, since targets and the series against 2024 need the figure without KDMP/KKMP;
among the regencies it is the one with the fewest cooperatives.
"""

from collections.abc import Mapping

import polars as pl

from schemas.formatting import WITHHELD
from schemas.indicators import WHOLE, Indicator
from schemas.indicators.status import Status

FEWEST = 3
#: Indicators whose figures add up to, or are worked out from, the same sums: one mask for all of a group.
GROUPS = (("KOP-12", "KOP-27"), ("KOP-11", "KOP-13", "KOP-14"))
FIGURES = ("numerator", "denominator", "value")

_IS_TOTAL = ~pl.col("area_code").str.contains(".", literal=True)
_IS_WHOLE = pl.col("segment") == WHOLE
_KNOWN = {code: number for number, group in enumerate(GROUPS) for code in group}


def withhold(values: pl.DataFrame) -> pl.DataFrame:
    """The values as the public may see them.

    Takes `Figures.values`; returns the same rows in the same order with a Boolean column `withheld`: where it is true,
    numerator, denominator and value are null. A figure that rests on no cooperative has none of the three either: one
    side of a growth could rest on a few. It is withheld where the few who reported all reported zero.
    """
    hidden = _withheld_rows(values)
    nobody = pl.col("amounts").eq_missing(0)
    only_zeros = nobody & pl.col("numerator").is_not_null()
    marked = values.with_columns(withheld=pl.int_range(pl.len(), dtype=pl.UInt32).is_in(hidden.implode()) | only_zeros)
    shown, secret = ~pl.col("withheld") & ~nobody, pl.col("withheld") & pl.col("value").is_not_null()
    return marked.with_columns(
        pl.when(shown).then(pl.col(FIGURES)).name.keep(),
        status=pl.when(secret).then(pl.lit(Status.SECRET.value)).otherwise("status"),
    )


def withhold_scores(scores: pl.DataFrame, public: pl.DataFrame) -> pl.DataFrame:
    """The scores without those that a withheld value could be read from; `public` is what `withhold` returns."""
    key = ["period", "area_code", "indicator", "segment"]
    hidden = public.filter("withheld").select(key, _hidden=pl.lit(True))
    marked = scores.join(hidden, on=key, how="left", nulls_equal=True, maintain_order="left")
    is_hidden = pl.col("_hidden").is_not_null()
    return marked.with_columns(
        pl.when(~is_hidden).then(pl.col("value", "achievement", "rating", "margin")).name.keep(),
        note=pl.when(is_hidden).then(pl.lit(WITHHELD)).otherwise("note"),
    ).drop("_hidden")


def check_amounts(values: pl.DataFrame, indicators: Mapping[str, Indicator]) -> None:
    """Raise ValueError when a money figure does not say on how many cooperatives it rests: it could not be judged."""
    money = [code for code, indicator in indicators.items() if indicator.is_money]
    filled = pl.any_horizontal(pl.col("numerator", "value").is_not_null())
    wrong = values.filter(pl.col("indicator").is_in(money), filled, pl.col("amounts").is_null())
    if wrong.height:
        raise ValueError(
            f"{wrong.height} money figures without the number of their amounts, the first: {wrong.row(0, named=True)}"
        )


def _resting_on() -> pl.Expr:
    """On how many cooperatives a sum rests: on one only where it holds more than nine tenths, which tells its figure nearly to the rupiah."""
    nearly_all = (pl.col("amount_max") > 0.9 * pl.col("amount_sum")).fill_null(False)
    return pl.when(nearly_all).then(1).otherwise("amounts")


def _withheld_rows(values: pl.DataFrame) -> pl.Series:
    """Row numbers to withhold, ascending."""
    cells = _cells(values)
    return _closed(cells).filter("hidden")["at"].sort() if cells.height else cells["at"]


def _cells(values: pl.DataFrame) -> pl.DataFrame:
    """Every figure that rests on a cooperative, of the tables in which one must be withheld, and the lines that it lies on.

    Columns: at (row number), area_line, segment_line, twin (same cell of another indicator of the group), contributors,
    is_whole, is_total, order (of choice as a complement; unique), hidden.
    """
    cells = (
        values.select("period", "indicator", "area_code", "segment", contributors=_resting_on())
        .with_row_index("at")
        .filter(pl.col("contributors") > 0)
        .with_columns(
            group=pl.col("indicator").replace_strict(_KNOWN, default=None, return_dtype=pl.Int64),
            hidden=pl.col("contributors") < FEWEST,
            is_whole=_IS_WHOLE,
            is_total=_IS_TOTAL,
        )
        .with_columns(family=pl.coalesce(pl.format("#{}", "group"), "indicator"))
        .filter(pl.col("hidden").any().over("period", "family"))
    )
    return _lined(cells)


def _lined(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with numbers for their lines, twins and order instead of names."""
    named = ("period", "indicator", "family", "area_code", "segment")
    codes = {name: pl.col(name).rank("dense").cast(pl.Int64) for name in named}
    table, family = codes["period"] * 1_000 + codes["indicator"], codes["period"] * 1_000 + codes["family"]
    place = codes["area_code"] * 100 + codes["segment"]
    return cells.select(
        "at", "contributors", "is_whole", "is_total", "hidden",
        area_line=table * 1_000_000 + codes["area_code"],
        segment_line=table * 1_000_000 + codes["segment"],
        twin=family * 1_000_000 + place,
        order=pl.when("is_whole").then(0).otherwise(10**15)
        + pl.col("contributors") * 10_000_000
        + pl.col("is_total").cast(pl.Int64) * 1_000_000
        + place,
    )  # fmt: skip


def _closed(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with the fewest-first complements hidden too, till no line gives a hidden figure away."""
    before = -1
    while (hidden := cells.filter("hidden").height) != before:
        before = hidden
        cells = cells.with_columns(hidden=pl.col("hidden") | _complement("area_line", "is_whole"))
        cells = cells.with_columns(hidden=pl.col("hidden") | _complement("segment_line", "is_total"))
        cells = cells.with_columns(hidden=pl.col("hidden").any().over("twin"))
    return cells


def _complement(line: str, total: str) -> pl.Expr:
    """True for the one figure that each line which gives something away must hide next.

    A line gives away a single hidden figure, and, when its total is published, the sum of its hidden parts: that sum too
    must rest on enough cooperatives.
    """
    hidden, is_total = pl.col("hidden"), pl.col(total)
    parts = (pl.col("contributors") * (hidden & ~is_total)).sum()
    alone = (hidden.sum() == 1) | (parts.is_between(1, FEWEST - 1) & ~(hidden & is_total).any())
    gives_away = (alone & is_total.any()).over(line)
    candidate = pl.when(~hidden).then(pl.col("order"))
    return (gives_away & (candidate == candidate.min().over(line))).fill_null(value=False)
