"""The cover sheet: what is written beside its labels, and the Keadaan Formulir of each form.

Names of persons are looked at and never kept: whether they are there is all that is known afterwards.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from assets.reading.files.sheets import TextSheet
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import form_named
from schemas.cell_names import column_index, column_letter
from schemas.columns import PLACES, normalise
from schemas.forms import (
    CONDITIONS,
    CONDITIONS_HEADING,
    COVER_LABELS,
    COVER_SHEET,
    EVERY_FORM,
    FORMS,
    HAS_DATA,
    NOT_SUBMITTED,
    PROVINCE_FORMS,
    Form,
)
from schemas.forms.province import PROVINCE_SET
from schemas.rules.of_files import CONDITION_MISMATCH, COVER_INCOMPLETE, FORM_SHEET_MISSING

COVER_ROWS = 100
PERSONS = ("prepared_by", "approved_by")
FILLED = "terisi"
#: Required columns that a template fills in from the last report: alone they made a report of what nobody had looked at.
PREFILLED = frozenset({"name", "type"})

_LABELS = {normalise(label): key for label, key in COVER_LABELS.items()} | {
    "kode kab kota": "area_code", "nama kab kota": "area_name", "kabupaten kota": "area_name", "periode laporan": "period",
    "kode wilayah": "area_code", "nama wilayah": "area_name",
}  # fmt: skip
_TITLES = {key: label for label, key in COVER_LABELS.items()}
_CONDITIONS = {normalise(condition): condition for condition in CONDITIONS}


@dataclass(frozen=True)
class Entry:
    """What stands beside a label, and the address of that cell. Empty text: the cell is blank."""

    text: str
    cell: str


@dataclass(frozen=True)
class CoverAnswers:
    """What a workbook's cover says. `entries` are by the keys of `COVER_LABELS` (`area_code`, `period`, …); of persons only `FILLED`.

    `conditions` are by form id, as written; `known_conditions` gives those that are one of the four words.
    """

    sheet: str
    entries: dict[str, Entry]
    conditions: dict[str, Entry]

    def text(self, key: str) -> str:
        """What is written beside a label; empty when nothing is or the label is missing."""
        return self.entries[key].text if key in self.entries else ""

    def cell(self, key: str) -> str:
        """The address of a label's value; empty when the label is missing."""
        return self.entries[key].cell if key in self.entries else ""


def find_cover(sheets: Iterable[TextSheet]) -> CoverAnswers | None:
    """The cover among the sheets: the one of that name, else one that holds at least three of the cover's labels; None without any.

    Of these labels one must say who or when: a table's footer has Disusun Oleh and a date as well.
    """
    candidates = [(sheet.own_name, _read_cover(sheet)) for sheet in sheets]
    named = [cover for name, cover in candidates if normalise(name) == normalise(COVER_SHEET)]
    alike = [
        cover for _, cover in candidates if len(cover.entries) >= 3 and {"area_code", "area_name", "period"} & set(cover.entries)
    ]
    return next(iter(named or alike), None)


def forms_of(entries: Mapping[str, Entry]) -> Mapping[str, Form]:
    """The forms that a cover is about, by what it says beside Formulir: the province's own sheets, or what regencies report."""
    form_set = entries["form_set"].text if "form_set" in entries else ""
    return PROVINCE_FORMS if normalise(form_set) == normalise(PROVINCE_SET) else FORMS


def is_of_the_province(sheet: TextSheet) -> bool:
    """True for the cover of a workbook of the province's own sheets."""
    return normalise(sheet.own_name) == normalise(COVER_SHEET) and forms_of(_read_cover(sheet).entries) is PROVINCE_FORMS


def known_conditions(cover: CoverAnswers | None) -> dict[str, str]:
    """Form id → Keadaan Formulir, for the words that are one of the four."""
    if cover is None:
        return {}
    return {form: _CONDITIONS[word] for form, entry in cover.conditions.items() if (word := normalise(entry.text)) in _CONDITIONS}


