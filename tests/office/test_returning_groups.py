"""Causes, not floods: which findings are one thing, what it is called, and in what order things are told."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from assets.judging.addresses import cell_ranges
from assets.judging.groups import EXPLAIN_AT_MOST, group_findings, grouping
from assets.returning.first_steps import first_steps
from schemas.areas import areas
from schemas.forms import FORMS
from schemas.judge import judge
from tests.builders import RIGHT, make_submitted
from tests.unit.returning_fixture import finding, findings, grouped


def titles(*rows: dict) -> list[str]:
    return grouped(*rows).groups["title"].to_list()


def test_a_value_refused_again_and_again_is_one_thing_apart_from_the_rest_of_its_column() -> None:
    often = [finding(f"I{row}") for row in range(7, 219)]
    rare = [finding("I300", value="Campuran"), finding("I301", value="Umum")]
    groups = grouped(*often, *rare).groups
    assert groups["title"].to_list() == [
        "“Jenis Koperasi” berisi “Serba Usaha” pada 212 sel",
        "Di luar daftar: “Jenis Koperasi”, 2 sel",
    ]
    assert groups["ranges"].to_list() == ["I7:I218", "I300:I301"]
    assert groups["cells"].to_list() == [212, 2]
    assert groups["group"].to_list() == ["register-V204-type", "register-V204-type-2"]


def test_ticks_of_any_sign_in_several_columns_are_one_thing() -> None:
    ticks = [
        finding(f"{letter}{row}", "V203", column, sign, form="kdmp", sheet="Progres KDMP")
        for letter, column in (("H", "outreach_date"), ("I", "musdesus_date"), ("J", "founding_date"))
        for row, sign in enumerate(("v", "V", "✓", "1"), start=7)
    ]
    (title,) = titles(*ticks)
    assert title.startswith("“Sosialisasi”, “Musdesus/Muskelsus”, dan ") and title.endswith(" berisi “tanda centang” pada 12 sel")


def test_the_same_rule_on_the_very_same_rows_of_several_columns_is_one_thing() -> None:
    rows = [
        finding(f"{letter}{row}", "V201", column, "")
        for row in (40, 41)
        for letter, column in (("G", "district"), ("O", "status"))
    ]
    assert titles(*rows) == ["Isian wajib kosong: “Kecamatan” dan “Status”, 4 sel"]
    apart = [finding("G40", "V201", "district", ""), finding("O41", "V201", "status", "")]
    assert len(titles(*apart)) == 2


def test_dates_all_written_in_one_wrong_way_are_shown_by_an_example() -> None:
    rows = [finding(f"R{row}", "V203", "last_rat_date", f"2025-13-{row}") for row in range(10, 15)]
    assert titles(*rows) == ["Bukan tanggal: “Tanggal RAT Terakhir” seperti “2025-13-10”, 5 sel"]


def test_several_missing_columns_are_one_thing_that_names_them() -> None:
    rows = [
        finding("A5", "V110", "", "", message=f"Kolom wajib “{name}” tidak ditemukan pada lembar ini.")
        for name in ("Status", "Kecamatan")
    ]
    groups = grouped(*rows).groups
    assert groups["title"].to_list() == ["Kolom wajib tidak ada: “Status” dan “Kecamatan”, 1 sel"]
    assert groups["cells"].to_list() == [1]


def test_the_gravest_come_first_then_the_most_cells_then_what_feeds_a_key_indicator() -> None:
    rows = [
        finding("A7", "V312", "nik", "1"), finding("C7", "V202", "managers", "x"), finding("O7", "V204", "status", "Beku?"),
        finding("I7"), finding("I8", value="Campuran"), finding("A5", "V111", "nik", ""), finding("", "V405", "last_rat_date", ""),
    ]  # fmt: skip
    groups = grouped(*rows).groups
    assert groups["severity"].to_list() == ["fatal", "explain", "explain", "explain", "warning", "info"]
    assert groups["first"].to_list() == ["A5", "I7", "O7", "C7", "A7", ""]
    assert groups["number"].to_list() == [1, 2, 3, 4, 5, 6]


def test_no_more_than_fifteen_things_are_asked_to_be_explained_at_once() -> None:
    columns = [column.id for column in FORMS["register"].columns][:20]
    rows = [finding(f"B{10 + place}", "V202", column, "x") for place, column in enumerate(columns)]
    groups = grouped(*rows, finding("A5", "V111", "nik", "")).groups
    assert groups.filter(pl.col("severity") == "explain")["asked"].to_list() == [True] * EXPLAIN_AT_MOST + [False] * 5
    assert groups.filter(pl.col("severity") == "fatal")["asked"].to_list() == [True]


def test_each_submission_has_its_own_groups() -> None:
    both = grouping(findings(finding("I7"), finding("I8", submission="s2"), finding("I9", submission="s2")))
    assert both.groups.select("submission", "number", "cells").rows() == [("s1", 1, 1), ("s2", 1, 2)]
    own = both.of("s2")
    assert own.groups.height == 1
    assert set(own.findings["group"]) == {"register-V204-type"}


def test_findings_keep_their_order_and_bear_the_group_that_they_are_in() -> None:
    rows = [finding("O9", "V204", "status", "?"), finding("I8"), finding("I7")]
    marked = grouped(*rows).findings
    assert marked["cell"].to_list() == ["O9", "I8", "I7"]
    assert marked["group"].to_list() == ["register-V204-status", "register-V204-type", "register-V204-type"]


def test_without_findings_there_are_no_groups() -> None:
    assert group_findings(findings()).is_empty()


def slid(first: int, last: int, by: int, rows: int = 20) -> list[dict[str, str | None]]:
    """Rows of which some slid from the book year on: one cell inserted there (1) or deleted (-1)."""
    money = {
        "own_capital": "1000000",
        "external_capital": "20000",
        "assets": "5000000",
        "business_volume": "700000",
        "surplus": "-500",
    }
    rest = {
        "managers": "1", "employees": "3", "book_year": "2024", "figures_source": "RAT", "grade": "A", "certificate_status": "Sudah Bersertifikat",
        "certificate_until": "31/12/2026", "health": "Sehat", "health_year": "2024",
    }  # fmt: skip
    ids = list(FORMS["register"].ids)
    place, made = ids.index("book_year"), []
    for number in range(rows):
        row = {**dict.fromkeys(ids), **RIGHT["register"], **money, **rest, "nik": f"62160100400{number:02d}"}
        cells = [row[column] for column in ids]
        if first <= number <= last:
            cells = [*cells[:place], None, *cells[place:-1]] if by > 0 else [*cells[:place], *cells[place + 1 :], None]
        made.append(dict(zip(ids, cells, strict=True)))
    return made


@pytest.mark.parametrize(
    ("first", "last", "by", "title"),
    [
        (8, 19, 1, "Kolom X sampai AI bergeser satu kolom ke kanan mulai baris 14"),
        (3, 6, 1, "Kolom X sampai AI bergeser satu kolom ke kanan pada baris 9 sampai 12"),
        (5, 5, 1, "Kolom X sampai AI bergeser satu kolom ke kanan pada baris 11"),
        (8, 19, -1, "ke kiri mulai baris 14"),
    ],
)
def test_rows_that_slid_by_one_column_are_one_thing(first: int, last: int, by: int, title: str) -> None:
    submitted = make_submitted("register", slid(first, last, by))
    groups = group_findings(judge(submitted, areas()).findings, submitted).filter(pl.col("severity") != "info")
    assert groups.height == 1
    assert title in groups["title"][0]
    assert "geser kembali" in groups["message"][0]


def test_wrong_values_that_fit_no_neighbour_are_no_slide() -> None:
    rows: list[dict[str, str | None]] = [
        {"nik": f"62160100400{n:02d}", "members_male": "banyak", "members_female": "sedikit"} for n in range(6)
    ]
    submitted = make_submitted("register", rows)
    assert not group_findings(judge(submitted, areas()).findings, submitted)["title"].str.contains("bergeser").any()


def test_where_to_begin_is_the_fewest_things_that_clear_most() -> None:
    rows = [finding(f"I{row}") for row in range(7, 47)] + [
        finding("O7", "V204", "status", "?"),
        finding("R8", "V203", "last_rat_date", "x"),
    ]
    group = grouped(*rows)
    steps = first_steps(group.findings, group.groups)
    assert (steps.numbers, steps.cells, steps.cleared, steps.every) == ([1], 40, 40, 42)
    assert steps.sentence() == "Mulai dari hal 1 (40 sel): sesudah itu 40 dari 42 catatan selesai."


def test_of_rows_that_bear_one_key_all_but_one_are_mended_and_the_returned_table_is_mended_with_them() -> None:
    rows = [finding(f"A{row}", "V401", "nik", f"621601004000{row % 3}") for row in range(7, 13)]
    group = grouped(*rows, finding("", "V402", "nik", ""), finding("I7"))
    steps = first_steps(group.findings, group.groups)
    assert steps.cleared == 7
    assert group.groups.filter(pl.col("rule") == "V401")["to_mend"].to_list() == [3]


def test_what_returns_the_form_is_named_first_and_steps_that_clear_little_are_no_advice() -> None:
    apart = [finding(f"B{10 + place}", "V202", column.id, "x") for place, column in enumerate(FORMS["register"].columns[:12])]
    group = grouped(*apart, finding("A5", "V111", "nik", ""))
    sentence = first_steps(group.findings, group.groups).sentence()
    assert sentence == "Mulai dari hal 1 (1 sel): tanpa itu formulirnya belum dapat diterima."
    without = grouped(*apart)
    assert first_steps(without.findings, without.groups).sentence() == ""


def test_advice_that_would_name_all_that_is_asked_is_none() -> None:
    group = grouped(finding("I7"), finding("O8", "V204", "status", "?"))
    assert first_steps(group.findings, group.groups).sentence() == ""


def test_the_cells_of_the_first_steps_are_counted_as_the_list_counts_them() -> None:
    rows = [finding(f"A{row}", "V401", "nik", f"621601004000{row % 3}") for row in range(7, 13)]
    group = grouped(*rows, finding("I7"))
    steps = first_steps(group.findings, group.groups)
    assert steps.sentence() == "Mulai dari hal 1 (6 sel): sesudah itu 6 dari 7 catatan selesai."
    assert group.groups["cells"].to_list() == [6, 1]


def test_one_thing_alone_needs_no_advice_where_to_begin() -> None:
    group = grouped(finding("I7"))
    assert first_steps(group.findings, group.groups).sentence() == ""


@given(st.sets(st.tuples(st.integers(1, 30), st.integers(1, 12)), min_size=1))
def test_ranges_name_every_cell_once_and_no_other(cells: set[tuple[int, int]]) -> None:
    frame = pl.DataFrame(
        [(1, col, line) for line, col in cells], schema={"key": pl.Int64, "col": pl.Int32, "line": pl.Int32}, orient="row"
    )
    named = []
    for each in cell_ranges(frame, "key")["ranges"][0]:
        left, top, right, bottom = range_boundaries(each)
        named += [(line, col) for line in range(top, bottom + 1) for col in range(left, right + 1)]
    assert sorted(named) == sorted(cells)


def test_what_is_told_of_a_whole_table_names_no_column() -> None:
    (title,) = titles(
        finding("", "V606", "district", "", form="recap", message="Isi formulir sama persis dengan laporan Maret 2025.")
    )
    assert title == "Sama persis dengan laporan sebelumnya"


def test_a_note_on_headings_counts_columns() -> None:
    rows = [finding(f"{letter}5", "V111", column, "") for letter, column in (("G", "district"), ("I", "type"), ("O", "status"))]
    (title,) = titles(*rows)
    assert title == "Kolom wajib kosong seluruhnya: “Kecamatan”, “Jenis Koperasi”, dan “Status”, 3 kolom"


def test_the_names_that_a_title_leaves_out_are_counted_to_the_last() -> None:
    rows = [finding(f"{letter}5", "V115", "", "", message=f"Kolom “{letter}” tidak termasuk formulir.") for letter in "PQRSTUVWX"]
    assert titles(*rows) == ["Kolom tambahan: “P”, “Q”, “R”, “S”, dan 5 lainnya, 9 sel"]
