"""A sentence that is plain text wherever it is a text, and on a page bears its figures as `<data value=… data-key=…>`.

So page and workbook share their sentences, and what a page says can be held against its source. The key of a figure is
`indicator|area_code|period|segment`, its value that of indicators.csv.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from markupsafe import Markup, escape

_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_SIXTH = Decimal("0.000001")


class Marked(str):
    """A text that knows itself with its figures marked; templates ask for that by `__html__`, all others see the text."""

    _html: Markup

    def __new__(cls, text: str, html: Markup) -> "Marked":
        """`text` as it reads, and the same as mark-up."""
        marked = super().__new__(cls, text)
        marked._html = html
        return marked

    def __html__(self) -> Markup:
        """The text as mark-up."""
        return self._html


def figure(text: str, value: float | None, indicator: str, area: str, period: str | None, segment: str = "") -> str:
    """A figure as it is shown, marked with its source; where there is no value there is nothing to mark."""
    if value is None:
        return text
    key = f"{indicator}|{area}|{period or ''}|{segment}"
    return Marked(text, Markup('<data value="{}" data-key="{}">{}</data>').format(plain(value), key, text))


def link(text: str, address: str) -> Marked:
    """A text that leads to a page of the release."""
    return Marked(text, Markup('<a href="{}">{}</a>').format(address, text))


def fill(template: str, *parts: object) -> Marked:
    """`str.format` for texts that may be marked: their marks are kept."""
    return Marked(template.format(*parts), escape(template).format(*parts))


def joined(separator: str, parts: Sequence[str]) -> Marked:
    """`str.join` for texts that may be marked."""
    return Marked(separator.join(parts), escape(separator).join(parts))


def plain(value: float) -> str:
    """A number as in the data files: a point, at most six decimals half even, no exponent."""
    rounded = Decimal(str(value)).quantize(_SIXTH, context=_EXACT)
    return f"{abs(rounded) if rounded == 0 else rounded:f}".rstrip("0").rstrip(".")
