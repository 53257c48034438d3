"""What rests is damaged by hand: the next night mends it or says why it refuses, and the last release stays whole.

The office is small: two workbooks of the last month that was due, one night. Each test takes a copy of it.
"""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assets.storage.archive import Archive, sha256
from assets.storage.aside import ASIDE
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.publications import latest, published_faults
from assets.store import Store
from pipelines import nights
from pipelines.commands.verifying import all_faults
from schemas.periods import last_due_on
from tests.builders import make_workbook
from tests.faults.harms import (
    FIGURES,
    a_folder,
    altered_figure,
    altered_with_its_manifest,
    bad_bytes,
    cut_end,
    cut_off,
    edit,
    empty_manifest,
    garble,
    journal,
    latest_is_a_folder,
    lose,
    missing_file,
    original,
    torn_manifest,
)
from tests.integration.conftest import rapor

REGENCIES = {"62.01": "Kabupaten Kotawaringin Barat", "62.02": "Kabupaten Kotawaringin Timur"}


#: Nothing is due after it, so that a night computes one month.
MONTH = last_due_on(date.today())


def drop(home: Path, area: str) -> None:
    rows = {"kdmp": [{"village_code": f"{area}.05.1001"}]}
    make_workbook(home / f"inbox/{area}.xlsx", rows, area=area, name=REGENCIES[area], period=MONTH)


def another(path: Path) -> Path:
    """A workbook of one of the regencies that says more than what it sent before."""
    return make_workbook(path, {"kdmp": [{}, {"village_code": "62.02.05.1002"}]}, period=MONTH)


@pytest.fixture(scope="module")
def after_a_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which one night has published."""
    home = tmp_path_factory.mktemp("damage") / "home"
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


def figures(home: Home) -> bytes:
    return (home.folder / FIGURES).read_bytes()


def aside(folder: Path) -> list[str]:
    return sorted(path.name.split(ASIDE)[0] for path in folder.glob(f"*{ASIDE}*"))


@pytest.mark.parametrize(
    ("harm", "told"),
    [(lose, "Jurnal hanya 0 baris, padahal"), (edit, "Isi baris 1 jurnal tidak cocok"), (cut_off, "Jurnal hanya 2 baris, padahal"),
     (garble, "Baris 2 jurnal tidak dapat dibaca")],
)  # fmt: skip
def test_over_a_broken_journal_nothing_is_computed_until_it_is_brought_back(
    office: Home, harm: Callable[[Home], None], told: str
) -> None:
    whole, before, release = journal(office).read_bytes(), figures(office), latest(office.releases)
    harm(office)
    harmed = journal(office).read_bytes() if journal(office).exists() else None
    another(office.inbox / "baru.xlsx")
    with pytest.raises(BrokenJournalError, match=told) as refusal:
        nights.run_night(office)
    assert f"Kembalikan {journal(office)} dari cadangan dengan sedikitnya" in str(refusal.value)
    assert (journal(office).read_bytes() if journal(office).exists() else None) == harmed
    assert (office.inbox / "baru.xlsx").exists()
    assert (figures(office), latest(office.releases)) == (before, release)
    assert all_faults(office)[0]
    journal(office).write_bytes(whole)
    (office.inbox / "baru.xlsx").unlink()
    assert nights.run_night(office).noticed == ()
    assert (figures(office), latest(office.releases), all_faults(office)) == (before, release, ([], []))


def test_the_command_tells_a_broken_journal_in_one_sentence(office: Home) -> None:
    edit(office)
    refused = rapor(office.folder, "nightly")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert rapor(office.folder, "verify").returncode == 1


def test_a_journal_lost_before_the_first_release_is_missed_too(office: Home) -> None:
    journal(office).unlink()
    shutil.rmtree(office.releases)
    with pytest.raises(BrokenJournalError, match="Jurnal kosong atau tidak ada"):
        nights.run_night(office)
    assert "jurnal kosong" in all_faults(office)[0][-1]


def test_a_torn_end_is_told_by_verify_and_mended_by_the_next_receipt(office: Home) -> None:
    with journal(office).open("ab") as stream:
        stream.write(b'{"seq":99,"at":"20')
    checked = rapor(office.folder, "verify")
    assert (checked.returncode, "ujung jurnal terputus" in checked.stdout) == (0, True)
    another(office.inbox / "baru.xlsx")
    assert nights.run_night(office).received == 1
    assert all_faults(office) == ([], [])


def test_each_publication_is_a_line_with_the_hashes_of_what_was_published(office: Home) -> None:
    release = latest(office.releases)
    assert release is not None
    last = Archive(office.archive).head()
    assert last is not None
    assert (last["event"], last["release"], last["manifest"]) == ("published", release.name, sha256(release / "manifest.json"))
    assert last["data"]["publik/data/indicators.csv"] == sha256(office.folder / FIGURES)
    nights.run_night(office)
    assert Archive(office.archive).head() == last


def read_by_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade of the reader: every original is read again."""
    monkeypatch.setattr(Store, "reader_version", property(lambda _: "another"))


