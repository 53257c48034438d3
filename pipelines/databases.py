"""Dagster's own SQLite files: whether they can still be read, and what becomes of them when they cannot."""

import sqlite3
from contextlib import closing
from pathlib import Path

from assets.storage.aside import set_aside

#: By this file one webserver and daemon are known to serve the home; whoever holds it goes on holding it.
SERVED = ".ui"


def set_aside_when_damaged(instance: Path) -> Path | None:
    """Set a Dagster instance's folder aside when one of its databases is damaged; its new path, None while all are sound.

    They go together: each tells of runs that the others know.
    """
    if not instance.exists():
        return None
    if instance.is_dir() and all(is_sound(path) for path in instance.rglob("*.db")):
        return None
    aside = set_aside(instance)
    if (aside / SERVED).exists():
        instance.mkdir()
        (aside / SERVED).rename(instance / SERVED)
    return aside


def is_sound(database: Path) -> bool:
    """False for a file that SQLite cannot read, or finds damaged by its own quick check."""
    if not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=60)) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except sqlite3.OperationalError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            return False
        raise
    except sqlite3.DatabaseError:
        return False
