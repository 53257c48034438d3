"""Which process a run belongs to."""

import os
import subprocess
import sys

from pipelines.processes import is_alive, own_name, process_name


def test_this_process_lives_under_the_name_that_it_gives_itself() -> None:
    assert is_alive(own_name())


def test_another_process_that_was_given_the_same_number_is_not_the_one_that_bore_it() -> None:
    number, start = own_name().split(":")
    assert not is_alive(f"{number}:{int(start) - 1}")


def test_a_process_that_has_ended_and_that_nobody_has_asked_about_yet_does_not_live() -> None:
    ended = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    name = process_name(ended.pid)
    assert name is not None and is_alive(name)
    assert ended.stdin is not None
    ended.stdin.close()
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    assert not is_alive(name)
    ended.wait()
