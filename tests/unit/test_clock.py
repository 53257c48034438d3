"""A clock set ahead or back is a question before it dates a receipt; a line of the journal puts right what was dated wrong."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.storage import clock
from assets.storage.archive import Archive
from assets.storage.clock import WrongClockError, clock_doubt, require_clock, wrong_lines
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError, line_hash
from pipelines.commands.accepting_clock import ClockRefusedError, accept_this_clock

NIGHT = datetime(2026, 5, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


class Office:
    """A home whose clock, and for how long whose computer has been running, a test sets."""

    def __init__(self, folder: Path) -> None:
        self.home, self.now, self.boot, self.running = Home(folder), NIGHT, "first", 100.0
        self.archive = Archive(self.home.archive, lambda: self.now)
        self.home.inbox.mkdir(parents=True)

    def passes(self, time: timedelta) -> None:
        """Time passes, for the clock as for the computer."""
        self.now += time
        self.running += time.total_seconds()

    def restarts(self) -> None:
        self.boot, self.running = f"{self.boot}+", 5.0

    def drop(self, at: datetime) -> None:
        """A file comes, with the time that it has; the folder has the clock's."""
        path = self.home.inbox / f"{at.timestamp()}.xlsx"
        path.write_bytes(b"")
        os.utime(path, (at.timestamp(), at.timestamp()))
        os.utime(self.home.inbox, (self.now.timestamp(), self.now.timestamp()))

    def night(self, file: str = "") -> None:
        """A night, which refuses when the clock cannot be believed; of a file it writes the receipt."""
        require_clock(self.home, self.archive)
        if file:
            self.archive.append("received", sha256=file)

    def moments(self) -> list[str]:
        """When the receipts were written, to the hour."""
        return [line["at"][:13] for line in self.archive.lines() if line["event"] == "received"]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    made = Office(tmp_path / "home")
    monkeypatch.setattr(clock, "_running", lambda: (made.boot, made.running))
    monkeypatch.setattr("pipelines.commands.accepting_clock.Archive", lambda _: made.archive)
    before = os.umask(0o077)
    made.night("a")
    made.night("b")
    yield made
    os.umask(before)


@pytest.mark.parametrize("days", [2, 30, 400])
def test_a_clock_set_ahead_while_the_computer_runs_stops_the_night(office: Office, days: int) -> None:
    office.passes(DAY)
    office.now += days * DAY
    office.drop(office.now)
    with pytest.raises(WrongClockError, match="menurut lamanya komputer menyala baru 6 Mei 2026 pukul 01.00 WIB"):
        office.night("c")


def test_a_clock_set_ahead_over_a_restart_stops_the_night(office: Office) -> None:
    office.drop(office.now)
    office.now += 400 * DAY
    office.restarts()
    with pytest.raises(WrongClockError, match="tidak ada catatan maupun berkas masuk yang lebih baru dari"):
        office.night("c")


def test_a_clock_set_back_stops_the_night(office: Office) -> None:
    office.now -= 2 * DAY
    with pytest.raises(WrongClockError, match="padahal baris 2 jurnal bertanggal 5 Mei 2026 pukul 01.00 WIB. Setel jam komputer"):
        office.night("c")


@pytest.mark.parametrize("hours", [-23, 23])
def test_a_clock_that_is_wrong_by_hours_as_after_a_change_of_zone_stops_nobody(office: Office, hours: int) -> None:
    office.now += timedelta(hours=hours)
    office.night("c")


def test_a_weekly_night_is_believed_with_and_without_a_restart(office: Office) -> None:
    for week in range(10):
        office.passes(7 * DAY)
        if week % 2:
            office.restarts()
        office.night(str(week))


def test_a_month_of_holiday_with_the_computer_off_is_believed(office: Office) -> None:
    office.passes(45 * DAY)
    office.restarts()
    office.night("c")


def test_a_computer_that_runs_through_months_without_a_report_is_believed(office: Office) -> None:
    office.passes(300 * DAY)
    office.night("c")


def test_nights_without_news_keep_an_office_in_use(office: Office) -> None:
    for _ in range(12):
        office.passes(20 * DAY)
        office.restarts()
        office.night()
    office.night("c")


def test_old_files_from_a_stick_on_a_computer_that_was_off_for_months_are_believed(office: Office) -> None:
    office.passes(200 * DAY)
    office.restarts()
    office.drop(NIGHT - 300 * DAY)
    office.night("c")


def test_a_home_restored_from_a_backup_on_a_new_computer_is_believed(office: Office) -> None:
    office.passes(200 * DAY)
    office.restarts()
    (office.home.folder / ".clock").unlink()
    os.utime(office.home.inbox, (office.now.timestamp(), office.now.timestamp()))
    office.night("c")


def test_files_of_years_to_come_are_no_proof_of_the_clock(office: Office) -> None:
    office.now += 400 * DAY
    office.restarts()
    office.drop(office.now + 1000 * DAY)
    os.utime(office.home.inbox, (NIGHT.timestamp(), NIGHT.timestamp()))
    with pytest.raises(WrongClockError):
        office.night("c")


