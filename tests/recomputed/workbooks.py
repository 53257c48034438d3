"""What a workbook says: its cover's conditions and the rows of its sheets, read by openpyxl cell by cell."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

HAS_DATA, NO_CHANGE, NIL, NOT_SUBMITTED = "Ada Data", "Tidak Ada Perubahan", "Nihil", "Tidak Disampaikan"
SHEETS = {
    "register": "Daftar Koperasi", "recap": "Rekap Koperasi", "kdmp": "Progres KDMP", "obstacles": "Permasalahan", "umkm": "Rekap UMKM",
    "coaching": "Pembinaan",
}  # fmt: skip
STAGES = ("Belum Mulai", "Sosialisasi", "Musdesus/Muskelsus", "Proses Notaris", "Akta Terbit", "Proses AHU", "Berbadan Hukum")
DAY, DAY_OR_WORD, NUMBER, YES_NO, TEXT, THIRTEEN_DIGITS = "day", "day or Sudah, Belum", "number", "yes or no", "text", "13 digits"
#: What stands in a column: one of the kinds above, or a word of a closed list.
Kind = str | tuple[str, ...]
STATUSES = ("Aktif", "Tidak Aktif", "Dibubarkan")
#: Form → title → (what it is called here, what stands in it). Only what a figure needs.
COLUMNS: dict[str, dict[str, tuple[str, Kind]]] = {
    "register": {
        "NIK Koperasi": ("nik", THIRTEEN_DIGITS), "Nama Koperasi": ("name", TEXT), "Nomor Badan Hukum": ("legal_number", TEXT),
        "Tanggal Badan Hukum": ("legal_date", DAY), "Kecamatan": ("district", TEXT), "KDMP/KKMP": ("kdmp", YES_NO),
        "Status": ("status", STATUSES), "Unit Simpan Pinjam": ("savings_unit", ("KSP", "USP", "Tidak Ada")),
        "Tanggal RAT Terakhir": ("last_rat_date", DAY), "Anggota Pria": ("men", NUMBER), "Anggota Wanita": ("women", NUMBER),
        "Total Anggota": ("members", NUMBER), "Tahun Buku": ("book_year", NUMBER), "Modal Sendiri": ("own_capital", NUMBER),
        "Modal Luar": ("external_capital", NUMBER), "Aset": ("assets", NUMBER), "Volume Usaha": ("volume", NUMBER),
        "SHU (Sisa Hasil Usaha)": ("surplus", NUMBER), "Grade": ("grade", ("A", "B", "C1", "C2", "D")), "Tingkat Kesehatan": ("health", TEXT),
        "Tahun Pemeriksaan": ("health_year", NUMBER),
    },
    "recap": {},
    "kdmp": {
        "Kode Desa/Kelurahan": ("village", TEXT), "Tahap Saat Ini": ("stage", STAGES), "Nama Koperasi": ("cooperative", TEXT),
        "Bergabung dengan (kode desa)": ("joined", TEXT), "SK Pengesahan (AHU)": ("legal_date", DAY_OR_WORD), "Nomor SK AHU": ("decree", TEXT),
        "NIB": ("nib", THIRTEEN_DIGITS), "Lahan": ("land", ("Belum Ada", "Diajukan", "Siap")), "Gerai Sembako": ("grocery", YES_NO),
        "Simpan Pinjam": ("credit", YES_NO), "Klinik": ("clinic", YES_NO), "Apotek": ("pharmacy", YES_NO),
        "Gudang/Cold Storage": ("storage", YES_NO), "Logistik": ("logistics", YES_NO), "Beroperasi": ("operating", YES_NO),
        "Tanggal RAT": ("rat_date", DAY),
    },
    "obstacles": {
        "Nomor": ("number", TEXT), "Kategori": ("category", TEXT), "Uraian": ("description", TEXT), "Tanggal Dilaporkan": ("raised", DAY),
        "Status": ("status", ("Belum Ditindaklanjuti", "Dalam Proses", "Selesai", "Tidak Dapat Ditindaklanjuti")),
        "Tanggal Selesai": ("resolved", DAY),
    },
    "umkm": {
        "Usaha Mikro": ("micro", NUMBER), "Usaha Kecil": ("small", NUMBER), "Usaha Menengah": ("medium", NUMBER), "Ber-NIB": ("nib", NUMBER),
        "Usaha Mikro Bertransformasi dari Informal ke Formal": ("formalised", NUMBER), "Dibina": ("coached", NUMBER),
        "Usaha Kecil menjadi Wirausaha": ("entrepreneurs", NUMBER), "Memperoleh Pembiayaan": ("financed", NUMBER),
    },
    "coaching": {"Perangkat Daerah/Instansi": ("agency", TEXT), "Peserta L": ("men", NUMBER), "Peserta P": ("women", NUMBER)},
}  # fmt: skip
#: Form → the titles without whose column, or in whose column without a filled cell, the form is returned.
REQUIRED = {
    "register": ("Nama Koperasi", "Kecamatan", "Jenis Koperasi", "Status"),
    "recap": ("Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT"),
    "kdmp": ("Kode Desa/Kelurahan", "Desa/Kelurahan", "Kecamatan", "Tahap Saat Ini"),
    "obstacles": ("Kategori", "Uraian", "Tanggal Dilaporkan", "Status"),
    "umkm": ("Kecamatan", "Usaha Mikro", "Usaha Kecil", "Usaha Menengah"),
    "coaching": ("Perangkat Daerah/Instansi", "Kegiatan", "Sasaran"),
}
Row = dict[str, Any]
Cells = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Sent:
    """One form of one workbook.

    `lacking`: columns without a title, or in which nothing could be understood. `is_returned`: a required one is. `cells`: the table.
    """

    area: str
    period: str
    form: str
    condition: str
    received: date
    is_late: bool = False
    rows: tuple[Row, ...] = ()
    lacking: frozenset[str] = frozenset()
    is_returned: bool = False
    cells: Cells = field(default=(), repr=False)


def end(period: str) -> date:
    """The last day of a period."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def read(path: Path, received: date, *, is_late: bool = False) -> list[Sent]:
    """Every form that the workbook has a condition of."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cover = {str(row[0]): row[1] for row in book["Sampul"].iter_rows(values_only=True) if len(row) > 1 and row[0]}
    area, period = str(cover["Kode Kabupaten/Kota"]), str(cover["Periode"])
    sent = []
    for form, sheet in SHEETS.items():
        if cover.get(sheet) is not None:
            cells = tuple(book[sheet].iter_rows(values_only=True)) if sheet in book.sheetnames else ()
            table = Table.of(form, cells, min(end(period), received))
            rows = (tuple(table.rows()), table.lacking(), table.is_returned(), table.cells)
            sent.append(Sent(area, period, form, str(cover[sheet]), received, is_late, *rows))
    book.close()
    return sent


@dataclass(frozen=True)
class Table:
    """The cells of a sheet from its titles on: where each title stands, and the rows below that hold anything.

    `latest`: the day up to which a report can tell of anything.
    """

    form: str
    places: dict[str, int]
    cells: Cells
    latest: date

    @classmethod
    def of(cls, form: str, cells: Cells, latest: date) -> "Table":
        """The table of a sheet; its titles are in the first row that holds most of those that are known."""
        titles = set(COLUMNS[form]) or set(REQUIRED[form])
        at = next((n for n, row in enumerate(cells) if len(titles & set(row)) > len(titles) / 2), None)
        if at is None:
            return cls(form, {}, (), latest)
        filled = tuple(row for row in cells[at + 1 :] if any(not _is_blank(cell) for cell in row))
        return cls(form, {str(title): n for n, title in enumerate(cells[at]) if title}, filled, latest)

    def column(self, title: str) -> list[Any]:
        return [row[self.places[title]] for row in self.cells] if title in self.places else [None] * len(self.cells)

    def rows(self) -> list[Row]:
        columns = {
            name: [self.meant(cell, kind) for cell in self.column(title)] for title, (name, kind) in COLUMNS[self.form].items()
        }
        return [{name: cells[n] for name, cells in columns.items()} for n in range(len(self.cells))]

    def lacking(self) -> frozenset[str]:
        if not self.cells:
            return frozenset()
        return frozenset(name for title, (name, kind) in COLUMNS[self.form].items() if self._is_unread(title, kind))

    def _is_unread(self, title: str, kind: Kind) -> bool:
        """It has no such column, or one in which something is said and nothing can be understood."""
        words = ("Sudah", "Belum") if kind == DAY_OR_WORD else ()
        texts = [cell for cell in self.column(title) if not _is_blank(cell)]
        understood = [text for text in texts if text in words or self.meant(text, kind) is not None]
        return title not in self.places or bool(texts and not understood)

    def is_returned(self) -> bool:
        return bool(self.cells) and any(all(_is_blank(cell) for cell in self.column(title)) for title in REQUIRED[self.form])

    def meant(self, cell: Any, kind: Kind) -> Any:
        """What a cell says; what is not of its kind is None."""
        if kind in (DAY, DAY_OR_WORD):
            return cell.date() if isinstance(cell, datetime) and cell.date() <= self.latest else None
        if kind == NUMBER:
            return int(cell) if isinstance(cell, int | float) else None
        if kind == YES_NO:
            return {"Ya": True, "Tidak": False}.get(cell)
        text = None if _is_blank(cell) else str(cell)
        if kind == THIRTEEN_DIGITS:
            return text if text and re.fullmatch(r"\d{13}", text) else None
        return text if kind == TEXT or text in kind else None


def _is_blank(cell: Any) -> bool:
    return cell is None or str(cell).strip() in ("", "-")
