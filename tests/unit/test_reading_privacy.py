"""Personal patterns are hidden in what is kept, and nothing else is."""

from collections.abc import Iterable

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.columns import Kind
from schemas.privacy import HIDDEN, hidden, hide, may_be_personal, without_personal
from tests.columns import BY_THE_COLUMN, column_of

NUMBERS = (Kind.COUNT, Kind.RUPIAH, Kind.DIGITS)


def kept(text: str, kind: Kind = Kind.TEXT) -> str:
    return str(pl.select(hidden(pl.lit(text), kind)).item())


def kept_each(texts: Iterable[str], kind: Kind = Kind.TEXT) -> list[str]:
    """The same of many texts, for which Polars takes no longer."""
    return pl.DataFrame({"text": list(texts)}).select(hidden(pl.col("text"), kind)).to_series().to_list()


def test_citizens_numbers_and_phone_numbers_are_hidden_in_prose() -> None:
    shown = {
        "NIK 6202011234567890": f"NIK {HIDDEN}", "6202011234567890/6202011234567891": f"{HIDDEN}/{HIDDEN}",
        "ktp 6202 0112 3456 7890.": f"ktp {HIDDEN}.", "620201.123456.7890": HIDDEN, "NIP. 19651231 199003 1 001": f"NIP. {HIDDEN}",
        "hub. 081234567890": f"hub. {HIDDEN}", "HP:0812-3456-7890": f"HP:{HIDDEN}", "0852 4912 3456 (Budi)": f"{HIDDEN} (Budi)",
        "+62 812-3456-7890": HIDDEN, "+6281234567890": HIDDEN, "6281234567890": HIDDEN, "(0812) 3456789": HIDDEN,
        "0813.4567.890/0821 4567 8901": f"{HIDDEN}/{HIDDEN}", "081 234 567 890": HIDDEN,
        "081298760009 6202017712900009": f"{HIDDEN} {HIDDEN}", "Telp.085712345678,WA 0895-1234-5678": f"Telp.{HIDDEN},WA {HIDDEN}",
    }  # fmt: skip
    assert dict(zip(shown, kept_each(shown), strict=True)) == {text: hide(text) for text in shown} == shown


def test_a_citizens_number_is_hidden_however_it_is_grouped() -> None:
    numbers = [
        "6271-01-230478-0001", "6271/0123/0478/0001", "62.71.01.230478.0001", "627101 230478 0001", "627101-2304780001",
        "6271-01-23-04-78-0001",
    ]  # fmt: skip
    told = [f"a.n. Budi ({number})" for number in numbers]
    assert kept_each(told) == [hide(text) for text in told] == [f"a.n. Budi ({HIDDEN})"] * len(numbers)
    assert {kind: kept_each(numbers, kind) for kind in Kind} == dict.fromkeys(Kind, [HIDDEN] * len(numbers))


def test_a_phone_is_hidden_in_pairs_of_digits_and_on_a_fixed_line() -> None:
    shown = {
        "hub. 08 12 34 56 78 90": f"hub. {HIDDEN}", "kantor (0536) 3221234": f"kantor {HIDDEN}", "telp 3221234": f"telp {HIDDEN}",
        "Telp. 0536-3221234": f"Telp. {HIDDEN}", "kantor +62.536.3221234": f"kantor {HIDDEN}", "(0531) 21234": HIDDEN,
        "No. Telepon : 322-1234, Sampit": f"No. Telepon : {HIDDEN}, Sampit", "Telp/Fax (0536) 3221234/3221235": f"Telp/Fax {HIDDEN}",
        "Telp. 3221234, 3221235; Jl. Murjani 5": f"Telp. {HIDDEN}; Jl. Murjani 5", "TELP KANTOR 0531 21234": f"TELP KANTOR {HIDDEN}",
        "Jl. Murjani 5, 0536-3221158": f"Jl. Murjani 5, {HIDDEN}", "0531-21234": HIDDEN, "05363221158": HIDDEN,
        "Jakarta 021 - 5793.1234": f"Jakarta {HIDDEN}", "0536_322-1158/3221159": HIDDEN,
    }  # fmt: skip
    assert dict(zip(shown, kept_each(shown), strict=True)) == {text: hide(text) for text in shown} == shown


def test_numbers_that_look_like_them_stay() -> None:
    texts = [
        "123/BH/XVII/2010", "AHU-0012345.AH.01.26.TAHUN 2025", "62.02.01.2003, 62.02.01.2004", "62.02.01.2003/62.02.01.2004",
        "2021/2022/2023/2024", "30-04-2025 31-05-2025", "2025-04-30 2025-05-31", "08-12-2021 12-12-2021", "08-12-2021 10.30.15",
        "6216010040003 2025", "NIB 1204250012345 tgl 12-04-2025", "biaya telepon 1.250.000", "belanja telepon Rp 1.250.000,00",
        "rehab 25 2025", "20250430 20250531", "HP 5 unit", "WA grup 2025", "(0536)", "Telp. -", "6204 koperasi 62.04.05 2025",
    ]  # fmt: skip
    assert kept_each(texts) == [hide(text) for text in texts] == texts


