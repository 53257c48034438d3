"""The states of a report, in the words that everybody reads."""

MISSING = "Belum menyampaikan"
RECEIVED = "Masuk"
RETURNED = "Dikembalikan untuk perbaikan"
VERIFIED = "Lolos verifikasi"
SUPERSEDED = "Digantikan versi baru"
CLOSED = "Ditutup (angka final)"
LATE = "Terlambat"
