"""A night whose release does not say what it should: told on the screen, in Dagster's run and in the digest, and the last release stays."""

from pathlib import Path

import dagster as dg
import pytest
from typer.testing import CliRunner

from assets.storage.publications import latest
from pipelines.commands.cli import app
from pipelines.digest import FAILED
from tests.builders import make_workbook


def test_it_is_told_wherever_somebody_looks_and_the_last_release_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in ("RAPOR_HOME", "RAPOR_AREA", "RAPOR_START", "RAPOR_GROUP", "DAGSTER_HOME"):
        monkeypatch.setenv(setting, "")  # a night sets them for its runs
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    assert CliRunner().invoke(app, ["nightly", "--home", str(home)]).exit_code == 0
    first = latest(home / "releases")
    make_workbook(home / "inbox/b.xlsx", {"kdmp": [{"cooperative": "KDMP Maju Bersama"}]})
    monkeypatch.setattr(
        "assets.inspecting.inspection.release_faults", lambda *_: ["publik/index.html menunjuk hilang.html, yang tidak ada"]
    )
    done = CliRunner().invoke(app, ["nightly", "--home", str(home)])
    told = "Rilis tidak diterbitkan, rilis sebelumnya tetap berlaku: publik/index.html menunjuk hilang.html, yang tidak ada."
    assert (done.exit_code, told in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert first and latest(home / "releases") == first
    assert FAILED in (home / "ringkasan.txt").read_text("utf-8")
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        (run,) = instance.get_runs(dg.RunsFilter(job_name="terbitkan", statuses=[dg.DagsterRunStatus.FAILURE]))
        failures = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records
    assert any(told in str(failure.event_log_entry.dagster_event) for failure in failures)
