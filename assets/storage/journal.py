"""The journal: what was decided about the originals, one line a decision, append-only and chained by hash.

The file is the truth; what was parsed of it is kept in memory for as long as the file has not changed, so that a run parses it once
however often it asks.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assets.storage.refusal import RefusedError
from assets.storage.restated import CLOCK_ACCEPTED, restated
from schemas.privacy import hide

GENESIS = "0" * 64
TAIL_BYTES = 1 << 20
#: Facts in people's own words: who did something is named, but no line holds anybody's number or address.
WRITTEN_FREELY = frozenset({"by", "reason", "cara", "nomor_surat", "diterima_oleh"})
#: What every line has.
_CHAINED = {"seq", "at", "event", "prev", "hash"}
Line = dict[str, Any]


class BrokenJournalError(RefusedError):
    """The journal's chain does not hold; the message names the line."""


@dataclass(frozen=True)
class Pin:
    """The last line of the journal that somebody has seen: by what (a release's name), its `seq` and its hash."""

    name: str
    seq: int
    hash: str


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def line_hash(line: Line) -> str:
    """SHA-256 of the line without `hash`, as canonical JSON (sorted keys, no blanks, UTF-8)."""
    plain = {key: value for key, value in line.items() if key != "hash"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Journal:
    """The file `journal.jsonl`. `clock` gives the moment of a new line; a rebuild passes its own to tell the same story twice."""

    path: Path
    clock: Callable[[], datetime] = now
    _parsed: list[Line] = field(default_factory=list, init=False, repr=False)
    _seen: tuple[int, int] | None = field(default=None, init=False, repr=False)

    def lines(self) -> Sequence[Line]:
        """The lines in order. A last line without its newline is one when it is whole; what a crash tore is passed over."""
        if (state := self._state()) != self._seen:
            self._parsed = self._parse()
            self._seen = state
        return self._parsed

    def _state(self) -> tuple[int, int] | None:
        """Size and time of change of the file, by which a change is seen; None without a file."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_size, status.st_mtime_ns

    def _parse(self) -> list[Line]:
        """The lines as they are in the file, a torn last one left out. Raises BrokenJournalError when another is none."""
        if not self.path.exists():
            return []
        if not self.path.is_file():
            raise BrokenJournalError("jurnal bukan berkas")
        lines = []
        with self.path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                if (line := _whole(raw)) is not None:
                    lines.append(line)
                elif raw.endswith(b"\n"):
                    raise BrokenJournalError(f"baris {number} jurnal tidak dapat dibaca")
        return lines

    def head(self) -> Line | None:
        """The last line; None while there is none."""
        lines = self.lines()
        return lines[-1] if lines else None

    def append_all(self, event: str, facts: Iterable[Line]) -> list[Line]:
        """Add one line for each of the facts to the chain and return them; they are on disk, together, when this returns.

        Only the holder of the home's lock may call this.
        """
        written: list[Line] = []
        last = self._mended_last()
        for each in facts:
            last = self._line_after(last, event, each)
            written.append(last)
        if written:
            with self.path.open("ab") as stream:
                for line in written:
                    stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            self._parsed.extend(written)
            self._seen = self._state()
        return written

    def _line_after(self, last: Line | None, event: str, facts: Line) -> Line:
        """The line of an event that follows `last`, with its place in the chain and its hash; free text without anybody's number."""
        moment = self.clock().astimezone(UTC).isoformat(timespec="microseconds")
        restates = event == CLOCK_ACCEPTED and "since" in facts  # the only line that may be earlier than the one before it
        line: Line = {
            "seq": last["seq"] + 1 if last else 1,
            "at": max(moment, last["at"])
            if last and not restates
            else moment,  # a clock set back must not look like a backdated line
            "event": event,
            **{key: hide(value) if key in WRITTEN_FREELY and isinstance(value, str) else value for key, value in facts.items()},
            "prev": last["hash"] if last else GENESIS,
        }
        line["hash"] = line_hash(line)
        return line

    def _mended_last(self) -> Line | None:
        """The last line, after its end is mended: a whole line gets the newline that it lacks, a torn fragment is cut off."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch()
        elif fragment := self._fragment():
            with self.path.open("r+b") as stream:
                end = stream.seek(0, os.SEEK_END)
                if _whole(fragment) is None:
                    stream.truncate(end - len(fragment))
                else:
                    stream.write(b"\n")
        return self.head()

    def _fragment(self) -> bytes:
        """What stands after the last newline, however long it is."""
        if not self.path.exists():
            return b""
        with self.path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            window = TAIL_BYTES
            while True:
                start = stream.seek(max(0, size - window))
                _, newline, fragment = stream.read().rpartition(b"\n")
                if newline or not start:
                    return fragment
                window *= 2

    def verify(self) -> None:
        """Raise BrokenJournalError at the first line that does not follow from the one before it, in hash or in time as it was restated."""
        previous, moment = GENESIS, ""
        for seq, (line, known) in enumerate(zip(self.lines(), self.known(), strict=True), start=1):
            if line["seq"] != seq or line["prev"] != previous:
                raise BrokenJournalError(f"baris {seq} jurnal tidak menyambung dengan baris sebelumnya")
            if line_hash(line) != line["hash"]:
                raise BrokenJournalError(f"isi baris {seq} jurnal tidak cocok dengan hash-nya")
            if str(known["at"]) < moment:
                raise BrokenJournalError(f"baris {seq} jurnal bertanggal {known['at']}, lebih awal dari baris sebelumnya")
            previous, moment = line["hash"], str(known["at"])

    def known(self) -> Sequence[Line]:
        """The lines with the moments that they were restated to have. BrokenJournalError for a restatement that is none."""
        try:
            return restated(self.lines())
        except (ValueError, KeyError, TypeError) as fault:
            raise BrokenJournalError("jurnal menyatakan ulang saat yang bukan saat") from fault

    def faults(self, pins: Iterable[Pin] = ()) -> list[str]:
        """What is wrong with it, in Indonesian. The chain alone cannot tell that its end was cut off or all of it written anew; `pins` can."""
        faults = []
        try:
            self.verify()
        except BrokenJournalError as fault:
            faults.append(str(fault))
        return [*faults, *self._unlike(pins)]

    def torn(self) -> list[str]:
        """A sentence, in Indonesian, when the file ends in a piece of a line, which a crash leaves; else none. It is no fault."""
        fragment = self._fragment()
        if not fragment or _whole(fragment) is not None:
            return []
        return [
            f"ujung jurnal terputus: {len(fragment)} bita terakhir bukan baris yang utuh; baris berikutnya akan menggantikannya"
        ]

    def _unlike(self, pins: Iterable[Pin]) -> list[str]:
        """Where the journal is not the one that a release saw; the first release of each kind by name, the others by number."""
        try:
            hashes = [line["hash"] for line in self.lines()]
        except BrokenJournalError:  # told before, and nothing can be compared with it
            return []
        longer, other = [], []
        for pin in sorted(pins, key=lambda pin: pin.seq):
            if pin.seq > len(hashes):
                longer.append(
                    f"jurnal hanya {len(hashes)} baris, padahal {pin.name} mencatat {pin.seq} baris: baris terakhir jurnal hilang"
                )
            elif hashes[pin.seq - 1] != pin.hash:
                other.append(f"baris {pin.seq} jurnal bukan yang dicatat {pin.name}: jurnal ditulis ulang sesudah rilis itu")
        return [kind[0] + (f" (begitu pula {len(kind) - 1} rilis lain)" if kind[1:] else "") for kind in (other, longer) if kind]


def _whole(raw: bytes) -> Line | None:
    """A line that lacks nothing but perhaps its newline; None for a fragment, which a crash in the middle of a write leaves.

    No beginning of a line is JSON, so what parses was written whole; whether it fits the chain is for `verify` to say.
    """
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) and line.keys() >= _CHAINED else None
