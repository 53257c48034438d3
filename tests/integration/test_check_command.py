"""`rapor check` as an officer runs it before sending, and as a machine reads it."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.sample import make_sample
from tests.builders import make_workbook
from tests.integration.conftest import rapor_in_june as rapor

KEYS = ["file", "regency", "period", "form", "sheet", "cell", "rule", "severity", "value", "message"]
RECAP = {"district": "Baamang", "cooperatives": "15", "active": "10", "inactive": "5", "rat_held": "4"}


def checked(home: Path, *paths: Path, **settings: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code, and the lines of `--json`."""
    result = rapor(home, "check", "--json", *map(str, paths), **settings)
    return result.returncode, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_file_without_notes_has_one_line_of_information(home: Path, tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "62.02.xlsx", {"recap": [RECAP]})
    code, (line,) = checked(home, path)
    assert code == 0 and list(line) == KEYS
    assert (line["file"], line["regency"], line["period"]) == (str(path), "62.02", "2025-03")
    assert (line["rule"], line["severity"], line["cell"]) == ("", "info", "")
    assert line["message"] == "Tidak ada catatan verifikasi. Formulir yang dapat diterima: Rekap Koperasi."


def test_a_note_is_told_with_its_cell_and_does_not_return_the_form(home: Path, tmp_path: Path) -> None:
    code, (line,) = checked(home, make_workbook(tmp_path / "62.02.xlsx", {"recap": [RECAP | {"cooperatives": "16"}]}))
    assert code == 0
    assert (line["form"], line["sheet"], line["cell"], line["rule"]) == ("recap", "Rekap Koperasi", "B4", "V301")
    assert (line["severity"], line["value"]) == ("explain", "16")


def test_a_form_that_would_be_returned_ends_with_code_one(home: Path, tmp_path: Path) -> None:
    code, lines = checked(home, make_workbook(tmp_path / "62.02.xlsx", {"recap": [RECAP | {"rat_held": None}]}))
    assert code == 1 and [(line["rule"], line["cell"], line["severity"]) for line in lines] == [("V111", "E3", "fatal")]


def test_the_sample_of_another_province_is_its_own_and_has_nothing_to_mend(home: Path, tmp_path: Path) -> None:
    made = rapor(home, "sample", str(tmp_path / "contoh"), "--periods", "2024-12", RAPOR_AREA="34")
    assert made.returncode == 0, made.stderr
    files = sorted((tmp_path / "contoh" / "2024-12").glob("*.xlsx"))
    assert [file.stem for file in files] == ["34.01", "34.02", "34.03", "34.04", "34.71"]
    code, lines = checked(home, *files, RAPOR_AREA="34")
    assert (code, {line["severity"] for line in lines} & {"fatal", "explain"}) == (0, set())
    assert {line["regency"] for line in lines} == {file.stem for file in files}


