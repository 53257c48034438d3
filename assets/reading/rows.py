"""From a table's place on its sheet to its rows as text: what is data, and what is numbering, a total or a footer.

A row that has a cell in a recognised column and is none of these is data, however little else it holds.
"""

import re
from collections.abc import Mapping

import polars as pl

from assets.reading.headings import recognise
from assets.reading.layouts import Layout
from assets.reading.model import FormTable, Problem, UnknownColumn
from assets.reading.privacy import hidden, hide, may_be_personal
from assets.reading.sheets import Sheet
from schemas.columns import normalise
from schemas.forms.profiles import Profile, profiles
from schemas.periods import MONTHS

RUNNING_NUMBER = frozenset({"no", "no urut", "nomor", "nomor urut", "nr", "num"})
UNTITLED = "(tanpa judul)"
#: A row of at least so many recognised cells is surely data; the footer can only begin below the last of them.
SURELY = 4
#: One cell alone after so many blank rows is a slip of the hand.
FAR = 20
#: No footer is longer; a table in which no row is surely data is not walked through from its first row.
FOOTER_ROWS = 200

_TOTAL_START = r"(?i)^\W*(sub[\s-]*total|grand[\s-]*total|jumlah|jml|total)\b"
_TOTAL = re.compile(r"^(sub ?total|grand ?total|jumlah|jml|total)\b")
_TOTAL_ONLY = re.compile(
    r"^(sub ?total|grand ?total|jumlah|jml|total)( (total|jumlah|seluruh|seluruhnya|keseluruhan|semua|umum|akhir|se|koperasi"
    r"|desa|kelurahan|l|p|(kab|kabupaten|kota|kec|kecamatan)( \w+){0,3}))*$"
)
#: Lines below a table, by their lower-case text: Mengetahui, a note, an office, a rank, a place with a day.
_FOOTER = re.compile(
    r"^\W*((mengetahui|menyetujui|disetujui|disahkan|diketahui|dibuat|disusun|penyusun|dicetak|tanggal cetak|ttd|plt|plh|nip)\b"
    r"|(yang membuat|a\.? ?n\.|kepala (dinas|bidang|seksi|kantor|uptd?)\b|pembina( utama| tk| tingkat|,|$)|penata( muda| tk|,|$))"
    r"|(catatan|keterangan|ket|sumber|sumber data|nb|note)\.?\s*(:|$)"
    rf"|[a-z. ]+,\s*\d{{1,2}}\s+({'|'.join(month.lower() for month in MONTHS)})\s+\d{{4}}\W*$)"
)
_LETTERS = re.compile(r"[^\W\d_]")


def read_table(layout: Layout, period: str | None) -> tuple[FormTable, list[Problem]]:
    """The rows of a table and what was noted: missing and unknown columns, the profile, total rows.

    `period` decides whether a header profile is valid; None = not known.
    """
    columns, profile = _with_profile(layout, period)
    above = layout.header.bottom
    body = layout.sheet.cells.slice(above, layout.end - above).with_row_index("row", above + 1)
    keep, totals = _data_rows(layout, body, columns)
    data = body.filter(keep)
    table = FormTable(
        form=layout.form.id,
        sheet=layout.sheet.name,
        header_row=layout.header.top,
        header_cell=layout.header.first_cell,
        letters=columns,
        rows=_as_rows(layout, data, columns, profile.constants if profile else {}),
        unknown=_unknown(layout, data, set(columns.values())),
        profile=profile.name if profile else "",
        constants=dict(profile.constants) if profile else {},
    )
    return table, _problems(layout, table, totals)


def _with_profile(layout: Layout, period: str | None) -> tuple[dict[str, str], Profile | None]:
    """The columns recognised, and the first profile of the form that they call for."""
    for profile in profiles():
        if profile.form == layout.form.id:
            columns = recognise(layout.header, layout.form, profile.headings)
            if profile.holds(columns, period):
                return columns, profile
    return layout.columns, None


