"""The rows on which a figure rests, each with its file, cell and text; from the tables of a release alone.

A row is taken by the SQL that the figure is an aggregate of, so that figure and rows cannot differ: what the rows add to a side is the
side (docs/decisions/026).
"""

from dataclasses import dataclass

import polars as pl

from assets.computing.evaluate import Relations
from assets.computing.measures import row_sides
from assets.computing.reporters import COUNTED, need_of, needs
from assets.storage.database import Database, quoted
from assets.storage.tables import FILES, FINDINGS, LAYOUTS, accepted, raw
from schemas.areas import Areas
from schemas.findings import with_letters
from schemas.forms import FORMS
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, Definition, Indicator, catalogue

SIDES = ("numerator", "less", "denominator")
#: What a relation says of a row's place among reports, and not of the row.
_OF_REPORTS = {
    "scope",
    "is_total",
    "segment",
    "lacks",
    "about",
    "period",
    "source_period",
    "year",
    "year_start",
    "years_back",
    "said_in",
}
#: Of a relation with a row for each of several columns this one names the column.
COLUMN_NAMED = "unit"
PLACE = ("submission", "sheet", "row")


@dataclass(frozen=True)
class Asked:
    """Which figure is traced: by the official definition of its indicator."""

    indicator: Indicator
    period: str
    area: str
    segment: str = WHOLE

    @property
    def definition(self) -> Definition:
        """Its official definition."""
        return self.indicator.official


@dataclass(frozen=True)
class Traced:
    """A figure's rows, and how its reporters take part in it.

    `rows`: sha256, file, sheet, cell, row, raw, value, what the row adds to each side that the figure has, area_code, notes, then the row's own
    columns. `reporters`: area_code, state (of assets.computing.reporters), submission, as_of.
    """

    rows: pl.DataFrame
    reporters: pl.DataFrame

    def side(self, name: str, *, median: bool = False) -> float | None:
        """A side of the figure, worked out of its rows; None where no row carries it."""
        if name not in self.rows.columns:
            return None
        added = self.rows[name].drop_nulls()
        total = added.median() if median else added.sum()
        return None if added.is_empty() else float(str(total))


def trace(database: Database, asked: Asked, laid: Relations, areas: Areas) -> Traced:
    """The rows of one figure, in the order of area, file, sheet and row. `laid`: the relations of its period, as they lie in the connection."""
    rows = _carrying(database, asked, laid)
    number = needs()[need_of(asked.indicator, asked.definition)]
    of_figure = (pl.col("need") == number) & (pl.col("period") == asked.period)
    part = laid.participation.filter(of_figure).select("area_code", "state", "submission", "as_of").sort("area_code")
    # Of the whole those are told that report for a part of it; the province itself only where nobody else does.
    wanted = pl.col("area_code") == asked.area
    part = part.filter(~wanted | wanted.all()) if asked.area == areas.province else part.filter(wanted)
    # A figure that no reporter is counted in is empty, whatever rows there are: those of the silent are counted beside the others' alone.
    if not (part["state"] == COUNTED).any():
        rows = rows.clear()
    return Traced(_with_cells(database, asked, rows), part)


def _carrying(database: Database, asked: Asked, laid: Relations) -> pl.DataFrame:
    """The rows of the relation that carry a side: its place, `column`, the sides, and what the relation says of the row."""
    source = f"source_{asked.indicator.source}"
    has = database.connection.table(source).columns
    sides = row_sides(asked.indicator, asked.definition, laid.rests)
    own = [name for name in has if name not in _OF_REPORTS and not name.startswith("book_") and name not in sides]
    column = quoted(COLUMN_NAMED) if COLUMN_NAMED in has else f"'{asked.definition.looked_at(asked.indicator.form)}'"
    selected = [*(quoted(name) for name in own), f'{column} AS "column"', *(f"{sql} AS {name}" for name, sql in sides.items())]
    conditions = ["scope = $area", "period = $period"]
    params = {"area": asked.area, "period": asked.period}
    if asked.segment != WHOLE:
        conditions.append("segment::VARCHAR = $segment")
        params["segment"] = {KDMP_ONLY: "true", OUTSIDE_KDMP: "false"}.get(asked.segment, asked.segment)
    inner = " ".join(["SELECT", ", ".join(selected), "FROM", source, "WHERE", " AND ".join(conditions)])
    carried = " OR ".join(f"{name} IS NOT NULL" for name in sides)
    rows = database.connection.sql(" ".join(["FROM (", inner, ") WHERE", carried]), params=params).pl()
    absent = [
        pl.lit(None, kind).alias(name)
        for name, kind in zip(PLACE, (pl.String, pl.String, pl.Int32), strict=True)
        if name not in has
    ]
    return rows.with_columns(absent).sort("area_code", *PLACE)


def _with_cells(database: Database, asked: Asked, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with file, cell, text as sent, value as counted, notes, and every column of their form."""
    form = asked.indicator.form
    sides = [name for name in SIDES if name in rows.columns]
    files = database.table(FILES, submission=rows["submission"].drop_nulls().unique()).select("submission", "sha256", "file")
    rows = rows.join(files, on="submission", how="left", maintain_order="left").with_columns(pl.col("row").cast(pl.Int32))
    texts = [pl.lit(None, pl.String).alias(name) for name in ("cell", "raw", "value", "notes")]
    rows = rows.with_columns(texts) if not form else _with_texts(database, form, rows)
    first = ["sha256", "file", "sheet", "cell", "row", "raw", "value", *sides, "area_code", "notes"]
    own = [name for name in rows.columns if name not in {*first, "submission", "column", "letter", "header_row"}]
    ids = [name for name in FORMS[form].ids if name in own] if form else []
    return rows.select(*first, *ids, *(name for name in own if name not in ids))


def _with_texts(database: Database, form: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a form with `cell`, `raw`, `value`, `notes` and the form's columns as they were accepted."""
    ids = list(FORMS[form].ids)
    submissions = rows["submission"].drop_nulls().unique()
    layouts = database.table(LAYOUTS, submission=submissions).filter(pl.col("form") == form)
    lettered = with_letters(rows, layouts).with_columns(cell=pl.format("{}{}", "letter", "row"))
    sent = database.table(raw(form), submission=submissions)
    counted = database.table(accepted(form), submission=submissions)
    for name, table in (("raw", sent), ("value", counted)):
        shown = [column for column in rows["column"].unique() if column in ids]
        long = table.select(*PLACE, *(pl.col(column).cast(pl.String) for column in shown)).unpivot(
            shown, index=list(PLACE), variable_name="column", value_name=name
        )
        lettered = lettered.join(long, on=[*PLACE, "column"], how="left", maintain_order="left")
    notes = database.table(FINDINGS, submission=submissions).filter((pl.col("form") == form) & pl.col("row").is_not_null())
    told = notes.group_by(PLACE, maintain_order=True).agg(notes=pl.format("{} {}: {}", "rule", "cell", "message").str.join(" | "))
    absent = [name for name in ids if name not in lettered.columns]
    whole = lettered.join(told, on=PLACE, how="left", maintain_order="left")
    return whole.join(counted.select(*PLACE, *absent), on=PLACE, how="left", maintain_order="left") if absent else whole


def asked_figure(code: str, period: str, area: str, segment: str = WHOLE) -> Asked:
    """The figure of an indicator's code. KeyError when the catalogue has none such."""
    return Asked(catalogue()[code], period, area, segment)
