"""Whether the numbers of `laporan.xlsx` are those of the edition: the sheet *Data* whole, *Indikator* and *Kabupaten-Kota* cell by cell."""

from collections.abc import Callable
from pathlib import Path

import fastexcel
import polars as pl

from assets.inspecting.told_figures import PARTS, number_faults
from assets.publishing.edition import Edition
from assets.publishing.workbook import EXCEL_ROWS, REGENCY_COLUMNS
from schemas.indicators import OUTSIDE_KDMP, WHOLE

#: Of each column that is looked at on the sheet of indicators, the segment of its figures.
REALISED = {"Realisasi": WHOLE, "Realisasi di luar KDMP/KKMP": OUTSIDE_KDMP}
#: Excel has no room for more rows; the sheet then holds the newest periods.
ALL_FIT = EXCEL_ROWS - 10


def workbook_faults(path: Path, name: str, edition: Edition) -> list[str]:
    """What a workbook says that its edition does not, in Indonesian, a sentence a number; `name` is its path in the release."""
    book = fastexcel.read_excel(path)
    faults = []
    for sheet, (first_title, told) in _SHEETS.items():
        where = f"{name} lembar {sheet}"
        cells = (
            book.load_sheet(sheet, header_row=None, dtypes="string").to_polars() if sheet in book.sheet_names else pl.DataFrame()
        )
        try:
            faults += number_faults(where, told(_table(cells, first_title), edition), edition.values)
        except (pl.exceptions.ColumnNotFoundError, StopIteration):
            faults.append(f"{where} tidak ada, atau kolomnya lain")
    return faults


def _table(cells: pl.DataFrame, first_title: str) -> pl.DataFrame:
    """The rows of a sheet's table by the titles of its columns. StopIteration where no cell of the first column has that title."""
    above = next(at for at, text in enumerate(cells.to_series(0) if cells.width else ()) if text == first_title)
    titles = {column: title for column, title in zip(cells.columns, cells.row(above), strict=True) if title}
    return cells.slice(above + 1).select(titles.keys()).rename(titles)


def _data(rows: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """key, told: every figure by the columns that say which it is; where all have room, one that is missing is told as none."""
    key = pl.concat_str([pl.col(each).fill_null("") for each in ("Kode", "Kode Wilayah", "Periode", "Segmen")], separator=PARTS)
    told = rows.select(key=key, told=_number("Nilai"))
    every = edition.values.select(key=_key("indicator", "area_code", "period", pl.col("segment").fill_null("")))
    missing = every.join(told, on="key", how="anti") if every.height <= ALL_FIT else every.clear()
    return pl.concat([told, missing.with_columns(told=pl.lit(None, pl.Float64))])


def _indicators(rows: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """key, told: the total's figures of the last period."""
    split = [code for code, each in edition.reference.indicators.items() if each.split == "kdmp"]
    shown = [rows.filter((pl.col("Kode").is_in(split)) | (segment == WHOLE)).select(
        key=_key("Kode", pl.lit(edition.total), pl.lit(edition.period or ""), pl.lit(segment)), told=_number(title)
    ) for title, segment in REALISED.items()]  # fmt: skip
    return pl.concat(shown)


def _regencies(rows: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """key, told: the figures of each area in the last period."""
    codes = dict(edition.figures.areas.select("name", "code").iter_rows()) | {edition.place: edition.total}
    area = pl.col("Kabupaten/kota").replace_strict(codes, default=None, return_dtype=pl.String)
    return pl.concat([
        rows.select(key=_key(pl.lit(code), area, pl.lit(edition.period or ""), pl.lit(segment)), told=_number(title))
        for title, code, segment in REGENCY_COLUMNS
    ]).drop_nulls("key")  # fmt: skip


def _key(*parts: str | pl.Expr) -> pl.Expr:
    return pl.concat_str(list(parts), separator=PARTS)


def _number(title: str) -> pl.Expr:
    """A column's numbers; null where a cell says in words that there is none."""
    return pl.col(title).cast(pl.Float64, strict=False)


#: Sheet → the title of its table's first column, and what is read of it.
_SHEETS: dict[str, tuple[str, Callable[[pl.DataFrame, Edition], pl.DataFrame]]] = {
    "Data": ("Kunci Wilayah", _data), "Indikator": ("Tingkat", _indicators), "Kabupaten-Kota": ("Kabupaten/kota", _regencies),
}  # fmt: skip
