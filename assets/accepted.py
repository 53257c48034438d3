"""The second stage: rows judged. What is accepted, what is noted, which version counts, and which report stands."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.computing.freshness import JUDGED, counted
from assets.judging.judging import Judgement, judge_all
from assets.keys import ACCEPTED_ROWS, PROVINCE_ROWS, SUBMISSION_FILES, tables_of
from assets.partitions import PERIODS, told_by_period
from assets.past import past_of, submitted_of
from assets.receiving.filed_rows import submission_of
from assets.storage.archive import Archive
from assets.storage.provisions import corrections
from assets.storage.tables import CLOSINGS, DECISIONS, FILES, FINDINGS, GROUPS, REPORTS, TOTALS, VERSIONS, accepted
from assets.store import Store
from assets.told import telling
from schemas import periods as calendar
from schemas.corrections import describe_stale, stale_among
from schemas.forms import FORMS
from schemas.rules import EXPLAIN, FATAL, RULES, RULES_VERSION, SEVERITY_WORDS

CHECKS = {FATAL: "formulir_dikembalikan", EXPLAIN: "perlu_penjelasan"}
CORRECTIONS_HOLD = "koreksi_masih_berlaku"
WORST_AT_MOST = 20


@dg.asset(
    key=ACCEPTED_ROWS, partitions_def=PERIODS, deps=[SUBMISSION_FILES, PROVINCE_ROWS], group_name="rapor", kinds={"duckdb", "polars"},
    backfill_policy=dg.BackfillPolicy.single_run(), metadata=tables_of(ACCEPTED_ROWS),
    check_specs=[
        *(dg.AssetCheckSpec(name, asset=ACCEPTED_ROWS, description=SEVERITY_WORDS[s]) for s, name in CHECKS.items()),
        dg.AssetCheckSpec(CORRECTIONS_HOLD, asset=ACCEPTED_ROWS, description="Koreksi dinas masih menemukan nilai lamanya."),
    ],
)  # fmt: skip
@telling
def accepted_rows(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Iterator[dg.MaterializeResult]:
    """The typed rows that count, their catatan verifikasi, and what stands for each regency and form."""
    periods, received = list(context.partition_keys), store.warehouse.table(FILES)
    judgement = judge_periods(store, periods, received)
    expected = judgement.reports.filter(pl.col("expected"))
    shown = looked_at(received, periods)
    notes = judgement.findings if set(shown) <= set(periods) else store.warehouse.table(FINDINGS, period=shown)
    rows = pl.concat(frame.select("period") for frame in judgement.standing.values())
    numbers = {
        "rows": rows.group_by("period").len(), "findings": judgement.findings.group_by("period").len(),
        "coverage": expected.group_by("period").agg(pl.col("submission").is_not_null().mean().round(4)),
    }  # fmt: skip
    checks = [
        *(notes_check(notes, shown, severity, name) for severity, name in CHECKS.items()),
        corrections_check(stale_corrections(store, shown)),
    ]
    yield from told_by_period(context, numbers, judgement.reports, checks)


def judge_periods(store: Store, periods: list[str], received: pl.DataFrame | None = None) -> Judgement:
    """Judge every version of the periods, store what counts, and write new verdicts into the journal. `received`: FILE, of all periods."""
    warehouse = store.warehouse
    received = warehouse.table(FILES) if received is None else received
    files = received.filter(pl.col("period").is_in(periods) & pl.col("area_code").is_not_null())
    closed = {period: closing.seq for period, closing in store.closings.items()}
    with warehouse.transaction():
        warehouse.replace(DECISIONS, store.decisions)
    past = past_of(warehouse.table, periods, closed, real=bool((~counted(received)["sample"]).any()))
    judgement = judge_all(submitted_of(warehouse.table, files), past, periods, store.areas)
    _store(store, periods, judgement, closed)
    write_verdicts(store.archive, judgement.versions, files)
    store.mark(JUDGED, periods, received)
    return judgement


def _store(store: Store, periods: list[str], judgement: Judgement, closed: dict[str, int]) -> None:
    """Put the judgement in the place of what the tables held of the periods, in one transaction."""
    warehouse = store.warehouse
    with warehouse.transaction():
        for form in FORMS:
            warehouse.replace(accepted(form), judgement.standing[form], period=periods)
        warehouse.replace(TOTALS, judgement.totals, period=periods)
        warehouse.replace(REPORTS, judgement.reports, period=periods)
        warehouse.replace(GROUPS, judgement.groups, period=periods)
        warehouse.replace(FINDINGS, judgement.findings, period=periods)
        warehouse.replace(VERSIONS, judgement.versions, period=periods)
        warehouse.replace(CLOSINGS, pl.DataFrame(list(closed.items()), schema=CLOSINGS.columns, orient="row"))


def write_verdicts(archive: Archive, versions: pl.DataFrame, files: pl.DataFrame) -> None:
    """One line a form's version (VERSION), where it was not judged before or was judged otherwise. `files`: FILE of the submissions."""
    last = {(submission_of(line), line["form"]): line for line in archive.lines() if line["event"] == "judged"}
    in_order = versions.join(files.select("submission", "seq"), on="submission").sort("seq", "form")
    lines = []
    for row in in_order.iter_rows(named=True):
        facts = {
            "area_code": row["area_code"], "period": row["period"], "verdict": "accepted" if row["findings_fatal"] == 0 else "returned",
            "rows_accepted": row["rows_accepted"], "findings_fatal": row["findings_fatal"], "findings_explain": row["findings_explain"],
            "rules": RULES_VERSION,
        }  # fmt: skip
        before = last.get((row["submission"], row["form"]))
        own_id = {"submission": row["submission"]} if row["submission"] != row["sha256"] else {}
        if before is None or any(before.get(key) != value for key, value in facts.items()):
            lines.append({"sha256": row["sha256"], **own_id, "form": row["form"], **facts})
    archive.append_all("judged", lines)


