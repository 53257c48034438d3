"""Which report stands: versions, carrying forward, no change, nil, and what comes back."""

from datetime import date
from pathlib import Path

import polars as pl

from assets.accepted import judge_periods
from assets.computing.freshness import fingerprints, period_ranges, stale
from assets.release import gather
from assets.storage.journal import now
from assets.storage.tables import EXPLANATIONS, FILES, FINDINGS, PROBLEMS, REPORTS, VERSIONS, accepted
from assets.store import Store
from schemas.findings import PROBLEM
from schemas.forms import NIL, NO_CHANGE
from tests.worlds import count, office, submit, value_of


def report(store: Store, form: str, period: str, area: str = "62.02") -> dict[str, object]:
    rows = store.warehouse.table(REPORTS, period=[period]).filter((pl.col("form") == form) & (pl.col("area_code") == area))
    return rows.row(0, named=True)


def states(store: Store) -> list[tuple[str, int, str]]:
    return sorted(store.warehouse.table(VERSIONS).select("period", "version", "state").iter_rows())


def test_a_newer_version_supersedes_and_the_older_one_is_kept(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        second = submit(store, "register", [{}, {"nik": "6216010040002"}])
        values = count(store, "2025-03")
        assert value_of(values, "KOP-01")["value"] == 2
        assert states(store) == [("2025-03", 1, "Digantikan versi baru"), ("2025-03", 2, "Lolos verifikasi")]
        assert store.warehouse.table(VERSIONS).filter(pl.col("version") == 1)["superseded_by"].to_list() == [second]


def test_a_returned_version_leaves_the_last_accepted_one_standing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first = submit(store, "register", [{}])
        submit(store, "register", [{"status": None}])
        values = count(store, "2025-03")
        assert value_of(values, "KOP-01")["value"] == 1
        assert report(store, "register", "2025-03")["submission"] == first
        assert states(store) == [("2025-03", 1, "Lolos verifikasi"), ("2025-03", 2, "Dikembalikan untuk perbaikan")]


def test_a_returned_form_leaves_its_regency_out_and_the_others_in(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"status": None}])
        submit(store, "register", [{"nik": "6215010040001", "district": "Kumai"}], area="62.01")
        values = count(store, "2025-03")
        assert value_of(values, "KOP-01")["value"] == 1
        assert value_of(values, "KOP-01")["coverage"] == 1 / 14
        assert report(store, "register", "2025-03")["state"] == "Dikembalikan untuk perbaikan"


