"""What a release costs after its figures are there, part by part: fourteen regencies, six periods and twenty-four.

Run `python -m tests.bench.release`. Seconds of the processor, of all threads, and what passed on the clock; a machine that does other work besides
stretches the latter alone.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from assets import release
from assets.publishing import tabular, workbook
from assets.storage.home import OFFICE_TIME, Home
from assets.storage.journal import now
from assets.storage.tables import VALUES
from assets.store import Store, open_store
from pipelines.nights import run_night
from pipelines.sample import make_sample
from schemas.areas import areas
from schemas.periods import last_due_on, shift

#: Part → the functions that make it, by module and the beginning of their names. The pages are what is left of `write_release`.
PARTS: dict[str, tuple[tuple[ModuleType, str], ...]] = {
    "angka": ((release, "gather"),),
    "perubahan": ((release, "before_in"), (release, "changes_since")),
    "publik dan internal": ((release, "write_release"),),
    "data": ((tabular, "write_"),),
    "buku kerja": ((workbook, "write_workbook"),),
    "templat dan panduan": ((release, "_write_templates"), (release, "_write_guides")),
    "basis data analis": ((release, "_write_analysts"),),
    "manifes": ((release, "write_manifest"), (release, "share")),
    "pemeriksaan": ((release, "require_sound"),),
    "ke tempatnya": ((release, "put_in_place"),),
}
#: What the contract allows on the clock, in seconds, for so many periods.
ALLOWED = {6: 15, 24: 30}


@contextmanager
def timed(spent: Counter[str]) -> Iterator[None]:
    """While this lasts each part adds its seconds of the processor to `spent`."""
    put_back = []
    for part, places in PARTS.items():
        for module, beginning in places:
            for name in [each for each in vars(module) if each.startswith(beginning) and callable(getattr(module, each))]:
                put_back.append((module, name, getattr(module, name)))
                setattr(module, name, _adding(spent, part, getattr(module, name)))
    try:
        yield
    finally:
        for module, name, was in put_back:
            setattr(module, name, was)


def _adding(spent: Counter[str], part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def measured(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[part] += time.process_time() - begun  # type: ignore[assignment]

    return measured


def measure(store: Store) -> tuple[Counter[str], float, float, Path]:
    """Seconds by part, of the whole on the processor and on the clock, and the release; the first one of the store."""
    spent: Counter[str] = Counter()
    shutil.rmtree(store.home.releases, ignore_errors=True)
    with timed(spent):
        begun, clock = time.process_time(), time.perf_counter()
        folder, new = release.publish(store)
        whole, passed = time.process_time() - begun, time.perf_counter() - clock
    assert new
    spent["halaman"] = spent.pop("publik dan internal") - spent["data"] - spent["buku kerja"]
    return spent, whole, passed, folder


def make_home(folder: Path, periods: int) -> Home:
    """A home with the sample of the last periods, after its night."""
    home = Home(folder / str(periods))
    last = last_due_on(now().astimezone(OFFICE_TIME).date())
    make_sample(home.inbox, first=shift(last, 1 - periods), last=last)
    run_night(home)
    return home


def told(home: Home) -> None:
    """Print what a release of a home costs."""
    with open_store(home) as store:
        spent, whole, passed, folder = measure(store)
        months = store.warehouse.table(VALUES)["period"].n_unique()
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / (1 << 20)
    print(f"\n{len(areas(home.scope).codes)} kabupaten/kota, {months} periode: {len(files)} berkas, {size:.1f} MiB")
    for part, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        print(f"  {part:<22}{seconds:>7.2f}")
    allowed = next((f", paling lama {seconds}" for most, seconds in ALLOWED.items() if months <= most), "")
    print(f"  {'seluruhnya':<22}{whole:>7.2f} detik prosesor; {passed:.2f} detik{allowed}")


def main() -> None:
    """Print the measurements of each size, or of a home that is there already; each in a process that has drawn nothing yet."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--home", type=Path, help="a home after its night; its releases are removed")
    arguments.add_argument("--periods", type=int, nargs="*", default=list(ALLOWED))
    chosen = arguments.parse_args()
    if chosen.home:
        told(Home(chosen.home.resolve()))
        return
    for periods in chosen.periods:
        with tempfile.TemporaryDirectory(prefix="rapor-") as made:
            home = make_home(Path(made), periods)
            subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.bench.release", "--home", str(home.folder)], check=True)


if __name__ == "__main__":
    main()
