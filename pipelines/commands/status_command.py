"""`rapor status`: who sent what for a period, its state and its history, and what could not be placed; read from the latest release,
never the warehouse.
"""

from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assets.storage.home import Home
from assets.storage.publications import latest
from assets.storage.released import ANALYSTS, open_latest
from assets.storage.tables import FILES, PROBLEMS
from schemas import periods as calendar
from schemas.areas import areas
from schemas.formatting import number
from schemas.forms import FORM_ORDER, FORMS
from schemas.rules import FATAL, RULES
from schemas.states import CLOSED, LATE, MISSING, RECEIVED, RETURNED, SUPERSEDED, VERIFIED

#: So many files that could not be placed are named.
UNPLACED_AT_MOST = 20
TO_PLACE = (
    "Yang dapat dilakukan: satu baris berkas, kode_wilayah, periode pada penerimaan.csv di kotak masuk; malam berikutnya menempatkannya. Atau "
    "minta pengirim melengkapi lembar Sampul lalu mengirim kembali."
)
STYLES = {
    VERIFIED: "green", CLOSED: "green", RETURNED: "red", MISSING: "yellow", RECEIVED: "cyan", LATE: "magenta", SUPERSEDED: "dim",
}  # fmt: skip


def reports(home: Home, period: str | None) -> tuple[str | None, pl.DataFrame, pl.DataFrame]:
    """The period (the last one with an accepted report when None is given), its reports, and every version of its forms."""
    release = latest(home.releases)
    if release is None:
        return None, pl.DataFrame(), pl.DataFrame()
    with duckdb.connect(str(release / ANALYSTS), read_only=True) as analysts:
        newest = analysts.sql(
            "SELECT max(period) FROM accepted.reports WHERE submission IS NOT NULL AND source_period = period"
        ).fetchone()
        chosen = period or (newest[0] if newest else None)
        if chosen is None:
            return None, pl.DataFrame(), pl.DataFrame()
        of_period = analysts.sql(
            "FROM accepted.reports WHERE period = $period ORDER BY area_code, form", params={"period": chosen}
        ).pl()
        versions = analysts.sql(
            "FROM submissions.versions WHERE period = $period ORDER BY area_code, form, version", params={"period": chosen}
        ).pl()
    return chosen, of_period, versions


def print_status(console: Console, home: Home, period: str | None) -> None:
    """What stands of each regency, then the versions of those forms that came more than once, then the files that could not be placed."""
    if home.is_empty:
        console.print(
            f"Belum ada apa pun di {home.folder}; periksa RAPOR_HOME bila seharusnya ada.", soft_wrap=True, highlight=False
        )
        return
    _print_reports(console, home, period)
    for line in unplaced_lines(home, period):
        console.print(line, soft_wrap=True, highlight=False)


def _print_reports(console: Console, home: Home, period: str | None) -> None:
    """What stands of a period, and its versions."""
    chosen, standing, versions = reports(home, period)
    if chosen is None or standing.is_empty():
        console.print("Belum ada laporan." if period is None else f"Belum ada laporan periode {period}.")
        return
    console.print(f"Periode {calendar.title(chosen)}, jatuh tempo {calendar.long_date(calendar.due_date(chosen))}")
    console.print(_states(home, standing.filter(pl.col("due") | pl.col("received"))))
    story = versions.filter(pl.len().over("area_code", "form") > 1) if versions.height else versions
    if story.height:
        console.print("\n[bold]Riwayat versi[/]")
        for line in _story(home, story):
            console.print(line, soft_wrap=True, highlight=False)


