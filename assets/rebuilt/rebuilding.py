"""A release that was published, made again from archive and journal alone: by the same stages, with the clock of its moment.

What comes out is held against what was published. The same code gives the same files, byte for byte, but for the analysts' database, of
which no two have the same bytes; other code says in what it differs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assets.publishing.page import CHANGES, VERSIONS
from assets.publishing.revisions import Changes
from assets.reading.workers import Readers
from assets.release import build, gather
from assets.retelling.causes import Before, before_of, changes_since
from assets.retelling.chain import bring_up_to
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.archive import Archive, sha256
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError, Line
from assets.storage.made_by import AREA, START, versions
from assets.storage.past_archive import past_archive
from assets.storage.publications import PUBLISHED
from assets.storage.published import Publication, lines_seen, publications
from assets.storage.released import ANALYSTS
from assets.storage.warehouse import Warehouse
from assets.store import Store
from schemas.areas import areas
from schemas.formatting import moment


@dataclass(frozen=True)
class Rebuilt:
    """What came out: how many files are byte for byte those of `publication`, and which (by path) are `differing`.

    `other`: what of the code and its data is another than then, by the names of the manifest; None where nothing tells of then.
    """

    publication: Publication
    equal: int
    differing: tuple[str, ...]
    other: tuple[str, ...] | None

    @property
    def is_proved(self) -> bool:
        """True when every file is the same."""
        return not self.differing

    @property
    def is_fault(self) -> bool:
        """True when the same code gave something else: then archive and journal do not hold what the release said."""
        return bool(self.differing) and self.other == ()

    @property
    def sentence(self) -> str:
        """What came of it, in Indonesian, without its full stop."""
        made = f"Rilis {self.publication.name} ({moment(self.publication.made_at)}) dibuat kembali dari arsip dan jurnal"
        if self.is_proved:
            return f"{made}: {self.equal} berkas sama byte demi byte"
        counts = f"{len(self.differing)} berkas berbeda, {self.equal} sama"
        if self.other is None:
            return f"{made}: {counts}; arsip tidak mencatat dengan kode apa rilis itu dibuat"
        if self.other:
            return f"{made}: {counts}, karena yang berlaku waktu itu lain: {', '.join(VERSIONS.get(each, each) for each in self.other)}"
        return f"{made}: {counts}, padahal kodenya sama"


def newest_by(published: list[Publication], until: datetime | None) -> Publication | None:
    """The release that was the newest at a moment, or of all; None where there was none yet."""
    return max(
        (each for each in published if until is None or each.made_at <= until), key=lambda each: each.made_at, default=None
    )


def picked(published: list[Publication], hash_of_head: str) -> Publication | None:
    """One of them, by a hash that nobody chooses; None while there is none."""
    return published[int(hash_of_head, 16) % len(published)] if published else None


def rebuild(home: Home, publication: Publication, folder: Path) -> Rebuilt:
    """Make a release again in an empty folder, and hold it against what was published.

    BrokenJournalError when the journal is not as it was written, or an original that the release rests on is not.
    """
    archive = Archive(home.archive)
    lines = list(lines_seen(archive, publication))
    require_whole(archive, lines)
    with TemporaryDirectory(prefix="rapor-") as work, past_store(Path(work), home, archive, publication, lines) as store:
        before = _state_before(store, archive, publication)
        bring_up_to(store)
        figures = gather(store, publication.made_at.astimezone(UTC))
        changes = changes_since(store, before, figures, gather) if before else Changes()
        build(store, figures, folder, changes, _before(archive, publication))
    return compared(publication, folder, before.publication if before else None)


def _state_before(store: Store, archive: Archive, publication: Publication) -> Before | None:
    """Let the store hold what stood in the release before a publication, and what it said; None where it was compared with none."""
    before = next((each for each in publications(archive) if each.name == publication.before), None)
    if before is None:
        return None
    past = past_archive(archive, lines_seen(archive, before), before.made_at)
    then = replace(store, archive=past, profiles=accepted_profiles(past))
    bring_up_to(then)
    return before_of(before, gather(then, before.made_at))


@contextmanager
def past_store(folder: Path, home: Home, archive: Archive, publication: Publication, lines: list[Line]) -> Iterator[Store]:
    """An empty warehouse in a folder, with the archive as it was when a release was made and the settings of then."""
    then = Home(folder, publication.settings.get(AREA, home.scope), publication.settings.get(START, home.first_period))
    past = past_archive(archive, lines, publication.made_at)
    with Readers() as readers, Warehouse(then.warehouse) as warehouse:
        yield Store(then, warehouse, past, areas(then.scope), readers, accepted_profiles(past))


def compared(publication: Publication, folder: Path, before: Publication | None) -> Rebuilt:
    """Hold the files of a folder against those of a publication, which was compared with the one `before`.

    What other code did to the figures of before is not known any more: the page of changes is then another.
    """
    left_out = {ANALYSTS.as_posix()}
    if before and before.versions != versions():
        left_out |= {name for name in publication.sums if name.endswith(f"/{CHANGES}")}
    told = {name: sha for name, sha in publication.sums.items() if name not in left_out}
    differing = [name for name, sha in told.items() if not (folder / name).is_file() or sha256(folder / name) != sha]
    return Rebuilt(publication, len(told) - len(differing), tuple(differing), _other(publication))


def require_whole(archive: Archive, lines: list[Line]) -> None:
    """Raise BrokenJournalError, which says how to mend it, unless the journal and every original that these lines name are whole."""
    archive.journal.verify()
    for line in lines:
        sha = line.get("sha256")
        if sha and line["event"] != PUBLISHED and (damage := archive.damage(sha)):
            known = f" ({line['file']})" if line.get("file") else ""
            raise BrokenJournalError(f"berkas {sha[:12]}{known} {damage}; {archive.bring_back(sha)}, lalu ulangi")


def _before(archive: Archive, publication: Publication) -> dict[str, str] | None:
    """The release before a publication as its manifest names it."""
    lines = (line for line in archive.lines() if line["event"] == PUBLISHED and line["release"] == publication.before)
    return next(({"release": line["release"], "manifest": line["manifest"]} for line in lines), None)


def _other(publication: Publication) -> tuple[str, ...] | None:
    """The names under which a publication was made by something else than what is in force now."""
    if not publication.versions:
        return None
    now = versions()
    return tuple(name for name in sorted(now.keys() | publication.versions) if now.get(name) != publication.versions.get(name))
