"""No published figure lets anyone read or work out the money of one or two cooperatives."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.publishing.disclosure import GROUPS, check_amounts, withhold, withhold_scores
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, SEGMENTS, WHOLE
from tests.unit.publishing_fixture import frame, make_indicator, make_reference

AREAS = ("62.01", "62.02", "62.03", "62.04")
Parts = dict[tuple[str, str], int]
#: How many cooperatives report money outside and inside KDMP/KKMP, by regency.
COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=2, max_size=4)


def _with_margins(parts: Parts) -> Parts:
    """The counts of every cell of the table: two segments and the whole, regencies and their total."""
    areas = sorted({area for area, _ in parts})
    table = {**parts, **{(area, WHOLE): sum(parts.get((area, s), 0) for s in SEGMENTS[1:]) for area in areas}}
    return {**table, **{("62", s): sum(table.get((area, s), 0) for area in areas) for s in SEGMENTS}}


def _values(*tables: Parts, indicators: tuple[str, ...] = ("KOP-11",)) -> pl.DataFrame:
    """Values in which every cooperative reports a million; cells without a cooperative have no value."""
    rows = [
        {"period": "2025-04", "area_code": area, "segment": segment, "indicator": code, "numerator": 1e6 * count if count else None,
         "value": 1e6 * count if count else None, "coverage": 1.0, "amounts": count, "amount_sum": 1e6 * count, "amount_max": 1e6 if count else None,
         "status": "filled" if count else "none_filled"}
        for code, table in zip(indicators, tables, strict=True) for (area, segment), count in _with_margins(table).items()
    ]  # fmt: skip
    return frame("values", rows)


def _table(*counts: tuple[int, int]) -> Parts:
    """Counts outside and inside KDMP/KKMP, a pair for each regency."""
    return {
        (area, segment): n
        for area, pair in zip(AREAS, counts, strict=False)
        for segment, n in zip(SEGMENTS[1:], pair, strict=True)
    }


def _hidden(public: pl.DataFrame, indicator: str = "KOP-11") -> set[tuple[str, str]]:
    rows = public.filter("withheld", pl.col("indicator") == indicator)
    return set(rows.select("area_code", "segment").iter_rows())


def _lines(cells: set[tuple[str, str]]) -> list[set[tuple[str, str]]]:
    """Every sum that a reader can make: a regency's segments, a segment's regencies; the total is in each."""
    by_area = [{cell for cell in cells if cell[0] == area} for area in {area for area, _ in cells}]
    return by_area + [{cell for cell in cells if cell[1] == segment} for segment in SEGMENTS]


def _can_be_worked_out(cell: tuple[str, str], hidden: set[tuple[str, str]]) -> bool:
    """True when all sums together determine a hidden cell: it lies on no closed path of hidden cells."""
    reached, rest = {("area", cell[0])}, hidden - {cell}
    for _ in range(2 * len(hidden) + 2):
        for area, segment in rest:
            ends = {("area", area), ("segment", segment)}
            if reached & ends:
                reached |= ends
    return ("segment", cell[1]) not in reached


def test_a_figure_of_one_or_two_cooperatives_is_withheld_and_one_of_three_is_not() -> None:
    public = withhold(_values(_table((3, 3), (9, 3), (9, 3))))
    assert not public["withheld"].any()
    public = withhold(_values(_table((9, 2), (9, 3), (9, 3))))
    assert ("62.01", KDMP_ONLY) in _hidden(public)


def test_a_withheld_row_keeps_no_number_at_all() -> None:
    public = withhold(_values(_table((9, 1), (9, 5), (9, 6)))).filter("withheld")
    assert public.height
    assert public.select("numerator", "denominator", "value").null_count().row(0) == (public.height,) * 3
    assert public["coverage"].null_count() == 0


def test_the_whole_goes_before_the_figure_without_kdmp_and_the_smallest_regency_before_others() -> None:
    public = withhold(_values(_table((9, 1), (9, 5), (9, 4))))
    assert _hidden(public) == {("62.01", KDMP_ONLY), ("62.03", KDMP_ONLY), ("62.01", WHOLE), ("62.03", WHOLE)}
    assert all(segment != OUTSIDE_KDMP for _, segment in _hidden(public))


def test_two_withheld_figures_whose_sum_rests_on_two_cooperatives_take_a_third_with_them() -> None:
    hidden = _hidden(withhold(_values(_table((9, 1), (9, 1), (9, 7)))))
    assert {area for area, segment in hidden if segment == KDMP_ONLY} == {"62.01", "62.02", "62.03"}


def test_indicators_that_share_a_sum_share_the_mask() -> None:
    whole, per_member = _table((9, 5), (9, 5), (9, 5)), _table((9, 1), (9, 5), (9, 5))
    public = withhold(_values(whole, per_member, indicators=GROUPS[0]))
    assert _hidden(public, "KOP-12") == _hidden(public, "KOP-27") != set()
    alone = withhold(_values(whole, per_member, indicators=("KOP-12", "KOP-11")))
    assert _hidden(alone, "KOP-12") == set()


def test_figures_that_are_no_money_are_left_alone() -> None:
    values = _values(_table((1, 1), (1, 1))).with_columns(
        pl.lit(None).alias(name) for name in ("amounts", "amount_sum", "amount_max")
    )
    assert withhold(values).drop("withheld").equals(values)


def test_one_side_of_a_growth_without_cooperatives_on_the_other_is_not_shown() -> None:
    values = _values(_table((0, 0), (9, 9))).with_columns(denominator=pl.lit(5e6))
    public = withhold(values).filter(pl.col("amounts") == 0)
    assert public["denominator"].null_count() == public.height > 0
    assert not public["withheld"].any()


@given(st.lists(COUNTS, min_size=2, max_size=2))
def test_no_sum_of_published_figures_yields_a_withheld_one(tables: list[list[tuple[int, int]]]) -> None:
    values = _values(*(_table(*counts) for counts in tables), indicators=GROUPS[0])
    public = withhold(values)
    assert public.drop("withheld", "numerator", "value", "status").equals(values.drop("numerator", "value", "status"))
    few = public.filter(pl.col("amounts").is_between(1, 2))
    assert few["withheld"].all() and set(few["status"]) <= {"secret"}
    for code in GROUPS[0]:
        hidden = _hidden(public, code)
        assert all(len(line) != 1 for line in _lines(hidden))
        assert not any(_can_be_worked_out(cell, hidden) for cell in hidden)


@settings(max_examples=15)
@given(COUNTS)
def test_the_mask_does_not_depend_on_the_order_of_the_rows(counts: list[tuple[int, int]]) -> None:
    values = _values(_table(*counts))
    assert _hidden(withhold(values)) == _hidden(withhold(values.reverse()))


def test_a_sum_to_which_everybody_reported_zero_is_withheld_and_takes_nothing_with_it() -> None:
    values = _values(_table((9, 0), (9, 5), (9, 6)))
    zeros = (pl.col("amounts") == 0) & (pl.col("segment") == KDMP_ONLY)
    public = withhold(values.with_columns(pl.when(zeros).then(0.0).otherwise(pl.col("numerator", "value")).name.keep()))
    assert _hidden(public) == {("62.01", KDMP_ONLY)}
    assert public.filter("withheld")["value"].to_list() == [None]


def test_a_score_does_not_give_a_withheld_value_away() -> None:
    public = withhold(_values(_table((2, 5), (9, 5))))
    keys = {"period": "2025-04", "indicator": "KOP-11", "target_low": 5.0, "value": 2e6, "achievement": 40.0, "rating": "Rendah"}
    scores = frame("scores", [{**keys, "area_code": area, "segment": OUTSIDE_KDMP, "note": ""} for area in ("62.01", "62")])
    first, second = withhold_scores(scores, public).select("value", "achievement", "rating", "note").rows()
    assert first == (None, None, None, "dirahasiakan")
    assert second == (2e6, 40.0, "Rendah", "")


def test_money_without_its_number_of_cooperatives_is_a_broken_contract() -> None:
    values = _values(_table((9, 9), (9, 9))).with_columns(amounts=pl.lit(None, pl.Int64))
    with pytest.raises(ValueError, match="without the number of their amounts"):
        check_amounts(values, make_reference().indicators)
    check_amounts(values, {"KOP-11": make_indicator("KOP-11")})


def test_a_table_of_ten_years_is_masked_at_once() -> None:
    months = [f"{year}-{month:02d}" for year, month in product(range(2021, 2031), range(1, 13))]
    one = _values(_table((9, 1), (9, 5), (9, 4)))
    every = pl.concat([one.with_columns(period=pl.lit(month)) for month in months])
    assert withhold(every)["withheld"].sum() == 4 * len(months)
