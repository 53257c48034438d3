"""The rules of the tier “row”."""

from functools import partial

from schemas.rules.rule import EXPLAIN, FATAL, WARNING, Blames, Rule, Tier

_row_rule = partial(Rule, tier=Tier.ROW, blames=Blames.CELL)

# fmt: off
ACTIVE_PLUS_INACTIVE_DIFFERS = _row_rule("V301", EXPLAIN, "Aktif dan tidak aktif tidak sama dengan jumlah",
    "“{title}” berisi {value}, tetapi {detail}. Yang diperbolehkan: aktif + tidak aktif = jumlah.",
    "Bagian yang tidak sama dengan jumlahnya berarti salah satu angka keliru.")
MEN_PLUS_WOMEN_DIFFERS = _row_rule("V302", EXPLAIN, "Anggota pria dan wanita tidak sama dengan total",
    "“{title}” berisi {value}, tetapi {detail}. Yang diperbolehkan: pria + wanita = total.",
    "Bagian yang tidak sama dengan jumlahnya berarti salah satu angka keliru.")
RAT_BEFORE_LEGAL_DATE = _row_rule("V303", EXPLAIN, "RAT sebelum badan hukum",
    "“{title}” {value} lebih awal dari {detail}. Yang diperbolehkan: RAT sesudah koperasi berbadan hukum.",
    "Rapat anggota tahunan tidak mungkin mendahului pengesahan koperasinya.")
STAGE_DATES_OUT_OF_ORDER = _row_rule("V304", EXPLAIN, "Urutan tanggal tahap terbalik",
    "“{title}” {value} lebih awal dari {detail}. Yang diperbolehkan: tanggal mengikuti urutan tahap "
    "(sosialisasi, musdesus, rapat pendirian, akta, SK AHU).",
    "Tahap pembentukan berurutan.")
DECREE_NUMBER_MISSING = _row_rule("V305", EXPLAIN, "Nomor SK AHU belum diisi",
    "“{title}” wajib diisi bila Tahap Saat Ini Berbadan Hukum. Contoh: {example}.",
    "KDMP/KKMP berbadan hukum dihitung dari nomor SK yang berbeda.")
RESOLVED_BEFORE_RAISED = _row_rule("V306", EXPLAIN, "Selesai sebelum dilaporkan",
    "“{title}” {value} lebih awal dari tanggal masalah {detail}. Yang diperbolehkan: sama atau sesudahnya.",
    "Lama penyelesaian tidak mungkin minus.")
MORE_RAT_THAN_COOPERATIVES = _row_rule("V307", EXPLAIN, "Koperasi RAT melebihi jumlah koperasi",
    "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak jumlah koperasi.",
    "Bagian tidak dapat melebihi keseluruhan.")
RESOLVED_DATE_MISSING = _row_rule("V308", EXPLAIN, "Tanggal selesai belum diisi",
    "“{title}” wajib diisi bila Status Selesai. Contoh: {example}.",
    "Tanpa tanggal selesai, penyelesaian tidak dapat dihitung.")
MORE_NIB_THAN_BUSINESSES = _row_rule("V310", EXPLAIN, "UMKM ber-NIB melebihi jumlah UMKM",
    "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak jumlah usaha mikro, kecil, dan "
    "menengah.",
    "Bagian tidak dapat melebihi keseluruhan.")
MORE_FINANCED_THAN_COACHED = _row_rule("V311", EXPLAIN, "Yang dibiayai melebihi yang dibina",
    "“{title}” berisi {value}, lebih dari {detail}. Yang diperbolehkan: paling banyak yang dibina.",
    "Persentase binaan yang memperoleh pembiayaan tidak dapat melebihi 100.")
NIK_PREFIX_DIFFERS = _row_rule("V312", WARNING, "Awalan NIK koperasi berbeda",
    "“{title}” {value} tidak berawalan {detail}, awalan NIK koperasi di kabupaten/kota ini. Mohon dicek.",
    "NIK koperasi berawalan nomor kabupaten/kotanya; ada beberapa pengecualian.")
CODE_AND_NAME_DIFFER = _row_rule("V313", WARNING, "Kode dan nama wilayah berbeda",
    "“{title}” berisi “{value}”, tetapi {detail}. Mohon samakan kode dan namanya. Contoh: {example}.",
    "Kode menentukan desa yang dihitung; nama di sampingnya harus menyebut desa yang sama.")
PLACES_OF_ANOTHER_REGENCY = _row_rule("V314", EXPLAIN, "Kecamatan dan desa/kelurahan milik kabupaten/kota lain",
    "“{title}” berisi “{value}”, tetapi {detail}. Mohon hapus baris ini bila memang milik kabupaten/kota lain, atau perbaiki wilayahnya. "
    "Yang diperbolehkan: {allowed}. Contoh: {example}.",
    "Kecamatan dan desa yang bersama-sama ada di kabupaten/kota lain menunjukkan baris yang terhitung di wilayah yang keliru.")
RESOLVED_DATE_BUT_OPEN = _row_rule("V315", EXPLAIN, "Tanggal selesai pada masalah yang belum selesai",
    "“{title}” berisi {value}, sedangkan Status {detail}. Yang dihitung adalah statusnya. Yang diperbolehkan: tanggal hanya bila Status "
    "Selesai. Mohon perbaiki status atau kosongkan tanggalnya.",
    "Masalah yang bertanggal selesai dan berstatus lain tidak diketahui keadaannya; status yang menentukan.")
BOUNDS_OF_TARGET = _row_rule("V316", FATAL, "Batas target tidak sesuai jenisnya",
    "“{title}” berisi “{value}”: {detail}. Yang diperbolehkan: batas atas yang tidak lebih kecil dari batas bawah pada target rentang, dan "
    "kosong pada jenis lain. Contoh: nilai 4,11 dan nilai_atas 4,66.",
    "Rentang yang terbalik atau tanpa batas atas tidak dapat dipenuhi oleh realisasi mana pun.")
