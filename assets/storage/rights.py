"""Who may see a home: its owner alone, or a group (`RAPOR_GROUP`) that reads what is in it and writes into the inbox.

The originals hold personal data, and the journal names people; what a process's umask happens to be must not decide who reads them.
"""

import grp
import os
from pathlib import Path

from assets.storage.home import Home

#: Owner, and group where there is one. A group's folders hand it on to what is made in them (setgid).
OWN_FOLDER, OWN_FILE = 0o700, 0o600
GROUP_FOLDER, GROUP_FILE, GROUP_INBOX = 0o2750, 0o640, 0o2770


def keep_private(home: Home) -> None:
    """Let this process make files for nobody else, and give the home's own files and folders their rights.

    What lies below them cannot be reached past them. What another account owns is left as it is: only its owner may change it.
    """
    group = grp.getgrnam(home.group).gr_gid if home.group else None
    os.umask(0o077 if group is None else 0o027)
    home.folder.mkdir(parents=True, exist_ok=True)
    for path, mode in _kept(home):
        _give(path, mode, group)


def _kept(home: Home) -> list[tuple[Path, int]]:
    """The home's own files and folders, with the mode that each shall have."""
    folder, file, inbox = (GROUP_FOLDER, GROUP_FILE, GROUP_INBOX) if home.group else (OWN_FOLDER, OWN_FILE, OWN_FOLDER)
    newest = (home.releases / "latest").resolve()
    folders = (home.folder, home.archive, home.releases, newest, newest / "internal", home.dagster, home.received)
    files = (home.archive / "journal.jsonl", home.warehouse, home.folder / ".lock")
    return [*((path, folder) for path in folders), *((path, file) for path in files), (home.inbox, inbox)]


def too_open(home: Home) -> list[Path]:
    """The home's own files and folders that more people may read or write than shall."""
    return [path for path, mode in _kept(home) if path.exists() and path.stat().st_mode & 0o777 & ~mode]


def owned_by_others(home: Home) -> list[Path]:
    """The home's own files and folders that are not the account's that owns the home, as after a night of another account."""
    owner = home.folder.stat().st_uid
    return [path for path, _ in _kept(home) if path.exists() and path.stat().st_uid != owner]


def _give(path: Path, mode: int, group: int | None) -> None:
    """Give a file or folder of ours its group and its mode; nothing for one that is not there."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    if status.st_uid != os.geteuid():
        return
    if group is not None and status.st_gid != group:
        os.chown(path, -1, group)
    if status.st_mode & 0o7777 != mode:
        path.chmod(mode)
