"""`rapor trace`: the rows of a figure with their cells, or the figures that a cell feeds; read from a release alone, never the warehouse."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from rich.console import Console

from assets.computing import reporters
from assets.computing.evaluate import lay_relations
from assets.computing.feeding import NoSuchCellError, find_cell, follow_cell
from assets.computing.tracing import SIDES, Asked, Traced, asked_figure, trace
from assets.storage.archive import sha256
from assets.storage.database import Database
from assets.storage.home import Home
from assets.storage.publications import latest
from assets.storage.released import ANALYSTS
from pipelines.commands.faults import WrongUsageError, write_lines
from schemas import periods as calendar
from schemas.areas import Areas, areas
from schemas.formatting import amount, number
from schemas.forms import FORMS
from schemas.indicators import SEGMENTS, catalogue
from schemas.indicators.status import REASONS

SIDE_TITLES = {"numerator": "pembilang", "less": "pengurang", "denominator": "penyebut"}
#: How a reporter takes part in a figure, in words.
STATE_WORDS = {
    reporters.NOT_DUE: "belum jatuh tempo", reporters.NOT_REPORTED: "belum menyampaikan", reporters.NOT_LOADED: "data pembanding belum dimuat",
    reporters.NOT_READ: "kolom yang diperlukan tidak terbaca", reporters.IN_QUESTION: "satuan uang diragukan",
    reporters.NO_YEAR_BEFORE: "belum ada laporan setahun sebelumnya", reporters.COUNTED: "dihitung",
}  # fmt: skip


def print_figure(console: Console, home: Home, asked: Asked, folder: Path | None, *, as_csv: bool) -> None:
    """Every row of a figure, one line each; before them, unless for a machine, its definition, value and reporters.

    Raises WrongUsageError when there is no release, or no such figure in it.
    """
    scope = areas(home.scope)
    with _opened(home, folder) as database:
        figure = _published(database, asked)
        traced = trace(database, asked, lay_relations(database, [asked.period], scope), scope)
    if as_csv:
        write_lines(traced.rows.write_csv())
        return
    for line in (*_head(asked, figure, scope), *_rested(asked, traced, scope), *_lines(asked, traced)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def print_cell(console: Console, home: Home, file: str, cell: str, folder: Path | None) -> None:
    """Every figure that a cell feeds, a line an indicator, and why its row or value does not count. `file`: a path, a name or a SHA-256."""
    wanted = sha256(Path(file)) if Path(file).is_file() else file
    with _opened(home, folder) as database:
        try:
            place = find_cell(database, wanted, cell)
        except NoSuchCellError as missing:
            raise WrongUsageError(str(missing)) from missing
        fed, reasons = follow_cell(database, place, areas(home.scope))
    titled = f" · {FORMS[place.form].column(place.column).title}" if place.column else ""
    head = f"{place.file} · {place.sheet} · {place.letter}{place.row}{titled}"
    for line in (head, *reasons, *_fed_lines(fed, areas(home.scope))):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def figure_asked(indicator: str, period: str | None, area: str, segment: str) -> Asked:
    """What the options of the command ask for. Raises WrongUsageError, which says what may be asked."""
    if indicator not in catalogue():
        raise WrongUsageError(f"Indikator “{indicator}” tidak ada. Contoh: rapor trace KOP-04 --period 2025-04.")
    if period is None or not calendar.is_period(period):
        raise WrongUsageError("Sebutkan periodenya, tahun-bulan. Contoh: --period 2025-04.")
    if catalogue()[indicator].split != "agency" and segment not in SEGMENTS:
        raise WrongUsageError(
            f"Segmen “{segment}” tidak ada. Pilihan: {', '.join(filter(None, SEGMENTS))}; tanpa --segment: semua."
        )
    return asked_figure(indicator, period, area, segment)


@contextmanager
def _opened(home: Home, folder: Path | None) -> Iterator[Database]:
    """The tables of a release (a folder), or of the newest of the home."""
    release = folder or latest(home.releases)
    if release is None:
        raise WrongUsageError("Belum ada rilis. Jalankan rapor nightly lebih dahulu.")
    path = release / ANALYSTS if (release / ANALYSTS).is_file() else release / ANALYSTS.name
    if not path.is_file():
        raise WrongUsageError(f"{release} bukan rilis: {ANALYSTS} tidak ada di dalamnya.")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Database(connection)


def _published(database: Database, asked: Asked) -> dict[str, Any]:
    """The exact figure of the release; WrongUsageError when it has none such."""
    query = "FROM official_values WHERE indicator = $code AND period = $period AND area_code = $area AND coalesce(segment, '') = $segment"
    known = {"code": asked.indicator.code, "period": asked.period, "area": asked.area, "segment": asked.segment}
    rows = database.connection.sql(query, params=known).pl()
    if rows.is_empty():
        every = database.connection.sql("SELECT min(period), max(period) FROM official_values").fetchone() or ("", "")
        raise WrongUsageError(
            f"Rilis ini tidak memuat {asked.indicator.code} untuk {asked.area}, {asked.period}{f', {asked.segment}' if asked.segment else ''}. "
            f"Periodenya {every[0]} sampai {every[1]}; wilayahnya seperti area_code pada indicators.csv."
        )
    return rows.row(0, named=True)


def _head(asked: Asked, figure: dict[str, Any], scope: Areas) -> Iterator[str]:
    """The definition and the value."""
    segment = f" · {asked.segment}" if asked.segment else ""
    yield f"{asked.indicator.code} {asked.indicator.name} · {scope.name(asked.area)} · {calendar.title(asked.period)}{segment}"
    yield f"Definisi {asked.definition.version}: {asked.definition.text}"
    if figure["value"] is None:
        yield f"Nilai: belum ada ({REASONS.get(figure['status'], figure['status'])})"
    else:
        yield f"Nilai: {amount(figure['value'], asked.indicator.unit)}, keadaan {calendar.long_date(figure['as_of'])}"


def _rested(asked: Asked, traced: Traced, scope: Areas) -> Iterator[str]:
    """What the rows add up to, and how the reporters take part."""
    median = asked.indicator.kind == "median"
    sides = [(name, traced.side(name, median=median and name == "numerator")) for name in SIDES]
    added = [f"{SIDE_TITLES[name]} {number(value)}" for name, value in sides if value is not None]
    yield f"Dari {number(traced.rows.height)} baris di bawah ini: {', '.join(added) or 'tidak ada'}"
    for (state,), part in traced.reporters.group_by("state", maintain_order=True):
        names = ", ".join(scope.name(code).removeprefix("Kabupaten ") for code in part["area_code"])
        yield f"Pelapor {STATE_WORDS[int(str(state))]}: {names}"


def _lines(asked: Asked, traced: Traced) -> Iterator[str]:
    """A line a row: file, cell, text, value, what else the definition looks at in it, and what it adds to each side."""
    sides = [name for name in SIDES if name in traced.rows.columns]
    looked_at = asked.definition.looked_at(asked.indicator.form)
    beside = [name for name in _told_beside(asked) if name in traced.rows.columns]
    for row in traced.rows.iter_rows(named=True):
        place = [f"{row['file']} ({row['sha256'][:12]})", row["sheet"], row["cell"]] if row["file"] else [row["area_code"]]
        value = f" → {row['value']}" if row["value"] is not None and row["value"] != row["raw"] else ""
        text = f"“{row['raw'] or ''}”{value}" if row["cell"] else ""
        others = [
            _told(asked, name, row[name]) for name in beside if row[name] is not None and not (row["cell"] and name == looked_at)
        ]
        adds = ", ".join(f"{SIDE_TITLES[name]} {number(row[name])}" for name in sides if row[name] is not None)
        yield " · ".join(filter(None, [*place, text, ", ".join(others), adds]))


def _told_beside(asked: Asked) -> list[str]:
    """The columns by which a line says which row it is and what counts in it: the form's key and those that the definition needs."""
    if not asked.indicator.form:
        return ["form"]
    form = FORMS[asked.indicator.form]
    return list(dict.fromkeys([*filter(None, [form.key]), *asked.definition.needs(form.id)]))


