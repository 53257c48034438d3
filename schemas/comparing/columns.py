"""Columns that a report leaves blank throughout though the last one had them: deleted, or lost in another layout."""

import polars as pl

from schemas import periods
from schemas.comparing.batch import TOTAL, Batch, failures, month_title, no_failures
from schemas.forms import FORMS, Form
from schemas.rules.between_periods import COLUMN_NO_LONGER_FILLED
from schemas.written_numbers import thousands

#: Before the name of a column, in the column `total` of TOTAL: how many rows have a value in it.
FILLED = "filled "


def filled_by_column(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """How many rows of each submission's forms have a value in each column that may be blank: TOTAL with `submission` and `sheet`; none of 0."""
    parts = [pl.DataFrame(schema={"submission": pl.String, "sheet": pl.String, **TOTAL})]
    for form in FORMS.values():
        optional = [column.id for column in form.columns if not column.required]
        if not optional or form.id not in rows or rows[form.id].is_empty():
            continue
        index = ["submission", "area_code", "period"]
        counts = rows[form.id].group_by(index, maintain_order=True).agg(pl.col("sheet").first(), pl.col(optional).count())
        long = counts.unpivot(optional, index=[*index, "sheet"], variable_name="column").filter(pl.col("value") > 0)
        parts.append(long.select("submission", "sheet", "area_code", "period", form=pl.lit(form.id),
                                 total=pl.lit(FILLED) + pl.col("column"), value=pl.col("value").cast(pl.Float64)))  # fmt: skip
    return pl.concat(parts)


def columns_no_longer_filled(form: Form, batch: Batch) -> pl.DataFrame:
    """COLUMN_NO_LONGER_FILLED at each column without a value that the last report had filled for as many as half of the rows of this one."""
    rows = batch.of_wholes(form.id)
    reports = rows.group_by("submission", "area_code", "period", maintain_order=True).agg(pl.col("sheet").first(), rows=pl.len())
    filled = filled_by_column({form.id: rows})
    history = batch.earlier.totals.filter((pl.col("form") == form.id) & pl.col("total").str.starts_with(FILLED))
    parts = [no_failures()]
    for (period,), current in reports.group_by("period", maintain_order=True):
        first = periods.shift(str(period), -periods.LOOKS_BACK)
        before = history.filter((pl.col("period") < period) & (pl.col("period") >= first))
        last = before.filter(pl.col("period") == pl.col("period").max().over("area_code"))
        lost = current.join(last.select("area_code", "total", "value", before="period"), on="area_code")
        lost = lost.filter(pl.col("value") * 2 >= pl.col("rows")).join(
            filled, on=["submission", "total"], how="anti", maintain_order="left"
        )
        for (total,), part in lost.group_by("total", maintain_order=True):
            detail = pl.format("{} baris laporan {}", thousands(pl.col("value").cast(pl.Int64)), month_title("before"))
            parts.append(failures(part, str(total).removeprefix(FILLED), COLUMN_NO_LONGER_FILLED, detail))
    return pl.concat(parts)
