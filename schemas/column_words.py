"""What each column means in a sentence for readers, in Indonesian: the comments of the analysts' file, the fields of the data package.

The columns of a form are described by its own module (`schemas.forms`); here are those that the stages add. A column has one meaning in
every table, so its name alone finds its words; where a table gives a word another meaning, `table.column` does.
"""

from schemas.columns import Column
from schemas.forms import EVERY_FORM

WORDS: dict[str, str] = {
    # where a row comes from
    "area_key": "Kunci wilayah: huruf K di depan kode Kemendagri (K62.10), sehingga tidak ada program yang membacanya sebagai angka; pakailah "
                "untuk menggabungkan tabel",
    "area_code": "Kode wilayah Kemendagri bertitik (62 provinsi, 62.10 kabupaten/kota); teks, bukan angka",
    "bps_code": "Kode wilayah BPS; berbeda dari kode Kemendagri pada delapan kabupaten; kosong bila tidak ada",
    "area_name": "Nama wilayah",
    "period": "Periode (bulan) sebagai tttt-bb",
    "submission": "Kiriman: satu isi berkas untuk satu kabupaten/kota dan periode",
    "sheet": "Nama lembar pada berkas yang dikirim",
    "row": "Nomor baris pada lembar itu",
    "cell": "Alamat sel, misalnya R9; kosong bila bukan tentang satu sel",
    "file": "Nama berkas sebagaimana diterima; pola data pribadi disembunyikan",
    "sha256": "SHA-256 berkas asli di arsip",
    "form": "Formulir: register, recap, kdmp, obstacles, umkm, coaching; atau lembar ketentuan provinsi",
    "district_ref": "Kode Kemendagri kecamatan yang dimaksud baris ini; kosong bila tidak pasti",
    "village_ref": "Kode Kemendagri desa/kelurahan yang dimaksud baris ini; kosong bila tidak pasti",
    "agency_ref": "Nama baku instansi yang disebut baris ini; kosong bila tidak ada pada daftar",
    "reporting_period": "Periode yang dilaporkan; period adalah periode asal barisnya bila laporan dibawa dari bulan sebelumnya",
    "source_period": "Periode asal laporan yang berlaku; lebih awal dari period bila dibawa; kosong bila tidak ada yang berlaku",
    # receiving
    "kind": "Jenis berkas",
    "sample": "Benar bila data contoh",
    "attachment": "Benar bila lampiran yang isinya tidak dibaca",
    "seq": "Nomor baris jurnal",
    "found_at": "Saat berkas ditemukan di kotak masuk (UTC, ISO 8601)",
    "received": "Tanggal terima yang berlaku",
    "received_at": "Tanggal diterima",
    "reader": "Versi pembaca berkas",
    "condition": "Keadaan Formulir pada sampul",
    "rows_read": "Jumlah baris yang terbaca",
    "rows_accepted": "Jumlah baris yang diterima",
    "content": "SHA-256 isi barisnya: laporan yang sama isinya bernilai sama",
    "version": "Nomor versi laporan: kiriman pertama, kedua, dan seterusnya",
    "state": "Keadaan laporan: Belum menyampaikan, Masuk, Dikembalikan untuk perbaikan, Lolos verifikasi, Digantikan versi baru, Ditutup "
             "(angka final), Terlambat",
    "superseded_by": "SHA-256 berkas yang menggantikan versi ini",
    "findings_fatal": "Jumlah catatan verifikasi yang wajib diperbaiki",
    "findings_explain": "Jumlah catatan verifikasi yang perlu penjelasan",
    "reason": "Alasan yang ditulis dinas; pola data pribadi disembunyikan",
    "header_row": "Baris judul kolom tabel itu",
    "column": "Kolom formulir (nama pada basis data ini)",
    "letter": "Huruf kolomnya pada lembar; huruf dan nomor baris adalah alamat sel",
    # what stands
    "due": "Benar bila formulir jatuh tempo pada periode ini; yang tidak jatuh tempo tidak ditagih",
    "expected": "Benar bila wilayah ini diharapkan melapor",
    "due_date": "Tanggal jatuh tempo laporan: tanggal 10 bulan berikutnya, atau hari kerja sesudahnya",
    "unchanged": "Berapa kali berturut-turut dinyatakan Tidak Ada Perubahan",
    "on_time": "Benar bila diterima sampai tanggal jatuh tempo",
    "filled": "Benar bila laporan bermuatan: ada data dan bukan salinan, Tidak Ada Perubahan, atau Nihil",
    "verified": "Benar bila lolos verifikasi",
    "days_late": "Hari antara jatuh tempo dan diterimanya; kosong bila belum diterima",
    "form_title": "Nama formulir",
    "due_months": "Bulan-bulan jatuh temponya",
    "total": "Nama jumlah yang dibandingkan dengan laporan berikutnya",
    # findings
    "rule": "Kode aturan; lihat tabel rules",
    "severity": "Bobot: fatal wajib diperbaiki, explain perlu penjelasan, warning mohon dicek, info informasi",
    "message": "Kalimat catatan verifikasi",
    "value": "Nilai indikator pada satuannya; persen pada skala 0 sampai 100; kosong bila tidak ada, dan status menyebut sebabnya",
    "group": "Kelompok catatan dengan satu sebab",
    "explanation": "Penjelasan petugas; kosong bila belum ada",
    "number": "Urutan kelompok pada surat kepada petugas",
    "asked": "Benar bila sedang ditanyakan kepada petugas",
    "title": "Judul kolom atau hal yang dicatat",
    "answered": "Benar bila sudah dijelaskan",
    "cells": "Jumlah sel yang perlu dilihat",
    "to_mend": "Jumlah sel yang wajib diperbaiki",
    "findings": "Jumlah catatan verifikasi dalam kelompok",
    "ranges": "Rentang sel yang dimaksud",
    "first": "Sel pertama yang dimaksud",
    "detail": "Dengan apa dibandingkan, atau apa yang ditemukan",
    "allowed": "Isi yang diperbolehkan",
    "example": "Contoh isi yang benar",
    # figures
    "segment": "Bagian koperasi: kosong untuk semua, di luar KDMP/KKMP, atau KDMP/KKMP; pada UMK-05 nama instansi",
    "indicator": "Kode indikator; lihat tabel indicators",
    "indicator_name": "Nama indikator",
    "unit": "Satuan nilai; % berarti skala 0 sampai 100",
    "numerator": "Pembilang; pada jumlah sama dengan nilainya",
    "denominator": "Penyebut; kosong bila bukan rasio",
    "as_of": "Tanggal keadaan yang dinyatakan angka ini; kosong bila tidak ada nilai",
    "contributors": "Jumlah baris yang menjadi dasar angka",
    "base": "Jumlah baris populasi yang dibicarakan angka",
    "coverage": "Bagian kabupaten/kota yang datanya terhitung, 0 sampai 1; kosong bila tidak jatuh tempo",
    "low": "Batas bawah nilai bila kabupaten/kota yang belum melapor ikut terhitung; kosong bila tidak dapat dihitung atau cakupan penuh",
    "high": "Batas atas nilai bila kabupaten/kota yang belum melapor ikut terhitung; kosong bila tidak dapat dihitung atau cakupan penuh",
    "status": "Sebab nilai ada atau kosong: filled terisi; not_due tidak jatuh tempo; not_reported belum dilaporkan; not_loaded data provinsi "
              "belum dimuat; not_read kolom tidak terbaca; in_question satuan uang ditanyakan; no_year_before data setahun sebelumnya belum ada; "
              "none_filled belum ada yang mengisi; no_denominator pembagi nol; secret dirahasiakan",
    "is_final": "Benar bila periodenya sudah ditutup dan angkanya final; salah bila masih sementara",
    "definition_version": "Versi definisi indikator",
    "official": "Benar bila menurut definisi resmi, yang diterbitkan",
    "amounts": "Angka uang: jumlah koperasi yang nilainya bukan nol",
    "amount_sum": "Angka uang: jumlah nilainya tanpa tanda",
    "amount_max": "Angka uang: nilai terbesar tanpa tanda",
    "span": "Triwulan (2025-TW1) atau tahun (2025)",
    "through": "Bulan terakhir yang terhitung",
    "months": "Jumlah bulan yang terisi",
    "is_complete": "Benar bila triwulan atau tahun itu lengkap",
    # scores
    "target_low": "Target, atau batas bawah target rentang, pada satuan indikator",
    "target_high": "Batas atas target rentang; kosong bila bukan rentang",
    "target_kind": "Jenis target: single tunggal, range rentang, cumulative kumulatif",
    "target_as_of": "Tanggal berlakunya target: akhir triwulan atau 31 Desember",
    "achievement": "Capaian dalam persen, skala 0 sampai 100; kosong bila belum dapat dihitung, dan note menyebut sebabnya",
    "rating": "Kriteria capaian menurut skala yang berlaku; kosong sebelum tanggal targetnya",
    "margin": "Jarak nilai dari target pada satuan indikator; positif bila di sisi yang baik",
    "is_provisional": "Benar bila capaian masih sementara",
    "is_sample": "Benar bila targetnya contoh, bukan target yang ditetapkan",
    "note": "Keterangan",
    # revisions
    "measure": "Yang berubah: nilai atau capaian",
    "before": "Angka pada rilis sebelumnya",
    "after": "Angka pada rilis ini",
    "status_before": "Status pada rilis sebelumnya",
    "status_after": "Status pada rilis ini",
    "cause": "Sebab perubahan",
    # tables of reference
    "name": "Nama",
    "full_name": "Nama lengkap",
    "short": "Nama pendek",
    "type": "Jenis",
    "nik_prefix": "Empat angka pertama NIK koperasi kabupaten/kota ini",
    "district_code": "Kode kecamatan Kemendagri",
    "district_name": "Nama kecamatan",
    "village_code": "Kode desa/kelurahan Kemendagri",
    "village_name": "Nama desa/kelurahan",
    "villages": "Jumlah desa/kelurahan menurut daftar rujukan",
    "districts": "Jumlah kecamatan menurut daftar rujukan",
    "code": "Kode",
    "level": "Tingkat: IKU, IKK, Program, Pendukung, Mutu data",
    "concept": "Konsep",
    "interpretation": "Cara membaca",
    "definition": "Cara menghitung menurut definisi resmi",
    "population": "Baris yang menjadi populasi (base)",
    "polarity": "Arah yang baik: higher makin tinggi, lower makin rendah; kosong bila tidak dinilai",
    "rollup": "Antarbulan, pembilang lalu penyebut: L keadaan bulan terakhir, S jumlah semua bulan",
    "scored_segment": "Bagian yang dibandingkan dengan target; kosong untuk semua",
    "is_money": "Benar bila menjumlahkan uang koperasi, sehingga aturan kerahasiaan berlaku di publik/",
    "is_ratio": "Benar bila nilainya pembilang dibagi penyebut",
    "valid_from": "Berlaku sejak periode ini",
    "legal_basis": "Dasar hukum",
    "owner": "Penanggung jawab",
    "tier": "Tingkat pemeriksaan: berkas, nilai, baris, tabel, antarformulir, antarperiode",
    "severity_title": "Bobot dalam kata",
    "wording": "Kalimat catatan; {…} diisi dari selnya",
    "why": "Alasan aturan",
    "empties": "Benar bila isi yang melanggar tidak dihitung",
    "since": "Perangkat formulir sejak aturan berlaku",
    "year": "Tahun",
    "quarter": "Triwulan, 1 sampai 4",
    "first_day": "Hari pertama periode",
    "last_day": "Hari terakhir periode",
    "is_headline": "Benar untuk periode pada halaman utama: yang terakhir dengan laporan diterima",
    # lists of what is open
    "days_open": "Hari sejak dilaporkan sampai akhir periode",
    "outcome": "Menjadi apa: active, revitalised, inactive, dissolved, not found, not reported",
    "outcome_title": "Menjadi apa, dalam kata",
    "now_status": "Status pada daftar koperasi yang berlaku; kosong bila tidak ditemukan",
    "now_submission": "Kiriman yang menyatakan statusnya kini",
    "now_sheet": "Lembar yang menyatakan statusnya kini",
    "now_row": "Baris yang menyatakan statusnya kini",
    "stage_reached": "Tahap terjauh, dari barisnya sendiri atau desa tempatnya bergabung; kosong bila laporan tidak menyebut desanya",
    # what a table means otherwise
    "accepted.totals.value": "Besarnya jumlah itu",
    "findings.notes.value": "Isi sel sebagaimana tertulis; data pribadi disembunyikan",
    "findings.explanations.value": "Isi sel yang dijelaskan",
    "submissions.problems.value": "Isi sel sebagaimana tertulis; data pribadi disembunyikan",
    "submissions.closings.seq": "Nomor baris jurnal penutupan: yang datang sesudahnya tidak dihitung",
    "findings.groups.title": "Judul aturannya",
    "areas.type": "kabupaten, kota, atau provinsi",
    "villages.type": "desa atau kelurahan",
    "rules.code": "Kode aturan, misalnya V202",
    "rules.title": "Nama aturan",
    "indicators.code": "Kode indikator, misalnya KOP-04",
    "indicators.form": "Formulir sumbernya; kosong bila bukan dari formulir",
    "indicators.measure": "Ukuran: jumlah, persentase, dan sebagainya",
    "periods.title": "Nama bulan",
    "open_obstacles.agency": "Instansi terkait, dengan nama baku bila ada pada daftar",
    "reactivation.status": "Status pada daftar dasar",
}  # fmt: skip


