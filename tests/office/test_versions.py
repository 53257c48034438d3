"""The versions of a form: their order, whether they were in time, which one replaces which, and one that is much shorter."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from assets.accepted import judge_periods
from assets.storage.tables import FILES, FINDINGS, REPORTS, VERSIONS
from assets.store import Store
from schemas.forms import NIL, NOT_SUBMITTED
from tests.worlds import office, submit

MARCH, APRIL = "2025-03", "2025-04"


def problems(count: int) -> list[dict[str, str | None]]:
    return [{"obstacle_id": f"{number:04d}"} for number in range(count)]


def of_kdmp(store: Store, period: str = MARCH, area: str = "62.02") -> dict[str, Any]:
    own = (pl.col("form") == "kdmp") & (pl.col("area_code") == area)
    return store.warehouse.table(REPORTS, period=[period]).filter(own).row(0, named=True)


def attach(store: Store, seq: int, received: date) -> None:
    """A photo of March, kept unread."""
    file = {
        "submission": f"{seq:064d}", "sha256": f"{seq:064d}", "file": "foto.jpg", "area_code": "62.02", "period": MARCH, "kind": "jpg",
        "sample": False, "attachment": True, "seq": seq, "found_at": f"2025-04-01T00:00:{seq:02d}", "received": received, "reader": "test",
    }  # fmt: skip
    store.warehouse.replace(FILES, pl.DataFrame([file], schema=FILES.columns), submission=[file["submission"]])


def test_what_comes_on_the_due_day_is_in_time_and_the_first_coming_counts(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}], received=date(2025, 4, 10))
        submit(store, "kdmp", [{"stage": "Akta Terbit"}], received=date(2025, 4, 21))
        judge_periods(store, [MARCH])
        assert store.warehouse.table(VERSIONS).sort("version")["on_time"].to_list() == [True, False]
        assert (of_kdmp(store)["received_at"], of_kdmp(store)["on_time"]) == (date(2025, 4, 10), True)


def test_each_version_is_replaced_by_the_next_one_and_an_accepted_one_by_the_next_accepted(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for stage in ("Sosialisasi", None, None, "Akta Terbit", "Proses AHU"):
            submit(store, "kdmp", [{"stage": stage}])
        judge_periods(store, [MARCH])
        versions = store.warehouse.table(VERSIONS).sort("version")
        assert [int(sha) if sha else None for sha in versions["superseded_by"]] == [4, 3, 4, 5, None]


def test_a_form_that_its_cover_says_is_not_submitted_is_no_version(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [], condition=NOT_SUBMITTED)
        judge_periods(store, [MARCH])
        assert store.warehouse.table(VERSIONS).is_empty()
        assert of_kdmp(store)["state"] == "Belum menyampaikan"


def test_the_province_reports_only_what_it_sends(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "coaching", [{}], area="62")
        judge_periods(store, [MARCH])
        assert store.warehouse.table(REPORTS).filter(pl.col("area_code") == "62")["form"].to_list() == ["coaching"]


def test_an_attachment_is_received_on_its_first_day_for_its_month_until_a_file_that_can_be_read_comes(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        attach(store, 50, date(2025, 4, 8))
        attach(store, 51, date(2025, 4, 5))
        judge_periods(store, [MARCH, APRIL])
        march = of_kdmp(store)
        assert (march["state"], march["received_at"], march["on_time"], march["submission"]) == (
            "Masuk",
            date(2025, 4, 5),
            True,
            None,
        )
        assert of_kdmp(store, APRIL)["state"] == "Belum menyampaikan"
        submit(store, "kdmp", [{}], received=date(2025, 4, 9), seq=52)
        judge_periods(store, [MARCH])
        assert (of_kdmp(store)["state"], of_kdmp(store)["received_at"]) == ("Lolos verifikasi", date(2025, 4, 9))


def test_a_version_is_much_shorter_with_less_than_half_the_rows_and_ten_fewer(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for area, before, after in (("62.01", 20, 10), ("62.02", 18, 8), ("62.03", 12, 3)):
            for count in (before, after):
                submit(store, "obstacles", problems(count), area=area)
        judge_periods(store, [MARCH])
        assert store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V608")["area_code"].to_list() == ["62.02"]


def test_a_version_is_shorter_than_an_accepted_real_one_of_its_own_month_and_nihil_is_no_shorter_one(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "obstacles", problems(20), area="62.01", sample=True)
        submit(store, "obstacles", problems(3), area="62.01")
        submit(store, "obstacles", problems(20), area="62.02")
        submit(store, "obstacles", [{"status": None}] * 20, area="62.02")
        submit(store, "obstacles", problems(3), area="62.02")
        submit(store, "obstacles", problems(20), area="62.03")
        submit(store, "obstacles", problems(3), area="62.03", period=APRIL)
        submit(store, "obstacles", problems(20), area="62.04")
        submit(store, "obstacles", [], area="62.04", condition=NIL)
        judge_periods(store, [MARCH, APRIL])
        assert store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V608")["area_code"].to_list() == ["62.02"]
