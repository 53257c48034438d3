"""What of a file was not read, or was read and is not counted, in the words of a slip. Pure.

That everything was read is said of a file only when reading has told of nothing but what is in `NOTHING_LEFT_OUT`: a rule that is new,
and that nobody thought of here, never makes it a false sentence.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from assets.reading.model import UNTITLED
from schemas.formatting import listing, number
from schemas.forms import EVERY_FORM
from schemas.rules import FATAL, RULES, Tier
from schemas.rules.between_periods import SCALE_DOUBTED
from schemas.rules.of_files import (
    BOOK_YEAR_FROM_HEADING,
    CLAIMED_AFTER_FOUND,
    CLAIMED_LONG_BEFORE_FOUND,
    CODE_STORED_AS_NUMBER,
    COLUMN_GIVEN_TWICE,
    COVER_INCOMPLETE,
    DAYS_SINCE_1904,
    DISTRICT_FROM_GROUP_ROW,
    DISTRICT_FROM_TITLE,
    EXTRA_COLUMN,
    FILLED_DOWN_ROWS,
    FORM_IN_SEVERAL_TABLES,
    FORMAT_HIDES_MARKS,
    GROUP_ROWS_SKIPPED,
    HEADING_UNKNOWN,
    HIDDEN_COLUMN,
    HIDDEN_ROWS,
    HIDDEN_SHEET,
    LINKS_NOT_FOLLOWED,
    MACROS_NOT_RUN,
    MERGED_CELLS,
    NOT_IN_FULL_RUPIAH,
    PLACED_BY_OFFICE,
    READ_BY_ITS_WORDS,
    READ_BY_PROFILE,
    ROW_OF_ANOTHER_REGENCY,
    ROW_SLID_OUT_OF_TABLE,
    SHEET_NOT_READ,
    SHEET_OF_ANOTHER_PERIOD,
    SHEET_WITHOUT_HEADINGS,
    SHOWN_IN_THOUSANDS,
    SOURCES_CONTRADICT,
    SOURCES_DIFFER,
    TITLE_NAMES_ANOTHER_PERIOD,
    TOTAL_ROWS_SKIPPED,
    VALUES_WITHOUT_HEADING,
)

#: A row of PROBLEM or of FINDING.
Line = Mapping[str, Any]
ALL_READ = "Semua kolom dan baris formulir yang diisi pada berkas ini dibaca."
#: So many columns, sheets or cells are named; the rest is counted.
NAMED_AT_MOST = 3
#: These leave out nothing that was filled in for a form.
NOTHING_LEFT_OUT = (
    BOOK_YEAR_FROM_HEADING, CLAIMED_AFTER_FOUND, CLAIMED_LONG_BEFORE_FOUND, CODE_STORED_AS_NUMBER, COVER_INCOMPLETE, DAYS_SINCE_1904,
    DISTRICT_FROM_GROUP_ROW, DISTRICT_FROM_TITLE, FORM_IN_SEVERAL_TABLES, FORMAT_HIDES_MARKS, HIDDEN_COLUMN, HIDDEN_ROWS, HIDDEN_SHEET,
    LINKS_NOT_FOLLOWED,
    MACROS_NOT_RUN, MERGED_CELLS, PLACED_BY_OFFICE, READ_BY_ITS_WORDS, READ_BY_PROFILE, SHOWN_IN_THOUSANDS, SOURCES_CONTRADICT, SOURCES_DIFFER,
    TITLE_NAMES_ANOTHER_PERIOD,
)  # fmt: skip
#: What stands in these cells is not counted.
_EMPTIED = [code for code, rule in RULES.items() if rule.empties and rule.tier is Tier.VALUE]


def _column(line: Line) -> str:
    title = line["title"]
    name = "kolom tanpa judul" if title in ("", UNTITLED) else f"kolom “{title}”"
    return f"{name} ({line['sheet']} {line['cell']})"


def _columns_given_twice(line: Line) -> str:
    return f"kolom “{line['title']}” ({line['sheet']} {line['detail']})"


def _scaled(line: Line) -> str:
    return f"kolom rupiah yang tidak dalam rupiah penuh ({line['sheet']} {line['cell']})"


def _sheet(line: Line) -> str:
    return f"lembar “{line['sheet']}”"


#: What is named one by one.
_NAMED: dict[str, Callable[[Line], str]] = {
    SHEET_NOT_READ.code: _sheet, SHEET_OF_ANOTHER_PERIOD.code: _sheet, SHEET_WITHOUT_HEADINGS.code: _sheet, EXTRA_COLUMN.code: _column,
    HEADING_UNKNOWN.code: _column, VALUES_WITHOUT_HEADING.code: _column, COLUMN_GIVEN_TWICE.code: _columns_given_twice,
    NOT_IN_FULL_RUPIAH.code: _scaled,
}  # fmt: skip
#: What is counted: one line is so many rows as its detail begins with, or one row each.
_COUNTED = {
    TOTAL_ROWS_SKIPPED.code: "baris jumlah atau ringkasan",
    GROUP_ROWS_SKIPPED.code: "baris nama kelompok",
    FILLED_DOWN_ROWS.code: "baris bawaan di bawah tabel",
}
_ROW_EACH = {
    ROW_OF_ANOTHER_REGENCY.code: "baris kabupaten/kota lain",
    ROW_SLID_OUT_OF_TABLE.code: "baris yang isiannya bergeser ke luar tabel",
}


def uncounted(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings (FINDING) by which a cell, or a column of rupiah, is not counted."""
    cells = pl.col("rule").is_in(_EMPTIED) & pl.col("row").is_not_null()
    return findings.filter(cells | (pl.col("rule") == SCALE_DOUBTED.code))


