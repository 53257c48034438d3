"""`rapor doctor`: what an installation takes of the disk, and what is to be mended. It changes nothing and waits for nobody."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from importlib.metadata import version

from rich.console import Console

from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError, now
from assets.storage.publications import latest
from assets.storage.usage import Usage, usage
from pipelines.commands.ailments import DISTRIBUTION, ailments, megabytes
from schemas.formatting import moment, number

#: How fast an installation grows is told of so many days.
LOOKS_BACK = timedelta(days=30)
PARTS = ("archive", "warehouse.duckdb", "releases", "rancangan", "dagster", "returned", "inbox")
#: What is written anew as a whole or in place, and so is no growth.
IN_PLACE = ("warehouse.duckdb", "rancangan", "dagster")


def examine(console: Console, home: Home) -> bool:
    """Print what is there and what is to be mended; True when nothing is."""
    moment_now = now()
    begun = _begun(home, moment_now)
    since = max(begun, moment_now - LOOKS_BACK)
    taken = {name: usage([home.folder / name], since.timestamp()) for name in PARTS}
    nights = max(1, (moment_now - since).days)
    a_night = sum(each.recent for name, each in taken.items() if name not in IN_PLACE) / nights
    to_mend, to_know = ailments(home, a_night, moment_now)
    for line in _lines(home, taken, a_night, nights):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    for sentence in to_know:
        console.print(f"Perlu diketahui: {sentence}.", markup=False, highlight=False, soft_wrap=True)
    for sentence in to_mend:
        console.print(f"Perlu diperbaiki: {sentence}.", style="red", markup=False, highlight=False, soft_wrap=True)
    if not to_mend:
        console.print("Tidak ada yang perlu diperbaiki.")
    return not to_mend


def _lines(home: Home, taken: dict[str, Usage], a_night: float, nights: int) -> Iterator[str]:
    """A line for each part of the home, then growth, disk, and versions."""
    yield f"Folder kerja {home.folder}"
    counts = {"archive": _archive(home), "releases": _releases(home), "dagster": _runs(home), "inbox": _inbox(home)}
    for name, each in taken.items():
        yield f"  {name:<17}{megabytes(each.held):>10}  {counts.get(name, '')}".rstrip()
    yield f"Bertambah {megabytes(a_night)} semalam, rata-rata {number(nights)} hari terakhir"
    disk = shutil.disk_usage(home.folder)
    yield f"Disk: {megabytes(disk.free)} bebas dari {megabytes(disk.total)}"
    libraries = " · ".join(f"{name} {version(name.lower())}" for name in ("Dagster", "DuckDB", "Polars"))
    yield f"Rapor {version(DISTRIBUTION)} · Python {platform.python_version()} · {libraries}"


def _begun(home: Home, otherwise: datetime) -> datetime:
    """When the first line of the journal was written."""
    try:
        lines = Archive(home.archive).lines()
        return datetime.fromisoformat(lines[0]["at"]) if lines else otherwise
    except BrokenJournalError:
        return otherwise


def _archive(home: Home) -> str:
    """How many originals and lines."""
    kept = sum(1 for _ in home.archive.glob("[0-9a-f][0-9a-f]/*"))
    try:
        lines = number(len(Archive(home.archive).lines()))
    except BrokenJournalError:
        lines = "?"
    return f"{number(kept)} berkas asli, jurnal {lines} baris"


def _releases(home: Home) -> str:
    """How many releases are whole, how many thinned, and what the newest takes by itself."""
    folders = [path for path in home.releases.glob("[0-9]*Z") if path.is_dir()]
    whole = sum((path / "publik").is_dir() for path in folders)
    newest = latest(home.releases)
    own = f"; yang terbaru {megabytes(usage([newest]).held)}" if newest else ""
    return f"{number(whole)} rilis utuh, {number(len(folders) - whole)} diringkas{own}"


def _runs(home: Home) -> str:
    """How many runs Dagster remembers, and when the last one began."""
    database = home.dagster / "history/runs.db"
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            count, last = connection.execute("SELECT count(*), max(create_timestamp) FROM runs").fetchone()
    except sqlite3.Error:
        return ""
    return f"{number(count)} run" + (f", yang terakhir {moment(datetime.fromisoformat(f'{last}+00:00'))}" if last else "")


def _inbox(home: Home) -> str:
    """How many files wait."""
    waiting = sum(1 for path in home.inbox.rglob("*") if path.is_file() and home.received not in path.parents)
    return f"{number(waiting)} berkas menunggu"
