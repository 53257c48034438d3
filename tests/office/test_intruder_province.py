"""The money rule against the intruder at the province's true size: he finds nobody, and the province loses no figure."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from assets.store import Store
from schemas.areas import areas
from tests.intruder import Loot, rob
from tests.money_worlds import MONEY, Row, amounts, carry, missing_money, months, release, stand
from tests.unit.sample_fixture import Worlds
from tests.worlds import lay_down, office

REGENCIES = areas("62").codes
PDRB = ({"year": "2023", "value": "205000000000000"}, {"year": "2024", "value": "220000000000000"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A province with a PDRB, so that KOP-14 is published too."""
    with office(tmp_path) as opened:
        lay_down(opened, "grdp", *PDRB)
        yield opened


def found(loot: Loot) -> list[tuple[str, float, float, str]]:
    return list(loot.found.select("cooperative", "amount", "off_by", "figures").iter_rows())


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return Worlds()


def registers(worlds: Worlds, period: str) -> dict[str, list[Row]]:
    """The sample's registers, by regency."""
    return {world.regency.code: rows for world, rows in zip(worlds.each, worlds.of_each("register", period), strict=True)}


def test_he_finds_nobody_in_the_sample_and_the_province_shows_all_its_money(store: Store, worlds: Worlds) -> None:
    for period in ("2024-12", "2025-03"):
        stand(store, period, registers(worlds, period))
    for period, source in (("2025-01", "2024-12"), ("2025-02", "2024-12"), ("2025-04", "2025-03"), ("2025-05", "2025-03")):
        carry(store, period, source, REGENCIES)
    released = release(store, months("2024-12", "2025-05"), closed=["2024-12"])
    assert released.public.filter(pl.col("indicator") == "KOP-11", pl.col("value").is_not_null()).height == 6 * 2 + 14
    assert found(rob([released])) == []
    assert missing_money(released.public).is_empty()


def with_joined(worlds: Worlds, joined: int) -> dict[str, list[Row]]:
    """The registers of December 2025, in which of the village cooperatives of Kotim so many have amounts and all others none."""
    nothing = dict.fromkeys((*MONEY, "book_year"))
    every = {
        area: [row | nothing if row["kdmp"] == "Ya" else row for row in rows]
        for area, rows in registers(worlds, "2025-12").items()
    }
    villages = [row for row in every["62.02"] if row["kdmp"] == "Ya"]
    for number, row in enumerate(villages[:joined]):
        row |= {"book_year": 2024, **amounts(f"village {number}", mean=0.03)}
    return every


@pytest.mark.slow
def test_he_finds_none_of_the_village_cooperatives_that_appear_one_by_one_in_a_year(store: Store, worlds: Worlds) -> None:
    quarters = ("2024-03", "2024-06", "2024-09", "2024-12")
    for period in quarters:
        stand(store, period, registers(worlds, period))
    for period in set(months("2024-03", "2024-12")) - set(quarters):
        carry(store, period, max(quarter for quarter in quarters if quarter < period), REGENCIES)
    for number, period in enumerate(months("2025-01", "2025-12")):
        stand(store, period, with_joined(worlds, number))
    released = release(store, months("2024-03", "2025-12"), closed=["2024-12", "2025-12"])
    loot = rob([released])
    assert loot.isolated >= 11
    assert found(loot) == []
    assert missing_money(released.public).is_empty()
