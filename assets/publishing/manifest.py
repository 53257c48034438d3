"""What a release consists of, and whether anything in it would change."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from assets.publishing.release_figures import Figures
from assets.publishing.tabular import csv_bytes

MANIFEST = "manifest.json"
FRAMES = ("values", "scores", "findings", "submissions", "reports", "problems_open", "areas", "history", "districts")
LAID_DOWN = ("publisher", "budgets", "outside_totals", "village_base")
SETTINGS = ("area", "area_name", "last_period", "sample")


def write_manifest(
    folder: Path,
    made_at: datetime,
    versions: Mapping[str, str],
    fingerprint: str,
    head: Mapping[str, Any] | None = None,
    tables: str = "",
    rests_on: Mapping[str, Any] | None = None,
) -> None:
    """Write `manifest.json`: when and by what the release was made, and the SHA-256 of every other file in it.

    `tables` is the mark of what the analysts' file says (`Warehouse.copy_mark`).
    `head` is the journal's last line: whoever keeps the manifest can tell a journal that was shortened or written anew.
    `rests_on`: what else it takes to make the release again, and the release before it.
    """
    sums = {path.relative_to(folder).as_posix(): _sha256(path) for path in _files(folder) if path != folder / MANIFEST}
    manifest: dict[str, Any] = {
        "made_at": made_at.isoformat(),
        "versions": dict(sorted(versions.items())),
        "fingerprint": fingerprint,
        "files": sums,
        **(rests_on or {}),
    }
    if tables:
        manifest["tables"] = tables
    if head:
        manifest["journal"] = {"seq": head["seq"], "hash": head["hash"]}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def fingerprint(figures: Figures, versions: Mapping[str, str]) -> str:
    """SHA-256 over everything that a release says except `made_at`: figures, versions, and the code that lays them out.

    Two nights with the same fingerprint would publish the same release.
    """
    digest = hashlib.sha256()
    frames = [(name, getattr(figures, name)) for name in FRAMES] + [
        (name, getattr(figures.laid_down, name)) for name in LAID_DOWN
    ]
    for name, frame in frames:
        digest.update(f"{name} {frame.height} {frame.schema}\n".encode())
        digest.update(csv_bytes(frame))
    settings = {name: getattr(figures, name) for name in SETTINGS} | {"versions": dict(versions)}
    digest.update(json.dumps(settings, sort_keys=True).encode())
    for path, content in _layout():
        digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _layout() -> Iterator[tuple[str, bytes]]:
    """Path and content of every code, template and catalogue file that a release depends on."""
    for package in ("assets.publishing", "schemas"):
        yield from _walk(files(package), package)


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of the files below a package, by name."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _walk(entry, f"{path}/{entry.name}")
        elif entry.name.endswith((".py", ".html", ".css", ".js", ".yaml", ".csv", ".geojson")):
            yield f"{path}/{entry.name}", entry.read_bytes()


def _files(folder: Path) -> list[Path]:
    """Every file below a folder, by path."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
