"""What became of files: read by the same worker processes as at night, then judged, many at a time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from assets.reading.model import Reading
from assets.reading.workers import Readers, ReadJob
from assets.receiving import filed_rows
from assets.storage.journal import Line
from schemas.areas import areas
from schemas.judge import Submitted, Verdict, judge

JUDGED_AT_ONCE = 50
_GIVEN_UP = ("terhenti", "lebih dari 20 detik")


def _receipt(number: int) -> Line:
    return {"sha256": f"s{number}", "file": f"2025-04/{number}.xlsx", "seq": number, "at": "2025-05-09T00:00:00+07:00"}


def submitted(readings: list[Reading]) -> Submitted:
    """Readings as the judge takes them; their submissions are s0, s1, …"""
    return filed_rows.tables([(_receipt(i), None, reading) for i, reading in enumerate(readings)], "")


def judged(*readings: Reading) -> Verdict:
    """The verdict on some readings."""
    return judge(submitted(list(readings)), areas())


def values(verdict: Verdict, form: str = "register", number: int = 0) -> pl.DataFrame:
    """The accepted rows of a form of one submission without their addresses, in an order of their own."""
    rows = verdict.accepted[form].filter(pl.col("submission") == f"s{number}").drop("submission", "sheet", "row")
    return rows.sort(rows.columns)


class Fuzz:
    """Files given to the readers one after another, and what they came to."""

    def __init__(self, folder: Path, readers: Readers) -> None:
        self.counts: Counter[str] = Counter()
        self._folder, self._readers = folder, readers
        self._waiting: list[Reading] = []

    def read(self, data: bytes, name: str = "2025-04/62.02.xlsx") -> None:
        """Read a file; AssertionError when it hung or killed its reader, or when one of the last fifty came to nothing."""
        path = self._folder / "file"
        path.write_bytes(data)
        ((_, reading),) = self._readers.read([ReadJob(path, name)])
        details = [problem.detail for problem in reading.problems]
        assert not any(word in detail for detail in details for word in _GIVEN_UP), details
        self.counts["files"] += 1
        self.counts["out of memory"] += any("memori" in detail for detail in details)
        self._waiting.append(reading)
        if len(self._waiting) >= JUDGED_AT_ONCE:
            self.judge()

    def judge(self) -> None:
        """Judge what was read; every file must have rows that were accepted, or findings, or a Keadaan Formulir."""
        readings, self._waiting = self._waiting, []
        verdict = judged(*readings)
        rows = pl.concat([frame.select("submission") for frame in verdict.accepted.values()])
        accepted, told = set(rows["submission"]), set(verdict.findings["submission"])
        for number, reading in enumerate(readings):
            assert f"s{number}" in accepted | told or reading.conditions, f"lost: {reading}"
        self.counts["accepted in part or whole"] += len(accepted)
        self.counts["returned"] += len(readings) - len(accepted)
        self.counts["accepted rows"] += rows.height
        self.counts["findings"] += verdict.findings.height


@contextmanager
def fuzzing() -> Iterator[Fuzz]:
    """A folder and a kept reader; what was read is judged at the end."""
    with TemporaryDirectory() as folder, Readers(workers=1) as readers:
        fuzz = Fuzz(Path(folder), readers)
        yield fuzz
        fuzz.judge()
