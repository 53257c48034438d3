"""Which forms were due and did not come at all: what the internal page lists, and the digest of a night counts."""

import polars as pl

from schemas import states


def nothing_came(reports: pl.DataFrame, until: str) -> pl.DataFrame:
    """The rows of `Figures.reports` that were due by the period `until` and of which nothing arrived.

    What was received or returned is told elsewhere, and a closed period is not asked for.
    """
    absent = pl.col("source_period").is_null() & pl.col("received_at").is_null()
    return reports.filter("due", absent, pl.col("state") != states.CLOSED, pl.col("period") <= until)
