"""Personal data in texts: a citizen's numbers, phones and e-mail addresses are hidden before anything is kept, said or logged.

Offices write the same number with no-break blanks, en dashes, line breaks, underscores, signs of no width and full-width digits. A text
is therefore folded into one form first, what is nobody's number is set apart in it, and what is left is read without regard to how its
digits are grouped. A text in which something was hidden is kept as folded; any other one stays as it was.

The 13 digits of a cooperative's NIK or of an NIB, the numbers of deeds and decrees, codes, dates and amounts are not personal.
"""

import re
from collections.abc import Mapping, Sequence
from unicodedata import category

import polars as pl

from schemas import personal_patterns as patterns
from schemas.columns import NUMERIC, PLACES, Kind
from schemas.personal_patterns import BREAK

HIDDEN = "[disembunyikan]"

#: Full-width signs, digits among them, and what they are otherwise.
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
#: Another sign than those of ASCII between two digits, with what may stand beside it there.
_SIGNS = r"([0-9][ !-/:-@\[-`{-~]{0,2})[^{LETTERS}\x20-\x7E]+([ !-/:-@\[-`{-~]{0,2}[0-9])"
#: What folding makes of a text, in this order: nothing of what has no width, one dash, single blanks, a point of other signs in numbers.
_FOLDS = (
    (r"[\p{Cf}\p{M}]", ""), (r"[\p{Pd}\x{2212}]", "-"), (r"[\s\p{Z}]+", " "),
    *[(_SIGNS.replace("{LETTERS}", r"\pL\pN"), "${1}.${2}")] * 2,
)  # fmt: skip
_STRANGE = r"[\p{Cf}\p{M}\x{FF01}-\x{FF5E}]"
_PARTED = tuple((pattern, f"${{1}}{BREAK}${{2}}{BREAK}${{3}}") for pattern in patterns.NOBODYS)
_GONE = f"${{1}}{HIDDEN}${{3}}"
_APART = f"${{1}}${{2}}{BREAK}${{3}}${{4}}"
#: The steps by which prose loses what is personal: a pattern, and what takes its place. Of two numbers with one sign between them the
#: first takes it along, so that such a step comes twice; what could be read as the beginning of a longer number comes after it.
_STEPS = (
    (patterns.EMAIL, HIDDEN), (patterns.LONG, HIDDEN), *[(patterns.MOBILES_TOGETHER, _APART)] * 2, *[(patterns.CITIZENS, _GONE)] * 2,
    (patterns.LICENCE, _APART), *((mobile, _GONE) for mobile in patterns.MOBILES for _ in range(2)),
    *_PARTED * 2, *[(patterns.CITIZENS_ANYHOW, _GONE)] * 2, (BREAK, ""),
    *[(patterns.FIXED_LINES, _GONE)] * 2, *[(patterns.ANNOUNCED, _GONE)] * 2,
)  # fmt: skip

