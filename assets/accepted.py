"""The third stage: rows judged. What is accepted, what is noted, which version counts, and which report stands."""

from dataclasses import replace

import dagster as dg
import polars as pl

from assets.computing import pending
from assets.computing.progress import JUDGED, mark
from assets.judging.beside import beside, known, standing_rows
from assets.judging.explained import with_explanations
from assets.judging.standing import REFUSED, Standing, held_back, shortened, stand, version_rows, versions
from assets.partitions import PERIODS
from assets.receiving.rows import submission_of
from assets.storage.archive import Archive
from assets.storage.closings import in_force
from assets.storage.tables import (
    EXPLANATIONS,
    FILES,
    FINDINGS,
    LAYOUTS,
    PROBLEMS,
    REPORTED,
    REPORTS,
    TOTALS,
    VERSIONS,
    accepted,
    raw,
)
from assets.store import Store
from schemas import findings
from schemas import periods as calendar
from schemas.comparing import compare, totals
from schemas.corrections import corrections, stale_among, told_stale
from schemas.forms import FORMS
from schemas.judge import Submitted, Verdict, judge
from schemas.privacy import hidden
from schemas.rules import DISPUTED, EXPLAIN, FATAL, KEPT, RULES_VERSION, SEVERITY_WORDS, SHORTENED

CHECKS = {FATAL: "formulir_dikembalikan", EXPLAIN: "perlu_penjelasan"}
CORRECTIONS_HOLD = "koreksi_masih_berlaku"
WORST_AT_MOST = 20


@dg.asset(
    key=["accepted", "rows"], partitions_def=PERIODS, deps=[["raw", "rows"]], group_name="rapor", kinds={"duckdb", "polars"},
    backfill_policy=dg.BackfillPolicy.single_run(),
    check_specs=[
        *(dg.AssetCheckSpec(name, asset=["accepted", "rows"], description=SEVERITY_WORDS[s]) for s, name in CHECKS.items()),
        dg.AssetCheckSpec(CORRECTIONS_HOLD, asset=["accepted", "rows"], description="Koreksi dinas masih menemukan nilai lamanya."),
    ],
)  # fmt: skip
def accepted_rows(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """The typed rows that count, their catatan verifikasi, and what stands for each regency and form."""
    periods = list(context.partition_keys)
    verdict, standing = judge_periods(store, periods)
    reports = standing.reports.filter(pl.col("expected"))
    coverage = reports.select(pl.col("submission").is_not_null().mean()).item()
    shown = looked_at(store.warehouse.table(FILES), periods)
    notes = store.warehouse.table(FINDINGS, period=shown)
    return dg.MaterializeResult(
        metadata={
            "rows": sum(rows.height for rows in verdict.accepted.values()),
            "findings": verdict.findings.height,
            "coverage": coverage or 0.0,
        },
        check_results=[
            *(notes_check(notes, shown, severity, name) for severity, name in CHECKS.items()),
            corrections_check(stale_corrections(store, shown)),
        ],
    )


def _span(periods: list[str]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]} sampai {periods[-1]}"


def judge_periods(store: Store, periods: list[str]) -> tuple[Verdict, Standing]:
    """Judge every version of the periods, store what counts, and write new verdicts into the journal."""
    warehouse = store.warehouse
    files = warehouse.table(FILES, period=periods).filter(pl.col("area_code").is_not_null())
    reported = warehouse.table(REPORTED, submission=files["submission"])
    sent = submitted(store, files, reported)
    verdict = judge(sent, store.areas)
    closed = {period: closing.seq for period, closing in in_force(store.archive.lines()).items()}
    verdict = replace(
        verdict, findings=pl.concat([verdict.findings, _doubts(store, versions(files, reported, verdict, closed), files)])
    )
    standing = _standing(store, periods, files, versions(files, reported, verdict, closed))
    beside_them = beside(known(warehouse.table, periods), verdict, standing.reports)
    verdict = compare(sent, verdict, reported, beside_them, store.areas)
    notes = pl.concat([verdict.findings, _refusals(standing, files)])
    verdict = replace(verdict, findings=with_explanations(notes, warehouse.table(EXPLANATIONS, submission=files["submission"])))
    every = versions(files, reported, verdict, closed)
    _store(store, periods, verdict, standing, every)
    write_verdicts(store.archive, every)
    mark(store, JUDGED, periods)
    return verdict, standing


def _standing(store: Store, periods: list[str], files: pl.DataFrame, every: pl.DataFrame) -> Standing:
    """What stands: of the files that count, and not of what came after a closing."""
    counted = pending.counted(store.warehouse.table(FILES)).select("submission")
    counting = every.filter(~pl.col("late")).join(counted, on="submission", how="semi")
    attachments = files.filter("attachment").select("area_code", "period", "received")
    earlier = store.warehouse.table(REPORTS).filter(~pl.col("period").is_in(periods))
    return stand(periods, counting, attachments, earlier, store.areas)


def _store(store: Store, periods: list[str], verdict: Verdict, standing: Standing, every: pl.DataFrame) -> None:
    own = standing_rows(verdict, standing.reports)
    warehouse = store.warehouse
    with warehouse.transaction():
        for form in FORMS:
            warehouse.replace(accepted(form), own[form], period=periods)
        warehouse.replace(TOTALS, totals(own), period=periods)
        warehouse.replace(REPORTS, standing.reports, period=periods)
        warehouse.replace(FINDINGS, verdict.findings, period=periods)
        warehouse.replace(VERSIONS, version_rows(every), period=periods)


