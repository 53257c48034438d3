"""Numbers in what an officer reads are written as she writes them; what is kept of a cell is its raw text."""

import polars as pl
import pytest

from schemas.areas import areas
from schemas.judge import judge
from schemas.written_numbers import number_as_written, thousands
from tests.builders import judged, make_submitted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-64100000", "-64.100.000"), ("2661.47", "2.661,47"), ("3195", "3.195"), ("125", "125"), ("0", "0"), ("12.5000", "12,5"),
        ("125.0", "125"), ("3.782", "3.782"), ("1.250.000", "1.250.000"), ("dua puluh", "dua puluh"), ("3,5", "3,5"), (None, None),
    ],
)  # fmt: skip
def test_a_number_as_a_program_keeps_it_is_written_our_way_and_any_other_text_as_it_stands(
    text: str | None, written: str | None
) -> None:
    assert pl.DataFrame({"t": [text]}, schema={"t": pl.String}).select(number_as_written(pl.col("t"))).item() == written


def test_thousands_have_points_and_what_is_missing_stays_missing() -> None:
    counts = pl.DataFrame({"n": [3782, -64_100_000, 999, None]})
    assert counts.select(thousands(pl.col("n"))).to_series().to_list() == ["3.782", "-64.100.000", "999", None]


def said(form: str, column: str, **cells: str) -> tuple[str, str]:
    """The value and the message of the only note on a column of one row."""
    found = judged(form, cells).findings.filter((pl.col("column") == column) & (pl.col("severity") != "info"))
    return found.select("value", "message").row(0)


def test_a_message_writes_amounts_our_way_and_the_value_beside_it_stays_raw() -> None:
    value, message = said("register", "own_capital", own_capital="-64100000")
    assert value == "-64100000" and "berisi -64.100.000, di luar rentang" in message
    value, message = said("umkm", "with_nib", micro="3100", small="26", medium="0", with_nib="3195")
    assert value == "3195" and "berisi 3.195, lebih dari jumlah UMKM 3.126." in message
    assert "1.200 pria + 1.000 wanita = 2.200" in said("register", "members_total", members_male="1200", members_female="1000")[1]


def test_years_codes_and_what_is_quoted_stand_as_they_are() -> None:
    assert "berisi 1900, di luar rentang" in said("register", "book_year", book_year="1900")[1]
    assert "“NIK Koperasi” 6205010040002 tidak berawalan 6216" in said("register", "nik", nik="6205010040002")[1]
    assert "berisi “12x5000”" in said("register", "members_male", members_male="12x5000")[1]


def test_what_is_allowed_is_said_once() -> None:
    (message,) = judge(make_submitted("register", [{"nik": "62160"}]), areas()).findings.filter(pl.col("rule") == "V206")[
        "message"
    ]
    assert "Yang diperbolehkan: 13 angka (kosongkan bila belum ada; bukan NIK penduduk, yang 16 angka, dan bukan NIB)." in message
