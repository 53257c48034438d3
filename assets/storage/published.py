"""What archive and journal tell of a release that was published: when, by what, from which lines, and what its files were.

Its manifest lies in the archive like an original, so that neither `releases/` nor anything else is needed to make it again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assets.storage.archive import Archive
from assets.storage.journal import Line
from assets.storage.publications import PUBLISHED


@dataclass(frozen=True)
class Publication:
    """A release that was published.

    `seen` is the number of the journal's last line that it rests on. `sums`: the SHA-256 of its files by path. `versions` and
    `settings` say by what it was made: empty where its manifest is not in the archive, as of the first ones of 0.2. `before`: the name of
    the release that it told the changes against, empty for none.
    """

    name: str
    made_at: datetime
    seen: int
    sums: Mapping[str, str]
    versions: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    before: str = ""


def publications(archive: Archive) -> list[Publication]:
    """Every release that was published, in order."""
    return [_publication(line, _manifest(archive, line)) for line in archive.lines() if line["event"] == PUBLISHED]


def told_by(manifest: Mapping[str, Any], name: str) -> Publication:
    """What a manifest tells of its release."""
    return Publication(
        name=name,
        made_at=datetime.fromisoformat(manifest["made_at"]),
        seen=manifest.get("journal", {}).get("seq", 0),
        sums=manifest["files"],
        versions=manifest["versions"],
        settings=manifest.get("settings", {}),
        before=(manifest.get("before") or {}).get("release", ""),
    )


def _publication(line: Line, manifest: Mapping[str, Any] | None) -> Publication:
    if manifest is not None:
        return told_by(manifest, line["release"])
    return Publication(line["release"], datetime.fromisoformat(line["made_at"]), line["seq"] - 1, line["data"])


def _manifest(archive: Archive, line: Line) -> Mapping[str, Any] | None:
    """The manifest that the line tells of; None where it is not in the archive as it was."""
    sha = line.get("sha256")
    if not sha or archive.damage(sha):
        return None
    manifest: Mapping[str, Any] = json.loads(archive.path(sha).read_bytes())
    return manifest


def lines_seen(archive: Archive, publication: Publication) -> Iterator[Line]:
    """The lines of the journal that a release rests on."""
    return (line for line in archive.lines() if line["seq"] <= publication.seen)
