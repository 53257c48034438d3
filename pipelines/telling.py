"""The end of a night: its digest is written beside the home's folders, and mailed where the office has asked for it, once a night.

`rapor nightly` and Dagster's nights both end here. What was told last stands in `.ringkasan`; where that is lost, everything is told again.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assets.storage.archive import Archive
from assets.storage.home import OFFICE_TIME, Home, WrongSettingError
from assets.storage.journal import now
from assets.storage.publications import LATEST, latest
from assets.storage.rights import keep_private
from pipelines.digest import Digest, digest, failure
from pipelines.mailing import NotSentError, Post
from schemas.formatting import number

ADDRESS = "RAPOR_DIGEST_URL"
TEXT, STATE = "ringkasan.txt", ".ringkasan"
#: How a day was told: by mail, that its night did not end well, or by the text alone since nobody asked for mail.
WELL, FAILED, WRITTEN = "well", "failed", "written"


@dataclass(frozen=True)
class Told:
    """The digest of a night, where its short text lies, and, in Indonesian, what became of the mail; empty where nobody asked for one."""

    digest: Digest
    text: Path
    mail: str


@dataclass(frozen=True)
class _State:
    """Of which day the last digest was, which lines of the journal it told of, and how it was told (empty: not yet)."""

    day: str = ""
    since: int = 0
    until: int = 0
    told: str = ""


@dataclass(frozen=True)
class Settings:
    """Whom a digest is mailed to (None: nobody), and under which address its readers find the newest release."""

    post: Post | None
    base: str

    @classmethod
    def from_environment(cls, home: Home) -> "Settings":
        """What the environment says. Raises WrongSettingError."""
        base = os.environ.get(ADDRESS, "").strip().rstrip("/") or (home.releases / LATEST).as_uri()
        if "://" not in base or len(base) > 200 or len(base.split()) != 1:
            raise WrongSettingError(
                f"{ADDRESS} berisi “{base[:80]}”. Yang dapat dipakai: alamat tempat penerima membuka isi releases/latest, paling banyak 200 "
                f"huruf. Contoh: {ADDRESS}=https://berkas.kalteng.go.id/rapor"
            )
        return cls(Post.from_environment(), base)


def tell_night(home: Home, *, failed: bool = False) -> Told | None:
    """Write the digest of what happened since the one of another day, and mail it unless this day's was; None before the first release.

    A mail server that is down fails nobody: what was not mailed is told again with the next night. Raises WrongSettingError.
    """
    settings, release = Settings.from_environment(home), latest(home.releases)
    if release is None and not failed:
        return None
    keep_private(home)
    day = now().astimezone(OFFICE_TIME).date().isoformat()
    with _kept(home.folder / STATE) as kept:
        before = _read(kept)
        if failed or release is None:
            state, told = _on(before, day, before.until), failure(home, release, settings.base)
        else:
            lines = Archive(home.archive).lines()
            state = _on(before, day, lines[-1]["seq"] if lines else 0)
            told = digest(home, release, lines, state.since, settings.base)
        (home.folder / TEXT).write_text(told.short + "\n", encoding="utf-8")
        sentence, way = _mailed(settings.post, told, FAILED if failed else WELL, state.told)
        _write(kept, replace(state, told=way))
    return Told(told, home.folder / TEXT, sentence)


def _on(state: _State, day: str, head: int) -> _State:
    """The state on a day, with the journal's last line: another day begins where the last one that was told ended."""
    if state.day == day:
        return replace(state, until=head)
    return _State(day, state.until if state.told in (WELL, WRITTEN) else state.since, head)


def _mailed(post: Post | None, told: Digest, way: str, already: str) -> tuple[str, str]:
    """What became of the mail, and how the day is told now; `way` it is to be, `already` how it was."""
    if post is None:
        return "", already or WRITTEN
    if already == way:
        return "Ringkasan malam ini sudah dikirim.", already
    try:
        post.send(told.heading, told.text)
    except NotSentError as why:
        return f"Ringkasan malam tidak terkirim: {why}. Malam berikutnya mengirimnya.", ""
    return f"Ringkasan malam dikirim ke {number(len(post.recipients))} alamat.", way


@contextmanager
def _kept(path: Path) -> Iterator[int]:
    """The file of the state, which nobody else reads or writes meanwhile: two nights that end together send one mail."""
    place = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield place
    finally:
        os.close(place)


def _read(place: int) -> _State:
    """The state; the one before the first digest where it cannot be read."""
    try:
        return _State(**json.loads(os.pread(place, 10_000, 0)))
    except (ValueError, TypeError):
        return _State()


def _write(place: int, state: _State) -> None:
    content = json.dumps(asdict(state)).encode()
    os.pwrite(place, content, 0)
    os.ftruncate(place, len(content))
