"""What the province lays down: whole sheets, in force from their receipt, returned with their cells where something is wrong."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.accepted import judge_periods
from assets.province import judge_province
from assets.release import publish
from assets.scores import score_figures
from assets.storage import provisions
from assets.storage.tables import FINDINGS, IN_FORCE, PROCESSED, VERSIONS, accepted
from assets.store import Store
from schemas.forms import PROVINCE_FORMS
from schemas.indicators import Band, scale
from tests.builders import judged, notes
from tests.worlds import count, lay_down, office, submit, value_of, waiting

MARCH = "2025-03"


def goal_of(store: Store) -> list[float]:
    """The province's targets for KOP-04 as scores would take them."""
    return provisions.targets(store.warehouse.table).filter(pl.col("indicator") == "KOP-04")["low"].to_list()


def said(form: str, *rows: dict[str, str | None]) -> list[tuple[str, str, str]]:
    """(rule, cell, severity) of what is noted on a sheet."""
    return list(judged(form, *rows, area="62", period="").findings.select("rule", "cell", "severity").iter_rows())


def test_the_headings_of_the_sheets_are_those_of_the_contract() -> None:
    titles = {form.sheet: " ".join(column.title for column in form.columns) for form in PROVINCE_FORMS.values()}
    behind = " sumber per_tanggal"
    assert titles == {
        "Target": "indikator kode_wilayah tahun triwulan jenis nilai nilai_atas sasaran dokumen halaman target_akhir_renstra angka_nasional "
        "realisasi_n2 realisasi_n3" + behind,
        "Anggaran": "kode program_kegiatan indikator satuan tahun triwulan target_kinerja realisasi_kinerja pagu realisasi pagu_renstra "
        "unit_penanggung_jawab lokasi" + behind,
        "PDRB": "kode_wilayah tahun nilai" + behind,
        "Daftar Penetapan": "daftar tahun kode_wilayah nik nama" + behind,
        "Angka Pembanding": "asal kode_wilayah periode indikator nilai" + behind,
        "Koreksi": "formulir periode kode_wilayah kunci kolom nilai_lama nilai_baru alasan nomor_surat" + behind,
        "Skala": "batas_bawah sebutan" + behind,
        "Basis Desa": "kode_wilayah desa kelurahan" + behind,
        "Penerbit": "nama kontak lisensi rilis_berikutnya" + behind,
    }


def test_the_last_accepted_sheet_is_in_force_whole(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {}, {"indicator": "KOP-16", "low": "25"})
        lay_down(store, "targets", {"low": "81,5"})
        assert provisions.targets(store.warehouse.table).select("indicator", "low").rows() == [("KOP-04", 81.5)]
        assert store.warehouse.table(VERSIONS)["state"].to_list() == ["Digantikan versi baru", "Lolos verifikasi"]


def test_a_wrong_sheet_is_returned_and_the_last_accepted_one_stays_in_force(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {})
        lay_down(store, "targets", {"low": "tujuh puluh"}, {"indicator": "KOP-16"})
        assert goal_of(store) == [80.0]
        assert store.warehouse.table(FINDINGS).select("rule", "cell", "severity", "period").rows() == [
            ("V202", "F6", "fatal", "")
        ]
        assert store.warehouse.table(VERSIONS)["state"].to_list() == ["Lolos verifikasi", "Dikembalikan untuk perbaikan"]


def test_a_sample_ends_when_a_real_sheet_of_its_kind_is_in_and_no_other(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {"low": "1"}, sample=True)
        lay_down(store, "grdp", {}, sample=True)
        lay_down(store, "targets", {"low": "2"})
        lay_down(store, "targets", {"low": "3"}, sample=True)
        assert provisions.targets(store.warehouse.table).select("low", "sample").rows() == [(2.0, False)]
        assert provisions.in_force(store.warehouse.table, "grdp")["sample"].to_list() == [True]


def test_what_was_in_force_at_a_line_of_the_journal_is_known_later(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {"low": "1"}, seq=3)
        lay_down(store, "targets", {"low": "2"}, seq=8)
        then = {seq: provisions.in_force(store.warehouse.table, "targets", seq)["low"].to_list() for seq in (2, 3, 7, 8)}
    assert then == {2: [], 3: [1.0], 7: [1.0], 8: [2.0]}


