"""Between which values a figure lies while regencies are missing: what they said last, give or take their largest change.

A missing regency is taken to lie within the largest step between its consecutive reports of three years around its last one, numerator
and denominator each. `low` and `high` are of the whole area, so that they may lie above a value that lacks regencies.
"""

import polars as pl

from schemas.indicators import catalogue
from schemas.indicators.status import Status
from schemas.periods import LOOKS_BACK

SIDES = ("numerator", "denominator")
#: A regency of which this is told has something to report and is not counted.
MISSING = (Status.NOT_REPORTED.value, Status.NOT_READ.value, Status.IN_QUESTION.value)
_FIGURE = ["area_code", "indicator", "segment", "definition_version"]


def with_bounds(values: pl.DataFrame, earlier: pl.DataFrame, province: str) -> pl.DataFrame:
    """Figures (VALUES) with `low` and `high`; `earlier` are those of the periods before that are not among them, as they stand.

    A figure that lacks nobody needs none. There are none for a regency that has not reported twice in LOOKS_BACK months, nor for
    a total that lacks such a one; nor for a median, nor for what the province has not loaded.
    """
    terms = _terms()
    rows = values.drop("low", "high").join(terms, on=["indicator", "definition_version"], how="left", maintain_order="left")
    reported = pl.concat([earlier.select(values.columns), values]).filter(_is_own_report() & (pl.col("area_code") != province))
    missing = rows.filter((pl.col("area_code") != province) & (pl.col("coverage") == 0) & pl.col("value").is_null())
    ranges = _ranges(missing, reported)
    totals = _added_up(rows.filter(pl.col("area_code") == province), missing, ranges)
    known = pl.concat([ranges, totals.select(ranges.columns)])
    bounded = rows.join(known, on=["period", *_FIGURE], how="left", maintain_order="left")
    return bounded.with_columns(_of_value("low"), _of_value("high")).select(values.columns)


def _terms() -> pl.DataFrame:
    """What the catalogue says of each definition: `times`, whether it `is_share`, a median, or divided by what is loaded."""
    lines = [
        (i.code, each.version, float(i.scale), each.denominator is not None and i.kind == "ratio", i.kind == "median",
         each.denominator is not None and bool(each.denominator.loaded))
        for i in catalogue().values() for each in i.definitions
    ]  # fmt: skip
    columns = {"indicator": pl.String, "definition_version": pl.String, "times": pl.Float64, "is_share": pl.Boolean,
               "is_median": pl.Boolean, "over_loaded": pl.Boolean}  # fmt: skip
    return pl.DataFrame(lines, schema=columns, orient="row")


def _is_own_report() -> pl.Expr:
    """True for a figure of a report of its own period: one that is carried forward was told before."""
    end = pl.concat_str("period", pl.lit("-01")).str.to_date("%Y-%m-%d").dt.month_end()
    return pl.col("value").is_not_null() & (pl.col("as_of") == end)


def _month(period: str) -> pl.Expr:
    """A period as a number of months."""
    return pl.col(period).str.slice(0, 4).cast(pl.Int32) * 12 + pl.col(period).str.slice(5).cast(pl.Int32)


def _ranges(missing: pl.DataFrame, reported: pl.DataFrame) -> pl.DataFrame:
    """period, the figure, and `low_…` and `high_…` of each side, for the missing figures of regencies of which enough was reported."""
    wanted = missing.filter(pl.col("status").is_in(MISSING) & ~pl.col("is_median"))
    before = reported.select(*_FIGURE, *SIDES, then="period")
    pairs = wanted.select("period", *_FIGURE).join(before, on=_FIGURE)
    back = _month("period") - _month("then")
    window = pairs.filter(back.is_between(1, LOOKS_BACK)).sort("then")
    step = {side: pl.col(side).diff().abs().max() for side in SIDES}
    least = {side: pl.min_horizontal(pl.col(side).min(), 0.0) for side in SIDES}
    last = {side: pl.col(side).last() for side in SIDES}
    bounds = [
        bound
        for side in SIDES
        for bound in (
            pl.max_horizontal(last[side] - step[side], least[side]).alias(f"low_{side}"),
            (last[side] + step[side]).alias(f"high_{side}"),
        )
    ]
    return window.group_by("period", *_FIGURE, maintain_order=True).agg(pl.len().alias("reports"), *bounds).filter(
        pl.col("reports") > 1
    ).drop("reports")  # fmt: skip


def _added_up(totals: pl.DataFrame, missing: pl.DataFrame, ranges: pl.DataFrame) -> pl.DataFrame:
    """The same of the totals that lack regencies: what was counted with the ranges of all that are missing."""
    figure = ["period", *(name for name in _FIGURE if name != "area_code")]
    sums = ranges.group_by(figure).agg(pl.len().alias("known"), pl.col("^(low|high)_.*$").sum())
    lacking = missing.group_by(figure).len("lacking").join(sums, on=figure).filter(pl.col("lacking") == pl.col("known"))
    joined = totals.filter(~pl.col("is_median")).join(lacking, on=figure)
    return joined.with_columns(
        pl.col(f"{bound}_{side}") + pl.col(side).fill_null(0.0) for side in SIDES for bound in ("low", "high")
    )  # fmt: skip


def _of_value(bound: str) -> pl.Expr:
    """The bound of the value: of a share the numerator's over the other one of the denominator, which is known where it is loaded."""
    other = "high" if bound == "low" else "low"
    divisor = pl.when("over_loaded").then("denominator").otherwise(f"{other}_denominator")
    share = pl.when(divisor > 0).then(pl.col("times") * pl.col(f"{bound}_numerator") / divisor)
    estimated = pl.when("is_share").then(share).otherwise(f"{bound}_numerator")
    return estimated.alias(bound)
