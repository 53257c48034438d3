"""The originals by their SHA-256, and the journal: what was decided about them, append-only and chained by hash.

Nothing here is ever changed or deleted. Archive, journal and this code are enough to make everything else again.
"""

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
TAIL_BYTES = 1 << 20
Line = dict[str, Any]


class BrokenJournalError(ValueError):
    """The journal's chain does not hold; the message names the line."""


class UnreadableFileError(RuntimeError):
    """A file that cannot be read from beginning to end as one and the same; the message says why, in Indonesian."""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def line_hash(line: Line) -> str:
    """SHA-256 of the line without `hash`, as canonical JSON (sorted keys, no blanks, UTF-8)."""
    plain = {key: value for key, value in line.items() if key != "hash"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Pin:
    """The last line of the journal that somebody has seen: by what (a release's name), its `seq` and its hash."""

    name: str
    seq: int
    hash: str


@dataclass
class Archive:
    """The folder `archive/` of a home.

    `clock` gives the moment of a new line; it is passed in so that a rebuild can tell the same story twice.
    """

    folder: Path
    clock: Callable[[], datetime] = now

    @property
    def journal(self) -> Path:
        """`archive/journal.jsonl`."""
        return self.folder / "journal.jsonl"

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
        except UnreadableFileError:
            partial.unlink()
            raise
        return self._file(partial)

    def keep_bytes(self, content: bytes) -> str:
        """Keep something that was made here, like an original; its SHA-256."""
        partial = self._partial()
        partial.write_bytes(content)
        return self._file(partial)

    def _partial(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{os.getpid()}.part"

    def _file(self, partial: Path) -> str:
        sha = sha256(partial)
        target = self.path(sha)
        if target.exists():
            partial.unlink()
            return sha
        target.parent.mkdir(exist_ok=True)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.chmod(0o440)
        partial.rename(target)
        return sha

    def clear_unfinished(self) -> None:
        """Remove copies that a crash cut off; their sources still lie in the inbox."""
        for partial in self.folder.glob(".*.part"):
            partial.unlink()

    def lines(self) -> Iterator[Line]:
        """The journal's lines in order. A last line without its newline is one when it is whole; what a crash tore is passed over."""
        if not self.journal.exists():
            return
        with self.journal.open("rb") as stream:
            for raw in stream:
                line = json.loads(raw) if raw.endswith(b"\n") else _whole(raw)
                if line is not None:
                    yield line

    def head(self) -> Line | None:
        """The last line; None while there is none."""
        return next(iter(deque(self.lines(), maxlen=1)), None)

    def append(self, event: str, **facts: Any) -> Line:
        """Add one line to the chain and return it; it is on disk when this returns.

        Only the holder of the home's lock may call this.
        """
        last = self._mend_and_last()
        moment = self.clock().astimezone(UTC).isoformat(timespec="microseconds")
        line: Line = {
            "seq": last["seq"] + 1 if last else 1,
            "at": max(moment, last["at"]) if last else moment,  # a clock set back must not look like a backdated line
            "event": event,
            **facts,
            "prev": last["hash"] if last else GENESIS,
        }
        line["hash"] = line_hash(line)
        with self.journal.open("ab") as stream:
            stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        return line

    def _mend_and_last(self) -> Line | None:
        """The last line, after its end is mended: a whole line gets the newline that it lacks, a torn fragment is cut off."""
        if not self.journal.exists():
            self.journal.parent.mkdir(parents=True, exist_ok=True)
            self.journal.touch()
            return None
        body, fragment = self._tail()
        if fragment:
            with self.journal.open("r+b") as stream:
                end = stream.seek(0, os.SEEK_END)
                if _whole(fragment) is None:
                    stream.truncate(end - len(fragment))
                else:
                    stream.write(b"\n")
                    body = fragment
        return json.loads(body[body.rfind(b"\n") + 1 :]) if body else None

    def _tail(self) -> tuple[bytes, bytes]:
        """The last lines without their last newline, the last of them whole however long it is, and what stands after them."""
        if not self.journal.exists():
            return b"", b""
        with self.journal.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            window = TAIL_BYTES
            while True:
                start = stream.seek(max(0, size - window))
                body, _, fragment = stream.read().rpartition(b"\n")
                body = body.rstrip(b"\n")
                if not start or b"\n" in body:
                    return body, fragment
                window *= 2

    def verify(self) -> None:
        """Raise BrokenJournalError at the first line that does not follow from the one before it, in hash or in time."""
        previous, moment = GENESIS, ""
        for seq, line in enumerate(self.lines(), start=1):
            if line["seq"] != seq or line["prev"] != previous:
                raise BrokenJournalError(f"baris {seq} jurnal tidak menyambung dengan baris sebelumnya")
            if line_hash(line) != line["hash"]:
                raise BrokenJournalError(f"isi baris {seq} jurnal tidak cocok dengan hash-nya")
            if line["at"] < moment:
                raise BrokenJournalError(f"baris {seq} jurnal bertanggal {line['at']}, lebih awal dari baris sebelumnya")
            previous, moment = line["hash"], line["at"]

    def faults(self, pins: Iterable[Pin] = ()) -> list[str]:
        """What is wrong with journal and originals, in Indonesian; empty when everything is as it was written.

        The chain alone cannot tell that its end was cut off or that all of it was written anew; `pins` can.
        """
        found = []
        try:
            self.verify()
        except BrokenJournalError as fault:
            found.append(str(fault))
        except (json.JSONDecodeError, KeyError, TypeError) as fault:
            return [f"jurnal tidak dapat dibaca: {fault}"]
        found += self._torn()
        found += self._unlike(pins)
        return found + self._originals()

    def _torn(self) -> list[str]:
        fragment = self._tail()[1]
        if not fragment or _whole(fragment) is not None:
            return []
        return [
            f"ujung jurnal terputus: {len(fragment)} bita terakhir bukan baris yang utuh; baris berikutnya akan menggantikannya"
        ]

    def _unlike(self, pins: Iterable[Pin]) -> list[str]:
        """Where the journal is not the one that a release saw; the first release of each kind by name, the others by number."""
        hashes = [line["hash"] for line in self.lines()]
        longer, other = [], []
        for pin in sorted(pins, key=lambda pin: pin.seq):
            if pin.seq > len(hashes):
                longer.append(
                    f"jurnal hanya {len(hashes)} baris, padahal {pin.name} mencatat {pin.seq} baris: baris terakhir jurnal hilang"
                )
            elif hashes[pin.seq - 1] != pin.hash:
                other.append(f"baris {pin.seq} jurnal bukan yang dicatat {pin.name}: jurnal ditulis ulang sesudah rilis itu")
        return [
            found[0] + (f" (begitu pula {len(found) - 1} rilis lain)" if found[1:] else "") for found in (other, longer) if found
        ]

    def _originals(self) -> list[str]:
        """Originals that are missing, changed or in no line."""
        found = []
        named = {sha: line["seq"] for line in self.lines() for sha in _hashes(line)}
        for sha, seq in named.items():
            path = self.path(sha)
            if not path.exists():
                found.append(f"berkas {sha[:12]} pada baris {seq} jurnal tidak ada di arsip")
            elif sha256(path) != sha:
                found.append(f"isi berkas {sha[:12]} pada baris {seq} jurnal telah berubah")
        kept = {path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*")}
        return found + [f"berkas {name[:12]} di arsip tidak tercatat dalam jurnal" for name in sorted(kept - named.keys())]


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


def _whole(raw: bytes) -> Line | None:
    """A line that lacks nothing but its newline; None for a fragment, which a crash in the middle of a write leaves.

    No beginning of a line is JSON, so what parses was written whole; whether it fits the chain is for `verify` to say.
    """
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) and "hash" in line else None


def _hashes(line: Line) -> list[str]:
    """The archived files that a line names."""
    return [line[key] for key in ("sha256", "values", "scores") if key in line]
