"""Which releases stay whole: a pure rule over the moments at which they were made."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assets.storage.home import today
from assets.storage.thinning import WHOLE_DAYS, without_kept

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 500 * 24).map(lambda hours: FIRST + timedelta(hours=hours))


def night(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 6, tzinfo=UTC)


def test_the_last_thirty_days_and_the_last_of_each_month_stay_whole() -> None:
    made = [night(1, 5), night(1, 31), night(2, 1), night(3, 3), night(3, 20), night(4, 12)]
    assert without_kept(made, [], night(4, 12)) == {night(1, 5), night(3, 3)}


def test_a_month_ends_at_the_offices_midnight() -> None:
    last, first = datetime(2026, 1, 31, 16, tzinfo=UTC), datetime(2026, 1, 31, 18, tzinfo=UTC)
    assert without_kept([night(1, 5), last, first], [], night(12, 1)) == {night(1, 5)}


def test_what_a_period_was_closed_with_and_what_showed_it_final_stay_whole() -> None:
    made = [night(1, day) for day in (2, 3, 4, 5, 6, 31)]
    assert without_kept(made, [night(1, 4) - timedelta(hours=2)], night(12, 1)) == {night(1, 2), night(1, 5), night(1, 6)}


@given(st.sets(moments, min_size=1), st.lists(moments, max_size=3), moments)
def test_the_newest_and_every_new_one_stay_whole_and_each_month_has_one(
    made: set[datetime], decided: list[datetime], now: datetime
) -> None:
    kept = made - without_kept(made, decided, now)
    assert max(made) in kept
    assert {each for each in made if each >= now - timedelta(days=WHOLE_DAYS)} <= kept
    assert {today(each) for each in kept} == {today(each) for each in made}


@given(st.sets(moments, min_size=1), st.lists(moments, max_size=3), moments)
def test_thinning_night_by_night_leaves_what_thinning_once_leaves(
    made: set[datetime], decided: list[datetime], end: datetime
) -> None:
    left: set[datetime] = set()
    for each in sorted(made):
        left.add(each)
        left -= without_kept(left, [one for one in decided if one <= each], each)
    last = max(made)
    assert left - without_kept(left, decided, last) == made - without_kept(made, [one for one in decided if one <= last], last)
