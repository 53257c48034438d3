"""Whether this computer's clock can be believed: what is received is dated by it, and lines of the journal never go back in time.

A clock set ahead is told from a quiet office by what else shows the time: the seconds that the computer has been running since a night
that was believed, or, after a restart, the journal and the files in the inbox (docs/decisions/021).
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.journal import Line
from assets.storage.refusal import RefusedError
from assets.storage.restated import CLOCK_ACCEPTED, is_restatement
from schemas.formatting import moment as shown

A_DAY = timedelta(days=1)
#: Reports are due every month. Where nothing is younger than this, the home stood still for months, or the clock is ahead.
STILL_AT_MOST = timedelta(days=100)
ACCEPT = "rapor accept --clock --by SIAPA --reason ALASAN"


class WrongClockError(RefusedError):
    """The clock contradicts the journal, or what else shows the time; the message says what to do."""


@dataclass(frozen=True)
class Believed:
    """A moment at which the clock was believed (ISO), the start of the computer that it fell into, and the seconds since that start."""

    at: str
    boot: str
    running: float


def require_clock(home: Home, archive: Archive) -> None:
    """Raise WrongClockError unless the clock can be believed; remember it when it can. Only the holder of the home's lock may call this."""
    if doubt := clock_doubt(home, archive):
        raise WrongClockError(f"{doubt} Sampai itu tidak ada yang diterima dan dihitung.")
    remember(home, archive.clock())


def clock_doubt(home: Home, archive: Archive) -> str:
    """Why the clock cannot be believed and what to do, in Indonesian; empty when it can, or nothing was ever received."""
    last, now = archive.head(), archive.clock().astimezone(UTC)
    if last is None:
        return ""
    clock, written = f"Jam komputer menunjukkan {shown(now)}", datetime.fromisoformat(last["at"])
    if written - now > A_DAY:
        return (
            f"{clock}, padahal baris {last['seq']} jurnal bertanggal {shown(written)}. Setel jam komputer; bila jam sekarang benar dan baris "
            f"itu yang keliru, nyatakan kapan malam itu sebenarnya: {ACCEPT} --at 2026-05-09."
        )
    believed, running = _remembered(home), _running()
    if believed and believed.boot and believed.boot == running[0] and believed.running <= running[1]:
        true = datetime.fromisoformat(believed.at) + timedelta(seconds=running[1] - believed.running)
        return _ahead(clock, f"padahal menurut lamanya komputer menyala baru {shown(true)}") if now - true > A_DAY else ""
    if now - written > STILL_AT_MOST and now - (newest := max([written, *_signs(home, believed, now)])) > STILL_AT_MOST:
        return _ahead(clock, f"padahal tidak ada catatan maupun berkas masuk yang lebih baru dari {shown(newest)}")
    return ""


def _ahead(clock: str, contradiction: str) -> str:
    return f"{clock}, {contradiction}. Setel jam komputer; bila jam itu benar: {ACCEPT}."


def wrong_lines(archive: Archive) -> tuple[int, int] | None:
    """The first and the last line of the journal that a wrong clock wrote: those dated later than now, else those last restated; None without."""
    now, lines = archive.clock(), archive.lines()
    if first := next((line["seq"] for line in lines if datetime.fromisoformat(line["at"]) > now), None):
        return first, len(lines)
    return next(((line["since"], line["until"]) for line in reversed(lines) if is_restatement(line)), None)


def accept_clock(home: Home, archive: Archive, by: str, reason: str, **restates: int | str) -> Line:
    """Write that the clock is right now and, with `since`, `until` and `moment`, when some lines were written; the line.

    Only the holder of the home's lock may call this.
    """
    line = archive.append(CLOCK_ACCEPTED, **restates, by=by, reason=reason)
    remember(home, archive.clock())
    return line


def restatements(archive: Archive) -> list[str]:
    """What the journal restates of its own moments, in Indonesian; of the same lines the last word."""
    last = {line["since"]: line for line in archive.lines() if is_restatement(line)}
    return [
        f"baris {since}–{line['until']} jurnal ditulis dengan jam yang keliru; menurut baris {line['seq']} baris {since} ditulis "
        f"{shown(datetime.fromisoformat(line['moment']))}"
        for since, line in last.items()
    ]


def remember(home: Home, now: datetime) -> None:
    """Keep that the clock was believed at this moment."""
    boot, running = _running()
    _memory(home).write_text(json.dumps(asdict(Believed(now.astimezone(UTC).isoformat(), boot, running))), encoding="ascii")


def _remembered(home: Home) -> Believed | None:
    """The last moment at which the clock was believed; None where that is not known."""
    try:
        told = json.loads(_memory(home).read_text(encoding="ascii"))
        return Believed(datetime.fromisoformat(told["at"]).astimezone(UTC).isoformat(), str(told["boot"]), float(told["running"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _memory(home: Home) -> Path:
    return home.folder / ".clock"


def _running() -> tuple[str, float]:
    """The name of the computer's present start, and the seconds since, which no clock that is set changes; no name where it tells none."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return boot, float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return "", 0.0


def _signs(home: Home, believed: Believed | None, now: datetime) -> list[datetime]:
    """What else shows that time passed: the clock's last belief, and the times of the inbox's files and folders. None is later than now."""
    times = [datetime.fromisoformat(believed.at)] if believed else []
    for path in (home.inbox, *home.inbox.rglob("*")):
        try:
            times.append(datetime.fromtimestamp(path.lstat().st_mtime, UTC))
        except (OSError, OverflowError, ValueError):  # gone meanwhile, or a time that no calendar has
            continue
    return [time for time in times if time <= now]
