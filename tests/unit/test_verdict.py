"""The first screen is a verdict: how we stand, what moved, how far the targets are, where it is worst. And what a release says of itself."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from markupsafe import escape

from assets.publishing import imprint, internal_view, months, page, province_view, public_view, verdict
from assets.publishing.edition import Edition, Score
from assets.publishing.overview_pictures import overview_pictures
from assets.publishing.release_figures import EarlierRelease, LaidDown, nothing_laid_down
from assets.publishing.revisions import REVISION, Changes
from schemas.frames import BUDGET, HISTORY, OUTSIDE_TOTAL, PUBLISHER, VILLAGE_BASE
from schemas.indicators import OUTSIDE_KDMP
from tests.unit.publishing_fixture import MADE_AT, NOW, make_edition, make_figures, make_indicator

THEN = datetime(2025, 5, 10, 1, 0, tzinfo=UTC)


def points(edition: Edition, changes: Changes | None = None) -> dict[str, str]:
    told = verdict.verdict(edition, changes or Changes(), "perubahan.html")
    return {point.lead: point.sentence for point in told.points}


def laid_down(**frames: pl.DataFrame) -> LaidDown:
    return LaidDown(**nothing_laid_down().__dict__ | frames)


def revision(before: float | None, after: float | None, **what_differs: str) -> dict[str, object]:
    return {"period": NOW, "area_code": "62", "segment": OUTSIDE_KDMP, "indicator": "KOP-04", "measure": "value", "before": before,
            "after": after, "status_before": "filled", "status_after": "filled", "cause": "resubmission"} | what_differs  # fmt: skip


def changes(*rows: dict[str, object], until: str = NOW, retold: bool = False) -> Changes:
    frame = pl.DataFrame(list(rows), schema=REVISION)
    return Changes("20250510T010000000000Z", THEN, frame, frame, until, retold)


def test_what_moved_since_december_is_told_over_the_regencies_that_told_of_both() -> None:
    """Without Murung Raya: 2.779 of 3.617 then, 2.807 of 3.617 now."""
    assert verdict.since_baseline(make_edition()) == (
        "up", "naik 0,77 poin sejak Desember 2024; +28 koperasi aktif di luar KDMP/KKMP (di 13 kabupaten/kota yang melapor pada keduanya)",
    )  # fmt: skip


def test_where_all_reported_the_published_figures_are_compared() -> None:
    both = pl.col("area_code").eq("62") & pl.col("indicator").is_in(["KOP-01", "KOP-02"]) & (pl.col("period") == NOW)
    outside = both & (pl.col("segment") == OUTSIDE_KDMP)
    values = make_figures().values.with_columns(
        coverage=pl.when(both).then(1.0).otherwise("coverage"),
        value=pl.when(outside & (pl.col("indicator") == "KOP-01")).then(3783.0)
        .when(outside & (pl.col("indicator") == "KOP-02")).then(2929.0).otherwise("value"),
    )  # fmt: skip
    assert verdict.since_baseline(make_edition(values=values)) == (
        "up", "naik 0,83 poin sejak Desember 2024; +32 koperasi aktif di luar KDMP/KKMP",
    )  # fmt: skip


def test_without_december_nothing_is_compared() -> None:
    april = make_figures().values.filter(pl.col("period") == NOW)
    assert verdict.since_baseline(make_edition(values=april)) == ("", "perubahan sejak Desember 2024 belum dapat dihitung")


@pytest.mark.parametrize(
    ("margin", "high", "polarity", "unit", "told"),
    [
        (-1.57, None, "higher", "%", "kurang 1,57 poin"),
        (12, None, "higher", "koperasi", "lebih 12 koperasi"),
        (10, None, "lower", "hari", "10 hari di bawah batas"),
        (-10, None, "lower", "hari", "10 hari di atas batas"),
        (0, 25.0, "higher", "%", "di dalam rentang"),
        (-4.1, 25.0, "higher", "%", "4,10 poin di luar rentang"),
        (None, None, "higher", "%", ""),
    ],
)
def test_the_distance_to_a_target_says_on_which_side_of_it_the_value_is(
    margin: float | None, high: float | None, polarity: str, unit: str, told: str
) -> None:
    score = Score(20.0, high, "single", 90.0, None, "", sample=False, margin=margin)
    assert verdict.distance(score, make_indicator(polarity=polarity, unit=unit)) == told


def test_the_three_lowest_regencies_are_named_and_marked() -> None:
    point = verdict.lowest(make_edition())
    assert point is not None
    assert point.sentence == "Katingan 74,21%, Gunung Mas 75,40%, Barito Selatan 75,62% koperasi aktif di luar KDMP/KKMP."
    assert '<data value="74.208145" data-key="KOP-04|62.06|2025-04|di luar KDMP/KKMP">74,21%</data>' in escape(point.sentence)


def test_every_indicator_with_a_target_is_counted_and_the_farthest_off_are_named() -> None:
    assert points(make_edition())["Indikator bertarget (4)"] == (
        "1 mendekati, 2 menuju target, 1 belum dapat dihitung. Terjauh dari target: Volume usaha koperasi (86,13%)."
    )


def test_those_that_need_attention_are_named_first_whatever_their_level() -> None:
    rat = pl.col("indicator") == "KOP-05"
    scores = make_figures().scores.with_columns(
        achievement=pl.when(rat).then(41.0).otherwise("achievement"), rating=pl.when(rat).then(pl.lit("Sangat Rendah")).otherwise("rating"),
        note=pl.when(rat).then(pl.lit("")).otherwise("note"),
    )  # fmt: skip
    edition = make_edition(scores=scores)
    assert points(edition)["Perlu perhatian"] == (
        "Persentase koperasi aktif yang RAT (41,00%). Dari 4 indikator bertarget: 1 mendekati, 1 perlu perhatian, 1 menuju target, "
        "1 belum dapat dihitung."
    )
    rows = {row.code: row for level in public_view.levels(edition) for row in level.rows}
    assert (rows["KOP-05"].verdict, rows["KOP-04"].verdict, rows["KOP-11"].verdict) == (
        "perlu perhatian",
        "mendekati",
        "menuju target",
    )


def test_the_largest_group_of_villages_is_named() -> None:
    assert points(make_edition())["KDMP/KKMP"] == (
        "844 belum mulai, kelompok terbesar dari 1.446 desa/kelurahan di 13 kabupaten/kota yang melapor."
    )


def test_how_late_a_regency_is_is_told_in_days_at_the_release() -> None:
    edition = make_edition(made_at=datetime(2025, 5, 30, 23, 30, tzinfo=UTC))  # 31 May in the office, 17 days after 14 May
    assert points(edition)["Belum menyampaikan"] == "Murung Raya (terlambat 17 hari) pada hari rilis."
    late = internal_view.at_release(edition, internal_view.overdue(edition))
    assert [line["days"] for line in late] == ["51", "17"]
    first, *_ = internal_view.actors(edition, late, [])
    assert (first.area_name, first.hand_in, first.days) == ("Murung Raya", "Progres KDMP/KKMP dan Permasalahan", "51")


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (changes(), "persentase koperasi aktif tidak berubah; 0 angka direvisi."),
        (changes(revision(77.41, 77.61)), "persentase koperasi aktif naik 0,20 poin (semula 77,41%); 1 angka direvisi."),
        (
            changes(revision(None, 77.61), revision(1, None, area_code="62.01")),
            "persentase koperasi aktif baru dapat dihitung; 0 angka direvisi, 2 baru terisi atau kosong.",
        ),
        (changes(retold=True), "Dirilis 10 Mei 2025 pukul 08.00 WIB, dengan kode atau definisi yang lain."),
    ],
)
def test_what_moved_since_the_release_before_is_said_in_words(since: Changes, told: str) -> None:
    assert points(make_edition(), since)["Sejak rilis sebelumnya"].endswith(told)


def test_a_month_that_is_new_is_held_against_the_month_before_it() -> None:
    values = make_figures().values
    march = values.filter(period=NOW).with_columns(period=pl.lit("2025-03"), value=pl.col("value") - 0.5)
    edition = make_edition(values=pl.concat([values, march]))
    assert points(edition, changes(until="2025-03"))["Sejak rilis sebelumnya"] == (
        "Dirilis 10 Mei 2025 pukul 08.00 WIB: April 2025 baru pada rilis ini; dari Maret 2025 persentase koperasi aktif naik 0,50 poin; "
        "0 angka direvisi."
    )


def test_old_data_are_marked_with_the_months_that_nobody_reported() -> None:
    assert imprint.stale(make_edition()) == ""
    late = make_edition(made_at=datetime(2025, 7, 20, tzinfo=UTC))
    assert imprint.stale(late) == (
        "Data terbaru adalah April 2025. 2 bulan sesudahnya (Mei 2025 – Juni 2025) sudah jatuh tempo dan belum ada laporannya dari "
        "kabupaten/kota mana pun."
    )
    assert "Data sudah lama." in page.public_page(late)


def test_the_publisher_the_licence_and_the_next_release_are_those_of_the_province() -> None:
    row = ("Dinas Koperasi", "Palangka Raya", "CC BY 4.0", date(2025, 7, 1), False)
    edition = make_edition(laid_down=laid_down(publisher=pl.DataFrame([row], schema=PUBLISHER, orient="row")))
    told = imprint.imprint(edition, "77,61%")
    assert dict(told.facts) == {
        "Penerbit": "Dinas Koperasi", "Kontak": "Palangka Raya", "Lisensi": "CC BY 4.0", "Dirilis": "15 Mei 2025 pukul 06.30 WIB",
        "Status angka": "sementara: dapat berubah sampai April 2025 ditutup", "Data terbaru": "April 2025", "Rilis berikutnya": "1 Juli 2025",
    }  # fmt: skip
    assert told.citation == (
        "Dinas Koperasi. Rapor Koperasi Kalimantan Tengah, keadaan per 30 April 2025 (angka sementara). Dirilis 15 Mei 2025 pukul 06.30 WIB."
    )
    assert told.quotation == (
        "77,61% koperasi di luar KDMP/KKMP aktif, keadaan per 31 Maret 2025 (angka sementara; cakupan 13 dari 14 kabupaten/kota; "
        "Rapor Koperasi Kalimantan Tengah, dirilis 15 Mei 2025)."
    )


def test_without_a_date_of_the_province_the_next_release_follows_the_next_day_that_reports_are_due() -> None:
    facts = dict(imprint.imprint(make_edition(), "").facts)
    assert facts["Rilis berikutnya"].startswith("sesudah tenggat laporan Mei 2025, 10 Juni 2025")
    assert facts["Penerbit"].startswith("belum dinyatakan")


def test_the_releases_before_are_named_the_newest_first() -> None:
    earlier = tuple(EarlierRelease(f"r{number}", datetime(2025, 5, number, tzinfo=UTC)) for number in range(1, 15))
    told = imprint.imprint(make_edition(earlier=earlier), "")
    assert (len(told.earlier), told.earlier[0], told.unnamed) == (12, ("r14", "14 Mei 2025 pukul 07.00 WIB"), "2")


def test_a_month_in_which_nobody_reported_is_a_line_that_says_so() -> None:
    lines = {line.title: line for line in months.months(make_edition())}
    assert list(lines) == ["April 2025", "Maret 2025", "Februari 2025", "Januari 2025", "Desember 2024"]
    assert (lines["April 2025"].reported, lines["April 2025"].active) == ("13 dari 14", "77,61%")
    assert (lines["Januari 2025"].reported, lines["Januari 2025"].is_silent) == ("tidak ada yang melapor", True)


def test_a_closed_month_is_final() -> None:
    closing = pl.DataFrame([("2025-03", "closed", "2025-04-20T00:00:00+00:00", "lengkap", "", "")], schema=HISTORY, orient="row")
    told = {line.title: line.finality for line in months.months(make_edition(history=closing))}
    assert (told["Maret 2025"], told["April 2025"]) == ("final", "sementara")


def test_what_the_province_laid_down_is_shown_to_the_office_with_its_source() -> None:
    source = ("Rekening", date(2025, 1, 2), True)
    frames = {
        "budgets": pl.DataFrame([("2.17.03", "Pengawasan", "Persentase", "%", 2025, 1, 80, 60, 1_250_000_000, 900_000_000, *source)],
                                schema=BUDGET, orient="row"),
        "outside_totals": pl.DataFrame([("ODS", "62", NOW, "KOP-01", 3600, *source)], schema=OUTSIDE_TOTAL, orient="row"),
        "village_base": pl.DataFrame([("62.01", 81, 13, *source)], schema=VILLAGE_BASE, orient="row"),
    }  # fmt: skip
    edition = make_edition(laid_down=laid_down(**frames))
    told = "Rekening, 2 Januari 2025 (contoh)"
    assert province_view.budgets(edition) == [[
        "2.17.03 Pengawasan", "Triwulan 1 2025", "Persentase", "80,00%", "60,00%", "Rp1,25 miliar", "Rp900,00 juta", "72,00%", told,
    ]]  # fmt: skip
    assert province_view.outside_totals(edition) == [
        ["KOP-01 Jumlah koperasi", "Kalimantan Tengah", "April 2025", "ODS", "3.600 koperasi", "3.634 koperasi", "+34", told]
    ]
    assert province_view.village_base(edition) == [["Kotawaringin Barat", "81", "13", "94", "94", told]]
    assert "Rp900,00 juta" in page.internal_page(edition) and "Rp900,00 juta" not in page.public_page(edition)


def test_the_figures_of_the_page_are_marked_with_their_source() -> None:
    html = page.public_page(make_edition(made_at=MADE_AT))
    assert '<data value="77.605751" data-key="KOP-04|62|2025-04|di luar KDMP/KKMP">77,61%</data>' in html
    assert '<data value="3782" data-key="KOP-01|62|2024-12|">3.782</data>' in html


def test_months_after_the_last_report_are_told_apart() -> None:
    values = make_figures().values
    june = values.filter(period=NOW).head(3).with_columns(period=pl.lit("2025-06"))
    told = {line.title: line.is_after for line in months.months(make_edition(values=pl.concat([values, june])))}
    assert (told["Juni 2025"], told["Mei 2025"], told["April 2025"]) == (True, True, False)


def test_of_a_whole_country_no_picture_of_regencies_is_drawn() -> None:
    areas = pl.DataFrame([{"code": f"{number:02d}.01", "name": f"Kabupaten {number}", "full_name": ""} for number in range(41)])
    pictures = overview_pictures(make_edition(areas=areas))
    assert (pictures.ranked, pictures.map, pictures.stages) == (None, None, None)
    assert pictures.trend is not None
