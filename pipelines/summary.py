"""What a night prints: what was received and found, and where the page is."""

import polars as pl
from rich.console import Console
from rich.table import Table

from assets.home import Home
from pipelines.nights import Night
from schemas.states import CLOSED, RETURNED, VERIFIED


def print_night(console: Console, home: Home, night: Night) -> None:
    """A short table, a line a period, and the paths of the pages."""
    if night.release is None:
        console.print("Belum ada rilis.")
        return
    internal = night.release / "internal" / "data"
    submissions = pl.read_csv(internal / "submissions.csv", infer_schema=False)
    findings = pl.read_csv(internal / "findings.csv", infer_schema=False)
    console.print(f"Diterima malam ini: {night.received} berkas. Dihitung: {_ranges(night)}.")
    if submissions.height:
        console.print(_table(submissions, findings))
    console.print(f"Halaman: {night.release / 'publik' / 'index.html'}", soft_wrap=True)
    console.print(f"Untuk dinas dan kabupaten/kota: {night.release / 'internal' / 'index.html'}", soft_wrap=True)


def _ranges(night: Night) -> str:
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in night.computed) or "tidak ada"


def _table(submissions: pl.DataFrame, findings: pl.DataFrame) -> Table:
    table = Table(title="Berkas dan catatan verifikasi")
    table.add_column("Periode")
    for heading in ("Berkas", "Formulir", "Lolos", "Dikembalikan", "Wajib diperbaiki", "Perlu penjelasan", "Mohon dicek"):
        table.add_column(heading, justify="right")
    periods = submissions["period"].fill_null("").unique().sort()
    for period in periods:
        own = submissions.filter(pl.col("period").fill_null("") == period)
        notes = findings.filter(pl.col("period").fill_null("") == period)["severity"]
        counts = [
            own["sha256"].n_unique(), own["form"].count(), (own["state"].is_in([VERIFIED, CLOSED])).sum(), (own["state"] == RETURNED).sum(),
            *((notes == severity).sum() for severity in ("fatal", "explain", "warning")),
        ]  # fmt: skip
        table.add_row(period or "tidak dikenal", *(str(count) for count in counts))
    return table
