"""One webserver and one daemon for a home, which end together."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from assets.storage.home import Home
from pipelines.commands.faults import WrongUsageError
from pipelines.ui import HOST, commands, free, only_one, serve

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def office(tmp_path: Path) -> Home:
    (tmp_path / "dagster").mkdir()
    return Home(tmp_path)


def test_a_second_pair_for_a_home_is_refused_with_the_address_of_the_first(office: Home) -> None:
    with (
        only_one(office, 3000),
        pytest.raises(WrongUsageError, match=f"sudah berjalan .* http://{HOST}:3000"),
        only_one(office, 3001),
    ):
        pass
    with only_one(office, 3001):
        pass


def test_a_port_that_is_taken_is_refused_with_another(office: Home) -> None:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen()
        port = listening.getsockname()[1]
        with pytest.raises(WrongUsageError, match=f"Port {port} .* PORT={port + 1}"):
            free(port)
    free(port)


@pytest.mark.parametrize("both", [[ENDS, SLEEPS], [SLEEPS, ENDS]])
def test_when_one_ends_the_other_is_ended_and_the_place_is_free(office: Home, both: list[list[str]]) -> None:
    began = time.monotonic()
    with only_one(office, 3000) as place:
        assert serve(both, place) == 3
    assert time.monotonic() - began < 20
    with only_one(office, 3000):
        pass


def test_a_server_that_outlives_us_keeps_the_place(office: Home) -> None:
    with only_one(office, 3000) as place:
        kept = os.dup(place)
    try:
        with pytest.raises(WrongUsageError), only_one(office, 3001):
            pass
    finally:
        os.close(kept)


def test_the_webserver_serves_only_this_machine_and_all_use_one_code_server(office: Home, tmp_path: Path) -> None:
    code, webserver, daemon = commands(3000, office, tmp_path / "code.sock")
    assert webserver[2:7] == ["pipelines.webserver", "-h", "127.0.0.1", "-p", "3000"]
    assert str(tmp_path / "code.sock") in code
    served = {Path(command[-1]) for command in (webserver, daemon)}
    assert served == {office.dagster / "workspace.yaml"}
    assert f"socket: {tmp_path / 'code.sock'}" in served.pop().read_text(encoding="utf-8")


def test_the_others_begin_when_the_code_server_listens(office: Home, tmp_path: Path) -> None:
    door, log = tmp_path / "code.sock", tmp_path / "log"
    listens = f"import socket, time; time.sleep(1); s = socket.socket(socket.AF_UNIX); s.bind({str(door)!r}); s.listen(); time.sleep(60)"
    says = f"import os; open({str(log)!r}, 'w').write(str(os.path.exists({str(door)!r})))"
    with only_one(office, 3000) as place:
        serve([[sys.executable, "-c", listens], [sys.executable, "-c", says]], place, door)
    assert log.read_text() == "True"
