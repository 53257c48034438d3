"""`rapor profile accept` as its user runs it, and the night after it."""

from pathlib import Path

import polars as pl

from assets.storage.archive import Archive
from tests.integration.conftest import rapor_in_june as rapor
from tests.unit.reading_fixture import make_workbook

HEADER = ("No", "Nama Kop", "Kecamtan", "Macam Usaha", "Keadaan")
ROW = (1, "Koperasi Maju", "Baamang", "Konsumen", "Aktif")
MEANT = (
    "--column",
    "Nama Kop=name",
    "--column",
    "Kecamtan=district",
    "--column",
    "Macam Usaha=type",
    "--column",
    "Keadaan=status",
)


def states(home: Path) -> list[tuple[str, str]]:
    found = pl.read_csv(home / "releases/latest/internal/data/submissions.csv", infer_schema=False)
    return found.select("form", "state").drop_nulls().rows()


def test_a_file_that_was_not_recognised_counts_after_a_person_said_what_its_headings_mean(home: Path) -> None:
    path = make_workbook(home / "inbox", sheets={"Data": [HEADER, ROW]}, name="62.02 2025-03.xlsx", cover=None)
    sent = home.parent / "kiriman.xlsx"
    sent.write_bytes(path.read_bytes())
    assert rapor(home, "nightly").returncode == 0
    assert states(home) == []

    shown = rapor(home, "profile", "accept", str(sent))
    assert shown.returncode == 0 and "Kecamatan (94)" in shown.stdout and "Tidak ada yang diterapkan" in shown.stdout
    refused = rapor(home, "profile", "accept", str(sent), *MEANT[:2], "--name", "dinas-kotim", "--by", "Rina", "--reason", "uji")
    assert refused.returncode == 2 and "Kolom wajib belum ada" in refused.stderr
    done = rapor(
        home, "profile", "accept", str(sent), *MEANT, "--name", "dinas-kotim", "--by", "Rina", "--reason", "ekspor dinas"
    )
    assert done.returncode == 0, done.stderr
    assert [line["event"] for line in Archive(home / "archive").lines() if line["event"] == "profile accepted"] == [
        "profile accepted"
    ]

    assert rapor(home, "nightly").returncode == 0
    assert states(home) == [("register", "Lolos verifikasi")]
    findings = pl.read_csv(home / "releases/latest/internal/data/findings.csv", infer_schema=False)
    assert "dinas-kotim" in findings.filter(pl.col("rule") == "V114")["message"].item()
    assert rapor(home, "check", str(sent), "--json").stdout.count('"V114"') == 1
    Archive(home / "archive").journal.verify()
