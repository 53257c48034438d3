"""Ten real registers, where they lie beside the checkout: counts and sums as they were counted by other means."""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from tests.unit.reading_fixture import read, rules, table

SHARED = Path(os.environ.get("RAPOR_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
SUMS = ("members_male", "members_female", "members_total", "employees")


@pytest.fixture(scope="module")
def expected() -> list[dict[str, str]]:
    listing = SHARED / "real" / "expected.csv"
    if not listing.exists():
        pytest.skip("the ten real registers are not on this machine (set RAPOR_SHARED)")
    return list(csv.DictReader(listing.open(encoding="utf-8")))


def test_the_real_registers_are_read_as_they_were_counted_by_other_means(expected: list[dict[str, str]]) -> None:
    for wanted in expected:
        name = f"Data Koperasi Kab {wanted['name']}.xlsx"
        reading = read(SHARED / "real" / name, name)
        rows = table(reading).rows
        sums = rows.select(pl.col(SUMS).str.strip_chars().str.replace_all(",", "").cast(pl.Int64, strict=False).sum()).row(0)
        dates = rows["last_rat_date"].str.strip_chars()
        assert (reading.area_code, reading.period) == (wanted["area_code"], "2021-12")
        assert rows.height == int(wanted["cooperatives"])
        assert rows["nik"].n_unique() == int(wanted["distinct_nik"])
        assert sums == tuple(int(wanted[name]) for name in SUMS)
        assert (dates != "").sum() == int(wanted["rat_any"])
        assert dates.str.ends_with("2021").sum() == int(wanted["rat_2021"])
        assert rows["grade"].is_in(["A", "B"]).sum() == int(wanted["grade_a_or_b"])
        assert rows["row"].to_list() == list(range(7, 7 + rows.height))
        assert set(rules(reading)) == {"V114", "V115"}
