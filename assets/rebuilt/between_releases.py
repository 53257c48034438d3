"""What changed between any two releases, and why: from the later one where it tells of the earlier, else recomputed from the archive."""

import json
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from assets.publishing.revisions import REVISION, Cause, attributed, changed
from assets.rebuilt.rebuilding import past_store, require_whole
from assets.release import gather
from assets.retelling.causes import Before, before_in, exactly, steps_between
from assets.retelling.chain import bring_up_to
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.published import lines_seen
from assets.storage.released import ANALYSTS, MANIFEST


class NotComparableError(ValueError):
    """Two releases cannot be compared; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Difference:
    """`rows`: REVISION from one release to the other. `why_unknown`, in Indonesian: why they name no cause; empty where they do."""

    rows: pl.DataFrame
    why_unknown: str = ""


def difference(home: Home, earlier: Path, later: Path) -> Difference:
    """What changed between the releases of two folders. NotComparableError when one of them does not hold its figures."""
    one, other = _stated(earlier), _stated(later)
    if other.publication.before == one.publication.name:
        with duckdb.connect(str(later / ANALYSTS), read_only=True) as analysts:
            return Difference(analysts.table("revisions").pl().cast(pl.Schema(REVISION)))
    archive = Archive(home.archive)
    if not all(_was_seen(archive, folder) for folder in (earlier, later)):
        rows = changed(one.exact, other.exact).with_columns(cause=pl.lit("")).select(REVISION.keys())
        return Difference(rows, f"jurnal di {home.archive} bukan yang dilihat kedua rilis")
    return Difference(_recomputed(home, archive, one, other))


def _stated(folder: Path) -> Before:
    if not (folder / ANALYSTS).is_file():
        raise NotComparableError(
            f"Rilis {folder.name} tidak memuat angkanya lagi. Buat kembali dengan rapor rebuild --as-of … -o DIR, lalu bandingkan DIR."
        )
    stated = before_in(folder)
    if stated is None:
        raise NotComparableError(f"Rilis {folder.name} dibuat versi lama yang angkanya tidak dapat dibandingkan.")
    return stated


def _was_seen(archive: Archive, folder: Path) -> bool:
    """True when the archive's journal is the one that a release names."""
    seen = json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("journal") or {"seq": 0, "hash": ""}
    lines = archive.lines()
    return bool(0 < seen["seq"] <= len(lines) and lines[seen["seq"] - 1]["hash"] == seen["hash"])


def _recomputed(home: Home, archive: Archive, one: Before, other: Before) -> pl.DataFrame:
    """REVISION by causes, each recomputed from the archive; what the code did since the later release is the code's."""
    lines = list(lines_seen(archive, other.publication))
    require_whole(archive, lines)
    moment = other.publication.made_at.astimezone(UTC)
    with TemporaryDirectory(prefix="rapor-") as work, past_store(Path(work), home, archive, other.publication, lines) as store:
        bring_up_to(store)
        now = exactly(gather(store, moment))
        steps = [*steps_between(store, one.publication, moment, gather, last=now), ([Cause.CODE], other.exact)]
    return attributed(one.exact, steps)
