"""The two runs, as long as they are wanted."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.cells import workbooks
from tests.fuzz.mutations import corpus, mutated
from tests.fuzz.outcome import fuzzing

_QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
_AT_ONCE = 200


def run_cells(cells: int, at_once: int = _AT_ONCE) -> tuple[int, Counter[str]]:
    """Read generated workbooks until so many cells were in them; the cells, and what became of the files."""
    done = 0
    with fuzzing() as fuzz:

        @settings(max_examples=at_once, **_QUIET)  # type: ignore[arg-type]
        @given(workbooks())
        def each(made: tuple[bytes, int]) -> None:
            nonlocal done
            fuzz.read(made[0])
            done += made[1]

        while done < cells:
            each()
    return done, fuzz.counts


def run_mutations(files: int) -> Counter[str]:
    """Read so many mutated files; what became of them."""
    with TemporaryDirectory() as folder, fuzzing() as fuzz:
        good = corpus(Path(folder))

        @settings(max_examples=min(files, _AT_ONCE), **_QUIET)  # type: ignore[arg-type]
        @given(st.data())
        def each(data: st.DataObject) -> None:
            fuzz.read(data.draw(mutated(good)))

        while fuzz.counts["files"] < files:
            each()
    return fuzz.counts
