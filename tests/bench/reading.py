"""How long a large register takes to read, type and judge, beside the bare libraries on the same file. `make bench`.

Each candidate runs in a process of its own: its imports are done and a small file is read before the clock starts. Memory is the
peak over what the process held by then.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

ROWS, WARM_ROWS, WRONG_ROWS = 100_000, 50, 15_000
Candidate = Callable[[Path], object]


@dataclass(frozen=True)
class Measured:
    """The best of some runs in seconds, and the highest peak over the base in bytes."""

    seconds: float
    peak: int


def fastexcel_alone(path: Path) -> object:
    """Every sheet as text, the way that we ask for it."""
    import fastexcel

    book = fastexcel.read_excel(path.read_bytes())
    return [
        book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow_with_errors() for name in book.sheet_names
    ]


def read(path: Path) -> object:
    """Our reading: who, when, tables, rows, and everything that is looked at before."""
    from assets.reading.read import read_file

    return read_file(path, "62.02 2025-03.xlsx")


def read_and_judge(path: Path) -> object:
    """Our reading, then typing and judging every row."""
    from schemas.areas import areas
    from schemas.judge import judge

    return judge(_submitted(path), areas())


def judge_what_is_all_wrong(path: Path) -> object:
    """Fifteen thousand rows in which each of twenty cells is wrong: 300,000 findings, each with its words."""
    from schemas.areas import areas
    from schemas.judge import judge
    from tests.bench.wrong import all_wrong

    verdict = judge(all_wrong(WRONG_ROWS if path.stat().st_size > 1_000_000 else WARM_ROWS), areas())
    return verdict.findings.height


def openpyxl_alone(path: Path) -> object:
    """Every value of every sheet, read-only."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def _submitted(path: Path) -> object:
    """The file's reading as the judge takes it."""
    from assets.reading.read import read_file
    from assets.receiving import filed_rows

    name = "62.02 2025-03.xlsx"
    reading = read_file(path, name)
    receipt = {"sha256": "s1", "file": name, "seq": 1, "at": "2025-04-09T00:00:00.000000+00:00"}
    return filed_rows.tables([(receipt, None, reading)], "bench")


def measured(candidate: Candidate, path: Path, warm: Path, runs: int) -> Measured:
    """Run a candidate in a warm process of its own."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_measure, args=(there, candidate, path, warm, runs))
    process.start()
    there.close()
    seconds, peak = here.recv()
    process.join()
    return Measured(seconds, peak)


def _measure(pipe: Connection, candidate: Candidate, path: Path, warm: Path, runs: int) -> None:
    candidate(warm)
    base = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak of the imports
    times = []
    for _ in range(runs):
        begun = perf_counter()
        candidate(path)
        times.append(perf_counter() - begun)
    pipe.send((min(times), max(_status("VmHWM") - base, 0)))


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def candidates(*, slow: bool) -> Iterator[tuple[str, Candidate, int]]:
    """Name, what to run, and how often."""
    yield "fastexcel alone", fastexcel_alone, 3
    yield "read", read, 3
    yield "read, type and judge", read_and_judge, 3
    yield "judge 300,000 findings", judge_what_is_all_wrong, 2
    if slow:
        yield "openpyxl alone (read-only)", openpyxl_alone, 1


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--quick", action="store_true", help="without openpyxl, which takes half a minute")
    options = parser.parse_args()
    from tests.bench.register import COLUMNS, make_register

    folder = Path(tempfile.gettempdir()) / f"rapor-bench-{date.today():%Y}"
    folder.mkdir(exist_ok=True)
    path, warm = (make_register(folder / f"register-{rows}.xlsx", rows) for rows in (options.rows, WARM_ROWS))
    table = Table(
        title=f"{options.rows:,} rows × {len(COLUMNS)} columns, {path.stat().st_size / 1e6:.1f} MB; warm processes, best run"
    )
    for heading in ("", "seconds", "× fastexcel", "peak MiB over the base"):
        table.add_column(heading, justify="right" if heading else "left")
    first = None
    for name, candidate, runs in candidates(slow=not options.quick):
        measurement = measured(candidate, path, warm, runs)
        first = first or measurement.seconds
        table.add_row(
            name, f"{measurement.seconds:.2f}", f"{measurement.seconds / first:.2f}", f"{measurement.peak / 2**20:,.0f}"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
