"""Indicators from accepted rows: the catalogue's aggregates run over the relations of assets/sql/sources.sql."""

import polars as pl

from assets.storage.tables import REPORTS, VALUES
from assets.storage.warehouse import Warehouse
from schemas import periods as calendar
from schemas.areas import Areas
from schemas.forms.kdmp import STAGES
from schemas.forms.obstacles import OPEN_STATUSES
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, Indicator, catalogue, decrees, grdp

#: One measured cell: scope, period, segment, and the parts of one definition.
_MEASURED = {
    "scope": pl.String(), "period": pl.String(), "segment": pl.String(), "indicator": pl.String(), "definition_version": pl.String(),
    "numerator": pl.Float64(), "denominator": pl.Float64(), "contributors": pl.Int64(),
}  # fmt: skip


def evaluate(warehouse: Warehouse, periods: list[str], areas: Areas) -> pl.DataFrame:
    """Every indicator valid in the periods, for the total and each regency; columns as the table indicators.values.

    A value is null where no report stands, where the denominator is null or 0, or where nobody filled the figure.
    """
    frames = {f"given_{name}": frame for name, frame in _settings(periods, areas).items()}
    warehouse.script("assets.computing", "sources.sql", frames)
    measured = [_measure(warehouse, source, periods) for source in dict.fromkeys(i.source for i in catalogue().values())]
    warehouse.forget(frames)
    coverage = coverages(warehouse, periods, areas)
    return _assemble(pl.concat(measured), coverage, periods, areas)


def _settings(periods: list[str], areas: Areas) -> dict[str, pl.DataFrame]:
    """What sources.sql asks its caller for. Months reach a year back, since growth compares with it."""
    known = sorted({p for period in periods for p in (period, calendar.shift(period, -12))} | {calendar.BASELINE})
    months = pl.DataFrame(
        [(p, int(p[:4]), calendar.start(f"{p[:4]}-01"), calendar.end(p), calendar.shift(p, -12)) for p in known],
        schema={"period": pl.String, "year": pl.Int32, "year_start": pl.Date, "period_end": pl.Date, "year_before": pl.String},
        orient="row",
    )
    total = areas.province
    counts = areas.villages.group_by(scope="regency_code").agg(villages=pl.len().cast(pl.Int64))
    everything = pl.DataFrame({"scope": [total], "villages": [areas.villages.height]}, schema_overrides={"villages": pl.Int64})
    return {
        "months": months,
        "regions": areas.regencies.select(area_code="code"),
        "settings": pl.DataFrame({"total": [total], "baseline": [calendar.BASELINE]}),
        "place": areas.villages.select(village_code="code", area_code="regency_code"),
        "village_counts": pl.concat([counts, everything.select(counts.columns)]),
        "gdp": grdp().select(scope="area_code", year="year", grdp="value"),
        "decree": decrees().select("list", "year", "area_code"),
        "open_statuses": pl.DataFrame({"status": OPEN_STATUSES}),
        "stages": pl.DataFrame({"stage": STAGES, "position": list(range(len(STAGES)))}),
    }


def _measure(warehouse: Warehouse, source: str, periods: list[str]) -> pl.DataFrame:
    """All aggregates of one source in one pass, as _MEASURED rows; every segment and the whole."""
    indicators = [indicator for indicator in catalogue().values() if indicator.source == source]
    parts = [
        (indicator, definition, part, getattr(definition, part))
        for indicator in indicators for definition in indicator.definitions
        for part in ("numerator", "denominator", "contributors") if getattr(definition, part)
    ]  # fmt: skip
    split = any(indicator.split for indicator in indicators)
    names = [f"{indicator.code}|{definition.version}|{part}" for indicator, definition, part, _ in parts]
    aggregates = [f'({sql})::DOUBLE AS "{name}"' for (*_, sql), name in zip(parts, names, strict=True)]
    keys = ["scope", "period", *(["segment::VARCHAR AS segment", "grouping(segment) AS whole"] if split else [])]
    groups = "GROUPING SETS ((scope, period), (scope, period, segment))" if split else "scope, period"
    rows = warehouse.connection.table(f"source_{source}").filter("period IN (" + ", ".join(f"'{p}'" for p in periods) + ")")
    wide = rows.aggregate(", ".join([*keys, *aggregates]), groups).pl()
    if split:
        wide = wide.filter((pl.col("whole") == 1) | pl.col("segment").is_not_null())
    else:
        wide = wide.with_columns(segment=pl.lit(None, pl.String), whole=pl.lit(1))
    return _long(wide, names, indicators)


