"""Reading files in processes of their own: a file that never ends or takes all memory costs itself and nothing else.

Each worker has a pipe of its own and is told one file at a time, so that one that dies can neither block another nor take its
answer along (docs/decisions/006). What becomes of a file: its reading; V112 when it took too long or too much memory; V101 when the
worker failed or died otherwise.
"""

import os
import signal
import sys
import types
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic

from assets.reading.files.kinds import FileKind
from assets.reading.files.limits import MEBIBYTE, passed
from assets.reading.identity.identify import Window
from assets.reading.model import Problem, Reading
from assets.reading.read import reading_by_name
from assets.reading.serving import BEGUN, FAULT, receive, serve_readings
from assets.reading.serving import ReadJob as ReadJob
from assets.reading.serving import read_job as read_job
from schemas.rules.of_files import UNREADABLE_FILE

#: Seconds in which a new worker must have done its imports.
START_SECONDS = 120.0
#: A worker is one of several and bound in its address space: few threads, and allocators that reserve no more than they use.
_ENVIRONMENT = {
    "POLARS_MAX_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "RUST_BACKTRACE": "0",
}


class ReaderDidNotStartError(RuntimeError):
    """No reader came up: a fault of the machine or of this code, never of a file."""


class Readers:
    """Kept worker processes that read files. A context manager; no process starts before the first job.

    `seconds` is what one file may take, `memory` how many bytes more than after its imports a worker may address.
    """

    def __init__(self, workers: int = 2, seconds: float = 20.0, memory: int = 1 << 30) -> None:
        self.seconds = seconds
        self.memory = memory
        self._limit = workers
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Worker] = {}

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        self._give_up_busy()
        while self._idle:
            self._idle.pop().stop()

    def processes(self) -> list[int]:
        """The ids of the processes that are kept at present, idle ones first."""
        return [worker.process.pid or 0 for worker in [*self._idle, *self._busy.values()]]

    def _give_up_busy(self) -> None:
        """What a caller no longer waits for must not come in as the answer to the next jobs."""
        while self._busy:
            self._busy.popitem()[1].stop()

    def read(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading]]:
        """Each job with its reading, in the order of the jobs; at most a few files are read ahead.

        Raises FileNotFoundError for a job without its file and ReaderDidNotStartError: neither says anything of a file.
        """
        waiting = iter(jobs)
        done: dict[int, tuple[ReadJob, Reading]] = {}
        given = count()
        try:
            for number in count():
                while number not in done:
                    self._hand_out(waiting, given, ahead=number + 2 * self._limit)
                    if not self._busy:
                        return
                    done.update(self._collect())
                yield done.pop(number)
        finally:
            self._give_up_busy()

    def _hand_out(self, waiting: Iterator[ReadJob], given: "count[int]", ahead: int) -> None:
        """Give jobs to workers that have none, numbered by `given`, up to number `ahead`: readings that wait for an earlier one take memory."""
        while len(self._busy) < self._limit and (job := next(waiting, None)) is not None:
            if not job.path.is_file():
                raise FileNotFoundError(job.path)
            worker = self._worker()
            number = next(given)
            worker.take(number, job)
            self._busy[worker.pipe] = worker
            if number + 1 >= ahead:
                return

    def _worker(self) -> "_Worker":
        """A worker without a job: a kept one that still lives, else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            worker.stop()
        return _Worker(self.memory)

    def _collect(self) -> dict[int, tuple[ReadJob, Reading]]:
        """The answers that have come in since the last look, by the jobs' numbers; waits for one, but no longer than to the next deadline."""
        left = min(worker.deadline for worker in self._busy.values()) - monotonic()
        answered = wait(list(self._busy), timeout=max(left, 0))
        done: dict[int, tuple[ReadJob, Reading]] = {}
        for pipe, worker in list(self._busy.items()):
            reading = None
            if pipe in answered:
                reading = self._answer(worker)
            elif worker.deadline <= monotonic():
                reading = self._too_late(worker)
            if reading is not None:
                del self._busy[pipe]
                done[worker.number] = (worker.job, reading)
        return done

    def _answer(self, worker: "_Worker") -> Reading | None:
        """The reading that a worker sends; None when it only says that it has begun."""
        try:
            answer = receive(worker.pipe)
        except (EOFError, OSError):
            return self._died(worker)
        if answer == BEGUN:
            worker.begun, worker.is_new, worker.deadline = True, False, monotonic() + self.seconds
            return None
        if isinstance(answer, str) and answer.startswith(FAULT):
            return worker.give_up(Problem(UNREADABLE_FILE.code, detail=f"pembacaan terhenti: {answer.removeprefix(FAULT)}"))
        self._idle.append(worker)
        return answer if isinstance(answer, Reading) else _given_up(worker.job, self._no_memory())

    def _died(self, worker: "_Worker") -> Reading | None:
        """The reading of the file that a worker died of; None when it died before it began, and another has the job now."""
        worker.process.join()
        code = worker.process.exitcode
        if not worker.begun:
            self._replace(worker, code)
            return None
        if code == -signal.SIGABRT:  # how Rust libraries end when there is no memory: never an exception
            return worker.give_up(self._no_memory())
        return worker.give_up(Problem(UNREADABLE_FILE.code, detail=f"pembacaan terhenti, kode {code}"))

    def _replace(self, worker: "_Worker", code: int | None) -> None:
        """Another worker for the job of one that died while it was idle; of a new one it would die as well."""
        if worker.is_new:
            raise ReaderDidNotStartError(f"a reader ended with code {code} before it read anything")
        del self._busy[worker.pipe]
        worker.stop()
        other = _Worker(self.memory)
        other.take(worker.number, worker.job)
        self._busy[other.pipe] = other

    def _too_late(self, worker: "_Worker") -> Reading:
        """V112 for a file that took too long. Raises ReaderDidNotStartError for a worker that never began."""
        if not worker.begun:
            raise ReaderDidNotStartError(f"a reader was not ready after {START_SECONDS:g} seconds")
        return worker.give_up(passed(f"pembacaan lebih dari {self.seconds:g} detik", f"paling lama {self.seconds:g} detik"))

    def _no_memory(self) -> Problem:
        size = f"{self.memory // MEBIBYTE} MiB"
        return passed(f"pembacaan memerlukan memori lebih dari {size}", f"paling banyak {size}")


class _Worker:
    """One process and the job that it has."""

    def __init__(self, memory: int) -> None:
        context = get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=serve_readings, args=(far, memory), daemon=True, name="rapor-reader")
        self.is_new = True
        with _started_bare():
            self.process.start()
        far.close()

    def take(self, number: int, job: ReadJob) -> None:
        """Give the process a file to read. Its time runs from when it says that it has begun."""
        self.number, self.job, self.begun = number, job, False
        self.deadline = monotonic() + START_SECONDS
        with suppress(BrokenPipeError):  # it died while it was idle: its answer is then the end of the pipe
            self.pipe.send(job)

    def give_up(self, problem: Problem) -> Reading:
        """End the process; the reading of its file is that problem."""
        self.stop()
        return _given_up(self.job, problem)

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


@contextmanager
def _started_bare() -> Iterator[None]:
    """A spawned process imports the main module of its parent again, be it Dagster's daemon; a reader has no use for it."""
    main = sys.modules["__main__"]
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    sys.modules["__main__"] = types.ModuleType("__main__")
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _given_up(job: ReadJob, problem: Problem) -> Reading:
    """The reading of a file that no worker could read: who and when as its name tells, and why."""
    return reading_by_name(FileKind.OTHER, job.name, Window(job.scope, job.first_period, job.last_period), problem)
