"""The rules of the tier “between periods”."""

from functools import partial

from schemas.rules.rule import EXPLAIN, FATAL, INFO, WARNING, Blames, Rule, Tier

_periods_rule = partial(Rule, tier=Tier.BETWEEN_PERIODS, blames=Blames.TABLE)

# fmt: off
UNCHANGED_TOO_OFTEN = _periods_rule("V601", FATAL, "Tidak Ada Perubahan lebih dari dua kali",
    "Keadaan Formulir “{title}” tertulis Tidak Ada Perubahan, yang hanya berlaku untuk dua laporan sesudah yang terakhir diterima "
    "({detail}). Mohon kirim data terbaru.",
    "Data yang terus diteruskan bukan lagi laporan.")
NOTHING_TO_CARRY = _periods_rule("V602", FATAL, "Tidak ada laporan untuk diteruskan",
    "Keadaan Formulir “{title}” tertulis Tidak Ada Perubahan, tetapi belum ada laporan formulir ini yang diterima. Mohon kirim datanya.",
    "Yang belum pernah dilaporkan tidak dapat dinyatakan tidak berubah.")
STAGE_WENT_BACK = _periods_rule("V603", EXPLAIN, "Tahap KDMP/KKMP mundur",
    "“{title}” berisi “{value}”, sedangkan sebelumnya {detail}. Yang diperbolehkan: tahap yang sama atau sesudahnya. Bila memang mundur "
    "(misalnya pengurus mundur atau musdesus diulang), mohon dijelaskan.",
    "Tahap pembentukan tidak mundur tanpa sebab.", blames=Blames.CELL)
CUMULATIVE_COUNT_FELL = _periods_rule("V604", EXPLAIN, "Angka kumulatif turun",
    "“{title}” berisi {value}, kurang dari {detail}. Yang diperbolehkan: angka kumulatif sejak 1 Januari, sama atau lebih. "
    "Bila ada koreksi, mohon dijelaskan.",
    "Angka kumulatif tidak berkurang dalam tahun yang sama tanpa koreksi.", blames=Blames.CELL)
FAR_FROM_EARLIER_REPORTS = _periods_rule("V605", WARNING, "Jauh berbeda dari laporan-laporan sebelumnya",
    "{detail}. Mohon pastikan satuan dan kolomnya tepat.",
    "Lonjakan yang jauh di luar kebiasaan kabupaten/kota itu sendiri hampir selalu salah kolom atau salah satuan.")
SAME_AS_LAST_REPORT = _periods_rule("V606", WARNING, "Sama persis dengan laporan sebelumnya",
    "Isi formulir sama persis dengan laporan {detail}, padahal Keadaan Formulir Ada Data. "
    "Bila memang tidak berubah, mohon pilih Tidak Ada Perubahan.",
    "Laporan yang disalin bukan laporan; tidak ada perubahan adalah jawaban yang sah.")
SAME_AS_ANOTHER_REGENCY = _periods_rule("V607", EXPLAIN, "Sama persis dengan laporan kabupaten/kota lain",
    "Isi formulir sama persis dengan laporan {detail}. Yang diperbolehkan: data kabupaten/kota sendiri. Mohon kirim berkas yang benar.",
    "Berkas kabupaten/kota lain kadang terkirim dengan sampul yang keliru.")
MUCH_SHORTER_VERSION = _periods_rule("V608", FATAL, "Versi baru jauh lebih pendek",
    "Versi baru “{title}” ini berisi {detail}. Versi sebelumnya tetap berlaku. "
    "Mohon kirim formulir yang lengkap, bukan hanya baris yang diperbaiki. Bila memang hanya sebanyak ini, mohon dijelaskan pada "
    "kolom Penjelasan lalu kirim kembali berkas ini.",
    "Laporan yang diperbaiki sering dikirim hanya dengan baris yang diperbaiki.", may_be_explained=True)
SHORTER_AND_EXPLAINED = _periods_rule("V609", INFO, "Versi lebih pendek, sudah dijelaskan",
    "Versi “{title}” ini berisi {detail}. Karena sudah dijelaskan, versi ini yang berlaku.",
    "Yang lebih pendek dengan penjelasan menggantikan yang lebih panjang; hal itu tercatat.")
SCALE_DOUBTED = _periods_rule("V611", EXPLAIN, "Satuan uang diragukan",
    "“{title}” lazimnya {detail}? Angka kolom ini belum dihitung. Mohon tulis seluruh kolom dalam rupiah penuh lalu kirim "
    "kembali. Contoh: {example}.",
    "Angka dalam jutaan yang dibaca sebagai rupiah penuh membuat jumlahnya sejuta kali terlalu kecil; satuannya tidak ditebak.",
    blames=Blames.COLUMN, empties=True)
DISTRICTS_MISSING = _periods_rule("V610", EXPLAIN, "Kecamatan yang tidak ada",
    "Tidak ada baris untuk kecamatan {detail}. Mohon kirim bagian kecamatan itu, atau jelaskan mengapa tidak ada.",
    "Daftar yang dikirim per kecamatan mudah kurang satu berkas; kurangnya mengubah angka tanpa terlihat.")
COLUMN_NO_LONGER_FILLED = _periods_rule("V613", WARNING, "Kolom yang tidak lagi terisi",
    "“{title}” tidak terisi pada satu baris pun, sedangkan terisi pada {detail}. Mohon lengkapi, atau kembalikan kolom itu bila terhapus.",
    "Kolom yang terhapus tidak terlihat pada berkasnya sendiri; angkanya hilang tanpa catatan.", blames=Blames.COLUMN)
ACCEPTED_BY_OFFICE = _periods_rule("V612", INFO, "Diterima atas keputusan dinas",
    "Formulir “{title}” diterima atas keputusan dinas ({detail}), walaupun jauh lebih pendek atau satuannya diragukan.",
    "Keputusan dinas mengubah apa yang terhitung dan harus terlihat pada laporannya.")
