"""A zip of files is one submission: what its files say together, each addressed by its own name."""

from pathlib import Path

from assets.reading.files.limits import Limits
from assets.reading.read import read_file
from tests.hostile import zipped
from tests.unit.reading_fixture import COVER, RECAP, REGISTER, make_workbook, problem, read, rules, table

RECAP_TEXT = "\n".join(";".join(map(str, row)) for row in RECAP).encode()
REGISTER_TEXT = "\n".join(";".join(map(str, row)) for row in REGISTER).encode()
COVER_TEXT = "\n".join(
    f"{label};{value}" for label, value in {**COVER, "Keadaan Formulir": "", "Rekap Koperasi": "Ada Data"}.items()
).encode()
#: What programs put into a zip by themselves.
LEFTOVERS: dict[str, bytes] = {"__MACOSX/isi/._data.xlsx": b"\0", "isi/~$data.xlsx": b"lock", ".DS_Store": b"\0"}


def sent(folder: Path, **parts: bytes) -> Path:
    target = folder / "kiriman"
    target.write_bytes(
        zipped({name.replace("__", "/").replace("_", "."): content for name, content in parts.items()} | LEFTOVERS)
    )
    return target


def workbook(folder: Path, **what_differs: object) -> bytes:
    return make_workbook(folder, **what_differs).read_bytes()  # type: ignore[arg-type]


def test_a_workbook_in_a_zip_is_addressed_by_the_files_name_and_its_own(tmp_path: Path) -> None:
    reading = read(sent(tmp_path, isi__data_xlsx=workbook(tmp_path)), "x.zip")
    form_table = table(reading)
    assert (reading.kind, reading.area_code, reading.period, reading.problems) == ("zip", "62.02", "2025-04", [])
    assert (form_table.sheet, form_table.header_cell, form_table.rows.height) == ("isi/data.xlsx!Daftar Koperasi", "A1", 2)


def test_text_files_in_a_zip_share_the_cover_that_one_of_them_is(tmp_path: Path) -> None:
    reading = read(sent(tmp_path, Sampul_csv=COVER_TEXT, register_csv=REGISTER_TEXT, recap_csv=RECAP_TEXT), "kiriman.zip")
    assert (reading.area_code, reading.period, reading.problems) == ("62.02", "2025-04", [])
    assert {form_table.form: form_table.sheet for form_table in reading.tables} == {
        "register": "register.csv",
        "recap": "recap.csv",
    }
    assert reading.conditions == {"recap": "Ada Data"}


def test_the_names_of_the_zip_and_of_its_folders_tell_who_and_when(tmp_path: Path) -> None:
    reading = read(sent(tmp_path, April__recap_csv=RECAP_TEXT), "2025-04/Kotim.zip")
    assert (reading.area_code, reading.period, rules(reading)) == ("62.02", "2025-04", [])


def test_reports_of_two_regencies_in_a_zip_are_counted_for_neither_and_told(tmp_path: Path) -> None:
    other = workbook(tmp_path, cover={**COVER, "Kode Kabupaten/Kota": "62.06", "Nama Kabupaten/Kota": "Katingan"})
    reading = read(sent(tmp_path, a_xlsx=workbook(tmp_path), b_xlsx=other), "kiriman.zip")
    assert (reading.area_code, reading.period) == (None, "2025-04")
    assert problem(reading, "V135").detail == "Kabupaten Kotawaringin Timur; Kabupaten Katingan"
    assert [form_table.rows.height for form_table in reading.tables] == [2, 2]


def test_two_periods_in_a_zip_are_told(tmp_path: Path) -> None:
    other = workbook(tmp_path, cover={**COVER, "Periode": "2025-05"})
    reading = read(sent(tmp_path, a_xlsx=workbook(tmp_path), b_xlsx=other), "kiriman.zip")
    assert (reading.area_code, reading.period) == ("62.02", None)
    assert problem(reading, "V135").detail == "April 2025; Mei 2025"


def test_what_cannot_be_read_in_a_zip_is_told_by_its_name_and_the_rest_is_read(tmp_path: Path) -> None:
    inner = zipped({"c.xlsx": workbook(tmp_path)})
    parts = {
        "a_xlsx": workbook(tmp_path),
        "b_xlsx": workbook(tmp_path)[:900],
        "c_zip": inner,
        "surat_pdf": b"%PDF-1.7",
        "baca_txt": b"halo",
    }
    reading = read(sent(tmp_path, **parts), "kiriman.zip")
    assert [(problem.rule, problem.sheet) for problem in reading.problems] == [
        ("V101", "b.xlsx"), ("V136", "c.zip"), ("V113", "surat.pdf"), ("V116", "baca.txt"),
    ]  # fmt: skip
    assert (table(reading).rows.height, reading.attachment) == (2, False)


def test_a_zip_of_scans_is_an_attachment(tmp_path: Path) -> None:
    reading = read(sent(tmp_path, a_pdf=b"%PDF-1.7", b_jpg=b"\xff\xd8\xff"), "2025-04/62.02.zip")
    assert (reading.attachment, rules(reading), reading.area_code) == (True, ["V113", "V113"], "62.02")


def test_too_many_files_and_too_big_ones_are_refused(tmp_path: Path) -> None:
    path = sent(tmp_path, a_csv=RECAP_TEXT, b_csv=RECAP_TEXT, c_csv=RECAP_TEXT)
    assert "2 berkas di dalam arsip" in problem(read_file(path, "x.zip", limits=Limits(files=2)), "V112").detail
    one = sent(tmp_path, a_csv=RECAP_TEXT + b" " * 2_000_000)
    note = problem(read_file(one, "x.zip", limits=Limits(file_size=1 << 20)), "V112")
    assert (note.sheet, "1 MiB" in note.detail) == ("a.csv", True)


def test_names_in_a_zip_are_neither_paths_nor_a_place_for_personal_numbers(tmp_path: Path) -> None:
    parts = {"../../etc/rekap 081234567890.csv": RECAP_TEXT}
    (tmp_path / "kiriman").write_bytes(zipped(dict(parts)))
    reading = read(tmp_path / "kiriman", "2025-04/62.02.zip")
    assert table(reading, "recap").sheet == "../../etc/rekap [disembunyikan].csv"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kiriman"]
