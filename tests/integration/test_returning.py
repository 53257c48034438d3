"""The back-and-forth: a workbook comes back marked, is mended and sent again, and both receipts stay valid."""

from pathlib import Path

import openpyxl
import polars as pl

from assets.archive import Archive
from tests.builders import make_workbook
from tests.integration.conftest import rapor


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


def test_an_explanation_comes_back_with_the_next_submission(home: Path) -> None:
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
    second = openpyxl.load_workbook(next(path for path in returned(home) if path.name.startswith("b.")))
    told = [cell.value for row in second["Catatan Verifikasi"].iter_rows() for cell in row]
    assert "Satu koperasi sedang dalam proses pembubaran" in told
