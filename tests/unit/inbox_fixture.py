"""An inbox in a folder of the test's own: files dropped into it, and received."""

import os
import time
from pathlib import Path

from assets.receiving.inbox import Receiving
from assets.storage.archive import Archive


def drop(inbox: Path, name: str, content: bytes = b"isi", age: float = 10) -> Path:
    """Write a file that is so many seconds old."""
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def receive(inbox: Path) -> Receiving:
    """Receive what lies there, into the archive beside it."""
    receiving = Receiving(inbox, Archive(inbox.parent / "archive"))
    receiving.run()
    return receiving
