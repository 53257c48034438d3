"""Header profiles that a person accepted at run time: kept in the archive by hash, with a line in the journal."""

import hashlib
from collections.abc import Iterable

from assets.storage.archive import Archive
from schemas.forms.profiles import Profile, as_text, parse

EVENT = "profile accepted"


def keep_profile(archive: Archive, profile: Profile, by: str, reason: str) -> str:
    """Keep a profile and say in the journal who accepted it and why; its SHA-256. One of the same name is superseded.

    Only the holder of the home's lock may call this. `by` stands in the journal and nowhere else.
    """
    sha = archive.keep_bytes(as_text(profile).encode())
    archive.append(EVENT, sha256=sha, name=profile.name, form=profile.form, by=by, reason=reason)
    return sha


def accepted_profiles(archive: Archive) -> tuple[Profile, ...]:
    """The profiles in force, the last accepted of each name; bounded in time by themselves (`valid_to`).

    BrokenJournalError when one is gone or was altered: without it files would be read otherwise.
    """
    last = {line["name"]: line["sha256"] for line in archive.lines() if line["event"] == EVENT}
    return tuple(parse(archive.read(sha).decode()) for _, sha in sorted(last.items()))


def version_of(profiles: Iterable[Profile]) -> str:
    """A hash of what was accepted; empty when nothing was."""
    texts = [as_text(profile) for profile in profiles]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8] if texts else ""
