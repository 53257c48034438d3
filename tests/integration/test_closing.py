"""Closing a period by the command, a late file, and reopening it."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl

from tests.builders import make_workbook
from tests.conftest import ROOT
from tests.integration.conftest import rapor_in_june as rapor


def told(home: Path, indicator: str) -> str:
    values = pl.read_csv(home / "releases/latest/publik/data/indicators.csv", infer_schema=False)
    own = (pl.col("indicator") == indicator) & (pl.col("area_code") == "62") & pl.col("segment").is_null()
    return str(values.filter(own & (pl.col("period") == "2025-03"))["value"].item())


def states(home: Path) -> list[str]:
    return (
        pl.read_csv(home / "releases/latest/internal/data/submissions.csv", infer_schema=False).sort("version")["state"].to_list()
    )


def test_a_late_file_after_closing_changes_no_figure_until_the_period_is_reopened(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    early = rapor(home, "close", "2025-03", "--by", "Kepala Bidang", "--why", "lengkap", "--reason", "Bu Siti setuju")
    assert (early.returncode, "belum mempunyai laporan" in early.stderr) == (2, True)
    assert rapor(home, "nightly").returncode == 0
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    waits = rapor(home, "close", "2025-03", "--by", "Kepala Bidang", "--why", "lengkap", "--reason", "Bu Siti setuju")
    assert (waits.returncode, "1 berkas di kotak masuk belum diterima" in waits.stderr) == (2, True)
    (home / "inbox/a.xlsx").unlink()
    closed = rapor(home, "close", "2025-03", "--by", "Kepala Bidang", "--why", "lengkap", "--reason", "Bu Siti setuju")
    assert closed.returncode == 0, closed.stderr
    assert (
        rapor(home, "close", "2025-03", "--by", "Kepala Bidang", "--why", "lengkap", "--reason", "Bu Siti setuju").returncode == 2
    )

    second = {"village_code": "62.02.05.1002", "village": "Baamang Tengah"}
    make_workbook(home / "inbox/b.xlsx", {"kdmp": [{}, second]})
    assert rapor(home, "nightly").returncode == 0
    assert (told(home, "KDMP-02"), states(home)) == ("1", ["Ditutup (angka final)", "Terlambat"])
    page = (home / "releases/latest/publik/index.html").read_text(encoding="utf-8")
    assert "Angka final" in page
    assert "laporan lengkap" in page
    assert not [word for word in ("Kepala Bidang", "Siti") if word in page]
    assert "Siti" in (home / "releases/latest/internal/index.html").read_text(encoding="utf-8")

    assert rapor(home, "reopen", "2025-03", "--by", "Kepala Bidang", "--why", "koreksi").returncode == 0
    assert rapor(home, "nightly").returncode == 0
    assert (told(home, "KDMP-02"), states(home)) == ("2", ["Digantikan versi baru", "Lolos verifikasi"])
    assert rapor(home, "verify").returncode == 0
    both = [line for line in map(json.loads, (home / "archive/journal.jsonl").open()) if line["event"] in ("closed", "reopened")]
    assert [(line["by"], line["why"], line["reason"]) for line in both] == [
        ("Kepala Bidang", "lengkap", "Bu Siti setuju"),
        ("Kepala Bidang", "koreksi", ""),
    ]
    assert "--why" in rapor(home, "close", "2025-03", "--by", "a", "--why", "entah").stderr


def test_status_tells_who_sent_what_and_a_receipt_is_checked_without_us(home: Path) -> None:
    path = make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    content = path.read_bytes()
    assert rapor(home, "nightly").returncode == 0
    seen = rapor(home, "status", "2025-03")
    assert seen.returncode == 0
    assert "Kotawaringin Timur" in seen.stdout
    assert "Lolos verifikasi" in seen.stdout
    assert "Belum menyampaikan" in seen.stdout
    copy = home / "salinan.xlsx"
    copy.write_bytes(content)
    script = [sys.executable, ROOT / "docs/check_receipt.py", home / "archive/journal.jsonl", copy]
    checked = subprocess.run(script, capture_output=True, text=True, check=False)
    assert checked.returncode == 0
    assert "sebagai a.xlsx" in checked.stdout and "lagi" not in checked.stdout
    manifest = home / "releases/latest/manifest.json"
    anchored = subprocess.run([*script, manifest], capture_output=True, text=True, check=False)
    assert "sesuai catatan rilis itu" in anchored.stdout
    (home / "inbox/b.xlsx").write_bytes(content)
    assert rapor(home, "nightly").returncode == 0
    later = subprocess.run(script, capture_output=True, text=True, check=False).stdout
    assert "sebagai a.xlsx" in later and "ditemukan lagi" in later and "sebagai b.xlsx" in later
    alone = subprocess.run(script[:2], capture_output=True, text=True, check=False)
    assert (alone.returncode, alone.stderr.split()[0]) == (2, "Pemakaian:")

    # The release pins the line before the one that tells of its publication.
    release = json.loads(manifest.read_text())["journal"]
    lines = (home / "archive/journal.jsonl").read_text().splitlines(keepends=True)
    assert len(lines) == release["seq"] + 1
    (home / "archive/journal.jsonl").write_text("".join(lines[:-2]))
    shortened = subprocess.run([*script, manifest], capture_output=True, text=True, check=False)
    assert (shortened.returncode, f"baris {release['seq']}" in shortened.stderr) == (1, True)
    done = rapor(home, "verify")
    assert done.returncode == 1
    assert f"jurnal hanya {release['seq'] - 1} baris" in done.stderr
    assert manifest.resolve().parent.name in done.stderr


def test_verify_names_a_changed_original_and_a_changed_line(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"kdmp": [{}]})
    assert rapor(home, "nightly").returncode == 0
    journal = home / "archive/journal.jsonl"
    receipt = json.loads(journal.read_text().splitlines()[0])
    original = home / "archive" / receipt["sha256"][:2] / receipt["sha256"]
    original.chmod(0o640)
    original.write_bytes(original.read_bytes() + b"x")
    journal.write_text(journal.read_text().replace('"file":"a.xlsx"', '"file":"b.xlsx"'))
    done = rapor(home, "verify")
    assert done.returncode == 1
    assert "isi baris 1 jurnal" in done.stderr
    assert f"isi berkas {receipt['sha256'][:12]}" in done.stderr
