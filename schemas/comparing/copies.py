"""A form that says what another report has said already, though its Keadaan Formulir is Ada Data."""

import polars as pl

from schemas.comparing.batch import Batch, failures, month_number, month_title, no_failures, with_earlier
from schemas.forms import HAS_DATA, Form
from schemas.periods import LOOKS_BACK
from schemas.rules.between_periods import SAME_AS_ANOTHER_REGENCY, SAME_AS_LAST_REPORT
from schemas.rules.of_rows import NIK_PREFIX_DIFFERS
from schemas.rules.of_values import DISTRICT_UNKNOWN, VILLAGE_CODE_OUTSIDE_REGENCY

#: Forms of fewer rows are left out: a single row can be the same by chance.
ROWS_AT_LEAST = 2
#: The rules that a row of another regency breaks.
_FOREIGN = tuple(rule.code for rule in (DISTRICT_UNKNOWN, VILLAGE_CODE_OUTSIDE_REGENCY, NIK_PREFIX_DIFFERS))


def copies(form: Form, batch: Batch) -> pl.DataFrame:
    """SAME_AS_LAST_REPORT where the form says what the regency's last one said, SAME_AS_ANOTHER_REGENCY where it says another's."""
    with_data = batch.reported.filter(
        (pl.col("form") == form.id)
        & (pl.col("condition").fill_null(HAS_DATA) == HAS_DATA)
        & (pl.col("rows_read") >= ROWS_AT_LEAST)
    )
    sheets = batch.of(form.id).group_by("submission").agg(pl.col("sheet").first())
    now = with_data.join(batch.files, on="submission", how="inner").join(sheets, on="submission", how="inner")
    now = now.select("submission", "sheet", "area_code", "period", "received", "content")
    if now.is_empty():
        return no_failures()
    before = batch.earlier.contents.filter(pl.col("form") == form.id).drop("form")
    return pl.concat([_of_last_report(form, now, before), _of_another_regency(form, now, before, batch)])


def _of_last_report(form: Form, now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    same = with_earlier(now, before).filter(pl.col("content") == pl.col("content_before"))
    return failures(same, form.columns[0].id, SAME_AS_LAST_REPORT, month_title("period_before"))


def _of_another_regency(form: Form, now: pl.DataFrame, before: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The copies of another regency's form, whose contents stand in `now` (this batch) or `before` (standing reports).

    Of two forms with one content the later month is the copy; in the same month the one with more rows of another regency (_FOREIGN),
    and where that says nothing the one received later. Of other months only what stands is looked at, whether it is judged in this run
    or was before: what is said of a file must not hang on which months happen to be judged together.
    """
    foreign = (
        batch.doubted_cells.filter((pl.col("form") == form.id) & pl.col("rule").is_in(_FOREIGN))
        .group_by("submission")
        .len("foreign")
    )
    judged = now.join(foreign, on="submission", how="left").with_columns(pl.col("foreign").fill_null(0))
    contents = judged.select("area_code", "period", "content", "received", "foreign", is_judged=True)
    standing = before.select("area_code", "period", "content", is_judged=False)
    others = pl.concat([contents, standing], how="diagonal")
    pairs = judged.join(others, on="content", suffix="_other").filter(pl.col("area_code") != pl.col("area_code_other"))
    # Every file of a month is judged with it; of other months what stands.
    same_month = pl.col("period") == pl.col("period_other")
    pairs = pairs.filter(pl.col("is_judged") == same_month)
    later = (pl.col("foreign") > pl.col("foreign_other")) | (
        (pl.col("foreign") == pl.col("foreign_other")) & (pl.col("received") >= pl.col("received_other"))
    )
    pairs = pairs.filter(month_number("period") - month_number("period_other") <= LOOKS_BACK)
    copied = pairs.filter((pl.col("period") > pl.col("period_other")) | (same_month & later.fill_null(True)))
    copied = copied.sort("period_other", "area_code_other").unique("submission", keep="first", maintain_order=True)
    names = batch.areas.regencies.select(area_code_other="code", full_name="full_name")
    named = copied.join(names, on="area_code_other", how="left").with_columns(pl.coalesce("full_name", "area_code_other"))
    return failures(
        named, form.columns[0].id, SAME_AS_ANOTHER_REGENCY, pl.format("{} ({})", "full_name", month_title("period_other"))
    )
