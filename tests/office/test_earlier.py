"""What the tables give to compare with: the last months' rows, the totals, and nothing of what is judged anew."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from assets.accepted import judge_periods
from assets.past import past_of
from assets.storage.released import Released
from assets.storage.tables import FINDINGS, REPORTS, TOTALS, VERSIONS, accepted
from tests.unit.comparing_fixture import standing
from tests.worlds import office, submit


def filled(store_folder: Path) -> Path:
    """A warehouse with a standing kdmp report of each of five months, and their totals."""
    with office(store_folder) as store, store.warehouse.transaction():
        for month in ("2025-03", "2025-04", "2025-05", "2025-06", "2025-07"):
            rows = standing("kdmp", [{}], period=month, received=None)
            report = {"period": month, "area_code": "62.02", "form": "kdmp", "source_period": month, "content": month}
            total = {"area_code": "62.02", "period": month, "form": "kdmp", "total": "villages", "value": 1.0}
            store.warehouse.replace(accepted("kdmp"), rows, period=[month])
            store.warehouse.replace(REPORTS, pl.DataFrame([report], schema=REPORTS.columns), period=[month])
            store.warehouse.replace(TOTALS, pl.DataFrame([total], schema=TOTALS.columns), period=[month])
        return store.home.warehouse


def test_what_is_judged_is_compared_with_what_stands_in_other_months(tmp_path: Path) -> None:
    with duckdb.connect(str(filled(tmp_path)), read_only=True) as connection:
        past = past_of(Released(connection).table, ["2025-07"], {}, real=True)
    assert past.earlier.of("kdmp")["period"].to_list() == ["2025-04", "2025-05", "2025-06"]
    assert past.earlier.totals["period"].max() == past.earlier.contents["period"].max() == "2025-06"
    assert past.reports["period"].to_list() == ["2025-03", "2025-04", "2025-05", "2025-06"]
    assert past.earlier.of("register").is_empty()


def test_a_release_without_such_tables_gives_nothing(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        past = past_of(Released(connection).table, ["2025-07"], {}, real=True)
    assert past.earlier.of("kdmp").is_empty() and past.earlier.totals.is_empty() and past.reports.is_empty()


def test_a_later_night_sees_a_village_go_back_from_what_an_earlier_one_accepted(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{"stage": "Akta Terbit"}], period="2025-04")
        judge_periods(store, ["2025-04"])
        submit(store, "kdmp", [{"stage": "Sosialisasi"}], period="2025-05", received=date(2025, 6, 9))
        judge_periods(store, ["2025-05"])
        notes = store.warehouse.table(FINDINGS, period=["2025-05"])
        versions = store.warehouse.table(VERSIONS)
    assert notes.select("rule", "cell", "severity").rows() == [("V603", "D6", "explain")]
    assert versions.sort("received_at")["findings_explain"].to_list() == [0, 1]
