"""How much a file may cost, and the refusal that names which limit was passed. Checked before anything is parsed."""

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
    """Raise LimitPassedError when there is more of something than its limit; `size` for bytes."""
    if count <= limit:
        return
    if size:
        raise LimitPassedError(f"{what} lebih dari {_mebibytes(limit)}", f"paling besar {_mebibytes(limit)}")
    raise LimitPassedError(f"lebih dari {grouped(limit)} {what}", f"paling banyak {grouped(limit)}")


def too_big(size: int, limits: Limits = LIMITS) -> Problem | None:
    """The limit that a file of this size passes, if it does."""
    if size <= limits.file_size:
        return None
    return passed(f"ukuran berkas {_mebibytes(size)}", f"paling besar {_mebibytes(limits.file_size)}")


def too_many_entries(data: bytes, limits: Limits = LIMITS) -> Problem | None:
    """The limit that a zip passes by the length of its directory, before anybody takes the directory for a list of entries."""
    count = data.count(_DIRECTORY_ENTRY) if data.startswith(b"PK") else 0
    if count <= limits.entries:
        return None
    return passed(f"{grouped(count)} bagian di dalam berkas", f"paling banyak {grouped(limits.entries)} bagian")


def zip_too_big(entries: list[zipfile.ZipInfo], size: int, limits: Limits = LIMITS) -> Problem | None:
    """The limit that a zip of `size` bytes with these entries passes, if it does."""
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        return passed(f"{len(entries)} bagian di dalam berkas", f"paling banyak {limits.entries} bagian")
    if expanded > limits.expanded:
        return passed(f"isi setelah dibuka {_mebibytes(expanded)}", f"paling besar {_mebibytes(limits.expanded)}")
    if expanded > limits.ratio_from and expanded > limits.ratio * size:
        return passed(f"isi setelah dibuka {expanded // size} kali ukuran berkas", f"paling banyak {limits.ratio} kali")
    return None


def passed(detail: str, allowed: str) -> Problem:
    """READING_LIMIT_EXCEEDED with the limit that was passed."""
    return Problem(READING_LIMIT_EXCEEDED.code, detail=detail, allowed=allowed)


def grouped(number: int) -> str:
    """A number as an Indonesian reader writes it: 10.000.000."""
    return f"{number:,}".replace(",", ".")


def _mebibytes(size: int) -> str:
    return f"{-(-size // MEBIBYTE)} MiB"
