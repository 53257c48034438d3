"""What a cell means that can be read in two ways: decided by its own column and by sums, or not at all."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.areas import areas
from schemas.forms import FORMS, Form
from schemas.judge import judge
from schemas.typed import type_rows
from tests.builders import judged, make_submitted, notes, together

TWO_WAYS, NOT_WHOLE = "V214", "V215"


def read(column: str, *texts: str, form: str = "register") -> tuple[list[object], set[str]]:
    """The values of a column whose cells are these, and the rules that its cells broke."""
    alone = Form("alone", "", "", "", (FORMS[form].column(column),), (), "2021-01")
    rows = pl.DataFrame({column: texts}).with_columns(submission=pl.lit("s1")).with_row_index("position")
    typed = type_rows(alone, rows, pl.Series(dtype=pl.String))
    return typed.rows[column].to_list(), set(typed.failures["rule"])


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["3.782", "1.250,00"], [3782, 1250]),
        (["3,955", "12"], [3955, 12]),
        (["3,955", "1,234,567"], [3955, 1234567]),
        (["3.782", "1.234.567", "12.0"], [3782, 1234567, 12]),
        (["Rp 950.000", "Rp 1.250.000,-", "(1.500)"], [950000, 1250000, -1500]),
    ],
)
def test_a_column_that_agrees_with_itself_is_read_by_its_own_spelling(texts: list[str], values: list[int]) -> None:
    assert read("surplus", *texts) == (values, set())


def test_points_and_commas_in_turn_make_the_doubtful_cells_a_note_and_leave_the_others() -> None:
    assert read("surplus", "3.782", "3,955", "12", "1250000") == ([None, None, 12, 1250000], {TWO_WAYS})
    assert read("surplus", "3.782", "1,234,567") == ([None, 1234567], {TWO_WAYS})
    assert read("surplus", "3,955", "1.250,00") == ([None, 1250], {TWO_WAYS})


def test_beside_a_stored_fraction_a_point_may_be_one_too() -> None:
    assert read("surplus", "2.6", "3.782", "12") == ([None, None, 12], {TWO_WAYS, NOT_WHOLE})
    assert read("surplus", "2.6", "3.782", "1.234.567") == ([None, 3782, 1234567], {NOT_WHOLE})


def test_each_column_and_each_submission_has_its_own_evidence() -> None:
    first = make_submitted("register", [{"assets": "3.782", "surplus": "3,955"}, {"assets": "1.250,00", "nik": None}])
    second = make_submitted("register", [{"assets": "3,955"}], submission="s2", area="62.01")
    accepted = judge(together(first, second), areas()).accepted["register"]
    assert accepted["assets"].to_list() == [3782, 1250, 3955]
    assert accepted["surplus"].to_list() == [3955, None, None]


def test_a_sum_that_adds_up_proves_what_the_column_leaves_open() -> None:
    rows = [
        {"nik": None, "members_male": "1,200", "members_female": "800", "members_total": "2000"},
        {"nik": None, "members_male": "1.300", "members_female": "700", "members_total": "2.000"},
        {"nik": None, "members_male": "1.100", "members_female": None, "members_total": None},
    ]
    verdict = judged("register", *rows)
    assert verdict.accepted["register"]["members_male"].to_list() == [1200, 1300, 1100]
    assert notes(verdict) == []


def test_a_sum_that_does_not_add_up_proves_nothing_for_other_rows() -> None:
    rows = [
        {"nik": None, "members_male": "1,200", "members_female": "800", "members_total": "2000"},
        {"nik": None, "members_male": "1.300", "members_female": "1", "members_total": "2000"},
        {"nik": None, "members_male": "1.100", "members_female": None, "members_total": None},
    ]
    verdict = judged("register", *rows)
    assert verdict.accepted["register"]["members_male"].to_list() == [1200, None, None]
    assert [rule for rule, _ in notes(verdict)] == [TWO_WAYS, TWO_WAYS]


def test_a_sum_that_adds_up_proves_nothing_for_a_column_of_which_another_sum_does_not() -> None:
    rows = [
        {"nik": None, "members_male": "1,200", "members_female": "800", "members_total": "2000"},
        {"nik": None, "members_male": "1,300", "members_female": "1", "members_total": "2000"},
        {"nik": None, "members_male": "1,100", "members_female": None, "members_total": None},
        {"nik": None, "members_male": "1.400", "members_female": None, "members_total": None},
    ]
    verdict = judged("register", *rows)
    assert verdict.accepted["register"]["members_male"].to_list() == [1200, None, None, None]
    assert [rule for rule, _ in notes(verdict)] == [TWO_WAYS] * 3


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["76.605", "3"], [76.605, 3]),
        (["3.782", "12"], [3.782, 12]),
        (["76,60%", "0,5%"], [76.6, 0.5]),
        (["0", "1", "0"], [0, 1, 0]),
    ],
)
def test_in_a_percentage_the_range_decides_what_a_group_of_three_is(texts: list[str], values: list[float]) -> None:
    found, rules = read("physical_progress", *texts, form="kdmp")
    assert (found, rules) == (values, set())


def test_shares_of_one_and_percents_cannot_be_told_apart_in_a_column_of_small_numbers() -> None:
    assert read("physical_progress", "0.766", "1", "0", form="kdmp") == ([None, None, 0], {TWO_WAYS})
    assert read("physical_progress", "0.766", "55", form="kdmp") == ([0.766, 55], set())


def test_a_cross_is_no_beside_a_tick_and_may_be_yes_alone() -> None:
    assert read("operating", "✓", "x", "v", form="kdmp") == ([True, False, True], set())
    assert read("operating", "x", "Tidak", form="kdmp") == ([None, False], {TWO_WAYS})
    assert read("operating", "T", "Ya", form="kdmp") == ([False, True], set())
    assert read("operating", "T", "F", form="kdmp") == ([None, False], {TWO_WAYS})


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["25/03/2021", "04/05/2021"], [date(2021, 3, 25), date(2021, 5, 4)]),
        (["04/05/2021"], [date(2021, 5, 4)]),
        (["03/25/2021", "04/05/2021"], [date(2021, 3, 25), date(2021, 4, 5)]),
        (["03/25/2021", "2021-05-04"], [date(2021, 3, 25), date(2021, 5, 4)]),
    ],
)
def test_dates_are_read_in_the_one_order_that_reads_all_of_them(texts: list[str], values: list[date]) -> None:
    assert read("legal_date", *texts) == (values, set())


def test_a_column_of_both_orders_leaves_open_what_may_be_either() -> None:
    found, rules = read("legal_date", "25/03/2021", "03/25/2021", "04/05/2021", "05/05/2021")
    assert (found, rules) == ([date(2021, 3, 25), date(2021, 3, 25), None, date(2021, 5, 5)], {TWO_WAYS})


def test_what_was_done_with_a_whole_column_of_dates_is_told_once() -> None:
    turned = judged("register", {"legal_date": "03/25/2021"}, {"legal_date": "04/05/2021", "nik": None})
    assert turned.findings.filter(pl.col("rule") == "V408")["message"].str.contains("misalnya 03/25/2021").to_list() == [True]
    serial = judged("register", {"last_rat_date": "45646"}, {"last_rat_date": "45647", "nik": None})
    assert serial.accepted["register"]["last_rat_date"].to_list() == [date(2024, 12, 20), date(2024, 12, 21)]
    assert serial.findings.filter(pl.col("rule") == "V407")["message"].str.contains(
        "2 sel, misalnya 45646 dibaca 20/12/2024"
    ).to_list() == [True]


def test_serial_numbers_count_from_1904_where_the_workbook_says_so() -> None:
    submitted = make_submitted("register", [{"legal_date": "40000"}])
    note = {name: "s1" if name == "submission" else "V126" if name == "rule" else "" for name in submitted.problems.columns}
    since_1904 = pl.DataFrame([note], schema=submitted.problems.schema)
    verdict = judge(type(submitted)(**{**vars(submitted), "problems": since_1904}), areas())
    assert verdict.accepted["register"]["legal_date"].item() == date(2013, 7, 7)


def test_days_that_excel_may_have_swapped_are_told() -> None:
    stored = [{"legal_date": f"2015-0{i}-04 00:00:00", "nik": None} for i in (1, 2, 3)]
    swapped = judged("register", *stored, {"legal_date": "25/03/2015", "nik": None})
    assert [rule for rule, _ in notes(swapped)] == ["V409"]
    assert notes(judged("register", *stored, {"legal_date": "05/03/2015", "nik": None})) == []


READABLE = {
    "12": 12, "3.782": 3782, "3,955": 3955, "1.234.567": 1234567, "1,234,567": 1234567, "2,5": None, "2.5": None, "-": None, "0": 0, "x": None,
}  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(READABLE)), min_size=1, max_size=6))
def test_no_company_makes_a_number_another_number(texts: list[str]) -> None:
    found, _ = read("surplus", *texts)
    assert all(value is None or value == READABLE[text] for text, value in zip(texts, found, strict=True))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["", " ", "-", "nihil", "n/a", "Tidak ada", "0", "0,0", "Rp 0", "Rp -"]), min_size=1, max_size=6))
def test_nothing_and_zero_never_mix(texts: list[str]) -> None:
    found, rules = read("surplus", *texts)
    assert found == [0 if "0" in text else None for text in texts]
    assert rules == set()
