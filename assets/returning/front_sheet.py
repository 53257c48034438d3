"""The first sheet: the letter, what is to be done about which cells, a place for the officer's explanations, and the table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.judging.groups import EXPLAIN_AT_MOST
from assets.returning import detail_table
from assets.returning.first_steps import FirstSteps
from assets.returning.letter import Counts, Letter, opening
from assets.returning.xlsx import looks
from assets.returning.xlsx.markup import text
from assets.returning.xlsx.package import OFFICE
from assets.returning.xlsx.shared_strings import SharedStrings
from assets.returning.xlsx.sheet_rows import COLUMNS, WIDTHS, Cell, SheetRows, lines, run
from assets.returning.xlsx.styles import Styles
from schemas import periods
from schemas.formatting import number
from schemas.forms import SAMPLE_MARK
from schemas.notes_sheet import NOTES_MARK, NOTES_SHEET, NOTES_TABLE, NOTHING_TO_NAME
from schemas.rules import EXPLAIN, FATAL, INFO, SEVERITIES, SEVERITY_WORDS

#: Links slow a program down; those who mend more cells than this filter the table instead.
LINKED = 5_000
GROUP_HEADS = ("Lembar", "Sel", "Hal yang ditemukan", "", "", "Penjelasan Bapak/Ibu (untuk semua selnya)", "Kode", "Hal")
MESSAGE = 320
LIST_WORD = "lihat daftar"
HOW = (
    "Cara memakai: klik alamat pada kolom Sel untuk menuju selnya. Perbaiki di sana; yang memang sudah benar, mohon dijelaskan pada "
    "kolom hijau di lembar ini. Satu penjelasan pada suatu hal berlaku untuk semua selnya. Simpan, lalu kirim kembali berkas ini; "
    "warna, catatan, dan lembar ini tidak perlu dihapus."
)
HOW_WITHOUT_FILE = (
    "Cara memakai: perbaiki sel-sel di bawah ini pada berkas Bapak/Ibu sendiri, sebaiknya disimpan sebagai .xlsx, lalu kirim kembali. Yang "
    "memang sudah benar, mohon dijelaskan pada kolom hijau dan kirim juga lembar ini."
)


@dataclass(frozen=True)
class Front:
    """What the first sheet says.

    `groups`: GROUP. `table`: as `detail_table.table_rows` wants it. `linked`: the sheets of the workbook whose cells can be
    led to; empty when only the notes are returned. `lists` says by rule on which sheet and cell its list begins. `noted` is how
    many cells bear a note.
    """

    letter: Letter
    groups: pl.DataFrame
    table: pl.DataFrame
    steps: FirstSteps
    linked: frozenset[str]
    lists: Mapping[str, tuple[str, str]]
    marked: int = 0
    noted: int = 0

    @property
    def own_file(self) -> bool:
        """True when the officer's own workbook is returned."""
        return bool(self.linked)

    def counts(self) -> dict[str, Counts]:
        """By severity the things that are asked, and their cells."""
        asked = self.groups.filter("asked").group_by("severity").agg(things=pl.len(), cells=pl.col("cells").sum())
        return {severity: Counts(things, cells) for severity, things, cells in asked.iter_rows()}


def front_sheet(front: Front, styles: Styles, shared: SharedStrings) -> tuple[Iterator[bytes], int]:
    """The sheet's part in pieces, and the row of the table's head."""
    rows = SheetRows(styles)
    _letter(rows, front)
    _groups(rows, front)
    table = front.table.head(detail_table.MOST_ROWS)
    head = _table_head(rows, front, table.height) if table.height else 0
    return _pieces(rows, front, table, head, shared), head


def _letter(rows: SheetRows, front: Front) -> None:
    letter = front.letter
    rows.wide(NOTES_SHEET, "title", last="D", stamp=NOTES_MARK)
    if letter.sample:
        rows.wide(SAMPLE_MARK, "mark")
    about = [letter.area_name, periods.title(letter.period) if letter.period else ""]
    if any(about):
        rows.wide(" · ".join(part for part in about if part), "quiet")
    rows.blank()
    answered = front.groups.filter("answered").height
    rows.wide(opening(letter, front.counts(), front.own_file, answered), "letter")
    if told := front.steps.told():
        rows.wide(told, "first")
    if front.table.height:
        rows.wide(HOW if front.own_file else HOW_WITHOUT_FILE, "quiet")
    rows.blank()


def _groups(rows: SheetRows, front: Front) -> None:
    if front.groups.is_empty():
        return
    rows.wide("Hal demi hal", "heading")
    rows.row([(head, "head") for head in GROUP_HEADS], 2, merge="CE")
    counts = front.counts()
    for severity in SEVERITIES:
        own = front.groups.filter((pl.col("severity") == severity) & pl.col("asked")).sort("number")
        if own.is_empty():
            continue
        rows.wide(f"{SEVERITY_WORDS[severity]}: {counts[severity].told('hal')}", f"band {severity}")
        for group in own.iter_rows(named=True):
            _group(rows, front, group)
        if severity == EXPLAIN:
            _waiting(rows, front.groups.filter(~pl.col("asked") & ~pl.col("answered")), front.own_file)
    answered = front.groups.filter("answered").sort("number")
    if not answered.is_empty():
        rows.wide(f"Sudah dijelaskan: {number(answered.height)} hal. Terima kasih; tidak perlu dijawab lagi.", "band info")
    for group in answered.iter_rows(named=True):
        _group(rows, front, group)
    rows.blank(14)


