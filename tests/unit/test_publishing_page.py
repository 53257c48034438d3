"""What the two pages say. The golden files hold their text without the mark-up: a change there is a change for readers."""

import os
import re
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from assets.publishing import bars, internal_view, page, public_view, sentences
from schemas.forms import SAMPLE_MARK
from schemas.forms.kdmp import STAGES
from schemas.frames import HISTORY
from schemas.indicators import OUTSIDE_KDMP
from schemas.states import CLOSED
from tests.unit.publishing_fixture import (
    MISSING_REGENCY,
    NOW,
    REGENCIES,
    empty_figures,
    make_edition,
    make_figures,
    make_reference,
)

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
BLOCKS = {"p", "li", "tr", "h1", "h2", "h3", "h4", "caption", "article", "div", "dt", "dd", "section", "summary", "a"}


@cache
def public_page() -> str:
    """The public page of the usual edition."""
    return page.public_page(make_edition())


@cache
def internal_page() -> str:
    """The internal page of the usual edition."""
    return page.internal_page(make_edition())


class _Reader(HTMLParser):
    """Collects the text of a page, what it asks for, and how its tables are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.stack, self.tags = "", [""], []
        self.feed_skips = {"style", "title", "script", "svg"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "col", "link", "img"):
            self.stack.append(tag)
        if tag in BLOCKS and tag != "a":
            self.text += "\n"
        if tag in ("td", "th", "br"):
            self.text += " | " if tag != "br" else " "

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.feed_skips & set(self.stack):
            self.text += data.replace("\n", " ")


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    lines = (re.sub(r"\s+", " ", line).strip(" |") for line in reader.text.split("\n"))
    reader.text = "\n".join(line for line in lines if line) + "\n"
    assert reader.stack == [""]
    return reader


def _plain(html: str) -> str:
    """What stands between the tags, as one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def _golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_public_page_reads_as_agreed() -> None:
    _golden("publik.txt", _read(public_page()).text)


def test_the_internal_page_reads_as_agreed() -> None:
    _golden("internal.txt", _read(internal_page()).text)


def test_the_first_line_is_the_contracts() -> None:
    text = _plain(public_page())
    assert (
        "Rapor Koperasi Kalimantan Tengah · Keadaan per 30 April 2025 · dirilis 15 Mei 2025 pukul 06.30 WIB · Angka sementara · "
        "Cakupan pelapor: 13 dari 14 kabupaten/kota (belum: Murung Raya; sebagian: Kotawaringin Timur)"
    ) in text


def test_the_sentences_of_the_first_screen_are_the_contracts() -> None:
    said = {each.key: each for each in sentences.statements(make_edition())}
    assert said["koperasi"].sentence == (
        "Koperasi 3.634 unit: 2.824 aktif (77,71%), 810 tidak aktif. Di luar KDMP/KKMP: 3.617 unit, 2.807 aktif (77,61%), 810 tidak aktif."
    )
    assert (
        said["koperasi"].remark
        == "Daftar koperasi: keadaan per 31 Maret 2025. Cakupan daftar koperasi: 13 dari 14 kabupaten/kota."
    )
    assert said["dasar"].sentence == "Dasar Desember 2024: 3.782 koperasi, 2.897 aktif (76,60%), 885 tidak aktif."
    assert said["reaktivasi"].sentence == "Reaktivasi: 28 dari 838 telah aktif kembali (3,34%)."
    assert said["kdmp"].sentence == (
        "KDMP/KKMP: 14 telah berbadan hukum (0,97%) dari 1.446 desa/kelurahan di 13 kabupaten/kota yang melapor; seluruhnya 1.571. "
        "Terbanyak tertahan di tahap Sosialisasi (363 desa/kelurahan)."
    )
    assert said["kdmp"].remark.endswith(f"{sentences.NATIONAL_TARGET} {sentences.HOME_TARGET}")
    assert said["iku"].sentence == "IKU: 0 tercapai, 1 mendekati, 0 perlu perhatian, 1 menuju target, 3 belum dapat dihitung."


def test_where_every_regency_reported_the_villages_are_all_of_them() -> None:
    whole = (pl.col("indicator") == "KDMP-08") & (pl.col("area_code") == "62")
    values = make_figures().values.with_columns(
        coverage=pl.when(whole).then(1.0).otherwise("coverage"), denominator=pl.when(whole).then(1571.0).otherwise("denominator")
    )
    assert sentences.villages(make_edition(values=values)).sentence.startswith(
        "KDMP/KKMP: 14 dari 1.571 desa/kelurahan telah berbadan hukum (0,89%). Terbanyak"
    )


