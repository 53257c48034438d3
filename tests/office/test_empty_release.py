"""The release of an office in which nothing is yet."""

import warnings
from datetime import UTC, datetime
from pathlib import Path

from assets.release import gather, publish
from tests.worlds import office


def test_the_figures_of_an_empty_office_are_gathered_without_a_warning(tmp_path: Path) -> None:
    with office(tmp_path) as store, warnings.catch_warnings():
        warnings.simplefilter("error")
        figures = gather(store, datetime(2025, 5, 9, tzinfo=UTC))
    assert figures.last_period is None
    assert figures.problems_open.is_empty()


def test_the_analysts_database_of_a_release_can_be_read_and_not_be_written(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        release, _ = publish(store)
    assert (release / "internal/kalteng.duckdb").stat().st_mode & 0o777 == 0o444
