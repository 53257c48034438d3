"""Any release can be made again from archive and journal alone, and says of every figure that changed by which cause it did."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import duckdb
import polars as pl
import pytest
from rich.console import Console

from assets.rebuilt.between_releases import _recomputed, difference
from assets.rebuilt.rebuilding import Rebuilt, newest_by, picked, rebuild
from assets.retelling.causes import Before, before_in
from assets.storage import made_by
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError, Line
from assets.storage.published import Publication, publications
from pipelines.commands.diff_command import diff_releases
from pipelines.commands.faults import WrongUsageError
from pipelines.commands.night_summary import print_night
from pipelines.commands.rebuild_command import rebuild_release
from pipelines.definitions import defs
from pipelines.nights import Night
from pipelines.proving import Proof, last_proof
from tests.history import IN_SHORT, NIGHTS, History, office_of_half_a_year
from tests.integration.conftest import own_instance, rapor

#: Of the nights of the ordinary tests: one with three causes, and one after a reopening.
MADE_AGAIN = (5, 8)


@pytest.fixture(scope="module", params=[IN_SHORT, pytest.param(len(NIGHTS), marks=pytest.mark.slow)], ids=lambda n: f"{n} nights")
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with office_of_half_a_year(tmp_path_factory.mktemp("history"), NIGHTS[: request.param]) as lived:
        yield lived


def archive_alone(history: History, folder: Path) -> Home:
    """A home with nothing but the archive."""
    shutil.copytree(history.store.home.archive, folder / "archive")
    return Home(folder)


def publication(home: Home, release: Path) -> Publication:
    """The release as the one that was newest an hour after it."""
    published = publications(Archive(home.archive))
    moment = next(each.made_at for each in published if each.name == release.name)
    chosen = newest_by(published, moment + timedelta(hours=1))
    assert chosen is not None and chosen.name == release.name
    return chosen


def made_again(history: History, number: int, home: Home, folder: Path) -> Rebuilt:
    _, release = history.releases[number]
    folder.mkdir()
    return rebuild(home, publication(home, release), folder)


def first_received(home: Home) -> Line:
    return next(line for line in Archive(home.archive).lines() if line["event"] == "received")


def told(release: Path, table: str = "revisions") -> pl.DataFrame:
    with duckdb.connect(str(release / "internal/kalteng.duckdb"), read_only=True) as analysts:
        return analysts.table(table).pl()


def test_a_release_made_again_as_of_its_moment_is_the_same_byte_for_byte(history: History, tmp_path: Path) -> None:
    home = archive_alone(history, tmp_path / "home")
    every = range(len(NIGHTS)) if len(history.releases) == len(NIGHTS) else MADE_AGAIN
    for number in every:
        out = tmp_path / str(number)
        rebuilt = made_again(history, number, home, out)
        _, release = history.releases[number]
        assert (rebuilt.differing, rebuilt.other) == ((), ()), release.name
        pages = [f"{audience}/{page}" for audience in ("publik", "internal") for page in ("index.html", "perubahan.html")]
        data = [path.relative_to(release).as_posix() for path in release.glob("*/data/*")]
        assert len(data) == 6
        assert [name for name in (*pages, *data) if (out / name).read_bytes() != (release / name).read_bytes()] == []


def test_every_figure_that_changed_has_the_cause_that_was_planted(history: History) -> None:
    for night, release in history.releases:
        found = set(told(release).select("area_code", "cause").iter_rows())
        of_regencies = {(area, cause) for area, cause in found if area != "62"}
        assert of_regencies == {(area, cause) for area, cause in night.planted.items() if area != "62"}, night.at
        assert {cause for area, cause in found if area == "62"} == set(night.planted.values()), night.at


def test_the_steps_of_a_figure_lead_from_the_release_before_to_this_one(history: History) -> None:
    key = ["period", "area_code", "segment", "indicator"]
    for (_, before), (night, release) in zip(history.releases, history.releases[1:], strict=False):
        values = told(before, "official_values").select(*key, now="value")
        for cause in told(release)["cause"].unique(maintain_order=True):
            step = told(release).filter(pl.col("cause") == cause, pl.col("measure") == "value").select(*key, "before", "after")
            joined = values.join(step, on=key, how="left").with_columns(
                stepped=pl.col("after").is_not_null() | pl.col("before").is_not_null()
            )
            assert joined.filter("stepped", pl.col("now").ne_missing(pl.col("before"))).is_empty(), night.at
            values = joined.select(*key, now=pl.when("stepped").then("after").otherwise("now"))
        after = told(release, "official_values").select(*key, published="value")
        differing = values.join(after, on=key).filter((pl.col("now") - pl.col("published")).abs() > 1e-6)
        assert differing.is_empty(), (night.at, differing.rows()[:3])


def test_what_was_told_at_night_is_what_is_recomputed_from_the_archive(history: History, tmp_path: Path) -> None:
    home = archive_alone(history, tmp_path / "home")
    (_, before), (_, release) = history.releases[4:6]
    again = _recomputed(home, Archive(home.archive), stated(before), stated(release))
    assert again.sort(again.columns).equals(told(release).select(again.columns).sort(again.columns))
    assert again.height > 20


def stated(release: Path) -> Before:
    before = before_in(release)
    assert before is not None
    return before


def test_two_releases_apart_are_compared_from_the_archive_and_strangers_without_causes(history: History, tmp_path: Path) -> None:
    home, last = history.store.home, history.releases[3][1]
    first = history.releases[1][1].name
    done = rapor(home.folder, "diff", first, last.name)
    assert done.returncode == 0, done.stderr
    assert f"Dari rilis {first} ke {last.name}" in done.stdout
    assert "Kiriman ulang: " in done.stdout and re.search(
        r"2024-12 +Provinsi +KOP-01 +15 koperasi +16 koperasi +Kiriman ulang", done.stdout
    )
    (tmp_path / "archive").mkdir()
    unknown = difference(Home(tmp_path), history.releases[1][1], last)
    assert "bukan yang dilihat kedua rilis" in unknown.why_unknown
    assert set(unknown.rows["cause"]) == {""} and unknown.rows.height > 5
    with pytest.raises(WrongUsageError, match="Tidak ada rilis “2019”"):
        diff_releases(home, "2019", last.name)


def test_made_again_by_other_code_it_is_said_what_differs_and_why(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = archive_alone(history, tmp_path / "home")
    monkeypatch.setattr(made_by, "FORM_SET", "2026.1")
    rebuilt = rebuild_release(home, "2025-01-20", tmp_path / "out")
    assert rebuilt.sentence.startswith(
        "Rilis 20250119T180000000000Z (20 Januari 2025 pukul 01.00 WIB) dibuat kembali dari arsip dan jurnal"
    )
    assert rebuilt.sentence.endswith("karena yang berlaku waktu itu lain: formulir") and not rebuilt.is_fault
    assert "publik/index.html" in rebuilt.differing and "publik/data/indicators.csv" not in rebuilt.differing


def test_a_difference_under_the_same_code_ends_with_1(history: History, tmp_path: Path) -> None:
    """The nights of the history hand out no templates, as `rapor` does."""
    home = archive_alone(history, tmp_path / "home")
    done = rapor(home.folder, "rebuild", "--as-of", "2025-01-20", "-o", str(tmp_path / "out"))
    assert done.returncode == 1, done.stderr
    assert "padahal kodenya sama" in done.stdout and "berbeda: internal/index.html" in done.stdout
    assert (tmp_path / "out/publik/index.html").exists() and not (home.folder / "warehouse.duckdb").exists()


def test_a_weekly_job_makes_one_of_them_again_and_the_next_night_says_what_came_of_it(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = archive_alone(history, tmp_path / "home")
    monkeypatch.setenv("RAPOR_HOME", str(home.folder))
    with own_instance(home.folder) as instance:
        assert last_proof(instance) is None
        assert defs.resolve_job_def("buktikan").execute_in_process(instance=instance).success
        proof = last_proof(instance)
        assert proof is not None and not proof.is_fault
        assert re.match(
            r"Pembuktian \d+ \w+ \d{4}: Rilis 2025\d+T\d+Z \(.*\) dibuat kembali dari arsip dan jurnal", proof.sentence
        )
        release = history.releases[-1][1]
        told = StringIO()
        print_night(Console(file=told, width=200), home, Night(0, [], release, proof=Proof("Pembuktian: berbeda", is_fault=True)))
        assert "Pembuktian: berbeda.\n" in told.getvalue()
        Archive(home.archive).path(first_received(home)["sha256"]).unlink()
        assert not defs.resolve_job_def("buktikan").execute_in_process(instance=instance, raise_on_error=False).success
        failed = last_proof(instance)
        assert failed is not None and failed.is_fault and failed.sentence.startswith("Pembuktian mingguan gagal")


def test_the_proof_is_of_a_release_that_a_hash_picks_and_a_difference_under_the_same_code_is_a_fault(history: History) -> None:
    published = publications(history.store.archive)
    assert [picked(published, f"{number:064x}") for number in range(len(published))] == published
    assert picked([], "0" * 64) is None
    same = Rebuilt(published[0], 8, (), ())
    differing = Rebuilt(published[0], 7, ("publik/index.html",), ())
    assert (same.is_fault, differing.is_fault) == (False, True)
    assert same.sentence.endswith("8 berkas sama byte demi byte")
    assert differing.sentence.endswith("1 berkas berbeda, 7 sama, padahal kodenya sama")


def test_what_cannot_be_made_again_is_refused_with_the_reason(history: History, tmp_path: Path) -> None:
    home = archive_alone(history, tmp_path / "home")
    with pytest.raises(WrongUsageError, match=r"Belum ada rilis pada waktu itu; yang pertama dirilis 8 Januari 2025"):
        rebuild_release(home, "2025-01-07", tmp_path / "out")
    with pytest.raises(WrongUsageError, match=r"Waktu “kemarin” tidak dikenal"):
        rebuild_release(home, "kemarin", tmp_path / "out")
    with pytest.raises(WrongUsageError, match="sudah berisi"):
        rebuild_release(home, None, home.folder)
    first = first_received(home)
    Archive(home.archive).path(first["sha256"]).unlink()
    with pytest.raises(BrokenJournalError, match=rf"{first['file']}\) tidak ada di arsip; letakkan salinannya"):
        rebuild_release(home, None, tmp_path / "out")
