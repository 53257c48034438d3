"""What hostile files cost: refused, or read as if there were nothing, each within 64 MiB above the base.

The seconds are measured by tests.bench.hostile: tests run beside others.
"""

from pathlib import Path

import pytest

from tests.bench.hostile import MEMORY, cost
from tests.hostile import CASES


@pytest.mark.parametrize("name", list(CASES))
def test_a_hostile_file_costs_little_and_is_told_for_what_it_is(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    path = tmp_path / "berkas"
    path.write_bytes(case.make(tmp_path))
    costs = cost(path)
    assert [rule for rule, _ in costs.problems] == ([case.rule] if case.rule else [])
    assert all(word in costs.problems[0][1] for word in case.words)
    assert case.rule or costs.rows == case.rows
    assert costs.memory <= MEMORY