def left_out_lines(problems: Sequence[Line], findings: Sequence[Line], *, all_counted: bool) -> list[str]:
    """What was not read of one submission and what is not counted, a line each; or that all was read, where that is so.

    `problems` (PROBLEM) and `findings` (`uncounted`) are those of the forms that the slip tells of. `all_counted`: there are rows, and no form
    of the file is returned, late or kept without being counted.
    """
    lines = []
    if not_read := [*_named(problems), *_rows(problems)]:
        lines.append(f"Tidak dibaca sebagai isian: {'; '.join(not_read)}.")
    if not_counted := [*_cells(findings), *_doubted(findings)]:
        lines.append(f"Tidak dihitung: {'; '.join(not_counted)}.")
    harmless = {rule.code for rule in NOTHING_LEFT_OUT}
    others = [line for line in problems if line["rule"] not in harmless]
    if all_counted and not others:
        lines.insert(0, ALL_READ)
    return lines


def _named(problems: Sequence[Line]) -> list[str]:
    """Sheets and columns by name, the first few of each rule's kind, and how many others there are."""
    names = [_NAMED[line["rule"]](line) for line in problems if line["rule"] in _NAMED]
    names = list(dict.fromkeys(names))
    rest = len(names) - NAMED_AT_MOST
    return [*names[:NAMED_AT_MOST], *([f"{number(rest)} kolom atau lembar lain"] if rest > 0 else [])]


def _rows(problems: Sequence[Line]) -> list[str]:
    """How many rows are no data, by what they are."""
    told = []
    for rule, words in _COUNTED.items():
        rows = sum(_leading_number(line["detail"]) for line in problems if line["rule"] == rule)
        told += [f"{number(rows)} {words}"] if rows else []
    for rule, words in _ROW_EACH.items():
        rows = sum(line["rule"] == rule for line in problems)
        told += [f"{number(rows)} {words}"] if rows else []
    return told


def _leading_number(detail: str) -> int:
    """`1.234 baris (baris 5 sampai 1238)` → 1234."""
    return int(detail.split(" ")[0].replace(".", ""))


def _cells(findings: Sequence[Line]) -> list[str]:
    """`isian yang kosong padahal wajib atau tidak dapat dipakai: 3 pada Daftar Koperasi (L7, N9, L12), …`."""
    told = []
    for form in EVERY_FORM.values():
        of_form = [line for line in findings if line["form"] == form.id and line["row"]]
        if cells := list(dict.fromkeys((line["sheet"], line["cell"]) for line in of_form)):
            shown = ", ".join(cell for _, cell in cells[:NAMED_AT_MOST])
            told.append(f"{number(len(cells))} pada {form.title} ({shown}{' …' if len(cells) > NAMED_AT_MOST else ''})")
    return [f"isian yang kosong padahal wajib atau tidak dapat dipakai: {', '.join(told)}"] if told else []


def _doubted(findings: Sequence[Line]) -> list[str]:
    columns = [EVERY_FORM[line["form"]].column(line["column"]).title for line in findings if line["rule"] == SCALE_DOUBTED.code]
    return [f"{listing(list(dict.fromkeys(columns)))}, karena satuannya diragukan"] if columns else []


def returning_reasons(problems: Sequence[Line]) -> list[str]:
    """Why a file as a whole counts for nothing: the titles of its rules."""
    fatal = [RULES[line["rule"]] for line in problems if not line["form"] and RULES[line["rule"]].severity == FATAL]
    return list(dict.fromkeys(rule.title for rule in fatal))
