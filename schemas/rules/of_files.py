"""The rules of the tier “file”."""

from functools import partial

from schemas.rules.rule import EXPLAIN, FATAL, INFO, WARNING, Blames, Rule, Tier

_file_rule = partial(Rule, tier=Tier.FILE, blames=Blames.FILE)

# fmt: off
UNREADABLE_FILE = _file_rule("V101", FATAL, "Berkas tidak dapat dibaca",
    "Berkas tidak dapat dibaca ({detail}). Mohon buka berkas di Excel, simpan ulang sebagai .xlsx, lalu kirim kembali.",
    "Berkas yang terpotong atau rusak tidak boleh menghentikan laporan kabupaten/kota lain.")
EMPTY_FILE = _file_rule("V102", FATAL, "Berkas kosong",
    "Berkas kosong (0 bita atau tanpa satu pun isi). Mohon periksa salinan Bapak/Ibu dan kirim kembali.",
    "Salinan yang gagal sering menghasilkan berkas kosong.")
UNKNOWN_FILE_TYPE = _file_rule("V103", FATAL, "Jenis berkas tidak dikenal",
    "Isi berkas bukan buku kerja Excel ({detail}), meskipun namanya {value}. "
    "Mohon kirim sebagai buku kerja; yang dapat dibaca: {allowed}. Contoh: {example}.",
    "Jenis berkas ditentukan oleh isinya, bukan oleh namanya.")
PASSWORD_PROTECTED = _file_rule("V104", FATAL, "Berkas berkata sandi",
    "Berkas dilindungi kata sandi sehingga tidak dapat dibaca. Mohon simpan tanpa kata sandi "
    "(Berkas > Info > Lindungi Buku Kerja) dan kirim kembali.",
    "Kata sandi tidak boleh diminta melalui surat atau pesan.")
REGENCY_UNKNOWN = _file_rule("V105", FATAL, "Kabupaten/kota tidak dikenal",
    "Kabupaten/kota pengirim tidak dapat ditentukan ({detail}). Mohon isi Kode dan Nama Kabupaten/Kota pada lembar Sampul. Contoh: {example}.",
    "Laporan tanpa pengirim tidak dapat dihitung.")
PERIOD_UNKNOWN = _file_rule("V106", FATAL, "Periode tidak dikenal",
    "Periode laporan tidak dapat ditentukan ({detail}). Mohon isi Periode pada lembar Sampul dengan bentuk tahun-bulan. Contoh: {example}.",
    "Laporan tanpa periode tidak dapat dihitung.")
NOT_A_REPORTING_AREA = _file_rule("V107", FATAL, "Bukan wilayah pelapor",
    "Laporan ini untuk {value}, yang bukan kabupaten/kota di {allowed}. Mohon periksa Kode dan Nama Kabupaten/Kota. Contoh: {example}.",
    "Kode BPS dan kode Kemendagri delapan kabupaten saling tertukar; wilayah lain tidak boleh ikut terhitung.")
PERIOD_OUT_OF_RANGE = _file_rule("V108", FATAL, "Periode di luar masa pelaporan",
    "Periode {value} di luar masa pelaporan ({allowed}). Mohon periksa Periode pada lembar Sampul. Contoh: {example}.",
    "Salah ketik tahun memindahkan laporan ke masa yang belum atau tidak dilaporkan.")
NO_KNOWN_FORM = _file_rule("V109", FATAL, "Tidak ada formulir yang dikenal",
    "Tidak ada lembar yang dikenali sebagai formulir.{detail} Yang dikenal: {allowed}. Mohon pakai judul kolom seperti pada templat.",
    "Tabel dikenali dari judul kolomnya.")
REQUIRED_COLUMN_MISSING = _file_rule("V110", FATAL, "Kolom wajib tidak ada",
    "Kolom wajib “{title}” tidak ditemukan pada lembar ini. Mohon {detail}. Isinya: {allowed}. Contoh: {example}.",
    "Tanpa kolom wajib, formulir tidak dapat dihitung.")
