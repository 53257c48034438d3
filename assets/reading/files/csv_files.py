"""A text file of records as one sheet: its encoding and separator told from what it says, its records numbered from 1.

Both are decided and not guessed (docs/decisions/009): of the four encodings a file can be in, its first bytes and
whether it is valid UTF-8 leave one; and of the separators, the one by which the most headings of our forms are recognised.
"""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import PurePosixPath

import polars as pl

from assets.reading.files.kinds import utf_16_order
from assets.reading.files.limits import LIMITS, Limits, check_at_most
from assets.reading.files.package import BrokenPackageError
from assets.reading.files.sheets import TextSheet
from assets.reading.files.xlsx_pass import refuse_range
from assets.reading.tables.headings import count_headings
from schemas.cell_names import column_letter

#: In the order in which a draw is decided: the semicolon first, since Excel in Indonesian saves CSV with it.
SEPARATORS = (";", "\t", ",", "|")
COLUMNS_AT_MOST = 16_384
#: The records in which headings are looked for, the letters of a line beyond which it is no record, and Excel's longest sheet name.
_LOOKED_AT = 60
_LONGEST_LINE = 100_000
_SHEET_NAME = 31
#: The line `sep=;` with which programs tell Excel the separator.
_DECLARED = re.compile(r"\A\"?sep=(.)\"?\n", re.IGNORECASE)


def decode_text(data: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with or without it, else Windows-1252. Lines end in `\\n`.

    Every file has some text: what an encoding does not know becomes `�` and is judged like any wrong value.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif order := utf_16_order(data[:4096]):
        text = data.decode(f"utf-16-{order}", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_csv(data: bytes, name: str, limits: Limits = LIMITS) -> TextSheet | None:
    """The records as a sheet that is named as Excel names it, after the file; None when the text holds no records of fields.

    A record is a row and its number the row's, blank lines included, so that an address is what the officer sees in Excel.
    Raises LimitPassedError for too many cells and BrokenPackageError where a quotation mark is never closed.
    """
    text = decode_text(data)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text  # Excel shows the line that names the separator as no row
    separator = declared[1] if declared else separator_of(text)
    if separator is None:
        return None
    end = text.find("\n", len(text.rstrip(f" \n\t{separator}")))  # below it are formatted empty rows
    text = text[:end] if end >= 0 else text
    title = PurePosixPath(name.replace("\\", "/")).stem[:_SHEET_NAME]
    cells = _as_cells(text, separator, title, limits)
    return TextSheet(title, cells.select(column for column in cells.iter_columns() if column.null_count() < cells.height))


def separator_of(text: str) -> str | None:
    """The separator by which the first records hold the most headings that a form knows, else the most even ones; None for no fields.

    A comma in the covering lines above the header misleads a count of separators alone: csv.Sniffer gave up on such files.
    """
    head = text[:_LONGEST_LINE].split("\n")[:_LOOKED_AT]
    scores = []
    for rank, separator in enumerate(SEPARATORS):
        records = list(csv.reader(head, delimiter=separator))
        widths = Counter(len(record) for record in records if len(record) > 1)
        if widths:
            headings = max(count_headings(record) for record in records)
            scores.append((headings, widths.most_common(1)[0][1], -rank, separator))
    return max(scores)[-1] if scores else None


def _as_cells(text: str, separator: str, title: str, limits: Limits) -> pl.DataFrame:
    """One String column a letter, a record a row: by Polars, or by Python where a quotation mark is not as it should be."""
    # Polars is many times as fast as Python's csv, which is kept for what Polars would read in another way than Excel.
    quoted = '"' in text
    bare = _well_quoted(separator).sub("", "\n" + text)[1:] if quoted else text
    if '"' in bare:
        return _as_frame(_as_excel_reads(text, separator), title, limits)
    lines = bare.split("\n")
    width = max(line.count(separator) for line in lines) + 1
    _check_size(len(lines), width, title, limits)
    names = [column_letter(index) for index in range(width)]
    first = separator * (width - 1) + "\n"  # a full record, so that a short first one does not tell how many columns there are
    frame = pl.read_csv(
        (first + text + "\n").encode(), has_header=False, infer_schema=False, separator=separator, schema=dict.fromkeys(names, pl.String),
        quote_char='"' if quoted else None,
    )  # fmt: skip
    return frame.slice(1)


def _well_quoted(separator: str) -> re.Pattern[str]:
    """A field in quotation marks as it should be, from separator to separator: `;"Jl. ""Baru"", 3";`.

    Where a quotation mark is left once these are taken out, as in `5" pipa`, Polars and Excel read differently.
    """
    edge = f"[{re.escape(separator)}\n]"
    return re.compile(rf'"(?<={edge}")[^"]*(?:""[^"]*)*"(?={edge}|\Z)')


def _as_excel_reads(text: str, separator: str) -> list[list[str]]:
    """The records of a file whose quotation marks are not as they should be. Raises BrokenPackageError for one that is never closed."""
    try:
        records = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BrokenPackageError(str(error)) from error
    if records and records[-1] and "\n" in records[-1][-1] and not text.endswith('"'):
        raise BrokenPackageError(f"quotation mark of record {len(records)} is never closed")
    return records


def _as_frame(records: list[list[str]], title: str, limits: Limits) -> pl.DataFrame:
    """One String column a letter; a field that is empty, or beyond the end of a short record, is null."""
    width = max(map(len, records))
    _check_size(len(records), width, title, limits)
    columns = {
        column_letter(index): pl.Series(
            [record[index] or None if index < len(record) else None for record in records], dtype=pl.String
        )
        for index in range(width)
    }
    return pl.DataFrame(columns)


def _check_size(rows: int, width: int, title: str, limits: Limits) -> None:
    """Raise LimitPassedError for more columns than Excel has, or too many cells: twenty million commas fit in 20 MB."""
    check_at_most(width, COLUMNS_AT_MOST, "kolom")
    if rows * width > limits.used_range:
        refuse_range(title, rows, width, {f"{column_letter(width - 1)}{rows}"}, limits)
