"""Taking files out of the inbox: original kept, receipt written, then moved aside. Every step may be the last before a crash.

The order is archive, journal, move. A file whose receipt is written and that still lies in the inbox is only moved; nothing
is received twice and nothing is lost. What cannot be taken stays in the inbox and costs nobody else anything.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assets.receiving.arrivals import REGISTER_NAME, Arrival, NotMovedError, known_as, set_aside, standing_still, why_not_movable
from assets.storage.archive import Archive, UnreadableFileError, pieces, sha256
from assets.storage.journal import Line
from schemas.privacy import hide

CLAIM_KEYS = ("tanggal_diterima", "cara", "nomor_surat", "diterima_oleh", "kode_wilayah", "periode")
#: A line that says none of these claims nothing.
CLAIMING = ("tanggal_diterima", "kode_wilayah", "periode")
RECEIVED, AGAIN, CLAIMED, REGISTER_KEPT = "received", "received again", "date claimed", "register kept"
Claim = dict[str, str]


@dataclass
class Receipt:
    """One time that a file came: its bytes, the name it came under, its line of the journal, and what penerimaan.csv claims of it."""

    sha256: str
    file: str
    seq: int
    at: str
    claim: Claim | None = None


@dataclass(frozen=True)
class Left:
    """A file that was not taken, or not moved aside, and why, in Indonesian."""

    file: str
    reason: str


def read_claims(register: Path) -> dict[str, Claim]:
    """The lines of a penerimaan.csv by `berkas`; a line without a file name is passed over.

    A date that is no ISO date stays as it is written: it is a claim, and judging it is not this function's work. Personal numbers are
    hidden as the journal hides them, so that a claim that lies there still is not taken for another one.
    UnreadableFileError when the file cannot be read as a table.
    """
    text = b"".join(pieces(register)).decode("utf-8-sig", errors="replace")
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    claims = {}
    try:
        for row in csv.DictReader(text.splitlines(), delimiter=separator):
            name = (row.get("berkas") or "").strip().replace("\\", "/")
            if name:
                claims[name] = {key: hide((row.get(key) or "").strip()) for key in CLAIM_KEYS}
    except csv.Error as fault:
        raise UnreadableFileError("tidak dapat dibaca sebagai tabel") from fault
    return claims


def claims_beside(paths: Iterable[Path], inbox: Path) -> dict[Path, Claim]:
    """What a penerimaan.csv in the files' own folders, or of files in the inbox in one above, says of each of them."""
    claims: dict[Path, Claim] = {}
    for path in paths:
        full = path.resolve()
        above = [folder for folder in full.parents if folder.is_relative_to(inbox)] or [full.parent]
        for folder in reversed(above):
            register = folder / REGISTER_NAME
            claim = read_claims(register).get(full.relative_to(folder).as_posix()) if register.is_file() else None
            if claim and _claims_something(claim):
                claims[path] = claim
    return claims


