"""The kinds of column that a form can have, and what one column is.

A form's module is the only place that names a column. Header matching, casting, the Pandera schema, the DuckDB table,
the template and the wording of a finding are all derived from the `Column` objects that it lists.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    FREE_TEXT = "free text"  # may hold names or phone numbers: patterns are hidden, never public
    COUNT = "count"
    RUPIAH = "rupiah"
    PERCENT = "percent"
    NUMBER = "number"  # with decimals, of whatever unit
    YEAR = "year"
    DATE = "date"
    STAGE_DATE = "stage date"  # a date, or Sudah/Belum where only the fact is known
    DIGITS = "digits"
    CHOICE = "choice"
    YES_NO = "yes or no"
    DISTRICT = "district"
    VILLAGE = "village"
    VILLAGE_CODE = "village code"
    AREA = "area"  # the code of the province or of one of its regencies
    PERIOD = "period"
    AGENCY = "agency"  # of a closed list with synonyms; any other text stays, is asked about and is never public


DTYPES: dict[Kind, pl.DataType] = {
    Kind.COUNT: pl.Int64(),
    Kind.RUPIAH: pl.Int64(),
    Kind.PERCENT: pl.Float64(),
    Kind.NUMBER: pl.Float64(),
    Kind.YEAR: pl.Int32(),
    Kind.DATE: pl.Date(),
    Kind.STAGE_DATE: pl.Date(),
    Kind.YES_NO: pl.Boolean(),
}

PLACES = frozenset({Kind.DISTRICT, Kind.VILLAGE, Kind.VILLAGE_CODE})
#: Kinds whose cells may say anything.
WORDS = frozenset({Kind.TEXT, Kind.FREE_TEXT, Kind.AGENCY, *PLACES})
NUMERIC = frozenset({Kind.COUNT, Kind.RUPIAH, Kind.PERCENT, Kind.NUMBER, Kind.YEAR})
#: Kinds whose numbers are written with points for thousands; a year is not.
AMOUNTS = NUMERIC - {Kind.YEAR}


@dataclass(frozen=True)
class Column:
    """One column of a form.

    `id` is the identifier everywhere; `title` is what a regency officer reads. `values` is the closed list of a choice, `described` what
    is told of one that is too long, and `aliases` the other words that mean one of them; `suggested` is a list that is offered and not
    enforced. `unmapped` are words of older scales: they stay as reported in the raw rows and have no accepted value. `minimum` and
    `maximum` bound a number, both included. `digits` is the length of a number that is kept as text.
    """

    id: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    described: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    suggested: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    digits: int | None = None
    unit: str = ""
    valid_from: str = ""
    example: str = ""
    note: str = ""

    @property
    def dtype(self) -> pl.DataType:
        """The Polars type of an accepted value."""
        return DTYPES.get(self.kind, pl.String())

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that names this column, normalised, the official title first."""
        return tuple(dict.fromkeys(normalise(text) for text in (self.title, *self.synonyms)))

    @property
    def allowed(self) -> str:
        """What may stand in a cell of this column, in Indonesian."""
        if self.values:
            return self.described or ", ".join(self.values)
        words = ALLOWED[self.kind].format(digits=self.digits or "")
        return words + (self._range if self.kind in (Kind.COUNT, Kind.RUPIAH, Kind.YEAR, Kind.NUMBER) else "")

    @property
    def allowed_in_words(self) -> str:
        """What may stand in a cell, with the column's note behind it: `13 angka (kosongkan bila belum ada)`."""
        return self.allowed + (f" ({self.note.rstrip('.')})" if self.note else "")

    @property
    def _range(self) -> str:
        """The bounds of a number in words, empty when it has none."""
        if self.minimum is None:
            return ""
        comma = "" if self.kind is Kind.COUNT else ","
        return f"{comma} mulai dari {self.minimum}" if self.maximum is None else f"{comma} {self.minimum} sampai {self.maximum}"

    @property
    def sample_value(self) -> str:
        """An example of a right value, in Indonesian spelling."""
        return self.example or (self.values[0] if self.values else EXAMPLES[self.kind])


ALLOWED: dict[Kind, str] = {
    Kind.TEXT: "teks",
    Kind.FREE_TEXT: "teks",
    Kind.COUNT: "bilangan bulat",
    Kind.RUPIAH: "rupiah penuh tanpa desimal",
    Kind.PERCENT: "angka 0 sampai 100",
    Kind.NUMBER: "angka, boleh berdesimal",
    Kind.YEAR: "tahun empat angka",
    Kind.DATE: "tanggal (hh/bb/tttt)",
    Kind.STAGE_DATE: "tanggal (hh/bb/tttt), Sudah, atau Belum",
    Kind.DIGITS: "{digits} angka",
    Kind.CHOICE: "salah satu isi daftar",
    Kind.YES_NO: "Ya atau Tidak",
    Kind.DISTRICT: "nama kecamatan di kabupaten/kota ini",
    Kind.VILLAGE: "nama desa/kelurahan di kabupaten/kota ini",
    Kind.VILLAGE_CODE: "kode Kemendagri sepuluh angka bertitik",
    Kind.AREA: "kode Kemendagri provinsi atau kabupaten/kota",
    Kind.PERIOD: "tahun-bulan (tttt-bb)",
    Kind.AGENCY: "nama perangkat daerah/instansi tanpa nama orang dan alamat",
}

EXAMPLES: dict[Kind, str] = {
    Kind.TEXT: "isi seperti pada dokumen",
    Kind.FREE_TEXT: "uraian singkat",
    Kind.COUNT: "125",
    Kind.RUPIAH: "1.250.000",
    Kind.PERCENT: "76,5",
    Kind.NUMBER: "79,5",
    Kind.YEAR: "2024",
    Kind.DATE: "31/03/2025",
    Kind.STAGE_DATE: "31/03/2025",
    Kind.DIGITS: "6216010040003",
    Kind.CHOICE: "",
    Kind.YES_NO: "Ya",
    Kind.DISTRICT: "Baamang",
    Kind.VILLAGE: "Baamang Hulu",
    Kind.VILLAGE_CODE: "62.02.01.2003",
    Kind.AREA: "62.02",
    Kind.PERIOD: "2025-04",
    Kind.AGENCY: "Dinas Koperasi dan UKM",
}


def normalise(text: str) -> str:
    """A heading or a name as it is compared: lower case, letters and digits only, single blanks."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text.lower()).split())


def normalised(expression: pl.Expr) -> pl.Expr:
    """The vectorised twin of `normalise` for a String expression."""
    return expression.str.to_lowercase().str.replace_all(r"[^0-9a-z]+", " ").str.strip_chars()
