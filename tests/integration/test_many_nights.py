"""Night after night with something new in each, on a clock that the test moves: what an installation takes of the disk stays bounded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import dagster as dg
import pytest

from assets import store
from assets.keys import INDICATOR_SCORES, LATEST_RELEASE, REGENCY_SUBMISSIONS
from assets.storage import clock
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.thinning import WHOLE_DAYS
from pipelines import nights
from pipelines.commands import verifying
from pipelines.commands.verifying import all_faults
from tests.builders import make_workbook
from tests.integration.test_damage import MONTH

#: The tests' clock begins today: Dagster's own runs bear today's date, and no file comes before its period is over.
BEGIN = datetime.now(UTC).replace(hour=1)


@dataclass
class Office:
    """A home, and the moment that its clock shows."""

    home: Home
    now: datetime

    def night(self, day: int) -> None:
        """On this day more villages are reported than before, and a night follows."""
        self.now = BEGIN + timedelta(days=day)
        rows = [{"village_code": f"62.02.05.{1001 + village}"} for village in range(day + 1)]
        make_workbook(self.home.inbox / f"hari-{day}.xlsx", {"kdmp": rows}, period=MONTH)
        nights.run_night(self.home)

    def whole(self) -> int:
        return len(list(self.home.releases.glob("2*Z/publik")))

    def manifests(self) -> int:
        return len(list(self.home.releases.glob("2*Z/manifest.json")))

    def runs(self) -> int:
        with dg.DagsterInstance.from_config(str(self.home.dagster)) as instance:
            return instance.get_runs_count()


@pytest.fixture
def office(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    for name in ("RAPOR_HOME", "RAPOR_AREA", "RAPOR_START", "RAPOR_GROUP", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    made = Office(Home(home), BEGIN)
    monkeypatch.setattr(store, "Archive", partial(Archive, clock=lambda: made.now))
    for module in (nights, verifying):
        monkeypatch.setattr(module, "Archive", partial(Archive, clock=lambda: made.now))
    monkeypatch.setattr(clock, "_running", lambda: ("", 0.0))  # this computer runs for minutes while months go by
    yield made


def standing(home: Home) -> tuple[int, int, bool]:
    """What Dagster shows: made partitions of the scores, cells of the grid, and whether there is a release."""
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        scores, grid = (len(instance.get_materialized_partitions(key)) for key in (INDICATOR_SCORES, REGENCY_SUBMISSIONS))
        return scores, grid, instance.get_latest_materialization_event(LATEST_RELEASE) is not None


def test_after_some_months_only_what_the_rule_keeps_is_whole_and_nothing_is_lost(office: Office) -> None:
    for day in (0, 1, 2, 40):
        office.night(day)
    before = standing(office.home)
    office.night(80)
    assert (office.manifests(), all_faults(office.home)) == (5, ([], []))
    assert office.whole() in (3, 4)  # the newest, the last of each month; the first days may lie in two months
    assert standing(office.home) == before
    assert office.runs() < 15


@pytest.mark.slow
def test_forty_nights_leave_thirty_releases_and_those_of_the_months(office: Office) -> None:
    for day in range(WHOLE_DAYS + 10):
        office.night(day)
        assert office.whole() <= WHOLE_DAYS + 3
    assert (office.manifests(), all_faults(office.home)) == (WHOLE_DAYS + 10, ([], []))
    lines = [line["event"] for line in Archive(office.home.archive).lines()]
    assert lines.count("thinned") == office.manifests() - office.whole()