def _group(rows: SheetRows, front: Front, group: Mapping[str, Any]) -> None:
    severity, message = group["severity"], group["message"]
    message = message if len(message) <= MESSAGE else f"{message[:MESSAGE]}…"
    target = (
        (group["sheet"], group["first"]) if group["first"] and group["sheet"] in front.linked else front.lists.get(group["rule"])
    )
    first, *more = (group["ranges"] or (LIST_WORD if target else NOTHING_TO_NAME)).split(", ")
    quiet = [*([message] if message != group["title"] else []), *([f"Sel: {group['ranges']}"] if more else [])]
    said = run(group["title"], bold=True) + "".join(run(f"\n{line}", colour=looks.MUTED) for line in quiet)
    count = lines("\n".join([group["title"], *quiet]), sum(WIDTHS[letter] for letter in "CDE"))
    answer: Cell = (_answer(front, group), "input" if severity not in (FATAL, INFO) else "cell")
    cells = [
        (group["sheet"] or NOTHING_TO_NAME, "cell"),
        (first, f"{'link' if target else 'sel'} {severity}"),
        ("", "cell"),
        ("", "cell"),
        ("", "cell"),
        answer,
    ]
    rows.row(
        [*cells, (group["rule"], "cell"), (str(group["number"]), "cell")], max(count, lines(group["sheet"], WIDTHS["A"])),
        merge="CE", rich=said,
    )  # fmt: skip
    if target:
        rows.link("B", *target)


def _answer(front: Front, group: Mapping[str, Any]) -> str:
    """The explanation that was given before, where one was given for all of an answered group."""
    own = front.table.filter(pl.col("number") == group["number"])["explanation"]
    return str(own[0]) if group["answered"] and own.n_unique() == 1 else ""


def _waiting(rows: SheetRows, waiting: pl.DataFrame, marked: bool) -> None:
    if waiting.is_empty():
        return
    where = "sudah ditandai dan ada" if marked else "ada"
    rows.wide(
        f"… {number(waiting.height)} hal lain ({number(int(waiting['cells'].sum()))} sel) akan kami sampaikan sesudah ini diperbaiki. Selnya "
        f"{where} di bagian akhir tabel, bila ingin sekalian diperbaiki. (Paling banyak {EXPLAIN_AT_MOST} hal ditanyakan sekaligus.)",
        "wait",
    )


def _table_head(rows: SheetRows, front: Front, shown: int) -> int:
    rows.wide("Sel demi sel", "heading")
    limits = []
    if front.table.height > shown:
        limits.append(f"Tabel memuat {number(shown)} dari {number(front.table.height)} catatan; selebihnya tetap diberi warna.")
    if front.noted < front.marked:
        limits.append(
            f"Semua {number(front.marked)} sel diberi warna; catatan pada selnya ada di {number(front.noted)} sel yang pertama."
        )
    if limits:
        rows.wide(" ".join(limits), "quiet")
    rows.row([(head, "head") for head in NOTES_TABLE], 1)
    return rows.number


def _pieces(rows: SheetRows, front: Front, table: pl.DataFrame, head: int, shared: SharedStrings) -> Iterator[bytes]:
    last = rows.number + table.height
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{WIDTHS[letter]}" customWidth="1"/>' for place, letter in enumerate(COLUMNS, 1)
    )
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><sheetPr><tabColor rgb="{looks.ACCENT}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:H{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    ).encode()
    first = rows.number + 1
    yield rows.take()
    yield from detail_table.table_rows(table, first, rows.styles, shared, _leading(table, front))
    yield _end(rows, front, table.head(LINKED), head, last).encode()


def _leading(table: pl.DataFrame, front: Front) -> pl.Series:
    """Whether each row of the table leads to its cell."""
    there = pl.col("sheet").is_in(list(front.linked)) & (pl.col("cell") != "")
    return table.select((there & (pl.int_range(pl.len()) < LINKED)).alias("leads")).to_series()


def _end(rows: SheetRows, front: Front, first: pl.DataFrame, head: int, last: int) -> str:
    wanted = first.select("sheet", "cell").with_row_index("r", rows.number + 1).filter(_leading(first, front))
    links = [*rows.links, *((f"B{r}", sheet, cell) for r, sheet, cell in wanted.iter_rows())]
    linked = "".join(f'<hyperlink ref="{ours}" location="{text(_location(sheet, cell))}"/>' for ours, sheet, cell in links)
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in rows.merges)
    mark = f"&amp;C&amp;B{text(SAMPLE_MARK)}" if front.letter.sample else ""
    header = f"<oddHeader>{mark}</oddHeader>" if mark else ""
    return (
        '</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0" autoFilter="0"/>'
        + (f'<autoFilter ref="A{head}:H{last}"/>' if head else "")
        + f'<mergeCells count="{len(rows.merges)}">{merged}</mergeCells>'
        + (f"<hyperlinks>{linked}</hyperlinks>" if linked else "")
        + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter>{header}<oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _location(sheet: str, cell: str) -> str:
    """`'Rekap & ''Koperasi'''!A1`."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