@pytest.mark.parametrize(
    "text", ['{"at": "20', "[]", '{"at": 5, "boot": "first", "running": 1}', '{"at": "2026-05-04", "boot": "x", "running": []}']
)
def test_a_torn_memory_of_the_clock_is_none(office: Office, text: str) -> None:
    (office.home.folder / ".clock").write_text(text)
    office.passes(DAY)
    office.night("c")


def test_an_office_that_stood_still_for_months_says_so_once(office: Office) -> None:
    office.passes(200 * DAY)
    office.restarts()
    os.utime(office.home.inbox, (NIGHT.timestamp(), NIGHT.timestamp()))
    assert "rapor accept --clock" in clock_doubt(office.home, office.archive)
    assert "since" not in accept_this_clock(office.home, "Kepala Bidang", "libur", "")
    office.night("c")


def wrong_nights(office: Office) -> None:
    """Two nights, a day apart, with a clock 400 days ahead, as it was taken before it was doubted; then the clock is put right."""
    office.passes(DAY)
    office.now += 400 * DAY
    office.archive.append("received", sha256="c")
    office.passes(DAY)
    office.archive.append("received", sha256="d")
    office.passes(DAY)
    office.now -= 400 * DAY


def test_what_a_wrong_clock_dated_is_restated_and_the_chain_stays_whole(office: Office) -> None:
    wrong_nights(office)
    with pytest.raises(WrongClockError):
        office.night("e")
    line = accept_this_clock(office.home, "Kepala Bidang", "jam salah tahun", "2026-05-06T01:00")
    assert (line["since"], line["until"], line["by"]) == (3, 4, "Kepala Bidang")
    office.night("e")
    assert office.moments() == ["2026-05-04T18", "2026-05-04T18", "2026-05-05T18", "2026-05-06T18", "2026-05-07T18"]
    assert office.archive.journal.faults() == []
    assert office.archive.journal.lines()[2]["at"].startswith("2027-06-09")
    assert [each[:11] for each in clock.restatements(office.archive)] == ["baris 3–4 j"]


def test_the_last_restatement_counts(office: Office) -> None:
    wrong_nights(office)
    for at in ("2026-05-05", "2026-05-06T02:00"):
        accept_this_clock(office.home, "Kepala Bidang", "jam salah tahun", at)
    assert office.moments()[2:] == ["2026-05-05T19", "2026-05-06T19"]
    assert office.archive.journal.faults() == []


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_clocks_wrote_and_were_accepted_the_journal_stays_in_order(nights: list[tuple[int, int]]) -> None:
    """Each night: by how many days the clock is wrong, and how many receipts it writes; the clock of then is accepted, at the earliest moment."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        office = Office(Path(folder) / "home")
        patch.setattr("pipelines.commands.accepting_clock.Archive", lambda _: office.archive)
        for wrong, receipts in nights:
            office.now = NIGHT + wrong * DAY
            if wrong_lines(office.archive):
                lines = office.archive.lines()
                first = (wrong_lines(office.archive) or (1, 1))[0]
                at = lines[first - 2]["at"] if first > 1 else min(office.now, NIGHT - 1000 * DAY).isoformat()
                accept_this_clock(office.home, "Kepala Bidang", "uji", at)
            for number in range(receipts):
                office.now += timedelta(hours=1)
                office.archive.append("received", sha256=str(number))
            assert office.archive.journal.faults() == []


def test_nothing_is_restated_to_after_the_clock_was_put_right(office: Office) -> None:
    wrong_nights(office)
    accept_this_clock(office.home, "Kepala Bidang", "jam salah tahun", "2026-05-08T01:00")
    assert office.moments()[2:] == ["2026-05-07T18", "2026-05-07T18"]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("", "Sebutkan kapan baris 3"),
        ("2026-05-04", "sesudah baris 2"),
        ("2026-05-09", "sebelum 8 Mei 2026"),
        ("kemarin", "Contoh: 2026-05-09"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(office: Office, at: str, told: str) -> None:
    wrong_nights(office)
    with pytest.raises(ClockRefusedError, match=told):
        accept_this_clock(office.home, "Kepala Bidang", "jam salah tahun", at)


def test_nothing_is_restated_that_was_not_written_with_a_wrong_clock(office: Office) -> None:
    with pytest.raises(ClockRefusedError, match="Tidak ada baris"):
        accept_this_clock(office.home, "Kepala Bidang", "terlambat", "2026-05-01")


def test_a_restatement_to_before_the_lines_before_it_breaks_the_journal(office: Office) -> None:
    last = office.archive.lines()[-1]
    forged = {
        "seq": 3,
        "at": last["at"],
        "event": "clock accepted",
        "since": 2,
        "until": 2,
        "moment": "2026-05-01T00:00:00+00:00",
        "prev": last["hash"],
    }
    with office.archive.journal.path.open("a") as stream:
        stream.write(json.dumps(forged | {"hash": line_hash(forged)}) + "\n")
    with pytest.raises(BrokenJournalError, match="baris 2 jurnal bertanggal 2026-05-01"):
        office.archive.journal.verify()