REQUIRED_COLUMN_EMPTY = _file_rule("V111", FATAL, "Kolom wajib kosong seluruhnya",
    "Kolom wajib “{title}” kosong pada semua baris. Mohon diisi dengan {allowed}. Contoh: {example}. "
    "Bila memang tidak ada data, pilih Nihil pada Keadaan Formulir di lembar Sampul; berkas tanpa Sampul dapat memakai Sampul templat.",
    "Kosong bukan nol: tidak diisi berbeda dari tidak ada.", blames=Blames.COLUMN)
READING_LIMIT_EXCEEDED = _file_rule("V112", FATAL, "Batas pembacaan terlampaui",
    "Berkas melewati batas pembacaan: {detail}. Yang diperbolehkan: {allowed}. Mohon kirim hanya lembar formulir, tanpa gambar dan lembar lain.",
    "Satu berkas tidak boleh menghentikan seluruh pekerjaan malam.")
KEPT_AS_ATTACHMENT = _file_rule("V113", INFO, "Berkas diterima sebagai lampiran",
    "Berkas diterima sebagai lampiran. Isinya belum dapat dibaca; mohon kirim juga berkas Excel.",
    "PDF, foto, dan Word disimpan sebagai bukti penerimaan.")
READ_BY_PROFILE = _file_rule("V114", WARNING, "Dibaca menurut tata letak yang sudah dikenal",
    "{allowed}. Mohon pastikan.",
    "Yang dianggap tentang kolom yang tidak ada harus terlihat.")
EXTRA_COLUMN = _file_rule("V115", INFO, "Kolom tambahan",
    "Kolom “{title}” tidak termasuk formulir; {detail} sel terisi disimpan di berkas asli dan tidak dihitung.",
    "Tidak ada yang hilang, tetapi kolom di luar formulir tidak diolah.")
SHEET_NOT_READ = _file_rule("V116", INFO, "Lembar tidak dibaca",
    "Lembar “{value}” tidak dikenali sebagai formulir dan tidak dibaca. Yang dikenal: {allowed}.",
    "Lembar lain boleh ada, tetapi harus terlihat bahwa ia tidak dihitung.")
SOURCES_DIFFER = _file_rule("V117", WARNING, "Keterangan pengirim atau periode berbeda",
    "Keterangan berbeda: {detail}. Yang dipakai: {value}. Mohon samakan Sampul, judul, folder, dan nama berkas.",
    "Folder sering menurut bulan datangnya berkas, dan judul sering lupa diganti; yang dipakai dinyatakan lebih kuat.")
FORM_NOT_YET_VALID = _file_rule("V118", WARNING, "Formulir belum berlaku",
    "Formulir ini berlaku mulai {allowed}; laporan periode {value} disimpan tetapi tidak dihitung.",
    "Formulir yang belum berlaku bukan nol.")
CONDITION_MISMATCH = _file_rule("V119", WARNING, "Keadaan Formulir tidak cocok dengan isinya",
    "Keadaan Formulir tertulis “{value}”, tetapi {detail}. Pilihan: {allowed}. Mohon dicocokkan.",
    "Nihil, tidak ada perubahan, dan tidak disampaikan adalah tiga hal yang berbeda.")
FORM_IN_SEVERAL_TABLES = _file_rule("V120", EXPLAIN, "Formulir muncul lebih dari sekali",
    "Formulir ini ada pada lebih dari satu tabel: {detail}. Barisnya digabungkan; mohon pastikan tidak ada yang rangkap.",
    "Lembar yang sama kadang terkirim dua kali dalam satu berkas.")
CLAIMED_AFTER_FOUND = _file_rule("V121", WARNING, "Tanggal diterima sesudah berkas ditemukan",
    "Tanggal diterima {value} lebih lambat dari saat berkas ditemukan ({detail}). Mohon periksa penerimaan.csv.",
    "Tanggal diterima adalah pernyataan; jurnal mencatat saat ditemukan.", of_office=True)
CLAIMED_LONG_BEFORE_FOUND = _file_rule("V122", INFO, "Tanggal diterima jauh sebelum berkas ditemukan",
    "Tanggal diterima {value} lebih dari 31 hari sebelum berkas ditemukan ({detail}).",
    "Pernyataan yang jauh dari catatan jurnal perlu terlihat oleh pemeriksa.", of_office=True)
