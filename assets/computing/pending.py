"""Which periods have to be computed anew: those whose inputs, or whose code, differ from what they were last computed from."""

import hashlib
from collections.abc import Iterable, Mapping

import polars as pl

from schemas import periods as calendar

NOTHING = "nothing"


def counted(files: pl.DataFrame) -> pl.DataFrame:
    """The files whose figures count: identified ones, and samples only as long as there is nothing else."""
    identified = files.filter(pl.col("area_code").is_not_null() & pl.col("period").is_not_null())
    real = identified.filter(~pl.col("sample"))
    return real if real.height else identified


def fingerprints(files: pl.DataFrame, code: str, closed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Period → a hash of everything that its figures rest on, for every period from the first to the last that is reported.

    The submissions of a regency go into it in the order in which they came last: the newest is the one that counts.

    `closed` maps a closed period to the hash of its closing: closing and reopening move what rests on the period.
    """
    rows = counted(files).sort("area_code", "seq").select(
        "period", "submission", "file", pl.col("received").cast(pl.String), "reader"
    )  # fmt: skip
    if rows.is_empty():
        return {}
    last = str(rows["period"].max())
    inputs: dict[str, list[str]] = {period: [] for period in calendar.between(str(rows["period"].min()), last)}
    for (period,), own in rows.group_by("period"):
        sealed = (closed or {}).get(str(period), "")
        digest = hashlib.sha256((own.write_csv() + sealed).encode()).hexdigest()
        for each in calendar.touched(str(period), last):
            inputs[each].append(digest)
    return {period: hashlib.sha256("|".join([code, *sorted(parts)]).encode()).hexdigest() for period, parts in inputs.items()}


def pending(wanted: Mapping[str, str], done: Mapping[str, str | None]) -> list[str]:
    """The periods to compute, in order; one that lost all its reports is among them, so that its figures go too.

    `wanted`: `fingerprints`; `done`: period → the fingerprint that its figures were made from, None when they are half made.
    """
    every = dict(wanted) | {period: NOTHING for period in done if period not in wanted}
    return sorted(period for period, fingerprint in every.items() if done.get(period) != fingerprint)


def ranges(periods: Iterable[str]) -> list[tuple[str, str]]:
    """Periods as contiguous ranges (first, last), in order."""
    found: list[tuple[str, str]] = []
    for period in sorted(set(periods)):
        if found and calendar.shift(found[-1][1], 1) == period:
            found[-1] = (found[-1][0], period)
        else:
            found.append((period, period))
    return found
