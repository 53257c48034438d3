"""`laporan.xlsx`: the page's tables as real numbers, and every figure on one sheet; of `publik/` and, exact, of `internal/`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from assets.publishing import public_view, sentences, tabular
from assets.publishing.edition import Cell, Edition
from assets.publishing.workbook_cover import EXACT, cover, short_title
from assets.publishing.workbook_sheets import DAY, QUIET, Book, Content, FormattedNumber, SheetTable
from schemas.formatting import MISSING, WITHHELD, excel_amount, excel_format
from schemas.forms.kdmp import STAGES
from schemas.indicators import OUTSIDE_KDMP, WHOLE, Indicator
from schemas.indicators.rolling_up import rolled_up

EXCEL_ROWS = 1_048_576
COUNT, DECIMAL, PERCENT = excel_format(""), excel_format("", whole=False), excel_format("%")
#: Volume beside PDRB may lie in the fourth decimal: two would show a zero that is none.
MONEY_RATIO = '[$-421]0.00####"%"'
INDICATOR_HEADS = (
    ("Tingkat", 10, ""), ("Kode", 10, ""), ("Indikator", 31, ""), ("Satuan", 14, ""), ("Realisasi", 17, COUNT), ("Keadaan per", 13, DAY),
    ("Bertumpu pada", 10, COUNT), ("Dari", 9, COUNT), ("Satuan dasar", 15, ""), ("Realisasi di luar KDMP/KKMP", 17, COUNT),
    ("Target", 15, ""), ("Target bawah", 15, DECIMAL), ("Target atas", 11, DECIMAL), ("Capaian", 10, PERCENT), ("Kriteria", 14, ""),
    ("Keterangan", 37, ""), ("Keadaan per (di luar)", 13, DAY), ("Bertumpu pada (di luar)", 11, COUNT), ("Dari (di luar)", 9, COUNT),
)  # fmt: skip
#: So many letters of running text have room in the width of a digit, in the widest of the usual fonts.
NARROW_LETTERS = 1.1
#: What stands behind is for the screen alone: on paper the letters would be too small.
INDICATOR_PRINTED = 16
REGENCY_COLUMNS = (
    ("Koperasi", "KOP-01", WHOLE), ("Aktif", "KOP-02", WHOLE), ("% aktif", "KOP-04", WHOLE),
    ("% aktif di luar KDMP/KKMP", "KOP-04", OUTSIDE_KDMP), ("% RAT", "KOP-05", WHOLE), ("Desa/kelurahan", "KDMP-01", WHOLE),
    ("Berbadan hukum", "KDMP-07", WHOLE), ("% berbadan hukum", "KDMP-08", WHOLE), ("% laporan masuk", "LAP-01", WHOLE),
)  # fmt: skip
FUNNEL_HEADS = (
    ("Tahap", 60, ""),
    ("Telah mencapai", 22, COUNT),
    ("Dari seluruhnya", 22, PERCENT),
    ("Kini di tahap ini", 22, COUNT),
)
#: Width in characters and number format of each column of the figures, in the order of tabular.TITLES.
_DATA_LOOKS = (
    (13, ""), (9, ""), (13, ""), (10, ""), (27, ""), (19, ""), (10, ""), (66, ""), (16, ""), (22, COUNT), (22, COUNT), (22, DECIMAL), (13, DAY),
    (14, COUNT), (14, COUNT), (10, DECIMAL), (14, DECIMAL), (14, DECIMAL), (15, ""), (8, ""), (14, ""), (34, ""),
)  # fmt: skip
DATA_HEADS = tuple((title, width, shown) for title, (width, shown) in zip(tabular.TITLES.values(), _DATA_LOOKS, strict=True))
SPAN_HEADS = (
    ("Triwulan/tahun", 14, ""), ("Kode Wilayah", 13, ""), ("Wilayah", 27, ""), ("Segmen", 19, ""), ("Kode", 10, ""), ("Indikator", 66, ""),
    ("Satuan", 16, ""), ("Pembilang", 22, COUNT), ("Penyebut", 22, COUNT), ("Nilai", 22, DECIMAL), ("Keadaan per", 13, DAY), ("Sampai bulan", 13, ""),
    ("Bulan terisi", 11, COUNT), ("Lengkap", 9, ""), ("Keterangan", 34, ""),
)  # fmt: skip
DEFINITION_HEADS = (
    ("Kode", 9, ""), ("Indikator", 36, ""), ("Tingkat", 11, ""), ("Satuan", 15, ""), ("Definisi", 70, ""), ("Versi", 7, ""),
    ("Sumber", 19, ""), ("Antarbulan", 23, ""), ("Berlaku sejak", 15, ""), ("Catatan", 36, ""),
)  # fmt: skip


def write_workbook(edition: Edition, path: Path) -> None:
    """Write the workbook of an edition: a cover, the contents, the sheets to read, and last those to work with."""
    title, *rest = sentences.headline(edition) + ([] if edition.is_public else [EXACT])
    book = Book(path, short_title(edition), edition.mark)
    book.text("Sampul", 115, cover(edition))
    book.contents()
    heading: list[tuple[str, Mapping[str, object]]] = [(title, {"bold": True, "font_size": 18}), (" · ".join(rest), QUIET)]
    book.text("Ringkasan", 115, [*heading, *_summary(edition)], "Kalimat-kalimat halaman utama")
    for name, table in _tables(edition):
        book.table(name, table)
    book.close()


def _line(edition: Edition, heads: Sequence[tuple[str, float, str]]) -> str:
    """What stands above a table: the first line of the page, or as much of it as is not cut off at the table's edge in print."""
    exact = [] if edition.is_public else [EXACT]
    room = NARROW_LETTERS * sum(width for _, width, _ in heads)
    lines = [" · ".join(parts) for parts in ([*sentences.headline(edition), *exact], [short_title(edition), *exact], exact)]
    return next((line for line in lines if 0 < len(line) <= room), short_title(edition))