@dataclass
class Receiving:
    """One pass over an inbox.

    `receipts`: SHA-256 → every time that these bytes came, in order. `left`: what this pass had to leave. `last_line`: the number of
    the journal's last line that was looked at.
    """

    inbox: Path
    archive: Archive

    def __post_init__(self) -> None:
        self.receipts: dict[str, list[Receipt]] = {}
        self.left: list[Left] = []
        self._last: dict[str, Receipt] = {}
        self._order: dict[tuple[str, str], int] = {}
        self._registers: set[str] = set()
        self.last_line = 0
        for line in self.archive.lines():
            self._note(line)

    def _note(self, line: Line) -> None:
        """Take up a line of the journal: a receipt, a later claim, or a register that was kept."""
        event, self.last_line = line["event"], line["seq"]
        if event in (RECEIVED, AGAIN):
            self._note_receipt(line)
        elif event == CLAIMED:
            of_bytes = self.receipts[line["sha256"]]
            of_name = [receipt for receipt in of_bytes if receipt.file == known_as(line.get("file", ""))]
            (of_name or of_bytes)[-1].claim = _claim(line)
        elif event == REGISTER_KEPT:
            self._registers.add(line["sha256"])

    def _note_receipt(self, line: Line) -> None:
        """Take up a receipt: the last one of its name, and the last in the order of names and bytes."""
        # An older journal may hold a name as it was; what is taken from it is what is stored and shown today.
        receipt = Receipt(line["sha256"], known_as(line["file"]), line["seq"], line["at"], _claim(line))
        self.receipts.setdefault(receipt.sha256, []).append(receipt)
        self._last[receipt.file] = receipt
        self._order.pop((receipt.sha256, receipt.file), None)
        self._order[receipt.sha256, receipt.file] = receipt.seq

    def run(self) -> list[Receipt]:
        """Receive everything that stands still; the receipts that were written, in order."""
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.archive.clear_unfinished()
        arrivals = standing_still(self.inbox, lambda name, reason: self.left.append(Left(name, reason)))
        registers = [arrival for arrival in arrivals if arrival.path.name == REGISTER_NAME]
        files = [arrival for arrival in arrivals if arrival.path.name != REGISTER_NAME]
        named = self._read_registers(registers)
        claims = self._claims(named)
        echo = self._echo(files)
        written = [receipt for arrival in files if (receipt := self._take(arrival, claims, echo))]
        self._add_later_claims(claims)
        for register, lines in named:
            if all(known_as(name) in self._last for name in lines):
                self._keep_register(register)
        return written

    def _leave(self, arrival: Arrival, reason: object) -> None:
        """Say that a file stays in the inbox, and why, in Indonesian."""
        self.left.append(Left(arrival.name, str(reason)))

    def _read_registers(self, registers: Iterable[Arrival]) -> list[tuple[Arrival, dict[str, Claim]]]:
        """Each penerimaan.csv with its claims by the path below the inbox of what they are about."""
        read = []
        for register in registers:
            folder = Path(register.relative).parent
            try:
                lines = read_claims(register.path)
            except UnreadableFileError as fault:
                self._leave(register, fault)
                continue
            read.append((register, {(folder / name).as_posix(): claim for name, claim in lines.items()}))
        return read

    def _claims(self, registers: Iterable[tuple[Arrival, dict[str, Claim]]]) -> dict[str, Claim]:
        """What is claimed tonight, without what was said of bytes that were received when the register lay there already."""
        claims = {}
        for register, lines in registers:
            for name, claim in lines.items():
                before = self._last.get(known_as(name))
                if before is None or before.claim != claim or _moment(register.modified) > before.at:
                    claims[name] = claim
        return claims

    def _echo(self, files: Iterable[Arrival]) -> set[tuple[str, str]]:
        """What only repeats what was received last, in the same order: it says nothing new, and gets no line.

        After anything else has come, the same file again is somebody's newer word.
        """
        again: list[tuple[str, str]] = []
        for arrival in files:
            before = self._last.get(arrival.name)
            if before is None or before.sha256 != _hash_of(arrival):
                break
            again.append((before.sha256, before.file))
        return set(again) if again == list(self._order)[len(self._order) - len(again) :] else set()

    def _take(self, arrival: Arrival, claims: dict[str, Claim], echo: set[tuple[str, str]]) -> Receipt | None:
        """Keep, receipt and move one file; its receipt when one was written."""
        if reason := why_not_movable(self.inbox, arrival):
            self._leave(arrival, reason)
            return None
        try:
            sha = self.archive.keep(arrival.path)
        except UnreadableFileError as fault:
            self._leave(arrival, fault)
            return None
        receipt = None if (sha, arrival.name) in echo else self._receive(arrival, sha, claims.get(arrival.relative, {}))
        try:
            set_aside(self.inbox, arrival, sha)
        except NotMovedError as fault:
            self._leave(arrival, fault)
        return receipt

    def _receive(self, arrival: Arrival, sha: str, claim: Claim) -> Receipt:
        """Write the receipt of a file whose bytes are in the archive."""
        self._note(self.archive.append(
            AGAIN if sha in self.receipts else RECEIVED, sha256=sha, file=arrival.name, size=arrival.size,
            modified=_moment(arrival.modified), **claim,
        ))  # fmt: skip
        return self.receipts[sha][-1]

    def _add_later_claims(self, claims: dict[str, Claim]) -> None:
        """A line for each claim on a file that was received without it, or with another one."""
        for name, claim in claims.items():
            last = self._last.get(known_as(name))
            if last and _claims_something(claim) and last.claim != claim:
                self._note(self.archive.append(CLAIMED, sha256=last.sha256, file=last.file, **claim))

    def _keep_register(self, register: Arrival) -> None:
        """Keep a penerimaan.csv like an original; it stays in the inbox while it names files that have not come."""
        try:
            sha = self.archive.keep(register.path)
            if sha not in self._registers:
                self._note(self.archive.append(REGISTER_KEPT, sha256=sha, file=register.name))
            set_aside(self.inbox, register, sha)
        except (UnreadableFileError, NotMovedError) as fault:
            self._leave(register, fault)


def _hash_of(arrival: Arrival) -> str | None:
    """The SHA-256 of a file in the inbox; None when it cannot be read now."""
    try:
        return sha256(arrival.path)
    except OSError:
        return None


def _claim(line: Line) -> Claim | None:
    """What a line of the journal claims of its file; None where it claims nothing."""
    return {key: line.get(key, "") for key in CLAIM_KEYS} if _claims_something(line) else None


def _claims_something(line: Line) -> bool:
    return any(line.get(key) for key in CLAIMING)


def placed_by(claim: Claim | None) -> tuple[str, str]:
    """The area code and the period that a claim states, empty where it does not."""
    return ((claim or {}).get("kode_wilayah", ""), (claim or {}).get("periode", ""))


def _moment(timestamp: float) -> str:
    """A file's time in ISO; empty for one that no calendar has."""
    try:
        return datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="microseconds")
    except (OverflowError, ValueError, OSError):
        return ""


def claimed_date(claim: Claim) -> date | None:
    """The date received that a claim states; None when it states none or no date at all."""
    try:
        return date.fromisoformat(claim.get("tanggal_diterima", "")[:10])
    except ValueError:
        return None
