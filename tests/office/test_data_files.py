"""The data files of publik/ in the programs that readers open them with: every area, equal sums, numbers as numbers, nothing for nothing."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from assets.publishing.build import write_release
from assets.publishing.edition import Edition
from assets.publishing.release_figures import Figures
from assets.publishing.tabular import TITLES
from schemas.areas import areas
from tests.conftest import ROOT
from tests.unit.publishing_fixture import empty_figures, make_figures, make_reference

PEERS, PEERS_READING = ROOT / ".venv-peers/bin/python", ROOT / "tests/peers/reading.py"
NUMBERS = ("numerator", "denominator", "value", "contributors", "base", "coverage", "low", "high")
#: LibreOffice's filter: separator, UTF-8, language of the numbers (1033 English, 1057 Indonesian), formulas evaluated.
_FILTER = "Text - txt - csv (StarCalc):{separator},34,76,1,,{language},false,true"


def _figures() -> Figures:
    """The figures of the fixture with the BPS codes of their areas, and with bounds where a regency is missing."""
    codes = dict(areas("62").regencies.select("code", "bps_code").iter_rows()) | {"62": "62"}
    figures = make_figures()
    lower = pl.when(pl.col("coverage") < 1).then(pl.col("value") - 0.5)
    return replace(
        figures, values=figures.values.with_columns(bps_code=pl.col("area_code").replace_strict(codes), low=lower, high=lower + 2)
    )


@pytest.fixture(scope="module")
def publik(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    write_release(_figures(), folder, {"rules": "2025.1.1"}, make_reference())
    return folder / "publik"


@pytest.fixture(scope="module")
def published() -> pl.DataFrame:
    return Edition(_figures(), make_reference()).values


def _excel(table: pl.DataFrame) -> pl.DataFrame:
    return table.rename({title: name for name, title in TITLES.items()})


def _told_by_peers(publik: Path, target: Path, *arguments: str) -> Path:
    """What pandas and frictionless read, by a Python that has them; skipped where `make peers` was not run."""
    if not PEERS.exists():
        pytest.skip("lingkungan .venv-peers tidak ada; buat dengan make peers")
    subprocess.run([PEERS, PEERS_READING, publik, target, *arguments], check=True, timeout=180)
    return target


@pytest.fixture(scope="module")
def by_peers(publik: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _told_by_peers(publik, tmp_path_factory.mktemp("peers"))


def _by_polars_of_excel(path: Path) -> pl.DataFrame:
    return _excel(pl.read_csv(path, separator=";", decimal_comma=True))


def _by_duckdb(path: Path) -> pl.DataFrame:
    return duckdb.sql(f"FROM '{path}'").pl()


def _by_duckdb_of_excel(path: Path) -> pl.DataFrame:
    return _excel(duckdb.sql(f"FROM read_csv('{path}', delim = ';', decimal_separator = ',')").pl())


def _by_office(path: Path, tmp_path: Path, separator: int, language: int) -> pl.DataFrame:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice tidak terpasang")
    shutil.copy(path, tmp_path / "given.csv")
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", f"--infilter={_FILTER.format(separator=separator, language=language)}",
               "--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "given.csv")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    heads, *rows = openpyxl.load_workbook(tmp_path / "given.xlsx", data_only=True).active.iter_rows(values_only=True)
    return pl.DataFrame(rows, schema=[str(head) for head in heads], orient="row", infer_schema_length=None)


def _told_alike(read: pl.DataFrame, published: pl.DataFrame) -> None:
    assert read["area_key"].n_unique() == published["area_key"].n_unique() == 15
    assert "K62.10" in read["area_key"]
    for name in NUMBERS:
        assert read.schema[name].is_numeric(), (name, read.schema[name])
        told = read[name].cast(pl.Float64).fill_nan(None)
        assert told.null_count() == published[name].null_count(), name
        assert told.sum() == pytest.approx(published[name].cast(pl.Float64).sum(), rel=1e-6), name
    empty = read.with_columns(pl.col("value").cast(pl.Float64).fill_nan(None)).filter(pl.col("value").is_null())
    assert empty.height and empty.filter(pl.col("status").is_null() | (pl.col("status") == "filled")).is_empty()


@pytest.mark.parametrize(
    ("file", "read"),
    [
        ("indicators.csv", pl.read_csv), ("indicators.csv", _by_duckdb),
        ("indicators-excel.csv", _by_polars_of_excel),
        ("indicators-excel.csv", _by_duckdb_of_excel), ("indicators.parquet", pl.read_parquet),
        ("indicators.parquet", _by_duckdb),
    ],
)  # fmt: skip
def test_a_program_reads_the_figures_without_being_told_anything(
    publik: Path, published: pl.DataFrame, file: str, read: Callable[[Path], pl.DataFrame]
) -> None:
    _told_alike(read(publik / "data" / file), published)


@pytest.mark.parametrize("file", ["indicators.csv", "indicators-excel.csv", "indicators.parquet"])
def test_pandas_reads_the_figures_without_being_told_anything(by_peers: Path, published: pl.DataFrame, file: str) -> None:
    read = pl.read_parquet(by_peers / f"{file}.parquet")
    _told_alike(_excel(read) if "excel" in file else read, published)


@pytest.mark.parametrize(("file", "separator", "language"), [("indicators.csv", 44, 1033), ("indicators-excel.csv", 59, 1057)])
def test_a_spreadsheet_reads_the_figures_each_language_its_own_file(
    publik: Path, published: pl.DataFrame, tmp_path: Path, file: str, separator: int, language: int
) -> None:
    read = _by_office(publik / "data" / file, tmp_path, separator, language)
    if language == 1057:
        read = _excel(read)
        assert set(read["area_code"]) == set(published["area_code"]) and "62.10" in read["area_code"]
        assert set(read["period"]) == set(published["period"])
    _told_alike(read, published)


def test_the_sheet_of_figures_says_what_the_data_file_says(by_peers: Path, published: pl.DataFrame) -> None:
    read = _excel(pl.read_parquet(by_peers / "laporan.xlsx.parquet"))
    _told_alike(read, published)
    assert "62.10" in read["area_code"]


@pytest.mark.parametrize("read", [pl.read_csv, _by_duckdb])
def test_targets_and_achievements_are_numbers_in_every_program(publik: Path, read: Callable[[Path], pl.DataFrame]) -> None:
    _targets_told(read(publik / "data/scores.csv"))


def test_targets_and_achievements_are_numbers_in_pandas_too(by_peers: Path) -> None:
    _targets_told(pl.read_parquet(by_peers / "scores.csv.parquet"))


def _targets_told(scores: pl.DataFrame) -> None:
    exact = Edition(make_figures(), make_reference()).scores
    for name in ("target_low", "achievement", "value", "margin"):
        assert scores[name].cast(pl.Float64).fill_nan(None).sum() == pytest.approx(exact[name].sum(), rel=1e-6), name


def test_the_data_package_is_valid_and_its_types_are_those_of_the_files(publik: Path, by_peers: Path) -> None:
    package = json.loads((by_peers / "package.json").read_text(encoding="utf-8"))
    assert package["valid"], package["wrong"]
    told = package["fields"]
    assert set(told) == {f"data/{path.name}" for path in (publik / "data").iterdir()}
    parquet = pl.read_parquet_schema(publik / "data/indicators.parquet")
    kinds = {"number": pl.Float64, "integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date, "string": pl.String}
    for path in ("data/indicators.parquet", "data/indicators.csv"):
        assert {name: kinds[kind] for name, (kind, _) in told[path].items()} == dict(parquet)
    assert all(description for fields in told.values() for _, description in fields.values())


def test_the_sums_name_every_other_file_of_publik(publik: Path) -> None:
    lines = dict(reversed(line.split("  ")) for line in (publik / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(publik).as_posix(): path for path in publik.rglob("*") if path.is_file()}
    del files["SHA256SUMS"]
    assert lines == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=publik, capture_output=True, check=False)
    assert done.returncode == 0


def test_a_release_without_a_figure_has_a_valid_package_too(tmp_path: Path) -> None:
    write_release(empty_figures(), tmp_path, {}, make_reference())
    target = _told_by_peers(tmp_path / "publik", tmp_path, "package")
    assert json.loads((target / "package.json").read_text(encoding="utf-8"))["valid"]
    assert "version" not in json.loads((tmp_path / "publik/datapackage.json").read_text(encoding="utf-8"))
