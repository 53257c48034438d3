"""A home that 0.1.0 made is taken over by one night: nothing of it is lost, and what it had counted is counted the same.

The home holds three nights of three regencies: an accepted profile, a returned form and its mended workbook, reports of no change,
an attachment, a file of no known regency, a closing taken back and one in force, and a file that came after it.
"""

import csv
import json
import os
import tarfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.integration.conftest import rapor
from tests.integration.grid import shown_cells, status_cells

KEPT = ROOT / "tests" / "golden" / "home-0.1.0.tar.xz"
#: Counts whose definition has not changed since, of the months that were reported.
COUNTED = ("KOP-01", "KOP-02", "KOP-03", "KOP-06", "KDMP-01", "KDMP-02", "KDMP-07")
REPORTED = ("2024-12", "2025-03", "2025-04")
Key = tuple[str, str, str, str]


def figures(release: Path) -> dict[Key, str]:
    with (release / "publik" / "data" / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = (row for row in rows if row["indicator"] in COUNTED and row["period"] in REPORTED)
    return {(row["period"], row["area_code"], row["segment"], row["indicator"]): row["value"] for row in kept}


@pytest.fixture(scope="module")
def taken_over(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Key, str], list[str]]:
    """The home after its first night of today's code; the figures of the last release before, and the releases that there were."""
    folder = tmp_path_factory.mktemp("office")
    with tarfile.open(KEPT) as packed:
        packed.extractall(folder, filter="tar")
    home = folder / "home"
    (home / "inbox").mkdir(exist_ok=True)
    os.utime(home / "inbox")  # the office is in use: what it holds is as old as the golden home
    releases = sorted(path.name for path in (home / "releases").iterdir() if not path.is_symlink())
    before = figures(home / "releases" / "latest")
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    return home, before, releases


def test_what_was_counted_is_counted_the_same(taken_over: tuple[Path, dict[Key, str], list[str]]) -> None:
    home, before, _ = taken_over
    after = figures(home / "releases" / "latest")
    assert len(before) > 500 and before["2024-12", "62", "", "KOP-01"] != ""
    assert {key: after.get(key) for key in before} == before


def test_the_grid_says_what_the_status_says(taken_over: tuple[Path, dict[Key, str], list[str]]) -> None:
    home, _, _ = taken_over
    assert shown_cells(home) == status_cells(home)
    assert {area for area, _ in shown_cells(home)} == {"62.04", "62.08", "62.12"}


def test_archive_journal_and_every_release_are_as_they_were_written(taken_over: tuple[Path, dict[Key, str], list[str]]) -> None:
    home, _, releases = taken_over
    done = rapor(home, "verify")
    assert done.returncode == 0, done.stdout
    left = {path.name for path in (home / "releases").iterdir() if not path.is_symlink()}
    assert set(releases) < left
    for name in releases:
        manifest = json.loads((home / "releases" / name / "manifest.json").read_text(encoding="utf-8"))
        assert all((home / "releases" / name / file).exists() for file in manifest["files"])


def test_the_closed_period_stays_closed_and_the_accepted_profile_is_in_force(
    taken_over: tuple[Path, dict[Key, str], list[str]],
) -> None:
    home, _, _ = taken_over
    text = (home / "releases" / "latest" / "internal" / "data" / "submissions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    states = {(row["area_code"], row["period"], row["form"]): row["state"] for row in rows if row["superseded_by"] == ""}
    assert "Ditutup (angka final)" in {state for (_, period, _), state in states.items() if period == "2024-12"}
    assert "Terlambat" in {row["state"] for row in rows}
    assert [row["state"] for row in rows if "daftar 2024-12" in row["file"]] == ["Ditutup (angka final)"]


def test_a_second_night_has_nothing_to_do(taken_over: tuple[Path, dict[Key, str], list[str]]) -> None:
    home, _, _ = taken_over
    before = sorted(path.name for path in (home / "releases").iterdir())
    done = rapor(home, "nightly")
    assert done.returncode == 0 and "Dihitung: tidak ada" in done.stdout
    assert sorted(path.name for path in (home / "releases").iterdir()) == before
