"""The definitions, and the real webserver and daemon as a data engineer uses them."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.keys import CHAIN
from assets.storage.closings import Decision
from assets.storage.home import OFFICE_TIME, Home
from assets.storage.journal import now
from pipelines.commands.closing import close_period
from pipelines.definitions import defs
from pipelines.jobs import RANGE_START, range_tags
from pipelines.nights import prepare_instance
from pipelines.sensors import following
from schemas.periods import last_due_on
from tests.builders import make_workbook
from tests.conftest import ROOT
from tests.integration.conftest import environment, own_instance

PERIODS = ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
BIN = Path(sys.executable).parent


@pytest.fixture
def one_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one file in its inbox, where no `rapor nightly` is at work."""
    monkeypatch.setenv("RAPOR_HOME", str(home))
    monkeypatch.setattr("pipelines.sensors.is_alive", lambda name: False)
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    return home


def test_a_run_of_another_instance_takes_nothing_from_the_inbox(one_file: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        done = defs.resolve_job_def("terima").execute_in_process(instance=instance, raise_on_error=False)
    assert not done.success
    assert (one_file / "inbox/a.xlsx").exists() and not (one_file / "archive/journal.jsonl").exists()
    assert any("make ui" in str(event.event_specific_data) for event in done.all_events)


def test_the_definitions_are_what_the_house_says() -> None:
    graph = defs.resolve_asset_graph()
    keys = sorted(key.to_user_string() for key in graph.get_all_asset_keys())
    assert keys == [
        "accepted/accepted_rows", "accepted/province_rows", "indicators/indicator_values", "regency_submissions", "releases/latest_release",
        "releases/proved_release", "returned/returned_workbooks", "scores/indicator_scores", "submissions/submission_files",
    ]  # fmt: skip
    for key in CHAIN:
        node = graph.get(key)
        assert node.backfill_policy == dg.BackfillPolicy.single_run()
        assert node.partitions_def is not None
    schedule = defs.resolve_schedule_def("malam")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 1 * * *", "Asia/Jakarta")


def test_what_follows_tells_a_run_failed_whose_process_is_gone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home))
    with own_instance(home) as instance:
        tags = {"rapor/process": "999999999:1"}
        gone = instance.create_run_for_job(defs.resolve_job_def("terima"), status=dg.DagsterRunStatus.STARTED, tags=tags)
        list(following(dg.build_sensor_context(instance=instance)))
        found = instance.get_run_by_id(gone.run_id)
    assert found is not None
    assert found.status == dg.DagsterRunStatus.FAILURE


def test_after_a_compute_run_was_killed_it_is_asked_for_again_and_no_release_before_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home))
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    compute = defs.resolve_job_def("hitung")
    with own_instance(home) as instance:
        asked = partial(asked_for, instance)
        defs.resolve_job_def("terima").execute_in_process(instance=instance)
        assert asked() == "rapor nightly sedang berjalan"  # by a process that lives: this one
        monkeypatch.setattr("pipelines.sensors.is_alive", lambda name: False)
        assert asked() == [("hitung", "2025-03")]
        instance.create_run_for_job(compute, status=dg.DagsterRunStatus.FAILURE, tags=since_march())
        assert asked() == [("hitung", "2025-03")]
        compute.execute_in_process(instance=instance, tags=since_march())
        assert asked() == [("terbitkan", None)]
        defs.resolve_job_def("terbitkan").execute_in_process(instance=instance)
        assert asked() == "tidak ada angka baru"


def test_a_release_that_is_refused_since_a_period_was_closed_is_followed_by_what_makes_it_possible(one_file: Path) -> None:
    with own_instance(one_file) as instance:
        asked, run = partial(asked_for, instance), partial(execute, instance)
        run("terima")
        run("hitung", since_march())
        run("terbitkan")
        close_period(Home(one_file), "2025-03", Decision("Sekretaris", "lengkap"))
        run("__ASSET_JOB", range_tags("2026-01", "2026-01"))
        assert asked() == [("terbitkan", None)]
        assert not run("terbitkan")
        assert asked() == [("terima", None)]
        run("terima")
        assert asked() == [("hitung", "2025-03")]
        run("hitung", since_march())
        assert asked() == [("terbitkan", None)]
        assert run("terbitkan")
        assert asked() == "tidak ada angka baru"


def test_after_a_compute_run_was_cancelled_a_backfill_of_its_periods_by_hand_leads_to_the_release(one_file: Path) -> None:
    compute = defs.resolve_job_def("hitung")
    with own_instance(one_file) as instance:
        asked, run = partial(asked_for, instance), partial(execute, instance)
        run("terima")
        instance.create_run_for_job(compute, status=dg.DagsterRunStatus.CANCELED, tags=since_march())
        assert str(asked()).startswith("rilis menunggu angka periode 2025-03")
        run("__ASSET_JOB", since_march())
        assert asked() == [("terima", None)]
        run("terima")
        assert asked() == [("terbitkan", None)]
        assert run("terbitkan")


def since_march() -> dict[str, str]:
    """Every month from the one that was reported to the last that was due: the silent ones are computed too."""
    return range_tags("2025-03", last_due_on(now().astimezone(OFFICE_TIME).date()))