def _data_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str]) -> tuple[pl.Series, int]:
    """Which rows are data, and how many total rows are not."""
    if not columns:
        return pl.Series([False] * body.height, dtype=pl.Boolean), 0
    filled = body.select(
        (pl.col(letter).str.strip_chars() != "").fill_null(False).alias(name) for name, letter in columns.items()
    )
    number = filled.sum_horizontal()
    required = [column.id for column in layout.form.required if column.id in columns]
    needed = filled.select(required).sum_horizontal() if required else number
    totals = _totals(body, columns)
    keep = (number > 0) & ~totals & ~_repeated_headers(layout, body, columns)
    apart = [
        *_numbering(layout.sheet, layout.header.bottom, layout.end),
        *_footers(layout.sheet, body, columns, number, needed, keep),
    ]
    return keep & ~body["row"].is_in(apart), int((totals & (number > 0)).sum())


def _numbering(sheet: Sheet, header: int, end: int) -> list[int]:
    """The row of column numbers (1 2 3 …) right under a header, if there is one."""
    row = next((row for row in range(header + 1, min(header + 3, end) + 1) if sheet.row(row)), None)
    ordinals = [_ordinal(text) for text in sheet.row(row).values()] if row else []
    known = [(place, ordinal) for place, ordinal in enumerate(ordinals) if ordinal is not None]
    if row is None or len(known) < 3 or len(known) < 0.8 * len(ordinals):
        return []
    steady = sum(ordinal - known[0][1] == place - known[0][0] for place, ordinal in known)
    return [row] if steady >= 0.6 * len(ordinals) else []


def _ordinal(text: str) -> int | None:
    """The number of a column as a numbering row writes it: 3, (3), c, or 7=5+6."""
    match = re.match(r"^\W*(?:(\d{1,3})(?:\.0)?\W*(?:=.*)?|([A-Za-z])\W*)$", text)
    if not match:
        return None
    return int(match[1]) if match[1] else ord(match[2].lower()) - ord("a") + 1


def _totals(body: pl.DataFrame, columns: Mapping[str, str]) -> pl.Series:
    """True for JUMLAH, TOTAL and SUB TOTAL rows: the word begins a row's text, and hardly any other text stands beside it."""
    letters = [name for name in body.columns if name != "row"]
    first = [letter for letter in letters if letter in {*letters[:6], *list(columns.values())[:4]}]
    starts = body.select(pl.any_horizontal(pl.col(first).str.contains(_TOTAL_START).fill_null(False))).to_series()
    rows = body.filter(starts)
    found = [row["row"] for row in rows.iter_rows(named=True) if _is_total([row[letter] for letter in letters])]
    return body["row"].is_in(found)


def _is_total(cells: list[str | None]) -> bool:
    texts = [
        normalise(text)
        for text in cells
        if text and not text.startswith("#") and _LETTERS.search(re.sub(r"(?i)\brp\b", "", text))
    ]
    label = next((text for text in texts[:2] if _TOTAL.match(text)), None)
    if label is None:
        return False
    return len(texts) <= (2 if _TOTAL_ONLY.match(label) else 1)


def _repeated_headers(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str]) -> pl.Series:
    """True for the header printed once more among the rows."""
    letters = [letter for letter in columns.values() if layout.header.texts.get(letter)][:4]
    if len(letters) < 2:
        return pl.Series([False] * body.height, dtype=pl.Boolean)
    same = body.select(pl.col(letter).is_in(list(layout.header.texts[letter])).fill_null(False) for letter in letters)
    return same.sum_horizontal() >= min(3, len(letters))


