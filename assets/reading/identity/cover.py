"""The cover sheet: what its labels say, and the Keadaan Formulir of each form.

Names of persons are looked at and never kept: whether they are there is all that is known afterwards.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from assets.reading.files.sheets import Sheet, index_of, letter
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import form_named
from schemas.columns import PLACES, normalise
from schemas.forms import CONDITIONS, CONDITIONS_HEADING, COVER_LABELS, COVER_SHEET, FORMS, HAS_DATA, NOT_SUBMITTED

COVER_ROWS = 100
PERSONS = ("prepared_by", "approved_by")
FILLED = "terisi"
#: Required columns that a template fills in from the last report.
PREFILLED = frozenset({"name", "type"})

_LABELS = {normalise(label): key for label, key in COVER_LABELS.items()} | {
    "kode kab kota": "area_code", "nama kab kota": "area_name", "kabupaten kota": "area_name", "periode laporan": "period",
}  # fmt: skip
_TITLES = {key: label for label, key in COVER_LABELS.items()}
_CONDITIONS = {normalise(condition): condition for condition in CONDITIONS}


@dataclass(frozen=True)
class Entry:
    """What stands beside a label, and the address of that cell. Empty text: the cell is blank."""

    text: str
    cell: str


@dataclass(frozen=True)
class Cover:
    """The cover of a workbook. `entries` by the keys of `COVER_LABELS`; of persons only `FILLED`. `conditions` by form."""

    sheet: str
    entries: dict[str, Entry]
    conditions: dict[str, Entry]

    def text(self, key: str) -> str:
        """What is written beside a label; empty when nothing is or the label is missing."""
        return self.entries[key].text if key in self.entries else ""

    def cell(self, key: str) -> str:
        """The address of a label's value; empty when the label is missing."""
        return self.entries[key].cell if key in self.entries else ""


def find_cover(sheets: Iterable[Sheet]) -> Cover | None:
    """The cover among the sheets: the one of that name, else one that holds at least three of the cover's labels."""
    read = [(sheet.own_name, _read(sheet)) for sheet in sheets]
    named = [cover for name, cover in read if normalise(name) == normalise(COVER_SHEET)]
    alike = [cover for _, cover in read if len(cover.entries) >= 3 and {"area_code", "area_name", "period"} & set(cover.entries)]
    return next(iter(named or alike), None)


def known_conditions(cover: Cover | None) -> dict[str, str]:
    """Form id → Keadaan Formulir, for the words that are one of the four."""
    if cover is None:
        return {}
    return {form: _CONDITIONS[word] for form, entry in cover.conditions.items() if (word := normalise(entry.text)) in _CONDITIONS}


def cover_problems(cover: Cover, tables: Iterable[FormTable], left_out: Iterable[FormTable]) -> list[Problem]:
    """Persons who are not named, and conditions that are no such word or that the sheets contradict.

    `left_out` are the tables of forms that the cover says are not submitted; of these only rows that were filled in count.
    """
    noted = [
        Problem("V124", sheet=cover.sheet, cell=cover.cell(key), title=_TITLES[key])
        for key in PERSONS if key in cover.entries and not cover.text(key)
    ]  # fmt: skip
    rows: dict[str, int] = {}
    for table in tables:
        rows[table.form] = rows.get(table.form, 0) + table.rows.height
    for table in left_out:
        rows[table.form] = rows.get(table.form, 0) + _filled_rows(table)
    known = known_conditions(cover)
    for form, entry in cover.conditions.items():
        if known.get(form) == HAS_DATA and form not in rows:
            noted.append(
                Problem("V145", form=form, sheet=cover.sheet, cell=cover.conditions[form].cell, detail=FORMS[form].sheet)
            )
        elif detail := _contradiction(form, known.get(form), rows.get(form)):
            place = {"form": form, "sheet": cover.sheet, "cell": entry.cell}
            noted.append(Problem("V119", **place, value=entry.text, detail=detail, allowed=", ".join(CONDITIONS)))
    return noted


def _contradiction(form: str, condition: str | None, rows: int | None) -> str:
    sheet = f"lembar “{FORMS[form].sheet}”"
    if condition is None:
        return "kata itu bukan salah satu pilihan"
    if condition == HAS_DATA:
        return ""
    uncounted = " yang terisi; baris itu tidak dihitung" if condition == NOT_SUBMITTED else ""
    return f"{sheet} berisi {rows} baris{uncounted}" if rows else ""


def has_answers(table: FormTable) -> bool:
    """False for a table without rows, and for one of the template in which nobody filled a required value."""
    missing = any(column.id not in table.letters and column.id not in table.constants for column in FORMS[table.form].required)
    return not table.rows.is_empty() and (missing or _answered(table).any())


def _filled_rows(table: FormTable) -> int:
    return int(_answered(table).sum()) if not table.rows.is_empty() else 0


def _answered(table: FormTable) -> pl.Series:
    """True for each row that holds some required value that no template brings: a place and a name are no answer."""
    asked = [column.id for column in FORMS[table.form].required if column.kind not in PLACES and column.id not in PREFILLED]
    texts = pl.col(name for name in asked if name in table.rows.columns).str.strip_chars().fill_null("")
    return table.rows.select(pl.any_horizontal(pl.lit(False), (texts != "") & ~texts.str.starts_with("#"))).to_series()


def _read(sheet: Sheet) -> Cover:
    entries: dict[str, Entry] = {}
    conditions: dict[str, Entry] = {}
    heading = _heading_row(sheet)
    for row, cells in sheet.head(COVER_ROWS):
        for label in cells:
            key, inline = _label(cells[label])
            form = form_named(cells[label]) if row >= heading else None
            if key and key not in entries:
                entries[key] = _without_person(key, _beside(cells, label, row, inline))
            elif form and form.id not in conditions and (entry := _beside(cells, label, row, "")).text:
                conditions[form.id] = entry
    return Cover(sheet.name, entries, conditions)


def _heading_row(sheet: Sheet) -> int:
    """The row from which on forms are named; the first row when the heading is missing."""
    heading = normalise(CONDITIONS_HEADING)
    return next(
        (row for row, cells in sheet.head(COVER_ROWS) if any(normalise(text).startswith(heading) for text in cells.values())),
        1,
    )


def _label(text: str) -> tuple[str | None, str]:
    """The key of a label, and what stands behind its colon in the same cell."""
    before, _, behind = text.partition(":")
    return _LABELS.get(normalise(before)), behind.strip()


def _beside(cells: dict[str, str], label: str, row: int, inline: str) -> Entry:
    """The value of a label: behind its colon, else the next cell to its right that says something and is no label itself."""
    if inline:
        return Entry(inline, f"{label}{row}")
    for place, text in list(cells.items())[list(cells).index(label) + 1 :]:
        if _label(text)[0]:
            break
        if re.search(r"\w", text):
            return Entry(text.strip(), f"{place}{row}")
    return Entry("", f"{letter(index_of(label) + 1)}{row}")


def _without_person(key: str, entry: Entry) -> Entry:
    return Entry(FILLED if entry.text else "", entry.cell) if key in PERSONS else entry
