"""The workbooks of an office in which everything happens that moves a figure: the sample's, changed cell by cell."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.sample import make_sample
from tests.recomputed.workbooks import SHEETS, Row, read

MARK = "DATA CONTOH – BUKAN DATA RESMI"
#: Agencies that are on no list, so that the public must not read their names.
UNLISTED = ("Kantor Hukum Budi Santoso", "Yayasan Sari Lestari")
Change = Callable[[openpyxl.Workbook], None]


def make_first(folder: Path, seed: int, ranges: Iterable[tuple[str, str]], areas: Iterable[str]) -> Path:
    """The workbooks of the first night: the sample of some regencies without its mark, and what differs from it."""
    for first, last in ranges:
        make_sample(folder, first=first, last=last, seed=seed)
    wanted = set(areas)
    for path in sorted(folder.rglob("*.xlsx")):
        if path.stem in wanted:
            _unmark(path)
        else:
            path.unlink()
    niks = [row["nik"] for row in _rows(folder / "2024-12/62.08.xlsx", "register")]
    village = _rows(folder / "2025-04/62.07.xlsx", "kdmp")[0]["village"]
    changes: dict[str, Change] = {
        "2024-03/62.08.xlsx": partial(_dissolved_for_a_while, niks[30:]),
        "2024-12/62.07.xlsx": partial(_listed_elsewhere, niks[:2]),
        "2024-12/62.08.xlsx": partial(_a_year_ends, niks[10:]),
        "2024-12/62.09.xlsx": _many_village_cooperatives,
        "2025-03/62.08.xlsx": partial(_untitled, niks[10:]),
        "2025-03/62.09.xlsx": _unchanged,
        "2025-04/62.07.xlsx": _garbled,
        "2025-04/62.09.xlsx": partial(_across, village),
    }
    for name, change in changes.items():
        edit(folder / name, folder / name, change)
    edit(folder / "2024-12/62.09.xlsx", folder / "2025-01/62.09.xlsx", _of_january)
    edit(folder / "2024-12/62.07.xlsx", folder / "2025-03/62.xlsx", _of_the_province)
    (folder / "2025-03/62.07.xlsx").unlink()
    return folder


def make_second(first: Path, folder: Path) -> Path:
    """The workbooks of the second night: resubmissions, one of them returned, and one for the period that was closed."""
    edit(first / "2025-03/62.08.xlsx", folder / "2025-03/62.08.xlsx", _mended)
    edit(first / "2025-04/62.09.xlsx", folder / "2025-04/62.09.xlsx", _without_status)
    edit(first / "2024-12/62.08.xlsx", folder / "2024-12/62.08.xlsx", _mended)
    return folder


def _rows(path: Path, form: str) -> tuple[Row, ...]:
    return next(sent.rows for sent in read(path, date.max) if sent.form == form)


def _unmark(path: Path) -> None:
    """Take the mark of a sample out of the shared strings and the title, since samples are never closed."""
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts:
            package.writestr(info, content.replace(MARK.encode(), b""))


def edit(source: Path, target: Path, change: Change) -> None:
    book = openpyxl.load_workbook(source)
    change(book)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def _titles(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of titles and the number of each one's column."""
    row = next(n for n in range(1, 12) if sum(cell.value is not None for cell in sheet[n]) > 2)
    return row, {str(cell.value): cell.column for cell in sheet[row] if cell.value}


def put(sheet: Worksheet, n: int, cells: Mapping[str, object]) -> None:
    """Fill cells of the n-th row of a table."""
    row, titles = _titles(sheet)
    for title, value in cells.items():
        sheet.cell(row + 1 + n, titles[title]).value = value  # type: ignore[assignment]


def turn(sheet: Worksheet, nik: str, cells: Mapping[str, object]) -> None:
    """Fill cells of the row of a cooperative."""
    row, titles = _titles(sheet)
    place = titles["NIK Koperasi"]
    put(sheet, [cell.value for (cell,) in sheet.iter_rows(row + 1, min_col=place, max_col=place)].index(nik), cells)


def _condition(book: openpyxl.Workbook, form: str, condition: str | None) -> None:
    """What the cover says of a form whose sheet is taken out; without a condition, not even its name."""
    if SHEETS[form] in book.sheetnames:
        del book[SHEETS[form]]
    line = next(row for row in book["Sampul"].iter_rows() if row[0].value == SHEETS[form])
    line[1].value = condition
    line[0].value = line[0].value if condition else None


