"""`rapor trace` as an auditor runs it: over a release alone, with no archive and no warehouse beside it."""

import re
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import duckdb
import polars as pl
import pytest

from assets.storage.database import Database
from schemas.areas import areas
from tests.integration.conftest import rapor_in_june as rapor
from tests.traced import differing, official


def only_the_release(home: Path, target: Path) -> Path:
    """The newest release, copied out of its home."""
    shutil.copytree((home / "releases" / "latest").resolve(), target)
    return target


def test_a_figure_is_traced_to_its_cells_and_a_cell_to_its_figures(with_sample: Callable[..., Path], tmp_path: Path) -> None:
    home = with_sample("2025-03", areas=("62.02", "62.10"))
    assert rapor(home, "trace", "KOP-04", "--period", "2025-03").stderr.startswith("Belum ada rilis.")
    assert rapor(home, "nightly").returncode == 0
    release = only_the_release(home, tmp_path / "release")
    nowhere = tmp_path / "nowhere"

    done = rapor(nowhere, "trace", "KOP-04", "--period", "2025-03", "--area", "62.10", "--release", str(release), "--csv")
    rows = pl.read_csv(StringIO(done.stdout), infer_schema_length=None)
    assert rows.columns[:7] == ["sha256", "file", "sheet", "cell", "row", "raw", "value"]
    (exact,) = official(
        str(release / "internal" / "kalteng.duckdb"),
        "indicator = 'KOP-04' AND period = '2025-03' AND area_code = '62.10' AND coalesce(segment, '') = ''",
    ).iter_rows(named=True)
    assert (rows["numerator"].sum(), rows["denominator"].sum()) == (exact["numerator"], exact["denominator"])

    told = rapor(
        nowhere, "trace", "KOP-04", "--period", "2025-03", "--area", "62.10", "--release", str(release)
    ).stdout.splitlines()
    assert told[0] == "KOP-04 Persentase koperasi aktif · Kabupaten Gunung Mas · Maret 2025"
    assert any(line.startswith("2025-03/62.10.xlsx (") and "· Daftar Koperasi · O" in line for line in told)

    held = rapor(nowhere, "trace", "KOP-05", "--period", "2025-03", "--area", "62.10", "--release", str(release)).stdout
    assert re.search(
        r" · “Aktif” · NIK Koperasi \d{13}, Tanggal RAT Terakhir \d+ \w+ 2025 · pembilang 1, penyebut 1$", held, re.MULTILINE
    )
    received = rapor(nowhere, "trace", "LAP-01", "--period", "2025-03", "--area", "62.10", "--release", str(release)).stdout
    assert re.search(r"^2025-03/62\.10\.xlsx \(\w{12}\) · Pembinaan · pembilang 1, penyebut 1$", received, re.MULTILINE)
    assert "None" not in held + received

    name = f"Daftar Koperasi!{rows['cell'][0]}"
    back = rapor(nowhere, "trace", rows["sha256"][0][:12], name, "--release", str(release)).stdout.splitlines()
    assert back[0] == f"2025-03/62.10.xlsx · Daftar Koperasi · {rows['cell'][0]} · Status"
    assert any(line.startswith("KOP-04 ") for line in back)
    assert not nowhere.exists()


def test_what_cannot_be_traced_is_one_sentence_that_says_what_can(with_sample: Callable[..., Path]) -> None:
    home = with_sample("2025-03", areas=("62.02",))
    assert rapor(home, "nightly").returncode == 0
    for arguments, why in (
        (("KOP-99", "--period", "2025-03"), "Indikator “KOP-99” tidak ada. Contoh: rapor trace KOP-04"),
        (("KOP-04",), "Sebutkan periodenya"),
        (("KOP-04", "--period", "2025-03", "--segment", "KUD"), "Pilihan: di luar KDMP/KKMP, KDMP/KKMP"),
        (("KOP-04", "--period", "2031-01"), "Periodenya 2025-03 sampai"),
        (("nobody.xlsx", "B6"), "tidak ada pada rilis ini"),
        (("62.02.xlsx", "B6"), "Sebutkan lembarnya"),
    ):
        done = rapor(home, "trace", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and why in done.stderr and len(done.stderr.splitlines()) == 1


def assert_traced(release: Path, where: str = "true") -> None:
    """Every figure of a release is what its rows add up to."""
    path = str(release / "internal" / "kalteng.duckdb")
    with duckdb.connect(path, read_only=True) as analysts:
        assert differing(Database(analysts), official(path, where), areas("62")) == []


@pytest.mark.slow
def test_every_figure_of_the_sample_is_what_its_rows_add_up_to(with_sample: Callable[..., Path]) -> None:
    home = with_sample("2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05")
    assert rapor(home, "nightly").returncode == 0
    assert_traced(home / "releases" / "latest", "period <= '2025-06'")


@pytest.mark.slow
def test_every_figure_of_the_real_registers_is_what_its_rows_add_up_to(home: Path, shared: Path) -> None:
    for path in (shared / "real").glob("*.xlsx"):
        shutil.copy(path, home / "inbox")
    assert rapor(home, "nightly").returncode == 0
    assert_traced(home / "releases" / "latest", "period IN ('2021-12', '2022-03')")
