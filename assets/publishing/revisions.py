"""Which figures differ between two releases, by how much, and by which cause. Pure: figures in, REVISION out.

A cause is what the journal, the code or the province's data brought between the two. Where there are several, the figures are given
at a step after each of them, in the order of `Cause`, and what changes at a step is that cause's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import polars as pl

from schemas.indicators import Indicator
from schemas.indicators.status import Status


class Cause(StrEnum):
    """Why a figure changed, in the order in which causes are told apart."""

    CODE = "code"
    DEFINITION = "definition"
    AREAS = "areas"
    PROVINCE = "province"
    CORRECTION = "correction"
    DECISION = "decision"
    RESUBMISSION = "resubmission"
    LATER_REPORT = "later_report"


TITLES: Mapping[str, str] = {
    Cause.CODE: "Cara menghitung (kode)",
    Cause.DEFINITION: "Definisi indikator",
    Cause.AREAS: "Daftar wilayah",
    Cause.PROVINCE: "Data provinsi",
    Cause.CORRECTION: "Koreksi dinas",
    Cause.DECISION: "Penetapan dinas",
    Cause.RESUBMISSION: "Kiriman ulang",
    Cause.LATER_REPORT: "Laporan yang datang kemudian",
}
VALUE, ACHIEVEMENT = "value", "achievement"
KEY = ("period", "area_code", "segment", "indicator")
#: One figure that changed: `measure` is its `value` or its `achievement`; statuses are of schemas.indicators.status, empty for none.
REVISION: dict[str, pl.DataType] = {
    **dict.fromkeys((*KEY, "measure"), pl.String()), "before": pl.Float64(), "after": pl.Float64(), "status_before": pl.String(),
    "status_after": pl.String(), "cause": pl.String(),
}  # fmt: skip
#: Two numbers are the same within this, absolute or of the larger one: sums of floats may differ in their last digit.
_NEAR, _NEARLY = 1e-6, 1e-12
#: Between the causes of one change, where the steps between them are not told.
TOGETHER = "+"


@dataclass(frozen=True)
class Stated:
    """What is stated at some point: `values` (KEY, value, status, definition_version) and `scores` (KEY, achievement)."""

    values: pl.DataFrame
    scores: pl.DataFrame


@dataclass(frozen=True)
class Changes:
    """What a release says of the one before it (its name and moment): REVISION as the office sees it, and as the public does.

    Without a release before it nothing is compared. `until`: the last period that the one before states. `retold`: the one before was
    made by other code or definitions, of which nobody knows any more what they would say now.
    """

    before: str = ""
    made_at: datetime | None = None
    exact: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REVISION))
    public: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REVISION))
    until: str = ""
    retold: bool = False


def stated(values: pl.DataFrame, scores: pl.DataFrame) -> Stated:
    """What of the columns of indicators.csv and scores.csv is compared, be they text or not; no segment is the empty one."""
    segment = pl.col("segment").fill_null("")
    return Stated(
        values.select(*KEY, pl.col("value").cast(pl.Float64), "status", "definition_version").with_columns(segment),
        scores.select(*KEY, pl.col("achievement").cast(pl.Float64)).with_columns(segment),
    )


def changed(before: Stated, after: Stated) -> pl.DataFrame:
    """REVISION without `cause`, and `redefined`: the figures of `before` that are others in `after`, or are there no more.

    What is there for the first time, as the figures of a month that has just become due, is no change of anything.
    """
    values = _pairs(before.values, after.values)
    told = values.filter(_differs("value", "value_after") | pl.col("status").ne_missing(pl.col("status_after")))
    scores = _pairs(before.scores, after.scores).filter(_differs("achievement", "achievement_after"))
    none = pl.lit("")
    return pl.concat([
        told.select(
            *KEY, measure=pl.lit(VALUE), before="value", after="value_after", status_before="status",
            status_after=pl.col("status_after").fill_null(""),
            redefined=pl.col("definition_version").ne_missing(pl.col("definition_version_after")),
        ),
        scores.select(
            *KEY, measure=pl.lit(ACHIEVEMENT), before="achievement", after="achievement_after", status_before=none, status_after=none,
            redefined=pl.lit(value=False),
        ),
    ]).sort(*KEY, "measure")  # fmt: skip


def attributed(before: Stated, steps: Iterable[tuple[Sequence[Cause], Stated]]) -> pl.DataFrame:
    """REVISION of every step: which causes it is of, and what is stated after it.

    The causes of one step are those of the code and its data, which cannot be had one by one: a figure of another definition changed by
    that, an achievement beside the same value by the province's data, and all else by the first of them.
    """
    parts = [pl.DataFrame(schema=REVISION)]
    for causes, after in steps:
        rows = changed(before, after)
        by_definition = pl.col("redefined") & (Cause.DEFINITION in causes)
        moved = rows.filter(pl.col("measure") == VALUE).select(*KEY, _moved=pl.lit(value=True))
        rows = rows.join(moved, on=list(KEY), how="left", maintain_order="left")
        by_target = (pl.col("measure") == ACHIEVEMENT) & pl.col("_moved").is_null() & (Cause.PROVINCE in causes)
        cause = (
            pl.when(by_definition).then(pl.lit(Cause.DEFINITION.value))
            .when(by_target).then(pl.lit(Cause.PROVINCE.value))
            .otherwise(pl.lit(causes[0].value))
        )  # fmt: skip
        parts.append(rows.with_columns(cause=cause).select(REVISION.keys()))
        before = after
    return pl.concat(parts)


def as_public(exact: pl.DataFrame, before: Stated, after: Stated, indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """REVISION as the public may see it. `before` and `after` are what the public reads in the two releases.

    Of money nothing is told but what differs between the two, both of which were published: no step between them, which would be a
    figure more, and nothing where either is secret. Agencies, which may be persons, are left out.
    """
    money = [code for code, indicator in indicators.items() if indicator.is_money]
    agencies = [code for code, indicator in indicators.items() if indicator.split == "agency"]
    is_money = pl.col("indicator").is_in(money)
    is_agency = pl.col("indicator").is_in(agencies) & (pl.col("segment") != "")
    key = [*KEY, "measure"]
    causes = exact.group_by(key, maintain_order=True).agg(pl.col("cause").unique(maintain_order=True).str.join(TOGETHER))
    secret = pl.lit(Status.SECRET.value)
    shown = changed(before, after).filter(is_money, pl.col("status_before") != secret, pl.col("status_after") != secret)
    rounded = shown.join(causes, on=key, how="inner", maintain_order="left").select(REVISION.keys())
    return pl.concat([exact.filter(~is_money, ~is_agency), rounded])


def _pairs(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Every row of `before`, with the columns of the same figure in `after` as `…_after`, null where it is not there."""
    others = after.rename({name: f"{name}_after" for name in after.columns if name not in KEY})
    return before.join(others, on=list(KEY), how="left", maintain_order="left")


def _differs(one: str, other: str) -> pl.Expr:
    """True where two numbers are not the same, or only one is there."""
    near = pl.max_horizontal(pl.lit(_NEAR), _NEARLY * pl.max_horizontal(pl.col(one).abs(), pl.col(other).abs()))
    both = pl.col(one).is_not_null() & pl.col(other).is_not_null()
    return pl.when(both).then((pl.col(one) - pl.col(other)).abs() > near).otherwise(
        pl.col(one).is_null() != pl.col(other).is_null()
    )  # fmt: skip
