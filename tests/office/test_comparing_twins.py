"""The same cooperative under near spellings, and the ones that only look like it."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.accepted import judge_periods
from assets.storage.tables import FINDINGS
from schemas.comparing import Earlier
from tests.builders import make_submitted
from tests.unit.comparing_fixture import added, cells, standing
from tests.worlds import office, submit

ONE: dict[str, str | None] = {
    "nik": "6216010040001",
    "name": "Koperasi Tirta Abadi",
    "village": "Baamang Hulu",
    "legal_number": "012269/BH/IV/2017",
}


def with_other(**differs: str | None) -> list[tuple[str, str, str]]:
    other = ONE | {"nik": "6216010040002", "legal_number": "77/BH/2001"} | differs
    return added(make_submitted("register", [ONE, other]))


@pytest.mark.parametrize(
    "differs",
    [
        {"name": "KOPERASI TIRTA ABADI"},
        {"name": "Koperasi Konsumen Tirta Abadi"},
        {"name": "Kop. Tirta Abdi", "village": "Kel. Baamang Hulu"},
        {"name": "Koperasi Abadi Tirta", "nik": None},
        {"village": None, "legal_number": "0122269/BH/IV/2017"},
        {"village": "Tinduk", "legal_number": "012269/BH/VI/2017"},
        {"village": "Tinduk", "legal_number": "12269 - BH - IV/IV - 2017"},
    ],
    ids=lambda differs: "-".join(str(value) for value in differs.values()),
)
def test_the_same_cooperative_twice_is_noted_on_both_rows(differs: dict[str, str | None]) -> None:
    assert cells(with_other(**differs)) == [("V424", "B6"), ("V424", "B7")]


@pytest.mark.parametrize(
    "differs",
    [
        {"name": "Koperasi Tirta Makmur"},
        {"name": "KUD Tirta Abadi", "village": "Tinduk"},
        {"village": "Tinduk"},
        {"district": "Cempaga", "village": None},
        {"name": "Koperasi Tirta Abadi II"},
        {"name": "Koperasi Tirta Abdi", "status": "Dibubarkan"},
    ],
    ids=lambda differs: "-".join(str(value) for value in differs.values()),
)
def test_another_cooperative_is_not(differs: dict[str, str | None]) -> None:
    assert cells(with_other(**differs)) == []


def test_two_kinds_in_one_village_are_two_cooperatives() -> None:
    rows = [
        ONE | {"name": "KUD Tirta Abadi"},
        ONE | {"nik": "6216010040002", "name": "KPRI Tirta Abadi", "legal_number": "77/BH/2001"},
    ]
    assert added(make_submitted("register", rows)) == []


def test_the_note_names_the_other_row() -> None:
    assert (
        "“Nama Koperasi” Koperasi Tirta Abadi mirip dengan “Kop. Tirta Abdi” pada baris 7"
        in with_other(name="Kop. Tirta Abdi")[0][2]
    )


def test_a_nik_on_both_rows_is_that_note_and_no_other() -> None:
    assert with_other(nik=ONE["nik"]) == []


BARE: dict[str, str | None] = {
    "nik": None,
    "name": "Koperasi Tirta Abadi",
    "legal_number": None,
    "village": None,
    "members_total": "25",
}


@pytest.mark.parametrize(
    "differs",
    [{}, {"name": "KOPERASI  TIRTA ABADI."}, {"members_total": None}, {"nik": "6216010040002"}, {"village": "Baamang Hulu"}],
    ids=lambda differs: "-".join(str(value) for value in differs.values()),
)
def test_one_name_in_one_district_is_noted_where_nothing_tells_the_rows_apart(differs: dict[str, str | None]) -> None:
    assert cells(added(make_submitted("register", [BARE, BARE | differs]))) == [("V424", "B6"), ("V424", "B7")]


@pytest.mark.parametrize(
    "differs",
    [
        {"members_total": "26"}, {"district": "Cempaga"}, {"type": "Jasa"}, {"status": "Dibubarkan"}, {"name": "Koperasi Tirta Abdi"},
        {"name": "Koperasi Tirta Abadi II"}, {"name": "KUD Tirta Abadi"}, {"address": "Jl. Murjani"},
    ],
    ids=lambda differs: "-".join(str(value) for value in differs.values()),
)  # fmt: skip
def test_one_name_in_one_district_is_no_twin_where_a_cell_differs(differs: dict[str, str | None]) -> None:
    rows = [BARE | {"address": "Jl. Sampit 2"}, BARE | {"address": "Jl. Sampit 2"} | differs]
    assert added(make_submitted("register", rows)) == []


def test_twenty_cooperatives_that_stand_twice_without_nik_and_village_are_forty_notes() -> None:
    once = [BARE | {"name": f"Koperasi {name} {kind}"} for name in ("Anggrek", "Melati", "Mawar", "Kenanga") for kind in "abcde"]
    assert len(added(make_submitted("register", [*once, *once]))) == 40


def in_both(**differs: str | None) -> list[tuple[str, str, str]]:
    """What is said of a NIK of Kotim that stands in Kobar's register of March too."""
    there = standing("register", [{"nik": "6216010040001", "district": "Kumai", **differs}], area="62.01", submission="s9")
    return added(
        make_submitted("register", [{}, {"nik": "6216010040002", "name": "Koperasi Lain"}]), Earlier({"register": there})
    )


def test_a_nik_that_another_regency_lists_too_is_noted_and_named() -> None:
    (found,) = in_both()
    assert found[:2] == ("V503", "A6")
    assert "Kabupaten Kotawaringin Barat" in found[2]


def test_a_nik_that_another_regency_listed_in_another_month_is_not() -> None:
    there = standing(
        "register", [{"district": "Kumai"}], area="62.01", submission="s9", period="2024-12", received=date(2025, 1, 8)
    )
    assert added(make_submitted("register", [{}]), Earlier({"register": there})) == []


def test_a_nik_in_two_regencies_is_noted_to_both(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        both = [submit(store, "register", [{}]), submit(store, "register", [{"district": "Kumai"}], area="62.01")]
        judge_periods(store, ["2025-03"])
        noted = store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V503")
    assert sorted(noted["submission"]) == sorted(both)
