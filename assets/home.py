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

import polars as pl

from assets.accepting import accepted_profiles, version_of
from assets.archive import Archive, now
from assets.reading.workers import Readers
from assets.tables import OF_PERIODS, PROCESSED, REPORTS
from assets.warehouse import Warehouse, lock
from schemas.areas import COUNTRY, PROVINCE, Areas, areas, scopes
from schemas.forms.profiles import Profile
from schemas.periods import is_period

OFFICE_TIME = ZoneInfo("Asia/Jakarta")
FIRST_PERIOD = "2021-01"
#: Regencies of before are not those of today's codes.
EARLIEST_START = "2000-01"


class WrongSettingError(ValueError):
    """A setting of the environment is none that we know; the message says which, what was found, and what is allowed."""


@dataclass(frozen=True)
class Home:
    """The folders of one office, and what its settings say."""

    folder: Path
    scope: str = PROVINCE
    first_period: str = FIRST_PERIOD

    @classmethod
    def from_environment(cls, folder: Path | None = None) -> "Home":
        """The home that the environment names; `data/` in the checkout when it names none. Raises WrongSettingError."""
        default = Path(__file__).resolve().parent.parent / "data"
        chosen = folder or Path(os.environ.get("RAPOR_HOME") or default)
        return cls(chosen.resolve(), _scope(os.environ.get("RAPOR_AREA")), _first_period(os.environ.get("RAPOR_START")))

    @property
    def inbox(self) -> Path:
        """Where anyone drops files."""
        return self.folder / "inbox"

    @property
    def archive(self) -> Path:
        """Originals and journal."""
        return self.folder / "archive"

    @property
    def is_empty(self) -> bool:
        """True when nothing was ever received here and nothing published: a new office, or a wrong RAPOR_HOME."""
        return not ((self.archive / "journal.jsonl").exists() or (self.releases / "latest").exists())

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


def _scope(setting: str | None) -> str:
    scope = (setting or PROVINCE).strip()
    if scope not in scopes():
        raise WrongSettingError(
            f"RAPOR_AREA berisi “{scope}”. Yang dapat dipakai: kode provinsi Kemendagri dua angka, atau {COUNTRY} untuk seluruh "
            f"Indonesia. Contoh: RAPOR_AREA={PROVINCE}."
        )
    return scope


def _first_period(setting: str | None) -> str:
    first = (setting or FIRST_PERIOD).strip()
    if not can_be_first(first):
        raise WrongSettingError(
            f"RAPOR_START berisi “{first}”. Yang dapat dipakai: tahun dan bulan pertama yang dilaporkan, mulai {EARLIEST_START} "
            f"sampai bulan ini. Contoh: RAPOR_START={FIRST_PERIOD}."
        )
    return first


def can_be_first(setting: str) -> bool:
    """True for a period that reporting can begin with."""
    return is_period(setting) and EARLIEST_START <= setting <= today(now())


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
        code = code_version("assets.reading", "assets.returning", "schemas")
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
