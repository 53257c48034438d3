"""How a figure reads in Indonesian: 3.782 · 76,60% · Rp1,25 miliar · 30 April 2025.

The one formatting module: page, workbook and messages take their numbers from here. Pure functions of one value. A
missing value is an en dash, never a zero. Rounding is half even on the decimal digits that are shown, as in the data files.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Context, Decimal

from schemas import periods

MISSING = "–"
WITHHELD = "dirahasiakan"
MINUS = "−"
#: Western Indonesia: the office's clock. Fixed, so that no release depends on the machine's time zone.
WIB = timezone(timedelta(hours=7), "WIB")

_EXACT = Context(prec=400, rounding=ROUND_HALF_EVEN)
_INDONESIAN = str.maketrans({",": ".", ".": ",", "-": MINUS})
_SCALES = ((10**6, "juta"), (10**9, "miliar"), (10**12, "triliun"))
_EXCEL_FORMATS = {"%": '[$-421]0.00"%"', "Rp": '[$-421]"Rp"#,##0'}


def number(value: float | None, decimals: int | None = None) -> str:
    """`3.782`, `45,5`. Without `decimals`: none for a whole number, else at most two, without trailing zeros."""
    if _is_missing(value):
        return MISSING
    rounded = _round(value, 2 if decimals is None else decimals)
    text = f"{rounded:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_INDONESIAN)


def percent(value: float | None, decimals: int = 2) -> str:
    """`76,60%`; the value is a percentage already."""
    return MISSING if _is_missing(value) else f"{number(value, decimals)}%"


def rupiah(value: float | None) -> str:
    """`Rp1,25 miliar`; below a million the full amount, `Rp225.990`."""
    if _is_missing(value):
        return MISSING
    amount = _decimal(value)
    whole = _round(abs(amount), 0)
    text = f"Rp{number(int(whole))}"
    if whole >= _SCALES[0][0]:
        size, word = [scale for scale in _SCALES if whole >= scale[0]][-1]
        scaled = _round(whole / size, 2)
        if scaled >= 1000 and size < _SCALES[-1][0]:  # 999.999.999 is Rp1,00 miliar, not Rp1.000,00 juta
            size, word = next(scale for scale in _SCALES if scale[0] > size)
            scaled = _round(whole / size, 2)
        text = f"Rp{f'{scaled:,f}'.translate(_INDONESIAN)} {word}"
    return MINUS + text if amount < 0 and whole else text


def amount(value: float | None, unit: str) -> str:
    """A value with its unit, as in running text or in a cell: `3.782 koperasi`, `76,60%`, `Rp225.990 per anggota`."""
    if _is_missing(value):
        return MISSING
    if unit == "%":
        return percent(value)
    if unit.startswith("Rp"):
        return rupiah(value) + unit[2:]
    return f"{number(value)} {unit}".rstrip()


def by_digits(value: float | None, unit: str) -> str:
    """A value that was rounded to significant digits, with its unit: every digit that it has and no zero beyond them.

    `Rp125 miliar`, `8,4%`, `0,00123%`: two decimals for all would claim more than is known of one and make another nothing.
    """
    if _is_missing(value):
        return MISSING
    if unit == "%":
        exponent = _decimal(value).normalize().as_tuple().exponent
        return percent(value, max(0, -int(exponent)))
    head, comma, tail = amount(value, unit).partition(",")
    decimals, space, words = tail.partition(" ")
    return f"{head}{(comma + decimals).rstrip('0,') if comma else ''}{space}{words}"


def share(part: float | None, whole: float | None) -> str:
    """`76,60%` of two counts; the dash when either is missing or the whole is zero."""
    if part is None or not whole:
        return MISSING
    return percent(100 * part / whole)


def day(value: date | None) -> str:
    """`30 April 2025`."""
    return MISSING if value is None else periods.long_date(value)


def as_of(period: str) -> str:
    """The last day of a period: `30 April 2025`."""
    return periods.long_date(periods.end(period))


def moment(value: datetime) -> str:
    """`12 Mei 2025 pukul 06.30 WIB`; a moment without a zone is taken to be the office's own clock."""
    local = value.astimezone(WIB) if value.tzinfo else value
    return f"{periods.long_date(local.date())} pukul {local:%H.%M} WIB"


def listing(names: Sequence[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`."""
    if len(names) <= 2:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def span(months: Sequence[str]) -> str:
    """Sorted periods in words, runs drawn together: `Maret 2025 – Mei 2025, Juli 2025`."""
    runs: list[list[str]] = []
    for period in months:
        if runs and periods.shift(runs[-1][-1], 1) == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    ends = [(periods.title(run[0]), periods.title(run[-1])) for run in runs]
    return ", ".join(first if first == last else f"{first} – {last}" for first, last in ends)


def excel_format(unit: str, whole: bool = True) -> str:
    """The number format of a cell. It names Indonesian, for the programs that take the separators from it."""
    default = "[$-421]#,##0" if whole else "[$-421]#,##0.00"
    return _EXCEL_FORMATS.get(unit[:2] if unit.startswith("Rp") else unit, default)


def excel_amount(value: float, unit: str) -> str:
    """The number format in which a cell shows a value as `amount` writes it: `Rp1,25 miliar`, of which the cell holds every rupiah."""
    scale = [(index, word) for index, (size, word) in enumerate(_SCALES, start=2) if abs(value) >= size]
    if not unit.startswith("Rp") or not scale:
        return excel_format(unit, whole=float(value).is_integer())
    commas, word = scale[-1]
    return f'[$-421]"Rp"#,##0.00{"," * commas}" {word}"'


def _is_missing(value: float | None) -> bool:
    return value is None or not math.isfinite(value)


def _decimal(value: float | Decimal | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _round(value: float | Decimal | None, decimals: int) -> Decimal:
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    return abs(rounded) if rounded == 0 else rounded
