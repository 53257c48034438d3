"""A draft: what a release of this moment would say, for whoever has to look before it is told to others.

It is built as a release is, lies outside `releases/`, and bears its mark on every page and sheet. Nothing that lasts knows of it: no line of
the journal, no pin, and `latest` stays where it is.
"""

from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from assets.inspecting.inspection import release_faults
from assets.partitions import PERIODS
from assets.publishing.revisions import Changes
from assets.release import build, gather, pinned_as
from assets.retelling.causes import before_in, changes_since
from assets.storage.aside import remove
from assets.storage.publications import latest
from assets.store import Store


@dataclass(frozen=True)
class Draft:
    """Where it lies; the periods whose newest files are not in its figures yet; what the inspection found, in Indonesian."""

    folder: Path
    waiting: tuple[str, ...]
    faults: tuple[str, ...]


def draft(store: Store) -> Draft:
    """Build a draft of what stands, in the place of the one before. One that is not sound is there to be looked at all the same."""
    newest = latest(store.home.releases)
    figures = replace(gather(store, store.archive.clock().astimezone(UTC)), draft=True)
    building = store.home.folder / f".{store.home.draft.name}"
    remove(building)
    building.mkdir()
    before = before_in(newest) if newest else None
    changes = changes_since(store, before, figures, gather) if before else Changes()
    build(store, figures, building, changes, pinned_as(newest))
    faults = release_faults(building, figures)
    remove(store.home.draft)
    building.rename(store.home.draft)
    waits = sorted(set(store.waiting_periods()) & set(PERIODS.get_partition_keys()))
    return Draft(store.home.draft, tuple(waits), tuple(faults))
