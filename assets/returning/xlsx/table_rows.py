"""The rows of a long table as XML, made from a frame without going through its rows: hundreds of thousands are no rarity."""

from collections.abc import Iterable

import polars as pl

from assets.returning.xlsx.markup import xml_text_of
from assets.returning.xlsx.shared_strings import SharedStrings

#: Rows whose XML is made at once.
SLICE = 10_000
#: The column of a frame with the number of each row on the sheet.
ROW = "r"


def text_cells(part: pl.DataFrame, letter: str, text: pl.Expr, style: int | pl.Expr, shared: SharedStrings) -> pl.Expr:
    """The cells of column `letter` as XML (String), for the rows of `part`, which has their numbers in ROW.

    `text` is what stands in them, not null; `style` the number of their style. Texts that repeat are named by their number in
    the workbook's list, which keeps the sheet small; where most are different they stand in their cells. No text, no content.
    """
    start = pl.format(f'<c r="{letter}{{}}" s="{{}}"', ROW, style if isinstance(style, pl.Expr) else pl.lit(style))
    texts = part.select(text).to_series()
    unique = texts.unique(maintain_order=True)
    empty = pl.format("{}/>", start)
    if len(unique) * 2 > len(texts) + 20:
        filled = pl.format('{} t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>', start, xml_text_of(text))
    else:
        numbers = {text: shared.number(text) for text in unique if text}
        number = text.replace_strict(numbers, default=None, return_dtype=pl.Int64)
        filled = pl.format('{} t="s"><v>{}</v></c>', start, number)
    return pl.when(text == "").then(empty).otherwise(filled)


def rows_of(part: pl.DataFrame, cells: Iterable[pl.Expr], height: pl.Expr | None = None) -> bytes:
    """The rows of `part` as XML, of cells as `text_cells` gives them; `height` in points, Excel's own without it."""
    start = pl.format('<row r="{}">', ROW) if height is None else pl.format('<row r="{}" ht="{}" customHeight="1">', ROW, height)
    return "".join(part.select(pl.concat_str([start, *cells, pl.lit("</row>")])).to_series().to_list()).encode()
