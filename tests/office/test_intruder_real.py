"""The intruder at the registers of ten real offices, in which amounts are planted: they report none."""

import random
from pathlib import Path

import pytest

from assets.reading.model import Reading
from tests.intruder import Release, rob
from tests.money_worlds import Row, amounts, missing_money, months, release, stand
from tests.unit.reading_fixture import read, table
from tests.worlds import office

CLOSED = "2021-12"


@pytest.fixture(scope="module")
def registers(shared: Path) -> dict[str, list[Row]]:
    """Area → its cooperatives, all of them active as the offices say; six in ten have amounts of 2020."""
    chance = random.Random(7)
    return {
        str(reading.area_code): [_with_amounts(row, chance.random() < 0.6) for row in _rows(reading)]
        for reading in (read(path, path.name) for path in sorted((shared / "real").glob("*.xlsx")))
    }


def _rows(reading: Reading) -> list[Row]:
    columns = ("nik", "name", "legal_number", "district", "members_total")
    return [
        row | {"status": "Aktif", "members_total": _whole(row["members_total"])}
        for row in table(reading).rows.select(columns).to_dicts()
    ]


def _whole(text: str | None) -> int | None:
    digits = (text or "").replace(",", "").strip()
    return int(digits) if digits.isdigit() else None


def _with_amounts(row: Row, has: bool) -> Row:
    return row | ({"book_year": 2020, **amounts(f"{row['nik']}/{row['name']}")} if has else {})


def _released(folder: Path, registers: dict[str, list[Row]]) -> Release:
    with office(folder) as store:
        stand(store, CLOSED, registers)
        return release(store, months(CLOSED, CLOSED), closed=[CLOSED])


def test_he_finds_nobody_in_real_registers_before_and_after_one_cooperative_sends_its_amounts(
    tmp_path: Path, registers: dict[str, list[Row]]
) -> None:
    largest = max(registers, key=lambda area: len(registers[area]))
    ordinary = next(row for row in registers[largest] if 0.5 < row.get("business_volume", 0) / 1098e6 < 1.5)
    nothing = dict.fromkeys(amounts(""))
    without = registers | {largest: [row | nothing if row is ordinary else row for row in registers[largest]]}
    releases = [_released(tmp_path / name, each) for name, each in (("before", without), ("after", registers))]
    loot = rob(releases)
    assert loot.isolated > 0
    assert loot.found.is_empty(), loot.found
    assert all(missing_money(each.public).is_empty() for each in releases)
