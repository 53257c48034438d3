"""The rules of the tier “value”."""

from functools import partial

from schemas.rules.rule import EXPLAIN, WARNING, Blames, Rule, Tier

_value_rule = partial(Rule, tier=Tier.VALUE, blames=Blames.CELL)

# fmt: off
REQUIRED_CELL_EMPTY = _value_rule("V201", EXPLAIN, "Isian wajib kosong",
    "“{title}” wajib diisi. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Isian wajib adalah dasar angka pokok; kosong bukan nol.", empties=True)
NOT_A_NUMBER = _value_rule("V202", EXPLAIN, "Bukan angka",
    "“{title}” berisi “{value}”, yang tidak dapat dibaca sebagai angka. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Angka yang ditebak lebih berbahaya daripada angka yang kosong.", empties=True)
NOT_A_DATE = _value_rule("V203", EXPLAIN, "Bukan tanggal",
    "“{title}” berisi “{value}”, yang bukan tanggal yang ada. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Tanggal seperti 31/04/2021 tidak ada di kalender.", empties=True)
NOT_ON_THE_LIST = _value_rule("V204", EXPLAIN, "Di luar daftar",
    "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Pilihan di luar daftar tidak dapat dikelompokkan.", empties=True)
OUT_OF_RANGE = _value_rule("V205", EXPLAIN, "Di luar rentang",
    "“{title}” berisi {value}, di luar rentang. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Nilai di luar rentang hampir selalu salah ketik.", empties=True)
