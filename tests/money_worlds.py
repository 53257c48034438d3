"""Registers at the province's true size, put straight among the accepted rows: what the judge would say of them is no question here."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl

from assets.computing.evaluate import evaluate
from assets.publishing.money_rule import public_values
from assets.release import official_values
from assets.storage.tables import LAYOUTS, REPORTS, accepted
from assets.store import Store
from schemas import periods as calendar
from schemas.forms import FORMS
from schemas.indicators import KDMP_ONLY, catalogue
from tests.intruder import Release, holdings

Row = dict[str, Any]
MONEY = ("own_capital", "external_capital", "assets", "business_volume", "surplus")
REGISTER = FORMS["register"]


def stand(store: Store, period: str, registers: dict[str, Sequence[Row]]) -> None:
    """Let these rows stand as the registers (area → rows) of the period, in place of what stood."""
    frames, reports, layouts = [], [], []
    for area, rows in registers.items():
        submission = f"{period}-{area}"
        place = {"submission": submission, "area_code": area, "period": period, "sheet": REGISTER.sheet}
        typed = [row | {"kdmp": row.get("kdmp") == "Ya"} for row in rows]
        frames.append(pl.DataFrame(typed, schema=_TYPED).with_columns(
            *(pl.lit(value).alias(name) for name, value in place.items()), row=pl.int_range(6, 6 + len(rows), dtype=pl.Int32)
        ))  # fmt: skip
        reports.append({
            "period": period, "area_code": area, "form": "register", "due": REGISTER.due(period), "expected": True, "due_date": date(2026, 1, 9),
            "submission": submission, "source_period": period, "received": True, "on_time": True, "filled": True, "verified": True,
        })  # fmt: skip
        layouts += [place | {"form": "register", "header_row": 5, "column": column, "letter": "A"} for column in REGISTER.ids]
    with store.warehouse.transaction():
        table = accepted("register")
        every = pl.concat([pl.DataFrame(schema=table.columns), *frames], how="diagonal")
        store.warehouse.replace(table, every, period=[period])
        store.warehouse.replace(REPORTS, _as(REPORTS.columns, reports), period=[period])
        store.warehouse.replace(LAYOUTS, _as(LAYOUTS.columns, layouts), submission=[report["submission"] for report in reports])


def carry(store: Store, period: str, source: str, areas: Iterable[str]) -> None:
    """Let the registers of an earlier period stand in one that needs none of its own."""
    reports = [
        {"period": period, "area_code": area, "form": "register", "due": False, "expected": True, "submission": f"{source}-{area}",
         "source_period": source, "received": False, "filled": True, "verified": False}
        for area in areas
    ]  # fmt: skip
    with store.warehouse.transaction():
        store.warehouse.replace(REPORTS, _as(REPORTS.columns, reports), period=[period])


_TYPED = {column.id: column.dtype for column in REGISTER.columns}


def _as(columns: dict[str, pl.DataType], rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=pl.Schema(columns))


def release(store: Store, periods: Iterable[str], closed: Iterable[str]) -> Release:
    """The figures of the periods as the public sees them, some of them closed."""
    values = evaluate(store.warehouse, list(periods), store.areas)
    exact = official_values(store, values).with_columns(is_final=pl.col("period").is_in(list(closed)))
    return Release(public_values(exact, catalogue()), holdings(store.warehouse))


def missing_money(public: pl.DataFrame) -> pl.DataFrame:
    """The money figures of the province, of all cooperatives and of those outside KDMP/KKMP, that were worked out and are not shown."""
    money = [code for code, indicator in catalogue().items() if indicator.is_money]
    shown = public.filter(pl.col("indicator").is_in(money), pl.col("area_code") == "62", pl.col("segment") != KDMP_ONLY)
    assert shown.filter(pl.col("value").is_not_null()).height > 0
    return shown.filter(pl.col("status") == "secret")


def amounts(seed: str, mean: float = 1.0) -> Row:
    """Five amounts, the same for the same seed: skewed as in the field, a volume of 1.098 million rupiah on the average, times `mean`."""
    chance = random.Random(seed)
    own, external, volume = (int(mean * average * 1e6 * chance.lognormvariate(-0.72, 1.2)) for average in (418, 488, 1098))
    return {
        "own_capital": own,
        "external_capital": external,
        "assets": own + external,
        "business_volume": volume,
        "surplus": volume // 27,
    }


def months(first: str, last: str) -> list[str]:
    """Every month from the first to the last."""
    return calendar.between(first, last)
