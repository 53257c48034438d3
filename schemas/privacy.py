"""Personal patterns in cells: a citizen's 16-digit number and phone numbers are hidden before anything is kept.

The 13 digits of a cooperative's NIK or of an NIB, and the numbers of deeds and decrees, are not personal and stay.
"""

import re

import polars as pl

from schemas.columns import NUMERIC, Kind

HIDDEN = "[disembunyikan]"

#: A run of 16 digits and more: a citizen's NIK, a family card, a civil servant's number.
_LONG = r"\d{16,}"
#: The same numbers written in groups: 6202 0112 3456 7890, 6202/0112/3456/7890, 6202-01-123456-7890, 62.02.01.123456.7890,
#: 6202-01-12-34-56-7890, 627101-2304780001, 19651231 199003 1 001; with strokes and in pairs no year begins one.
_GROUPED = (
    r"\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}|(?:1[0-8]|2[1-9]|[3-9]\d)\d\d(?:(?:/\d{4}){3}|(?:[ ./-]\d\d){4}[ ./-]\d{4})"
    r"|\d\d[ ./-]?\d\d[ ./-]?\d\d[ ./-](?:\d{6}[ ./-]\d{4}|\d{10})|\d{8} ?\d{6} ?\d ?\d{3}"
)
#: A mobile number: 0 or +62, 8 and a digit that an operator has, 10 to 13 digits in all, single separators between them.
_MOBILE = r"(^|\D)(?:\(?\+?62\)?[\s.-]{0,2}(?:\(0\))?|\(?0)8[1235789]\)?(?:[\s.-]{0,2}\(?\d\)?){7,10}"
#: A mobile number in pairs of digits: 08 12 34 56 78 90.
_PAIRED = r"(^|\D)08(?: [1235789]\d(?: \d\d){3,4}|-[1235789]\d(?:-\d\d){3,4}|\.[1235789]\d(?:\.\d\d){3,4})(?:[ .-]?\d)?"
#: A fixed line shows itself by its area code in brackets or behind +62, or else by a word before it; others may follow it.
_MORE = r"(?: ?[/,&] ?\d{5,8}\b)*"
_BRACKETED = r"\(0[2-7]\d{1,2}\)"
_CODED = rf"(?:{_BRACKETED}|\+62[ .-]?(?:\(0\))?\(?[2-7]\d{{1,2}}\)?)(?:[ .-]{{0,2}}\d){{5,9}}{_MORE}"
_WORD = r"(?i:\b(?:te?le?pon|telp|tlp|telf|tel[.:]|phone|whatsapp|wa|h\.?p|fax|faks(?:imile)?)[\s.:/-]{0,3}(?:(?:kantor|nomor|no)\b[\s.:]{0,3})?)"
#: An amount behind such a word (telepon 1.250.000) is none.
_ANNOUNCED = (
    rf"({_WORD})(?:\(?(?:0|\+62)(?:[ .()-]{{0,2}}\d){{5,13}}|\d{{3,4}}[ -]\d{{3,4}}\b|\d{{3}}\.\d{{4}}\b|\d{{5,8}}\b){_MORE}"
)
_ONLY_MOBILE = r"^\s*(?:\+62[\s.-]*|0)8[1235789](?:[\s.-]*\d){7,9}\s*$"
#: What nearly every cell of its column is, and nobody's number: a cooperative's or licence's, a date cell, an amount.
_USUAL = dict.fromkeys(NUMERIC, r"^[1-9]\d{0,14}$") | {
    Kind.DIGITS: r"^\d{13}$", Kind.DATE: r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", Kind.STAGE_DATE: r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$",
}  # fmt: skip
_ONLY_LONG = r"^\D*\d(?:[\s./-]*\d){15,}\D*$"
_ONLY_GROUPED = rf"^\s*(?:{_GROUPED})\s*$"
_ONLY_CODED = rf"^\s*{_CODED}\s*$"
#: Ten digits close together, or what makes a fixed line of fewer.
_SUSPECT = rf"(?:\d\D{{0,3}}){{10}}|{_BRACKETED}|\+62|{_WORD}[\d(+]"

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
    prose = without_long.str.replace_all(_GROUPED, HIDDEN).str.replace_all(_CODED, HIDDEN)
    for pattern in (_MOBILE, _PAIRED, _ANNOUNCED):
        prose = prose.str.replace_all(pattern, f"${{1}}{HIDDEN}")
    if kind in _PROSE:
        return prose
    plain = without_long.str.replace(_ONLY_GROUPED, HIDDEN).str.replace(_ONLY_CODED, HIDDEN)
    if kind is Kind.DIGITS:
        plain = plain.str.replace(_ONLY_LONG, HIDDEN)
    if kind is Kind.DIGITS or kind in NUMERIC:
        plain = plain.str.replace(_ONLY_MOBILE, HIDDEN)
    return pl.when(text.str.contains(r"\pL")).then(prose).otherwise(plain)


def without_personal(texts: pl.Series, kind: Kind) -> pl.Series:
    """The texts of a column with `hidden` applied to those that it could change."""
    suspects = texts.to_frame("text").select(may_be_personal(pl.col("text"))).to_series().fill_null(False)
    if kind in _USUAL:
        suspects &= ~texts.str.contains(_USUAL[kind]).fill_null(False)
    places = suspects.arg_true()
    if places.is_empty():
        return texts
    return texts.scatter(places, texts.gather(places).to_frame("text").select(hidden(pl.col("text"), kind)).to_series())


def may_be_personal(text: pl.Expr) -> pl.Expr:
    """True where `hidden` could change something: one quick look instead of several replacements."""
    return text.str.contains(_SUSPECT)


def hide(text: str) -> str:
    """The same for one text that goes into a message."""
    if not re.search(_SUSPECT, text):
        return text
    return str(pl.select(hidden(pl.lit(text))).item())
