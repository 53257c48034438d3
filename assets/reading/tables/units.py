"""Amounts in thousands or millions: where a title or a heading says so, its amounts are no full rupiah and are not counted.

They are asked for and never multiplied: nobody but the office knows whether the words or the amounts are older.
"""

import re
from dataclasses import replace

from assets.reading.model import FormTable, Problem
from assets.reading.tables.headings import heading_keys
from assets.reading.tables.layouts import Layout, titles_of
from schemas.columns import Kind, normalise
from schemas.rules.of_files import NOT_IN_FULL_RUPIAH

_WORD = r"(ribu|ribuan|juta|jutaan|miliar|miliaran|milyar|milyaran)"
#: As in `dalam ribuan rupiah`, `(Rp juta)`, `Rp 000`, `x 1.000`, once the signs are gone.
_SCALED = re.compile(
    rf"\b(dalam|satuan) (\w+ )?{_WORD}\b|\b{_WORD} (rp|rupiah)\b|\b(rp|rupiah) ?(dalam )?({_WORD}|000( 000)?)\b|\bx ?(rp ?)?1 ?000( 000)?\b"
    r"|\b000( 000)? (rp|rupiah)\b"
)
_SCALED_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
EXAMPLE = "3.142.176.500, bukan 3.142.176,5"


def without_scaled(layout: Layout, table: FormTable) -> tuple[FormTable, list[Problem]]:
    """The table without its rupiah columns where a title above it says that they are in thousands or millions, and a note on it (V140).

    The same table, and no note, where no title says so.
    """
    money = [name for name in table.letters if layout.form.column(name).kind is Kind.RUPIAH]
    title = next((line for line in titles_of(layout) if scale_in(line)), "") if money else ""
    if not title:
        return table, []
    place = {"form": table.form, "sheet": table.sheet, "cell": table.header_cell}
    problem = Problem(NOT_IN_FULL_RUPIAH.code, **place, value=scale_in(title), detail="Judul tabel", example=EXAMPLE)
    letters = {name: letter for name, letter in table.letters.items() if name not in money}
    return replace(table, rows=table.rows.drop(money), letters=letters), [problem]


def scale_in(text: str) -> str:
    """The words of a text that say that amounts are in thousands or millions; empty when there are none.

    `Rekap (dalam jutaan rupiah)` → `dalam jutaan`.
    """
    words = _SCALED.search(normalise(text))
    return words[0] if words else ""


def scaled_heading(layout: Layout, title: str) -> str:
    """The words by which the heading of one of the form's rupiah columns is in thousands or millions; empty for any other heading.

    `Aset (Rp juta)` → `Rp juta`: as a heading it is not recognised, since it means another quantity than Aset.
    """
    bracket = _SCALED_BRACKETS.search(title)
    words = bracket[1] if bracket else ""
    if not re.search(rf"\b({_WORD}|000)\b", normalise(words)):
        return ""
    keys = heading_keys(_SCALED_BRACKETS.sub("", title))
    of_money = {heading for column in layout.form.columns if column.kind is Kind.RUPIAH for heading in column.headings}
    return words if of_money & set(keys) else ""
