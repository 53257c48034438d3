"""From the header rows of a table to one heading a column, and from headings to the columns of a form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from assets.reading.files.cell_names import column_index
from assets.reading.files.sheets import TextSheet
from schemas.columns import Kind, normalise
from schemas.forms import FORMS, Form
from schemas.forms.profiles import profile_headings

#: What may stand in brackets behind a heading without changing what it means. `(Rp juta)` does change it.
_HARMLESS = frozenset({
    "rp", "rupiah", "orang", "jiwa", "unit", "koperasi", "usaha", "desa", "kelurahan", "desa kelurahan",
    "dd mm yyyy", "hh bb tttt", "tgl bln thn", "yyyy", "tttt", "13 angka", "13 digit", "wajib", "wajib diisi", "ya tidak",
})  # fmt: skip
#: Words of a group or a heading that is about a person: under it, a bare `Nama` or `Alamat` is not the cooperative's.
PERSONAL = re.compile(
    r"\b(ketua|sekretaris|bendahara|pengawas|manajer|manager|pengurus|kontak|contact|cp|pic|pendamping|penyuluh|notaris"
    r"|ktp|hp|telepon|telp|wa)\b"
)
#: No form has fifty columns; beyond these, a sheet's columns are no headings but are counted all the same.
HEADINGS_AT_MOST = 500
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


def single_header(sheet: TextSheet, row: int) -> Header:
    """A header of one row."""
    titles = dict(islice(sheet.row(row).items(), HEADINGS_AT_MOST))
    keys = {letter: heading_keys(text) for letter, text in titles.items()}
    cells = {letter: f"{letter}{row}" for letter in titles}
    return Header(row, row, titles, keys, cells, {letter: (text,) for letter, text in titles.items()})


def stacked_header(sheet: TextSheet, top: int, bottom: int) -> Header:
    """A header of two or three rows: a group such as Anggota over L and P is read as `Anggota L` and `Anggota P`.

    A merged group reaches as far as it is merged. One that is only written in its first cell reaches over the columns to its
    right that have a lower heading alone.
    """
    rows = [sheet.row(row) for row in range(top, bottom + 1)]
    groups = [
        _groups(sheet, number, upper, rows[place + 1 :])
        for place, (number, upper) in enumerate(zip(range(top, bottom), rows, strict=False))
    ]
    titles: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    cells: dict[str, str] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for letter in sheet.cells.columns[:HEADINGS_AT_MOST]:
        own = [(top + place, row[letter]) for place, row in enumerate(rows) if letter in row]
        parts = [group[letter] for group in groups if letter in group] + ([rows[-1][letter]] if letter in rows[-1] else [])
        if not parts:
            continue
        parts = list(dict.fromkeys(parts))
        titles[letter] = " / ".join(parts)
        keys[letter] = _stacked_keys(parts)
        cells[letter] = f"{letter}{own[-1][0] if own else top}"
        texts[letter] = tuple(text for _, text in own)
    return Header(top, bottom, titles, keys, cells, texts)


def _groups(sheet: TextSheet, number: int, row: Mapping[str, str], below: list[dict[str, str]]) -> dict[str, str]:
    """What each column is under by one header row: letter → text."""
    merged = {merge.left: merge.right for merge in sheet.marks.merges_by_row.get(number, ())}
    reaches_by_merging = sheet.marks.spans_columns(number)
    found: dict[str, str] = {}
    text, end = "", -1
    for letter in sheet.cells.columns[:HEADINGS_AT_MOST]:
        place = column_index(letter)
        if letter in row:
            text, end = row[letter], merged.get(place, place)
        elif place > end and (reaches_by_merging or not any(letter in lower for lower in below)):
            text = ""
        if text:
            found[letter] = text
    return found


def _stacked_keys(parts: list[str]) -> tuple[str, ...]:
    """What a column may be known by: all its headings, then fewer of them, the lowest alone last and only if it is about no person."""
    if len(parts) == 1:
        return heading_keys(parts[0])
    *_, upper, lowest = parts
    orders = [parts, parts[::-1], [upper, lowest], [lowest, upper], [parts[0], lowest], [lowest, parts[0]]]
    joined = tuple(key for order in orders for key in heading_keys(" ".join(order)))
    personal = PERSONAL.search(normalise(" ".join(parts)))
    return tuple(dict.fromkeys(joined if personal else (*joined, *heading_keys(lowest))))


def recognise(header: Header, form: Form, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column id → letter, for the headings that the form knows. `more` are a profile's own headings.

    Of two columns for one id the one with the official title wins, then the left one; the other stays unknown.
    """
    found = _claims(header, form, more)
    return {column_id: min(claims)[1] for column_id, claims in found.items()}


def rivals(header: Header, form: Form, columns: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Column id → letters of further columns whose headings name it as well as that of the column which was taken."""
    found = {}
    for column_id, claims in _claims(header, form, more).items():
        if column_id in columns and len(claims) > 1:
            (rank, _), *others = sorted(claims)
            if equal := [header_letter for other, header_letter in others if other[0] == rank[0]]:
                found[column_id] = equal
    return found


def _claims(header: Header, form: Form, more: Mapping[str, str] | None) -> dict[str, list[tuple[tuple[int, int], str]]]:
    """Column id → ((rank of the heading, place on the sheet), letter) of each column whose heading names it."""
    known = _headings(form)
    found: dict[str, list[tuple[tuple[int, int], str]]] = {}
    for place, (letter, keys) in enumerate(header.keys.items()):
        own = next((known[key] for key in keys if key in known), None)
        column_id, rank = own or next(((more[key], 99) for key in keys if key in more) if more else iter(()), ("", 0))
        if not column_id or ("%" in header.titles[letter] and form.column(column_id).kind is not Kind.PERCENT):
            continue
        found.setdefault(column_id, []).append(((rank, place), letter))
    return found


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
def _own_headings() -> frozenset[str]:
    return frozenset(heading for form in FORMS.values() for heading in _headings(form))


def has_headings(texts: Iterable[str], at_least: int = 2) -> bool:
    """True when so many of the texts are headings of some form."""
    return known_headings(texts) >= at_least


def known_headings(texts: Iterable[str]) -> int:
    """How many of the texts are headings of some form."""
    every = _own_headings() | profile_headings()
    looked_at = islice(texts, HEADINGS_AT_MOST)
    return sum(any(key in every for key in heading_keys(text)) for text in looked_at if len(text) < 80)
