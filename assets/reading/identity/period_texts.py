"""The period that a text speaks of: `2025-04`, `April 2025`, `04/2025`, `31 Maret 2025`, `TW I 2025`, a date cell.

A quarter or half is its last month, `TW I 2025` → `2025-03`: registers are due for a quarter's end. Each pattern is a way in which a title of
a real file was written; one that was not read sent a whole file back as of no known period.
"""

import re

from schemas.values import MONTH_WORDS

_MONTHS = MONTH_WORDS | {"febr": 2, "pebr": 2, "mrt": 3, "agust": 8}
_ANY_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_MONTH = rf"(?P<name>{_ANY_MONTH})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = r"[\s,:./()_-]*(?:(?:tahun|thn|th|t\.?a)\.?\s*(?:anggaran|angg?\.?)?[\s:]*)?"
_ORDINAL = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "pertama": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4,
}  # fmt: skip
_SPELT = r"(?:\s*\((?:ke)?(?:satu|dua|tiga|empat)\)|\s*\(pertama\))?"
_NUMERAL = rf"(?:ke[\s-]*)?(?P<part>{'|'.join(sorted(_ORDINAL, key=len, reverse=True))})(?![a-z\d]){_SPELT}"
_UNTIL = r"\.?\s*(?:[-–—/,&]|s\W{0,2}d(?![a-z])\.?|sampai(?:\s+dengan)?|hingga|dan)\s*"
#: The months of a quarter or half, as they are put in brackets behind it: (Januari - Maret), (Jan, Feb dan Mar).
_ITS_MONTHS = rf"(?:[\s,:(_-]*(?:bulan\s*:?\s*)?(?:{_ANY_MONTH}{_UNTIL})+(?P<last>{_ANY_MONTH})\.?)?"
_QUARTER_OR_HALF = rf"(?:tw|triwulan|tri wulan|kuartal|(?P<half>semester|smt|sem))[\s.:_-]*{_NUMERAL}{_ITS_MONTHS}"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SEPARATOR = r"[-/._]"
_SHORT = r"(?P<short>[23]\d)"
#: Behind one of these three numbers are a date, even when its year has two digits; elsewhere deeds and letters have such numbers too.
_AS_AT = r"(?<![a-z])(?:per|posisi|keadaan|kondisi|tanggal|tgl)[\s.:_-]*"

#: In this order; what one pattern has read, a later one does not read again.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?:[ t]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?(?!\d)",
        rf"(?<![\d.,/-]){_DAY}(?P<mark>{_SEPARATOR})(?P<month>0?[1-9]|1[0-2])(?P=mark){_YEAR}(?!\d)",
        rf"{_AS_AT}{_DAY}(?P<mark>{_SEPARATOR})(?P<month>0?[1-9]|1[0-2])(?P=mark){_SHORT}(?!\d)",
        rf"(?<![a-z\d])(?<!\d[.]){_DAY}[\s_-]*{_MONTH}[\s_,-]*{_YEAR}(?!\d)",
        rf"(?<![a-z]){_QUARTER_OR_HALF}{_OF_YEAR}{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}{_OF_YEAR}{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}[\s_'’-]*{_SHORT}(?!\d)",
        rf"(?<![\d.]){_YEAR}(?:[-/_](?P<month>0?[1-9]|1[0-2])|\.(?P<padded>0[1-9]|1[0-2]))(?!\.?\d)",
        rf"(?<![\d.]){_YEAR}[\s,/_-]+(?:bulan[\s:]*)?{_MONTH}(?![a-z])",
        rf"(?<![\d.]){_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"(?<![\d.,/-])(?P<month>0?[1-9]|1[0-2]){_SEPARATOR}{_YEAR}(?!\d)",
        rf"(?<![\d.]){_YEAR}[\s,/_-]+{_QUARTER_OR_HALF}",
    )
)


def periods_in(text: str, *, any_day: bool = True) -> list[str]:
    """Every period (`YYYY-MM`) that the text speaks of, in its order, each once.

    Without `any_day` a full date counts only when it is a month's last day, as in "keadaan per 31 Maret 2025": in a file's name
    another date is rather the day of sending. A quarter or half whose months end with another than its own speaks of none:
    `Triwulan I (April - Juni)`.
    """
    unread = text.lower()
    by_place: list[tuple[int, str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(unread):
            period = _period_of(match.groupdict(), any_day)
            if period:
                by_place.append((match.start(), period))
        unread = pattern.sub(lambda match: "\n" * len(match[0]), unread)  # as long as before, so that places stay comparable
    return list(dict.fromkeys(period for _, period in sorted(by_place)))


def _period_of(parts: dict[str, str | None], any_day: bool) -> str | None:
    """The period of a match by its named groups; None for a quarter that contradicts its months, or a day that is no month's end."""
    year = int(parts.get("year") or "0") or 2000 + int(parts["short"] or "0")
    numeral = parts.get("part")
    if numeral:
        length = 6 if parts.get("half") else 3
        month = _ORDINAL[numeral] * length
        if parts.get("last") and _MONTHS[parts["last"] or ""] != month:
            return None
    else:
        month = _MONTHS.get(parts.get("name") or "", 0) or int(parts.get("month") or parts.get("padded") or "0")
    day = int(parts.get("day") or "0")
    if not 1 <= month <= 12 or (day and not any_day and day < 28):
        return None
    return f"{year:04d}-{month:02d}"
