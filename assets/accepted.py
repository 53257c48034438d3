"""The third stage: rows judged. What is accepted, what is noted, which version counts, and which report stands."""

import dagster as dg
import polars as pl

from assets import pending
from assets.archive import Archive
from assets.closing import in_force
from assets.home import Store
from assets.partitions import PERIODS
from assets.standing import Standing, stand, version_rows, versions
from assets.tables import FILES, FINDINGS, LAYOUTS, PROBLEMS, REPORTED, REPORTS, VERSIONS, accepted, raw
from schemas import findings
from schemas.forms import FORMS
from schemas.judge import Submitted, Verdict, judge
from schemas.rules import EXPLAIN, FATAL, RULES_VERSION, SEVERITY_WORDS

CHECKS = {FATAL: "formulir_dikembalikan", EXPLAIN: "perlu_penjelasan"}
WORST_AT_MOST = 20


@dg.asset(
    key=["accepted", "rows"], partitions_def=PERIODS, deps=[["raw", "rows"]], group_name="rapor", kinds={"duckdb", "polars"},
    backfill_policy=dg.BackfillPolicy.single_run(),
    check_specs=[dg.AssetCheckSpec(name, asset=["accepted", "rows"], description=SEVERITY_WORDS[s]) for s, name in CHECKS.items()],
)  # fmt: skip
def accepted_rows(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """The typed rows that count, their catatan verifikasi, and what stands for each regency and form."""
    periods = list(context.partition_keys)
    verdict, standing = judge_periods(store, periods)
    reports = standing.reports.filter(pl.col("expected"))
    coverage = reports.select(pl.col("submission").is_not_null().mean()).item()
    return dg.MaterializeResult(
        metadata={
            "rows": sum(rows.height for rows in verdict.accepted.values()),
            "findings": verdict.findings.height,
            "coverage": coverage or 0.0,
        },
        check_results=[notes_check(verdict.findings, severity, name) for severity, name in CHECKS.items()],
    )


def judge_periods(store: Store, periods: list[str]) -> tuple[Verdict, Standing]:
    """Judge every version of the periods, store what counts, and write new verdicts into the journal."""
    warehouse = store.warehouse
    files = warehouse.table(FILES, period=periods).filter(pl.col("area_code").is_not_null())
    reported = warehouse.table(REPORTED, submission=files["submission"])
    verdict = judge(submitted(store, files, reported), store.areas)
    closed = in_force(store.archive.lines())
    every = versions(files, reported, verdict, {period: closing.seq for period, closing in closed.items()})
    counting = every.filter(~pl.col("late")).join(
        pending.counted(warehouse.table(FILES)).select("submission"), on="submission", how="semi"
    )
    attachments = files.filter("attachment").select("area_code", "period", "received")
    earlier = warehouse.table(REPORTS).filter(~pl.col("period").is_in(periods))
    standing = stand(periods, counting, attachments, earlier, store.areas)
    notes = pl.concat([verdict.findings, _refusals(standing, files)])
    with warehouse.transaction():
        for form in FORMS:
            own = standing.reports.filter((pl.col("form") == form) & (pl.col("source_period") == pl.col("period")))
            rows = verdict.accepted[form].join(own.select("submission", "period"), on=["submission", "period"], how="semi")
            warehouse.replace(accepted(form), rows, period=periods)
        warehouse.replace(REPORTS, standing.reports, period=periods)
        warehouse.replace(FINDINGS, notes, period=periods)
        warehouse.replace(VERSIONS, version_rows(every), period=periods)
    write_verdicts(store.archive, every)
    return Verdict(verdict.accepted, notes, verdict.returned), standing


def submitted(store: Store, files: pl.DataFrame, reported: pl.DataFrame) -> Submitted:
    """Everything that was read from these files, as the judge takes it."""
    shas = files["submission"]
    return Submitted(
        files=files.select("submission", "file", "area_code", "period", "received"),
        rows={form: store.warehouse.table(raw(form), submission=shas) for form in FORMS},
        layouts=store.warehouse.table(LAYOUTS, submission=shas),
        problems=store.warehouse.table(PROBLEMS, submission=shas),
        conditions=reported.select("submission", "form", "condition"),
    )


def _refusals(standing: Standing, files: pl.DataFrame) -> pl.DataFrame:
    """The notes on reports of no change that cannot be carried forward."""
    blank = {name: pl.lit("") for name in findings.PROBLEM if name not in ("submission", "form", "rule")}
    problems = standing.too_often.with_columns(**blank).select(findings.PROBLEM.keys())
    return findings.of_problems(problems, files)


def write_verdicts(archive: Archive, every: pl.DataFrame) -> None:
    """One line a form's version, where it was not judged before or was judged otherwise."""
    last = {(line["sha256"], line["form"]): line for line in archive.lines() if line["event"] == "judged"}
    for row in every.sort("seq", "form").iter_rows(named=True):
        facts = {
            "area_code": row["area_code"], "period": row["period"], "verdict": "accepted" if row["passed"] else "returned",
            "rows_accepted": row["rows_accepted"], "findings_fatal": row["findings_fatal"], "findings_explain": row["findings_explain"],
            "rules": RULES_VERSION,
        }  # fmt: skip
        before = last.get((row["sha256"], row["form"]))
        if before is None or any(before.get(key) != value for key, value in facts.items()):
            archive.append("judged", sha256=row["sha256"], form=row["form"], **facts)


def notes_check(notes: pl.DataFrame, severity: str, name: str) -> dg.AssetCheckResult:
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
        metadata={"catatan": own.height, "terbanyak": dg.MetadataValue.md(table)},
    )  # fmt: skip
