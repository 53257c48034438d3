"""A copy of what cannot be made again, and of the releases: journal, originals, releases; laid out like a home, so that `verify` proves it.

It takes no lock, and a night may run beside it: the journal is read first and put in place last, and an original is in the archive before
a line names it. So the journal of a copy never names what the copy lacks (docs/decisions/020).
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from assets.storage.archive import Archive, UnreadableFileError, hashes, pieces, sha256
from assets.storage.aside import remove
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError, Journal, Line
from assets.storage.publications import LATEST, THINNED, pinned
from assets.storage.released import MANIFEST, pins, sums
from assets.storage.thinning import moment

JOURNAL = "journal.jsonl"
#: What a copy consists of.
PARTS = {"archive", "releases"}
#: A night that thins a release under our hands makes us begin again, so many times.
ROUNDS_AT_MOST = 3


class BackupRefusedError(ValueError):
    """Nothing was copied; the message says why, in Indonesian."""


class _ThinnedMeanwhileError(Exception):
    """A release was thinned by a night while it was copied."""


@dataclass
class Copied:
    """What was copied: originals, releases of which anything was new, bytes, and up to which line the journal reaches.

    `lacking`: what could not be copied since it is not what it was; `mended`: what was damaged in the copy and is whole again. In Indonesian.
    """

    lines: int = 0
    originals: int = 0
    releases: int = 0
    size: int = 0
    lacking: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def back_up(home: Home, target: Path) -> Copied:
    """Bring a copy up to date: what is in it already is left alone when its size is right. BackupRefusedError; OSError of the target's disk."""
    target = target.resolve()
    _require_a_place(home, target)
    _require_same_office(home, target)
    for folder in (target, target / "archive", target / "releases"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(target):
        for part in target.rglob(".*.part"):
            part.unlink()
        for _ in range(ROUNDS_AT_MOST):
            with suppress(_ThinnedMeanwhileError):
                return _Copying(home, target).run()
    raise BackupRefusedError("Rilis diringkas berkali-kali selagi disalin; jalankan lagi sesudah malam selesai.")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the copy. BackupRefusedError while another process writes it."""
    place = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as taken:
        raise BackupRefusedError(f"Cadangan lain sedang ditulis ke {target}; tunggu sampai selesai.") from taken
    finally:
        os.close(place)


def _require_a_place(home: Home, target: Path) -> None:
    """Raise BackupRefusedError for a place that shares its fate with the home, or that holds something else than a copy."""
    if target.is_relative_to(home.folder) or home.folder.is_relative_to(target):
        raise BackupRefusedError(
            f"{target} dan folder kerja {home.folder} saling memuat; pilih folder lain, sebaiknya di disk lain."
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise BackupRefusedError(f"{target} bukan folder; pilih folder kosong atau cadangan yang sudah ada.")
    if other := sorted({path.name for path in target.iterdir()} - PARTS):
        raise BackupRefusedError(
            f"{target} bukan cadangan: di situ ada {other[0]}; pilih folder kosong, atau cadangan yang dibuat rapor backup."
        )


def _require_same_office(home: Home, target: Path) -> None:
    """Raise BackupRefusedError unless the home has a journal, and the copy's is a beginning of it or not there yet."""
    theirs, ours = Journal(target / "archive" / JOURNAL), Journal(home.archive / JOURNAL)
    try:
        last, lines = theirs.head(), ours.lines()
    except BrokenJournalError as broken:
        raise BackupRefusedError(
            f"Jurnal di sini atau di {target} tidak dapat dibaca ({broken}); cadangan tidak diubah."
        ) from broken
    if not lines:
        raise BackupRefusedError(f"Belum ada apa pun di {home.folder} untuk disalin; periksa RAPOR_HOME atau --home.")
    if last and [line["hash"] for line in lines[last["seq"] - 1 : last["seq"]]] != [last["hash"]]:
        raise BackupRefusedError(
            f"{target} cadangan folder kerja lain, atau jurnal di {home.folder} kehilangan baris: baris {last['seq']} jurnalnya tidak ada "
            "di sini; cadangan tidak diubah."
        )


class _Copying:
    """One round of copying from a home to a copy of it."""

    def __init__(self, home: Home, target: Path) -> None:
        self.home, self.archive, self.target, self.copied = home, Archive(home.archive), target, Copied()
        self.copy = Archive(target / "archive")

    def run(self) -> Copied:
        """Originals first, then releases, then, when all of it is on the disk, the journal."""
        part, lines = self._journal()
        self.copied.lines = len(lines)
        for sha in dict.fromkeys(sha for line in lines for sha in hashes(line)):
            self._original(sha)
        self._releases(lines)
        os.sync()
        part.replace(self.copy.journal.path)
        return self.copied

    def _journal(self) -> tuple[Path, list[Line]]:
        """A copy of the journal as it is now, not in place yet, and its lines. BackupRefusedError when it is not what it was."""
        seen, _ = pins(self.home.releases)
        written = (self.home.archive / JOURNAL).read_bytes()
        part = self.target / "archive" / f".{JOURNAL}.part"
        _write(part, written[: written.rfind(b"\n") + 1])
        journal = Journal(part)
        if faults := journal.faults(seen):
            raise BackupRefusedError(f"{faults[0][0].upper()}{faults[0][1:]}; cadangan tidak diubah.")
        return part, list(journal.lines())

    def _original(self, sha: str) -> None:
        """Copy one original, unless the copy has it."""
        source, target = self.archive.path(sha), self.copy.path(sha)
        if not source.is_file():
            if not target.exists():
                self.copied.lacking.append(f"berkas asli {sha[:12]} tidak ada di arsip")
            return
        if self._has(target, source):
            return
        if self._take(source, target, sha):
            self.copied.originals += 1
        elif not target.exists():
            self.copied.lacking.append(f"isi berkas asli {sha[:12]} telah berubah")

    def _releases(self, lines: list[Line]) -> None:
        """Copy the releases that the journal's copy can know of, and let `latest` name the newest of them."""
        thinned = {line["release"] for line in lines if line["event"] == THINNED}
        manifests, before, newest = pinned(lines), dict[tuple[str, str], Path](), ""
        too_new = {pin.name for pin in pins(self.home.releases)[0] if pin.seq > len(lines)}
        for folder in sorted(path for path in self.home.releases.glob("[0-9]*Z") if moment(path.name)):
            if f"rilis {folder.name}" in too_new or not (folder / MANIFEST).is_file():
                continue
            if (sha := sha256(folder / MANIFEST)) != manifests.get(folder.name, sha):
                self.copied.lacking.append(f"{MANIFEST} rilis {folder.name} telah berubah")
                continue
            size = self.copied.size
            self._release(folder, folder.name in thinned, before)
            self._file(folder, MANIFEST, sha)
            self.copied.releases += self.copied.size > size
            newest = newest if folder.name in thinned else folder.name
        self._point_to(newest)

    def _release(self, folder: Path, is_thinned: bool, before: dict[tuple[str, str], Path]) -> None:
        """Copy the files of one release; what is equal in an earlier one (`before`) is the same file. Of a thinned one they go."""
        if is_thinned:
            for path in (self.target / "releases" / folder.name).glob("*"):
                if path.name != MANIFEST:
                    remove(path)
            return
        for name, sha in (sums(folder / MANIFEST) or {}).items():
            self._file(folder, name, sha, before)
            before[name, sha] = self.target / "releases" / folder.name / name

    def _file(self, folder: Path, name: str, sha: str, before: Mapping[tuple[str, str], Path] | None = None) -> None:
        """Copy a file of a release, unless the copy has it. _ThinnedMeanwhileError when a night took it away."""
        source, target = folder / name, self.target / "releases" / folder.name / name
        if not source.is_file():
            if folder.name in {line["release"] for line in self.archive.lines() if line["event"] == THINNED}:
                raise _ThinnedMeanwhileError
            if not target.exists():
                self.copied.lacking.append(f"{name} rilis {folder.name} tidak ada")
            return
        if self._has(target, source):
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        equal = (before or {}).get((name, sha))
        if equal and self._has(equal, source):
            with suppress(OSError):  # a disk that knows no second names gets a second copy
                remove(target)
                target.hardlink_to(equal)
                return
        if not self._take(source, target, sha) and not target.exists():
            self.copied.lacking.append(f"{name} rilis {folder.name} telah berubah")

    def _has(self, target: Path, source: Path) -> bool:
        """True when the copy has this file, by its size; one of another size was cut or altered, which is told."""
        if not target.is_file():
            return False
        if target.stat().st_size == source.stat().st_size:
            return True
        self.copied.mended.append(f"{target.relative_to(self.target)} di cadangan rusak")
        return False

    def _take(self, source: Path, target: Path, sha: str) -> bool:
        """Copy a file whole before it bears its name. False, and nothing is changed, when its content is not what it is to be."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part, digest = target.with_name(f".{target.name}.part"), hashlib.sha256()
        with suppress(UnreadableFileError), os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
            for piece in pieces(source):
                digest.update(piece)
                copy.write(piece)
        if digest.hexdigest() != sha:
            part.unlink()
            return False
        self.copied.size += part.stat().st_size
        part.replace(target)
        return True

    def _point_to(self, newest: str) -> None:
        """Let `latest` name a release. A disk that knows no links goes without: the night after a restoring makes it."""
        if newest:
            new = self.target / "releases" / f".{LATEST}.part"
            with suppress(OSError):
                new.symlink_to(newest, target_is_directory=True)
                new.replace(self.target / "releases" / LATEST)


def _write(path: Path, content: bytes) -> None:
    """Write a file for its owner alone."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
