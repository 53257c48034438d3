"""Capaian: a value against its target, and the kriteria that follow from it.

Higher is better: R/T × 100. Lower is better: (2T − R)/T × 100, below 0 shown as 0. A range: 100 inside, else against the
nearer bound. No target, or a target of 0: no achievement, with the reason. A value is rated on the day of its target alone, and not
where it rests on too few rows.
"""

import polars as pl

from schemas.indicators import Band, catalogue, thin

NO_TARGET = "target belum dimuat"
NO_VALUE = "realisasi belum dapat dihitung"
ZERO_TARGET = "target nol"
TOWARD_TARGET = "menuju target"
BELOW_ZERO = "capaian di bawah 0 ditampilkan 0"
CHECK_TARGET = "mohon tinjau kewajaran target"
#: Said with a rating that the regencies which are not counted could still move to another band.
MAY_CHANGE = "sebutan dapat berubah: belum semua kabupaten/kota terhitung"
UNUSUAL = 150
#: A target: `quarter` is null for the year's, `kind` single, range or cumulative, `sample` true for an example.
GOAL: dict[str, pl.DataType] = {
    "indicator": pl.String(), "area_code": pl.String(), "year": pl.Int32(), "quarter": pl.Int32(), "kind": pl.String(), "low": pl.Float64(),
    "high": pl.Float64(), "sample": pl.Boolean(),
}  # fmt: skip
SCORE = (
    "period", "area_code", "indicator", "segment", "unit", "target_low", "target_high", "target_kind", "target_as_of", "value", "as_of",
    "achievement", "rating", "margin", "is_provisional", "is_sample", "note",
)  # fmt: skip


def score(values: pl.DataFrame, province: str, goals: pl.DataFrame, criteria: tuple[Band, ...]) -> pl.DataFrame:
    """Official values (columns of indicators.csv) → SCORE, the columns of scores.csv. `goals`: GOAL; `criteria`: highest band first.

    A row for every target of an area that has one, and for every IKU of the province, with its reason when it has none.
    `margin` is how far the value is on the good side of its target, in its own unit; 0 inside a range.
    """
    scored = _scored(values)
    aimed = scored.join(targets_in_force(scored, goals), on=["indicator", "area_code", "period"], how="left")
    aimed = aimed.filter(pl.col("kind").is_not_null() | (pl.col("is_iku") & (pl.col("area_code") == province)))
    aimed = _worked_out(aimed)
    rating = pl.when("on_the_day", ~pl.col("is_thin")).then(banded(pl.col("achievement"), criteria))
    aimed = aimed.with_columns(rating=rating)
    return aimed.with_columns(
        target_low="low", target_high="high", target_kind="kind", is_provisional=pl.lit(True), is_sample="sample",
        note=_also("note", _may_change(criteria)),
    ).select(SCORE).sort("period", "area_code", "indicator")  # fmt: skip