def _unchanged(book: openpyxl.Workbook) -> None:
    """The register is said to be as it was; courses that nobody on the list gave."""
    _condition(book, "register", "Tidak Ada Perubahan")
    for n, agency in enumerate(UNLISTED):
        put(book[SHEETS["coaching"]], n, {"Perangkat Daerah/Instansi": agency})


def _dissolved_for_a_while(niks: list[str], book: openpyxl.Workbook) -> None:
    """Two that December lists again are dissolved, one under another name, one without its NIK."""
    turn(book[SHEETS["register"]], niks[0], {"Status": "Dibubarkan", "Nama Koperasi": "Koperasi Nama Lama"})
    turn(book[SHEETS["register"]], niks[1], {"Status": "Dibubarkan", "NIK Koperasi": None})


def _a_year_ends(niks: list[str], book: openpyxl.Workbook) -> None:
    """Two are dissolved, two are inactive."""
    sheet = book[SHEETS["register"]]
    for nik in (niks[0], niks[4]):
        turn(sheet, nik, {"Status": "Dibubarkan"})
    for nik in niks[2:4]:
        turn(sheet, nik, {"Status": "Tidak Aktif", "Nomor Badan Hukum": f"BH/{nik}"})


def _untitled(niks: list[str], book: openpyxl.Workbook) -> None:
    """A third is dissolved, the first two bear another name and no NIK; the inactive are active; no coaching; unknown titles."""
    sheet = book[SHEETS["register"]]
    turn(sheet, niks[0], {"Status": "Dibubarkan", "Nama Koperasi": "Koperasi Nama Baru"})
    turn(sheet, niks[1], {"Status": "Dibubarkan"})
    turn(sheet, niks[4], {"Status": "Dibubarkan", "NIK Koperasi": None})
    turn(sheet, niks[2], {"Status": "Aktif", "KDMP/KKMP": "Ya"})
    turn(sheet, niks[3], {"Status": "Aktif", "Nomor Badan Hukum": f"BH/{niks[3]}", "NIK Koperasi": None})
    _condition(book, "coaching", "Nihil")
    row, titles = _titles(sheet)
    for n, title in enumerate(("Tanggal RAT Terakhir", "Aset", "Volume Usaha")):
        sheet.cell(row, titles[title]).value = f"Keterangan {n}"
    put(sheet, 0, {"Tingkat Kesehatan": "Kurang Sehat", "Tahun Pemeriksaan": 2025})


def _many_village_cooperatives(book: openpyxl.Workbook) -> None:
    """Sixty village cooperatives, all with money of the book year; their own capital lies halfway between two roundings."""
    sheet = book[SHEETS["register"]]
    capital = [1_000_000 + n for n in range(59)]
    for n, amount in enumerate([*capital, 125_000_000 - sum(capital)]):
        amounts = {"Modal Sendiri": amount, "Modal Luar": 0, "Aset": 1_250_000 + n, "Volume Usaha": 2_345_000 + 7 * n}
        put(sheet, n, {"KDMP/KKMP": "Ya", "Status": "Aktif", "Tahun Buku": 2023, "SHU (Sisa Hasil Usaha)": 45_000 + n, **amounts})


def _garbled(book: openpyxl.Workbook) -> None:
    """A column in which nothing can be understood, villages that share a cooperative, and problems that were solved afterwards."""
    sheet = book[SHEETS["kdmp"]]
    row, titles = _titles(sheet)
    for n in range(row + 1, sheet.max_row + 1):
        if sheet.cell(n, titles["Beroperasi"]).value is not None:
            sheet.cell(n, titles["Beroperasi"]).value = "entah"
    legal = {"Tahap Saat Ini": "Berbadan Hukum", "Nomor SK AHU": "AHU-0000001.AH.01.29.TAHUN 2025", "Nama Koperasi": "KDMP Satu"}
    put(sheet, 0, legal | {"Lahan": "Siap"})
    codes = [sheet.cell(row + 1 + n, titles["Kode Desa/Kelurahan"]).value for n in range(5)]
    for n, partner in ((1, codes[0]), (2, codes[1]), (3, codes[4]), (4, codes[3])):
        put(sheet, n, {"Bergabung dengan (kode desa)": partner})
    put(sheet, 5, {"NIB": "1204250012345", "Nama Koperasi": "KDMP Sama"})
    for n, raised in enumerate((datetime(2024, 11, 4), datetime(2025, 2, 3))):
        put(
            book[SHEETS["obstacles"]],
            n,
            {"Tanggal Dilaporkan": raised, "Status": "Selesai", "Tanggal Selesai": datetime(2025, 5, 2)},
        )


