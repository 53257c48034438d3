"""Every indicator with numbers worked out by hand, on a few rows that a reader can count."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.indicators import not_adding_up
from schemas.forms import NIL
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, catalogue
from tests.worlds import count, lay_down, office, submit, value_of

MONEY = {
    "book_year": "2024",
    "assets": "900",
    "own_capital": "100",
    "external_capital": "200",
    "business_volume": "1.000",
    "surplus": "50",
}
#: Kotim in March 2025: five cooperatives and one that is dissolved; one of the five is a KDMP.
KOTIM = [
    {"nik": "6216010040001", "grade": "A", "savings_unit": "KSP", "health": "Sehat", "health_year": "2025", **MONEY},
    {"nik": "6216010040002", "grade": "C1", "savings_unit": "USP", "last_rat_date": "01/12/2024", **MONEY, "business_volume": "3.000", "surplus": "-10"},  # noqa: E501
    {"nik": "6216010040003", "status": "Pasif", "last_rat_date": None, "members_male": None, "members_female": None, "members_total": "30"},
    {"nik": "6216010040004", "last_rat_date": "01/06/2019", "health": "Cukup Sehat", "health_year": "2025", **MONEY, "book_year": "2023"},
    {"nik": "6216010040005", "name": "Koperasi Desa Merah Putih Baamang Hulu", "legal_date": "01/03/2025", "last_rat_date": "10/03/2025"},
    {"nik": "6216010040006", "status": "Bubar", **MONEY},
]  # fmt: skip
KOBAR = [
    {"nik": "6215010040001", "district": "Kumai", "grade": "B", **MONEY, "external_capital": "0", "business_volume": "6.000"}
]


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pl.DataFrame]:
    with office(tmp_path_factory.mktemp("home")) as store:
        baseline = [
            {"nik": f"621601004000{i}", "status": "Tidak Aktif", "last_rat_date": None} for i in (1, 3, 5, 6, 7)
        ] + [{"nik": None, "name": "KOPERASI  Tanpa NIK", "status": "Tidak Aktif", "last_rat_date": None}]  # fmt: skip
        submit(store, "register", baseline, period="2024-12", received=date(2025, 1, 8))
        submit(store, "register", KOTIM)
        submit(store, "register", KOBAR, area="62.01")
        submit(store, "kdmp", KDMP)
        submit(store, "obstacles", OBSTACLES)
        submit(store, "coaching", COACHING)
        submit(store, "umkm", UMKM, period="2024-12", received=date(2025, 1, 15))
        yield count(store, "2024-12", "2025-03", "2025-04")


KDMP = [
    {"village_code": "62.02.05.1001", "stage": "Berbadan Hukum", "outreach_date": "01/03/2025", "legal_date": "20/03/2025", "legal_number": "AHU-1",
     "nib": "1204250012345", "operating": "Ya", "unit_grocery": "Ya", "unit_office": "Ya", "unit_clinic": "Ya", "land_status": "Siap",
     "cooperative": "KDMP A"},
    {"village_code": "62.02.05.1002", "stage": "Sosialisasi", "merged_with": "62.02.05.1001"},
    {"village_code": "62.02.05.1003", "stage": "Akta Terbit"},
    {"village_code": "62.02.05.1008", "stage": "Belum Mulai", "outreach_date": None},
]  # fmt: skip
OBSTACLES = [
    {"obstacle_id": "1", "raised_date": "01/12/2024", "status": "Dalam Proses"},
    {"obstacle_id": "2", "raised_date": "01/12/2024", "status": "Selesai", "resolved_date": "10/01/2025"},
    {"obstacle_id": "3", "raised_date": "01/03/2025", "status": "Selesai", "resolved_date": "21/03/2025"},
    {"obstacle_id": "4", "raised_date": "05/03/2025", "status": "Belum"},
    {"obstacle_id": "5", "raised_date": "01/11/2024", "status": "Selesai", "resolved_date": "30/12/2024"},
]  # fmt: skip
COACHING = [
    {"agency": "Dinas Koperasi", "participants_male": "10", "participants_female": "5"},
    {"agency": "dinas koperasi", "participants_male": "1", "participants_female": None},
    {"agency": "Dinas Perdagangan", "participants_male": None, "participants_female": "4"},
]  # fmt: skip
UMKM = [
    {"district": "Baamang", "small_entrepreneurs": "2", "formalised": "7"},
    {"district": "Ketapang", "micro": "200", "small": "20", "medium": "0", "with_nib": None, "coached": None, "financed": None},
    {"district": "Cempaga", "micro": "9", "small": None, "medium": "0", "with_nib": "4", "coached": None, "financed": None},
    {"district": "Parenggean", "micro": None, "small": None, "medium": None, "with_nib": "3", "coached": None, "financed": None},
]  # fmt: skip

#: indicator, segment, version, numerator, denominator, value; of the province in March 2025 unless a period is given.
BY_HAND = [
    ("KOP-01", "", "v1", 6, None, 6), ("KOP-01", OUTSIDE_KDMP, "v1", 5, None, 5), ("KOP-01", KDMP_ONLY, "v1", 1, None, 1),
    ("KOP-02", "", "v1", 5, None, 5), ("KOP-03", "", "v1", 1, None, 1),
    ("KOP-04", "", "v1", 5, 6, 83.333333), ("KOP-04", OUTSIDE_KDMP, "v1", 4, 5, 80),
    ("KOP-05", "", "v1", 3, 5, 60), ("KOP-05", "", "v2", 3, 6, 50), ("KOP-05", "", "v3", 2, 4, 50),
    ("KOP-06", "", "v1", 130, None, 130), ("KOP-07", "", "v1", 40, 100, 40),
    ("KOP-08", "", "v1", 2700, None, 2700), ("KOP-09", "", "v1", 300, None, 300), ("KOP-10", "", "v1", 400, None, 400),
    ("KOP-11", "", "v1", 10000, None, 10000), ("KOP-12", "", "v1", 90, None, 90),
    ("KOP-13", "", "v1", None, None, None), ("KOP-14", "", "v1", 10000, None, None), ("KOP-15", "", "v1", None, None, None),
    ("KOP-16", "", "v1", 2, 3, 66.666667), ("KOP-17", "", "v1", 1, 2, 50), ("KOP-17", "", "v2", 2, 2, 100),
    ("KOP-18", "", "v1", 2, None, 2), ("KOP-18.1", "", "v1", 1, None, 1), ("KOP-18.2", "", "v1", 1, None, 1), ("KOP-18.3", "", "v1", 1, None, 1),
    ("KOP-18.4", "", "v1", 1, None, 1), ("KOP-18.5", "", "v1", 2, None, 2), ("KOP-18.6", "", "v1", 0, None, 0), ("KOP-19", "", "v1", 2, 6, 33.333333),
    ("KOP-20", "", "v1", 1, None, 1), ("KOP-23", "", "v1", 1, 2, 50), ("KOP-24", "", "v1", None, None, None), ("KOP-25", "", "v1", None, None, None),
    ("KOP-26", "", "v1", 1, None, 1), ("KOP-27", "", "v1", 90, 60, 1.5),
    ("KDMP-01", "", "v1", 1571, None, 1571), ("KDMP-02", "", "v1", 3, None, 3), ("KDMP-03", "", "v1", 3, None, 3), ("KDMP-04", "", "v1", 3, None, 3),
    ("KDMP-05", "", "v1", 3, None, 3), ("KDMP-06", "", "v1", 2, None, 2), ("KDMP-07", "", "v1", 2, None, 2), ("KDMP-08", "", "v1", 2, 185, 1.081081),
    ("KDMP-09", "", "v1", 1, None, 1), ("KDMP-10", "", "v1", 1, None, 1), ("KDMP-11", "", "v1", 1, None, 1), ("KDMP-12", "", "v1", 2, None, 2),
    ("KDMP-13", "", "v1", 1, None, 1), ("KDMP-14", "", "v1", 0, 0, None),
    ("MSL-01", "", "v1", 2, None, 2), ("MSL-02", "", "v1", 2, 4, 50), ("MSL-03", "", "v1", 30, 2, 30), ("MSL-04", "", "v1", 1, 2, 50),
    ("UMK-05", "", "v1", 20, None, 20), ("UMK-05", "Dinas Koperasi dan UKM", "v1", 16, None, 16), ("UMK-06", "", "v1", 2, None, 2),
    ("LAP-01", "", "v1", 5, 70, 7.142857), ("LAP-02", "", "v1", 5, 70, 7.142857), ("LAP-03", "", "v1", 5, 70, 7.142857), ("LAP-04", "", "v1", 5, 70, 7.142857),  # noqa: E501
    ("UMK-01", "", "v1", None, None, None),
]  # fmt: skip
IN_DECEMBER = [
    ("UMK-01", 340, None, 340), ("UMK-02", 54, 120, 45), ("UMK-03", 2, 10, 20), ("UMK-04", 7, None, 7), ("UMK-07", 5, 20, 25),
    ("LAP-01", 2, 42, 4.761905), ("LAP-02", 1, 42, 2.380952),
]  # fmt: skip


#: indicator, contributors, base; of the province in March 2025.
RESTS_ON = [
    ("KOP-01", 6, 6), ("KOP-02", 5, 6), ("KOP-05", 5, 5), ("KOP-06", 6, 6), ("KOP-07", 5, 6), ("KOP-08", 3, 5), ("KOP-10", 3, 5),
    ("KOP-16", 3, 5), ("KOP-17", 2, 2), ("KOP-18", 2, 6), ("KOP-19", 6, 6), ("KOP-20", 1, 5), ("KOP-23", 2, 2), ("KOP-26", 1, 1),
    ("KOP-27", 3, 6), ("KDMP-01", 1571, 1571), ("KDMP-07", 2, 185), ("KDMP-08", 185, 185), ("KDMP-10", 1, 1), ("KDMP-14", 0, 0),
    ("MSL-01", 2, 5), ("MSL-03", 2, 2), ("UMK-05", 3, 3), ("UMK-06", 2, 3), ("LAP-01", 70, 70), ("KOP-14", 3, 5), ("KOP-15", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "segment", "version", "numerator", "denominator", "value"), BY_HAND)
def test_an_indicator_is_what_a_reader_counts_by_hand(
    values: pl.DataFrame, code: str, segment: str, version: str, numerator: float, denominator: float, value: float
) -> None:
    row = value_of(values, code, segment=segment, version=version)
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)
    assert row["value"] == (pytest.approx(value, abs=1e-6) if value is not None else None)


@pytest.mark.parametrize(("code", "numerator", "denominator", "value"), IN_DECEMBER)
def test_a_form_due_in_december_is_counted_in_december(
    values: pl.DataFrame, code: str, numerator: float, denominator: float, value: float
) -> None:
    row = value_of(values, code, period="2024-12")
    assert (row["numerator"], row["denominator"], row["value"]) == (numerator, denominator, pytest.approx(value, abs=1e-6))


@pytest.mark.parametrize(("code", "contributors", "base"), RESTS_ON)
def test_a_figure_says_on_how_many_rows_of_how_many_it_rests(
    values: pl.DataFrame, code: str, contributors: int | None, base: int | None
) -> None:
    row = value_of(values, code)
    assert (row["contributors"], row["base"]) == (contributors, base)


#: indicator, numerator, denominator, value; where the province has laid down a PDRB and lists, and the regency reported a year before.
LAID_DOWN = [
    ("KOP-13", 2000, 8000, 25), ("KOP-14", 10000, 400000, 2.5), ("KOP-15", 1, 1, 100), ("KOP-24", 2, None, 2), ("KOP-25", 1, None, 1),
]  # fmt: skip


@pytest.mark.parametrize(("code", "numerator", "denominator", "value"), LAID_DOWN)
def test_what_needs_the_province_or_the_year_before_is_what_a_reader_counts_by_hand(
    tmp_path: Path, code: str, numerator: float, denominator: float | None, value: float
) -> None:
    """A volume of 8.000 in the book year 2023 and of 4.000 + 6.000 in 2024; one cooperative, then two."""
    with office(tmp_path) as store:
        lay_down(store, "grdp", {"year": "2024", "value": "400.000"})
        lay_down(
            store,
            "decrees",
            {"name": "Koperasi A"},
            {"nik": None, "name": "Koperasi B"},
            {"list": "berprestasi"},
            {"year": "2024"},
        )
        before = {
            **KOTIM[0],
            "last_rat_date": "15/01/2024",
            "health_year": "2024",
            "book_year": "2023",
            "business_volume": "8.000",
        }
        submit(store, "register", [before], period="2024-03", received=date(2024, 4, 5))
        submit(store, "register", [{**KOTIM[0], "business_volume": "4.000"}, {**KOTIM[1], "business_volume": "6.000"}])
        row = value_of(count(store, "2024-03", "2025-03"), code)
    assert (row["numerator"], row["denominator"], row["value"]) == (numerator, denominator, pytest.approx(value, abs=1e-6))


def test_every_indicator_of_the_catalogue_is_worked_out_by_hand() -> None:
    lines = [*((code, value) for code, *_, value in BY_HAND), *((code, value) for code, *_, value in (*IN_DECEMBER, *LAID_DOWN))]
    assert {code for code, _ in lines} == set(catalogue())
    assert set(catalogue()) - {code for code, value in lines if value is not None} == {"KDMP-14"}  # in the test below


def test_village_cooperatives_of_the_years_before_are_asked_for_their_meeting(tmp_path: Path) -> None:
    """Legal before 1 January: two, of which one met in February; the third is of this year."""
    legal = {"stage": "Berbadan Hukum", "outreach_date": "01/03/2025"}
    rows = [
        {**legal, "legal_date": "20/06/2025", "legal_number": "AHU-1", "rat_date": "10/02/2026"},
        {**legal, "village_code": "62.02.05.1002", "village": "Baamang Hulu", "legal_date": "21/06/2025", "legal_number": "AHU-2"},
        {**legal, "village_code": "62.02.05.1003", "village": "Baamang Tengah", "legal_date": "05/01/2026", "legal_number": "AHU-3",
         "rat_date": "10/02/2026"},
    ]  # fmt: skip
    with office(tmp_path) as store:
        submit(store, "kdmp", rows, period="2026-03", received=date(2026, 4, 8))
        row = value_of(count(store, "2026-03"), "KDMP-14", period="2026-03")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 50)


def test_coverage_is_the_share_of_the_regencies_whose_report_stands(values: pl.DataFrame) -> None:
    assert value_of(values, "KOP-01")["coverage"] == pytest.approx(2 / 14)
    assert value_of(values, "KOP-01", area="62.02")["coverage"] == 1
    assert value_of(values, "KOP-01", area="62.03")["coverage"] == 0
    assert value_of(values, "UMK-01")["coverage"] is None


def test_a_regency_without_a_report_has_no_value_and_never_a_zero(values: pl.DataFrame) -> None:
    assert value_of(values, "KOP-01", area="62.03")["value"] is None
    assert value_of(values, "KDMP-07", area="62.03")["value"] is None


def test_a_register_stands_in_the_months_in_which_none_is_due(values: pl.DataFrame) -> None:
    assert value_of(values, "KOP-01", period="2025-04")["value"] == 6


def test_the_parts_of_the_baseline_add_up_to_its_list(values: pl.DataFrame) -> None:
    parts = [value_of(values, f"KOP-18.{i}")["value"] for i in range(1, 7)]
    assert sum(parts) == value_of(values, "KOP-18")["base"] == 6


def test_the_list_of_a_regency_that_did_not_report_is_a_part_of_its_own(tmp_path: Path) -> None:
    inactive = {"status": "Tidak Aktif", "last_rat_date": None}
    kobar = {"nik": "6215010000009", "district": "Kumai"}
    with office(tmp_path) as store:
        submit(
            store,
            "register",
            [{"nik": f"621601000000{n}", **inactive} for n in (1, 2)],
            period="2024-12",
            received=date(2025, 1, 8),
        )
        submit(store, "register", [kobar | inactive], area="62.01", period="2024-12", received=date(2025, 1, 8))
        submit(store, "register", [{"nik": "6216010000001"}])
        values = count(store, "2024-12", "2025-03", "2025-06")
    codes = ("KOP-18", *(f"KOP-18.{part}" for part in range(1, 7)), "KOP-19")
    silent = [value_of(values, code, area="62.01") for code in codes]
    assert {(row["value"], row["denominator"], row["status"]) for row in silent} == {(None, None, "not_reported")}
    assert [value_of(values, code, area="62.02")["value"] for code in codes] == [1, 1, 0, 0, 0, 1, 0, 50]
    assert [value_of(values, code)["value"] for code in codes] == [1, 1, 0, 0, 0, 1, 1, 50]
    assert (value_of(values, "KOP-19")["denominator"], value_of(values, "KOP-19")["base"]) == (2, 3)
    assert value_of(values, "KOP-18.6", period="2025-06")["status"] == "not_reported"


def test_money_says_internally_how_many_amounts_it_adds_up_and_how_large_the_largest_is(values: pl.DataFrame) -> None:
    whole, kobar = value_of(values, "KOP-11"), value_of(values, "KOP-11", area="62.01")
    assert [whole[name] for name in ("amounts", "amount_sum", "amount_max")] == [3, 10_000, 6_000]
    assert [kobar[name] for name in ("amounts", "amount_sum", "amount_max")] == [1, 6_000, 6_000]
    assert value_of(values, "KOP-01")["amounts"] is None


def test_an_amount_is_counted_without_its_sign_and_zero_is_none(values: pl.DataFrame) -> None:
    surplus, capital = value_of(values, "KOP-12"), value_of(values, "KOP-10", area="62.01")
    assert [surplus[name] for name in ("amounts", "amount_sum", "amount_max")] == [3, 110, 50]
    assert [capital[name] for name in ("value", "contributors", "amounts", "amount_max")] == [0, 1, 0, 0]


def test_our_own_contract_of_parts_and_wholes_holds_and_notices_when_it_is_broken(values: pl.DataFrame) -> None:
    assert not_adding_up(values).is_empty()
    broken = values.with_columns(numerator=pl.when(pl.col("indicator") == "KOP-02").then(99).otherwise("numerator"))
    assert not_adding_up(broken).height > 0


def test_growth_compares_only_regencies_that_reported_in_both_years(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        last_year = {"legal_date": "01/02/2010", "last_rat_date": None, "business_volume": "100", "book_year": "2023"}
        submit(
            store,
            "register",
            [{"nik": f"621601000000{i}", **last_year} for i in range(4)],
            period="2024-03",
            received=date(2024, 4, 5),
        )
        this_year = last_year | {"business_volume": "150", "book_year": "2024"}
        submit(store, "register", [{"nik": f"621601000000{i}", **this_year} for i in range(1, 6)])
        submit(store, "register", [{"nik": "6215010000001", "district": "Kumai", **this_year}], area="62.01")
        values = count(store, "2024-03", "2025-03")
    assert value_of(values, "KOP-15")["value"] == pytest.approx((5 - 4) / 4 * 100)
    assert value_of(values, "KOP-13")["value"] == pytest.approx((750 - 400) / 400 * 100)
    assert value_of(values, "KOP-13", version="v2")["value"] == pytest.approx((450 - 300) / 300 * 100)
    assert value_of(values, "KOP-15", area="62.01")["status"] == "no_year_before"
    growth = value_of(values, "KOP-13")
    assert [growth[name] for name in ("amounts", "amount_sum", "amount_max", "contributors", "base")] == [4, 400, 100, 4, 4]
    assert [value_of(values, code)["coverage"] for code in ("KOP-01", "KOP-13", "KOP-15")] == [2 / 14, 1 / 14, 1 / 14]


def test_nihil_is_an_answer_and_counts_as_zero_with_coverage(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "umkm", [], period="2025-06", condition=NIL)
        submit(store, "coaching", [], period="2025-06", condition=NIL)
        submit(store, "coaching", [{"participants_male": None, "participants_female": None}], area="62.01", period="2025-06")
        values = count(store, "2025-06")
        for code in ("UMK-01", "UMK-04", "UMK-05", "UMK-06"):
            nihil = value_of(values, code, area="62.02", period="2025-06")
            assert (nihil["value"], nihil["coverage"]) == (0, 1), code
        assert value_of(values, "UMK-02", area="62.02", period="2025-06")["value"] is None
        assert value_of(values, "UMK-01", area="62.01", period="2025-06")["value"] is None
        assert value_of(values, "UMK-05", area="62.01", period="2025-06")["value"] is None


def test_the_provinces_own_report_counts_in_the_total_and_in_no_regency(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"nik": "6271010000001", "district": "Pahandut", "legal_form": "Primer Provinsi"}], area="62")
        submit(store, "register", [{}])
        values = count(store, "2025-03")
    assert value_of(values, "KOP-01")["value"] == 2
    assert value_of(values, "KOP-01")["coverage"] == pytest.approx(1 / 14)