WRONG_NUMBER_OF_DIGITS = _value_rule("V206", EXPLAIN, "Jumlah angka tidak tepat",
    "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "NIK Koperasi dan NIB terdiri atas 13 angka; NIK penduduk 16 angka dan tidak boleh dikirim.", empties=True)
NOT_A_VILLAGE_CODE = _value_rule("V207", EXPLAIN, "Bentuk kode desa tidak tepat",
    "“{title}” berisi “{value}”. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Kode desa dipakai untuk mencocokkan laporan dari bulan ke bulan.", empties=True)
DISTRICT_UNKNOWN = _value_rule("V208", WARNING, "Kecamatan tidak ada dalam daftar resmi",
    "“{value}” tidak ditemukan di antara kecamatan di {detail}. Mohon tulis nama seperti pada daftar resmi. Contoh: {example}.",
    "Nama yang berbeda ejaan tidak dapat digabungkan menurut kecamatan.")
VILLAGE_UNKNOWN = _value_rule("V209", WARNING, "Desa/kelurahan tidak ada dalam daftar resmi",
    "“{value}” tidak ditemukan di antara desa/kelurahan di {detail}. Mohon tulis nama seperti pada daftar resmi. Contoh: {example}.",
    "Sepertiga nama desa pada daftar nyata berbeda ejaan; karena itu hanya mohon dicek.")
BEFORE_INDEPENDENCE = _value_rule("V210", EXPLAIN, "Tanggal sebelum 17 Agustus 1945",
    "“{title}” berisi {value}, sebelum 17 Agustus 1945. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Badan hukum koperasi Indonesia tidak mungkin lebih tua dari republik.", empties=True)
DATE_AFTER_PERIOD = _value_rule("V211", EXPLAIN, "Tanggal sesudah akhir periode",
    "“{title}” berisi {value}, sesudah akhir periode atau hari berkas diterima ({detail}). "
    "Yang diperbolehkan: tanggal sampai dengan hari itu. Contoh: {example}.",
    "Laporan menyatakan keadaan sampai akhir periodenya.", empties=True)
FORMULA_WITHOUT_RESULT = _value_rule("V212", EXPLAIN, "Rumus tanpa hasil",
    "“{title}” berisi {value}. Mohon buka berkas di Excel, perbaiki rumusnya, simpan, dan kirim kembali. "
    "Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Rumus yang rusak tidak mempunyai nilai.", empties=True)
VILLAGE_CODE_OUTSIDE_REGENCY = _value_rule("V213", WARNING, "Desa/kelurahan di luar kabupaten/kota",
    "Kode {value} bukan kode desa/kelurahan di {detail}. Mohon periksa kodenya. Contoh: {example}.",
    "Kode wilayah lain menggeser hitungan desa.")
READABLE_IN_TWO_WAYS = _value_rule("V214", EXPLAIN, "Dapat dibaca dua cara",
    "“{title}” berisi “{value}”, yang dapat berarti {detail}. Yang diperbolehkan: {allowed}. Mohon ditulis dengan satu cara pada "
    "seluruh kolom. Contoh: {example}.",
    "Yang dapat dibaca dua cara tidak ditebak: 3.782 koperasi dan 3,782 persen tampak sama.", empties=True)
NOT_A_WHOLE_NUMBER = _value_rule("V215", EXPLAIN, "Bukan bilangan bulat",
    "“{title}” berisi {value}, yang bukan bilangan bulat{detail}. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Pecahan rupiah atau orang berarti angka lain yang dimaksud; kami tidak membulatkannya sendiri.", empties=True)
TWO_DIGIT_YEAR = _value_rule("V216", EXPLAIN, "Tahun dua angka",
    "“{title}” berisi “{value}”, yang tahunnya hanya dua angka. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Tahun 25 dapat berarti 1925 atau 2025.", empties=True)
VILLAGE_IN_SEVERAL_DISTRICTS = _value_rule("V217", WARNING, "Nama desa/kelurahan ada di beberapa kecamatan",
    "“{title}” berisi “{value}”; desa/kelurahan dengan nama itu ada di {detail}. Mohon isi kecamatannya seperti pada daftar resmi.",
    "Desa yang senama dibedakan oleh kecamatannya.")
YEAR_WITHOUT_DATE = _value_rule("V218", EXPLAIN, "Tahun tanpa tanggal",
    "“{title}” berisi “{value}”, yaitu tahun tanpa hari dan bulan. Mohon tulis tanggal lengkapnya, atau kosongkan bila tidak diketahui. "
    "Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "RAT tahun 2025 tidak menyatakan apakah rapatnya sudah dilaksanakan pada akhir periode.", empties=True)
BELONGS_IN_NEXT_COLUMN = _value_rule("V221", EXPLAIN, "Isian kolom sebelah",
    "“{title}” berisi “{value}”, yang tampaknya isian {detail}. Mohon pindahkan ke kolomnya dan periksa baris-baris sesudahnya. "
    "Yang diperbolehkan di sini: {allowed}. Contoh: {example}.",
    "Kolom yang bergeser membuat banyak sel keliru oleh satu sebab.", empties=True)
PLACE_IN_WRONG_COLUMN = _value_rule("V222", WARNING, "Nama wilayah tertukar kolom",
    "“{title}” berisi “{value}”, yang merupakan {detail}. Yang diperbolehkan di sini: {allowed}. Contoh: {example}.",
    "Desa pada kolom kecamatan memindahkan koperasi ke wilayah yang tidak ada.")
CITIZEN_NUMBER_AS_NIK = _value_rule("V223", EXPLAIN, "Nomor pribadi pada kolom NIK Koperasi",
    "“{title}” berisi nomor pribadi, tampaknya NIK penduduk (16 angka); nomor itu tidak disimpan. Mohon hapus dan isi NIK koperasi. "
    "Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "NIK penduduk adalah data pribadi dan tidak boleh dikirim.", empties=True)
LICENCE_NUMBER_AS_NIK = _value_rule("V224", WARNING, "NIB pada kolom NIK Koperasi",
    "“{title}” berisi {value}, yang tampaknya NIB (terbit {detail}). Mohon isi NIK koperasi. "
    "Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "NIK koperasi dan NIB sama-sama 13 angka dan sering tertukar.")
AGENCY_NOT_LISTED = _value_rule("V225", WARNING, "Instansi tidak ada dalam daftar",
    "“{title}” berisi “{value}”, yang tidak ada dalam daftar instansi; di luar dinas disebut {detail}. "
    "Mohon tulis nama instansinya saja. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Teks bebas dapat memuat nama orang, dan ejaan yang berbeda tampak sebagai instansi yang berbeda.")
CHANGED_BY_EXCEL = _value_rule("V226", EXPLAIN, "Diubah oleh Excel",
    "“{title}” berisi “{value}”. {detail}. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Excel mengubah isian tanpa bertanya; yang mengetiknya jarang tahu sebabnya dan cara mengembalikannya.", empties=True)
AREA_UNKNOWN = _value_rule("V227", EXPLAIN, "Kode wilayah tidak dikenal",
    "“{title}” berisi “{value}”, yang bukan kode wilayah di {detail}. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Ketentuan untuk wilayah yang tidak dikenal tidak berlaku bagi siapa pun, dan tidak ada yang menyadarinya.", empties=True)
NOT_A_PERIOD = _value_rule("V228", EXPLAIN, "Bukan periode",
    "“{title}” berisi “{value}”, yang bukan tahun dan bulan. Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Koreksi atau angka pembanding berlaku untuk satu bulan yang pasti.", empties=True)
