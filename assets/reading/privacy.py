"""Personal patterns in cells: a citizen's 16-digit number and mobile phone numbers are hidden before anything is kept.

The 13 digits of a cooperative's NIK or of an NIB, and the numbers of deeds and decrees, are not personal and stay.
"""

import polars as pl

from schemas.columns import NUMERIC, Kind

HIDDEN = "[disembunyikan]"
FEWEST_DIGITS = 10

#: A run of 16 digits and more: a citizen's NIK, a family card, a civil servant's number.
_LONG = r"\d{16,}"
#: The same numbers written in groups: 6202 0112 3456 7890, 620201.123456.7890, 19651231 199003 1 001.
_GROUPED = r"\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}|\d{6}[ .-]\d{6}[ .-]\d{4}|\d{8} ?\d{6} ?\d ?\d{3}"
#: A mobile number: 0 or +62, 8 and a digit that an operator has, 10 to 13 digits in all, single separators between them.
_MOBILE = r"(^|\D)(?:\(?\+?62\)?[\s.-]{0,2}(?:\(0\))?|\(?0)8[1235789]\)?(?:[\s.-]{0,2}\(?\d\)?){7,10}"
_ONLY_MOBILE = r"^\s*(?:\+62[\s.-]*|0)8[1235789](?:[\s.-]*\d){7,9}\s*$"
#: The number of a cooperative or of a business licence.
_NIK = r"^\d{13}$"
_ONLY_LONG = r"^\D*\d(?:[\s.-]*\d){15,}\D*$"

#: Kinds whose text is somebody's prose, or no number at all: a pattern is taken out of it and the rest stays.
_PROSE = frozenset({
    Kind.TEXT, Kind.FREE_TEXT, Kind.CHOICE, Kind.YES_NO, Kind.DISTRICT, Kind.VILLAGE, Kind.DATE, Kind.STAGE_DATE,
})  # fmt: skip


def hidden(text: pl.Expr, kind: Kind = Kind.FREE_TEXT) -> pl.Expr:
    """A String expression with its personal patterns replaced by `HIDDEN`.

    In prose the pattern alone goes, and so in whatever has a letter in it. Of bare numbers and digits a value goes that is nothing
    but such a number; 13 digits in a row never do there.
    """
    without_long = text.str.replace_all(_LONG, HIDDEN)  # first: a group may begin in the number before it and end in a long one
    prose = without_long.str.replace_all(_GROUPED, HIDDEN).str.replace_all(_MOBILE, f"${{1}}{HIDDEN}")
    if kind in _PROSE:
        return prose
    plain = without_long
    if kind is Kind.DIGITS:
        plain = plain.str.replace(_ONLY_LONG, HIDDEN)
    if kind is Kind.DIGITS or kind in NUMERIC:
        plain = plain.str.replace(_ONLY_MOBILE, HIDDEN)
    return pl.when(text.str.contains(r"\pL")).then(prose).otherwise(plain)


def without_personal(texts: pl.Series, kind: Kind) -> pl.Series:
    """The texts of a column with `hidden` applied to those that it could change."""
    suspects = texts.to_frame("text").select(may_be_personal(pl.col("text"))).to_series().fill_null(False)
    if kind is Kind.DIGITS:
        suspects &= ~texts.str.contains(_NIK).fill_null(False)
    places = suspects.arg_true()
    if places.is_empty():
        return texts
    return texts.scatter(places, texts.gather(places).to_frame("text").select(hidden(pl.col("text"), kind)).to_series())


def may_be_personal(text: pl.Expr) -> pl.Expr:
    """True where `hidden` could change something: one quick look instead of several replacements."""
    return text.str.contains(rf"(?:\d\D{{0,3}}){{{FEWEST_DIGITS}}}")


def hide(text: str) -> str:
    """The same for one text that goes into a message."""
    if sum(character.isdigit() for character in text) < FEWEST_DIGITS:
        return text
    return str(pl.select(hidden(pl.lit(text))).item())
