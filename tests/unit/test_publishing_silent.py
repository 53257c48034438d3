"""What the pages say of a regency that did not report, and of a figure that could not be worked out: never a zero."""

import polars as pl

from assets.publishing import internal_view, page, public_view, sentences
from assets.templating.next_templates import hands_out
from schemas.areas import areas
from tests.unit.publishing_fixture import MISSING_REGENCY, make_edition, make_figures


def test_a_withheld_sum_of_which_no_figure_could_be_worked_out_says_what_is_missing() -> None:
    few = (pl.col("indicator") == "KOP-14") & (pl.col("area_code") == "62")
    values = make_figures().values.with_columns(contributors=pl.when(few).then(1).otherwise("contributors"))
    edition = make_edition(values=values)
    assert edition.values.filter(few)["withheld"].all()
    row = next(row for level in public_view.levels(edition) for row in level.rows if row.code == "KOP-14")
    assert [(each.text, each.reason) for each in row.readings] == [("–", "data pembagi belum dimuat")]


def test_what_a_silent_regency_had_on_the_list_is_told_beside_what_was_not_found() -> None:
    edition = make_edition()
    *_, last = public_view.reactivated(edition)[0]
    assert (last.name, last.note) == ("Tidak ditemukan", "termasuk 47 dari kabupaten/kota yang belum melapor")
    assert sentences.reactivation(edition).remark == "Daftarnya memuat 47 koperasi dari kabupaten/kota yang belum melapor."
    assert edition.value("KOP-18.5", MISSING_REGENCY) is None
    everybody = pl.when(pl.col("indicator") == "KOP-18.5").then(1.0).otherwise("coverage")
    whole = make_edition(values=make_figures().values.with_columns(coverage=everybody))
    assert [step.note for step in public_view.reactivated(whole)[0]] == [""] * 5
    assert sentences.reactivation(whole).remark == ""


def test_villages_of_a_silent_regency_are_not_reported_and_not_said_to_have_not_begun() -> None:
    edition = make_edition()
    first = public_view.funnel(edition)[0]
    assert (first.count, first.beside) == ("1.571", "844 belum mulai · 125 belum dilaporkan")
    assert sum(filter(None, sentences.standing(edition))) + sentences.unreported_villages(edition) == 1571


def test_a_release_that_hands_out_templates_links_them_and_another_says_how_to_make_them() -> None:
    linked = page.internal_page(make_edition(templates=True))
    assert '<a href="templat/62.02-2025-05.xlsx">' in linked and "rapor template --regency" not in linked
    assert "templat/" not in page.internal_page(make_edition())


def test_the_country_is_too_large_to_hand_out_its_templates() -> None:
    assert hands_out(areas("62")) and not hands_out(areas("all"))


def test_how_long_a_report_is_missing_is_counted_to_the_last_period() -> None:
    quarterly = (pl.col("period") == "2025-03") & (pl.col("form") == "kdmp")
    reports = make_figures().reports.with_columns(form=pl.when(quarterly).then(pl.lit("register")).otherwise("form"))
    first, *_ = internal_view.overdue(make_edition(reports=reports))
    assert (first["form"], first["lasting"]) == ("Daftar Koperasi", "2 bulan (1 periode)")
