"""What the text of a cell can mean as a date: words, numbers in three orders, ISO, and Excel's serial numbers.

`04/05/2021` is 4 May by the form and 5 April in the United States: `shape` says that it may be either, `other` is the second
reading, and the rest of the column decides (`schemas.evidence`). A year of two digits is never completed.
"""

import polars as pl

from schemas.columns import Column
from schemas.meanings import MEANING
from schemas.periods import MONTHS
from schemas.rules.of_values import NOT_A_DATE, TWO_DIGIT_YEAR

MONTH_WORDS: dict[str, int] = {name.lower(): i for i, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "peb": 2, "feb": 2, "pebruari": 2, "mar": 3, "mrt": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "agt": 8, "ags": 8,
    "agst": 8, "agu": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nop": 11, "nopember": 11, "nov": 11, "des": 12,
    "dec": 12, "january": 1, "february": 2, "march": 3, "june": 6, "july": 7, "august": 8, "october": 10, "december": 12,
}  # fmt: skip
#: A date cell of a workbook, as the reader writes it; the same typed as text; and a month in words.
STORED, ISO, WORD = "stored", "iso", "word"
#: Numbers in the form's order because the second is no month's … and the other way round; or in either order.
DAY_FIRST, MONTH_FIRST, EITHER, SAME = "day first", "month first", "either", "same"
SERIAL, SHORT_YEAR = "serial", "short year"
#: Excel counts days from one of two; a serial between 1927 and 2146 is taken for a date.
EPOCH, EPOCH_1904 = pl.date(1899, 12, 30), pl.date(1904, 1, 1)
_SERIAL = r"^[1-8]\d{4}(\.\d+)?$"
_WEEKDAY = (
    r"^(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s*[,/]?\s+"
)
_CLOCK = r"[ t]\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*(am|pm|wib|wita|wit|z)?$"


def meanings_of_dates(column: Column, texts: pl.Series) -> pl.DataFrame:
    """One line a text: the date that it means (`value`), a second reading (`other`), its shape, and the rule that it broke."""
    lower = texts.str.to_lowercase().str.replace("^['’`]", "")
    bare = lower.str.replace(_WEEKDAY, "").str.replace(_CLOCK, "").str.replace_all(r"[\s./,\-]+", "-").str.strip_chars("-")
    frame = pl.DataFrame({"text": texts, "lower": lower, "bare": bare})
    frame = frame.with_columns(_parts(pl.col("bare"))).with_columns(pl.col("first", "second").cast(pl.Int32, strict=False))
    frame = frame.with_columns(shape=_shape())
    month_first = pl.col("shape") == MONTH_FIRST
    by_numbers = pl.when(month_first).then(_day("second", "first")).otherwise(_day("first", "second"))
    days = pl.when(pl.col("shape") == SERIAL).then(pl.col("lower").str.extract(r"^(\d+)")).cast(pl.Int32)
    serial, serial_1904 = (epoch + pl.duration(days=days) for epoch in (EPOCH, EPOCH_1904))
    value = pl.when(pl.col("shape") == SERIAL).then(serial).otherwise(by_numbers)
    other = pl.when(pl.col("shape") == EITHER).then(_day("second", "first")).when(pl.col("shape") == SERIAL).then(serial_1904)
    short = (pl.col("shape") == SHORT_YEAR).fill_null(False)
    rule = (
        pl.when(short & by_numbers.is_not_null()).then(pl.lit(TWO_DIGIT_YEAR.code))
        .when(short | value.is_null()).then(pl.lit(NOT_A_DATE.code))
    )  # fmt: skip
    return frame.with_columns(value=pl.when(~short).then(value), other=other, rule=rule).select(MEANING)


def _parts(bare: pl.Expr) -> list[pl.Expr]:
    """`first` and `second` number (day and month, or the other way round) and `year`, as text; null when it is no date."""
    words = bare.str.extract_groups(r"^(?P<day>\d{1,2})(?:st|nd|rd|th)?-?(?P<word>[a-z]+)-?(?P<year>\d{4}|\d\d)$")
    english = bare.str.extract_groups(r"^(?P<word>[a-z]+)-?(?P<day>\d{1,2})(?:st|nd|rd|th)?-(?P<year>\d{4}|\d\d)$")
    numbers = bare.str.extract_groups(r"^(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<year>\d{4}|\d\d)$")
    iso = bare.str.extract_groups(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})$")
    word = pl.coalesce(words.struct["word"], english.struct["word"])
    month = word.replace_strict(MONTH_WORDS, default=None, return_dtype=pl.Int64).cast(pl.String)
    first = pl.coalesce(numbers.struct["first"], words.struct["day"], english.struct["day"], iso.struct["day"])
    second = pl.coalesce(numbers.struct["second"], month, iso.struct["month"])
    year = pl.coalesce(group.struct["year"] for group in (numbers, words, english, iso))
    named = pl.when(month.is_not_null()).then(pl.lit(WORD))
    written = pl.when(iso.struct["year"].is_not_null()).then(pl.lit(ISO)).otherwise(named)
    return [first.alias("first"), second.alias("second"), year.alias("year"), written.alias("written")]


def _shape() -> pl.Expr:
    """How a date is written, of the columns lower, first, second, year and written; null when it is none."""
    first, second = pl.col("first"), pl.col("second")
    return (
        pl.when(pl.col("lower").str.contains(_SERIAL)).then(pl.lit(SERIAL))
        .when(pl.col("year").str.len_bytes() == 2).then(pl.lit(SHORT_YEAR))
        .when((pl.col("written") == ISO) & pl.col("lower").str.ends_with(" 00:00:00")).then(pl.lit(STORED))
        .when(pl.col("written").is_not_null()).then("written")
        .when((first > 12) & (second <= 12)).then(pl.lit(DAY_FIRST))
        .when((second > 12) & (first <= 12)).then(pl.lit(MONTH_FIRST))
        .when(first == second).then(pl.lit(SAME))
        .when((first <= 12) & (second <= 12)).then(pl.lit(EITHER))
    )  # fmt: skip


def _day(day: str, month: str) -> pl.Expr:
    """The date of a day and a month in the columns named; null when the calendar does not have it."""
    year = pl.col("year").str.zfill(4)
    written = pl.format("{}-{}-{}", year, pl.col(month).cast(pl.String).str.zfill(2), pl.col(day).cast(pl.String).str.zfill(2))
    return written.str.to_date("%Y-%m-%d", strict=False)
