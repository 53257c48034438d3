"""The analysts' file: every table and column says what it is, the lists agree with the figures, and nobody is missed before it is due."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import duckdb
import polars as pl
import pytest

from assets.release import publish
from assets.scores import score_figures
from assets.storage.archive import Archive
from assets.storage.released import ANALYSTS
from schemas.areas import areas
from tests.worlds import count, office, submit

BASE, MARCH, APRIL, MAY = "2024-12", "2025-03", "2025-04", "2025-05"
VILLAGES = areas("62").villages.filter(pl.col("regency_code") == "62.02")["code"].head(3).to_list()
LATE_IN_APRIL = date(2025, 4, 17)


@pytest.fixture(scope="module")
def analysts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release of 2 May 2025: Kotim reported December and, too late, March; the warehouse knows months that are not due yet."""
    with office(tmp_path_factory.mktemp("office")) as store:
        object.__setattr__(store, "archive", Archive(store.home.archive, clock=lambda: datetime(2025, 5, 2, tzinfo=UTC)))
        inactive = [{"nik": f"621601004000{i}", "name": f"Koperasi {i}", "status": "Tidak Aktif"} for i in range(3)]
        submit(store, "register", inactive, period=BASE, received=date(2025, 1, 9))
        submit(store, "register", [inactive[0] | {"status": "Aktif"}, *inactive[1:]], received=LATE_IN_APRIL)
        stages = ("Berbadan Hukum", "Sosialisasi", "Belum Mulai")
        submit(
            store,
            "kdmp",
            [{"village_code": code, "stage": stage} for code, stage in zip(VILLAGES, stages, strict=True)],
            received=LATE_IN_APRIL,
        )
        raised = [
            {"obstacle_id": "1", "raised_date": "2025-01-01"},
            {"obstacle_id": "2", "status": "Selesai", "resolved_date": "2025-03-20"},
        ]
        submit(store, "obstacles", raised, received=LATE_IN_APRIL)
        months = [BASE, "2025-01", "2025-02", MARCH, APRIL, MAY]
        count(store, *months)
        score_figures(store, months)
        folder, _ = publish(store)
    with duckdb.connect(str(folder / ANALYSTS), read_only=True) as connection:
        yield connection


def rows(analysts: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return analysts.sql(sql).fetchall()


def figure(analysts: duckdb.DuckDBPyConnection, code: str, side: str = "value") -> float:
    where = f"period = '{MARCH}' AND area_key = 'K62' AND segment = '' AND indicator = '{code}'"
    ((told,),) = rows(analysts, f"SELECT {side} FROM official_values WHERE {where}")
    return float(str(told))


def test_every_table_view_and_column_says_what_it_is(analysts: duckdb.DuckDBPyConnection) -> None:
    for function, name in (("duckdb_tables", "table_name"), ("duckdb_views", "view_name"), ("duckdb_columns", "column_name")):
        silent = rows(analysts, f"SELECT schema_name, {name} FROM {function}() WHERE NOT internal AND coalesce(comment, '') = ''")
        assert silent == []


def test_nobody_is_missed_in_a_month_that_is_not_due(analysts: duckdb.DuckDBPyConnection) -> None:
    for table in (
        "periods",
        "official_values",
        "expected_reports",
        "late",
        "accepted.reports",
        "indicators.values",
        "scores.values",
    ):
        assert rows(analysts, f"SELECT max(period) FROM {table}") == [(MARCH,)], table
    assert rows(analysts, "SELECT due_date, is_headline FROM periods ORDER BY period DESC LIMIT 1") == [(date(2025, 4, 10), True)]


def test_areas_districts_and_villages_join_by_their_keys(analysts: duckdb.DuckDBPyConnection) -> None:
    assert rows(analysts, "SELECT count(*), count(DISTINCT area_key), sum(villages) FROM areas WHERE type <> 'provinsi'") == [
        (14, 14, 1571)
    ]
    joined = "SELECT count(*), count(DISTINCT area_key) FROM villages JOIN districts USING (district_code, area_key) JOIN areas USING (area_key)"
    assert rows(analysts, joined) == [(1571, 14)]
    assert rows(
        analysts, "SELECT count(*) FROM official_values v LEFT JOIN indicators i ON i.code = v.indicator WHERE i.code IS NULL"
    ) == [(0,)]


def test_a_late_report_says_by_how_many_days_and_a_missing_one_that_it_is(analysts: duckdb.DuckDBPyConnection) -> None:
    late = rows(
        analysts, f"SELECT form, received, days_late FROM late WHERE period = '{MARCH}' AND area_key = 'K62.02' ORDER BY form"
    )
    assert late == [
        ("coaching", False, None),
        ("kdmp", True, 7),
        ("obstacles", True, 7),
        ("recap", False, None),
        ("register", True, 7),
    ]
    assert rows(analysts, "SELECT DISTINCT form FROM expected_reports WHERE period = '2025-02'") == []


def test_the_lists_have_as_many_rows_as_their_figures_say(analysts: duckdb.DuckDBPyConnection) -> None:
    assert rows(analysts, "SELECT name, outcome FROM reactivation ORDER BY ALL") == [
        ("Koperasi 0", "active"), ("Koperasi 1", "inactive"), ("Koperasi 2", "inactive"),
    ]  # fmt: skip
    assert figure(analysts, "KOP-18") == 1 and figure(analysts, "KOP-18.3") == 2
    without = rows(
        analysts, "SELECT count(*), count(*) FILTER (stage_reached = 'Sosialisasi') FROM villages_without_legal_entity"
    )
    assert without == [(figure(analysts, "KDMP-08", "denominator - numerator"), 1)] == [(184, 1)]
    assert rows(analysts, "SELECT obstacle_id, days_open FROM open_obstacles") == [("1", 89)]
    assert figure(analysts, "MSL-01") == 1
