"""Nights that go wrong: bad files, a returned form, two at once. Nights that are killed: test_faults."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import openpyxl
import polars as pl
import pytest

from assets.keys import ACCEPTED_ROWS, CHAIN, RETURNED_WORKBOOKS
from assets.storage.archive import Archive
from pipelines.definitions import defs
from pipelines.jobs import range_tags
from tests.builders import make_workbook
from tests.integration.conftest import RAPOR, environment
from tests.integration.conftest import rapor as rapor_today
from tests.integration.conftest import rapor_in_june as rapor


def findings(home: Path) -> pl.DataFrame:
    return pl.read_csv(home / "releases/latest/internal/data/findings.csv", infer_schema=False)


def province(home: Path, code: str, period: str) -> tuple[str, str]:
    values = pl.read_csv(home / "releases/latest/publik/data/indicators.csv", infer_schema=False).filter(
        (pl.col("indicator") == code) & (pl.col("period") == period) & (pl.col("area_code") == "62") & pl.col("segment").is_null()
    )
    return values["value"].item(), values["coverage"].item()


def encrypted(path: Path) -> None:
    """The shape of a password-protected workbook: a compound file with an EncryptedPackage stream."""
    name = "EncryptedPackage".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1528 + entry + b"\0" * 2048)


def test_bad_files_get_a_message_are_kept_and_stop_nobody(home: Path) -> None:
    inbox = home / "inbox"
    make_workbook(inbox / "baik.xlsx", {"kdmp": [{}]})
    whole = (inbox / "baik.xlsx").read_bytes()
    (inbox / "terpotong.xlsx").write_bytes(whole[: len(whole) // 2])
    (inbox / "kosong.xlsx").write_bytes(b"")
    (inbox / "teks.xlsx").write_text("Daftar Koperasi")
    encrypted(inbox / "sandi.xlsx")
    make_workbook(inbox / "lain.xlsx", {"kdmp": [{}]}, area="63.01", name="Kabupaten Tanah Laut")
    (inbox / "surat 62.02 Maret 2025.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    noted = findings(home)
    told = {file: set(noted.filter(pl.col("file") == file)["rule"]) for file in noted["file"].unique()}
    assert {"V101"} <= told["terpotong.xlsx"]
    assert {"V102"} <= told["kosong.xlsx"]
    assert {"V103"} <= told["teks.xlsx"]
    assert {"V104"} <= told["sandi.xlsx"]
    assert {"V107"} <= told["lain.xlsx"]
    assert {"V113"} <= told["surat 62.02 Maret 2025.pdf"]
    assert "Kabupaten Tanah Laut" in noted.filter(pl.col("rule") == "V107")["message"].item()
    archive = Archive(home / "archive")
    kept = {line["file"]: archive.path(line["sha256"]) for line in archive.lines() if line["event"] == "received"}
    assert len(kept) == 7
    assert kept["terpotong.xlsx"].read_bytes() == whole[: len(whole) // 2]
    assert province(home, "KDMP-02", "2025-03")[0] == "1"
    archive.journal.verify()


def test_a_file_that_cannot_be_taken_is_told_stays_and_stops_nobody(home: Path) -> None:
    make_workbook(home / "inbox/baik.xlsx", {"kdmp": [{}]})
    (home / "inbox/penerimaan.csv").write_bytes(b"berkas,tanggal_diterima\n" + b"x" * 200_000)
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    assert "Diterima malam ini: 1 berkas" in done.stdout
    assert "Perlu dilihat di kotak masuk: penerimaan.csv: tidak dapat dibaca sebagai tabel." in done.stdout
    assert (home / "inbox/penerimaan.csv").exists() and not (home / "inbox/baik.xlsx").exists()


def test_a_returned_form_stops_neither_its_other_forms_nor_the_other_regencies(with_sample: Callable[..., Path]) -> None:
    home = with_sample("2025-03")
    path = home / "inbox/2025-03/62.02.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Daftar Koperasi"]
    header = next(row for row in sheet.iter_rows(max_row=30) if any(cell.value == "Nama Koperasi" for cell in row))
    status = next(cell for cell in header if cell.value == "Status")
    status.value = "Keterangan"
    book.save(path)
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    fatal = findings(home).filter(pl.col("severity") == "fatal")
    assert fatal.select("area_code", "form", "sheet", "cell", "rule").rows() == [
        ("62.02", "register", "Daftar Koperasi", status.coordinate, "V110")
    ]
    assert province(home, "KOP-01", "2025-03")[1] == "0.928571"
    assert province(home, "KDMP-02", "2025-03")[1] == "1"
    states = pl.read_csv(home / "releases/latest/internal/data/submissions.csv", infer_schema=False)
    returned = states.filter(pl.col("state") == "Dikembalikan untuk perbaikan")
    assert returned.select("area_code", "form").rows() == [("62.02", "register")]
    # Dagster's pages show the newest evaluation, which is of the empty current month.
    key = dg.AssetCheckKey(ACCEPTED_ROWS, "formulir_dikembalikan")
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        shown = instance.event_log_storage.get_latest_asset_check_execution_by_key([key])[key]
    assert shown.event is not None and shown.event.dagster_event is not None
    evaluation = shown.event.dagster_event.asset_check_evaluation_data
    assert (evaluation.passed, evaluation.metadata["catatan"].value) == (False, 1)


def test_a_mended_form_comes_back_and_supersedes_the_returned_one(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{"stage": None}]})
    assert rapor(home, "nightly").returncode == 0
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    assert rapor(home, "nightly").returncode == 0
    states = pl.read_csv(home / "releases/latest/internal/data/submissions.csv", infer_schema=False)
    assert states.select("version", "state").sort("version").rows() == [("1", "Digantikan versi baru"), ("2", "Lolos verifikasi")]
    assert province(home, "KDMP-02", "2025-03")[0] == "1"


def start(home: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([RAPOR, "nightly"], env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_two_nights_at_once_both_succeed(with_sample: Callable[..., Path]) -> None:
    home = with_sample("2025-04", areas=("62.01", "62.02"))
    nights = [start(home), start(home)]
    assert [night.wait(timeout=240) for night in nights] == [0, 0]
    assert len([line for line in Archive(home / "archive").lines() if line["event"] == "received"]) == 2
    Archive(home / "archive").journal.verify()


def test_a_damaged_warehouse_is_made_again_from_the_archive(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    assert rapor(home, "nightly").returncode == 0
    before = (home / "releases/latest/publik/data/indicators.csv").read_bytes()
    (home / "warehouse.duckdb").write_bytes((home / "warehouse.duckdb").read_bytes()[:5000])
    shutil.rmtree(home / "releases")
    assert rapor(home, "nightly").returncode == 0
    assert (home / "releases/latest/publik/data/indicators.csv").read_bytes() == before


def numbers_by_period(home: Path, key: dg.AssetKey, periods: list[str]) -> dict[str, dict[str, object]]:
    """What Dagster's pages show of each partition: its newest numbers."""
    shown: dict[str, dict[str, object]] = {}
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        for period in periods:
            records = instance.fetch_materializations(dg.AssetRecordsFilter(key, asset_partitions=[period]), limit=1).records
            told = records[0].asset_materialization
            assert told is not None
            shown[period] = {name: value.value for name, value in told.metadata.items()}
    return shown