def test_a_missing_due_register_leaves_the_regency_out_until_it_comes(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": None}], period="2024-12", received=date(2025, 1, 8))
        values = count(store, "2024-12", "2025-01", "2025-02", "2025-03")
        standing = [
            value_of(values, "KOP-01", period=p, area="62.02")["value"] for p in ("2024-12", "2025-01", "2025-02", "2025-03")
        ]
        assert standing == [1, 1, 1, None]
        assert report(store, "register", "2025-02")["source_period"] == "2024-12"
        judge_periods(store, ["2025-04"])
        assert report(store, "register", "2025-04")["source_period"] is None


def test_no_change_carries_the_last_report_at_most_twice_running(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        for month in ("2025-04", "2025-05", "2025-06"):
            submit(store, "kdmp", [], period=month, condition=NO_CHANGE, received=date(2025, int(month[5:]) + 1, 5))
        judge_periods(store, ["2025-03", "2025-04", "2025-05", "2025-06"])
        sources = [report(store, "kdmp", p)["source_period"] for p in ("2025-03", "2025-04", "2025-05", "2025-06")]
        assert sources == ["2025-03", "2025-03", "2025-03", None]
        notes = store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V601")
        assert notes["period"].to_list() == ["2025-06"]
        assert "(Maret 2025)" in notes["message"][0]
        assert report(store, "kdmp", "2025-06")["state"] == "Dikembalikan untuk perbaikan"
        assert states(store)[-1] == ("2025-06", 1, "Dikembalikan untuk perbaikan")


def test_no_change_reaches_back_over_a_missing_month_to_the_last_accepted_report(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        for month in ("2025-05", "2025-06"):
            submit(store, "kdmp", [], period=month, condition=NO_CHANGE, received=date(2025, int(month[5:]) + 1, 5))
        judge_periods(store, ["2025-03", "2025-04", "2025-05", "2025-06"])
        found = [(r["source_period"], r["unchanged"]) for p in ("04", "05", "06") for r in [report(store, "kdmp", f"2025-{p}")]]
        assert found == [(None, 0), ("2025-03", 2), (None, 0)]
        notes = store.warehouse.table(FINDINGS).filter(pl.col("rule").is_in(["V601", "V602"]))
        assert notes.select("period", "rule").rows() == [("2025-06", "V601")]


def test_no_change_carries_the_newer_of_two_reports_and_is_refused_by_the_name_of_it(tmp_path: Path) -> None:
    months = ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07"]
    with office(tmp_path) as store:
        for month, stage in zip(months, ("Sosialisasi", "Akta Terbit"), strict=False):
            submit(store, "kdmp", [{"stage": stage}], period=month, received=date(2025, int(month[5:]) + 1, 5))
        for month in months[2:]:
            submit(store, "kdmp", [], period=month, condition=NO_CHANGE, received=date(2025, int(month[5:]) + 1, 5))
        judge_periods(store, months)
        found = [(report(store, "kdmp", month)["source_period"], report(store, "kdmp", month)["filled"]) for month in months[2:]]
        assert found == [("2025-04", True), ("2025-04", True), (None, False)]
        assert "(April 2025)" in store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V601")["message"].item()


def test_no_change_carries_a_register_of_a_month_between_which_the_calendar_does_not(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for month, received in (("2024-12", date(2025, 1, 8)), ("2025-01", date(2025, 2, 7))):
            submit(store, "register", [{"last_rat_date": None}], period=month, received=received)
        submit(store, "register", [], condition=NO_CHANGE)
        submit(
            store,
            "register",
            [{"last_rat_date": None, "district": "Kumai"}],
            area="62.01",
            period="2025-01",
            received=date(2025, 2, 7),
        )
        submit(store, "register", [], area="62.01", condition=NO_CHANGE)
        judge_periods(store, ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"])
        sources = {
            area: [report(store, "register", month, area)["source_period"] for month in ("2025-02", "2025-03", "2025-04")]
            for area in ("62.02", "62.01")
        }
    assert sources == {"62.02": ["2024-12", "2025-01", "2025-01"], "62.01": [None, "2025-01", "2025-01"]}


def test_the_provinces_own_register_stands_until_the_next_is_due(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"nik": "6271010000001", "district": "Pahandut", "legal_form": "Primer Provinsi"}], area="62")
        values = count(store, "2025-03", "2025-04", "2025-05", "2025-06")
        numbers = [value_of(values, "KOP-01", period=month)["value"] for month in ("2025-03", "2025-04", "2025-05", "2025-06")]
        assert numbers == [1, 1, 1, None]
        assert report(store, "register", "2025-04", "62")["state"] == "Belum menyampaikan"


def test_no_change_that_cannot_be_carried_leaves_the_periods_own_report_standing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        own = submit(store, "kdmp", [{}])
        submit(store, "kdmp", [], condition=NO_CHANGE)
        judge_periods(store, ["2025-03"])
        assert report(store, "kdmp", "2025-03")["submission"] == own
        assert states(store) == [("2025-03", 1, "Lolos verifikasi"), ("2025-03", 2, "Dikembalikan untuk perbaikan")]


def test_no_change_of_nothing_is_noted_and_stands_for_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [], condition=NO_CHANGE, period="2025-04", received=date(2025, 5, 5))
        submit(store, "obstacles", [{}])
        judge_periods(store, ["2025-03", "2025-04"])
        assert report(store, "kdmp", "2025-04")["submission"] is None
        assert "V602" in store.warehouse.table(FINDINGS)["rule"].to_list()


def test_no_change_before_everything_else_that_stands_is_noted_as_resting_on_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}], period="2025-04", received=date(2025, 5, 5))
        judge_periods(store, ["2025-04"])
        submit(store, "kdmp", [], condition=NO_CHANGE)
        judge_periods(store, ["2025-03"])
        assert report(store, "kdmp", "2025-03")["submission"] is None
        assert "V602" in store.warehouse.table(FINDINGS, period=["2025-03"])["rule"].to_list()


