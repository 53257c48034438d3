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
RULES_VERSION = "2025.1.5"
#: The rule of a file whose sources put in doubt whose it is or for which period, and the one that then keeps what was accepted before.
DISPUTED, KEPT = "V146", "V152"
#: The rule of a version that is much shorter than the one before it.
SHORTENED = "V608"


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
         "Isi berkas bukan buku kerja Excel ({detail}), meskipun namanya {value}. "
         "Mohon kirim sebagai buku kerja; yang dapat dibaca: {allowed}. Contoh: {example}.",
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
         "Tidak ada lembar yang dikenali sebagai formulir.{detail} Yang dikenal: {allowed}. Mohon pakai judul kolom seperti pada templat.",
         "Tabel dikenali dari judul kolomnya."),
    Rule("V110", FATAL, "Kolom wajib tidak ada",
         "Kolom wajib “{title}” tidak ditemukan pada lembar ini{detail}. Mohon tambahkan kolom itu; isinya {allowed}. Contoh: {example}.",
         "Tanpa kolom wajib, formulir tidak dapat dihitung."),
    Rule("V111", FATAL, "Kolom wajib kosong seluruhnya",
         "Kolom wajib “{title}” kosong pada semua baris. Mohon diisi dengan {allowed}. Contoh: {example}. "
         "Bila memang tidak ada data, pilih Nihil pada Keadaan Formulir di lembar Sampul; berkas tanpa Sampul dapat memakai Sampul templat.",
         "Kosong bukan nol: tidak diisi berbeda dari tidak ada."),
    Rule("V112", FATAL, "Batas pembacaan terlampaui",
         "Berkas melewati batas pembacaan: {detail}. Yang diperbolehkan: {allowed}. Mohon kirim hanya lembar formulir, tanpa gambar dan lembar lain.",
         "Satu berkas tidak boleh menghentikan seluruh pekerjaan malam."),
    Rule("V113", INFO, "Berkas diterima sebagai lampiran",
         "Berkas diterima sebagai lampiran. Isinya belum dapat dibaca; mohon kirim juga berkas Excel.",
         "PDF, foto, dan Word disimpan sebagai bukti penerimaan."),
    Rule("V114", WARNING, "Dibaca dengan profil tata letak",
         "Lembar ini dibaca dengan profil “{detail}”: {value}. Mohon pastikan {allowed}.",
         "Ketetapan dari profil adalah anggapan yang harus terlihat."),
    Rule("V115", INFO, "Kolom tambahan",
         "Kolom “{title}” tidak termasuk formulir; {detail} sel terisi disimpan di berkas asli dan tidak dihitung.{allowed}",
         "Tidak ada yang hilang, tetapi kolom di luar formulir tidak diolah."),
    Rule("V116", INFO, "Lembar tidak dibaca",
         "Lembar “{value}” tidak dikenali sebagai formulir dan tidak dibaca. Yang dikenal: {allowed}.",
         "Lembar lain boleh ada, tetapi harus terlihat bahwa ia tidak dihitung."),
    Rule("V117", WARNING, "Keterangan pengirim atau periode berbeda",
         "Keterangan berbeda: {detail}. Yang dipakai: {value}. Mohon samakan Sampul, judul, folder, dan nama berkas.",
         "Folder sering menurut bulan datangnya berkas, dan judul sering lupa diganti; yang dipakai dinyatakan lebih kuat."),
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
         "Ada {detail} baris jumlah atau ringkasan (JUMLAH, TOTAL, SUB TOTAL, Rata-rata, Persentase) yang dikenali dan tidak dihitung "
         "sebagai data.",
         "Baris jumlah yang ikut terhitung menggandakan angka."),
    Rule("V126", INFO, "Hitungan tanggal 1904",
         "Buku kerja ini menghitung hari sejak 1904. Tanggal berupa angka seri dibaca menurut hitungan itu.",
         "Excel lama di Mac menghitung hari empat tahun lebih lambat."),
    Rule("V127", WARNING, "Baris tersembunyi",
         "Data pada {detail} disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan semua baris (hapus penyaringan), "
         "lalu pastikan baris itu memang dilaporkan.",
         "Baris yang disembunyikan adalah data yang disembunyikan seseorang."),
    Rule("V128", WARNING, "Kolom tersembunyi",
         "Kolom “{title}” disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan kolom itu dan periksa isinya.",
         "Angka yang tidak terlihat pengisinya tidak diperiksa siapa pun."),
    Rule("V129", INFO, "Baris kelompok tidak dihitung",
         "Ada {detail} baris berisi nama kelompok saja (misalnya KECAMATAN …) yang dikenali dan tidak dihitung sebagai data.",
         "Judul kelompok di antara baris bukan koperasi."),
    Rule("V130", WARNING, "Angka ditampilkan dalam ribuan atau jutaan",
         "Sel “{title}” menampilkan angka dalam ribuan atau jutaan ({detail}). Yang dihitung adalah angka yang tersimpan, misalnya {value}. "
         "Mohon pakai format angka biasa dan pastikan satuannya.",
         "Angka yang tampil seribu kali lebih kecil mudah salah dibaca dan disalin."),
    Rule("V131", INFO, "Makro tidak dijalankan",
         "Berkas ini berisi makro. Makro tidak dijalankan; yang dibaca hanya isi selnya.",
         "Makro dari luar tidak boleh dijalankan di sini."),
    Rule("V132", INFO, "Tautan ke berkas lain",
         "Berkas ini bertaut ke buku kerja lain. Tautan tidak diikuti; yang dibaca adalah hasil yang tersimpan di berkas ini.",
         "Hasil rumus yang bertaut bisa lama; yang dapat dipertanggungjawabkan adalah yang terkirim."),
    Rule("V133", FATAL, "Dua tabel formulir yang sama berdampingan",
         "Tabel formulir ini berdampingan dengan tabel lain dari formulir yang sama ({detail}), sehingga barisnya tidak dapat dibedakan. "
         "Mohon letakkan yang satu di bawah yang lain atau pada lembar tersendiri.",
         "Alamat sel harus menunjuk tepat satu isian."),
    Rule("V134", EXPLAIN, "Dua kolom untuk satu isian",
         "Ada lebih dari satu kolom untuk “{title}” ({detail}) dan isinya berbeda, sehingga tidak satu pun dihitung. "
         "Mohon sisakan satu kolom saja.",
         "Kolom mana yang benar tidak boleh ditebak."),
    Rule("V135", FATAL, "Arsip berisi laporan yang berlainan",
         "Arsip zip ini berisi laporan yang berlainan: {detail}. Mohon kirim setiap kabupaten/kota dan periode sebagai berkas tersendiri.",
         "Satu kiriman adalah laporan satu kabupaten/kota untuk satu periode."),
    Rule("V136", FATAL, "Arsip di dalam arsip",
         "“{value}” adalah arsip di dalam arsip dan tidak dibuka. Mohon kirim berkas Excel-nya langsung.",
         "Arsip berlapis dapat menyembunyikan isi yang tidak terbatas besarnya."),
    Rule("V137", INFO, "Sel gabungan",
         "Isi sel gabungan pada kolom “{title}” dipakai juga untuk {detail} baris di bawahnya yang ikut digabung.",
         "Nama kecamatan sering ditulis sekali untuk beberapa baris."),
    Rule("V138", WARNING, "Lembar tersembunyi",
         "Lembar “{value}” disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan lembar itu dan pastikan memang dilaporkan.",
         "Lembar yang disembunyikan adalah data yang disembunyikan seseorang."),
    Rule("V139", WARNING, "Format berkas membatasi pemeriksaan",
         "Pada berkas .xlsb, baris tersembunyi dan format angka (misalnya persen) tidak dapat diperiksa. "
         "Mohon simpan sebagai .xlsx dan kirim kembali.",
         "Angka 0,766 yang tampil 76,6% harus terbaca sebagai persen."),
    Rule("V140", EXPLAIN, "Satuan bukan rupiah penuh",
         "{detail} menyebut “{value}”, sedangkan formulir memakai rupiah penuh. Kolom rupiahnya tidak dihitung. Mohon tulis dalam rupiah "
         "penuh dan hapus keterangan itu. Contoh: {example}.",
         "Angka dalam ribuan yang dibaca sebagai rupiah penuh membuat jumlahnya seribu kali terlalu kecil."),
    Rule("V141", FATAL, "Lembar kabupaten/kota lain",
         "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}. Barisnya tidak dihitung. Mohon hapus "
         "tabel itu dan kirim sebagai berkas tersendiri, atau perbaiki judulnya bila isinya memang milik {allowed}.",
         "Koperasi kabupaten/kota lain yang ikut terhitung mengubah angka dua laporan sekaligus."),
    Rule("V142", FATAL, "Daftar beberapa kabupaten/kota",
         "Menurut “{title}”, {detail}, sedangkan laporan ini untuk {allowed}. Mohon hapus "
         "baris kabupaten/kota lain, yang dikirim sebagai berkas tersendiri, lalu kirim kembali.",
         "Bila lebih dari 10 % baris milik kabupaten/kota lain, tabelnya bukan laporan satu kabupaten/kota dan tidak boleh terhitung di sini."),
    Rule("V143", WARNING, "Isian pada kolom tanpa judul",
         "Kolom tanpa judul di samping tabel berisi {detail} sel, yang tidak dihitung. Mohon pastikan tidak ada isian yang bergeser.",
         "Isian yang bergeser ke luar tabel hilang dari hitungan."),
    Rule("V144", WARNING, "Judul kolom tidak dikenal",
         "Kolom “{title}” ({detail} sel terisi) tidak dihitung, karena judulnya tidak dikenal.{allowed} Mohon pakai judul pada templat.",
         "Judul yang sedikit berbeda tidak boleh menghilangkan isian sebuah kolom tanpa diberitahukan."),
    Rule("V145", FATAL, "Lembar formulir tidak ada",
         "Keadaan Formulir tertulis Ada Data, tetapi lembar “{detail}” tidak ada. Mohon sertakan lembarnya, atau pilih Nihil, Tidak Ada "
         "Perubahan, atau Tidak Disampaikan pada Sampul.",
         "Lembar yang hilang bukan nol."),
    Rule("V146", EXPLAIN, "Keterangan pengirim atau periode bertentangan",
         "Keterangan bertentangan: {detail}. Yang dipakai: {value}. Mohon pastikan berkas ini memang untuk {value}, dan samakan "
         "Sampul, judul, dan nama berkas. Contoh: {example}.",
         "Berkas bulan lalu sering dikirim dengan nama bulan ini."),
    Rule("V147", WARNING, "Lembar periode lain tidak dibaca",
         "Tabel pada “{value}” menyebut {detail} dan tidak dibaca, karena laporan ini untuk {allowed} dan tabelnya ada pada lembar lain. "
         "Mohon pastikan tidak ada isian yang tertinggal.",
         "Buku kerja dengan satu lembar setiap bulan tidak boleh dijumlahkan."),
    Rule("V148", EXPLAIN, "Baris kabupaten/kota lain",
         "“{title}” berisi “{value}”, sedangkan laporan ini untuk {allowed}. Baris ini tidak dihitung. Mohon hapus barisnya, atau perbaiki "
         "isinya bila keliru. Contoh: {allowed}.",
         "Satu dua baris milik kabupaten/kota lain tidak mengembalikan daftar, tetapi terhitung di wilayah yang keliru bila dibiarkan."),
    Rule("V149", FATAL, "Kolom wajib hanya berisi rumus tanpa hasil",
         "Kolom wajib “{title}” hanya berisi rumus yang hasilnya tidak ada di dalam berkas. Mohon buka berkas di Excel, perbaiki rumus yang "
         "rusak, simpan, lalu kirim kembali. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Rumus tanpa hasil tidak mempunyai nilai; kolom wajib yang seluruhnya demikian sama dengan kolom kosong."),
    Rule("V150", INFO, "Kecamatan dari baris kelompok",
         "Kolom “{title}” kosong pada {detail} baris dan diisi menurut baris kelompok di atasnya (mulai {value}). Mohon isi kolom itu pada "
         "setiap baris.",
         "Nama kecamatan sering ditulis sekali di atas koperasi-koperasinya."),
    Rule("V151", EXPLAIN, "Isian bergeser ke luar tabel",
         "“{title}” kosong, sedangkan isian {detail} tampaknya bergeser satu kolom ke kanan sehingga yang terakhir keluar dari tabel. Angka pada "
         "sel-sel itu tidak dihitung. Mohon kembalikan setiap isian ke kolomnya. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Aset yang terbaca sebagai volume usaha tampak wajar dan mengubah dua angka sekaligus."),
    Rule("V152", FATAL, "Laporan yang sudah diterima tidak diganti",
         "Keterangan berkas ini bertentangan ({detail}), sedangkan laporan formulir ini untuk {allowed} sudah diterima. Laporan itu tetap "
         "dipakai. Bila berkas ini memang gantinya, mohon samakan Sampul, judul, dan nama berkas, lalu kirim kembali. Contoh: {example}.",
         "Berkas bulan lalu dengan nama bulan ini akan menggantikan laporan bulan lalu yang sudah diterima."),
    Rule("V153", FATAL, "Lembar beberapa periode",
         "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}, yang tidak ada di antara lembar-lembar formulir ini. "
         "Barisnya tidak dihitung. Mohon kirim tabel {allowed}, atau perbaiki judulnya bila keliru.",
         "Dari beberapa bulan tidak dapat dipastikan mana yang dilaporkan, dan buku kerja dengan satu lembar setiap bulan tidak boleh dijumlahkan."),
    Rule("V154", EXPLAIN, "Judul tabel menyebut periode lain",
         "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}. Barisnya dihitung untuk {allowed}. Mohon pastikan "
         "isinya memang {allowed}, dan perbaiki judulnya.",
         "Judul sering lupa diganti, tetapi dapat juga berarti bahwa tabel bulan lalu terkirim lagi."),
    Rule("V155", WARNING, "Lembar tanpa judul kolom tidak dibaca",
         "Lembar “{value}” berisi {detail} baris selebar tabel pada lembar lain, tetapi tanpa judul kolom yang dikenali, sehingga tidak dibaca. "
         "Bila ini lanjutannya, mohon gabungkan ke dalam satu lembar atau ulangi judul kolomnya. Yang dikenal: {allowed}.",
         "Lanjutan sebuah daftar pada lembar kedua yang tidak terbaca hilang dari angka."),
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
         "“{value}” tidak ditemukan di antara kecamatan di {detail}. Mohon tulis nama seperti pada daftar resmi. Contoh: {example}.",
         "Nama yang berbeda ejaan tidak dapat digabungkan menurut kecamatan."),
    Rule("V209", WARNING, "Desa/kelurahan tidak ada dalam daftar resmi",
         "“{value}” tidak ditemukan di antara desa/kelurahan di {detail}. Mohon tulis nama seperti pada daftar resmi. Contoh: {example}.",
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
    Rule("V214", EXPLAIN, "Dapat dibaca dua cara",
         "“{title}” berisi “{value}”, yang dapat berarti {detail}. Yang diperbolehkan: {allowed}. Mohon ditulis dengan satu cara pada "
         "seluruh kolom. Contoh: {example}.",
         "Yang dapat dibaca dua cara tidak ditebak: 3.782 koperasi dan 3,782 persen tampak sama."),
    Rule("V215", EXPLAIN, "Bukan bilangan bulat",
         "“{title}” berisi {value}, yang bukan bilangan bulat. Yang diperbolehkan: {allowed}. Bila hasil rumus, mohon bulatkan dengan ROUND. "
         "Contoh: {example}.",
         "Pecahan rupiah atau orang berarti angka lain yang dimaksud; kami tidak membulatkannya sendiri."),
    Rule("V216", EXPLAIN, "Tahun dua angka",
         "“{title}” berisi “{value}”, yang tahunnya hanya dua angka. Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Tahun 25 dapat berarti 1925 atau 2025."),
    Rule("V217", WARNING, "Nama desa/kelurahan ada di beberapa kecamatan",
         "“{title}” berisi “{value}”; desa/kelurahan dengan nama itu ada di {detail}. Mohon isi kecamatannya seperti pada daftar resmi.",
         "Desa yang senama dibedakan oleh kecamatannya."),
    Rule("V218", EXPLAIN, "Tahun tanpa tanggal",
         "“{title}” berisi “{value}”, yaitu tahun tanpa hari dan bulan. Mohon tulis tanggal lengkapnya, atau kosongkan bila tidak diketahui. "
         "Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "RAT tahun 2025 tidak menyatakan apakah rapatnya sudah dilaksanakan pada akhir periode."),
    Rule("V221", EXPLAIN, "Isian kolom sebelah",
         "“{title}” berisi “{value}”, yang tampaknya isian {detail}. Mohon pindahkan ke kolomnya dan periksa baris-baris sesudahnya. "
         "Yang diperbolehkan di sini: {allowed}. Contoh: {example}.",
         "Kolom yang bergeser membuat banyak sel keliru oleh satu sebab."),
    Rule("V222", WARNING, "Nama wilayah tertukar kolom",
         "“{title}” berisi “{value}”, yang merupakan {detail}. Yang diperbolehkan di sini: {allowed}. Contoh: {example}.",
         "Desa pada kolom kecamatan memindahkan koperasi ke wilayah yang tidak ada."),
    Rule("V223", EXPLAIN, "Nomor pribadi pada kolom NIK Koperasi",
         "“{title}” berisi nomor pribadi, tampaknya NIK penduduk (16 angka); nomor itu tidak disimpan. Mohon hapus dan isi NIK koperasi. "
         "Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "NIK penduduk adalah data pribadi dan tidak boleh dikirim."),
    Rule("V224", WARNING, "NIB pada kolom NIK Koperasi",
         "“{title}” berisi {value}, yang tampaknya NIB (terbit {detail}). Mohon isi NIK koperasi. "
         "Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "NIK koperasi dan NIB sama-sama 13 angka dan sering tertukar."),
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
         "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak jumlah usaha mikro, kecil, dan "
         "menengah. Contoh: {example}.",
         "Bagian tidak dapat melebihi keseluruhan."),
    Rule("V311", EXPLAIN, "Yang dibiayai melebihi yang dibina",
         "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak yang dibina. Contoh: {example}.",
         "Persentase binaan yang memperoleh pembiayaan tidak dapat melebihi 100."),
    Rule("V312", WARNING, "Awalan NIK koperasi berbeda",
         "“{title}” {value} tidak berawalan {detail}, awalan NIK koperasi di kabupaten/kota ini. Mohon dicek.",
         "NIK koperasi berawalan nomor kabupaten/kotanya; ada beberapa pengecualian."),
    Rule("V313", WARNING, "Kode dan nama wilayah berbeda",
         "“{title}” berisi “{value}”, tetapi {detail}. Mohon samakan kode dan namanya. Contoh: {example}.",
         "Kode menentukan desa yang dihitung; nama di sampingnya harus menyebut desa yang sama."),
    Rule("V314", EXPLAIN, "Kecamatan dan desa/kelurahan milik kabupaten/kota lain",
         "“{title}” berisi “{value}”, tetapi {detail}. Mohon hapus baris ini bila memang milik kabupaten/kota lain, atau perbaiki wilayahnya. "
         "Yang diperbolehkan: {allowed}. Contoh: {example}.",
         "Kecamatan dan desa yang bersama-sama ada di kabupaten/kota lain menunjukkan baris yang terhitung di wilayah yang keliru."),
    Rule("V401", EXPLAIN, "Kunci tercantum lebih dari sekali",
         "“{title}” {value} tercantum pada {detail} baris. Yang diperbolehkan: satu baris untuk setiap {title}. Contoh: {example}.",
         "Baris rangkap menggandakan angka."),
    Rule("V402", FATAL, "Terlalu banyak baris rangkap",
         "“{title}” berulang pada {detail} baris, lebih dari 10 % isi tabel. Mohon hapus baris rangkap dan kirim kembali.",
         "Tabel yang sebagian besar rangkap tidak dapat dihitung."),
    Rule("V403", EXPLAIN, "Baris jumlah tidak sama dengan barisnya",
         "“{title}” pada baris jumlah berisi {value}, tetapi {detail}. Yang diperbolehkan: {allowed}. Contoh: 12 + 8 = 20.",
         "Jumlah yang tidak cocok berarti ada baris yang terlewat, rangkap, atau salah angka."),
    Rule("V404", FATAL, "Terlalu banyak baris kabupaten/kota lain",
         "{detail} baris berisi kecamatan dan desa/kelurahan milik kabupaten/kota lain, lebih dari 10 % isi tabel. Mohon kirim daftar "
         "kabupaten/kota ini saja.",
         "Daftar kabupaten/kota lain yang terkirim dengan sampul yang keliru tidak boleh terhitung di sini."),
    Rule("V405", INFO, "Tanpa tanggal RAT",
         "{detail} baris tanpa “{title}”. Mohon dilengkapi bila ada.",
         "Sebagian besar daftar koperasi nyata belum mencantumkannya."),
    Rule("V406", INFO, "Tanpa anggota",
         "{detail} baris tanpa “{title}” atau berisi 0. Mohon dilengkapi; 0 berarti memang tidak ada anggota.",
         "Nol dan tidak dilaporkan tampak sama pada daftar nyata."),
    Rule("V407", WARNING, "Tanggal berupa angka seri Excel",
         "“{title}” berisi angka seri Excel pada {detail}. Mohon beri format tanggal pada selnya. Contoh: {example}.",
         "Sel tanggal yang kehilangan formatnya tampak sebagai bilangan seperti 45747."),
    Rule("V408", WARNING, "Tanggal ditulis bulan lebih dahulu",
         "“{title}” ditulis bulan/hari/tahun ({detail}) dan seluruh kolom dibaca demikian. Mohon tulis hari/bulan/tahun. Contoh: {example}.",
         "Urutan Amerika menukar hari dan bulan; kolom dibaca menurut satu-satunya urutan yang mungkin."),
    Rule("V409", WARNING, "Hari dan bulan mungkin tertukar",
         "“{title}” berisi {detail} tanggal yang harinya tidak pernah lebih dari 12, sedangkan tanggal lain pada kolom ini berupa teks dengan "
         "hari di atas 12. Excel mungkin menukar hari dan bulan. Mohon dicek. Contoh: {example}.",
         "Excel beraturan Amerika mengubah 04/05/2021 menjadi 5 April dan membiarkan 25/05/2021 sebagai teks."),
    Rule("V410", INFO, "Kode desa dibaca menurut nama di sampingnya",
         "“{title}” berisi kode sepuluh angka tanpa titik pada {detail}, menurut nama desa atau kecamatan di sampingnya.",
         "Kode Kemendagri dan kode BPS delapan kabupaten saling tertukar; nama di sampingnya menentukan."),
    Rule("V421", WARNING, "Baris jumlah tanpa tulisan JUMLAH",
         "“{title}” berisi {value}, sama dengan jumlah {detail}, begitu pula angka lain pada baris ini. Bila ini baris jumlah, mohon tulis "
         "JUMLAH pada kolom pertamanya atau hapus baris itu. Yang diperbolehkan: satu baris untuk setiap isian.",
         "Baris jumlah yang terbaca sebagai data menggandakan angka."),
    Rule("V422", WARNING, "Angka sama pada semua baris",
         "“{title}” berisi angka yang sama: {detail}. Yang diperbolehkan: angka setiap kecamatan. Mohon dicek.",
         "Angka yang disalin ke semua kecamatan bukan hasil pendataan."),
    Rule("V423", WARNING, "Angka bulat terlalu sering",
         "“{title}”: {detail}. Mohon pastikan angkanya berasal dari catatan dan bukan perkiraan.",
         "Angka catatan jarang berakhir dengan 0 atau 5 sesering itu."),
    Rule("V424", WARNING, "Koperasi yang mirip tercantum dua kali",
         "“{title}” {value} mirip dengan {detail}. Yang diperbolehkan: satu baris untuk setiap koperasi. "
         "Bila koperasi yang sama, mohon hapus salah satunya; bila berbeda, tidak perlu diubah.",
         "Koperasi yang sama dengan ejaan berbeda terhitung dua kali."),
    Rule("V425", WARNING, "Satu nomor SK untuk beberapa desa/kelurahan",
         "“{title}” {value} tercantum juga pada {detail}. Yang diperbolehkan: satu nomor untuk satu desa/kelurahan, atau isi kolom "
         "Bergabung dengan (kode desa). Contoh: {example}.",
         "Satu koperasi untuk beberapa desa hanya bila desanya bergabung."),
    Rule("V426", WARNING, "Satu desa/kelurahan dengan beberapa KDMP/KKMP",
         "“{title}” {value} memiliki {detail} pada daftar ini. Yang diperbolehkan: satu untuk setiap desa/kelurahan. Mohon dicek.",
         "Setiap desa/kelurahan membentuk satu KDMP/KKMP."),
    Rule("V427", WARNING, "Desa/kelurahan mitra tidak tepat",
         "“{title}” {value} adalah {detail}. Yang diperbolehkan: kode desa/kelurahan pada formulir ini yang koperasinya dipakai bersama. "
         "Contoh: {example}.",
         "Desa yang bergabung dihitung melalui desa mitranya."),
    Rule("V428", INFO, "Aktif tanpa RAT tiga tahun",
         "{detail} sudah berbadan hukum lebih dari tiga tahun tanpa “{title}” dalam tiga tahun terakhir. Mohon dilengkapi bila ada.",
         "Status yang dilaporkan dan RAT adalah dua hal; keduanya ditampilkan."),
    Rule("V429", INFO, "Aktif tanpa anggota",
         "{detail} melaporkan “{title}” 0. Mohon dilengkapi; 0 berarti memang tidak ada anggota.",
         "Koperasi tanpa anggota tidak dapat aktif; pada daftar nyata 0 sering berarti belum diisi."),
    Rule("V430", INFO, "Koreksi oleh dinas",
         "“{title}” dikoreksi oleh dinas: {detail}. Berkas yang dikirim tidak diubah; yang dihitung adalah nilai koreksi.",
         "Koreksi mengubah angka yang terbit; setiap koreksi harus terlihat pada laporannya, dengan alasan dan suratnya."),
    Rule("V431", INFO, "Total anggota kosong di samping bagiannya",
         "{detail} baris tanpa “{title}”, padahal Anggota Pria dan Anggota Wanita terisi. Total tidak kami hitungkan sendiri, sehingga baris "
         "itu tidak ikut dalam jumlah anggota. Mohon isi totalnya.",
         "Keanggotaan dihitung dari totalnya; bagian tanpa total tidak terlihat pada angka provinsi."),
    Rule("V501", WARNING, "Rekap berbeda dari Daftar Koperasi",
         "“{title}” berisi {value}, sedangkan pada Daftar Koperasi tercatat {detail}. Yang diperbolehkan: jumlah yang sama pada kedua formulir. "
         "Mohon perbaiki yang keliru.",
         "Rekap adalah kendali atas daftar koperasi."),
    Rule("V502", WARNING, "Kecamatan tidak ada pada rekap",
         "Pada Daftar Koperasi ada kecamatan yang tidak tercantum pada rekap: {detail}. Yang diperbolehkan: satu baris untuk setiap kecamatan.",
         "Kecamatan yang terlewat mengurangi jumlah kabupaten/kota."),
    Rule("V601", FATAL, "Tidak Ada Perubahan lebih dari dua kali",
         "Keadaan Formulir “Tidak Ada Perubahan” hanya berlaku untuk dua laporan sesudah yang terakhir diterima ({detail}). "
         "Mohon kirim data terbaru.",
         "Data yang terus diteruskan bukan lagi laporan."),
    Rule("V602", FATAL, "Tidak ada laporan untuk diteruskan",
         "Keadaan Formulir “Tidak Ada Perubahan”, tetapi belum ada laporan formulir ini yang diterima. Mohon kirim datanya.",
         "Yang belum pernah dilaporkan tidak dapat dinyatakan tidak berubah."),
    Rule("V603", EXPLAIN, "Tahap KDMP/KKMP mundur",
         "“{title}” berisi “{value}”, sedangkan sebelumnya {detail}. Yang diperbolehkan: tahap yang sama atau sesudahnya. Bila memang mundur "
         "(misalnya pengurus mundur atau musdesus diulang), mohon dijelaskan.",
         "Tahap pembentukan tidak mundur tanpa sebab."),
    Rule("V604", EXPLAIN, "Angka kumulatif turun",
         "“{title}” berisi {value}, kurang dari {detail}. Yang diperbolehkan: angka kumulatif sejak 1 Januari, sama atau lebih. "
         "Bila ada koreksi, mohon dijelaskan.",
         "Angka kumulatif tidak berkurang dalam tahun yang sama tanpa koreksi."),
    Rule("V605", WARNING, "Jauh berbeda dari laporan-laporan sebelumnya",
         "{detail}. Mohon pastikan satuan dan kolomnya tepat.",
         "Lonjakan yang jauh di luar kebiasaan kabupaten/kota itu sendiri hampir selalu salah kolom atau salah satuan."),
    Rule("V606", WARNING, "Sama persis dengan laporan sebelumnya",
         "Isi formulir sama persis dengan laporan {detail}, padahal Keadaan Formulir Ada Data. "
         "Bila memang tidak berubah, mohon pilih Tidak Ada Perubahan.",
         "Laporan yang disalin bukan laporan; tidak ada perubahan adalah jawaban yang sah."),
    Rule("V607", EXPLAIN, "Sama persis dengan laporan kabupaten/kota lain",
         "Isi formulir sama persis dengan laporan {detail}. Yang diperbolehkan: data kabupaten/kota sendiri. Mohon kirim berkas yang benar.",
         "Berkas kabupaten/kota lain kadang terkirim dengan sampul yang keliru."),
    Rule("V608", WARNING, "Versi baru jauh lebih pendek",
         "Versi baru ini berisi {value} baris, sedangkan versi yang diterima sebelumnya {detail} baris. Versi baru dipakai seluruhnya; baris "
         "yang tidak ada di dalamnya tidak dihitung lagi. Bila hanya sebagian yang dikirim, mohon kirim formulir yang lengkap.",
         "Laporan yang diperbaiki sering dikirim hanya dengan baris yang diperbaiki."),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.code: rule for rule in _REGISTER}
