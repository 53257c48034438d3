"""As of which day a figure is, why it is missing, and what it leaves out: each with numbers worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assets.indicators import indicator_figures
from assets.storage.tables import LAYOUTS
from assets.store import Store
from schemas.forms import NO_CHANGE
from schemas.indicators import SEGMENTS
from schemas.indicators.status import Status
from tests.worlds import count, lay_down, office, submit, value_of

DECEMBER, JANUARY, MARCH, APRIL = "2024-12", "2025-01", "2025-03", "2025-04"
IN_JANUARY, IN_FEBRUARY, IN_MAY = date(2025, 1, 8), date(2025, 2, 7), date(2025, 5, 8)
KUMAI = {"district": "Kumai", "nik": "6215010040001"}


def leave_out(store: Store, submission: str, *columns: str) -> None:
    """Take columns of a register and their cells out, as if no heading had been recognised."""
    rows = store.warehouse.table(LAYOUTS, submission=[submission]).filter(~pl.col("column").is_in(columns))
    store.warehouse.replace(LAYOUTS, rows, submission=[submission])
    for column in columns:
        store.warehouse.connection.execute(f"UPDATE raw.register SET {column} = NULL WHERE submission = $1", [submission])


def of(values: pl.DataFrame, code: str, what: str, *periods: str, **where: Any) -> list[Any]:
    return [value_of(values, code, period=period, **where)[what] for period in periods]


def test_a_carried_register_gives_the_figures_of_its_own_day(tmp_path: Path) -> None:
    old = {"nik": "6216010000002", "last_rat_date": "20/01/2022", "health": "Sehat", "health_year": "2024", "savings_unit": "KSP"}
    money = {"book_year": "2023", "business_volume": "700"}
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": "10/06/2024"}, old | money], period=DECEMBER, received=IN_JANUARY)
        values = count(store, DECEMBER, JANUARY, "2025-02")
    months = (DECEMBER, JANUARY, "2025-02")
    assert of(values, "KOP-05", "value", *months) == [50, 50, 50]
    assert of(values, "KOP-11", "value", *months) == [700, 700, 700]
    assert of(values, "KOP-20", "value", *months) == [0, 0, 0]
    assert of(values, "KOP-23", "value", *months) == [100, 100, 100]
    assert of(values, "KOP-05", "as_of", *months) == [date(2024, 12, 31)] * 3


def test_no_change_speaks_of_its_own_period_and_is_computed_at_its_end(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": "10/06/2024"}], period=DECEMBER, received=IN_JANUARY)
        submit(store, "register", [], condition=NO_CHANGE)
        values = count(store, DECEMBER, MARCH, APRIL)
    assert of(values, "KOP-05", "value", DECEMBER, MARCH, APRIL) == [100, 0, 0]
    assert of(values, "KOP-05", "as_of", MARCH, APRIL) == [date(2025, 3, 31)] * 2


def test_open_days_of_a_report_of_no_change_run_to_the_end_of_its_month(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "obstacles", [{"raised_date": "25/01/2025"}])
        submit(store, "obstacles", [], period=APRIL, condition=NO_CHANGE, received=IN_MAY)
        values = count(store, MARCH, APRIL)
    assert of(values, "MSL-04", "value", MARCH, APRIL) == [0, 100]
    assert of(values, "MSL-04", "as_of", MARCH, APRIL) == [date(2025, 3, 31), date(2025, 4, 30)]


def test_a_figure_over_several_regencies_is_as_of_the_earliest_of_them(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        submit(store, "register", [KUMAI], area="62.01")
        submit(store, "register", [KUMAI], area="62.01", period=APRIL, received=IN_MAY)
        values = count(store, MARCH, APRIL)
    found = [value_of(values, "KOP-01", period=APRIL, area=area)["as_of"] for area in ("62.01", "62.02", "62")]
    assert found == [date(2025, 4, 30), date(2025, 3, 31), date(2025, 3, 31)]
    assert value_of(values, "LAP-01", period=APRIL)["as_of"] == date(2025, 4, 30)
    assert value_of(values, "KDMP-01", period=APRIL)["as_of"] == date(2025, 4, 30)
    assert value_of(values, "KOP-01", period=APRIL, area="62.03")["as_of"] is None


def test_book_years_are_never_mixed_where_one_regency_speaks_of_december_and_one_of_january(tmp_path: Path) -> None:
    of_2023, of_2024 = {"book_year": "2023", "assets": "100"}, {"book_year": "2024", "assets": "9000"}
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": None, **of_2023}], period=DECEMBER, received=IN_JANUARY)
        kobar = [KUMAI | of_2024, KUMAI | of_2023 | {"nik": "6215010040002", "assets": "20"}]
        submit(store, "register", kobar, area="62.01", period=JANUARY, received=IN_FEBRUARY)
        values = count(store, DECEMBER, JANUARY)
    assert [value_of(values, "KOP-08", period=JANUARY, area=area)["value"] for area in ("62.01", "62.02", "62")] == [
        9000,
        100,
        120,
    ]
    assert value_of(values, "KOP-08", period=JANUARY)["as_of"] == date(2024, 12, 31)


def test_growth_goes_back_a_year_from_the_day_and_not_from_the_month_that_carries_it(tmp_path: Path) -> None:
    second = {"nik": "6216010000002"}
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": None}], period="2024-03", received=date(2024, 4, 5))
        submit(
            store,
            "register",
            [{"last_rat_date": None}, second | {"last_rat_date": None}],
            period="2024-04",
            received=date(2024, 5, 6),
        )
        submit(store, "register", [{}, second])
        values = count(store, "2024-03", "2024-04", MARCH, APRIL)
    assert of(values, "KOP-15", "value", MARCH, APRIL) == [100, 100]


def test_a_column_that_was_not_recognised_leaves_its_regency_out_of_value_and_coverage(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        kotim = submit(store, "register", [{}, {"nik": "6216010000002"}])
        submit(store, "register", [KUMAI | {"last_rat_date": None}], area="62.01")
        leave_out(store, kotim, "last_rat_date")
        values = count(store, MARCH)
    left, whole = value_of(values, "KOP-05", area="62.02"), value_of(values, "KOP-05")
    assert (left["value"], left["numerator"], left["coverage"], left["status"]) == (None, None, 0, "not_read")
    assert (whole["numerator"], whole["denominator"], whole["coverage"], whole["status"]) == (0, 1, 1 / 14, "filled")
    assert (value_of(values, "KOP-01")["value"], value_of(values, "KOP-01")["coverage"]) == (3, 2 / 14)
    assert value_of(values, "KOP-20", area="62.02")["status"] == "not_read"


def test_a_column_that_a_header_profile_gives_as_a_constant_was_read(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        kotim = submit(store, "register", [{"status": "Aktif"}, {"nik": "6216010000002", "status": "Aktif"}])
        layouts = store.warehouse.table(LAYOUTS, submission=[kotim]).filter(pl.col("column") != "status")
        store.warehouse.replace(LAYOUTS, layouts, submission=[kotim])
        values = count(store, MARCH)
    assert [value_of(values, code, area="62.02")["value"] for code in ("KOP-01", "KOP-02")] == [2, 2]


def test_a_column_of_which_no_cell_could_be_understood_was_not_read_and_is_not_zero(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{"operating": "???"}, {"village_code": "62.02.05.1002", "operating": None}])
        submit(store, "kdmp", [{"village_code": "62.01.02.2001", "district": "Kumai", "operating": "entah"},
                               {"village_code": "62.01.02.2002", "district": "Kumai", "operating": "Ya"}], area="62.01")  # fmt: skip
        values = count(store, MARCH)
    assert value_of(values, "KDMP-11", area="62.02")["status"] == "not_read"
    assert (value_of(values, "KDMP-11")["value"], value_of(values, "KDMP-11")["coverage"]) == (1, 1 / 14)
    assert value_of(values, "KDMP-02", area="62.02")["value"] == 2


def test_a_column_that_one_of_two_sheets_lacks_was_not_read(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        kotim = submit(store, "register", [{}, {"nik": "6216010000002"}])
        store.warehouse.connection.execute("UPDATE raw.register SET sheet = 'Kedua', grade = NULL WHERE nik = '6216010000002'")
        other = (
            store.warehouse.table(LAYOUTS, submission=[kotim])
            .filter(pl.col("column") != "grade")
            .with_columns(sheet=pl.lit("Kedua"))
        )
        both = pl.concat([store.warehouse.table(LAYOUTS, submission=[kotim]), other])
        store.warehouse.replace(LAYOUTS, both, submission=[kotim])
        values = count(store, MARCH)
    assert value_of(values, "KOP-16", area="62.02")["status"] == "not_read"
    assert value_of(values, "KOP-01", area="62.02")["value"] == 2


def test_a_ratio_to_pdrb_whose_volume_was_not_read_says_so_and_not_that_the_pdrb_is_missing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "grdp", {"of_area": "62.02", "value": "1000"})
        leave_out(store, submit(store, "register", [{}]), "business_volume")
        submit(store, "register", [KUMAI], area="62.01")
        values = count(store, MARCH)
    assert [value_of(values, "KOP-14", area=area)["status"] for area in ("62.02", "62.01")] == ["not_read", "not_loaded"]


def test_a_listed_cooperative_is_a_village_one_as_its_register_says_else_its_name(tmp_path: Path) -> None:
    rows = [
        ("62.02", "6216010000009", "Koperasi Maju"),
        ("62.02", None, "Koperasi Desa Merah Putih Bagendang"),
        ("62.01", None, "Koperasi Jaya"),
    ]
    with office(tmp_path) as store:
        lay_down(store, "decrees", *({"of_area": area, "nik": nik, "name": name} for area, nik, name in rows))
        submit(store, "register", [{"nik": "6216010000009", "name": "Koperasi Maju", "kdmp": "Ya"}])
        values = count(store, MARCH)
    modern = {
        area: [value_of(values, "KOP-24", area=area, segment=segment)["value"] for segment in SEGMENTS]
        for area in ("62", "62.02", "62.01", "62.03")
    }
    assert modern == {"62": [3, 1, 2], "62.02": [2, 0, 2], "62.01": [1, 1, 0], "62.03": [0, 0, 0]}
    assert value_of(values, "KOP-25", segment="KDMP/KKMP")["status"] == "not_loaded"


def test_a_blank_column_was_read_and_nobody_filled_it(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"grade": None, "assets": None}])
        submit(store, "kdmp", [{"operating": None}])
        values = count(store, MARCH)
    assert value_of(values, "KOP-16", area="62.02")["status"] == "none_filled"
    assert value_of(values, "KOP-08", area="62.02")["status"] == "none_filled"
    assert (value_of(values, "KDMP-11", area="62.02")["value"], value_of(values, "KDMP-11", area="62.02")["status"]) == (
        0,
        "filled",
    )


def test_each_missing_value_says_the_first_reason_that_holds(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(
            store, "register", [{"book_year": "2024", "business_volume": "5"}, {"nik": "6216010000002", "status": "Dibubarkan"}]
        )
        submit(store, "register", [KUMAI | {"status": "Dibubarkan"}], area="62.01")
        values = count(store, MARCH)
    kotim = {
        code: value_of(values, code, area="62.02")
        for code in ("UMK-01", "KDMP-02", "KOP-14", "KOP-24", "KOP-13", "KOP-18", "KOP-01")
    }
    assert {code: row["status"] for code, row in kotim.items()} == {
        "UMK-01": "not_due", "KDMP-02": "not_reported", "KOP-14": "not_loaded", "KOP-24": "not_loaded", "KOP-13": "no_year_before",
        "KOP-18": "not_loaded", "KOP-01": "filled",
    }  # fmt: skip
    assert value_of(values, "KOP-04", area="62.01")["status"] == "no_denominator"
    assert (kotim["UMK-01"]["coverage"], kotim["KDMP-02"]["coverage"]) == (None, 0)
    assert value_of(values, "LAP-01", period=MARCH, area="62.03")["status"] == "filled"


def test_every_status_is_one_that_is_known_and_only_a_filled_figure_has_a_value_and_a_day(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        values = count(store, MARCH, APRIL)
    assert set(values["status"]) <= {status.value for status in Status}
    filled = pl.col("status") == "filled"
    assert values.filter((filled != pl.col("value").is_not_null()) | (filled != pl.col("as_of").is_not_null())).is_empty()
    assert values.filter(pl.col("low").is_not_null() | pl.col("high").is_not_null()).is_empty()


def test_a_month_in_which_nobody_reported_is_rows_without_values(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        values = count(store, MARCH, APRIL)
    april = values.filter((pl.col("period") == APRIL) & (pl.col("indicator") == "KDMP-02"))
    assert april.select("status", "value", "coverage").unique().rows() == [("not_reported", None, 0)]
    assert value_of(values, "LAP-01", period=APRIL)["value"] == 0


@pytest.mark.parametrize("periods", [(MARCH,), (MARCH, APRIL)])
def test_all_periods_of_a_run_give_what_each_gives_alone(tmp_path: Path, periods: tuple[str, ...]) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"book_year": "2024", "assets": "7"}])
        submit(store, "register", [KUMAI], area="62.01", period=APRIL, received=IN_MAY)
        together = count(store, MARCH, APRIL)
        indicator_figures(store, [MARCH, APRIL])
        alone = pl.concat([count(store, period) for period in periods])
    keys = ["period", "area_code", "indicator", "segment", "definition_version"]
    assert alone.sort(keys).equals(together.filter(pl.col("period").is_in(periods)).sort(keys))
