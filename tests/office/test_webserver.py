"""Who is answered by the webserver that `make ui` serves: its own pages, and nobody else's."""

import asyncio
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from pipelines.webserver import OwnPagesOnly

HOST = "127.0.0.1:3000"


async def dagster(scope: Any, receive: Any, send: Any) -> None:
    """Answers whatever comes through."""
    await send({"type": "answered"})


def answer(
    host: str = HOST, origin: str | None = None, query: str = "", method: str = "GET", kind: str = "http", more: str = ""
) -> str | int | None:
    """`answered`, or the status of the refusal; of a socket the code with which it is closed."""
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {
        "type": kind,
        "method": method,
        "path": "/graphql",
        "query_string": f"query={quote(query)}{more}".encode(),
        "headers": headers,
    }
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    asyncio.run(OwnPagesOnly(dagster)(scope, receive, send))  # type: ignore[arg-type]
    first = sent[0]
    return first.get("status") or first.get("code") or first["type"]


@pytest.mark.parametrize("host", [HOST, "localhost:3000"])
def test_own_pages_are_answered(host: str) -> None:
    assert answer(host, f"http://{host}", method="POST") == answer(host, query="{version}") == "answered"
    assert answer(host, f"http://{host}", kind="websocket") == "answered"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9999", "https://127.0.0.1:3000"])
def test_another_page_is_refused_also_on_a_socket(origin: str) -> None:
    assert (answer(origin=origin, method="POST"), answer(origin=origin, kind="websocket")) == (403, 1008)


@pytest.mark.parametrize("host", ["evil.example:3000", "127.0.0.1.evil.example:3000", "192.168.1.5:3000", ""])
def test_a_foreign_name_of_this_machine_is_refused(host: str) -> None:
    assert answer(host) == 403


@pytest.mark.parametrize("text", ["mutation{launchRun{x}}", "query A{v} mutation B{launchRun{x}}", "  # a note\nmutation L {x}"])
def test_a_picture_starts_nothing(text: str) -> None:
    assert answer(query=text) == 405


@pytest.mark.parametrize("first", ["{", "", "{version}"])
def test_no_document_before_it_hides_a_mutation(first: str) -> None:
    assert answer(query=first, more=f"&query={quote('mutation{launchRun{x}}')}") == 405


def test_what_is_no_document_is_left_to_dagster() -> None:
    assert answer(query="mutation{") == "answered"


FOREIGN = """<img src="http://{host}/graphql?query=mutation%7Bx%7D"><img src="http://{host}/graphql?query=%7Bx%7D">
<form id="f" method="post" enctype="text/plain" action="http://{host}/graphql" target="w"><input name="q" value="1"></form>
<iframe name="w"></iframe>
<script>fetch("http://{host}/graphql", {{method: "POST", mode: "no-cors", body: "{{}}"}}); document.getElementById("f").submit();
new WebSocket("ws://{host}/graphql");</script>"""


def test_a_page_from_elsewhere_starts_nothing_in_a_browser(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("Chromium tidak ada di mesin ini")
    passed: list[tuple[str, str]] = []

    async def counting(scope: Any, receive: Any, send: Any) -> None:
        passed.append((scope.get("method", scope["type"]), scope["query_string"].decode()))
        await PlainTextResponse("dagster")(scope, receive, send)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(OwnPagesOnly(counting), log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        page = tmp_path / "foreign.html"
        page.write_text(FOREIGN.format(host=host), encoding="utf-8")
        for seen in (page.as_uri(), f"http://{host}/graphql?query=%7Bown%7D"):
            subprocess.run(
                [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}",
                 "--virtual-time-budget=4000", "--dump-dom", seen], capture_output=True, timeout=120, check=True,
            )  # fmt: skip
        server.should_exit = True
        thread.join(timeout=20)
    asked = [each for each in passed if "own" not in each[1] and "favicon" not in each[1]]
    # A picture may look, as a link may; it changes nothing.
    assert {each for each in asked if each[1]} <= {("GET", "query=%7Bx%7D")}
    assert [each for each in asked if each[0] in ("POST", "websocket")] == []
    assert ("GET", "query=%7Bown%7D") in passed
