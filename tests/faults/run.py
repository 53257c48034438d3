"""Which trials there are, and running them in a few processes that only fork and wait."""

import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.faults import damage, kills, machine
from tests.faults.office import MONTH, Offices
from tests.unit.reading_fixture import make_workbook

#: A name, and what to do with the office under it; the number of faults that it tried.
Trial = tuple[str, Callable[[Offices, str], int]]
MOMENTS = 150
MEANT = (
    "--column", "Nama Kop=name", "--column", "Kecamtan=district", "--column", "Macam Usaha=type", "--column", "Keadaan=status",
    "--name", "dinas", "--by", "Rina", "--reason", "uji",
)  # fmt: skip
CLOSE = ("close", MONTH, "--by", "Kepala Bidang", "--why", "lengkap")


def points(offices: Offices, seed: int, fast: bool) -> Iterator[Trial]:
    """Every write point of a night, and of the commands that write."""
    every = kills.write_points(offices)
    some = kills.chosen(every) if fast else every
    size = len(some) if fast else kills.ON_ONE_HOME
    for number in range(0, len(some), size):
        yield f"points-{number}", partial(kills.killed_at, points=some[number : number + size])
    if not fast:
        yield "close", partial(kills.killed_command, arguments=CLOSE, event="closed")
        accept = ("profile", "accept", str(_unknown_layout(offices.folder)), *MEANT)
        yield "profile accept", partial(kills.killed_command, arguments=accept, event="profile accepted")


def _unknown_layout(folder: Path) -> Path:
    """A file whose headings nobody knows."""
    sheet = [("No", "Nama Kop", "Kecamtan", "Macam Usaha", "Keadaan"), (1, "Koperasi Maju", "Temon", "Konsumen", "Aktif")]
    return make_workbook(folder, sheets={"Data": sheet}, name=f"34.01 {MONTH}.xlsx", cover=None)


def moments(offices: Offices, seed: int, fast: bool) -> Iterator[Trial]:
    """Random moments."""
    for number in range(1 if fast else MOMENTS // kills.ON_ONE_HOME):
        yield (
            f"moments-{number}",
            partial(kills.killed_anywhere, kills=5 if fast else kills.ON_ONE_HOME, seed=seed * 1000 + number),
        )


def resting(offices: Offices, seed: int, fast: bool) -> Iterator[Trial]:
    """What rests is harmed. The ordinary tests try these one by one, in a process (test_damage)."""
    if fast:
        return
    for name, harm in damage.MENDED.items():
        yield name, partial(damage.is_mended, harm=harm)
    for name, harm in damage.HARMLESS.items():
        yield name, partial(damage.is_mended, harm=harm, told=False)
    for name, harm in damage.REFUSED.items():
        yield name, partial(damage.is_refused, harm=harm)
    for altered in (False, True):
        yield f"original {'altered' if altered else 'missing'}", partial(damage.original_is_missed, altered=altered)


def around(offices: Offices, seed: int, fast: bool) -> Iterator[Trial]:
    """Clock, disk, rights, lock, other nights, files that come meanwhile."""
    yield "clock believed and put right", machine.clock_believed_and_put_right
    yield "disk with a byte left", partial(machine.disk_full, left=1)
    if fast:  # the rest is tried there in ways of its own: test_clock, test_lock, test_machine_faults, test_nights
        return
    for days in (2, 400):
        yield f"clock {days} days ahead", partial(machine.clock_ahead, days=days)
    for left in (50_000, 400_000, 1_500_000, 3_000_000, 6_000_000):
        yield f"disk with {left} bytes left", partial(machine.disk_full, left=left)
    for size in (5_000, 20_000, 60_000, 300_000, 1_000_000):
        yield f"files of {size} bytes at most", partial(machine.file_size_limited, size=size)
    for path in (".", "archive", "archive/journal.jsonl", "warehouse.duckdb", "dagster/history", "releases", ".lock"):
        yield f"no right to {path.replace('/', ' ')}", partial(machine.rights_withdrawn, path=path)
    yield "lock held", machine.lock_held
    for nights in (2, 4):
        yield f"{nights} nights at once", partial(machine.nights_at_once, nights=nights)
    yield "a thousand files meanwhile", partial(machine.files_meanwhile, files=1000)


GROUPS = {"points": points, "moments": moments, "resting": resting, "around": around}
#: What a process of the pool finds: it is forked when both are there.
_offices: list[Offices] = []
_trials: dict[str, Callable[[Offices, str], int]] = {}


def run(folder: Path, groups: list[str], processes: int, seed: int, *, fast: bool) -> int:
    """Run the trials of some groups and print what became of them; how many failed."""
    offices = Offices(folder)
    trials = [(group, *trial) for group in groups for trial in GROUPS[group](offices, seed, fast)]
    _offices[:] = [offices]
    _trials.update({name: trial for _, name, trial in trials})
    tried, failed = dict.fromkeys(groups, 0), 0
    # Not a Pool: its processes may have no children, and a command that reads a file has some.
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        for done in as_completed([pool.submit(_try, (group, name)) for group, name, _ in trials]):
            group, name, number, fault = done.result()
            tried[group] += number
            failed += bool(fault)
            print(f"{group}: {name}: {fault or 'as it must be'}", flush=True)
    for group, number in tried.items():
        print(f"{group}: {number} tried")
    return failed


def _try(what: tuple[str, str]) -> tuple[str, str, int, str]:
    group, name = what
    try:
        return group, name, _trials[name](_offices[0], name), ""
    except machine.SkippedError as skipped:
        print(f"{group}: {name}: skipped, {skipped}", flush=True)
        return group, name, 0, ""
    except Exception:  # noqa: BLE001  whatever it is, it is one more thing that is not as it must be
        return group, name, 0, traceback.format_exc()