def rescored(scores: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """The scores with achievement, margin and note worked out from other values of the same figures (columns of indicators.csv).

    The rating stays as it was, with what is said of it, and so do rows and order.
    """
    key = ["period", "area_code", "indicator", "segment"]
    figures = values.select(*key, "value", "contributors", "base").join(_scoring_terms(), on=["indicator", "segment"])
    aimed = scores.drop("value").join(figures, on=key, how="left", maintain_order="left")
    aimed = aimed.with_columns(low="target_low", high="target_high", kind="target_kind")
    worked_out = _worked_out(aimed.with_columns(may_change=pl.col("note").str.contains(MAY_CHANGE, literal=True)))
    return worked_out.with_columns(note=_also("note", pl.col("may_change"))).select(scores.columns)


def _worked_out(aimed: pl.DataFrame) -> pl.DataFrame:
    """Values beside their targets, with achievement, margin, is_thin, on_the_day and note."""
    aimed = aimed.with_columns(
        raw=_achievement(), margin=_margin(), is_thin=_is_thin(), on_the_day=pl.col("as_of") == pl.col("target_as_of")
    )
    aimed = aimed.with_columns(achievement=pl.when(pl.col("raw") < 0).then(0.0).otherwise("raw"))
    return aimed.with_columns(note=_note())


def banded(value: pl.Expr, bands: tuple[Band, ...]) -> pl.Expr:
    """The label of the highest band that the value reaches; null for null."""
    label = pl.lit(None, pl.String)
    for band in reversed(bands):
        label = pl.when(value >= band.at_least).then(pl.lit(band.label)).otherwise(label)
    return label


def targets_in_force(values: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """The target that the day of each value goes toward: the next of its year, a quarter's before the year's of the same day.

    A value that is missing goes by the end of its period. Adds `target_as_of`, the quarter's end or 31 December.
    """
    end = pl.concat_str("period", pl.lit("-01")).str.to_date("%Y-%m-%d").dt.month_end()
    when = values.select("indicator", "area_code", "period", day=pl.coalesce("as_of", end)).unique()
    when = when.with_columns(year=pl.col("day").dt.year().cast(pl.Int32))
    due = pl.date(pl.col("year"), pl.col("quarter").fill_null(4) * 3, 1).dt.month_end()
    of_year = when.join(goals.with_columns(target_as_of=due), on=["indicator", "area_code", "year"], how="inner")
    ahead = of_year.filter(pl.col("target_as_of") >= pl.col("day")).sort("target_as_of", "quarter", nulls_last=True)
    best = ahead.unique(["indicator", "area_code", "period"], keep="first", maintain_order=True)
    return best.select("indicator", "area_code", "period", "kind", "low", "high", "sample", "target_as_of")


def _scored(values: pl.DataFrame) -> pl.DataFrame:
    """Of official values those in the segment that their targets are measured in, with `_scoring_terms`."""
    columns = ("period", "area_code", "indicator", "segment", "unit", "value", "as_of", "contributors", "base", "coverage")
    return values.select(*columns, least="low", most="high").join(_scoring_terms(), on=["indicator", "segment"], how="inner")


def _scoring_terms() -> pl.DataFrame:
    """What the catalogue says of each indicator in the segment that its targets are measured in."""
    return pl.DataFrame(
        [(i.code, i.scored_segment, i.polarity, i.is_iku, i.thin) for i in catalogue().values()],
        schema={"indicator": pl.String, "segment": pl.String, "polarity": pl.String, "is_iku": pl.Boolean, "thin": pl.String},
        orient="row",
    )


def _is_thin() -> pl.Expr:
    """True where the value rests on too few rows, or on too small a part of those that it speaks of."""
    few = pl.col("contributors") < thin().fewest
    small = pl.col("contributors") < thin().least_share * pl.col("base")
    return (((pl.col("thin") != "") & few) | ((pl.col("thin") == "share") & small)).fill_null(False)


def _may_change(criteria: tuple[Band, ...]) -> pl.Expr:
    """True for a rating of an area that lacks regencies, where the bounds of the value lie in several bands or are not known."""
    ends = [banded(pl.max_horizontal(_achievement(end), 0.0), criteria) for end in ("least", "most")]
    sure = (
        pl.col("least").is_not_null()
        & pl.col("most").is_not_null()
        & (ends[0] == pl.col("rating"))
        & (ends[1] == pl.col("rating"))
    )
    return (pl.col("rating").is_not_null() & (pl.col("coverage") < 1) & ~sure.fill_null(False)).fill_null(False)


def _also(note: str, may_change: pl.Expr) -> pl.Expr:
    """The notes with MAY_CHANGE where that is to be said."""
    said = pl.when(pl.col(note) != "").then(pl.col(note))
    return pl.concat_str([said, pl.when(may_change).then(pl.lit(MAY_CHANGE))], separator="; ", ignore_nulls=True)


def _bound(value: str = "value") -> pl.Expr:
    """The bound of the target that a value is held against: the upper one of a range when the value lies above it."""
    return pl.when((pl.col("kind") == "range") & (pl.col(value) > pl.col("high"))).then("high").otherwise("low")


def _is_inside(value: str = "value") -> pl.Expr:
    """True where the target is a range and the value lies in it."""
    return (pl.col("kind") == "range") & pl.col(value).is_between("low", "high")


def _achievement(of: str = "value") -> pl.Expr:
    """Achievement of a value in percent, below 0 as it is; null without a target, or with one of 0."""
    value, bound = pl.col(of), _bound(of)
    toward = pl.when(pl.col("polarity") == "lower").then((2 * bound - value) / bound).otherwise(value / bound) * 100
    return pl.when(_is_inside(of)).then(100.0).when(bound != 0).then(toward)


def _margin() -> pl.Expr:
    """How far the value is on the good side of its target, in its own unit; 0 inside a range."""
    value, above = pl.col("value"), (pl.col("kind") == "range") & (pl.col("value") > pl.col("high"))
    beyond = pl.when((pl.col("polarity") == "lower") | above).then(_bound() - value).otherwise(value - _bound())
    return pl.when(_is_inside()).then(0.0).otherwise(beyond)


def _note() -> pl.Expr:
    """What must be said with an achievement, joined by `; `; empty when nothing."""
    rested = pl.format("dasar tipis: {} dari {}", "contributors", "base")
    parts = [
        (pl.col("kind").is_null(), pl.lit(NO_TARGET)),
        (pl.col("value").is_null(), pl.lit(NO_VALUE)),
        ((pl.col("low") == 0) & (pl.col("kind") != "range"), pl.lit(ZERO_TARGET)),
        (~pl.col("on_the_day"), pl.lit(TOWARD_TARGET)),
        (pl.col("is_thin") & pl.col("value").is_not_null(), rested),
        (pl.col("raw") < 0, pl.lit(BELOW_ZERO)),
        (pl.col("achievement") > UNUSUAL, pl.lit(CHECK_TARGET)),
    ]
    return pl.concat_str([pl.when(condition).then(text) for condition, text in parts], separator="; ", ignore_nulls=True)
