"""Rows whose own column Kabupaten/Kota names another regency than the file's: they are never counted in the file's regency."""

from collections.abc import Iterable

from assets.reading.identity.area_texts import area_name, readings_of_code, readings_of_name
from assets.reading.model import FormTable, Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import HIGHER_GROUP, RowKinds
from schemas.places import FOREIGN_AT_MOST

_HEADINGS = frozenset({
    "kabupaten", "kabupaten kota", "kab kota", "kab", "kota kabupaten", "nama kabupaten", "nama kabupaten kota", "nama kab kota",
})  # fmt: skip


def without_foreign(layout: Layout, table: FormTable, area: str | None) -> tuple[FormTable, list[Problem]]:
    """The table without the rows of other regencies, and a note on each (V148).

    Where they are several and more than a tenth, the table is a list of several regencies: it is returned whole (V142). A cooperative that is
    the province's own by its Bentuk may have its seat in any regency, and so may what the province does or sees there.
    """
    letter = next((name for name, keys in layout.header.keys.items() if _HEADINGS & set(keys)), None)
    if (
        area is None
        or ("." not in area and table.form != "register")
        or letter is None
        or letter in table.letters.values()
        or table.rows.is_empty()
    ):
        return table, []
    texts = layout.sheet.cells[letter].str.strip_chars().gather(table.rows["row"] - 1)
    foreign = texts.is_in(_foreign(texts.unique().drop_nulls(), area))
    if "." not in area and "legal_form" in table.rows.columns:
        foreign &= ~table.rows["legal_form"].str.contains("(?i)provinsi|nasional").fill_null(False)
    if not foreign.any():
        return table, []
    place = {"form": table.form, "sheet": table.sheet, "title": layout.header.titles[letter], "allowed": area_name(area)}
    slip = foreign.sum() == 1 < table.rows.height
    if not slip and foreign.sum() > FOREIGN_AT_MOST * table.rows.height:
        names = ", ".join(texts.filter(foreign).unique(maintain_order=True).head(3))
        detail = f"{foreign.sum()} dari {table.rows.height} baris menyebut kabupaten/kota lain ({names})"
        return table, [Problem("V142", **place, cell=layout.header.cells[letter], detail=detail)]
    lines = zip(table.rows["row"].filter(foreign), texts.filter(foreign), strict=True)
    noted = [Problem("V148", **place, cell=f"{letter}{row}", value=text) for row, text in lines]
    table.rows = table.rows.filter(~foreign)
    return table, noted


def foreign_groups(layout: Layout, kinds: RowKinds, area: str | None) -> list[Problem]:
    """A note (V142) at each row that heads a group of rows with the name of another regency."""
    noted: list[Problem] = []
    if area is None or "." not in area:
        return noted
    for row in kinds.groups:
        for letter, text in layout.sheet.row(row).items():
            if HIGHER_GROUP.match(text) and _foreign([HIGHER_GROUP.sub("", text, count=1)], area):
                place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": f"{letter}{row}", "title": text}
                noted.append(
                    Problem(
                        "V142", **place, allowed=area_name(area), detail=f"baris di bawah {letter}{row} milik kabupaten/kota lain"
                    )
                )
    return noted


def _foreign(names: Iterable[str], area: str) -> list[str]:
    """The texts that name other regencies and not this one; what names none says nothing."""
    meant = {name: {code for code in (*readings_of_name(name), *readings_of_code(name)) if "." in code} for name in names}
    return [name for name, codes in meant.items() if codes and area not in codes]
