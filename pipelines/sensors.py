"""What follows what: arrivals start receiving, receiving starts the periods it names, new figures start a release.

Each sensor fetches; a pure function decides.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import takewhile

import dagster as dg

from assets.computing.freshness import Range, period_ranges
from assets.keys import INDICATOR_SCORES, SUBMISSION_FILES
from assets.partitions import PERIODS
from assets.receiving.arrivals import REGISTER_NAME, Arrival, look
from assets.release import WAITS_FOR
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.publications import PUBLISHED, THINNED
from pipelines.following import ATTEMPTS_AT_MOST, RunsSoFar, next_steps
from pipelines.jobs import COMPUTE, ONE_PARTITION, PUBLISH, RANGE_END, RANGE_START, RECEIVE, TELL, compute, publish, receive
from pipelines.processes import OVER, PROCESS_TAG, fail_orphans, is_alive
from pipelines.schedules import NIGHTLY

NOT_OVER = [status for status in dg.DagsterRunStatus if status not in OVER]
#: By this tag Dagster says which schedule asked for a run.
OF_SCHEDULE = "dagster/schedule_name"
#: More runs of one job since the last receiving are not looked at.
RUNS_AT_MOST = 200


def arrival_key(arrivals: Iterable[Arrival], archive: Archive) -> str | None:
    """A key for what lies in the inbox; None when there is nothing to receive. A register of dates alone starts nothing.

    Dagster remembers a key for ever. What is received makes the journal grow, and so the same file has another key when it comes
    again; what cannot be taken leaves the journal as it is but for releases, and starts nothing a second time.
    """
    listed = [f"{a.name}|{a.size}|{a.modified}" for a in arrivals if not a.name.endswith(REGISTER_NAME)]
    if not listed:
        return None
    seq = next((line["seq"] for line in reversed(archive.lines()) if line["event"] not in (PUBLISHED, THINNED)), 0)
    return hashlib.sha256("\n".join([str(seq), *listed]).encode()).hexdigest()


@dg.sensor(
    name="kedatangan",
    description="Berkas baru di kotak masuk memulai penerimaan.",
    job=receive,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def arrivals(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Files in the inbox start receiving; the same files in the same state start it once, until something is received."""
    home = Home.from_environment()
    if not home.inbox.is_dir():
        return dg.SkipReason("kotak masuk belum ada")
    key = arrival_key(look(home.inbox), Archive(home.archive))
    return dg.RunRequest(run_key=key) if key else dg.SkipReason("kotak masuk kosong")


