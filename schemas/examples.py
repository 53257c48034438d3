"""Examples of a right value that are the reporting regency's own: its places, its codes, and a NIK with its prefix."""

from functools import cache

import polars as pl

from schemas.areas import Areas
from schemas.columns import Column, Kind
from schemas.forms import Form
from schemas.gazetteer import DISTRICT, VILLAGE, Gazetteer, gazetteer

REGIONAL: dict[str, pl.DataType] = {
    "column": pl.String(),
    "title": pl.String(),
    "area_code": pl.String(),
    "regional": pl.String(),
}
_NIK_BEHIND_PREFIX = "010040003"
_KDMP_NAME = "Koperasi Desa Merah Putih"


def regional_examples(form: Form, areas: Areas | None) -> pl.DataFrame:
    """REGIONAL: an example for each column of the form that has one of its own in a regency."""
    return _of_scope(form, areas) if areas else pl.DataFrame(schema=REGIONAL)


def regional_example(form: Form, column: Column, areas: Areas, area: str) -> str:
    """The example of a column in a regency: its own where it has one, else the column's. For a province its first regency's."""
    regency = area if area in areas.codes else areas.codes[0]
    own = regional_examples(form, areas).filter(pl.col("column") == column.id, pl.col("area_code") == regency)["regional"]
    return str(own[0]) if own.len() else column.sample_value


@cache
def _of_scope(form: Form, areas: Areas) -> pl.DataFrame:
    index = gazetteer(areas)
    prefixes = dict(areas.regencies.select("code", "nik_prefix").iter_rows())
    lines = [
        (column.id, column.title, code, example)
        for column in form.columns for code, prefix in prefixes.items() if (example := _example(column, code, prefix, index))
    ]  # fmt: skip
    return pl.DataFrame(lines, schema=REGIONAL, orient="row")


def _example(column: Column, area: str, nik_prefix: str, index: Gazetteer) -> str:
    village = index.example(VILLAGE, area)
    if column.id == "nik":
        return nik_prefix + _NIK_BEHIND_PREFIX
    if column.id == "cooperative":
        return f"{_KDMP_NAME} {village}" if village else ""
    if column.kind is Kind.VILLAGE_CODE:
        return next(iter(index.listed.get((VILLAGE, area), [])), "")
    if column.id == "obstacle_id":
        return f"{area}-0007"
    return {Kind.DISTRICT: index.example(DISTRICT, area), Kind.VILLAGE: village}.get(column.kind, "")
