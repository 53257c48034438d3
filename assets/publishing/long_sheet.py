"""Rows of a long table straight into a sheet of a finished workbook, a column at a time.

Writing a million cells one by one takes longer than everything else in a release. The header, widths, filter and formats
and the part of its named table are already there; here the rows are added to the sheet's XML and nothing else in the package is touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
from xlsxwriter.utility import xl_col_to_name

ROWS_AT_ONCE = 20_000
#: From here Excel counts the days.
_DAY_ZERO = date(1899, 12, 30)
_NOT_IN_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"


@dataclass(frozen=True)
class LongRows:
    """What to add to one sheet: its number (from 1), the first free row (from 1), and the rows.

    `styles` are, for each column, the numbers of the cell styles for a number with decimals (or a text, or a day) and for a whole one.
    """

    sheet: int
    first: int
    rows: pl.DataFrame
    styles: Sequence[tuple[int, int]]


def append(path: Path, long: LongRows) -> None:
    """Add the rows to the workbook at `path`."""
    name, unfinished = f"xl/worksheets/sheet{long.sheet}.xml", path.with_suffix(".tmp")
    with ZipFile(path) as old, ZipFile(unfinished, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
                continue
            before, after = _dimensioned(old.read(entry).decode(), long).split("</sheetData>")
            with new.open(entry, "w", force_zip64=True) as sheet:
                sheet.write(before.encode())
                for piece in _row_pieces(long):
                    sheet.write(piece.encode())
                sheet.write(f"</sheetData>{after}".encode())
    unfinished.replace(path)


def _dimensioned(xml: str, long: LongRows) -> str:
    """The sheet with the extent that it will have; some readers stop at it."""
    last = f"{xl_col_to_name(long.rows.width - 1)}{long.first + long.rows.height - 1}"
    return re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', xml, count=1)


def _row_pieces(long: LongRows) -> Iterator[str]:
    """The XML of the rows, ROWS_AT_ONCE at a time."""
    at = long.first
    for part in long.rows.iter_slices(ROWS_AT_ONCE):
        numbered = part.with_columns(at=pl.int_range(at, at + part.height).cast(pl.String))
        cells = [
            _cell(name, part.schema[name], xl_col_to_name(index), long.styles[index]) for index, name in enumerate(part.columns)
        ]
        row = pl.concat_str(pl.lit('<row r="'), "at", pl.lit('">'), *cells, pl.lit("</row>"))
        yield numbered.select(row.str.join("")).item()
        at += part.height


def _cell(name: str, dtype: pl.DataType, letters: str, styles: tuple[int, int]) -> pl.Expr:
    """The XML of a column's cells; empty text where there is nothing."""
    value, address = pl.col(name), pl.concat_str(pl.lit(f'<c r="{letters}'), "at")
    if dtype == pl.Date:
        serial = (value - pl.lit(_DAY_ZERO)).dt.total_days().cast(pl.String)
        return pl.concat_str(address, pl.lit(f'" s="{styles[0]}"><v>'), serial, pl.lit("</v></c>")).fill_null("")
    if dtype == pl.String:
        text = value.str.replace_all(_NOT_IN_XML, "")
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.str.replace_all(sign, entity, literal=True)
        content = pl.concat_str(address, pl.lit(f'" s="{styles[0]}" t="inlineStr"><is><t>'), text, pl.lit("</t></is></c>"))
        return pl.when(value != "").then(content).otherwise(pl.lit(""))
    style = pl.when(value == value.truncate()).then(pl.lit(styles[1])).otherwise(pl.lit(styles[0])).cast(pl.String)
    content = pl.concat_str(address, pl.lit('" s="'), style, pl.lit('"><v>'), value.cast(pl.String), pl.lit("</v></c>"))
    return pl.when(value.is_finite()).then(content).otherwise(pl.lit(""))
