"""What follows receiving, as a pure decision over how runs ended."""

from collections.abc import Mapping, Sequence
from functools import partial

import pytest

from assets.computing.freshness import Range
from pipelines.following import CANCELLED, FAILED, WELL, RunsSoFar, next_steps

OLD, NOW = ("2025-03", "2025-04"), ("2026-11", "2026-11")


def past(
    computed: Mapping[Range, Sequence[str]], *, figures: str = "", published: Sequence[str] = (), refused: int = 0,
    by_hand: Range | None = None,
) -> RunsSoFar:  # fmt: skip
    return RunsSoFar("r1", [WELL], [OLD, NOW], computed, figures, published, refused, by_hand)


def jobs(given: RunsSoFar) -> list[str]:
    return [step.job for step in next_steps(given)[0]]


def test_nothing_follows_before_anything_was_received() -> None:
    assert next_steps(RunsSoFar()) == ([], "belum pernah menerima berkas")


def test_receiving_starts_each_range_that_it_names() -> None:
    steps, _ = next_steps(past({}))
    assert [(step.job, tuple(step.tags.values())) for step in steps] == [("hitung", OLD), ("hitung", NOW)]


def test_no_release_is_made_while_a_range_that_waits_was_killed_and_the_later_ones_are_computed_after_it_again() -> None:
    steps, _ = next_steps(past({OLD: [FAILED], NOW: [WELL]}, figures="f1"))
    assert [(step.job, tuple(step.tags.values())) for step in steps] == [("hitung", OLD), ("hitung", NOW)]
    steps, _ = next_steps(past({OLD: [WELL, FAILED], NOW: [FAILED, WELL]}, figures="f1"))
    assert [(step.job, tuple(step.tags.values())) for step in steps] == [("hitung", NOW)]


def test_the_release_follows_when_every_range_is_computed_once_for_the_figures_it_has() -> None:
    done: dict[Range, list[str]] = {OLD: [WELL, FAILED], NOW: [WELL]}
    assert jobs(past(done, figures="f1")) == ["terbitkan"]
    assert jobs(past(done, figures="f1", published=[WELL])) == []
    assert jobs(past(done, figures="f1", published=[FAILED, WELL])) == []
    assert jobs(past(done)) == []


def test_a_dagster_that_lost_its_records_or_never_had_any_publishes_once_though_nothing_waits() -> None:
    nothing_waits = partial(RunsSoFar, "r1", [WELL])
    assert [(step.job, step.key) for step in next_steps(nothing_waits())[0]] == [("terbitkan", "terbitkan:r1")]
    assert jobs(nothing_waits(published=[FAILED])) == ["terbitkan"]
    assert jobs(nothing_waits(published=[WELL])) == []


@pytest.mark.parametrize(
    ("ends", "again"), [([FAILED], True), ([FAILED] * 2, True), ([FAILED] * 3, False), ([CANCELLED, FAILED], False)]
)
def test_what_fails_is_tried_three_times_and_what_a_person_cancelled_is_not(ends: list[str], again: bool) -> None:
    assert jobs(RunsSoFar("r1", ends)) == ["terima"] * again
    assert jobs(past({OLD: ends, NOW: [WELL]}, figures="f1")) == ["hitung", "hitung"] * again
    assert jobs(past({OLD: [WELL], NOW: ends}, figures="f1")) == ["hitung"] * again
    assert jobs(past({OLD: [WELL], NOW: [WELL]}, figures="f1", published=ends)) == ["terbitkan"] * again


def test_a_range_that_keeps_failing_holds_the_release_and_is_named() -> None:
    steps, why = next_steps(past({OLD: [FAILED] * 3, NOW: [WELL]}, figures="f1"))
    assert not steps
    assert "2025-03" in why and "gagal atau dibatalkan" in why


def test_a_later_range_that_keeps_failing_is_not_started_again_with_the_one_before_it() -> None:
    steps, _ = next_steps(past({OLD: [FAILED], NOW: [FAILED] * 3}))
    assert [tuple(step.tags.values()) for step in steps] == [OLD]


def test_a_receiving_that_failed_on_other_nights_is_tried_again_after_one_that_went_well() -> None:
    assert jobs(RunsSoFar("r4", [FAILED, WELL, FAILED, FAILED])) == ["terima"]


def test_each_attempt_has_a_key_of_its_own() -> None:
    keys = [next_steps(past({OLD: [FAILED] * n, NOW: [WELL]}))[0][0].key for n in range(3)]
    assert len(set(keys)) == 3
    releases = [next_steps(past({OLD: [WELL], NOW: [WELL]}, figures="f1", published=[FAILED] * n))[0][0].key for n in range(3)]
    assert len(set(releases)) == 3


def test_the_same_range_after_another_receiving_is_another_run() -> None:
    (first, *_), (second, *_) = (next_steps(RunsSoFar(receiving, [WELL], [OLD]))[0] for receiving in ("r1", "r2"))
    assert first.key != second.key


DONE: Mapping[Range, Sequence[str]] = {OLD: [WELL], NOW: [WELL]}


def test_a_release_that_was_refused_since_periods_wait_is_followed_by_receiving_which_names_them() -> None:
    steps, _ = next_steps(past(DONE, figures="f1", published=[FAILED], refused=1))
    assert [(step.job, step.key) for step in steps] == [("terima", "terima:f1")]
    assert jobs(past(DONE, figures="f2", published=[FAILED, FAILED], refused=2)) == ["terima"]


def test_releases_that_are_refused_again_after_receiving_are_left_to_a_person() -> None:
    steps, why = next_steps(past(DONE, figures="f3", published=[FAILED], refused=3))
    assert not steps and "3 kali berturut-turut" in why


def test_new_figures_get_their_release_whatever_was_refused_before() -> None:
    assert jobs(past(DONE, figures="f4", refused=3)) == ["terbitkan"]


@pytest.mark.parametrize("ends", [[CANCELLED], [FAILED] * 3])
@pytest.mark.parametrize(
    ("by_hand", "follows"),
    [(OLD, True), (("2025-01", "2025-04"), True), (("2025-03", "2025-03"), False), (("2025-04", "2025-05"), False)],
)
def test_a_backfill_by_hand_of_what_was_cancelled_or_kept_failing_is_followed_by_receiving(
    ends: list[str], by_hand: Range, follows: bool
) -> None:
    assert jobs(past({OLD: ends, NOW: [WELL]}, figures="f1", by_hand=by_hand)) == ["terima"] * follows
