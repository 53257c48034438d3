"""The same table laid out as offices lay it out: ways that are ugly and say the same.

A way takes a table and an empty folder and gives the path of a file and the name that it was sent under.
"""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from openpyxl.utils import get_column_letter

from tests.relaid.grids import COUNTS, MALE, Cell, Grid, Row, Table, number, plain, repacked, write, write_csv, zipped

Way = Callable[[Table, Path], tuple[Path, str]]


def sheet_way(lay: Callable[[Table], Grid]) -> Way:
    """A way that is one sheet of a workbook."""
    return lambda table, folder: (write(folder, {"Sheet1": lay(table)}), table.name)


def shuffled(table: Table) -> Table:
    order = list(range(len(table.header)))
    random.Random(7).shuffle(order)
    return table.ordered(order)


def _two_row_header(table: Table, *, merged: bool, above: str = "") -> Grid:
    """Anggota over Pria, Wanita and Jumlah; the other headings in the upper row, merged with the lower one or not."""
    grid = Grid().add(*([line] for line in table.titles), [])
    if above:
        grid.add([above])
        grid.merges.append((len(grid.lines) - 1, 0, len(grid.lines) - 1, len(table.header) - 1))
    upper: Row = list(table.header)
    lower: Row = [None] * len(upper)
    first = table.at(MALE)
    upper[first : first + 3], lower[first : first + 3] = ["Anggota", None, None], ["Pria", "Wanita", "Jumlah"]
    top = len(grid.lines)
    if merged:
        grid.merges.append((top, first, top, first + 2))
        grid.merges += [(top, place, top + 1, place) for place in range(len(upper)) if not first <= place < first + 3]
    return grid.add(upper, lower, *table.rows)


def _with_numbering(table: Table) -> Grid:
    grid = Grid().add(*([line] for line in table.titles), table.header, [f"({n})" for n in range(1, len(table.header) + 1)])
    return grid.add(*table.rows)


def _by_district(table: Table) -> list[tuple[str, list[tuple[Cell, ...]]]]:
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        groups.setdefault(str(row[table.at("Kecamatan")]), []).append(row)
    return list(groups.items())


def _with_subtotals(table: Table) -> Grid:
    grid = Grid().add(*([line] for line in table.titles), [], table.header)
    for _, rows in _by_district(table):
        grid.add(*rows, table.sums(rows, "SUB TOTAL"))
    return grid.add(table.sums(label="TOTAL"))


def _with_groups(table: Table) -> Grid:
    grid = Grid().add(*([line] for line in table.titles), [], table.header)
    for district, rows in _by_district(table):
        grid.add([None, f"KECAMATAN {district.upper()}"], *rows)
    return grid


def _with_total_on_top(table: Table) -> Grid:
    return Grid().add(*([line] for line in table.titles), table.header, table.sums(), *table.rows)


def _with_blank_rows(table: Table) -> Grid:
    grid = Grid().add(*([line] for line in table.titles), table.header)
    for place, row in enumerate(table.rows):
        grid.add(*([[], [" "]] if place % 5 == 4 else []), row)
    return grid


def _with_blank_columns(table: Table) -> Grid:
    spread = [[cell for value in line for cell in (value, None)] for line in (table.header, *table.rows)]
    return Grid().add(*([line] for line in table.titles), [], *spread)


def _with_page_headers(table: Table) -> Grid:
    grid = Grid().add(*([line] for line in table.titles))
    for begin in range(0, len(table.rows), 25):
        grid.add(table.header, *table.rows[begin : begin + 25])
    return grid


def _with_footer(table: Table) -> Grid:
    end: list[Row] = [
        [], [None, "Keterangan: data per akhir bulan"], [], [None, None, None, None, None, "Sampit, 5 Januari 2022"], [None, "Mengetahui,"],
        [None, "Kepala Dinas", None, None, None, "Penyusun"], [], [None, "Drs. H. Suryadi, M.Si", None, None, None, "Rina Wati"],
        [None, "NIP 19651231 199003 1 001"],
    ]  # fmt: skip
    return plain(table).add(table.sums(), *end)


def _with_remark(table: Table) -> Grid:
    return plain(table).add([None, "* data sementara"])


def _hidden_rows(table: Table) -> Grid:
    grid = plain(table)
    grid.hidden_rows = list(range(len(table.titles) + 2, len(grid.lines), 3))
    return grid


