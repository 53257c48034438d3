"""Whether the districts and villages of a form exist in the regency that reports them."""

import polars as pl

from schemas.areas import Areas, place_key
from schemas.columns import Column, Kind
from schemas.forms import Form

_NOTE = {"position": pl.UInt32(), "column": pl.String(), "rule": pl.String(), "detail": pl.String()}


def place_notes(form: Form, typed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Failures (position, column, rule, detail) of names and codes that the regency does not have.

    The province's own submissions cover all regencies, so only its codes are checked against the whole scope.
    """
    regional = typed.filter(pl.col("area_code") != areas.province)
    notes = [pl.DataFrame(schema=_NOTE)]
    for column in form.columns:
        if column.kind is Kind.DISTRICT:
            notes.append(_unknown_names(regional, column, "district", "V208", areas))
        elif column.kind is Kind.VILLAGE:
            notes.append(_unknown_names(regional, column, "village", "V209", areas))
        elif column.kind is Kind.VILLAGE_CODE:
            notes.append(_unknown_codes(regional, column, areas))
    return pl.concat(notes)


def _unknown_names(typed: pl.DataFrame, column: Column, kind: str, rule: str, areas: Areas) -> pl.DataFrame:
    known = areas.place_names.filter(pl.col("kind") == kind).select("regency_code", "spelling")
    if kind == "district":
        known = pl.concat([known, areas.regencies.select(regency_code="code", spelling=place_key(pl.col("name")))])
        known = pl.concat([known, areas.regencies.select(regency_code="code", spelling=place_key(pl.col("full_name")))])
    rows = typed.filter(pl.col(column.id).is_not_null()).select("position", "area_code", spelling=place_key(pl.col(column.id)))
    unknown = rows.join(known, left_on=["area_code", "spelling"], right_on=["regency_code", "spelling"], how="anti")
    return _notes(unknown, column, rule, areas)


def _unknown_codes(typed: pl.DataFrame, column: Column, areas: Areas) -> pl.DataFrame:
    known = areas.villages.select("regency_code", "code")
    rows = typed.filter(pl.col(column.id).is_not_null()).select("position", "area_code", code=column.id)
    unknown = rows.join(known, left_on=["area_code", "code"], right_on=["regency_code", "code"], how="anti")
    return _notes(unknown, column, "V213", areas)


def _notes(unknown: pl.DataFrame, column: Column, rule: str, areas: Areas) -> pl.DataFrame:
    names = areas.regencies.select("full_name", area_code="code")
    named = unknown.join(names, on="area_code", how="left")
    return named.select("position", column=pl.lit(column.id), rule=pl.lit(rule), detail=pl.col("full_name").fill_null("")).cast(
        pl.Schema(_NOTE)
    )
