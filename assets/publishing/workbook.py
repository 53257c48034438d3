"""`laporan.xlsx`: the page's tables as real numbers, and every figure on one sheet; of `publik/` and, exact, of `internal/`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from assets.publishing import public_view, sentences, tabular
from assets.publishing.edition import Cell, Edition
from assets.publishing.workbook_sheets import QUIET, Book, Content, FormattedNumber, SheetTable
from schemas.formatting import MISSING, WITHHELD, day, excel_format
from schemas.forms.kdmp import STAGES
from schemas.indicators import OUTSIDE_KDMP, WHOLE, Indicator
from schemas.indicators.rolling_up import rolled_up
from schemas.indicators.status import REASONS, Status

#: Stands in the first line of every sheet of the office's own workbook.
EXACT = "Angka uang tanpa pembulatan: hanya untuk kalangan dinas, tidak untuk disebarluaskan"
EXCEL_ROWS = 1_048_576
COUNT, DECIMAL, SHARE = excel_format(""), excel_format("", whole=False), "[$-421]0.00%"
#: Volume beside PDRB may lie in the fourth decimal: two would show a zero that is none.
MONEY_RATIO = '[$-421]0.00####"%"'
INDICATOR_HEADS = (
    ("Tingkat", 11, ""), ("Kode", 9, ""), ("Indikator", 44, ""), ("Satuan", 15, ""), ("Realisasi", 19, COUNT),
    ("Keadaan per", 17, ""), ("Bertumpu pada", 11, COUNT), ("Dari", 11, COUNT), ("Satuan dasar", 24, ""),
    ("Realisasi di luar KDMP/KKMP", 19, COUNT), ("Keadaan per (di luar)", 17, ""), ("Bertumpu pada (di luar)", 11, COUNT),
    ("Dari (di luar)", 11, COUNT), ("Target", 19, COUNT), ("Capaian (%)", 10, DECIMAL), ("Kriteria", 15, ""), ("Keterangan", 60, ""),
)  # fmt: skip
REGENCY_COLUMNS = (
    ("Koperasi", "KOP-01", WHOLE), ("Aktif", "KOP-02", WHOLE), ("% aktif", "KOP-04", WHOLE),
    ("% aktif di luar KDMP/KKMP", "KOP-04", OUTSIDE_KDMP), ("% RAT", "KOP-05", WHOLE), ("Desa/kelurahan", "KDMP-01", WHOLE),
    ("Berbadan hukum", "KDMP-07", WHOLE), ("% berbadan hukum", "KDMP-08", WHOLE), ("% laporan masuk", "LAP-01", WHOLE),
)  # fmt: skip
FUNNEL_HEADS = (
    ("Tahap", 36, ""),
    ("Telah mencapai", 18, COUNT),
    ("Dari seluruhnya", 18, SHARE),
    ("Kini di tahap ini", 18, COUNT),
)
DATA_HEADS = (
    ("Kunci Wilayah", 13, ""), ("Periode", 9, ""), ("Kode Wilayah", 13, ""), ("Kode BPS", 10, ""), ("Wilayah", 27, ""), ("Segmen", 19, ""),
    ("Kode", 10, ""), ("Indikator", 50, ""), ("Satuan", 16, ""), ("Pembilang", 22, COUNT), ("Penyebut", 22, COUNT), ("Nilai", 22, DECIMAL),
    ("Keadaan per", 12, ""), ("Bertumpu pada", 14, COUNT), ("Dari", 14, COUNT), ("Cakupan", 10, SHARE), ("Batas Bawah", 14, DECIMAL),
    ("Batas Atas", 14, DECIMAL), ("Status", 15, ""), ("Final", 8, ""), ("Versi Definisi", 14, ""), ("Keterangan", 34, ""),
)  # fmt: skip
SPAN_HEADS = (
    ("Triwulan/tahun", 14, ""), ("Kode Wilayah", 13, ""), ("Wilayah", 27, ""), ("Segmen", 19, ""), ("Kode", 10, ""), ("Indikator", 50, ""),
    ("Satuan", 16, ""), ("Pembilang", 22, COUNT), ("Penyebut", 22, COUNT), ("Nilai", 22, DECIMAL), ("Keadaan per", 12, ""), ("Sampai bulan", 13, ""),
    ("Bulan terisi", 11, COUNT), ("Lengkap", 9, ""), ("Keterangan", 34, ""),
)  # fmt: skip
DEFINITION_HEADS = (
    ("Kode", 9, ""), ("Indikator", 36, ""), ("Tingkat", 11, ""), ("Satuan", 15, ""), ("Definisi", 70, ""), ("Versi", 7, ""),
    ("Sumber", 19, ""), ("Antarbulan", 23, ""), ("Berlaku sejak", 15, ""), ("Catatan", 36, ""),
)  # fmt: skip


def write_workbook(edition: Edition, path: Path) -> None:
    """Write the workbook of an edition."""
    title, *rest = sentences.headline(edition) + ([] if edition.is_public else [EXACT])
    line = " · ".join([title, *rest])
    book = Book(path, line, edition.mark)
    book.text("Ringkasan", 115, [(title, {"bold": True, "font_size": 18}), (" · ".join(rest), QUIET), *_summary(edition)])
    book.table("Indikator", SheetTable(INDICATOR_HEADS, _indicator_rows(edition), line))
    regency_heads = [
        ("Kabupaten/kota", 24.0, ""),
        ("Keadaan per", 17.0, ""),
        *((head, 13.0, COUNT) for head, _, _ in REGENCY_COLUMNS),
    ]
    book.table("Kabupaten-Kota", SheetTable(regency_heads, _rows_by_regency(edition), line))
    book.table("Corong KDMP", SheetTable(FUNNEL_HEADS, _funnel_rows(edition), line))
    book.table("Triwulan dan Tahun", SheetTable(SPAN_HEADS, _spans(edition), line, whole={"Nilai": COUNT}))
    book.table("Data", _data(edition, line))
    keys = ("code", "name", "level", "unit", "text", "version", "form", "rollup", "valid_from", "note")
    definitions = [[each[key] for key in keys] for each in public_view.definitions(edition)]
    book.table("Definisi", SheetTable(DEFINITION_HEADS, definitions, line))
    book.close()


def _summary(edition: Edition) -> Iterable[tuple[str, Mapping[str, object]]]:
    """The lines of the first sheet, each a text with its format, and an empty one before each sentence."""
    for statement in sentences.statements(edition):
        yield "", {}
        yield statement.sentence, {"font_size": 13}
        if statement.remark:
            yield statement.remark, QUIET


def _content(cell: Cell, indicator: Indicator | None) -> Content:
    """A cell's value in the format of its unit; `dirahasiakan` or the dash where there is none."""
    if cell.value is None:
        return WITHHELD if cell.withheld else MISSING
    if indicator and indicator.is_money and indicator.unit == "%":
        return FormattedNumber(cell.value, MONEY_RATIO)
    return FormattedNumber(cell.value, excel_format(indicator.unit if indicator else "", whole=float(cell.value).is_integer()))