def test_without_december_the_known_total_is_quoted_with_its_source() -> None:
    april = make_figures().values.filter(pl.col("period") == NOW)
    said = sentences.baseline(make_edition(values=april)).sentence
    assert said == "Dasar Desember 2024: 3.782 koperasi, 2.897 aktif (76,60%), 885 tidak aktif (siaran pers, 29 April 2025)."
    other = make_edition(values=april, area="63", area_name="Provinsi Kalimantan Selatan")
    assert sentences.baseline(other).sentence == "Dasar Desember 2024: belum dimuat."
    assert sentences.villages(other).remark == f"{sentences.NATIONAL_TARGET} Sasaran Kalimantan Selatan: belum dimuat."


def test_a_december_that_lacks_regencies_is_set_against_the_known_total() -> None:
    values = make_figures().values.with_columns(
        coverage=pl.when(pl.col("period") == "2024-12").then(10 / 14).otherwise("coverage")
    )
    remark = sentences.baseline(make_edition(values=values)).remark
    assert remark.startswith("Cakupan daftar koperasi: 10 dari 14 kabupaten/kota. Angka yang diumumkan: 3.782 koperasi")


def test_revitalised_cooperatives_are_named_within_those_active_again() -> None:
    def told(total: int) -> str:
        values = make_figures().values
        for code, count in (("KOP-18", total), ("KOP-18.1", 28), ("KOP-18.2", 5)):
            at = (pl.col("indicator") == code) & (pl.col("area_code") == "62") & (pl.col("segment") == "")
            values = values.with_columns(value=pl.when(at).then(float(count)).otherwise("value"))
        return sentences.reactivation(make_edition(values=values)).sentence

    assert told(33).endswith("(3,94%), di antaranya 5 melalui revitalisasi KDMP/KKMP.")
    assert told(28).endswith("(3,34%), ditambah 5 melalui revitalisasi KDMP/KKMP.")


@pytest.mark.parametrize(
    ("reached", "told"),
    [
        ((100, 40, 30, 5, 5, 5, 2), "Terbanyak tertahan di tahap Musdesus/Muskelsus (25 desa/kelurahan)."),
        ((100, 0, 0, 0, 0, 0, 0), "Terbanyak tertahan di tahap Belum Mulai (100 desa/kelurahan)."),
        ((100, 100, 100, 100, 100, 100, 100), "Tidak ada yang tertahan."),
    ],
)
def test_villages_are_held_up_where_most_of_those_begun_now_stand(reached: tuple[int, ...], told: str) -> None:
    values = make_figures().values.filter(pl.col("area_code") == "62")
    for code, count in zip(sentences.REACHED, reached, strict=True):
        at = (pl.col("indicator") == code) & (pl.col("area_code") == "62")
        values = values.with_columns(value=pl.when(at).then(float(count)).otherwise("value"))
    edition = make_edition(values=values, areas=make_figures().areas.clear())
    assert sentences.villages(edition).sentence.endswith(told)
    assert sum(filter(None, sentences.villages_by_stage(edition))) == 100
    assert [step.name for step in bars.funnel(edition)][1:] == list(STAGES[1:])


def test_a_closed_period_has_final_figures() -> None:
    figures = make_figures()
    closed = figures.reports.with_columns(state=pl.lit(CLOSED))
    told = [("2025-04", "closed", "2025-06-02T03:00:00+00:00", "lengkap", "Bu Siti setuju", "Pak Budi")]
    final = make_edition(reports=closed, history=pl.DataFrame(told, schema=HISTORY, orient="row"))
    assert "Angka final" in sentences.headline(final)
    assert "ditutup 2 Juni 2025 pukul 10.00 WIB: laporan lengkap" in page.public_page(final)
    again = pl.DataFrame(
        [*told, ("2025-04", "reopened", "2025-06-03T03:00:00+00:00", "koreksi", "", "Pak Budi")], schema=HISTORY, orient="row"
    )
    assert "Angka sementara" in sentences.headline(make_edition(history=again))
    assert internal_view.overdue(final) == []


