"""The money rule against the intruder at the province's true size: he finds nobody, and the province loses no figure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assets.computing import figures
from assets.store import Store
from schemas.areas import areas
from schemas.indicators import GRDP
from tests.intruder import Loot, Release, rob
from tests.money_worlds import Row, amounts, carry, missing_money, months, release, stand
from tests.unit.sample_fixture import Worlds
from tests.worlds import office

REGENCIES = areas("62").codes
#: About half of the volume is lost in the sum of a year that nobody has a PDRB of.
PDRB = pl.DataFrame({"area_code": ["62", "62"], "year": [2023, 2024], "value": [2.05e14, 2.2e14], "source": "", "as_of": None})


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A province with a PDRB, so that KOP-14 is published too."""
    loaded = PDRB.cast(pl.Schema(GRDP), strict=False)
    monkeypatch.setattr(figures, "grdp", lambda: loaded)
    with office(tmp_path) as opened:
        yield opened


def cooperative(area: str, number: int, book_year: int | None = None, **what_differs: Any) -> Row:
    """An active one; with amounts where it has a book year."""
    nik = f"{area.replace('.', '')}{number:09d}"
    usual = {"nik": nik, "name": f"Koperasi {nik}", "status": "Aktif", "kdmp": "Tidak", "members_total": 20 + number % 300}
    figures = {} if book_year is None else {"book_year": book_year, **amounts(f"{nik}/{book_year}")}
    return usual | figures | what_differs


def registers(book_year: int, of_each: int = 126) -> dict[str, list[Row]]:
    """1.764 cooperatives of which the amounts are known, as many in every regency."""
    return {area: [cooperative(area, number, book_year) for number in range(of_each)] for area in REGENCIES}


def found(loot: Loot) -> list[tuple[str, float, float, str]]:
    return list(loot.found.select("cooperative", "amount", "off_by", "figures").iter_rows())


def test_he_finds_nobody_in_the_sample_and_the_province_shows_all_its_money(store: Store) -> None:
    worlds = Worlds()
    for period in ("2024-12", "2025-03"):
        rows = worlds.of_each("register", period)
        stand(store, period, {world.regency.code: own for world, own in zip(worlds.each, rows, strict=True)})
    for period, source in (("2025-01", "2024-12"), ("2025-02", "2024-12"), ("2025-04", "2025-03"), ("2025-05", "2025-03")):
        carry(store, period, source, REGENCIES)
    released = release(store, months("2024-12", "2025-05"), closed=["2024-12"])
    assert released.public.filter(pl.col("indicator") == "KOP-11", pl.col("value").is_not_null()).height == 6 * 2 + 14
    assert found(rob([released])) == []
    assert missing_money(released.public).is_empty()


def _year(store: Store, joins: Any) -> Release:
    """The quarters of 2024 and every month of 2025: by each month as many rows of `joins(n)` as months have gone have joined Kotim."""
    for period in ("2024-03", "2024-06", "2024-09", "2024-12"):
        stand(store, period, registers(2023))
    for number, period in enumerate(months("2025-01", "2025-12")):
        every = registers(2024)
        every["62.02"] += [joins(each) for each in range(number)]
        stand(store, period, every)
    for period in months("2024-03", "2024-12"):
        if period[5:] not in ("03", "06", "09", "12"):
            quarter = f"2024-{(int(period[5:]) - 1) // 3 * 3:02d}"
            carry(store, period, quarter, REGENCIES)
    return release(store, months("2024-03", "2025-12"), closed=["2024-12", "2025-12"])


@pytest.mark.slow
def test_he_finds_none_of_the_village_cooperatives_that_appear_one_by_one_in_a_year(store: Store) -> None:
    def village(number: int) -> Row:
        return cooperative("62.02", 5000 + number, 2024, kdmp="Ya", **amounts(f"village {number}", mean=0.03))

    released = _year(store, village)
    loot = rob([released])
    assert loot.isolated >= 11 and found(loot) == []
    assert missing_money(released.public).is_empty()
