"""Where a night writes: every file that it opens for writing, renames, removes or syncs below its home, and every commit of the warehouse.

The product knows nothing of this: CPython tells an audit hook of its own calls, and the few that it does not tell are wrapped here, in
the process that is to die.
"""

import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Audit events that change a folder, with the place of the path among their arguments.
CHANGES = {"os.rename": 1, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0, "os.symlink": 1, "os.truncate": 0, "sqlite3.connect": 0}
#: Parts of names that differ from night to night.
VARIABLE = (
    (r"\d{8}T\d{12}Z", "<moment>"), (r"[0-9a-f]{64}", "<sha256>"), (r"archive/[0-9a-f]{2}\b", "archive/<ab>"), (r"[0-9a-f-]{36}", "<run>"),
    (r"\.\d+\.part", ".<pid>.part"),
)  # fmt: skip
#: Below these, one file stands for all of its folder.
ALIKE = re.compile(r"(releases/\.building/[^/]+/|releases/<moment>/[^/]+/|inbox/\.diterima/|returned/).*")


def points_of(home: Path, reach: Callable[[str], None]) -> None:
    """Call `reach` with the name of each write point of this process, before it is passed. A name bears its number: `open x #2`."""
    counts: Counter[str] = Counter()

    def passed(what: str, path: str) -> None:
        full = str(Path.cwd() / path)
        if not full.startswith(f"{home}/"):
            return
        name = full.removeprefix(f"{home}/")
        for pattern, stands_for in VARIABLE:
            name = re.sub(pattern, stands_for, name)
        name = ALIKE.sub(r"\1…", name)
        counts[f"{what} {name}"] += 1
        reach(f"{what} {name} #{counts[f'{what} {name}']}")

    sys.addaudithook(lambda event, arguments: _hear(event, arguments, passed))
    _wrap_sync(passed)
    _wrap_warehouse(lambda what: passed(what, str(home / "warehouse.duckdb")))


def _hear(event: str, arguments: tuple[Any, ...], passed: Callable[[str, str], None]) -> None:
    if event == "open" and isinstance(arguments[0], str | bytes) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        passed("open", os.fsdecode(arguments[0]))
    elif event in CHANGES and isinstance(arguments[CHANGES[event]], str | bytes | os.PathLike):
        passed(event, os.fsdecode(arguments[CHANGES[event]]))


def _wrap_sync(passed: Callable[[str, str], None]) -> None:
    sync = os.fsync

    def told(descriptor: int) -> None:
        passed("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    os.fsync = told  # type: ignore[assignment]


def _wrap_warehouse(passed: Callable[[str], None]) -> None:
    from assets.storage.warehouse import Warehouse

    transaction, leave = Warehouse.transaction, Warehouse.__exit__

    @contextmanager
    def told(warehouse: Warehouse) -> Any:
        with transaction(warehouse):
            yield
            passed("commit")
        passed("committed")

    def closed(warehouse: Warehouse, *error: Any) -> None:
        passed("close")
        leave(warehouse, *error)

    Warehouse.transaction, Warehouse.__exit__ = told, closed  # type: ignore[method-assign,assignment]


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()
