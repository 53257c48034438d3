"""Faults of the machine, a full disk, withdrawn rights, a file held by another program, in one sentence with cause and remedy.

They come up from anywhere and in many clothes: the system's own, DuckDB's, SQLite's and what others wrap around them.
"""

import errno
import getpass
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb

from assets.storage.home import Home

NO_ROOM, NO_RIGHT = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG), (errno.EACCES, errno.EPERM, errno.EROFS)
#: How DuckDB and SQLite say the same, in lower case.
NO_ROOM_WORDS = ("no space left", "disk is full", "quota", "file too large", "could not write all bytes")
NO_RIGHT_WORDS = ("permission denied", "readonly database", "read-only", "unable to open database file", "not permitted")
BROKEN_WORDS = "disk i/o error"
HELD_WORDS = ("could not set lock", "database is locked")
#: On a disk with less room than this, in bytes, whatever else writing says is taken for that.
TIGHT = 1 << 20
AGAIN = "lalu jalankan lagi; yang sudah diterima tidak hilang"


def machine_fault(error: BaseException, home: Path) -> str:
    """What is wrong with the machine and what to do, in Indonesian; empty for a fault that is none of the machine's."""
    chain = list(_chain(error))
    for each in chain:
        if isinstance(each, OSError) and (told := _of_system(each, home)):
            return told
        if _is_of_database(each) and (told := _of_database(str(each), home)):
            return told
    wrote = any(isinstance(each, OSError) or _is_of_database(each) for each in chain)
    return _no_room(home) if wrote and _free(home) < TIGHT else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, the nearest first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _is_of_database(error: BaseException) -> bool:
    return isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.TransactionException | sqlite3.OperationalError)


def _of_system(fault: OSError, home: Path) -> str:
    path = Path(str(fault.filename)) if fault.filename else home
    if fault.errno in NO_ROOM:
        return _no_room(path)
    if fault.errno in NO_RIGHT:
        return _no_right(path)
    if fault.errno == errno.EIO:
        return _broken(path)
    return ""


def _of_database(words: str, home: Path) -> str:
    said = words.lower()
    if any(each in said for each in HELD_WORDS):
        held = re.search(r"held in (\S+) \(PID (\d+)\)", words)
        by = f"{held[1]} (proses {held[2]})" if held else "program lain"
        return f"Basis data di {home} sedang dibuka {by}. Tutup program itu, {AGAIN}."
    if any(each in said for each in NO_ROOM_WORDS):
        return _no_room(home)
    if BROKEN_WORDS in said:
        return _no_room(home) if _free(home) < TIGHT else _broken(home)
    if not any(each in said for each in NO_RIGHT_WORDS):
        return ""
    named = re.search(r'"(/[^"]+)"', words)
    return _no_right(Path(named[1]) if named else _closed_to_us(Home(home).dagster) or home)


def _closed_to_us(folder: Path) -> Path | None:
    """The first file or folder in which we may not write; SQLite does not say which of Dagster's it could not open."""
    return next((path for path in (folder, *folder.rglob("*")) if path.exists() and not os.access(path, os.W_OK)), None)


def _no_room(path: Path) -> str:
    return f"Disk tempat {path} penuh (sisa {_free(path) >> 20} MB) atau batas ukurannya tercapai. Kosongkan ruang, {AGAIN}."


def _broken(path: Path) -> str:
    return f"Disk tempat {path} tidak dapat dibaca atau ditulis (kesalahan perangkat, atau batas ukuran berkas). Periksa disk itu, {AGAIN}."


def _no_right(path: Path) -> str:
    return f"Akun {_account()} tidak diizinkan membuka atau menulis {path}. Kembalikan izin dan pemiliknya, {AGAIN}."


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account that has no name
        return "ini"


def _free(path: Path) -> int:
    """Bytes that are free where a path lies, or would lie."""
    there = next((folder for folder in (path, *path.parents) if folder.exists()), Path("/"))
    return shutil.disk_usage(there).free
