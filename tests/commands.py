"""`rapor` as its user runs it, but forked from a process that has done the imports of its libraries: they are half of a small command.

The command itself, with every module of ours, is imported and run in a process of its own with its own environment, folder and output.
Only libraries are there before, and nothing of them is used yet: no thread runs in the process that forks.
"""

import atexit
import os
import subprocess
import sys
from datetime import datetime, timedelta
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

RAPOR = Path(sys.executable).with_name("rapor")
ENDS_WITHIN = 240.0
LIBRARIES = (
    "alembic.command", "alembic.config", "altair", "dagster", "duckdb", "fastexcel", "holidays", "jinja2", "pandera.polars", "polars",
    "pyarrow", "rapidfuzz", "rich.console", "rich.table", "sqlalchemy.dialects.sqlite", "typer", "vl_convert", "xlsxwriter", "yaml",
)  # fmt: skip


@cache
def _forking() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload([*LIBRARIES])
    return context


def run(arguments: tuple[str, ...], environment: dict[str, str], days_ago: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, so many days ago. TimeoutExpired, and it is killed, when it takes longer than ENDS_WITHIN."""
    with TemporaryDirectory() as folder:
        output = [Path(folder) / name for name in ("stdout", "stderr")]
        process = _forking().Process(target=_run, args=(arguments, environment, days_ago, Path.cwd(), *output))
        process.start()
        process.join(ENDS_WITHIN)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired([str(RAPOR), *arguments], ENDS_WITHIN)
        told = [path.read_text(encoding="utf-8") if path.exists() else "" for path in output]
        return subprocess.CompletedProcess([str(RAPOR), *arguments], process.exitcode, *told)


def set_clock(days: float) -> None:
    """Let this process live so many days ahead."""
    from assets.storage import journal

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(days=days)

    journal.datetime = Shifted  # type: ignore[attr-defined,misc]


def _run(
    arguments: tuple[str, ...], environment: dict[str, str], days_ago: int, folder: Path, stdout: Path, stderr: Path
) -> None:
    """In the forked process: become the command."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path in ((1, stdout), (2, stderr)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    sys.argv = [str(RAPOR), *arguments]
    try:
        if days_ago:
            set_clock(-days_ago)
        from pipelines.commands.cli import app

        app()
    finally:  # a process of this kind ends without what the interpreter does at its end
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
