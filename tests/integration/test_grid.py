"""The grid of who has sent what agrees with `rapor status` after every night, whatever happened before it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.keys import REGENCY_SUBMISSIONS
from assets.storage.home import OFFICE_TIME
from assets.storage.journal import now
from pipelines.definitions import defs
from schemas import periods as calendar
from schemas.areas import REGENCIES, areas
from schemas.periods import last_due_on
from tests.builders import make_workbook
from tests.integration.conftest import own_instance, rapor
from tests.integration.grid import shown_cells, status_cells
from tests.integration.test_dagster import asked_for
from tests.integration.test_profile_command import HEADER, MEANT, ROW
from tests.unit import reading_fixture

PASSED, RETURNED = "Lolos verifikasi", "Dikembalikan untuk perbaikan"


def night(home: Path, **settings: str) -> None:
    done = rapor(home, "nightly", **settings)
    assert done.returncode == 0, done.stderr


def forms(area: str, *, coaching: bool = True, umkm: bool = True) -> dict[str, list[dict[str, str | None]]]:
    """Two forms of a regency, each right or without a value that it must have."""
    district = areas().districts.filter(regency_code=area)["name"][0]
    return {
        "coaching": [{} if coaching else {"target": None}],
        "umkm": [{"district": district} | ({} if umkm else {"micro": None})],
    }


def send(home: Path, number: int) -> None:
    """So many files, each of another regency or month: every fifth is returned, every third in one of its two forms."""
    for n in range(number):
        area, period = REGENCIES[n % len(REGENCIES)], calendar.shift("2026-06", -(n // len(REGENCIES)))
        right = forms(area, coaching=n % 5 > 0, umkm=n % 5 > 0 and n % 3 > 0)
        make_workbook(home / f"inbox/{period}/{n}.xlsx", right, area=area, name=areas().name(area), period=period)


@pytest.mark.parametrize("number", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_of_many_files_at_once_each_cell_is_what_the_status_says(home: Path, number: int) -> None:
    send(home, number)
    night(home)
    cells = shown_cells(home)
    assert cells == status_cells(home)
    assert len(cells) == number
    sent = {(green, states) for green, states, _ in cells.values()}
    assert sent >= {(True, frozenset({PASSED})), (True, frozenset({PASSED, RETURNED})), (False, frozenset({RETURNED}))}


def test_when_sample_data_gives_way_to_a_real_file_nothing_is_left_of_it(with_sample: Callable[..., Path]) -> None:
    home = with_sample("2025-03", "2025-04", areas=("62.08", "62.71"))
    night(home)
    assert len(shown_cells(home)) == 4 and shown_cells(home) == status_cells(home)
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]}, period="2025-04")
    night(home)
    assert list(shown_cells(home)) == [("62.02", "2025-04")]
    assert shown_cells(home) == status_cells(home)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a report that counts, one that was returned, and one that nobody could read; the last lies beside the home too."""
    home = tmp_path_factory.mktemp("office") / "home"
    make_workbook(home / "inbox/a.xlsx", forms("62.02"))
    make_workbook(home / "inbox/b.xlsx", forms("62.71", coaching=False, umkm=False), area="62.71", name="Kota Palangka Raya")
    sheets = {"Data": [HEADER, ROW]}
    unread = reading_fixture.make_workbook(home / "inbox", sheets=sheets, name="62.03 2025-03.xlsx", cover=None)
    shutil.copy(unread, home.parent / "kiriman.xlsx")
    night(home)
    return home


@pytest.fixture
def reported(first_night: Path, tmp_path: Path) -> Path:
    """A copy of that office, with the file that nobody could read beside it."""
    shutil.copytree(first_night.parent, tmp_path / "office", symlinks=True)
    return tmp_path / "office" / "home"