def test_a_sheet_that_came_again_was_in_force_before_too(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        for name, event in (("1", "received"), ("2", "received"), ("1", "received again")):
            store.archive.append(event, sha256=name * 64, file="k.xlsx")
        lay_down(store, "targets", {"low": "1"}, name="1" * 64, seq=3)
        lay_down(store, "targets", {"low": "2"}, name="2" * 64, seq=2)
        then = [provisions.in_force(store.warehouse.table, "targets", seq)["low"].to_list() for seq in (1, 2, 3)]
    assert then == [[1.0], [2.0], [1.0]]


def test_a_period_is_not_done_while_a_sheet_waits_to_be_judged(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        submit(store, "targets", [{}], area="62", period="")
        judge_periods(store, [MARCH])
        assert store.warehouse.table(PROCESSED).is_empty()
        judge_province(store)
        judge_periods(store, [MARCH])
        assert store.warehouse.table(PROCESSED)["judged"].null_count() == 0


def test_a_sheet_that_is_withdrawn_lays_down_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {})
        lay_down(store, "targets", condition="Nihil")
        assert goal_of(store) == []
        assert store.warehouse.table(IN_FORCE).height == 2


def test_nothing_is_judged_again_until_something_has_come(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {})
        assert judge_province(store) is False
        lay_down(store, "grdp", {})
        assert store.warehouse.table(accepted("targets")).height == 1


def test_every_open_period_is_computed_anew_when_a_sheet_came_and_a_closed_one_is_not(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}])
        before = store.fingerprints()
        lay_down(store, "targets", {})
        after = store.fingerprints()
        assert waiting(store) == [MARCH]
        assert {period for period in before if before[period] != after[period]} == set(before)


def test_scores_and_the_scale_are_those_that_the_province_laid_down(tmp_path: Path) -> None:
    december = "2025-12"
    with office(tmp_path) as store:
        lay_down(store, "targets", {"indicator": "LAP-02", "low": "50"})
        lay_down(store, "scale", {"at_least": "0", "label": "Kurang"}, {"at_least": "1,5", "label": "Ada"})
        submit(store, "register", [{}], period=december, received=date(2026, 1, 8))
        assert value_of(count(store, december), "LAP-02", period=december)["value"] == pytest.approx(100 / 84)
        row = (
            score_figures(store, [december])
            .filter(pl.col("indicator") == "LAP-02", pl.col("area_code") == "62")
            .row(0, named=True)
        )
        assert provisions.criteria(store.warehouse.table) == (Band(1.5, "Ada"), Band(0, "Kurang"))
    assert (row["rating"], row["is_sample"]) == ("Ada", False)
    assert row["achievement"] == pytest.approx(200 / 84)


