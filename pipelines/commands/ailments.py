"""What is to be mended in a home, each in one Indonesian sentence with its remedy. Looks and changes nothing, and waits for no lock."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from assets.storage.archive import Archive, hashes
from assets.storage.aside import ASIDE, is_aside
from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.storage.publications import removed
from assets.storage.rights import owned_by_others, too_open
from assets.storage.thinning import moment
from assets.storage.unbroken import require_unbroken
from pipelines.processes import held_since
from schemas.formatting import listing, number
from schemas.formatting import moment as told_moment

DISTRIBUTION = "rapor-koperasi"
#: Less room than this on the disk, in bytes, is little; so is less than what so many nights like the last ones take.
LITTLE_ROOM, NIGHTS_AHEAD = 1 << 30, 30
#: A night takes minutes. A process that holds the home longer hangs.
HELD_AT_MOST = timedelta(hours=6)
#: A clock that is set by a network may differ so much from another machine's.
CLOCKS_DIFFER = timedelta(minutes=5)
#: So many names are told, and how many there are besides.
NAMED_AT_MOST = 3


def ailments(home: Home, a_night: float, now: datetime) -> tuple[list[str], list[str]]:
    """What is to be mended, and what is only to be known. `a_night`: how many bytes a night takes of the disk."""
    archive = Archive(home.archive)
    holder = _holder(home, now)
    to_mend = [
        *_rights(home), *_room(home, a_night), *_aside(home), *holder, *_versions(),
        *([] if _is_held(home) else _leftovers(home)),
    ]  # fmt: skip
    try:
        require_unbroken(home, archive)
    except BrokenJournalError as broken:
        return [*to_mend, str(broken).removesuffix(".")], []
    to_mend += [*_clock(home, archive, now), *_originals(archive)]
    return to_mend, archive.journal.torn() + removed(home.releases, archive.lines())


def _rights(home: Home) -> Iterator[str]:
    """Whoever may see more than shall, and files that no night of this account can change."""
    if wide := too_open(home):
        yield f"Terbuka bagi akun lain: {_names(home, wide)}; rapor nightly menutupnya kembali"
    if foreign := owned_by_others(home):
        yield (
            f"Milik akun lain daripada pemilik folder kerja: {_names(home, foreign)}; kembalikan dengan chown, dan jalankan malam selalu "
            "dari akun yang sama"
        )


def _room(home: Home, a_night: float) -> Iterator[str]:
    """Whether the disk is nearly full."""
    free = shutil.disk_usage(home.folder).free
    if free < max(LITTLE_ROOM, NIGHTS_AHEAD * a_night):
        yield f"Disk hampir penuh: tinggal {megabytes(free)}; pindahkan yang lain dari disk itu, atau folder kerja ke disk yang lebih besar"


def _aside(home: Home) -> Iterator[str]:
    """What nights set aside as damaged, and nobody has looked at since."""
    places = (home.folder, home.releases, *home.archive.glob("[0-9a-f][0-9a-f]"))
    if found := sorted(path for place in places for path in place.glob(f"*{ASIDE}*")):
        yield f"Disisihkan karena rusak: {_names(home, found)}; lihat apa sebabnya, lalu hapus"


def _is_held(home: Home) -> bool:
    return held_since(home.folder / ".lock") is not None


def _holder(home: Home, now: datetime) -> Iterator[str]:
    """A process that holds the home for longer than any night takes: all others wait for it."""
    held = held_since(home.folder / ".lock")
    if held and now - held[1] > HELD_AT_MOST:
        yield f"Proses {held[0]} memegang folder kerja sejak {told_moment(held[1])} dan malam lain menunggunya; hentikan dengan kill {held[0]}"


def _leftovers(home: Home) -> Iterator[str]:
    """What a process left that was killed."""
    found = [
        *home.archive.glob(".*.part"),
        *home.releases.glob(".*"),
        *home.folder.glob(f".{home.draft.name}"),
        *home.folder.glob("warehouse.duckdb.wal"),
    ]
    if found:
        yield f"Tertinggal dari proses yang terhenti: {_names(home, found)}; jalankan rapor nightly, yang masih ada sesudahnya boleh dihapus"


def _versions() -> Iterator[str]:
    """Libraries of other versions than the ones that this code was tried with."""
    from packaging.requirements import Requirement

    other = []
    for each in map(Requirement, requires(DISTRIBUTION) or []):
        try:
            found = version(each.name)
        except PackageNotFoundError:
            found = "tidak ada"
        if (each.marker is None or each.marker.evaluate()) and not (
            found[0].isdigit() and each.specifier.contains(found, prereleases=True)
        ):
            other.append(f"{each.name} {found} (seharusnya {each.specifier})")
    if other:
        yield f"Pustaka terpasang dalam versi lain: {listing(other)}; jalankan make untuk memasangnya kembali"


def _clock(home: Home, archive: Archive, now: datetime) -> Iterator[str]:
    """Whether something was written at a moment that is still to come: then the clock was wrong, or is."""
    last = archive.head()
    written = [datetime.fromisoformat(last["at"])] if last else []
    made = [each for path in home.releases.glob("[0-9]*Z") if (each := moment(path.name))]
    newest = max([*written, *made], default=now)
    if newest - now > CLOCKS_DIFFER:
        yield (
            f"Jam komputer ({told_moment(now)}) lebih lambat daripada yang terakhir ditulis ({told_moment(newest)}); perbaiki jamnya sebelum "
            "malam berikutnya"
        )


def _originals(archive: Archive) -> Iterator[str]:
    """Originals that are gone, and files in the archive that no line tells of. Their content is looked at by `rapor verify`."""
    named = {sha for line in archive.lines() for sha in hashes(line)}
    if gone := sorted(sha for sha in named if not archive.path(sha).exists()):
        yield (
            f"Tidak ada di arsip: {number(len(gone))} berkas asli, yang pertama {gone[0][:12]}; rapor verify menyebut dengan nama apa "
            "masing-masing dikembalikan dari cadangan"
        )
    kept = {path.name for path in archive.folder.glob("[0-9a-f][0-9a-f]/*") if not is_aside(path)}
    if unknown := sorted(kept - named):
        yield (
            f"Tidak tercatat dalam jurnal: {number(len(unknown))} berkas di arsip, yang pertama {unknown[0][:12]}; sisa malam yang "
            "terhenti, yang rapor nightly terima lagi dari kotak masuk; bila tetap ada, pindahkan dari arsip"
        )


def _names(home: Home, paths: Iterable[Path]) -> str:
    """The first of some paths below the home, and how many there are besides."""
    names = [os.path.relpath(path, home.folder) for path in paths]
    besides = len(names) - NAMED_AT_MOST
    return listing(names) if besides <= 0 else f"{', '.join(names[:NAMED_AT_MOST])}, dan {number(besides)} lainnya"


def megabytes(size: float) -> str:
    """`3,6 MB`; from a thousand on `1,2 GB`."""
    return f"{number(size / 1e6, 1)} MB" if size < 1e9 else f"{number(size / 1e9, 1)} GB"
