"""Which rows of a table are data, and which are a numbering, a total, a group's name, a header once more, or a footer.

A row that has a cell in a recognised column and is none of these is data, however little else it holds: what is taken for another kind is
missing from every figure, so each kind is told by more than one sign, and its number of rows is told to the officer (V125, V129).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from assets.reading.files.sheets import TextSheet
from assets.reading.identity.area_texts import readings_of_name
from assets.reading.tables.layouts import Layout
from schemas.areas import COUNTRY, areas
from schemas.columns import PLACES, WORDS, Column, Kind, normalise
from schemas.forms import Form
from schemas.periods import MONTHS

#: A row of at least so many recognised cells is surely data; the footer can only begin below the last of them.
SURELY = 4
#: One cell alone after so many blank rows is a slip of the hand: it made a row of its own, and every required column was missing in it.
FAR = 20
#: At least so many rows at the end of a table make a tail that was filled down; one or two may be unfinished.
FILLED_DOWN = 3
#: No footer is longer; a table in which no row is surely data is not walked through from its first row.
FOOTER_ROWS = 200

_TOTAL_START = r"(?i)^\W*(sub[\s-]*total|grand[\s-]*total|jumlah|jml|total)\b"
_TOTAL = re.compile(r"^(sub ?total|grand ?total|jumlah|jml|total)\b")
_TOTAL_ONLY = re.compile(
    r"^(sub ?total|grand ?total|jumlah|jml|total)( (total|jumlah|seluruh|seluruhnya|keseluruhan|semua|umum|akhir|se|koperasi"
    r"|desa|kelurahan|l|p|[ivx]+|[a-z]|(kab|kabupaten|kota|kec|kecamatan)( \w+){0,3}))*$"
)
#: What stands beside figures that are drawn from the rows above and sums nothing up: such lines became cooperatives called Rata-rata.
_SUMMARY = re.compile(
    r"^(rata rata|rata2|rerata|rataan|average|median|maksimum|maksimal|minimum|minimal|persentase|prosentase|persen|presentase|selisih|rasio"
    r"|(koperasi )?(aktif|tidak aktif|non aktif|nonaktif|pasif|dibubarkan)|keterangan)$"
)
_SUMMARY_START = r"(?i)^\W*(rata|rera|average|median|maks|minim|persen|prosen|presen|selisih|rasio|koperasi|aktif|tidak|non|pasif|dibubarkan|ket)"
#: The name of a place over the rows that belong to it.
_GROUP_TEXT = r"(?i)^\W*(?:(?:[ivx]+|[a-z]|\d+)[.)]\s*)?(kecamatan|kec|kabupaten|kab|kelurahan)\b[.:]?\s+\w"
_GROUP = re.compile(_GROUP_TEXT)
#: A regency's name over the rows that belong to it, from its first word on; `B. ` or `II) ` may stand before it.
HIGHER_GROUP = re.compile(r"(?i)^\W*(?:(?:[ivx]+|[a-z]|\d+)[.)]\s*)?(?=(?:kabupaten|kab|kota)\b)")
_NUMERAL = re.compile(r"(?i)^\W*([ivx]+|[a-z]|\d+)\W*$")
#: Lines below a table, by their lower-case text: * a note, Mengetahui, an office, a rank, a place with a day.
_FOOTER = re.compile(
    r"^\s*\*|^\W*((mengetahui|menyetujui|disetujui|disahkan|diketahui|dibuat|disusun|penyusun|dicetak|tanggal cetak|ttd|plt|plh|nip)\b"
    r"|(yang membuat|a\.? ?n\.|kepala (dinas|bidang|seksi|kantor|uptd?)\b|pembina( utama| tk| tingkat|,|$)|penata( muda| tk|,|$))"
    r"|(catatan|keterangan|ket|sumber|sumber data|nb|note)\.?\s*(:|$)"
    rf"|[a-z. ]+,\s*\d{{1,2}}\s+({'|'.join(month.lower() for month in MONTHS)})\s+\d{{4}}\W*$)"
)
#: `Se-Kabupaten`, `Kab.` alone; and a name that begins with one of these words.
_WHOLE = re.compile(r"(?i)^\W*(se\W*)?(kabupaten|kab|kota)\W*$")
_CALLED = re.compile(r"(?i)^\W*(se\W*)?(kabupaten|kab|kota)\b")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class RowKinds:
    """What the rows of a table's body are. `data`: a Boolean for each of them. The others: the sheet's numbers of those rows, in their order.

    `defaults` are rows below the last one that hold nothing but what was filled down, as `Tidak` and 2024 on each.
    `groups` are rows that only name what the rows below them belong to, as KECAMATAN BAAMANG. `summaries` hold averages, shares or counts
    of the rows above; unlike `totals` they sum nothing up.
    """

    data: pl.Series
    totals: list[int]
    groups: list[int]
    summaries: list[int] = field(default_factory=list)
    defaults: list[int] = field(default_factory=list)


def kinds_of_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], area: str | None = None) -> RowKinds:
    """Tell the rows of a table's body (`row`, the sheet's number, and a String column a letter) apart by the columns recognised (id → letter).

    In a table with a row a kecamatan, one that bears the name of the regency (`area`, a code) beside them is their total.
    """
    if not columns:
        return RowKinds(pl.Series([False] * body.height, dtype=pl.Boolean), [], [])
    filled = pl.DataFrame({name: filled_cells(body[letter]) for name, letter in columns.items()})
    number = filled.sum_horizontal()
    required = [column.id for column in layout.form.required if column.id in columns]
    needed = filled.select(required).sum_horizontal() if required else number
    totals = (_total_rows(body, columns) | _regency_rows(layout, body, columns, area)) & (number > 0)
    groups = _group_rows(layout, body, columns, number <= 1)
    summaries = _summary_rows(layout, body, columns)
    # Footers come last: they are looked for below the last row that is surely data, which the other kinds must be known for.
    keep = (number > 0) & ~totals & ~body["row"].is_in([*groups, *summaries]) & ~_header_rows(layout, body, columns)
    apart = [
        *_numbering_rows(layout.sheet, layout.header.bottom, layout.end),
        *_footers(layout.sheet, body, columns, number, needed, keep),
    ]
    keep = keep & ~body["row"].is_in(apart)
    defaults = _filled_down_rows(layout, body, columns, filled, keep)
    return RowKinds(keep & ~body["row"].is_in(defaults), body["row"].filter(totals).to_list(), groups, summaries, defaults)


def filled_cells(cells: pl.Series) -> pl.Series:
    """True where a cell holds more than blanks. Only a text that begins with none of ASCII's printable signs is looked at closer."""
    filled = cells.is_not_null()
    # Stripping every text is slow on two million cells; nearly all begin with a printable sign and cannot be blank.
    doubtful = ((cells < "!") | (cells > "~")).fill_null(False)
    return filled & (cells.str.strip_chars() != "").fill_null(False) if doubtful.any() else filled


