"""What lies in the inbox, the name that it is known by, and where it goes when it was received."""

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.storage.archive import sha256, why
from assets.storage.home import RECEIVED_FOLDER
from schemas.privacy import hide

REGISTER_NAME = "penerimaan.csv"
#: Written by `rapor sample --mistakes` beside the workbooks that it is about: for our own tests, no report.
SAMPLE_TRUTH = "truth.json"
UNFINISHED = (".part", ".tmp", ".crdownload")
#: Bytes of a file that is taken; one above 50 MiB is kept unread. More is no letter and no workbook, and would fill the disk for ever.
TAKEN_AT_MOST = 1 << 30
#: Bytes that a name made here may have; file systems allow 255, and a writer puts a few before and after it.
NAME_AT_MOST = 230

#: What breaks a line, a table or a terminal, and bytes that are no UTF-8 (as Python's lone surrogates).
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\udc80-\udcff]")
#: Called with a name and the reason why what bears it could not be looked at.
Tell = Callable[[str, str], None]


class NotMovedError(RuntimeError):
    """A received file could not be moved aside; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Arrival:
    """A file that lies still in the inbox: its path, the name it is known by, size in bytes and modification time.

    `relative` is its true path below the inbox; `name` is what is stored and shown of it.
    """

    path: Path
    relative: str
    name: str
    size: int
    modified: float


def known_as(relative: str) -> str:
    """A path below the inbox as it is stored and shown: personal patterns hidden, what cannot be printed as %XX."""
    printable = _UNPRINTABLE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in os.fsencode(sign.group())), relative)
    return "/".join(hide(part) for part in printable.split("/"))


def fitted(stem: str, ending: str) -> str:
    """`stem` + `ending` as a file name, the stem cut where the two would be too long for a file system."""
    room = NAME_AT_MOST - len(os.fsencode(ending))
    return os.fsencode(stem)[:room].decode("utf-8", "ignore") + ending


def is_left_alone(relative: Path) -> bool:
    """True for files that are not finished or not meant for us: `~$*`, `.*`, `*.part`, `*.tmp`, and a sample's truth.json."""
    hidden = any(part.startswith(".") for part in relative.parts)
    no_report = relative.name.startswith("~$") or relative.name == SAMPLE_TRUTH
    return hidden or no_report or relative.name.lower().endswith(UNFINISHED)


def look(inbox: Path, tell: Tell = lambda name, reason: None) -> list[Arrival]:
    """Every file in the inbox, by modification time and then path; symbolic links are not followed.

    What cannot be looked at, is no file or is too large is told and passed over; what vanished meanwhile is passed over.
    """

    def unseen(fault: OSError) -> None:
        if not isinstance(fault, FileNotFoundError):
            tell(known_as(Path(str(fault.filename)).relative_to(inbox).as_posix()), f"tidak dapat dilihat: {why(fault)}")

    arrivals = []
    for folder, folders, names in os.walk(inbox, onerror=unseen):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for path in (Path(folder) / name for name in (*names, *links)):
            relative = path.relative_to(inbox)
            try:
                status = path.lstat()
            except OSError as fault:
                unseen(fault)
                continue
            if is_left_alone(relative):
                continue
            if reason := _why_not_taken(status):
                tell(known_as(relative.as_posix()), reason)
            else:
                arrivals.append(
                    Arrival(path, relative.as_posix(), known_as(relative.as_posix()), status.st_size, status.st_mtime)
                )
    return sorted(arrivals, key=lambda arrival: (arrival.modified, arrival.relative))


def _why_not_taken(status: os.stat_result) -> str:
    """Why something in the inbox is none of ours to take, in Indonesian; empty when it is."""
    if stat.S_ISLNK(status.st_mode):
        return "tautan (symbolic link), yang tidak diikuti; letakkan berkasnya sendiri"
    if not stat.S_ISREG(status.st_mode):
        return "bukan berkas biasa (pipa, soket, atau perangkat)"
    if status.st_size > TAKEN_AT_MOST:
        size = f"{status.st_size / (1 << 30):.1f}".replace(".", ",")
        return f"berukuran {size} GB; yang diterima paling besar {TAKEN_AT_MOST >> 30} GB. Kirim buku kerjanya saja"
    return ""


def standing_still(inbox: Path, tell: Tell = lambda name, reason: None, seconds: float = 1.0) -> list[Arrival]:
    """The files whose size and time did not change for a second."""
    before = look(inbox)
    newest = max((arrival.modified for arrival in before), default=0.0)
    if before and time.time() - newest < seconds:
        time.sleep(seconds)
    after = set(look(inbox, tell))
    return [arrival for arrival in before if arrival in after]


def why_not_movable(inbox: Path, arrival: Arrival) -> str:
    """What would keep a received file in the inbox; empty when nothing would."""
    aside = inbox / RECEIVED_FOLDER
    if not os.access(arrival.path.parent, os.W_OK | os.X_OK):
        return "foldernya tidak boleh diubah, sehingga berkas tidak dapat dipindahkan"
    try:
        aside.mkdir(exist_ok=True)
    except OSError:
        return f"{RECEIVED_FOLDER} bukan folder"
    return "" if os.access(aside, os.W_OK | os.X_OK) else f"folder {RECEIVED_FOLDER} tidak boleh diubah"


def set_aside(inbox: Path, arrival: Arrival, sha: str) -> None:
    """Move a received file to `.diterima/`, beside an older one of its name, never over it.

    NotMovedError when it has to stay, or when what was moved is not what was received: that goes back, as it may be newer.
    """
    target = next((place for place in _places_aside(inbox, arrival, sha) if _is_free(place, sha)), None)
    if target is None:
        raise NotMovedError("sudah diterima, tetapi tidak ada tempat baginya di .diterima")
    try:
        arrival.path.replace(target)
        moved = sha256(target)
    except OSError as fault:
        raise NotMovedError(f"sudah diterima, tetapi tidak dapat dipindahkan: {why(fault)}") from fault
    if moved != sha:
        _put_back(target, arrival, moved)
        raise NotMovedError("berubah ketika sedang diterima; isi yang baru diterima pada malam berikutnya")


def _places_aside(inbox: Path, arrival: Arrival, sha: str) -> Iterator[Path]:
    """Where a file may go: under its own path, beside an older one of its name, or where nothing else can stand in the way."""
    own_path = inbox / RECEIVED_FOLDER / arrival.relative
    other = fitted(own_path.stem, f".{sha[:12]}{own_path.suffix}")
    yield from (own_path, own_path.with_name(other), inbox / RECEIVED_FOLDER / other, inbox / RECEIVED_FOLDER / sha / "berkas")


def _is_free(place: Path, sha: str) -> bool:
    """True when a file of this content may stand there; makes its folder."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink() or place.is_dir():
            return False
        return not place.exists() or sha256(place) == sha
    except OSError:
        return False


def _put_back(moved: Path, arrival: Arrival, sha: str) -> None:
    """Give changed content back to the inbox; beside what has taken its place there meanwhile."""
    home = arrival.path
    if home.exists():
        home = home.with_name(fitted(home.stem, f".{sha[:12]}{home.suffix}"))
    moved.replace(home)
