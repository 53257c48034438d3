"""What stands beside a figure: as of which day it is, and on how many rows of how many it rests."""

import polars as pl

from assets.publishing.edition import Cell, Edition
from schemas.formatting import day, number
from schemas.indicators import Indicator
from schemas.periods import YEARS_BACK

DISSOLVED = "KOP-26"


def rests_on(indicator: Indicator, cell: Cell) -> str:
    """`1.770 dari 2.932 koperasi aktif`; empty where nothing carries it, or where the figure is itself that number."""
    if not cell.contributors or cell.base is None or cell.contributors == cell.base == cell.value:
        return ""
    if cell.contributors == cell.base:
        return f"seluruh {number(cell.base)} {indicator.population}"
    return f"{number(cell.contributors)} dari {number(cell.base)} {indicator.population}"


def speaks_of(indicator: Indicator, *cells: Cell) -> str:
    """`per 31 Maret 2025`, of money with its book year; empty where none of the cells has a value."""
    days = [cell.as_of for cell in cells if cell.as_of]
    if not days:
        return ""
    return f"per {day(days[0])}" + (f", tahun buku {days[0].year - 1}" if indicator.is_money else "")


def as_listed(edition: Edition) -> str:
    """Of how many regencies the dissolved are counted as listed, since no register before the year stands to compare with."""
    as_of = edition.cell(DISSOLVED).as_of
    if as_of is None:
        return ""
    registers = edition.figures.reports.filter(pl.col("form") == "register", pl.col("source_period").is_not_null())
    earlier = registers.filter(
        pl.col("source_period") == pl.col("period"),
        pl.col("period").is_between(pl.lit(f"{as_of.year - YEARS_BACK}-01"), pl.lit(f"{as_of.year - 1}-12")),
    )
    now = registers.filter(pl.col("period") == edition.period)
    without = now.join(earlier, on="area_code", how="anti")["area_code"].n_unique()
    sentence = f"di {number(without)} kabupaten/kota belum ada daftar sebelum {as_of.year}: dihitung seperti tercantum"
    return sentence if without else ""
