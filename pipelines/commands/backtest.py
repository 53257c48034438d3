"""`rapor rules backtest CODE`: what a rule would have noted over all history, and whom it would have sent back.

Judges what the latest release's database holds as text, with the rules as they are now; stores nothing.
"""

from dataclasses import dataclass

import polars as pl
from rich.console import Console
from rich.table import Table

from assets.computing.freshness import counted
from assets.judging.judging import judge_all
from assets.past import closings_of, past_of, submitted_of
from assets.storage.home import Home
from assets.storage.released import Released, open_latest
from assets.storage.tables import FILES
from schemas import periods as calendar
from schemas.areas import areas
from schemas.forms import EVERY_FORM
from schemas.rules import FATAL, RULES, SEVERITY_WORDS


@dataclass(frozen=True)
class Backtest:
    """`caught`: area_code, period, form, cells, of each form that the rule notes. `judged`: forms judged in all, by area."""

    caught: pl.DataFrame
    judged: pl.DataFrame


def backtest_rule(home: Home, code: str) -> Backtest | None:
    """Judge all history with the rules of today; None when there is no release yet."""
    with open_latest(home) as release:
        return _over(release, home, code) if release.connection else None


def _over(release: Released, home: Home, code: str) -> Backtest:
    """The backtest on the database of a release; `code` is the rule's."""
    received = release.table(FILES)
    files = received.filter(pl.col("area_code").is_not_null() & pl.col("period").is_not_null())
    submitted = submitted_of(release.table, files, EVERY_FORM)
    periods = files["period"].unique().sort().to_list()
    past = past_of(release.table, periods, closings_of(release.table), real=bool((~counted(received)["sample"]).any()))
    notes = judge_all(submitted, past, periods, areas(home.scope)).findings.filter(pl.col("rule") == code)
    caught = notes.group_by("area_code", "period", "form").agg(cells=pl.len()).sort("period", "area_code", "form")
    of_files = submitted.forms.join(files.select("submission", "area_code"), on="submission")
    return Backtest(caught, of_files.group_by("area_code").agg(forms=pl.len()).sort("area_code"))


def print_backtest(console: Console, home: Home, code: str, tested: Backtest) -> None:
    """A line a regency: forms noted of those judged, cells, and the periods; then what it would mean to send them back."""
    rule = RULES[code]
    console.print(f"{code} · {rule.title} · {SEVERITY_WORDS[rule.severity]}")
    table = Table()
    for heading in ("Kabupaten/kota", "Formulir kena", "dari", "Catatan", "Periode"):
        table.add_column(heading, justify="left" if heading in ("Kabupaten/kota", "Periode") else "right")
    for area, forms in tested.judged.iter_rows():
        of_area = tested.caught.filter(pl.col("area_code") == area)
        months = ", ".join(calendar.title(period) if period else "ketentuan" for period in of_area["period"].unique().sort())
        table.add_row(areas(home.scope).name(area), str(of_area.height), str(forms), str(of_area["cells"].sum()), months or "–")
    console.print(table)
    blocked = f"{tested.caught.height} formulir dari {tested.caught['area_code'].n_unique()} kabupaten/kota"
    would = (
        "dikembalikan karena aturan ini"
        if rule.severity == FATAL
        else "akan dikembalikan bila aturan ini menjadi Wajib diperbaiki"
    )
    console.print(f"{blocked} {would}; {int(tested.judged['forms'].sum() or 0)} formulir diperiksa.")