def _across(partner: str, book: openpyxl.Workbook) -> None:
    """A village whose cooperative lies over the border, the same name as there, and problems that were solved on no day."""
    sheet = book[SHEETS["kdmp"]]
    put(sheet, 0, {"Bergabung dengan (kode desa)": partner})
    put(sheet, 1, {"NIB": "1204250012346", "Nama Koperasi": "KDMP Sama", "Gerai Sembako": "Ya"})
    obstacles = book[SHEETS["obstacles"]]
    put(obstacles, 0, {"Status": "Selesai", "Tanggal Selesai": None})
    put(obstacles, 1, {"Status": "Tidak Dapat Ditindaklanjuti", "Tanggal Selesai": datetime(2025, 4, 2)})


def _listed_elsewhere(niks: list[str], book: openpyxl.Workbook) -> None:
    """NIK of a neighbour, by which one is dissolved and one is inactive here, two of its own that are dissolved now, and hardly a grade."""
    sheet = book[SHEETS["register"]]
    row, titles = _titles(sheet)
    for n in range(row + 9, sheet.max_row + 1):
        sheet.cell(n, titles["Grade"]).value = None
    for n, nik in enumerate(niks):
        put(sheet, n, {"NIK Koperasi": nik, "Status": "Dibubarkan" if n else "Tidak Aktif"})
    for n in (4, 5):
        put(sheet, n, {"Status": "Dibubarkan"})


def _of_january(book: openpyxl.Workbook) -> None:
    """The register of December once more, as of January and with some figures of the new book year."""
    _alone(book, "register")
    _said_again(book, {"Desember 2024": "Januari 2025"}, period="2025-01", day=datetime(2025, 1, 31))
    sheet = book[SHEETS["register"]]
    row, titles = _titles(sheet)
    for n in range(row + 1, sheet.max_row + 1, 2):
        cell = sheet.cell(n, titles["Tahun Buku"])
        cell.value = 2024 if cell.value else None


def _of_the_province(book: openpyxl.Workbook) -> None:
    """Thirty of a regency's cooperatives under the province's own authority."""
    _alone(book, "register")
    words = {"Desember 2024": "Maret 2025", r"Kabupaten \w.*": "Provinsi Kalimantan Tengah (62)"}
    _said_again(book, words, period="2025-03", day=datetime(2025, 3, 31), area="62")
    sheet = book[SHEETS["register"]]
    row, titles = _titles(sheet)
    sheet.delete_rows(row + 31, sheet.max_row)
    for n in range(30):
        put(sheet, n, {"NIK Koperasi": f"62000100{n:05d}", "Bentuk Koperasi": "Primer Provinsi", "Tahun Buku": 2024})


def _alone(book: openpyxl.Workbook, form: str) -> None:
    for other in set(SHEETS) - {form}:
        if any(row[0].value == SHEETS[other] for row in book["Sampul"].iter_rows()):
            _condition(book, other, None)


def _said_again(book: openpyxl.Workbook, words: dict[str, str], *, period: str, day: datetime, area: str = "") -> None:
    """The cover and the heads of the sheets speak of another period, and of another area."""
    for sheet in book:
        for cells in sheet.iter_rows(max_row=6):
            for cell in cells:
                for before, after in words.items():
                    cell.value = re.sub(before, after, cell.value) if isinstance(cell.value, str) else cell.value
    for label, value in (("Periode", period), ("Data per Tanggal", day), ("Kode Kabupaten/Kota", area)):
        if value:
            next(row for row in book["Sampul"].iter_rows() if row[0].value == label)[1].value = value


def _without_status(book: openpyxl.Workbook) -> None:
    """Problems without a Status: returned, so that the older report stands."""
    sheet = book[SHEETS["obstacles"]]
    sheet.delete_cols(_titles(sheet)[1]["Status"])


def _mended(book: openpyxl.Workbook) -> None:
    """Three statuses turned, a row left out."""
    sheet = book[SHEETS["register"]]
    for n in range(3):
        put(sheet, n, {"Status": "Tidak Aktif"})
    sheet.delete_rows(sheet.max_row)
