"""Nights that are killed: at every point where they write, and anywhere at all. Many on one home, one after the other, then one that is not."""

import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from tests.faults.office import Offices, all_is_well, news, quiet, readers_find_a_whole_release, returned, well
from tests.faults.processes import Ended, rapor

#: So many kills, one after the other, a home takes before it may finish.
ON_ONE_HOME = 10
#: Seconds of computing before which a small night has hardly begun, and after which it is done.
BEGINS, ENDS = 0.2, 3.0
#: What each part of a night leaves behind for the next one.
HANDS_ON = (
    "os.rename archive/<ab>/<sha256> #1", "fsync archive/journal.jsonl #1", "os.rename inbox/.diterima/… #2", "commit warehouse.duckdb #1",
    "close warehouse.duckdb #1", "commit warehouse.duckdb #4", "os.rename returned/… #1", "committed warehouse.duckdb #9",
    "open releases/.building/manifest.json #1", "os.rename releases/<moment> #1", "os.rename releases/latest #1", "open archive/journal.jsonl #4",
)  # fmt: skip
KILLED = (-signal.SIGKILL, -signal.SIGPROF)


def write_points(offices: Offices) -> list[str]:
    """The write points of an undisturbed night, in order; of files that are alike, and of Dagster's own, the first and the last alone."""
    every = offices.points.read_text(encoding="utf-8").splitlines()
    last = Counter(name.rsplit(" #", 1)[0] for name in every)

    def is_kept(point: str) -> bool:
        name, number = point.rsplit(" #", 1)
        alike = "…" in name or "mkdir" in name or " dagster/" in name
        return "compute_logs" not in name and (not alike or int(number) in (1, last[name]))

    return [point for point in every if is_kept(point)]


def chosen(points: list[str]) -> list[str]:
    """The points at which a night hands something on: of each kind one, in order."""
    return [point for point in points if point in HANDS_ON]


def killed_at(offices: Offices, name: str, points: list[str]) -> int:
    """Kill a night at each of these points, in order; how many times. A point that a home has passed already gets a fresh one."""
    left, homes = list(points), 0
    while left:
        home = offices.copy(f"{name}-{homes}")
        received, homes, first = news(home), homes + 1, True
        for point in left[:ON_ONE_HOME]:
            ended = rapor(home, "nightly", dies_at=point)
            if ended.code == 0:
                assert not first, f"{point} is never reached"
                break
            first = False
            left.remove(point)
            _after_a_kill(home, ended, point)
        _finishes(offices, home, received)
    return len(points)


def killed_anywhere(offices: Offices, name: str, kills: int, seed: int) -> int:
    """Kill nights at random moments, so many times."""
    chance, done, homes = Random(seed), 0, 0
    while done < kills:
        home = offices.copy(f"{name}-{homes}")
        received, homes = news(home), homes + 1
        for _ in range(min(ON_ONE_HOME, kills - done)):
            moment = chance.uniform(BEGINS, ENDS)
            ended = rapor(home, "nightly", dies_after=moment)
            if ended.code == 0:
                break
            done += 1
            _after_a_kill(home, ended, f"{moment:.3f} s")
        _finishes(offices, home, received)
    return done


def killed_command(offices: Offices, name: str, arguments: tuple[str, ...], event: str) -> int:
    """Kill a command that writes a line of an event at each of its write points; given again, it is done once."""
    listed = offices.folder / f"{name}.txt"
    well(rapor(offices.copy(name), *arguments, lists=listed))
    points = listed.read_text(encoding="utf-8").splitlines()
    for number, point in enumerate(points):
        home = offices.copy(f"{name}-{number}")
        _after_a_kill(home, rapor(home, *arguments, dies_at=point), point)
        quiet(rapor(home, *arguments))  # which may say that it was done
        assert (home / "archive/journal.jsonl").read_text(encoding="utf-8").count(f'"event":"{event}"') == 1, point
        well(rapor(home, "verify"))
    return len(points)


def _after_a_kill(home: Path, ended: Ended, point: str) -> None:
    """Readers find the last release, and verify says how things stand."""
    assert ended.code in KILLED, (point, ended)
    quiet(ended)
    readers_find_a_whole_release(home)
    checked = rapor(home, "verify")
    quiet(checked)
    assert checked.code in (0, 1), (point, checked)


def _finishes(offices: Offices, home: Path, received: list[str]) -> None:
    """A night that nobody kills completes everything."""
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    assert returned(home) == offices.returned, set(returned(home)) ^ set(offices.returned)
    assert not list(home.rglob("*.part"))
    with closing(sqlite3.connect(home / "dagster/history/runs.db")) as history:
        assert not history.execute("SELECT run_id FROM runs WHERE status IN ('STARTING', 'STARTED')").fetchall()
