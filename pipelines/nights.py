"""A night without a daemon: the same jobs, one after the other, into the same Dagster instance."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from assets.archive import now
from assets.home import Home, today
from assets.receiving import Left
from assets.release import latest
from assets.warehouse import lock
from pipelines.definitions import defs
from pipelines.faults import ToldError
from pipelines.jobs import COMPUTE, PUBLISH, RECEIVE, range_tags
from pipelines.processes import PROCESS_TAG, fail_orphans, own_name
from pipelines.sensors import compute_partitions, to_compute, waiting_periods
from schemas.corrections import WrongCorrectionError, corrections

INSTANCE_FILE = Path(__file__).resolve().parent.parent / "dagster.yaml"
QUIET = {"loggers": {"console": {"config": {"log_level": "ERROR"}}}}
#: Called with a sentence at each step.
Say = Callable[[str], None]


class NightFailedError(ToldError):
    """A step of the night did not succeed; the message names its run."""


@dataclass(frozen=True)
class Night:
    """What a night did: files received, ranges of periods computed, the newest release, and what stayed in the inbox and why."""

    received: int
    computed: list[tuple[str, str]]
    release: Path | None
    left: tuple[Left, ...] = ()


def prepare_instance(home: Home) -> None:
    """Lay dagster.yaml into the home's Dagster instance, name it in DAGSTER_HOME, and open it once.

    The first opening makes its tables; two at once would make them twice, so it happens under the home's lock.
    """
    home.dagster.mkdir(parents=True, exist_ok=True)
    target = home.dagster / INSTANCE_FILE.name
    if not target.exists() or target.read_bytes() != INSTANCE_FILE.read_bytes():
        shutil.copyfile(INSTANCE_FILE, target)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    with lock(home.folder), dg.DagsterInstance.get():
        pass


def run_night(home: Home, say: Say = lambda _: None) -> Night:
    """Receive, compute what changed and the current period, publish."""
    prepare_instance(home)
    os.environ |= {"RAPOR_HOME": str(home.folder), "RAPOR_AREA": home.scope, "RAPOR_START": home.first_period}
    with dg.DagsterInstance.get() as instance:
        fail_orphans(instance)
        say("Menerima berkas")
        received = _run(instance, RECEIVE)
        _read_corrections()
        wanted = to_compute(waiting_periods(instance, received.run_id), today(now()), compute_partitions())
        for first, last in wanted:
            say(f"Menghitung {first}" + ("" if first == last else f" sampai {last}"))
            _run(instance, COMPUTE, range_tags(first, last))
        say("Menerbitkan rilis")
        _run(instance, PUBLISH)
        told = received.asset_materializations_for_node("submissions__files")[-1].metadata
    return Night(int(str(told["received"].value)), wanted, latest(home.releases), _left(told["left"].value))


def _left(told: object) -> tuple[Left, ...]:
    return tuple(Left(str(file), str(reason)) for file, reason in told) if isinstance(told, list) else ()


def _read_corrections() -> None:
    """Say what is wrong with the file of corrections before the figures need it; what was sent has its receipt by then."""
    try:
        corrections()
    except WrongCorrectionError as refusal:
        raise NightFailedError(
            f"{refusal}\nBerkas malam ini sudah diterima; angka dihitung setelah koreksi itu diperbaiki."
        ) from refusal


def _run(instance: dg.DagsterInstance, job: str, tags: dict[str, str] | None = None) -> dg.ExecuteInProcessResult:
    result = defs.resolve_job_def(job).execute_in_process(
        instance=instance, tags={PROCESS_TAG: own_name()} | (tags or {}), run_config=QUIET, raise_on_error=False
    )
    if not result.success:
        raise NightFailedError(f"run {result.run_id} ({job}) gagal; lihat di Dagster: make ui")
    return result