def test_without_a_scale_that_of_the_regulation_holds(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        assert provisions.criteria(store.warehouse.table) == scale()["criteria"]


@pytest.mark.parametrize(
    ("form", "rows", "expected"),
    [
        ("targets", [{"indicator": "KOP-99"}, {}], [("V204", "A6", "fatal")]),
        ("targets", [{"low": "tujuh puluh"}, {"year": "2026"}], [("V202", "F6", "fatal")]),
        ("targets", [{"kind": "rentang", "high": "70"}], [("V316", "G6", "fatal")]),
        ("targets", [{"kind": "rentang"}], [("V316", "E6", "fatal")]),
        ("targets", [{}, {"low": "81"}], [("V434", "A7", "fatal")]),
        ("targets", [{"kind": "kumulatif", "quarter": "1", "low": "40"}, {"kind": "kumulatif", "quarter": "2", "low": "35"}],
         [("V437", "F7", "warning")]),
        ("targets", [{"of_area": "62.1"}, {}], []),
        ("targets", [{"of_area": "63"}, {}], [("V227", "B6", "fatal")]),
        ("scale", [{"at_least": "91"}, {"at_least": "76"}], [("V435", "A7", "fatal")]),
        ("scale", [{"at_least": "0"}, {"at_least": "76"}, {"at_least": "76"}], [("V434", "A8", "fatal")]),
        ("decrees", [{"nik": None, "name": "Koperasi A"}, {"nik": None, "name": "Koperasi B"}], []),
        ("corrections", [{"corrected_column": "Jumlah Anggota"}, {}], [("V436", "E6", "fatal")]),
        ("outside_totals", [{"of_period": "2025-04-01 00:00:00"}, {}], []),
        ("grdp", [{"value": "230 triliun"}, {"year": "2023"}], [("V202", "C6", "fatal")]),
        ("village_base", [{"villages": None}, {"of_area": "62.01"}], [("V201", "B6", "fatal")]),
        ("publisher", [{}, {}], [("V434", "A7", "fatal")]),
    ],
)  # fmt: skip
def test_what_is_wrong_on_a_sheet_is_noted_at_its_cell_and_returns_it(
    form: str, rows: list[dict[str, str | None]], expected: list[tuple[str, str, str]]
) -> None:
    assert said(form, *rows) == expected


def test_a_target_for_an_unknown_indicator_is_told_which_there_are() -> None:
    message = judged("targets", {"indicator": "KOP-99"}, {}, area="62", period="").findings["message"][0]
    assert message.startswith(
        "“indikator” berisi “KOP-99”. Yang diperbolehkan: KOP-01 sampai KOP-27, KDMP-01 sampai KDMP-14, MSL-01 "
    )
    assert "LAP-04" in message


def test_months_and_areas_are_read_as_a_spreadsheet_leaves_them() -> None:
    rows = judged(
        "outside_totals", {"of_period": "2025-04-01 00:00:00", "of_area": "62.1"}, {"of_period": "Mei 2025"}, area="62"
    ).accepted
    assert rows["outside_totals"].select("of_period", "of_area").rows() == [("2025-04", "62.10"), ("2025-05", "62")]


def test_a_target_of_trillions_is_a_number_and_nobodys_phone() -> None:
    rows = judged("targets", {"low": "2.500.000.000.000", "indicator": "KOP-11"}, {"low": "4,11"}, area="62").accepted["targets"]
    assert rows["low"].to_list() == [2.5e12, 4.11]
    assert notes(judged("targets", {"low": "2500000000000"})) == []


def test_a_returned_sheet_of_the_province_is_in_the_release_with_its_notes(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "targets", {"low": "tujuh puluh"}, {"indicator": "KOP-16"})
        submit(store, "register", [{}])
        count(store, MARCH)
        score_figures(store, [MARCH])
        folder, _ = publish(store)
    found = pl.read_csv(folder / "internal/data/findings.csv", infer_schema=False).filter(pl.col("form") == "targets")
    assert found.select("area_code", "period", "cell", "rule").rows() == [("62", None, "F6", "V202")]
    sent = pl.read_csv(folder / "internal/data/submissions.csv", infer_schema=False).filter(pl.col("form") == "targets")
    assert sent.select("state", "rows_accepted", "on_time").rows() == [("Dikembalikan untuk perbaikan", "0", None)]
    page = (folder / "internal/index.html").read_text(encoding="utf-8")
    assert "Ketentuan" in page and "F6" in page


def test_who_publishes_is_on_the_page_without_a_phone(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(
            store,
            "publisher",
            {"name": "Dinas Koperasi dan UKM", "contact": "kantor dinas, 0812-3456-7890", "licence": "CC BY 4.0"},
        )
        release, _ = publish(store)
    page = (release / "publik/index.html").read_text(encoding="utf-8")
    assert "<dd>Dinas Koperasi dan UKM</dd>" in page and "<dd>CC BY 4.0</dd>" in page
    assert "kantor dinas" in page and "3456" not in page


def test_budgets_and_totals_of_others_are_on_the_page_of_the_office_alone(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        lay_down(store, "budgets", {})
        lay_down(store, "outside_totals", {})
        lay_down(store, "village_base", {})
        release, _ = publish(store)
    internal, public = ((release / audience / "index.html").read_text(encoding="utf-8") for audience in ("internal", "publik"))
    for told in ("Program Pengawasan Koperasi", "Rp1,25 miliar", "72,00%", "3.782 koperasi", "168"):
        assert told in internal
    assert "Program Pengawasan Koperasi" not in public


def test_a_new_publisher_is_reason_for_a_new_release_and_an_earlier_release_is_not(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first, _ = publish(store)
        assert publish(store) == (first, False)
        lay_down(store, "publisher", {})
        second, is_new = publish(store)
        assert is_new
        assert publish(store) == (second, False)
        assert first.name in (second / "publik/index.html").read_text(encoding="utf-8")
