"""The example of a place: of the same kind as the cell, and what the names beside it tell, where they do.

An officer who had cut a village's code short was shown the code of another village, beside the name of her own.
"""

from typing import Any

import polars as pl

from schemas.areas import Areas
from schemas.columns import PLACES, Column, Kind
from schemas.forms import Form
from schemas.forms.base import DISTRICT_REF, VILLAGE_REF
from schemas.gazetteer import DISTRICT, VILLAGE, Gazetteer, gazetteer
from schemas.place_names import parse_place
from schemas.rules.of_values import PLACE_IN_WRONG_COLUMN

_DISTRICT_CODE = len("62.02.05")


def with_place_examples(form: Form, failures: pl.DataFrame, placed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The failures (schemas.typed.CELL_FAILURE), those of places that bring no example of their own with one.

    `placed`: the form's typed rows with `position`, `area_code` and what they mean (`district_ref`, `village_ref`). The example is the place
    that the row's other cells tell, else one of its kecamatan, else of its regency; empty in the province's own submissions.
    """
    for column in form.columns:
        # A name that looks like that of another kind of place is no example.
        wanting = (pl.col("column") == column.id) & ((pl.col("example") == "") | (pl.col("rule") == PLACE_IN_WRONG_COLUMN.code))
        if column.kind in PLACES and failures.select(wanting.any()).item():
            own = _examples(column, failures.filter(wanting).select("position").unique(), placed, areas)
            lines = failures.join(own, on="position", how="left", maintain_order="left")
            chosen = pl.when(wanting).then(pl.coalesce("own", "example")).otherwise("example")
            failures = lines.with_columns(example=chosen).drop("own")
    return failures


def _examples(column: Column, positions: pl.DataFrame, placed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """position, own: the example of a column at these positions. Each combination of cells is looked at once."""
    refs = [ref for ref in (DISTRICT_REF, VILLAGE_REF) if ref in placed.columns]
    rows = positions.join(placed.select("position", "area_code", *refs, said=column.id), on="position", how="inner")
    keys = ["area_code", *refs, "said"]
    index = gazetteer(areas)
    each = rows.select(keys).unique(maintain_order=True)
    own = [_example(index, column, cells) for cells in each.iter_rows(named=True)]
    numbered = each.with_columns(own=pl.Series(own, dtype=pl.String))
    return rows.join(numbered, on=keys, how="left", nulls_equal=True).select("position", "own")


def _example(index: Gazetteer, column: Column, cells: dict[str, Any]) -> str | None:
    """A right value for a cell of the column, given what the row means; None for a row that is of no regency here.

    `said` is what stands in the cell: a village's name under Kecamatan tells the kecamatan as well, and the other way round.
    """
    area, village = cells["area_code"], cells.get(VILLAGE_REF) or ""
    if (VILLAGE, area) not in index.listed:
        return None
    if column.kind is Kind.DISTRICT:
        told = village or _named(index, VILLAGE, area, cells["said"])
        return index.official.get(told[:_DISTRICT_CODE]) or index.example(DISTRICT, area)
    inside = cells.get(DISTRICT_REF) or village[:_DISTRICT_CODE] or _named(index, DISTRICT, area, cells["said"]) or area
    if column.kind is Kind.VILLAGE:
        return index.official.get(village) or index.example(VILLAGE, inside)
    if column.required and village:
        return village
    # A village cannot be joined to itself.
    others = (code for code in index.listed[VILLAGE, area] if code.startswith(inside) and code != village)
    return next(others, None)


def _named(index: Gazetteer, kind: str, area: str, text: str | None) -> str:
    """The code of the only district or village that a text names; empty where it is none, or several."""
    codes = [code for code in index.by_name(kind, area, parse_place(text or "").key) if code != area]
    return codes[0] if len(codes) == 1 else ""
