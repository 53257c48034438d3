"""The originals by their SHA-256, and the journal: what was decided about them, append-only and chained by hash.

Nothing here is ever changed or deleted. Archive, journal and this code are enough to make everything else again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
Line = dict[str, Any]


class BrokenJournalError(ValueError):
    """The journal's chain does not hold; the message names the line."""


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

        The copy is complete on disk before it bears its name, so a crash leaves no half original.
        """
        partial = self._partial()
        shutil.copyfile(source, partial)
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
        """The journal's lines in order. A last line cut off by a crash was never written and is passed over."""
        if not self.journal.exists():
            return
        with self.journal.open("rb") as stream:
            for raw in stream:
                if raw.endswith(b"\n"):
                    yield json.loads(raw)

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
        """The last whole line; a torn end, left by a crash in the middle of a write, is cut off first."""
        if not self.journal.exists():
            self.journal.parent.mkdir(parents=True, exist_ok=True)
            self.journal.touch()
            return None
        with self.journal.open("r+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            tail_start = max(0, size - (1 << 20))
            stream.seek(tail_start)
            tail = stream.read()
            whole = tail.rfind(b"\n") + 1
            if whole != len(tail):
                stream.truncate(tail_start + whole)
            body = tail[:whole].rstrip(b"\n")
        return json.loads(body[body.rfind(b"\n") + 1 :]) if body else None

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

    def faults(self) -> list[str]:
        """What is wrong with journal and originals, in Indonesian; empty when everything is as it was written."""
        found = []
        try:
            self.verify()
        except BrokenJournalError as fault:
            found.append(str(fault))
        except (json.JSONDecodeError, KeyError, TypeError) as fault:
            found.append(f"jurnal tidak dapat dibaca: {fault}")
            return found
        named = {sha: line["seq"] for line in self.lines() for sha in _hashes(line)}
        for sha, seq in named.items():
            path = self.path(sha)
            if not path.exists():
                found.append(f"berkas {sha[:12]} pada baris {seq} jurnal tidak ada di arsip")
            elif sha256(path) != sha:
                found.append(f"isi berkas {sha[:12]} pada baris {seq} jurnal telah berubah")
        kept = {path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*")}
        found += [f"berkas {name[:12]} di arsip tidak tercatat dalam jurnal" for name in sorted(kept - named.keys())]
        return found


def _hashes(line: Line) -> list[str]:
    """The archived files that a line names."""
    return [line[key] for key in ("sha256", "values", "scores") if key in line]
