"""The sheet with the instructions, and how complete each form is while it is filled in. The reader passes over it."""

from xlsxwriter.worksheet import Worksheet

from assets.templating.cell_formats import A4, CellFormats
from assets.templating.cell_writing import write_cell
from assets.templating.formulas import Formula, filled_rows, missing_cells
from assets.templating.starting_rows import LAST_STATUS_ID
from assets.templating.template_plan import TemplateOrder
from schemas import periods
from schemas.forms import LAST_STATUS, SAMPLE_MARK

EMPTY, COMPLETE, INCOMPLETE = "Belum diisi", "Isian wajib lengkap", "Belum lengkap"
TABLE = ("Formulir", "Baris terisi", "Isian wajib kosong", "Keterangan", "Isian awal")


def write_guide(page: Worksheet, order: TemplateOrder, formats: CellFormats) -> None:
    """Fill the sheet: a line a form with its rows, its empty required cells and its state, as formulas, and the steps."""
    for index, characters in enumerate((26, 14, 18, 26, 46)):
        page.set_column(index, index, characters, formats())
    row = 0
    if order.last.sample:
        page.write_string(row, 0, SAMPLE_MARK, formats("mark"))
        row = 1
    page.write_string(row, 0, "Petunjuk pengisian", formats("title"))
    page.set_row(row, 24)
    row = _write_table(page, order, formats, row + 2)
    page.write_string(row + 1, 0, "Langkah", formats("section"))
    for index in range(1, len(TABLE)):
        page.write_blank(row + 1, index, None, formats("section"))
    for number, step in enumerate(steps(order), 1):
        page.merge_range(row + 1 + number, 0, row + 1 + number, len(TABLE) - 1, f"{number}. {step}", formats("wrap", "middle"))
        page.set_row(row + 1 + number, 20 * (1 + len(step) // 150))
    page.hide_gridlines(2)
    page.protect("")
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 1)


def steps(order: TemplateOrder) -> list[str]:
    """What to do, in order, for the forms and starting rows that the order has."""
    until = periods.long_date(periods.due_date(order.period))
    end = periods.long_date(periods.end(order.period))
    steps = [
        "Lembar Sampul: lengkapi isian yang kuning, lalu pilih Keadaan Formulir untuk setiap formulir.",
        f"Isi setiap lembar formulir menurut keadaan per {end}. Arahkan penunjuk ke judul kolom untuk melihat apa yang diisi dan contohnya.",
        "Judul kolom jangan diubah atau dipindah. Baris boleh ditambah, dihapus, dan diurutkan; kolom tambahan tidak dihitung.",
        "Kosongkan yang tidak diketahui. Angka 0 berarti memang nol.",
        "Jangan mencantumkan NIK penduduk (16 angka), nomor telepon, atau nama pengurus.",
    ]
    if any(LAST_STATUS_ID in plan.letters for plan in order.sheets.values()):
        steps.append(
            f"Kolom Status sengaja dikosongkan: pastikan keadaan setiap baris, lalu isi. {LAST_STATUS} di sebelahnya hanya pengingat."
        )
    if "kdmp" in order.last.source:
        steps.append(
            "Progres KDMP berisi keadaan laporan terakhir: perbarui tahap, tanggal, dan nomor yang berubah; isi angka bulan ini."
        )
    if "recap" in order.sheets and "register" in order.sheets:
        steps.append("Rekap Koperasi terhitung sendiri dari Daftar Koperasi setelah kolom Status diisi; karyawan diisi sendiri.")
    steps.append(f"Simpan tetap sebagai .xlsx dan kirim paling lambat {until}. Satu berkas ini memuat semua formulir.")
    return steps


def _write_table(page: Worksheet, order: TemplateOrder, formats: CellFormats, row: int) -> int:
    """The table from `row` (from 0) on; the row behind it."""
    page.set_row(row, 24)
    for index, heading in enumerate(TABLE):
        page.write_string(row, index, heading, formats("header", "required"))
    for form_id, plan in order.sheets.items():
        row += 1
        page.set_row(row, 20)
        rows = filled_rows(plan)
        missing = missing_cells(plan, f"B{row + 1}")
        page.write_url(
            row, 0, f"internal:'{plan.form.sheet}'!A{plan.first_row}", formats("label", "edged", "roomy"), plan.form.sheet
        )
        write_cell(page, row, 1, rows, formats("number", "edged", "roomy"))
        write_cell(page, row, 2, missing, formats("number", "edged", "roomy"))
        write_cell(page, row, 3, _state_formula(row + 1, rows, missing), formats("edged", "roomy"))
        write_cell(page, row, 4, _source(order, form_id), formats("edged", "quiet", "roomy"))
        page.conditional_format(
            row, 2, row, 2, {"type": "cell", "criteria": ">", "value": 0, "format": formats.condition("missing")}
        )
    return row + 1


def _state_formula(row: int, rows: Formula, missing: Formula) -> Formula:
    """Not filled in, incomplete or complete, by the counts that stand in the same row (from 1)."""
    text = f'=IF(B{row}=0,"{EMPTY}",IF(C{row}=0,"{COMPLETE}","{INCOMPLETE}"))'
    return Formula(text, EMPTY if not rows.value else INCOMPLETE if missing.value else COMPLETE)


def _source(order: TemplateOrder, form_id: str) -> str:
    """Where the starting rows of a form come from, in words."""
    if form_id in order.last.source:
        return f"dari laporan {periods.title(order.last.source[form_id])} yang terakhir diterima"
    if form_id == "recap" and "register" in order.sheets:
        return "kecamatan; angka terhitung dari Daftar Koperasi"
    if form_id == "kdmp":
        return "daftar desa/kelurahan resmi"
    return "daftar kecamatan resmi" if form_id in ("recap", "umkm") else "tidak ada"
