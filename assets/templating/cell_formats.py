"""Colours, cell formats and widths of a template."""

import xlsxwriter
from xlsxwriter.format import Format

from assets.templating.starting_rows import LAST_STATUS_ID
from schemas.columns import NUMERIC, Column, Kind

DEEP, MIST, PAPER, AMBER, SKY, ROSE = "#0B5351", "#CFE1DC", "#F1F4F3", "#FFE9A8", "#CFE3F9", "#FBDDD9"
INK, QUIET_INK, LINE, RED = "#1F2A2A", "#5C6B69", "#C9D3D1", "#B00020"
DATE, NUMBER, RUPIAH, PERCENT, YEAR, TEXT = "dd/mm/yyyy", "#,##0", "#,##0;[Red]-#,##0", "0.0", "0", "@"
AS_TYPED = "General"
NUMBER_FORMATS = {
    Kind.COUNT: NUMBER, Kind.RUPIAH: RUPIAH, Kind.PERCENT: PERCENT, Kind.NUMBER: AS_TYPED, Kind.YEAR: YEAR, Kind.DATE: DATE, Kind.STAGE_DATE: DATE,
}  # fmt: skip
CENTRED = (Kind.DATE, Kind.STAGE_DATE, Kind.YEAR, Kind.YES_NO)
HEADER_LINES = 3
#: Excel's numbers of paper sizes.
A3, A4 = 8, 9
KIND_WIDTHS = {
    Kind.TEXT: 24, Kind.FREE_TEXT: 42, Kind.COUNT: 12, Kind.RUPIAH: 18, Kind.PERCENT: 12, Kind.NUMBER: 18, Kind.YEAR: 12, Kind.DATE: 14,
    Kind.STAGE_DATE: 17, Kind.DIGITS: 17, Kind.CHOICE: 21, Kind.YES_NO: 12, Kind.DISTRICT: 22, Kind.VILLAGE: 24,
    Kind.VILLAGE_CODE: 17, Kind.AREA: 14, Kind.PERIOD: 12, Kind.AGENCY: 34,
}  # fmt: skip
WIDTHS = {
    "name": 42, "cooperative": 40, "legal_number": 32, "obstacle_id": 14, "stage": 21, "category": 30, "deed_number": 14,
    "formalised": 24, "small_entrepreneurs": 18, "status": 19, LAST_STATUS_ID: 18, "legal_form": 26, "coop_group": 25, "sector": 34,
}  # fmt: skip
#: Properties of a format by the names of its parts, as `Workbook.add_format` takes them.
PARTS: dict[str, dict[str, object]] = {
    "plain": {"font_color": INK, "valign": "vcenter"},
    "roomy": {"indent": 1},
    "open": {"locked": False},
    "edged": {"border": 1, "border_color": LINE},
    "mark": {"bold": True, "font_color": RED, "font_size": 12},
    "title": {"bold": True, "font_size": 16, "font_color": DEEP},
    "subtitle": {"font_size": 11, "font_color": QUIET_INK},
    "section": {"bold": True, "font_size": 12, "font_color": DEEP, "bottom": 2, "bottom_color": DEEP},
    "label": {"font_color": INK, "bold": True},
    "quiet": {"font_color": QUIET_INK, "font_size": 10},
    "wrap": {"text_wrap": True, "valign": "top"},
    "middle": {"valign": "vcenter", "indent": 1},
    "given": {"bg_color": PAPER},
    "header": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"},
    "required": {"bg_color": DEEP, "font_color": "#FFFFFF"},
    "optional": {"bg_color": MIST, "font_color": INK},
    "shown": {"bg_color": "#E7E7E7", "font_color": QUIET_INK, "italic": True},
    "text": {"num_format": TEXT, "align": "left"},
    "date": {"num_format": DATE, "align": "left"},
    "number": {"num_format": NUMBER, "align": "right"},
}
#: Only what a condition changes.
CONDITIONS: dict[str, dict[str, object]] = {
    "missing": {"bg_color": AMBER},
    "changed": {"bg_color": SKY},
    "repeated": {"bg_color": ROSE, "font_color": RED},
}


class CellFormats:
    """The formats of one workbook, by the names of their parts in PARTS; each combination is made once.

    `formats("label", "edged")` is the format of a label with a line around it.
    """

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *parts: str) -> Format:
        """The format of these parts together, on top of the plain one; a later part wins. KeyError for a name that is none."""
        if parts not in self._made:
            merged = {key: value for part in ("plain", *parts) for key, value in PARTS[part].items()}
            self._made[parts] = self._book.add_format(merged)
        return self._made[parts]

    def sign(self, colour: str) -> Format:
        """The format of a small square in a legend."""
        return self._named((colour,), {"font_color": colour, "font_size": 11})

    def condition(self, name: str) -> Format:
        """The format that a condition adds while it holds, by its name in CONDITIONS."""
        return self._named((name,), CONDITIONS[name])

    def data(self, column: Column, *parts: str) -> Format:
        """The format of a column's cells: always open for entry, text as text so that Excel makes no date or number of it."""
        number = NUMBER_FORMATS.get(column.kind, TEXT)
        of_kind = {"num_format": number, "text_wrap": column.kind is Kind.FREE_TEXT}
        of_kind |= (
            {"align": "center"}
            if column.kind in CENTRED
            else {"align": "right" if column.kind in NUMERIC else "left", "indent": 1}
        )
        merged = {key: value for part in ("plain", "open", *parts) for key, value in PARTS[part].items()} | of_kind
        if column.id == LAST_STATUS_ID:
            merged |= PARTS["shown"]
        return self._named((*map(str, of_kind.values()), str(column.id == LAST_STATUS_ID), *parts), merged)

    def _named(self, key: tuple[str, ...], properties: dict[str, object]) -> Format:
        if ("", *key) not in self._made:
            self._made["", *key] = self._book.add_format(properties)
        return self._made["", *key]


def width(column: Column) -> int:
    """The width of a column, in characters: what its values need, and no less than its heading does in three lines."""
    words = column.title.split()
    heading = max(max(map(len, words)) + 3, -(-len(column.title) // HEADER_LINES) + 4)
    return max(WIDTHS.get(column.id, KIND_WIDTHS[column.kind]), heading)
