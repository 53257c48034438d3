"""The data files, to the letter of the contract."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.publishing import tabular
from tests.unit.publishing_fixture import MISSING_REGENCY, NOW, empty_figures, make_edition, make_figures


def _text(*numbers: float | None) -> list[str | None]:
    return pl.Series("x", numbers, pl.Float64).to_frame().select(tabular.plain_numbers(pl.col("x")))["x"].to_list()


def _read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"))))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3782.0, "3782"), (3780.0, "3780"), (0.0, "0"), (-0.0, "0"), (76.59968270756214, "76.599683"), (0.5, "0.5"), (-2.5, "-2.5"),
        (1 / 128, "0.007812"), (3 / 128, "0.023438"), (1e-7, "0"), (-1e-7, "0"), (2.0**53, "9007199254740992"), (1e15 + 0.5, "1000000000000000.5"),
        (1e17, "100000000000000000"), (-9e9 - 0.25, "-9000000000.25"), (None, None), (float("nan"), None),
    ],
)  # fmt: skip
def test_a_number_has_at_most_six_decimals_half_even_and_no_point_when_whole(number: float | None, text: str | None) -> None:
    assert _text(number) == [text]


@given(st.floats(-1e16, 1e16))
def test_a_number_is_plain_and_reads_back_to_six_decimals(number: float) -> None:
    (text,) = _text(number)
    assert text is not None
    assert set(text) <= set("-.0123456789")
    assert len(text.partition(".")[2]) <= 6
    assert not text.endswith((".", "-0")) and text != "-0"
    assert float(text) == pytest.approx(number, abs=5.1e-7, rel=1e-15)


def test_the_columns_of_every_file_are_the_contracts(tmp_path: Path) -> None:
    edition = make_edition()
    tabular.write_indicators(edition.values, tmp_path)
    tabular.write_scores(edition.scores, tmp_path)
    tabular.write_findings(edition.figures.findings, tmp_path)
    tabular.write_submissions(edition.figures.submissions, tmp_path)
    heads = {path.name: path.read_text("utf-8").splitlines()[0] for path in tmp_path.glob("*.csv")}
    assert heads == {
        "indicators.csv": "area_key,period,area_code,bps_code,area_name,segment,indicator,indicator_name,unit,numerator,denominator,value,"
        "as_of,contributors,base,coverage,low,high,status,is_final,definition_version",
        "scores.csv": "area_key,period,area_code,indicator,segment,unit,target_low,target_high,target_kind,target_as_of,value,as_of,"
        "achievement,rating,margin,is_provisional,is_sample,note",
        "findings.csv": "file,area_key,area_code,period,form,sheet,cell,rule,severity,value,message,received_at,version,group",
        "submissions.csv": "area_key,sha256,file,area_code,period,form,version,state,received_at,found_at,on_time,rows_read,rows_accepted,"
        "findings_fatal,findings_explain,superseded_by",
        "indicators-excel.csv": "\ufeffKunci Wilayah;Periode;Kode Wilayah;Kode BPS;Wilayah;Segmen;Kode;Indikator;Satuan;Pembilang;Penyebut;Nilai;"
        "Keadaan per;Bertumpu pada;Dari;Cakupan (0–1);Batas Bawah;Batas Atas;Status;Final;Versi Definisi;Keterangan",
    }


def test_a_missing_value_is_empty_and_never_zero(tmp_path: Path) -> None:
    tabular.write_indicators(make_edition().values, tmp_path)
    rows = [
        row
        for row in _read(tmp_path / "indicators.csv")
        if (row["period"], row["indicator"], row["segment"]) == (NOW, "KOP-01", "")
    ]
    by_area = {row["area_code"]: row for row in rows}
    assert (by_area[MISSING_REGENCY]["value"], by_area[MISSING_REGENCY]["coverage"]) == ("", "0")
    assert (by_area["62"]["value"], by_area["62"]["coverage"]) == ("3634", "0.928571")


def test_the_parquet_file_holds_the_same_numbers(tmp_path: Path) -> None:
    tabular.write_indicators(make_edition().values, tmp_path)
    table = pl.read_parquet(tmp_path / "indicators.parquet")
    assert tuple(table.columns) == tabular.INDICATORS
    told = pl.read_csv(tmp_path / "indicators.csv", schema=table.schema)
    assert told.with_columns(pl.col("segment").fill_null("")).equals(table)


def test_a_data_file_is_plain_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    tabular.write_findings(make_figures().findings, tmp_path)
    data = (tmp_path / "findings.csv").read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "“NIB”" in data.decode("utf-8")


@pytest.mark.parametrize("text", ["=1+1", "+62811", "-12", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_text_that_excel_would_take_for_a_formula_gets_an_apostrophe(text: str) -> None:
    findings = make_figures().findings.head(1).with_columns(pl.lit(text).alias(name) for name in ("file", "value", "message"))
    (row,) = csv.DictReader(io.StringIO(tabular.csv_bytes(findings).decode()))
    assert row["file"] == row["value"] == row["message"] == "'" + text
    assert row["rule"] == "V206"


def test_dates_moments_and_truths_are_iso_and_lower_case(tmp_path: Path) -> None:
    tabular.write_submissions(make_figures().submissions, tmp_path)
    row = _read(tmp_path / "submissions.csv")[0]
    assert (row["received_at"], row["on_time"], row["found_at"][:19]) == ("2025-05-09", "true", "2025-05-09T03:04:05")
    assert row["superseded_by"] == ""


def test_a_row_of_decimals_stands_before_the_counts_so_that_a_reader_of_the_beginning_knows_the_type() -> None:
    table = pl.DataFrame(
        {"area_code": ["62", "62", "62.01"], "value": [3.0, 4.5, 5.0], "low": [None, None, 1.0], "note": [None, "a", "1"]}
    )
    hundred = pl.concat([table.head(1)] * 100 + [table.tail(2)])
    assert tabular.typed_first(hundred).select("area_code", "value").rows()[:2] == [("62", 4.5), ("62.01", 5.0)]
    assert tabular.typed_first(hundred).sort(pl.all()).equals(hundred.sort(pl.all()))


def test_a_code_is_a_text_to_excel_and_a_decimal_has_its_comma() -> None:
    values = make_edition().values.filter(pl.col("indicator") == "KOP-04", pl.col("area_code") == "62.10").head(1)
    table = values.with_columns(value=pl.lit(1234.5), is_final=pl.lit(True)).select(tabular.INDICATORS)
    (row,) = csv.DictReader(io.StringIO(tabular.excel_bytes(table).decode("utf-8-sig")), delimiter=";")
    told = [row[title] for title in ("Kunci Wilayah", "Kode Wilayah", "Kode BPS", "Nilai", "Final")]
    assert told == ["K62.10", '="62.10"', "", "1234,5", "Ya"]


def test_an_empty_release_still_has_its_headers(tmp_path: Path) -> None:
    edition = make_edition(empty_figures())
    tabular.write_indicators(edition.values, tmp_path)
    assert (tmp_path / "indicators.csv").read_text("utf-8").splitlines() == [",".join(tabular.INDICATORS)]
