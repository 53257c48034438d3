"""What a release that was published holds: its database, read as the warehouse is, and what its manifest saw of the journal."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from assets.storage.aside import is_aside
from assets.storage.database import stored_rows
from assets.storage.home import Home
from assets.storage.journal import Pin
from assets.storage.tables import Table

#: The analysts' database and the manifest, below a release's folder.
ANALYSTS, MANIFEST = Path("internal") / "kalteng.duckdb", "manifest.json"


@dataclass(frozen=True)
class Released:
    """The tables of an open database of a release; before the first release there is none, and every table is empty."""

    connection: duckdb.DuckDBPyConnection | None = None

    def table(self, table: Table, **keys: Iterable[str]) -> pl.DataFrame:
        """Like `Warehouse.table`; a table that an older release does not have, or has otherwise, is empty."""
        if self.connection is None or not set(table.columns) <= self._columns(self.connection, table):
            return pl.DataFrame(schema=table.columns)
        return stored_rows(self.connection, table, **keys)

    @staticmethod
    def _columns(connection: duckdb.DuckDBPyConnection, table: Table) -> set[str]:
        """The columns that a table has in that database; none where it is not there."""
        schema, name = table.name.split(".")
        query = "SELECT column_name FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2"
        return {column for (column,) in connection.execute(query, [schema, name]).fetchall()}


@contextmanager
def open_latest(home: Home) -> Iterator[Released]:
    """The newest release's database, read-only."""
    path = (home.releases / "latest").resolve() / ANALYSTS
    if not path.exists():
        yield Released()
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Released(connection)


def pins(releases: Path) -> tuple[list[Pin], list[str]]:
    """What the manifests of the releases in a folder say of the journal, and, in Indonesian, which of them cannot be read.

    A release that was deleted says nothing, nor does one that was made before manifests named the journal. One that was set aside does.
    """
    seen, unreadable = [], []
    for path in sorted(releases.glob(f"[!.]*/{MANIFEST}")):
        if path.parent.is_symlink() or path.parent.name == "latest":
            continue
        name = f"rilis {path.parent.name}"
        try:
            head = json.loads(path.read_text(encoding="utf-8")).get("journal")
            if head is not None:
                seen.append(Pin(name, int(head["seq"]), str(head["hash"])))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            if not is_aside(path.parent):
                unreadable.append(f"{MANIFEST} {name} tidak dapat dibaca")
    return seen, unreadable


def sums(manifest: Path) -> dict[str, str] | None:
    """Path → SHA-256 of every file that a manifest names; None when it is gone or is none."""
    try:
        named = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return named if isinstance(named, dict) else None
