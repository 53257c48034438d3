"""`rapor serve`: a release or a draft in a browser of this machine, and nothing else of it.

It listens on 127.0.0.1 alone, has no log-in, and shows internal/ too: so every address begins with a key that is made anew each time and stands
on the screen of whoever asked. Another account of the machine does not know it, nor does a page of another site; that a foreign name may lead
to this machine is why Host is looked at.
"""

import secrets
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

from rich.console import Console

from pipelines.commands.faults import WrongUsageError

HOST, NAMES = "127.0.0.1", ("127.0.0.1", "localhost")
#: A browser that says nothing for so many seconds is let go.
SILENT_AT_MOST = 30
#: Nothing is asked of another machine, no page of another site holds one of ours, and a link does not tell the key.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class OneFolder(SimpleHTTPRequestHandler):
    """Answers GET and HEAD of a file below one folder, at addresses that begin with the key; all else is refused."""

    timeout = SILENT_AT_MOST

    def __init__(self, *request: Any, key: str, directory: str) -> None:
        self._key = key
        super().__init__(*request, directory=directory)

    def send_head(self) -> Any:
        """The file that was asked for, open; None when that was refused."""
        port = self.connection.getsockname()[1]
        if self.headers.get("Host") not in {f"{name}:{port}" for name in NAMES}:
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        before, key, rest = self.path.partition(f"/{self._key}/")
        if before or not key:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.path = f"/{rest}"
        return super().send_head() if self._is_file() else self.send_error(HTTPStatus.NOT_FOUND)

    def _is_file(self) -> bool:
        """True for a file of the folder itself: no list of a folder, and no link that leads out of it."""
        asked = Path(self.translate_path(self.path))
        return asked.is_file() and asked.resolve().is_relative_to(Path(self.directory).resolve())

    def list_directory(self, path: Any) -> None:
        """No folder is listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Send HEADERS with every answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  the name is the base's
        """Say nothing of who looks at what."""


def server(folder: Path, port: int, key: str) -> ThreadingHTTPServer:
    """A server of one folder; port 0 is a free one. WrongUsageError when the port cannot be had."""
    try:
        return ThreadingHTTPServer((HOST, port), partial(OneFolder, key=key, directory=str(folder)))
    except (OSError, OverflowError) as taken:
        raise WrongUsageError(
            f"Port {port} tidak dapat dipakai (mungkin sedang dipakai program lain). Pilih yang lain, atau tanpa --port."
        ) from taken


def serve(console: Console, folder: Path, what: str, port: int) -> None:
    """Serve a folder until somebody ends it by Ctrl-C; `what` it is, in words."""
    key = secrets.token_urlsafe(16)
    with server(folder, port, key) as serving:
        address = f"http://{HOST}:{serving.server_address[1]}/{key}"
        console.print(f"{what}: {address}/publik/index.html", markup=False, highlight=False, soft_wrap=True)
        console.print(f"Untuk dinas: {address}/internal/index.html", markup=False, highlight=False, soft_wrap=True)
        console.print("Hanya untuk komputer ini, selama perintah ini berjalan. Ctrl-C mengakhirinya.")
        _flush(sys.stdout)
        try:
            serving.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            console.print("Selesai.")


def _flush(stream: IO[str]) -> None:
    """Let whoever reads through a pipe see the address before anybody asks for it."""
    stream.flush()
