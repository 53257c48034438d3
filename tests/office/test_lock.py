"""One process at a time works in a home; who waits says for whom, and not for ever."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.storage import lock as locking
from assets.storage.lock import LockHeldError, lock

HOLDS = """
import sys
from pathlib import Path
sys.argv = ["/usr/bin/rapor", "close", "2025-03", "--by", "Rina"]
from assets.storage.lock import lock
with lock(Path({home!r})):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDS.format(home=str(tmp_path))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        yield process
        if process.stdin:
            process.stdin.close()


def test_a_lock_that_is_not_given_back_ends_in_a_sentence_with_command_process_and_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holder: "subprocess.Popen[str]"
) -> None:
    monkeypatch.setattr(locking, "WAITS_AT_MOST", 0.0)
    told: list[str] = []
    with (
        pytest.raises(LockHeldError, match=rf"dipakai rapor close \(proses {holder.pid}, sejak .* WIB\)\. Tunggu"),
        lock(tmp_path, told.append),
    ):
        pass
    assert [sentence.startswith(f"Menunggu: {tmp_path} sedang dipakai rapor close") for sentence in told] == [True]
    assert "Rina" not in (tmp_path / ".lock").read_text()


def test_who_waits_gets_the_lock_when_its_holder_ends(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    told: list[str] = []

    def end_it(sentence: str) -> None:
        told.append(sentence)
        holder.kill()

    with lock(tmp_path, end_it):
        assert len(told) == 1
