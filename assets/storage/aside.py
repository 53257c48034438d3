"""What is damaged is never thrown away: it keeps its name, with the moment at which it was set aside, beside what takes its place."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

ASIDE = ".rusak-"


def set_aside(path: Path) -> Path:
    """Rename a file or a folder, as it is, to `<name>.rusak-<moment in UTC>`; its new path."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return path.rename(path.with_name(f"{path.name}{ASIDE}{moment}"))


def is_aside(path: Path) -> bool:
    """True for what was set aside."""
    return ASIDE in path.name


def remove(path: Path) -> None:
    """Take away what is ours to make anew, whatever stands in its place; nothing when nothing does."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Let a file or a folder be on disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