def _indicator_rows(edition: Edition) -> Iterable[list[Content]]:
    """Rows under INDICATOR_HEADS; in Keterangan stands why a value is missing, and what must be said with the indicator."""
    for level in public_view.levels(edition):
        for row in level.rows:
            indicator = edition.reference.indicators[row.code]
            score = edition.score(row.code, indicator.scored_segment)
            mark = " (contoh)" if row.sample else ""
            reasons = [shown.reason for shown in row.shown_values if shown.reason]
            remarks = ". ".join(dict.fromkeys(filter(None, [*reasons, row.remark, row.note.rstrip("."), level.note])))
            outside = (
                _figure(edition.cell(row.code, segment=OUTSIDE_KDMP), indicator)
                if indicator.split == "kdmp"
                else ["", "", "", ""]
            )
            yield [
                indicator.level,
                row.code,
                row.name,
                indicator.unit,
                *_figure(edition.cell(row.code), indicator),
                indicator.population,
                *outside,
                row.target + mark,
                MISSING if score is None or score.achievement is None else score.achievement,
                row.rating + mark,
                remarks,
            ]


def _figure(cell: Cell, indicator: Indicator) -> list[Content]:
    """A figure with the day that it is as of, and the rows of how many that it rests on."""
    return [_content(cell, indicator), day(cell.as_of), cell.contributors, cell.base]