def test_nihil_is_a_report_with_a_zero(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "obstacles", [], condition=NIL)
        values = count(store, "2025-03")
        assert value_of(values, "MSL-01", area="62.02")["value"] == 0
        assert report(store, "obstacles", "2025-03")["filled"] is True


def test_a_bare_copy_of_last_month_counts_as_received_and_not_as_filled(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        submit(store, "kdmp", [{}], period="2025-04", received=date(2025, 5, 5))
        judge_periods(store, ["2025-03", "2025-04"])
        april = report(store, "kdmp", "2025-04")
        assert (april["received"], april["filled"]) == (True, False)


def test_a_copy_of_what_was_only_carried_last_month_is_a_bare_copy_too(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        submit(store, "kdmp", [], period="2025-04", condition=NO_CHANGE, received=date(2025, 5, 5))
        submit(store, "kdmp", [{}], period="2025-05", received=date(2025, 6, 5))
        judge_periods(store, ["2025-03", "2025-04", "2025-05"])
        assert [report(store, "kdmp", f"2025-0{month}")["filled"] for month in (3, 4, 5)] == [True, True, False]


def test_a_late_report_is_received_and_not_on_time(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}], received=date(2025, 4, 11))
        judge_periods(store, ["2025-03"])
        late = report(store, "kdmp", "2025-03")
        assert (late["received"], late["on_time"], late["verified"]) == (True, False, True)


def test_the_same_period_twice_gives_the_same_tables(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}, {"nik": "6216010040002", "type": "Serba Usaha"}])
        names = (accepted("register"), FINDINGS, REPORTS, VERSIONS)
        count(store, "2025-03")
        first = [store.warehouse.table(table).sort(pl.all()) for table in names]
        count(store, "2025-03")
        assert all(
            a.equals(b) for a, b in zip(first, [store.warehouse.table(table).sort(pl.all()) for table in names], strict=True)
        )


def test_a_verdict_is_written_once_and_again_only_when_it_differs(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        judge_periods(store, ["2025-03"])
        judge_periods(store, ["2025-03"])
        assert [line["verdict"] for line in store.archive.lines()] == ["accepted"]


def test_samples_stop_counting_once_a_real_file_is_in(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}], sample=True)
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 1
        submit(store, "register", [{"nik": "6215010040001", "district": "Kumai"}, {"nik": None}, {"nik": None}], area="62.01")
        values = count(store, "2025-03")
        assert value_of(values, "KOP-01")["value"] == 3
        assert value_of(values, "KOP-01", area="62.02")["value"] is None


def test_a_period_is_pending_until_it_was_computed_from_what_there_is(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        files = store.warehouse.table(FILES)
        done = fingerprints(files, "code")
        assert stale(done, {}) == ["2025-03"]
        assert stale(done, done) == []
        assert stale(done, {"2025-03": None}) == ["2025-03"]
        assert stale(fingerprints(files, "other code"), done) == ["2025-03"]
        submit(store, "kdmp", [{}], period="2025-05", received=date(2025, 6, 5))
        assert stale(fingerprints(store.warehouse.table(FILES), "code"), done) == ["2025-04", "2025-05"]
        assert stale({}, done) == ["2025-03"]


def test_periods_are_joined_to_contiguous_ranges() -> None:
    assert period_ranges(["2025-01", "2024-12", "2025-03"]) == [("2024-12", "2025-01"), ("2025-03", "2025-03")]


def test_a_month_in_which_nothing_changed_is_a_month_of_the_release(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        submit(store, "kdmp", [], period="2025-04", condition=NO_CHANGE, received=date(2025, 5, 5))
        values = count(store, "2025-03", "2025-04")
        assert gather(store, now()).last_period == "2025-04"
        assert value_of(values, "KDMP-02", period="2025-04", area="62.02")["value"] == 1


def test_a_month_to_which_a_register_is_only_carried_is_not_the_month_that_a_release_is_of(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"last_rat_date": None}], period="2024-12", received=date(2025, 1, 8))
        count(store, "2024-12", "2025-01", "2025-02")
        assert report(store, "register", "2025-02")["source_period"] == "2024-12"
        assert gather(store, now()).last_period == "2024-12"


