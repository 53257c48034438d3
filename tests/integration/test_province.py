"""The province lays down its targets as its officer does: template, check, night, and the workbook that comes back."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl

from tests.integration.conftest import rapor_in_june as rapor

SUKAMARA, MARCH = "62.08", "2025-03"
SOURCE = {"sumber": "Renstra 2025-2029", "per_tanggal": "15/01/2025"}


def fill(path: Path, sheet: str, *rows: dict[str, object]) -> None:
    """Type rows into a sheet of the template, below its headings."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    places = {cell.value: cell.column for cell in page[4]}
    for number, row in enumerate(rows, 5):
        for title, value in {**row, **SOURCE}.items():
            page.cell(number, places[title], value)
    book.save(path)


def target(value: object, **what_differs: object) -> dict[str, object]:
    return {
        "indikator": "LAP-01",
        "kode_wilayah": "62",
        "tahun": 2025,
        "triwulan": 1,
        "jenis": "kumulatif",
        "nilai": value,
        **what_differs,
    }


def test_targets_are_laid_down_returned_and_laid_down_again(with_sample: Callable[..., Path], tmp_path: Path) -> None:
    home = with_sample(MARCH, areas=(SUKAMARA,))
    path = home / "inbox" / "ketentuan.xlsx"
    assert rapor(home, "template", "--province", "-o", str(path)).returncode == 0
    fill(path, "Target", target("5"))
    assert rapor(home, "nightly").returncode == 0

    def score() -> tuple[object, ...]:
        scores = pl.read_csv(home / "releases/latest/publik/data/scores.csv", infer_schema=False)
        row = scores.filter(pl.col("indicator") == "LAP-01", pl.col("area_code") == "62", pl.col("period") == MARCH)
        return row.select("target_low", "target_as_of", "rating", "is_sample").row(0)

    assert score() == ("5", "2025-03-31", "Sangat Tinggi", "false")

    path = tmp_path / "perbaikan.xlsx"
    assert rapor(home, "template", "--province", "-o", str(path)).returncode == 0
    assert openpyxl.load_workbook(path)["Target"]["F5"].value == 5
    fill(path, "Target", target("lima persen"), target(8, indikator="LAP-99"))
    fill(path, "Skala", {"batas_bawah": 50, "sebutan": "Baik"})
    checked = rapor(home, "check", "--json", str(path))
    lines = [json.loads(line) for line in checked.stdout.splitlines()]
    told = [(line["sheet"], line["cell"], line["rule"]) for line in lines if line["severity"] == "fatal"]
    assert (checked.returncode, told) == (1, [("Skala", "A5", "V435"), ("Target", "F5", "V202"), ("Target", "A6", "V204")])

    (home / "inbox" / path.name).write_bytes(path.read_bytes())
    assert rapor(home, "nightly").returncode == 0
    assert score() == ("5", "2025-03-31", "Sangat Tinggi", "false")
    (returned,) = (home / "returned/62/ketentuan").glob("perbaikan.*.xlsx")
    book = openpyxl.load_workbook(returned)
    assert book["Target"]["F5"].fill.fgColor.rgb != book["Target"]["G5"].fill.fgColor.rgb
    assert "angka, boleh berdesimal" in book["Target"]["F5"].comment.text
    front = " ".join(str(cell.value) for row in book["Catatan Verifikasi"].iter_rows() for cell in row if cell.value)
    assert "Ketentuan Provinsi Kalimantan Tengah telah kami terima" in front

    fill(path, "Target", target(8), target(60, indikator="LAP-04"))
    fill(path, "Skala", {"batas_bawah": 50, "sebutan": "Baik"}, {"batas_bawah": 0, "sebutan": "Kurang"})
    (home / "inbox" / "perbaikan 2.xlsx").write_bytes(path.read_bytes())
    assert rapor(home, "nightly").returncode == 0
    assert score() == ("8", "2025-03-31", "Baik", "false")
    assert not [*(home / "returned/62/ketentuan").glob("perbaikan.*.xlsx")]


def test_a_template_is_either_a_regencys_or_the_provinces(home: Path, tmp_path: Path) -> None:
    for arguments in ([], ["--province", "--regency", "62.02"]):
        made = rapor(home, "template", *arguments, "-o", str(tmp_path / "t.xlsx"))
        assert (made.returncode, made.stdout) == (2, "")
        assert (
            made.stderr.strip()
            == "Sebutkan --regency dan --period, atau --province saja. Contoh: --regency 62.02 --period 2025-04."
        )
