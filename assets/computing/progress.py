"""How far the figures of each period are. Every stage says from which inputs it was made; a period is done when all say the current ones.

A stage alone, started from Dagster's pages, or a run that was killed between two stages, so never makes a period look done.
"""

import polars as pl

from assets.computing import pending
from assets.storage.closings import in_force
from assets.storage.tables import FILES, PROCESSED
from assets.store import Store, figures_version
from schemas import periods as calendar

READ, JUDGED, RETURNED, EVALUATED, SCORED = STAGES = ("read", "judged", "returned", "evaluated", "scored")
#: The stage that a stage takes its rows from.
BEFORE = {JUDGED: READ, RETURNED: JUDGED, EVALUATED: JUDGED, SCORED: EVALUATED}


def fingerprints(store: Store) -> dict[str, str]:
    """Period → a hash of everything that its figures rest on now."""
    seals = {period: closing.hash for period, closing in in_force(store.archive.lines()).items()}
    return pending.fingerprints(store.warehouse.table(FILES), figures_version(), seals)


def waiting_periods(store: Store) -> list[str]:
    """The periods that have to be computed anew, in order."""
    return pending.pending(fingerprints(store), done(store.warehouse.table(PROCESSED)))


def done(progress: pl.DataFrame) -> dict[str, str | None]:
    """Period → what all of its stages were made from; None where they differ. `progress`: the table pipeline.processed."""
    alike = pl.all_horizontal(pl.col(stage) == pl.col(SCORED) for stage in STAGES).fill_null(False)
    return dict(progress.select("period", pl.when(alike).then(pl.col(SCORED))).iter_rows())


def mark(store: Store, stage: str, periods: list[str]) -> None:
    """Say that a stage of these periods was made, from the current inputs if the stage before it was; call it when its rows are stored."""
    current = fingerprints(store)
    now = [(period, current.get(period, pending.NOTHING)) for period in periods]
    wanted = pl.DataFrame(now, schema={"period": pl.String, "now": pl.String}, orient="row")
    told = store.warehouse.table(PROCESSED)
    rows = wanted.join(told, on="period", how="left")
    holds = pl.col(BEFORE[stage]) == pl.col("now") if stage in BEFORE else pl.lit(True)
    if stage == JUDGED:
        holds &= ~pl.col("period").is_in(_on_old_ground(told, current, periods))
    marked = rows.with_columns(pl.when(holds).then("now").alias(stage)).drop("now")
    with store.warehouse.transaction():
        store.warehouse.replace(PROCESSED, marked, period=periods)


def _on_old_ground(told: pl.DataFrame, current: dict[str, str], periods: list[str]) -> list[str]:
    """The periods that look at one before them which is not part of this run and has still to be judged anew itself."""
    judged = dict(told.select("period", JUDGED).iter_rows())
    behind = [each for each in current if each not in periods and judged.get(each) != current[each]]
    return sorted({each for period in behind for each in calendar.touched(period, max(periods))} & set(periods))