def dispute(store: Store, submission: str) -> None:
    told = dict.fromkeys(PROBLEM, "") | {
        "submission": submission,
        "rule": "V146",
        "value": "Maret 2025",
        "detail": "Sampul: Maret; nama: April",
    }
    store.warehouse.replace(PROBLEMS, pl.DataFrame([told], schema=PROBLEMS.columns), submission=[submission])


def test_a_file_in_dispute_does_not_take_an_accepted_reports_place(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first = submit(store, "register", [{}])
        dispute(store, submit(store, "register", [{}, {"nik": "6216010040002"}]))
        values = count(store, "2025-03")
        assert (value_of(values, "KOP-01")["value"], report(store, "register", "2025-03")["submission"]) == (1, first)
        assert states(store) == [("2025-03", 1, "Lolos verifikasi"), ("2025-03", 2, "Dikembalikan untuk perbaikan")]
        assert sorted(store.warehouse.table(VERSIONS).select("version", "rows_accepted").iter_rows()) == [(1, 1), (2, 0)]
        note = store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V152").row(0, named=True)
        assert "Maret 2025 sudah diterima" in note["message"] and "nama: April" in note["message"]


def test_a_file_in_dispute_counts_where_nothing_was_accepted_before_and_is_asked_about(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        dispute(store, submit(store, "register", [{}]))
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 1
        submit(store, "register", [{}, {"nik": "6216010040002"}])
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 2


def test_a_file_in_dispute_yields_to_no_other_that_is_in_dispute_or_was_returned_or_is_a_sample(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}], sample=True)
        submit(store, "register", [{"status": None}])
        dispute(store, submit(store, "register", [{}]))
        last = submit(store, "register", [{}, {"nik": "6216010040002"}])
        dispute(store, last)
        judge_periods(store, ["2025-03"])
        assert report(store, "register", "2025-03")["submission"] == last
        assert "V152" not in store.warehouse.table(FINDINGS)["rule"].to_list()


def test_what_was_accepted_holds_back_a_file_in_dispute_over_one_that_was_returned_and_in_its_own_regency_alone(
    tmp_path: Path,
) -> None:
    with office(tmp_path) as store:
        first = submit(store, "register", [{}])
        for row in ({"status": None}, {"nik": "6216010040002"}):
            dispute(store, submit(store, "register", [row]))
        other = submit(store, "register", [{"nik": "6215010040001", "district": "Kumai"}], area="62.01")
        dispute(store, other)
        judge_periods(store, ["2025-03"])
        assert [report(store, "register", "2025-03", area)["submission"] for area in ("62.02", "62.01")] == [first, other]
        versions = store.warehouse.table(VERSIONS).filter(pl.col("area_code") == "62.02")
        assert versions.sort("version")["findings_fatal"].to_list() == [0, 1, 1]


MANY = [{"nik": f"62160100400{number:02d}", "name": f"Koperasi {number}"} for number in range(24)]


def test_a_newer_version_with_less_than_half_the_rows_is_returned_and_the_largest_accepted_one_stands(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", MANY)
        submit(store, "register", MANY[:14])
        submit(store, "register", MANY[:3])
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 14
        note = store.warehouse.table(FINDINGS).filter(pl.col("rule") == "V608")
        assert note.height == 1 and "3 baris" in note["message"][0] and "24 baris" in note["message"][0]
        assert "“Daftar Koperasi”" in note["message"][0] and note["sheet"][0] == "Daftar Koperasi"
        assert [state for _, _, state in states(store)][2] == "Dikembalikan untuk perbaikan"


def test_a_much_shorter_version_that_is_explained_counts_and_so_do_later_ones_of_its_size(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", MANY)
        explained = submit(store, "register", MANY[:3])
        line = dict.fromkeys(EXPLANATIONS.columns, "") | {
            "submission": explained,
            "rule": "V608",
            "value": "3",
            "explanation": "digabung",
        }
        store.warehouse.replace(EXPLANATIONS, pl.DataFrame([line], schema=EXPLANATIONS.columns), submission=[explained])
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 3
        assert store.warehouse.table(FINDINGS).filter(pl.col("rule").is_in(["V608", "V609"]))["rule"].to_list() == ["V609"]
        submit(store, "register", MANY[:4])
        assert value_of(count(store, "2025-03"), "KOP-01")["value"] == 4
