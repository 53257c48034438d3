"""A person's number is hidden however its digits are parted, in every kind of column; nobody's number is, whatever stands beside it."""

import re
import unicodedata
from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.columns import Kind
from schemas.privacy import HIDDEN, hidden, hide, may_be_personal, without_personal, without_personal_cells
from tests.columns import BY_THE_COLUMN, column_of
from tests.planting import CITIZEN_GROUPS, MOBILE_GROUPS, PARTS, PHONE_PARTS, WIDE, groups

SMALL = (Kind.COUNT, Kind.YEAR, Kind.PERCENT)


def kept(text: str, kind: Kind | None = None) -> str:
    return str(pl.select(hidden(pl.lit(text), kind)).item())


def kept_each(texts: list[str], kind: Kind | None = None) -> list[str]:
    """The same of many texts, for which Polars takes no longer."""
    return pl.DataFrame({"text": texts}).select(hidden(pl.col("text"), kind)).to_series().to_list()


@st.composite
def parted(draw: st.DrawFn, digits: str, sizes: tuple[tuple[int, ...], ...], parts: tuple[str, ...]) -> str:
    """The digits in one of the groupings, with any of the parts between two groups; now and then in full-width digits."""
    first, *rest = groups(digits, draw(st.sampled_from(sizes)))
    text = first + "".join(draw(st.sampled_from(parts)) + group for group in rest)
    return text.translate(WIDE) if draw(st.booleans()) else text


BIRTHDAYS = st.tuples(st.integers(1, 31), st.integers(1, 12), st.integers(0, 99), st.booleans())
CITIZENS = st.builds(
    lambda region, born, serial: f"{region}{born[0] + 40 * born[3]:02d}{born[1]:02d}{born[2]:02d}{serial:04d}",
    st.sampled_from(["620201", "627103", "357801", "190401", "121509"]), BIRTHDAYS, st.integers(1, 999),
)  # fmt: skip
MOBILES = st.from_regex(r"08[1235789][0-9]{9}", fullmatch=True)
AROUND = st.sampled_from([("", ""), ("a.n. Budi (", ")"), ("hub.", ", Sampit"), ("Jl. Murjani 5 RT 02/03 ", "")])


def digits_in(text: str) -> int:
    """How many of its signs are digits."""
    return sum(sign.isdigit() for sign in text)


def holds_a_date(text: str) -> bool:
    """A number that is parted so that a day stands in it, as 62 02-01-1901 000001: it is taken for a day, and stays."""
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")  # zero-width signs part nothing
    day, parts = r"\d{1,2}", r"\D{1,3}"
    year = r"(?:19|20)\d\d"
    return bool(re.search(rf"(?<!\d)(?:{day}{parts}{day}{parts}{year}|{year}{parts}{day}{parts}{day})(?!\d)", text))


@BY_THE_COLUMN
@given(
    column_of(
        st.tuples(
            CITIZENS.flatmap(lambda number: parted(number, CITIZEN_GROUPS, PARTS)).filter(lambda t: not holds_a_date(t)), AROUND
        )
    ),
    st.sampled_from([None, *Kind]),
)
def test_a_citizens_number_is_hidden_however_it_is_parted(numbers: list[tuple[str, tuple[str, str]]], kind: Kind | None) -> None:
    for told, (_, around) in zip(kept_each([number.join(around) for number, around in numbers], kind), numbers, strict=True):
        assert HIDDEN in told and digits_in(told) <= digits_in("".join(around)) + 6  # the region, where a phone could follow it


@given(CITIZENS, st.sampled_from([part for part in PARTS if part not in ("/", ",", ", ", ".", "\uff0e")]), st.data())
def test_a_citizens_number_is_hidden_in_groups_of_any_size_with_one_sign_between_them(
    number: str, part: str, data: st.DataObject
) -> None:
    cuts = data.draw(st.sets(st.integers(1, 15), max_size=6))
    ends = [0, *sorted(cuts), 16]
    text = part.join(pieces := [number[first:last] for first, last in zip(ends, ends[1:], strict=False)])
    assume(13 not in map(len, pieces))  # by itself such a one is a cooperative's
    told = kept(f"KTP {text} Budi")
    assert HIDDEN in told and digits_in(told) <= 6  # the region, where what follows it could be a phone


