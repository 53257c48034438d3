"""Her explanations, read back from the sheet that we put first."""

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from assets.judging.explained import with_explanations
from assets.judging.groups import grouping
from assets.reading.files.sheets import load_workbook
from assets.reading.identity.explanations import change_note, is_notes_sheet, read_explanations
from assets.reading.read import read_file
from schemas.notes_sheet import NOTES_SHEET
from tests.unit.returning_fixture import finding, findings, make_book, returned


def total(cell: str, **differs: Any) -> dict[str, Any]:
    """A finding that a sentence can answer: men and women are not the total."""
    return finding(cell, "V302", "members_total", **differs)


MANY = [total(f"I{row}") for row in range(7, 13)]


def answered(
    tmp_path: Path, answers: dict[str, str], *rows: dict[str, Any], more: pl.DataFrame | None = None
) -> tuple[Path, pl.DataFrame]:
    """A returned workbook in which the officer wrote into some cells of the first sheet, and what is read from it."""
    target = tmp_path / "kembali.xlsx"
    told = grouping(findings(*rows) if more is None else with_explanations(findings(*rows), more))
    done, book = returned(make_book(tmp_path / "asli.xlsx"), told, target)
    assert done.own_file
    for address, text in answers.items():
        assert not book[NOTES_SHEET][address].protection.locked
        book[NOTES_SHEET][address] = text
    book.save(target)
    cells = next(sheet.cells for sheet in load_workbook(target.read_bytes()) if sheet.name == NOTES_SHEET)
    assert is_notes_sheet(cells)
    return target, read_explanations(cells, {sheet.name: sheet.cells for sheet in load_workbook(target.read_bytes())})


def place(path: Path, kind: str, cell: str) -> str:
    """The address of the explanation beside a cell, in the list of things or in the table."""
    sheet = openpyxl.load_workbook(path)[NOTES_SHEET]
    head = next(row[0].row for row in sheet.iter_rows() if row[2].value == "Isi saat ini")
    rows = sheet.iter_rows(min_row=head) if kind == "table" else sheet.iter_rows(max_row=head - 1)
    return next(f"F{row[1].row}" for row in rows if row[1].value == cell)


def test_one_explanation_of_a_thing_counts_for_all_its_cells(tmp_path: Path) -> None:
    path, _ = answered(tmp_path, {}, *MANY, finding("O7", "V204", "status", "?"))
    _, read = answered(tmp_path, {place(path, "things", "I7:I12"): "menurut akta"}, *MANY, finding("O7", "V204", "status", "?"))
    assert read["cell"].to_list() == [f"I{row}" for row in range(7, 13)]
    assert set(read["explanation"]) == {"menurut akta"}
    assert set(read["value"]) == {"Serba Usaha"}


def test_an_explanation_of_a_cell_goes_before_that_of_its_thing(tmp_path: Path) -> None:
    path, _ = answered(tmp_path, {}, *MANY)
    answers = {place(path, "things", "I7:I12"): "semua", place(path, "table", "I9"): "yang ini lain"}
    _, read = answered(tmp_path, answers, *MANY)
    assert dict(read.select("cell", "explanation").iter_rows())["I9"] == "yang ini lain"
    assert read.filter(pl.col("explanation") == "semua").height == 5


def test_personal_patterns_in_an_explanation_are_hidden(tmp_path: Path) -> None:
    path, _ = answered(tmp_path, {}, MANY[0])
    _, read = answered(tmp_path, {place(path, "table", "I7"): "hubungi 0812-3456-7890"}, MANY[0])
    assert read["explanation"].to_list() == ["hubungi [disembunyikan]"]


def test_a_sheet_that_nobody_answered_says_nothing(tmp_path: Path) -> None:
    _, read = answered(tmp_path, {}, *MANY)
    assert read.filter(pl.col("explanation") != "").is_empty()


def test_another_sheet_of_the_same_name_is_not_ours() -> None:
    assert not is_notes_sheet(pl.DataFrame({"A": ["Catatan Verifikasi", None]}))
    assert read_explanations(pl.DataFrame({"A": ["Lembar", "x"]}), {}).is_empty()
    assert read_explanations(pl.DataFrame(), {}).is_empty()


def test_the_reader_takes_the_sheet_for_no_form_and_says_nothing_of_it(tmp_path: Path) -> None:
    path, _ = answered(tmp_path, {}, *MANY)
    said = [problem.value for problem in read_file(path, "x.xlsx").problems if problem.rule == "V116"]
    assert NOTES_SHEET not in said


def explanation(**differs: str) -> pl.DataFrame:
    row = {
        "submission": "s1",
        "sheet": "Daftar Koperasi",
        "cell": "I7",
        "rule": "V302",
        "value": "Serba Usaha",
        "explanation": "menurut akta",
    } | differs
    return pl.DataFrame([row])


def test_an_explanation_meets_its_finding_again_also_when_rows_have_moved() -> None:
    given = pl.concat([explanation(), explanation(cell="I9", explanation="menurut SK")])
    stayed = with_explanations(findings(total("I7"), total("I9"), finding("O7", "V302", "status")), given)
    assert stayed["explanation"].to_list() == ["menurut akta", "menurut SK", None]
    moved = with_explanations(findings(total("I7"), total("I10")), given)
    assert moved["explanation"].to_list() == ["menurut akta", "menurut SK"]


def test_an_explanation_of_one_cell_does_not_explain_the_same_value_on_another() -> None:
    both = findings(total("I7"), total("I30"))
    assert with_explanations(both, explanation())["explanation"].to_list() == ["menurut akta", None]
    assert with_explanations(both, explanation(cell="I6"))["explanation"].to_list() == [None, None]


