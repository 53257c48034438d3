"""Corrections by the province: a reviewed data file, never an edit of what a regency sent.

Each line names one cell by the form's key, says what is expected to stand there and what shall count instead, with its
reason and letter. A line whose expected value is no longer there is stale: it is not applied, and the check of the accepted rows fails.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import polars as pl

from schemas.forms import FORMS

CORRECTION = (
    "period", "area_code", "form", "key", "column", "expected", "value", "reason", "letter_number", "decided_on",
)  # fmt: skip


@dataclass(frozen=True)
class Corrected:
    """`accepted`: form id → rows with the corrections applied. `stale`: the lines that did not find what they expect."""

    accepted: dict[str, pl.DataFrame]
    stale: pl.DataFrame


@cache
def corrections() -> pl.DataFrame:
    """The lines of corrections.csv, all text."""
    return pl.read_csv(
        BytesIO(files("schemas").joinpath("corrections.csv").read_bytes()), schema=dict.fromkeys(CORRECTION, pl.String)
    )


def correct(accepted: dict[str, pl.DataFrame], lines: pl.DataFrame) -> Corrected:
    """Apply the lines to the accepted rows of their periods; typed values are compared in their ISO or plain spelling."""
    changed = dict(accepted)
    stale = []
    for line in lines.iter_rows(named=True):
        form, column = FORMS[line["form"]], line["column"]
        rows = changed[form.id]
        here = (pl.col("period") == line["period"]) & (pl.col("area_code") == line["area_code"])
        cell = here & (pl.col(form.key or "row").cast(pl.String) == line["key"]).fill_null(False)
        found = rows.filter(cell)[column].cast(pl.String).fill_null("").to_list()
        if found != [line["expected"] or ""]:
            stale.append(line)
            continue
        text = pl.lit(line["value"] or None, pl.String)
        value = text.str.to_date() if rows.schema[column] == pl.Date else text.cast(rows.schema[column])
        changed[form.id] = rows.with_columns(pl.when(cell).then(value).otherwise(column).alias(column))
    return Corrected(changed, pl.DataFrame(stale, schema=dict.fromkeys(CORRECTION, pl.String)))
