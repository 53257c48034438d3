"""How figures read in Indonesian."""

import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import formatting as f

FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)


def _read(text: str) -> float:
    """A number as an Indonesian reader takes it."""
    return float(text.replace(".", "").replace(",", ".").replace(f.MINUS, "-"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3782, "3.782"),
        (3782.0, "3.782"),
        (0, "0"),
        (45.5, "45,5"),
        (-1250.25, "−1.250,25"),
        (0.004, "0"),
        (-0.001, "0"),
        (None, "–"),
    ],
)
def test_a_number_has_points_for_thousands_and_a_comma_for_decimals(value: float | None, text: str) -> None:
    assert f.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(76.599683, "76,60%"), (100, "100,00%"), (-2.5, "−2,50%"), (None, "–"), (math.nan, "–")]
)
def test_a_percentage_has_two_decimals(value: float | None, text: str) -> None:
    assert f.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "Rp0"), (225_989.6, "Rp225.990"), (999_999.4, "Rp999.999"), (999_999.6, "Rp1,00 juta"), (1_250_000_000, "Rp1,25 miliar"),
        (999_999_999, "Rp1,00 miliar"), (310e9, "Rp310,00 miliar"), (2.5e12, "Rp2,50 triliun"), (1.5e15, "Rp1.500,00 triliun"),
        (-40_000_000, "−Rp40,00 juta"), (-0.2, "Rp0"), (None, "–"),
    ],
)  # fmt: skip
def test_rupiah_are_scaled_in_words_and_given_in_full_when_small(value: float | None, text: str) -> None:
    assert f.rupiah(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (3782, "koperasi", "3.782 koperasi"),
        (76.6, "%", "76,60%"),
        (225_990, "Rp per anggota", "Rp225.990 per anggota"),
        (None, "hari", "–"),
    ],
)
def test_an_amount_brings_its_unit(value: float | None, unit: str, text: str) -> None:
    assert f.amount(value, unit) == text


@given(FINITE)
def test_a_number_reads_back_to_two_decimals(value: float) -> None:
    assert _read(f.number(value)) == pytest.approx(value, abs=0.0051, rel=1e-12)


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_back_exactly_and_never_shows_a_comma(value: int) -> None:
    text = f.number(value)
    assert "," not in text
    assert int(_read(text)) == value


@given(FINITE)
def test_rupiah_read_back_to_a_hundredth_of_their_scale(value: float) -> None:
    sizes = {"juta": 1e6, "miliar": 1e9, "triliun": 1e12}
    figure, _, word = f.rupiah(value).replace("Rp", "").partition(" ")
    assert _read(figure) * sizes.get(word, 1) == pytest.approx(value, rel=0.006, abs=0.51)
    assert word == "triliun" or abs(_read(figure)) < 1000 or not word


@given(FINITE)
def test_no_figure_is_a_negative_zero(value: float) -> None:
    for text in (f.number(value), f.percent(value), f.rupiah(value)):
        assert (f.MINUS not in text) or any(digit in text for digit in "123456789")


def test_a_share_of_nothing_is_missing_and_not_zero() -> None:
    assert f.share(0, 0) == f.share(None, 5) == f.share(5, None) == "–"
    assert f.share(2897, 3782) == "76,60%"


def test_dates_are_written_out() -> None:
    assert f.day(date(2025, 4, 30)) == f.as_of("2025-04") == "30 April 2025"
    assert f.day(None) == "–"


def test_a_moment_is_told_on_the_clock_of_western_indonesia() -> None:
    assert f.moment(datetime(2025, 5, 14, 23, 30, tzinfo=UTC)) == "15 Mei 2025 pukul 06.30 WIB"
    assert f.moment(datetime(2025, 5, 15, 6, 30)) == "15 Mei 2025 pukul 06.30 WIB"


def test_lists_and_runs_of_months_read_as_sentences_do() -> None:
    assert f.listing([]) == ""
    assert f.listing(["A", "B"]) == "A dan B"
    assert f.listing(["A", "B", "C"]) == "A, B, dan C"
    assert f.span(["2024-12", "2025-01", "2025-03"]) == "Desember 2024 – Januari 2025, Maret 2025"


def test_excel_shows_percentages_and_rupiah_as_such() -> None:
    assert f.excel_format("%").endswith('0.00"%"')
    assert '"Rp"' in f.excel_format("Rp per anggota")
    assert f.excel_format("hari", whole=False).endswith("0.00")
