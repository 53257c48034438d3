"""Which columns of a report were not read: those that one of its tables lacks, and those of which no cell could be understood.

A figure over such a column is not counted for the regency. A column that is there and blank was read: nobody filled it.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from assets.storage.database import Database, quoted
from assets.storage.tables import FINDINGS, LAYOUTS, accepted, raw
from schemas.forms import FORMS
from schemas.values import is_blank, tidy

UNREAD: dict[str, pl.DataType] = {"submission": pl.String(), "form": pl.String(), "column": pl.String()}
_COLUMN = list(UNREAD)


def unread_columns(database: Database, submissions: pl.Series, needed: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The columns (UNREAD) that were not read of those needed (form id → column ids), in the submissions that stand."""
    database.connection.register("wanted", pl.DataFrame({"submission": submissions}).to_arrow())
    cells = pl.concat(_filled_cells(database, form, columns) for form, columns in needed.items())
    recognised = database.connection.table(LAYOUTS.name).select('submission, form, sheet, "column"').distinct().pl()
    # A column with values was read, wherever they came from: a header profile may give a constant for one that the sheet lacks.
    bare = cells.filter(pl.col("filled") == 0)
    missing = bare.join(recognised, on=["submission", "form", "sheet", "column"], how="anti").select(_COLUMN).unique()
    empty = cells.group_by(_COLUMN).agg(pl.col("filled").sum()).filter(pl.col("filled") == 0)
    garbled = _garbled(database, empty.join(missing, on=_COLUMN, how="anti"))
    database.connection.unregister("wanted")
    return pl.concat([missing, garbled]).cast(pl.Schema(UNREAD))


def _filled_cells(database: Database, form: str, columns: Sequence[str]) -> pl.DataFrame:
    """submission, form, sheet, column, filled: how many values each column has on each sheet that has rows."""
    counts = ", ".join(f"count({quoted(column)}) AS {quoted(column)}" for column in columns)
    query = [
        "SELECT submission, sheet,",
        counts,
        "FROM",
        quoted(accepted(form).name),
        "SEMI JOIN wanted USING (submission) GROUP BY ALL",
    ]
    wide = database.connection.sql(" ".join(query)).pl()
    long = wide.unpivot(columns, index=["submission", "sheet"], variable_name="column", value_name="filled")
    return long.select("submission", "sheet", "column", "filled", form=pl.lit(form))


def _garbled(database: Database, empty: pl.DataFrame) -> pl.DataFrame:
    """The columns (UNREAD) of those without a value (`empty`) of which every cell that says something has a note on its value."""
    query = [
        'SELECT submission, form, "column", count(DISTINCT (sheet, row)) AS cells_with_note FROM', quoted(FINDINGS.name),
        "SEMI JOIN wanted USING (submission) WHERE rule LIKE 'V2%' AND row IS NOT NULL GROUP BY ALL",
    ]  # fmt: skip
    suspects = empty.join(database.connection.sql(" ".join(query)).pl(), on=_COLUMN)
    parts = [pl.DataFrame(schema=UNREAD)]
    for (form, column), part in suspects.group_by("form", "column"):
        texts = database.table(raw(str(form)), submission=part["submission"]).select("submission", text=str(column)).drop_nulls()
        said = texts.with_columns(tidy(texts["text"])).filter(~is_blank(FORMS[str(form)].column(str(column)), pl.col("text")))
        counts = said.group_by("submission").agg(cells_with_text=pl.len())
        parts.append(
            part.join(counts, on="submission").filter(pl.col("cells_with_note") >= pl.col("cells_with_text")).select(_COLUMN)
        )
    return pl.concat(parts)