CODE_STORED_AS_NUMBER = _file_rule("V123", INFO, "Kode terbaca sebagai angka",
    "Kode {value} tersimpan sebagai angka dan dibaca {detail}. Mohon tulis kode sebagai teks. Contoh: {example}.",
    "Excel menampilkan angka 62.10 sebagai 62.1.")
COVER_INCOMPLETE = _file_rule("V124", WARNING, "Sampul belum lengkap",
    "Pada lembar Sampul “{title}” belum diisi.",
    "Penyusun dan pengesah menyatakan siapa yang bertanggung jawab atas laporan.")
TOTAL_ROWS_SKIPPED = _file_rule("V125", INFO, "Baris jumlah tidak dihitung",
    "Baris jumlah atau ringkasan (JUMLAH, TOTAL, SUB TOTAL, Rata-rata, Persentase) dikenali dan tidak dihitung sebagai data: {detail}.",
    "Baris jumlah yang ikut terhitung menggandakan angka.")
DAYS_SINCE_1904 = _file_rule("V126", INFO, "Hitungan tanggal 1904",
    "Buku kerja ini menghitung hari sejak 1904. Tanggal berupa angka seri dibaca menurut hitungan itu.",
    "Excel lama di Mac menghitung hari empat tahun lebih lambat.")
HIDDEN_ROWS = _file_rule("V127", WARNING, "Baris tersembunyi",
    "Data pada {detail} disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan semua baris (hapus penyaringan), "
    "lalu pastikan baris itu memang dilaporkan.",
    "Baris yang disembunyikan adalah data yang disembunyikan seseorang.")
HIDDEN_COLUMN = _file_rule("V128", WARNING, "Kolom tersembunyi",
    "Kolom “{title}” disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan kolom itu dan periksa isinya.",
    "Angka yang tidak terlihat pengisinya tidak diperiksa siapa pun.")
GROUP_ROWS_SKIPPED = _file_rule("V129", INFO, "Baris kelompok tidak dihitung",
    "Baris yang hanya berisi nama kelompok (misalnya KECAMATAN …) dikenali dan tidak dihitung sebagai data: {detail}.",
    "Judul kelompok di antara baris bukan koperasi.")
SHOWN_IN_THOUSANDS = _file_rule("V130", WARNING, "Angka ditampilkan dalam ribuan atau jutaan",
    "Sel “{title}” menampilkan angka dalam ribuan atau jutaan ({detail}). Yang dihitung adalah angka yang tersimpan, misalnya {value}. "
    "Mohon pakai format angka biasa dan pastikan satuannya.",
    "Angka yang tampil seribu kali lebih kecil mudah salah dibaca dan disalin.")
MACROS_NOT_RUN = _file_rule("V131", INFO, "Makro tidak dijalankan",
    "Berkas ini berisi makro. Makro tidak dijalankan; yang dibaca hanya isi selnya.",
    "Makro dari luar tidak boleh dijalankan di sini.")
LINKS_NOT_FOLLOWED = _file_rule("V132", INFO, "Tautan ke berkas lain",
    "Berkas ini bertaut ke buku kerja lain. Tautan tidak diikuti; yang dibaca adalah hasil yang tersimpan di berkas ini.",
    "Hasil rumus yang bertaut bisa lama; yang dapat dipertanggungjawabkan adalah yang terkirim.")
TABLES_SIDE_BY_SIDE = _file_rule("V133", FATAL, "Dua tabel formulir yang sama berdampingan",
    "Tabel formulir ini berdampingan dengan tabel lain dari formulir yang sama ({detail}), sehingga barisnya tidak dapat dibedakan. "
    "Mohon letakkan yang satu di bawah yang lain atau pada lembar tersendiri.",
    "Alamat sel harus menunjuk tepat satu isian.")
