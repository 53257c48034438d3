"""`rapor accept --clock`: the office says that the computer's clock is right, and when what it wrote with a wrong one was written."""

from datetime import UTC, datetime

from assets.storage.archive import Archive
from assets.storage.clock import accept_clock, wrong_lines
from assets.storage.home import OFFICE_TIME, Home
from assets.storage.journal import Line
from assets.storage.lock import lock
from assets.storage.rights import keep_private
from assets.storage.unbroken import require_unbroken
from pipelines.commands.faults import WrongUsageError
from schemas.formatting import moment as shown


class ClockRefusedError(WrongUsageError):
    """The clock is not accepted, or the moment is none that these lines can have; the message says why, in Indonesian."""


def accept_this_clock(home: Home, by: str, reason: str, at: str) -> Line:
    """Write that the clock is right. `at`: the day or moment at the office (ISO) of the first line that was written with a wrong one.

    It is empty when none was. ClockRefusedError when it cannot be so.
    """
    if not by.strip() or not reason.strip():
        raise ClockRefusedError("Sebutkan siapa yang memutuskan (--by) dan alasannya (--reason).")
    keep_private(home)
    archive = Archive(home.archive)
    with lock(home.folder):
        require_unbroken(home, archive)
        wrong = wrong_lines(archive)
        if not at:
            if wrong and wrong[1] == len(archive.lines()):
                raise ClockRefusedError(f"Sebutkan kapan baris {wrong[0]} jurnal sebenarnya ditulis. Contoh: --at 2026-05-09.")
            return accept_clock(home, archive, by, reason)
        if not wrong:
            raise ClockRefusedError("Tidak ada baris jurnal yang bertanggal sesudah sekarang; --at tidak diperlukan.")
        moment = _moment(at)
        _require_between(archive, wrong, moment)
        return accept_clock(
            home,
            archive,
            by,
            reason,
            since=wrong[0],
            until=wrong[1],
            moment=moment.astimezone(UTC).isoformat(timespec="microseconds"),
        )


def _moment(text: str) -> datetime:
    """A moment of the office's clock; of a day alone its noon."""
    try:
        moment = datetime.fromisoformat(f"{text}T12:00" if len(text) == len("2026-05-09") else text)
    except ValueError as fault:
        raise ClockRefusedError(f"--at berisi “{text}”. Contoh: 2026-05-09 atau 2026-05-09T01:00.") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)


def _require_between(archive: Archive, wrong: tuple[int, int], moment: datetime) -> None:
    """ClockRefusedError unless the moment lies between the lines before and after the wrong ones: nothing else can be true."""
    lines, (first, last) = archive.lines(), wrong
    before = datetime.fromisoformat(lines[first - 2]["at"]) if first > 1 else None
    after = datetime.fromisoformat(lines[last]["at"]) if last < len(lines) else archive.clock()
    if before and moment < before:
        raise ClockRefusedError(
            f"Baris {first} ditulis sesudah baris {first - 1}, yaitu sesudah {shown(before)}. Sebutkan --at yang lebih kemudian."
        )
    if moment > after:
        raise ClockRefusedError(f"Baris {first} ditulis sebelum {shown(after)}. Sebutkan --at yang lebih awal.")
