"""Corrections by the province: a sheet of its own, never an edit of what a regency sent.

Each line names one cell by the form's key, says what is expected to stand there and what shall count instead, with its
reason and letter. A line that breaks the rules of its own column returns the sheet. One whose expected value is no
longer there is stale: it is not applied, the night says so, and the check of the accepted rows fails. A line counts in every
submission that has the expected value, since a resubmission with the old value would otherwise bring it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandera.errors
import pandera.polars as pa
import polars as pl

from schemas.columns import AMOUNTS, Column, normalise
from schemas.forms import FORMS, Form
from schemas.forms.base import value_checks
from schemas.forms.province import CORRECTIONS, EMPTY, REPORTED
from schemas.rules.of_tables import CORRECTED_BY_PROVINCE
from schemas.values import cast
from schemas.written_numbers import number_as_written

#: A line as it is applied: to which cell, what is expected there and what counts instead (empty for nothing), and why; `line` is its row
#: on the sheet.
LINE: dict[str, pl.DataType] = dict.fromkeys(
    ("period", "area_code", "form", "key", "column", "expected", "value", "reason", "letter_number"), pl.String()
) | {"line": pl.Int64()}
#: A cell that a line changed: position in the form's rows, the text that counts now, and what the finding says of it.
APPLIED: dict[str, pl.DataType] = {
    "form": pl.String(), "position": pl.UInt32(), "column": pl.String(), "text": pl.String(), "detail": pl.String(), "line": pl.Int64(),
}  # fmt: skip
_CELL = ("period", "area_code", "form", "key", "column")


@dataclass(frozen=True)
class Fault:
    """Why a row of the sheet can be applied nowhere: at which of its columns, in Indonesian, and an example of what would do."""

    column: str
    reason: str
    example: str


@dataclass(frozen=True)
class Corrected:
    """`accepted`: form id → rows with the corrections applied. `applied`: APPLIED, a row a changed cell. `stale`: the lines (LINE) that
    did not find what they expect, with `instead`, which says in Indonesian what is there."""

    accepted: dict[str, pl.DataFrame]
    applied: pl.DataFrame
    stale: pl.DataFrame


def no_corrections() -> pl.DataFrame:
    """A frame (LINE) without rows, with which nothing is corrected."""
    return pl.DataFrame(schema=LINE)


def lines_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Accepted rows of the sheet Koreksi as lines (LINE), in the order of the sheet."""
    lines = []
    for row in rows.sort("row").iter_rows(named=True):
        form = FORMS[REPORTED[row["corrected_form"]]]
        column = _column_named(form, row["corrected_column"])
        if column is not None:
            expected, value = (_text(row[name]) for name in ("expected", "corrected_value"))
            lines.append((row["of_period"], row["of_area"], form.id, row["key"], column.id, expected, value, row["reason"],
                          row["letter_number"], row["row"]))  # fmt: skip
    return pl.DataFrame(lines, schema=LINE, orient="row")


def why_impossible(row: Mapping[str, Any]) -> Fault | None:
    """Why a typed row of the sheet can be applied nowhere; None when it can, or lacks a cell that is told of already."""
    if any(row[name] is None for name in ("corrected_form", "corrected_column", "expected", "corrected_value")):
        return None
    form = FORMS[REPORTED[row["corrected_form"]]]
    column = _column_named(form, row["corrected_column"])
    if column is None:
        titles = ", ".join(each.title for each in form.columns)
        return Fault(
            "corrected_column", f"kolom itu tidak ada pada {form.sheet}. Yang diperbolehkan: {titles}", form.columns[0].title
        )
    if _text(row["expected"]) and typed(column, row["expected"]) is None:
        return Fault(
            "expected", f"“{column.title}” tidak dapat berisi itu. Yang diperbolehkan: {column.allowed}", column.sample_value
        )
    if not _holds(column, _text(row["corrected_value"])):
        return Fault(
            "corrected_value",
            f"“{column.title}” tidak dapat diisi itu. Yang diperbolehkan: {column.allowed}",
            column.sample_value,
        )
    return None


def _column_named(form: Form, title: str) -> Column | None:
    """The column that a title, or an id, names; None when there is none."""
    key = normalise(title)
    return next((column for column in form.columns if key in (normalise(column.title), normalise(column.id))), None)


def _text(cell: str) -> str:
    """What a cell of the sheet says should stand, empty for EMPTY."""
    return "" if normalise(cell) == EMPTY else cell


def _holds(column: Column, text: str) -> bool:
    """True when a value is of the column's type and keeps its list and range; an empty one, when the column may be empty."""
    if not text:
        return not column.required
    value = typed(column, text)
    if value is None:
        return False
    schema = pa.DataFrameSchema({column.id: pa.Column(column.dtype, value_checks(column))}, coerce=False)
    try:
        schema.validate(pl.DataFrame({column.id: [value]}, schema={column.id: column.dtype}), lazy=True)
    except pandera.errors.SchemaErrors:
        return False
    return True


def typed(column: Column, text: str | None) -> Any:
    """The value of the column that a text means, as its cells are read; None when it is none."""
    return pl.DataFrame({column.id: [text or None]}, schema={column.id: pl.String}).select(cast(column)).item()


