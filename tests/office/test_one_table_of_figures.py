"""One table of figures and one formatting of them: a value that is another is another wherever it is told, and nowhere else is it told."""

import re
from html import unescape
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from assets.publishing.build import write_release
from schemas.indicators import OUTSIDE_KDMP
from tests.unit.publishing_fixture import NOW, make_figures, make_reference

AREA, CODE = "62.01", "KOP-04"
KEY = f"{CODE}|{AREA}|{NOW}|{OUTSIDE_KDMP}"
VALUE, TOLD, IN_FILES = 12.3456785, "12,35%", "12.345678"
PAGES = ("index.html", f"kabupaten/{AREA}.html", f"indikator/{CODE}.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which one share is another, that of a regency outside KDMP/KKMP."""
    folder = tmp_path_factory.mktemp("one-value")
    one = (
        (pl.col("indicator") == CODE)
        & (pl.col("area_code") == AREA)
        & (pl.col("period") == NOW)
        & (pl.col("segment") == OUTSIDE_KDMP)
    )
    values = make_figures().values.with_columns(value=pl.when(one).then(VALUE).otherwise("value"))
    write_release(make_figures(values=values), folder, {"rules": "1"}, make_reference())
    return folder


@pytest.mark.parametrize("audience", ["publik", "internal"])
@pytest.mark.parametrize("name", PAGES)
def test_the_value_is_on_every_page_that_tells_of_it_and_the_same_on_each(folder: Path, audience: str, name: str) -> None:
    html = (folder / audience / name).read_text(encoding="utf-8")
    shown = re.findall(r'<data value="([^"]*)" data-key="([^"]*)">([^<]*)</data>', html)
    assert {(value, text) for value, key, text in shown if unescape(key) == KEY} == {(IN_FILES, TOLD)}


def test_it_is_the_lowest_on_the_first_screen(folder: Path) -> None:
    html = (folder / "publik/index.html").read_text(encoding="utf-8")
    said = re.sub(r"<[^>]+>", "", html[html.index("<dt>Terendah</dt>") :])
    assert said.startswith(f"TerendahKotawaringin Barat {TOLD}, ")


def test_the_files_and_the_workbooks_tell_the_same(folder: Path) -> None:
    csv = pl.read_csv(folder / "publik/data/indicators.csv", infer_schema=False)
    one = {"indicator": CODE, "area_code": AREA, "period": NOW, "segment": OUTSIDE_KDMP}
    assert csv.filter(**one)["value"].to_list() == [IN_FILES]
    assert pl.read_parquet(folder / "publik/data/indicators.parquet").filter(**one)["value"].to_list() == [float(IN_FILES)]
    for audience in ("publik", "internal"):
        sheet = openpyxl.load_workbook(folder / audience / "laporan.xlsx", read_only=True)["Kabupaten-Kota"]
        told = [cell for row in sheet.iter_rows(values_only=True) if "Kotawaringin Barat" in row for cell in row]
        assert [
            cell for cell in told if isinstance(cell, float) and abs(cell * 100 - VALUE) < 1e-6 or cell == pytest.approx(VALUE)
        ]
