"""What the harder definitions mean, each with numbers worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.forms import NIL
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP
from tests.worlds import count, office, submit, value_of

DECEMBER, MARCH, JUNE = "2024-12", "2025-03", "2025-06"
INACTIVE = {"status": "Tidak Aktif", "last_rat_date": None}
GONE = {"status": "Dibubarkan", "last_rat_date": None}
IN_JANUARY, IN_JULY = date(2025, 1, 8), date(2025, 7, 8)


def coop(number: int, **what_differs: str | None) -> dict[str, str | None]:
    """A row of Kotim's register with its own NIK and name."""
    return {"nik": f"62160100000{number:02d}", "name": f"Koperasi Ke-{number}", "last_rat_date": None, **what_differs}


def told(values: pl.DataFrame, code: str, *periods: str, **where: str) -> list[float | None]:
    return [value_of(values, code, period=period, **where)["value"] for period in periods]


def test_a_cooperative_is_dissolved_in_the_year_in_which_a_register_says_so_first(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [coop(1, **GONE), coop(2), coop(3)], period=DECEMBER, received=IN_JANUARY)
        submit(store, "register", [coop(1, **GONE), coop(2, **GONE), coop(3)], period=MARCH)
        submit(store, "register", [coop(3, **GONE)], period=JUNE, received=IN_JULY)
        values = count(store, DECEMBER, "2025-02", MARCH, "2025-05", JUNE)
    assert told(values, "KOP-26", DECEMBER, "2025-02", MARCH, "2025-05", JUNE) == [1, 1, 1, 1, 2]
    assert value_of(values, "KOP-26", period="2025-02")["as_of"] == date(2024, 12, 31)


def test_one_that_a_later_register_of_the_year_lists_again_is_not_dissolved(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [coop(1, **GONE), coop(2, **GONE)], period=MARCH)
        submit(store, "register", [coop(1, **INACTIVE)], period=JUNE, received=IN_JULY)
        values = count(store, MARCH, JUNE)
    assert told(values, "KOP-26", MARCH, JUNE) == [2, 1]


def test_one_that_got_its_nik_later_is_dissolved_once(tmp_path: Path) -> None:
    number = {"legal_number": "12/BH/2010"}
    with office(tmp_path) as store:
        submit(store, "register", [coop(1, **GONE) | number | {"nik": None}], period=MARCH)
        submit(store, "register", [coop(1, **GONE) | number], period=JUNE, received=IN_JULY)
        values = count(store, MARCH, JUNE)
    assert told(values, "KOP-26", MARCH, JUNE) == [1, 1]


PROBLEMS = [
    {"obstacle_id": "1", "raised_date": "01/12/2024", "status": "Belum Ditindaklanjuti"},
    {"obstacle_id": "2", "raised_date": "10/03/2025", "status": "Dalam Proses", "resolved_date": "12/03/2025"},
    {"obstacle_id": "3", "raised_date": "01/02/2025", "status": "Selesai", "resolved_date": "11/02/2025"},
    {"obstacle_id": "4", "raised_date": "01/02/2025", "status": "Selesai", "resolved_date": None},
    {"obstacle_id": "5", "raised_date": "01/02/2025", "status": "Tidak Dapat Ditindaklanjuti", "resolved_date": "01/03/2025"},
]


def test_the_status_of_a_problem_decides_whether_it_is_open_resolved_or_neither(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "obstacles", PROBLEMS)
        values = count(store, MARCH)
    rows = {code: value_of(values, code) for code in ("MSL-01", "MSL-02", "MSL-03", "MSL-04")}
    assert rows["MSL-01"]["value"] == 2
    assert (rows["MSL-02"]["numerator"], rows["MSL-02"]["denominator"]) == (2, 4)
    assert (rows["MSL-03"]["value"], rows["MSL-03"]["contributors"], rows["MSL-03"]["base"]) == (10, 1, 2)
    assert (rows["MSL-04"]["numerator"], rows["MSL-04"]["denominator"]) == (1, 2)


