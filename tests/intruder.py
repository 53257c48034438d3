"""Someone who knows which cooperatives are in every published figure, and works out what one of them has.

He reads the figures of any number of releases as they were published, with the interval that their rounding leaves, and adds and
subtracts up to four of them: areas, segments, months, indicators, releases; a ratio times what it is divided by. Wherever all other
cooperatives cancel out he has that one's amount to within an interval. He has found it when that is no wider than a tenth of the amount
on either side.

He is stronger than that: what is published several times of the same cooperatives counts once, at its narrowest; and he knows to three
digits what a growth is over, though it is not published.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import polars as pl

from assets.publishing.money_rule import DIGITS_OF_PARTS, DIGITS_OF_PROVINCE
from assets.storage.warehouse import Warehouse
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, Indicator, Measure, catalogue

WITHIN, LARGE = 0.1, 1 / 20
KEY = ("period", "area_code", "segment", "indicator")
HOLDING: dict[str, pl.DataType] = {
    "period": pl.String(), "area_code": pl.String(), "segment": pl.String(), "indicator": pl.String(), "side": pl.String(),
    "column": pl.String(), "book_year": pl.Int32(), "cooperative": pl.String(), "amount": pl.Float64(),
}  # fmt: skip
CLUE: dict[str, pl.DataType] = {
    "release": pl.Int64(), "period": pl.String(), "area_code": pl.String(), "segment": pl.String(), "indicator": pl.String(),
    "of": pl.String(), "low": pl.Float64(), "high": pl.Float64(),
}  # fmt: skip
#: Which interval a published number leaves: (area, segment, number) → (low, high).
Interval = Callable[[str, str, float], tuple[float, float]]


@dataclass(frozen=True)
class Release:
    """Figures as they were published (columns of indicators.csv), and what their cooperatives had then (HOLDING)."""

    public: pl.DataFrame
    holdings: pl.DataFrame


@dataclass(frozen=True)
class Loot:
    """What he makes of it: column, cooperative, amount, off_by (half of the interval), figures.

    `found` are those that he has to within a tenth; `large` those among them above a twentieth of the province's sum, who are listed
    and not tested. `nearest` is the smallest share of its amount to which he comes near any other; infinite where he isolates none.
    """

    found: pl.DataFrame
    large: pl.DataFrame
    isolated: int
    nearest: float


def holdings(warehouse: Warehouse) -> pl.DataFrame:
    """HOLDING: every amount in every money figure of the evaluation that went before, from the rows of its relations.

    A cooperative is its NIK; one without is that which bears the same legal number and name elsewhere.
    """
    rows = pl.concat(
        _rows(warehouse, indicator, name, side)
        for indicator in catalogue().values()
        if indicator.is_money
        for name, side in (("numerator", indicator.official.numerator), ("less", indicator.official.less))
        if side
    )
    known = rows.drop_nulls("nik").unique("listed_as").select("listed_as", known="nik")
    rows = rows.join(known, on="listed_as", how="left").with_columns(cooperative=pl.coalesce("nik", "known", "listed_as"))
    own = pl.when("is_kdmp").then(pl.lit(KDMP_ONLY)).otherwise(pl.lit(OUTSIDE_KDMP))
    both = pl.concat([rows.with_columns(segment=pl.lit(WHOLE)), rows.with_columns(segment=own)])
    return both.select(HOLDING.keys()).cast(pl.Schema(HOLDING))


def _rows(warehouse: Warehouse, indicator: Indicator, name: str, side: Measure) -> pl.DataFrame:
    condition = side.rows.replace("book_year = book", "book_year = year - 1").replace("year - 1 - 1", "year - 2")
    columns = f"period, scope AS area_code, is_kdmp, nik, listed_as, book_year, ({side.sum})::DOUBLE AS amount"
    rows = warehouse.connection.table(f"source_{indicator.source}").filter(f"{condition} AND {side.sum} <> 0").project(columns)
    return rows.pl().with_columns(indicator=pl.lit(indicator.code), side=pl.lit(name), column=pl.lit(side.sum))


def by_the_rule(area: str, segment: str, number: float) -> tuple[float, float]:
    """The interval that rounding to the rule's digits leaves."""
    return by_digits(number, DIGITS_OF_PROVINCE if "." not in area and segment != KDMP_ONLY else DIGITS_OF_PARTS)


