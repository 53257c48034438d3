"""Which process a run belongs to, so that a run whose process is gone does not hold the queue."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

PROCESS_TAG = "rapor/process"
OVER = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
#: A run says which process it is as soon as it opens the home. One that has not done so within this time, in seconds, never began.
BEGINS_WITHIN = 600
GONE = "Proses yang menjalankan run ini sudah tidak ada; run ditandai gagal dan pekerjaannya diulang."


def process_name(pid: int) -> str | None:
    """`pid:start`, where start is the process's birth in clock ticks; None when no such process lives."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = status.rsplit(")", 1)[1].split()
    state, start = fields[0], fields[19]
    return None if state == "Z" else f"{pid}:{start}"


def own_name() -> str:
    """The name of this process."""
    return process_name(os.getpid()) or f"{os.getpid()}:"


def is_alive(name: str) -> bool:
    """True while the very process that bore the name lives; another one with its number does not count."""
    number = name.split(":")[0]
    return number.isdigit() and process_name(int(number)) == name


def fail_orphans(instance: dg.DagsterInstance) -> list[str]:
    """Mark the runs whose process is gone as failed; their ids."""
    failed = []
    for record in instance.get_run_records(filters=dg.RunsFilter(statuses=UNDER_WAY)):
        run = record.dagster_run
        name = run.tags.get(PROCESS_TAG)
        never_began = name is None and time.time() - record.update_timestamp.timestamp() > BEGINS_WITHIN
        if never_began or (name and not is_alive(name)):
            instance.report_run_failed(run, GONE)
            failed.append(run.run_id)
    return failed


def held_since(lock: Path) -> tuple[int, datetime] | None:
    """Who holds a locked file, and since when that process lives; None while nobody does. It takes nothing and waits for nobody."""
    try:
        status, table = lock.stat(), Path("/proc/locks").read_text()
    except OSError:
        return None
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    holders = [int(fields[4]) for line in table.splitlines() if (fields := line.split())[1] == "FLOCK" and fields[5] == place]
    for pid in holders:
        if (name := process_name(pid)) and (born := name.split(":")[1]):
            booted = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
            return pid, datetime.fromtimestamp(booted + int(born) / os.sysconf("SC_CLK_TCK"), UTC)
    return None
