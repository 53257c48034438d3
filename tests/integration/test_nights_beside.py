"""A night beside other work: what another process receives between its figures and its release."""

import errno
import fcntl
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.receiving.inbox import Receiving
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.store import open_store
from assets.submissions import list_files
from pipelines import nights
from tests.builders import make_workbook


@pytest.fixture
def office_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("RAPOR_HOME", "RAPOR_AREA", "RAPOR_START", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("RAPOR_HOME", str(home))
    return Home(home)


def another_night_receives(home: Home, period: str) -> None:
    """A workbook of this period comes, and is received but not computed."""
    make_workbook(home.inbox / f"{period}.xlsx", {"kdmp": [{}]}, period=period)
    with open_store(home) as store:
        receiving = Receiving(home.inbox, store.archive)
        receiving.run()
        list_files(store, receiving)


def before_each_release(do: Callable[[int], None]) -> Callable[[str], None]:
    """Listens to a night, and does something each time before it publishes; `do` is told how often it did before."""
    releases: list[str] = []

    def hear(step: str) -> None:
        if step == "Menerbitkan rilis":
            do(len(releases))
            releases.append(step)

    return hear


def test_a_night_goes_round_again_when_another_one_received_a_file_before_its_release(
    office_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    make_workbook(office_home.inbox / "a.xlsx", {"kdmp": [{}]}, period="2025-03")
    night = nights.run_night(
        office_home, before_each_release(lambda before: None if before else another_night_receives(office_home, "2025-04"))
    )
    assert night.received == 1
    assert [first for first, _ in night.computed] == ["2025-03", "2025-04"]
    assert night.release is not None
    assert "2025-04" in (night.release / "publik/data/indicators.csv").read_text(encoding="utf-8")
    assert "Traceback" not in capfd.readouterr().err
    Archive(office_home.archive).journal.verify()
    with open_store(office_home) as store:
        assert store.waiting_periods() == []


def test_a_night_that_is_overtaken_every_time_ends_in_a_sentence_and_not_for_ever(
    office_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nights, "ROUNDS_AT_MOST", 1)
    with pytest.raises(nights.NightFailedError, match=r"menunggu angka periode 2025-04.*jalankan rapor nightly lagi"):
        nights.run_night(office_home, before_each_release(lambda _: another_night_receives(office_home, "2025-04")))
    assert not office_home.releases.exists()


def test_a_release_that_fails_for_another_reason_ends_the_night_at_once_and_says_what_went_wrong(
    office_home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(store: object) -> None:
        raise OSError("tidak ada ruang lagi")

    monkeypatch.setattr("assets.release.publish", broken)
    with pytest.raises(nights.NightFailedError, match=r"\(terbitkan\) gagal"):
        nights.run_night(office_home)
    assert "tidak ada ruang lagi" in capfd.readouterr().err
    with dg.DagsterInstance.from_config(str(office_home.dagster)) as instance:
        assert len(instance.get_runs(filters=dg.RunsFilter(job_name="terbitkan"))) == 1


def test_a_full_disk_is_what_the_failure_of_the_run_says_and_what_the_night_ends_with(
    office_home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(store: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/h/releases")

    monkeypatch.setattr("assets.release.publish", full)
    with pytest.raises(nights.NightFailedError, match=r"^Disk tempat /h/releases penuh .* tidak hilang\.$"):
        nights.run_night(office_home)
    assert capfd.readouterr().err == ""
    with dg.DagsterInstance.from_config(str(office_home.dagster)) as instance:
        (failed,) = instance.get_runs(filters=dg.RunsFilter(job_name="terbitkan"))
        (record,) = instance.get_records_for_run(failed.run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records
    event = record.event_log_entry.dagster_event
    assert event and event.step_failure_data.user_failure_data
    assert str(event.step_failure_data.user_failure_data.description).startswith("Disk tempat /h/releases penuh")


def test_a_home_that_another_process_took_in_the_middle_of_a_night_is_told_with_its_holder(
    office_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assets.storage.lock.WAITS_AT_MOST", 0.0)

    def take(step: str) -> None:
        if step == "Menerbitkan rilis":
            (office_home.folder / ".lock").write_text("rapor close (proses 4711, sejak kemarin)")
            fcntl.flock(held, fcntl.LOCK_EX)

    with (
        (office_home.folder / ".lock").open("a") as held,
        pytest.raises(nights.NightFailedError, match=r"masih dipakai rapor close \(proses 4711, sejak kemarin\)"),
    ):
        nights.run_night(office_home, take)