def _hidden_columns(table: Table) -> Grid:
    grid = plain(table)
    grid.hidden_columns = [table.at(MALE), table.at("Alamat")]
    return grid


def _stray(row: int, column: int) -> Callable[[Table], Grid]:
    def lay(table: Table) -> Grid:
        grid = plain(table)
        grid.extra[(row, column)] = "x"
        return grid

    return lay


def _offset(table: Table) -> Grid:
    shifted = [[None, None, None, *line] for line in (table.header, *table.rows)]
    return Grid().add(*([None, None, line] for line in table.titles), *([[]] * 7), *shifted)


def _low_header(table: Table) -> Grid:
    return Grid().add(*([line] for line in table.titles), *([[]] * (28 - len(table.titles))), table.header, *table.rows)


def _with_persons(table: Table) -> Grid:
    names = [(*row, "Siti Aminah", "0812 3456 7890") for row in table.rows]
    return plain(replace(table, header=(*table.header, "Nama Ketua", "No. HP"), rows=tuple(names)))


def _merged_titles(table: Table) -> Grid:
    grid = plain(table)
    grid.merges = [(row, 0, row, len(table.header) - 1) for row in range(len(table.titles))]
    return grid


def _merged_districts(table: Table) -> Grid:
    place = table.at("Kecamatan")
    rows = sorted(table.rows, key=lambda row: str(row[place]))
    grid = Grid().add(*([line] for line in table.titles), table.header)
    for _, own in _by_district(table.with_rows(rows)):
        top = len(grid.lines)
        grid.add(own[0], *((*row[:place], None, *row[place + 1 :]) for row in own[1:]))
        grid.merges += [(top, place, len(grid.lines) - 1, place)] if len(own) > 1 else []
    return grid


def _as_numbers(table: Table) -> Grid:
    places = {table.at(heading) for heading in COUNTS}
    return plain(table.with_rows([tuple(number(c) if i in places else c for i, c in enumerate(row)) for row in table.rows]))


def _shouted(table: Table) -> Grid:
    return plain(replace(table, header=tuple(f" {heading.upper().replace(' ', chr(10), 1)}\u00a0" for heading in table.header)))


def _two_tables(table: Table) -> Grid:
    half, other = table.with_rows(list(table.rows[::2])), shuffled(table.with_rows(list(table.rows[1::2])))
    return plain(half).add([], ["LANJUTAN"], other.header, *other.rows)


def _beside_a_recap(table: Table) -> Grid:
    recap: list[Row] = [["Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT"]]
    recap += [[district, len(rows), len(rows), 0, 0] for district, rows in _by_district(table)]
    lines = [[*line, None, *(recap[i] if i < len(recap) else [])] for i, line in enumerate((table.header, *table.rows))]
    return Grid().add(*([line] for line in table.titles), [], *lines)


def _several_sheets(table: Table, folder: Path) -> tuple[Path, str]:
    grids = {district[:25] or "x": plain(table.with_rows(rows)) for district, rows in _by_district(table)}
    return write(folder, grids), table.name


def _other_sheets(table: Table, folder: Path) -> tuple[Path, str]:
    hidden = replace_hidden(plain(table))
    return write(folder, {"Grafik": Grid().add(["x", 1], ["y", 2]), "Data": hidden, "Catatan": Grid().add(["bebas"])}), table.name


def replace_hidden(grid: Grid) -> Grid:
    grid.hidden = True
    return grid


def _csv_way(separator: str, encoding: str, mark: bytes = b"") -> Way:
    return lambda table, folder: (write_csv(folder, plain(table), separator, encoding, mark=mark), "kiriman.csv")


def _in_zip(table: Table, folder: Path) -> tuple[Path, str]:
    return zipped(folder, write(folder, {"Sheet1": plain(table)}, "isi/Daftar Koperasi.xlsx")), "kiriman.zip"


def _texts_in_zip(table: Table, folder: Path) -> tuple[Path, str]:
    halves = [
        write_csv(folder, plain(table.with_rows(list(rows))), separator, "utf-8", f"bagian {separator.strip() or 'tab'}.csv")
        for rows, separator in ((table.rows[::2], ";"), (table.rows[1::2], "\t"))
    ]
    return zipped(folder, *halves), "kiriman.zip"