@BY_THE_COLUMN
@given(
    column_of(st.tuples(MOBILES.flatmap(lambda number: parted(number, MOBILE_GROUPS, PHONE_PARTS)), AROUND)),
    st.sampled_from([None, *Kind]),
)
def test_a_mobile_number_is_hidden_however_it_is_parted(numbers: list[tuple[str, tuple[str, str]]], kind: Kind | None) -> None:
    for told, (_, around) in zip(kept_each([number.join(around) for number, around in numbers], kind), numbers, strict=True):
        assert HIDDEN in told and digits_in(told) <= digits_in("".join(around))


@pytest.mark.parametrize("kind", [None, *Kind])
def test_an_e_mail_address_is_hidden_in_any_column(kind: Kind | None) -> None:
    addresses = [
        "siti.aminah@gmail.com",
        "Siti_A+1@dinkop.kalteng.go.id",
        "siti @ yahoo.co.id",
        "siti(at)yahoo.com",
        "siti＠yahoo.com",
    ]
    assert kept_each([f"surel: {address}, Sampit" for address in addresses], kind) == [f"surel: {HIDDEN}, Sampit"] * 5
    assert kept_each(addresses, kind) == [HIDDEN] * 5


@pytest.mark.parametrize("text", ["10 buah @Rp.500.000", "3 rim @ 50.000", "@", "rapat @kantor"])
def test_a_price_for_each_is_no_e_mail_address(text: str) -> None:
    assert kept(text) == hide(text) == text


@pytest.mark.parametrize("kind", SMALL)
def test_no_column_of_people_or_years_has_eight_digits_of_the_province_so_such_a_number_cell_is_a_phone(kind: Kind) -> None:
    phones = [
        "81255770550", "081255770550", "6281255770550", "81255770550.0", "8.1255770550E+10", "8,125577055E+10", "5363221158", "53621158",
        "812-5577-0550",
    ]  # fmt: skip
    assert kept_each(phones, kind) == [HIDDEN] * len(phones)
    assert without_personal(pl.Series(phones), kind).to_list() == [HIDDEN] * len(phones)


@pytest.mark.parametrize("kind", SMALL)
def test_counts_years_and_shares_stay(kind: Kind) -> None:
    numbers = ["2024", "39824", "3.782", "1.571", "81.25577055", "0.8125577055", "76,605", "12345678", "2025.0"]
    assert kept_each(numbers, kind) == numbers


def test_a_number_cell_without_its_zero_stays_where_such_numbers_belong() -> None:
    assert kept("81255770550", Kind.RUPIAH) == "81255770550"  # 81 billion rupiah
    assert kept("812250012345", Kind.DIGITS) == "812250012345"  # an NIB that has lost its zero
    assert kept("8101012001", Kind.VILLAGE) == "8101012001"  # a village of Maluku
    assert kept("8101012001", Kind.VILLAGE_CODE) == "8101012001"
    assert [kept("81255770550", kind) for kind in (Kind.TEXT, Kind.FREE_TEXT, Kind.DATE, Kind.DIGITS, Kind.VILLAGE)] == [
        HIDDEN
    ] * 5


def test_an_nib_of_the_eighth_of_december_is_no_mobile_number() -> None:
    assert kept("NIB 0812250012345 terbit 08-12-2025") == "NIB 0812250012345 terbit 08-12-2025"


def test_the_nik_of_a_cooperative_of_seruyan_is_no_number_from_abroad() -> None:
    assert kept("NIK 6208100080291", Kind.FREE_TEXT) == hide("NIK 6208100080291") == "NIK 6208100080291"
    assert kept("+62 (0)812-5577-0550, +62 0812-5577-0550, 62-812-5577-0550") == f"{HIDDEN}, {HIDDEN}, {HIDDEN}"


