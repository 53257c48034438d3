"""The lists behind three figures, row by row: what is open, what became of the inactive, which villages still lack a legal entity.

They are taken from the relations that the figures are counted from, so that a list has as many rows as its figure says.
"""

import polars as pl

from assets.computing.evaluate import lay_relations
from assets.storage.database import Database
from schemas.areas import Areas
from schemas.forms.kdmp import STAGES
from schemas.indicators import catalogue

#: Of what has become of a listed cooperative, the indicator that counts it and names it.
OUTCOMES = {
    "active": "KOP-18.1", "revitalised": "KOP-18.2", "inactive": "KOP-18.3", "dissolved": "KOP-18.4", "not found": "KOP-18.5",
    "not reported": "KOP-18.6",
}  # fmt: skip
_S, _D, _ROW = pl.String(), pl.Date(), pl.Int32()
OPEN_OBSTACLES: dict[str, pl.DataType] = {
    "period": _S, "area_code": _S, "obstacle_id": _S, "days_open": pl.Int64(), "submission": _S, "sheet": _S, "row": _ROW,
}  # fmt: skip
REACTIVATION: dict[str, pl.DataType] = {
    "period": _S, "area_code": _S, "outcome": _S, "outcome_title": _S, "now_status": _S, "submission": _S, "sheet": _S, "row": _ROW,
    "now_submission": _S, "now_sheet": _S, "now_row": _ROW,
}  # fmt: skip
WITHOUT_LEGAL_ENTITY: dict[str, pl.DataType] = {"period": _S, "area_code": _S, "village_code": _S, "stage_reached": _S}
_LISTS = {
    "lists.open_obstacles": (
        OPEN_OBSTACLES,
        "SELECT *, as_of - raised_date AS days_open FROM source_obstacles WHERE scope = $total AND is_open",
    ),
    "lists.reactivation": (REACTIVATION, "FROM source_baseline WHERE scope = $total"),
    "lists.villages_without_legal_entity": (
        WITHOUT_LEGAL_ENTITY,
        "SELECT period, village_code, max(area_code) FILTER (is_village) AS area_code, max(stage_reached) AS furthest FROM source_kdmp "
        "WHERE scope = $total GROUP BY period, village_code HAVING bool_or(is_village) AND coalesce(furthest, 0) < $legal",
    ),
}


def lists(database: Database, period: str | None, areas: Areas) -> dict[str, pl.DataFrame]:
    """Table → the rows of a period, of the whole area in scope, in a fixed order; without a period they have none."""
    if period is None:
        return {name: pl.DataFrame(schema=columns) for name, (columns, _) in _LISTS.items()}
    lay_relations(database, [period], areas)
    params = {"total": areas.province, "legal": len(STAGES) - 1}
    return {
        name: _worded(
            database.connection.sql(query, params={key: params[key] for key in params if f"${key}" in query}).pl(), columns
        )
        for name, (columns, query) in _LISTS.items()
    }


def _worded(rows: pl.DataFrame, columns: dict[str, pl.DataType]) -> pl.DataFrame:
    """The rows with the words of their outcome or stage."""
    if "outcome" in rows.columns:
        names = {outcome: catalogue()[code].name for outcome, code in OUTCOMES.items()}
        rows = rows.with_columns(outcome_title=pl.col("outcome").replace_strict(names, return_dtype=pl.String))
    if "furthest" in rows.columns:
        rows = rows.with_columns(stage_reached=pl.col("furthest").replace_strict(dict(enumerate(STAGES)), return_dtype=pl.String))
    return rows.select(columns.keys()).cast(pl.Schema(columns)).sort(columns.keys(), nulls_last=True)
