"""Numbers, addresses and names of persons, put wherever an office puts them, and how a trace of one is found again."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from schemas.areas import areas
from schemas.columns import Column, Kind
from schemas.forms import COVER_LABELS, FORMS, HAS_DATA, Form
from tests.builders import KOTIM, RIGHT

#: What offices put between the digits of a number: no-break and narrow blanks, dashes, line breaks, signs without width, mixtures.
PARTS = (
    "", " ", "  ", "\u00a0", "\u202f", "\u2009", "\n", "\r\n", "\t", "-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "_", ",", ", ", ".",
    "/", "·", "\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", " - ", " \u2013 ", "\u00a0\u2013\u00a0", "_\u200b", "\uff0e", "\uff0d",
)  # fmt: skip
#: Of these a phone number has no stroke in it: one parts two numbers.
PHONE_PARTS = tuple(part for part in PARTS if part != "/")
CITIZEN_GROUPS = ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (6, 10), (12, 4), (4, 2, 6, 4), (4, 4, 8))
MOBILE_GROUPS = ((4, 4, 4), (4, 3, 5), (4, 8), (3, 3, 3, 3), (12,))
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
#: None of these is a word of the forms or of the places.
PERSONS = (
    "Zulkarnaen", "Qomariah", "Wiratmaja", "Hutagalung", "Nasrullah", "Purwaningsih", "Sastrawijaya", "Tumenggung", "Simanjuntak", "Kartadireja",
)  # fmt: skip
#: Names of sheets hold no such signs and no more letters than this.
SHEET_NAME = 31


def groups(digits: str, sizes: tuple[int, ...]) -> list[str]:
    """The digits in groups of these sizes."""
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return [digits[end - size : end] for end, size in zip(ends, sizes, strict=True)]


@dataclass
class Planter:
    """Makes what is planted and remembers it. `digits` and `words` are what must nowhere be found again."""

    rng: random.Random
    digits: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    cells: int = 0

    def _digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def _parted(self, number: str, sizes: tuple[tuple[int, ...], ...], parts: tuple[str, ...]) -> str:
        first, *rest = groups(number, self.rng.choice(sizes))
        text = first + "".join(self.rng.choice(parts) + group for group in rest)
        return text.translate(WIDE) if self.rng.random() < 0.1 else text

    def citizen(self, parts: tuple[str, ...] = PARTS) -> str:
        """A citizen's number; its last ten digits are the trace, as the first six are a kecamatan's."""
        day, month = self.rng.randint(1, 31) + self.rng.choice((0, 40)), self.rng.randint(1, 12)
        number = (
            f"{self.rng.choice(('620201', '627103', '357801'))}{day:02d}{month:02d}{self._digits(2)}{self.rng.randint(1, 99):04d}"
        )
        self.digits.add(number[6:])
        return self._parted(number, CITIZEN_GROUPS, parts)

    def mobile(self, parts: tuple[str, ...] = PHONE_PARTS) -> str:
        """A mobile number, now and then from abroad; the trace is without what may stand before it."""
        number = f"08{self.rng.choice('1235789')}{self._digits(9)}"
        self.digits.add(number[1:])
        if self.rng.random() < 0.2:
            return f"+62 {number[1:4]}-{number[4:8]}-{number[8:]}"
        return self._parted(number, MOBILE_GROUPS, parts)

    def line(self, _: tuple[str, ...] = ()) -> str:
        """A fixed line, bare or in brackets."""
        code, number = self.rng.choice(("0536", "0531", "0513", "0511")), f"3{self._digits(6)}"
        self.digits.add(code[1:] + number)
        return self.rng.choice(("{}-{}", "{} {}", "({}) {}", "{}\u2013{}", "Telp. {}.{}")).format(code, number)

    def mail(self, _: tuple[str, ...] = ()) -> str:
        """An e-mail address."""
        name = f"{self.rng.choice(PERSONS).lower()}{self._digits(6)}"
        self.words.add(name)
        return self.rng.choice(("{}@gmail.com", "{}@dinkop.kalteng.go.id", "{} @ yahoo.co.id", "{}＠gmail.com")).format(name)

    def number(self) -> int:
        """A mobile number as Excel keeps it: without its zero."""
        number = f"8{self.rng.choice('1235789')}{self._digits(9)}"
        self.digits.add(number)
        return int(number)

    def text(self, parts: tuple[str, ...] = PARTS) -> str:
        """Any of them alone."""
        phones = tuple(part for part in parts if part != "/")
        made = self.rng.choice((self.citizen, self.mobile, self.line, self.mail))
        return made(phones if made == self.mobile else parts)

    def cell(self, column: Column) -> object:
        """What is put into a cell of a column: alone, among words, or as a number where no such number belongs."""
        self.cells += 1
        ways: list[Callable[[], object]] = [
            self.text,
            lambda: f"hub. {self.text()}, Sampit",
            lambda: f"a.n. Budi ({self.text()})",
        ]
        if column.kind not in (Kind.RUPIAH, Kind.VILLAGE_CODE):
            ways.append(self.number)
        return self.rng.choice(ways)()

    def name(self, ending: str) -> str:
        """A file's or sheet's name with a number in it."""
        self.cells += 1
        parts = tuple(part for part in PARTS if part not in ("/", "\n", "\r\n", "\t"))
        return f"{self.rng.choice((self.citizen, self.mobile))(parts)}{ending}"

    def sheet(self, word: str) -> str:
        """A name that a sheet can have."""
        while len(name := f"{word} {self.name('')}") > SHEET_NAME:
            pass
        return name


def right_rows(form: Form, count: int) -> list[dict[str, object]]:
    """So many right rows of a form, each with a key of its own."""
    villages = areas().villages.filter(pl.col("regency_code") == KOTIM).join(
        areas().districts.select(district_code="code", district="name"), on="district_code"
    )  # fmt: skip
    districts = areas().districts.filter(pl.col("regency_code") == KOTIM)["name"].to_list()
    rows: list[dict[str, object]] = [dict(RIGHT[form.id]) for _ in range(count)]
    for place, row in enumerate(rows):
        if form.id == "register":
            row |= {"nik": f"6216010{place:06d}", "name": f"Koperasi Maju {place}"}
        elif form.id == "kdmp":
            row |= dict(
                zip(("village_code", "village", "district"), villages.select("code", "name", "district").row(place), strict=True)
            )
        elif form.id == "obstacles":
            row |= {"obstacle_id": f"62.02-{place:04d}"}
        elif form.id in ("recap", "umkm"):
            row |= {"district": districts[place % len(districts)]}
    return rows


def planted_rows(form: Form, planter: Planter, times: int) -> list[dict[str, object]]:
    """Right rows in each of which one cell is planted: every column so many times, and of a form by kecamatan once."""
    columns = [column for column in form.columns for _ in range(1 if form.id in ("recap", "umkm") else times)]
    rows = right_rows(form, len(columns))
    for row, column in zip(rows, columns, strict=True):
        row[column.id] = planter.cell(column)
    return rows


def planted_workbook(path: Path, planter: Planter, times: int) -> Path:
    """A workbook of every form in which cells, titles, further columns, sheets' names, comments, footers and the cover are planted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"author": PERSONS[0], "comments": planter.mail()})
        _write_cover(book.add_worksheet("Sampul"), planter)
        for form in FORMS.values():
            _write_form(book.add_worksheet(form.sheet), form, planter, times)
        for word in ("Kontak", "Pengurus", "Arsip"):
            book.add_worksheet(planter.sheet(word)).write_string(0, 0, f"{PERSONS[1]} {planter.text()}")
    return path