def execute(instance: dg.DagsterInstance, job: str, periods: dict[str, str] | None = None) -> bool:
    """Run a job as the daemon would, of some periods where it has periods; `__ASSET_JOB` is what a backfill by hand runs."""
    found = defs.resolve_job_def(job)
    chosen = list(CHAIN) if job == "__ASSET_JOB" else None
    return found.execute_in_process(instance=instance, tags=periods or {}, asset_selection=chosen, raise_on_error=False).success


def asked_for(instance: dg.DagsterInstance) -> list[tuple[str | None, str | None]] | str | None:
    """What the sensor would start now, as (job, first period), or why nothing."""
    found = list(following(dg.build_sensor_context(instance=instance)))
    if isinstance(found[0], dg.SkipReason):
        return found[0].skip_message
    return [(each.job_name, each.tags.get(RANGE_START)) for each in found if isinstance(each, dg.RunRequest)]


def test_a_release_is_refused_while_anything_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home))
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    with own_instance(home) as instance:
        defs.resolve_job_def("terima").execute_in_process(instance=instance)
        with pytest.raises(dg.Failure, match="Rilis menunggu angka periode 2025-03"):
            defs.resolve_job_def("terbitkan").execute_in_process(instance=instance)
    assert not (home / "releases").exists()


def test_the_workspace_is_valid(home: Path) -> None:
    command = [BIN / "dagster", "definitions", "validate", "-w", "workspace.yaml"]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


#: The real daemon, which looks for backfills every two seconds and not every thirty: a test need not wait for it.
IMPATIENT_DAEMON = """
from dagster._daemon import controller
controller.DEFAULT_DAEMON_INTERVAL_SECONDS = 2
from dagster._daemon.cli import cli
cli()
"""


@contextmanager
def served(home: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """Webserver and daemon on the home's instance; a function that asks GraphQL."""
    os.environ["DAGSTER_HOME"] = ""
    prepare_instance(Home(home))
    settings = environment(home) | {"DAGSTER_HOME": str(home / "dagster"), "PYTHONPATH": str(ROOT)}
    port = free_port()
    commands = [
        [BIN / "dagster-webserver", "-h", "127.0.0.1", "-p", str(port), "-w", str(ROOT / "workspace.yaml")],
        [sys.executable, "-c", IMPATIENT_DAEMON, "run", "-w", str(ROOT / "workspace.yaml")],
    ]
    with (home / "servers.log").open("wb") as log:
        servers = [subprocess.Popen(command, env=settings, cwd=ROOT, stdout=log, stderr=log) for command in commands]
        try:
            yield lambda query, **variables: ask(port, query, variables)
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait(timeout=30)


def ask(port: int, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)["data"]
    return found


def wait_for(what: Callable[[], Any], seconds: float = 300) -> Any:
    """The first thing that is not None, or a failure when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            found = what()
        except OSError:
            found = None
        if found is not None:
            return found
        time.sleep(0.5)
    pytest.fail("timed out")


LAUNCH = """
mutation Launch($params: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $params) {
    __typename
    ... on LaunchBackfillSuccess { backfillId }
    ... on PythonError { message }
  }
}
"""
BACKFILL = """
query Backfill($id: String!) {
  partitionBackfillOrError(backfillId: $id) {
    ... on PartitionBackfill { status runs { id status } error { message } }
  }
}
"""
RUNS = "query { runsOrError { ... on Runs { results { jobName status } } } }"


def test_a_backfill_of_six_periods_is_one_run_and_leads_to_a_release(with_sample: Callable[..., Path]) -> None:
    home = with_sample(*PERIODS, areas=("62.08", "62.71"))
    with served(home) as graphql:
        jobs = wait_for(lambda: finished(graphql, "terima", "hitung", "terbitkan"))
        assert set(jobs.values()) == {"SUCCESS"}
        params = {
            "assetSelection": [{"path": list(key.path)} for key in CHAIN],
            "partitionNames": PERIODS,
            "title": "enam periode",
        }
        launched = graphql(LAUNCH, params=params)["launchPartitionBackfill"]
        assert launched["__typename"] == "LaunchBackfillSuccess", launched
        done = wait_for(lambda: ended(graphql, launched["backfillId"]))
        assert done["status"] == "COMPLETED_SUCCESS", done
        assert [run["status"] for run in done["runs"]] == ["SUCCESS"]
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        for key in CHAIN:
            assert set(PERIODS) <= set(instance.get_materialized_partitions(key))
        grid = instance.get_materialized_partitions(dg.AssetKey("regency_submissions"))
        assert {"62.08|2025-03", "62.71|2025-05"} <= {str(key) for key in grid}
    assert (home / "releases/latest/publik/index.html").exists()


def finished(graphql: Callable[..., dict[str, Any]], *jobs: str) -> dict[str, str] | None:
    """The status of each job's runs once all of the jobs have run and none is under way: the daemon did the night by itself."""
    runs = graphql(RUNS)["runsOrError"]["results"]
    states = {run["jobName"]: run["status"] for run in runs}
    over = all(run["status"] in ("SUCCESS", "FAILURE", "CANCELED") for run in runs)
    return states if over and set(jobs) <= set(states) else None


def ended(graphql: Callable[..., dict[str, Any]], backfill: str) -> dict[str, Any] | None:
    found: dict[str, Any] = graphql(BACKFILL, id=backfill)["partitionBackfillOrError"]
    return found if found["status"].startswith(("COMPLETED", "FAILED")) else None
