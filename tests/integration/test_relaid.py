"""Registers laid out in over forty ugly ways: the same accepted rows to the last value, whatever the layout."""

from pathlib import Path

import polars as pl
import pytest

from assets.reading.read import read_file
from tests.fuzz.outcome import judged, values
from tests.relaid.grids import Table, converted, invented, plain, real, write
from tests.relaid.ways import WAYS

#: The largest and one of the smaller; the others are read alike where there is time.
REGISTERS = ("Gunung Mas", "Kotawaringin Timur")
OTHERS = (
    "Barito Selatan",
    "Barito Timur",
    "Barito Utara",
    "Kotawaringin Barat",
    "Murung Raya",
    "Pulang Pisau",
    "Seruyan",
    "Sukamara",
)
#: What a layout may be told of besides what the register as exported is told: never that a value is wrong.
HARMLESS = {"V114", "V115", "V116", "V120", "V125", "V127", "V128", "V129", "V131", "V137", "V138"}


def differences(table: Table, folder: Path) -> list[str]:
    """The ways by which something else is accepted, or something is told that the register as exported is not told."""
    readings = []
    for number, way in enumerate(WAYS.values()):
        (folder / str(number)).mkdir()
        readings.append(read_file(*way(table, folder / str(number))))
    verdict = judged(*readings)
    told = verdict.findings.filter(pl.col("form").is_in(["register", ""])).group_by("submission").agg("rule")
    rules = {submission: set(found) for submission, found in told.iter_rows()}
    wanted, usual = values(verdict), rules["s0"] | HARMLESS
    assert wanted.height == len(table.rows)
    return [
        f"{name}: {sorted(rules[f's{number}'] - usual)}" for number, name in enumerate(WAYS)
        if not values(verdict, number=number).equals(wanted) or rules[f"s{number}"] - usual
    ]  # fmt: skip


def test_an_invented_register_is_read_alike_in_every_layout(tmp_path: Path) -> None:
    assert len(WAYS) >= 30
    assert differences(invented(), tmp_path) == []


@pytest.mark.parametrize("regency", [*REGISTERS, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)])
def test_a_real_register_is_read_alike_in_every_layout(tmp_path: Path, shared: Path, regency: str) -> None:
    assert differences(real(shared / "real" / f"Data Koperasi Kab {regency}.xlsx"), tmp_path) == []


def accepted(path: Path) -> pl.DataFrame:
    return values(judged(read_file(path, path.name)))


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_invented_register_saved_by_libreoffice_is_read_alike(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, {"Sheet1": plain(invented())}, "kiriman.xlsx")
    assert accepted(*converted([path], kind)).equals(accepted(path))


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_real_registers_saved_by_libreoffice_are_read_alike(tmp_path: Path, shared: Path, kind: str) -> None:
    paths = [write(tmp_path, {"Sheet1": plain(real(path))}, path.name) for path in sorted((shared / "real").glob("*.xlsx"))]
    for path, saved in zip(paths, converted(paths, kind), strict=True):
        assert accepted(saved).equals(accepted(path)), path.name
