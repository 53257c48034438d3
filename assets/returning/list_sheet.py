"""The last sheet: which cooperatives the notes count that are information alone. Nothing on it needs an answer."""

from collections.abc import Iterator

import polars as pl

from assets.returning.detail_table import text_cells
from assets.returning.xlsx import looks
from assets.returning.xlsx.markup import text
from assets.returning.xlsx.package import OFFICE
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import SheetRows
from assets.returning.xlsx.styles import Styles
from schemas.forms import SAMPLE_MARK
from schemas.listing import LISTED
from schemas.notes_sheet import NOTES_MARK
from schemas.rules import RULES

HEADS = ("Lembar", "Sel", "Koperasi", "NIK Koperasi", "Hal", "Kode")
WIDTHS = (18, 9, 52, 17, 32, 7)
SLICE = 10_000
LEAD = (
    "Koperasi yang dihitung pada catatan informasi. Tidak perlu dijawab; mohon dilengkapi bila datanya ada. "
    "Lembar ini tidak perlu dihapus."
)


def list_sheet(
    listed: pl.DataFrame, styles: Styles, shared: SharedStrings, sample: bool
) -> tuple[Iterator[bytes], dict[str, str]]:
    """The sheet's part in pieces, and by rule the cell where its list begins. `listed` (LISTED) is of one submission."""
    lines = listed.select(*LISTED).sort("rule", maintain_order=True)
    rows = SheetRows(styles)
    rows.wide("Daftar koperasi pada catatan informasi", "title", last="D", stamp=NOTES_MARK)
    if sample:
        rows.wide(SAMPLE_MARK, "mark", last="F")
    rows.wide(LEAD, "quiet", last="F")
    rows.row([(head, "head") for head in HEADS])
    placed = lines.with_row_index("r", rows.number + 1)
    first = placed.group_by("rule", maintain_order=True).agg(pl.col("r").first())
    return _pieces(rows, placed, shared), {rule: f"A{row}" for rule, row in first.iter_rows()}


def _pieces(rows: SheetRows, lines: pl.DataFrame, shared: SharedStrings) -> Iterator[bytes]:
    head, last = rows.number, rows.number + lines.height
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(WIDTHS, start=1)
    )
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><sheetPr><tabColor rgb="{looks.ACCENT}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:H{last}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    ).encode()
    yield rows.take()
    titles = {code: RULES[code].title for code in lines["rule"].unique()}
    told = lines.with_columns(hal=pl.col("rule").replace_strict(titles, return_dtype=pl.String))
    look = rows.styles.look("cell")
    for part in told.iter_slices(SLICE):
        shown = zip("ABCDEF", ("sheet", "cell", "name", "nik", "hal", "rule"), strict=True)
        cells = [text_cells(part, letter, pl.col(name).fill_null(""), look, shared) for letter, name in shown]
        whole = pl.concat_str([pl.format('<row r="{}">', "r"), *cells, pl.lit("</row>")])
        yield "".join(part.select(whole).to_series().to_list()).encode()
    merged = "".join(f'<mergeCell ref="{text(each)}"/>' for each in rows.merges)
    yield (
        '</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0" autoFilter="0"/>'
        f'<autoFilter ref="A{head}:F{last}"/><mergeCells count="{len(rows.merges)}">{merged}</mergeCells>'
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()