COLUMN_GIVEN_TWICE = _file_rule("V134", EXPLAIN, "Dua kolom untuk satu isian",
    "Ada lebih dari satu kolom untuk “{title}” ({detail}) dan isinya berbeda, sehingga tidak satu pun dihitung. "
    "Mohon sisakan satu kolom saja.",
    "Kolom mana yang benar tidak boleh ditebak.", empties=True)
ARCHIVE_OF_SEVERAL_REPORTS = _file_rule("V135", FATAL, "Arsip berisi laporan yang berlainan",
    "Arsip zip ini berisi laporan yang berlainan: {detail}. Mohon kirim setiap kabupaten/kota dan periode sebagai berkas tersendiri.",
    "Satu kiriman adalah laporan satu kabupaten/kota untuk satu periode.")
ARCHIVE_IN_ARCHIVE = _file_rule("V136", FATAL, "Arsip di dalam arsip",
    "“{value}” adalah arsip di dalam arsip dan tidak dibuka. Mohon kirim berkas Excel-nya langsung.",
    "Arsip berlapis dapat menyembunyikan isi yang tidak terbatas besarnya.")
MERGED_CELLS = _file_rule("V137", INFO, "Sel gabungan",
    "Isi sel gabungan pada kolom “{title}” dipakai juga untuk {detail} baris di bawahnya yang ikut digabung.",
    "Nama kecamatan sering ditulis sekali untuk beberapa baris.")
HIDDEN_SHEET = _file_rule("V138", WARNING, "Lembar tersembunyi",
    "Lembar “{value}” disembunyikan; isinya tetap dibaca dan dihitung. Mohon tampilkan lembar itu dan pastikan memang dilaporkan.",
    "Lembar yang disembunyikan adalah data yang disembunyikan seseorang.")
FORMAT_HIDES_MARKS = _file_rule("V139", WARNING, "Format berkas membatasi pemeriksaan",
    "Pada berkas .xlsb, baris tersembunyi dan format angka (misalnya persen) tidak dapat diperiksa. "
    "Mohon simpan sebagai .xlsx dan kirim kembali.",
    "Angka 0,766 yang tampil 76,6% harus terbaca sebagai persen.")
NOT_IN_FULL_RUPIAH = _file_rule("V140", EXPLAIN, "Satuan bukan rupiah penuh",
    "{detail} menyebut “{value}”, sedangkan formulir memakai rupiah penuh. Kolom rupiahnya tidak dihitung. Mohon tulis dalam rupiah "
    "penuh dan hapus keterangan itu. Contoh: {example}.",
    "Angka dalam ribuan yang dibaca sebagai rupiah penuh membuat jumlahnya seribu kali terlalu kecil.", empties=True)
SHEET_OF_ANOTHER_REGENCY = _file_rule("V141", FATAL, "Lembar kabupaten/kota lain",
    "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}. Barisnya tidak dihitung. Mohon hapus "
    "tabel itu dan kirim sebagai berkas tersendiri, atau perbaiki judulnya bila isinya memang milik {allowed}.",
    "Koperasi kabupaten/kota lain yang ikut terhitung mengubah angka dua laporan sekaligus.")
LIST_OF_SEVERAL_REGENCIES = _file_rule("V142", FATAL, "Daftar beberapa kabupaten/kota",
    "Menurut “{title}”, {detail}, sedangkan laporan ini untuk {allowed}. Mohon hapus "
    "baris kabupaten/kota lain, yang dikirim sebagai berkas tersendiri, lalu kirim kembali.",
    "Bila lebih dari 10 % baris milik kabupaten/kota lain, tabelnya bukan laporan satu kabupaten/kota dan tidak boleh terhitung di sini.")
VALUES_WITHOUT_HEADING = _file_rule("V143", WARNING, "Isian pada kolom tanpa judul",
    "Kolom tanpa judul di samping tabel berisi {detail} sel, yang tidak dihitung. Mohon pastikan tidak ada isian yang bergeser.",
    "Isian yang bergeser ke luar tabel hilang dari hitungan.")
