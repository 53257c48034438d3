"""Taking files out of the inbox: original kept, receipt written, then moved aside. Every step may be the last before a crash.

The order is archive, journal, move. A file whose receipt is written and that still lies in the inbox is only moved; nothing
is received twice and nothing is lost.
"""

import csv
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assets.archive import Archive, Line, sha256

RECEIVED_FOLDER = ".diterima"
REGISTER_NAME = "penerimaan.csv"
#: Written by `rapor sample --mistakes` beside the workbooks that it is about: for our own tests, no report.
SAMPLE_TRUTH = "truth.json"
UNFINISHED = (".part", ".tmp", ".crdownload")
CLAIM_KEYS = ("tanggal_diterima", "cara", "nomor_surat", "diterima_oleh")
Claim = dict[str, str]


@dataclass(frozen=True)
class Arrival:
    """A file that lies still in the inbox: its path, its name below the inbox, size in bytes and modification time."""

    path: Path
    name: str
    size: int
    modified: float


def is_left_alone(relative: Path) -> bool:
    """True for files that are not finished or not meant for us: `~$*`, `.*`, `*.part`, `*.tmp`, and a sample's truth.json."""
    hidden = any(part.startswith(".") for part in relative.parts)
    no_report = relative.name.startswith("~$") or relative.name == SAMPLE_TRUTH
    return hidden or no_report or relative.name.lower().endswith(UNFINISHED)


def look(inbox: Path) -> list[Arrival]:
    """Every file in the inbox, by modification time and then path; symbolic links are not followed."""
    arrivals = []
    for folder, folders, names in os.walk(inbox):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder) / name
            relative = path.relative_to(inbox)
            if is_left_alone(relative) or path.is_symlink() or not path.is_file():
                continue
            status = path.stat()
            arrivals.append(Arrival(path, relative.as_posix(), status.st_size, status.st_mtime))
    return sorted(arrivals, key=lambda arrival: (arrival.modified, arrival.name))


def standing_still(inbox: Path, seconds: float = 1.0) -> list[Arrival]:
    """The files whose size and time did not change for a second."""
    before = look(inbox)
    newest = max((arrival.modified for arrival in before), default=0.0)
    if before and time.time() - newest < seconds:
        time.sleep(seconds)
    after = {(arrival.name, arrival.size, arrival.modified) for arrival in look(inbox)}
    return [arrival for arrival in before if (arrival.name, arrival.size, arrival.modified) in after]


def read_claims(register: Path) -> dict[str, Claim]:
    """The lines of a penerimaan.csv by `berkas`; a line without a file name is passed over.

    A date that is no ISO date stays as it is written: it is a claim, and judging it is not this function's work.
    """
    text = register.read_bytes().decode("utf-8-sig", errors="replace")
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    claims = {}
    for row in csv.DictReader(text.splitlines(), delimiter=separator):
        name = (row.get("berkas") or "").strip().replace("\\", "/")
        if name:
            claims[name] = {key: (row.get(key) or "").strip() for key in CLAIM_KEYS}
    return claims


@dataclass
class Receiving:
    """One pass over an inbox. `receipts` are the journal's received lines by SHA-256; `claims` what was claimed last."""

    inbox: Path
    archive: Archive

    def __post_init__(self) -> None:
        self.receipts: dict[str, Line] = {}
        self.names: dict[str, str] = {}
        self.claimed: dict[str, Claim] = {}
        self.seen_again: set[tuple[str, str]] = set()
        self.registers: set[str] = set()
        for line in self.archive.lines():
            self._note(line)

    def _note(self, line: Line) -> None:
        if line["event"] == "received":
            self.receipts[line["sha256"]] = line
            self.names[line["file"]] = line["sha256"]
        elif line["event"] == "received again":
            self.seen_again.add((line["sha256"], line["file"]))
            self.names[line["file"]] = line["sha256"]
        elif line["event"] == "register kept":
            self.registers.add(line["sha256"])
        if line["event"] in ("received", "date claimed") and line.get("tanggal_diterima"):
            self.claimed[line["sha256"]] = {key: line.get(key, "") for key in CLAIM_KEYS}

    def run(self) -> list[str]:
        """Receive everything that stands still; the SHA-256 of each new submission, in order."""
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.archive.clear_unfinished()
        arrivals = standing_still(self.inbox)
        registers = [arrival for arrival in arrivals if arrival.path.name == REGISTER_NAME]
        claims = self._all_claims(registers)
        new = [sha for arrival in arrivals if arrival not in registers and (sha := self._receive(arrival, claims))]
        self._add_later_claims(claims)
        for register in registers:
            self._keep_register(register)
        return new

    def _all_claims(self, registers: Iterable[Arrival]) -> dict[str, Claim]:
        claims = {}
        for register in registers:
            folder = Path(register.name).parent
            for name, claim in read_claims(register.path).items():
                claims[(folder / name).as_posix()] = claim
        return claims

    def _receive(self, arrival: Arrival, claims: dict[str, Claim]) -> str | None:
        sha = self.archive.keep(arrival.path)
        new = sha not in self.receipts
        if new:
            found = self.archive.append(
                "received", sha256=sha, file=arrival.name, size=arrival.size, modified=_moment(arrival.modified),
                **claims.get(arrival.name, {}),
            )  # fmt: skip
            self._note(found)
        elif self.receipts[sha]["file"] != arrival.name and (sha, arrival.name) not in self.seen_again:
            self._note(self.archive.append("received again", sha256=sha, file=arrival.name))
        self._set_aside(arrival, sha)
        return sha if new else None

    def _add_later_claims(self, claims: dict[str, Claim]) -> None:
        for name, claim in claims.items():
            sha = self.names.get(name)
            if sha and claim["tanggal_diterima"] and self.claimed.get(sha) != claim:
                self._note(self.archive.append("date claimed", sha256=sha, **claim))

    def _keep_register(self, register: Arrival) -> None:
        """Keep a penerimaan.csv like an original; it stays in the inbox while it names files that have not come."""
        folder = Path(register.name).parent
        if all((folder / name).as_posix() in self.names for name in read_claims(register.path)):
            sha = self.archive.keep(register.path)
            if sha not in self.registers:
                self._note(self.archive.append("register kept", sha256=sha, file=register.name))
            self._set_aside(register, sha)

    def _set_aside(self, arrival: Arrival, sha: str) -> None:
        """Move a received file to `.diterima/`, beside an older one of its name, never over it."""
        target = self.inbox / RECEIVED_FOLDER / arrival.name
        if target.exists() and sha256(target) != sha:
            target = target.with_name(f"{target.stem}.{sha[:12]}{target.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        arrival.path.replace(target)


def _moment(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="microseconds")


def claimed_date(claim: Claim) -> date | None:
    """The date received that a claim states; None when it states none or no date at all."""
    try:
        return date.fromisoformat(claim.get("tanggal_diterima", "")[:10])
    except ValueError:
        return None
