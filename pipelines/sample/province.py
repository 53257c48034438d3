"""The province's own workbook of the sample: invented targets, marked as an example on every sheet."""

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

from pipelines.sample.filled_forms import Cell, Row
from pipelines.sample.workbooks import write_province_workbook
from schemas.areas import PROVINCE, areas
from schemas.columns import NUMERIC
from schemas.forms.province import PROVINCE_SET, TARGETS

#: Its name in the folder of the sample; the targets are of the home province and its regencies.
WORKBOOK, OF_PROVINCE = "ketentuan.xlsx", PROVINCE


def sample_targets() -> list[Row]:
    """The sample's targets as rows of the sheet Target: an invented value each, as in no plan."""
    lines = csv.DictReader(files(__package__).joinpath("targets.csv").read_text(encoding="utf-8").splitlines())
    return [_row(line) | {"source": "Target contoh", "source_date": date(2024, 1, 2)} for line in lines]


def _row(line: dict[str, str]) -> Row:
    """A line of targets.csv as cells: numbers as numbers, the others as text."""
    return {name: float(text) if TARGETS.column(name).kind in NUMERIC else text for name, text in line.items() if text}


def write_province_sample(path: Path) -> None:
    """Write the workbook to `path`; persons appear by their office only."""
    cover: dict[str, Cell] = {
        "Formulir": PROVINCE_SET, "Kode Wilayah": OF_PROVINCE, "Nama Wilayah": areas(OF_PROVINCE).province_name,
        "Disusun Oleh": "Bidang Koperasi", "Disahkan Oleh": "Kepala Dinas",
    }  # fmt: skip
    write_province_workbook(path, cover, TARGETS, sample_targets())
