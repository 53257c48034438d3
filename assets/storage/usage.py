"""How much of the disk a home takes: blocks that are really held, a file of several names once, as it is on the disk."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """The bytes on the disk that files take, and of those the bytes of files that were written after a moment."""

    held: int
    recent: int


def usage(paths: Iterable[Path], since: float = float("inf")) -> Usage:
    """Of files and folders, whatever is below them; `since` in seconds of the epoch.

    What vanishes meanwhile, or may not be looked at, takes nothing.
    """
    held = recent = 0
    seen: set[tuple[int, int]] = set()
    for status in _statuses(paths):
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            held += status.st_blocks * 512
            recent += status.st_blocks * 512 if status.st_mtime >= since else 0
    return Usage(held, recent)


def _statuses(paths: Iterable[Path]) -> Iterator[os.stat_result]:
    """What the file system says of each file and folder; a link is not followed."""
    for path in paths:
        try:
            yield path.lstat()
            if path.is_dir() and not path.is_symlink():
                yield from _statuses(path.iterdir())
        except (FileNotFoundError, PermissionError):
            continue
