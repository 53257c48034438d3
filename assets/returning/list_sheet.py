"""The last sheet: which cooperatives the notes count that are information alone. Nothing on it needs an answer."""

from collections.abc import Iterator

import polars as pl

from assets.returning import looks
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import SheetRows, before_rows, behind_rows
from assets.returning.xlsx.styles_part import StylesPart
from assets.returning.xlsx.table_rows import ROW, SLICE, rows_of, text_cells
from schemas.counted_cooperatives import COUNTED
from schemas.forms import SAMPLE_MARK
from schemas.notes_sheet import NOTES_MARK
from schemas.rules import RULES

#: Heading → column of the table below.
COLUMNS = {"Lembar": "sheet", "Sel": "cell", "Koperasi": "name", "NIK Koperasi": "nik", "Hal": "title", "Kode": "rule"}
WIDTHS = {"A": 18, "B": 9, "C": 52, "D": 17, "E": 32, "F": 7}
LEAD = (
    "Koperasi yang dihitung pada catatan informasi. Tidak perlu dijawab; mohon dilengkapi bila datanya ada. "
    "Lembar ini tidak perlu dihapus."
)


def list_sheet(
    listed: pl.DataFrame, styles: StylesPart, shared: SharedStrings, *, is_sample: bool
) -> tuple[Iterator[bytes], dict[str, str]]:
    """The sheet's part in pieces, and by rule the cell (A1) where its list begins. `listed` (COUNTED) is of one submission."""
    table = listed.select(*COUNTED).sort("rule", maintain_order=True)
    rows = SheetRows(styles, WIDTHS)
    rows.wide("Daftar koperasi pada catatan informasi", looks.TITLE, last="D", at_end=(NOTES_MARK, looks.STAMP))
    if is_sample:
        rows.wide(SAMPLE_MARK, looks.SAMPLE, last="F")
    rows.wide(LEAD, looks.QUIET, last="F")
    rows.row([(heading, looks.COLUMN_HEAD) for heading in COLUMNS])
    numbered = table.with_row_index(ROW, rows.number + 1)
    first = numbered.group_by("rule", maintain_order=True).agg(pl.col(ROW).first())
    return _pieces(rows, numbered, shared), {rule: f"A{row}" for rule, row in first.iter_rows()}


def _pieces(rows: SheetRows, table: pl.DataFrame, shared: SharedStrings) -> Iterator[bytes]:
    head, last = rows.number, rows.number + table.height
    yield before_rows(WIDTHS.values(), last, looks.ACCENT, is_selected=False)
    yield rows.take()
    titles = {code: RULES[code].title for code in table["rule"].unique()}
    titled = table.with_columns(title=pl.col("rule").replace_strict(titles, return_dtype=pl.String))
    style = rows.styles.look(looks.CELL)
    for part in titled.iter_slices(SLICE):
        cells = [
            text_cells(part, letter, pl.col(column).fill_null(""), style, shared)
            for letter, column in zip(WIDTHS, COLUMNS.values(), strict=True)
        ]
        yield rows_of(part, cells)
    yield behind_rows(rows.merges, f"A{head}:F{last}")