def test_every_file_is_told_of_in_the_order_given(home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "62.03 Maret 2025.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + b"0" * 100)
    good = make_workbook(tmp_path / "62.02.xlsx", {"recap": [RECAP]})
    code, lines = checked(home, broken, good, photo)
    assert code == 1
    assert [(Path(line["file"]), line["rule"], line["regency"]) for line in lines] == [
        (broken, "V101", "62.03"),
        (good, "", "62.02"),
        (photo, "V113", None),
    ]
    assert checked(home, photo)[0] == 1


def test_a_file_that_is_not_there_is_wrong_usage(home: Path, tmp_path: Path) -> None:
    for wrong, words in ((tmp_path / "none.xlsx", "tidak ada"), (tmp_path, "adalah folder")):
        result = rapor(home, "check", str(wrong))
        assert result.returncode == 2 and words in result.stderr
    assert rapor(home, "check").returncode == 2


def test_nothing_is_stored(home: Path, tmp_path: Path) -> None:
    checked(home, make_workbook(tmp_path / "62.02.xlsx", {"recap": [RECAP]}))
    assert [path.name for path in home.rglob("*")] == ["inbox"]


def test_people_get_a_table_and_what_would_become_of_the_forms(home: Path, tmp_path: Path) -> None:
    rows = [
        RECAP | {"district": name, "cooperatives": "99"} for name in ("Baamang", "Cempaga", "Seranau", "Telawang", "Kota Besi")
    ]
    path = make_workbook(tmp_path / "62.02.xlsx", {"recap": rows, "coaching": [{"target": None}]})
    result = rapor(home, "check", str(path))
    assert result.returncode == 1
    assert "Kabupaten Kotawaringin Timur · Maret 2025" in result.stdout
    assert "B4, B5, B6 … (5 sel)" in result.stdout and "Perlu penjelasan" in result.stdout
    assert "Akan dikembalikan untuk perbaikan: Pembinaan. 1 hal wajib diperbaiki." in result.stdout
    assert "Dapat diterima: Rekap Koperasi. 1 hal (5 sel) perlu penjelasan." in result.stdout


def test_the_night_finds_the_same(home: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "made", first="2025-03", last="2025-03", mistakes=0.5)
    files = [home / "inbox" / f"2025-03-{code}.xlsx" for code in ("62.01", "62.02", "62.08")]
    for path in files:
        shutil.copy2(tmp_path / "made" / "2025-03" / path.name.removeprefix("2025-03-"), path)
    _, lines = checked(home, *files)
    assert rapor(home, "nightly").returncode == 0
    own = [key for key in KEYS if key != "file"]
    with duckdb.connect(str(home / "releases" / "latest" / "internal" / "kalteng.duckdb"), read_only=True) as release:
        notes = release.sql("FROM findings.notes").pl().rename({"area_code": "regency"})
    told = notes.filter(pl.col("rule").str.contains("^V[1-4]")).select(own).rows()
    before = [tuple(line[key] for key in own) for line in lines if line["rule"][1:2] in set("1234")]
    assert len(before) > 20 and sorted(told) == sorted(before)


def test_a_file_of_no_known_regency_is_annotated_with_what_is_missing(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text("a;b\n1;2\n")
    result = rapor(home, "check", "--annotate", str(tmp_path / "catatan.xlsx"), str(path))
    assert result.returncode == 1 and (tmp_path / "catatan.xlsx").exists(), result.stderr


def test_a_check_ends_with_what_was_read_as_the_night_says_it_in_returned(home: Path, tmp_path: Path) -> None:
    december = make_workbook(home / "inbox/62.02 Desember 2024.xlsx", {"register": [{}]}, period="2024-12")
    assert rapor(home, "nightly").returncode == 0 and not december.exists()
    path = make_workbook(home / "inbox/62.02.xlsx", {"register": [{}, {"nik": "6216010040002", "name": "Koperasi Lain"}]})
    told = rapor(home, "check", str(path)).stdout.partition("Isi berkas seperti yang terbaca\n")[2].splitlines()
    assert (
        told[0]
        == "Daftar Koperasi: 2 baris dibaca; 2 koperasi (2 aktif, 0 tidak aktif); laporan lalu (Desember 2024): 1 koperasi (1 aktif)."
    )
    assert rapor(home, "nightly").returncode == 0
    (slip,) = (home / "returned/62.02/2025-03").glob("*.tanda-terima.txt")
    lines = slip.read_text(encoding="utf-8-sig").splitlines()
    assert lines[3 : 3 + len(told)] == told


def test_a_file_of_no_known_regency_gets_no_slip_and_is_listed_with_the_reason(home: Path, tmp_path: Path) -> None:
    (home / "inbox/tabel.csv").write_text("a;b\n1;2\n")
    assert "seperti yang terbaca" not in rapor(home, "check", str(home / "inbox/tabel.csv")).stdout
    assert rapor(home, "nightly").returncode == 0
    told = rapor(home, "status").stdout
    assert "Belum dapat ditempatkan: 1 berkas" in told and "tabel.csv, diterima" in told
    assert "Kabupaten/kota tidak dikenal (tidak ada pada Sampul" in told and "penerimaan.csv" in told
    assert not (home / "returned").exists()
