"""Limits that are checked before anything is parsed, and what passing one is told as. The costs are measured in tests/integration."""

import re
import struct
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.reading.files.limits import Limits
from assets.reading.files.ole import Compound
from assets.reading.files.package import BrokenPackageError, ZipPackage
from assets.reading.read import read_file
from tests.hostile import CASES, MAIN, SHEET, STRINGS, opendocument, package, recap_rows, sheet, understated, zipped
from tests.unit.old_workbooks import OLD_WORKBOOKS
from tests.unit.reading_fixture import problem, read, rules, table

QUICK = [
    name
    for name in CASES
    if name.split()[0] in ("laughs", "two", "the") or name in ("a cell repeated by a number", "a false dimension")
]


def sent(folder: Path, data: bytes) -> Path:
    (folder / "berkas").write_bytes(data)
    return folder / "berkas"


@pytest.mark.parametrize("name", [*QUICK, "a zip in a zip", "an old workbook in circles", "a cell below ten million others"])
def test_a_hostile_file_is_refused_by_its_cause(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    reading = read(sent(tmp_path, case.make(tmp_path)), "2025-04/62.02.xlsx")
    assert (reading.area_code, reading.period) == ("62.02", "2025-04")
    if case.rule:
        assert rules(reading) == [case.rule]
        assert all(word in reading.problems[0].detail for word in case.words)
    else:
        assert (rules(reading), table(reading, "recap").rows.height) == ([], case.rows)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(cells=17), "lebih dari 17 sel berisi"), (Limits(sheets=0), "lebih dari 0 lembar"), (Limits(used_range=17), "sel F3"),
    ],
)  # fmt: skip
def test_every_limit_is_named_when_it_is_passed(tmp_path: Path, limits: Limits, words: str) -> None:
    note = problem(read_file(sent(tmp_path, package(tmp_path)), "x.xlsx", limits=limits), "V112")
    assert words in note.detail and note.allowed.startswith("paling banyak")


def test_the_cells_of_all_sheets_and_old_workbooks_are_counted_as_well(tmp_path: Path) -> None:
    for data in (
        OLD_WORKBOOKS["umkm"],
        opendocument("<table:table-row>" + "<table:table-cell office:value-type='float'/>" * 9 + "</table:table-row>"),
    ):
        note = problem(read_file(sent(tmp_path, data), "x.xls", limits=Limits(cells=7)), "V112")
        assert "lebih dari 7 sel berisi" in note.detail


def with_content(pattern: str, instead: str) -> bytes:
    """An OpenDocument of one cell with something in its content replaced."""
    row = "<table:table-column/><table:table-row><table:table-cell office:value-type='float'/></table:table-row>"
    with zipfile.ZipFile(BytesIO(opendocument(row))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content, changes = re.subn(pattern, instead, parts["content.xml"].decode())
    assert changes
    return zipped(parts | {"content.xml": content.encode()})


@pytest.mark.parametrize("lost", ["table", "table-row"])
def test_an_opendocument_with_a_tag_lost_is_broken_or_empty(tmp_path: Path, lost: str) -> None:
    changed = with_content(rf"</?table:{lost}( [^>]*)?>", "")
    assert rules(read_file(sent(tmp_path, changed), "x.ods")) != []


@pytest.mark.parametrize("encoding", ["x-none", "shift_jis", "utf-7"])
def test_xml_in_an_encoding_that_nobody_knows_is_broken(tmp_path: Path, encoding: str) -> None:
    changed = with_content(r"<\?xml version='1.0'\?>", f"<?xml version='1.0' encoding='{encoding}'?>")
    assert "V101" in rules(read_file(sent(tmp_path, changed), "x.ods"))


def test_formatted_empty_cells_count_for_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="XFD{row}" s="1"/></row>' for row in range(4, 3000))
    reading = read(sent(tmp_path, package(tmp_path, {SHEET: sheet(recap_rows(rows))})))
    assert table(reading, "recap").rows.height == 2


def test_a_text_that_stands_in_many_cells_counts_each_time(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>Kecamatan</t></si><si><t>{"a" * 500}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c></row>' for row in range(1, 100))
    path = sent(tmp_path, package(tmp_path, {STRINGS: strings, SHEET: sheet(rows)}))
    assert "teks semua sel" in problem(read_file(path, "x.xlsx", limits=Limits(text=40_000)), "V112").detail
    assert "V112" not in rules(read_file(path, "x.xlsx", limits=Limits(text=60_000)))


def test_an_entry_that_holds_more_than_the_directory_says_is_refused(tmp_path: Path) -> None:
    data = understated(package(tmp_path, {SHEET: sheet(recap_rows())}), SHEET, 10)
    assert "daftar isinya" in problem(read(sent(tmp_path, data)), "V112").detail


def test_two_entries_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    target = BytesIO(package(tmp_path))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet("<row r='1'/>"))
    assert rules(read(sent(tmp_path, target.getvalue()))) == ["V101", "V105", "V106"][:1]


@given(st.binary(max_size=5_000), st.integers(0, 2_000))
def test_a_package_gives_back_what_was_packed_in_it(content: bytes, more: int) -> None:
    data = zipped({"a": content * 3, "b/c": bytes(more)})
    opened = ZipPackage(data)
    assert (b"".join(opened.pieces("A")), opened.read("/b\\c"), opened.read("nowhere")) == (content * 3, bytes(more), b"")


def test_a_record_of_an_old_workbook_that_holds_no_cell_ends_the_look_all_the_same(tmp_path: Path) -> None:
    # A row of packed numbers (0xBD) of size 0: the bytes behind it are taken for row 0x5555 and column 0, and no cell stands there.
    data = OLD_WORKBOOKS["umkm"]
    at = data.index(struct.pack("<HH", 0x208, 16))
    empty = struct.pack("<HH", 0xBD, 0) + struct.pack("<HH", 0x5555, 0) + struct.pack("<HH8x", 0x5555, 8)
    reading = read(sent(tmp_path, data[:at] + empty + data[at + 20 :]))
    assert rules(reading) == ["V101"]


@given(st.binary(max_size=3_000))
def test_no_bytes_make_an_old_containers_reader_fail_otherwise_than_it_says(data: bytes) -> None:
    with suppress(BrokenPackageError):
        Compound(OLD_WORKBOOKS["umkm"][:1024] + data).stream("Workbook")