HEADING_UNKNOWN = _file_rule("V144", EXPLAIN, "Judul kolom tidak dikenal",
    "Kolom “{title}” ({detail} sel terisi) tidak dihitung, karena judulnya tidak dikenal. Mungkinkah ini kolom {allowed}, yang tidak ada "
    "pada lembar ini? Bila ya, mohon ganti judulnya menjadi itu; bila bukan, mohon jelaskan isinya.",
    "Judul yang tidak dikenal tidak boleh menghilangkan isian sebuah kolom tanpa ditanyakan.")
FORM_SHEET_MISSING = _file_rule("V145", FATAL, "Lembar formulir tidak ada",
    "Keadaan Formulir tertulis Ada Data, tetapi lembar “{detail}” tidak ada. Mohon sertakan lembarnya, atau pilih Nihil, Tidak Ada "
    "Perubahan, atau Tidak Disampaikan pada Sampul.",
    "Lembar yang hilang bukan nol.")
SOURCES_CONTRADICT = _file_rule("V146", EXPLAIN, "Keterangan pengirim atau periode bertentangan",
    "Keterangan bertentangan: {detail}. Yang dipakai: {value}. Mohon pastikan berkas ini memang untuk {value}, dan samakan "
    "Sampul, judul, dan nama berkas. Contoh: {example}.",
    "Berkas bulan lalu sering dikirim dengan nama bulan ini.")
SHEET_OF_ANOTHER_PERIOD = _file_rule("V147", WARNING, "Lembar periode lain tidak dibaca",
    "Tabel pada “{value}” menyebut {detail} dan tidak dibaca, karena laporan ini untuk {allowed} dan tabelnya ada pada lembar lain. "
    "Mohon pastikan tidak ada isian yang tertinggal.",
    "Buku kerja dengan satu lembar setiap bulan tidak boleh dijumlahkan.")
ROW_OF_ANOTHER_REGENCY = _file_rule("V148", EXPLAIN, "Baris kabupaten/kota lain",
    "“{title}” berisi “{value}”, sedangkan laporan ini untuk {allowed}. Baris ini tidak dihitung. Mohon hapus barisnya, atau perbaiki "
    "isinya bila keliru. Contoh: {allowed}.",
    "Satu dua baris milik kabupaten/kota lain tidak mengembalikan daftar, tetapi terhitung di wilayah yang keliru bila dibiarkan.", empties=True)
REQUIRED_COLUMN_OF_BROKEN_FORMULAS = _file_rule("V149", FATAL, "Kolom wajib hanya berisi rumus tanpa hasil",
    "Kolom wajib “{title}” hanya berisi rumus yang hasilnya tidak ada di dalam berkas. Mohon buka berkas di Excel, perbaiki rumus yang "
    "rusak, simpan, lalu kirim kembali. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Rumus tanpa hasil tidak mempunyai nilai; kolom wajib yang seluruhnya demikian sama dengan kolom kosong.", blames=Blames.COLUMN)
DISTRICT_FROM_GROUP_ROW = _file_rule("V150", INFO, "Kecamatan dari baris kelompok",
    "Kolom “{title}” kosong pada {detail} baris dan diisi menurut baris kelompok di atasnya (mulai {value}). Mohon isi kolom itu pada "
    "setiap baris.",
    "Nama kecamatan sering ditulis sekali di atas koperasi-koperasinya.")
ROW_SLID_OUT_OF_TABLE = _file_rule("V151", EXPLAIN, "Isian bergeser ke luar tabel",
    "“{title}” kosong, sedangkan isian {detail} tampaknya bergeser satu kolom ke kanan sehingga yang terakhir keluar dari tabel. Angka pada "
    "sel-sel itu tidak dihitung. Mohon kembalikan setiap isian ke kolomnya. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Aset yang terbaca sebagai volume usaha tampak wajar dan mengubah dua angka sekaligus.", empties=True)
ACCEPTED_REPORT_KEPT = _file_rule("V152", FATAL, "Laporan yang sudah diterima tidak diganti",
    "Keterangan berkas ini bertentangan ({detail}), sedangkan laporan “{title}” untuk {allowed} sudah diterima. Laporan itu tetap "
    "dipakai. Bila berkas ini memang gantinya, mohon samakan Sampul, judul, dan nama berkas, lalu kirim kembali. Contoh: {example}.",
    "Berkas bulan lalu dengan nama bulan ini akan menggantikan laporan bulan lalu yang sudah diterima.")
