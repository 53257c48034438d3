"""What follows what: arrivals start receiving, receiving starts the periods it names, new figures start a release.

Each sensor fetches; a pure function decides.
"""

import hashlib
from collections.abc import Iterable, Iterator

import dagster as dg

from assets.archive import now
from assets.home import Home, today
from assets.partitions import PERIODS
from assets.pending import ranges
from assets.receiving import REGISTER_NAME, Arrival, look
from pipelines.jobs import compute, publish, range_tags, receive
from pipelines.processes import fail_orphans

SUBMISSION_FILES = dg.AssetKey(["submissions", "files"])
LAST_STAGE = dg.AssetKey(["scores", "values"])


def arrival_key(arrivals: Iterable[Arrival]) -> str | None:
    """A key for what lies in the inbox; None when there is nothing to receive. A register of dates alone starts nothing."""
    listed = [f"{a.name}|{a.size}|{a.modified}" for a in arrivals if not a.name.endswith(REGISTER_NAME)]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest() if listed else None


@dg.sensor(job=receive, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def arrivals(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Files in the inbox start receiving; the same files in the same state start it once.

    A run whose process was killed would keep the queue waiting: it is told failed first.
    """
    fail_orphans(context.instance)
    inbox = Home.from_environment().inbox
    if not inbox.is_dir():
        return dg.SkipReason("kotak masuk belum ada")
    key = arrival_key(look(inbox))
    return dg.RunRequest(run_key=key) if key else dg.SkipReason("kotak masuk kosong")


def to_compute(waiting: Iterable[str], current: str, known: Iterable[str]) -> list[tuple[str, str]]:
    """The ranges to compute: what waits, and the current period, as far as they are partitions."""
    return ranges(set(known) & {*waiting, current})


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS, monitored_jobs=[receive], request_job=compute, default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=10,
)  # fmt: skip
def after_receiving(context: dg.RunStatusSensorContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """The periods that receiving named, each contiguous range as one run."""
    known = compute_partitions()
    found = waiting_periods(context.instance, context.dagster_run.run_id)
    wanted = to_compute(found, today(now()), known)
    for first, last in wanted:
        yield dg.RunRequest(run_key=f"{context.dagster_run.run_id}:{first}", tags=range_tags(first, last))
    if not wanted:
        yield dg.SkipReason("tidak ada periode yang dihitung ulang")


def waiting_periods(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """The periods that a receiving run named in its metadata."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    for record in records:
        event = record.asset_materialization
        if event and event.asset_key == SUBMISSION_FILES:
            value = event.metadata["periods"].value
            return [str(period) for period in value] if isinstance(value, list) else []
    return []


def compute_partitions() -> list[str]:
    """The periods that are partitions now."""
    return list(PERIODS.get_partition_keys())


@dg.asset_sensor(asset_key=LAST_STAGE, job=publish, default_status=dg.DefaultSensorStatus.RUNNING, minimum_interval_seconds=10)
def new_figures(context: dg.SensorEvaluationContext, event: dg.EventLogEntry) -> dg.RunRequest:
    """New figures, whether from a night or a backfill, start a release; one run of the chain starts one."""
    return dg.RunRequest(run_key=event.run_id)
