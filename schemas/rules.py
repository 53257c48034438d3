"""The register of rules: code, severity and Indonesian wording of every catatan verifikasi.

A code is `V`, the tier's digit (1 file, 2 value, 3 row, 4 table, 5 between forms, 6 between periods) and two digits. It is
never reused. Wordings may name {title} (the column), {value} (what stands there), {allowed}, {example} and {detail} (what it
was compared with, or what was found). What a rule checks is bound to its columns in the form's module; what belongs here is
how it is named and told.
"""

from dataclasses import dataclass

FATAL, EXPLAIN, WARNING, INFO = "fatal", "explain", "warning", "info"
SEVERITIES = (FATAL, EXPLAIN, WARNING, INFO)
SEVERITY_WORDS = {FATAL: "Wajib diperbaiki", EXPLAIN: "Perlu penjelasan", WARNING: "Mohon dicek", INFO: "Informasi"}
TIERS = {
    1: "berkas", 2: "nilai", 3: "baris", 4: "tabel", 5: "antarformulir", 6: "antarperiode",
}  # fmt: skip

#: Goes into every verdict of the journal; raise it when a rule is added or changes what it finds.
RULES_VERSION = "2025.1.1"


@dataclass(frozen=True)
class Rule:
    """One rule: its code, severity, title, the wording of its finding, and why it exists."""

    code: str
    severity: str
    title: str
    wording: str
    why: str
    since: str = "2025.1"
    owner: str = "Bidang Koperasi, Dinas Koperasi dan UKM Provinsi"

    @property
    def tier(self) -> int:
        """1 file, 2 value, 3 row, 4 table, 5 between forms, 6 between periods."""
        return int(self.code[1])


