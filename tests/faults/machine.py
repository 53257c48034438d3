"""What goes wrong around a night: the clock, the disk, rights, the lock, other nights, and files that come meanwhile."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.damage import refusal
from tests.faults.office import Offices, all_is_well, figures, news, nothing_is_lost, quiet, readers_find_a_whole_release, well
from tests.faults.processes import AREA, Command, Conditions, rapor

ACCEPT = ("accept", "--clock", "--by", "Kepala Bidang", "--reason", "uji")
MIB = 1 << 20


class SkippedError(Exception):
    """What this account may not try; the message says why."""


def clock_ahead(offices: Offices, name: str, days: float) -> int:
    """A clock set ahead receives nothing; when it is put right, everything follows."""
    home = offices.copy(name)
    received = news(home)
    refusal(home, "Setel jam komputer", ahead=days)
    assert figures(home) == offices.before
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def clock_believed_and_put_right(offices: Offices, name: str) -> int:
    """What a night with a wrong clock dated is restated, and everything is as if it had been right."""
    home = offices.copy(name)
    (home / ".clock").unlink()
    received = news(home)
    well(rapor(home, "nightly", ahead=40))
    refusal(home, "rapor accept --clock")
    well(rapor(home, *ACCEPT, "--at", _now()))
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def _now() -> str:
    from assets.storage.journal import now

    return now().isoformat()


def disk_full(offices: Offices, name: str, left: int) -> int:
    """On a disk with so many bytes left a night ends well or in a sentence; with room it is made good."""
    if os.geteuid():
        raise SkippedError("only root mounts a small disk")
    with small_disk(offices.folder / name) as disk:
        subprocess.run(["cp", "-a", offices.copy(f"{name}-office"), disk / "home"], check=True)
        home = disk / "home"
        received = news(home)
        filling = disk / "filling"
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filling.write_bytes(b"\1" * max(0, free - left))
        ended = rapor(home, "nightly")
        quiet(ended)
        assert ended.code == 0 or (ended.code == 2 and ended.told.startswith("Disk tempat") and ended.told.count("\n") == 1), (
            ended
        )
        readers_find_a_whole_release(home)
        filling.unlink()
        well(rapor(home, "nightly"))
        all_is_well(home, received, offices.after)
    return 1


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 100 MiB in memory."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def file_size_limited(offices: Offices, name: str, size: int) -> int:
    """A night whose files may have so many bytes ends well or in a sentence; without the limit it is made good."""
    home = offices.copy(name)
    received = news(home)
    ended = rapor(home, "nightly", file_size=size)
    quiet(ended)
    assert ended.code == 0 or (ended.code == 2 and ended.told.startswith("Disk tempat") and ended.told.count("\n") == 1), ended
    readers_find_a_whole_release(home)
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def rights_withdrawn(offices: Offices, name: str, path: str) -> int:
    """A file or folder of another account's stops the night with a sentence that names it; when it is given back, everything follows."""
    if os.geteuid():
        raise SkippedError("only root gives files to another account")
    home = offices.copy(name)
    received = news(home)
    status = (home / path).stat()
    os.chown(home / path, 65534, 65534)
    (home / path).chmod(0o700)
    ended = subprocess.run(
        ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", sys.executable, "-m", "pipelines.commands.cli", "nightly"],
        env=os.environ | {"RAPOR_HOME": str(home), "RAPOR_AREA": AREA}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1) and "Akun root tidak diizinkan" in ended.stderr, ended
    os.chown(home / path, status.st_uid, status.st_gid)
    (home / path).chmod(status.st_mode & 0o7777)
    readers_find_a_whole_release(home)
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def lock_held(offices: Offices, name: str) -> int:
    """Who waits for the lock says for whom, and not for ever."""
    home = offices.copy(name)
    received = news(home)
    with (home / ".lock").open("r+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.truncate(0)
        stream.write("rapor close (proses 4711, sejak kemarin)")
        stream.flush()
        refusal(home, "masih dipakai rapor close (proses 4711, sejak kemarin)", waits=0.5)
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def nights_at_once(offices: Offices, name: str, nights: int) -> int:
    """So many nights at once are as one."""
    home = offices.copy(name)
    received = news(home)
    for command in [Command(home, ("nightly",)) for _ in range(nights)]:
        well(command.ended())
    all_is_well(home, received, offices.after)
    return 1


def files_meanwhile(offices: Offices, name: str, files: int) -> int:
    """Files that come while a night runs are received by it or by the next, each once."""
    home = offices.copy(name)
    received = news(home)
    night = Command(home, ("nightly",), Conditions())
    for number in range(files):
        path = home / "inbox" / f"surat-{number % 10}" / f"{number}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"%PDF-1.4\n{number}\n%%EOF".encode())
        received.append(hashlib.sha256(path.read_bytes()).hexdigest())
    well(night.ended())
    well(rapor(home, "nightly"))
    nothing_is_lost(home, received)
    readers_find_a_whole_release(home)
    assert not list((home / "inbox").glob("surat-*/*.pdf"))
    well(rapor(home, "verify"))
    return 1