def test_two_phones_beside_each_other_are_both_hidden_and_nothing_behind_them() -> None:
    assert kept("081255770550 081255770551, 081255770552/081255770553") == f"{HIDDEN} {HIDDEN}, {HIDDEN}/{HIDDEN}"
    assert kept("0812 3456-7890/0813 4567 8901") == f"{HIDDEN}/{HIDDEN}"  # between them is what looks like a NIK in fours
    three = "0812 3456 7890 / 0813 4567 8901, 0812-3456-789"
    assert kept(three) == hide(three) == f"{HIDDEN} / {HIDDEN}, {HIDDEN}"
    assert kept("HP 0812 345 678 90 siang") == f"HP {HIDDEN} siang"
    assert kept("telp 3221234 telp 3221235, wa 3221236") == f"telp {HIDDEN} telp {HIDDEN}, wa {HIDDEN}"
    assert kept("hp 0812 5577 055 12-04-2025") == f"hp {HIDDEN} 12-04-2025"


def test_the_code_of_a_regency_before_a_number_stays() -> None:
    assert kept("62.09 081298760008 6202017712900006.xlsx") == f"62.09 {HIDDEN} {HIDDEN}.xlsx"
    assert kept("62.09 0812-9876-0008 register") == f"62.09 {HIDDEN} register"


def test_what_is_changed_is_kept_as_folded_and_what_is_not_as_it_stood() -> None:
    assert kept("Jl.\u00a0A – B  “0812–5577·0550”") == f"Jl. A - B “{HIDDEN}”"
    assert kept("Jl.\u00a0A – B  No. ０８１２") == "Jl.\u00a0A – B  No. ０８１２"


