"""A small office: one night has published, and there is news in the inbox. What must hold of it whatever happens."""

import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.publications import PUBLISHED, faults, latest
from schemas.periods import last_due_on
from tests.builders import make_workbook
from tests.faults.processes import Ended, rapor

REGENCIES = {"34.01": "Kabupaten Kulon Progo", "34.02": "Kabupaten Bantul", "34.03": "Kabupaten Gunungkidul"}
#: Nothing is due after it, so that a night computes one month.
MONTH = last_due_on(date.today())
#: The figures, which are the same whenever the same was received.
FIGURES = ("publik/data/indicators.csv", "publik/data/scores.csv", "internal/data/findings.csv")


def drop(home: Path, area: str, villages: int = 1) -> Path:
    """A workbook of a regency into the inbox."""
    rows = [{"village_code": f"{area}.01.{2000 + number}"} for number in range(1, villages + 1)]
    path = home / "inbox" / f"{area}-{villages}.xlsx"
    return make_workbook(path, {"kdmp": rows}, area=area, name=REGENCIES[area], period=MONTH)


def news(home: Path) -> list[str]:
    """What a night finds: a report that replaces one, and one of a regency that had not reported. The SHA-256 of each."""
    return [hashlib.sha256(drop(home, area, 3).read_bytes()).hexdigest() for area in ("34.01", "34.02")]


class Offices:
    """The office, made once and copied for every trial; and the figures of an undisturbed night with the news."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._made = folder, folder / "made"
        (self._made / "inbox").mkdir(parents=True)
        for area in ("34.01", "34.03"):
            drop(self._made, area)
        well(rapor(self._made, "nightly"))
        self.before = figures(self._made)
        whole = self.copy("undisturbed")
        self.points = folder / "points.txt"
        self.news = news(whole)
        well(rapor(whole, "nightly", lists=self.points))
        self.returned = returned(whole)
        self.after = figures(whole)
        assert self.before != self.after

    def copy(self, name: str) -> Path:
        """The office before the news, in a folder of that name."""
        home = self.folder / name
        shutil.copytree(self._made, home, symlinks=True)
        return home


def figures(home: Path) -> dict[str, str]:
    """File → what it holds, of the newest release."""
    return {name: (home / "releases" / "latest" / name).read_text(encoding="utf-8") for name in FIGURES}


def returned(home: Path) -> list[str]:
    """What lies in the folder for the regencies; for the beginning of a workbook's SHA-256, which has the time of its making, stands `*`."""
    return sorted(re.sub(r"\b[0-9a-f]{8}\b", "*", path.relative_to(home).as_posix()) for path in (home / "returned").rglob("*"))


def well(ended: Ended) -> None:
    """AssertionError unless a command ended well and without a traceback."""
    assert ended.code == 0, ended.told
    quiet(ended)


def quiet(ended: Ended) -> None:
    """AssertionError when a command told more than sentences."""
    assert "Traceback" not in ended.told and "Exception" not in ended.told, ended.told


def readers_find_a_whole_release(home: Path) -> None:
    """AssertionError when the newest release is not as it was published, or there is none."""
    folder = latest(home / "releases")
    assert folder, "tidak ada rilis"
    try:
        lines = Archive(Home(home).archive).journal.lines()
    except BrokenJournalError:  # then the manifest alone says what was published
        lines = []
    line = next((line for line in lines if line["event"] == PUBLISHED and line["release"] == folder.name), None)
    assert not faults(folder, line), faults(folder, line)


def nothing_is_lost(home: Path, received: list[str]) -> None:
    """AssertionError unless each of these originals is kept as it was and has one receipt."""
    lines = [json.loads(line) for line in (home / "archive" / "journal.jsonl").read_bytes().splitlines()]
    for sha in received:
        assert hashlib.sha256((home / "archive" / sha[:2] / sha).read_bytes()).hexdigest() == sha
        assert len([line for line in lines if line["event"] == "received" and line["sha256"] == sha]) == 1, sha


def all_is_well(home: Path, received: list[str], wanted: dict[str, str]) -> None:
    """AssertionError unless everything is received, verified and published as without a disturbance."""
    nothing_is_lost(home, received)
    assert not [path for path in (home / "inbox").rglob("*.xlsx") if ".diterima" not in path.parts]
    readers_find_a_whole_release(home)
    assert figures(home) == wanted
    well(rapor(home, "verify"))