#: Kinds whose text is somebody's prose, or no number at all: a pattern is taken out of it and the rest stays.
_PROSE = frozenset(Kind) - NUMERIC - {Kind.DIGITS, Kind.VILLAGE_CODE}
#: Numbers of people, villages, years and shares, none of which has eight digits: one that has them is somebody's phone.
_SMALL = NUMERIC - {Kind.RUPIAH, Kind.NUMBER}
#: What a bare number has to be, as a whole cell, to be a phone that has lost its zero: amounts that slipped into another column,
#: licences and villages' codes have as many digits as some phones.
_BARE = (
    dict.fromkeys(_PROSE, "8[1235789][0-9]{8,10}") | dict.fromkeys(PLACES, "8[1235789][0-9]{9,10}") | {Kind.DIGITS: "8[1235789][0-9]{7,9}"}
    | dict.fromkeys(_SMALL, f"0[0-9]{{8,12}}|(?:62)?{patterns.NUMBER}|{patterns.HOME}[0-9]{{5,7}}")
)  # fmt: skip
_DAY = "(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
#: What nearly every cell of its column is, and nobody's number: a cooperative's or licence's, a date cell, a village, a number.
_USUAL = dict.fromkeys(_SMALL, "[0-9]{1,7}") | {
    **dict.fromkeys((Kind.RUPIAH, Kind.NUMBER), r"-?[1-9](?:[0-9]{0,14}|[0-9]{0,2}(?:\.[0-9]{3}){1,4})"), Kind.DIGITS: "[0-9]{13}",
    Kind.DATE: _DAY, Kind.STAGE_DATE: _DAY, Kind.VILLAGE_CODE: r"[1-4679][0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}",
}  # fmt: skip
#: The same in columns of numbers, of which a cell goes whole or not at all. An amount of 16 digits is nobody's, whatever its groups.
_WHOLE = f"{patterns.CITIZEN}|{patterns.ANYHOW}|{patterns.FIXED}|{patterns.SURE_MOBILE}"
_WHOLE_CELL = dict.fromkeys(NUMERIC | {Kind.VILLAGE_CODE}, rf"^[^0-9]*(?:{_WHOLE})[^0-9]*$") | {
    Kind.DIGITS: rf"^[^0-9]*(?:{_WHOLE}|[0-9](?:[^\pL0-9]*[0-9]){{15,}})[^0-9]*$",
}  # fmt: skip
#: Stands between the cells of a row where they are looked at together: no number and no phone goes on behind a letter.
_BETWEEN = "Z"
#: Cells with no digit and no beginning of an address, and such with fewer signs than a person's number has.
_PLAIN = r"[ -'*-/:-?A-Z\\-~]*|[0-9.,\-]{0,8}"
#: Kinds whose usual cells have as many digits as a person's number, and what a row of them is in which every cell is nobody's.
_LONG_KINDS: tuple[tuple[Kind, ...], ...] = (
    (Kind.DATE, Kind.STAGE_DATE, Kind.VILLAGE_CODE),
    (Kind.RUPIAH, Kind.NUMBER),
    (Kind.DIGITS,),
)
_HARMLESS_ROWS = {
    kinds: rf"^(?:(?:{'|'.join(dict.fromkeys([_PLAIN, *(_USUAL[kind] for kind in kinds)]))})(?:{_BETWEEN}|$))*$"
    for kinds in _LONG_KINDS
}
_OTHER_KINDS = tuple(frozenset(Kind).difference(*_LONG_KINDS))


def hidden(text: pl.Expr, kind: Kind | None = None) -> pl.Expr:
    """A String expression with its personal patterns replaced by `HIDDEN`. `kind` is that of the column; None of what is said.

    In prose the pattern alone goes, and so in whatever has a letter in it. Of numbers a cell goes that is nothing but such a number;
    13 digits in a row never do in a column of digits. A number cell goes by how many digits its column can have.
    """
    return text.map_batches(lambda texts: _hidden(texts, kind), return_dtype=pl.String)


def without_personal_cells(rows: pl.DataFrame, kinds: Mapping[str, Kind]) -> pl.DataFrame:
    """The rows with `without_personal` applied to the String columns in `kinds` (name → its kind); others stay.

    Nearly no cell holds a person's number, and looking at one column after another took a third of all reading: so the cells of a row are
    looked at together, and one by one only in rows in which there may be something.
    """
    filled = {name: kind for name, kind in kinds.items() if rows[name].null_count() < rows.height}
    groups = {of: [name for name, kind in filled.items() if kind in of] for of in (_OTHER_KINDS, *_HARMLESS_ROWS)}
    looks = [_may_hold(names, _HARMLESS_ROWS.get(of)).alias(names[0]) for of, names in groups.items() if names]
    suspects = rows.select_seq(looks)
    changed = []
    for names in filter(None, groups.values()):
        if suspects[names[0]].any():
            places = suspects[names[0]].arg_true()
            changed += [rows[name].scatter(places, without_personal(rows[name].gather(places), kinds[name])) for name in names]
    return rows.with_columns(changed) if changed else rows


def _may_hold(names: Sequence[str], harmless: str | None) -> pl.Expr:
    """True for rows of whose cells one could be changed: one that is not `harmless` as a whole, without that one that looks so."""
    row = pl.concat_str(names, separator=_BETWEEN, ignore_nulls=True)
    return ~row.str.contains(harmless) if harmless else row.str.contains(patterns.GLIMPSE)


