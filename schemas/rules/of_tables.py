"""The rules of the tier “table”."""

from functools import partial

from schemas.rules.rule import EXPLAIN, FATAL, INFO, WARNING, Blames, Rule, Tier

_table_rule = partial(Rule, tier=Tier.TABLE, blames=Blames.TABLE)

# fmt: off
KEY_REPEATED = _table_rule("V401", EXPLAIN, "Isian tertulis lebih dari sekali",
    "“{title}” {value} tertulis juga pada {detail}. Yang diperbolehkan: satu baris untuk setiap {title}. Mohon hapus baris yang rangkap, "
    "atau perbaiki yang keliru.",
    "Baris rangkap menggandakan angka.", blames=Blames.CELL)
TOO_MANY_REPEATED = _table_rule("V402", FATAL, "Terlalu banyak baris rangkap",
    "“{title}” berulang pada {detail} baris, lebih dari 10 % isi tabel. Mohon hapus baris rangkap dan kirim kembali.",
    "Tabel yang sebagian besar rangkap tidak dapat dihitung.")
TOTAL_ROW_DIFFERS = _table_rule("V403", EXPLAIN, "Baris jumlah tidak sama dengan barisnya",
    "“{title}” pada baris jumlah berisi {value}, tetapi {detail}. Yang diperbolehkan: {allowed}.",
    "Jumlah yang tidak cocok berarti ada baris yang terlewat, rangkap, atau salah angka.", blames=Blames.CELL)
TOO_MANY_OF_ANOTHER_REGENCY = _table_rule("V404", FATAL, "Terlalu banyak baris kabupaten/kota lain",
    "{detail} baris berisi kecamatan dan desa/kelurahan milik kabupaten/kota lain, lebih dari 10 % isi tabel. Mohon kirim daftar "
    "kabupaten/kota ini saja.",
    "Daftar kabupaten/kota lain yang terkirim dengan sampul yang keliru tidak boleh terhitung di sini.")
WITHOUT_RAT_DATE = _table_rule("V405", INFO, "Tanpa tanggal RAT",
    "{detail} baris tanpa “{title}”, di luar koperasi aktif yang berbadan hukum lebih dari tiga tahun.",
    "Sebagian besar daftar koperasi nyata belum mencantumkannya.")
WITHOUT_MEMBERS = _table_rule("V406", INFO, "Tanpa anggota",
    "{detail} baris tanpa “{title}”, atau 0 pada koperasi yang tidak aktif; 0 berarti memang tidak ada anggota.",
    "Nol dan tidak dilaporkan tampak sama pada daftar nyata.")
DATES_AS_SERIAL_NUMBERS = _table_rule("V407", WARNING, "Tanggal berupa angka seri Excel",
    "“{title}” berisi angka seri Excel pada {detail}. Mohon beri format tanggal pada selnya. Contoh: {example}.",
    "Sel tanggal yang kehilangan formatnya tampak sebagai bilangan seperti 45747.")
DATES_MONTH_FIRST = _table_rule("V408", WARNING, "Tanggal ditulis bulan lebih dahulu",
    "“{title}” ditulis bulan/hari/tahun ({detail}) dan seluruh kolom dibaca demikian. Mohon tulis hari/bulan/tahun. Contoh: {example}.",
    "Urutan Amerika menukar hari dan bulan; kolom dibaca menurut satu-satunya urutan yang mungkin.")
DAY_AND_MONTH_SWAPPED = _table_rule("V409", WARNING, "Hari dan bulan mungkin tertukar",
    "“{title}” berisi {detail} tanggal yang harinya tidak pernah lebih dari 12, sedangkan tanggal lain pada kolom ini berupa teks dengan "
    "hari di atas 12. Excel mungkin menukar hari dan bulan. Mohon dicek. Contoh: {example}.",
    "Excel beraturan Amerika mengubah 04/05/2021 menjadi 5 April dan membiarkan 25/05/2021 sebagai teks.")
