"""A figure as every page writes it: with its own key and its number beside the text, so that whoever checks a page finds its source.

`<data value="76.600211" data-key="KOP-04|62.01|2025-04|di luar KDMP/KKMP">76,60%</data>`
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from markupsafe import Markup

from assets.publishing.edition import Cell, Edition
from schemas.formatting import MISSING, WITHHELD, amount, by_digits
from schemas.indicators import WHOLE, Indicator

_DECIMALS = Decimal("0.000001")
_EXACT = Context(prec=400, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class KeyedFigure:
    """One figure of the catalogue as it is shown. As text it is `text`; in a page the text with value and key.

    `value` is the edition's number, never an exact one beside a rounded text; null where there is none, and then `why` says why.
    `key` is `indicator|area_code|period|segment`.
    """

    text: str
    value: float | None
    key: str
    why: str = ""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        if self.value is not None:
            return Markup('<data value="{}" data-key="{}">{}</data>').format(plain(self.value), self.key, self.text)
        if self.why and self.text == MISSING:
            return Markup('{} <span class="reason">{}</span>').format(self.text, self.why)
        return Markup("{}").format(self.text)


def keyed(edition: Edition, indicator: Indicator, area: str, period: str, segment: str, cell: Cell) -> KeyedFigure:
    """A figure of any period in words: `dirahasiakan` where it is withheld, the dash with the reason where it is missing.

    Money in publik/ shows the digits that the money rule left, and no zero beyond them.
    """
    key = f"{indicator.code}|{area}|{period}|{segment or WHOLE}"
    if cell.withheld:
        return KeyedFigure(WITHHELD, None, key)
    if cell.value is None:
        return KeyedFigure(MISSING, None, key, edition.why_missing(indicator, cell))
    worded = by_digits if indicator.is_money and edition.is_public else amount
    return KeyedFigure(worded(cell.value, indicator.unit), cell.value, key)


def plain(value: float) -> str:
    """A number as in the data files: a point, at most six decimals half even, no exponent, no zero at the end."""
    text = f"{Decimal(str(value)).quantize(_DECIMALS, context=_EXACT):f}"
    return text.rstrip("0").rstrip(".").replace("-0", "0") if Decimal(text) == 0 else text.rstrip("0").rstrip(".")
