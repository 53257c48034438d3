"""The returned workbook in the hands of other programs, on real files, and when everything is wrong."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from assets.judging.groups import Grouping, grouping
from assets.reading.read import read_file
from assets.receiving import filed_rows
from assets.returning.letter import Letter, deadline
from assets.returning.looks import TONES
from assets.returning.returned_workbook import return_workbook
from schemas.areas import areas
from schemas.judge import judge
from schemas.notes_sheet import NOTES_SHEET
from tests.bench.returning import COLUMNS, make_file
from tests.builders import make_workbook

LAYOUT = {
    "submission": pl.String,
    "form": pl.String,
    "sheet": pl.String,
    "header_row": pl.Int32,
    "column": pl.String,
    "letter": pl.String,
}
OFFICE = shutil.which("soffice")
with_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) tidak terpasang di komputer ini")
LETTER = Letter("Kabupaten Kotawaringin Timur", "2025-03", date(2025, 4, 9), deadline(date(2025, 4, 9)))
ROWS = [{"nik": f"62160100400{n:02d}"} for n in range(30)]
WRONG = {
    3: {"type": "Serba Usaha"},
    4: {"type": "Serba Usaha"},
    5: {"status": None},
    6: {"members_total": 999},
    7: {"last_rat_date": "31/04/2024"},
}


def office(command: str, path: Path, folder: Path) -> Path:
    """Convert a file with LibreOffice, which has a profile of its own for each test."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", command, "--outdir", str(folder), str(path)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    made = folder / f"{path.stem}.{command.partition(':')[0]}"
    assert made.exists(), done.stderr
    return made


def verdict(path: Path) -> Grouping:
    """What reading and judging say of a file, grouped."""
    reading = read_file(path, "2025-03/62.02.xlsx")
    receipt = {"sha256": "s1", "file": "x", "seq": 1, "at": f"{LETTER.received}T03:00:00+00:00"}
    submitted = filed_rows.tables([(receipt, None, reading)], "")
    return grouping(judge(submitted, areas()).findings, submitted)


def make_wrong(path: Path) -> Path:
    """A register with some mistakes and a recap whose total is a formula with its result."""
    make_workbook(path, {"register": [row | WRONG.get(n, {}) for n, row in enumerate(ROWS)], "recap": [{}]})
    book = openpyxl.load_workbook(path)
    book["Rekap Koperasi"]["P1"] = "teks"
    book["Daftar Koperasi"].column_dimensions["B"].width = 40
    book.save(path)
    return path


def cells(path: Path, *, values: bool) -> dict[tuple[str, str], object]:
    """Every filled cell of the officer's own sheets: formulas, or their cached results."""
    book = openpyxl.load_workbook(path, data_only=values)
    own = [sheet for sheet in book if sheet.title != NOTES_SHEET]
    return {
        (sheet.title, cell.coordinate): cell.value for sheet in own for row in sheet for cell in row if cell.value is not None
    }


@with_office
def test_libreoffice_opens_it_and_finds_every_value_note_and_colour(tmp_path: Path) -> None:
    original = make_wrong(tmp_path / "asli.xlsx")
    group = verdict(original)
    return_workbook(original.read_bytes(), group, LETTER, tmp_path / "kembali.xlsx")
    resaved = office("xlsx", tmp_path / "kembali.xlsx", _folder(tmp_path, "lo"))
    assert cells(resaved, values=True) == cells(original, values=True)
    asked = group.findings.filter(pl.col("severity").is_in(["fatal", "explain", "warning"]) & (pl.col("cell") != ""))
    book = openpyxl.load_workbook(resaved)
    for sheet, cell, severity, rule in asked.select("sheet", "cell", "severity", "rule").iter_rows():
        assert f"Kode: {rule}" in book[sheet][cell].comment.text
        assert book[sheet][cell].fill.fgColor.rgb == TONES[severity].fill
    noted = {(sheet.title, cell.coordinate) for sheet in book for row in sheet for cell in row if cell.comment}
    assert noted == set(asked.select("sheet", "cell").iter_rows())
    assert book.sheetnames[0] == NOTES_SHEET