def by_digits(number: float, digits: int) -> tuple[float, float]:
    """The interval of a number that was rounded to so many significant digits; towards zero it is finer below a power of ten."""
    if number == 0:
        return 0.0, 0.0
    size = 10.0 ** floor(log10(abs(number)))
    out = 0.5 * size * 10.0 ** (1 - digits)
    back = out / 10 if abs(number) == size else out
    return (number - back, number + out) if number > 0 else (number - out, number + back)


def as_written(_area: str, _segment: str, number: float) -> tuple[float, float]:
    """The interval of a number of six decimals that nothing else rounded."""
    return number - 5e-7, number + 5e-7


def rob(releases: Iterable[Release], interval: Interval = by_the_rule) -> Loot:
    """What he finds in the releases, taken together."""
    parts = []
    for number, release in enumerate(releases):
        clues = pl.DataFrame(list(_clues(release, number, interval)), schema=CLUE, orient="row").with_row_index("clue")
        parts.append(_signed(clues, release).with_columns(clue=pl.col("clue").cast(pl.Int64) + number * 10**9))
    every = pl.concat(parts)
    sums = every.filter(~pl.col("area_code").str.contains(".", literal=True), pl.col("segment") == WHOLE, pl.col("sign") == 1)
    of_province = sums.group_by("clue", "column").agg(total=pl.col("amount").abs().sum())
    shares = (
        sums.join(of_province, on=["clue", "column"])
        .group_by("column", "cooperative")
        .agg(share=(pl.col("amount").abs() / pl.col("total")).max())
    )
    loot = pl.concat(_isolated(own).with_columns(column=pl.lit(str(column))) for (column,), own in every.group_by("column"))
    loot = loot.join(shares, on=["column", "cooperative"], how="left")
    is_large = (pl.col("share") > LARGE).fill_null(value=True)
    near = loot.filter(pl.col("off_by") <= WITHIN * pl.col("amount").abs())
    off = loot.filter(~is_large).select((pl.col("off_by") / pl.col("amount").abs()).min()).item()
    return Loot(near.filter(~is_large), near.filter(is_large), loot.height, float("inf") if off is None else off)


def _clues(release: Release, number: int, interval: Interval) -> Iterator[tuple[Any, ...]]:
    """CLUE, every sum of amounts that a published number tells something of: `of` the `value`, the numerator, or what is taken `less`."""
    known = {code: indicator for code, indicator in catalogue().items() if indicator.is_money}
    less = release.holdings.filter(pl.col("side") == "less").group_by(KEY).agg(pl.col("amount").sum())
    before = {tuple(key): amount for *key, amount in less.iter_rows()}
    for row in release.public.filter(pl.col("indicator").is_in(list(known))).iter_rows(named=True):
        key, indicator = tuple(row[name] or "" for name in KEY), known[row["indicator"]]
        if row["value"] is not None:
            low, high = interval(row["area_code"], key[2], row["value"])
            over = (1.0, 1.0)
            if indicator.is_over_money:
                over = by_the_rule("", "", before.get(key, 0.0))
            elif indicator.is_ratio:
                over = (row["denominator"],) * 2
            if over[0] is not None:
                products = [one * other / indicator.scale for one in (low, high) for other in over]
                yield (number, *key, "value", min(products), max(products))
        if indicator.is_ratio and row["numerator"] is not None:
            yield (number, *key, "value", row["numerator"] - 0.5, row["numerator"] + 0.5)
        if indicator.is_over_money and row["denominator"] is not None:
            yield (number, *key, "less", row["denominator"] - 0.5, row["denominator"] + 0.5)


def _signed(clues: pl.DataFrame, release: Release) -> pl.DataFrame:
    """The clues with the amounts that each adds up, and with which sign. Raises ValueError when they are not what was published."""
    both = release.holdings.with_columns(sign=pl.when(pl.col("side") == "less").then(-1).otherwise(1))
    alone = both.filter(pl.col("side") == "less").with_columns(of=pl.lit("less"), sign=pl.lit(1, pl.Int32))
    amounts = pl.concat([both.with_columns(pl.col("sign").cast(pl.Int32), of=pl.lit("value")), alone])
    signed = clues.join(amounts, on=[*KEY, "of"])
    sums = signed.group_by("clue").agg(pl.col("low", "high", *KEY).first(), total=(pl.col("amount") * pl.col("sign")).sum())
    wrong = sums.filter((pl.col("total") < pl.col("low") - 1) | (pl.col("total") > pl.col("high") + 1))
    if wrong.height:
        raise ValueError(
            f"{wrong.height} figures are of other amounts than the intruder knows, the first: {wrong.row(0, named=True)}"
        )
    return signed


