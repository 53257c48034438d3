"""The period that a text speaks of: `2025-04`, `April 2025`, `04/2025`, `31 Maret 2025`, `TW I 2025`, a date cell."""

import re

from schemas.values import MONTH_WORDS

_MONTHS = MONTH_WORDS | {"febr": 2, "pebr": 2, "mrt": 3, "agust": 8}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = r"[\s,_-]*(?:(?:tahun|thn|th|ta)\.?\s*)?"
_ORDINAL = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMERAL = r"(?P<part>iv|iii|ii|i|[1-4])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SEPARATOR = r"[-/._]"

#: In this order; what one pattern has read, a later one does not read again.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?:[ t]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?(?!\d)",
        rf"(?<![\d.,/-]){_DAY}(?P<mark>{_SEPARATOR})(?P<month>0?[1-9]|1[0-2])(?P=mark){_YEAR}(?!\d)",
        rf"(?<![a-z\d])(?<!\d[.]){_DAY}[\s_-]*{_MONTH}[\s_,-]*{_YEAR}(?!\d)",
        rf"(?<![a-z])(?:tw|triwulan|tri wulan|kuartal)[\s._-]*(?:ke[\s-]*)?{_NUMERAL}(?![a-z\d]){_OF_YEAR}{_YEAR}(?!\d)",
        rf"(?<![a-z])(?P<half>semester|smt|sem)[\s._-]*(?:ke[\s-]*)?{_NUMERAL}(?![a-z\d]){_OF_YEAR}{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}{_OF_YEAR}{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}[\s_'’-]*(?P<short>[23]\d)(?!\d)",
        rf"(?<![\d.]){_YEAR}(?:[-/_](?P<month>0?[1-9]|1[0-2])|\.(?P<padded>0[1-9]|1[0-2]))(?!\.?\d)",
        rf"(?<![\d.]){_YEAR}[\s/_-]+{_MONTH}(?![a-z])",
        rf"(?<![\d.]){_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"(?<![\d.,/-])(?P<month>0?[1-9]|1[0-2]){_SEPARATOR}{_YEAR}(?!\d)",
    )
)


def periods_in(text: str, *, any_day: bool = True) -> list[str]:
    """Every period that the text speaks of, in its order, each once.

    Without `any_day` a full date counts only when it is a month's last day, as in "keadaan per 31 Maret 2025": in a file's name
    another date is rather the day of sending.
    """
    rest = text.lower()
    found: list[tuple[int, str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            period = _period(match.groupdict(), any_day)
            if period:
                found.append((match.start(), period))
        rest = pattern.sub(lambda match: "\n" * len(match[0]), rest)
    return list(dict.fromkeys(period for _, period in sorted(found)))


def _period(parts: dict[str, str | None], any_day: bool) -> str | None:
    year = int(parts.get("year") or "0") or 2000 + int(parts["short"] or "0")
    numeral = parts.get("part")
    if numeral:
        length = 6 if parts.get("half") else 3
        month = _ORDINAL[numeral] * length
    else:
        month = _MONTHS.get(parts.get("name") or "", 0) or int(parts.get("month") or parts.get("padded") or "0")
    day = int(parts.get("day") or "0")
    if not 1 <= month <= 12 or (day and not any_day and day < 28):
        return None
    return f"{year:04d}-{month:02d}"
