"""Workbooks built by what differs, and short ways to ask a reading."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from assets.reading.model import FormTable, Problem, Reading
from assets.reading.read import read_file

COVER: dict[str, object] = {
    "Formulir": "2025.1",
    "Kode Kabupaten/Kota": "62.02",
    "Nama Kabupaten/Kota": "Kotawaringin Timur",
    "Periode": "2025-04",
    "Disusun Oleh": "Penyusun",
    "Disahkan Oleh": "Pengesah",
}
REGISTER_HEADER = ("No", "NIK Koperasi", "Nama Koperasi", "Alamat", "Kecamatan", "Jenis Koperasi", "Status", "Total Anggota")
RECAP_HEADER = ("No", "Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT")
ROW_A = (1, "6216010040003", "Koperasi Maju", "Jl. Baamang 1", "Baamang", "Konsumen", "Aktif", 25)
ROW_B = (2, "6216010070027", "KUD Bersama", "Jl. Sampit 2", "Cempaga", "Produsen", "Tidak Aktif", 40)
REGISTER = (REGISTER_HEADER, ROW_A, ROW_B)
RECAP = (RECAP_HEADER, (1, "Baamang", 10, 7, 3, 5), (2, "Cempaga", 4, 4, 0, 1))

Cells = Sequence[Sequence[object]]


def make_workbook(
    folder: Path,
    *,
    sheets: Mapping[str, Cells] | None = None,
    cover: Mapping[str, object] | None = COVER,
    conditions: Mapping[str, str] | None = None,
    hidden: Iterable[str] = (),
    cells: Mapping[tuple[str, str], object] | None = None,
    name: str = "0a1b2c",
) -> Path:
    """A workbook with a cover and one register of two cooperatives, but for what is said to differ.

    `cells` are further cells by (sheet, address). The file's name is bare, as in the archive.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    if cover is not None:
        page = book.create_sheet("Sampul")
        for pair in cover.items():
            page.append(pair)
        if conditions:
            page.append(("Keadaan Formulir",))
            for line in conditions.items():
                page.append(line)
    for title, rows in ({"Daftar Koperasi": REGISTER} if sheets is None else sheets).items():
        page = book.create_sheet(title)
        page.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            page.append(list(row))
    for (title, address), value in (cells or {}).items():
        _put(book[title][address], value)
    if not book.worksheets:
        book.create_sheet("Sheet1")
    path = folder / name
    book.save(path)
    return path


def _put(cell: Any, value: object) -> None:
    cell.value = value
    if isinstance(value, str) and value.startswith("#"):
        cell.data_type = "e"
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def read(path: Path, name: str = "berkas.xlsx", **window: Any) -> Reading:
    """The reading of a file that came in under this name."""
    return read_file(path, name, **window)


def rules(reading: Reading) -> list[str]:
    """The codes of the problems, in their order."""
    return [problem.rule for problem in reading.problems]


def problem(reading: Reading, rule: str) -> Problem:
    """The one problem of a rule."""
    (matching,) = [problem for problem in reading.problems if problem.rule == rule]
    return matching


def table(reading: Reading, form: str = "register") -> FormTable:
    """The one table of a form."""
    (matching,) = [table for table in reading.tables if table.form == form]
    return matching


def column(reading: Reading, column_id: str, form: str = "register") -> list[str | None]:
    """The cells of a column."""
    return table(reading, form).rows[column_id].to_list()