def test_a_partition_shows_its_own_numbers_and_a_range_those_of_single_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for period, rows in (("2025-03", 1), ("2025-04", 3)):
        villages = [{"village_code": f"62.02.05.10{n:02d}"} for n in range(1, rows + 1)]
        make_workbook(home / f"inbox/{period}.xlsx", {"kdmp": villages}, period=period)
    make_workbook(
        home / "inbox/returned.xlsx", {"kdmp": [{"stage": None}]}, period="2025-04", area="62.03", name="Kabupaten Kapuas"
    )
    assert rapor_today(home, "nightly").returncode == 0
    periods = ["2025-03", "2025-04", "2025-05"]
    by_range = {key: numbers_by_period(home, key, periods) for key in CHAIN}
    assert [by_range[ACCEPTED_ROWS][period]["rows"] for period in periods] == [1, 3, 0]
    assert [by_range[RETURNED_WORKBOOKS][period] for period in periods] == [
        {"workbooks": 0, "slips": 1}, {"workbooks": 2, "slips": 2}, {"workbooks": 0, "slips": 0}
    ]  # fmt: skip
    monkeypatch.setenv("RAPOR_HOME", str(home))
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        for key in CHAIN:  # a page opens on the event that came last
            newest = instance.fetch_materializations(key, limit=1).records[0]
            assert newest.partition_key == "2025-04"
        for period in periods:
            assert defs.resolve_job_def("hitung").execute_in_process(instance=instance, tags=range_tags(period, period)).success
    assert {key: numbers_by_period(home, key, periods) for key in CHAIN} == by_range
