"""`rapor verify`: whether archive, journal and the newest release are as they were written. It changes nothing."""

from contextlib import suppress

from assets.storage.archive import Archive
from assets.storage.clock import clock_doubt, restatements
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.publications import published_faults, removed
from assets.storage.released import pins
from assets.storage.unbroken import lost_journal


def all_faults(home: Home) -> tuple[list[str], list[str]]:
    """What is wrong, and what is only to be known, in Indonesian.

    That is the piece of a line that a crash left, which mends itself, moments that were restated, a clock that cannot be believed, and that
    published releases are there no more.
    """
    archive = Archive(home.archive)
    notes = archive.journal.torn()
    seen, unreadable = pins(home.releases)
    faults = archive.faults(seen) + unreadable
    with suppress(BrokenJournalError):  # its lines cannot be read, which was told
        faults += lost_journal(home, archive) + published_faults(home.releases, archive.lines())
        notes += (
            restatements(archive) + list(filter(None, [clock_doubt(home, archive)])) + removed(home.releases, archive.lines())
        )
    return faults, notes
