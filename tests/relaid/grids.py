"""A table, and the sheets and files that it can be written to. Nothing here knows the reader."""

import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

Cell = object
Row = list[Cell]

#: The headings of an export of the national register, in its order.
HEADER = [
    "No", "Koperasi", "Nomor Badan Hukum Pendirian", "Tanggal Badan Hukum Pendirian", "Tanggal RAT Terakhir", "Alamat", "Kelurahan / Desa",
    "Kecamatan", "Bentuk Koperasi", "Jenis Koperasi", "Kelompok Koperasi", "Jumlah Anggota Pria", "Jumlah Anggota Wanita", "Total Anggota",
    "Total Karyawan", "Nomor Induk Koperasi (NIK)", "Status NIK", "Tanggal Berlaku Sertifikat", "Status Grade",
]  # fmt: skip
MALE, FEMALE, ALL = "Jumlah Anggota Pria", "Jumlah Anggota Wanita", "Total Anggota"
COUNTS = (MALE, FEMALE, ALL, "Total Karyawan")


@dataclass(frozen=True)
class Table:
    """Title lines, headings and rows. `name` is the path that it is sent under; it tells nothing that the titles do not."""

    titles: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = "kiriman.xlsx"

    def at(self, heading: str) -> int:
        return self.header.index(heading)

    def ordered(self, order: list[int]) -> "Table":
        return replace(
            self, header=tuple(self.header[i] for i in order), rows=tuple(tuple(row[i] for i in order) for row in self.rows)
        )

    def with_rows(self, rows: list[tuple[Cell, ...]]) -> "Table":
        return replace(self, rows=tuple(rows))

    def sums(self, rows: "list[tuple[Cell, ...]] | None" = None, label: str = "JUMLAH") -> Row:
        """A total row: the sums of the counts, the label in the second column."""
        line: Row = [None] * len(self.header)
        line[1 if self.header[0] == "No" else 0] = label
        for heading in COUNTS:
            line[self.at(heading)] = sum(number(row[self.at(heading)]) for row in (self.rows if rows is None else rows))
        return line


def number(cell: Cell) -> int:
    """A count as the register writes it: `1,250`."""
    return int(str(cell or "0").strip().replace(",", "") or 0)


@dataclass
class Grid:
    """A sheet in the making: lines of cells, and what is merged (top, left, bottom, right) and hidden, all counted from 0."""

    lines: list[Row] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    extra: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden: bool = False

    def add(self, *lines: "Row | tuple[Cell, ...]") -> "Grid":
        self.lines += [list(line) for line in lines]
        return self


def plain(table: Table, titles: int = 4) -> Grid:
    """Titles, a blank line, the header and the rows."""
    return Grid().add(*([line] for line in table.titles[:titles]), [], table.header, *table.rows)


def write(folder: Path, grids: dict[str, Grid], name: str = "kiriman.xlsx") -> Path:
    """The grids as the sheets of a workbook."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, grid in grids.items():
            sheet = book.add_worksheet(title)
            if grid.hidden:
                sheet.hide()
            cells = {(row, column): cell for row, line in enumerate(grid.lines) for column, cell in enumerate(line)} | grid.extra
            for (row, column), cell in cells.items():
                if cell is not None:
                    sheet.write(row, column, cell)
            for top, left, bottom, right in grid.merges:
                sheet.merge_range(top, left, bottom, right, "")
                sheet.write(top, left, cells.get((top, left)))
            for row in grid.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for column in grid.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
        if book.worksheets()[0].hidden:
            book.worksheets()[-1].activate()
    return path


def write_csv(folder: Path, grid: Grid, separator: str, encoding: str, name: str = "kiriman.csv", mark: bytes = b"") -> Path:
    """A grid as text, quoted where it must be."""

    def quoted(cell: Cell) -> str:
        text = "" if cell is None else str(cell)
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in (separator, '"', "\n")) else text

    lines = [separator.join(quoted(cell) for cell in line) for line in grid.lines]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(mark + "\r\n".join(lines).encode(encoding, "replace"))
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """A workbook with its parts changed, and further parts by their names with `__` for `/`."""
    with zipfile.ZipFile(path) as package:
        parts = {name: change(name, package.read(name)) for name in package.namelist()}
    parts |= {name.replace("__", "/"): content for name, content in more.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def converted(paths: list[Path], kind: str) -> list[Path]:
    """Workbooks as LibreOffice saves them in another format, beside the originals. One start for all: it takes seconds."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) tidak terpasang, jadi .xls dan .ods tidak dapat dibuat")
    folder = paths[0].parent
    profile = f"-env:UserInstallation=file://{folder}/office-{kind}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return [path.with_suffix(f".{kind}") for path in paths]


def zipped(folder: Path, *paths: Path) -> Path:
    """Files of a folder in a zip, with what a Mac leaves in one."""
    target = folder / "kiriman.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(folder).as_posix())
        archive.writestr("__MACOSX/._x", b"\x00")
    return target


def invented(rows: int = 60, seed: int = 1) -> Table:
    """A register of cooperatives that do not exist, in the words of a real one."""
    chance = random.Random(seed)
    lines: list[tuple[Cell, ...]] = []
    for place in range(1, rows + 1):
        male, female = chance.randrange(1400), chance.randrange(900)
        date = f"{chance.randrange(1, 29):02d}/{chance.randrange(1, 13):02d}/{chance.randrange(1990, 2021)}"
        lines.append((
            place, f"Koperasi {chance.choice(('Sumber', 'Karya', 'Bina'))} {place}", f"{place}/BH/XVIII.2/{chance.randrange(1990, 2021)}", date,
            chance.choice((" ", f"{chance.randrange(13, 29)}/03/2021")), f"Jl. Pahlawan No. {place} RT.0{place % 9}; RW. 1", "Baamang Hulu",
            chance.choice(("Baamang", "Cempaga", "Kota Besi")), "Primer Kabupaten/Kota", chance.choice(("Konsumen", "Jasa", "Simpan Pinjam")),
            chance.choice(("KUD", "Kop. Lainnya")), f"{male:,}", f"{female:,}", f"{male + female:,}", str(chance.randrange(9)), f"6216{place:09d}",
            "Sudah Bersertifikat", " ", chance.choice("ABD"),
        ))  # fmt: skip
    titles = ("DATA KOPERASI", "KAB. KOTAWARINGIN TIMUR", "PROVINSI KALIMANTAN TENGAH", "Posisi: Desember 2021")
    return Table(titles, tuple(HEADER), tuple(lines))


def real(path: Path) -> Table:
    """A real register as it lies beside the checkout: four titles, the header on row 6."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    return Table(tuple(str(line[0]) for line in lines[:4]), tuple(str(cell) for cell in lines[5]), tuple(lines[6:]))
