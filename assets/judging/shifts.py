"""Rows whose values slid by one column: the one cause of many wrong cells, seen by what the cells beside them would take."""

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from assets.judging.addresses import letters
from schemas.columns import NUMERIC, Column, Kind
from schemas.forms import EVERY_FORM
from schemas.values import cast, is_blank

RIGHT, LEFT = 1, -1
#: In a row so many wrong cells, and this share of them, must be right for the column beside.
FEWEST_CELLS, SHARE = 2, 0.6
#: "Mulai baris …" is said when so many rows slid, and this share of those from the first one on.
FEWEST_ROWS, RUNNING = 3, 0.8
_TELLING = NUMERIC | {Kind.DATE, Kind.STAGE_DATE, Kind.DIGITS, Kind.CHOICE, Kind.YES_NO, Kind.VILLAGE_CODE}
_PLACE = ("submission", "form", "sheet")
SHIFT: dict[str, pl.DataType] = {
    "submission": pl.String(), "form": pl.String(), "sheet": pl.String(), "line": pl.Int32(), "slid": pl.Int32(),
    "left": pl.Int32(), "right": pl.Int32(),
}  # fmt: skip


class Raw(Protocol):
    """What was submitted, as text: `schemas.judge.Submitted` is one.

    `rows`: form id → submission, sheet, row and a column for each column id. `layouts`: submission, form, sheet, column, letter.
    """

    @property
    def rows(self) -> Mapping[str, pl.DataFrame]:
        """The text rows by form."""

    @property
    def layouts(self) -> pl.DataFrame:
        """Where each column stands."""


def slid_rows(wrong: pl.DataFrame, raw: Raw) -> pl.DataFrame:
    """Rows that slid (SHIFT): whether to the right (1) or the left (-1), and from which column to which (from 1).

    `wrong`: submission, form, sheet, line, col, column of the cells whose value broke a rule of its own.
    """
    neighbours = _with_neighbours(raw.layouts)
    cells = wrong.join(neighbours, on=[*_PLACE, "column"], how="inner")
    parts = [
        part
        for slid, beside in ((RIGHT, "left_column"), (LEFT, "right_column"))
        for part in _fits_beside(cells.filter(pl.col(beside).is_not_null()), raw.rows, beside, slid)
    ]
    if not parts:
        return pl.DataFrame(schema=SHIFT)
    by_row = (
        pl.concat(parts)
        .group_by(*_PLACE, "line", "slid")
        .agg(
            pl.col("fits", "filled").sum(),
            first=pl.col("col").filter("fits").min(),
            last=pl.col("col").filter("fits").max(),
        )
        .filter((pl.col("fits") >= FEWEST_CELLS) & (pl.col("fits") >= SHARE * pl.col("filled")))
        .sort(*_PLACE, "line", "fits", "slid", descending=[False, False, False, False, True, True])
        .unique([*_PLACE, "line"], keep="first", maintain_order=True)
    )  # fmt: skip
    return _with_holes(by_row, raw).select(*SHIFT).cast(pl.Schema(SHIFT))


