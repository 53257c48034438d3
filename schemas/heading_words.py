"""The words of a heading: abbreviations written out, and what only decorates it left aside.

Offices write `Jml. Anggota (L)`, `RAT TB 2024`, `Aset per 31 Desember 2024`. No list of headings can hold them all, since each is made of
words that mean one thing each; so words are compared, and a form's module names a column by its plainest headings only.
"""

import re
from functools import lru_cache

from schemas.columns import Kind, normalise
from schemas.periods import MONTHS

#: Word of a heading → what it is written out as. One heading's `L` and `P` are men and women in every form of ours.
_WRITTEN_OUT: dict[str, str] = {
    **dict.fromkeys(("jml", "jmlh", "jmh", "jlh", "jum", "juml"), "jumlah"),
    **dict.fromkeys(("tgl", "tggl", "tgal", "tangggal"), "tanggal"),
    **dict.fromkeys(("no", "nmr", "nomer"), "nomor"),
    **dict.fromkeys(("th", "thn"), "tahun"),
    **dict.fromkeys(("l", "lk", "lk2", "laki", "laki2", "lakilaki"), "pria"),
    **dict.fromkeys(("p", "pr", "prp", "prmpuan", "perempuan", "wnt"), "wanita"),
    **dict.fromkeys(("agt", "ang", "angg", "anggt"), "anggota"),
    **dict.fromkeys(("asset", "assets", "asets"), "aset"),
    **dict.fromkeys(("kary", "krywn"), "karyawan"),
    **dict.fromkeys(("ds", "des"), "desa"),
    **dict.fromkeys(("kel", "klh"), "kelurahan"),
    **dict.fromkeys(("kop", "koperas"), "koperasi"),
    "kec": "kecamatan", "kab": "kabupaten", "tb": "tahun buku", "bh": "badan hukum", "omset": "omzet", "jns": "jenis", "almt": "alamat",
    "ket": "keterangan", "sert": "sertifikat", "dgn": "dengan", "bln": "bulan", "vol": "volume", "mdl": "modal",
}  # fmt: skip
#: Words that do not say which column is meant, in any column and in one of a kind.
_DECORATION = frozenset({"dan", "di", "yang", "per", "pada", "dengan", "data", "koperasi", "menurut"})
_DECORATION_OF: dict[Kind, frozenset[str]] = {
    Kind.COUNT: frozenset({"jumlah", "total", "banyaknya", "orang", "unit"}),
    Kind.RUPIAH: frozenset({"jumlah", "total", "nilai", "besar", "besarnya", "rp", "rupiah"}),
    Kind.DATE: frozenset({"tanggal", "pelaksanaan", "waktu"}),
    Kind.STAGE_DATE: frozenset({"tanggal", "pelaksanaan", "waktu"}),
}
_YEAR = re.compile(
    r"\b(?:(?:posisi|keadaan|akhir|sampai|sd|s d|per) )*(?:\d{1,2} )?"
    rf"(?P<month>{'|'.join(month.lower() for month in MONTHS)})? ?(?P<book>tahun buku |tahun )?(?P<year>(?:19|20)\d\d)\b"
)


@lru_cache(maxsize=20_000)
def written_out(heading: str) -> str:
    """A heading, normalised, with its abbreviations written out: `Tgl. RAT TB 2024` → `tanggal rat tahun buku 2024`."""
    words = normalise(heading).replace("laki laki", "laki").split()
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words)


@lru_cache(maxsize=20_000)
def telling_words(heading: str, kind: Kind) -> frozenset[str]:
    """The words of a heading that say which column of a kind it means; all of them where none is left without the decoration.

    `Tanggal Pelaksanaan RAT TB 2024` of a date → {rat}; `Jml Anggota Lk` of a count → {anggota, pria}.
    """
    words = frozenset(_YEAR.sub(" ", written_out(heading)).split())
    return words - _DECORATION - _DECORATION_OF.get(kind, frozenset()) or words


def book_year_in(heading: str, kind: Kind) -> str:
    """The book year that a heading names, empty when it names none.

    `Aset 2024` and `RAT TB 2024` → `2024`; `RAT 2024`, held in that year, and `Aset per 31 Maret 2025`, no end of a book year, → empty.
    """
    match = _YEAR.search(written_out(heading))
    if match is None or (match["month"] or "desember") != "desember":
        return ""
    return match["year"] if kind is Kind.RUPIAH or match["book"] == "tahun buku " else ""
