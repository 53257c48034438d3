"""The first sheet of `laporan.xlsx`: what it is, of which day, how final, what is in it, how to read and how to quote it."""

from collections.abc import Iterable, Mapping

from assets.publishing.edition import Edition
from assets.publishing.imprint import citation
from assets.publishing.sentences import headline
from assets.publishing.workbook_sheets import QUIET
from schemas.formatting import as_of

#: Stands in the first line of every sheet of the office's own workbook.
EXACT = "Angka uang tanpa pembulatan: hanya untuk kalangan dinas, tidak untuk disebarluaskan"
_HEADING = {"bold": True, "font_size": 13}
HOLDS = (
    "Daftar Isi menyebut setiap lembar dan membukanya dengan satu klik. Setiap lembar memuat satu tabel bernama dengan baris judul yang tetap "
    "terlihat. Lembar Triwulan dan Tahun serta Data adalah untuk diolah dan tidak ikut dicetak."
)
READING = (
    "Semua angka adalah bilangan; Rp, %, dan pemisah ribuan hanya tampilannya.",
    "Persen selalu pada skala 0 sampai 100: 76,60% tersimpan sebagai 76,6.",
    "Tanda – berarti belum ada angka dan tidak pernah berarti nol; sebabnya ada pada kolom Keterangan atau Status.",
    "Kunci Wilayah (K62.10) menyambung tabel ini dengan data lain; kode 62.10 adalah teks dan jangan diubah menjadi angka.",
)
CONCEALED = "Dirahasiakan berarti angka uang yang dapat menunjuk satu koperasi; yang lain dibulatkan."


def cover(edition: Edition) -> Iterable[tuple[str, Mapping[str, object]]]:
    """The lines of the cover, each a text with its format."""
    title, *rest = headline(edition)
    yield "", {"font_size": 30}
    yield title, {"bold": True, "font_size": 28}
    for part in rest:
        yield part[:1].upper() + part[1:], {"font_size": 14}
    if not edition.is_public:
        yield EXACT, {"bold": True, "font_color": "#7A4A00"}
    parts = {
        "Isi": [HOLDS],
        "Cara membaca": [*READING, *([CONCEALED] if edition.is_public else [])],
        "Cara mengutip": [citation(edition)],
    }
    for heading, lines in parts.items():
        yield "", {}
        yield heading, _HEADING
        for each in lines:
            yield each, QUIET if heading == "Cara membaca" else {}


def short_title(edition: Edition) -> str:
    """`Rapor Koperasi Kalimantan Tengah, keadaan per 30 April 2025 (angka sementara)`."""
    title = f"Rapor Koperasi {edition.place}"
    if edition.period is None:
        return title
    finality = "angka sementara" if edition.provisional else "angka final"
    return f"{title}, keadaan per {as_of(edition.period)} ({finality})"