def test_an_explanation_of_one_value_does_not_explain_another() -> None:
    found = with_explanations(findings(total("I7", value="Campuran")), explanation())
    assert found["explanation"].to_list() == [None]


def test_an_explanation_of_an_empty_cell_stays_with_its_cell() -> None:
    rows = findings(total("G7", value=""), total("G8", value=""))
    found = with_explanations(rows, explanation(cell="G7", value=""))
    assert found["explanation"].to_list() == ["menurut akta", None]


def test_an_explanation_of_one_submission_is_none_of_another() -> None:
    rows = findings(total("I7"), total("I7", submission="s2"))
    assert with_explanations(rows, explanation())["explanation"].to_list() == ["menurut akta", None]


def test_what_must_be_mended_is_not_explained_away() -> None:
    found = with_explanations(findings(finding("A1", "V111", "", "")), explanation(cell="A1", rule="V111", value=""))
    assert found["severity"].to_list() == ["fatal"]
    assert found["explanation"].to_list() == [None]


def test_a_note_on_the_cover_says_why_counts_fell_and_nothing_else() -> None:
    rows = findings(finding("F7", "V604", "coached", "12", form="umkm"), finding("F8", "V602", "coached", "12", form="umkm"))
    given = change_note("Data dibersihkan, tanya Budi").with_columns(submission=pl.lit("s1"))
    told = with_explanations(rows, given)["explanation"].to_list()
    assert told == ["dijelaskan pada Catatan Perubahan di Sampul", None]
    assert all(change_note(words).is_empty() for words in ("", "-", "Nihil", "Tidak ada perubahan"))


def test_what_was_explained_stands_on_the_sheet_again(tmp_path: Path) -> None:
    given = pl.concat([explanation(cell=f"I{row}") for row in range(7, 13)])
    _, read = answered(tmp_path, {}, *MANY, more=given)
    assert read.height == 6
    assert set(read["explanation"]) == {"menurut akta"}


def test_what_was_explained_is_neither_asked_nor_marked_again(tmp_path: Path) -> None:
    given = pl.concat([explanation(cell=f"I{row}") for row in range(7, 10)])
    told = grouping(with_explanations(findings(*MANY), given))
    assert told.groups.select("number", "asked", "answered", "findings").rows() == [(1, True, False, 3), (2, False, True, 3)]
    done, book = returned(make_book(tmp_path / "asli.xlsx"), told, tmp_path / "kembali.xlsx")
    texts = [cell.value for row in book[NOTES_SHEET].iter_rows() for cell in row if cell.value]
    assert (done.marked, done.with_note) == (3, 3)
    assert any("1 hal yang perlu penjelasan (3 sel)" in str(text) for text in texts)
    assert any("Penjelasan Bapak/Ibu atas 1 hal telah kami terima." in str(text) for text in texts)
    assert "Sudah dijelaskan: 1 hal. Terima kasih; tidak perlu dijawab lagi." in texts
    assert book["Daftar Koperasi"]["I7"].comment is None
    assert book["Daftar Koperasi"]["I10"].comment is not None


def test_a_sentence_beside_a_value_that_does_not_count_is_answered_with_the_cell_to_write_in() -> None:
    rows = findings(finding("O6", "V204", "status", "Aktip"), finding("O7", "V204", "status", "Aktip"))
    said = pl.concat([explanation(cell="O6", rule="V204", value="Aktip", explanation="Aktif"),
                      explanation(cell="O7", rule="V204", value="Aktip", explanation="memang begitu")])  # fmt: skip
    heard = with_explanations(rows, said)
    assert heard["explanation"].to_list() == [None, None]
    first, second = heard["message"]
    assert first.startswith("Jawaban Bapak/Ibu “Aktif” dapat dihitung bila ditulis di sel O6 pada lembar “Daftar Koperasi”. ")
    assert second.startswith(
        "Jawaban Bapak/Ibu “memang begitu” tidak mengubah isian; mohon perbaiki sel O7 pada lembar “Daftar Koperasi”. "
    )


def test_a_value_written_over_our_quotation_is_told_the_same_and_one_mended_in_its_cell_is_not() -> None:
    over = explanation(cell="O6", rule="V204", value="Aktif", explanation="")
    mended_wrongly = explanation(cell="O7", rule="V204", value="Aktip", explanation="")
    rows = findings(finding("O6", "V204", "status", "Aktip"), finding("O7", "V204", "status", "Hidup"))
    told = with_explanations(rows, pl.concat([over, mended_wrongly]))["message"].to_list()
    assert told[0].startswith("Jawaban Bapak/Ibu “Aktif” dapat dihitung bila ditulis di sel O6")
    assert not told[1].startswith("Jawaban")


def test_what_she_wrote_over_our_quotation_is_read(tmp_path: Path) -> None:
    path, _ = answered(tmp_path, {}, MANY[0])
    sheet = openpyxl.load_workbook(path)[NOTES_SHEET]
    row = next(cells[1].row for cells in sheet.iter_rows() if cells[1].value == "I7" and cells[2].value == "Serba Usaha")
    cells = next(each.cells for each in load_workbook(path.read_bytes()) if each.name == NOTES_SHEET)
    written = cells.with_columns(C=pl.when(pl.int_range(pl.len()) == row - 1).then(pl.lit("12")).otherwise("C"))
    stands = {"Daftar Koperasi": pl.DataFrame({"I": [None] * 6 + ["Serba Usaha"]})}
    assert read_explanations(cells, stands).is_empty()
    assert read_explanations(written, stands).select("cell", "value", "explanation").rows() == [("I7", "12", "")]
