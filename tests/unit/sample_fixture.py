"""The sample's fourteen regencies, and the cells of what is written of them."""

import re
from pathlib import Path

import fastexcel

from pipelines.sample.filled_forms import Row
from pipelines.sample.regencies import read_regencies
from pipelines.sample.village_progress import queue
from pipelines.sample.world import world

LAST = "2026-08"
BASELINE = "2024-12"


class Worlds:
    """The fourteen regencies; rows that were asked for are kept."""

    def __init__(self) -> None:
        regencies = read_regencies("62")
        places, partners = queue(62, regencies)
        self.each = [world(62, regency, places, partners, LAST) for regency in regencies]
        self.kept: dict[tuple[str, str], list[list[Row]]] = {}

    def of_each(self, form: str, period: str) -> list[list[Row]]:
        if (form, period) not in self.kept:
            self.kept[form, period] = [one.rows(form, period) for one in self.each]
        return self.kept[form, period]

    def rows(self, form: str, period: str) -> list[Row]:
        return [row for rows in self.of_each(form, period) for row in rows]


def cells(path: Path, sheet: str) -> list[list[str | None]]:
    page = fastexcel.read_excel(path).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    return [list(row) for row in page.to_polars().rows()]


def at(table: list[list[str | None]], address: str) -> str | None:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    line = table[int(row) - 1] if int(row) <= len(table) else []
    return line[column - 1] if column <= len(line) else None