def _long(wide: pl.DataFrame, names: list[str], indicators: list[Indicator]) -> pl.DataFrame:
    segment = pl.when(pl.col("whole") == 1).then(pl.lit(WHOLE)).otherwise(
        pl.col("segment").replace({"true": KDMP_ONLY, "false": OUTSIDE_KDMP})
    )  # fmt: skip
    long = wide.with_columns(segment=segment).unpivot(names, index=["scope", "period", "segment"])
    label = pl.col("variable").str.splitn("|", 3).struct
    long = long.with_columns(
        indicator=label.field("field_0"), definition_version=label.field("field_1"), part=label.field("field_2")
    )  # fmt: skip
    keys = ["scope", "period", "segment", "indicator", "definition_version"]
    parts = long.pivot("part", index=keys, values="value", maintain_order=True)
    absent = [
        pl.lit(None, pl.Float64).alias(name) for name in ("numerator", "denominator", "contributors") if name not in parts.columns
    ]
    whole_only = [indicator.code for indicator in indicators if not indicator.split]
    kept = parts.with_columns(absent).filter((pl.col("segment") == WHOLE) | ~pl.col("indicator").is_in(whole_only))
    return kept.select(_MEASURED.keys()).cast(pl.Schema(_MEASURED))


def coverages(warehouse: Warehouse, periods: list[str], areas: Areas) -> pl.DataFrame:
    """period, scope, form, coverage: the share of the expected regencies whose report stands; null where none is expected."""
    reports = warehouse.table(REPORTS, period=periods).filter(pl.col("area_code").is_in(areas.codes) & pl.col("expected"))
    stands = pl.col("submission").is_not_null().cast(pl.Float64)
    each = reports.select("period", "form", scope="area_code", coverage=stands)
    total = reports.group_by("period", "form").agg(coverage=stands.mean()).with_columns(scope=pl.lit(areas.province))
    return pl.concat([each, total.select(each.columns)])


def _assemble(measured: pl.DataFrame, coverage: pl.DataFrame, periods: list[str], areas: Areas) -> pl.DataFrame:
    """A row for every valid indicator, area and segment, whether it was measured or not."""
    keys = ["scope", "period", "segment", "indicator", "definition_version"]
    grid = _grid(periods, areas)
    agencies = measured.join(grid, on=keys, how="anti").filter(pl.col("numerator").is_not_null())
    words = grid.unique(["indicator", "definition_version", "period"]).drop("scope", "segment", "area_name")
    names = grid.select("scope", "area_name").unique()
    extra = agencies.select(keys).join(words, on=["indicator", "definition_version", "period"]).join(names, on="scope")
    rows = pl.concat([grid, extra.select(grid.columns)]).join(measured, on=keys, how="left")
    rows = rows.join(coverage, on=["period", "scope", "form"], how="left")
    by_report = pl.col("form") != ""
    rows = rows.with_columns(
        coverage=pl.when(by_report).then("coverage").otherwise(pl.col("numerator").is_not_null().cast(pl.Float64))
    )
    ratio = pl.when(pl.col("denominator") != 0).then(pl.col("scale") * pl.col("numerator") / pl.col("denominator"))
    value = pl.when(pl.col("is_ratio")).then(ratio).otherwise("numerator")
    return (
        rows.with_columns(value=value, area_code="scope")
        .select(VALUES.columns.keys())
        .sort("period", "area_code", "indicator", "segment")
    )


def _grid(periods: list[str], areas: Areas) -> pl.DataFrame:
    """Every valid indicator × definition × segment × area, with the words of the catalogue."""
    entries = [
        (p, i.code, i.name, i.unit, d.version, n == 0, i.form, float(i.scale), bool(d.denominator) and i.kind == "ratio", segment)
        for p in periods for i in catalogue().values() if i.valid(p) for n, d in enumerate(i.definitions)
        for segment in ((WHOLE, OUTSIDE_KDMP, KDMP_ONLY) if i.split == "kdmp" else (WHOLE,))
    ]  # fmt: skip
    schema = {
        "period": pl.String, "indicator": pl.String, "indicator_name": pl.String, "unit": pl.String, "definition_version": pl.String,
        "official": pl.Boolean, "form": pl.String, "scale": pl.Float64, "is_ratio": pl.Boolean, "segment": pl.String,
    }  # fmt: skip
    every = pl.DataFrame(
        [
            (areas.province, areas.province_name.removeprefix("Provinsi ")),
            *areas.regencies.select("code", "full_name").iter_rows(),
        ],
        schema={"scope": pl.String, "area_name": pl.String},
        orient="row",
    )
    return pl.DataFrame(entries, schema=schema, orient="row").join(every, how="cross")
