"""A draft is what a release would say, marked everywhere, and nothing that lasts knows of it."""

import re
from pathlib import Path

import openpyxl
import pytest

from assets import drafting
from assets.drafting import Draft, draft
from assets.release import publish
from assets.storage.publications import latest, published_faults
from assets.store import Store
from tests.worlds import count, office, submit

MARK = "RANCANGAN — belum dirilis"
ROWS = [{"village_code": "62.02.01.2003", "village": "Bagendang Hulu", "district": "Mentaya Hilir Utara", "stage": "Sosialisasi"}]


def reported(store: Store) -> None:
    """Let it be an office in which one regency has reported one village."""
    submit(store, "kdmp", [dict(row) for row in ROWS])
    count(store, "2025-03")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, Path, Path, list[str]]:
    """A draft, the release before it, the newest release after it, and what `verify` then says of the releases."""
    with office(tmp_path_factory.mktemp("office")) as store:
        first, _ = publish(store)
        reported(store)
        before = [line["hash"] for line in store.archive.lines()]
        drawn = draft(store)
        assert [line["hash"] for line in store.archive.lines()] == before
        faults = published_faults(store.home.releases, store.archive.lines())
        newest = latest(store.home.releases)
        assert newest
        return drawn, first, newest, faults


def test_a_draft_is_a_whole_release_outside_the_releases(made: tuple[Draft, Path, Path, list[str]]) -> None:
    drawn, first, newest, faults = made
    assert (newest, faults, drawn.faults) == (first, [], ())
    assert drawn.folder.name == "rancangan" and drawn.folder.parent == first.parent.parent
    names = [{path.relative_to(each).as_posix() for path in each.rglob("*.html")} for each in (drawn.folder, first)]
    assert names[0] >= names[1]
    assert {path.name for path in first.parent.iterdir()} == {first.name, "latest"}


def test_every_page_and_every_sheet_of_a_draft_bears_its_mark(made: tuple[Draft, Path, Path, list[str]]) -> None:
    drawn, first, *_ = made
    for page in drawn.folder.rglob("*.html"):
        assert page.name == "panduan.html" or re.search(rf'class="sample"[^>]*>{MARK}', page.read_text("utf-8")), page
    for audience in ("publik", "internal"):
        book = openpyxl.load_workbook(drawn.folder / audience / "laporan.xlsx")
        assert {str(sheet["A1"].value) for sheet in book} == {MARK}
        top = (drawn.folder / audience / "index.html").read_text("utf-8").split("<main")[0]
        assert "rancangan " in top and "dirilis " not in top.replace(MARK, "")
    assert MARK not in (first / "publik/index.html").read_text("utf-8")


def test_a_draft_takes_the_place_of_the_one_before_and_says_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as store:
        draft(store)
        (store.home.draft / "catatan.txt").write_text("x")
        submit(store, "kdmp", [dict(row) for row in ROWS])
        monkeypatch.setattr(drafting, "release_faults", lambda *_: ["sesuatu"])
        second = draft(store)
    assert not (second.folder / "catatan.txt").exists()
    assert "2025-03" in second.waiting and second.faults == ("sesuatu",)
    assert latest(store.home.releases) is None and store.archive.lines() == []
