"""One cooperative in the registers of two regencies."""

import polars as pl

from schemas.comparing.batch import Batch, failures
from schemas.rules.between_forms import NIK_IN_ANOTHER_REGENCY


def listed_elsewhere(batch: Batch) -> pl.DataFrame:
    """NIK_IN_ANOTHER_REGENCY at each NIK that the register of another regency lists too, of those that stand for the same period.

    Both are told: a NIK in doubt, such as one with the other regency's prefix, is the usual case here.
    """
    listed = batch.of("register").drop_nulls("nik")
    others = batch.earlier.of("register").select("period", "nik", other="area_code").drop_nulls().unique()
    pairs = listed.select("submission", "sheet", "row", "area_code", "period", "nik").join(others, on=["period", "nik"])
    pairs = pairs.filter(pl.col("area_code") != pl.col("other"))
    names = batch.areas.regencies.select(other="code", full_name="full_name")
    named = pairs.join(names, on="other", how="left").with_columns(pl.col("full_name").fill_null(batch.areas.province_name))
    named_once = (
        named.sort("other").group_by("submission", "sheet", "row", maintain_order=True).agg(pl.col("full_name").str.join(", "))
    )
    return failures(named_once, "nik", NIK_IN_ANOTHER_REGENCY, pl.col("full_name"))