VILLAGE_CODES_READ_BY_NAME = _table_rule("V410", INFO, "Kode desa dibaca menurut nama di sampingnya",
    "“{title}” berisi kode sepuluh angka tanpa titik pada {detail}, menurut nama desa atau kecamatan di sampingnya.",
    "Kode Kemendagri dan kode BPS delapan kabupaten saling tertukar; nama di sampingnya menentukan.")
UNLABELLED_TOTAL_ROW = _table_rule("V421", WARNING, "Baris jumlah tanpa tulisan JUMLAH",
    "“{title}” berisi {value}, sama dengan jumlah {detail}, begitu pula angka lain pada baris ini. Bila ini baris jumlah, mohon tulis "
    "JUMLAH pada kolom pertamanya atau hapus baris itu. Yang diperbolehkan: satu baris untuk setiap isian.",
    "Baris jumlah yang terbaca sebagai data menggandakan angka.", blames=Blames.CELL)
SAME_FIGURE_ON_ALL_ROWS = _table_rule("V422", WARNING, "Angka sama pada semua baris",
    "“{title}” berisi angka yang sama: {detail}. Yang diperbolehkan: angka setiap kecamatan. Mohon dicek.",
    "Angka yang disalin ke semua kecamatan bukan hasil pendataan.")
TOO_MANY_ROUND_FIGURES = _table_rule("V423", WARNING, "Angka bulat terlalu sering",
    "“{title}”: {detail}. Mohon pastikan angkanya berasal dari catatan dan bukan perkiraan.",
    "Angka catatan jarang berakhir dengan 0 atau 5 sesering itu.")
SIMILAR_COOPERATIVES = _table_rule("V424", WARNING, "Koperasi yang mirip tercantum dua kali",
    "“{title}” {value} mirip dengan {detail}. Yang diperbolehkan: satu baris untuk setiap koperasi. "
    "Bila koperasi yang sama, mohon hapus salah satunya; bila berbeda, tidak perlu diubah.",
    "Koperasi yang sama dengan ejaan berbeda terhitung dua kali.", blames=Blames.CELL)
DECREE_NUMBER_SHARED = _table_rule("V425", WARNING, "Satu nomor SK untuk beberapa desa/kelurahan",
    "“{title}” {value} tercantum juga pada {detail}. Yang diperbolehkan: satu nomor untuk satu desa/kelurahan, atau isi kolom "
    "Bergabung dengan (kode desa).",
    "Satu koperasi untuk beberapa desa hanya bila desanya bergabung.", blames=Blames.CELL)
SEVERAL_KDMP_IN_A_VILLAGE = _table_rule("V426", WARNING, "Satu desa/kelurahan dengan beberapa KDMP/KKMP",
    "“{title}” {value} memiliki {detail} pada daftar ini. Yang diperbolehkan: satu untuk setiap desa/kelurahan. Mohon dicek.",
    "Setiap desa/kelurahan membentuk satu KDMP/KKMP.", blames=Blames.CELL)
WRONG_PARTNER_VILLAGE = _table_rule("V427", WARNING, "Desa/kelurahan mitra tidak tepat",
    "“{title}” {value} adalah {detail}. Yang diperbolehkan: kode desa/kelurahan lain pada formulir ini yang koperasinya dipakai "
    "bersama.",
    "Desa yang bergabung dihitung melalui desa mitranya.", blames=Blames.CELL)
ACTIVE_WITHOUT_RAT = _table_rule("V428", INFO, "Aktif tanpa RAT tiga tahun",
    "{detail} baris adalah koperasi aktif yang berbadan hukum lebih dari tiga tahun, tanpa “{title}” dalam tiga tahun terakhir.",
    "Status yang dilaporkan dan RAT adalah dua hal; keduanya ditampilkan.")
