"""The DuckDB file: one writer, whole partitions replaced in one transaction. The only module that opens it.

Storage sits behind this class, so that another catalogue (DuckLake on PostgreSQL) can take its place.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import polars as pl

from assets.storage.archive import sha256
from assets.storage.aside import remove, set_aside
from assets.storage.database import Database, quoted
from assets.storage.tables import REPORTS, SCORES, TABLES, VALUES, Table
from schemas.column_words import all_words, described, table_words
from schemas.states import MISSING

TYPES = {
    "String": "VARCHAR", "Int64": "BIGINT", "Int32": "INTEGER", "Float64": "DOUBLE", "Boolean": "BOOLEAN", "Date": "DATE",
}  # fmt: skip


#: Analysts' files are many small tables: blocks of 256 KiB, DuckDB's own, made them nearly three times as large. Any DuckDB since 1.2 reads it.
ANALYSTS_FORMAT: dict[str, str | bool | int | float | list[str]] = {
    "default_block_size": 16384,
    "storage_compatibility_version": "v1.2.0",
}
#: How DuckDB says that a file is none of its own or was cut; any other fault of opening it is the machine's.
DAMAGED = ("not a valid DuckDB database file", "Corrupt", "Could not read enough bytes")


def layout_version() -> str:
    """A hash of every table's columns: a warehouse of another layout is made anew from the archive."""
    text = repr([(table.name, [(name, str(dtype)) for name, dtype in table.columns.items()]) for table in TABLES.values()])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Copied:
    """What a copy for analysts holds beside the tables of the warehouse but the pipeline's.

    `beside`: further tables by their names; `views`: a SQL file of this package with views over all of them. `last`: the last period that is
    published; None = all.
    """

    beside: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    views: str = ""
    last: str | None = None


