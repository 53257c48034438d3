"""What the assets of one run work with: an open, locked home."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from assets.reading.workers import Readers
from assets.storage.accepted_profiles import accepted_profiles, version_of
from assets.storage.archive import Archive
from assets.storage.home import Home, today
from assets.storage.tables import OF_PERIODS, PROCESSED, REPORTS
from assets.storage.warehouse import Warehouse, lock
from schemas.areas import Areas, areas
from schemas.forms.profiles import Profile


@dataclass
class Store:
    """What the assets of one run work with: an open, locked home."""

    home: Home
    warehouse: Warehouse
    archive: Archive
    areas: Areas
    readers: Readers
    profiles: tuple[Profile, ...] = ()

    @property
    def reader_version(self) -> str:
        """The version of everything that turns a file into text rows.

        That is the code, whose reports and since when, and the header profiles that a person accepted.
        """
        code = code_version("assets.reading", "schemas")
        parts = (code, self.home.scope, self.home.first_period, version_of(self.profiles))
        return "-".join(filter(None, parts))

    @property
    def reader_version_of_no_period(self) -> str:
        """The version of what is said of a file without a period: with this month, as a later one may be in time for it."""
        return f"{self.reader_version}-{today(self.archive.clock())}"


@contextmanager
def open_store(home: Home) -> Iterator[Store]:
    """Wait for the home's lock, then open its warehouse; both are given back at the end.

    What the warehouse holds of periods before the home's first one goes, and is made again from the archive when that is set back.
    """
    with lock(home.folder), Warehouse(home.warehouse) as warehouse, Readers() as readers:
        _forget_before(warehouse, home.first_period)
        archive = Archive(home.archive)
        yield Store(home, warehouse, archive, areas(home.scope), readers, accepted_profiles(archive))


def _forget_before(warehouse: Warehouse, first_period: str) -> None:
    """Take out what was judged and computed of earlier periods: nothing may be carried from them, compared with them or released."""
    known = pl.concat([warehouse.table(table).select("period") for table in (PROCESSED, REPORTS)])["period"].unique()
    if earlier := known.filter(known < first_period).to_list():
        with warehouse.transaction():
            for table in OF_PERIODS:
                warehouse.replace(table, pl.DataFrame(schema=table.columns), period=earlier)


@cache
def code_version(*packages: str) -> str:
    """A hash of every source and data file of the packages: what is computed by other code is computed anew."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in (".py", ".sql", ".yaml", ".csv", ".gz"):
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def figures_version() -> str:
    """The version of everything that turns text rows into figures."""
    return code_version("assets", "schemas")
