"""`rapor doctor`: what an installation takes of the disk, and what is to be mended in it, each with its remedy."""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.storage.archive import Archive
from assets.storage.aside import set_aside
from assets.storage.home import Home
from assets.storage.rights import keep_private
from assets.storage.usage import usage
from pipelines.commands import ailments as checked
from pipelines.commands.ailments import ailments
from pipelines.commands.cli import app
from pipelines.processes import held_since


@pytest.fixture
def office(tmp_path: Path) -> Home:
    """A home in which one file was received."""
    home = Home(tmp_path / "home")
    (home.inbox / ".diterima").mkdir(parents=True)
    (home.inbox / "a.xlsx").write_bytes(b"isi")
    archive = Archive(home.archive)
    sha = archive.keep(home.inbox / "a.xlsx")
    archive.append("received", sha256=sha, file="a.xlsx")
    (home.inbox / "a.xlsx").rename(home.received / "a.xlsx")
    umask = os.umask(0o077)
    keep_private(home)
    os.umask(umask)
    return home


def to_mend(home: Home, a_night: float = 0.0, in_days: int = 0) -> list[str]:
    return ailments(home, a_night, datetime.now(UTC) + timedelta(days=in_days))[0]


def doctor(home: Home) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["doctor", "--home", str(home.folder)])
    return done.exit_code, done.stdout


def contents(home: Home) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in home.folder.rglob("*")}


def test_of_a_sound_home_sizes_and_growth_are_told_and_nothing_is_changed(office: Home) -> None:
    before = contents(office)
    code, told = doctor(office)
    assert (code, told.splitlines()[-1]) == (0, "Tidak ada yang perlu diperbaiki.")
    assert "1 berkas asli, jurnal 1 baris" in told and "semalam" in told and "bebas dari" in told
    assert contents(office) == before


def test_an_empty_home_is_told_as_such_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    assert doctor(Home(tmp_path)) == (0, f"Belum ada apa pun di {tmp_path}; periksa RAPOR_HOME bila seharusnya ada.\n")
    assert doctor(Home(tmp_path / "tidakada"))[0] == 2


def open_to_all(home: Home) -> None:
    home.archive.chmod(0o755)


def set_something_aside(home: Home) -> None:
    home.warehouse.write_bytes(b"rusak")
    set_aside(home.warehouse)


def leave_a_part(home: Home) -> None:
    (home.archive / ".123.part").write_bytes(b"")


def lose_an_original(home: Home) -> None:
    next(home.archive.glob("[0-9a-f][0-9a-f]/*")).unlink()


def add_an_unknown_original(home: Home) -> None:
    (home.inbox / "b.xlsx").write_bytes(b"lain")
    Archive(home.archive).keep(home.inbox / "b.xlsx")


def break_the_journal(home: Home) -> None:
    path = home.archive / "journal.jsonl"
    path.write_text(path.read_text().replace("a.xlsx", "b.xlsx"))


def come_from_the_future(home: Home) -> None:
    home.releases.mkdir(mode=0o700)
    (home.releases / "29990101T000000000000Z").mkdir()


@pytest.mark.parametrize(
    ("harm", "told"),
    [(open_to_all, "Terbuka bagi akun lain: archive; rapor nightly"), (set_something_aside, "Disisihkan karena rusak: warehouse.duckdb.rusak-"),
     (leave_a_part, "Tertinggal dari proses yang terhenti: archive/.123.part"), (lose_an_original, "Tidak ada di arsip: 1 berkas asli"),
     (add_an_unknown_original, "Tidak tercatat dalam jurnal: 1 berkas"), (break_the_journal, "Isi baris 1 jurnal tidak cocok"),
     (come_from_the_future, "Jam komputer (")],
)  # fmt: skip
def test_what_is_to_be_mended_is_told_in_one_sentence_and_the_command_ends_with_one(
    office: Home, harm: Callable[[Home], None], told: str
) -> None:
    harm(office)
    (sentence,) = to_mend(office)
    assert sentence.startswith(told)
    code, screen = doctor(office)
    assert (code, f"Perlu diperbaiki: {told}" in screen) == (1, True)


def test_a_disk_with_less_room_than_the_next_month_takes_is_nearly_full(office: Home) -> None:
    (sentence,) = to_mend(office, a_night=1e15)
    assert sentence.startswith("Disk hampir penuh: tinggal ")


def test_a_library_of_another_version_is_named_with_the_one_that_should_be_there(
    office: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked, "requires", lambda _: ["duckdb==0.1", "polars>=2", "tidakada>=1"])
    (sentence,) = to_mend(office)
    assert "duckdb 1.5.5 (seharusnya ==0.1) dan tidakada tidak ada (seharusnya >=1)" in sentence


def test_a_process_that_holds_the_home_for_hours_is_named_and_what_it_builds_is_no_leftover(office: Home) -> None:
    leave_a_part(office)
    lock = office.folder / ".lock"
    lock.touch(mode=0o600)
    assert held_since(lock) is None
    with lock.open() as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        held = held_since(lock)
        assert held is not None and held[0] == os.getpid()
        assert to_mend(office) == []
        (sentence,) = [each for each in to_mend(office, in_days=1) if "memegang" in each]
    assert f"kill {os.getpid()}" in sentence


def test_a_torn_end_of_the_journal_is_to_be_known_and_not_to_be_mended(office: Home) -> None:
    with (office.archive / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"seq":99')
    code, screen = doctor(office)
    assert (code, "Perlu diketahui: ujung jurnal terputus" in screen) == (0, True)


def test_a_file_of_two_names_takes_its_room_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 8192)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert usage([tmp_path / "a", tmp_path / "b"]) == usage([tmp_path / "a"])
