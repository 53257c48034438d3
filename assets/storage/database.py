"""An open DuckDB database with the warehouse's tables: the warehouse itself, or a release's copy of it. Asked here, never written."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

import duckdb
import polars as pl

from assets.storage.tables import Table


def quoted(name: str) -> str:
    """An identifier for SQL, `schema.table` included."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def stored_rows(connection: duckdb.DuckDBPyConnection, table: Table, **keys: Iterable[str]) -> pl.DataFrame:
    """A table's rows, only those whose key columns are among the keys given."""
    conditions = [f"{quoted(column)} IN (SELECT unnest(${column}))" for column in keys] or ["true"]
    columns = ", ".join(quoted(column) for column in table.columns)
    query = " ".join(["SELECT", columns, "FROM", quoted(table.name), "WHERE", " AND ".join(conditions)])
    rows = connection.execute(query, {column: list(values) for column, values in keys.items()} or None).pl()
    return rows.cast(pl.Schema(table.columns))


class Database:
    """The tables over an open connection. What a script makes is temporary, so that a read-only file will do."""

    connection: duckdb.DuckDBPyConnection

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def table(self, table: Table, **keys: Iterable[str]) -> pl.DataFrame:
        """The table's rows, only those whose key columns are among the keys given."""
        return stored_rows(self.connection, table, **keys)

    def script(self, package: str, name: str, tables: Mapping[str, pl.DataFrame]) -> None:
        """Run an SQL file of a package with frames registered under the names it uses; they stay until `forget`."""
        for view, frame in tables.items():
            self.connection.register(view, frame.to_arrow())
        self.connection.execute(files(package).joinpath(name).read_text(encoding="utf-8"))

    def forget(self, views: Iterable[str]) -> None:
        """Unregister the frames of a script."""
        for view in views:
            self.connection.unregister(view)
