"""`rapor diff`: which figures differ between two releases, by how much and by which cause."""

import json
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from assets.publishing.revisions import ACHIEVEMENT, KEY, TITLES, VALUE
from assets.rebuilt.between_releases import Difference, NotComparableError, difference
from assets.storage.home import Home
from assets.storage.released import MANIFEST
from pipelines.commands.faults import WrongUsageError
from schemas.areas import areas
from schemas.formatting import amount, number, percent
from schemas.indicators import catalogue

#: So many lines are printed; the others are in the table `revisions` of the later release's kalteng.duckdb.
PRINTED_AT_MOST = 60


def release_folder(home: Home, name: str) -> Path:
    """The folder of a release, by its name or by its path. WrongUsageError when there is none."""
    for folder in (home.releases / name, Path(name)):
        if (folder / MANIFEST).is_file():
            return folder.resolve()
    raise WrongUsageError(f"Tidak ada rilis “{name}”: sebutkan nama folder di {home.releases}, latest, atau foldernya.")


def diff_releases(home: Home, one: str, other: str) -> tuple[Path, Path, Difference]:
    """The two releases in the order in which they were made, and what changed from the first to the second."""
    earlier, later = sorted((release_folder(home, name) for name in (one, other)), key=_made_at)
    try:
        return earlier, later, difference(home, earlier, later)
    except NotComparableError as refusal:
        raise WrongUsageError(str(refusal)) from refusal


def print_difference(console: Console, home: Home, earlier: Path, later: Path, found: Difference) -> None:
    """How many figures changed by each cause, and the first of them: the province's, then the regencies'."""
    rows = found.rows
    console.print(f"Dari rilis {earlier.name} ke {later.name}: {number(rows.height)} perubahan.", markup=False, soft_wrap=True)
    if found.why_unknown and rows.height:
        console.print(f"Sebabnya tidak dapat dicari: {found.why_unknown}.", markup=False, soft_wrap=True)
    if rows.is_empty():
        return
    if not found.why_unknown:
        for cause, title in TITLES.items():
            if count := rows.filter(pl.col("cause") == cause).height:
                console.print(f"  {title}: {number(count)}", markup=False)
    in_words = rows.filter(pl.col("before").is_not_null() & pl.col("after").is_not_null())
    ordered = in_words.sort(pl.col("area_code").str.contains(".", literal=True), *KEY, maintain_order=True)
    if ordered.height:
        console.print(_table(home, ordered.head(PRINTED_AT_MOST)))
    if (rest := rows.height - min(ordered.height, PRINTED_AT_MOST)) > 0:
        console.print(
            f"… dan {number(rest)} lainnya, termasuk yang semula kosong; semuanya pada tabel revisions.", soft_wrap=True
        )


def _table(home: Home, rows: pl.DataFrame) -> Table:
    """A line a figure."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for heading in ("Periode", "Wilayah", "Indikator"):
        table.add_column(heading)
    for heading in ("Semula", "Menjadi"):
        table.add_column(heading, justify="right")
    table.add_column("Sebab")
    known = areas(home.scope)
    for row in rows.iter_rows(named=True):
        indicator = catalogue().get(row["indicator"])
        what = " ".join(filter(None, (row["indicator"], "capaian" if row["measure"] == ACHIEVEMENT else "", row["segment"])))
        unit = indicator.unit if indicator and row["measure"] == VALUE else "%"
        worded = [percent(row[side]) if unit == "%" else amount(row[side], unit) for side in ("before", "after")]
        area = "Provinsi" if row["area_code"] == known.province else known.name(row["area_code"])
        table.add_row(row["period"], area, what, *worded, TITLES.get(row["cause"], "–"))
    return table


def _made_at(folder: Path) -> str:
    made_at: str = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["made_at"]
    return made_at
