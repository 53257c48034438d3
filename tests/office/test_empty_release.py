"""The release of an office in which nothing is yet."""

import warnings
from datetime import UTC, datetime
from pathlib import Path

from assets.release import gather
from tests.worlds import office


def test_the_figures_of_an_empty_office_are_gathered_without_a_warning(tmp_path: Path) -> None:
    with office(tmp_path) as store, warnings.catch_warnings():
        warnings.simplefilter("error")
        figures = gather(store, datetime(2025, 5, 9, tzinfo=UTC))
    assert figures.last_period is None
    assert figures.problems_open.is_empty()
