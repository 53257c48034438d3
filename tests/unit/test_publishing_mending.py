"""Which files wait for their regency, and what is said about them."""

from datetime import date

import polars as pl

from assets.publishing import page
from assets.publishing.late import LateFile, late_files
from assets.publishing.mending import UNKNOWN_SENDER, Awaiting, MendFile, awaiting, explained, files_to_mend
from tests.unit.publishing_fixture import KAPUAS, KOTIM, make_edition, make_figures


def _by_file(**what_differs: object) -> dict[str, MendFile]:
    return {file.file: file for file in files_to_mend(make_edition(**what_differs))}


def test_a_returned_form_makes_its_file_one_to_mend_with_all_its_notes() -> None:
    file = _by_file()[KOTIM]
    assert (file.area_name, file.period, file.forms) == ("Kotawaringin Timur", "April 2025", "Progres KDMP/KKMP dan Permasalahan")
    assert (file.returned, file.fatal, file.explain, file.received) == (True, 1, 12, "9 Mei 2025")


def test_notes_are_drawn_together_by_rule_with_their_count_and_first_cells() -> None:
    first, second = _by_file()[KOTIM].notes
    assert (first.severity, first.code, first.sheet, first.count, first.cells) == (
        "Wajib diperbaiki",
        "V111",
        "Permasalahan",
        "1",
        "A5",
    )
    assert (second.severity, second.code, second.count) == ("Perlu penjelasan", "V206", "12")
    assert second.cells == "N8, N9, N10, N11, N12, …"
    assert second.message == "“NIB” berisi “8”. Yang diperbolehkan: 13 angka."


def test_what_was_superseded_is_not_asked_for_again() -> None:
    assert KAPUAS not in _by_file()


def test_a_later_version_of_the_same_name_keeps_only_its_own_notes() -> None:
    submissions = make_figures().submissions
    first = submissions.filter(pl.col("file") == KAPUAS)
    again = first.with_columns(version=pl.lit(2, pl.Int64), superseded_by=pl.lit(None, pl.String))
    assert KAPUAS not in _by_file(submissions=pl.concat([submissions, again]))


def test_the_same_name_in_another_period_does_not_borrow_its_notes() -> None:
    submissions = make_figures().submissions
    march = submissions.filter(pl.col("file") == KAPUAS).with_columns(
        period=pl.lit("2025-03"), superseded_by=pl.lit(None, pl.String)
    )
    assert KAPUAS not in _by_file(submissions=pl.concat([submissions, march]))


def test_a_file_that_nobody_could_place_stands_first_under_an_unknown_sender() -> None:
    file = _by_file()["scan<b>.xlsx"]
    assert (file.area_name, file.period, file.returned, file.fatal) == (UNKNOWN_SENDER, "Periode belum dikenal", True, 1)
    assert [note.title for note in file.notes] == ["Berkas tidak dapat dibaca"]


def test_a_file_with_mere_hints_is_left_in_peace() -> None:
    findings = make_figures().findings.with_columns(severity=pl.lit("warning"))
    submissions = make_figures().submissions.with_columns(state=pl.lit("Lolos verifikasi"))
    assert _by_file(findings=findings, submissions=submissions) == {}


def test_a_file_that_only_needs_explaining_comes_after_those_returned() -> None:
    submissions = make_figures().submissions
    passed = pl.when(pl.col("file") == KOTIM).then(pl.lit("Lolos verifikasi")).otherwise("state")
    findings = make_figures().findings.filter(pl.col("rule") != "V111")
    files = files_to_mend(make_edition(submissions=submissions.with_columns(state=passed), findings=findings))
    assert [(file.file, file.returned) for file in files] == [("scan<b>.xlsx", True), (KOTIM, False)]
    assert awaiting(files) == [Awaiting("62.02", "Kotawaringin Timur", 1, 12, "April 2025")]