def test_who_closed_a_period_and_what_was_said_of_it_is_for_the_office_alone() -> None:
    told = [("2025-04", "closed", "2025-06-02T03:00:00+00:00", "lainnya", "Bu Siti setuju", "Pak Budi")]
    edition = make_edition(history=pl.DataFrame(told, schema=HISTORY, orient="row"))
    assert "ditutup 2 Juni 2025 pukul 10.00 WIB oleh Pak Budi: lainnya. Bu Siti setuju" in page.internal_page(edition)
    public = page.public_page(edition)
    assert "ditutup 2 Juni 2025 pukul 10.00 WIB: lainnya</li>" in public
    assert not [name for name in ("Siti", "Budi") if name in public]


def test_registers_of_different_months_are_told_apart() -> None:
    own = (pl.col("indicator") == "KOP-01") & (pl.col("area_code") == "62.01")
    values = make_figures().values.with_columns(as_of=pl.when(own).then(date(2025, 4, 30)).otherwise("as_of"))
    told = sentences.carried_register(make_edition(values=values))
    assert (
        told == "Daftar koperasi: keadaan per 31 Maret 2025 dari 12 kabupaten/kota dan per 30 April 2025 dari 1 kabupaten/kota."
    )


def test_an_example_target_is_marked_beside_target_and_rating() -> None:
    rows = {row.code: row for level in public_view.levels(make_edition()) for row in level.rows}
    row = rows["KOP-04"]
    assert (row.sample, row.target, row.achievement, row.rating, row.verdict, row.remark) == (
        True, "79,00%", "98,24%", "Sangat Tinggi", "mendekati", "")  # fmt: skip
    assert rows["KOP-15"].target == "4,11 sampai 4,66%"
    assert rows["KOP-05"].target_kind == "kumulatif"
    assert (rows["KOP-24"].sample, rows["KOP-24"].remark) == (False, "target belum dimuat")


@pytest.mark.parametrize(
    ("code", "segment", "why"),
    [
        ("KOP-27", "KDMP/KKMP", "dirahasiakan"),
        ("KOP-14", "", "data pembagi belum dimuat"),
        ("KOP-15", "", "data setahun sebelumnya belum ada"),
        ("KOP-24", "", "daftar keputusan belum dimuat"),
    ],
)
def test_a_missing_value_says_why(code: str, segment: str, why: str) -> None:
    values = make_figures().values
    one = (pl.col("indicator") == "KOP-27") & (pl.col("segment") == "KDMP/KKMP") & (pl.col("area_code") == "62")
    values = values.with_columns(
        amounts=pl.when(one).then(2).otherwise("amounts"), value=pl.when(one).then(1e6).otherwise("value"), amount_max=pl.lit(1.0)
    )
    edition = make_edition(values=values)
    assert edition.why_missing(make_reference().indicators[code], edition.cell(code, segment=segment)) == why


def test_a_regency_without_a_report_has_dashes_and_a_reason() -> None:
    edition = make_edition()
    rows, total = public_view.regencies(edition)
    assert len(rows) == 14
    row = next(row for row in rows if row[0] == "Murung Raya")
    assert row == ["Murung Raya", "–", "–", "–", "–", "–", "–", "125", "–", "–", "0 dari 2"]
    assert total == [
        "Kalimantan Tengah", "31 Maret 2025", "3.634", "2.824", "77,71%", "77,61%", "19,79%", "1.571", "14", "0,97%", "26 dari 28",
    ]  # fmt: skip
    cell = edition.cell("KOP-04", MISSING_REGENCY, OUTSIDE_KDMP)
    assert edition.why_missing(make_reference().indicators["KOP-04"], cell) == "belum ada laporan yang diterima"


def test_the_parts_of_the_list_add_up_to_it() -> None:
    steps, total, listed = bars.reactivated(make_edition())
    assert total == listed == "885"
    assert sum(int(step.count) for step in steps) == 885


def test_the_week_begins_with_who_is_late_since_when() -> None:
    keys = ("area_name", "form", "periods", "since", "lasting")
    assert [tuple(line[key] for key in keys) for line in internal_view.overdue(make_edition())] == [
        ("Murung Raya", "Progres KDMP/KKMP", "Maret 2025 – April 2025", "10 April 2025", "2 bulan (2 periode)"),
        ("Murung Raya", "Permasalahan", "April 2025", "14 Mei 2025", "1 bulan (1 periode)"),
    ]


