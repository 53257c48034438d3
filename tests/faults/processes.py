"""Commands in processes of their own that may be killed: forked from one that has done the imports, so that hundreds are cheap.

The first process only forks and waits: it must not use Polars or DuckDB, whose threads no child would have.
"""

import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.commands import set_clock
from tests.faults.points import die, points_of

ENDS_WITHIN = 300.0
#: A province of five regencies: its release has few templates.
AREA = "34"


@dataclass(frozen=True)
class Conditions:
    """Under which a command runs.

    `dies_at`: a write point's name; `dies_after`: seconds of computing; `lists`: a file for the names of the points passed.
    `ahead`: days that its clock is ahead; `file_size`: bytes of a file that it may write; `waits`: seconds that it waits for the lock.
    """

    dies_at: str = ""
    dies_after: float = 0.0
    lists: Path | None = None
    ahead: float = 0.0
    file_size: int = 0
    waits: float = 0.0


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code (negative: the signal that ended it) and what it told."""

    code: int
    told: str


@dataclass
class Command:
    """A `rapor` command that runs in a forked process."""

    home: Path
    arguments: tuple[str, ...]
    conditions: Conditions = field(default_factory=Conditions)

    def __post_init__(self) -> None:
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the command
        self.pid = os.fork()
        if not self.pid:
            self._run()

    def _run(self) -> None:
        """In the child: run the command and end."""
        code = 1
        try:
            os.setpgid(0, 0)
            for stream in (1, 2):
                os.dup2(self._output.fileno(), stream)
            _prepare(self.home, self.conditions)
            code = _invoke(self.home, self.arguments)
        except BaseException:  # noqa: BLE001  what no command tells by itself has to be seen
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def ended(self) -> Ended:
        """Wait for the end."""
        until = time.monotonic() + ENDS_WITHIN
        while not (found := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.005)
        self._output.seek(0)
        return Ended(os.waitstatus_to_exitcode(found[1]), self._output.read().decode(errors="replace"))


def rapor(home: Path, *arguments: str, **conditions: Any) -> Ended:
    """Run a command to its end."""
    return Command(home, arguments, Conditions(**conditions)).ended()


def preload() -> None:
    """Import what a night imports."""
    import alembic.command
    import alembic.config
    import sqlalchemy.dialects.sqlite

    import pipelines.commands.accepting_clock
    import pipelines.commands.cli
    import pipelines.commands.night_summary
    import pipelines.commands.verifying
    import pipelines.nights

    assert all((alembic.command, alembic.config, sqlalchemy.dialects.sqlite, pipelines.nights))


def _invoke(home: Path, arguments: tuple[str, ...]) -> int:
    from pipelines.commands.cli import app

    sys.argv = ["rapor", *arguments]
    try:
        app([*arguments, "--home", str(home)])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _prepare(home: Path, under: Conditions) -> None:
    """Set what differs in this process from an ordinary one."""
    for name in list(os.environ):
        if name.startswith(("RAPOR_", "DAGSTER_")):
            del os.environ[name]
    os.environ |= {"RAPOR_HOME": str(home), "RAPOR_AREA": AREA, "POLARS_MAX_THREADS": "1"}
    _read_here()
    if under.ahead:
        set_clock(under.ahead)
    if under.waits:
        from assets.storage import lock

        lock.WAITS_AT_MOST = under.waits
    if under.file_size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (under.file_size, under.file_size))
    if under.lists:
        names = under.lists.open("a")
        points_of(home, lambda name: print(name, file=names, flush=True))
    if under.dies_at:
        points_of(home, lambda name: die() if name == under.dies_at else None)
    if under.dies_after:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the kernel ends it wherever it is, in the midst of a write of SQLite too
        signal.setitimer(signal.ITIMER_PROF, under.dies_after)


def _read_here() -> None:
    """Read files in this process: its readers write nothing, and their start costs as much as all else of a small night."""
    from assets import store
    from assets.reading.serving import read_job

    class Readers:
        def __enter__(self) -> "Readers":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, jobs: list[Any]) -> Any:
            return ((job, read_job(job)) for job in jobs)

    store.Readers = Readers  # type: ignore[assignment,misc]
