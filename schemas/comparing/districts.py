"""Kecamatan that a report leaves out though the last one had them: a part that was not sent, or rows that were lost."""

import polars as pl

from schemas import periods
from schemas.comparing.batch import TOTAL, Batch, failures, no_failures
from schemas.forms import FORMS, Form
from schemas.forms.base import DISTRICT_REF
from schemas.rules.between_periods import DISTRICTS_MISSING

#: Before the code of a kecamatan, in the column `total` of TOTAL: how many rows name it.
ROWS_OF = "rows of "


def rows_by_district(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """How many rows of each submission's forms name each kecamatan: TOTAL with `submission` and `sheet`."""
    parts = [pl.DataFrame(schema={"submission": pl.String, "sheet": pl.String, **TOTAL})]
    for form in FORMS.values():
        if form.comes_in_parts and form.id in rows and not rows[form.id].is_empty():
            named = rows[form.id].filter(pl.col(DISTRICT_REF).is_not_null())
            counts = named.group_by("submission", "area_code", "period", DISTRICT_REF).agg(
                pl.col("sheet").first(), value=pl.len()
            )
            total = pl.lit(ROWS_OF) + pl.col(DISTRICT_REF)
            parts.append(counts.select("submission", "sheet", "area_code", "period", form=pl.lit(form.id), total=total,
                                       value=pl.col("value").cast(pl.Float64)))  # fmt: skip
    return pl.concat(parts)


def districts_missing(form: Form, batch: Batch) -> pl.DataFrame:
    """DISTRICTS_MISSING for each report that lacks kecamatan of the last one; of a first report in parts, of the reference.

    A kecamatan without a single cooperative is none that is missing, and of it only the last report tells.
    """
    if not form.comes_in_parts:
        return no_failures()
    now = rows_by_district({form.id: batch.of_wholes(form.id)})
    parts = [no_failures()]
    for (period,), current in now.group_by("period", maintain_order=True):
        expected = pl.concat([_of_last_report(form, batch, str(period)), _of_reference(form, batch, current)])
        reports = current.group_by("submission", "area_code", maintain_order=True).agg(pl.col("sheet").first())
        wanted = reports.join(expected, on="area_code").join(
            current.select("submission", "total"), on=["submission", "total"], how="anti"
        )
        names = batch.areas.districts.select(total=pl.lit(ROWS_OF) + pl.col("code"), district="name")
        named = wanted.join(names, on="total", how="inner").sort("submission", "district")
        missing = named.group_by("submission", "sheet", maintain_order=True).agg(
            detail=pl.col("district").unique(maintain_order=True).str.join(", ")
        )
        parts.append(failures(missing, "district", DISTRICTS_MISSING, pl.col("detail")))
    return pl.concat(parts)


def _of_last_report(form: Form, batch: Batch, period: str) -> pl.DataFrame:
    """area_code, total: the kecamatan of each regency's last report before the period."""
    first = periods.shift(period, -periods.LOOKS_BACK)
    before = batch.earlier.totals.filter(
        (pl.col("form") == form.id) & (pl.col("period") < period) & (pl.col("period") >= first) & pl.col("total").str.starts_with(ROWS_OF)
    )  # fmt: skip
    return before.filter(pl.col("period") == pl.col("period").max().over("area_code")).select("area_code", "total")


def _of_reference(form: Form, batch: Batch, current: pl.DataFrame) -> pl.DataFrame:
    """area_code, total: every kecamatan of the regencies whose first report comes in parts."""
    in_parts = batch.wholes.filter(pl.col("form") == form.id)["whole"].unique()
    reported = batch.earlier.totals.filter((pl.col("form") == form.id) & pl.col("total").str.starts_with(ROWS_OF))
    first = current.filter(pl.col("submission").is_in(in_parts.implode())).select("area_code").unique()
    first = first.join(
        reported.filter(pl.col("period") < current["period"].min()).select("area_code").unique(), on="area_code", how="anti"
    )
    districts = batch.areas.districts.select(area_code="regency_code", total=pl.lit(ROWS_OF) + pl.col("code"))
    return districts.join(first, on="area_code", how="semi").select("area_code", "total")
