"""The table of the first sheet, a row a finding, written as it streams by: hundreds of thousands of rows are no rarity."""

from collections.abc import Iterator

import polars as pl

from assets.returning import wording
from assets.returning.xlsx.markup import escaped
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import AIR, TALLEST, WIDTHS
from assets.returning.xlsx.styles import Styles
from schemas.notes_sheet import NOTHING_TO_NAME

SLICE = 10_000
#: Excel has room for more, but the workbook is to come back, and the reader takes five million cells.
MOST_ROWS = 350_000
LONG_TEXT = 400
_KEPT = (
    "sheet", "cell", "col", "line", "rule", "severity", "number", "shown", "problem", "expected", "example", "explanation",
)  # fmt: skip


def table_rows(table: pl.DataFrame, first: int, styles: Styles, shared: SharedStrings, leads: pl.Series) -> Iterator[bytes]:
    """The rows from row `first` on.

    `table`: sheet, cell, shown, problem, expected, example, rule, severity, number (of the group), explanation (null = none).
    `leads` says of each row whether its address is a link.
    """
    looks = {look: styles.look(look) for look in ("cell", "input")}
    severities = table["severity"].unique(maintain_order=True)
    marks, linked = ({severity: styles.look(f"{look} {severity}") for severity in severities} for look in ("sel", "link"))
    for rows in table.with_columns(leads).with_row_index("r", first).iter_slices(SLICE):
        part = rows.with_columns(
            _long(wording.expectation()).alias("expected"), _long(pl.col("example")), pl.col("explanation").fill_null("")
        )
        sel = pl.when(pl.col("cell") != "").then("cell").otherwise(pl.lit(NOTHING_TO_NAME))
        severity = pl.col("severity")
        mark = pl.when("leads").then(severity.replace_strict(linked)).otherwise(severity.replace_strict(marks))
        explained = pl.col("severity") != "fatal"
        cells = [
            text_cells(part, "A", pl.col("sheet"), looks["cell"], shared),
            text_cells(part, "B", sel, mark, shared),
            text_cells(part, "C", pl.col("shown"), looks["cell"], shared),
            text_cells(part, "D", pl.col("expected"), looks["cell"], shared),
            text_cells(part, "E", pl.col("example"), looks["cell"], shared),
            text_cells(part, "F", pl.col("explanation"), pl.when(explained).then(looks["input"]).otherwise(looks["cell"]), shared),
            text_cells(part, "G", pl.col("rule"), looks["cell"], shared),
            pl.format('<c r="H{}" s="{}"><v>{}</v></c>', "r", pl.lit(looks["cell"]), "number"),
        ]  # fmt: skip
        start = pl.format('<row r="{}" ht="{}" customHeight="1">', "r", _height())
        yield "".join(part.select(pl.concat_str([start, *cells, pl.lit("</row>")])).to_series().to_list()).encode()


def text_cells(part: pl.DataFrame, letter: str, value: pl.Expr, style: int | pl.Expr, shared: SharedStrings) -> pl.Expr:
    """The cells of a column as XML, of rows with their number in `r`.

    Shared texts where they repeat, their own where they do not, no text where there is none.
    """
    start = pl.format(f'<c r="{letter}{{}}" s="{{}}"', "r", style if isinstance(style, pl.Expr) else pl.lit(style))
    texts = part.select(value).to_series()
    unique = texts.unique(maintain_order=True)
    empty = pl.format("{}/>", start)
    if len(unique) * 2 > len(texts) + 20:
        filled = pl.format('{} t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>', start, escaped(value))
    else:
        numbers = {text: shared.number(text) for text in unique if text}
        number = value.replace_strict(numbers, default=None, return_dtype=pl.Int64)
        filled = pl.format('{} t="s"><v>{}</v></c>', start, number)
    return pl.when(value == "").then(empty).otherwise(filled)


def _long(value: pl.Expr) -> pl.Expr:
    return pl.when(value.str.len_chars() > LONG_TEXT).then(pl.format("{}…", value.str.slice(0, LONG_TEXT))).otherwise(value)


def _height() -> pl.Expr:
    """The height of a row by its longest text, in points."""
    columns = {"A": "sheet", "C": "shown", "D": "expected", "E": "example", "F": "explanation"}
    counts = [(pl.col(name).str.len_chars() / (WIDTHS[letter] * AIR)).ceil().clip(1) for letter, name in columns.items()]
    return (pl.max_horizontal(counts) * 13.6 + 5).clip(0, TALLEST).round(1)


def ordered(findings: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The findings (FINDING with `col` and `line`, grouped) that are told one by one: all but information.

    As `table_rows` wants them; those that wait or were explained at the end.
    """
    listed = findings.filter(pl.col("severity") != "info").join(
        groups.select("group", "number", "asked"), on="group", how="left", maintain_order="left"
    )
    needed = (
        "form", "column", "value", "message", "sheet", "cell", "col", "line", "rule", "severity", "number", "asked", "explanation",
    )  # fmt: skip
    listed = listed.select(needed).sort(~pl.col("asked"), "number", "sheet", "line", "col", nulls_last=True)
    return wording.told(listed).select(_KEPT)
