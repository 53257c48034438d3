"""The table of the first sheet, a row a finding, written as it streams by: hundreds of thousands of rows are no rarity."""

from collections.abc import Iterator

import polars as pl

from assets.returning import looks, wording
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import LINE_HEIGHT, ROW_PADDING, TALLEST, TEXT_IN_WIDTH, TEXT_SIZE
from assets.returning.xlsx.styles_part import StylesPart
from assets.returning.xlsx.table_rows import ROW, SLICE, rows_of, text_cells
from schemas.notes_sheet import NOTHING_TO_NAME
from schemas.rules import INFO, RULES

#: The widths of the first sheet's columns, in characters.
WIDTHS = {"A": 18, "B": 13, "C": 27, "D": 44, "E": 22, "F": 36, "G": 7, "H": 5}
#: Excel has room for more, but the workbook is to come back, and the reader takes five million cells.
MOST_ROWS = 350_000
#: Characters of what is expected and of an example that a row shows.
LONG_TEXT = 400
_FROM_FINDINGS = (
    "form", "column", "value", "message", "sheet", "cell", "col", "line", "rule", "severity", "number", "asked", "explanation",
)  # fmt: skip
_SHOWN = (
    "sheet", "cell", "col", "line", "rule", "severity", "number", "shown", "problem", "expected", "example", "explanation",
)  # fmt: skip
_EXPLAINABLE = [code for code, rule in RULES.items() if rule.takes_explanation]


def findings_table(findings: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The findings of one submission that are told one by one, in the order of the table: all but information.

    `findings`: FINDING with its `group` set, and `col` and `line` (from 1) of its cell; `groups`: GROUP. What comes out has
    sheet, cell, col, line, rule, severity, number (of the group), explanation (null = none), and shown, problem, expected,
    example as `wording.with_words` gives them. By number, sheet and cell; those that wait or were explained come last.
    """
    listed = findings.filter(pl.col("severity") != INFO).join(
        groups.select("group", "number", "asked"), on="group", how="left", maintain_order="left"
    )
    listed = listed.select(_FROM_FINDINGS).sort(~pl.col("asked"), "number", "sheet", "line", "col", nulls_last=True)
    return wording.with_words(listed).select(_SHOWN)


def table_rows(table: pl.DataFrame, first: int, styles: StylesPart, shared: SharedStrings, leads: pl.Series) -> Iterator[bytes]:
    """The rows of the table as XML, in pieces, from row `first` of the sheet on. `table`: as `findings_table` gives it.

    `leads` says of each row whether its address is a link. The columns are those of schemas.notes_sheet.NOTES_TABLE.
    """
    cell, entry = styles.look(looks.CELL), styles.look(looks.INPUT)
    severities = table["severity"].unique(maintain_order=True)
    address, link = ({severity: styles.look(look[severity]) for severity in severities} for look in (looks.ADDRESS, looks.LINK))
    severity = pl.col("severity")
    address_style = pl.when("leads").then(severity.replace_strict(link)).otherwise(severity.replace_strict(address))
    explanation_style = pl.when(pl.col("rule").is_in(_EXPLAINABLE)).then(entry).otherwise(cell)
    where = pl.when(pl.col("cell") != "").then("cell").otherwise(pl.lit(NOTHING_TO_NAME))
    for rows in table.with_columns(leads).with_row_index(ROW, first).iter_slices(SLICE):
        part = rows.with_columns(
            _cut(wording.expectation()).alias("expected"), _cut(pl.col("example")), pl.col("explanation").fill_null("")
        )
        cells = [
            text_cells(part, "A", pl.col("sheet"), cell, shared),
            text_cells(part, "B", where, address_style, shared),
            text_cells(part, "C", pl.col("shown"), cell, shared),
            text_cells(part, "D", pl.col("expected"), cell, shared),
            text_cells(part, "E", pl.col("example"), cell, shared),
            text_cells(part, "F", pl.col("explanation"), explanation_style, shared),
            text_cells(part, "G", pl.col("rule"), cell, shared),
            pl.format('<c r="H{}" s="{}"><v>{}</v></c>', ROW, pl.lit(cell), "number"),
        ]
        yield rows_of(part, cells, _height())


def _cut(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.len_chars() > LONG_TEXT).then(pl.format("{}…", text.str.slice(0, LONG_TEXT))).otherwise(text)


def _height() -> pl.Expr:
    """The height of a row by its longest text, in points."""
    columns = {"A": "sheet", "C": "shown", "D": "expected", "E": "example", "F": "explanation"}
    counts = [
        (pl.col(name).str.len_chars() / (WIDTHS[letter] * TEXT_IN_WIDTH)).ceil().clip(1) for letter, name in columns.items()
    ]
    return (pl.max_horizontal(counts) * (TEXT_SIZE * LINE_HEIGHT) + ROW_PADDING).clip(0, TALLEST).round(1)
