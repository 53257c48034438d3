"""The number that README follows from its cell to the page is the one of the sample."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl

from assets.reading.read import read_file
from assets.receiving.filed_rows import tables
from pipelines.sample import make_sample
from schemas.areas import areas
from schemas.judge import judge
from tests.conftest import ROOT

FILE, SHEET, ROW = "2025-03/62.10.xlsx", "Daftar Koperasi", 9


def test_the_cell_that_readme_follows_is_read_typed_and_counted_as_it_says(tmp_path: Path) -> None:
    make_sample(tmp_path)
    assert openpyxl.load_workbook(tmp_path / FILE)[SHEET]["R9"].value == datetime(2025, 1, 17)
    receipt = {"sha256": "s", "file": FILE, "seq": 1, "at": "2025-04-10T00:00:00+00:00"}
    submitted = tables([(receipt, None, read_file(tmp_path / FILE, FILE))], "")
    [letter] = submitted.layouts.filter((pl.col("form") == "register") & (pl.col("column") == "last_rat_date"))["letter"]
    [text] = submitted.rows["register"].filter(pl.col("row") == ROW)["last_rat_date"]
    assert (letter, text) == ("R", "2025-01-17 00:00:00")
    rows = judge(submitted, areas()).accepted["register"]
    assert rows.filter(pl.col("row") == ROW).select("name", "last_rat_date").row(0) == (
        "Koperasi Produsen Arut Mulang", date(2025, 1, 17),
    )  # fmt: skip
    active = rows.filter(pl.col("status") == "Aktif")
    held = active.filter(pl.col("last_rat_date").is_between(date(2025, 1, 1), date(2025, 3, 31)))
    assert (held.height, active.height, f"{100 * held.height / active.height:.2f}".replace(".", ",")) == (48, 214, "22,43")
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"the {held.height} of {active.height} active" in told and "**22,43%**" in told
