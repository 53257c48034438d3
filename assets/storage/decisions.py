"""What the office lets count though a rule holds it back: lines of the journal, each about one form of one original.

Who decided, and why, stays there and in internal/.
"""

from collections.abc import Iterable

import polars as pl

from assets.storage.archive import Archive
from assets.storage.journal import Line
from schemas.frames import DECISION
from schemas.privacy import hide

ACCEPTED = "accepted"


def accept(archive: Archive, sha256: str, form: str, period: str, by: str, reason: str) -> Line:
    """Write that one form of an original counts for its period."""
    return archive.append(ACCEPTED, sha256=sha256, form=form, period=period, by=by, reason=reason)


def decisions_in(lines: Iterable[Line]) -> pl.DataFrame:
    """Every such decision in order (DECISION)."""
    rows = [(line["sha256"], line["form"], hide(line["reason"])) for line in lines if line["event"] == ACCEPTED]
    return pl.DataFrame(rows, schema=DECISION, orient="row")


def seals_of(lines: Iterable[Line]) -> dict[str, str]:
    """Period → the hash of the last decision on a file of it, by which its figures are known to rest on that."""
    return {line["period"]: line["hash"] for line in lines if line["event"] == ACCEPTED}