ACTIVE_WITHOUT_MEMBERS = _table_rule("V429", INFO, "Aktif tanpa anggota",
    "{detail} baris adalah koperasi aktif dengan “{title}” 0; 0 berarti memang tidak ada anggota.",
    "Koperasi tanpa anggota tidak dapat aktif; pada daftar nyata 0 sering berarti belum diisi.")
CORRECTED_BY_PROVINCE = _table_rule("V430", INFO, "Koreksi oleh dinas",
    "“{title}” dikoreksi oleh dinas: {detail}. Berkas yang dikirim tidak diubah; yang dihitung adalah nilai koreksi.",
    "Koreksi mengubah angka yang terbit; setiap koreksi harus terlihat pada laporannya, dengan alasan dan suratnya.", blames=Blames.CELL)
TOTAL_EMPTY_BESIDE_PARTS = _table_rule("V431", INFO, "Total anggota kosong di samping bagiannya",
    "{detail} baris tanpa “{title}”, padahal Anggota Pria dan Anggota Wanita terisi. Total tidak kami hitungkan sendiri, sehingga baris "
    "itu tidak ikut dalam jumlah anggota. Mohon isi totalnya.",
    "Keanggotaan dihitung dari totalnya; bagian tanpa total tidak terlihat pada angka provinsi.")
PLACEHOLDER_AS_KEY = _table_rule("V432", INFO, "Pengganti kosong pada kunci",
    "“{title}” berisi {value} dan sejenisnya pada {detail} baris, yang dibaca sebagai belum ada. Mohon kosongkan selnya bila memang belum ada.",
    "Nomor seperti 0000000000000 hanya menyatakan belum ada; sebagai kunci, semua koperasi tanpa nomor menjadi satu koperasi.")
TABLE_WITHOUT_ROWS = _table_rule("V433", FATAL, "Tabel tanpa baris",
    "Lembar ini berjudul kolom, tetapi tidak berisi satu baris pun. Mohon isi, atau pilih Nihil pada Keadaan Formulir di lembar Sampul bila "
    "memang tidak ada data; berkas tanpa Sampul dapat memakai Sampul templat.",
    "Kosong bukan nol: tidak diisi berbeda dari tidak ada.")
SAME_PROVISION_TWICE = _table_rule("V434", FATAL, "Ketentuan yang sama ditetapkan dua kali",
    "Baris ini menetapkan hal yang sama dengan baris {detail}. Yang diperbolehkan: satu baris untuk setiap ketentuan. Mohon hapus salah satunya.",
    "Dari dua target untuk hal yang sama tidak ada yang tahu mana yang berlaku.", blames=Blames.CELL)
SCALE_WITH_A_HOLE = _table_rule("V435", FATAL, "Skala berlubang",
    "“{title}” terendah adalah {value}; capaian di bawahnya tidak mempunyai sebutan. Yang diperbolehkan: batas bawah mulai dari 0, setiap capaian "
    "sampai batas berikutnya termasuk sebutan itu. Contoh: 0, 51, 66, 76, 91.",
    "Capaian yang jatuh ke lubang skala tidak mendapat sebutan, dan laporannya tampak belum selesai.", blames=Blames.CELL)
CORRECTION_IMPOSSIBLE = _table_rule("V436", FATAL, "Koreksi tidak dapat diterapkan",
    "“{title}” berisi “{value}”: {detail}. Contoh: {example}. Mohon perbaiki selnya.",
    "Koreksi yang tidak dapat diterapkan tidak boleh tampak berlaku.", blames=Blames.CELL)
CUMULATIVE_TARGET_FALLS = _table_rule("V437", WARNING, "Target kumulatif turun",
    "“{title}” berisi {value}, lebih kecil daripada {detail} pada triwulan sebelumnya. Mohon dicek; target kumulatif menghitung sejak 1 Januari.",
    "Target kumulatif yang turun biasanya target per triwulan yang salah jenis.", blames=Blames.CELL)
