"""Capaian: a value against its target, and the kriteria that follow from it.

Higher is better: R/T × 100. Lower is better: (2T − R)/T × 100, below 0 shown as 0. A range: 100 inside, else against the
nearer bound. No target, or a target of 0: no achievement, with the reason.
"""

import polars as pl

from schemas.indicators import Band, catalogue, scale, targets

SAMPLE_NOTE = "contoh"
NO_TARGET = "target belum dimuat"
NO_VALUE = "realisasi belum dapat dihitung"
ZERO_TARGET = "target nol"
BELOW_ZERO = "capaian di bawah 0 ditampilkan 0"
CHECK_TARGET = "mohon tinjau kewajaran target"
UNUSUAL = 150


def score(values: pl.DataFrame, province: str, goals: pl.DataFrame | None = None) -> pl.DataFrame:
    """Official values (columns of indicators.csv) → the columns of scores.csv.

    A row for every target of an area that has one, and for every IKU of the province, with its reason when it has none.
    `target` is text: `77`, or `4.11–4.66` for a range.
    """
    scored = _scored(values)
    aimed = scored.join(
        in_force(scored, targets() if goals is None else goals), on=["indicator", "area_code", "period"], how="left"
    )
    aimed = aimed.filter(pl.col("kind").is_not_null() | (pl.col("is_iku") & (pl.col("area_code") == province)))
    aimed = aimed.with_columns(raw=_achievement())
    achievement = pl.when(pl.col("raw") < 0).then(0.0).otherwise("raw")
    aimed = aimed.with_columns(achievement=achievement)
    contoh = pl.when(pl.col("sample").fill_null(False)).then(pl.lit(f" ({SAMPLE_NOTE})")).otherwise(pl.lit(""))
    rating = banded(pl.col("achievement"), scale()["criteria"]) + contoh
    return aimed.select(
        "period", "area_code", "indicator", "segment", _target_text().alias("target"), pl.col("kind").alias("target_kind"), "value",
        "achievement", rating.alias("rating"), provisional=pl.lit(True), note=_note(),
    ).sort("period", "area_code", "indicator")  # fmt: skip


def banded(value: pl.Expr, bands: tuple[Band, ...]) -> pl.Expr:
    """The label of the highest band that the value reaches; null for null."""
    label = pl.lit(None, pl.String)
    for band in reversed(bands):
        label = pl.when(value >= band.at_least).then(pl.lit(band.label)).otherwise(label)
    return label


def in_force(values: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """The target of each indicator, area and period: the quarter's where there is one, else the year's."""
    when = values.select("indicator", "area_code", "period").unique().with_columns(
        year=pl.col("period").str.slice(0, 4).cast(pl.Int32), of_quarter=((pl.col("period").str.slice(5, 2).cast(pl.Int32) + 2) // 3)
    )  # fmt: skip
    found = when.join(goals, on=["indicator", "area_code", "year"], how="inner")
    found = found.filter(pl.col("quarter").is_null() | (pl.col("quarter") == pl.col("of_quarter")))
    best = found.sort("quarter", nulls_last=True).unique(["indicator", "area_code", "period"], keep="first", maintain_order=True)
    return best.select("indicator", "area_code", "period", "kind", "low", "high", "sample")


def _scored(values: pl.DataFrame) -> pl.DataFrame:
    words = pl.DataFrame(
        [(i.code, i.scored_segment, i.better, i.is_iku) for i in catalogue().values()],
        schema={"indicator": pl.String, "segment": pl.String, "better": pl.String, "is_iku": pl.Boolean},
        orient="row",
    )
    return values.select("period", "area_code", "indicator", "segment", "value").join(
        words, on=["indicator", "segment"], how="inner"
    )


def _achievement() -> pl.Expr:
    value, low, high = pl.col("value"), pl.col("low"), pl.col("high")
    is_range = pl.col("kind") == "range"
    bound = pl.when(is_range & (value > high)).then(high).otherwise(low)
    toward = pl.when(pl.col("better") == "lower").then((2 * bound - value) / bound).otherwise(value / bound) * 100
    inside = is_range & (value >= low) & (value <= high)
    return pl.when(inside).then(100.0).when(bound != 0).then(toward)


def _target_text() -> pl.Expr:
    low, high = (_plain(pl.col(name)) for name in ("low", "high"))
    return pl.when(pl.col("kind") == "range").then(pl.format("{}–{}", low, high)).otherwise(low)


def _plain(number: pl.Expr) -> pl.Expr:
    whole = number == number.floor()
    return pl.when(whole).then(number.cast(pl.Int64).cast(pl.String)).otherwise(number.cast(pl.String))


def _note() -> pl.Expr:
    parts = [
        (pl.col("kind").is_null(), NO_TARGET),
        (pl.col("value").is_null(), NO_VALUE),
        ((pl.col("low") == 0) & (pl.col("kind") != "range"), ZERO_TARGET),
        (pl.col("raw") < 0, BELOW_ZERO),
        (pl.col("achievement") > UNUSUAL, CHECK_TARGET),
        (pl.col("sample"), f"target {SAMPLE_NOTE}"),
    ]
    texts = [pl.when(condition).then(pl.lit(text)) for condition, text in parts]
    return pl.concat_str(texts, separator="; ", ignore_nulls=True)