def _tables(edition: Edition) -> Iterable[tuple[str, SheetTable]]:
    """The sheets with a table, by their names, in their order."""
    yield (
        "Indikator",
        SheetTable(
            INDICATOR_HEADS,
            list(_indicator_rows(edition)),
            _line(edition, INDICATOR_HEADS[:INDICATOR_PRINTED]),
            "Realisasi, target, dan capaian setiap indikator",
            printed=INDICATOR_PRINTED,
        ),
    )
    shown = ((head, 13.0, excel_format(edition.reference.indicators[code].unit)) for head, code, _ in REGENCY_COLUMNS)
    regency_heads = [("Kabupaten/kota", 24.0, ""), ("Keadaan per", 13.0, DAY), *shown]
    yield (
        "Kabupaten-Kota",
        SheetTable(
            regency_heads, list(_rows_by_regency(edition)), _line(edition, regency_heads), "Angka pokok setiap kabupaten/kota"
        ),
    )
    yield (
        "Corong KDMP",
        SheetTable(
            FUNNEL_HEADS, list(_funnel_rows(edition)), _line(edition, FUNNEL_HEADS), "Desa/kelurahan menurut tahap KDMP/KKMP"
        ),
    )
    keys = ("code", "name", "level", "unit", "text", "version", "form", "rollup", "valid_from", "note")
    definitions = [[each[key] for key in keys] for each in public_view.definitions(edition)]
    yield (
        "Definisi",
        SheetTable(DEFINITION_HEADS, definitions, _line(edition, DEFINITION_HEADS), "Cara menghitung setiap indikator"),
    )
    yield (
        "Triwulan dan Tahun",
        SheetTable(
            SPAN_HEADS,
            _spans(edition),
            _line(edition, SPAN_HEADS),
            "Semua indikator menurut triwulan dan tahun",
            {"Nilai": COUNT},
            printed=0,
        ),
    )
    yield "Data", _data(edition, _line(edition, DATA_HEADS))


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
    return _number(cell.value, indicator.unit if indicator else "")


def _day(day: date | None) -> Content:
    """A day as a real one, the dash where there is none."""
    return MISSING if day is None else day