def _filled_down_rows(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], filled: pl.DataFrame, keep: pl.Series
) -> list[int]:
    """The rows that end a table (`keep`: its rows of data) with the same few values on each and nothing that says what the row is about.

    Formulas and choices are often filled down far below the last cooperative: 507 such rows asked for 2,028 cells.
    """
    naming = [column.id for column in layout.form.columns if column.id in columns and _names_the_row(layout.form, column)]
    if not naming or not keep.any():
        return []
    named = keep & filled.select(pl.any_horizontal(naming)).to_series()
    last = int(named.arg_true()[-1]) if named.any() else -1
    tail = body.filter(keep & (pl.int_range(body.height, eager=True) > last))
    distinct = tail.select(pl.col(letter).drop_nulls().n_unique() for letter in columns.values()).row(0)
    return tail["row"].to_list() if tail.height >= FILLED_DOWN and max(distinct) <= 1 else []


def _names_the_row(form: Form, column: Column) -> bool:
    """True for a column by which a person knows what a row is about: its key, and what is required of words and places."""
    return column.id == form.key or (column.required and column.kind in WORDS)


def _numbering_rows(sheet: TextSheet, header: int, end: int) -> list[int]:
    """The row of column numbers (1 2 3 …) right under a header, if there is one."""
    row = next((row for row in range(header + 1, min(header + 3, end) + 1) if sheet.row(row)), None)
    ordinals = [_ordinal(text) for text in sheet.row(row).values()] if row else []
    placed = [(place, ordinal) for place, ordinal in enumerate(ordinals) if ordinal is not None]
    if row is None or len(placed) < 3 or len(placed) < 0.8 * len(ordinals):
        return []
    # A row of data may hold small numbers as well: in a numbering they rise by one a column, but for slips of whoever numbered.
    first_place, first_ordinal = placed[0]
    steady = sum(ordinal - first_ordinal == place - first_place for place, ordinal in placed)
    return [row] if steady >= 0.6 * len(ordinals) else []


