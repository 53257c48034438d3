"""Writing a submission as a workbook: the cover, and one sheet a form with its official header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.sample.chance import chance, month_end, month_in_words, pick
from pipelines.sample.filled_forms import HEADER_ROW, Cell, FilledForm, Row
from pipelines.sample.habits import received
from pipelines.sample.regencies import Regency
from pipelines.sample.vocabulary import AGENCIES, APPROVED_BY, PREPARED_BY
from schemas.columns import Column, Kind
from schemas.forms import CONDITIONS_HEADING, COVER_LABELS, COVER_SHEET, FORM_SET, FORMS, SAMPLE_MARK, Form

#: Day 0 of Excel's dates, as a proleptic ordinal (right from March 1900 on).
EXCEL_EPOCH = date(1899, 12, 30).toordinal()
STYLES: dict[str, dict[str, object]] = {
    "mark": {"bold": True, "font_color": "#B00020"},
    "title": {"bold": True, "font_size": 14},
    "header": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "bg_color": "#D9E8E3",
    },
    "label": {"bold": True},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "number": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0"},
    "plain": {"num_format": "0"},
    "text": {"num_format": "@"},
}
KIND_STYLES = {
    Kind.DATE: "date", Kind.STAGE_DATE: "date", Kind.COUNT: "number", Kind.RUPIAH: "number", Kind.PERCENT: "percent",
    Kind.YEAR: "plain",
    Kind.DIGITS: "text", Kind.VILLAGE_CODE: "text", Kind.AREA: "text", Kind.PERIOD: "text",
}  # fmt: skip
KIND_WIDTHS = {
    Kind.TEXT: 26, Kind.FREE_TEXT: 44, Kind.COUNT: 11, Kind.RUPIAH: 17, Kind.PERCENT: 11, Kind.YEAR: 9, Kind.DATE: 13,
    Kind.STAGE_DATE: 18,
    Kind.DIGITS: 16, Kind.CHOICE: 21, Kind.YES_NO: 11, Kind.DISTRICT: 20, Kind.VILLAGE: 22, Kind.VILLAGE_CODE: 16,
    Kind.AGENCY: 38, Kind.NUMBER: 17, Kind.AREA: 14, Kind.PERIOD: 11,
}  # fmt: skip
#: Where the kind says too little about the width.
WIDTHS = {
    "name": 42,
    "cooperative": 42,
    "legal_number": 34,
    "deed_number": 9,
    "obstacle_id": 13,
    "stage": 19,
}
HEADER_HEIGHT = 48
#: Excel's numbers of paper sizes.
A3, A4 = 8, 9


@dataclass(frozen=True, slots=True)
class FilledCover:
    """What the cover says, in the order of COVER_LABELS, and the condition of each due form by its id."""

    values: tuple[Cell, ...]
    conditions: dict[str, str]

    @property
    def letter_number(self) -> str:
        """The number of the covering letter."""
        return str(self.values[6])


def filled_cover(seed: int, regency: Regency, period: str, conditions: dict[str, str]) -> FilledCover:
    """The cover of a regency's workbook; persons appear by their office only."""
    came = received(seed, regency.code, period)
    number = 20 + int(chance(seed, regency.code, period, "letter") * 900)
    values: tuple[Cell, ...] = (
        FORM_SET, regency.code, regency.name, pick(AGENCIES, seed, regency.code, "agency").format(regency.name), period,
        month_end(period),
        f"500.3/{number}/DKUKM/{came.year}", came, pick(PREPARED_BY, seed, regency.code, "prepared"),
        pick(APPROVED_BY, seed, regency.code, "approved"), None,
    )  # fmt: skip
    return FilledCover(values, conditions)


def write_submission(path: Path, regency: Regency, period: str, front: FilledCover, sheets: list[FilledForm]) -> None:
    """Write one submission to `path`: values only, no formula, and the same bytes for the same content."""
    book = xlsxwriter.Workbook(str(path))
    try:
        year, month = int(period[:4]), int(period[5:])
        book.set_properties({"title": SAMPLE_MARK, "created": datetime(year, month, 1)})
        formats = {name: book.add_format(style) for name, style in STYLES.items()}
        _write_cover(book.add_worksheet(COVER_SHEET), formats, front)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.form.sheet), formats, regency, sheet)
    finally:
        book.close()


