"""What a file is, told from its bytes, and what becomes of one that is no workbook."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from assets.reading.files.limits import Limits
from assets.reading.files.sheets import load_workbook
from assets.reading.read import read_file
from tests.unit.old_workbooks import OLD_WORKBOOKS
from tests.unit.reading_fixture import column, make_workbook, problem, read, rules

ODS_CONTENT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Rekap UMKM">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def put(folder: Path, content: bytes) -> Path:
    path = folder / "0a1b2c"
    path.write_bytes(content)
    return path


def zipped(**entries: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    """The start of an OLE compound file with directory entries of these names."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    for stream in streams:
        name = stream.encode("utf-16-le")
        content += (name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")).ljust(128, b"\0")
    return content


@pytest.mark.parametrize(
    ("content", "kind", "rule"),
    [
        (b"", "empty", "V102"), (b"\0" * 4096, "empty", "V102"), (b"Kecamatan saja", "text", "V103"),
        (b"<html><table><tr><td>Kecamatan</td></tr></table></html>", "text", "V103"), (ole("EncryptedPackage"), "encrypted", "V104"),
        (b"PK\x03\x04 bukan zip", "broken", "V101"), (zipped(xl__workbook__xml="x"), "zip", "V103"),
        (zipped(**{"xl__workbook.xml": "<broken"}), "xlsx", "V101"), (ole("Workbook"), "xls", "V101"),
        (ole("Root Entry", "Isi"), "other", "V103"), (ole(), "broken", "V101"),
        (bytes(range(256)) * 8, "other", "V103"),
        (b"%PDF-1.7\n...", "pdf", "V113"), (b"\xff\xd8\xff\xe0 JFIF", "image", "V113"), (b"\x89PNG\r\n\x1a\n...", "image", "V113"),
        (b"BM" + (1078).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little") + b"...", "image", "V113"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image", "V113"), (b"\x00\x00\x00\x18ftypheic\x00\x00", "image", "V113"),
        (b"X-Kepala: surel\n%PDF-1.4\n...", "pdf", "V113"), (b"\x00\x05surat.pdf\x00\x01%PDF-1.4\n", "pdf", "V113"),
        (b"PK Koperasi Maju", "text", "V103"), (b"BM Koperasi Baru Maju Jaya", "text", "V103"),
        (zipped(**{"word__document.xml": "<w/>"}), "word", "V113"), (ole("WordDocument"), "word", "V113"), (b"{\\rtf1 halo}", "word", "V113"),
    ],
)  # fmt: skip
def test_the_content_says_what_a_file_is_and_one_problem_why_it_is_not_read(
    tmp_path: Path, content: bytes, kind: str, rule: str
) -> None:
    reading = read(put(tmp_path, content), "2025-04/Laporan Kotim.xlsx")
    assert (reading.kind, rules(reading), reading.attachment) == (kind, [rule], rule == "V113")
    assert (reading.area_code, reading.period, reading.tables) == ("62.02", "2025-04", [])


@pytest.mark.parametrize("start", ["PK", "PKK Baamang", "BM", "GIF", "RIFF0000WEBP", "II*", "kop ftypheic", "lampiran: %PDF-1.4"])
def test_a_table_of_text_is_read_whatever_letters_it_begins_with(tmp_path: Path, start: str) -> None:
    lines = f"{start};;;\nKecamatan;Usaha Mikro;Usaha Kecil;Usaha Menengah\nBaamang;10;2;1\n"
    reading = read(put(tmp_path, lines.encode()), "2025-06/62.02.csv")
    assert (reading.kind, column(reading, "micro", "umkm")) == ("csv", ["10"])


def test_a_web_page_named_xlsx_is_called_what_it_is(tmp_path: Path) -> None:
    note = problem(read(put(tmp_path, b"<!DOCTYPE html><p>"), "2025-04/Data Kotim.xlsx"), "V103")
    assert (note.value, note.detail) == ("Data Kotim.xlsx", "halaman web (HTML)")


def test_an_attachment_that_names_nobody_is_received_all_the_same(tmp_path: Path) -> None:
    reading = read(put(tmp_path, b"%PDF-1.7"), "surat.pdf")
    assert (reading.area_code, reading.period, rules(reading)) == (None, None, ["V113"])


def test_a_truncated_workbook_is_unreadable_wherever_it_was_cut(tmp_path: Path) -> None:
    whole = make_workbook(tmp_path).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        assert rules(read(put(tmp_path, whole[: int(len(whole) * share)]))) == ["V101"]


def test_a_panic_in_the_library_is_a_problem_of_the_file(tmp_path: Path) -> None:
    # calamine panics, rather than fails, when the directory of an old workbook ends within an entry.
    whole = OLD_WORKBOOKS["umkm"]
    assert rules(read(put(tmp_path, whole[:4712] + whole[4719:]))) == ["V101"]


def test_an_empty_workbook_is_an_empty_file(tmp_path: Path) -> None:
    assert rules(read(make_workbook(tmp_path, cover=None, sheets={"Sheet1": [(" ",)]}))) == ["V102"]


def test_an_old_xls_is_read(tmp_path: Path) -> None:
    reading = read(put(tmp_path, OLD_WORKBOOKS["umkm"]), "2025-06/62.02.xls")
    assert (reading.kind, reading.problems) == ("xls", [])
    assert [column(reading, name, "umkm") for name in ("district", "micro", "medium")] == [["Baamang"], ["10"], ["1"]]


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    lines = (("Kecamatan", "Usaha Mikro", "Usaha Kecil", "Usaha Menengah"), ("Baamang", "10", "2", "1"))
    cells = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{''.join(cells.format(text) for text in line)}</table:table-row>" for line in lines)
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    content = zipped(mimetype=mime, **{"content.xml": ODS_CONTENT.format(rows=rows), "META-INF/manifest.xml": manifest})
    reading = read(put(tmp_path, content), "2025-06/62.02.ods")
    assert (reading.kind, reading.problems) == ("ods", [])
    assert column(reading, "micro", "umkm") == ["10"]


def test_addresses_are_those_that_openpyxl_gives(tmp_path: Path) -> None:
    path = make_workbook(tmp_path, cover=None, sheets={"A": [(), (), (None, None, "x", 1.5), (), (None, "y", None, None, "#REF!")], "B": []},
                         cells={("A", "AB7"): 3, ("B", "C3"): "#N/A", ("B", "AAA9"): "z"})  # fmt: skip
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    for sheet in load_workbook(path.read_bytes()):
        wanted = {
            cell.coordinate: str(cell.value) for row in book[sheet.name].iter_rows() for cell in row if cell.value is not None
        }
        cells_by_address = {f"{letter}{row}": text for row, cells in sheet.head(1000) for letter, text in cells.items()}
        assert cells_by_address == wanted


@pytest.mark.parametrize(
    ("limits", "detail", "allowed"),
    [
        (Limits(file_size=1 << 10), "ukuran berkas 1 MiB", "paling besar 1 MiB"),
        (Limits(entries=3), "bagian di dalam berkas", "paling banyak 3 bagian"),
        (Limits(expanded=1 << 10), "isi setelah dibuka 1 MiB", "paling besar 1 MiB"),
        (Limits(ratio_from=0, ratio=1), "kali ukuran berkas", "paling banyak 1 kali"),
    ],
)
def test_a_file_that_passes_a_limit_is_not_opened(tmp_path: Path, limits: Limits, detail: str, allowed: str) -> None:
    reading = read_file(make_workbook(tmp_path), "2025-04/62.02.xlsx", limits=limits)
    note = problem(reading, "V112")
    assert detail in note.detail and note.allowed == allowed
    assert (reading.area_code, reading.period, reading.tables) == ("62.02", "2025-04", [])