def loses_the_warehouse(home: Home) -> None:
    home.warehouse.unlink()


@pytest.mark.parametrize(
    "also",
    [
        pytest.param(lambda _: None, id="warehouse kept"),
        pytest.param(loses_the_warehouse, id="warehouse lost", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("altered", [True, False], ids=["altered", "missing"])
def test_a_damaged_original_costs_only_itself_and_its_last_reading_stands(
    office: Home, monkeypatch: pytest.MonkeyPatch, altered: bool, also: Callable[[Home], None]
) -> None:
    before, path = figures(office), original(office, "62.02.xlsx")
    whole = path.read_bytes()
    path.chmod(0o640)
    if altered:
        shutil.copyfile(another(office.folder / "lain.xlsx"), path)
    else:
        path.unlink()
    also(office)
    read_by_other_code(monkeypatch)
    (told,) = nights.run_night(office).noticed
    assert told.startswith("62.02.xlsx: berubah di arsip dan disisihkan" if altered else "62.02.xlsx: tidak ada di arsip")
    assert str(path) in told
    assert aside(path.parent) == ([path.name] if altered else [])
    assert figures(office) == before
    assert ["tidak ada di arsip" in fault for fault in all_faults(office)[0]] == [True]
    path.write_bytes(whole)
    assert nights.run_night(office).noticed == ()
    assert (figures(office), all_faults(office)) == (before, ([], []))


def test_a_file_that_comes_again_takes_the_place_of_its_altered_original(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    (tmp_path / "a").write_bytes(b"isi")
    path = archive.path(archive.keep(tmp_path / "a"))
    path.chmod(0o640)
    path.write_bytes(b"lain")
    archive.keep(tmp_path / "a")
    assert path.read_bytes() == b"isi"
    assert [each.read_bytes() for each in path.parent.glob(f"*{ASIDE}*")] == [b"lain"]


@pytest.mark.parametrize(
    "after_a_kill", [pytest.param(False, id="closed well", marks=pytest.mark.slow), pytest.param(True, id="killed")]
)
@pytest.mark.parametrize("harm", [bad_bytes, cut_end, a_folder])
def test_a_damaged_warehouse_is_set_aside_told_and_made_anew(
    office: Home, harm: Callable[[Path], None], after_a_kill: bool
) -> None:
    before = figures(office)
    harm(office.warehouse)
    if after_a_kill:
        (office.folder / "warehouse.duckdb.sha256").unlink()
    (told,) = nights.run_night(office).noticed
    assert told.startswith("warehouse.duckdb rusak; disisihkan sebagai warehouse.duckdb.rusak-")
    assert aside(office.folder) == ["warehouse.duckdb"]
    assert nights.run_night(office).noticed == ()
    assert (figures(office), all_faults(office)) == (before, ([], []))


@pytest.mark.parametrize("harm", [bad_bytes, cut_end, a_folder, lambda path: path.write_bytes(b"bukan basis data")])
@pytest.mark.parametrize("name", ["history/runs.db", "history/runs/index.db"])
def test_damaged_databases_of_dagster_are_set_aside_told_and_begun_anew(
    office: Home, harm: Callable[[Path], None], name: str
) -> None:
    before = figures(office)
    harm(office.dagster / name)
    (told,) = nights.run_night(office).noticed
    assert told.startswith("Catatan run Dagster rusak; disisihkan sebagai dagster.rusak-")
    assert aside(office.folder) == ["dagster"]
    assert nights.run_night(office).noticed == ()
    assert (figures(office), all_faults(office)) == (before, ([], []))


@pytest.mark.parametrize(
    "harm", [empty_manifest, torn_manifest, altered_figure, altered_with_its_manifest, missing_file, latest_is_a_folder]
)
def test_a_release_that_was_altered_is_told_and_published_anew(office: Home, harm: Callable[[Home], None]) -> None:
    before = figures(office)
    harm(office)
    assert len(published_faults(office.releases, Archive(office.archive).lines())) == 1
    night = nights.run_night(office)
    assert len(night.noticed) == 1 and night.noticed[0].endswith("rilis baru diterbitkan")
    assert len(aside(office.releases)) == 1
    assert (office.releases / "latest").is_symlink()
    assert nights.run_night(office).noticed == ()
    assert (figures(office), all_faults(office)) == (before, ([], []))


@pytest.mark.parametrize("killed_before", ["assets.storage.publications._point_to", "assets.storage.publications._record"])
def test_a_release_that_a_kill_left_half_published_is_finished_by_the_next_night(
    office: Home, monkeypatch: pytest.MonkeyPatch, killed_before: str
) -> None:
    before = set(office.releases.iterdir())
    another(office.inbox / "baru.xlsx")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(killed_before, killed)
        # Where the interrupt signal is handled Dagster ends the run and tells it as failed; else it comes through.
        with pytest.raises((KeyboardInterrupt, nights.NightFailedError)):
            nights.run_night(office)
    (made,) = set(office.releases.iterdir()) - before
    assert latest(office.releases)
    assert all_faults(office) == ([], [])
    night = nights.run_night(office)
    assert (night.release, night.noticed) == (made, ())
    assert set(office.releases.iterdir()) - before == {made}
    last = Archive(office.archive).head()
    assert last is not None and (last["event"], last["release"]) == ("published", made.name)


def test_a_half_written_folder_beside_the_releases_is_set_aside(office: Home) -> None:
    (office.releases / "29990101T000000000000Z/publik").mkdir(parents=True)
    release = latest(office.releases)
    (told,) = nights.run_night(office).noticed
    assert told.startswith("Rilis 29990101T000000000000Z tidak utuh; disisihkan")
    assert latest(office.releases) == release
    assert all_faults(office) == ([], [])


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_home_is_for_its_owner_alone_whatever_it_was_before(office: Home) -> None:
    for path in (office.folder, office.archive, office.received, office.warehouse, journal(office)):
        path.chmod(0o777)
    nights.run_night(office)
    internal = office.releases / "latest/internal"
    for folder in (office.folder, office.archive, office.received, office.releases, office.dagster, internal):
        assert mode(folder) == 0o700, folder
    assert (mode(journal(office)), mode(office.warehouse)) == (0o600, 0o600)


def test_a_group_reads_the_home_and_writes_into_its_inbox(office: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    import grp

    group = grp.getgrgid(os.getegid()).gr_name
    monkeypatch.setenv("RAPOR_GROUP", group)
    another(office.inbox / "baru.xlsx")
    nights.run_night(Home(office.folder, group=group))
    assert (mode(office.folder), mode(office.inbox), mode(journal(office))) == (0o2750, 0o2770, 0o640)
    assert mode(office.folder / FIGURES) & 0o777 == 0o640


def test_a_group_that_nobody_knows_is_refused_in_a_sentence(office: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPOR_GROUP", "tidakada")
    with pytest.raises(ValueError, match="RAPOR_GROUP berisi “tidakada”"):
        Home.from_environment(office.folder)
