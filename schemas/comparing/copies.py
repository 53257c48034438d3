"""A form that says what another report has said already, though its Keadaan Formulir is Ada Data."""

import polars as pl

from schemas.comparing.base import Batch, at_tables, month_number, month_title, nothing, with_earlier
from schemas.forms import HAS_DATA, Form
from schemas.periods import LOOKS_BACK

#: A single row can be the same by chance.
ROWS_AT_LEAST = 2
_FOREIGN = ("V208", "V213", "V312")


def copies(form: Form, batch: Batch) -> pl.DataFrame:
    """V606 where the form is the same as the regency's last one, V607 where it is another regency's."""
    said = batch.reported.filter(
        (pl.col("form") == form.id)
        & (pl.col("condition").fill_null(HAS_DATA) == HAS_DATA)
        & (pl.col("rows_read") >= ROWS_AT_LEAST)
    )
    sheets = batch.of(form.id).group_by("submission").agg(pl.col("sheet").first())
    now = said.join(batch.files, on="submission", how="inner").join(sheets, on="submission", how="inner")
    now = now.select("submission", "sheet", "area_code", "period", "received", "content")
    if now.is_empty():
        return nothing()
    then = batch.earlier.contents.filter(pl.col("form") == form.id).drop("form")
    return pl.concat([_of_last_month(form, now, then), _of_another(form, now, then, batch)])


def _of_last_month(form: Form, now: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
    same = with_earlier(now, then).filter(pl.col("content") == pl.col("content_before"))
    return at_tables(same, form.columns[0].id, "V606", month_title("period_before"))


def _of_another(form: Form, now: pl.DataFrame, then: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The copy is the later one; of two of the same month, the one whose places are less its own, then the later received.

    Of other months only what stands is looked at, whether it is judged in this run or was before: what is said of a file must not
    hang on which months happen to be judged together.
    """
    foreign = (
        batch.noted.filter((pl.col("form") == form.id) & pl.col("rule").is_in(_FOREIGN)).group_by("submission").len("foreign")
    )
    own = now.join(foreign, on="submission", how="left").with_columns(pl.col("foreign").fill_null(0))
    now_judged = own.select("area_code", "period", "content", "received", "foreign", judged=True)
    standing = then.select("area_code", "period", "content", judged=False)
    candidates = pl.concat([now_judged, standing], how="diagonal")
    pairs = own.join(candidates, on="content", suffix="_other").filter(pl.col("area_code") != pl.col("area_code_other"))
    # Every file of a month is judged with it; of other months what stands.
    same_month = pl.col("period") == pl.col("period_other")
    pairs = pairs.filter(pl.col("judged") == same_month)
    later = (pl.col("foreign") > pl.col("foreign_other")) | (
        (pl.col("foreign") == pl.col("foreign_other")) & (pl.col("received") >= pl.col("received_other"))
    )
    pairs = pairs.filter(month_number("period") - month_number("period_other") <= LOOKS_BACK)
    copied = pairs.filter((pl.col("period") > pl.col("period_other")) | (same_month & later.fill_null(True)))
    copied = copied.sort("period_other", "area_code_other").unique("submission", keep="first", maintain_order=True)
    names = batch.areas.regencies.select(area_code_other="code", full_name="full_name")
    named = copied.join(names, on="area_code_other", how="left").with_columns(pl.coalesce("full_name", "area_code_other"))
    return at_tables(named, form.columns[0].id, "V607", pl.format("{} ({})", "full_name", month_title("period_other")))