def _with_holes(by_row: pl.DataFrame, raw: Raw) -> pl.DataFrame:
    """With `left` and `right`: from the empty cell that the slide left behind to the last cell seen to be wrong.

    Cells between may have slid unseen, because their neighbour takes their value as well; most rows of a table decide.
    """
    parts = [pl.DataFrame(schema={**by_row.schema, "hole": pl.Int32})]
    for (submission, form, sheet), part in by_row.group_by(_PLACE):
        of_table = raw.layouts.filter(
            (pl.col("submission") == submission) & (pl.col("form") == form) & (pl.col("sheet") == sheet)
        )
        places = dict(
            zip(
                of_table["column"],
                of_table["letter"].replace_strict(_numbers(of_table["letter"]), return_dtype=pl.Int32),
                strict=True,
            )
        )
        texts = raw.rows[str(form)].filter((pl.col("submission") == submission) & (pl.col("sheet") == sheet))
        held = part.join(texts.with_columns(line="row"), on="line", how="left", maintain_order="left")
        blank = {place: is_blank(EVERY_FORM[str(form)].column(column)) for column, place in places.items()}
        before = [pl.when(empty & (pl.col("first") > place)).then(pl.lit(place, pl.Int32)) for place, empty in blank.items()]
        after = [pl.when(empty & (pl.col("last") < place)).then(pl.lit(place, pl.Int32)) for place, empty in blank.items()]
        hole = pl.when(pl.col("slid") == RIGHT).then(pl.max_horizontal(before)).otherwise(pl.min_horizontal(after))
        parts.append(part.with_columns(hole=held.select(hole.cast(pl.Int32)).to_series()))
    hole = pl.col("hole").drop_nulls().mode().sort().first().over(*_PLACE, "slid")
    beside = pl.when(pl.col("slid") == RIGHT).then(pl.col("first") - 1).otherwise(pl.col("last") + 1)
    with_hole = pl.concat(parts).with_columns(hole=pl.coalesce(hole, beside))
    return with_hole.with_columns(left=pl.min_horizontal("first", "hole"), right=pl.max_horizontal("last", "hole"))


def _with_neighbours(layouts: pl.DataFrame) -> pl.DataFrame:
    """Each column with the ones right beside it on its sheet; null where there is none or an unknown one."""
    numbers = pl.col("letter").replace_strict(_numbers(layouts["letter"]), default=None, return_dtype=pl.Int32)
    placed = layouts.select(*_PLACE, "column", place=numbers).unique([*_PLACE, "column"], keep="first").sort(*_PLACE, "place")
    table = [*_PLACE]
    before, after = pl.col("place").shift(1).over(table), pl.col("place").shift(-1).over(table)
    return placed.with_columns(
        left_column=pl.when(before == pl.col("place") - 1).then(pl.col("column").shift(1).over(table)),
        right_column=pl.when(after == pl.col("place") + 1).then(pl.col("column").shift(-1).over(table)),
    ).drop("place")


def _numbers(named: pl.Series) -> dict[str, int]:
    """Letters of columns → their number from 1, of those named alone."""
    unique = pl.DataFrame({"number": range(1, 16_385)}, schema={"number": pl.Int32}).with_columns(name=letters("number"))
    return dict(unique.filter(pl.col("name").is_in(named.unique().implode())).select("name", "number").iter_rows())


def _fits_beside(cells: pl.DataFrame, rows: Mapping[str, pl.DataFrame], beside: str, slid: int) -> list[pl.DataFrame]:
    """For each pair of neighbours the wrong cells of one, and whether the other would take what stands there."""
    parts = []
    for (form_id, column, neighbour), part in cells.group_by("form", "column", beside):
        form = EVERY_FORM[str(form_id)]
        if str(column) not in rows.get(form.id, pl.DataFrame()).columns:
            continue
        target = form.column(str(neighbour))
        if target.kind not in _TELLING:
            continue
        texts = rows[form.id].select("submission", "sheet", pl.col("row").alias("line"), pl.col(str(column)).alias(target.id))
        held = part.select(*_PLACE, "line", "col").join(texts, on=["submission", "sheet", "line"], how="inner")
        if held.is_empty():
            continue
        parts.append(
            held.select(
                *_PLACE,
                "line",
                "col",
                slid=pl.lit(slid, pl.Int32),
                fits=_fits(target) & ~is_blank(target),
                filled=~is_blank(target),
            )
        )
    return parts


def _fits(column: Column) -> pl.Expr:
    """True where the text under the column's name is a value of it."""
    value = cast(column)
    fits = value.is_not_null()
    if column.values:
        fits &= value.is_in(column.values)
    if column.digits:
        fits &= value.str.contains(rf"^\d{{{column.digits}}}$")
    if column.kind is Kind.VILLAGE_CODE:
        fits &= value.str.contains(r"^\d\d\.\d\d\.\d\d\.\d{4}$")
    if column.minimum is not None:
        fits &= value >= column.minimum
    if column.maximum is not None:
        fits &= value <= column.maximum
    return fits.fill_null(False)
