"""A small office in a folder: submissions put straight into the warehouse's raw tables, then judged and counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from assets.accepted import judge_periods
from assets.computing.evaluate import evaluate
from assets.province import judge_province
from assets.reading.workers import Readers
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.tables import FILES, LAYOUTS, REPORTED, VALUES, raw
from assets.storage.warehouse import Warehouse
from assets.store import Store
from schemas.areas import areas
from schemas.forms import HAS_DATA, NO_PERIOD
from tests.builders import make_submitted


@contextmanager
def office(folder: Path) -> Iterator[Store]:
    """An open store in an empty folder."""
    home = Home(folder)
    with Warehouse(home.warehouse) as warehouse:
        yield Store(home, warehouse, Archive(home.archive), areas("62"), Readers())


def submit(
    store: Store, form: str, rows: list[dict[str, str | None]], *, area: str = "62.02", period: str = "2025-03", condition: str = HAS_DATA,
    received: date = date(2025, 4, 9), sample: bool = False, name: str | None = None, seq: int | None = None, **what_differs: Any,
) -> str:  # fmt: skip
    """Put one form of one file into the raw tables; its submission."""
    seq = seq or store.warehouse.table(FILES).height + 1
    submission = name or f"{seq:064d}"
    made = make_submitted(form, rows, area=area, period=period, received=received, submission=submission, **what_differs)
    file = {
        "submission": submission, "sha256": submission, "file": f"{period}/{area}.xlsx", "area_code": area, "period": period,
        "kind": "xlsx", "sample": sample, "attachment": False, "seq": seq,
        "found_at": f"2025-04-09T00:00:{seq:02d}", "received": received, "reader": "test",
    }  # fmt: skip
    content = made.rows[form].select(pl.exclude("submission", "period", "row")).write_csv() if rows else ""
    reported = {"submission": submission, "form": form, "condition": condition, "rows_read": len(rows), "content": content}
    layouts = made.layouts.head(99 if rows else 0)
    with store.warehouse.transaction():
        store.warehouse.replace(FILES, pl.DataFrame([file], schema=FILES.columns), submission=[submission])
        earlier = store.warehouse.table(REPORTED, submission=[submission])
        store.warehouse.replace(
            REPORTED, pl.concat([earlier, pl.DataFrame([reported], schema=REPORTED.columns)]), submission=[submission]
        )
        store.warehouse.replace(raw(form), made.rows[form], submission=[submission])
        store.warehouse.replace(
            LAYOUTS, pl.concat([store.warehouse.table(LAYOUTS, submission=[submission]), layouts]), submission=[submission]
        )
    return submission


def lay_down(store: Store, form: str, *rows: dict[str, str | None], **what_differs: Any) -> str:
    """Put one of the province's own sheets into the raw tables and judge it; its submission."""
    submission = submit(store, form, list(rows), area="62", period=NO_PERIOD, **what_differs)
    judge_province(store)
    return submission


def count(store: Store, *periods: str) -> pl.DataFrame:
    """Judge and evaluate the periods; all official values."""
    judge_periods(store, list(periods))
    values = evaluate(store.warehouse, list(periods), store.areas)
    with store.warehouse.transaction():
        store.warehouse.replace(VALUES, values, period=periods)
    return values


def waiting(store: Store) -> list[str]:
    """The periods that wait, without those after the last that was reported: the silent months up to now wait as well."""
    reported = store.warehouse.table(FILES)["period"].drop_nulls()
    return [period for period in store.waiting_periods() if reported.is_empty() or period <= str(reported.max())]


def value_of(
    values: pl.DataFrame, indicator: str, *, period: str = "2025-03", area: str = "62", segment: str = "", version: str = "v1"
) -> dict[str, Any]:
    """The one row of an indicator."""
    rows = values.filter(
        (pl.col("indicator") == indicator) & (pl.col("period") == period) & (pl.col("area_code") == area) & (pl.col("segment") == segment)
        & (pl.col("definition_version") == version)
    )  # fmt: skip
    assert rows.height == 1, rows
    return rows.row(0, named=True)