def test_a_problem_solved_without_a_date_was_solved_when_it_was_first_reported_so(tmp_path: Path) -> None:
    solved = {"obstacle_id": "4", "raised_date": "01/11/2025", "status": "Selesai", "resolved_date": None}
    with office(tmp_path) as store:
        submit(store, "obstacles", [solved], period="2025-12", received=date(2026, 1, 8))
        submit(store, "obstacles", [solved, solved | {"obstacle_id": "5"}], period="2026-01", received=date(2026, 2, 9))
        values = count(store, "2025-12", "2026-01")
    rows = [value_of(values, "MSL-02", period=period) for period in ("2025-12", "2026-01")]
    assert [(row["numerator"], row["denominator"]) for row in rows] == [(1, 1), (1, 1)]


LEGAL = {"stage": "Berbadan Hukum", "legal_date": "20/03/2025"}


def village(code: str, **what_differs: str | None) -> dict[str, str | None]:
    return {"village_code": code, "stage": "Sosialisasi", **what_differs}


def test_merged_villages_follow_their_partner_over_chains_and_borders(tmp_path: Path) -> None:
    a, b, c, d = "62.02.05.1001", "62.02.05.1002", "62.02.05.1003", "62.01.02.2001"
    with office(tmp_path) as store:
        submit(store, "kdmp", [
            village(a, **LEGAL, legal_number="AHU-1", nib="1204250012345", operating="Ya", land_status="Siap", unit_clinic="Ya"),
            village(b, merged_with=a, operating="Ya"),
            village(c, merged_with=b, legal_number="AHU-9"),
        ])  # fmt: skip
        submit(store, "kdmp", [village(d, district="Kumai", merged_with=c, unit_clinic="Ya", operating="Ya")], area="62.01")
        values = count(store, MARCH)
    assert [value_of(values, "KDMP-07", area=area)["value"] for area in ("62", "62.02", "62.01")] == [4, 3, 1]
    assert [value_of(values, "KDMP-09", area=area)["value"] for area in ("62", "62.02", "62.01")] == [1, 1, 1]
    assert [value_of(values, code)["value"] for code in ("KDMP-10", "KDMP-11", "KDMP-12", "KDMP-13")] == [1, 1, 1, 1]


def test_villages_that_merged_in_a_circle_each_stand_for_themselves(tmp_path: Path) -> None:
    a, b, c = "62.02.05.1001", "62.02.05.1002", "62.02.05.1003"
    with office(tmp_path) as store:
        submit(store, "kdmp", [
            village(a, **LEGAL, legal_number="AHU-1", merged_with=b), village(b, merged_with=a), village(c, merged_with=a),
            village("62.02.05.1008", merged_with="62.02.05.1008", **LEGAL, legal_number="AHU-2"),
        ])  # fmt: skip
        values = count(store, MARCH)
    assert (value_of(values, "KDMP-07")["value"], value_of(values, "KDMP-09")["value"]) == (3, 2)


def test_a_partner_that_nobody_reported_is_none(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [village("62.02.05.1001", **LEGAL, legal_number="AHU-1", merged_with="62.02.05.1099")])
        values = count(store, MARCH)
    assert value_of(values, "KDMP-09")["value"] == 1


def test_the_same_name_in_two_regencies_is_two_cooperatives(tmp_path: Path) -> None:
    same = {"cooperative": "KDMP Maju Bersama", "operating": "Ya"}
    with office(tmp_path) as store:
        submit(
            store,
            "kdmp",
            [village("62.02.05.1001", **same), village("62.02.05.1002", **same), village("62.02.05.1003", operating="Ya")],
        )
        submit(store, "kdmp", [village("62.01.02.2001", district="Kumai", **same)], area="62.01")
        values = count(store, MARCH)
    assert value_of(values, "KDMP-11")["value"] == 3


def test_a_nihil_of_the_villages_is_an_answer_and_its_villages_are_among_those_reported(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [], condition=NIL)
        values = count(store, MARCH)
    row = value_of(values, "KDMP-08", area="62.02")
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 185, "filled")


