"""When a period is done: when its whole chain was made from what there is now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assets.accepted import judge_periods
from assets.indicators import indicator_figures
from assets.returned import return_periods
from assets.scores import score_figures
from assets.store import Store
from tests.worlds import office, submit, waiting

MARCH, APRIL = "2025-03", "2025-04"
Stage = Callable[[Store, list[str]], object]
CHAIN: tuple[Stage, ...] = (judge_periods, return_periods, indicator_figures, score_figures)


@pytest.fixture(autouse=True)
def _no_originals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are put straight into the warehouse: there is nothing to send back."""
    monkeypatch.setattr("assets.returned.ReturnedFolder.hold", lambda *_: ([], 0))


def compute(store: Store, *periods: str, without: Stage | None = None) -> None:
    for stage in CHAIN:
        if stage is not without:
            stage(store, list(periods))


def test_a_period_whose_chain_ran_is_done_and_waits_again_when_something_comes(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        assert waiting(store) == [MARCH]
        compute(store, MARCH)
        assert waiting(store) == []
        submit(store, "kdmp", [{"stage": "Akta Terbit"}])
        assert waiting(store) == [MARCH]


@pytest.mark.parametrize("stage", CHAIN)
def test_one_stage_made_alone_after_something_came_leaves_the_period_waiting(tmp_path: Path, stage: Stage) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        compute(store, MARCH)
        submit(store, "kdmp", [{"stage": "Akta Terbit"}])
        stage(store, [MARCH])
        assert waiting(store) == [MARCH]


@pytest.mark.parametrize("stage", CHAIN[1:])
def test_a_stage_made_before_the_rows_that_it_rests_on_has_to_be_made_again(tmp_path: Path, stage: Stage) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        compute(store, MARCH)
        submit(store, "kdmp", [{"stage": "Akta Terbit"}])
        stage(store, [MARCH])
        compute(store, MARCH, without=stage)
        assert waiting(store) == [MARCH]


@pytest.mark.parametrize("stage", CHAIN)
def test_a_run_that_lost_one_stage_leaves_the_period_waiting(tmp_path: Path, stage: Stage) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        compute(store, MARCH, without=stage)
        assert waiting(store) == [MARCH]


def test_a_period_computed_before_an_earlier_one_that_it_looks_at_is_not_done(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        submit(store, "kdmp", [{}], period=APRIL)
        compute(store, APRIL)
        assert waiting(store) == [MARCH, APRIL]
        compute(store, MARCH)
        compute(store, APRIL)
        assert waiting(store) == []