def correct(accepted: Mapping[str, pl.DataFrame], lines: pl.DataFrame) -> Corrected:
    """Apply the lines to the typed rows of their periods, in every submission in which one row has the key and the expected value."""
    changed = dict(accepted)
    applied: list[dict[str, Any]] = []
    stale: list[dict[str, Any]] = []
    for line in lines.iter_rows(named=True):
        form, name = FORMS[line["form"]], line["column"]
        rows = changed.get(form.id, pl.DataFrame(schema=form.dtypes()))
        positions = _taking(form, rows, line)
        if positions.is_empty():
            stale.append(line | {"instead": _what_stands(form, rows, line)})
            continue
        changed[form.id] = rows.with_columns(rows[name].scatter(positions, typed(form.column(name), line["value"])))
        cell = {"form": form.id, "column": name, "text": line["value"] or "", "detail": _detail(line), "line": line.get("line")}
        applied += [cell | {"position": position} for position in positions]
    return Corrected(
        changed, pl.DataFrame(applied, schema=APPLIED), pl.DataFrame(stale, schema=lines.schema | {"instead": pl.String()})
    )


def stale_among(standing: Mapping[str, pl.DataFrame], findings: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, with `instead`, that changed nothing in the rows that stand.

    `standing` (form id → rows) is corrected already and `findings` (FINDING) are its own, so a line took effect where its new value stands
    and the cell's finding says that it was put there. Of several lines for one cell the last one decides.
    """
    last = lines.unique(_CELL, keep="last", maintain_order=True)
    keys = {form.id: form.key for form in FORMS.values()}
    is_key = pl.col("column") == pl.col("form").replace_strict(keys, default=None, return_dtype=pl.String)
    key = pl.when(is_key.fill_null(False)).then("value").otherwise("key")
    looked_for = correct(standing, last.with_columns(expected="value", key=key))
    without_effect = pl.concat(
        [looked_for.stale.select("line", "instead"), _there_before(standing, looked_for.applied, findings)]
    )
    return last.join(without_effect, on="line", how="inner", maintain_order="left")


def _there_before(standing: Mapping[str, pl.DataFrame], applied: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The lines (`line`, `instead`) whose value the regency has sent herself: no finding says that it was put there."""
    put_in = set(findings.filter(pl.col("rule") == CORRECTED_BY_PROVINCE.code).select("submission", "row", "column").iter_rows())
    lines = []
    for cell in applied.iter_rows(named=True):
        row = standing[cell["form"]].row(cell["position"], named=True)
        if (row["submission"], row["row"], cell["column"]) not in put_in:
            lines.append((cell["line"], f"ditemukan {cell['text'] or EMPTY}, yang sudah nilai koreksinya"))
    return pl.DataFrame(lines, schema={"line": pl.Int64, "instead": pl.String}, orient="row")


def describe_stale(stale: pl.DataFrame) -> list[str]:
    """A sentence a stale line: where it stands, which cell it means, what it expected and what is there."""
    sentences = []
    for line in stale.iter_rows(named=True):
        form = FORMS[line["form"]]
        cell = f"“{form.column(line['column']).title}” pada {line['key']} ({form.title}, {line['area_code']}, {line['period']})"
        expected = f"diharapkan {line['expected'] or EMPTY}, {line['instead']}"
        sentences.append(f"{CORRECTIONS.sheet} baris {line['line']}: koreksi tidak diterapkan; {cell}: {expected}.")
    return sentences


def _is_meant(form: Form, line: dict[str, Any]) -> pl.Expr:
    """True on the rows that a line names: by its key, or by row number in a form that has none, its regency and its period."""
    key = pl.col(form.key or "row").cast(pl.String) == pl.lit(line["key"])
    return pl.all_horizontal(key, pl.col("period") == line["period"], pl.col("area_code") == line["area_code"]).fill_null(False)


def _taking(form: Form, rows: pl.DataFrame, line: dict[str, Any]) -> pl.Series:
    """The positions of the rows that a line changes: those that hold what it expects, and alone bear its key in their submission."""
    column = form.column(line["column"])
    expected = typed(column, line["expected"])
    if line["expected"] and expected is None:
        return pl.Series(dtype=pl.UInt32)
    alone = _is_meant(form, line) & (_is_meant(form, line).sum().over("submission") == 1)
    return rows.select(alone & pl.col(column.id).eq_missing(pl.lit(expected, column.dtype))).to_series().arg_true()


def _what_stands(form: Form, rows: pl.DataFrame, line: dict[str, Any]) -> str:
    """What is there instead of what a line expects, in Indonesian."""
    values = rows.filter(_is_meant(form, line))[line["column"]].to_list()
    if not values:
        return "tidak ada baris dengan kunci itu"
    if len(values) > 1:
        return f"kunci itu ada pada {len(values)} baris"
    return f"ditemukan {_value_as_text(values[0])}"


def _value_as_text(value: Any) -> str:
    """A typed value as the sheet of corrections writes it: Ya or Tidak, EMPTY for nothing."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return EMPTY if value is None or value == "" else str(value)


def _detail(line: dict[str, Any]) -> str:
    """`12 menjadi 1.250 (surat 5/2025, salah ketik)`."""
    before, after = line["expected"], line["value"]
    if FORMS[line["form"]].column(line["column"]).kind in AMOUNTS:
        before, after = (
            pl.Series([before, after], dtype=pl.String).to_frame("text").select(number_as_written(pl.col("text"))).to_series()
        )
    return f"{before or EMPTY} menjadi {after or EMPTY} (surat {line['letter_number']}, {line['reason']})"
