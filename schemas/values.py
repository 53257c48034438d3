"""From the text of a cell to a typed value, by the kind of its column. Vectorised; nothing here knows a form or a rule's words.

A blank cell, `-`, `nihil`, `n/a` and `tidak ada` are missing. A text that cannot be read is null, and `cast` says so.
"""

import polars as pl

from schemas.columns import Column, Kind, normalise, normalised
from schemas.periods import MONTHS

MISSING = ("", "-", "--", "–", "—", "nihil", "n/a", "na", "tidak ada", "null")
ERROR_CELL = r"^#(REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)"
YES = ("ya", "y", "yes", "true", "1", "sudah", "ada", "v", "✓", "√")
NO = ("tidak", "t", "tdk", "no", "n", "false", "0", "belum", "tidak ada", "belum ada")
#: Days from 1899-12-30: Excel's serial numbers between 1936 and 2119 are taken for dates.
SERIAL = r"^[1-8]\d{4}(\.0+)?$"
MONTH_WORDS: dict[str, int] = {name.lower(): i for i, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "peb": 2, "feb": 2, "pebruari": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "agt": 8, "ags": 8, "agst": 8,
    "agu": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nop": 11, "nopember": 11, "nov": 11, "des": 12, "dec": 12,
    "january": 1, "february": 2, "march": 3, "june": 6, "july": 7, "august": 8, "october": 10, "december": 12,
}  # fmt: skip


def trimmed(column_id: str) -> pl.Expr:
    """The cell's text without blanks around it, no-break spaces included."""
    return pl.col(column_id).str.replace_all("\u00a0", " ").str.strip_chars()


def is_blank(column: Column) -> pl.Expr:
    """True where the cell says nothing: empty, blanks, or a word for nothing that the column's list does not hold."""
    own = {normalise(value) for value in column.values}
    own |= set(NO) if column.kind is Kind.YES_NO else set()
    words = [word for word in MISSING if normalise(word) not in own or not word]
    text = trimmed(column.id).str.to_lowercase()
    return text.is_null() | text.is_in(words)


def cast(column: Column) -> pl.Expr:
    """The typed value of a column's text; null where it is blank or cannot be read. Dtype: `column.dtype`."""
    text = pl.when(is_blank(column) | is_error(column.id)).then(None).otherwise(trimmed(column.id))
    return _CASTS[column.kind](column, text).alias(column.id)


def is_error(column_id: str) -> pl.Expr:
    """True where a formula's error stands in the cell."""
    return pl.col(column_id).str.contains(ERROR_CELL).fill_null(False)


def says_nothing_more(column: Column) -> pl.Expr:
    """True where the text is understood and has no value: `Sudah` for a date, a word of an older scale."""
    words = [normalise(word) for word in column.unmapped]
    if column.kind is Kind.STAGE_DATE:
        words += ["sudah", "belum"]
    return normalised(pl.col(column.id)).is_in(words).fill_null(False) if words else pl.lit(False)


def number(text: pl.Expr, *, decimals: bool) -> pl.Expr:
    """A number as text in machine form: `Rp 1.250.000,-` → `1250000`, `(1.500)` → `-1500`, `76,5` → `76.5`; else null.

    Without `decimals` (counts, rupiah) a point or a comma before exactly three digits separates thousands; with them it is
    the decimal sign unless there are several groups.
    """
    plain = text.str.to_lowercase().str.replace(r"^rp\.?\s*", "").str.replace(r"[,.]\s*-+$", "").str.replace_all(r"\s+|%$", "")
    plain = plain.str.replace(r"^\((.*)\)$", "-$1").str.replace(r"^(-?)rp\.?", "$1")
    groups = "+" if not decimals else "{2,}"
    local = plain.str.contains(rf"^-?\d{{1,3}}(\.\d{{3}}){groups}(,\d+)?$")
    english = plain.str.contains(rf"^-?\d{{1,3}}(,\d{{3}}){groups}(\.\d+)?$")
    local_with_decimals = plain.str.contains(r"^-?\d{1,3}(\.\d{3})+,\d+$")
    english_with_decimals = plain.str.contains(r"^-?\d{1,3}(,\d{3})+\.\d+$")
    as_local = plain.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return (
        pl.when(plain.str.contains(r"^-?\d+(\.\d+)?$") & ~local).then(plain)
        .when(local | local_with_decimals).then(as_local)
        .when(english | english_with_decimals).then(plain.str.replace_all(",", "", literal=True))
        .when(plain.str.contains(r"^-?\d+,\d+$")).then(as_local)
    )  # fmt: skip


