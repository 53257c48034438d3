"""The sheet with the instructions, and how complete each form is. No reader counts it."""

from xlsxwriter.worksheet import Worksheet

from assets.templating.formulas import Formula, filled_rows, missing_cells
from assets.templating.plan import Order
from assets.templating.sheet import A4, write_cell
from assets.templating.starting import LAST_STATUS_ID
from assets.templating.styles import Styles
from schemas import periods
from schemas.forms import LAST_STATUS, SAMPLE_MARK

EMPTY, COMPLETE, INCOMPLETE = "Belum diisi", "Isian wajib lengkap", "Belum lengkap"
TABLE = ("Formulir", "Baris terisi", "Isian wajib kosong", "Keterangan", "Isian awal")


def write_guide(page: Worksheet, order: Order, styles: Styles) -> None:
    """Fill the sheet."""
    for index, characters in enumerate((26, 14, 18, 26, 46)):
        page.set_column(index, index, characters, styles())
    row = 0
    if order.last.sample:
        page.write_string(row, 0, SAMPLE_MARK, styles("mark"))
        row = 1
    page.write_string(row, 0, "Petunjuk pengisian", styles("title"))
    page.set_row(row, 24)
    row = _write_table(page, order, styles, row + 2)
    page.write_string(row + 1, 0, "Langkah", styles("section"))
    for index in range(1, len(TABLE)):
        page.write_blank(row + 1, index, None, styles("section"))
    for number, step in enumerate(steps(order), 1):
        page.merge_range(row + 1 + number, 0, row + 1 + number, len(TABLE) - 1, f"{number}. {step}", styles("wrap", "middle"))
        page.set_row(row + 1 + number, 20 * (1 + len(step) // 150))
    page.hide_gridlines(2)
    page.protect("")
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 1)


def steps(order: Order) -> list[str]:
    """What to do, in order."""
    until = periods.long_date(periods.due_date(order.period))
    end = periods.long_date(periods.end(order.period))
    found = [
        "Lembar Sampul: lengkapi isian yang kuning, lalu pilih Keadaan Formulir untuk setiap formulir.",
        f"Isi setiap lembar formulir menurut keadaan per {end}. Arahkan penunjuk ke judul kolom untuk melihat apa yang diisi dan contohnya.",
        "Judul kolom jangan diubah atau dipindah. Baris boleh ditambah, dihapus, dan diurutkan; kolom tambahan tidak dihitung.",
        "Kosongkan yang tidak diketahui. Angka 0 berarti memang nol.",
        "Jangan mencantumkan NIK penduduk (16 angka), nomor telepon, atau nama pengurus.",
    ]
    if any(LAST_STATUS_ID in plan.letters for plan in order.sheets.values()):
        found.append(
            f"Kolom Status sengaja dikosongkan: pastikan keadaan setiap baris, lalu isi. {LAST_STATUS} di sebelahnya hanya pengingat."
        )
    if "kdmp" in order.last.source:
        found.append(
            "Progres KDMP berisi keadaan laporan terakhir: perbarui tahap, tanggal, dan nomor yang berubah; isi angka bulan ini."
        )
    if "recap" in order.sheets and "register" in order.sheets:
        found.append("Rekap Koperasi terhitung sendiri dari Daftar Koperasi setelah kolom Status diisi; karyawan diisi sendiri.")
    found.append(f"Simpan tetap sebagai .xlsx dan kirim paling lambat {until}. Satu berkas ini memuat semua formulir.")
    return found


def _write_table(page: Worksheet, order: Order, styles: Styles, row: int) -> int:
    page.set_row(row, 24)
    for index, heading in enumerate(TABLE):
        page.write_string(row, index, heading, styles("header", "required"))
    for form_id, plan in order.sheets.items():
        row += 1
        page.set_row(row, 20)
        rows = filled_rows(plan)
        missing = missing_cells(plan, f"B{row + 1}")
        page.write_url(
            row, 0, f"internal:'{plan.form.sheet}'!A{plan.first_row}", styles("label", "edged", "roomy"), plan.form.sheet
        )
        write_cell(page, row, 1, rows, styles("number", "edged", "roomy"))
        write_cell(page, row, 2, missing, styles("number", "edged", "roomy"))
        write_cell(page, row, 3, _state(row + 1, rows, missing), styles("edged", "roomy"))
        write_cell(page, row, 4, _source(order, form_id), styles("edged", "quiet", "roomy"))
        page.conditional_format(
            row, 2, row, 2, {"type": "cell", "criteria": ">", "value": 0, "format": styles.condition("missing")}
        )
    return row + 1


def _state(row: int, rows: Formula, missing: Formula) -> Formula:
    text = f'=IF(B{row}=0,"{EMPTY}",IF(C{row}=0,"{COMPLETE}","{INCOMPLETE}"))'
    return Formula(text, EMPTY if not rows.value else INCOMPLETE if missing.value else COMPLETE)


def _source(order: Order, form_id: str) -> str:
    """Where the starting rows come from."""
    if form_id in order.last.source:
        return f"dari laporan {periods.title(order.last.source[form_id])} yang terakhir diterima"
    if form_id == "recap" and "register" in order.sheets:
        return "kecamatan; angka terhitung dari Daftar Koperasi"
    if form_id == "kdmp":
        return "daftar desa/kelurahan resmi"
    return "daftar kecamatan resmi" if form_id in ("recap", "umkm") else "tidak ada"
