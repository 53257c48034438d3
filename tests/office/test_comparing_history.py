"""Totals against the regency's own history, and forms that say what another report has said."""

from datetime import date

import polars as pl
import pytest

from schemas import periods
from schemas.comparing import CONTENT, TOTAL, Earlier, totals
from tests.builders import make_submitted, together
from tests.unit.comparing_fixture import Rows, added, cells, history, standing

#: The median of these is 101.5, and no step between them is more than 2 %.
STEADY = [100.0, 102.0, 101.0, 103.0]


def register_of(count: int) -> list[dict[str, str | None]]:
    """So many cooperatives, all active, in villages of their own names."""
    return [{"nik": f"62160100{i:05d}", "name": f"Koperasi {'abcdefghij'[i % 10] * 9}{i}", "village": None} for i in range(count)]


def jumps_of(count: int, values: list[float]) -> list[tuple[str, str, str]]:
    found = added(make_submitted("register", register_of(count)), history("register", "cooperatives", values))
    return [line for line in found if line[0] == "V605"]


def test_a_total_far_from_its_history_is_told_at_no_cell_with_median_and_range() -> None:
    found = jumps_of(350, STEADY)
    assert cells(found) == [("V605", "")]
    assert "Jumlah koperasi 350 (naik dari median 102; 4 laporan sebelumnya antara 100 dan 103)" in found[0][2]


@pytest.mark.parametrize(
    ("count", "values"),
    [
        (140, STEADY),  # 1.4 times the median: below the least factor of 1.5
        (350, STEADY[:3]),  # three points are no history
        (400, [50, 100, 200, 300]),  # it grows with every report
        (104, [100, 102, 900, 101]),  # back from an odd report
        (50, [0, 0, 0, 0, 0]),  # never reported before
        (8, [5, 4, 5, 4]),  # 4 more are nothing
    ],
)  # fmt: skip
def test_what_is_usual_for_the_regency_is_no_jump(count: int, values: list[float]) -> None:
    assert jumps_of(count, values) == []


def test_a_fall_is_a_jump_too_and_a_zero_in_the_history_does_not_hide_it() -> None:
    (fall,) = jumps_of(20, [100, 102, 0, 101, 103])
    assert "turun" in fall[2] and "4 laporan sebelumnya" in fall[2]


def test_totals_are_those_of_the_accepted_rows() -> None:
    rows = standing(
        "register", [{"nik": f"62160100{i:05d}", "status": s} for i, s in enumerate(("Aktif", "Tidak Aktif", "Dibubarkan"))]
    )
    sums = dict(totals({"register": rows}).select("total", "value").iter_rows())
    assert (sums["cooperatives"], sums["active"], sums["members_total"], sums["assets"]) == (2, 1, 60, 0)


# copies


def said(*lines: tuple[str, str, str]) -> Earlier:
    """Earlier reports of obstacles as (area, period, content)."""
    frame = pl.DataFrame([(area, period, "obstacles", content) for area, period, content in lines], schema=CONTENT, orient="row")
    return Earlier(contents=frame)


OBSTACLES = make_submitted("obstacles", [{}, {"obstacle_id": "62.02-0002"}], period="2025-04", received=date(2025, 5, 9))


def test_a_form_that_is_the_same_as_the_last_one_is_noted_unless_it_says_so() -> None:
    same, other = said(("62.02", "2025-03", "x")), said(("62.02", "2025-02", "x"), ("62.02", "2025-03", "y"))
    found = added(OBSTACLES, same, {"s1": "x"})
    assert cells(found) == [("V606", "")]
    assert "Isi formulir sama persis dengan laporan Maret 2025" in found[0][2]
    assert added(OBSTACLES, other, {"s1": "x"}) == []
    unchanged = make_submitted(
        "obstacles", [{}, {"obstacle_id": "62.02-0002"}], period="2025-04", condition="Tidak Ada Perubahan"
    )
    assert added(unchanged, same, {"s1": "x"}) == []


def test_one_row_can_be_the_same_by_chance() -> None:
    assert added(make_submitted("obstacles", [{}], period="2025-04"), said(("62.02", "2025-03", "x")), {"s1": "x"}) == []


def test_a_form_of_another_regency_has_to_be_explained() -> None:
    found = added(OBSTACLES, said(("62.01", "2025-03", "x")), {"s1": "x"})
    assert cells(found) == [("V607", "")]
    assert "Kabupaten Kotawaringin Barat (Maret 2025)" in found[0][2]
    assert added(OBSTACLES, said(("62.01", "2025-05", "x")), {"s1": "x"}) == []


