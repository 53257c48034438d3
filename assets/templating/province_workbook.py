"""The workbook in which the province lays down targets, budgets and the rest: a cover, a guide, and a sheet for each.

It begins with what is in force, sheet by sheet; a sheet left empty changes nothing when it is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from assets.templating.cell_formats import A3, A4, DEEP, CellFormats, width
from assets.templating.cell_writing import open_columns_from, write_cell
from assets.templating.entry_checks import ASK, STOP, ChoiceLists, Validation, day_between, drop_down, refuse
from assets.templating.starting_rows import Value
from schemas.areas import Areas
from schemas.columns import Column, Kind
from schemas.forms import (
    CONDITIONS_HEADING,
    COVER_LABELS,
    COVER_SHEET,
    GUIDE_SHEET,
    LIST_SHEET,
    NIL,
    PROVINCE_FORMS,
    Form,
)
from schemas.forms.province import PROVINCE_SET
from schemas.indicators import scale

#: Drop-downs and checks reach so many rows below the header.
ROWS = 500
#: Title, what a row is, and a blank line.
TITLES = 3
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
#: The same bytes for the same content.
MADE = datetime(2025, 1, 1)
STEPS = (
    "Lengkapi Sampul, lalu isi atau ubah lembar yang hendak ditetapkan. Arahkan penunjuk ke judul kolom untuk melihat apa yang diisi.",
    "Setiap lembar berlaku seluruhnya sejak diterima dan menggantikan lembar yang sebelumnya; cantumkan semua barisnya, bukan hanya yang berubah.",
    "Lembar yang kosong tidak mengubah apa pun. Untuk mencabut seluruh isi satu lembar, tulis nama lembar itu di bawah Keadaan Formulir "
    "pada Sampul (kolom A) dan Nihil di sebelahnya (kolom B).",
    "Satu sel yang salah mengembalikan lembarnya, dengan tanda pada selnya; lembar yang terakhir diterima tetap berlaku.",
    "Ketentuan berlaku untuk semua periode yang belum ditutup. Periode yang sudah ditutup tetap memakai yang berlaku saat ditutup.",
    "Setiap baris memerlukan sumber dan tanggalnya. Angka ditulis penuh: 2.500.000.000.000, bukan 2,5 triliun; persen tanpa tanda %.",
    "Judul kolom dan nama lembar jangan diubah.",
)
#: What holds where a sheet was never laid down.
WITHOUT = {
    "scale": "Bila kosong, berlaku Permendagri 86/2017: "
    + ", ".join(f"{band.at_least:g} {band.label}" for band in scale()["criteria"]),
    "village_base": "Bila kosong, berlaku daftar desa/kelurahan Kepmendagri 300.2.2-2430/2025.",
}


@dataclass(frozen=True)
class ProvinceOrder:
    """What the workbook is made of: the areas of the province, and the rows in force by form id."""

    areas: Areas
    rows: Mapping[str, pl.DataFrame] = field(default_factory=dict)


def write_province_workbook(order: ProvinceOrder, path: Path) -> None:
    """Write the workbook to `path`, over what is there; it bears its name only when it is complete. OSError when it cannot be written."""
    unfinished = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(unfinished))
    try:
        book.set_properties({"title": f"Ketentuan {order.areas.province_name}", "created": MADE})
        formats, lists = CellFormats(book), ChoiceLists()
        cover, guide = book.add_worksheet(COVER_SHEET), book.add_worksheet(GUIDE_SHEET)
        _write_cover(cover, order, formats)
        _write_guide(guide, order, formats)
        for form in PROVINCE_FORMS.values():
            _write_sheet(book.add_worksheet(form.sheet), order, form, formats, lists)
        hidden = book.add_worksheet(LIST_SHEET)
        lists.write(hidden)
        hidden.hide()
        cover.activate()
    finally:
        book.close()
    unfinished.replace(path)


def _write_titles(page: Worksheet, formats: CellFormats, title: str, subtitle: str) -> None:
    """The lines at a sheet's top."""
    page.write_string(0, 0, title, formats("title"))
    page.set_row(0, 24)
    page.write_string(1, 0, subtitle, formats("subtitle"))


def _write_cover(page: Worksheet, order: ProvinceOrder, formats: CellFormats) -> None:
    """Who lays down, and by which letter; below, room for the sheets that are withdrawn."""
    page.set_column(0, 0, 30, formats())
    page.set_column(1, 1, 74, formats())
    _write_titles(
        page,
        formats,
        f"Ketentuan {order.areas.province_name}",
        "Target, anggaran, PDRB, daftar, dan koreksi dinas provinsi",
    )
    given: dict[str, Value] = {
        "form_set": PROVINCE_SET, "area_code": order.areas.province, "area_name": order.areas.province_name,
    }  # fmt: skip
    row = TITLES + 1
    for label, key in COVER_LABELS.items():
        if key in ("period", "as_of"):
            continue
        look = ("roomy", "date" if key == "letter_date" else "text", "edged", *(("given",) if key in given else ()))
        page.write_string(row, 0, label.replace("Kabupaten/Kota", "Wilayah"), formats("label", "edged", "roomy"))
        write_cell(page, row, 1, given.get(key), formats(*look))
        row += 1
    page.write_string(row + 1, 0, CONDITIONS_HEADING, formats("section"))
    page.write_string(row + 1, 1, f"hanya untuk mencabut: nama lembar di kiri, {NIL} di sini", formats("section", "roomy"))
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.set_tab_color("#C8912E")


