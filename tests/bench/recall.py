"""Planted mistakes found, by kind, in 200 sample submissions, and the notes on clean ones: `python -m tests.bench.recall [FILES]`."""

import sys
import tempfile
import time
from pathlib import Path

from pipelines.sample import make_sample
from tests.recall import score, verdict_on, worst_of_clean

FILES, RATE = 200, 0.2
PERIODS = ("2024-12", "2026-05")


def chosen(folder: Path, files: int) -> list[str]:
    """The first so many workbooks, month by month, as they would have come."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))[:files]


def main(files: int = FILES) -> None:
    """Make, read, judge, compare, print."""
    with tempfile.TemporaryDirectory() as place:
        spoilt, clean = Path(place) / "spoilt", Path(place) / "clean"
        make_sample(spoilt, first=PERIODS[0], last=PERIODS[1], mistakes=RATE)
        names = chosen(spoilt, files)
        began = time.perf_counter()
        verdict = verdict_on(spoilt, names)
        print(f"{len(names)} submissions read, judged and compared in {time.perf_counter() - began:.1f} s")
        print(score(spoilt, verdict.findings).table())
        make_sample(clean, first=PERIODS[0], last=PERIODS[1])
        notes = worst_of_clean(verdict_on(clean, chosen(clean, files)))
        most = notes["count"].max() or 0
        print(f"clean submissions: at most {most} notes of severity explain or worse, on {notes.height} of {files} files")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
