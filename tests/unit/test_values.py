"""How the text of a cell becomes a value."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import Column, Kind
from schemas.periods import long_date
from schemas.values import cast, is_blank
from tests.columns import BY_THE_COLUMN, column_of


def value(kind: Kind, text: str | None, **column: object) -> object:
    frame = pl.DataFrame({"x": [text]}, schema={"x": pl.String})
    return frame.select(cast(Column("x", "X", kind, **column))).item()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.782", 3782), ("3,955", 3955), ("1.234.567", 1234567), ("12", 12), ("12.0", 12), ("3.782,00", 3782), (" 45 ", 45),
        ("\u00a07", 7), ("0", 0), ("-4", -4), ("39824", 39824), ("1 250 000", 1250000), ("1\u00a0250", 1250), ("+5", 5), ("\u22125", -5), ("'12", 12),
        ("12 orang", 12), ("3.782 unit", 3782),
    ],
)  # fmt: skip
def test_a_count_is_read_in_indonesian_and_english_spelling(text: str, expected: int) -> None:
    assert value(Kind.COUNT, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12,5",
        "1e5",
        "dua puluh",
        "12 orang hilang",
        "1.23.456",
        "#REF!",
        "3,78,2",
        "76%",
        "1 2",
        "12 34",
        "0.5",
        "9" * 30,
        "0.123.456",
    ],
)
def test_what_is_no_count_is_null_and_never_guessed(text: str) -> None:
    assert value(Kind.COUNT, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp 1.250.000,-", 1250000),
        ("Rp1.250.000,00", 1250000),
        ("(Rp 1.500)", -1500),
        ("Rp. (1.500,-)", -1500),
        ("IDR 1.250.000", 1250000),
        ("(1.500)", -1500),
        ("-1.500", -1500),
        ("1250000000000", 1250000000000),
    ],
)
def test_rupiah_is_read_with_its_ornaments(text: str, expected: int) -> None:
    assert value(Kind.RUPIAH, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("76.605", 76.605), ("76,60%", 76.6), ("76,5", 76.5), ("0.766", 0.766), ("1.250,50", 1250.5)]
)
def test_a_point_before_three_digits_is_a_decimal_sign_in_a_percentage(text: str, expected: float) -> None:
    assert value(Kind.PERCENT, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/03/2025", date(2025, 3, 31)), ("04 Mei 1987", date(1987, 5, 4)), ("2025-03-31 00:00:00", date(2025, 3, 31)),
        ("1/2/2024", date(2024, 2, 1)), ("3-Agst-2021", date(2021, 8, 3)), ("31.12.2020", date(2020, 12, 31)), ("45747", date(2025, 3, 31)),
        ("12 August 2020", date(2020, 8, 12)), ("5 Nopember 2019", date(2019, 11, 5)), ("August 12, 2020", date(2020, 8, 12)),
        ("Selasa, 29 April 2025", date(2025, 4, 29)), ("31/03/2025 08:00", date(2025, 3, 31)), ("2021/3/4", date(2021, 3, 4)),
        ("4mei2021", date(2021, 5, 4)), ("03/25/2021", date(2021, 3, 25)), ("45747.5", date(2025, 3, 31)), ("Jum'at 2-Agt-2024", date(2024, 8, 2)),
    ],
)  # fmt: skip
def test_a_date_is_read_in_the_spellings_of_the_field(text: str, expected: date) -> None:
    assert value(Kind.DATE, text) == expected


@pytest.mark.parametrize(
    "text",
    ["31/04/2021", "13/13/2020", "2020", "Sudah", "29/02/2023", "31/03/25", "4 Mei 87", "Mei 2020", "0/1/2021", "20250331", "-1"],
)
def test_a_date_that_is_in_no_calendar_is_null(text: str) -> None:
    assert value(Kind.DATE, text) is None


@pytest.mark.parametrize("text", [None, "", " ", "-", "–", "nihil", "NIHIL", "N/A", "n.a.", "Tidak ada", "tdk ada", "\u00a0"])
def test_nothing_is_missing_and_never_zero(text: str | None) -> None:
    assert value(Kind.COUNT, text) is None
    assert pl.DataFrame({"x": [text]}, schema={"x": pl.String}).select(is_blank(Column("x", "X", Kind.COUNT))).item()


def test_a_word_for_nothing_is_a_value_where_the_list_holds_it() -> None:
    assert value(Kind.CHOICE, "tidak ada", values=("KSP", "USP", "Tidak Ada")) == "Tidak Ada"


def test_an_alias_means_its_word_and_an_unknown_word_stays_for_the_rule() -> None:
    column = {"values": ("Aktif", "Tidak Aktif"), "aliases": (("Pasif", "Tidak Aktif"),)}
    assert value(Kind.CHOICE, "PASIF", **column) == "Tidak Aktif"
    assert value(Kind.CHOICE, "hidup", **column) == "hidup"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ya", True), ("TIDAK", False), ("tdk", False), ("belum", False), ("1", True), ("mungkin", None), ("✓", True), ("√", True),
        ("v", True), ("Ya.", True), ("sdh", True), ("Belum Ada", False), ("0.0", False), ("bukan", False),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_in_their_spellings(text: str, expected: bool | None) -> None:
    assert value(Kind.YES_NO, text) is expected


def values(kind: Kind, *spelled: list[str]) -> list[list[object]]:
    """The values of texts, for each list of them."""
    texts = pl.DataFrame({str(place): column for place, column in enumerate(spelled)}, schema_overrides={"0": pl.String})
    return [column.to_list() for column in texts.select(cast(Column(name, "X", kind)) for name in texts.columns)]


@BY_THE_COLUMN
@given(column_of(st.integers(min_value=-(10**15), max_value=10**15)))
def test_any_whole_number_survives_indonesian_spelling(numbers: list[int]) -> None:
    english = [f"{number:,}" for number in numbers]
    local = [text.replace(",", ".") for text in english]
    spelled = (english, local, [f"Rp {text},-" for text in local], [str(number) for number in numbers])
    assert values(Kind.RUPIAH, *spelled) == [numbers] * 4


@BY_THE_COLUMN
@given(column_of(st.dates(min_value=date(1945, 8, 17), max_value=date(2100, 12, 31))))
def test_any_date_survives_writing(days: list[date]) -> None:
    written = (lambda day: day.strftime("%d/%m/%Y"), date.isoformat, lambda day: f"{day.day}/{day.month}/{day.year}", long_date)
    assert values(Kind.DATE, *([write(day) for day in days] for write in written)) == [days] * 4


@BY_THE_COLUMN
@given(column_of(st.text(max_size=30)))
def test_no_text_makes_a_cast_fail(texts: list[str]) -> None:
    frame = pl.DataFrame(dict.fromkeys(Kind, texts), schema=dict.fromkeys(Kind, pl.String))
    assert frame.select(cast(Column(kind, "X", kind)) for kind in Kind).shape == (len(texts), len(Kind))
