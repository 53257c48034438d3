"""From sides and parts to figures: value, coverage, day and status of every valid indicator, area and segment."""

import polars as pl

from assets.computing.reporters import (
    COUNTED,
    IN_QUESTION,
    NO_YEAR_BEFORE,
    NOT_DUE,
    NOT_LOADED,
    NOT_READ,
    NOT_REPORTED,
    need_of,
    needs,
)
from assets.storage.tables import VALUES
from schemas.areas import Areas
from schemas.indicators import SEGMENTS, WHOLE, Measure, catalogue
from schemas.indicators.status import Status

_KEYS = ["scope", "period", "segment", "indicator", "definition_version"]


def figures(measured: pl.DataFrame, rested: pl.DataFrame, grdp: pl.DataFrame, periods: list[str], areas: Areas) -> pl.DataFrame:
    """A row (VALUES) for every valid definition, area and segment, whether it was measured or not.

    `measured`: MEASURED of assets.computing.measures. `rested`: what the figures of a need rest on, `scoped` of
    assets.computing.reporters. `grdp`: area_code, year, value, as the province has laid it down.
    """
    rows = _grid(measured, periods, areas).join(rested, on=["need", "period", "scope"], how="left")
    rows = rows.with_columns(pl.col("state").fill_null(NOT_REPORTED)).join(measured, on=_KEYS, how="left")
    rows = _valued(_reported(_loaded(rows, grdp)))
    bounds = [pl.lit(None, pl.Float64).alias(name) for name in ("low", "high")]
    rows = rows.with_columns(*bounds, area_code="scope", as_of=pl.when(pl.col("value").is_not_null()).then("as_of"))
    return rows.select(VALUES.columns.keys()).cast(pl.Schema(VALUES.columns)).sort("period", "area_code", "indicator", "segment")


def _grid(measured: pl.DataFrame, periods: list[str], areas: Areas) -> pl.DataFrame:
    """Every valid definition × segment × area with the words of the catalogue; of a figure by agency those that were measured."""
    every = pl.DataFrame(
        [
            (areas.province, areas.province_name.removeprefix("Provinsi ")),
            *areas.regencies.select("code", "full_name").iter_rows(),
        ],
        schema={"scope": pl.String, "area_name": pl.String},
        orient="row",
    )
    words = _catalogue_rows(periods)
    segments = pl.DataFrame({"segment": SEGMENTS})
    grid = (
        words.join(segments, how="cross")
        .filter((pl.col("segment") == WHOLE) | (pl.col("split") == "kdmp"))
        .join(every, how="cross")
    )
    keys = ["indicator", "definition_version", "period"]
    agencies = measured.filter(pl.col("segment") != WHOLE).select(_KEYS)
    by_agency = words.filter(pl.col("split") == "agency").join(agencies, on=keys).join(every, on="scope")
    return pl.concat([grid, by_agency.select(grid.columns)])


def _catalogue_rows(periods: list[str]) -> pl.DataFrame:
    """One line a period and valid definition: its words, its need, and what kind of sides it has."""
    numbered = needs()
    rows = [
        {
            "period": period, "indicator": i.code, "indicator_name": i.name, "unit": i.unit, "definition_version": each.version,
            "official": number == 0, "need": numbered[need_of(i, each)], "source": i.source, "split": i.split, "scale": float(i.scale),
            "is_ratio": each.denominator is not None and i.kind == "ratio", "grows": each.less is not None,
            "counts": each.numerator.counts, "sums": bool(each.numerator.sum), "divided_by": _divisor_kind(each.denominator),
        }
        for period in periods for i in catalogue().values() for number, each in enumerate(i.definitions_in(period))
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_CATALOGUE_ROW)


def _divisor_kind(side: Measure | None) -> str:
    """What a denominator is: `` (none), `count`, `sum`, or the name of what is loaded."""
    if side is None or side.loaded:
        return side.loaded if side else ""
    return "count" if side.counts else "sum"