def test_amounts_stay_in_a_column_of_amounts() -> None:
    for text in ("1.250.000.000.000", "1250000000000", "Rp1.250.000.000,00", "3221234", "620.271.012.304"):
        assert kept(text, Kind.RUPIAH) == text


def test_what_is_no_persons_number_stays() -> None:
    texts = [
        "518/05/BH/XVIII.1/II/2017", "AHU-0000939.AH.01.29.TAHUN 2025", "AHU-0081234.AH.01.26.TAHUN 2020", "188.45/115/BH/XVIII.13/2011",
        "001984/BH/M.KUKM.2/VIII/2016", "6216010040003", "1204250012345", "6208010020035", "62.02.01.2003", "Jl. Pahlawan KM. 3 No. 60 RT.08 RW. 03",
        "08-01-2021 s.d. 12-12-2021", "2025-04-30 00:00:00", "31/12/2024", "1.250.000.000", "Rp 12.500.000.000,00", "0123-21234", "Koperasi 1945",
        "NPWP 01.234.567.8-713.000", "Jl. Cilik Riwut Km 8 No. 812",
    ]  # fmt: skip
    assert kept_each(texts) == texts


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_of_sixteen_digits_or_a_phone_alone_is_hidden_in_any_column(kind: Kind) -> None:
    assert kept("6202011234567890", kind) == HIDDEN
    assert kept("081234567890", kind) == HIDDEN


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.DIGITS, Kind.COUNT, Kind.VILLAGE_CODE])
def test_a_phone_among_words_is_hidden_in_any_column(kind: Kind) -> None:
    assert kept("hp 0812-3456-7890 (Budi)", kind) == f"hp {HIDDEN} (Budi)"


def test_a_phone_in_a_column_of_dates_is_hidden_and_no_date_is() -> None:
    assert kept("081234567890", Kind.DATE) == HIDDEN
    for text in ("31-08-1999", "08-08-2021 08:12:35", "2025-08-12 08:15:00", "0812-08-17", "45812", "8 Agustus 1987"):
        assert kept(text, Kind.DATE) == text


def test_thirteen_digits_stay_where_a_nik_or_nib_belongs() -> None:
    for text in ("0812210012345", "6281234567890", "6216010040003"):
        assert kept(text, Kind.DIGITS) == text
    assert kept("6202 0112 3456 7890", Kind.DIGITS) == HIDDEN
    assert kept("628123456789", Kind.RUPIAH) == "628123456789"
    assert kept("2025-04-30 00:00:00", Kind.DATE) == "2025-04-30 00:00:00"
    assert kept("62.02.01.2003 62.02.01.2004", Kind.VILLAGE_CODE) == "62.02.01.2003 62.02.01.2004"


PIECES = (
    "telp",
    "Tel. ",
    "HP:",
    "wa ",
    "no ",
    "(0536)",
    "+62",
    "08",
    "62",
    "3221234",
    "230478",
    "0001",
    "12",
    "3",
    " ",
    ".",
    "-",
    "/",
    "(",
    ")",
    ",",
)


@BY_THE_COLUMN
@given(
    column_of(st.text(alphabet="0123456789 .-+()/aB", max_size=40) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)),
    st.sampled_from(Kind),
)
@example(["+622000000"], Kind.TEXT)
def test_the_quick_look_misses_nothing_that_would_be_hidden(texts: list[str], kind: Kind) -> None:
    seen = pl.DataFrame({"text": texts}).select(may_be_personal(pl.col("text"))).to_series()
    changed = [text != told for text, told in zip(texts, kept_each(texts, kind), strict=True)]
    assert [text for text, hides, looks in zip(texts, changed, seen, strict=True) if hides and not looks] == []


@BY_THE_COLUMN
@given(
    column_of(
        st.from_regex(
            r"[0-9]{1,17}|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}|0[1-9][0-9]{2}-[0-9]{6,9}", fullmatch=True
        )
    ),
    st.sampled_from(Kind),
)
def test_a_columns_usual_cells_are_passed_over_only_where_nothing_would_be_hidden(texts: list[str], kind: Kind) -> None:
    assert without_personal(pl.Series(texts), kind).to_list() == kept_each(texts, kind)


@BY_THE_COLUMN
@given(column_of(st.from_regex(r"[a-z ]{0,5}[0-9]{16}[a-z ]{0,5}", fullmatch=True)), st.sampled_from(Kind))
def test_no_run_of_sixteen_digits_is_ever_kept(texts: list[str], kind: Kind) -> None:
    for told in kept_each(texts, kind):
        assert not any(run.isdigit() for run in told.split()) or "disembunyikan" in told
