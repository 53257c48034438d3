"""From the header rows of a table to one heading a column, and from headings to the columns of a form.

A heading is known by its keys: normalised texts, the most telling first. Which headings a column of a form has is said in the form's
module alone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from assets.reading.files.sheets import TextSheet
from schemas.cell_names import column_index
from schemas.columns import Kind, normalise
from schemas.forms import EVERY_FORM, FORMS, Form
from schemas.forms.profiles import profile_headings
from schemas.heading_words import written_out

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
#: Headings of a column that only counts the rows.
RUNNING_NUMBER = frozenset({"no", "no urut", "nomor", "nomor urut", "nr", "num"})
#: No form has fifty columns. Beyond these a sheet's columns are no headings, but are counted as unknown ones all the same.
HEADINGS_AT_MOST = 500
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Header:
    """The header of a table: its rows, and by letter what each column is called.

    `top` and `bottom` are rows from 1, the same for a header of one row. `titles` are as written (`Anggota / L`), `keys` what a heading may
    be known by, `cells` the address of the lowest cell, `texts` what each of its cells says.
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
    """The normalised forms of a heading: as written first, then without what is harmless behind it, then with its words written out.

    `Vol. Usaha (Rp)` → (`vol usaha rp`, `vol usaha`, `volume usaha rp`, `volume usaha`); none for a heading of signs alone.
    """
    as_written = normalise(text)
    unbracketed = normalise(_BRACKETS.sub(lambda match: "" if normalise(match[1]) in _HARMLESS else match[0], text))
    keys = (as_written, unbracketed, as_written.removesuffix(" rp"))
    return tuple(dict.fromkeys(key for key in (*keys, *map(written_out, keys)) if key))


def single_header(sheet: TextSheet, row: int) -> Header:
    """The header that a row (from 1) is if it is one; as many columns as HEADINGS_AT_MOST."""
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
        _groups_over_columns(sheet, number, upper, rows[place + 1 :])
        for place, (number, upper) in enumerate(zip(range(top, bottom), rows, strict=False))
    ]
    titles: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    cells: dict[str, str] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for letter in sheet.cells.columns[:HEADINGS_AT_MOST]:
        filled = [(top + place, row[letter]) for place, row in enumerate(rows) if letter in row]
        parts = [group[letter] for group in groups if letter in group] + ([rows[-1][letter]] if letter in rows[-1] else [])
        if not parts:
            continue
        parts = list(dict.fromkeys(parts))
        titles[letter] = " / ".join(parts)
        keys[letter] = _stacked_keys(parts)
        cells[letter] = f"{letter}{filled[-1][0] if filled else top}"
        texts[letter] = tuple(text for _, text in filled)
    return Header(top, bottom, titles, keys, cells, texts)


def _groups_over_columns(sheet: TextSheet, number: int, row: Mapping[str, str], below: list[dict[str, str]]) -> dict[str, str]:
    """Letter → the text that stands over that column in one header row (number from 1), its own or that of a group begun to its left.

    `below` are the lower header rows. Where nothing in the row is merged, a group ends at the first column without a lower heading.
    """
    merged = {merge.left: merge.right for merge in sheet.marks.merges_by_row.get(number, ())}
    reaches_by_merging = sheet.marks.spans_columns(number)
    over: dict[str, str] = {}
    text, end = "", -1
    for letter in sheet.cells.columns[:HEADINGS_AT_MOST]:
        index = column_index(letter)
        if letter in row:
            text, end = row[letter], merged.get(index, index)
        elif index > end and (reaches_by_merging or not any(letter in lower for lower in below)):
            text = ""
        if text:
            over[letter] = text
    return over


def _stacked_keys(parts: list[str]) -> tuple[str, ...]:
    """What a column may be known by: all its headings, then fewer of them, the lowest alone last and only if it is about no person.

    Offices turn groups about: `Anggota / Pria` and `Pria / Anggota` are one column. Under `Ketua` a bare `Nama` would be taken for
    the cooperative's, and the person's name would get into a table.
    """
    if len(parts) == 1:
        return heading_keys(parts[0])
    *_, upper, lowest = parts
    orders = [parts, parts[::-1], [upper, lowest], [lowest, upper], [parts[0], lowest], [lowest, parts[0]]]
    joined = tuple(key for order in orders for key in heading_keys(" ".join(order)))
    personal = PERSONAL.search(normalise(" ".join(parts)))
    return tuple(dict.fromkeys(joined if personal else (*joined, *heading_keys(lowest))))


def recognise(header: Header, form: Form, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column id → letter, for the headings that the form knows. `more` are a profile's own headings: key → column id.

    Of two columns for one id the one with the official title wins, then the left one; the other stays unknown.
    """
    return {column_id: min(claims)[1] for column_id, claims in _claims_to_columns(header, form, more).items()}


def rivals(header: Header, form: Form, columns: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Column id → letters of further columns whose headings name it as well as that of the column which was taken (`columns`)."""
    equals_by_column = {}
    for column_id, claims in _claims_to_columns(header, form, more).items():
        if column_id in columns and len(claims) > 1:
            ((best_rank, _), _), *others = sorted(claims)
            if equals := [letter for (rank, _), letter in others if rank == best_rank]:
                equals_by_column[column_id] = equals
    return equals_by_column


def _claims_to_columns(
    header: Header, form: Form, more: Mapping[str, str] | None
) -> dict[str, list[tuple[tuple[int, int], str]]]:
    """Column id → ((rank of the heading, place on the sheet), letter) of each column whose heading names it.

    Rank 0 is the form's own title, a higher one a synonym, 99 a profile's heading.
    """
    by_heading = _headings_of(form.id)
    claims: dict[str, list[tuple[tuple[int, int], str]]] = {}
    for place, (letter, keys) in enumerate(header.keys.items()):
        by_form = next((by_heading[key] for key in keys if key in by_heading), None)
        column_id, rank = by_form or next(((more[key], 99) for key in keys if key in more) if more else iter(()), ("", 0))
        # `Aktif (%)` beside `Aktif` is a share that the office computed, not the count.
        if not column_id or ("%" in header.titles[letter] and form.column(column_id).kind is not Kind.PERCENT):
            continue
        claims.setdefault(column_id, []).append(((rank, place), letter))
    return claims


@cache
def _headings_of(form_id: str) -> dict[str, tuple[str, int]]:
    """Heading (normalised) → (column id, rank) of a form; of two columns with one heading the one that it is nearer to the title of."""
    by_heading: dict[str, tuple[str, int]] = {}
    for column in EVERY_FORM[form_id].columns:
        for rank, heading in enumerate(column.headings):
            for key in (heading, written_out(heading)):
                if key not in by_heading or rank < by_heading[key][1]:
                    by_heading[key] = (column.id, rank)
    return by_heading


@cache
def _headings_of_forms(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(heading for form in forms for heading in _headings_of(form))


def has_headings(texts: Iterable[str], forms: Iterable[str] = FORMS, at_least: int = 2) -> bool:
    """True when so many of the texts are headings of some of the forms (ids)."""
    return count_headings(texts, forms) >= at_least


def count_headings(texts: Iterable[str], forms: Iterable[str] = FORMS) -> int:
    """How many of the texts are headings of some of the forms (ids), or of a profile in force; a text of 80 letters or more is none."""
    every = _headings_of_forms(tuple(forms)) | profile_headings()
    looked_at = islice(texts, HEADINGS_AT_MOST)
    return sum(any(key in every for key in heading_keys(text)) for text in looked_at if len(text) < 80)
