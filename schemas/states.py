"""The states of a report and the reasons of a closing, in the words that everybody reads."""

MISSING = "Belum menyampaikan"
RECEIVED = "Masuk"
RETURNED = "Dikembalikan untuk perbaikan"
VERIFIED = "Lolos verifikasi"
SUPERSEDED = "Digantikan versi baru"
CLOSED = "Ditutup (angka final)"
LATE = "Terlambat"

#: Why a period is closed or reopened, as the command takes it and as the public reads it: free text may name somebody.
OTHER_REASON = "lainnya"
REASONS = {
    "lengkap": "laporan lengkap", "batas-waktu": "batas waktu berakhir", "koreksi": "koreksi",
    "permintaan-kabupaten": "permintaan kabupaten/kota", OTHER_REASON: "lainnya",
}  # fmt: skip
