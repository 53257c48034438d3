"""Amounts that can hardly be full rupiah: a column whose usual amount is a thousand or a million times too small.

Offices that keep their books in millions send 481 for Rp481 million, and nothing in the file says so. What is usual is told by the
regency's own earlier reports, else by those of the others; nothing is multiplied on a guess.
"""

from dataclasses import replace

import polars as pl

from schemas import periods
from schemas.columns import Kind
from schemas.comparing.batch import TOTAL, Batch, failures, no_failures
from schemas.forms import FORMS, Form
from schemas.meanings.numbers import whole_part
from schemas.rules.between_periods import SCALE_DOUBTED
from schemas.rules.of_values import NOT_A_WHOLE_NUMBER
from schemas.written_numbers import thousands

#: Before the name of a column, in the column `total` of TOTAL: the median of its amounts that are not zero.
MEDIAN_OF = "median of "
#: A median over fewer amounts says nothing about the unit; where nothing was reported before, over fewer than the second.
AMOUNTS, AMOUNTS_ALONE = 5, 10
#: So many times smaller than usual it is doubted, when a usual unit brings it within NEAR times of what is usual.
FAR, NEAR = 100, 5
UNITS = {"ribuan": 1_000, "jutaan": 1_000_000}
#: Where no earlier report says what is usual: no list of cooperatives has a median below it in full rupiah.
LEAST_USUAL = 100_000
#: And none in thousands below this one, which is ten million rupiah: what is smaller is asked about as millions.
LEAST_IN_THOUSANDS = 10_000


def money_columns(form: Form) -> list[str]:
    """The ids of a form's columns of rupiah."""
    return [column.id for column in form.columns if column.kind is Kind.RUPIAH]


def medians(rows: dict[str, pl.DataFrame], at_least: int = AMOUNTS) -> pl.DataFrame:
    """The usual amount of each column of rupiah of each submission that has `at_least` so many: TOTAL with `submission` and `sheet`."""
    parts = [pl.DataFrame(schema={"submission": pl.String, "sheet": pl.String, **TOTAL})]
    for form in FORMS.values():
        columns = money_columns(form)
        if not columns or form.id not in rows or rows[form.id].is_empty():
            continue
        amounts = [pl.col(name).abs().filter(pl.col(name) != 0) for name in columns]
        usual = [
            pl.when(amount.len() >= at_least).then(amount.median()).alias(name)
            for name, amount in zip(columns, amounts, strict=True)
        ]
        index = ["submission", "area_code", "period"]
        wide = rows[form.id].group_by(index, maintain_order=True).agg(pl.col("sheet").first(), *usual)
        long = wide.unpivot(columns, index=[*index, "sheet"], variable_name="column").drop_nulls("value")
        parts.append(long.select("submission", "sheet", "area_code", "period", form=pl.lit(form.id),
                                 total=pl.lit(MEDIAN_OF) + pl.col("column"), value=pl.col("value").cast(pl.Float64)))  # fmt: skip
    return pl.concat(parts)


def doubted_scale(form: Form, batch: Batch) -> pl.DataFrame:
    """SCALE_DOUBTED for each column of rupiah whose usual amount is too small by a thousand or a million.

    What the office lets count is not doubted. What is doubted tells nothing of the reports after it: two in millions make no million usual.
    """
    now = _amounts_now(form, batch)
    standing = batch.standing(form.id).select("submission")
    history = batch.earlier.totals.filter((pl.col("form") == form.id) & pl.col("total").str.starts_with(MEDIAN_OF))
    parts = [no_failures()]
    for (period,), current in now.group_by("period", maintain_order=True):
        first = periods.shift(str(period), -periods.LOOKS_BACK)
        earlier = history.filter((pl.col("period") < period) & (pl.col("period") >= first))
        small = _too_small(_beside_usual(current, earlier)).unique(["submission", "total"], keep="first", maintain_order=True)
        own = small.join(standing, on="submission", how="semi")
        history = history.join(own, on=["area_code", "period", "total"], how="anti", maintain_order="left")
        for (total,), part in small.group_by("total", maintain_order=True):
            column = form.column(str(total).removeprefix(MEDIAN_OF))
            words = pl.format("Rp{} per baris, sedangkan {}; apakah dalam {}", thousands(pl.col("value")), "usual_words", "unit")
            parts.append(failures(part, column.id, SCALE_DOUBTED, words))
    return pl.concat(parts)


