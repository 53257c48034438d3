"""Closing a period: its official figures are kept in the archive by their hash, and what comes later does not change them.

A closing and a reopening are lines of the journal; who did it and why stands there. A reopened period is computed like any other.
Lines of 0.1.0 have no `why` but free text alone, which is for nobody outside the office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import polars as pl

from assets.storage.archive import Archive
from assets.storage.journal import Line
from assets.storage.tables import SCORES, VALUES, Table
from schemas.frames import HISTORY
from schemas.indicators.scoring import MAY_CHANGE
from schemas.indicators.status import Status
from schemas.privacy import hide
from schemas.states import OTHER_REASON, REASONS

CLOSED, REOPENED = "closed", "reopened"


@dataclass(frozen=True)
class Closing:
    """A closing in force: the journal line that made it (`seq`, `hash`) and the archived figures, by SHA-256."""

    period: str
    seq: int
    hash: str
    values: str
    scores: str


@dataclass(frozen=True)
class Decision:
    """Who closes or reopens a period, why (a key of `REASONS`), and what there is to say of it in free text."""

    by: str
    why: str
    reason: str = ""

    def facts(self) -> Line:
        """What the journal's line says of it."""
        return {"by": self.by, "why": self.why, "reason": self.reason}


def closings_in_force(lines: Iterable[Line]) -> dict[str, Closing]:
    """Period → its closing, for the periods that are closed at the end of these lines."""
    closed: dict[str, Closing] = {}
    for line in lines:
        if line["event"] == CLOSED:
            closed[line["period"]] = Closing(line["period"], line["seq"], line["hash"], line["values"], line["scores"])
        elif line["event"] == REOPENED:
            closed.pop(line["period"], None)
    return closed


def closed_among(archive: Archive, periods: Iterable[str]) -> dict[str, Closing]:
    """The closings in force of these periods."""
    wanted = set(periods)
    return {period: closing for period, closing in closings_in_force(archive.lines()).items() if period in wanted}


def closing_history(lines: Iterable[Line]) -> pl.DataFrame:
    """Every closing and reopening in order (HISTORY)."""
    decisions = [line for line in lines if line["event"] in (CLOSED, REOPENED)]
    rows = [
        {"period": line["period"], "event": line["event"], "at": line["at"], "why": _why(line), "reason": hide(line["reason"]),
         "by": hide(line["by"])}
        for line in decisions
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=HISTORY)


def _why(line: Line) -> str:
    """The reason of a line (a key of REASONS); `lainnya` where it has none that we know, as lines of 0.1.0 have not."""
    why = line.get("why")
    return why if why in REASONS else OTHER_REASON


def write_closing(archive: Archive, period: str, values: pl.DataFrame, scores: pl.DataFrame, decision: Decision) -> Line:
    """Keep the period's figures (rows of indicators.values and scores.values) and write the closing."""
    kept = {"values": archive.keep_bytes(_packed(values, VALUES)), "scores": archive.keep_bytes(_packed(scores, SCORES))}
    return archive.append(CLOSED, period=period, **decision.facts(), **kept)


def write_reopening(archive: Archive, period: str, decision: Decision) -> Line:
    """Write the reopening of a period."""
    return archive.append(REOPENED, period=period, **decision.facts())


def official(archive: Archive, computed: pl.DataFrame, table: Table, closed: dict[str, Closing]) -> pl.DataFrame:
    """`computed` rows of a table, with those of closed periods as they were when they were closed."""
    kept = [_unpacked(archive, closing.values if table is VALUES else closing.scores, table) for closing in closed.values()]
    open_rows = computed.select(table.columns.keys()).filter(~pl.col("period").is_in(list(closed)))
    return pl.concat([open_rows, *kept])


def _packed(rows: pl.DataFrame, table: Table) -> bytes:
    """The rows of a table as Parquet, sorted, so that the same figures have the same SHA-256."""
    target = BytesIO()
    ordered = rows.select(table.columns.keys())
    ordered.sort(*(name for name in ("period", "area_code", "indicator", "segment") if name in ordered.columns)).write_parquet(
        target
    )
    return target.getvalue()


def _unpacked(archive: Archive, sha: str, table: Table) -> pl.DataFrame:
    """The rows that were kept under a SHA-256, with the columns that the table has today; what was not kept then is null."""
    kept = pl.read_parquet(archive.read(sha))
    if table is VALUES and "amounts" not in kept.columns:
        # Closed before 0.2: `contributors` was then on how many cooperatives money rests, and no figure said why it is empty.
        status = pl.when(pl.col("value").is_not_null()).then(pl.lit(Status.FILLED.value))
        kept = kept.rename({"contributors": "amounts"}).with_columns(status=status)
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in table.columns.items() if name not in kept.columns]
    rows = kept.with_columns(absent).select(table.columns.keys()).cast(pl.Schema(table.columns))
    # What was closed is final, but for a rating that regencies which never reported could have moved.
    may_change = pl.col("note").str.contains(MAY_CHANGE, literal=True).fill_null(False)
    return rows.with_columns(is_provisional=may_change) if table is SCORES else rows
