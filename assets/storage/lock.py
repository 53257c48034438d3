"""The home's one lock: waited for with a word on who holds it, and not for ever. The kernel releases it when its holder dies."""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assets.storage.refusal import RefusedError
from schemas.formatting import moment

#: So many seconds a command waits for another. What it would have done, the other does, or the next night.
WAITS_AT_MOST = 600.0
LOOKS_EVERY = 0.2
#: Called with a sentence.
Tell = Callable[[str], None]


class LockHeldError(RefusedError):
    """Somebody else holds the lock and does not give it back; the message says who, since when, and what to do."""


def say(sentence: str) -> None:
    """Tell a sentence on the process's own standard error, whatever has taken its place for what Dagster writes there."""
    print(sentence, file=sys.__stderr__, flush=True)


@contextmanager
def lock(home: Path, tell: Tell = say) -> Iterator[None]:
    """Hold the home's lock. Who has to wait for it tells so; LockHeldError after WAITS_AT_MOST seconds."""
    home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home / ".lock", os.O_RDWR | os.O_CREAT, 0o640)
    try:
        _wait(descriptor, home, tell)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{_command()} (proses {os.getpid()}, sejak {moment(datetime.now(UTC))})".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, home: Path, tell: Tell) -> None:
    """Take the lock as soon as it is free."""
    until, told = time.monotonic() + WAITS_AT_MOST, False
    while not _taken(descriptor):
        if told and time.monotonic() > until:
            raise LockHeldError(
                f"{home} masih dipakai {_holder(descriptor)}. Tunggu sampai selesai lalu ulangi; bila proses itu macet, hentikan dengan "
                "kill dan nomor prosesnya."
            )
        time.sleep(LOOKS_EVERY)  # the holder may have just come and not yet written who it is
        if not told:
            tell(f"Menunggu: {home} sedang dipakai {_holder(descriptor)}.")
            told = True


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> str:
    """What the holder wrote of itself."""
    return os.pread(descriptor, 300, 0).decode(errors="replace") or "proses lain yang tidak menyebut dirinya"


def _command() -> str:
    """This process's command without its options, in which names of people may stand."""
    path = Path(sys.argv[0] or "python")
    words = [path.parent.name if path.stem == "__main__" else path.name]
    for word in sys.argv[1:3]:
        if not word.isalpha():
            break
        words.append(word)
    return " ".join(words)
