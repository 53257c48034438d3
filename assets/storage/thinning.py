"""Which releases stay whole, and how the others are thinned to their manifests (docs/decisions/020).

A thinned release keeps its folder and `manifest.json`: what it saw of the journal, and the SHA-256 of every file that somebody may
have of it. A line of the journal says so before anything goes, so that a release that somebody emptied by hand is not taken for one.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from assets.storage.archive import Archive, sha256
from assets.storage.aside import remove
from assets.storage.closings import CLOSED, REOPENED
from assets.storage.home import today
from assets.storage.journal import Line
from assets.storage.publications import NAMED_FOR, THINNED, pinned
from assets.storage.released import MANIFEST

#: Every release of so many days stays whole.
WHOLE_DAYS = 30


def thin(releases: Path, archive: Archive) -> list[str]:
    """Thin the releases that the rule lets go, and finish what a crash left; the names of those that are thinned now.

    Only the holder of the home's lock may call this. A release whose manifest is not as it was published is left alone: `verify` tells it.
    """
    lines = archive.lines()
    told = {line["release"] for line in lines if line["event"] == THINNED}
    made = {each: path for path in releases.glob("[0-9]*Z") if (each := moment(path.name))}
    manifests = pinned(lines)
    gone = []
    for each in sorted(without_kept(made, _decided(lines), archive.clock())):
        name, manifest = made[each].name, made[each] / MANIFEST
        if name not in told and manifest.is_file() and manifests.get(name, sha := sha256(manifest)) == sha:
            gone.append({"release": name, "manifest": sha})
    archive.append_all(THINNED, gone)
    names = [line["release"] for line in gone]
    for name in sorted(told.union(names)):
        _empty(releases / name)
    return names


def without_kept(made: Iterable[datetime], decided: Iterable[datetime], now: datetime) -> set[datetime]:
    """The releases, by the moment at which they were made, that may be thinned.

    Not those of the last WHOLE_DAYS days, nor the last of each month at the office, nor the last before and the first after each
    closing or reopening (`decided`): what was decided upon, and what came of it; nor the newest of all.
    """
    ordered = sorted(made)
    kept = set(ordered[-1:]) | {each for each in ordered if each >= now - timedelta(days=WHOLE_DAYS)}
    kept |= {earlier for earlier, later in pairwise(ordered) if today(earlier) != today(later)}
    for each in decided:
        kept |= set([one for one in ordered if one <= each][-1:]) | set([one for one in ordered if one > each][:1])
    return set(ordered) - kept


def moment(name: str) -> datetime | None:
    """When the release of this name was made; None for a name that is none of ours."""
    try:
        return datetime.strptime(name, NAMED_FOR).replace(tzinfo=UTC)
    except ValueError:
        return None


def _decided(lines: Sequence[Line]) -> list[datetime]:
    """When periods were closed and reopened."""
    return [datetime.fromisoformat(line["at"]) for line in lines if line["event"] in (CLOSED, REOPENED)]


def _empty(folder: Path) -> None:
    """Take everything out of a release's folder but its manifest."""
    for path in folder.glob("*"):
        if path.name != MANIFEST:
            remove(path)
