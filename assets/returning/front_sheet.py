"""The first sheet: the letter, what is to be done about which cells, a place for the officer's explanations, and the table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.judging.groups import EXPLAIN_AT_MOST
from assets.returning import looks
from assets.returning.findings_table import MOST_ROWS, WIDTHS, table_rows
from assets.returning.first_steps import FirstSteps
from assets.returning.letter import Counts, Letter, opening
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import Cell, SheetRows, before_rows, behind_rows, lines, run
from assets.returning.xlsx.styles_part import StylesPart
from schemas import periods
from schemas.formatting import number
from schemas.forms import SAMPLE_MARK
from schemas.notes_sheet import NOTES_MARK, NOTES_SHEET, NOTES_TABLE, NOTHING_TO_NAME
from schemas.rules import EXPLAIN, FATAL, INFO, RULES, SEVERITIES, SEVERITY_WORDS

#: Links slow a program down; those who mend more cells than this filter the table instead.
LINKED = 5_000
THINGS_HEADS = ("Lembar", "Sel", "Hal yang ditemukan", "", "", "Penjelasan Bapak/Ibu (untuk semua selnya)", "Kode", "Hal")
#: Characters of a message that a thing shows.
MESSAGE = 320
LIST_WORD = "lihat daftar"
HOW = (
    "Cara memakai: klik alamat pada kolom Sel untuk menuju selnya. Perbaiki di sana; yang memang sudah benar, mohon dijelaskan pada "
    "kolom hijau di lembar ini. Satu penjelasan pada suatu hal berlaku untuk semua selnya; yang tanpa kolom hijau hanya dapat diperbaiki di "
    "selnya. Simpan, lalu kirim kembali berkas ini; warna, catatan, dan lembar ini tidak perlu dihapus."
)
#: Where nothing has to come back.
HOW_TO_CHECK = (
    "Cara memakai: klik alamat pada kolom Sel untuk menuju selnya, lalu periksa isinya terhadap catatan Bapak/Ibu. Yang keliru diperbaiki "
    "pada laporan berikutnya; yang sudah benar tidak perlu diubah."
)
HOW_WITHOUT_FILE = (
    "Cara memakai: perbaiki sel-sel di bawah ini pada berkas Bapak/Ibu sendiri, sebaiknya disimpan sebagai .xlsx, lalu kirim kembali. Yang "
    "memang sudah benar, mohon dijelaskan pada kolom hijau dan kirim juga lembar ini."
)


@dataclass(frozen=True)
class FrontContent:
    """What the first sheet says.

    `groups`: GROUP, which an officer reads as things ("hal"). `table`: as `findings_table` gives it. `linked`: the sheets of the
    workbook whose cells can be led to; empty when only the notes are returned. `lists` says by rule on which sheet and cell its
    list begins. `marked` is how many cells bear a colour, `with_note` how many of them a note.
    """

    letter: Letter
    groups: pl.DataFrame
    table: pl.DataFrame
    steps: FirstSteps
    linked: frozenset[str]
    lists: Mapping[str, tuple[str, str]]
    marked: int = 0
    with_note: int = 0

    @property
    def own_file(self) -> bool:
        """True when the officer's own workbook is returned."""
        return bool(self.linked)

    def counts(self) -> dict[str, Counts]:
        """By severity the things that are asked, and their cells."""
        asked = self.groups.filter("asked").group_by("severity").agg(things=pl.len(), cells=pl.col("cells").sum())
        return {severity: Counts(things, cells) for severity, things, cells in asked.iter_rows()}


def front_sheet(front: FrontContent, styles: StylesPart, shared: SharedStrings) -> tuple[Iterator[bytes], int]:
    """The sheet's part in pieces, and the row of the table's headings, 0 without a table."""
    rows = SheetRows(styles, WIDTHS)
    _letter(rows, front)
    _things(rows, front)
    table = front.table.head(MOST_ROWS)
    head = _table_head(rows, front, table.height) if table.height else 0
    return _pieces(rows, front, table, head, shared), head


def _letter(rows: SheetRows, front: FrontContent) -> None:
    letter = front.letter
    rows.wide(NOTES_SHEET, looks.TITLE, last="D", at_end=(NOTES_MARK, looks.STAMP))
    if letter.sample:
        rows.wide(SAMPLE_MARK, looks.SAMPLE)
    about = [letter.area_name, periods.title(letter.period) if letter.period else ""]
    if any(about):
        rows.wide(" · ".join(part for part in about if part), looks.QUIET)
    rows.blank()
    answered = front.groups.filter("answered").height
    rows.wide(opening(letter, front.counts(), front.own_file, answered), looks.LETTER)
    if sentence := front.steps.sentence():
        rows.wide(sentence, looks.BEGIN_HERE)
    if front.table.height:
        rows.wide(_how(front), looks.QUIET)
    rows.blank()


def _how(front: FrontContent) -> str:
    """How the sheet is used: what is only to be looked at does not come back."""
    if not {FATAL, EXPLAIN} & front.counts().keys():
        return HOW_TO_CHECK
    return HOW if front.own_file else HOW_WITHOUT_FILE


