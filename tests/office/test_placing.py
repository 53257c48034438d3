"""A file that tells neither regency nor period, and what the office says of it in penerimaan.csv."""

from pathlib import Path

import pytest

from assets.reading.identity.identify import Window, identify
from assets.receiving.inbox import Receiving
from assets.storage.home import Home
from assets.storage.tables import FILES
from assets.store import open_store
from assets.submissions import list_files, unread_originals
from tests.unit.reading_fixture import make_workbook

ROWS = [("Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status"), ("Koperasi Maju", "Baamang", "Jasa", "Aktif")]


def received(home: Home, register: str | None) -> list[tuple[str | None, str | None]]:
    """Regency and period of each file after a night with this penerimaan.csv."""
    if register is not None:
        (home.inbox / "penerimaan.csv").write_text(register, encoding="utf-8")
    with open_store(home) as store:
        receiving = Receiving(store.home.inbox, store.archive)
        receiving.run()
        list_files(store, receiving)
        assert unread_originals(store, receiving) == []
        return list(store.warehouse.table(FILES).select("area_code", "period").iter_rows())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    place = Home(tmp_path / "home")
    place.inbox.mkdir(parents=True)
    made = make_workbook(tmp_path, cover={}, sheets={"Data": ROWS}, name="daftar baru.xlsx")
    (place.inbox / "daftar baru.xlsx").write_bytes(made.read_bytes())
    return place


def test_a_file_that_tells_neither_is_placed_by_the_register_of_receipts(home: Home) -> None:
    assert received(home, "berkas,kode_wilayah,periode\ndaftar baru.xlsx,62.02,2025-03\n") == [("62.02", "2025-03")]


def test_a_line_that_comes_later_places_a_file_that_was_received_without_it(home: Home) -> None:
    assert received(home, None) == [(None, None)]
    assert received(home, "berkas,tanggal_diterima,kode_wilayah,periode\ndaftar baru.xlsx,,62.02,2025-03\n") == [
        ("62.02", "2025-03")
    ]


@pytest.mark.parametrize("said", ["33.01,2025-03", "62.02,2035-01", "Kotim,Maret"])
def test_what_is_not_ours_or_not_reported_places_nothing_and_is_not_read_again_and_again(home: Home, said: str) -> None:
    ((area, period),) = received(home, f"berkas,kode_wilayah,periode\ndaftar baru.xlsx,{said}\n")
    assert area is None or period is None


def test_what_the_file_says_itself_goes_before_the_register_of_receipts() -> None:
    window = Window("62", "2021-01", None, ("62.02", "2025-03"))
    told = identify("2025-04/Kabupaten Kapuas.xlsx", window)
    assert (told.area_code, told.period, told.problems) == ("62.03", "2025-04", [])
    placed = identify("daftar.xlsx", window)
    assert (placed.area_code, placed.period, [problem.rule for problem in placed.problems]) == (
        "62.02",
        "2025-03",
        ["V159", "V159"],
    )
