"""All of it, in at most half an hour on two cores, then a line a group; 1 when anything was not as it must be."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.faults.processes import preload
from tests.faults.run import GROUPS, run

parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="which groups; all when none is named")
parser.add_argument("-n", type=int, default=2, help="processes at once")
parser.add_argument("--fast", action="store_true", help="a selection, as the ordinary tests run it")
parser.add_argument("--seed", type=int, default=62, help="of the random moments")
wanted = parser.parse_args()
begun = perf_counter()
preload()
with TemporaryDirectory(prefix="rapor-faults-") as folder:
    failed = run(Path(folder).resolve(), wanted.groups or list(GROUPS), wanted.n, wanted.seed, fast=wanted.fast)
print(f"faults: {failed or 'none'} not as it must be ({perf_counter() - begun:.0f} s)")
sys.exit(bool(failed))
