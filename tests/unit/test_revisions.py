"""Which figures changed and why, and what the public reads of it."""

from datetime import UTC, datetime

import polars as pl

from assets.publishing.changes_view import sections, summary
from assets.publishing.edition import Edition
from assets.publishing.page import changes_page
from assets.publishing.revisions import REVISION, Cause, Changes, Stated, as_public, attributed, changed
from schemas.indicators import catalogue
from tests.unit.publishing_fixture import make_figures, make_reference

KEY = ("2025-03", "62.02", "", "KOP-01")
Figure = tuple[str, float | None, str]


def values(*figures: tuple[tuple[str, str, str, str], float | None, str], version: str = "v1") -> pl.DataFrame:
    rows = [(*key, value, status, version) for key, value, status in figures]
    names = ["period", "area_code", "segment", "indicator", "value", "status", "definition_version"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String) | {"value": pl.Float64}, orient="row")


def scores(*achieved: tuple[tuple[str, str, str, str], float | None]) -> pl.DataFrame:
    names = ["period", "area_code", "segment", "indicator", "achievement"]
    schema = dict.fromkeys(names, pl.String) | {"achievement": pl.Float64}
    return pl.DataFrame([(*key, value) for key, value in achieved], schema=schema, orient="row")


def of(value: float | None, status: str = "filled", achieved: float | None = None, version: str = "v1") -> Stated:
    """One figure and its achievement."""
    return Stated(values((KEY, value, status), version=version), scores((KEY, achieved)))


def told(rows: pl.DataFrame) -> list[tuple[str, float | None, float | None, str]]:
    return rows.select("measure", "before", "after", "cause").rows()


def test_each_step_tells_what_changed_in_it_and_a_step_that_changed_nothing_tells_nothing() -> None:
    steps = [([Cause.CORRECTION], of(11)), ([Cause.RESUBMISSION], of(11)), ([Cause.LATER_REPORT], of(14))]
    assert told(attributed(of(10), steps)) == [("value", 10, 11, "correction"), ("value", 11, 14, "later_report")]


def test_of_what_came_with_the_code_a_redefined_figure_and_a_target_are_told_apart() -> None:
    every = [Cause.CODE, Cause.DEFINITION, Cause.PROVINCE]
    assert told(attributed(of(10), [(every, of(11, version="v2"))])) == [("value", 10, 11, "definition")]
    assert told(attributed(of(10), [(every, of(11))])) == [("value", 10, 11, "code")]
    assert told(attributed(of(10, achieved=90), [(every, of(10, achieved=80))])) == [("achievement", 90, 80, "province")]
    assert told(attributed(of(10, achieved=90), [(every, of(11, achieved=99))])) == [
        ("achievement", 90, 99, "code"), ("value", 10, 11, "code"),
    ]  # fmt: skip


def test_the_last_digit_of_a_sum_is_no_change_but_a_reason_why_it_is_empty_is() -> None:
    assert changed(of(1e12 + 0.1), of(1e12 + 0.1001)).is_empty()
    assert changed(of(0.1 + 0.2), of(0.3)).is_empty()
    assert changed(of(None, "not_due"), of(None, "not_reported")).height == 1


def test_a_figure_that_is_there_for_the_first_time_is_no_change_and_one_that_is_gone_is() -> None:
    nothing = Stated(of(1).values.clear(), of(1).scores.clear())
    assert changed(nothing, of(10)).is_empty()
    assert changed(of(10), nothing).select("before", "after", "status_after").rows() == [(10, None, "")]


MONEY, WHOLE = "KOP-11", ("2025-03", "62", "")


def money(shown: float | None, status: str = "filled") -> Stated:
    return Stated(values(((*WHOLE, MONEY), shown, status)), scores())


def public(before: Stated, after: Stated, *steps: tuple[str, float, float]) -> list[tuple[float | None, float | None, str]]:
    """What the public reads of a money figure; `steps` are (cause, before, after) as the office reads them."""
    rows = [(*WHOLE, MONEY, "value", one, other, "filled", "filled", cause) for cause, one, other in steps]
    exact = pl.DataFrame(rows, schema=REVISION, orient="row")
    return as_public(exact, before, after, catalogue()).select("before", "after", "cause").rows()


def test_of_money_the_public_reads_only_two_published_figures_and_no_step_between_them() -> None:
    steps = (("resubmission", 100_400_000.0, 101_300_000.0), ("later_report", 101_300_000.0, 107_000_000.0))
    assert public(money(100e6), money(107e6), *steps) == [(100e6, 107e6, "resubmission+later_report")]


def test_a_change_of_money_that_rounding_hides_and_one_of_a_secret_figure_are_not_told() -> None:
    assert public(money(100e6), money(100e6), ("resubmission", 100_100_000.0, 100_200_000.0)) == []
    assert public(money(None, "secret"), money(107e6), ("decision", 100_100_000.0, 107_000_000.0)) == []
    assert public(money(107e6), money(None, "secret"), ("decision", 107_000_000.0, 107_200_000.0)) == []


def test_an_agency_is_in_no_public_change() -> None:
    rows = [
        ("2025-03", "62", agency, "UMK-05", "value", 1.0, 2.0, "filled", "filled", "resubmission") for agency in ("", "Pak Budi")
    ]
    exact = pl.DataFrame(rows, schema=REVISION, orient="row")
    assert as_public(exact, money(1), money(1), catalogue())["segment"].to_list() == [""]


def edition(*, is_public: bool) -> Edition:
    return Edition(make_figures(), make_reference(), is_public=is_public)


def revision(
    indicator: str, area: str, before: float | None, after: float | None, cause: str, measure: str = "value"
) -> tuple[object, ...]:
    return ("2025-03", area, "", indicator, measure, before, after, "", "", cause)


ROWS = pl.DataFrame(
    [
        revision("KOP-04", "62.02", 76.0, 75.5, "later_report"),
        revision("KOP-04", "62", 76.0, 76.6, "resubmission"),
        revision("KOP-04", "62", 101.0, 102.0, "resubmission", "achievement"),
        revision("KOP-01", "62", 3000.0, 3782.0, "resubmission"),
        revision("KOP-01", "62.02", None, 12.0, "later_report"),
    ],
    schema=REVISION, orient="row",
)  # fmt: skip


def test_the_page_lists_what_moved_and_counts_what_was_filled() -> None:
    first, second = sections(edition(is_public=True), ROWS)
    assert (first.title, second.title) == ("Kiriman ulang", "Laporan yang datang kemudian")
    assert [(each.area, each.code, each.before, each.after, each.difference) for each in first.figures] == [
        ("Kalimantan Tengah", "KOP-01", "3.000 koperasi", "3.782 koperasi", "+782"),
        ("Kalimantan Tengah", "KOP-04", "76,00%", "76,60%", "+0,60 poin"),
    ]
    assert second.filled == ["Kotawaringin Timur, Maret 2025: 1 angka yang semula kosong kini terisi."]
    assert second.figures[0].difference == "−0,50 poin"
    assert summary(ROWS) == "4 angka berubah: Kiriman ulang 2; Laporan yang datang kemudian 2."


def test_the_first_release_has_nothing_to_be_compared_with_and_a_quiet_night_says_so() -> None:
    assert "Belum ada pembandingnya" in changes_page(edition(is_public=True), Changes(), Changes().public)
    quiet = Changes("20250508T010000000000Z", datetime(2025, 5, 8, 1, tzinfo=UTC))
    page = changes_page(edition(is_public=False), quiet, quiet.exact)
    assert "Dibandingkan dengan rilis 8 Mei 2025 pukul 08.00 WIB. Tidak ada angka yang berubah." in page