def twice(first: dict[str, Any], second: dict[str, Any], folder: Path) -> pl.DataFrame:
    """One NIK in the registers of Kobar and of Kotim."""
    with office(folder) as store:
        submit(store, "register", [coop(1, **first), {"nik": None}, {"nik": None}])
        submit(store, "register", [coop(1, **second) | {"district": "Kumai"}], area="62.01")
        return count(store, MARCH)


@pytest.mark.parametrize(
    ("kotim", "kobar", "active", "inactive", "dissolved"),
    [
        ({}, GONE, 3, 0, 0), (GONE, {}, 3, 0, 0), (INACTIVE, {}, 3, 0, 0), (INACTIVE, GONE, 2, 1, 0), (GONE, GONE, 2, 0, 1),
    ],
)  # fmt: skip
def test_a_nik_in_two_regencies_counts_once_by_the_better_attested_status(
    tmp_path: Path, kotim: dict[str, Any], kobar: dict[str, Any], active: int, inactive: int, dissolved: int
) -> None:
    values = twice(kotim, kobar, tmp_path)
    assert [value_of(values, code)["value"] for code in ("KOP-02", "KOP-03", "KOP-26")] == [active, inactive, dissolved]
    assert value_of(values, "KOP-01", area="62.01")["value"] == (0 if kobar is GONE else 1)


def test_of_two_of_one_status_the_one_with_the_newer_rat_counts(tmp_path: Path) -> None:
    values = twice({"last_rat_date": "01/12/2024"}, {"last_rat_date": "05/03/2025"}, tmp_path)
    assert value_of(values, "KOP-05")["numerator"] == 3


def test_all_that_were_examined_in_the_year_are_the_base_of_the_healthy_whatever_the_scale(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [
            coop(1, health="Sehat", health_year="2025"), coop(2, health="Kurang Sehat", health_year="2025"),
            coop(3, health="-", health_year="2025"), coop(4, health="Tidak Sehat", health_year="2024"),
            coop(5, health="Dalam Pengawasan", health_year="2025", status="Tidak Aktif"),
        ])  # fmt: skip
        values = count(store, MARCH)
    row = value_of(values, "KOP-17")
    assert (row["numerator"], row["denominator"]) == (1, 3)


def test_the_baseline_is_found_by_nik_else_by_legal_number_and_name(tmp_path: Path) -> None:
    numbered = {"legal_number": "12/BH/2010"}
    with office(tmp_path) as store:
        submit(store, "register", [
            coop(1, **INACTIVE), coop(2, **INACTIVE) | numbered | {"nik": None}, coop(3, **INACTIVE, legal_number="7/BH/2011"),
            coop(4, **INACTIVE) | {"nik": None}, coop(5, **INACTIVE), coop(6),
        ], period=DECEMBER, received=IN_JANUARY)  # fmt: skip
        submit(store, "register", [
            coop(1, name="Koperasi Berganti Nama"),
            coop(2, nik="6216010009999", legal_number="12 / BH / 2010"),
            coop(3, nik=None, legal_number="7/BH/2011", name="KOPERASI KE 3"),
            coop(4, nik="6216010008888"),
            coop(6, name="Koperasi Ke-5"),
        ])  # fmt: skip
        values = count(store, DECEMBER, MARCH)
    assert [value_of(values, code)["value"] for code in ("KOP-18", "KOP-18.5", "KOP-19")] == [4, 1, 80]


def test_a_revitalised_cooperative_belongs_to_what_it_has_become(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [coop(1, **INACTIVE), coop(2, **INACTIVE)], period=DECEMBER, received=IN_JANUARY)
        submit(store, "register", [coop(1, kdmp="Ya"), coop(2, **INACTIVE)])
        values = count(store, DECEMBER, MARCH)
    parts = [
        (value_of(values, code, segment=segment)["value"])
        for code in ("KOP-18", "KOP-18.2", "KOP-18.3")
        for segment in (KDMP_ONLY, OUTSIDE_KDMP)
    ]  # noqa: E501
    assert parts == [1, 0, 1, 0, 0, 1]
    assert value_of(values, "KOP-19")["value"] == 50