def submitted(store: Store, files: pl.DataFrame, reported: pl.DataFrame) -> Submitted:
    """Everything that was read from these files, as the judge takes it."""
    shas = files["submission"]
    return Submitted(
        files=files.select("submission", "file", "area_code", "period", "received"),
        rows={form: store.warehouse.table(raw(form), submission=shas) for form in FORMS},
        layouts=store.warehouse.table(LAYOUTS, submission=shas),
        problems=store.warehouse.table(PROBLEMS, submission=shas),
        conditions=reported.select("submission", "form", "condition"),
        corrections=corrections()
        .filter(pl.col("period").is_in(files["period"].implode()))
        .with_columns(hidden(pl.col("reason"))),
    )


def _refusals(standing: Standing, files: pl.DataFrame) -> pl.DataFrame:
    """The notes on reports of no change that stand for nothing."""
    blank = {name: pl.lit("") for name in findings.PROBLEM if name not in REFUSED}
    problems = standing.refused.with_columns(**blank).select(findings.PROBLEM.keys())
    return findings.of_problems(problems, files)


def _doubts(store: Store, every: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """The notes on versions beside what was accepted before: kept where the newer one is in dispute, or asked about where it is short."""
    noted = store.warehouse.table(PROBLEMS, submission=files["submission"]).filter(pl.col("rule") == DISPUTED)
    disputed = noted.group_by("submission", maintain_order=True).agg(pl.col("detail").str.join("; "))
    told = [held_back(every, disputed).with_columns(rule=pl.lit(KEPT)), shortened(every).with_columns(rule=pl.lit(SHORTENED))]
    problems = pl.concat(told, how="diagonal")
    blank = {name: pl.lit("") for name in findings.PROBLEM if name not in problems.columns}
    filled = problems.with_columns(pl.col(pl.String).fill_null(""), **blank)
    return findings.of_problems(filled.select(findings.PROBLEM.keys()), files)


def write_verdicts(archive: Archive, every: pl.DataFrame) -> None:
    """One line a form's version, where it was not judged before or was judged otherwise."""
    last = {(submission_of(line), line["form"]): line for line in archive.lines() if line["event"] == "judged"}
    for row in every.sort("seq", "form").iter_rows(named=True):
        facts = {
            "area_code": row["area_code"], "period": row["period"], "verdict": "accepted" if row["passed"] else "returned",
            "rows_accepted": row["rows_accepted"], "findings_fatal": row["findings_fatal"], "findings_explain": row["findings_explain"],
            "rules": RULES_VERSION,
        }  # fmt: skip
        before = last.get((row["submission"], row["form"]))
        own_id = {"submission": row["submission"]} if row["submission"] != row["sha256"] else {}
        if before is None or any(before.get(key) != value for key, value in facts.items()):
            archive.append("judged", sha256=row["sha256"], **own_id, form=row["form"], **facts)


def stale_corrections(store: Store, periods: list[str]) -> pl.DataFrame:
    """The province's corrections of these periods that changed nothing in the rows that stand."""
    rows = {form: store.warehouse.table(accepted(form), period=periods) for form in FORMS}
    return stale_among(
        rows, store.warehouse.table(FINDINGS, period=periods), corrections().filter(pl.col("period").is_in(periods))
    )


def corrections_check(stale: pl.DataFrame) -> dg.AssetCheckResult:
    """A stale correction is our own fault: an error to look at, which does not stop the night."""
    return dg.AssetCheckResult(
        check_name=CORRECTIONS_HOLD, passed=stale.is_empty(), severity=dg.AssetCheckSeverity.ERROR,
        metadata={"koreksi": dg.MetadataValue.md("\n\n".join(told_stale(stale)))},
    )  # fmt: skip


def looked_at(files: pl.DataFrame, periods: list[str]) -> list[str]:
    """The periods that the checks are about: those of the run for which something was sent, else the last year that was reported.

    Dagster shows the newest evaluation alone, and a night ends with the current month, for which nobody has sent anything yet.
    """
    reported = pending.counted(files)["period"].unique().sort()
    own = [period for period in periods if period in reported]
    if own or reported.is_empty():
        return own or periods
    return [period for period in reported if period > calendar.shift(reported[-1], -12)]


def notes_check(notes: pl.DataFrame, periods: list[str], severity: str, name: str) -> dg.AssetCheckResult:
    """Catatan verifikasi of one severity as a check: a warning for a regency's data, never a failed run."""
    own = notes.filter(pl.col("severity") == severity)
    worst = own.group_by("area_code", "period", "form", "rule").agg(
        pl.len().alias("jumlah"), pl.col("file").first(), pl.col("cell").first(), pl.col("message").first()
    ).sort("jumlah", "period", "area_code", "rule", descending=[True, False, False, False]).head(WORST_AT_MOST)  # fmt: skip
    columns = worst.columns
    lines = ["| " + " | ".join(str(value).replace("|", "/") for value in row) + " |" for row in worst.iter_rows()]
    table = "\n".join(["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), *lines])
    return dg.AssetCheckResult(
        check_name=name, passed=own.is_empty(), severity=dg.AssetCheckSeverity.WARN,
        metadata={"periode": _span(periods), "catatan": own.height, "terbanyak": dg.MetadataValue.md(table)},
    )  # fmt: skip