def _amounts_now(form: Form, batch: Batch) -> pl.DataFrame:
    """The medians of the batch in the order of the periods, with `many`: of whole reports, whose parts may be too short to tell by
    themselves, and of each part, which may be in another unit than the rest."""
    batch = replace(batch, rows=batch.rows | {form.id: _with_decimals(form, batch)})
    parts = []
    for rows in (batch.of_wholes(form.id), batch.of(form.id)):
        many = medians({form.id: rows}, AMOUNTS_ALONE).select("submission", "total", many=True)
        parts.append(medians({form.id: rows}).join(many, on=["submission", "total"], how="left", maintain_order="left"))
    return pl.concat(parts).join(batch.allowed_of(form.id), on="submission", how="anti").sort("period", "submission", "total")


def _with_decimals(form: Form, batch: Batch) -> pl.DataFrame:
    """The accepted rows with the whole part of amounts that do not count for their decimals: a column in millions mostly has some."""
    rows, texts = batch.of(form.id), batch.texts[form.id]
    refused = batch.doubted_cells.filter((pl.col("form") == form.id) & (pl.col("rule") == NOT_A_WHOLE_NUMBER.code))
    for column in set(money_columns(form)) & set(refused["column"]):
        cells = refused.filter(pl.col("column") == column).select("submission", "row").unique()
        sent = texts.select("submission", "sheet", "row", text=column).join(cells, on=["submission", "row"])
        whole = sent.with_columns(whole_part(sent["text"]).alias("whole")).drop("text")
        rows = rows.join(whole, on=["submission", "sheet", "row"], how="left", maintain_order="left")
        rows = rows.with_columns(pl.coalesce(column, "whole").alias(column)).drop("whole")
    return rows


def _beside_usual(current: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The medians with `usual`, what the regency itself or, where it has no history, the others reported before; null where nobody did."""
    own = earlier.group_by("area_code", "total").agg(own=pl.col("value").median())
    of_others = (
        current.select("area_code", "total").unique().join(earlier.select("total", "value", other="area_code"), on="total")
        .filter(pl.col("other") != pl.col("area_code")).group_by("area_code", "total").agg(others=pl.col("value").median())
    )  # fmt: skip
    rows = current.join(own, on=["area_code", "total"], how="left", maintain_order="left")
    rows = rows.join(of_others, on=["area_code", "total"], how="left", maintain_order="left")
    words = (
        pl.when(pl.col("own").is_not_null()).then(pl.format("laporan sebelumnya sekitar Rp{}", thousands(pl.col("own"))))
        .when(pl.col("others").is_not_null()).then(pl.format("kabupaten/kota lain sekitar Rp{}", thousands(pl.col("others"))))
        .otherwise(pl.lit("dalam rupiah penuh tidak mungkin sekecil itu"))
    )  # fmt: skip
    return rows.with_columns(usual=pl.coalesce("own", "others"), usual_words=words)


def _too_small(compared: pl.DataFrame) -> pl.DataFrame:
    """Those that are too small by a usual unit, with that `unit` in words."""
    times = pl.col("usual") / pl.col("value")
    unit = pl.coalesce(pl.when((times / factor).is_between(1 / NEAR, NEAR)).then(pl.lit(word)) for word, factor in UNITS.items())
    guessed = pl.when(pl.col("value") < LEAST_IN_THOUSANDS).then(pl.lit("jutaan")).otherwise(pl.lit("ribuan"))
    unusual = pl.when(pl.col("usual").is_null() & pl.col("many") & (pl.col("value") < LEAST_USUAL)).then(guessed)
    return compared.with_columns(unit=pl.when(times > FAR).then(unit).otherwise(unusual)).filter(pl.col("unit").is_not_null())
