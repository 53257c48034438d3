"""What the pages say of a regency that did not report, and of a figure that could not be worked out: never a zero."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from assets.publishing import bars, internal_view, page, public_view, resting, sentences
from assets.publishing.edition import Cell, Edition
from assets.templating.next_templates import hands_out
from schemas.areas import areas
from tests.unit.publishing_fixture import (
    MISSING_REGENCY,
    figures_for,
    make_edition,
    make_figures,
    make_indicator,
    make_reference,
)


def test_money_of_which_no_figure_could_be_worked_out_says_what_is_missing() -> None:
    few = (pl.col("indicator") == "KOP-14") & (pl.col("area_code") == "62")
    values = make_figures().values.with_columns(amounts=pl.when(few).then(1).otherwise("amounts"))
    edition = make_edition(values=values)
    assert edition.values.filter(few)["numerator"].is_null().all()
    row = next(row for level in public_view.levels(edition) for row in level.rows if row.code == "KOP-14")
    assert [(each.text, each.reason) for each in row.shown_values] == [("–", "data pembagi belum dimuat")]


def test_what_a_silent_regency_had_on_the_list_is_a_part_of_its_own() -> None:
    edition = make_edition()
    *_, last = bars.reactivated(edition)[0]
    assert (last.name, last.count) == ("Belum dilaporkan", "47")
    assert sentences.reactivation(edition).remark == "Belum termasuk 47 koperasi dari kabupaten/kota yang belum melapor."
    assert edition.value("KOP-18.6", MISSING_REGENCY) is None
    nobody = pl.when(pl.col("indicator") == "KOP-18.6").then(0.0).otherwise("value")
    whole = make_edition(values=make_figures().values.with_columns(value=nobody))
    assert sentences.reactivation(whole).remark == ""


def test_what_is_dissolved_as_listed_says_so_where_no_register_before_the_year_stands() -> None:
    code = "KOP-26"
    catalogue = make_reference().indicators | {
        code: make_indicator(code, name="Koperasi dibubarkan", level="Pendukung", split="kdmp")
    }
    figures = figures_for(replace(make_reference(), indicators=catalogue))
    edition = Edition(figures, replace(make_reference(), indicators=catalogue))
    assert resting.as_listed(edition) == "di 13 kabupaten/kota belum ada daftar sebelum 2025: dihitung seperti tercantum"
    before = figures.reports.filter(pl.col("form") == "register").head(1).with_columns(
        period=pl.lit("2024-12"), source_period=pl.lit("2024-12")
    )  # fmt: skip
    known = Edition(replace(figures, reports=pl.concat([figures.reports, before])), edition.reference)
    assert resting.as_listed(known).startswith("di 12 kabupaten/kota")


@pytest.mark.parametrize(
    ("contributors", "base", "value", "told"),
    [(1770, 2932, 5e9, "1.770 dari 2.932 koperasi"), (40, 40, 80.0, "seluruh 40 koperasi"), (40, 40, 40.0, ""), (0, 9, None, "")],
)
def test_beside_a_figure_stands_on_how_many_rows_of_how_many_it_rests(
    contributors: int, base: int, value: float | None, told: str
) -> None:
    cell = Cell(None, None, value, 1.0, date(2025, 3, 31), contributors, base, "filled")
    assert resting.rests_on(make_indicator(), cell) == told
    assert resting.speaks_of(make_indicator(), cell) == "per 31 Maret 2025"
    assert resting.speaks_of(make_indicator("KOP-11", money=True), cell) == "per 31 Maret 2025, tahun buku 2024"


def test_villages_of_a_silent_regency_are_not_reported_and_not_said_to_have_not_begun() -> None:
    edition = make_edition()
    first = bars.funnel(edition)[0]
    assert (first.count, first.beside) == ("1.571", "844 belum mulai · 125 belum dilaporkan")
    assert sum(filter(None, sentences.villages_by_stage(edition))) + sentences.unreported_villages(edition) == 1571


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