@dataclass
class Warehouse(Database):
    """An open warehouse. Use it as a context manager; only the holder of the home's lock may."""

    path: Path
    connection: duckdb.DuckDBPyConnection = field(init=False)
    #: The name that a damaged file was set aside under when this was opened; empty when none was.
    damaged: str = field(default="", init=False)
    _before: tuple[int, int, str] | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        sealed = self._sealed()
        self._seal.unlink(missing_ok=True)
        if not self._is_whole(sealed):
            self.damaged = set_aside(self.path).name
            remove(self._log)
        self.connection = duckdb.connect(str(self.path))
        if not self._has_this_layout():
            self.connection.close()
            remove(self.path)
            remove(self._log)
            self.connection = duckdb.connect(str(self.path))
            self._lay_out()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file, and note its SHA-256, by which the next opening knows that nobody changed it."""
        self.connection.close()
        if self._log.exists():
            return
        size, modified, seal = self._before or (0, 0, "")
        status = self.path.stat()
        if (size, modified) != (status.st_size, status.st_mtime_ns):
            seal = sha256(self.path)
        part = self._seal.with_name(f"{self._seal.name}.part")
        part.write_text(seal, encoding="ascii")
        part.replace(self._seal)

    @property
    def _seal(self) -> Path:
        """Holds the SHA-256 of the file while nobody has it open."""
        return self.path.with_name(f"{self.path.name}.sha256")

    @property
    def _log(self) -> Path:
        """What DuckDB has not put into the file yet; it lies there after a kill alone."""
        return self.path.with_name(f"{self.path.name}.wal")

    def _sealed(self) -> str | None:
        """The SHA-256 that the file had when it was closed; None when a kill came between, or nothing was closed yet."""
        return self._seal.read_text(encoding="ascii", errors="replace") if self._seal.is_file() else None

    def _is_whole(self, sealed: str | None) -> bool:
        """True for a file that is as it was closed, or, where that is not known, of which every block can be read; and for none."""
        if not self.path.exists():
            return True
        if not self.path.is_file():
            return False
        if sealed is None or self._log.exists():
            return self._reads_whole()
        status = self.path.stat()
        self._before = (status.st_size, status.st_mtime_ns, sealed)
        return sha256(self.path) == sealed

    def _reads_whole(self) -> bool:
        """Read every row of every table: DuckDB looks at a block's checksum when it reads it, and opens a file with bad ones."""
        try:
            with duckdb.connect(str(self.path)) as connection:
                for schema, name in connection.sql("SELECT schema_name, table_name FROM duckdb_tables()").fetchall():
                    table = quoted(f"{schema}.{name}")
                    connection.execute(" ".join(["SELECT bit_xor(hash(row)) FROM", table, "AS row"])).fetchall()
        except (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException):
            return False
        except duckdb.IOException as error:
            if any(words in str(error) for words in DAMAGED):
                return False
            raise
        return True

    def _has_this_layout(self) -> bool:
        """True when the open file was laid out with the columns that the tables have today."""
        layout_tables = self.connection.sql(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'pipeline' AND table_name = 'layout'"
        )
        if layout_tables.fetchall() == [(0,)]:
            return False
        return self.connection.sql("SELECT version FROM pipeline.layout").fetchall() == [(layout_version(),)]

    def _lay_out(self) -> None:
        """Make every schema and table in an empty file, and note the version of their columns."""
        with self.transaction():
            for schema in dict.fromkeys(name.split(".")[0] for name in TABLES):
                self.connection.execute(" ".join(["CREATE SCHEMA", quoted(schema)]))
            for table in TABLES.values():
                columns = ", ".join(f"{quoted(name)} {TYPES[str(dtype)]}" for name, dtype in table.columns.items())
                self.connection.execute(" ".join(["CREATE TABLE", quoted(table.name), "(", columns, ")"]))
                comment = table.row_is.replace("'", "''")
                self.connection.execute(" ".join(["COMMENT ON TABLE", quoted(table.name), "IS", f"'{comment}'"]))
            self.connection.execute("CREATE TABLE pipeline.layout AS SELECT $1 AS version", [layout_version()])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; may not be nested."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def replace(self, table: Table, rows: pl.DataFrame, **keys: Iterable[str]) -> int:
        """Put `rows` in the place of the table's rows whose key column is among the keys given; the number of rows put.

        Runs inside the caller's transaction. `rows` must have the table's columns, in any order.
        """
        for column, values in keys.items():
            condition = f"{quoted(column)} IN (SELECT unnest($1))"
            self.connection.execute(" ".join(["DELETE FROM", quoted(table.name), "WHERE", condition]), [list(values)])
        if not keys:
            self.connection.execute(" ".join(["DELETE FROM", quoted(table.name)]))
        ordered = rows.select(table.columns.keys()).cast(pl.Schema(table.columns))
        self.connection.register("incoming", ordered.to_arrow())
        self.connection.execute(" ".join(["INSERT INTO", quoted(table.name), "BY NAME FROM incoming"]))
        self.connection.unregister("incoming")
        return ordered.height

    def earliest(self, *tables: Table) -> str | None:
        """The first period of which any of these tables has a row."""
        firsts = [f'SELECT min("period") AS first FROM {quoted(table.name)}' for table in tables]
        row = self.connection.execute(" ".join(["SELECT min(first) FROM (", " UNION ALL ".join(firsts), ")"])).fetchone()
        return row[0] if row else None

    def copy_to(self, target: Path, copied: Copied) -> None:
        """A database of its own for analysts, with a comment at every table and column; see Copied."""
        names = [table.name for table in _copied()] + list(copied.beside)
        with duckdb.connect(str(target), config=ANALYSTS_FORMAT) as copy:
            for schema in dict.fromkeys(name.split(".")[0] for name in names if "." in name):
                copy.execute(" ".join(["CREATE SCHEMA", quoted(schema)]))
            tables = {table.name: self._told(table, copied.last).order("ALL").to_arrow_table() for table in _copied()}
            for name, rows in (tables | {name: frame.to_arrow() for name, frame in copied.beside.items()}).items():
                copy.register("incoming", rows)
                copy.execute(" ".join(["CREATE TABLE", quoted(name), "AS FROM incoming"]))
                copy.unregister("incoming")
            copy.execute(_script(copied.views))
            _comment(copy)

    def copy_mark(self, copied: Copied) -> str:
        """SHA-256 over what `copy_to` would write: two copies never have the same bytes, but those of one mark say the same.

        Of each table it takes the number of its rows and the sum of their hashes, which costs a hundredth of writing them.
        """
        digest = hashlib.sha256(repr((layout_version(), duckdb.__version__, ANALYSTS_FORMAT, all_words())).encode())
        digest.update(_script(copied.views).encode())
        sums = [(table.name, table.row_is, _sum_of(self._told(table, copied.last))) for table in _copied()]
        digest.update(repr(sums).encode())
        for name, frame in copied.beside.items():
            digest.update(repr((name, frame.schema, _sum_of(self.connection.from_arrow(frame.to_arrow())))).encode())
        return digest.hexdigest()

    def _told(self, table: Table, last: str | None) -> duckdb.DuckDBPyRelation:
        """A table's rows as analysts get them: of a month after the last that was due nobody is told to be missing."""
        rows = self.connection.table(table.name)
        if last is None or table not in (REPORTS, VALUES, SCORES):
            return rows
        has_come = f" OR state <> '{MISSING}'" if table is REPORTS else ""
        return rows.filter(f"period <= '{last}'{has_come}")


def _sum_of(rows: duckdb.DuckDBPyRelation) -> object:
    """The number of rows and the sum of their hashes, in whatever order they lie."""
    return rows.query("told", "SELECT count(*), sum(hash(told)::HUGEINT) FROM told").fetchone()


def _script(views: str) -> str:
    """The text of a SQL file of this package; empty for none."""
    return files("assets.storage").joinpath(views).read_text(encoding="utf-8") if views else ""


def _comment(copy: duckdb.DuckDBPyConnection) -> None:
    """Say of every table, view and column in an analysts' file what it is."""
    views = {
        name for (name,) in copy.sql("SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    }
    columns = copy.sql(
        "SELECT schema_name || '.' || table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY 1"
    )
    statements = []
    for name, of_table in columns.fetchall():
        told = name.removeprefix("main.")
        words = TABLES[told].row_is if told in TABLES else table_words(told)
        statements.append(f"COMMENT ON {'VIEW' if name in views else 'TABLE'} {quoted(name)} IS {_text(words)}")
        statements += [f"COMMENT ON COLUMN {quoted(name)}.{quoted(each)} IS {_text(described(told, each))}" for each in of_table]
    copy.execute(";".join(["BEGIN", *statements, "COMMIT"]))


def _text(words: str) -> str:
    """A text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"


def _copied() -> list[Table]:
    """The tables that analysts get: every one but the pipeline's."""
    return [table for table in TABLES.values() if not table.name.startswith("pipeline.")]