def _whole(column: Column, text: pl.Expr) -> pl.Expr:
    plain = number(text, decimals=False).str.replace(r"\.0+$", "")
    return plain.cast(column.dtype, strict=False)


def _decimal(column: Column, text: pl.Expr) -> pl.Expr:
    return number(text, decimals=True).cast(column.dtype, strict=False)


def _date(_: Column, text: pl.Expr) -> pl.Expr:
    plain = text.str.to_lowercase().str.replace(r"[ t]\d\d:\d\d(:\d\d(\.\d+)?)?$", "").str.replace_all(r"[\s./,-]+", "-")
    named = plain.str.replace_many(_MONTH_PARTS, _MONTH_NUMBERS)
    day_first = named.str.replace(r"^(\d{1,2})-(\d{1,2})-(\d{4})$", "$3-$2-$1")
    padded = day_first.str.replace(r"^(\d{4})-(\d)-", "$1-0$2-").str.replace(r"^(\d{4}-\d\d)-(\d)$", "$1-0$2")
    written = padded.str.to_date("%Y-%m-%d", strict=False)
    serial = pl.when(text.str.contains(SERIAL)).then(text).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    return pl.coalesce(written, pl.date(1899, 12, 30) + pl.duration(days=serial))


_MONTH_PARTS = [f"-{word}-" for word in sorted(MONTH_WORDS, key=len, reverse=True)]
_MONTH_NUMBERS = [f"-{MONTH_WORDS[part.strip('-')]:02d}-" for part in _MONTH_PARTS]


def _choice(column: Column, text: pl.Expr) -> pl.Expr:
    words: dict[str, str | None] = {normalise(value): value for value in column.values}
    words |= {normalise(alias): value for alias, value in column.aliases}
    words |= {normalise(word): None for word in column.unmapped}
    key = normalised(text)
    known = key.replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.String)
    return pl.when(key.is_in(list(words))).then(known).otherwise(text)


def _yes_no(_: Column, text: pl.Expr) -> pl.Expr:
    word = text.str.to_lowercase()
    return pl.when(word.is_in(YES)).then(True).when(word.is_in(NO)).then(False)


def _digits(_: Column, text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[\s'’`]", "").str.replace(r"\.0$", "")


def _text(_: Column, text: pl.Expr) -> pl.Expr:
    return text


_CASTS = {
    Kind.TEXT: _text, Kind.FREE_TEXT: _text, Kind.DISTRICT: _text, Kind.VILLAGE: _text, Kind.VILLAGE_CODE: _text,
    Kind.COUNT: _whole, Kind.RUPIAH: _whole, Kind.YEAR: _whole, Kind.PERCENT: _decimal,
    Kind.DATE: _date, Kind.STAGE_DATE: _date, Kind.DIGITS: _digits, Kind.CHOICE: _choice, Kind.YES_NO: _yes_no,
}  # fmt: skip

#: The rule that a text breaks when it cannot be read as its column's kind.
UNREADABLE = {
    Kind.COUNT: "V202", Kind.RUPIAH: "V202", Kind.PERCENT: "V202", Kind.YEAR: "V202", Kind.DATE: "V203", Kind.STAGE_DATE: "V203",
    Kind.YES_NO: "V204",
}  # fmt: skip
