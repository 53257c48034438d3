"""Everything that can be read in the files of an office: packed ones unpacked, databases dumped."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl


def texts(path: Path) -> Iterator[str]:
    """What a file says."""
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as database:
            tables = database.sql("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
            for schema, table in tables:
                yield database.sql(f'SELECT * FROM "{schema}"."{table}"').pl().write_json()
    elif path.suffix == ".db":
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            yield "\n".join(database.iterdump())
    elif path.suffix == ".parquet":
        yield pl.read_parquet(path).write_json()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")


def made_by_the_night(home: Path) -> list[Path]:
    """Every file but the originals: in the archive, where they were moved to, and the regencies' own copies."""
    originals = (home / "inbox", home / "returned")
    files = [path for path in sorted(home.rglob("*")) if path.is_file() and not any(map(path.is_relative_to, originals))]
    return [path for path in files if path.parent.parent != home / "archive"]


def originals(home: Path) -> list[Path]:
    """The files of the archive."""
    return [path for path in sorted((home / "archive").glob("[0-9a-f][0-9a-f]/*")) if path.is_file()]
