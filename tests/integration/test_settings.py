"""Settings: wrong ones are refused in words, and one that was wrong for a night has no after-effect."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import polars as pl
import pytest
from typer.testing import CliRunner

from assets.receiving.inbox import Receiving
from assets.storage.home import Home
from assets.storage.tables import FILES, PROBLEMS
from assets.store import open_store
from assets.submissions import list_files, unread_originals
from pipelines.commands.cli import app
from pipelines.definitions import defs
from tests.builders import make_workbook
from tests.conftest import ROOT
from tests.integration.conftest import environment

WRONG = {"RAPOR_AREA": ("99", "RAPOR_AREA berisi “99”"), "RAPOR_START": ("banana", "RAPOR_START berisi “banana”")}
COMMANDS = (
    "nightly", "check berkas.xlsx", "template --regency 62.02 --period 2025-04 -o t.xlsx", "status", "verify", "sample contoh",
    "close 2025-03 --by a --why koreksi", "reopen 2025-03 --by a --why koreksi", "rules backtest V301", "profile accept berkas.xlsx",
)  # fmt: skip


@pytest.mark.parametrize("setting", WRONG)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_a_wrong_setting_in_a_sentence(
    command: str, setting: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("berkas.xlsx").write_bytes(b"")
    monkeypatch.setenv("RAPOR_HOME", str(home))
    monkeypatch.setenv(setting, WRONG[setting][0])
    done = CliRunner().invoke(app, command.split())
    assert done.exit_code == 2
    assert WRONG[setting][1] in done.stderr and f"Contoh: {setting}=" in done.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["berkas.xlsx", "home", "inbox"]


def test_the_definitions_import_with_wrong_settings(home: Path) -> None:
    settings = environment(home) | {setting: value for setting, (value, _) in WRONG.items()}
    command = [sys.executable, "-c", "import pipelines.definitions"]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("setting", WRONG)
def test_a_run_fails_with_the_sentence(setting: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home))
    monkeypatch.setenv(setting, WRONG[setting][0])
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("terima").execute_in_process(instance=instance, raise_on_error=False)
    assert not result.success
    assert any(WRONG[setting][1] in str(event.event_specific_data) for event in result.all_events)


def night(home: Home, moment: datetime | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Receive and read as a night with these settings does; the files, and what was noted on them."""
    with open_store(home) as store:
        if moment:
            store.archive.clock = lambda: moment
        receiving = Receiving(home.inbox, store.archive)
        receiving.run()
        list_files(store, receiving)
        assert unread_originals(store, receiving) == []
        return store.warehouse.table(FILES), store.warehouse.table(PROBLEMS)


@pytest.mark.parametrize("wrong", [{"scope": "63"}, {"first_period": "2025-06"}])
def test_a_setting_that_was_wrong_for_one_night_returns_no_file_for_good(home: Path, wrong: dict[str, str]) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    right = Home(home)
    before, _ = night(right)
    refused, _ = night(replace(right, **wrong))
    assert refused.select(pl.any_horizontal(pl.col("area_code", "period").is_null())).item()
    after, _ = night(right)
    assert after.equals(before)


def test_a_file_of_a_month_that_was_to_come_is_read_again_when_the_month_is_there(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]}, period="2025-06")
    make_workbook(home / "inbox/b.xlsx", {"kdmp": [{}]}, period="2025-04")
    early, noted = night(Home(home), datetime(2025, 5, 9, tzinfo=UTC))
    assert early.sort("file")["period"].to_list() == [None, "2025-04"]
    assert noted["rule"].to_list() == ["V108"]
    there, noted = night(Home(home), datetime(2025, 6, 9, tzinfo=UTC))
    assert there.sort("file")["period"].to_list() == ["2025-06", "2025-04"]
    assert noted.is_empty()
    readers = [files.filter(pl.col("file") == "b.xlsx")["reader"].item() for files in (early, there)]
    assert readers[0] == readers[1]
