"""One cooperative in the registers of two regencies."""

import polars as pl

from schemas.comparing.base import Batch, at_cells


def listed_elsewhere(batch: Batch) -> pl.DataFrame:
    """V503 at each NIK that the register of another regency lists too, of those that stand for the same period.

    Both are told: a NIK in doubt, such as one with the other regency's prefix, is the usual case here.
    """
    own = batch.of("register").drop_nulls("nik")
    others = batch.earlier.of("register").select("period", "nik", other="area_code").drop_nulls().unique()
    pairs = own.select("submission", "sheet", "row", "area_code", "period", "nik").join(others, on=["period", "nik"])
    pairs = pairs.filter(pl.col("area_code") != pl.col("other"))
    names = batch.areas.regencies.select(other="code", full_name="full_name")
    named = pairs.join(names, on="other", how="left").with_columns(pl.col("full_name").fill_null(batch.areas.province_name))
    told = named.sort("other").group_by("submission", "sheet", "row", maintain_order=True).agg(pl.col("full_name").str.join(", "))
    return at_cells(told, "nik", "V503", pl.col("full_name"))