def _states(home: Home, standing: pl.DataFrame) -> Table:
    """A line for the forms of a regency that stand alike: with the same state, on the same day."""
    late = (pl.col("received") & pl.col("due") & ~pl.col("on_time").fill_null(value=True)).fill_null(value=False)
    lines = (
        standing.with_columns(late=late)
        .sort("area_code", FORM_ORDER)
        .group_by("area_code", "state", "received_at", "late", maintain_order=True)
        .agg("form")
    )
    due = dict(standing.group_by("area_code").len().iter_rows())
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for heading in ("Kabupaten/kota", "Status", "Diterima", "Formulir"):
        table.add_column(heading)
    before = ""
    for row in lines.iter_rows(named=True):
        area, forms = row["area_code"], row["form"]
        whole = len(forms) == due[area] and len(forms) > 1
        form_titles = f"semua ({len(forms)})" if whole else ", ".join(FORMS[form].title for form in forms)
        table.add_row(_short_name(home, area) if area != before else "", _styled(row["state"]), _day_received(row), form_titles)
        before = area
    return table


def _day_received(row: dict[str, Any]) -> str:
    """The day on which a report came, and whether that was too late; the dash where none came."""
    day = calendar.long_date(row["received_at"]) if row["received_at"] else "–"
    return f"{day}, terlambat" if row["late"] else day


def _story(home: Home, versions: pl.DataFrame) -> Iterator[str]:
    """Two lines for the forms that came in one file and stand alike, under the name of their regency."""
    alike = ["area_code", "version", "file", "received_at", "state"]
    lines = (
        versions.sort("area_code", "version", FORM_ORDER)
        .group_by(alike, maintain_order=True)
        .agg("form", pl.col("findings_fatal", "findings_explain").sum())
    )
    before = ""
    for row in lines.iter_rows(named=True):
        if row["area_code"] != before:
            before = row["area_code"]
            yield _short_name(home, before)
        asked = f"{row['findings_fatal']} wajib diperbaiki, {row['findings_explain']} perlu penjelasan"
        yield f"  {row['version']}. {_styled(row['state'])}, diterima {calendar.long_date(row['received_at'])}: {asked}"
        yield f"     {escape(row['file'])} ({', '.join(FORMS[form].title for form in row['form'])})"


def unplaced_lines(home: Home, period: str | None) -> Iterator[str]:
    """The files whose regency or period nobody knows, the newest first, each with the reason, then what to do; nothing without any.

    Of a period that is asked for those that may be of it.
    """
    with open_latest(home) as release:
        files = release.table(FILES).filter(pl.col("area_code").is_null() | pl.col("period").is_null())
        if period:
            files = files.filter(pl.col("period").is_null() | (pl.col("period") == period))
        files = files.sort("seq", descending=True)
        problems = release.table(PROBLEMS, submission=files["submission"])
    if files.is_empty():
        return
    reasons = problems.rows_by_key("submission", named=True)
    yield f"\n[bold]Belum dapat ditempatkan: {number(files.height)} berkas[/]"
    for file in files.head(UNPLACED_AT_MOST).iter_rows(named=True):
        yield f"  {escape(file['file'])}, diterima {calendar.long_date(file['received'])}"
        yield f"     {escape(_reason(reasons[file['submission']]))}"
    if files.height > UNPLACED_AT_MOST:
        yield f"  … dan {number(files.height - UNPLACED_AT_MOST)} berkas yang lebih lama"
    yield f"[dim]{escape(TO_PLACE)}[/]"


def _reason(problems: list[dict[str, Any]]) -> str:
    """Why a file could not be placed, from its problems (PROBLEM): what returns it, else all that was told of it."""
    fatal = [problem for problem in problems if RULES[problem["rule"]].severity == FATAL]
    words = [(RULES[problem["rule"]].title, problem["detail"] or problem["value"]) for problem in fatal or problems]
    return "; ".join(dict.fromkeys(f"{title} ({why})" if why else title for title, why in words))


def _short_name(home: Home, code: str) -> str:
    """The name of an area without `Kabupaten`."""
    return areas(home.scope).name(code).removeprefix("Kabupaten ")


def _styled(state: str) -> str:
    """A state in its colour."""
    return f"[{STYLES.get(state, 'default')}]{state}[/]"
