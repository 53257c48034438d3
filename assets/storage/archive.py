"""The originals by their SHA-256, and the journal: what was decided about them, append-only and chained by hash.

Nothing here is ever changed or deleted. Archive, journal and this code are enough to make everything else again.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.storage.aside import is_aside, set_aside
from assets.storage.journal import BrokenJournalError, Journal, Line, Pin, now


class UnreadableFileError(RuntimeError):
    """A file that cannot be read from beginning to end as one and the same; the message says why, in Indonesian."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass
class Archive:
    """The folder `archive/` of a home: the originals, and the journal beside them.

    `clock` gives the moment of a new line; it is passed in so that a rebuild can tell the same story twice.
    """

    folder: Path
    clock: Callable[[], datetime] = now

    def __post_init__(self) -> None:
        self.journal = Journal(self.folder / "journal.jsonl", lambda: self.clock())

    def path(self, sha: str) -> Path:
        """Where an original lies: `archive/ab/<sha256>`."""
        return self.folder / sha[:2] / sha

    def keep(self, source: Path) -> str:
        """Copy a file into the archive under its SHA-256 and return that; a copy that is there already is left alone.

        The copy is complete on disk before it bears its name, so a crash leaves no half original. UnreadableFileError for a file
        that is gone, may not be read, or is written to meanwhile: of that nothing is kept.
        """
        partial = self._partial()
        try:
            with partial.open("wb") as copy:
                for piece in pieces(source):
                    copy.write(piece)
        except (UnreadableFileError, OSError):  # on a full disk the piece would take the room that the next night needs
            partial.unlink(missing_ok=True)
            raise
        return self._file(partial)

    def keep_bytes(self, content: bytes) -> str:
        """Keep something that was made here, like an original; its SHA-256."""
        partial = self._partial()
        partial.write_bytes(content)
        return self._file(partial)

    def _partial(self) -> Path:
        """A name for a copy that is not finished; `clear_unfinished` knows it. Makes the archive's folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{os.getpid()}.part"

    def _file(self, partial: Path) -> str:
        """Give a finished copy the name of its SHA-256 and return that; a second copy of the same bytes is thrown away."""
        sha = sha256(partial)
        target = self.path(sha)
        if not self.damage(sha):
            partial.unlink()
            return sha
        self.clear_altered(sha)
        target.parent.mkdir(exist_ok=True)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.chmod(0o440)
        partial.rename(target)
        return sha

    def damage(self, sha: str) -> str:
        """What has become of an original, in Indonesian; empty while it is as it was kept."""
        path = self.path(sha)
        if not path.exists():
            return "tidak ada di arsip"
        return "" if path.is_file() and sha256(path) == sha else "berubah di arsip"

    def clear_altered(self, sha: str) -> str:
        """Set aside what stands in the place of an original and is not it; its new name, empty when there is nothing."""
        path = self.path(sha)
        return set_aside(path).name if path.exists() and self.damage(sha) else ""

    def bring_back(self, sha: str) -> str:
        """Where a copy of an original has to be put so that everything is whole again."""
        return f"letakkan salinannya dari cadangan sebagai {self.path(sha)}"

    def read(self, sha: str) -> bytes:
        """The bytes of an original on which figures rest. BrokenJournalError when it is gone or was altered."""
        if damage := self.damage(sha):
            raise BrokenJournalError(f"berkas {sha[:12]} yang menentukan angka {damage}; {self.bring_back(sha)}")
        return self.path(sha).read_bytes()

    def clear_unfinished(self) -> None:
        """Remove copies that a crash cut off; their sources still lie in the inbox."""
        for partial in self.folder.glob(".*.part"):
            partial.unlink()

    def lines(self) -> Sequence[Line]:
        """The journal's lines in order, with the moments that they were restated to have."""
        return self.journal.known()

    def head(self) -> Line | None:
        """The journal's last line; None while there is none."""
        return self.journal.head()

    def append(self, event: str, **facts: Any) -> Line:
        """Add one line to the journal and return it; see `Journal.append_all`."""
        return self.journal.append_all(event, [facts])[0]

    def append_all(self, event: str, facts: Iterable[Line]) -> list[Line]:
        """Add a line for each of the facts; see `Journal.append_all`."""
        return self.journal.append_all(event, facts)

    def faults(self, pins: Iterable[Pin] = ()) -> list[str]:
        """What is wrong with journal and originals, in Indonesian; empty when everything is as it was written."""
        faults = self.journal.faults(pins)
        try:
            return faults + self._originals()
        except BrokenJournalError:  # its lines cannot be read, which was told
            return faults

    def _originals(self) -> list[str]:
        """Originals that are missing, changed or in no line."""
        faults = []
        named = {sha: (line["seq"], line.get("file", "")) for line in self.lines() for sha in hashes(line)}
        for sha, (seq, file) in named.items():
            path = self.path(sha)
            known = f"berkas {sha[:12]}{f' ({file})' if file else ''} pada baris {seq} jurnal"
            if not path.exists():
                faults.append(f"{known} tidak ada di arsip; {self.bring_back(sha)}")
            elif not path.is_file() or sha256(path) != sha:
                faults.append(f"isi {known} telah berubah; {self.bring_back(sha)}")
        kept = {path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if not is_aside(path)}
        return faults + [f"berkas {name[:12]} di arsip tidak tercatat dalam jurnal" for name in sorted(kept - named.keys())]


def pieces(source: Path) -> Iterator[bytes]:
    """A file's content in pieces of 1 MiB. UnreadableFileError when it cannot be read, or did not stand still meanwhile."""
    try:
        with source.open("rb") as stream:
            before = os.fstat(stream.fileno())
            while piece := stream.read(1 << 20):
                yield piece
            after = os.fstat(stream.fileno())
    except FileNotFoundError as gone:
        raise UnreadableFileError("sudah tidak ada ketika hendak diterima") from gone
    except OSError as fault:
        raise UnreadableFileError(f"tidak dapat dibaca: {why(fault)}") from fault
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableFileError("masih ditulis ketika hendak diterima")


def why(fault: OSError) -> str:
    """A fault of the file system in Indonesian; the system's own words where it is none that a person at the office can mend."""
    if isinstance(fault, PermissionError):
        return "izinnya tidak ada"
    return f"kesalahan sistem berkas ({fault.strerror})"


def hashes(line: Line) -> list[str]:
    """The archived files that a line names."""
    return [line[key] for key in ("sha256", "values", "scores") if key in line]
