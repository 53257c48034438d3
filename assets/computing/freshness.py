"""How far the figures of each period are: which have to be computed anew, since their inputs or the code differ from before.

Every stage says from which inputs it was made; a period is done when all say the current ones. A stage alone, started from Dagster's
pages, or a run that was killed between two stages, so never makes a period look done.
"""

import hashlib
from collections.abc import Iterable, Mapping

import polars as pl

from assets.storage.tables import PROCESSED
from assets.storage.warehouse import Warehouse
from schemas import periods as calendar
from schemas.forms import NO_PERIOD

JUDGED, RETURNED, EVALUATED, SCORED = STAGES = ("judged", "returned", "evaluated", "scored")
#: The stage that a stage takes its rows from.
BEFORE = {RETURNED: JUDGED, EVALUATED: JUDGED, SCORED: EVALUATED}
#: The fingerprint of a period that rests on nothing.
NOTHING = "nothing"
#: Period → a hash of everything that its figures rest on.
Fingerprints = Mapping[str, str]
#: The first and the last of some periods in a row.
Range = tuple[str, str]


def counted(files: pl.DataFrame) -> pl.DataFrame:
    """The files (FILE) whose figures count: reports that are identified, and samples only as long as there is nothing else."""
    identified = files.filter(
        pl.col("area_code").is_not_null() & pl.col("period").is_not_null() & (pl.col("period") != NO_PERIOD)
    )
    real = identified.filter(~pl.col("sample"))
    return real if real.height else identified


def fingerprints(
    files: pl.DataFrame,
    code: str,
    seals: Mapping[str, str] | None = None,
    through: str = "",
    closed: Mapping[str, int] | None = None,
) -> dict[str, str]:
    """The fingerprint of every period from the first that is reported to the last, or to `through` where that is later.

    `files`: FILE, of all periods. The submissions of a regency go into it in the order in which they came last: the newest is the one
    that counts. `code`: the version of what computes. `seals` maps a period to the hashes of its closing and of what the
    office decided on its files: these move what rests on the period. The province's own sheets move every period; one that is closed (the
    journal's line of its closing) by those alone that came before.
    """
    rows = counted(files).sort("area_code", "seq").select(
        "period", "submission", "file", pl.col("received").cast(pl.String), "reader"
    )  # fmt: skip
    if rows.is_empty():
        return {}
    last = max(str(rows["period"].max()), through)
    inputs: dict[str, list[str]] = {period: [] for period in calendar.between(str(rows["period"].min()), last)}
    for (period,), of_period in rows.group_by("period"):
        sealed = (seals or {}).get(str(period), "")
        digest = hashlib.sha256((of_period.write_csv() + sealed).encode()).hexdigest()
        for each in calendar.touched(str(period), last):
            inputs[each].append(digest)
    laid_down = _laid_down(provision_files(files), inputs, (seals or {}).get(NO_PERIOD, ""), closed or {})
    return {
        period: hashlib.sha256("|".join([code, laid_down[period], *sorted(parts)]).encode()).hexdigest()
        for period, parts in inputs.items()
    }


def _laid_down(sheets: pl.DataFrame, periods: Iterable[str], seal: str, closed: Mapping[str, int]) -> dict[str, str]:
    """Period → a hash of the province's own sheets (FILE) that hold for it."""
    now = digest_of(sheets, None, seal)
    return {period: digest_of(sheets, closed[period], "") if period in closed else now for period in periods}


def provision_files(files: pl.DataFrame) -> pl.DataFrame:
    """The files (FILE) that hold the province's own sheets, in the order in which they came."""
    return files.filter(pl.col("area_code").is_not_null() & (pl.col("period") == NO_PERIOD)).sort("seq")


def digest_of(sheets: pl.DataFrame, until: int | None, seal: str) -> str:
    """A hash of the province's own sheets (FILE), up to the journal's line `until` where there is one; empty for none. `seal`: the hash of
    what the office decided on them."""
    rows = sheets if until is None else sheets.filter(pl.col("seq") <= until)
    facts = rows.select("submission", "seq", "reader").write_csv()
    return hashlib.sha256((facts + seal).encode()).hexdigest() if rows.height else ""


def stale(wanted: Fingerprints, made_from: Mapping[str, str | None]) -> list[str]:
    """The periods to compute, in order; one that lost all its reports is among them, so that its figures go too.

    `made_from`: period → the fingerprint that its figures were made from, None when they are half made.
    """
    every = dict(wanted) | {period: NOTHING for period in made_from if period not in wanted}
    return sorted(period for period, fingerprint in every.items() if made_from.get(period) != fingerprint)


def period_ranges(periods: Iterable[str]) -> list[Range]:
    """The periods as ranges without a gap, in order: one run of Dagster computes a range."""
    joined: list[Range] = []
    for period in sorted(set(periods)):
        if joined and calendar.shift(joined[-1][1], 1) == period:
            joined[-1] = (joined[-1][0], period)
        else:
            joined.append((period, period))
    return joined


def waiting_periods(warehouse: Warehouse, wanted: Fingerprints) -> list[str]:
    """The periods whose figures were made from other inputs or by other code than the `wanted` ones, in order."""
    return stale(wanted, whole_chains(warehouse.table(PROCESSED)))


def whole_chains(processed: pl.DataFrame) -> dict[str, str | None]:
    """Period → what all of its stages were made from; None where they differ. `processed`: the table pipeline.processed."""
    alike = pl.all_horizontal(pl.col(stage) == pl.col(SCORED) for stage in STAGES).fill_null(False)
    return dict(processed.select("period", pl.when(alike).then(pl.col(SCORED))).iter_rows())


def mark(warehouse: Warehouse, stage: str, periods: Iterable[str], wanted: Fingerprints) -> None:
    """Say that a stage of these periods was made, from the current inputs if the stage before it was; call it when its rows are stored.

    A period is not marked as judged, or as evaluated, while one that it looks at, and that is no part of this run, is still to be so itself.
    """
    periods = list(periods)
    processed = warehouse.table(PROCESSED)
    current = pl.DataFrame(
        [(period, wanted.get(period, NOTHING)) for period in periods],
        schema={"period": pl.String, "now": pl.String},
        orient="row",
    )
    holds = pl.col(BEFORE[stage]) == pl.col("now") if stage in BEFORE else pl.lit(True)
    if stage in (JUDGED, EVALUATED):
        holds &= ~pl.col("period").is_in(_resting_on_stale(stage, processed, wanted, periods))
    rows = current.join(processed, on="period", how="left")
    with warehouse.transaction():
        warehouse.replace(PROCESSED, rows.with_columns(pl.when(holds).then("now").alias(stage)).drop("now"), period=periods)


def _resting_on_stale(stage: str, processed: pl.DataFrame, wanted: Fingerprints, periods: list[str]) -> list[str]:
    """Those of a run's periods that look at a period outside of the run of which the stage has itself still to be made from current inputs."""
    made = dict(processed.select("period", stage).iter_rows())
    behind = [period for period in wanted if period not in periods and made.get(period) != wanted[period]]
    return sorted({each for period in behind for each in calendar.touched(period, max(periods))} & set(periods))