def test_of_several_reports_that_say_the_same_the_oldest_is_named() -> None:
    (found,) = added(OBSTACLES, said(("62.01", "2025-03", "x"), ("62.03", "2025-02", "x")), {"s1": "x"})
    assert "Kabupaten Kapuas (Februari 2025)" in found[2]


def test_what_another_form_said_is_no_original() -> None:
    of_villages = said(("62.01", "2025-03", "x"), ("62.02", "2025-03", "x")).contents.with_columns(form=pl.lit("kdmp"))
    assert added(OBSTACLES, Earlier(contents=of_villages), {"s1": "x"}) == []


def test_two_that_came_on_one_day_are_both_asked() -> None:
    other = make_submitted(
        "obstacles",
        [{}, {"obstacle_id": "62.02-0002"}],
        period="2025-04",
        received=date(2025, 5, 9),
        area="62.01",
        submission="s2",
    )
    assert cells(added(together(OBSTACLES, other), None, {"s1": "x", "s2": "x"})) == [("s1:V607", ""), ("s2:V607", "")]


def test_a_note_on_something_else_does_not_make_the_earlier_of_two_the_copy() -> None:
    rows: list[dict[str, str | None]] = [
        {"raised_date": "25/03/2025"},
        {"raised_date": "25/03/2025", "obstacle_id": "62.02-0002"},
    ]
    first = make_submitted("obstacles", rows, received=date(2025, 3, 20))
    second = make_submitted("obstacles", rows, area="62.01", submission="s2", received=date(2025, 4, 9))
    found = cells(added(together(first, second), None, {"s1": "x", "s2": "x"}))
    assert [line for line in found if "V607" in line[0]] == [("s2:V607", "")]


def test_of_two_of_one_month_the_copy_is_the_one_whose_places_are_not_its_own() -> None:
    rows: list[dict[str, str | None]] = [{"district": "Baamang"}, {"district": "Baamang", "obstacle_id": "62.02-0002"}]
    own = make_submitted("obstacles", rows, received=date(2025, 4, 9))
    foreign = make_submitted("obstacles", rows, area="62.01", submission="s2", received=date(2025, 4, 1))
    for standing_too in (None, said(("62.02", "2025-03", "x"), ("62.01", "2025-03", "x"))):
        found = cells(added(together(own, foreign), standing_too, {"s1": "x", "s2": "x"}))
        assert [line for line in found if "V607" in line[0]] == [("s2:V607", "")]


# how far back


def sees(rule: str, months: int) -> bool:
    """True when the rule's finding in April 2025 rests on a report of so many months before."""
    then = periods.shift("2025-04", -months)
    if rule == "V605":
        near = [(periods.shift("2025-04", -n), 100.0) for n in (1, 2, 3)]
        lines = [("62.02", period, "register", "cooperatives", value) for period, value in [*near, (then, 101.0)]]
        given = Earlier(totals=pl.DataFrame(lines, schema=TOTAL, orient="row"))
        found = added(make_submitted("register", register_of(350), period="2025-04"), given)
    else:
        found = added(OBSTACLES, said(("62.02" if rule == "V606" else "62.01", then, "x")), {"s1": "x"})
    return rule in [line[0] for line in found]


@pytest.mark.parametrize("rule", ["V605", "V606", "V607"])
@pytest.mark.parametrize("months", [4, 25, 35, 36, 37, 60])
def test_a_report_that_judging_can_see_touches_the_period_that_sees_it(rule: str, months: int) -> None:
    touched = periods.touched(periods.shift("2025-04", -months), "2025-04")
    assert sees(rule, months) == ("2025-04" in touched)


def test_a_column_that_the_last_report_had_filled_and_this_one_leaves_blank_is_asked_for() -> None:
    rows: Rows = [{"nik": f"62160100{i:05d}", "name": f"Koperasi {'abcdefghij'[i] * 9}"} for i in range(10)]
    without: Rows = [row | {"members_female": None, "members_male": None} for row in rows]
    before = Earlier(totals=totals({"register": standing("register", rows, period="2024-12")}).select(*TOTAL))
    told = [line for line in added(make_submitted("register", without), before) if line[0] == "V613"]
    assert cells(told) == [("V613", "S5"), ("V613", "T5")]
    assert "“Anggota Pria” tidak terisi pada satu baris pun, sedangkan terisi pada 10 baris laporan Desember 2024." in told[0][2]
    assert "V613" not in [rule for rule, _ in cells(added(make_submitted("register", rows), before))]
    few = Earlier(totals=before.totals.with_columns(value=pl.lit(4.0)))
    assert "V613" not in [rule for rule, _ in cells(added(make_submitted("register", without), few))]