def test_accepted_is_a_materialization_and_returned_an_observation(reported: Path) -> None:
    cells = shown_cells(reported)
    assert cells == status_cells(reported)
    assert cells["62.02", "2025-03"][:2] == (True, {PASSED})
    assert cells["62.71", "2025-03"][:2] == (False, {RETURNED})


def test_after_dagsters_folder_was_lost_a_night_fills_every_cell_again(reported: Path) -> None:
    before = shown_cells(reported)
    shutil.rmtree(reported / "dagster")
    night(reported)
    assert shown_cells(reported) == before == status_cells(reported)


def test_after_dagsters_folder_was_lost_the_daemon_publishes_once_which_fills_every_cell_again(
    reported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown_cells(reported)
    shutil.rmtree(reported / "dagster")
    monkeypatch.setenv("RAPOR_HOME", str(reported))
    monkeypatch.setattr("pipelines.sensors.is_alive", lambda name: False)
    with own_instance(reported) as instance:
        assert defs.resolve_job_def("terima").execute_in_process(instance=instance).success
        assert asked_for(instance) == [("terbitkan", None)]
        assert defs.resolve_job_def("terbitkan").execute_in_process(instance=instance).success
        assert asked_for(instance) == "tidak ada angka baru"
    assert shown_cells(reported) == before == status_cells(reported)


def test_a_file_that_an_accepted_profile_made_readable_gets_its_cell(reported: Path) -> None:
    before = shown_cells(reported)
    why = ("--name", "dinas-kapuas", "--by", "Rina", "--reason", "ekspor dinas")
    assert rapor(reported, "profile", "accept", str(reported.parent / "kiriman.xlsx"), *MEANT, *why).returncode == 0
    night(reported)
    after = shown_cells(reported)
    assert after == status_cells(reported)
    assert ("62.03", "2025-03") not in before or not before["62.03", "2025-03"][0]
    assert after["62.03", "2025-03"][0]


def events(home: Path) -> int:
    """How many events Dagster holds of the grid."""
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        greens = instance.fetch_materializations(REGENCY_SUBMISSIONS, limit=1000).records
        return len(greens) + len(instance.fetch_observations(REGENCY_SUBMISSIONS, limit=1000).records)


def test_a_night_with_nothing_new_writes_no_cell_and_a_mended_report_its_own_alone(reported: Path) -> None:
    before = events(reported)
    night(reported)
    assert events(reported) == before
    make_workbook(reported / "inbox/b.xlsx", forms("62.71"), area="62.71", name="Kota Palangka Raya")
    night(reported)
    assert events(reported) == before + 1
    cells = shown_cells(reported)
    assert cells == status_cells(reported)
    assert cells["62.71", "2025-03"][0]


@pytest.mark.slow
def test_of_the_country_there_is_one_event_a_period(home: Path) -> None:
    newest = last_due_on(now().astimezone(OFFICE_TIME).date())  # every month since the first that was reported is computed
    before = calendar.shift(newest, -1)
    for area, name in (("62.02", "Kabupaten Kotawaringin Timur"), ("34.04", "Kabupaten Sleman"), ("11.71", "Kota Banda Aceh")):
        for period in (before, newest):
            right = {"coaching": [{"target": None if period == newest else "Koperasi", "date": None}]}
            make_workbook(home / f"inbox/{area}-{period}.xlsx", right, area=area, name=name, period=period)
    night(home, RAPOR_AREA="all")
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        green = instance.fetch_materializations(REGENCY_SUBMISSIONS, limit=10).records
        other = instance.fetch_observations(REGENCY_SUBMISSIONS, limit=10).records
    assert [record.partition_key for record in green] == [before]
    assert [record.partition_key for record in other] == [newest]
    told = green[0].asset_materialization
    assert told is not None
    assert told.metadata["regencies"].value == "3 dari 514 menyampaikan, 3 dengan laporan yang berlaku"
    assert "| Kabupaten Sleman | Lolos verifikasi |" in str(told.metadata["states"].value)