def _isolated(signed: pl.DataFrame) -> pl.DataFrame:
    """Every cooperative that up to four sums of one column leave alone: cooperative, amount, off_by, figures; the narrowest of each amount.

    A random weight stands for an amount: the weights of a combination add up to that of one cooperative's when all others cancel.
    """
    weight = pl.struct("book_year", "cooperative", "amount").hash(7) // 2**17
    signed = signed.with_columns(weight=weight.cast(pl.Int64))
    sums = _sums(signed)
    targets = _targets(signed.join(sums.select("clue"), on="clue", how="semi"))
    pairs = _pairs(sums)
    found = targets.join(pairs.rename({"off_by": "off", "figures": "other"}), how="cross").with_columns(
        rest=pl.col("weight") - pl.col("sum")
    )  # fmt: skip
    found = found.join(pairs.rename({"sum": "rest"}), on="rest")
    told = found.select(
        "cooperative",
        "amount",
        off_by=(pl.col("off_by") + pl.col("off")) / pl.col("times"),
        figures=pl.concat_str("other", "figures", separator=" "),
    )
    return told.sort("off_by").unique(["cooperative", "amount"], keep="first", maintain_order=True)


def _sums(signed: pl.DataFrame) -> pl.DataFrame:
    """clue, sum (of weights), off_by, figures: every different sum of amounts once, at its narrowest."""
    name = pl.concat_str(*(pl.col(part).cast(pl.String) for part in ("release", *KEY)), separator="/")
    sums = signed.group_by("clue").agg(
        pl.col("low", "high").first(), sum=(pl.col("weight") * pl.col("sign")).sum(), figures=name.first()
    )
    narrowest = (
        sums.sort("clue")
        .group_by("sum", maintain_order=True)
        .agg(pl.col("clue").first(), pl.col("figures").first(), off_by=(pl.col("high").min() - pl.col("low").max()) / 2)
    )
    return narrowest.filter(pl.col("sum") != 0)


def _targets(signed: pl.DataFrame) -> pl.DataFrame:
    """cooperative, amount, weight, times: what a combination may come down to.

    Amounts that stand in the same sums cannot be told apart, so only those count that share theirs with no other cooperative. A
    combination may hold one of them twice, or two of one cooperative's: before and after a resubmission, of two years.
    """
    signs = pl.concat_str(pl.col("clue").cast(pl.String), pl.col("sign").cast(pl.String), separator=":").sort().str.join(" ")
    atoms = signed.group_by("weight").agg(pl.col("cooperative", "amount").first(), stands_in=signs)
    alone = atoms.group_by("stands_in").agg(
        pl.col("cooperative").first(), pl.col("amount", "weight").sum(), several=pl.col("cooperative").n_unique()
    ).filter(pl.col("several") == 1).select("cooperative", "amount", "weight")  # fmt: skip
    twice = alone.with_columns(pl.col("weight") * 2, times=pl.lit(2))
    two = alone.join(alone, on="cooperative", suffix="_other").filter(pl.col("weight") < pl.col("weight_other"))
    both = [
        two.select("cooperative", *(pl.col(name) + sign * pl.col(f"{name}_other") for name in ("amount", "weight")))
        for sign in (1, -1)
    ]
    once = [part.with_columns(times=pl.lit(1)) for part in (alone, *both)]
    return pl.concat([*once, twice])


def _pairs(sums: pl.DataFrame) -> pl.DataFrame:
    """sum, off_by, figures of none, one or two of the sums, added or taken off; the narrowest of each."""
    one = sums.select("sum", "off_by", "figures")
    signed = pl.concat([
        one.head(1).with_columns(sum=pl.lit(0, pl.Int64), off_by=pl.lit(0.0), figures=pl.lit("")),
        one.with_columns(figures=pl.concat_str(pl.lit("+"), "figures")),
        one.with_columns(-pl.col("sum"), figures=pl.concat_str(pl.lit("-"), "figures")),
    ]).with_row_index("at")  # fmt: skip
    two = signed.join(signed, how="cross", suffix="_other").filter(pl.col("at") <= pl.col("at_other"))
    pairs = two.select(
        pl.col("sum") + pl.col("sum_other"), pl.col("off_by") + pl.col("off_by_other"),
        figures=pl.concat_str("figures", "figures_other", separator=" ").str.strip_chars(),
    )  # fmt: skip
    return pairs.sort("off_by").unique("sum", keep="first", maintain_order=True)
