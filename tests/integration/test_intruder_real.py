"""The intruder at the registers of ten real offices, in which amounts were planted: they report none."""

import random
import shutil
from pathlib import Path

import polars as pl

from assets.storage.home import Home
from assets.storage.tables import accepted
from assets.store import Store, open_store
from tests.integration.conftest import rapor
from tests.intruder import Release, rob
from tests.money_worlds import amounts, missing_money, release

PERIOD = "2021-12"
MONTHS = [PERIOD, "2022-01", "2022-02"]


def _plant(store: Store, left_out: int | None) -> Release:
    """Amounts of 2020 for six in ten of the cooperatives, all but one of them, and what is then published in a closed December."""
    table = accepted("register")
    rows = store.warehouse.table(table, period=[PERIOD]).sort("area_code", "sheet", "row")
    chance = random.Random(7)
    planted = [
        {"book_year": 2020, **amounts(str(number))} if chance.random() < 0.6 and number != left_out else {"book_year": None}
        for number in range(rows.height)
    ]
    money = pl.DataFrame(planted, schema={name: table.columns[name] for name in ("book_year", *amounts(""))})
    with store.warehouse.transaction():
        store.warehouse.replace(table, rows.with_columns(money.get_columns()), period=[PERIOD])
    return release(store, MONTHS, closed=[PERIOD])


def test_he_finds_nobody_in_real_registers_before_and_after_one_cooperative_sends_its_amounts(home: Path, shared: Path) -> None:
    for path in (shared / "real").glob("*.xlsx"):
        shutil.copy(path, home / "inbox")
    assert rapor(home, "nightly").returncode == 0
    with open_store(Home(home)) as store:
        full = _plant(store, None)
        number = next(n for n in range(full.holdings.height) if 0.5 < amounts(str(n))["business_volume"] / 1.098e9 < 1.5)
        without = _plant(store, number)
    both = rob([without, full])
    assert both.isolated > 0
    assert both.found.is_empty(), both.found
    for released in (without, full):
        assert missing_money(released.public).is_empty()
