"""A selection of what `make faults` does: nights are killed where they hand something on, and anywhere; a disk is full, a clock was wrong."""

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def told() -> str:
    """What the selection told of itself."""
    command = [sys.executable, "-m", "tests.faults", "--fast", "-n", "1"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False).stdout


@pytest.mark.parametrize(("group", "at_least"), [("points", 12), ("moments", 5), ("around", 1)])
def test_after_a_fault_the_last_release_is_whole_and_the_next_night_completes(told: str, group: str, at_least: int) -> None:
    tried = re.search(rf"^{group}: (\d+) tried$", told, re.MULTILINE)
    assert tried and int(tried[1]) >= at_least and "\nfaults: none" in told, told
