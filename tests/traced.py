"""Figures against the rows that `trace` gives for them: the sides are worked out of the rows alone."""

import duckdb
import polars as pl

from assets.computing.evaluate import lay_relations
from assets.computing.tracing import asked_figure, trace
from assets.storage.database import Database
from schemas.areas import Areas

Key = tuple[str, str, str, str]


def differing(database: Database, values: pl.DataFrame, areas: Areas) -> list[tuple[Key, str, float | None, float | None]]:
    """The figures of `values` (indicator, period, area_code, segment, numerator, denominator) of which a side is not what its rows add up to.

    A side is left out that was loaded and not counted.
    """
    wrong = []
    for (period,), of_period in values.group_by("period", maintain_order=True):
        laid = lay_relations(database, [str(period)], areas)
        for row in of_period.iter_rows(named=True):
            key = (row["indicator"], str(period), row["area_code"], row["segment"] or "")
            asked = asked_figure(*key)
            traced = trace(database, asked, laid, areas)
            added = {name: traced.side(name, median=name == "numerator" and asked.indicator.kind == "median") or 0.0
                     for name in ("numerator", "less", "denominator")}  # fmt: skip
            wanted = {"numerator": added["numerator"] - added["less"]}
            if asked.definition.denominator and not asked.definition.denominator.loaded:
                wanted["denominator"] = added["denominator"]
            wrong += [(key, name, value, row[name]) for name, value in wanted.items() if value != (row[name] or 0.0)]
    return wrong


def official(path: str, where: str = "true") -> pl.DataFrame:
    """The exact figures of a release's database."""
    with duckdb.connect(path, read_only=True) as analysts:
        values = analysts.sql("FROM official_values").filter(where)
        return values.select("indicator, period, area_code, segment, numerator, denominator").pl()