def test_problems_over_ninety_days_are_counted_by_agency_without_their_text() -> None:
    lines = internal_view.long_open(make_edition())
    assert [(line["agency"], line["count"], line["days"]) for line in lines] == [
        ("DPMD", "2", "150"), ("Kanwil Kemenkum", "1", "100"), ("Instansi belum disebut", "1", "91"),
    ]  # fmt: skip


def test_a_late_report_is_told_as_late_and_an_optional_one_is_not_asked_for() -> None:
    reports = make_figures().reports.with_columns(on_time=pl.lit(value=False))
    status = internal_view.regency_statuses(make_edition(reports=reports), [], [])[0]
    forms = {line["form"]: line for line in status.forms}
    assert list(forms) == ["Daftar Koperasi", "Rekap Koperasi", "Progres KDMP/KKMP", "Permasalahan", "Pembinaan"]
    assert forms["Progres KDMP/KKMP"]["state"] == "Lolos verifikasi · Terlambat"
    assert forms["Daftar Koperasi"]["state"] == "Lolos verifikasi"
    assert forms["Daftar Koperasi"]["due"] == internal_view.NOT_DUE


@pytest.mark.parametrize("sample", [True, False])
def test_the_mark_of_a_sample_is_on_the_screen_and_on_every_printed_page(sample: bool) -> None:
    for html in (page.public_page(make_edition(sample=sample)), page.internal_page(make_edition(sample=sample))):
        assert (html.count(SAMPLE_MARK) >= 3) is sample
        assert (f'@top-center {{ content: "{SAMPLE_MARK}"' in html) is sample


@pytest.mark.parametrize("edition", [make_edition(), make_edition(empty_figures())])
def test_a_page_needs_nothing_but_itself_and_can_be_read_aloud(edition: object) -> None:
    for html in (page.public_page(edition), page.internal_page(edition)):  # type: ignore[arg-type]
        reader = _read(html)
        names = [tag for tag, _ in reader.tags]
        assert not {"img", "link", "iframe"} & set(names)
        assert not [attrs for tag, attrs in reader.tags if tag == "script" and attrs]
        assert not re.search(r"url\(|@import|https?://", html.replace('xmlns="http://www.w3.org/2000/svg"', ""))
        assert ("html", {"lang": "id"}) in reader.tags
        assert names.count("h1") == names.count("main") == 1
        assert names.count("table") == names.count("caption")
        assert all("scope" in attrs for tag, attrs in reader.tags if tag == "th")
        ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        targets = {attrs["href"][1:] for tag, attrs in reader.tags if tag == "a" and (attrs["href"] or "").startswith("#")}
        assert targets <= set(ids)


def test_both_pages_say_how_to_begin_when_nothing_was_received() -> None:
    edition = make_edition(empty_figures())
    assert sentences.headline(edition)[1] == "Belum ada laporan yang diterima"
    public, internal = _read(page.public_page(edition)).text, _read(page.internal_page(edition)).text
    assert "Rilis ini belum memuat angka." in public
    assert "rapor nightly" in internal and "inbox/" in internal
    assert "885 tidak aktif (siaran pers, 29 April 2025)." in public


def test_what_came_from_a_file_is_escaped() -> None:
    html = internal_page()
    assert "scan&lt;b&gt;.xlsx" in html and "scan<b>" not in html
    assert "Kolom &lt;Uraian&gt; tidak ditemukan." in html


def test_the_whole_country_can_be_shown_without_the_provinces_own_totals() -> None:
    values = make_figures().values.with_columns(area_code=pl.col("area_code").replace({"62": "all"}))
    scores = make_figures().scores.with_columns(area_code=pl.lit("all"))
    edition = make_edition(values=values, scores=scores, area="all", area_name="Indonesia")
    text = _plain(page.public_page(edition))
    assert "Rapor Koperasi Indonesia · Keadaan per 30 April 2025" in text
    assert "Inpres 9/2025" not in text
    many = pl.DataFrame(
        {"code": [f"11.{n:02d}" for n in range(30)], "name": [f"K{n}" for n in range(30)], "full_name": ["K"] * 30}
    )
    assert sentences.reporter_coverage(make_edition(areas=many)) == "Cakupan pelapor: 0 dari 30 kabupaten/kota (belum: 30)"


def test_every_regency_has_its_own_status_on_the_internal_page() -> None:
    text = _read(internal_page()).text
    for code, name, *_ in REGENCIES:
        assert f"{name}: Status laporan Anda" in text
        assert f"--regency {code} --period 2025-05" in text
    assert date(2025, 5, 14).isoformat() not in text
