"""`rapor verify`: whether archive, journal and the newest release are as they were written. It changes nothing."""

from assets.storage.archive import Archive
from assets.storage.clock import clock_doubt, restatements
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.publications import published_faults
from assets.storage.released import pins
from assets.storage.unbroken import require_unbroken


def all_faults(home: Home) -> tuple[list[str], list[str]]:
    """What is wrong, and what is only to be known, in Indonesian.

    That is the piece of a line that a crash left, which mends itself, moments that were restated, and a clock that cannot be believed.
    """
    archive = Archive(home.archive)
    notes = archive.journal.torn()
    seen, unreadable = pins(home.releases)
    faults = archive.faults(seen) + unreadable
    try:
        require_unbroken(home, archive)
        faults += published_faults(home.releases, archive.lines())
        notes += restatements(archive) + list(filter(None, [clock_doubt(home, archive)]))
    except BrokenJournalError as broken:
        faults.append(str(broken))
    return faults, notes
