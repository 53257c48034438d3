"""Ten registers as real offices export them, against what was counted from their source by other means."""

import shutil
from pathlib import Path

import duckdb
import polars as pl

from tests.integration.conftest import rapor_in_june as rapor

COUNTED = """
    SELECT area_code, count(*) AS cooperatives, count(DISTINCT nik) AS distinct_nik, sum(members_male) AS members_male,
        sum(members_female) AS members_female, sum(members_total) AS members_total,
        count(*) FILTER (last_rat_date BETWEEN '2021-01-01' AND '2021-12-31') AS rat_2021, count(last_rat_date) AS rat_any,
        count(*) FILTER (grade IN ('A', 'B')) AS grade_a_or_b, sum(employees) AS employees
    FROM accepted.register WHERE period = '2021-12' GROUP BY area_code ORDER BY area_code
"""


def test_every_expected_number_comes_out_of_the_accepted_rows_and_the_indicators(home: Path, shared: Path) -> None:
    for path in (shared / "real").glob("*.xlsx"):
        shutil.copy(path, home / "inbox")
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    expected = (
        pl.read_csv(shared / "real" / "expected.csv", schema_overrides={"area_code": pl.String}, infer_schema_length=None)
        .drop("name")
        .sort("area_code")
    )
    release = home / "releases/latest"
    with duckdb.connect(str(release / "internal/kalteng.duckdb"), read_only=True) as analysts:
        counted = analysts.sql(COUNTED).pl()
    assert counted.cast(expected.schema).equals(expected)

    values = pl.read_csv(
        release / "publik/data/indicators.csv", schema_overrides={"area_code": pl.String}, infer_schema_length=None
    )
    values = values.filter(pl.col("segment").is_null() & (pl.col("period") == "2021-12"))

    def column(code: str, part: str) -> list[int]:
        rows = values.filter((pl.col("indicator") == code) & pl.col("area_code").is_in(expected["area_code"].implode())).sort(
            "area_code"
        )
        return rows[part].cast(pl.Int64).to_list()

    assert column("KOP-01", "value") == column("KOP-02", "value") == expected["cooperatives"].to_list()
    assert column("KOP-06", "value") == expected["members_total"].to_list()
    assert column("KOP-07", "numerator") == expected["members_female"].to_list()
    assert column("KOP-07", "denominator") == (expected["members_male"] + expected["members_female"]).to_list()
    assert column("KOP-05", "numerator") == expected["rat_2021"].to_list()
    assert column("KOP-16", "numerator") == expected["grade_a_or_b"].to_list()
    findings = pl.read_csv(release / "internal/data/findings.csv", infer_schema=False)
    assert findings.filter(pl.col("rule") == "V114")["area_key"].n_unique() == 10
    assert findings.filter(pl.col("severity").is_in(["fatal", "explain"])).is_empty()