#: What a row of the tables and views is that analysts get beside those of the warehouse (assets.storage.tables says of those).
TABLES: dict[str, str] = {
    "areas": "satu wilayah: provinsi dan kabupaten/kotanya",
    "districts": "satu kecamatan menurut daftar rujukan",
    "villages": "satu desa atau kelurahan menurut daftar rujukan",
    "forms": "satu formulir kabupaten/kota",
    "indicators": "satu indikator dengan definisi resminya",
    "rules": "satu aturan pemeriksaan",
    "periods": "satu periode yang dirilis, dengan tanggal jatuh temponya",
    "quarters_and_years": "satu indikator menurut triwulan atau tahun",
    "revisions": "satu angka yang berbeda dari rilis sebelumnya, dengan sebabnya",
    "official_values": "satu angka resmi, tepat tanpa pembulatan: isi data/indicators.csv sebelum aturan kerahasiaan",
    "expected_reports": "satu laporan yang jatuh tempo: kabupaten/kota, formulir, dan periode",
    "late": "satu laporan jatuh tempo yang belum diterima atau diterima sesudah jatuh tempo",
    "open_obstacles": "satu permasalahan yang belum selesai pada periode halaman utama",
    "reactivation": "satu koperasi dari daftar tidak aktif Desember 2024, dan menjadi apa pada periode halaman utama",
    "villages_without_legal_entity": "satu desa/kelurahan di kabupaten/kota yang melapor yang belum memiliki KDMP/KKMP berbadan hukum pada periode "
                                     "halaman utama",
    "lists.open_obstacles": "isi open_obstacles tanpa nama wilayah",
    "lists.reactivation": "isi reactivation tanpa nama",
    "lists.villages_without_legal_entity": "isi villages_without_legal_entity tanpa nama",
    "standing": "baris yang berlaku untuk setiap periode laporan, termasuk yang dibawa dari bulan sebelumnya",
    "in_force": "baris lembar ketentuan provinsi yang berlaku sekarang",
    "standing.provisions": "lembar ketentuan provinsi yang berlaku sekarang, satu setiap jenis",
}  # fmt: skip