@dg.sensor(
    name="lanjutan",
    description="Yang diterima dihitung, lalu dirilis; run yang terhenti diulang, paling banyak tiga kali.",
    jobs=[receive, compute, publish],
    minimum_interval_seconds=5,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def following(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """What receiving named is computed, and then released; what was killed on the way is started again.

    A run whose process was killed would keep the queue waiting: it is told failed first.
    """
    instance = context.instance
    fail_orphans(instance)
    if busy := under_way(instance):
        yield dg.SkipReason(busy)
        return
    steps, why = next_steps(runs_so_far(instance))
    for step in steps:
        yield dg.RunRequest(run_key=step.key, job_name=step.job, tags=step.tags)
    if not steps:
        yield dg.SkipReason(why)


@dg.sensor(
    name="kabar",
    description="Sesudah malam selesai, ringkasannya ditulis dan dikirim, satu kali.",
    job_name=TELL,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def news(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """When nothing follows any more what the schedule of the night received, that night is told; the same night once."""
    instance = context.instance
    nights = instance.get_runs(dg.RunsFilter(job_name=RECEIVE, tags={OF_SCHEDULE: NIGHTLY}), limit=1)
    if not nights:
        return dg.SkipReason("belum ada malam")
    if busy := under_way(instance):
        return dg.SkipReason(busy)
    if next_steps(runs_so_far(instance))[0]:
        return dg.SkipReason("malam belum selesai")
    return dg.RunRequest(run_key=f"{TELL}:{nights[0].run_id}")


def under_way(instance: dg.DagsterInstance) -> str:
    """What is going on and will be followed when it is over; empty when nothing is."""
    if instance.get_runs(filters=dg.RunsFilter(statuses=NOT_OVER), limit=1):
        return "masih ada run yang berjalan"
    newest = instance.get_runs(limit=1)
    if newest and is_alive(newest[0].tags.get(PROCESS_TAG, "")):
        return "rapor nightly sedang berjalan"
    return ""


def runs_so_far(instance: dg.DagsterInstance) -> RunsSoFar:
    """How the runs since the last receiving ended."""
    received = _records(instance, RECEIVE, limit=ATTEMPTS_AT_MOST)
    if not received:
        return RunsSoFar()
    begin = received[0]
    computed = _records(instance, COMPUTE, after=begin.storage_id)
    made = _newest_figures(instance)
    releases = _records(instance, PUBLISH, after=made.storage_id if made else 0)
    last_asked = max(record.storage_id for record in (begin, *computed))
    return RunsSoFar(
        receiving=begin.dagster_run.run_id,
        received=[record.dagster_run.status.value for record in received],
        wanted=ranges_to_compute(periods_named_by(instance, begin.dagster_run.run_id), compute_partitions()),
        computed=_computed(computed),
        figures=made.dagster_run.run_id if made else "",
        published=[record.dagster_run.status.value for record in releases],
        refused=_refused_in_a_row(instance),
        by_hand=_periods_of(made) if made and made.storage_id >= last_asked else None,
    )


def _records(instance: dg.DagsterInstance, job: str, after: int = 0, limit: int = RUNS_AT_MOST) -> list[dg.RunRecord]:
    """The runs of a job that were asked for after another, the newest first."""
    newest = instance.get_run_records(filters=dg.RunsFilter(job_name=job), limit=limit)
    return [record for record in newest if record.storage_id > after]


def _computed(records: Iterable[dg.RunRecord]) -> dict[Range, list[str]]:
    """How the runs of each range ended, each list the newest first as the records are."""
    ends: dict[Range, list[str]] = {}
    for record in records:
        if periods := _periods_of(record):
            ends.setdefault(periods, []).append(record.dagster_run.status.value)
    return ends


def _periods_of(record: dg.RunRecord) -> Range | None:
    """The periods of a run: a range, or the one partition that somebody chose by hand."""
    tags = record.dagster_run.tags
    one = tags.get(ONE_PARTITION)
    first, last = tags.get(RANGE_START, one), tags.get(RANGE_END, one)
    return (first, last) if first and last else None


def _newest_figures(instance: dg.DagsterInstance) -> dg.RunRecord | None:
    """The run that made the newest figures, be it of a night or of a backfill."""
    newest = instance.get_latest_materialization_event(INDICATOR_SCORES)
    return instance.get_run_record_by_id(newest.run_id) if newest else None


def _refused_in_a_row(instance: dg.DagsterInstance) -> int:
    """How many of the newest releases, one after the other, were refused since periods waited."""
    newest = (record.dagster_run for record in _records(instance, PUBLISH, limit=ATTEMPTS_AT_MOST))
    failed = takewhile(lambda run: run.status == dg.DagsterRunStatus.FAILURE, newest)
    return len(list(takewhile(lambda run: refused_for(instance, run.run_id), failed)))


def ranges_to_compute(waiting: Iterable[str], partitions: Iterable[str]) -> list[Range]:
    """The periods that wait as ranges, those that are no partition left out: Dagster has no run for them."""
    return period_ranges(set(partitions) & set(waiting))


def periods_named_by(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """The periods that a receiving run named in its metadata."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    for record in records:
        event = record.asset_materialization
        if event and event.asset_key == SUBMISSION_FILES:
            value = event.metadata["periods"].value
            return [str(period) for period in value] if isinstance(value, list) else []
    return []


def refused_for(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """The periods for which a run refused to publish; empty when it did not, or failed for another reason."""
    for record in instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records:
        event = record.event_log_entry.dagster_event
        failure = event.step_failure_data.user_failure_data if event else None
        if failure and WAITS_FOR in failure.metadata:
            value = failure.metadata[WAITS_FOR].value
            return [str(period) for period in value] if isinstance(value, list) else []
    return []


def compute_partitions() -> list[str]:
    """The periods that are partitions now."""
    return list(PERIODS.get_partition_keys())
