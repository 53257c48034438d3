"""A sheet that we write: its rows as XML one after another, and what stands before and behind them."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from assets.returning.xlsx.markup import xml_text
from assets.returning.xlsx.patched_package import OFFICE
from assets.returning.xlsx.style_elements import FONT, Look
from assets.returning.xlsx.styles_part import StylesPart

#: The columns that a sheet of ours can have.
COLUMNS = "ABCDEFGH"
#: A column's width is in digits; of ordinary text a little more goes in a line.
TEXT_IN_WIDTH = 1.12
#: A row's height for a line of text of 1 point, what it has besides, and the most that Excel allows (409), in points.
LINE_HEIGHT, ROW_PADDING, TALLEST = 1.36, 5, 400.0
TEXT_SIZE = 10

Cell = tuple[str, Look]


class SheetRows:
    """The rows written so far, of columns of these widths (in characters, by letter). A cell is a text and its look.

    Each row's height is estimated from its text: Excel fits no row to the text of cells that are drawn together.
    """

    def __init__(self, styles: StylesPart, widths: Mapping[str, float]) -> None:
        self.styles, self.widths = styles, widths
        self.number = 0
        self.merges: list[str] = []
        #: Our cell, and sheet and cell to which it leads.
        self.links: list[tuple[str, str, str]] = []
        self._parts: list[str] = []

    def take(self) -> bytes:
        """The rows since the last time."""
        rows, self._parts = "".join(self._parts).encode(), []
        return rows

    def blank(self, height: float = 8) -> None:
        """An empty row; its height in points."""
        self.number += 1
        self._parts.append(f'<row r="{self.number}" ht="{height:g}" customHeight="1"/>')

    def wide(self, text: str, look: Look, first: str = "A", last: str = "H", at_end: Cell | None = None) -> None:
        """A row with one text across the columns first to last, and perhaps a cell in the last column of all."""
        covered = COLUMNS[COLUMNS.index(first) : COLUMNS.index(last) + 1]
        cells: list[Cell | None] = [None] * len(COLUMNS)
        for letter in covered:
            cells[COLUMNS.index(letter)] = (text if letter == first else "", look)
        if at_end:
            cells[-1] = at_end
        self.number += 1
        if first != last:
            self.merges.append(f"{first}{self.number}:{last}{self.number}")
        width = sum(self.widths.get(letter, 0) for letter in covered)
        self._add(cells, lines(text, width * TEXT_SIZE / look.size) if look.wrap else 1, look.size)

    def row(self, cells: Sequence[Cell | None], height_lines: int = 1, merge: str = "", rich: str = "") -> None:
        """A row of cells from column A on, so many lines high; `None` leaves a cell out.

        `merge` names the first and last of the columns that are drawn together (`CE`), `rich` the runs (see `run`) that stand
        in place of the first one's text.
        """
        self.number += 1
        if merge:
            self.merges.append(f"{merge[0]}{self.number}:{merge[1]}{self.number}")
        self._add(cells, height_lines, TEXT_SIZE, merge[:1] if rich else "", rich)

    def link(self, column: str, sheet: str, cell: str) -> None:
        """Let a cell of the last row lead to a cell of a sheet."""
        self.links.append((f"{column}{self.number}", sheet, cell))

    def _add(self, cells: Sequence[Cell | None], count: int, size: float, rich_at: str = "", rich: str = "") -> None:
        height = min(count * size * LINE_HEIGHT + ROW_PADDING, TALLEST)
        parts = [f'<row r="{self.number}" ht="{height:g}" customHeight="1">']
        for letter, cell in zip(COLUMNS, cells, strict=False):
            if cell is not None:
                text = f'<t xml:space="preserve">{xml_text(cell[0])}</t>' if cell[0] else ""
                parts.append(self._cell(letter, rich if letter == rich_at else text, cell[1]))
        self._parts += [*parts, "</row>"]

    def _cell(self, letter: str, content: str, look: Look) -> str:
        start = f'<c r="{letter}{self.number}" s="{self.styles.look(look)}"'
        return f'{start} t="inlineStr"><is>{content}</is></c>' if content else f"{start}/>"


def lines(text: str, width: float) -> int:
    """How many lines a wrapped text is likely to take in a column of that width, in characters."""
    return sum(max(1, ceil(len(line) / (width * TEXT_IN_WIDTH))) for line in text.split("\n"))


def run(text: str, colour: str, size: float = TEXT_SIZE, bold: bool = False) -> str:
    """A piece of a cell's text with a look of its own, as an element of a rich text."""
    weight = "<b/>" if bold else ""
    font = f'{weight}<sz val="{size:g}"/><color rgb="{colour}"/><rFont val="{FONT}"/><family val="2"/>'
    return f'<r><rPr>{font}</rPr><t xml:space="preserve">{xml_text(text)}</t></r>'


def before_rows(widths: Iterable[float], last_row: int, tab_colour: str, *, is_selected: bool) -> bytes:
    """What stands before the rows of a sheet: the colour of its tab, its extent, its columns' widths; no grid, one page wide."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, start=1)
    )
    selected = ' tabSelected="1"' if is_selected else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><sheetPr><tabColor rgb="{tab_colour}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{COLUMNS[-1]}{last_row}"/>'
        f'<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    ).encode()


def behind_rows(
    merges: Iterable[str], filtered: str = "", links: Iterable[tuple[str, str, str]] = (), page_header: str = ""
) -> bytes:
    """What stands behind the rows, in the order of the format: protection without a password, filter, merged cells, links, page.

    `filtered` is the area with a filter (`A9:H90`), `links` are (our cell, sheet, its cell), `page_header` a text in the
    middle of the head of each printed page; each may be empty. The foot has the sheet's name and the page's number.
    """
    merged = [f'<mergeCell ref="{area}"/>' for area in merges]
    linked = "".join(f'<hyperlink ref="{ours}" location="{xml_text(_location(sheet, cell))}"/>' for ours, sheet, cell in links)
    header = f"<oddHeader>&amp;C&amp;B{xml_text(page_header)}</oddHeader>" if page_header else ""
    return (
        '</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0" autoFilter="0"/>'
        + (f'<autoFilter ref="{filtered}"/>' if filtered else "")
        + f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'
        + (f"<hyperlinks>{linked}</hyperlinks>" if linked else "")
        + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter>{header}<oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def _location(sheet: str, cell: str) -> str:
    """An address with its sheet, as a link wants it: `'Rekap & ''Koperasi'''!A1`."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
