"""A figure of any month as pages and pictures show it: its text, marked with its source, its number, and why there is none."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from assets.publishing.edition import Cell, Edition
from assets.publishing.marked import figure
from schemas.formatting import MISSING, WITHHELD, amount, by_digits
from schemas.indicators import Indicator


@dataclass(frozen=True)
class ShownFigure:
    """One figure of the catalogue as it is shown. As text it is `text`; on a page, marked as `marked.figure` does.

    `value` is the edition's number, never an exact one behind a rounded text; null where there is none, and then `why` says why.
    """

    text: str
    value: float | None
    why: str = ""

    def __str__(self) -> str:
        return str(self.text)

    def __html__(self) -> Markup:
        if self.why and self.text == MISSING:
            return Markup('{} <span class="reason">{}</span>').format(self.text, self.why)
        return escape(self.text)


def shown(edition: Edition, indicator: Indicator, area: str, period: str, segment: str, cell: Cell) -> ShownFigure:
    """A figure of any period in words: `dirahasiakan` where it is withheld, the dash with the reason where it is missing.

    Money in publik/ shows the digits that the money rule left, and no zero beyond them.
    """
    if cell.withheld:
        return ShownFigure(WITHHELD, None)
    if cell.value is None:
        return ShownFigure(MISSING, None, edition.why_missing(indicator, cell, period))
    worded = by_digits if indicator.is_money and edition.is_public else amount
    return ShownFigure(figure(worded(cell.value, indicator.unit), cell.value, indicator.code, area, period, segment), cell.value)