def _ordinal(text: str) -> int | None:
    """The number of a column as a numbering row writes it: 3, (3), c, or 7=5+6."""
    match = re.match(r"^\W*(?:(\d{1,3})(?:\.0)?\W*(?:=.*)?|([A-Za-z])\W*)$", text)
    if not match:
        return None
    return int(match[1]) if match[1] else ord(match[2].lower()) - ord("a") + 1


def _total_rows(body: pl.DataFrame, columns: Mapping[str, str]) -> pl.Series:
    """True for JUMLAH, TOTAL and SUB TOTAL rows: the word begins a row's text, and hardly any other text stands beside it."""
    # The word stands in the first columns, or under the first ones recognised where a table begins in the middle of the sheet.
    letters = [name for name in body.columns if name != "row"]
    first = [letter for letter in letters if letter in {*letters[:6], *list(columns.values())[:4]}]
    starts = body.select(pl.any_horizontal(pl.col(first).str.contains(_TOTAL_START).fill_null(False))).to_series()
    rows = body.filter(starts)
    totals = [row["row"] for row in rows.iter_rows(named=True) if _is_total([row[letter] for letter in letters])]
    return body["row"].is_in(totals)


def _regency_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], area: str | None) -> pl.Series:
    """True for a row that is called after the regency, as `Kab. Kotim` or `Se-Kabupaten`, where other rows are kecamatan.

    Beside its kecamatan it would double every figure. Alone it is the recap's one row for the whole regency, and data. By the bare name
    (`Barito Timur`) it is known where it begins or ends the table.
    """
    first = layout.form.columns[0]
    nothing = pl.Series([False] * body.height, dtype=pl.Boolean)
    if first.kind is not Kind.DISTRICT or first.id not in columns:
        return nothing
    names = body[columns[first.id]]
    texts = names.filter(filled_cells(names))
    at_an_end = {texts[0], texts[-1]} if texts.len() else set()
    whole = [
        text
        for text in texts.unique()
        if _WHOLE.match(text)
        or (
            (_CALLED.match(text) or text in at_an_end)
            and area in readings_of_name(text)
            and normalise(text) not in _districts_of(area)
        )
    ]
    called = names.is_in(whole)
    return called if (filled_cells(names) & ~called).sum() > 1 else nothing


@cache
def _districts_of(area: str | None) -> frozenset[str]:
    """The names of a regency's kecamatan: Kota Kudus of Kabupaten Kudus was taken for the regency's total, and 111 bear its very name."""
    return frozenset(normalise(name) for name in areas(COUNTRY).districts.filter(pl.col("regency_code") == area)["name"])


def _is_total(cells: list[str | None]) -> bool:
    """True where one of a row's first two texts is a total's label and at most one other stands beside it, `Rp` and errors left aside.

    A label that may be a name as well (`Jumlah Makmur`, a cooperative) must stand alone.
    """
    texts = [
        normalise(text)
        for text in cells
        if text and not text.startswith("#") and _LETTERS.search(re.sub(r"(?i)\brp\b", "", text))
    ]
    label = next((text for text in texts[:2] if _TOTAL.match(text)), None)
    if label is None:
        return False
    return len(texts) <= (2 if _TOTAL_ONLY.match(label) else 1)


def _summary_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str]) -> list[int]:
    """Rows whose only text is Rata-rata, Persentase, Tidak Aktif or the like, unless it stands where it is an answer.

    Only rows in which no choice is answered are looked at: the search in all of them cost a quarter of the reading.
    """
    answers = {columns[column.id] for column in layout.form.columns if column.values and column.id in columns}
    letters = [name for name in body.columns if name != "row" and name not in answers]
    begins = pl.any_horizontal(
        pl.lit(False), *(pl.col(letter).str.contains(_SUMMARY_START).fill_null(False) for letter in letters[:6])
    )
    texts = pl.concat_list(
        pl.when(pl.col(letter).str.contains(r"(?i)\pL").fill_null(False) & ~pl.col(letter).str.starts_with("#")).then(letter)
        for letter in letters
    ).list.drop_nulls()  # fmt: skip
    unanswered = body.filter(pl.all_horizontal(pl.lit(True), *(pl.col(letter).is_null() for letter in answers)))
    alone = unanswered.filter(begins).select("row", texts=texts).filter(pl.col("texts").list.len() == 1)
    return [row for row, text in alone.select("row", pl.col("texts").list.first()).iter_rows() if _SUMMARY.match(normalise(text))]