def _changed(change: Callable[[bytes], bytes], **more: bytes) -> Way:
    """A way that rewrites the XML of the sheet, as other programs write it."""

    def way(table: Table, folder: Path) -> tuple[Path, str]:
        path = write(folder, {"Sheet1": plain(table)})
        return repacked(
            path, lambda name, content: change(content) if name.startswith("xl/worksheets/sheet") else content, **more
        ), table.name

    return way


def _with_prefix(xml: bytes) -> bytes:
    spaced = xml.replace(b"xmlns=", b"xmlns:x=")
    return re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", spaced)


def _without_references(xml: bytes) -> bytes:
    """Cells without an address: a reader has to count, so every blank one has to be there."""
    lines = []
    for number_, line in re.findall(rb'<row r="(\d+)"[^>]*>(.*?)</row>', xml, re.DOTALL):
        cells = dict(re.findall(rb'<c r="([A-Z]+)\d+"([^>]*(?:/>|>.*?</c>))', line, re.DOTALL))
        lines.append(
            b"<row r='"
            + number_
            + b"'>"
            + b"".join(b"<c" + cells.get(get_column_letter(i).encode(), b"/>") for i in range(1, 40))
            + b"</row>"
        )
    begin, end = xml.index(b"<sheetData>") + 11, xml.index(b"</sheetData>")
    return xml[:begin] + b"".join(lines) + xml[end:]


def _falsely_measured(xml: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)


WAYS: dict[str, Way] = {
    "as exported": sheet_way(plain),
    "columns shuffled": sheet_way(lambda table: plain(shuffled(table))),
    "columns backwards": sheet_way(lambda table: plain(table.ordered(list(range(len(table.header)))[::-1]))),
    "two header rows, merged": sheet_way(lambda table: _two_row_header(table, merged=True)),
    "two header rows, written once": sheet_way(lambda table: _two_row_header(table, merged=False)),
    "three header rows": sheet_way(lambda table: _two_row_header(table, merged=True, above="DATA KOPERASI AKTIF")),
    "a numbering row": sheet_way(_with_numbering),
    "a total below": sheet_way(lambda table: plain(table).add(table.sums())),
    "a total on top": sheet_way(_with_total_on_top),
    "subtotals and a total": sheet_way(_with_subtotals),
    "a group row over each kecamatan": sheet_way(_with_groups),
    "blank rows between": sheet_way(_with_blank_rows),
    "blank columns between": sheet_way(_with_blank_columns),
    "the header on every page": sheet_way(_with_page_headers),
    "signatures below": sheet_way(_with_footer),
    "a remark right below": sheet_way(_with_remark),
    "hidden rows": sheet_way(_hidden_rows),
    "hidden columns": sheet_way(_hidden_columns),
    "a hidden sheet among others": _other_sheets,
    "a sheet for each kecamatan": _several_sheets,
    "two tables below one another": sheet_way(_two_tables),
    "another form beside it": sheet_way(_beside_a_recap),
    "a stray cell far below": sheet_way(_stray(2500, 2)),
    "a stray cell far to the right": sheet_way(_stray(9, 300)),
    "beginning at D12": sheet_way(_offset),
    "the header on row 29": sheet_way(_low_header),
    "columns of persons": sheet_way(_with_persons),
    "titles merged over all columns": sheet_way(_merged_titles),
    "kecamatan merged downwards": sheet_way(_merged_districts),
    "numbers as numbers": sheet_way(_as_numbers),
    "headings in capitals, broken": sheet_way(_shouted),
    "semicolons, UTF-8": _csv_way(";", "utf-8"),
    "commas, Windows-1252": _csv_way(",", "cp1252"),
    "commas, UTF-8 with its mark": _csv_way(",", "utf-8", b"\xef\xbb\xbf"),
    "tabs, UTF-16": _csv_way("\t", "utf-16"),
    "tabs, UTF-16 without its mark": _csv_way("\t", "utf-16-le"),
    "a workbook in a zip": _in_zip,
    "two text files in a zip": _texts_in_zip,
    "macros beside it": _changed(lambda xml: xml, **{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "elements with a prefix": _changed(_with_prefix),
    "cells without an address": _changed(_without_references),
    "a false dimension": _changed(_falsely_measured),
}