def _footers(
    sheet: Sheet, body: pl.DataFrame, columns: Mapping[str, str], number: pl.Series, needed: pl.Series, keep: pl.Series
) -> list[int]:
    """The rows below the last sure row of data that are notes, signatures or slips.

    What follows a word such as Mengetahui is a footer to the end; before one, only a line that fills no required column, or
    one cell alone far below.
    """
    sure = (keep & (number >= min(SURELY, len(columns)))).arg_true()
    last = int(sure[-1]) if len(sure) else -1
    filled = body.select(pl.any_horizontal(pl.exclude("row").is_not_null())).to_series()
    rest = body.select("row", number=number, needed=needed, keep=keep).filter(
        filled & (pl.int_range(body.height, eager=True) > last)
    )
    return _footer_rows(sheet, rest.tail(FOOTER_ROWS), set(columns.values()), int(body["row"][last]) if last >= 0 else None)


def _footer_rows(sheet: Sheet, rest: pl.DataFrame, letters: set[str], previous: int | None) -> list[int]:
    found: list[int] = []
    signed = False
    for row, number, needed, keep in rest.iter_rows():
        cells = sheet.row(row)
        few = len(cells) < SURELY
        signed = signed or (few and any(_FOOTER.match(text.lower()) for text in cells.values()))
        remark = needed == 0 and number <= 2 and all(_LETTERS.search(cells[letter]) for letter in letters & set(cells))
        slip = number == 1 and previous is not None and row - previous > FAR
        if keep and ((signed and few) or remark or slip):
            found.append(row)
        previous = row
    return found


def _as_rows(layout: Layout, data: pl.DataFrame, columns: Mapping[str, str], constants: Mapping[str, str]) -> pl.DataFrame:
    """Row numbers and the recognised columns, personal patterns hidden, in the order of the form."""
    order = [column for column in layout.form.columns if column.id in columns]
    rows = data.select(pl.col("row").cast(pl.Int32), *(pl.col(columns[column.id]).alias(column.id) for column in order))
    suspects = rows.select(may_be_personal(pl.col(column.id)).any().alias(column.id) for column in order)
    rows = rows.with_columns(hidden(pl.col(column.id), column.kind) for column in order if suspects[column.id].any())
    return rows.with_columns(pl.lit(value).alias(name) for name, value in constants.items())


def _unknown(layout: Layout, data: pl.DataFrame, known: set[str]) -> list[UnknownColumn]:
    """The columns that are no part of the form: title, address and number of filled cells, never a value.

    Where no heading was recognised, what stands in the header's place may be values as well, and nothing is told.
    """
    if not known:
        return []
    every = layout.sheet.cells.columns
    others = [letter for letter in every if letter not in known]
    leading = every[: next(place for place, letter in enumerate(every) if letter in known)]
    counts = data.select((pl.col(letter).str.strip_chars() != "").sum() for letter in others)
    found = []
    for letter in others:
        title, filled = layout.header.titles.get(letter, ""), int(counts[letter][0])
        if not (title or filled) or (letter in leading and _is_running_number(title, data[letter])):
            continue
        address = layout.header.cells.get(letter, f"{letter}{layout.header.bottom}")
        found.append(UnknownColumn(hide(title) if title else UNTITLED, address, filled))
    return found


def _is_running_number(title: str, cells: pl.Series) -> bool:
    """True for a column that only counts the rows: it says so, or it has no title and nothing but numbers."""
    if normalise(title):
        return normalise(title) in RUNNING_NUMBER
    return not cells.str.contains(r"\pL").any()


def _problems(layout: Layout, table: FormTable, totals: int) -> list[Problem]:
    place = {"form": table.form, "sheet": table.sheet}
    noted = []
    if table.profile:
        words = "; ".join(f"{layout.form.column(name).title} = {value}" for name, value in table.constants.items())
        noted.append(Problem("V114", **place, value=words, detail=table.profile))
    for column in layout.form.required:
        if column.id not in table.letters and column.id not in table.constants:
            expected = {"title": column.title, "allowed": column.allowed, "example": column.sample_value}
            noted.append(Problem("V110", **place, cell=table.header_cell, **expected))
    noted += [
        Problem("V115", **place, cell=column.cell, title=column.title, detail=str(column.filled)) for column in table.unknown
    ]
    if totals:
        noted.append(Problem("V125", **place, detail=str(totals)))
    return noted
