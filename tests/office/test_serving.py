"""What `rapor serve` answers: a file of one folder, to a browser of this machine that knows the key."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.release import publish
from pipelines.commands.faults import WrongUsageError
from pipelines.commands.serving import server
from tests.worlds import office

KEY = "kunci"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of a folder beside which, and linked from which, something lies that is nobody's to read."""
    home = tmp_path_factory.mktemp("home")
    (home / "rilis/publik/data").mkdir(parents=True)
    (home / "rilis/publik/index.html").write_text("rapor")
    (home / "rilis/publik/data/indicators.csv").write_text("a,b")
    (home / "rahasia.txt").write_text("rahasia")
    (home / "rilis/publik/keluar.txt").symlink_to(home / "rahasia.txt")
    with server(home / "rilis", 0, KEY) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield int(serving.server_address[1])
        serving.shutdown()


def ask(port: int, path: str, method: str = "GET", host: str | None = None) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, dict(answer.getheaders())


def test_a_page_and_a_data_file_are_answered(port: int) -> None:
    status, body, headers = ask(port, f"/{KEY}/publik/index.html")
    assert (status, body) == (200, b"rapor")
    assert headers["Referrer-Policy"] == "no-referrer" and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert ask(port, f"/{KEY}/publik/data/indicators.csv?x=1")[:2] == (200, b"a,b")
    assert ask(port, f"/{KEY}/publik/index.html", "HEAD")[:2] == (200, b"")


@pytest.mark.parametrize(
    "path",
    ["/publik/index.html", "/", f"/{KEY}", f"/{KEY}/", f"/{KEY}/publik", f"/{KEY}/publik/", f"/{KEY}/publik/data/", f"/x/{KEY}/publik/index.html",
     "/KUNCI/publik/index.html", f"/{KEY}/../rahasia.txt", f"/{KEY}/publik/../../rahasia.txt", f"/{KEY}/..%2frahasia.txt",
     f"/{KEY}/publik/%2e%2e/%2e%2e/rahasia.txt", f"/{KEY}//etc/passwd", f"/{KEY}/publik/keluar.txt", f"/{KEY}/publik/index.html%00.txt",
     "http://127.0.0.1/publik/index.html"],
)  # fmt: skip
def test_nothing_else_is(port: int, path: str) -> None:
    status, body, headers = ask(port, path)
    assert status == 404 and b"rahasia" not in body and "root:" not in body.decode()
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_no_other_method_is(port: int, method: str) -> None:
    assert ask(port, f"/{KEY}/publik/index.html", method)[0] == 501


@pytest.mark.parametrize(
    "host", ["", "rapor.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", "192.168.1.2:{port}"]
)
def test_another_host_than_its_own_is_refused(port: int, host: str) -> None:
    assert ask(port, f"/{KEY}/publik/index.html", host=host.format(port=port))[0] == 403


def test_its_own_name_may_be_localhost(port: int) -> None:
    assert ask(port, f"/{KEY}/publik/index.html", host=f"localhost:{port}")[0] == 200


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(WrongUsageError, match=f"Port {number} tidak dapat dipakai"):
            server(tmp_path, number, KEY)


def test_the_command_shows_the_newest_release_until_it_is_interrupted(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        release, _ = publish(store)
    rapor = Path(sys.executable).with_name("rapor")
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("RAPOR_", "DAGSTER_"))}
    surroundings |= {"RAPOR_HOME": str(tmp_path), "COLUMNS": "300"}

    def command(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen([rapor, *arguments], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    serving = command("serve")
    assert serving.stdout
    first = serving.stdout.readline()
    assert first.startswith(f"Rilis {release.name}: http://127.0.0.1:")
    place = first.split("http://")[1].strip()
    number = int(place.split(":")[1].split("/")[0])
    status, body, _ = ask(number, f"/{place.partition('/')[2]}")
    assert (status, body) == (200, (release / "publik/index.html").read_bytes())
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=20) == 0
    assert "Traceback" not in serving.communicate()[1]
    refused = command("serve", "--draft")
    assert refused.wait(timeout=20) == 2
    assert "belum ada rancangan. Jalankan rapor publish --draft" in refused.communicate()[1]
    plain = command("publish")
    assert plain.wait(timeout=20) == 2
    assert "Rilis diterbitkan oleh rapor nightly" in plain.communicate()[1]
