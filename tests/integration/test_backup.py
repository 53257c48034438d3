"""`rapor backup`, and the drill: the home is lost, the copy is put back, one night runs, and nothing that was published is another."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets.storage import backup, publications
from assets.storage.archive import Archive
from assets.storage.backup import BackupRefusedError, back_up
from assets.storage.home import Home
from assets.storage.publications import latest
from assets.storage.thinning import thin
from assets.storage.warehouse import Warehouse
from pipelines import nights
from pipelines.commands.verifying import all_faults
from tests.integration.conftest import rapor
from tests.integration.test_damage import REGENCIES, another, drop, journal

Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def after_a_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("backup") / "home"
    (home / "inbox").mkdir(parents=True)
    for area in REGENCIES:
        drop(home, area)
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def office(after_a_night: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    shutil.copytree(after_a_night, tmp_path / "home", symlinks=True)
    for name in ("RAPOR_HOME", "RAPOR_AREA", "RAPOR_START", "RAPOR_GROUP", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    return Home(tmp_path / "home")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "cadangan"


def published(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home.releases / "latest/publik/data").iterdir()}


def whole(copy: Path) -> bool:
    """Whether `verify` finds nothing wrong and nothing missing in a copy."""
    return all_faults(Home(copy)) == ([], [])


def an_original(folder: Path) -> Path:
    return next((folder / "archive").glob("[0-9a-f][0-9a-f]/*"))


def cut(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-9])


def alter(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-9] + b"lain-lain")


@pytest.mark.parametrize("parts", [("archive", "releases"), ("archive",)], ids="-".join)
def test_a_home_that_was_lost_is_restored_from_its_copy_with_the_same_figures(
    office: Home, copy: Path, parts: tuple[str, ...]
) -> None:
    before, release = published(office), latest(office.releases)
    back_up(office, copy)
    shutil.rmtree(office.folder)
    for part in parts:
        shutil.copytree(copy / part, office.folder / part, symlinks=True)
    night = nights.run_night(office)
    assert (published(office), night.noticed) == (before, ())
    faults, told = all_faults(office)
    assert (faults, len(told)) == ([], 0 if "releases" in parts else 1)
    assert (night.release == release) == ("releases" in parts)


def test_a_second_backup_copies_only_what_is_new(office: Home, copy: Path) -> None:
    first = back_up(office, copy)
    assert (first.originals, first.releases, whole(copy)) == (3, 1, True)  # two files, and the manifest of the release
    again = back_up(office, copy)
    assert (again.originals, again.releases, again.size) == (0, 0, 0)
    another(office.inbox / "baru.xlsx")
    nights.run_night(office)
    third = back_up(office, copy)
    assert (third.originals, third.releases, whole(copy)) == (2, 1, True)
    assert third.lines == len(Archive(office.archive).lines()) == len(Archive(copy / "archive").lines())
    shared = "internal/panduan.html"
    one, two = sorted((copy / "releases").glob("2*Z"))
    assert (one / shared).samefile(two / shared)


@pytest.mark.parametrize(
    ("owner", "name"), [(Archive, "append_all"), (publications, "_point_to"), (publications, "_record"), (Warehouse, "copy_to")]
)
def test_a_backup_in_the_middle_of_a_night_is_whole(
    office: Home, copy: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    goes_on, taken = getattr(owner, name), list[bool]()

    def beside(*arguments: object, **named: object) -> object:
        back_up(office, copy)
        taken.append(whole(copy))
        return goes_on(*arguments, **named)

    another(office.inbox / "baru.xlsx")
    monkeypatch.setattr(owner, name, beside)
    nights.run_night(office)
    assert taken and all(taken)


def test_a_release_that_a_night_thins_while_it_is_copied_is_thinned_in_the_copy(
    office: Home, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another(office.inbox / "baru.xlsx")
    nights.run_night(office)
    first = sorted(office.releases.glob("2*Z"))[0]
    later = Archive(office.archive, clock=lambda: datetime.now(UTC) + timedelta(days=40))
    take = backup._Copying._take

    def night_beside(copying: backup._Copying, source: Path, target: Path, sha: str) -> bool:
        if source.is_relative_to(first) and source.parent != first:
            thin(office.releases, later)
        return take(copying, source, target, sha)

    monkeypatch.setattr(backup._Copying, "_take", night_beside)
    copied = back_up(office, copy)
    assert (copied.lacking, all_faults(Home(copy))[0]) == ([], [])  # it is told that the last line is forty days ahead
    assert [path.name for path in (copy / "releases" / first.name).iterdir()] == ["manifest.json"]


def test_a_file_that_was_cut_in_the_copy_is_told_and_copied_again(office: Home, copy: Path) -> None:
    back_up(office, copy)
    cut(an_original(copy))
    cut(copy / "releases/latest/publik/data/scores.csv")
    assert len(back_up(office, copy).mended) == 2
    assert whole(copy)


def test_a_file_of_the_copy_that_was_altered_in_place_is_found_by_verify(office: Home, copy: Path) -> None:
    back_up(office, copy)
    alter(an_original(copy))
    checked = rapor(copy, "verify")
    assert (checked.returncode, "telah berubah" in checked.stderr) == (1, True)


@pytest.mark.parametrize("harm", [cut, alter, Path.unlink])
def test_a_damaged_original_never_takes_the_place_of_its_good_copy(office: Home, copy: Path, harm: Harm) -> None:
    back_up(office, copy)
    harm(an_original(office.folder))
    back_up(office, copy)
    assert whole(copy)


@pytest.mark.parametrize("harm", [cut, alter, Path.unlink])
def test_a_damaged_original_that_was_never_copied_is_told(office: Home, copy: Path, harm: Harm) -> None:
    harm(an_original(office.folder))
    done = rapor(office.folder, "backup", str(copy))
    assert (done.returncode, done.stdout.count("Tidak disalin: ")) == (1, 1)
    assert rapor(copy, "verify").returncode == 1


def test_a_copy_is_for_its_owner_alone(office: Home, copy: Path) -> None:
    assert rapor(office.folder, "backup", str(copy)).returncode == 0
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [copy, *copy.rglob("*")]}
    assert modes == {(True, 0o700), (False, 0o600)}


def inside(office: Home, copy: Path) -> Path:
    return office.folder / "cadangan"


def around(office: Home, copy: Path) -> Path:
    return office.folder.parent


def of_another_office(office: Home, copy: Path) -> Path:
    Archive(copy / "archive").append("received", sha256="a")
    return copy


def longer_than_the_home(office: Home, copy: Path) -> Path:
    back_up(office, copy)
    journal(office).write_text("".join(journal(office).read_text().splitlines(keepends=True)[:2]))
    return copy


def with_something_else(office: Home, copy: Path) -> Path:
    copy.mkdir()
    (copy / "foto.jpg").write_bytes(b"")
    return copy


def a_file(office: Home, copy: Path) -> Path:
    copy.write_bytes(b"")
    return copy


def of_a_home_without_anything(office: Home, copy: Path) -> Path:
    shutil.rmtree(office.folder)
    return copy


@pytest.mark.parametrize(
    "place", [of_a_home_without_anything, inside, around, of_another_office, longer_than_the_home, with_something_else, a_file]
)
def test_a_place_that_is_no_copy_of_this_home_is_refused_and_left_as_it_is(
    office: Home, copy: Path, place: Callable[[Home, Path], Path]
) -> None:
    target = place(office, copy)
    before = sorted((path, path.stat().st_size) for path in target.rglob("*"))
    with pytest.raises(BackupRefusedError):
        back_up(office, target)
    assert sorted((path, path.stat().st_size) for path in target.rglob("*")) == before


def test_a_broken_journal_is_not_copied_and_told_in_one_sentence(office: Home, copy: Path) -> None:
    journal(office).write_text(journal(office).read_text().replace('"file":"62.01.xlsx"', '"file":"62.09.xlsx"'))
    refused = rapor(office.folder, "backup", str(copy))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert not (copy / "archive/journal.jsonl").exists()
