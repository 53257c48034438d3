"""Whether what the province lays down can be applied: areas that there are, nothing laid down twice, a scale without a hole, corrections
that fit their column. Pure; what a cell is by itself, and what a row says, is the form's own.
"""

import polars as pl

from schemas.areas import COUNTRY, Areas
from schemas.columns import Kind
from schemas.corrections import why_impossible
from schemas.forms import Form
from schemas.forms.province import CUMULATIVE, WHAT_A_ROW_SETS
from schemas.rules import Rule
from schemas.rules.of_tables import CORRECTION_IMPOSSIBLE, CUMULATIVE_TARGET_FALLS, SAME_PROVISION_TWICE, SCALE_WITH_A_HOLE
from schemas.rules.of_values import AREA_UNKNOWN
from schemas.typed import CELL_FAILURE


def provision_failures(form: Form, typed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The failures (CELL_FAILURE) of typed rows (`position`, `submission`, `row`, the form's columns) of one of the province's sheets."""
    parts = [_unknown_areas(form, typed, areas), _laid_down_twice(form, typed)]
    if form.id == "targets":
        parts.append(_falling(typed))
    elif form.id == "scale":
        parts.append(_with_a_hole(typed))
    elif form.id == "corrections":
        parts += [_impossible(typed)]
    return pl.concat(parts)


def _failures(cells: pl.DataFrame, column: str | pl.Expr, rule: Rule, detail: pl.Expr, example: str = "") -> pl.DataFrame:
    """Failures (CELL_FAILURE) of a rule, one for each row of `cells`."""
    named = pl.lit(column) if isinstance(column, str) else column
    lines = cells.select("position", column=named, rule=pl.lit(rule.code), detail=detail.cast(pl.String), example=pl.lit(example))
    return lines.cast(pl.Schema(CELL_FAILURE))


def _unknown_areas(form: Form, typed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Codes that are neither the province's nor one of its regencies'."""
    known = [*areas.codes, *([areas.province] if areas.scope != COUNTRY else [])]
    words = f"{areas.province_name} ({areas.province}, {areas.codes[0]} sampai {areas.codes[-1]})"
    parts = [pl.DataFrame(schema=CELL_FAILURE)]
    for column in form.columns:
        if column.kind is Kind.AREA:
            unknown = typed.filter(pl.col(column.id).is_not_null() & ~pl.col(column.id).is_in(known))
            parts.append(_failures(unknown, column.id, AREA_UNKNOWN, pl.lit(words)))
    return pl.concat(parts)


def _laid_down_twice(form: Form, typed: pl.DataFrame) -> pl.DataFrame:
    """Every row that sets the same as one above it, with that one's number; at the first cell by which it is told."""
    sets = WHAT_A_ROW_SETS[form.id]
    keys = ["submission", *sets]
    rows = typed.filter(pl.all_horizontal(pl.lit(True), *(pl.col(name).is_not_null() for name in sets[:1])))
    rows = rows.with_columns(first=pl.col("row").first().over(keys), again=~pl.struct(keys).is_first_distinct())
    return _failures(rows.filter("again"), sets[0] if sets else form.columns[0].id, SAME_PROVISION_TWICE, pl.col("first"))


def _falling(typed: pl.DataFrame) -> pl.DataFrame:
    """Cumulative targets below that of the quarter before."""
    rows = typed.filter(pl.col("kind") == CUMULATIVE).with_columns(pl.col("quarter").fill_null(4)).sort("quarter")
    before = pl.col("low").shift(1).over("submission", "indicator", "of_area", "year", order_by="quarter")
    falling = rows.with_columns(before=before).filter(pl.col("low") < pl.col("before"))
    return _failures(falling, "low", CUMULATIVE_TARGET_FALLS, _plain("before"))


def _with_a_hole(typed: pl.DataFrame) -> pl.DataFrame:
    """The lowest bound of a scale that does not begin at 0."""
    lowest = (
        typed.filter(pl.col("at_least").is_not_null()).sort("at_least").unique("submission", keep="first", maintain_order=True)
    )
    return _failures(lowest.filter(pl.col("at_least") > 0), "at_least", SCALE_WITH_A_HOLE, pl.lit(""))


def _impossible(typed: pl.DataFrame) -> pl.DataFrame:
    """Corrections that no row could take: one failure a line, at the cell that is wrong."""
    parts = [pl.DataFrame(schema=CELL_FAILURE)]
    for row in typed.iter_rows(named=True):
        if fault := why_impossible(row):
            at = typed.filter(pl.col("position") == row["position"])
            parts.append(_failures(at, fault.column, CORRECTION_IMPOSSIBLE, pl.lit(fault.reason), fault.example))
    return pl.concat(parts)


def _plain(column: str) -> pl.Expr:
    """A number as an Indonesian reader writes it."""
    return pl.col(column).round(6).cast(pl.String).str.replace(r"\.0$", "").str.replace(".", ",", literal=True)
