"""What it costs to return a sheet of which every cell is wrong, beside openpyxl doing the colouring alone.

Run `python -m tests.bench.returning`. Each measurement is a process of its own; memory is the peak over what the process held
when findings and file were ready.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter

from schemas.cell_names import column_letter
from schemas.findings import FINDING
from schemas.forms import FORMS

ROWS, COLUMNS, HEADER = 15_000, 20, 3
COUNTS = [column.id for column in FORMS["register"].columns][:COLUMNS]


def make_file(path: Path, rows: int) -> None:
    """A register of so many rows in which no cell holds what it should."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        style = book.add_format({"border": 1})
        sheet = book.add_worksheet("Daftar Koperasi")
        for column, name in enumerate(COUNTS):
            sheet.write_string(HEADER - 1, column, name)
        for row in range(HEADER, HEADER + rows):
            for column in range(COLUMNS):
                sheet.write_string(row, column, f"salah {row % 977} {column}", style)


def make_findings(rows: int) -> pl.DataFrame:
    """A finding on every cell of `make_file`."""
    lines = pl.DataFrame({"row": range(HEADER + 1, HEADER + 1 + rows)}, schema={"row": pl.Int32})
    columns = pl.DataFrame(
        {"column": COUNTS, "letter": [column_letter(place) for place in range(COLUMNS)], "place": range(COLUMNS)}
    )
    value = pl.format("salah {} {}", (pl.col("row") - 1) % 977, "place")
    told = (
        "“{}” berisi “{}”, yang tidak dapat dibaca sebagai angka. Yang diperbolehkan: bilangan bulat mulai dari 0. Contoh: 125."
    )
    return lines.join(columns, how="cross").select(
        submission=pl.lit("s1"), file=pl.lit("x.xlsx"), area_code=pl.lit("62.02"), period=pl.lit("2025-03"), form=pl.lit("register"),
        sheet=pl.lit("Daftar Koperasi"), cell=pl.format("{}{}", "letter", "row"), column="column", row="row", rule=pl.lit("V202"),
        severity=pl.lit("explain"), value=value, message=pl.format(told, "column", value), group=pl.lit(""), explanation=None,
    ).select(*FINDING).cast(pl.Schema(FINDING))  # fmt: skip


def measured(way: str, rows: int, folder: Path) -> tuple[float, float]:
    """Seconds, and MiB over the base, in this process."""
    from assets.judging.groups import grouping
    from assets.returning.letter import Letter
    from assets.returning.returned_workbook import return_workbook

    path = folder / f"{rows}.xlsx"
    findings, data = make_findings(rows), path.read_bytes()
    base, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    if way == "openpyxl":
        colour_with_openpyxl(path, findings, folder / "openpyxl.xlsx")
    else:
        letter_ = Letter("Kabupaten Kotawaringin Timur", "2025-03", date(2025, 4, 9), date(2025, 4, 14))
        print(return_workbook(data, grouping(findings), letter_, folder / "kembali.xlsx"), file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return time.perf_counter() - start, (peak - base) / 1024


def colour_with_openpyxl(path: Path, findings: pl.DataFrame, target: Path) -> None:
    """Load, colour, save: no notes, no table, and every cached value of a formula lost."""
    from openpyxl import load_workbook
    from openpyxl.styles import PatternFill

    book = load_workbook(path)
    fill = PatternFill("solid", fgColor="FFFFE2A0")
    for cell in findings["cell"]:
        book["Daftar Koperasi"][cell].fill = fill
    book.save(target)


def main() -> None:
    """Print the table of measurements."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--way")
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--folder", type=Path)
    chosen = arguments.parse_args()
    if chosen.way:
        print(*measured(chosen.way, chosen.rows, chosen.folder))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        print(f"{'cara':<10} {'sel salah':>10} {'detik':>8} {'MiB di atas dasar':>18} {'berkas MiB':>11}")
        for way, rows, result in (("openpyxl", 1_500, "openpyxl"), ("kami", 1_500, "kembali"), ("kami", ROWS, "kembali")):
            make_file(folder / f"{rows}.xlsx", rows)
            command = [sys.executable, "-m", "tests.bench.returning", "--way", way, "--rows", str(rows), "--folder", made]
            seconds, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            size = (folder / f"{result}.xlsx").stat().st_size / (1 << 20)
            print(f"{way:<10} {rows * COLUMNS:>10} {float(seconds):>8.2f} {float(memory):>18.0f} {size:>11.1f}")


if __name__ == "__main__":
    main()