def _things(rows: SheetRows, front: FrontContent) -> None:
    """The groups one by one, gravest first: those that are asked, how many wait, and those that she has explained already."""
    if front.groups.is_empty():
        return
    rows.wide("Hal demi hal", looks.HEADING)
    rows.row([(heading, looks.COLUMN_HEAD) for heading in THINGS_HEADS], 2, merge="CE")
    counts = front.counts()
    for severity in SEVERITIES:
        asked = front.groups.filter((pl.col("severity") == severity) & pl.col("asked")).sort("number")
        if asked.is_empty():
            continue
        rows.wide(f"{SEVERITY_WORDS[severity]}: {counts[severity].phrase('hal')}", looks.BAND[severity])
        for group in asked.iter_rows(named=True):
            _thing(rows, front, group)
        if severity == EXPLAIN:
            _waiting(rows, front.groups.filter(~pl.col("asked") & ~pl.col("answered")), front.own_file)
    answered = front.groups.filter("answered").sort("number")
    if not answered.is_empty():
        rows.wide(f"Sudah dijelaskan: {number(answered.height)} hal. Terima kasih; tidak perlu dijawab lagi.", looks.BAND[INFO])
    for group in answered.iter_rows(named=True):
        _thing(rows, front, group)
    rows.blank(14)


def _thing(rows: SheetRows, front: FrontContent, group: Mapping[str, Any]) -> None:
    """A group's row: sheet, address that leads to its first cell or its list, title with message and cells, her explanation."""
    severity, message = group["severity"], group["message"]
    message = message if len(message) <= MESSAGE else f"{message[:MESSAGE]}…"
    target = (
        (group["sheet"], group["first"]) if group["first"] and group["sheet"] in front.linked else front.lists.get(group["rule"])
    )
    first, *more = re.split("[,;] ", group["ranges"] or (LIST_WORD if target else NOTHING_TO_NAME))
    quiet = [*([message] if message != group["title"] else []), *([f"Sel: {group['ranges']}"] if more else [])]
    runs = run(group["title"], looks.INK, bold=True) + "".join(run(f"\n{line}", looks.MUTED) for line in quiet)
    count = lines("\n".join([group["title"], *quiet]), sum(WIDTHS[letter] for letter in "CDE"))
    cells: list[Cell] = [
        (group["sheet"] or NOTHING_TO_NAME, looks.CELL),
        (first, (looks.LINK if target else looks.ADDRESS)[severity]),
        *[("", looks.CELL)] * 3,
        (
            _explanation(front, group),
            looks.INPUT if RULES[group["rule"]].takes_explanation else looks.CELL,
        ),
        (group["rule"], looks.CELL),
        (str(group["number"]), looks.CELL),
    ]
    rows.row(cells, max(count, lines(group["sheet"], WIDTHS["A"])), merge="CE", rich=runs)
    if target:
        rows.link("B", *target)


def _explanation(front: FrontContent, group: Mapping[str, Any]) -> str:
    """What she explained before, where one explanation was given for all of an answered group; else empty."""
    given = front.table.filter(pl.col("number") == group["number"])["explanation"]
    return str(given[0]) if group["answered"] and given.n_unique() == 1 else ""


def _waiting(rows: SheetRows, waiting: pl.DataFrame, own_file: bool) -> None:
    """How many things are not asked yet; nothing when all are."""
    if waiting.is_empty():
        return
    where = "sudah ditandai dan ada" if own_file else "ada"
    rows.wide(
        f"… {number(waiting.height)} hal lain ({number(int(waiting['cells'].sum()))} sel) akan kami sampaikan sesudah ini diperbaiki. Selnya "
        f"{where} di bagian akhir tabel, bila ingin sekalian diperbaiki. (Paling banyak {EXPLAIN_AT_MOST} hal ditanyakan sekaligus.)",
        looks.WAITING,
    )


def _table_head(rows: SheetRows, front: FrontContent, shown: int) -> int:
    """What the table leaves out, and its headings; the row of these. `shown` is how many lines it has."""
    rows.wide("Sel demi sel", looks.HEADING)
    limits = []
    if front.table.height > shown:
        limits.append(f"Tabel memuat {number(shown)} dari {number(front.table.height)} catatan; selebihnya tetap diberi warna.")
    if front.with_note < front.marked:
        limits.append(
            f"Semua {number(front.marked)} sel diberi warna; catatan pada selnya ada di {number(front.with_note)} sel yang pertama."
        )
    if limits:
        rows.wide(" ".join(limits), looks.QUIET)
    rows.row([(heading, looks.COLUMN_HEAD) for heading in NOTES_TABLE], 1)
    return rows.number


def _pieces(rows: SheetRows, front: FrontContent, table: pl.DataFrame, head: int, shared: SharedStrings) -> Iterator[bytes]:
    first, last = rows.number + 1, rows.number + table.height
    yield before_rows(WIDTHS.values(), last, looks.ACCENT, is_selected=True)
    yield rows.take()
    yield from table_rows(table, first, rows.styles, shared, _leads(table, front))
    with_link = table.head(LINKED)
    wanted = with_link.select("sheet", "cell").with_row_index("r", first).filter(_leads(with_link, front))
    links = [*rows.links, *((f"B{row}", sheet, cell) for row, sheet, cell in wanted.iter_rows())]
    page_header = SAMPLE_MARK if front.letter.sample else ""
    yield behind_rows(rows.merges, f"A{head}:H{last}" if head else "", links, page_header)


def _leads(table: pl.DataFrame, front: FrontContent) -> pl.Series:
    """Whether each row of the table leads to its cell."""
    has_cell = pl.col("sheet").is_in(list(front.linked)) & (pl.col("cell") != "")
    return table.select((has_cell & (pl.int_range(pl.len()) < LINKED)).alias("leads")).to_series()
