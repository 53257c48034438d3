"""What the province laid down and no figure holds, as small tables for the office: budgets, totals of others, the base of villages."""

from typing import Any

import polars as pl

from assets.publishing.edition import Edition
from assets.publishing.verdict import signed
from schemas import periods
from schemas.formatting import MISSING, amount, day, number, rupiah, share
from schemas.indicators import WHOLE


def budgets(edition: Edition) -> list[list[str]]:
    """Programme, year, indicator, target and performance, budget, spent, share spent, source."""
    rows = edition.figures.laid_down.budgets
    ordered = rows.sort("year", "quarter", "code", descending=[True, False, False], nulls_last=True)
    return [_budget(row) for row in ordered.iter_rows(named=True)]


def _budget(row: dict[str, Any]) -> list[str]:
    unit = row["unit"] or ""
    return [
        f"{row['code']} {row['programme']}",
        f"{row['year']}" if row["quarter"] is None else f"Triwulan {row['quarter']} {row['year']}",
        row["performance_indicator"] or MISSING,
        amount(row["performance_target"], unit),
        amount(row["performance"], unit),
        rupiah(row["budget"]),
        rupiah(row["spent"]),
        share(row["spent"], row["budget"]),
        _source(row),
    ]


def outside_totals(edition: Edition) -> list[list[str]]:
    """Indicator, area, month, origin, their value, ours of the same month, the difference, source."""
    names, key = _names(edition), ["indicator", "area_code", "period"]
    whole = edition.values.filter(pl.col("segment").fill_null(WHOLE) == WHOLE).select(*key, ours="value")
    rows = edition.figures.laid_down.outside_totals.join(whole, on=key, how="left", maintain_order="left")
    ordered = rows.sort("period", "indicator", "area_code", "origin", descending=[True, False, False, False])
    return [_outside_total(edition, row, names) for row in ordered.iter_rows(named=True)]


def _outside_total(edition: Edition, row: dict[str, Any], names: dict[str, str]) -> list[str]:
    indicator = edition.reference.indicators.get(row["indicator"])
    unit = indicator.unit if indicator else ""
    return [
        f"{row['indicator']} {indicator.name if indicator else ''}".strip(),
        names.get(row["area_code"], row["area_code"]),
        periods.title(row["period"]),
        row["origin"],
        amount(row["value"], unit),
        amount(row["ours"], unit),
        MISSING if row["ours"] is None else signed(row["ours"] - row["value"]),
        _source(row),
    ]


def village_base(edition: Edition) -> list[list[str]]:
    """Area, villages, wards, their sum, the villages that our figures count, source."""
    names = _names(edition)
    return [
        [
            names.get(row["area_code"], row["area_code"]),
            number(row["villages"]),
            number(row["wards"]),
            number(row["villages"] + row["wards"]),
            edition.figure("KDMP-01", row["area_code"]),
            _source(row),
        ]
        for row in edition.figures.laid_down.village_base.sort("area_code").iter_rows(named=True)
    ]


def _names(edition: Edition) -> dict[str, str]:
    return dict(edition.figures.areas.select("code", "name").iter_rows()) | {edition.total: edition.place}


def _source(row: dict[str, Any]) -> str:
    """Where a row comes from, with its day; `(contoh)` where it is an example."""
    return f"{row['source']}, {day(row['source_date'])}{' (contoh)' if row['sample'] else ''}"
