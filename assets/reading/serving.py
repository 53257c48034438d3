"""The side of a reader that lies in a process of its own: it is told a file, reads it, and sends what it says back.

What goes through the pipe is BEGUN, then a reading in parts (`send`, `receive`) or one of the words OUT_OF_MEMORY and FAULT.
"""

import logging
import os
import resource
import signal
import traceback
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl

from assets.reading.model import Reading
from assets.reading.private import without_persons
from assets.reading.read import FIRST_PERIOD, read_file
from assets.reading.tables.suggestions import headers_of
from schemas.areas import PROVINCE
from schemas.forms.profiles import Profile, profiles_in_force

BEGUN, END_OF_TABLE, OUT_OF_MEMORY, FAULT = "begun", "end of table", "out of memory", "fault: "
PART_ROWS = 20_000


@dataclass(frozen=True)
class ReadJob:
    """One file to read: the arguments of `read_file`, the header profiles that a person accepted, whether headers are wanted, and
    what the office says of a file that says nothing itself.
    """

    path: Path
    name: str
    scope: str = PROVINCE
    first_period: str = FIRST_PERIOD
    last_period: str | None = None
    profiles: tuple[Profile, ...] = ()
    with_headers: bool = False
    placed: tuple[str, str] = ("", "")


def serve_readings(pipe: Connection, memory: int) -> None:
    """What a worker does: read the jobs that come through the pipe, until nobody sends any.

    It may address `memory` bytes more than after its imports. A fault ends the process once it is told: after a panic the
    state of a library is not to be trusted with the next file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("calamine").setLevel(logging.ERROR)  # it warns of every chart sheet
    _keep_quiet()
    _bound_memory(memory)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(BEGUN)
        try:
            send(pipe, read_job(job))
        except (MemoryError, OSError):  # Polars says OSError when it has no room for the copy that is sent
            pipe.send(OUT_OF_MEMORY)
        except BaseException as error:  # noqa: BLE001  a panic of a library is no Exception, and its words may quote a cell
            pipe.send(f"{FAULT}{fault(error)}")
            return


def fault(error: BaseException) -> str:
    """What an error is and the line that raised it, without its words: "ValueError, xlsx.py baris 120"."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(place.filename).name} baris {place.lineno}"


def _keep_quiet() -> None:
    """No library may print what it did not understand: its words can quote a cell, and what is printed ends in a log."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for printed in (1, 2):
        os.dup2(silence, printed)
    os.close(silence)


def read_job(job: ReadJob) -> Reading:
    """The reading of a job's file, in this process."""
    with profiles_in_force(job.profiles):
        reading = read_file(job.path, job.name, job.scope, job.first_period, job.last_period, placed=job.placed)
        return without_persons(replace(reading, headers=headers_of(job.path, job.name))) if job.with_headers else reading


def send(pipe: Connection, reading: Reading) -> None:
    """Send the reading without its rows, then each table's rows in parts: a copy of all at once would double what they take."""
    bare = [replace(table, rows=table.rows.clear()) for table in reading.tables]
    pipe.send(replace(reading, tables=bare))
    for table in reading.tables:
        for part in table.rows.iter_slices(PART_ROWS):
            pipe.send(part)
        pipe.send(END_OF_TABLE)


def receive(pipe: Connection) -> Reading | str:
    """What `send` sent, or one of the words that a worker says, even in the middle of its rows. Raises EOFError when the worker is gone."""
    answer: Reading | str = pipe.recv()
    if isinstance(answer, str):
        return answer
    tables = []
    for table in answer.tables:
        parts = [table.rows]
        while isinstance(part := pipe.recv(), pl.DataFrame):
            parts.append(part)
        if part != END_OF_TABLE:
            return str(part)
        tables.append(replace(table, rows=pl.concat(parts)))
    return replace(answer, tables=tables)


def _bound_memory(memory: int) -> None:
    """Let this process address so many bytes more than it does now, and leave no core file when it dies of that."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    size = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
