"""What hostile files cost their reader, one fresh process each: `python -m tests.bench.hostile`."""

import sys
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.hostile import CASES, MEBIBYTE

SECONDS, MEMORY = 2.0, 64 * MEBIBYTE


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes above the base of reading a file once, the rules of its problems with their details, and the rows read."""

    seconds: float
    memory: int
    problems: list[tuple[str, str]]
    rows: int


def cost(path: Path) -> Cost:
    """Read a file in a process of its own that has read another one before."""
    context = get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_measured, args=(str(path), far))
    process.start()
    far.close()
    answer: Cost = near.recv()
    process.join()
    return answer


def _measured(path: str, pipe: Any) -> None:
    from assets.reading.read import read_file
    from tests.unit.reading_fixture import make_workbook

    with TemporaryDirectory() as folder:
        read_file(make_workbook(Path(folder)), "2025-04/62.02.xlsx")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    base, begun = _peak(), perf_counter()
    reading = read_file(Path(path), "2025-04/62.02.xlsx")
    seconds, memory = perf_counter() - begun, _peak() - base
    problems = [(problem.rule, problem.detail) for problem in reading.problems]
    pipe.send(Cost(seconds, memory, problems, sum(table.rows.height for table in reading.tables)))


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def main() -> int:
    """Print a line a case; 1 when one of them costs more than it may."""
    over = 0
    with TemporaryDirectory() as folder:
        for name, case in CASES.items():
            path = Path(folder) / "file"
            path.write_bytes(case.make(Path(folder)))
            costs = cost(path)
            over += costs.seconds > SECONDS or costs.memory > MEMORY
            words = "; ".join(f"{rule} {detail}".strip() for rule, detail in costs.problems) or f"{costs.rows} baris dibaca"
            print(
                f"{name:40} {path.stat().st_size / 1024:9.0f} KiB {costs.seconds:6.2f} s {costs.memory / MEBIBYTE:6.1f} MiB  {words[:120]}"
            )
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
