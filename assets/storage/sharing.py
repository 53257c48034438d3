"""A release shares with the one before it the files in which nothing changed: one file on the disk under two names (hard links).

A file of a release is never written again, so that what one of them shows, the other shows as long as nobody edits it by hand; then the
newest release is seen to be altered, and is published anew without sharing anything.
"""

from pathlib import Path

from assets.storage.released import MANIFEST, sums


def share(building: Path, before: Path) -> None:
    """Let the files of a built release be those of a whole earlier one wherever their manifests name the same SHA-256."""
    earlier = sums(before / MANIFEST) or {}
    for name, sha in (sums(building / MANIFEST) or {}).items():
        if earlier.get(name) == sha and not (before / name).samefile(building / name):
            linked(before / name, building / name)


def linked(source: Path, target: Path) -> bool:
    """Put a file under a second name, in the place of an equal one. False, and nothing is done, where that cannot be.

    Rights belong to the file and not to its name: one that was made for other readers (RAPOR_GROUP) is not shared. Nor is
    anything on a file system without hard links.
    """
    if target.exists() and _rights(source) != _rights(target):
        return False
    new = target.with_name(f".{target.name}.link")
    try:
        new.hardlink_to(source)
    except OSError:
        return False
    new.replace(target)
    return True


def _rights(path: Path) -> tuple[int, int, int]:
    """Who may do what with a file: its mode, its owner and its group."""
    status = path.stat()
    return status.st_mode, status.st_uid, status.st_gid
