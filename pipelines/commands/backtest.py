"""`rapor rules backtest CODE`: what a rule would have noted over all history, and whom it would have sent back.

Judges what the latest release's database holds as text, with the rules as they are now; stores nothing.
"""

from dataclasses import dataclass

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from assets.judging.beside import beside, known, of_release
from assets.storage.home import Home
from assets.storage.tables import FILES, LAYOUTS, PROBLEMS, REPORTED, REPORTS, raw
from pipelines.commands.latest_release import open_latest
from schemas import periods as calendar
from schemas.areas import areas
from schemas.comparing import compare
from schemas.forms import FORMS
from schemas.judge import Submitted, judge
from schemas.rules import FATAL, RULES, SEVERITY_WORDS


@dataclass(frozen=True)
class Backtest:
    """`caught`: area_code, period, form, cells, of each form that the rule notes. `judged`: forms judged in all, by area."""

    caught: pl.DataFrame
    judged: pl.DataFrame


def backtest(home: Home, code: str) -> Backtest | None:
    """Judge all history with the rules of today; None when there is no release yet."""
    with open_latest(home) as release:
        return _over(release, home, code) if release else None


def _over(release: duckdb.DuckDBPyConnection, home: Home, code: str) -> Backtest:
    read = of_release(release)
    files = read(FILES).filter(pl.col("area_code").is_not_null() & pl.col("period").is_not_null())
    reported = read(REPORTED).join(files.select("submission"), on="submission", how="semi")
    sent = Submitted(
        files=files.select("submission", "file", "area_code", "period", "received"),
        rows={form: read(raw(form)) for form in FORMS},
        layouts=read(LAYOUTS),
        problems=read(PROBLEMS).join(files.select("submission"), on="submission", how="semi"),
        conditions=reported.select("submission", "form", "condition"),
    )
    verdict = judge(sent, areas(home.scope))
    history = beside(known(read, files["period"].unique()), verdict, read(REPORTS))
    notes = compare(sent, verdict, reported, history, areas(home.scope)).findings.filter(pl.col("rule") == code)
    caught = notes.group_by("area_code", "period", "form").agg(cells=pl.len()).sort("period", "area_code", "form")
    judged = reported.join(files.select("submission", "area_code"), on="submission").group_by("area_code").agg(forms=pl.len())
    return Backtest(caught, judged.sort("area_code"))


def print_backtest(console: Console, home: Home, code: str, found: Backtest) -> None:
    """A line a regency: forms noted of those judged, cells, and the periods; then what it would mean to send them back."""
    rule = RULES[code]
    console.print(f"{code} · {rule.title} · {SEVERITY_WORDS[rule.severity]}")
    table = Table()
    for heading in ("Kabupaten/kota", "Formulir kena", "dari", "Catatan", "Periode"):
        table.add_column(heading, justify="left" if heading in ("Kabupaten/kota", "Periode") else "right")
    for area, forms in found.judged.iter_rows():
        own = found.caught.filter(pl.col("area_code") == area)
        months = ", ".join(calendar.title(period) for period in own["period"].unique().sort())
        table.add_row(areas(home.scope).name(area), str(own.height), str(forms), str(own["cells"].sum()), months or "–")
    console.print(table)
    blocked = f"{found.caught.height} formulir dari {found.caught['area_code'].n_unique()} kabupaten/kota"
    would = (
        "dikembalikan karena aturan ini"
        if rule.severity == FATAL
        else "akan dikembalikan bila aturan ini menjadi Wajib diperbaiki"
    )
    console.print(f"{blocked} {would}; {int(found.judged['forms'].sum() or 0)} formulir diperiksa.")