def _write_guide(page: Worksheet, order: ProvinceOrder, formats: CellFormats) -> None:
    """The steps, and what each sheet holds."""
    page.set_column(0, 0, 26, formats())
    page.set_column(1, 1, 128, formats())
    _write_titles(page, formats, "Petunjuk pengisian", order.areas.province_name)
    row = TITLES + 1
    for number, step in enumerate(STEPS, 1):
        page.merge_range(row, 0, row, 1, f"{number}. {step}", formats("wrap", "middle"))
        page.set_row(row, 20 * (1 + len(step) // 130))
        row += 1
    for form in PROVINCE_FORMS.values():
        row += 1
        page.write_string(row, 0, form.sheet, formats("label", "edged", "roomy"))
        words = [f"satu baris untuk {form.row_is}", WITHOUT.get(form.id, "")]
        page.write_string(row, 1, ". ".join(filter(None, words)), formats("edged", "roomy"))
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 1)


def _write_sheet(page: Worksheet, order: ProvinceOrder, form: Form, formats: CellFormats, lists: ChoiceLists) -> None:
    """One sheet: titles, the headings with their notes, the rows in force, and what is checked while it is filled in."""
    words = [f"satu baris untuk {form.row_is}", WITHOUT.get(form.id, "")]
    _write_titles(page, formats, form.title, ". ".join(filter(None, words)))
    rows = order.rows.get(form.id, pl.DataFrame())
    for index, column in enumerate(form.columns):
        page.set_column(index, index, width(column), formats.data(column))
        page.write_string(TITLES, index, column.title, formats("header", "required" if column.required else "optional"))
        page.write_comment(
            TITLES, index, note_on(column, order.areas), {"width": 300, "height": 130, "font_size": 10, "font_name": "Calibri"}
        )
        style = formats.data(column, "edged")
        for number, value in enumerate(rows[column.id] if column.id in rows.columns else (), TITLES + 1):
            write_cell(page, number, index, value, style)
        if check := _check_of(column, order.areas, lists):
            page.data_validation(TITLES + 1, index, TITLES + ROWS, index, check)
    open_columns_from(page, len(form.columns), formats("open"))
    _mark_missing(page, form, formats)
    page.set_row(TITLES, 42)
    page.freeze_panes(TITLES + 1, 1)
    page.set_landscape()
    page.set_paper(A3 if len(form.columns) > 10 else A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(TITLES)
    page.set_tab_color(DEEP)


def note_on(column: Column, areas: Areas) -> str:
    """The text of the note on a heading: whether it must be filled in, with what, and an example."""
    allowed = column.allowed if len(column.allowed) < 160 else "salah satu isi daftar"
    example = (areas.codes[0] if areas.codes else areas.province) if column.kind is Kind.AREA else column.sample_value
    lines = ["Wajib diisi." if column.required else "Boleh kosong.", f"Isi: {allowed}.", f"Contoh: {example}"]
    return "\n".join([*lines, *([f"{column.note[0].upper()}{column.note[1:]}."] if column.note else [])])


def _check_of(column: Column, areas: Areas, lists: ChoiceLists) -> Validation | None:
    """What Excel checks while a cell of the column is typed; None where any text will do."""
    match column.kind:
        case Kind.CHOICE:
            return drop_down(lists.source(column.values), STOP, "Pilih salah satu isi daftar.")
        case Kind.AREA:
            return drop_down(
                lists.source([areas.province, *areas.codes]), ASK, f"Bukan kode wilayah di {areas.province_name}. Tetap pakai?"
            )
        case Kind.DATE:
            return day_between(FIRST_DAY, LAST_DAY)
        case Kind.COUNT | Kind.YEAR | Kind.RUPIAH | Kind.NUMBER:
            low = column.minimum if column.minimum is not None else -(10**15)
            high = column.maximum if column.maximum is not None else 10**15
            kind = "decimal" if column.kind is Kind.NUMBER else "integer"
            return refuse({"validate": kind, "criteria": "between", "minimum": low, "maximum": high}, f"Isi {column.allowed}.")
        case _:
            return None


def _mark_missing(page: Worksheet, form: Form, formats: CellFormats) -> None:
    """A required cell of a row that is begun is amber while it is empty."""
    first = TITLES + 2
    letters = {column.id: xl_col_to_name(index) for index, column in enumerate(form.columns)}
    begun = ",".join(f'${letters[column.id]}{first}<>""' for column in form.required)
    for column in form.required:
        letter = letters[column.id]
        rule = {
            "type": "formula", "criteria": f'=AND(${letter}{first}="",OR({begun}))', "format": formats.condition("missing"),
        }  # fmt: skip
        page.conditional_format(f"{letter}{first}:{letter}{first + ROWS - 1}", rule)