def _told(asked: Asked, name: str, value: object) -> str:
    """`Tanggal RAT Terakhir 17 Februari 2025`; of a form its title."""
    if not asked.indicator.form:
        return FORMS[str(value)].title
    if isinstance(value, bool):
        value = "Ya" if value else "Tidak"
    shown = calendar.long_date(value) if isinstance(value, date) else value
    return f"{FORMS[asked.indicator.form].column(name).title} {shown}"


def _fed_lines(fed: pl.DataFrame, scope: Areas) -> Iterator[str]:
    """A line an indicator: its sides, months, areas and segments."""
    if fed.is_empty():
        yield "Sel ini tidak masuk ke satu angka pun."
        return
    for (code,), rows in fed.group_by("indicator", maintain_order=True):
        sides = " dan ".join(SIDE_TITLES[name] for name in SIDES if rows["sides"].str.contains(name).any())
        months = sorted(set(rows["period"]))
        span = (
            calendar.title(months[0]) if len(months) == 1 else f"{calendar.title(months[0])} sampai {calendar.title(months[-1])}"
        )
        places = ", ".join(scope.name(area) for area in sorted(set(rows["area_code"])))
        segments = ", ".join(segment or "semua" for segment in sorted(set(rows["segment"])))
        yield f"{code} {catalogue()[str(code)].name} ({sides}): {span}; {places}; {segments}"