def cover_problems(cover: CoverAnswers, tables: Iterable[FormTable], left_out: Iterable[FormTable]) -> list[Problem]:
    """V124 for persons who are not named; V145 and V119 for conditions that the tables contradict or that are none of the four words.

    `left_out` are the tables of forms that the cover says are not submitted; of these only rows that were filled in count. Ada Data
    without a table returns the form (V145): read as no rows, it was zero in every figure.
    """
    problems = [
        Problem(COVER_INCOMPLETE.code, sheet=cover.sheet, cell=cover.cell(key), title=_TITLES[key])
        for key in PERSONS if key in cover.entries and not cover.text(key)
    ]  # fmt: skip
    rows: dict[str, int] = {}
    for table in tables:
        rows[table.form] = rows.get(table.form, 0) + table.rows.height
    for table in left_out:
        rows[table.form] = rows.get(table.form, 0) + _filled_rows(table)
    conditions = known_conditions(cover)
    for form, entry in cover.conditions.items():
        place = {"form": form, "sheet": cover.sheet, "cell": entry.cell}
        if conditions.get(form) == HAS_DATA and form not in rows:
            problems.append(Problem(FORM_SHEET_MISSING.code, **place, detail=EVERY_FORM[form].sheet))
        elif detail := _condition_against_rows(form, conditions.get(form), rows.get(form)):
            problems.append(
                Problem(CONDITION_MISMATCH.code, **place, value=entry.text, detail=detail, allowed=", ".join(CONDITIONS))
            )
    return problems


def _condition_against_rows(form: str, condition: str | None, rows: int | None) -> str:
    """What is wrong with a condition in a file with so many rows of its form (None = no table), in words; empty when nothing is."""
    sheet = f"lembar “{EVERY_FORM[form].sheet}”"
    if condition is None:
        return "kata itu bukan salah satu pilihan"
    if condition == HAS_DATA:
        return ""
    uncounted = " yang terisi; baris itu tidak dihitung" if condition == NOT_SUBMITTED else ""
    return f"{sheet} berisi {rows} baris{uncounted}" if rows else ""


def has_answers(table: FormTable) -> bool:
    """False for a table without rows, and for one of the template in which nobody filled a required value.

    True where a required column is missing: the template has all of them, so this table is an officer's own.
    """
    is_incomplete = any(
        column.id not in table.letters and column.id not in table.constants for column in EVERY_FORM[table.form].required
    )
    return not table.rows.is_empty() and (is_incomplete or _answered(table).any())


def _filled_rows(table: FormTable) -> int:
    """How many rows of a table some officer has answered."""
    return int(_answered(table).sum()) if not table.rows.is_empty() else 0


def _answered(table: FormTable) -> pl.Series:
    """True for each row that holds some required value that no template brings: a place and a name are no answer."""
    asked = [column.id for column in EVERY_FORM[table.form].required if column.kind not in PLACES and column.id not in PREFILLED]
    texts = pl.col(name for name in asked if name in table.rows.columns).str.strip_chars().fill_null("")
    return table.rows.select(pl.any_horizontal(pl.lit(False), (texts != "") & ~texts.str.starts_with("#"))).to_series()


def _read_cover(sheet: TextSheet) -> CoverAnswers:
    """What a sheet says if it is a cover. Each label counts once, where it stands first; a form's line only below its heading."""
    entries: dict[str, Entry] = {}
    conditions: dict[str, Entry] = {}
    heading = _heading_row(sheet)
    for row, cells in sheet.head(COVER_ROWS):
        for label in cells:
            key, inline = _label_key(cells[label])
            form = form_named(cells[label], forms_of(entries)) if row >= heading else None
            if key and key not in entries:
                entries[key] = _without_person(key, _value_beside(cells, label, row, inline))
            elif form and form.id not in conditions and (entry := _value_beside(cells, label, row, "")).text:
                conditions[form.id] = entry
    return CoverAnswers(sheet.name, entries, conditions)


def _heading_row(sheet: TextSheet) -> int:
    """The row from which on forms are named; the first row when the heading is missing."""
    heading = normalise(CONDITIONS_HEADING)
    return next(
        (row for row, cells in sheet.head(COVER_ROWS) if any(normalise(text).startswith(heading) for text in cells.values())),
        1,
    )


def _label_key(text: str) -> tuple[str | None, str]:
    """The key of a label (None for any other text), and what stands behind its colon in the same cell: `Periode: 2025-04`."""
    before, _, behind = text.partition(":")
    return _LABELS.get(normalise(before)), behind.strip()


def _value_beside(cells: dict[str, str], label: str, row: int, inline: str) -> Entry:
    """The value of the label in column `label`: behind its colon, else the next cell to its right that says something and is no label.

    A cell of nothing but a colon says nothing: many covers have a column of them. Where nothing is said, the address is the next cell's.
    """
    if inline:
        return Entry(inline, f"{label}{row}")
    for letter, text in list(cells.items())[list(cells).index(label) + 1 :]:
        if _label_key(text)[0]:
            break
        if re.search(r"\w", text):
            return Entry(text.strip(), f"{letter}{row}")
    return Entry("", f"{column_letter(column_index(label) + 1)}{row}")


def _without_person(key: str, entry: Entry) -> Entry:
    """An entry as it is kept: of a person only whether there is one."""
    return Entry(FILLED if entry.text else "", entry.cell) if key in PERSONS else entry