def _target(bound: float | None, indicator: Indicator) -> Content:
    """A bound of a target as a number in the format of the indicator's unit."""
    return None if bound is None else _number(bound, indicator.unit)


def _number(value: float, unit: str) -> FormattedNumber:
    """A number in the format of its unit."""
    return FormattedNumber(value, excel_amount(value, unit))


def _indicator_rows(edition: Edition) -> Iterable[list[Content]]:
    """Rows under INDICATOR_HEADS; in Keterangan stands why a value is missing, and what must be said with the indicator."""
    for level in public_view.levels(edition):
        for row in level.rows:
            indicator = edition.reference.indicators[row.code]
            score = edition.score(row.code, indicator.scored_segment)
            mark = " (contoh)" if row.sample else ""
            reasons = [shown.reason for shown in row.shown_values if shown.reason]
            remarks = ". ".join(dict.fromkeys(filter(None, [*reasons, row.remark, row.note.rstrip("."), level.note])))
            outside, *of_outside = (
                _figure(edition.cell(row.code, segment=OUTSIDE_KDMP), indicator) if indicator.split == "kdmp" else [None] * 4
            )
            yield [
                indicator.level,
                row.code,
                row.name,
                indicator.unit,
                *_figure(edition.cell(row.code), indicator),
                indicator.population,
                outside,
                row.target + mark,
                _target(score.target_low if score else None, indicator),
                _target(score.target_high if score else None, indicator),
                MISSING if score is None or score.achievement is None else score.achievement,
                row.rating + mark,
                remarks,
                *of_outside,
            ]


def _figure(cell: Cell, indicator: Indicator) -> list[Content]:
    """A figure with the day that it is as of, and the rows of how many that it rests on."""
    return [_content(cell, indicator), _day(cell.as_of), cell.contributors, cell.base]


def _rows_by_regency(edition: Edition) -> Iterable[list[Content]]:
    """Rows of the table by regency, the total's last: name, the day of the register, REGENCY_COLUMNS."""
    indicators = edition.reference.indicators
    for code, name in [*edition.figures.areas.select("code", "name").iter_rows(), (edition.total, edition.place)]:
        yield [
            name,
            _day(edition.cell("KOP-01", code).as_of),
            *(_content(edition.cell(each, code, segment), indicators.get(each)) for _, each, segment in REGENCY_COLUMNS),
        ]


def _funnel_rows(edition: Edition) -> Iterable[list[Content]]:
    """Rows under FUNNEL_HEADS; a last one for the villages of regencies that did not report."""
    every = edition.value("KDMP-01")
    for code, stage, here in zip(sentences.REACHED, STAGES, sentences.villages_by_stage(edition), strict=True):
        reached = edition.value(code)
        name = stage if code != "KDMP-01" else f"Desa/kelurahan seluruhnya (kini: {stage})"
        part = 100 * reached / every if reached is not None and every else None
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
    return ordered.select(*shown, "as_of", "through", "months", complete=complete, note=tabular.reasons(pl.col("status")))


def _data(edition: Edition, line: str) -> SheetTable:
    """Every published figure; the newest periods where Excel has no room for all."""
    values, room = edition.values, EXCEL_ROWS - 10
    if values.height > room:
        by_period = values.group_by("period").len().sort("period", descending=True)
        fitting = by_period.filter(pl.col("len").cum_sum() <= room).height
        kept = by_period["period"].head(max(fitting, 1))
        values = values.filter(pl.col("period").is_in(kept.implode())).head(room)
        line = f"Lembar ini memuat periode {kept[-1]} sampai {kept[0]}; seluruhnya ada pada data/indicators.csv."
    final = pl.when("is_final").then(pl.lit("Ya")).otherwise(pl.lit("Tidak"))
    rows = values.select(*tabular.INDICATORS, note=tabular.reasons(pl.col("status"))).with_columns(is_final=final)
    holds = "Semua angka: isi yang sama dengan data/indicators.csv"
    return SheetTable(DATA_HEADS, rows, line, holds, {"Nilai": COUNT}, printed=0)