#: Views whose rows are a form's: their columns are described by it.
ROWS_OF = {"reactivation": "register", "open_obstacles": "obstacles"}


def described(table: str, column: str) -> str:
    """What a column of a table (`schema.table`, or without a schema) means. KeyError when nobody has said it."""
    name = table.rpartition(".")[2]
    for key in (f"{table}.{column}", f"{name}.{column}"):
        if key in WORDS:
            return WORDS[key]
    form = EVERY_FORM.get(ROWS_OF.get(name, name))
    if form and column in form.ids:
        return of_form(form.column(column), is_text=table.startswith("raw."))
    return WORDS[column]


def of_form(column: Column, *, is_text: bool = False) -> str:
    """A form's column: its title, unit and what may stand there; `is_text` where it is kept as it was written."""
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.title}{unit}: {'teks seperti tertulis' if is_text else column.allowed_in_words}"


def all_words() -> list[object]:
    """Everything that comments are made of: where it is the same, so are they."""
    return [WORDS, TABLES, [[of_form(column) for column in form.columns] for form in EVERY_FORM.values()]]


def table_words(table: str) -> str:
    """What a row of a table or view (`schema.table`, or without a schema) is. KeyError when nobody has said it."""
    schema, _, name = table.rpartition(".")
    if schema == "standing" and table not in TABLES:
        form = EVERY_FORM[name]
        return f"{form.row_is}; {TABLES['standing' if form.due_months else 'in_force']}"
    return TABLES[table]
