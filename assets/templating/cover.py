"""The cover of a template: who, when, and how things stand with each form."""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from assets.templating.entry import Check, Lists, day_between, drop_down
from assets.templating.plan import Order
from assets.templating.sheet import A4, write_cell
from assets.templating.starting import Value
from assets.templating.styles import Styles
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


def write_cover(page: Worksheet, order: Order, styles: Styles, lists: Lists) -> None:
    """Fill the cover sheet."""
    page.set_column(0, 0, 30, styles())
    page.set_column(1, 1, 74, styles())
    row = _write_titles(page, order, styles)
    row = _write_labels(page, order, styles, row)
    _write_conditions(page, order, styles, lists, row + 1)
    page.hide_gridlines(2)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.set_tab_color("#C8912E")


def _write_titles(page: Worksheet, order: Order, styles: Styles) -> int:
    """The lines at the top; the next free row (from 0)."""
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
        page.write_string(row, 0, text, styles(style))
    page.set_row(len(lines) - 2, 24)
    page.write_string(len(lines), 0, "Isilah sel yang kuning. Cara mengisi ada pada lembar Petunjuk.", styles("quiet"))
    return len(lines) + 2


def _write_labels(page: Worksheet, order: Order, styles: Styles, row: int) -> int:
    given: dict[str, Value] = {
        "form_set": FORM_SET, "area_code": order.area_code, "area_name": order.areas.name(order.area_code), "period": order.period,
        "as_of": periods.end(order.period),
    }  # fmt: skip
    for label, key in COVER_LABELS.items():
        dated = key in ("as_of", "letter_date")
        fill = () if key in given and key != "as_of" else ("open",)
        look = (*fill, "roomy", "date" if dated else "text", "edged", *(("given",) if key in given else ()))
        page.write_string(row, 0, label, styles("label", "edged", "roomy"))
        write_cell(page, row, 1, given.get(key), styles(*look))
        if dated:
            page.data_validation(row, 1, row, 1, day_between(date(2021, 1, 1), date(2100, 12, 31)))
        elif key in TO_FILL:
            page.data_validation(row, 1, row, 1, _told(label, TO_FILL[key]))
        if key in NEEDED:
            _amber_while_empty(page, row, styles)
        page.set_row(row, 20)
        row += 1
    return row


def _write_conditions(page: Worksheet, order: Order, styles: Styles, lists: Lists, row: int) -> None:
    page.write_string(row, 0, CONDITIONS_HEADING, styles("section"))
    page.write_string(row, 1, "pilih satu untuk setiap formulir", styles("section", "roomy"))
    choice = drop_down(lists.source(CONDITIONS), "stop", "Pilih salah satu isi daftar.")
    for form in (*order.forms, *order.optional):
        row += 1
        optional = form in order.optional
        page.write_string(row, 0, form.sheet, styles("label", "edged", "roomy"))
        write_cell(page, row, 1, NOT_SUBMITTED if optional else None, styles("open", "text", "edged", "roomy"))
        words = "Tidak wajib pada periode ini; laporan terakhir yang diterima tetap berlaku." if optional else ASKED
        page.data_validation(row, 1, row, 1, {**choice, "input_title": form.sheet[:32], "input_message": words})
        _amber_while_empty(page, row, styles)
        page.set_row(row, 20)
    row += 2
    for word, meaning in MEANINGS:
        page.write_string(row, 0, word, styles("quiet", "roomy"))
        page.write_string(row, 1, meaning, styles("quiet", "roomy"))
        row += 1


ASKED = "Pilih Ada Data, Tidak Ada Perubahan, Nihil, atau Tidak Disampaikan."


def _told(title: str, message: str) -> Check:
    return {"validate": "any", "input_title": title, "input_message": message}


def _amber_while_empty(page: Worksheet, row: int, styles: Styles) -> None:
    page.conditional_format(row, 1, row, 1, {"type": "blanks", "format": styles.condition("missing")})
