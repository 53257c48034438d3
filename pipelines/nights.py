"""A night without a daemon: the same jobs, one after the other, into the same Dagster instance."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from assets.computing.freshness import Range
from assets.keys import SUBMISSION_FILES
from assets.receiving.inbox import Left
from assets.storage.archive import Archive
from assets.storage.clock import require_clock
from assets.storage.home import Home
from assets.storage.lock import lock
from assets.storage.publications import latest
from assets.storage.rights import keep_private
from assets.storage.unbroken import require_unbroken
from assets.store import NOTICED
from pipelines.commands.faults import ToldError
from pipelines.databases import set_aside_when_damaged
from pipelines.definitions import defs
from pipelines.jobs import COMPUTE, PUBLISH, RECEIVE, range_tags
from pipelines.processes import PROCESS_TAG, fail_orphans, own_name
from pipelines.proving import Proof, last_proof
from pipelines.sensors import compute_partitions, periods_named_by, ranges_to_compute, refused_for
from schemas.indicators import require_catalogue

INSTANCE_FILE = Path(__file__).resolve().parent.parent / "dagster.yaml"
#: Between its figures and its release, something may be received by another process: so many times a night goes round.
ROUNDS_AT_MOST = 3
#: Called with a sentence at each step.
Say = Callable[[str], None]


class NightFailedError(ToldError):
    """A step of the night did not succeed; the message names its run."""


@dataclass(frozen=True)
class Night:
    """What a night did: files received, ranges of periods computed, the newest release, what stayed in the inbox and why.

    `noticed`: what was found damaged, and what was done about it. `proof`: what came of the last release made again, None before the first.
    """

    received: int
    computed: list[Range]
    release: Path | None
    left: tuple[Left, ...] = ()
    noticed: tuple[str, ...] = ()
    proof: Proof | None = None


def prepare_instance(home: Home) -> list[str]:
    """Lay dagster.yaml into the home's Dagster instance, name it in DAGSTER_HOME, and open it once; what was found damaged, in Indonesian.

    The first opening makes its tables; two at once would make them twice, so it happens under the home's lock. Damaged databases
    are set aside: they hold how runs went, and nothing that figures rest on.
    """
    keep_private(home)
    told = []
    with lock(home.folder):
        if aside := set_aside_when_damaged(home.dagster):
            told.append(f"Catatan run Dagster rusak; disisihkan sebagai {aside.name} dan dimulai kembali")
    home.dagster.mkdir(parents=True, exist_ok=True)
    target = home.dagster / INSTANCE_FILE.name
    if not target.exists() or target.read_bytes() != INSTANCE_FILE.read_bytes():
        shutil.copyfile(INSTANCE_FILE, target)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    with lock(home.folder), dg.DagsterInstance.get():
        pass
    return told


def run_night(home: Home, say: Say = lambda _: None) -> Night:
    """Receive, compute what changed, publish; again when something else was received in between.

    RefusedError, before anything is done, when the journal is not what it was, or the clock cannot be believed.
    BrokenJournalError, before anything is done, when the journal is not what it was; CatalogueError when a definition or the scale is wrong.
    """
    require_catalogue()
    keep_private(home)
    with lock(home.folder):
        require_unbroken(home, archive := Archive(home.archive))
        require_clock(home, archive)
    noticed = dict.fromkeys(prepare_instance(home))
    os.environ |= {
        "RAPOR_HOME": str(home.folder), "RAPOR_AREA": home.scope, "RAPOR_START": home.first_period, "RAPOR_GROUP": home.group,
    }  # fmt: skip
    with dg.DagsterInstance.get() as instance:
        fail_orphans(instance)
        received, computed = 0, list[Range]()
        for _ in range(ROUNDS_AT_MOST):
            receiving, ranges = _receive_and_compute(instance, say)
            received += int(str(receiving["received"].value))
            computed += [each for each in ranges if each not in computed]
            noticed |= dict.fromkeys(_sentences(receiving))
            waits, publishing = _publish(instance, say)
            if not waits:
                noticed |= dict.fromkeys(_sentences(publishing))
                left = _left(receiving["left"].value)
                return Night(received, computed, latest(home.releases), left, tuple(noticed), last_proof(instance))
    raise NightFailedError(
        f"Rilis menunggu angka periode {', '.join(waits)}: {ROUNDS_AT_MOST} kali masuk berkas atau penetapan lain sebelum rilis "
        "diterbitkan. Tidak ada yang hilang; jalankan rapor nightly lagi."
    )


def _receive_and_compute(instance: dg.DagsterInstance, say: Say) -> tuple[Mapping[str, dg.MetadataValue], list[Range]]:
    """What receiving says of itself, and the ranges that were computed after it."""
    say("Menerima berkas")
    received = _run(instance, RECEIVE)
    wanted = ranges_to_compute(periods_named_by(instance, received.run_id), compute_partitions())
    for first, last in wanted:
        say(f"Menghitung {first}" + ("" if first == last else f" sampai {last}"))
        _run(instance, COMPUTE, range_tags(first, last))
    return _metadata_of(received, SUBMISSION_FILES), wanted


def _publish(instance: dg.DagsterInstance, say: Say) -> tuple[list[str], Mapping[str, dg.MetadataValue]]:
    """Publish; the periods for which the release was refused, none when there is one, and what publishing says of itself."""
    say("Menerbitkan rilis")
    result = _execute(instance, PUBLISH)
    if waits := refused_for(instance, result.run_id):
        return waits, {}
    return [], _last_metadata(_succeeded(result, PUBLISH))


def _last_metadata(result: dg.ExecuteInProcessResult) -> Mapping[str, dg.MetadataValue]:
    """What the last stage of a run says of itself."""
    return result.get_asset_materialization_events()[-1].materialization.metadata


def _metadata_of(result: dg.ExecuteInProcessResult, asset: dg.AssetKey) -> Mapping[str, dg.MetadataValue]:
    """What one of the assets of a run says of itself."""
    events = result.get_asset_materialization_events()
    return next(event.materialization.metadata for event in events if event.asset_key == asset)


def _sentences(metadata: Mapping[str, dg.MetadataValue]) -> list[str]:
    """What a stage says that it found damaged."""
    value = metadata[NOTICED].value
    return [str(sentence) for sentence in value] if isinstance(value, list) else []


def _left(entries: object) -> tuple[Left, ...]:
    """What receiving says in its metadata of the files that stayed in the inbox."""
    return tuple(Left(str(file), str(reason)) for file, reason in entries) if isinstance(entries, list) else ()


def _run(instance: dg.DagsterInstance, job: str, tags: dict[str, str] | None = None) -> dg.ExecuteInProcessResult:
    """Run a job. NightFailedError when it does not succeed."""
    return _succeeded(_execute(instance, job, tags), job)


def _execute(instance: dg.DagsterInstance, job: str, tags: dict[str, str] | None = None) -> dg.ExecuteInProcessResult:
    """Run a job. What Dagster itself would write on the console is left out: what failed is told by `_succeeded`."""
    console = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with redirect_stderr(StringIO()):
        return defs.resolve_job_def(job).execute_in_process(
            instance=instance, tags={PROCESS_TAG: own_name()} | (tags or {}), run_config=console, raise_on_error=False
        )


def _succeeded(result: dg.ExecuteInProcessResult, job: str) -> dg.ExecuteInProcessResult:
    """The result of a job. NightFailedError with the sentence of its failure, or which names the run, when it did not succeed."""
    if result.success:
        return result
    errors = [error for event in result.all_events if (error := getattr(event.event_specific_data, "error", None))]
    for error in errors:
        if told := _sentence_of(error):
            raise NightFailedError(told)
    for error in errors[:1]:
        sys.stderr.write(error.to_string())
    raise NightFailedError(f"run {result.run_id} ({job}) gagal; lihat di Dagster: make ui")


def _sentence_of(error: SerializableErrorInfo | None) -> str:
    """What a dg.Failure says, raised by a stage or by a resource; empty for a fault that nobody foresaw."""
    while error:
        if error.cls_name == dg.Failure.__name__:
            return error.message.split(": ", 1)[1].strip()
        error = error.cause
    return ""
