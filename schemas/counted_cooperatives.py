"""The rows behind a finding that only counts them: what most registers lack is one line a file, and a list for whoever wants it."""

import polars as pl

from schemas.findings import with_letters
from schemas.forms import FORMS

#: One row of a register that such a finding counts. `cell` is the address of the value that is lacking or too old.
COUNTED: dict[str, pl.DataType] = dict.fromkeys(("submission", "sheet", "cell", "name", "nik", "rule"), pl.String())
_FORM = "register"


def counted_cooperatives(rows: pl.DataFrame, layouts: pl.DataFrame) -> pl.DataFrame:
    """The cooperatives (COUNTED) that the rules of the form's `counted` count in accepted rows of registers, by rule and row.

    `layouts`: submission, form, sheet, column, letter, header_row.
    """
    parts = [
        rows.filter(fact.fill_null(False)).select("submission", "sheet", "row", "name", "nik", column=pl.lit(column), rule=pl.lit(rule.code))
        for rule, column, fact in FORMS[_FORM].counted
    ]  # fmt: skip
    lines = with_letters(pl.concat(parts).sort("submission", "rule", "sheet", "row"), layouts.filter(pl.col("form") == _FORM))
    return lines.with_columns(cell=pl.format("{}{}", "letter", "row")).select(*COUNTED)
