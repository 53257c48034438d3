"""The first run from sample submissions, and the second with nothing new."""

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from assets.guiding.guide import guide_page
from assets.storage.home import Home
from pipelines.commands.template import make_template
from schemas.areas import areas
from tests.integration.conftest import rapor_in_june as rapor
from tests.money_traces import exact_amounts, files_with_amounts
from tests.queries import PAGE, answer, asked

PROVINCE, BASE, MAY = "62", "2024-12", "2025-05"
#: IKU, IKK, and what the sample has a target for.
ANSWERED_FOR = (
    "KOP-04", "KOP-05", "KOP-11", "KOP-13", "KOP-14", "KOP-15", "KOP-16", "KOP-17", "KOP-19", "KOP-23", "KOP-24", "KOP-25", "KDMP-08",
    "MSL-03", "MSL-04", "UMK-02", "UMK-03", "UMK-07", "LAP-02",
)  # fmt: skip
DETAILS = (
    "cara-dibuat.html",
    *(f"kabupaten/{code}.html" for code in areas("62").codes),
    *(f"indikator/{code}.html" for code in ANSWERED_FOR),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sample_inbox: Path) -> Path:
    """A home after its first night with the whole sample."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(sample_inbox, folder / "inbox")
    done = rapor(folder, "nightly")
    assert done.returncode == 0, done.stderr
    assert "Halaman:" in done.stdout
    return folder


@pytest.fixture(scope="module")
def values(office: Path) -> pl.DataFrame:
    return pl.read_csv(
        office / "releases/latest/publik/data/indicators.csv", schema_overrides={"area_code": pl.String}, infer_schema_length=None
    )


def value(values: pl.DataFrame, code: str, period: str, area: str = PROVINCE, segment: str | None = None) -> float | None:
    same_segment = pl.col("segment").is_null() if segment is None else pl.col("segment") == segment
    row = values.filter(
        (pl.col("indicator") == code) & (pl.col("period") == period) & (pl.col("area_code") == area) & same_segment
    )
    assert row.height == 1
    return row["value"].item()


def test_the_baseline_is_what_the_office_gave(values: pl.DataFrame) -> None:
    assert [value(values, code, BASE) for code in ("KOP-01", "KOP-02", "KOP-03")] == [3782, 2897, 885]
    assert round(value(values, "KOP-04", BASE) or 0, 1) == 76.6


def test_the_fourteen_regencies_add_up_to_the_province(values: pl.DataFrame) -> None:
    regencies = values.filter(pl.col("area_code") != PROVINCE)["area_code"].unique().to_list()
    assert len(regencies) == 14
    for code in ("KOP-01", "KOP-02", "KOP-03"):
        for period in (BASE, MAY):
            assert sum(value(values, code, period, area) or 0 for area in regencies) == value(values, code, period)


def test_villages_and_the_parts_of_the_baseline_add_up(values: pl.DataFrame) -> None:
    assert value(values, "KDMP-01", MAY) == 1571
    assert sum(value(values, f"KOP-18.{i}", MAY) or 0 for i in range(1, 6)) == 885
    assert (value(values, "KOP-18", MAY) or 0) > 0


def test_the_segments_add_up_to_the_whole(values: pl.DataFrame) -> None:
    parts = [value(values, "KOP-01", MAY, segment=segment) for segment in ("di luar KDMP/KKMP", "KDMP/KKMP")]
    assert sum(part or 0 for part in parts) == value(values, "KOP-01", MAY)


def test_the_csv_is_to_the_letter_of_the_contract(office: Path, values: pl.DataFrame) -> None:
    text = (office / "releases/latest/publik/data/indicators.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == (
        "area_key,period,area_code,bps_code,area_name,segment,indicator,indicator_name,unit,numerator,denominator,value,as_of,"
        "contributors,base,coverage,low,high,status,is_final,definition_version"
    )
    assert (
        "K62,2024-12,62,62,Kalimantan Tengah,,KOP-01,Jumlah koperasi,koperasi,3782,,3782,2024-12-31,3782,3782,1,,,filled,false,v1"
        in text
    )
    assert ".0," not in text
    assert values.filter(pl.col("coverage").is_not_null() & ~pl.col("coverage").is_between(0, 1)).is_empty()
    parquet = pl.read_parquet(office / "releases/latest/publik/data/indicators.parquet")
    assert parquet.columns == values.columns
    assert parquet.height == values.height


def test_every_file_of_the_contract_is_there_and_in_the_manifest(office: Path) -> None:
    release = office / "releases/latest"
    expected = {
        "publik/index.html", "publik/laporan.xlsx", "publik/data/indicators.csv", "publik/data/indicators.parquet", "publik/data/scores.csv",
        "publik/data/indicators-excel.csv", "publik/datapackage.json", "publik/SHA256SUMS",
        "internal/index.html", "internal/data/findings.csv", "internal/data/submissions.csv", "internal/kalteng.duckdb", "internal/laporan.xlsx",
        "internal/panduan.html", "internal/templat/panduan.html", "publik/perubahan.html", "internal/perubahan.html",
        *(f"internal/templat/{code}-2025-06.xlsx" for code in areas("62").codes),
        *(f"{audience}/{page}" for audience in ("publik", "internal") for page in DETAILS),
    }  # fmt: skip
    manifest = json.loads((release / "manifest.json").read_text())
    assert {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()} == expected | {"manifest.json"}
    assert set(manifest["files"]) == expected
    assert manifest["made_at"]


def test_the_template_that_a_release_hands_out_is_the_one_that_the_command_makes(office: Path, tmp_path: Path) -> None:
    internal = office / "releases/latest/internal"
    made = tmp_path / "62.02-2025-06.xlsx"
    make_template(Home(office), "62.02", "2025-06", made)
    assert (internal / "templat" / made.name).read_bytes() == made.read_bytes()
    assert f'href="templat/{made.name}"' in (internal / "index.html").read_text(encoding="utf-8")


def test_the_guide_stands_beside_the_internal_page_and_the_templates(office: Path, tmp_path: Path) -> None:
    internal = office / "releases/latest/internal"
    make_template(Home(office), "62.02", "2025-06", tmp_path / "62.02.xlsx")
    beside = [internal / "panduan.html", internal / "templat" / "panduan.html", tmp_path / "panduan.html"]
    assert {path.read_text(encoding="utf-8") for path in beside} == {guide_page(areas())}
    assert 'href="panduan.html"' in (internal / "index.html").read_text(encoding="utf-8")


def test_sample_says_so_on_every_page(office: Path) -> None:
    for page in ("publik", "internal"):
        assert "DATA CONTOH – BUKAN DATA RESMI" in (office / f"releases/latest/{page}/index.html").read_text(encoding="utf-8")


def test_publik_holds_no_single_cooperatives_money_no_note_and_no_problem_text(office: Path, values: pl.DataFrame) -> None:
    publik = office / "releases/latest/publik"
    page = (publik / "index.html").read_text(encoding="utf-8")
    with duckdb.connect(str(office / "releases/latest/internal/kalteng.duckdb"), read_only=True) as analysts:
        texts = analysts.sql("SELECT DISTINCT description FROM accepted.obstacles").fetchall()
        few = analysts.sql(
            "SELECT period, area_code, segment, indicator FROM indicators.values WHERE official AND amounts IN (1, 2)"
        ).pl()
    assert texts and few.height
    assert not [text for (text,) in texts if text in page]
    assert "catatan verifikasi" not in page.lower()
    shown = values.with_columns(pl.col("segment").fill_null("")).join(few, on=few.columns, how="semi")
    assert shown.height == few.height
    assert shown.filter(pl.any_horizontal(pl.col("numerator", "denominator", "value").is_not_null())).is_empty()


def test_no_file_of_publik_holds_the_money_of_one_cooperative_nor_a_sum_before_it_was_rounded(office: Path) -> None:
    release = office / "releases/latest"
    with duckdb.connect(str(release / "internal/kalteng.duckdb"), read_only=True) as analysts:
        wanted = exact_amounts(analysts)
    assert len(wanted) > 1000
    assert files_with_amounts(release / "publik", wanted) == {}
    assert {"kalteng.duckdb", "laporan.xlsx"} <= set(files_with_amounts(release / "internal", wanted))


def test_the_page_of_queries_says_what_the_sample_answers(office: Path) -> None:
    queries = asked(PAGE.read_text(encoding="utf-8"))
    assert len(queries) >= 12
    with duckdb.connect(str(office / "releases/latest/internal/kalteng.duckdb"), read_only=True) as analysts:
        assert [answer(analysts, sql) for sql, _ in queries] == [told for _, told in queries]


def test_an_analyst_reads_rows_with_their_submission_sheet_and_row(office: Path) -> None:
    with duckdb.connect(str(office / "releases/latest/internal/kalteng.duckdb"), read_only=True) as analysts:
        found = analysts.sql(
            "SELECT count(*), count(submission), count(sheet), count(row) FROM standing.register WHERE reporting_period = '2025-05'"
        )
        assert len(set(found.fetchone() or ())) == 1


def test_a_second_run_with_nothing_new_changes_no_published_number(office: Path) -> None:
    before = (office / "releases/latest").resolve()
    data = (before / "publik/data/indicators.csv").read_bytes()
    done = rapor(office, "nightly")
    assert done.returncode == 0
    assert "Diterima malam ini: 0 berkas" in done.stdout
    assert (office / "releases/latest").resolve() == before
    assert (before / "publik/data/indicators.csv").read_bytes() == data
    assert len([path for path in (office / "releases").iterdir() if not path.is_symlink()]) == 1


def test_personal_names_of_the_cover_are_nowhere(office: Path) -> None:
    with duckdb.connect(str(office / "releases/latest/internal/kalteng.duckdb"), read_only=True) as analysts:
        tables = [
            f'"{schema}"."{name}"'
            for schema, name in analysts.sql("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        ]
        for table in tables:
            text = analysts.sql("FROM " + table).pl().write_csv()
            assert "diterima_oleh" not in text


def test_figures_of_samples_are_never_made_final(office: Path) -> None:
    refused = rapor(office, "close", BASE, "--by", "Kepala Bidang", "--why", "lengkap")
    assert (refused.returncode, "data contoh" in refused.stderr) == (2, True)
    assert '"event":"closed"' not in (office / "archive/journal.jsonl").read_text(encoding="utf-8").replace(" ", "")
