"""Which agency of the closed list each row names, and a note on each cell that names none of them."""

from dataclasses import dataclass

import polars as pl

from schemas.areas import Areas
from schemas.columns import Kind
from schemas.forms import Form
from schemas.forms.base import AGENCY_REF
from schemas.indicators.agencies import agency, alike, others
from schemas.rules.of_values import AGENCY_NOT_LISTED
from schemas.typed import CELL_FAILURE


@dataclass(frozen=True)
class Named:
    """`rows` with AGENCY_REF (null where the list has no such agency), and `failures` (CELL_FAILURE) of those cells."""

    rows: pl.DataFrame
    failures: pl.DataFrame


def name_agencies(form: Form, rows: pl.DataFrame, areas: Areas) -> Named:
    """Match the agency of typed rows (`position`, `area_code`, the form's columns), each spelling of a regency once."""
    column = next((column.id for column in form.columns if column.kind is Kind.AGENCY), None)
    if column is None:
        return Named(rows, pl.DataFrame(schema=CELL_FAILURE))
    spellings = rows.select("area_code", column).unique(maintain_order=True).drop_nulls()
    meanings = [(area, text, agency(text, area, areas), _what_it_is_shown_as(text)) for area, text in spellings.iter_rows()]
    schema = {"area_code": pl.String, column: pl.String, AGENCY_REF: pl.String, "detail": pl.String}
    agencies = pl.DataFrame(meanings, schema=schema, orient="row")
    named = rows.join(agencies, on=["area_code", column], how="left", maintain_order="left")
    unlisted = named.filter(pl.col(column).is_not_null() & pl.col(AGENCY_REF).is_null())
    failures = unlisted.select(
        "position", "detail", column=pl.lit(column), rule=pl.lit(AGENCY_NOT_LISTED.code), example=pl.lit("")
    )
    return Named(named.drop("detail"), failures.select(*CELL_FAILURE).cast(pl.Schema(CELL_FAILURE)))


def _what_it_is_shown_as(text: str) -> str:
    """What a note adds: as what the public sees the text, and the name that it may be a misspelling of."""
    near = alike(text)
    return others() + (f"; nama yang mirip: {near}" if near else "")
