"""From the header rows of a table to one heading a column, and from headings to the columns of a form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assets.reading.sheets import Sheet
from schemas.columns import Kind, normalise
from schemas.forms import FORMS, Form
from schemas.forms.profiles import profiles

#: What may stand in brackets behind a heading without changing what it means. `(Rp juta)` does change it.
_HARMLESS = frozenset({
    "rp", "rupiah", "orang", "jiwa", "unit", "koperasi", "usaha", "desa", "kelurahan", "desa kelurahan",
    "dd mm yyyy", "hh bb tttt", "tgl bln thn", "yyyy", "tttt", "13 angka", "13 digit", "wajib", "wajib diisi", "ya tidak",
})  # fmt: skip
#: Words of a group or a heading that is about a person: under it, a bare `Nama` or `Alamat` is not the cooperative's.
_PERSONAL = re.compile(
    r"\b(ketua|sekretaris|bendahara|pengawas|manajer|manager|pengurus|kontak|contact|cp|pic|pendamping|penyuluh|notaris"
    r"|ktp|hp|telepon|telp|wa)\b"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Header:
    """The header of a table: its rows, and by letter what each column is called.

    `titles` are as written, `keys` what a heading may be known by, `cells` the address of the lowest cell, `texts` of all its cells.
    """

    top: int
    bottom: int
    titles: dict[str, str]
    keys: dict[str, tuple[str, ...]]
    cells: dict[str, str]
    texts: dict[str, tuple[str, ...]]

    @property
    def first_cell(self) -> str:
        """The A1 address of the header row's first filled cell."""
        return f"{next(iter(self.titles), 'A')}{self.top}"


@lru_cache(maxsize=20_000)
def heading_keys(text: str) -> tuple[str, ...]:
    """The normalised forms of a heading, as written first, then without what is harmless behind it."""
    plain = normalise(text)
    bare = normalise(_BRACKETS.sub(lambda match: "" if normalise(match[1]) in _HARMLESS else match[0], text))
    return tuple(dict.fromkeys(key for key in (plain, bare, plain.removesuffix(" rp")) if key))


def single_header(sheet: Sheet, row: int) -> Header:
    """A header of one row."""
    titles = sheet.row(row)
    keys = {letter: heading_keys(text) for letter, text in titles.items()}
    cells = {letter: f"{letter}{row}" for letter in titles}
    return Header(row, row, titles, keys, cells, {letter: (text,) for letter, text in titles.items()})


def double_header(sheet: Sheet, row: int) -> Header:
    """A header of two rows: a group such as Anggota over L and P is read as `Anggota L` and `Anggota P`.

    A merged group stands in its first cell only, so it reaches over the columns to its right that have a lower heading alone.
    """
    upper, lower = sheet.row(row), sheet.row(row + 1)
    titles: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    cells: dict[str, str] = {}
    texts: dict[str, tuple[str, ...]] = {}
    group = ""
    for letter in sheet.cells.columns:
        top, bottom = upper.get(letter, ""), lower.get(letter, "")
        group = top or (group if bottom else "")
        if not (top or bottom):
            continue
        titles[letter] = " / ".join(text for text in (group, bottom) if text)
        keys[letter] = _double_keys(group, bottom)
        cells[letter] = f"{letter}{row + 1 if bottom else row}"
        texts[letter] = tuple(text for text in (top, bottom) if text)
    return Header(row, row + 1, titles, keys, cells, texts)


def _double_keys(group: str, bottom: str) -> tuple[str, ...]:
    if not group or not bottom:
        return heading_keys(group or bottom)
    joined = (*heading_keys(f"{group} {bottom}"), *heading_keys(f"{bottom} {group}"))
    personal = _PERSONAL.search(normalise(f"{group} {bottom}"))
    return joined if personal else (*joined, *heading_keys(bottom))


def recognise(header: Header, form: Form, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column id → letter, for the headings that the form knows. `more` are a profile's own headings.

    Of two columns for one id the one with the official title wins, then the left one; the other stays unknown.
    """
    known = _headings(form)
    found: dict[str, tuple[int, str]] = {}
    for letter, keys in header.keys.items():
        matches = [(known[key], key) for key in keys if key in known] or [
            ((more[key], 99), key) for key in keys if more and key in more
        ]
        if not matches:
            continue
        (column_id, rank), _ = matches[0]
        if "%" in header.titles[letter] and form.column(column_id).kind is not Kind.PERCENT:
            continue
        if column_id not in found or rank < found[column_id][0]:
            found[column_id] = (rank, letter)
    return {column_id: letter for column_id, (_, letter) in found.items()}


@cache
def _headings_of(form_id: str) -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for column in FORMS[form_id].columns:
        for rank, heading in enumerate(column.headings):
            if heading not in known or rank < known[heading][1]:
                known[heading] = (column.id, rank)
    return known


def _headings(form: Form) -> dict[str, tuple[str, int]]:
    return _headings_of(form.id)


@cache
def _every_heading() -> frozenset[str]:
    own = {heading for form in FORMS.values() for heading in _headings(form)}
    return frozenset(own | {heading for profile in profiles() for heading in profile.headings})


def has_headings(texts: Iterable[str], at_least: int = 2) -> bool:
    """True when so many of the texts are headings of some form."""
    every = _every_heading()
    return sum(any(key in every for key in heading_keys(text)) for text in texts if len(text) < 80) >= at_least