def stale_corrections(store: Store, periods: list[str]) -> pl.DataFrame:
    """The province's corrections of these periods that changed nothing in the rows that stand."""
    wanted = corrections(store.warehouse.table, periods, {period: closing.seq for period, closing in store.closings.items()})
    if wanted.is_empty():
        return wanted
    rows = {form: store.warehouse.table(accepted(form), period=periods) for form in wanted["form"].unique()}
    return stale_among(rows, store.warehouse.table(FINDINGS, period=periods), wanted)


def corrections_check(stale: pl.DataFrame) -> dg.AssetCheckResult:
    """A stale correction is our own fault: an error to look at, which does not stop the night."""
    return dg.AssetCheckResult(
        check_name=CORRECTIONS_HOLD, passed=stale.is_empty(), severity=dg.AssetCheckSeverity.ERROR,
        metadata={"koreksi": dg.MetadataValue.md("\n\n".join(describe_stale(stale)))},
    )  # fmt: skip


def looked_at(files: pl.DataFrame, periods: list[str]) -> list[str]:
    """The periods that the checks are about: those of the run for which something was sent, else the last year that was reported.

    Dagster shows the newest evaluation alone, and a run may be of months for which nobody has sent anything.
    """
    reported = counted(files)["period"].unique().sort()
    of_run = [period for period in periods if period in reported]
    if of_run or reported.is_empty():
        return of_run or periods
    return [period for period in reported if period > calendar.shift(reported[-1], -12)]


def notes_check(notes: pl.DataFrame, periods: list[str], severity: str, name: str) -> dg.AssetCheckResult:
    """Catatan verifikasi of one severity as a check: a warning for a regency's data, never a failed run.

    A rule is told by its title: Dagster keeps what it is told, and the words of a note may quote a name.
    """
    titles = {code: rule.title for code, rule in RULES.items()}
    of_severity = notes.filter(pl.col("severity") == severity)
    worst = of_severity.group_by("area_code", "period", "form", "rule").agg(
        pl.len().alias("jumlah"), pl.col("file").first(), pl.col("cell").first()
    ).with_columns(
        judul=pl.col("rule").replace_strict(titles, default="", return_dtype=pl.String)
    ).sort("jumlah", "period", "area_code", "rule", descending=[True, False, False, False]).head(WORST_AT_MOST)  # fmt: skip
    columns = worst.columns
    lines = ["| " + " | ".join(str(value).replace("|", "/") for value in row) + " |" for row in worst.iter_rows()]
    table = "\n".join(["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), *lines])
    return dg.AssetCheckResult(
        check_name=name, passed=of_severity.is_empty(), severity=dg.AssetCheckSeverity.WARN,
        metadata={"periode": _span(periods), "catatan": of_severity.height, "terbanyak": dg.MetadataValue.md(table)},
    )  # fmt: skip


def _span(periods: list[str]) -> str:
    """`2025-01 sampai 2025-04`, or the one period."""
    return periods[0] if len(periods) == 1 else f"{periods[0]} sampai {periods[-1]}"
