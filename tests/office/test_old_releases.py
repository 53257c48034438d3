"""Old releases are thinned to their manifests, equal files of two are one, and `verify` tells a thinned release from an emptied one."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets.publishing.manifest import write_manifest
from assets.release import publish
from assets.storage import made_by, thinning
from assets.storage.archive import Archive
from assets.storage.publications import fresh_building, published_faults, put_in_place, removed
from assets.storage.released import ANALYSTS, pins
from assets.storage.sharing import share
from assets.storage.thinning import thin
from tests.worlds import office

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


class Shelf:
    """Releases of one file each, made at noon of the days of a year that begins in January."""

    def __init__(self, folder: Path) -> None:
        self.releases, self.now = folder / "releases", NEW_YEAR
        self.archive = Archive(folder / "archive", clock=lambda: self.now)

    def publish(self, day: int) -> Path:
        self.now = NEW_YEAR + timedelta(days=day - 1, hours=5)
        building = fresh_building(self.releases)
        (building / "publik").mkdir()
        (building / "publik/index.html").write_text(f"hari {day}")
        write_manifest(building, self.now, {}, str(day), self.archive.head())
        return put_in_place(building, self.archive, self.now)

    def thin(self, day: int) -> list[str]:
        self.now = NEW_YEAR + timedelta(days=day - 1)
        return thin(self.releases, self.archive)

    def faults(self) -> list[str]:
        return published_faults(self.releases, self.archive.lines()) + self.archive.journal.faults(pins(self.releases)[0])


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    yield Shelf(tmp_path)


def test_a_thinned_release_keeps_its_manifest_and_verify_finds_nothing_wrong(shelf: Shelf) -> None:
    old, last_of_january, newest = (shelf.publish(day) for day in (2, 30, 50))
    assert shelf.thin(90) == [old.name]
    assert [path.name for path in old.iterdir()] == ["manifest.json"]
    assert all((folder / "publik/index.html").exists() for folder in (last_of_january, newest))
    assert (shelf.faults(), removed(shelf.releases, shelf.archive.lines())) == ([], [])
    assert shelf.thin(90) == []
    assert [line["event"] for line in shelf.archive.lines()] == ["published"] * 3 + ["thinned"]


def test_a_release_that_somebody_emptied_is_not_taken_for_a_thinned_one(shelf: Shelf) -> None:
    emptied, _ = shelf.publish(2), shelf.publish(3)
    shutil.rmtree(emptied / "publik")
    (fault,) = shelf.faults()
    assert fault.startswith(f"rilis {emptied.name} tidak lengkap lagi") and "publik/index.html" in fault


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_altered_manifest_is_told_whether_its_release_was_thinned_or_not(shelf: Shelf, when: str) -> None:
    old, _ = shelf.publish(2), shelf.publish(3)
    if when == "after":
        shelf.thin(90)
    manifest = old / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"2"', '"9"'))
    assert shelf.faults() == [f"rilis {old.name} berubah sesudah diterbitkan: manifest.json"]
    assert shelf.thin(91) == []
    manifest.unlink()
    assert shelf.faults() == [f"rilis {old.name} berubah sesudah diterbitkan: manifest.json"]


def test_a_release_that_is_gone_with_its_manifest_is_told_and_no_fault(shelf: Shelf) -> None:
    old, _ = shelf.publish(2), shelf.publish(3)
    shutil.rmtree(old)
    (told,) = removed(shelf.releases, shelf.archive.lines())
    assert told.startswith("1 rilis yang pernah terbit tidak ada lagi") and told.endswith(old.name)
    assert shelf.faults() == []


def test_a_kill_between_the_line_and_the_removal_is_finished_by_the_next_night(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = shelf.publish(2), shelf.publish(3)

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(thinning, "_empty", killed)
        shelf.thin(90)
    assert shelf.faults() == []
    assert shelf.thin(91) == []
    assert [path.name for path in old.iterdir()] == ["manifest.json"]


def test_the_releases_around_a_closing_stay_whole(shelf: Shelf) -> None:
    for day in (2, 3):
        shelf.publish(day)
    shelf.archive.append("closed", period="2025-12", values="a", scores="b")
    for day in (4, 5, 6):
        shelf.publish(day)
    assert [name[:8] for name in shelf.thin(90)] == ["20260102", "20260105"]


def test_equal_files_of_two_releases_are_one_file_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as store:
        first, _ = publish(store)
        monkeypatch.setattr(made_by, "_code", lambda: "upgraded")
        second, new = publish(store)
        assert new and published_faults(store.home.releases, store.archive.lines()) == []
    shared = [name for name in ("publik/data/indicators.csv", str(ANALYSTS)) if (first / name).samefile(second / name)]
    assert shared == ["publik/data/indicators.csv", str(ANALYSTS)]
    assert not (first / "manifest.json").samefile(second / "manifest.json")


def test_the_analysts_file_is_written_anew_when_a_table_says_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(tmp_path) as store:
        first, _ = publish(store)
        monkeypatch.setattr(made_by, "_code", lambda: "upgraded")
        store.warehouse.connection.execute("INSERT INTO submissions.decisions VALUES ('a', 'register', 'sebab')")
        second, _ = publish(store)
    assert not (first / ANALYSTS).samefile(second / ANALYSTS)


def test_a_file_for_other_readers_is_not_shared(tmp_path: Path) -> None:
    for name, mode in (("before", 0o600), ("building", 0o640)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text("sama")
        (tmp_path / name / "a").chmod(mode)
        write_manifest(tmp_path / name, NEW_YEAR, {}, "")
    share(tmp_path / "building", tmp_path / "before")
    assert (tmp_path / "building/a").stat().st_mode & 0o777 == 0o640
