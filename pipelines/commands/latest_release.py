"""The analysts' database of the latest release, read-only: what commands for people look things up in. Never the warehouse."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.storage.home import Home

DATABASE = Path("internal") / "kalteng.duckdb"


@contextmanager
def open_latest(home: Home) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The database of the newest release; None before the first."""
    path = (home.releases / "latest").resolve() / DATABASE
    if not path.exists():
        yield None
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection
