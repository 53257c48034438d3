"""The letter that a returned workbook begins with, to the word, and the day by which it is to come back."""

from dataclasses import dataclass
from datetime import date, timedelta

from schemas import periods
from schemas.formatting import listing, number
from schemas.rules import EXPLAIN, FATAL, WARNING

#: A regency has so many working days to answer.
ANSWER_DAYS = 3


@dataclass(frozen=True)
class Letter:
    """To whom and about what a workbook is returned.

    `area_name` is the full name (`Kabupaten Kotawaringin Timur`) and `period` `YYYY-MM`; both empty when the file does not say.
    `sample` puts the mark of sample data on the sheet; `of_province` are the province's own sheets, which are of no period.
    """

    area_name: str
    period: str
    received: date
    deadline: date
    sample: bool = False
    of_province: bool = False

    @property
    def subject(self) -> str:
        """`Laporan Kabupaten Kotawaringin Timur periode April 2025`."""
        if not self.area_name:
            return "Berkas Bapak/Ibu"
        if self.of_province:
            return f"Ketentuan {self.area_name}"
        return f"Laporan {self.area_name}" + (f" periode {periods.title(self.period)}" if self.period else "")


@dataclass(frozen=True)
class Counts:
    """Of a severity: how many things (groups) and how many cells."""

    things: int = 0
    cells: int = 0

    def phrase(self, what: str) -> str:
        """`3 hal yang wajib diperbaiki (12 sel)`; the cells only where there are any."""
        return f"{number(self.things)} {what}" + (f" ({number(self.cells)} sel)" if self.cells else "")


def deadline(received: date, returned: date | None = None, working_days: int = ANSWER_DAYS) -> date:
    """The last day to answer: so many working days after the file was received, or returned when that is later.

    Received on Friday, 9 May 2025: Monday is Waisak, so Tuesday to Thursday are the three, and 15 May is the last.
    """
    day = max(received, returned or received)
    for _ in range(working_days):
        day += timedelta(days=1)
        while not periods.is_working_day(day):
            day += timedelta(days=1)
    return day


def opening(letter: Letter, counts: dict[str, Counts], own_file: bool = True, answered: int = 0) -> str:
    """The first paragraph. `counts`: severity → what is asked; one that is missing has nothing.

    `own_file` is False when only the notes are sent, not the officer's own workbook; `answered` is how many things she
    explained with the file.
    """
    fatal, explain, warning = (counts.get(severity, Counts()) for severity in (FATAL, EXPLAIN, WARNING))
    sentences = [f"Terima kasih. {letter.subject} telah kami terima pada {periods.long_date(letter.received)}."]
    asked = []
    if fatal.things:
        asked.append(fatal.phrase("hal yang wajib diperbaiki"))
    if explain.things and asked:
        asked.append(f"{number(explain.things)} yang perlu penjelasan")
    elif explain.things:
        asked.append(explain.phrase("hal yang perlu penjelasan"))
    if asked:
        sentences.append(f"Ada {listing(asked)}.")
        which = "kirim kembali berkas ini" if own_file else "perbaiki berkas Bapak/Ibu dan kirim kembali"
        sentences.append(f"Mohon {which} paling lambat {periods.long_date(letter.deadline)}.")
    else:
        sentences.append("Tidak ada yang wajib diperbaiki.")
        checked = f"Ada {warning.phrase('hal yang mohon dicek')} untuk laporan berikutnya; berkas" if warning.things else "Berkas"
        sentences.append(f"{checked} ini tidak perlu dikirim kembali.")
    if answered:
        sentences.append(f"Penjelasan Bapak/Ibu atas {number(answered)} hal telah kami terima.")
    if own_file:
        sentences.append("Isi sel yang tidak ditandai tidak perlu diubah.")
    return " ".join(sentences)
