"""What the pages of single regencies and indicators say. Kapuas had 352 of 468 active in December 2024, and 356 of 468 in April."""

from dataclasses import replace
from datetime import date
from functools import cache

import polars as pl

from assets.publishing.details import detail_pages, with_page
from assets.publishing.edition import Edition
from assets.publishing.indicator_view import IndicatorView
from assets.publishing.regency_view import NO_DISTRICT, RegencyView
from assets.publishing.series import Series, moved
from schemas.frames import DISTRICT_STAGE
from schemas.indicators import OUTSIDE_KDMP, WHOLE
from tests.unit.publishing_fixture import (
    MISSING_REGENCY,
    empty_figures,
    make_edition,
    make_figures,
    make_indicator,
    make_reference,
)

KAPUAS = "62.03"
DISTRICTS = pl.DataFrame(
    [(KAPUAS, "Selat", 0, 10), (KAPUAS, "Selat", 6, 2), (KAPUAS, "Basarang", 1, 4), (KAPUAS, "", 0, 1)],
    schema=pl.Schema(DISTRICT_STAGE), orient="row",
)  # fmt: skip


@cache
def edition() -> Edition:
    return make_edition(districts=DISTRICTS)


@cache
def series() -> Series:
    return Series(edition())


@cache
def pages() -> dict[str, RegencyView | IndicatorView]:
    return {page.path: page.content["view"] for page in detail_pages(edition()) if "view" in page.content}


def regency(code: str = KAPUAS) -> RegencyView:
    view = pages()[f"kabupaten/{code}.html"]
    assert isinstance(view, RegencyView)
    return view


def indicator(code: str = "KOP-04") -> IndicatorView:
    view = pages()[f"indikator/{code}.html"]
    assert isinstance(view, IndicatorView)
    return view


def test_a_regencys_page_gives_its_figure_with_change_rank_and_the_province_beside() -> None:
    row = next(row for row in regency().figures if row.code == "KOP-04")
    assert (str(row.figure), str(row.total), row.baseline, row.rank) == (
        "76,07%", "77,61%", "+0,85 poin sejak Desember 2024", "peringkat 10 dari 13",
    )  # fmt: skip
    assert row.figure.__html__() == f'<data value="76.068376" data-key="KOP-04|{KAPUAS}|2025-04|{OUTSIDE_KDMP}">76,07%</data>'
    assert row.as_of == "per 31 Maret 2025"
    assert row.link == "../indikator/KOP-04.html"


def test_a_regency_that_has_not_reported_has_no_rank_and_says_why() -> None:
    row = next(row for row in regency(MISSING_REGENCY).others if row.code == "KOP-04" and row.segment == OUTSIDE_KDMP)
    assert (str(row.figure), row.figure.why, row.rank, row.before, row.baseline) == (
        "–", "belum ada laporan yang diterima", "", "", "",
    )  # fmt: skip


def test_every_figure_of_a_regency_is_on_its_page_once() -> None:
    rows = [(row.code, row.segment) for row in (*regency().figures, *regency().others)]
    assert len(rows) == len(set(rows))
    of_regencies = edition().values.filter(
        pl.col("period") == "2025-04", pl.col("area_code") == KAPUAS, pl.col("indicator") != "UMK-05"
    )
    assert set(rows) >= set(of_regencies.select("indicator", pl.col("segment").fill_null(WHOLE)).iter_rows())


def test_kecamatan_add_up_to_their_regency_and_unknown_codes_are_among_them() -> None:
    table = [tuple(map(str, row)) for row in regency().villages.table]
    assert table == [
        ("Basarang", "4", "0", "4", "0", "0", "0", "0", "0"),
        (NO_DISTRICT, "1", "1", "0", "0", "0", "0", "0", "0"),
        ("Selat", "12", "10", "0", "0", "0", "0", "0", "2"),
        ("Seluruhnya", "17", "11", "4", "0", "0", "0", "0", "2"),
    ]
    assert not regency("62.01").villages.is_drawn


def test_a_regencys_reports_are_counted_and_the_next_one_has_its_day() -> None:
    counts = {line.form: (line.due, line.on_time, line.late, line.missing) for line in regency(MISSING_REGENCY).reports}
    assert counts["Progres KDMP/KKMP"] == (2, 0, 0, 2)
    assert regency().next_report == (
        "Laporan berikutnya: periode Mei 2025, paling lambat 10 Juni 2025 (Progres KDMP/KKMP dan Permasalahan)."
    )


def test_a_page_says_up_to_which_report_it_goes_and_no_moment_of_a_release() -> None:
    assert regency().headline == [
        "Kabupaten Kapuas", "Keadaan per 30 April 2025", "Angka sementara", "Berdasarkan laporan yang diterima sampai 9 Mei 2025",
    ]  # fmt: skip
    later = make_edition(make_figures(districts=DISTRICTS, made_at=edition().figures.made_at.replace(year=2026)))
    assert {page.path: page.mark({}) for page in detail_pages(later)} == {
        page.path: page.mark({}) for page in detail_pages(edition())
    }