def _group_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], sparse: pl.Series) -> list[int]:
    """Rows that hold the name of a group of rows and nothing else: KECAMATAN X, or a text merged over several columns.

    Where a place is what a row is about, as a kecamatan in the recap, its name alone makes a row of data with blanks.
    """
    # A kecamatan whose numbers are not filled in yet is a row of the recap, and its blanks are asked for.
    about = {columns[column.id] for column in layout.form.columns if column.kind in PLACES and column.id in columns}
    if layout.form.columns[0].kind not in PLACES:
        about = set()
    named = pl.any_horizontal(pl.exclude("row").str.contains(_GROUP_TEXT).fill_null(False))
    merged = pl.col("row").is_in([row for row in layout.sheet.marks.merges_by_row if layout.sheet.marks.spans_columns(row)])
    candidates = body.filter(sparse).filter(named | merged)
    groups = []
    for row in candidates["row"]:
        cells = layout.sheet.row(row)
        words = [(letter, text) for letter, text in cells.items() if not _NUMERAL.match(text)]
        if len(words) != 1 or len(cells) > 2 or words[0][0] in about:
            continue
        if _GROUP.match(words[0][1]) or (len(cells) == 1 and layout.sheet.marks.spans_columns(row)):
            groups.append(row)
    return groups


def _header_rows(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str]) -> pl.Series:
    """True for the header printed once more among the rows, as on each page: most of four recognised columns say what their header says."""
    letters = [letter for letter in columns.values() if layout.header.texts.get(letter)][:4]
    if len(letters) < 2:
        return pl.Series([False] * body.height, dtype=pl.Boolean)
    same = body.select(pl.col(letter).is_in(list(layout.header.texts[letter])).fill_null(False) for letter in letters)
    return same.sum_horizontal() >= min(3, len(letters))


def _footers(
    sheet: TextSheet, body: pl.DataFrame, columns: Mapping[str, str], number: pl.Series, needed: pl.Series, keep: pl.Series
) -> list[int]:
    """The rows below the last sure row of data (`keep` and SURELY cells or all) that are notes, signatures or slips.

    `number` and `needed` are how many recognised and how many required cells each row fills. What follows a word such as Mengetahui is a
    footer to the end; before one, only a line that fills no required column, or one cell alone far below.
    """
    sure = (keep & (number >= min(SURELY, len(columns)))).arg_true()
    last = int(sure[-1]) if len(sure) else -1
    filled = body.select(pl.any_horizontal(pl.exclude("row").is_not_null())).to_series()
    rest = body.select("row", number=number, needed=needed, keep=keep).filter(
        filled & (pl.int_range(body.height, eager=True) > last)
    )
    return _footer_rows(sheet, rest.tail(FOOTER_ROWS), set(columns.values()), int(body["row"][last]) if last >= 0 else None)


def _footer_rows(sheet: TextSheet, rest: pl.DataFrame, letters: set[str], previous: int | None) -> list[int]:
    """Those of the last rows (row, number, needed, keep) that are no data; `previous` is the last sure row above them, if any."""
    footers: list[int] = []
    signed = False
    for row, number, needed, keep in rest.iter_rows():
        cells = sheet.row(row)
        few = len(cells) < SURELY
        # Words of a footer in a full row are none, and most need a colon: Sumber Rejeki and Pembina Karya were the last cooperatives of lists.
        signed = signed or (few and any(_FOOTER.match(text.lower()) for text in cells.values()))
        remark = needed == 0 and number <= 2 and all(_LETTERS.search(cells[letter]) for letter in letters & set(cells))
        slip = number == 1 and previous is not None and row - previous > FAR
        if keep and ((signed and few) or remark or slip):
            footers.append(row)
        previous = row
    return footers