@with_office
def test_mended_in_libreoffice_and_sent_again_the_marks_of_the_first_return_are_gone(tmp_path: Path) -> None:
    original = make_wrong(tmp_path / "asli.xlsx")
    return_workbook(original.read_bytes(), verdict(original), LETTER, tmp_path / "satu.xlsx")
    resaved = office("xlsx", tmp_path / "satu.xlsx", _folder(tmp_path, "lo"))
    book = openpyxl.load_workbook(resaved)
    for cell, value in {"I7": "Jasa", "I8": "Konsumen", "O9": "Aktif", "U10": 20, "R11": "15/01/2025"}.items():
        book["Daftar Koperasi"][cell] = value
    book.save(tmp_path / "diperbaiki.xlsx")
    again = verdict(tmp_path / "diperbaiki.xlsx")
    assert again.findings.filter(pl.col("severity").is_in(["fatal", "explain"])).is_empty()
    return_workbook((tmp_path / "diperbaiki.xlsx").read_bytes(), again, LETTER, tmp_path / "dua.xlsx")
    after = openpyxl.load_workbook(tmp_path / "dua.xlsx")
    assert after.sheetnames.count(NOTES_SHEET) == 1
    tones = {TONES["fatal"].fill, TONES["explain"].fill}
    own = [cell for name in after.sheetnames[1:] for row in after[name] for cell in row]
    assert not [cell.coordinate for cell in own if cell.fill.fgColor.rgb in tones]
    warned = again.findings.filter((pl.col("severity") == "warning") & (pl.col("cell") != ""))
    assert {cell.coordinate for cell in own if cell.comment} == set(warned["cell"])


@with_office
def test_it_prints(tmp_path: Path) -> None:
    original = make_wrong(tmp_path / "asli.xlsx")
    return_workbook(original.read_bytes(), verdict(original), LETTER, tmp_path / "kembali.xlsx")
    assert office("pdf", tmp_path / "kembali.xlsx", _folder(tmp_path, "pdf")).stat().st_size > 10_000


@with_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_of_another_kind_of_workbook_the_notes_alone_come_back(tmp_path: Path, kind: str) -> None:
    other = office(kind, make_wrong(tmp_path / "asli.xlsx"), _folder(tmp_path, "lo"))
    group = verdict(other)
    done = return_workbook(other.read_bytes(), group, LETTER, tmp_path / "kembali.xlsx")
    assert (done.own_file, done.reason) == (False, "bukan buku kerja .xlsx")
    texts = {
        str(cell.value) for row in openpyxl.load_workbook(tmp_path / "kembali.xlsx")[NOTES_SHEET].iter_rows() for cell in row
    }
    assert {"I7", "Serba Usaha", "V204"} <= texts


def test_the_results_of_formulas_are_still_there_without_any_program_calculating_them(tmp_path: Path) -> None:
    original = tmp_path / "asli.xlsx"
    make_workbook(original, {"register": [row | WRONG.get(n, {}) for n, row in enumerate(ROWS)]})
    with zipfile.ZipFile(original) as a, zipfile.ZipFile(tmp_path / "rumus.xlsx", "w") as b:
        for name in a.namelist():
            part = a.read(name)
            b.writestr(
                name,
                part.replace(b"</row></sheetData>", b'<c r="AP33"><f>1+1</f><v>2468</v></c></row></sheetData>')
                if "sheet2" in name
                else part,
            )
    return_workbook((tmp_path / "rumus.xlsx").read_bytes(), verdict(tmp_path / "rumus.xlsx"), LETTER, tmp_path / "kembali.xlsx")
    assert cells(tmp_path / "kembali.xlsx", values=True) == cells(tmp_path / "rumus.xlsx", values=True)
    assert cells(tmp_path / "kembali.xlsx", values=False) == cells(tmp_path / "rumus.xlsx", values=False)
    assert cells(tmp_path / "kembali.xlsx", values=True)["Daftar Koperasi", "AP33"] == 2468


def test_real_registers_come_back_with_every_value_that_they_had(tmp_path: Path, shared: Path) -> None:
    for path in sorted((shared / "real").glob("*.xlsx"))[::3]:
        group = verdict(path)
        done = return_workbook(path.read_bytes(), group, LETTER, tmp_path / "kembali.xlsx")
        assert done.own_file
        assert cells(tmp_path / "kembali.xlsx", values=True) == cells(path, values=True)
        before, after = (
            verdict(each).findings.select("sheet", "cell", "rule", "value") for each in (path, tmp_path / "kembali.xlsx")
        )
        assert before.sort(before.columns).equals(after.sort(after.columns))


def test_three_hundred_thousand_wrong_cells_come_back_in_time_and_within_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.returning", "--way", "kami", "--rows", "15000", "--folder", str(tmp_path)]
    make_file(tmp_path / "15000.xlsx", 15_000)
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    seconds, memory = (float(part) for part in done.stdout.split())
    assert seconds < 30
    assert memory < 300
    with zipfile.ZipFile(tmp_path / "kembali.xlsx") as archive:
        assert archive.read("xl/comments1.xml").count(b"<comment ") == 5_000
        assert archive.read("xl/worksheets/rapor1.xml").count(b'<c r="G') >= 15_000 * COLUMNS
        used = Counter(re.findall(rb' s="(\d+)"', archive.read("xl/worksheets/sheet1.xml")))
    assert used.most_common(1)[0][1] == 15_000 * COLUMNS


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name