def test_a_regency_named_in_words_is_the_one_with_that_code() -> None:
    findings = make_figures().findings.with_columns(regency=pl.col("regency").replace({"62.02": "Kabupaten Kotawaringin Timur"}))
    file = _by_file(findings=findings)[KOTIM]
    assert (file.area, file.explain) == ("62.02", 12)


def test_what_was_explained_is_told_and_no_longer_asked() -> None:
    said = pl.when(pl.col("rule") == "V206", pl.col("cell") != "N8").then(pl.lit("menurut <akta>"))
    findings = make_figures().findings.with_columns(explanation=said)
    edition = make_edition(findings=findings)
    file = {file.file: file for file in files_to_mend(edition)}[KOTIM]
    assert (file.explain, [note.count for note in file.notes]) == (1, ["1", "1"])
    (told,) = explained(edition)
    assert (told.area_name, told.period, told.note.code, told.note.count) == ("Kotawaringin Timur", "April 2025", "V206", "11")
    assert told.explanation == "menurut <akta>"


def test_information_is_counted_as_nothing_to_do() -> None:
    findings = make_figures().findings
    hint = findings.head(1).with_columns(severity=pl.lit("info"), rule=pl.lit("V125"), group=pl.lit("V125"))
    file = _by_file(findings=pl.concat([findings, hint]))[KOTIM]
    assert [note.code for note in file.notes] == ["V111", "V206"]


def _with_late_replacement(**what_differs: object) -> pl.DataFrame:
    """The submissions, and the same file of Kotim once more after its period was closed."""
    submissions = make_figures().submissions
    usual = {"file": "susulan.xlsx", "state": "Terlambat", "findings_fatal": 0, "received_at": date(2025, 6, 12), "version": 2}
    late = submissions.filter(pl.col("file") == KOTIM).with_columns(
        **{name: pl.lit(value, submissions.schema[name]) for name, value in (usual | what_differs).items()}
    )
    return pl.concat([submissions, late])


def test_what_came_after_closing_is_told_with_the_file_that_it_would_replace() -> None:
    edition = make_edition(submissions=_with_late_replacement())
    file = {file.file: file for file in files_to_mend(edition)}[KOTIM]
    assert file.replaced == "Permasalahan datang pada 12 Juni 2025"
    html = page.internal_page(edition)
    assert html.count("sesudah periode ditutup; baru terhitung sesudah <code>rapor reopen 2025-04</code>.") == 2
    forms = "Progres KDMP/KKMP dan Permasalahan"
    assert late_files(edition) == [LateFile("62.02", "Kotawaringin Timur", "April 2025", forms, "12 Juni 2025", True)]
    assert "Datang sesudah periode ditutup" in html


def test_a_late_file_that_would_be_returned_replaces_nothing_and_is_not_said_to_count() -> None:
    findings = make_figures().findings
    own = findings.filter(pl.col("file") == KOTIM).with_columns(file=pl.lit("susulan.xlsx"), version=pl.lit(2, pl.Int64))
    submissions = _with_late_replacement(findings_fatal=1)
    edition = make_edition(submissions=submissions, findings=pl.concat([findings, own]))
    files = {file.file: file for file in files_to_mend(edition)}
    assert (files[KOTIM].replaced, files["susulan.xlsx"].late, files["susulan.xlsx"].returned) == ("", True, False)
    assert [file.passed for file in late_files(edition)] == [False]
    assert awaiting(list(files.values())) == []


def test_a_late_file_that_a_later_one_replaces_is_not_shown() -> None:
    first = _with_late_replacement(superseded_by="f" * 64)
    second = _with_late_replacement(file="susulan lagi.xlsx", received_at=date(2025, 6, 20), version=3)
    edition = make_edition(submissions=pl.concat([first, second.filter(pl.col("state") == "Terlambat")]))
    assert [file.received for file in late_files(edition)] == ["20 Juni 2025"]


def test_nothing_is_said_of_late_files_when_there_are_none() -> None:
    assert late_files(make_edition()) == []
    assert "Datang sesudah periode ditutup" not in page.internal_page(make_edition())
