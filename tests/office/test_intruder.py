"""What an intruder makes of published money: he finds everything where the rule is off, and nobody where it holds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.release import official_values
from assets.storage.tables import VALUES
from assets.store import Store
from tests.intruder import Release, as_written, holdings, rob
from tests.worlds import count, office, submit

DECEMBER, MARCH, JUNE, SEPTEMBER = "2024-12", "2025-03", "2025-06", "2025-09"
SECRET_NIK = "6216010009999"
#: The one cooperative that the attacks are after.
VICTIM = {
    "nik": SECRET_NIK,
    "name": "Koperasi Rahasia",
    "book_year": "2024",
    "business_volume": "777000000",
    "surplus": "55500000",
}


def _cooperatives(count: int, book_year: str = "2024") -> list[dict[str, str | None]]:
    """So many cooperatives with a volume of 1.000, 1.001, … million and a surplus of a twentieth of it."""
    return [
        {"nik": f"62160100{i:05d}", "name": f"Koperasi {i}", "book_year": book_year, "business_volume": f"{1000 + i}000000",
         "surplus": f"{50 + i}000000"}
        for i in range(count)
    ]  # fmt: skip


def _released(store: Store, *periods: str) -> Release:
    """Everything of the periods as it would be published without a rule."""
    values = official_values(store, count(store, *periods).select(VALUES.columns.keys()))
    return Release(values, holdings(store.warehouse))


def _robbed(*releases: Release) -> dict[str, set[float]]:
    """Cooperative → what he has of it, where the rule is off."""
    loot = rob(releases, as_written)
    found: dict[str, set[float]] = {}
    for cooperative, amount in pl.concat([loot.found, loot.large]).select("cooperative", "amount").iter_rows():
        found.setdefault(cooperative, set()).add(abs(amount))
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as opened:
        yield opened


def test_without_the_rule_he_takes_the_numerator_of_shu_per_member_off_shu(store: Store) -> None:
    without_members = VICTIM | {"members_male": None, "members_female": None, "members_total": None}
    submit(store, "register", [*_cooperatives(12), without_members])
    assert _robbed(_released(store, MARCH)) == {SECRET_NIK: {55_500_000}}


def test_without_the_rule_he_takes_the_two_sums_of_growth_off_volume(store: Store) -> None:
    submit(store, "register", _cooperatives(12, "2023"), period="2024-03", received=date(2024, 4, 9))
    submit(store, "register", _cooperatives(12))
    # Kobar has no register of a year before: its one cooperative is in the volume and in neither sum of the growth.
    submit(store, "register", [VICTIM | {"district": "Kumai"}], area="62.01")
    values = _released(store, "2024-03", MARCH)
    province = values.public.filter(pl.col("area_code") == "62", pl.col("segment") == "", pl.col("period") == MARCH)
    assert _robbed(Release(province, values.holdings)) == {SECRET_NIK: {777_000_000}}


def test_without_the_rule_he_takes_june_off_september(store: Store) -> None:
    submit(store, "register", _cooperatives(12), period=JUNE, received=date(2025, 7, 9))
    submit(store, "register", [*_cooperatives(12), VICTIM], period=SEPTEMBER, received=date(2025, 10, 9))
    assert _robbed(_released(store, JUNE, SEPTEMBER)) == {SECRET_NIK: {777_000_000, 55_500_000}}


def test_without_the_rule_he_takes_a_release_off_the_next_after_a_resubmission(store: Store) -> None:
    submit(store, "register", [*_cooperatives(12), VICTIM | {"business_volume": None, "surplus": None}])
    first = _released(store, MARCH)
    submit(store, "register", [*_cooperatives(12), VICTIM], received=date(2025, 4, 20))
    second = _released(store, MARCH)
    assert _robbed(first) == _robbed(second) == {}
    assert _robbed(first, second) == {SECRET_NIK: {777_000_000, 55_500_000}}


def test_without_the_rule_he_takes_what_is_outside_off_the_whole(store: Store) -> None:
    submit(store, "register", [*_cooperatives(12), VICTIM | {"kdmp": "Ya"}])
    values = _released(store, MARCH)
    province = values.public.filter(pl.col("area_code") == "62", pl.col("segment") != "KDMP/KKMP")
    assert _robbed(Release(province, values.holdings)) == {SECRET_NIK: {777_000_000, 55_500_000}}


def test_he_takes_four_figures_together_and_not_five(store: Store) -> None:
    """The province less three regencies is the fourth's one cooperative; less four it is the fifth's."""
    for number, area in enumerate(("62.01", "62.03", "62.04", "62.05")[:3]):
        rows = [row | {"nik": f"62{number}{row['nik'][3:]}", "surplus": None} for row in _cooperatives(5)]
        submit(store, "register", rows, area=area)
    submit(store, "register", [VICTIM | {"surplus": None}])
    values = _released(store, MARCH)
    whole = values.public.filter(pl.col("segment") == "", pl.col("area_code") != "62.02", pl.col("indicator") == "KOP-11")
    assert _robbed(Release(whole, values.holdings)) == {SECRET_NIK: {777_000_000}}
    submit(store, "register", [row | {"nik": f"629{row['nik'][3:]}", "surplus": None} for row in _cooperatives(5)], area="62.05")
    more = _released(store, MARCH)
    whole = more.public.filter(pl.col("segment") == "", pl.col("area_code") != "62.02", pl.col("indicator") == "KOP-11")
    assert _robbed(Release(whole, more.holdings)) == {}


def test_figures_of_other_amounts_than_he_knows_are_a_fault_of_his_own(store: Store) -> None:
    submit(store, "register", _cooperatives(12))
    values = _released(store, MARCH)
    with pytest.raises(ValueError, match="other amounts"):
        rob([Release(values.public, values.holdings.filter(pl.col("cooperative") != "6216010000003"))])
