"""Publishing a folder that was built: whole on disk before it bears its name, then `latest`, then a line of the journal.

Every step may be the last before a crash: what was built is finished by the next night. The line `published` says what the release
was, so that one that was altered afterwards is known (docs/decisions/018).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.storage.archive import Archive, sha256
from assets.storage.aside import ASIDE, is_aside, remove, set_aside, sync
from assets.storage.journal import Line
from assets.storage.released import MANIFEST, sums

PUBLISHED, THINNED, LATEST = "published", "thinned", "latest"
#: A release bears the moment at which it was made, in UTC.
NAMED_FOR = "%Y%m%dT%H%M%S%fZ"


def latest(releases: Path) -> Path | None:
    """The folder of the newest release; None before the first."""
    link = releases / LATEST
    return link.resolve() if (link / MANIFEST).exists() else None


def fresh_building(releases: Path) -> Path:
    """An empty folder in which a release is built."""
    building = releases / ".building"
    remove(building)
    building.mkdir(parents=True)
    return building


def put_in_place(building: Path, archive: Archive, made_at: datetime) -> Path:
    """Give a built release its name, the moment it was made, and publish it: a reader never sees half of one."""
    for path in building.rglob("*"):
        sync(path)
    sync(building)
    before = latest(building.parent)
    damaged = before if before and faults(before, _published(archive.lines()).get(before.name)) else None
    folder = building.rename(building.with_name(made_at.strftime(NAMED_FOR)))
    _point_to(folder)
    _record(archive, folder)
    if damaged and damaged.is_dir():  # not before the new one is there: a reader would find nothing
        set_aside(damaged)
    return folder


def newest_whole(releases: Path, archive: Archive) -> tuple[Path | None, list[str]]:
    """The newest release that is as it was published, none where another has to be made, and what was found wrong, in Indonesian.

    What a crash cut off in publishing is finished first.
    """
    told, lines = [], _published(archive.lines())
    for folder in _unfinished(releases, lines):
        if faults(folder, None):
            told.append(f"Rilis {folder.name} tidak utuh; disisihkan sebagai {set_aside(folder).name}")
        else:
            _point_to(folder)
    link = releases / LATEST
    if found := _newest_faults(link, lines):
        return None, [*told, f"{found[0].upper()}{found[1:]}; rilis baru diterbitkan"]
    folder = link.resolve()
    if link.is_symlink() and folder.name not in lines:
        _record(archive, folder)
    return folder if link.is_symlink() else None, told


def published_faults(releases: Path, lines: Sequence[Line]) -> list[str]:
    """Where the newest release, or the manifest of another, is not as it was published, or files of one that was not thinned are gone.

    In Indonesian.
    """
    newest = _newest_faults(releases / LATEST, _published(lines))
    current = (releases / LATEST).resolve().name
    thinned = {line["release"] for line in lines if line["event"] == THINNED}
    older = {name: sha for name, sha in pinned(lines).items() if name != current and (releases / name).is_dir()}
    altered = [
        f"rilis {name} berubah sesudah diterbitkan: {MANIFEST}"
        for name, sha in older.items()
        if not (releases / name / MANIFEST).is_file() or sha256(releases / name / MANIFEST) != sha
    ]
    emptied = [
        f"rilis {name} tidak lengkap lagi, padahal jurnal tidak mencatat bahwa ia diringkas: {gone[0]}"
        for name in older.keys() - thinned
        if (gone := [each for each in sums(releases / name / MANIFEST) or {} if not (releases / name / each).is_file()])
    ]
    return [*([newest] if newest else []), *altered, *sorted(emptied)]


def removed(releases: Path, lines: Sequence[Line]) -> list[str]:
    """A sentence, in Indonesian, when releases that were published are there no more, not even by their manifests; else none.

    Nothing rests on them, and a home that was restored from its archive alone has none: it is told and is no fault.
    """
    there = {path.name.split(ASIDE)[0] for path in releases.iterdir()} if releases.is_dir() else set()
    gone = sorted(pinned(lines).keys() - there)
    many = f"{len(gone)} rilis yang pernah terbit tidak ada lagi di {releases}, juga {MANIFEST}-nya" if gone else ""
    return [f"{many}; yang terbaru {gone[-1]}"] if gone else []


def _newest_faults(link: Path, published: dict[str, Line]) -> str:
    """What is wrong with `latest`, in Indonesian; empty when nothing is, or nothing was published."""
    if not link.is_symlink():
        return f"releases/{LATEST} bukan tautan ke sebuah rilis" if link.exists() else ""
    folder = link.resolve()
    if not folder.is_dir():
        return f"releases/{LATEST} menunjuk rilis {folder.name}, yang tidak ada"
    found = faults(folder, published.get(folder.name))
    return f"rilis {folder.name} berubah sesudah diterbitkan: {', '.join(found)}" if found else ""


def faults(folder: Path, line: Line | None) -> list[str]:
    """The files of a release that are not as its manifest says, or the manifest when it is not as the line `published` says."""
    manifest = folder / MANIFEST
    named = sums(manifest)
    if named is None or (line and sha256(manifest) != line["manifest"]):
        return [MANIFEST]
    return [name for name, sha in named.items() if not (folder / name).is_file() or sha256(folder / name) != sha]


def _unfinished(releases: Path, lines: dict[str, Line]) -> list[Path]:
    """Folders with a name of ours that are newer than `latest` and that no line tells of, in order: a crash came between two steps."""
    newest = (releases / LATEST).resolve().name if (releases / LATEST).is_symlink() else ""
    folders = [path for path in releases.glob("[0-9]*Z") if path.is_dir() and not is_aside(path)]
    return sorted(path for path in folders if path.name > newest and path.name not in lines)


def _point_to(folder: Path) -> None:
    """Let `latest` point to a release. A folder in its place, as copying programs make of a link, is set aside."""
    releases = folder.parent
    link, new = releases / LATEST, releases / f".{LATEST}.new"
    remove(new)
    new.symlink_to(folder.name, target_is_directory=True)
    sync(releases)
    if link.exists() and not link.is_symlink():
        set_aside(link)
    new.replace(link)
    sync(releases)


def _record(archive: Archive, folder: Path) -> None:
    """Write the line of a publication: the release, when it was made, and the SHA-256 of its data files and of its manifest.

    The manifest itself is kept like an original: it says by what and from which lines the release was made.
    """
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    data: dict[str, Any] = {name: sha for name, sha in manifest["files"].items() if "/data/" in name}
    kept = archive.keep(folder / MANIFEST)
    archive.append(PUBLISHED, sha256=kept, release=folder.name, made_at=manifest["made_at"], manifest=kept, data=data)


def _published(lines: Iterable[Line]) -> dict[str, Line]:
    """Release → its line."""
    return {line["release"]: line for line in lines if line["event"] == PUBLISHED}


def pinned(lines: Iterable[Line]) -> dict[str, str]:
    """Release → the SHA-256 of its manifest, of all that were published and of those that were thinned."""
    return {line["release"]: line["manifest"] for line in lines if line["event"] in (PUBLISHED, THINNED)}
