"""A first period that is set later, and back again: what counts, what may be carried, and what a release shows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from assets.accepted import judge_periods
from assets.indicators import indicator_figures
from assets.publishing.release_figures import Figures
from assets.reading.model import Reading
from assets.reading.serving import ReadJob, read_job
from assets.reading.workers import Readers
from assets.receiving.inbox import Receiving
from assets.release import gather
from assets.storage.closings import Decision, write_closing
from assets.storage.home import Home
from assets.storage.journal import now
from assets.storage.tables import OF_PERIODS
from assets.store import Store, open_store
from assets.submissions import list_files
from schemas.forms import NO_CHANGE
from tests.builders import make_workbook
from tests.worlds import waiting

MARCH, APRIL = "2025-03", "2025-04"


class HereReaders(Readers):
    """Reads in this process: our own files, for which starting another one would only cost time."""

    def read(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading]]:
        return ((job, read_job(job)) for job in jobs)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An office that received the villages for March, and for April that nothing changed."""
    monkeypatch.setattr("assets.store.Readers", HereReaders)
    make_workbook(tmp_path / "inbox/maret.xlsx", {"kdmp": [{}]}, period=MARCH)
    make_workbook(tmp_path / "inbox/april.xlsx", {"kdmp": []}, period=APRIL, conditions={"kdmp": NO_CHANGE})
    return Home(tmp_path)


def night(home: Home) -> tuple[list[str], Figures]:
    """Receive and compute what waits, as a night does; what waited, and the figures of its release."""
    with open_store(home) as store:
        receiving = Receiving(home.inbox, store.archive)
        receiving.run()
        list_files(store, receiving)
        waited = waiting(store)
        if wanted := [period for period in waited if period >= home.first_period]:
            judge_periods(store, wanted)
            indicator_figures(store, wanted)
        return waited, gather(store, now())


def villages(figures: Figures) -> list[tuple[str, float | None]]:
    """The villages with a legal entity of the whole province, by period."""
    rows = figures.values.filter((pl.col("indicator") == "KDMP-02") & (pl.col("area_code") == "62") & (pl.col("segment") == ""))
    return list(rows.select("period", "value").iter_rows())


def test_what_came_before_a_first_period_that_was_set_later_is_neither_carried_nor_released_and_comes_again(home: Home) -> None:
    _, before = night(home)
    assert villages(before) == [(MARCH, 1), (APRIL, 1)]
    waited, later = night(replace(home, first_period=APRIL))
    assert waited == [APRIL]
    assert villages(later) == []
    assert later.findings.filter(pl.col("rule") == "V602")["period"].to_list() == [APRIL]
    assert later.submissions.sort("file").select("file", "period").rows() == [("april.xlsx", APRIL), ("maret.xlsx", None)]
    waited, again = night(home)
    assert waited == [MARCH, APRIL]
    for name in ("values", "scores", "findings", "submissions", "reports"):
        assert getattr(again, name).equals(getattr(before, name)), name


def test_no_table_of_figures_holds_a_period_before_the_first_one(home: Home) -> None:
    night(home)
    with open_store(replace(home, first_period=APRIL)) as store:
        for table in OF_PERIODS:
            assert store.warehouse.table(table).filter(pl.col("period") < APRIL).is_empty(), table.name
        assert held(store) == {APRIL}
    with open_store(home) as store:
        assert waiting(store)[0] == MARCH


def held(store: Store) -> set[str]:
    return {period for table in OF_PERIODS for period in store.warehouse.table(table)["period"]}


def test_the_closing_of_a_period_before_the_first_one_is_no_part_of_the_release(home: Home) -> None:
    _, before = night(home)
    with open_store(home) as store:
        no_figures = before.values.clear().with_columns(official=True)
        write_closing(store.archive, MARCH, no_figures, before.scores, Decision("Kepala Bidang", "lengkap"))
    _, later = night(replace(home, first_period=APRIL))
    assert later.history.is_empty()
    _, again = night(home)
    assert again.history["period"].to_list() == [MARCH]
