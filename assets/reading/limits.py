"""How much of a file is read, checked before anything is parsed."""

import zipfile
from dataclasses import dataclass

from assets.reading.model import Problem

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a file may cost. Sizes in bytes.

    `expanded` is what a zip's directory says that its entries hold; `ratio` is that size over the file's own, looked at only
    above `ratio_from` because a small sheet of equal rows packs well without meaning harm.
    """

    file_size: int = 50 * MEBIBYTE
    expanded: int = 512 * MEBIBYTE
    ratio: int = 250
    ratio_from: int = 64 * MEBIBYTE
    entries: int = 5_000


LIMITS = Limits()


def too_big(size: int, limits: Limits = LIMITS) -> Problem | None:
    """The limit that a file of this size passes, if it does."""
    if size <= limits.file_size:
        return None
    return passed(f"ukuran berkas {_mebibytes(size)}", f"paling besar {_mebibytes(limits.file_size)}")


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
    """V112 with the limit that was passed."""
    return Problem("V112", detail=detail, allowed=allowed)


def _mebibytes(size: int) -> str:
    return f"{-(-size // MEBIBYTE)} MiB"
