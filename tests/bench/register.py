"""The workbook that is measured: one register of twenty columns, as large as one likes, with its cover."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from schemas.areas import areas
from schemas.forms import COVER_SHEET, FORMS
from schemas.forms.register import TYPES
from tests.builders import KOTIM, write_cover

COLUMNS = (
    "nik", "name", "legal_number", "legal_date", "address", "village", "district", "legal_form", "type", "coop_group", "status",
    "last_rat_date", "members_male", "members_female", "members_total", "employees", "own_capital", "assets", "business_volume", "grade",
)  # fmt: skip
PERIOD = "2025-03"


def make_register(path: Path, rows: int) -> Path:
    """Write the workbook unless it is there already; numbers and dates are cells of their own types, the rest is text."""
    if path.exists():
        return path
    chance = random.Random(62)
    register = FORMS["register"]
    districts = dict(areas().districts.select("code", "name").iter_rows())
    villages = [
        (name, districts[code])
        for code, name in areas().villages.select("district_code", "name").iter_rows()
        if code[:5] == KOTIM
    ]
    partial = path.with_suffix(".part")
    with xlsxwriter.Workbook(partial) as book:
        write_cover(book.add_worksheet(COVER_SHEET), {"register": []}, KOTIM, "Kabupaten Kotawaringin Timur", PERIOD, {})
        sheet = book.add_worksheet(register.sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, [register.column(column).title for column in COLUMNS])
        for row in range(1, rows + 1):
            for place, value in enumerate(_cooperative(row, chance, villages)):
                sheet.write_datetime(row, place, value, day) if isinstance(value, date) else sheet.write(row, place, value)
    partial.rename(path)
    return path


def _cooperative(number: int, chance: random.Random, villages: list[tuple[str, str]]) -> list[str | int | date]:
    village, district = chance.choice(villages)
    men, women = chance.randrange(500), chance.randrange(500)
    founded, met = date(1990, 1, 1) + timedelta(chance.randrange(9_000)), date(2021, 1, 1) + timedelta(chance.randrange(1_500))
    return [
        f"6216{number:09d}", f"Koperasi Maju {number}", f"AHU-{number:07d}.AH.01.29.TAHUN 2020", founded, f"Jalan Kenanga No. {number % 300}",
        village, district, "Primer Kabupaten/Kota", chance.choice(TYPES), "Kop. Serba Usaha", chance.choice(["Aktif", "Tidak Aktif"]), met,
        men, women, men + women, chance.randrange(20), chance.randrange(10**9), chance.randrange(10**10), chance.randrange(10**10),
        chance.choice(["A", "B", "C1", "C2", "D"]),
    ]  # fmt: skip
