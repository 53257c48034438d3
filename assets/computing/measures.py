"""The sides of every definition as aggregates over its relation, all of a relation in one pass."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from assets.computing.reporters import need_of, needs
from assets.storage.database import Database
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, Definition, Indicator, Measure, catalogue

#: One measured cell: scope, period, segment, and the sides of one definition. `amounts` … are of money: how many cooperatives have one
#: that is not zero, their sum and the largest of them without sign; of two sums (growth) the weaker of each.
MEASURED: dict[str, pl.DataType] = {
    "scope": pl.String(), "period": pl.String(), "segment": pl.String(), "indicator": pl.String(), "definition_version": pl.String(),
    "numerator": pl.Float64(), "less": pl.Float64(), "denominator": pl.Float64(), "contributors": pl.Int64(), "base": pl.Int64(),
    "amounts": pl.Int64(), "amount_sum": pl.Float64(), "amount_max": pl.Float64(),
}  # fmt: skip
_KEYS = ("scope", "period", "segment")


@dataclass(frozen=True)
class Rests:
    """What is out of the ordinary: the needs that some report is not counted in, and those whose total mixes reporters of two years."""

    lacked: frozenset[int]
    mixed: frozenset[int]


def measure(database: Database, rests: Rests) -> pl.DataFrame:
    """MEASURED: every definition of the catalogue over the relations of sources.sql, for every segment and the whole."""
    sources = dict.fromkeys(indicator.source for indicator in catalogue().values())
    return pl.concat(_measure(database, source, rests) for source in sources)


def _measure(database: Database, source: str, rests: Rests) -> pl.DataFrame:
    """MEASURED of the definitions over one relation, in one aggregation; an SQL that two sides share is worked out once."""
    indicators = [indicator for indicator in catalogue().values() if indicator.source == source]
    every = [(indicator, each, _sides(indicator, each, rests)) for indicator in indicators for each in indicator.definitions]
    names: dict[str, str] = {}
    for *_, sides in every:
        for sql in sides.values():
            names.setdefault(sql, f"a{len(names)}")
    split = any(indicator.split for indicator in indicators)
    keys = ["scope", "period", *(["segment::VARCHAR AS segment", "grouping(segment) AS whole"] if split else [])]
    groups = "GROUPING SETS ((scope, period), (scope, period, segment))" if split else "scope, period"
    aggregates = [f"({sql})::DOUBLE AS {name}" for sql, name in names.items()]
    wide = database.connection.table(f"source_{source}").aggregate(", ".join([*keys, *aggregates]), groups).pl()
    if not split:
        wide = wide.with_columns(segment=pl.lit(None, pl.String), whole=pl.lit(1))
    wide = wide.filter((pl.col("whole") == 1) | pl.col("segment").is_not_null())
    segment_name = pl.col("segment").replace({"true": KDMP_ONLY, "false": OUTSIDE_KDMP})
    wide = wide.with_columns(segment=pl.when(pl.col("whole") == 1).then(pl.lit(WHOLE)).otherwise(segment_name))
    return pl.concat(
        _measured_cells(wide if indicator.split else wide.filter(pl.col("segment") == WHOLE), indicator, definition, sides, names)
        for indicator, definition, sides in every
    )


def _measured_cells(
    wide: pl.DataFrame, indicator: Indicator, definition: Definition, sides: dict[str, str], names: dict[str, str]
) -> pl.DataFrame:
    """The cells of one definition out of all aggregates of its relation."""
    columns = [pl.col(names[sql]).alias(side) for side, sql in sides.items()]
    cells = wide.select(*_KEYS, *columns, indicator=pl.lit(indicator.code), definition_version=pl.lit(definition.version))
    cells = cells.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in MEASURED.items() if name not in cells.columns)
    cells = _weaker(cells) if "less_amounts" in sides else cells
    return cells.select(MEASURED.keys()).cast(pl.Schema(MEASURED))


def _weaker(cells: pl.DataFrame) -> pl.DataFrame:
    """Of the two sums of a growth the fewer cooperatives, and the amounts of the one that a single cooperative holds more of."""
    share, other = pl.col("amount_max") / pl.col("amount_sum"), pl.col("less_max") / pl.col("less_sum")
    weaker = (other > share.fill_null(0)).fill_null(False)
    return cells.with_columns(
        amounts=pl.min_horizontal("amounts", "less_amounts"),
        amount_sum=pl.when(weaker).then("less_sum").otherwise("amount_sum"),
        amount_max=pl.when(weaker).then("less_max").otherwise("amount_max"),
    )


def _sides(indicator: Indicator, definition: Definition, rests: Rests) -> dict[str, str]:
    """Side of MEASURED → its SQL aggregate, without the reports that lack a column of the need.

    `book` in the catalogue's SQL is the year before that of the report; of a total over reports of two years the one that `books` says.
    """
    counted = _counted(indicator, definition, rests)
    sides = {"numerator": _aggregate(definition.numerator, counted)}
    if definition.less:
        sides["less"] = _aggregate(definition.less, counted)
    if definition.denominator and not definition.denominator.loaded:
        sides["denominator"] = _aggregate(definition.denominator, counted)
    sides["contributors"] = _count_of_rows(definition.carriers, counted)
    sides["base"] = _count_of_rows(definition.population, counted)
    if indicator.is_money:
        for prefix, side in (("amount", definition.numerator), ("less", definition.less)):
            if side:
                sides |= _money_sides(prefix, side, counted)
    return {name: _with_book(sql, indicator, definition, rests) for name, sql in sides.items()}


def row_sides(indicator: Indicator, definition: Definition, rests: Rests) -> dict[str, str]:
    """numerator, less, denominator → what one row of the relation adds to it, as SQL; null where the row does not carry the side.

    The aggregates of `measure` are taken over the same conditions and amounts. Of rows that count once for each value of something
    the first adds 1 and the others 0, so that a side is the sum of its rows, but for a median.
    """
    counted = _counted(indicator, definition, rests)
    sides = {"numerator": definition.numerator, "less": definition.less, "denominator": definition.denominator}
    return {
        name: _with_book(_of_row(side, counted), indicator, definition, rests)
        for name, side in sides.items() if side and not side.loaded
    }  # fmt: skip


def _of_row(side: Measure, counted: Iterable[str]) -> str:
    """What a row adds to a side, as SQL."""
    condition = _condition(side, counted) or "true"
    adds = side.sum or side.median or "1"
    if side.distinct:
        first = f"row_number() OVER (PARTITION BY {side.distinct} ORDER BY ({condition}) DESC NULLS LAST, area_code, submission, sheet, row) = 1"
        adds = f"CASE WHEN ({side.distinct}) IS NOT NULL THEN ({first})::INT END"
    return f"(CASE WHEN {condition} THEN {adds} END)::DOUBLE"


def _counted(indicator: Indicator, definition: Definition, rests: Rests) -> list[str]:
    """The condition, as SQL, that a report is counted in the figures of a definition; none where all are."""
    number = needs()[need_of(indicator, definition)]
    return [f"NOT list_contains(lacks, {number})"] if number in rests.lacked else []


def _with_book(sql: str, indicator: Indicator, definition: Definition, rests: Rests) -> str:
    """The SQL with the book year that `book` stands for."""
    number = needs()[need_of(indicator, definition)]
    book = f"(CASE WHEN is_total THEN book_{number} ELSE year - 1 END)" if number in rests.mixed else "(year - 1)"
    return re.sub(r"\bbook\b", book, sql)


def _aggregate(side: Measure, counted: Iterable[str]) -> str:
    """The SQL aggregate of a side, over the rows of those reports alone for which the conditions `counted` hold."""
    if side.sum:
        return _filtered(f"sum({side.sum})", side, counted)
    if side.median:
        return _filtered(f"median({side.median})", side, counted)
    return _count_of_rows(side, counted)


def _count_of_rows(side: Measure, counted: Iterable[str]) -> str:
    """How many rows carry a side, or how many different ones where they count once."""
    what = f"DISTINCT {side.distinct}" if side.distinct else side.sum or side.median or "*"
    return _filtered(f"count({what})", side, counted)


def _money_sides(prefix: str, side: Measure, counted: Iterable[str]) -> dict[str, str]:
    """What the money rule asks of a sum, as SQL: how many amounts are not 0, their sum and the largest, without sign.

    `prefix` is `amount` for the numerator, `less` for what growth takes off it.
    """
    return {
        "amounts" if prefix == "amount" else "less_amounts": _filtered(f"count(nullif({side.sum}, 0))", side, counted),
        f"{prefix}_sum": _filtered(f"sum(abs({side.sum}))", side, counted),
        f"{prefix}_max": _filtered(f"max(abs({side.sum}))", side, counted),
    }


def _filtered(aggregate: str, side: Measure, counted: Iterable[str]) -> str:
    """The aggregate with a FILTER clause of the side's own condition and those of `counted`; as it is where there is none."""
    condition = _condition(side, counted)
    return f"{aggregate} FILTER ({condition})" if condition else aggregate


def _condition(side: Measure, counted: Iterable[str]) -> str:
    """Which rows carry a side, as SQL; empty for every row."""
    return " AND ".join([*counted, *([f"({side.rows})"] if side.rows else [])])
