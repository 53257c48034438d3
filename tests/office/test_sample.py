"""The synthetic sample: known totals, a world that agrees with itself, and mistakes where the truth says."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

from pipelines.sample import SampleSummary, make, make_sample
from pipelines.sample.chance import month_end, months
from pipelines.sample.filled_forms import HEADER_ROW, Row
from pipelines.sample.regencies import read_regencies
from pipelines.sample.register_rows import MONEY, recap_rows
from pipelines.sample.village_progress import queue
from pipelines.sample.workbooks import filled_cover, write_submission
from pipelines.sample.world import world
from schemas.forms import CONDITIONS, COVER_LABELS, FORMS, SAMPLE_MARK
from schemas.forms.kdmp import STAGE_DATES, STAGES
from tests.unit.sample_fixture import BASELINE, LAST, Worlds, at, cells


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return Worlds()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SampleSummary]:
    directory = tmp_path_factory.mktemp("spoilt")
    return directory, make_sample(directory, first="2025-05", last="2025-05", mistakes=0.1)


def legal_or_more(rows: list[Row]) -> list[int]:
    reached = [STAGES.index(str(row["stage"])) for row in rows]
    return [sum(stage >= index for stage in reached) for index in range(len(STAGES))]


# the cooperatives


def test_the_baseline_has_the_known_totals(worlds: Worlds) -> None:
    rows = worlds.rows("register", BASELINE)
    assert Counter(row["status"] for row in rows) == {"Aktif": 2897, "Tidak Aktif": 885}
    assert {row["kdmp"] for row in rows} == {"Tidak"}


@pytest.mark.parametrize("period", [BASELINE, "2025-03", "2025-12"])
def test_no_nik_stands_twice_and_each_bears_the_prefix_of_its_regency(worlds: Worlds, period: str) -> None:
    seen: list[str] = []
    for one, rows in zip(worlds.each, worlds.of_each("register", period), strict=True):
        found = [str(row["nik"]) for row in rows if row["nik"]]
        assert all(re.fullmatch(rf"{one.regency.nik_prefix}\d{{9}}", nik) for nik in found)
        seen += found
    assert len(seen) == len(set(seen))


def test_every_cooperative_of_the_baseline_stays_in_the_register(worlds: Worlds) -> None:
    before = {row["nik"] for row in worlds.rows("register", BASELINE)}
    assert None not in before
    assert before <= {row["nik"] for row in worlds.rows("register", "2025-12")}


def test_some_of_the_inactive_ones_come_back_by_march(worlds: Worlds) -> None:
    listed = {row["nik"] for row in worlds.rows("register", BASELINE) if row["status"] == "Tidak Aktif"}
    now = [row for row in worlds.rows("register", "2025-03") if row["nik"] in listed]
    fate = Counter((row["status"], row["kdmp"]) for row in now)
    assert 30 <= fate["Aktif", "Tidak"] <= 60
    assert 1 <= fate["Aktif", "Ya"] <= 5
    assert 1 <= fate["Dibubarkan", "Tidak"] <= 8
    assert fate.total() == 885


@pytest.mark.parametrize("period", [BASELINE, "2025-03", "2025-12"])
def test_the_recap_is_the_sum_of_the_register(worlds: Worlds, period: str) -> None:
    for one, rows in zip(worlds.each, worlds.of_each("register", period), strict=True):
        register = pl.DataFrame(rows, infer_schema_length=None)
        recap = pl.DataFrame(recap_rows(62, one.regency, rows, int(period[:4]))).sort("district")
        active = pl.col("status") == "Aktif"
        held = pl.col("last_rat_date").dt.year() == int(period[:4])
        sums = ("members_male", "members_female", *MONEY)
        standing = register.filter(pl.col("status") != "Dibubarkan")
        counted = standing.group_by("district").agg(
            pl.col(*sums, "employees").sum(),
            cooperatives=pl.len(),
            active=active.sum(),
            rat_held=(active & held).sum(),
        )
        expected = recap.select("district").join(counted, on="district", how="left").fill_null(0).sort("district")
        for column in ("cooperatives", "active", "rat_held", *sums):
            assert recap[column].to_list() == expected[column].to_list(), (one.regency.code, column)
        assert (recap["employees_male"] + recap["employees_female"]).to_list() == expected["employees"].to_list()
        assert (recap["active"] + recap["inactive"]).to_list() == recap["cooperatives"].to_list()


def test_a_row_of_the_register_agrees_with_itself(worlds: Worlds) -> None:
    end = month_end("2025-03")
    for row in worlds.rows("register", "2025-03"):
        legal, rat = row["legal_date"], row.get("last_rat_date")
        assert isinstance(legal, date) and date(1950, 1, 1) <= legal <= end
        assert rat is None or (isinstance(rat, date) and legal <= rat <= end)
        if (total := row.get("members_total")) is not None:
            assert row["members_male"] + row["members_female"] == total  # type: ignore[operator]
        assert len({row.get(column) is None for column in ("book_year", *MONEY)}) == 1


def test_amounts_have_the_national_orders_of_size(worlds: Worlds) -> None:
    rows = pl.DataFrame(worlds.rows("register", BASELINE), infer_schema_length=None).filter(status="Aktif")
    reporting = rows.filter(pl.col("book_year").is_not_null())
    assert set(reporting["book_year"]) == {2023}
    assert 0.6 <= reporting.height / rows.height <= 0.7
    assert rows["members_total"].mean() == pytest.approx(177, rel=0.15)
    for column, millions in (
        ("own_capital", 418),
        ("external_capital", 488),
        ("business_volume", 1098),
        ("surplus", 40),
    ):
        assert reporting[column].mean() == pytest.approx(millions * 1e6, rel=0.25), column
    assert reporting["business_volume"].median() < reporting["business_volume"].mean() / 2  # type: ignore[operator]


# the villages


def test_the_funnel_of_may_is_close_to_the_published_one(worlds: Worlds) -> None:
    rows = worlds.rows("kdmp", "2025-05")
    reached = legal_or_more(rows)
    assert reached[0] == 1571
    assert reached[1:5] == pytest.approx([659, 268, 218, 68], rel=0.02)
    assert 4 <= len({row["legal_number"] for row in rows if row.get("legal_number")}) <= 15


def test_the_funnel_ends_with_the_number_of_august_2026(worlds: Worlds) -> None:
    numbers = [row["legal_number"] for row in worlds.rows("kdmp", LAST) if row.get("legal_number")]
    assert len(numbers) == len(set(numbers)) == pytest.approx(1543, abs=5)


def test_no_village_goes_back_and_its_dates_follow_the_stages(worlds: Worlds) -> None:
    before = [0] * 1571
    for period in (*months("2025-03", "2025-08"), "2025-12", LAST):
        rows, end = worlds.rows("kdmp", period), month_end(period)
        stages = [STAGES.index(str(row["stage"])) for row in rows]
        assert all(now >= then for now, then in zip(stages, before, strict=True)), period
        before = stages
        for row in rows:
            dates = [day for column in STAGE_DATES if isinstance(day := row.get(column), date)]
            assert dates == sorted(dates) and all(day <= end for day in dates)


def test_a_legal_village_has_its_numbers_and_a_joined_one_names_its_partner(worlds: Worlds) -> None:
    rows = {row["village_code"]: row for row in worlds.rows("kdmp", LAST)}
    for code, row in rows.items():
        if partner := row.get("merged_with"):
            assert str(partner)[:5] == str(code)[:5] and rows[partner]["stage"] == row["stage"]
            assert not row.get("legal_number")
        elif row["stage"] == "Berbadan Hukum":
            assert row["legal_number"] and row["deed_number"]


def test_legal_village_cooperatives_stand_in_the_register(worlds: Worlds) -> None:
    for villages, register in zip(worlds.of_each("kdmp", "2025-12"), worlds.of_each("register", "2025-12"), strict=True):
        assert sum(bool(row.get("legal_number")) for row in villages) == sum(row["kdmp"] == "Ya" for row in register)


def test_nothing_moves_where_the_form_says_no_change(worlds: Worlds) -> None:
    (sukamara,) = (one for one in worlds.each if one.regency.code == "62.08")
    assert sukamara.submission("2025-04", BASELINE)[0]["kdmp"] == "Tidak Ada Perubahan"
    march, april = ([row["stage"] for row in sukamara.rows("kdmp", period)] for period in ("2025-03", "2025-04"))
    assert march == april


# the other forms


def test_problems_keep_their_number_and_end_after_they_began(worlds: Worlds) -> None:
    open_before: set[Any] = set()
    for period in months("2025-03", "2025-09"):
        rows = worlds.rows("obstacles", period)
        numbers = [row["obstacle_id"] for row in rows]
        assert len(numbers) == len(set(numbers)) and open_before <= set(numbers)
        open_before = {row["obstacle_id"] for row in rows if row["status"] in ("Belum Ditindaklanjuti", "Dalam Proses")}
        for row in rows:
            raised, solved = row["raised_date"], row.get("resolved_date")
            assert (row["status"] == "Selesai") == isinstance(solved, date)
            assert isinstance(raised, date) and raised <= (solved if isinstance(solved, date) else raised)


def test_cumulative_counts_of_businesses_grow_within_the_year(worlds: Worlds) -> None:
    june, december = (worlds.rows("umkm", period) for period in ("2025-06", "2025-12"))
    for early, late in zip(june, december, strict=True):
        for column in ("formalised", "small_entrepreneurs", "coached", "financed"):
            assert early[column] <= late[column]  # type: ignore[operator]
        assert late["with_nib"] <= late["micro"] + late["small"] + late["medium"]  # type: ignore[operator]
        assert late["financed"] <= late["coached"]  # type: ignore[operator]


def test_every_choice_is_in_its_closed_list(worlds: Worlds) -> None:
    for form in FORMS.values():
        rows = worlds.each[1].rows("recap", "2025-12") if form.id == "recap" else worlds.rows(form.id, "2025-12")
        assert rows and {key for row in rows for key in row} <= set(form.ids)
        for column in form.columns:
            values = {row.get(column.id) for row in rows} - {None}
            assert not column.values or values <= set(column.values), (form.id, column.id)
            assert not column.required or all(row.get(column.id) is not None for row in rows), (form.id, column.id)


# the files


def test_a_workbook_bears_the_mark_its_cover_and_the_official_headers(worlds: Worlds, tmp_path: Path) -> None:
    one, path = worlds.each[7], tmp_path / "62.08.xlsx"
    conditions, sheets = one.submission(BASELINE, BASELINE)
    write_submission(path, one.regency, BASELINE, filled_cover(62, one.regency, BASELINE, conditions), sheets)
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["Sampul", "Daftar Koperasi", "Rekap Koperasi", "Rekap UMKM"]
    front = cells(path, "Sampul")
    assert [row[0] for row in front[3:14]] == list(COVER_LABELS)
    assert [row[1] for row in front[4:6]] == ["62.08", "Kabupaten Sukamara"]
    assert [row[:2] for row in front[16:]] == [[FORMS[form].sheet, "Ada Data"] for form in conditions]
    for sheet in sheets:
        table = cells(path, sheet.form.sheet)
        assert table[0][0] == front[0][0] == SAMPLE_MARK
        assert table[3][0] == "Periode: Desember 2024"
        assert table[HEADER_ROW - 1] == [sheet.form.column(column).title for column in sheet.columns]
        assert len(table) == HEADER_ROW + len(sheet.rows)
    assert at(cells(path, "Daftar Koperasi"), "A6") == one.rows("register", BASELINE)[0]["nik"]


def test_a_column_appears_in_the_month_from_which_it_is_valid(worlds: Worlds) -> None:
    august, october = (worlds.each[1].submission(period, BASELINE)[1] for period in ("2025-08", "2025-10"))
    shown = [next(sheet.columns for sheet in sheets if sheet.form.id == "kdmp") for sheets in (august, october)]
    assert "physical_progress" not in shown[0] and "physical_progress" in shown[1]


def test_reports_are_missing_and_late_as_in_life(spoilt: tuple[Path, SampleSummary]) -> None:
    directory, summary = spoilt
    assert summary.missing == [("2025-05", "62.12")] and summary.files == 13
    with (directory / "2025-05" / "penerimaan.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["berkas"] for line in lines] == sorted(path.name for path in (directory / "2025-05").glob("*.xlsx"))
    assert [line["berkas"] for line in lines if line["tanggal_diterima"] > "2025-06-10"] == ["62.03.xlsx", "62.13.xlsx"]


def test_a_form_is_left_out_or_empty_as_its_condition_says(worlds: Worlds) -> None:
    conditions, sheets = worlds.each[3].submission("2025-04", BASELINE)
    assert conditions == {"kdmp": "Ada Data", "obstacles": "Tidak Disampaikan"}
    assert [sheet.form.id for sheet in sheets] == ["kdmp"]
    conditions, sheets = worlds.each[8].submission("2025-03", BASELINE)
    assert conditions["obstacles"] == "Nihil"
    assert [sheet.rows for sheet in sheets if sheet.form.id == "obstacles"] == [[]]


def made_twice(tmp_path: Path, first: str, other_first: str, mistakes: float) -> list[list[bytes]]:
    """The workbooks of May 2025 of three regencies, made in two ranges of periods."""
    made = []
    for name, beginning in (("one", first), ("two", other_first)):
        make_sample(tmp_path / name, first=beginning, last="2025-05", mistakes=mistakes)
        made.append([path.read_bytes() for path in sorted((tmp_path / name / "2025-05").glob("*.xlsx"))])
    return made


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "sends", lambda _seed, area, _period: area in {"62.01", "62.08", "62.71"})
    one, two = made_twice(tmp_path / "clean", "2025-04", "2025-05", 0.0)
    assert len(one) == 3 and one == two, "a world is the same whatever range is asked for"
    one, two = made_twice(tmp_path / "spoilt", "2025-04", "2025-04", 0.1)
    assert one == two


# how it is made


def stop(at_call: int, instead: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter(range(at_call))

    def stopping(*arguments: Any) -> Any:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return instead(*arguments)

    return stopping


def test_an_interrupted_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "write_submission", stop(3, write_submission))
    with pytest.raises(KeyboardInterrupt):
        make_sample(tmp_path, first="2025-04", last="2025-05")
    assert list(tmp_path.iterdir()) == []


def test_a_run_interrupted_while_moving_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "sends", lambda *_: False)
    monkeypatch.setattr(Path, "rename", stop(1, Path.rename))
    with pytest.raises(KeyboardInterrupt):
        make_sample(tmp_path, first="2025-04", last="2025-06")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"first": "2025-13"}, "tidak sah"),
        ({"first": "2025-06"}, "sesudah"),
        ({"first": "2025-05", "areas": "99"}, "tidak dikenal"),
        ({"mistakes": 1.5}, "antara 0 dan 1"),
        ({"first": "2025-04"}, "2025-04"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(tmp_path: Path, settings: dict[str, Any], words: str) -> None:
    (tmp_path / "2025-04").mkdir()
    with pytest.raises(ValueError, match=words):
        make_sample(tmp_path, **settings)
    assert [path.name for path in tmp_path.iterdir()] == ["2025-04"]


def test_nothing_due_leaves_a_receipt_list_without_lines(tmp_path: Path) -> None:
    assert make_sample(tmp_path, first="2025-01", last="2025-02").files == 0
    assert len((tmp_path / "2025-01" / "penerimaan.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_the_whole_country_has_its_regencies_and_kalteng_stays_the_same_in_it(worlds: Worlds) -> None:
    country = {regency.code: regency for regency in read_regencies("all")}
    assert len(country) == 514 and sum(len(regency.villages) for regency in country.values()) == 83762
    assert len({regency.nik_prefix for regency in country.values()}) == 514
    chosen = [regency for code, regency in country.items() if code[:2] in ("11", "62")]
    places, partners = queue(62, chosen)
    simeulue, sukamara = (world(62, country[code], places, partners, "2025-05") for code in ("11.09", "62.08"))
    assert all(str(row["nik"]).startswith("1101") for row in simeulue.rows("register", BASELINE))
    assert set(simeulue.submission("2025-05", BASELINE)[0].values()) <= set(CONDITIONS)
    assert sukamara.rows("kdmp", "2025-05") == worlds.of_each("kdmp", "2025-05")[7]


def test_the_sample_knows_none_of_the_rules() -> None:
    for path in Path(make.__file__).parent.glob("*.py"):
        imports = re.findall(r"^(?:from|import) (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert not [name for name in imports if re.match(r"schemas\.(rules|judge)|assets|dagster|duckdb", name)], path.name
