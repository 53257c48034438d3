"""The money rule: what the public sees of the money of cooperatives, so that no single one's can be read or worked out.

The province shows the whole and what is outside KDMP/KKMP always, to three significant digits, and KDMP/KKMP at quarter ends, when
many have an amount, to two; a regency shows what is outside KDMP/KKMP in a closed December, to two, when ten have an amount and none
holds more than half. All else is secret. Rounding goes by digits, half even: whatever else is published, two figures then differ by more
than a cooperative that is in one of them and not in the other, and the province never loses a figure to a single cooperative.

Pure functions between the figures and everything in `publik/`. What they protect is held up by the intruder of the tests.
"""

from collections.abc import Mapping

import polars as pl

from schemas.formatting import WITHHELD
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, Indicator
from schemas.indicators.scoring import rescored
from schemas.indicators.status import Status

DIGITS_OF_PROVINCE, DIGITS_OF_PARTS = 3, 2
FEWEST_VILLAGE_COOPERATIVES, FEWEST_OF_REGENCY, LARGEST_SHARE = 50, 10, 0.5
#: What only this rule reads of a figure, and nobody after it.
INTERNAL = ("amounts", "amount_sum", "amount_max")
#: Digits before and after the point to which a float is its decimal text, however it was multiplied.
_TRUSTED_DECIMALS = 11


def public_values(values: pl.DataFrame, indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """The figures as the public may see them.

    Takes `Figures.values`; returns the same rows in the same order, without INTERNAL. Of money a value is rounded or `secret`; a sum's
    numerator is its rounded value, a ratio has none, nor a denominator that is money. Raises ValueError when a money figure
    does not say on how many cooperatives it rests: it could not be judged.
    """
    is_money = pl.col("indicator").is_in(_codes(indicators, "is_money"))
    _require_amounts(values.filter(is_money))
    digits = pl.when(is_money, pl.col("value").is_not_null()).then(_digits())
    judged = values.with_columns(_digits=digits, _public=significant(pl.col("value"), digits))
    is_shown, has_value = pl.col("_digits").is_not_null(), pl.col("value").is_not_null()
    keeps_denominator = is_shown & ~pl.col("indicator").is_in(_codes(indicators, "is_over_money"))
    sums_up = ~pl.col("indicator").is_in(_codes(indicators, "is_ratio"))
    moved = [significant(pl.col(bound) + pl.col("_public") - pl.col("value"), pl.col("_digits")) for bound in ("low", "high")]
    masked = judged.with_columns(
        numerator=_of_money(is_money, pl.when(sums_up).then("_public"), "numerator"),
        denominator=_of_money(is_money, pl.when(keeps_denominator).then("denominator"), "denominator"),
        low=_of_money(is_money, moved[0], "low"),
        high=_of_money(is_money, moved[1], "high"),
        value=_of_money(is_money, pl.col("_public"), "value"),
        status=pl.when(is_money & has_value & ~is_shown).then(pl.lit(Status.SECRET.value)).otherwise("status"),
    )
    return masked.drop("_digits", "_public", *INTERNAL)


def public_scores(scores: pl.DataFrame, public: pl.DataFrame, indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """The scores (`Figures.scores`) as the public may see them; `public` is what `public_values` returns.

    Of money, achievement, margin and note are worked out from the rounded value; the rating is that of the exact one. A score whose value
    is secret says that and nothing else.
    """
    numbered = scores.with_row_index("_at")
    is_money = pl.col("indicator").is_in(_codes(indicators, "is_money"))
    key = ["period", "area_code", "indicator", "segment"]
    secret = public.filter(pl.col("status") == Status.SECRET.value).select(key, _secret=pl.lit(True))
    money = rescored(numbered.filter(is_money), public).join(secret, on=key, how="left")
    is_secret = pl.col("_secret").is_not_null()
    masked = money.with_columns(
        pl.when(~is_secret).then(pl.col("value", "achievement", "rating", "margin")).name.keep(),
        note=pl.when(is_secret).then(pl.lit(WITHHELD)).otherwise("note"),
    )
    all_scores = pl.concat([numbered.filter(~is_money), masked.select(numbered.columns)])
    return all_scores.sort("_at").drop("_at")


def significant(number: pl.Expr, digits: pl.Expr) -> pl.Expr:
    """The number to so many significant digits, half even on its decimal digits; null where either is."""
    power = number.abs().log10().floor() - digits + 1
    large, small = pl.lit(10.0).pow(pl.max_horizontal(power, 0)), pl.lit(10.0).pow(pl.max_horizontal(-power, 0))
    # Dividing by 10 and multiplying by 10 keep whole numbers exact; a tenth is no exact float.
    counted = (number / large * small).round(_TRUSTED_DECIMALS).round(0, mode="half_to_even")
    rounded = pl.when(number == 0).then(0.0).otherwise(counted * large / small)
    return pl.when(digits.is_not_null()).then(rounded)


def _digits() -> pl.Expr:
    """To how many digits a money figure is shown; null where it is secret."""
    is_total = ~pl.col("area_code").str.contains(".", literal=True)
    is_quarter_end = pl.col("period").str.slice(5).is_in(["03", "06", "09", "12"])
    village_cooperatives = is_quarter_end & (pl.col("amounts") >= FEWEST_VILLAGE_COOPERATIVES)
    in_closed_december = pl.col("is_final") & pl.col("period").str.ends_with("-12")
    nobody_rules = pl.col("amount_max") <= LARGEST_SHARE * pl.col("amount_sum")
    regency = in_closed_december & (pl.col("amounts") >= FEWEST_OF_REGENCY) & nobody_rules
    return (
        pl.when(is_total, pl.col("segment") != KDMP_ONLY).then(DIGITS_OF_PROVINCE)
        .when(is_total, village_cooperatives).then(DIGITS_OF_PARTS)
        .when(~is_total, pl.col("segment") == OUTSIDE_KDMP, regency).then(DIGITS_OF_PARTS)
    )  # fmt: skip


def _of_money(is_money: pl.Expr, public: pl.Expr, column: str) -> pl.Expr:
    """`public` where the figure is money of cooperatives, the column as it is elsewhere."""
    return pl.when(is_money).then(public).otherwise(column)


def _codes(indicators: Mapping[str, Indicator], kind: str) -> list[str]:
    """The money indicators of which the property `kind` of Indicator holds."""
    return [code for code, indicator in indicators.items() if indicator.is_money and getattr(indicator, kind)]


def _require_amounts(money: pl.DataFrame) -> None:
    """Raise ValueError when a money figure does not say how many cooperatives have an amount."""
    filled = pl.any_horizontal(pl.col("numerator", "value").is_not_null())
    wrong = money.filter(filled, pl.col("amounts").is_null())
    if wrong.height:
        raise ValueError(
            f"{wrong.height} money figures without the number of their amounts, the first: {wrong.row(0, named=True)}"
        )
