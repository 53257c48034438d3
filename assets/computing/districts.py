"""How far the villages of each kecamatan have come: the same rows and the same stages as the indicators of KDMP/KKMP, further apart."""

import polars as pl

from assets.computing.evaluate import lay_relations
from assets.storage.database import Database
from schemas.areas import Areas
from schemas.frames import DISTRICT_STAGE, none_of

#: A village stands at the furthest stage of its rows; one without a row in a report has not begun.
_STAGES = """
    SELECT area_code, village_code[1:8] AS code, stage, count(*) AS villages
    FROM (SELECT area_code, village_code, coalesce(max(stage_reached), 0) AS stage FROM source_kdmp
        WHERE scope = area_code AND village_code IS NOT NULL GROUP BY ALL)
    GROUP BY ALL
"""


def district_stages(database: Database, period: str | None, areas: Areas) -> pl.DataFrame:
    """DISTRICT_STAGE of a period, by area, district and stage; only of regencies whose report on villages stands.

    A village whose code names no kecamatan in scope counts under an empty name: it is in the regency's figures too.
    """
    if period is None:
        return none_of(DISTRICT_STAGE)
    lay_relations(database, [period], areas)
    counted = database.connection.sql(_STAGES).pl()
    named = counted.join(areas.districts.select("code", district="name"), on="code", how="left")
    rows = (
        named.with_columns(pl.col("district").fill_null(""))
        .group_by("area_code", "district", "stage")
        .agg(pl.col("villages").sum())
    )
    return rows.select(DISTRICT_STAGE.keys()).cast(pl.Schema(DISTRICT_STAGE)).sort("area_code", "district", "stage")