_REGISTER = (
    Rule("V101", FATAL, "Berkas tidak dapat dibaca",
         "Berkas tidak dapat dibaca ({detail}). Mohon buka berkas di Excel, simpan ulang sebagai .xlsx, lalu kirim kembali.",
         "Berkas yang terpotong atau rusak tidak boleh menghentikan laporan kabupaten/kota lain."),
    Rule("V102", FATAL, "Berkas kosong",
         "Berkas kosong (0 bita atau tanpa satu pun isi). Mohon periksa salinan Bapak/Ibu dan kirim kembali.",
         "Salinan yang gagal sering menghasilkan berkas kosong."),
    Rule("V103", FATAL, "Jenis berkas tidak dikenal",
         "Isi berkas bukan buku kerja Excel ({detail}), meskipun namanya {value}. Yang dapat dibaca: {allowed}. Contoh: {example}.",
         "Jenis berkas ditentukan oleh isinya, bukan oleh namanya."),
    Rule("V104", FATAL, "Berkas berkata sandi",
         "Berkas dilindungi kata sandi sehingga tidak dapat dibaca. Mohon simpan tanpa kata sandi "
         "(Berkas > Info > Lindungi Buku Kerja) dan kirim kembali.",
         "Kata sandi tidak boleh diminta melalui surat atau pesan."),
    Rule("V105", FATAL, "Kabupaten/kota tidak dikenal",
         "Kabupaten/kota pengirim tidak dapat ditentukan ({detail}). Mohon isi Kode dan Nama Kabupaten/Kota pada lembar Sampul. Contoh: {example}.",
         "Laporan tanpa pengirim tidak dapat dihitung."),
    Rule("V106", FATAL, "Periode tidak dikenal",
         "Periode laporan tidak dapat ditentukan ({detail}). Mohon isi Periode pada lembar Sampul dengan bentuk tahun-bulan. Contoh: {example}.",
         "Laporan tanpa periode tidak dapat dihitung."),
    Rule("V107", FATAL, "Bukan wilayah pelapor",
         "Laporan ini untuk {value}, yang bukan kabupaten/kota di {allowed}. Mohon periksa Kode dan Nama Kabupaten/Kota. Contoh: {example}.",
         "Kode BPS dan kode Kemendagri delapan kabupaten saling tertukar; wilayah lain tidak boleh ikut terhitung."),
    Rule("V108", FATAL, "Periode di luar masa pelaporan",
         "Periode {value} di luar masa pelaporan ({allowed}). Mohon periksa Periode pada lembar Sampul. Contoh: {example}.",
         "Salah ketik tahun memindahkan laporan ke masa yang belum atau tidak dilaporkan."),
    Rule("V109", FATAL, "Tidak ada formulir yang dikenal",
         "Tidak ada lembar yang dikenali sebagai formulir. Yang dikenal: {allowed}. Mohon pakai judul kolom seperti pada templat.",
         "Tabel dikenali dari judul kolomnya."),
    Rule("V110", FATAL, "Kolom wajib tidak ada",
         "Kolom wajib “{title}” tidak ditemukan pada lembar ini. Mohon tambahkan kolom itu; isinya {allowed}. Contoh: {example}.",
         "Tanpa kolom wajib, formulir tidak dapat dihitung."),
    Rule("V111", FATAL, "Kolom wajib kosong seluruhnya",
         "Kolom wajib “{title}” kosong pada semua baris. Mohon diisi dengan {allowed}. Contoh: {example}. "
         "Bila memang tidak ada data, tulis Nihil pada Keadaan Formulir.",
         "Kosong bukan nol: tidak diisi berbeda dari tidak ada."),
    Rule("V112", FATAL, "Batas pembacaan terlampaui",
         "Berkas melewati batas pembacaan: {detail}. Yang diperbolehkan: {allowed}. Mohon kirim hanya lembar formulir, tanpa gambar dan lembar lain.",
         "Satu berkas tidak boleh menghentikan seluruh pekerjaan malam."),
    Rule("V113", INFO, "Berkas diterima sebagai lampiran",
         "Berkas diterima sebagai lampiran. Isinya belum dapat dibaca; mohon kirim juga berkas Excel.",
         "PDF, foto, dan Word disimpan sebagai bukti penerimaan."),
    Rule("V114", WARNING, "Dibaca dengan profil tata letak",
         "Lembar ini dibaca dengan profil “{detail}”: {value}. Mohon pastikan ketetapan itu benar; kolomnya tidak ada pada berkas.",
         "Ketetapan dari profil adalah anggapan yang harus terlihat."),
    Rule("V115", INFO, "Kolom tambahan",
         "Kolom “{title}” tidak termasuk formulir; {detail} sel terisi disimpan di berkas asli dan tidak dihitung.",
         "Tidak ada yang hilang, tetapi kolom di luar formulir tidak diolah."),
    Rule("V116", INFO, "Lembar tidak dibaca",
         "Lembar “{value}” tidak dikenali sebagai formulir dan tidak dibaca. Yang dikenal: {allowed}.",
         "Lembar lain boleh ada, tetapi harus terlihat bahwa ia tidak dihitung."),
    Rule("V117", WARNING, "Keterangan pengirim atau periode berbeda",
         "Keterangan berbeda: {detail}. Yang dipakai: {value}. Mohon samakan Sampul, judul, folder, dan nama berkas.",
         "Berkas bulan lalu sering dikirim dengan nama bulan ini."),
    Rule("V118", WARNING, "Formulir belum berlaku",
         "Formulir ini berlaku mulai {allowed}; laporan periode {value} disimpan tetapi tidak dihitung.",
         "Formulir yang belum berlaku bukan nol."),
    Rule("V119", WARNING, "Keadaan Formulir tidak cocok dengan isinya",
         "Keadaan Formulir tertulis “{value}”, tetapi {detail}. Pilihan: {allowed}. Mohon dicocokkan.",
         "Nihil, tidak ada perubahan, dan tidak disampaikan adalah tiga hal yang berbeda."),
    Rule("V120", EXPLAIN, "Formulir muncul lebih dari sekali",
         "Formulir ini ada pada lebih dari satu tabel: {detail}. Semua baris dibaca; mohon pastikan tidak ada yang rangkap.",
         "Lembar yang sama kadang terkirim dua kali dalam satu berkas."),
    Rule("V121", WARNING, "Tanggal diterima sesudah berkas ditemukan",
         "Tanggal diterima {value} lebih lambat dari saat berkas ditemukan ({detail}). Mohon periksa penerimaan.csv.",
         "Tanggal diterima adalah pernyataan; jurnal mencatat saat ditemukan."),
    Rule("V122", INFO, "Tanggal diterima jauh sebelum berkas ditemukan",
         "Tanggal diterima {value} lebih dari 31 hari sebelum berkas ditemukan ({detail}).",
         "Pernyataan yang jauh dari catatan jurnal perlu terlihat oleh pemeriksa."),
    Rule("V123", INFO, "Kode terbaca sebagai angka",
         "Kode {value} tersimpan sebagai angka dan dibaca {detail}. Mohon tulis kode sebagai teks. Contoh: {example}.",
         "Excel menampilkan angka 62.10 sebagai 62.1."),
    Rule("V124", WARNING, "Sampul belum lengkap",
         "Pada lembar Sampul “{title}” belum diisi.",
         "Penyusun dan pengesah menyatakan siapa yang bertanggung jawab atas laporan."),
    Rule("V125", INFO, "Baris jumlah tidak dihitung",
         "Ada {detail} baris jumlah (JUMLAH/TOTAL/SUB TOTAL) yang dikenali dan tidak dihitung sebagai data.",
         "Baris jumlah yang ikut terhitung menggandakan angka."),
    Rule("V201", EXPLAIN, "Isian wajib kosong",
         "“{title}” wajib diisi. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Isian wajib adalah dasar angka pokok; kosong bukan nol."),
    Rule("V202", EXPLAIN, "Bukan angka",
         "“{title}” berisi “{value}”, yang tidak dapat dibaca sebagai angka. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Angka yang ditebak lebih berbahaya daripada angka yang kosong."),
    Rule("V203", EXPLAIN, "Bukan tanggal",
         "“{title}” berisi “{value}”, yang bukan tanggal yang ada. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Tanggal seperti 31/04/2021 tidak ada di kalender."),
    Rule("V204", EXPLAIN, "Di luar daftar",
         "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Pilihan di luar daftar tidak dapat dikelompokkan."),
    Rule("V205", EXPLAIN, "Di luar rentang",
         "“{title}” berisi {value}, di luar rentang. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Nilai di luar rentang hampir selalu salah ketik."),
    Rule("V206", EXPLAIN, "Jumlah angka tidak tepat",
         "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "NIK Koperasi dan NIB terdiri atas 13 angka; NIK penduduk 16 angka dan tidak boleh dikirim."),
    Rule("V207", EXPLAIN, "Bentuk kode desa tidak tepat",
         "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Kode desa dipakai untuk mencocokkan laporan dari bulan ke bulan."),
    Rule("V208", WARNING, "Kecamatan tidak ada dalam daftar resmi",
         "“{value}” tidak ditemukan di antara kecamatan di {detail}. Mohon periksa ejaannya. Contoh: {example}.",
         "Nama yang berbeda ejaan tidak dapat digabungkan menurut kecamatan."),
    Rule("V209", WARNING, "Desa/kelurahan tidak ada dalam daftar resmi",
         "“{value}” tidak ditemukan di antara desa/kelurahan di {detail}. Mohon periksa ejaannya. Contoh: {example}.",
         "Sepertiga nama desa pada daftar nyata berbeda ejaan; karena itu hanya mohon dicek."),
    Rule("V210", EXPLAIN, "Tanggal sebelum 17 Agustus 1945",
         "“{title}” berisi {value}, sebelum 17 Agustus 1945. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Badan hukum koperasi Indonesia tidak mungkin lebih tua dari republik."),
    Rule("V211", EXPLAIN, "Tanggal sesudah akhir periode",
         "“{title}” berisi {value}, sesudah akhir periode atau hari berkas diterima ({detail}). "
         "Yang diperbolehkan: tanggal sampai dengan hari itu. Contoh: {example}.",
         "Laporan menyatakan keadaan sampai akhir periodenya."),
    Rule("V212", EXPLAIN, "Rumus tanpa hasil",
         "“{title}” berisi {value}. Mohon buka berkas di Excel, perbaiki rumusnya, simpan, dan kirim kembali. "
         "Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Rumus yang rusak tidak mempunyai nilai."),
    Rule("V213", WARNING, "Desa/kelurahan di luar kabupaten/kota",
         "Kode {value} bukan kode desa/kelurahan di {detail}. Mohon periksa kodenya. Contoh: {example}.",
         "Kode wilayah lain menggeser hitungan desa."),
    Rule("V301", EXPLAIN, "Aktif dan tidak aktif tidak sama dengan jumlah",
         "“{title}” berisi {value}, tetapi {detail}. Yang diperbolehkan: aktif + tidak aktif = jumlah. "
         "Contoh: 10 aktif + 5 tidak aktif = 15.",
         "Bagian yang tidak sama dengan jumlahnya berarti salah satu angka keliru."),
    Rule("V302", EXPLAIN, "Anggota pria dan wanita tidak sama dengan total",
         "“{title}” berisi {value}, tetapi {detail}. Yang diperbolehkan: pria + wanita = total. Contoh: 12 + 8 = 20.",
         "Bagian yang tidak sama dengan jumlahnya berarti salah satu angka keliru."),
    Rule("V303", EXPLAIN, "RAT sebelum badan hukum",
         "“{title}” {value} lebih awal dari {detail}. Yang diperbolehkan: RAT sesudah koperasi berbadan hukum. Contoh: {example}.",
         "Rapat anggota tahunan tidak mungkin mendahului pengesahan koperasinya."),
    Rule("V304", EXPLAIN, "Urutan tanggal tahap terbalik",
         "“{title}” {value} lebih awal dari {detail}. Yang diperbolehkan: tanggal mengikuti urutan tahap "
         "(sosialisasi, musdesus, rapat pendirian, akta, SK AHU). Contoh: {example}.",
         "Tahap pembentukan berurutan."),
    Rule("V305", EXPLAIN, "Nomor SK AHU belum diisi",
         "“{title}” wajib diisi bila Tahap Saat Ini Berbadan Hukum. Contoh: {example}.",
         "KDMP/KKMP berbadan hukum dihitung dari nomor SK yang berbeda."),
    Rule("V306", EXPLAIN, "Selesai sebelum dilaporkan",
         "“{title}” {value} lebih awal dari tanggal masalah {detail}. Yang diperbolehkan: sama atau sesudahnya. Contoh: {example}.",
         "Lama penyelesaian tidak mungkin minus."),
    Rule("V307", EXPLAIN, "Koperasi RAT melebihi jumlah koperasi",
         "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak jumlah koperasi. Contoh: {example}.",
         "Bagian tidak dapat melebihi keseluruhan."),
    Rule("V308", EXPLAIN, "Tanggal selesai belum diisi",
         "“{title}” wajib diisi bila Status Selesai. Contoh: {example}.",
         "Tanpa tanggal selesai, penyelesaian tidak dapat dihitung."),
    Rule("V310", EXPLAIN, "UMKM ber-NIB melebihi jumlah UMKM",
         "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak jumlah usaha mikro, kecil, dan menengah. Contoh: {example}.",
         "Bagian tidak dapat melebihi keseluruhan."),
    Rule("V311", EXPLAIN, "Yang dibiayai melebihi yang dibina",
         "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak yang dibina. Contoh: {example}.",
         "Persentase binaan yang memperoleh pembiayaan tidak dapat melebihi 100."),
    Rule("V312", WARNING, "Awalan NIK koperasi berbeda",
         "“{title}” {value} tidak berawalan {detail}, awalan NIK koperasi di kabupaten/kota ini. Mohon dicek.",
         "NIK koperasi berawalan nomor kabupaten/kotanya; ada beberapa pengecualian."),
    Rule("V401", EXPLAIN, "Kunci tercantum lebih dari sekali",
         "“{title}” {value} tercantum pada {detail} baris. Yang diperbolehkan: satu baris untuk setiap {title}. Contoh: {example}.",
         "Baris rangkap menggandakan angka."),
    Rule("V402", FATAL, "Terlalu banyak baris rangkap",
         "“{title}” berulang pada {detail} baris, lebih dari 10 % isi tabel. Mohon hapus baris rangkap dan kirim kembali.",
         "Tabel yang sebagian besar rangkap tidak dapat dihitung."),
    Rule("V405", INFO, "Tanpa tanggal RAT",
         "{detail} baris tanpa “{title}”. Mohon dilengkapi bila ada.",
         "Sebagian besar daftar koperasi nyata belum mencantumkannya."),
    Rule("V406", INFO, "Tanpa anggota",
         "{detail} baris tanpa “{title}” atau berisi 0. Mohon dilengkapi; 0 berarti memang tidak ada anggota.",
         "Nol dan tidak dilaporkan tampak sama pada daftar nyata."),
    Rule("V601", EXPLAIN, "Tidak Ada Perubahan lebih dari dua kali",
         "Keadaan Formulir “Tidak Ada Perubahan” hanya berlaku dua kali berturut-turut. Mohon kirim data terbaru.",
         "Data yang terus diteruskan bukan lagi laporan."),
    Rule("V602", EXPLAIN, "Tidak ada laporan untuk diteruskan",
         "Keadaan Formulir “Tidak Ada Perubahan”, tetapi belum ada laporan formulir ini yang diterima. Mohon kirim datanya.",
         "Yang belum pernah dilaporkan tidak dapat dinyatakan tidak berubah."),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.code: rule for rule in _REGISTER}