def write_province_workbook(path: Path, covers: dict[str, Cell], form: Form, rows: list[Row]) -> None:
    """Write a workbook of the province with one of its own sheets to `path`. `covers`: label → value."""
    book = xlsxwriter.Workbook(str(path))
    try:
        book.set_properties({"title": SAMPLE_MARK, "created": datetime(2025, 1, 1)})
        formats = {name: book.add_format(style) for name, style in STYLES.items()}
        cover, page = book.add_worksheet(COVER_SHEET), book.add_worksheet(form.sheet)
        for sheet, title in ((cover, "Ketentuan provinsi"), (page, form.title)):
            sheet.write_string(0, 0, SAMPLE_MARK, formats["mark"])
            sheet.write_string(1, 0, title, formats["title"])
        cover.set_column(0, 0, 30)
        cover.set_column(1, 1, 62)
        for row, (label, value) in enumerate(covers.items(), 3):
            cover.write_string(row, 0, label, formats["label"])
            _write_cell(cover, row, 1, value, formats["date"])
        _write_table(page, formats, form.columns, rows)
    finally:
        book.close()


def _write_cover(page: Worksheet, formats: dict[str, Format], front: FilledCover) -> None:
    """Mark, labels and values, and a line a form with its condition."""
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 62)
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, SAMPLE_MARK, formats["mark"])
    page.write_string(1, 0, "Laporan Koperasi dan UKM Kabupaten/Kota", formats["title"])
    row = 3
    for label, value in zip(COVER_LABELS, front.values, strict=True):
        page.write_string(row, 0, label, formats["label"])
        _write_cell(page, row, 1, value, formats["date"])
        row += 1
    page.write_string(row + 1, 0, CONDITIONS_HEADING, formats["label"])
    for offset, (form, condition) in enumerate(front.conditions.items(), row + 2):
        page.write_string(offset, 0, FORMS[form].sheet)
        page.write_string(offset, 1, condition)


def _write_sheet(page: Worksheet, formats: dict[str, Format], regency: Regency, sheet: FilledForm) -> None:
    heading = (sheet.form.title, f"{regency.name} ({regency.code})", f"Periode: {month_in_words(sheet.period)}")
    page.write_string(0, 0, SAMPLE_MARK, formats["mark"])
    for row, (text, name) in enumerate(zip(heading, ("title", "label", "label"), strict=True), 1):
        page.write_string(row, 0, text, formats[name])
    page.set_row(HEADER_ROW - 1, HEADER_HEIGHT)
    page.freeze_panes(HEADER_ROW, 2)
    page.set_landscape()
    page.set_paper(A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW - 1)
    _write_table(page, formats, [sheet.form.column(column) for column in sheet.columns], sheet.rows)


def _write_table(page: Worksheet, formats: dict[str, Format], columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """The official header, and the rows below it."""
    for index, column in enumerate(columns):
        style = formats.get(KIND_STYLES.get(column.kind, ""))
        page.set_column(index, index, _width(column), style)
        page.write_string(HEADER_ROW - 1, index, column.title, formats["header"])
        for number, cells in enumerate(rows, HEADER_ROW):
            value = cells.get(column.id)
            if value is not None:
                _write_cell(page, number, index, value, style)


def _width(column: Column) -> int:
    return WIDTHS.get(column.id, KIND_WIDTHS[column.kind])


def _write_cell(page: Worksheet, row: int, column: int, value: Cell, style: Format | None) -> None:
    """A date as Excel's day number, a number as a number, all else as text, whatever the column is meant for."""
    if isinstance(value, date):
        page.write_number(row, column, value.toordinal() - EXCEL_EPOCH, style)
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    elif value is not None:
        page.write_number(row, column, value, style)