def test_only_the_pages_that_say_the_changed_figure_have_another_mark() -> None:
    one = (
        (pl.col("area_code") == KAPUAS)
        & (pl.col("indicator") == "KOP-05")
        & (pl.col("period") == "2025-04")
        & (pl.col("segment") == OUTSIDE_KDMP)
    )
    values = edition().figures.values.with_columns(value=pl.when(one).then(99.0).otherwise("value"))
    other = Edition(replace(edition().figures, values=values), make_reference(), edition().versions)
    marks = [{page.path: page.mark({}) for page in detail_pages(each)} for each in (edition(), other)]
    changed = {path for path in marks[0] if marks[0][path] != marks[1][path]}
    assert f"kabupaten/{KAPUAS}.html" in changed and "indikator/KOP-05.html" in changed
    assert "indikator/KOP-04.html" not in changed and "cara-dibuat.html" not in changed


def test_iku_ikk_and_what_has_a_target_have_a_page_and_the_rest_none() -> None:
    codes = [each.code for each in with_page(edition())]
    assert codes == ["KOP-04", "KOP-05", "KOP-11", "KOP-14", "KOP-15", "KOP-19", "KOP-24", "KDMP-08"]
    assert with_page(make_edition(empty_figures())) == []


def test_before_the_first_report_there_is_only_the_page_on_how_it_is_made() -> None:
    assert [page.path for page in detail_pages(make_edition(empty_figures()))] == ["cara-dibuat.html"]


def test_the_page_of_an_indicator_ranks_the_regencies_with_the_province_among_them() -> None:
    names = [bar.name for bar in indicator().ranked.bars]
    assert (names[0], names[-1]) == ("Palangka Raya", "Murung Raya")
    assert "Kalimantan Tengah" in names and len(names) == 15
    assert [bar.rank for bar in indicator().ranked.bars if bar.is_total] == [0]
    assert indicator().ranked.target == 79


def test_a_median_that_is_better_when_lower_ranks_the_lowest_first() -> None:
    falling = make_indicator("MSL-03", polarity="lower")
    ranks = series().ranks(falling, WHOLE)
    assert ranks and set(ranks.values()) == {1}
    assert series().ranks(make_indicator("KOP-01"), WHOLE) == {}


def test_the_public_sees_no_order_of_what_is_secret() -> None:
    ranked = indicator("KOP-11").ranked
    of_regencies = [bar for bar in ranked.bars if not bar.is_total]
    assert {str(bar.figure) for bar in of_regencies} == {"dirahasiakan", "–"}
    assert [bar.code for bar in of_regencies if str(bar.figure) == "dirahasiakan"] == sorted(
        bar.code for bar in of_regencies if str(bar.figure) == "dirahasiakan"
    )
    assert {(bar.rank, *bar.beside[:2]) for bar in of_regencies} == {(0, "–", "–")}
    assert not ranked.is_drawn and ranked.target is None


def test_of_money_no_change_is_told() -> None:
    cells = [series().cell("KOP-11", "62", WHOLE, period) for period in ("2024-12", "2025-04")]
    assert moved(make_reference().indicators["KOP-11"], *cells) is None


def test_the_trend_has_every_month_and_says_how_far_it_went() -> None:
    trend = indicator().trend
    assert [month.period for month in trend.months] == ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]
    assert trend.sentence == "Desember 2024 76,60%, April 2025 77,61%: naik 1,01 poin. 3 bulan di antaranya tanpa angka."
    assert trend.baseline and trend.baseline.words == "Des 2024: 76,60%"
    assert trend.target and trend.target.words == "Target (contoh) 79,00%"


def test_the_figure_before_is_of_the_newest_month_that_speaks_of_an_earlier_day() -> None:
    known = make_reference().indicators["KOP-04"]
    move = series().before(known, KAPUAS, OUTSIDE_KDMP)
    assert move and (move.signed, move.since, move.words) == ("+0,85 poin", "Desember 2024", "naik 0,85 poin")
    assert series().cell("KOP-04", KAPUAS, OUTSIDE_KDMP, "2025-04").as_of == date(2025, 3, 31)


def test_a_definition_card_says_what_the_catalogue_says_and_leaves_out_what_it_does_not() -> None:
    heads = dict(indicator().card)
    assert heads["Rumus"] == "Bagi yang aktif."
    assert heads["Versi definisi"] == "v1, berlaku sejak Januari 2021"
    assert "Dasar hukum" not in heads
    assert indicator().trace == f'rapor trace KOP-04 --period 2025-04 --segment "{OUTSIDE_KDMP}"'


def test_quarters_and_years_are_rolled_up_and_say_whether_they_are_complete() -> None:
    assert [(row.name, row.value, row.is_complete) for row in indicator().spans] == [
        ("Tahun 2025", "77,61%", False), ("Triwulan II 2025", "77,61%", False), ("Tahun 2024", "76,60%", True), ("Triwulan IV 2024", "76,60%", True),
    ]  # fmt: skip
