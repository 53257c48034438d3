"""Where everything lies (`RAPOR_HOME`), whose reports are expected (`RAPOR_AREA`), since when (`RAPOR_START`), and who may see it (`RAPOR_GROUP`)."""

import grp
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.storage.journal import now
from schemas.areas import COUNTRY, PROVINCE, scopes
from schemas.periods import is_period

OFFICE_TIME = ZoneInfo("Asia/Jakarta")
FIRST_PERIOD = "2021-01"
#: Regencies of before are not those of today's codes.
EARLIEST_START = "2000-01"
RECEIVED_FOLDER = ".diterima"


class WrongSettingError(ValueError):
    """A setting of the environment is none that we know; the message says which, what was found, and what is allowed."""


@dataclass(frozen=True)
class Home:
    """The folders of one office, and what its settings say."""

    folder: Path
    scope: str = PROVINCE
    first_period: str = FIRST_PERIOD
    group: str = ""

    @classmethod
    def from_environment(cls, folder: Path | None = None) -> "Home":
        """The home that the environment names; `data/` in the checkout when it names none. Raises WrongSettingError."""
        default = Path(__file__).resolve().parent.parent.parent / "data"
        chosen = folder or Path(os.environ.get("RAPOR_HOME") or default)
        scope, first = _scope(os.environ.get("RAPOR_AREA")), _first_period(os.environ.get("RAPOR_START"))
        return cls(chosen.resolve(), scope, first, _group(os.environ.get("RAPOR_GROUP")))

    @property
    def inbox(self) -> Path:
        """Where anyone drops files."""
        return self.folder / "inbox"

    @property
    def received(self) -> Path:
        """Where received files go."""
        return self.inbox / RECEIVED_FOLDER

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
    def draft(self) -> Path:
        """What a release of now would say, where somebody asked for it."""
        return self.folder / "rancangan"

    @property
    def dagster(self) -> Path:
        """The Dagster instance."""
        return self.folder / "dagster"


def _scope(setting: str | None) -> str:
    """RAPOR_AREA, or the home province where it is not set. Raises WrongSettingError."""
    scope = (setting or PROVINCE).strip()
    if scope not in scopes():
        raise WrongSettingError(
            f"RAPOR_AREA berisi “{scope}”. Yang dapat dipakai: kode provinsi Kemendagri dua angka, atau {COUNTRY} untuk seluruh "
            f"Indonesia. Contoh: RAPOR_AREA={PROVINCE}."
        )
    return scope


def _first_period(setting: str | None) -> str:
    """RAPOR_START, or FIRST_PERIOD where it is not set. Raises WrongSettingError."""
    first = (setting or FIRST_PERIOD).strip()
    if not can_be_first(first):
        raise WrongSettingError(
            f"RAPOR_START berisi “{first}”. Yang dapat dipakai: tahun dan bulan pertama yang dilaporkan, mulai {EARLIEST_START} "
            f"sampai bulan ini. Contoh: RAPOR_START={FIRST_PERIOD}."
        )
    return first


def _group(setting: str | None) -> str:
    """RAPOR_GROUP; empty where it is not set. Raises WrongSettingError for a group that this account cannot give files to."""
    group = (setting or "").strip()
    if not group:
        return ""
    try:
        number = grp.getgrnam(group).gr_gid
    except KeyError:
        number = None
    if number is None or (os.geteuid() != 0 and number not in (os.getegid(), *os.getgroups())):
        raise WrongSettingError(
            f"RAPOR_GROUP berisi “{group}”. Yang dapat dipakai: nama grup di komputer ini yang akun ini menjadi anggotanya. Tanpa "
            "RAPOR_GROUP hanya akun ini yang dapat membaca."
        )
    return group


def can_be_first(setting: str) -> bool:
    """True for a period that reporting can begin with."""
    return is_period(setting) and EARLIEST_START <= setting <= today(now())


def today(moment: datetime) -> str:
    """The period of a moment at the office, `YYYY-MM`."""
    return moment.astimezone(OFFICE_TIME).strftime("%Y-%m")
