"""`make ui`: Dagster's webserver, daemon and code server for the home, on 127.0.0.1 only, since Dagster has no log-in of its own.

They begin and end together, and there is one of each for a home: a second daemon would start every run twice.
"""

import argparse
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.storage.home import Home
from pipelines.commands.faults import OUR_FAULT, WrongUsageError, errors, told_of
from pipelines.nights import prepare_instance

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ENDS_WITHIN = 30
DEFINITIONS, LOCATION = "pipelines.definitions", "rapor"
#: The code server has loaded everything within so many seconds.
READY_WITHIN = 120
WORKSPACE = "load_from:\n  - grpc_server:\n      socket: {socket}\n      location_name: rapor\n"
_SET_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    """Serve until one of the two ends or somebody ends us; the exit code is theirs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=3000)
    port = parser.parse_args().port
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        home = Home.from_environment()
        home.dagster.mkdir(parents=True, exist_ok=True)
        with only_one(home, port) as lock:
            free(port)
            prepare_instance(home)
            os.environ |= {"RAPOR_HOME": str(home.folder)}
            print(f"Dagster: http://{HOST}:{port}  ·  Rapor: {home.releases / 'latest' / 'publik' / 'index.html'}", flush=True)
            with tempfile.TemporaryDirectory(prefix="rapor-") as folder:
                # A short path: a socket's has hardly more than a hundred signs.
                code = Path(folder) / "code.sock"
                sys.exit(serve(commands(port, home, code), lock, code))
    except KeyboardInterrupt:
        sys.exit(0)
    except Exception as error:
        if not (sentence := told_of(error)):
            raise
        errors.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(OUR_FAULT)


@contextmanager
def only_one(home: Home, port: int) -> Iterator[int]:
    """Hold the home's place for a webserver and a daemon; its descriptor. WrongUsageError when others hold it.

    The two inherit it, so that it is taken as long as one of them lives.
    """
    place = os.open(home.dagster / ".ui", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        where = os.pread(place, 100, 0).decode()
        os.close(place)
        raise WrongUsageError(f"Dagster sudah berjalan untuk {home.folder}: {where}.") from taken
    os.ftruncate(place, 0)
    os.pwrite(place, f"http://{HOST}:{port} (proses {os.getpid()})".encode(), 0)
    try:
        yield place
    finally:
        os.close(place)


def free(port: int) -> None:
    """WrongUsageError when something listens on the port already."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as taken:
            words = f"Port {port} tidak dapat dipakai (mungkin sedang dipakai program lain). Contoh: make ui PORT={port + 1}"
            raise WrongUsageError(words) from taken


def commands(port: int, home: Home, code: Path) -> list[list[str]]:
    """The commands of the code server, which listens at the socket `code`, of the webserver and of the daemon.

    One code server for both: left to themselves each starts one of its own, and the daemon a new one every minute. They say what goes wrong
    and nothing else. The workspace that names it is written into the home.
    """
    python = sys.executable
    workspace = home.dagster / "workspace.yaml"
    workspace.write_text(WORKSPACE.format(socket=code), encoding="utf-8")
    served = ["-w", str(workspace)]
    return [
        [python, "-m", "dagster", "api", "grpc", "-m", DEFINITIONS, "-s", str(code), "--location-name", LOCATION, "--log-level", "warning",
         "--use-python-environment-entry-point"],
        [python, "-m", "pipelines.webserver", "-h", HOST, "-p", str(port), "--dagster-log-level", "warning", *served],
        [str(Path(python).with_name("dagster-daemon")), "run", "--log-level", "warning", *served],
    ]  # fmt: skip


def serve(every: list[list[str]], lock: int, code: Path | None = None) -> int:
    """Run the commands until one of them ends, then end the others; the exit code of the first to end.

    The first is the code server: the others begin when it listens at `code` (None: at once).

    They are told to end when we are killed, too.
    """
    libc = ctypes.CDLL(None)

    def end_with_parent() -> None:
        # Where we were started in a way that ignores it, the servers would too, and be killed instead of ended.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)

    def start(command: list[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, cwd=ROOT, pass_fds=[lock], preexec_fn=end_with_parent)

    first, *others = every
    servers = [start(first)]
    try:
        if code is not None:
            _wait_for(code, servers[0])
        servers += map(start, others)
        while not (ended := [server for server in servers if server.poll() is not None]):
            time.sleep(0.2)
        return ended[0].returncode
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            _end(server)


def _wait_for(code: Path, server: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens at a socket, the server ends, or READY_WITHIN seconds have passed."""
    until = time.monotonic() + READY_WITHIN
    while server.poll() is None and time.monotonic() < until:
        with socket.socket(socket.AF_UNIX) as door:
            if door.connect_ex(str(code)) == 0:
                return
        time.sleep(0.2)


def _end(server: "subprocess.Popen[bytes]") -> None:
    """Wait for a server to end; kill it after ENDS_WITHIN seconds."""
    try:
        server.wait(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
