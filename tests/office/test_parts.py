"""A list that comes kecamatan by kecamatan: parts that join, one that takes another's place, one that is missing, one that is returned."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.accepted import judge_periods
from assets.judging.parts import SERIES, places
from assets.storage import decisions
from assets.storage.tables import FINDINGS, REPORTS, VERSIONS
from assets.store import Store
from tests.worlds import count, office, submit, value_of

MARCH, APRIL = "2025-03", "2025-04"
Rows = list[dict[str, Any]]


def register(district: str, rows: int, start: int = 0, **differs: Any) -> Rows:
    """So many cooperatives of one kecamatan of Kotawaringin Timur."""
    return [
        {"nik": f"62160100{start + i:05d}", "name": f"Koperasi {district} {start + i}", "village": None, "district": district} | differs
        for i in range(rows)
    ]  # fmt: skip


BAAMANG, CEMPAGA, SELATAN = register("Baamang", 12), register("Cempaga", 5, 100), register("Mentaya Hilir Selatan", 3, 200)


def versions(store: Store) -> list[tuple[int, str, int]]:
    rows = store.warehouse.table(VERSIONS).sort("submission")
    return list(rows.select("version", "state", "rows_accepted").iter_rows())


def notes(store: Store, rule: str) -> list[str]:
    return store.warehouse.table(FINDINGS).filter(pl.col("rule") == rule)["message"].to_list()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_files_of_one_kecamatan_each_are_one_register_in_whatever_order_they_come(tmp_path: Path, order: tuple[int, ...]) -> None:
    with office(tmp_path) as store:
        for day, part in enumerate(order, start=4):
            submit(store, "register", (BAAMANG, CEMPAGA, SELATAN)[part], received=date(2025, 4, day))
        values = count(store, MARCH)
        assert value_of(values, "KOP-01", area="62.02")["value"] == 20
        assert versions(store) == [(1, "Lolos verifikasi", n) for n in (len((BAAMANG, CEMPAGA, SELATAN)[part]) for part in order)]
        (report,) = (
            store.warehouse.table(REPORTS, period=[MARCH]).filter(form="register", area_code="62.02").iter_rows(named=True)
        )
        assert (report["received_at"], report["state"]) == (date(2025, 4, 4), "Lolos verifikasi")


def test_a_file_that_names_the_kecamatan_of_one_part_takes_that_parts_place_alone(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for part in (BAAMANG, CEMPAGA, register("Cempaga", 6, 100)):
            submit(store, "register", part)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 18
        assert versions(store) == [(1, "Lolos verifikasi", 12), (1, "Digantikan versi baru", 5), (1, "Lolos verifikasi", 6)]


def test_a_list_of_all_kecamatan_takes_the_place_of_all_parts(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for part in (BAAMANG, CEMPAGA, [*BAAMANG[:11], *CEMPAGA]):
            submit(store, "register", part)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 16
        assert [version for version, *_ in versions(store)] == [1, 1, 2]


def test_a_returned_part_keeps_the_whole_form_from_standing_until_it_is_mended(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", BAAMANG)
        submit(store, "register", [row | {"status": None} for row in CEMPAGA])
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["status"] == "not_reported"
        submit(store, "register", CEMPAGA)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 17
        assert [state for _, state, _ in versions(store)] == ["Lolos verifikasi", "Digantikan versi baru", "Lolos verifikasi"]


def test_only_the_mended_rows_of_one_kecamatan_do_not_take_the_place_of_its_part(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for part in (BAAMANG, CEMPAGA, BAAMANG[:2]):
            submit(store, "register", part)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 17
        (told,) = notes(store, "V608")
        assert "berisi 2 baris, sedangkan versi yang diterima sebelumnya 12 baris" in told


def test_only_the_mended_rows_of_several_kecamatan_do_not_take_the_place_of_the_whole(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for part in (BAAMANG, CEMPAGA, [*BAAMANG[:1], *CEMPAGA[:1]]):
            submit(store, "register", part)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 17
        assert "versi yang diterima sebelumnya 17 baris" in notes(store, "V608")[0]


def test_kecamatan_of_the_last_report_that_are_missing_are_named(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}, {"village_code": "62.02.05.1002", "village": "Baamang Hilir"}])
        submit(store, "register", [*BAAMANG, *CEMPAGA, *SELATAN])
        submit(store, "register", [*BAAMANG, *CEMPAGA], period=APRIL, received=date(2025, 5, 6))
        judge_periods(store, [MARCH, APRIL])
        (told,) = notes(store, "V610")
        assert told.startswith("Tidak ada baris untuk kecamatan Mentaya Hilir Selatan. ")


def test_a_first_list_in_parts_is_asked_about_every_kecamatan_that_has_not_come(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", BAAMANG)
        submit(store, "register", CEMPAGA)
        judge_periods(store, [MARCH])
        (told,) = notes(store, "V610")
        assert "Kota Besi" in told and "Baamang" not in told


def test_one_list_without_a_report_before_it_is_not_asked_about_kecamatan(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", BAAMANG)
        judge_periods(store, [MARCH])
        assert notes(store, "V610") == []


def test_what_the_office_accepts_counts_though_it_is_much_shorter_or_its_unit_is_doubted(tmp_path: Path) -> None:
    amounts = [row | {"assets": "481", "book_year": "2024"} for row in BAAMANG]
    with office(tmp_path) as store:
        submit(store, "register", [*BAAMANG, *register("Baamang", 30, 300)])
        short = submit(store, "register", amounts)
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 42
        decisions.accept(store.archive, short, "register", MARCH, "Rina", "memang hanya 12, telah ditanyakan")
        values = count(store, MARCH)
        assert value_of(values, "KOP-01", area="62.02")["value"] == 12
        assert value_of(values, "KOP-08", area="62.02")["value"] == 12 * 481
        assert (notes(store, "V608"), notes(store, "V611")) == ([], [])
        assert "memang hanya 12, telah ditanyakan" in notes(store, "V612")[0]


def test_amounts_of_a_doubted_unit_are_in_question_and_the_rest_counts(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [row | {"assets": "481", "book_year": "2024"} for row in BAAMANG])
        values = count(store, MARCH)
    doubted = value_of(values, "KOP-08", area="62.02")
    assert (doubted["value"], doubted["status"], doubted["coverage"]) == (None, "in_question", 0)
    assert value_of(values, "KOP-01", area="62.02")["value"] == 12


DISTRICTS = [f"62.02.{n:02d}" for n in range(1, 9)]


def sent(parts: list[list[str]], rows: int = 20) -> pl.DataFrame:
    """Versions of one register as `versions_sent` gives them, each of these kecamatan."""
    lines = [
        {"area_code": "62.02", "period": MARCH, "form": "register", "submission": f"s{n}", "seq": n, "districts": sorted(part),
         "rows_accepted": rows, "passes": True, "condition": None, "sample": False} for n, part in enumerate(parts)
    ]  # fmt: skip
    return pl.DataFrame(lines, schema_overrides={"districts": pl.List(pl.String), "condition": pl.String})


@given(st.permutations(DISTRICTS), st.lists(st.integers(1, 7), max_size=4, unique=True))
def test_parts_of_any_cut_in_any_order_are_one_version(order: list[str], cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(order)]
    parts = [order[a:b] for a, b in zip(ends, ends[1:], strict=False)]
    decided = places(sent(parts), set())
    assert decided["version"].to_list() == [1] * len(parts)
    assert decided["replaced_by"].null_count() == len(parts)


@given(st.lists(st.lists(st.sampled_from(DISTRICTS), unique=True, max_size=8), min_size=2, max_size=7))
def test_no_kecamatan_is_counted_twice_whatever_comes(parts: list[list[str]]) -> None:
    rows = sent(parts)
    decided = rows.join(places(rows, set()), on=["submission", "form"]).filter(pl.col("replaced_by").is_null())
    for _, whole in decided.group_by(*SERIES, "version"):
        if whole.height > 1:
            named = whole["districts"].explode()
            assert named.is_unique().all() and named.null_count() == 0
