"""Where everything lies (`RAPOR_HOME`), whose reports are expected (`RAPOR_AREA`) and since when (`RAPOR_START`)."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.accepting import accepted_profiles, version_of
from assets.archive import Archive
from assets.reading.workers import Readers
from assets.warehouse import Warehouse, lock
from schemas.areas import PROVINCE, Areas, areas
from schemas.forms.profiles import Profile

OFFICE_TIME = ZoneInfo("Asia/Jakarta")
FIRST_PERIOD = "2021-01"


@dataclass(frozen=True)
class Home:
    """The folders of one office."""

    folder: Path
    scope: str = PROVINCE
    first_period: str = FIRST_PERIOD

    @classmethod
    def from_environment(cls, folder: Path | None = None) -> "Home":
        """The home that the environment names; `data/` in the checkout when it names none."""
        default = Path(__file__).resolve().parent.parent / "data"
        chosen = folder or Path(os.environ.get("RAPOR_HOME") or default)
        return cls(chosen.resolve(), os.environ.get("RAPOR_AREA") or PROVINCE, os.environ.get("RAPOR_START") or FIRST_PERIOD)

    @property
    def inbox(self) -> Path:
        """Where anyone drops files."""
        return self.folder / "inbox"

    @property
    def archive(self) -> Path:
        """Originals and journal."""
        return self.folder / "archive"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file; only the holder of the lock opens it."""
        return self.folder / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        """Published releases; `latest` is the newest."""
        return self.folder / "releases"

    @property
    def dagster(self) -> Path:
        """The Dagster instance."""
        return self.folder / "dagster"


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
        """The version of everything that turns a file into text rows: the code, and the header profiles that a person accepted."""
        return "-".join(filter(None, (code_version("assets.reading", "assets.returning", "schemas"), version_of(self.profiles))))


@contextmanager
def open_store(home: Home) -> Iterator[Store]:
    """Wait for the home's lock, then open its warehouse; both are given back at the end."""
    with lock(home.folder), Warehouse(home.warehouse) as warehouse, Readers() as readers:
        archive = Archive(home.archive)
        yield Store(home, warehouse, archive, areas(home.scope), readers, accepted_profiles(archive))


def today(moment: datetime) -> str:
    """The period of a moment at the office, `YYYY-MM`."""
    return moment.astimezone(OFFICE_TIME).strftime("%Y-%m")


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