SHEETS_OF_SEVERAL_PERIODS = _file_rule("V153", FATAL, "Lembar beberapa periode",
    "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}, yang tidak ada di antara lembar-lembar formulir ini. "
    "Barisnya tidak dihitung. Mohon kirim tabel {allowed}, atau perbaiki judulnya bila keliru.",
    "Dari beberapa bulan tidak dapat dipastikan mana yang dilaporkan, dan buku kerja dengan satu lembar setiap bulan tidak boleh dijumlahkan.")
TITLE_NAMES_ANOTHER_PERIOD = _file_rule("V154", EXPLAIN, "Judul tabel menyebut periode lain",
    "Tabel pada “{value}” menyebut {detail}, sedangkan laporan ini untuk {allowed}. Barisnya dihitung untuk {allowed}. Mohon pastikan "
    "isinya memang {allowed}, dan perbaiki judulnya.",
    "Judul sering lupa diganti, tetapi dapat juga berarti bahwa tabel bulan lalu terkirim lagi.")
SHEET_WITHOUT_HEADINGS = _file_rule("V155", WARNING, "Lembar tanpa judul kolom tidak dibaca",
    "Lembar “{value}” berisi {detail} baris selebar tabel pada lembar lain, tetapi tanpa judul kolom yang dikenali, sehingga tidak dibaca. "
    "Bila ini lanjutannya, mohon gabungkan ke dalam satu lembar atau ulangi judul kolomnya. Yang dikenal: {allowed}.",
    "Lanjutan sebuah daftar pada lembar kedua yang tidak terbaca hilang dari angka.")
READ_BY_ITS_WORDS = _file_rule("V156", INFO, "Judul kolom dibaca menurut kata-katanya",
    "Judul kolom “{value}” dibaca sebagai “{title}”. Bila bukan itu maksudnya, mohon ganti judulnya.",
    "Singkatan dan tahun pada judul tidak mengubah kolomnya, tetapi pembacaannya harus terlihat.")
BOOK_YEAR_FROM_HEADING = _file_rule("V157", INFO, "Tahun buku dari judul kolom",
    "“{title}” {value} diambil dari judul kolom “{detail}” untuk semua baris, karena kolomnya tidak ada. Bila keliru, mohon perbaiki judulnya.",
    "Angka uang tanpa tahun buku tidak dapat dihitung; judulnya sering menyebutkan tahun itu.")
FILLED_DOWN_ROWS = _file_rule("V158", INFO, "Baris bawaan di bawah tabel",
    "{detail} di bawah tabel hanya berisi isian yang sama pada setiap baris dan tidak dihitung sebagai data. Mohon dihapus.",
    "Rumus dan pilihan sering tersalin jauh ke bawah baris terakhir.")
PLACED_BY_OFFICE = _file_rule("V159", INFO, "Ditempatkan menurut penerimaan.csv",
    "{detail} tidak tertulis pada berkas dan diambil dari penerimaan.csv: {value}. Mohon pakai templat yang ber-Sampul.",
    "Berkas tanpa pengirim atau periode hanya dapat dihitung atas keterangan petugas yang menerimanya.")
MONTHS_SIDE_BY_SIDE = _file_rule("V160", FATAL, "Beberapa bulan berdampingan",
    "Kolom yang sama ada untuk beberapa bulan berdampingan ({detail}), sehingga tidak dapat dipastikan bulan mana yang dilaporkan. Mohon "
    "kirim kolom bulan laporan ini saja.",
    "Dari beberapa bulan tidak dapat dipastikan mana yang dilaporkan.")
DISTRICT_FROM_TITLE = _file_rule("V161", INFO, "Kecamatan dari judul atau nama berkas",
    "“{title}” {value} diambil dari judul, nama lembar, atau nama berkas untuk semua baris, karena kolomnya tidak ada.",
    "Daftar yang dikirim per kecamatan sering menyebutnya hanya pada judul.")
