"""A full disk, withdrawn rights and a file held by another program are one sentence with cause and remedy, whoever says it and however wrapped."""

import errno
import sqlite3
from pathlib import Path

import duckdb
import pytest

from assets.storage.machine import machine_fault

HELD = 'IO Error: Could not set lock on file "/h/warehouse.duckdb": Conflicting lock is held in /usr/bin/python3 (PID 4711).'


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, "No space left", "/h/a"), "Disk tempat /h/a penuh"),
        (OSError(errno.EFBIG, "File too large"), "penuh"),
        (PermissionError(errno.EACCES, "denied", "/h/b"), "tidak diizinkan membuka atau menulis /h/b"),
        (OSError(errno.EROFS, "r/o", "/h"), "tidak diizinkan"),
        (OSError(errno.EIO, "I/O", "/h/c"), "kesalahan perangkat"),
        (duckdb.IOException(HELD), "sedang dibuka /usr/bin/python3 (proses 4711)"),
        (duckdb.IOException("IO Error: Could not write all bytes to file: No space left on device"), "penuh"),
        (duckdb.IOException('IO Error: Cannot open file "/h/w.duckdb": Permission denied'), "menulis /h/w.duckdb"),
        (sqlite3.OperationalError("database or disk is full"), "penuh"),
        (sqlite3.OperationalError("disk I/O error"), "kesalahan perangkat"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "tidak diizinkan"),
    ],
)
def test_a_fault_of_the_machine_is_a_sentence(tmp_path: Path, fault: Exception, told: str) -> None:
    wrapped = RuntimeError("run failed")
    wrapped.__cause__ = ValueError("step failed")
    wrapped.__cause__.__context__ = fault
    for error in (fault, wrapped):
        sentence = machine_fault(error, tmp_path)
        assert (
            told in sentence
            and "\n" not in sentence
            and sentence.endswith("lalu jalankan lagi; yang sudah diterima tidak hilang.")
        )


@pytest.mark.parametrize(
    "fault", [ValueError("x"), FileNotFoundError(errno.ENOENT, "no", "/h/a"), duckdb.IOException("IO Error: not a database")]
)
def test_what_is_no_fault_of_the_machine_is_not_called_one(tmp_path: Path, fault: Exception) -> None:
    assert machine_fault(fault, tmp_path) == ""


def test_on_a_disk_without_room_whatever_a_database_says_is_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.storage.machine._free", lambda _: 0)
    assert "penuh (sisa 0 MB)" in machine_fault(sqlite3.OperationalError("disk I/O error"), tmp_path)
    assert machine_fault(ValueError("x"), tmp_path) == ""
