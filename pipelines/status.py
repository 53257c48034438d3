"""`rapor status`: who sent what for a period, its state and its history; read from the latest release, never the warehouse."""

from typing import Any

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from assets.home import Home
from assets.release import latest
from schemas import periods as calendar
from schemas.areas import areas
from schemas.forms import FORMS
from schemas.states import CLOSED, LATE, MISSING, RECEIVED, RETURNED, SUPERSEDED, VERIFIED

STYLES = {
    VERIFIED: "green", CLOSED: "green", RETURNED: "red", MISSING: "yellow", RECEIVED: "cyan", LATE: "magenta", SUPERSEDED: "dim",
}  # fmt: skip


def reports(home: Home, period: str | None) -> tuple[str | None, pl.DataFrame, pl.DataFrame]:
    """The period (the last one with an accepted report when None is given), its reports, and every version of its forms."""
    release = latest(home.releases)
    if release is None:
        return None, pl.DataFrame(), pl.DataFrame()
    with duckdb.connect(str(release / "internal" / "kalteng.duckdb"), read_only=True) as analysts:
        known = analysts.sql(
            "SELECT max(period) FROM accepted.reports WHERE submission IS NOT NULL AND source_period = period"
        ).fetchone()
        chosen = period or (known[0] if known else None)
        if chosen is None:
            return None, pl.DataFrame(), pl.DataFrame()
        found = analysts.sql(
            "FROM accepted.reports WHERE period = $period ORDER BY area_code, form", params={"period": chosen}
        ).pl()
        versions = analysts.sql(
            "FROM submissions.versions WHERE period = $period ORDER BY area_code, form, version", params={"period": chosen}
        ).pl()
    return chosen, found, versions


def print_status(console: Console, home: Home, period: str | None) -> None:
    """A line a regency and form, then the versions of those that came more than once or were returned."""
    chosen, found, versions = reports(home, period)
    if chosen is None or found.is_empty():
        console.print("Belum ada laporan." if period is None else f"Belum ada laporan periode {period}.")
        return
    console.print(f"Periode {calendar.title(chosen)}, jatuh tempo {calendar.long_date(calendar.due_date(chosen))}")
    console.print(_states(home, found.filter(pl.col("due") | pl.col("received"))))
    story = versions.filter(pl.len().over("area_code", "form") > 1) if versions.height else versions
    if story.height:
        console.print(_story(home, story))


def _states(home: Home, found: pl.DataFrame) -> Table:
    """A line a regency, a column a form."""
    forms = [form for form in FORMS if form in set(found["form"])]
    table = Table()
    for heading in ("Kabupaten/kota", *(FORMS[form].title for form in forms)):
        table.add_column(heading)
    for (area,), rows in found.group_by("area_code", maintain_order=True):
        cells = {row["form"]: _cell(row) for row in rows.iter_rows(named=True)}
        table.add_row(_name(home, str(area)), *(cells.get(form, "–") for form in forms))
    return table


def _cell(row: dict[str, Any]) -> str:
    received = f"\n{calendar.long_date(row['received_at'])}" if row["received_at"] else ""
    late = ", terlambat" if row["received"] and row["due"] and not row["on_time"] else ""
    return _styled(row["state"]) + received + late


def _story(home: Home, versions: pl.DataFrame) -> Table:
    table = Table(title="Riwayat versi")
    for heading in (
        "Kabupaten/kota",
        "Formulir",
        "Versi",
        "Berkas",
        "Diterima",
        "Status",
        "Wajib diperbaiki",
        "Perlu penjelasan",
    ):
        table.add_column(heading)
    for row in versions.iter_rows(named=True):
        table.add_row(
            _name(home, row["area_code"]), FORMS[row["form"]].title, str(row["version"]), row["file"], calendar.long_date(row["received_at"]),
            _styled(row["state"]), str(row["findings_fatal"]), str(row["findings_explain"]),
        )  # fmt: skip
    return table


def _name(home: Home, code: str) -> str:
    return areas(home.scope).name(code).removeprefix("Kabupaten ")


def _styled(state: str) -> str:
    return f"[{STYLES.get(state, 'default')}]{state}[/]"
