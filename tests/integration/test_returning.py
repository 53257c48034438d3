"""The back-and-forth: a workbook comes back marked, is mended and sent again, and both receipts stay valid."""

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl

from assets.storage.archive import Archive
from pipelines.sample import make_sample
from tests.builders import make_workbook
from tests.integration.conftest import rapor_in_june as rapor


def states(home: Path) -> list[tuple[str, str]]:
    rows = pl.read_csv(home / "releases/latest/internal/data/submissions.csv", infer_schema=False)
    return sorted(rows.select("version", "state").iter_rows())


def returned(home: Path) -> list[Path]:
    return sorted((home / "returned/62.02/2025-03").glob("*.xlsx"))


def test_a_returned_workbook_is_marked_mended_and_accepted(home: Path) -> None:
    make_workbook(home / "inbox/laporan.xlsx", {"kdmp": [{"stage": None}]})
    assert rapor(home, "nightly").returncode == 0
    assert states(home) == [("1", "Dikembalikan untuk perbaikan")]
    (back,) = returned(home)
    assert (home / "returned").stat().st_mode & 0o777 == 0o700
    book = openpyxl.load_workbook(back)
    assert book.sheetnames[0] == "Catatan Verifikasi"
    text = " ".join(str(cell.value) for row in book["Catatan Verifikasi"].iter_rows() for cell in row if cell.value)
    assert "Terima kasih. Laporan Kabupaten Kotawaringin Timur periode Maret 2025 telah kami terima pada" in text
    sheet = book["Progres KDMP"]
    assert "V111" in sheet["D3"].comment.text
    sheet["D4"] = "Sosialisasi"
    book.save(home / "inbox/laporan.xlsx")

    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    assert states(home) == [("1", "Digantikan versi baru"), ("2", "Lolos verifikasi")]
    notes = pl.read_csv(home / "releases/latest/internal/data/findings.csv", infer_schema=False)
    assert notes.filter((pl.col("version") == "2") & (pl.col("severity") != "info")).is_empty()
    archive = Archive(home / "archive")
    assert archive.faults() == []
    assert len([line for line in archive.lines() if line["event"] == "received"]) == 2


MENDED = ("62.01", "62.02", "62.04", "62.05")


def mended(back: Path, planted: list[dict[str, str]], target: Path) -> None:
    """The returned workbook with every planted mistake put right, as the officer saves it."""
    book = openpyxl.load_workbook(back)
    for one in planted:
        before = one["before"]
        is_day = isinstance(before, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", before)
        book[one["sheet"]][one["cell"]].value = date.fromisoformat(before) if is_day else before
    book.save(target)


def test_workbooks_mended_as_the_truth_says_are_accepted_without_a_note(home: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "sent", first="2025-03", last="2025-03", mistakes=0.5)
    truth = json.loads((tmp_path / "sent/truth.json").read_text(encoding="utf-8"))
    inbox = home / "inbox/2025-03"
    inbox.mkdir()
    for area in MENDED:
        shutil.copy(tmp_path / f"sent/2025-03/{area}.xlsx", inbox)
    assert rapor(home, "nightly").returncode == 0
    assert ("1", "Dikembalikan untuk perbaikan") in states(home)
    for area in MENDED:
        (back,) = (home / f"returned/{area}/2025-03").glob("*.xlsx")
        planted = [one for one in truth if one["file"] == f"2025-03/{area}.xlsx"]
        assert len(planted) > 20
        mended(back, planted, inbox / f"{area}.xlsx")

    assert rapor(home, "nightly").returncode == 0
    assert Counter(states(home)) == {("1", "Digantikan versi baru"): 20, ("2", "Lolos verifikasi"): 20}
    notes = pl.read_csv(home / "releases/latest/internal/data/findings.csv", infer_schema=False)
    assert notes.filter((pl.col("version") == "2") & (pl.col("severity") != "info")).is_empty()
    archive = Archive(home / "archive")
    assert archive.faults() == []
    assert len([line for line in archive.lines() if line["event"] == "received"]) == 2 * len(MENDED)


def test_what_an_officer_explains_is_shown_to_the_office_and_no_longer_asked(home: Path) -> None:
    make_workbook(home / "inbox/a.xlsx", {"recap": [{"cooperatives": "16"}]})
    assert rapor(home, "nightly").returncode == 0
    (back,) = returned(home)
    book = openpyxl.load_workbook(back)
    front = book["Catatan Verifikasi"]
    heads = {cell.value: cell for row in front.iter_rows() for cell in row if cell.value in ("Penjelasan Bapak/Ibu", "Kode")}
    line = next(row for row in front.iter_rows(min_row=heads["Kode"].row + 1) if any(cell.value == "V301" for cell in row))
    line[heads["Penjelasan Bapak/Ibu"].column - 1].value = "Satu koperasi sedang dalam proses pembubaran"
    book.save(home / "inbox/b.xlsx")
    assert rapor(home, "nightly").returncode == 0
    assert not any(path.name.startswith("b.") for path in returned(home))
    page = (home / "releases/latest/internal/index.html").read_text(encoding="utf-8")
    assert page.count("Satu koperasi sedang dalam proses pembubaran") == 1
    assert states(home) == [("1", "Digantikan versi baru"), ("2", "Lolos verifikasi")]
