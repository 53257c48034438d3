"""Old runs of Dagster are forgotten with their logs, and what its pages show of an asset and its partitions stays as it was."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines import tidying
from pipelines.tidying import RUN_DAYS, forget_runs
from tests.integration.conftest import own_instance

MONTHS = dg.StaticPartitionsDefinition(["2025-01", "2025-02"])


@dg.asset(partitions_def=MONTHS)
def monthly() -> None: ...


@dg.asset
def failing() -> None:
    raise ValueError("rusak")


@pytest.fixture
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with own_instance(home) as opened:
        yield opened


def run(instance: dg.DagsterInstance, asset: dg.AssetsDefinition, partition: str | None = None) -> str:
    return dg.materialize([asset], instance=instance, partition_key=partition, raise_on_error=False).run_id


def forget(home: Path, instance: dg.DagsterInstance, days: int = RUN_DAYS + 1) -> list[str]:
    forget_runs(instance, home / "dagster", datetime.now(UTC) + timedelta(days=days))
    return [each.run_id for each in instance.get_runs()]


def logs(home: Path) -> set[str]:
    kept = {path.stem for path in (home / "dagster/history/runs").glob("*.db")} - {"index"}
    return kept | {path.name for path in (home / "dagster/storage").glob("*-*")}


def test_an_old_run_is_forgotten_with_its_log_unless_it_made_what_stands(home: Path, instance: dg.DagsterInstance) -> None:
    made_again, january, february = (run(instance, monthly, month) for month in ("2025-01", "2025-01", "2025-02"))
    before = instance.get_latest_materialization_event(monthly.key)
    assert logs(home) == {made_again, january, february}
    assert set(forget(home, instance)) == {january, february}
    assert instance.get_materialized_partitions(monthly.key) == {"2025-01", "2025-02"}
    assert instance.get_latest_materialization_event(monthly.key) == before
    assert logs(home) == set()
    assert set(forget(home, instance)) == {january, february}


def test_a_failure_that_nothing_followed_stays_to_be_seen(home: Path, instance: dg.DagsterInstance) -> None:
    first, last = run(instance, failing), run(instance, failing)
    assert forget(home, instance) == [last]
    assert first not in logs(home)


def test_no_run_of_the_last_days_is_forgotten(home: Path, instance: dg.DagsterInstance) -> None:
    runs = {run(instance, monthly, "2025-01") for _ in range(2)}
    assert set(forget(home, instance, days=RUN_DAYS - 1)) == runs == logs(home)


def test_a_large_database_that_is_mostly_empty_is_written_anew(
    home: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "VACUUM_FROM", 0)
    for _ in range(2):
        run(instance, monthly, "2025-01")
    index = home / "dagster/history/runs/index.db"
    with sqlite3.connect(index) as connection:
        connection.execute("CREATE TABLE filler AS SELECT randomblob(2000000) AS bytes")
        connection.execute("DROP TABLE filler")
    connection.close()
    forget(home, instance)
    assert index.stat().st_size < 1_000_000
