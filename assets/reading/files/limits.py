"""How much a file may cost, and the refusal (V112) that names which limit was passed. Checked before anything is parsed.

What passes one is refused whole. A file is never read in part: the rows left out would be missing from a figure in silence.
"""

import zipfile
from dataclasses import dataclass

from assets.reading.model import Problem
from schemas.rules.of_files import READING_LIMIT_EXCEEDED

MEBIBYTE = 1 << 20
_DIRECTORY_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True)
class Limits:
    """What a file may cost. Sizes in bytes.

    `expanded` is what a zip's entries hold; `ratio` is that size over the file's own, looked at only above `ratio_from` because a
    small sheet of equal rows packs well without meaning harm. `part` bounds what is read whole (the list of sheets, styles), a
    row, and a text of one cell. `cells` counts those that hold a value, `used_range` all cells up to the farthest of them on one
    sheet, since a reader makes room for each. `text` is what the cells of all sheets say together: one long shared text can
    stand in every cell. `files` are the files of a zip that is no workbook.
    """

    # A register of 100,000 rows and 20 columns is 12 MB and 2 million cells; the largest real one has 277 rows.
    file_size: int = 50 * MEBIBYTE
    expanded: int = 512 * MEBIBYTE
    ratio: int = 250
    ratio_from: int = 64 * MEBIBYTE
    entries: int = 5_000
    sheets: int = 200
    cells: int = 5_000_000
    used_range: int = 10_000_000
    shared_strings: int = 3_000_000
    text: int = 256 * MEBIBYTE
    part: int = 16 * MEBIBYTE
    files: int = 100


LIMITS = Limits()


class LimitPassedError(Exception):
    """A file passed a limit while it was looked at; `problem` says which."""

    def __init__(self, detail: str, allowed: str) -> None:
        super().__init__(detail)
        self.problem = passed(detail, allowed)


def check_at_most(count: int, limit: int, what: str, *, size: bool = False) -> None:
    """Raise LimitPassedError when there is more of something than its limit.

    `what` is its Indonesian name (`sel berisi`); with `size`, `count` and `limit` are bytes and are told in MiB.
    """
    if count <= limit:
        return
    if size:
        raise LimitPassedError(f"{what} lebih dari {_mebibytes(limit)}", f"paling besar {_mebibytes(limit)}")
    raise LimitPassedError(f"lebih dari {with_points(limit)} {what}", f"paling banyak {with_points(limit)}")


def too_big(size: int, limits: Limits = LIMITS) -> Problem | None:
    """V112 for a file of more bytes than one may have; None for any other. Asked before the file is read into memory."""
    if size <= limits.file_size:
        return None
    return passed(f"ukuran berkas {_mebibytes(size)}", f"paling besar {_mebibytes(limits.file_size)}")


def too_many_entries(data: bytes, limits: Limits = LIMITS) -> Problem | None:
    """V112 for a zip whose directory is too long, before anybody makes a list of it: half a million entries for one part fit in 25 MB."""
    count = data.count(_DIRECTORY_ENTRY) if data.startswith(b"PK") else 0
    if count <= limits.entries:
        return None
    return passed(f"{with_points(count)} bagian di dalam berkas", f"paling banyak {with_points(limits.entries)} bagian")


def zip_too_big(entries: list[zipfile.ZipInfo], size: int, limits: Limits = LIMITS) -> Problem | None:
    """V112 for a zip of `size` bytes whose entries are too many, too large once inflated, or packed too hard; None for any other."""
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        return passed(f"{len(entries)} bagian di dalam berkas", f"paling banyak {limits.entries} bagian")
    if expanded > limits.expanded:
        return passed(f"isi setelah dibuka {_mebibytes(expanded)}", f"paling besar {_mebibytes(limits.expanded)}")
    if expanded > limits.ratio_from and expanded > limits.ratio * size:
        return passed(f"isi setelah dibuka {expanded // size} kali ukuran berkas", f"paling banyak {limits.ratio} kali")
    return None


def passed(detail: str, allowed: str) -> Problem:
    """V112: how the file is (`ukuran berkas 60 MiB`) and what is allowed (`paling besar 50 MiB`)."""
    return Problem(READING_LIMIT_EXCEEDED.code, detail=detail, allowed=allowed)


def with_points(number: int) -> str:
    """A whole number as an Indonesian reader writes it: 10.000.000, -1.500."""
    return f"{number:,}".replace(",", ".")


def _mebibytes(size: int) -> str:
    return f"{-(-size // MEBIBYTE)} MiB"
