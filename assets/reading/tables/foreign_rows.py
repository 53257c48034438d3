"""Rows whose own column Kabupaten/Kota names another regency than the file's: they are never counted in the file's regency.

Either a slip in a list that was cut out of the province's, or the province's list sent as one regency's report.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from assets.reading.files.limits import with_points
from assets.reading.identity.area_texts import area_name, readings_of_code, readings_of_name
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import HIGHER_GROUP, RowKinds
from schemas.places import FOREIGN_AT_MOST
from schemas.rules.of_files import LIST_OF_SEVERAL_REGENCIES, ROW_OF_ANOTHER_REGENCY

_HEADINGS = frozenset({
    "kabupaten", "kabupaten kota", "kab kota", "kab", "kota kabupaten", "nama kabupaten", "nama kabupaten kota", "nama kab kota",
})  # fmt: skip


def without_foreign(layout: Layout, table: FormTable, area: str | None) -> tuple[FormTable, list[Problem]]:
    """The table without the rows of other regencies than `area`, and a note on each (V148); the same table where there are none.

    Where they are several and more than FOREIGN_AT_MOST of the rows, the table is a list of several regencies: it keeps its rows and is
    returned whole (V142). A cooperative that is the province's own by its Bentuk may have its seat in any regency, and so may what the
    province does or sees there.
    """
    letter = _regency_column(layout, table, area)
    if area is None or letter is None:
        return table, []
    written = layout.sheet.cells[letter].str.strip_chars().gather(table.rows["row"] - 1)
    foreign = written.is_in(_names_of_others(written.unique().drop_nulls(), area))
    if _is_province(area) and "legal_form" in table.rows.columns:
        foreign &= ~table.rows["legal_form"].str.contains("(?i)provinsi|nasional").fill_null(False)
    if not foreign.any():
        return table, []
    place = {"form": table.form, "sheet": table.sheet, "title": layout.header.titles[letter], "allowed": area_name(area)}
    # One row in a table of three is a slip as well, however large its share.
    is_slip = foreign.sum() == 1 < table.rows.height
    if not is_slip and foreign.sum() > FOREIGN_AT_MOST * table.rows.height:
        return table, [
            Problem(
                LIST_OF_SEVERAL_REGENCIES.code,
                **place,
                cell=layout.header.cells[letter],
                detail=_share_in_words(written, foreign),
            )
        ]
    lines = zip(table.rows["row"].filter(foreign), written.filter(foreign), strict=True)
    problems = [Problem(ROW_OF_ANOTHER_REGENCY.code, **place, cell=f"{letter}{row}", value=text) for row, text in lines]
    return replace(table, rows=table.rows.filter(~foreign)), problems


def foreign_groups(layout: Layout, kinds: RowKinds, area: str | None) -> list[Problem]:
    """A note (V142) at each row that heads a group of rows with the name of another regency than `area`."""
    if area is None or _is_province(area):
        return []
    problems: list[Problem] = []
    for row in kinds.groups:
        for letter, text in layout.sheet.row(row).items():
            if HIGHER_GROUP.match(text) and _names_of_others([HIGHER_GROUP.sub("", text, count=1)], area):
                place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": f"{letter}{row}", "title": text}
                detail = f"baris di bawah {letter}{row} milik kabupaten/kota lain"
                problems.append(Problem(LIST_OF_SEVERAL_REGENCIES.code, **place, allowed=area_name(area), detail=detail))
    return problems


def _regency_column(layout: Layout, table: FormTable, area: str | None) -> str | None:
    """The letter of the column Kabupaten/Kota that says whose a row is; None where there is none, or it says something else.

    A recap with one row for the whole regency has the regency's name under Kecamatan: such a column is a column of the form. Of the
    province's own reports only its cooperatives (the register) are told apart by it.
    """
    letter = next((name for name, keys in layout.header.keys.items() if _HEADINGS & set(keys)), None)
    if area is None or (_is_province(area) and table.form != "register"):
        return None
    return None if letter in table.letters.values() or table.rows.is_empty() else letter


def _is_province(area: str) -> bool:
    return "." not in area


def _share_in_words(written: pl.Series, foreign: pl.Series) -> str:
    """How many rows name which other regencies, the first three of them."""
    names = ", ".join(name for name in written.filter(foreign).unique(maintain_order=True).head(3))
    return f"{with_points(int(foreign.sum()))} dari {with_points(len(written))} baris menyebut kabupaten/kota lain ({names})"


def _names_of_others(names: Iterable[str], area: str) -> list[str]:
    """The texts, by name or code, that mean other regencies and not this one; what means none says nothing."""
    meant = {name: {code for code in (*readings_of_name(name), *readings_of_code(name)) if "." in code} for name in names}
    return [name for name, codes in meant.items() if codes and area not in codes]