def _rows_by_regency(edition: Edition) -> Iterable[list[Content]]:
    """Rows of the table by regency, the total's last: name, the day of the register, REGENCY_COLUMNS."""
    indicators = edition.reference.indicators
    for code, name in [*edition.figures.areas.select("code", "name").iter_rows(), (edition.total, edition.place)]:
        yield [
            name,
            day(edition.cell("KOP-01", code).as_of),
            *(_content(edition.cell(each, code, segment), indicators.get(each)) for _, each, segment in REGENCY_COLUMNS),
        ]


def _funnel_rows(edition: Edition) -> Iterable[list[Content]]:
    """Rows under FUNNEL_HEADS; a last one for the villages of regencies that did not report."""
    every = edition.value("KDMP-01")
    for code, stage, here in zip(sentences.REACHED, STAGES, sentences.villages_by_stage(edition), strict=True):
        reached = edition.value(code)
        name = stage if code != "KDMP-01" else f"Desa/kelurahan seluruhnya (kini: {stage})"
        part = reached / every if reached is not None and every else None
        yield [name, *(MISSING if number is None else number for number in (reached, part, here))]
    silent = sentences.unreported_villages(edition)
    if silent and every:
        yield ["Belum dilaporkan (kabupaten/kota yang belum melapor)", MISSING, MISSING, silent]


def _spans(edition: Edition) -> pl.DataFrame:
    """Rows under SPAN_HEADS: the quarters and years of what the audience may see of the months, the newest first."""
    words = edition.values.select("area_code", "area_name", "indicator", "indicator_name", "unit").unique(
        ["area_code", "indicator"]
    )
    spans = rolled_up(edition.values).join(words, on=["area_code", "indicator"])
    reasons = pl.col("status").replace_strict(REASONS | {Status.SECRET: WITHHELD}, default="", return_dtype=pl.String)
    complete = pl.when("is_complete").then(pl.lit("Ya")).otherwise(pl.lit("Belum"))
    shown = (
        "span",
        "area_code",
        "area_name",
        "segment",
        "indicator",
        "indicator_name",
        "unit",
        "numerator",
        "denominator",
        "value",
    )
    ordered = spans.sort("span", "area_code", "indicator", "segment", descending=[True, False, False, False])
    return ordered.select(*shown, pl.col("as_of").cast(pl.String), "through", "months", complete=complete, note=reasons)


def _data(edition: Edition, line: str) -> SheetTable:
    """Every published figure; the newest periods where Excel has no room for all."""
    values, room = edition.values, EXCEL_ROWS - 10
    if values.height > room:
        by_period = values.group_by("period").len().sort("period", descending=True)
        fitting = by_period.filter(pl.col("len").cum_sum() <= room).height
        kept = by_period["period"].head(max(fitting, 1))
        values = values.filter(pl.col("period").is_in(kept.implode())).head(room)
        line = f"Lembar ini memuat periode {kept[-1]} sampai {kept[0]}; seluruhnya ada pada data/indicators.csv."
    reasons = pl.col("status").replace_strict(REASONS | {Status.SECRET: WITHHELD}, default="", return_dtype=pl.String)
    final = pl.when("is_final").then(pl.lit("Ya")).otherwise(pl.lit("Tidak"))
    rows = values.select(*tabular.INDICATORS, note=reasons).with_columns(pl.col("as_of").cast(pl.String), is_final=final)
    return SheetTable(DATA_HEADS, rows, line, whole={"Nilai": COUNT})
