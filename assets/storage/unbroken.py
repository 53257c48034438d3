"""Before anything is computed: whether the journal is whole and the one that the releases saw. Nothing is published over a break."""

from itertools import islice
from pathlib import Path

from assets.storage.archive import Archive
from assets.storage.closings import closings_in_force
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.released import pins


def require_unbroken(home: Home, archive: Archive) -> None:
    """Raise BrokenJournalError, which says what is broken and how to restore it, unless the journal is what it was."""
    seen, _ = pins(home.releases)
    if faults := archive.journal.faults(seen) or lost_journal(home, archive):
        least = f" dengan sedikitnya {longest} baris" if (longest := max((pin.seq for pin in seen), default=0)) else ""
        raise BrokenJournalError(
            f"{faults[0][0].upper()}{faults[0][1:]}. Tidak ada yang dihitung dan diterbitkan; rilis terakhir tetap berlaku. "
            f"Kembalikan {archive.journal.path} dari cadangan{least}, periksa dengan rapor verify, lalu jalankan rapor nightly lagi."
        )
    for closing in closings_in_force(archive.lines()).values():
        archive.read(closing.values)
        archive.read(closing.scores)


def lost_journal(home: Home, archive: Archive) -> list[str]:
    """What is wrong, in Indonesian, where there is no journal and must have been one. BrokenJournalError when its lines cannot be read."""
    lost = not archive.lines() and _held_lines(home)
    return ["jurnal kosong atau tidak ada, padahal di arsip ada berkas yang pernah diterima"] if lost else []


def _held_lines(home: Home) -> bool:
    """True when there must have been a journal. One original alone may be of a night that was killed before its first line."""
    kept = home.archive.glob("[0-9a-f][0-9a-f]/*")
    received = home.received.glob("*") if home.received.is_dir() else iter(list[Path]())
    return len(list(islice(kept, 2))) > 1 or next(received, None) is not None
