"""What the page on how a release was made says: the steps from a file to a figure, what guards each, and by what it was made."""

from dataclasses import dataclass

from assets.publishing.edition import Edition
from schemas.formatting import number
from schemas.forms import FORMS
from schemas.rules import RULES


@dataclass(frozen=True)
class Step:
    """One step: its name, what is done, and how anybody can check it."""

    name: str
    words: str
    check: str = ""


@dataclass(frozen=True)
class Making:
    """The steps in their order."""

    steps: tuple[Step, ...]


def making(edition: Edition) -> Making:
    """How a release is made, from the file of a regency to this page."""
    catalogue = edition.reference.indicators
    return Making((
        Step("Diterima", "Setiap berkas disimpan utuh menurut sidik SHA-256-nya dan tidak pernah diubah. Tanda terimanya satu baris pada "
             "jurnal, yang setiap barisnya mengunci baris sebelumnya.", "rapor verify"),
        Step("Dibaca", f"Isi lembar dikenali dari judul kolomnya, untuk {number(len(FORMS))} formulir. Yang tidak dapat dibaca dicatat, tidak "
             "ditebak; data pribadi tidak keluar dari berkas asli."),
        Step("Diperiksa", f"Sebanyak {number(len(RULES))} aturan memeriksa setiap sel, baris, tabel, dan kesesuaian antarformulir dan antarbulan. "
             "Yang wajib diperbaiki dikembalikan dengan selnya ditandai; laporan terakhir yang diterima tetap berlaku.", "rapor check BERKAS"),
        Step("Dihitung", f"Sebanyak {number(len(catalogue))} indikator dihitung dari baris yang diterima menurut definisinya. Yang belum dilaporkan "
             "tetap kosong dengan alasannya, dan tidak pernah menjadi nol.", "rapor trace KOP-04 --period 2025-03"),
        Step("Dinilai", "Realisasi dibanding target pada hari target itu; sebelum harinya ditulis menuju target, tanpa kriteria. Dasar yang tipis "
             "tidak diberi kriteria."),
        Step("Diterbitkan", "Halaman, buku kerja, dan data dibuat dari satu tabel angka. Untuk umum, uang koperasi dibulatkan lebih dahulu menurut "
             "aturan yang sama untuk semua; tidak ada keterangan tentang satu koperasi atau satu orang.", "rapor diff RILIS RILIS"),
        Step("Dibuat kembali", "Dari arsip dan jurnal saja rilis yang sama dapat dibuat kembali, byte demi byte.", "rapor rebuild -o FOLDER"),
    ))  # fmt: skip
