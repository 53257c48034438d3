"""The archive as it was at a line of the journal: the same originals, the lines up to it, and the clock of that moment.

Nothing is written: what a judgement adds to this journal stays in memory.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assets.storage.archive import Archive
from assets.storage.journal import Journal, Line


@dataclass
class PastJournal(Journal):
    """Some lines of a journal, each as it was written; what is added is added here alone."""

    given: list[Line] = field(default_factory=list)

    def lines(self) -> Sequence[Line]:
        """The lines in order."""
        return self.given

    def append_all(self, event: str, facts: Iterable[Line]) -> list[Line]:
        """Add a line for each of the facts, in memory; see `Journal.append_all`."""
        written: list[Line] = []
        for each in facts:
            written.append(self._line_after(self.head(), event, each))
            self.given.append(written[-1])
        return written


def past_archive(archive: Archive, lines: Iterable[Line], moment: datetime) -> Archive:
    """The archive's originals with these lines of its journal alone, at that moment."""
    past = Archive(archive.folder, lambda: moment)
    clock: Callable[[], datetime] = past.clock
    past.journal = PastJournal(archive.journal.path, clock, list(lines))
    return past