_CATALOGUE_ROW: dict[str, pl.DataType] = {
    "period": pl.String(), "indicator": pl.String(), "indicator_name": pl.String(), "unit": pl.String(), "definition_version": pl.String(),
    "official": pl.Boolean(), "need": pl.Int32(), "source": pl.String(), "split": pl.String(), "scale": pl.Float64(),
    "is_ratio": pl.Boolean(), "grows": pl.Boolean(), "counts": pl.Boolean(), "sums": pl.Boolean(), "divided_by": pl.String(),
}  # fmt: skip


def _loaded(rows: pl.DataFrame, grdp: pl.DataFrame) -> pl.DataFrame:
    """The rows with what the province loads beside the reports, and with the state where it did not, or nothing was due."""
    divisors = grdp.select(scope="area_code", book="year", grdp=pl.col("value").cast(pl.Float64))
    rows = rows.join(divisors, on=["scope", "book"], how="left")
    by_grdp = pl.col("divided_by") == "grdp"
    listed = (pl.col("numerator").max().over("period", "indicator", "definition_version") > 0).fill_null(False)
    state = (
        pl.when((pl.col("source") == "decrees") & ~listed).then(NOT_LOADED)
        .when((pl.col("source") == "due_reports") & (pl.col("denominator").fill_null(0) == 0)).then(NOT_DUE)
        .when(by_grdp & pl.col("grdp").is_null() & (pl.col("state") > NOT_REPORTED)).then(NOT_LOADED)
        .otherwise("state")
    )  # fmt: skip
    coverage = pl.when(state == NOT_LOADED, pl.col("source") == "decrees").then(0.0).when(state != NOT_DUE).then("coverage")
    return rows.with_columns(
        reported=(pl.col("state") == COUNTED) & (by_grdp | (state == COUNTED)),
        state=state, coverage=coverage, denominator=pl.when(by_grdp).then("grdp").otherwise("denominator"),
    )  # fmt: skip


def _reported(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the sides of those that a report is counted in: 0 where nothing was found.

    A count is 0 then; a sum where a report says that there is nothing (Nihil), since blank cells are no zero.
    """
    nothing = pl.when(pl.col("counts") | (pl.col("sums") & pl.col("nil"))).then(0.0)
    kind = pl.col("divided_by")
    no_divisor = pl.when((kind == "count") | ((kind == "sum") & pl.col("nil"))).then(0.0)
    filled = rows.with_columns(
        pl.coalesce("numerator", nothing), pl.coalesce("less", nothing), pl.coalesce("denominator", no_divisor),
        pl.col("contributors", "base").fill_null(0),
    )  # fmt: skip
    sides = ("numerator", "less", "denominator", "contributors", "base")
    sides_of_reported = filled.with_columns(pl.when("reported").then(pl.col(sides)).name.keep())
    return sides_of_reported.with_columns(
        numerator=pl.when("grows").then(pl.col("numerator") - pl.col("less")).otherwise("numerator")
    )


def _valued(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `value` and `status`."""
    ratio = pl.when(pl.col("denominator") != 0).then(pl.col("scale") * pl.col("numerator") / pl.col("denominator"))
    unfilled = pl.col("numerator").is_null() | ((pl.col("contributors") == 0) & (pl.col("base") > 0))
    status = (
        pl.when(pl.col("state") != COUNTED).then(pl.col("state").replace_strict(_STATUSES, default=None, return_dtype=pl.String))
        .when(pl.col("value").is_not_null()).then(pl.lit(Status.FILLED.value))
        .when(unfilled).then(pl.lit(Status.NONE_FILLED.value))
        .otherwise(pl.lit(Status.NO_DENOMINATOR.value))
    )  # fmt: skip
    valued = rows.with_columns(value=pl.when("is_ratio").then(ratio).otherwise("numerator"))
    return valued.with_columns(status=status)


_STATUSES = {
    NOT_DUE: Status.NOT_DUE.value, NOT_REPORTED: Status.NOT_REPORTED.value, NOT_LOADED: Status.NOT_LOADED.value,
    NOT_READ: Status.NOT_READ.value, IN_QUESTION: Status.IN_QUESTION.value, NO_YEAR_BEFORE: Status.NO_YEAR_BEFORE.value,
}  # fmt: skip
