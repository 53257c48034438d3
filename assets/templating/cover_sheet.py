"""The cover of a template: who, when, and how things stand with each form."""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from assets.templating.cell_formats import A4, CellFormats
from assets.templating.cell_writing import write_cell
from assets.templating.entry_checks import ChoiceLists, Validation, day_between, drop_down
from assets.templating.starting_rows import Value
from assets.templating.template_plan import TemplateOrder
from schemas import periods
from schemas.forms import CONDITIONS, CONDITIONS_HEADING, COVER_LABELS, FORM_SET, NOT_SUBMITTED, SAMPLE_MARK

MEANINGS = (
    ("Ada Data", "lembar formulirnya diisi menurut keadaan akhir periode"),
    (
        "Tidak Ada Perubahan",
        "laporan terakhir yang diterima tetap berlaku, paling banyak dua kali berturut-turut; hapus lembarnya",
    ),
    ("Nihil", "memang tidak ada yang dilaporkan; kosongkan lembarnya"),
    ("Tidak Disampaikan", "formulir tidak dilaporkan kali ini; kosongkan lembarnya"),
)
#: What the officer still has to fill in, in the order of the cover, and what is asked for.
TO_FILL = {
    "agency": "Nama lengkap dinas, misalnya Dinas Koperasi dan UKM Kabupaten …",
    "letter_number": "Nomor surat pengantar laporan ini.",
    "letter_date": "Tanggal surat pengantar, hh/bb/tttt.",
    "prepared_by": "Nama atau jabatan penyusun.",
    "approved_by": "Nama atau jabatan pejabat yang mengesahkan.",
    "change_note": "Diisi bila ini perbaikan: apa yang berubah dari kiriman sebelumnya.",
}
NEEDED = ("agency", "prepared_by", "approved_by")


def write_cover(page: Worksheet, order: TemplateOrder, formats: CellFormats, lists: ChoiceLists) -> None:
    """Fill the cover sheet: who and when, what the officer fills in, and a line for each form of the order with its condition.

    The sheet is protected but for these cells; the labels are those by which the reader finds the values.
    """
    page.set_column(0, 0, 30, formats())
    page.set_column(1, 1, 74, formats())
    row = _write_titles(page, order, formats)
    row = _write_labels(page, order, formats, row)
    _write_conditions(page, order, formats, lists, row + 1)
    page.hide_gridlines(2)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.set_tab_color("#C8912E")


def _write_titles(page: Worksheet, order: TemplateOrder, formats: CellFormats) -> int:
    """The lines at the top; the row (from 0) where what follows begins."""
    until = periods.long_date(periods.due_date(order.period))
    lines = [
        (
            "Laporan Koperasi dan UKM Kabupaten/Kota" if order.area_code != order.areas.province else "Laporan Koperasi dan UKM",
            "title",
        ),
        (f"{order.areas.name(order.area_code)} · {periods.title(order.period)} · paling lambat diterima {until}", "subtitle"),
    ]
    if order.last.sample:
        lines.insert(0, (SAMPLE_MARK, "mark"))
    for row, (text, style) in enumerate(lines):
        page.write_string(row, 0, text, formats(style))
    page.set_row(len(lines) - 2, 24)
    page.write_string(len(lines), 0, "Isilah sel yang kuning. Cara mengisi ada pada lembar Petunjuk.", formats("quiet"))
    return len(lines) + 2


def _write_labels(page: Worksheet, order: TemplateOrder, formats: CellFormats, row: int) -> int:
    """The labels with their values from `row` (from 0) on, white where we know them; the next free row."""
    given: dict[str, Value] = {
        "form_set": FORM_SET, "area_code": order.area_code, "area_name": order.areas.name(order.area_code), "period": order.period,
        "as_of": periods.end(order.period),
    }  # fmt: skip
    for label, key in COVER_LABELS.items():
        dated = key in ("as_of", "letter_date")
        fill = () if key in given and key != "as_of" else ("open",)
        look = (*fill, "roomy", "date" if dated else "text", "edged", *(("given",) if key in given else ()))
        page.write_string(row, 0, label, formats("label", "edged", "roomy"))
        write_cell(page, row, 1, given.get(key), formats(*look))
        if dated:
            page.data_validation(row, 1, row, 1, day_between(date(2021, 1, 1), date(2100, 12, 31)))
        elif key in TO_FILL:
            page.data_validation(row, 1, row, 1, _hint(label, TO_FILL[key]))
        if key in NEEDED:
            _amber_while_empty(page, row, formats)
        page.set_row(row, 20)
        row += 1
    return row


def _write_conditions(page: Worksheet, order: TemplateOrder, formats: CellFormats, lists: ChoiceLists, row: int) -> None:
    """From `row` (from 0) on a line a form with a choice of its Keadaan Formulir, and what each of these means.

    A form that is not due already says Tidak Disampaikan: left alone, the last accepted report stands.
    """
    page.write_string(row, 0, CONDITIONS_HEADING, formats("section"))
    page.write_string(row, 1, "pilih satu untuk setiap formulir", formats("section", "roomy"))
    choice = drop_down(lists.source(CONDITIONS), "stop", "Pilih salah satu isi daftar.")
    for form in (*order.forms, *order.optional):
        row += 1
        optional = form in order.optional
        page.write_string(row, 0, form.sheet, formats("label", "edged", "roomy"))
        write_cell(page, row, 1, NOT_SUBMITTED if optional else None, formats("open", "text", "edged", "roomy"))
        words = "Tidak wajib pada periode ini; laporan terakhir yang diterima tetap berlaku." if optional else ASKED
        page.data_validation(row, 1, row, 1, {**choice, "input_title": form.sheet[:32], "input_message": words})
        _amber_while_empty(page, row, formats)
        page.set_row(row, 20)
    row += 2
    for word, meaning in MEANINGS:
        page.write_string(row, 0, word, formats("quiet", "roomy"))
        page.write_string(row, 1, meaning, formats("quiet", "roomy"))
        row += 1


ASKED = "Pilih Ada Data, Tidak Ada Perubahan, Nihil, atau Tidak Disampaikan."


def _hint(title: str, message: str) -> Validation:
    """No check, only a note that Excel shows while the cell is selected."""
    return {"validate": "any", "input_title": title, "input_message": message}


def _amber_while_empty(page: Worksheet, row: int, formats: CellFormats) -> None:
    page.conditional_format(row, 1, row, 1, {"type": "blanks", "format": formats.condition("missing")})