def _write_cover(sheet: Any, planter: Planter) -> None:
    told = {"form_set": "2025.1", "area_code": KOTIM, "area_name": "Kabupaten Kotawaringin Timur", "period": "2025-03"}
    for row, (label, key) in enumerate(COVER_LABELS.items()):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, told.get(key, f"{PERSONS[row % len(PERSONS)]} {planter.text()}"))
        planter.cells += key not in told
    first = len(COVER_LABELS) + 1
    sheet.write_string(first, 0, "Keadaan Formulir")
    for row, form in enumerate(FORMS.values(), first + 1):
        sheet.write_string(row, 0, form.sheet)
        sheet.write_string(row, 1, HAS_DATA if row % 3 else f"Ada Data, {planter.mobile()}")


def _write_form(sheet: Any, form: Form, planter: Planter, times: int) -> None:
    """Titles, a header with columns that no form knows, the rows, and what stands around them."""
    sheet.write_string(0, 0, f"{form.title}, narahubung {PERSONS[2]} {planter.text()}")
    titles = [*(column.title for column in form.columns), "Nama Ketua", "No. HP", f"Catatan {planter.text()}", ""]
    sheet.write_row(2, 0, titles)
    for place, row in enumerate(planted_rows(form, planter, times), 3):
        for letter, column in enumerate(form.ids):
            if row.get(column) is not None:
                sheet.write(place, letter, row[column])
        further = (PERSONS[3], planter.mobile(), planter.text(), f"{PERSONS[4]} {planter.citizen()}")
        sheet.write_row(place, len(form.ids), further)
    planter.cells += 2
    sheet.write_comment(3, 1, f"{PERSONS[5]}: {planter.text()}")
    sheet.set_footer(f"&L{PERSONS[6]} {planter.citizen(('-',))}")
    sheet.write_column(place + 3, 1, ["Mengetahui,", "Kepala Dinas", PERSONS[7], f"NIP {planter.citizen()}"])


_CHAIN = re.compile(r"\d(?:[\W_]{0,3}\d)*")


def traces(texts: Iterable[str], planter: Planter) -> list[str]:
    """What was planted and stands in one of the texts, in whatever way its digits are parted there."""
    found: set[str] = set()
    for text in texts:
        chains = "\n".join(re.sub(r"\D", "", chain) for chain in _CHAIN.findall(text))
        plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in chains)
        looked = pl.DataFrame({"digits": [plain], "words": [text.lower()]})
        for kind, wanted in (("digits", planter.digits), ("words", planter.words)):
            found |= set(looked.select(pl.col(kind).str.extract_many(list(wanted)).explode()).to_series().drop_nulls())
    return sorted(found)