def without_personal(texts: pl.Series, kind: Kind | None = None) -> pl.Series:
    """The texts of a column with `hidden` applied to those that it could change."""
    suspects = texts.to_frame("text").select(may_be_personal(pl.col("text"))).to_series().fill_null(False)
    if kind in _USUAL:
        suspects &= ~texts.str.contains(f"^(?:{_USUAL[kind]})$").fill_null(False)
    places = suspects.arg_true()
    return texts if places.is_empty() else texts.scatter(places, _hidden(texts.gather(places), kind))


def may_be_personal(text: pl.Expr) -> pl.Expr:
    """True where `hidden` could change something: one quick look instead of folding and many replacements."""
    return text.str.contains(f"{patterns.SUSPECT}|{_STRANGE}")


def hide(text: str) -> str:
    """The same for one text that is said, logged or a name, without Polars, which takes milliseconds for the first of a column."""
    if text.isascii() and not _SUSPECT.search(text):
        return text
    folded = re.sub(" +", " ", "".join(map(_sign, text)))
    for _ in range(2):
        folded = _STRANGE_SIGNS.sub(r"\g<1>.\g<2>", folded)
    shown = folded
    for pattern, by in _PYTHON_STEPS:
        shown = pattern.sub(by, shown)
    return text if shown == folded else shown


def _hidden(texts: pl.Series, kind: Kind | None) -> pl.Series:
    """Step by step, since an expression that is used twice is worked out twice."""
    folded = texts.str.replace_many(list(_WIDE), list(_WIDE.values()))
    for pattern, by in _FOLDS:
        folded = folded.str.replace_all(pattern, by)
    shown = folded
    for pattern, by in _STEPS:
        shown = shown.str.replace_all(pattern, by)
    if kind in _WHOLE_CELL:
        shown = shown.zip_with(folded.str.contains(r"\pL|@"), _number(folded, kind))
    if kind in _BARE:
        is_phone = _bare_digits(folded).str.contains(rf"^(?:{_BARE[kind]})$")
        shown = shown.set(is_phone.fill_null(False), HIDDEN)
    return texts.zip_with((shown == folded).fill_null(True), shown)


def _number(folded: pl.Series, kind: Kind) -> pl.Series:
    """Folded cells of a column of numbers: one goes whole where it is a person's number, and stays where it is anything else."""
    without_long = folded.str.replace_all(patterns.LONG, HIDDEN)
    return without_long.set(folded.str.contains(_WHOLE_CELL[kind]).fill_null(False), HIDDEN)


def _bare_digits(folded: pl.Series) -> pl.Series:
    """The digits of cells that are one whole number, however it is grouped or shown; empty with letters or a fraction."""
    texts = folded.str.strip_chars().str.replace(r"\.0+$", "")
    shown = texts.str.contains(r"^[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]{1,2}$").fill_null(False)  # as 8.1255770550E+10
    powers = texts.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).cast(pl.Int64, strict=False).cast(pl.String)
    grouped = texts.str.replace_all("[^0-9]", "").set(texts.str.contains(r"\pL|^-?[0-9]+[.,][0-9]+$").fill_null(False), "")
    return powers.zip_with(shown, grouped)


def _sign(sign: str) -> str:
    """What folding makes of one sign by itself."""
    kind = "L" if sign.isascii() and sign.isprintable() else category(sign)
    if kind == "Cf" or kind[0] == "M":
        return ""
    if kind[0] == "Z" or sign in "\t\n\v\f\r\x85":
        return " "
    if kind == "Pd" or sign == "\u2212":
        return "-"
    return _WIDE.get(sign, sign)


_SUSPECT, _STRANGE_SIGNS = re.compile(patterns.SUSPECT), re.compile(_SIGNS.replace("{LETTERS}", r"\w"))
_PYTHON_STEPS = tuple((re.compile(pattern), re.sub(r"\$\{(\d)\}", r"\\g<\1>", by)) for pattern, by in _STEPS)