DAYS = st.dates(date(1945, 8, 17), date(2029, 12, 31))
DATES = st.builds(lambda day, form: day.strftime(form), DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
AMOUNTS = st.builds(lambda amount, sign: f"{amount:,}".replace(",", sign), st.integers(1, 10**13), st.sampled_from([".", ","]))
COOPERATIVES = st.from_regex(r"62(0[1-9]|1[0-7]|71)[0-9]{9}", fullmatch=True)
VILLAGES = st.from_regex(r"62\.(0[1-9]|1[0-3])\.(0[1-9]|1[0-7])\.[12]0[0-2][0-9]", fullmatch=True)
DECREES = st.builds(lambda number, year: f"{number}/BH/XVIII.13/{year}", st.integers(1, 99_999), st.integers(1945, 2026))


NOBODYS = st.builds(
    str.join,
    st.sampled_from([" ", ", ", "; ", " - ", " dan ", "\n"]),
    st.sampled_from([DATES, AMOUNTS, COOPERATIVES, VILLAGES, DECREES]).flatmap(lambda one: st.lists(one, min_size=1, max_size=4)),
)


#: An amount that begins as a mobile number from abroad, or with a group as one begins; one by commas with a group as an area code, or parted
#: from the next by a comma too; and 1971, the regency of a citizen's number.
TAKEN_FOR_A_PERSONS = re.compile(r"\b62\D{1,3}8[1235789]|[.,]08[1235789]\b|,0[2-7]\d\W{1,3}\d|,[0-9]{3}, [0-9]|1971\D")


def is_taken_for_a_persons(text: str) -> bool:
    """Of what is nobody's the little that is hidden all the same; these, and a cell with as many digits as a phone without its zero."""
    return bool(TAKEN_FOR_A_PERSONS.search(text) or re.fullmatch(r"8[1235789]\d{8,10}", re.sub(r"\D", "", text)))


@BY_THE_COLUMN
@given(column_of(NOBODYS.filter(lambda text: not is_taken_for_a_persons(text))))
def test_dates_amounts_codes_and_decrees_stay_also_beside_each_other(texts: list[str]) -> None:
    assert kept_each(texts, Kind.FREE_TEXT) == [hide(text) for text in texts] == texts


PIECES = (
    "telp", "Tel. ", "HP:", "wa ", "no ", "(0536)", "(at)", "@", "+62", "08", "081", "62", "0536", "3221234", "230478", "620201", "0001", "12", "3",
    "E+10",    "siti", ".com", ":", "(", ")", "é", *PARTS,
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(
    alphabet="0123456789０５８ .-+()/,_@aBE\u00a0\u200b\u0301\u0660é", max_size=40
)


@BY_THE_COLUMN
@given(column_of(TEXTS), st.sampled_from([None, *Kind]))
def test_the_quick_look_passes_over_nothing_that_would_be_hidden(texts: list[str], kind: Kind | None) -> None:
    told = kept_each(texts, kind)
    seen = pl.DataFrame({"text": texts}).select(may_be_personal(pl.col("text"))).to_series()
    assert [text for text, shown, looks in zip(texts, told, seen, strict=True) if text != shown and not looks] == []
    if kind:
        assert without_personal(pl.Series(texts), kind).to_list() == told


USUAL = st.sampled_from(
    ("2025-03-31 00:00:00", "62.02.01.2003", "81.25.57.7055", "6216010040003", "0812255770550", "-1250000", "Z", "081Z", "")
)
CELLS = TEXTS | USUAL | st.none()


@BY_THE_COLUMN
@given(column_of(st.tuples(CELLS, CELLS, CELLS)), st.tuples(*[st.sampled_from(Kind)] * 3))
def test_a_look_at_a_whole_row_passes_over_nothing_that_would_be_hidden(rows: list[tuple[str | None]], of: tuple[Kind]) -> None:
    kinds = dict(zip("abc", of, strict=True))
    cells = pl.DataFrame(rows, schema=dict.fromkeys(kinds, pl.String), orient="row")
    assert without_personal_cells(cells, kinds).equals(
        cells.with_columns(hidden(pl.col(name), kind) for name, kind in kinds.items())
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a@b.id", Kind.DATE), ("a(at)b.id", Kind.TEXT), ("a [at] b.id", Kind.RUPIAH), ("a＠b.id", Kind.DIGITS), ("wa12345", Kind.TEXT),
        ("Telp. Kantor 123-4567", Kind.DISTRICT), ("(021)23456", Kind.TEXT), ("053121234", Kind.TEXT), ("0812345678", Kind.DATE),
        ("812345678", Kind.DIGITS), ("8.1E9", Kind.TEXT), ("531234567", Kind.COUNT), ("5.31234567E8", Kind.COUNT),
        ("0812\n3456\n78", Kind.STAGE_DATE),
        ("6202011234567890", Kind.VILLAGE_CODE), ("0812345678", Kind.RUPIAH), ("０８１２３４５６７８", Kind.YEAR), ("08\u200b12345678", Kind.AGENCY),
        ("08\u00ad12345678", Kind.TEXT),
    ],
)  # fmt: skip
def test_the_shortest_number_of_each_form_is_seen_between_usual_cells(text: str, kind: Kind) -> None:
    cells = pl.DataFrame({"before": ["12"], "seen": [text], "behind": ["Ya"]})
    shown = without_personal_cells(cells, {"before": Kind.COUNT, "seen": kind, "behind": Kind.YES_NO})
    assert HIDDEN in shown["seen"].item() and shown.drop("seen").equals(cells.drop("seen"))


@BY_THE_COLUMN
@given(column_of(TEXTS))
def test_one_text_is_hidden_as_a_column_is(texts: list[str]) -> None:
    assert [hide(text) for text in texts] == kept_each(texts)


@given(TEXTS)
def test_what_was_hidden_once_is_not_changed_again(text: str) -> None:
    assert hide(hide(text)) == hide(text)
