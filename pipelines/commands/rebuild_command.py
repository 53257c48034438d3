"""`rapor rebuild`: a release made again from archive and journal alone, and what came of holding it against the published one."""

from datetime import datetime, time
from pathlib import Path

from rich.console import Console

from assets.rebuilt.rebuilding import Rebuilt, newest_by, rebuild
from assets.storage.archive import Archive
from assets.storage.home import OFFICE_TIME, Home
from assets.storage.published import publications
from pipelines.commands.faults import WrongUsageError
from schemas.formatting import moment as moment_in_words

#: So many files are named.
NAMED_AT_MOST = 12


def moment_of(text: str) -> datetime:
    """The moment that a text means; one without a zone is the office's, a day alone its end. WrongUsageError when it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise WrongUsageError(f"Waktu “{text}” tidak dikenal. Contoh: 2025-04-30T23:59+07:00, atau 2025-04-30.") from wrong
    if len(text) == len("2025-04-30"):
        moment = datetime.combine(moment, time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME)


def rebuild_release(home: Home, as_of: str | None, folder: Path) -> Rebuilt:
    """Make the release that was the newest at a moment again in a folder. WrongUsageError when there is none, or the folder holds anything."""
    wanted = moment_of(as_of) if as_of else None
    published = publications(Archive(home.archive))
    chosen = newest_by(published, wanted)
    if chosen is None:
        first = f"; yang pertama dirilis {moment_in_words(published[0].made_at)}" if published else f" di {home.folder}"
        raise WrongUsageError(f"Belum ada rilis{' pada waktu itu' if published else ''}{first}.")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise WrongUsageError(f"{folder} sudah berisi; sebutkan folder yang belum ada atau kosong.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return rebuild(home, chosen, folder)


def print_rebuilt(console: Console, rebuilt: Rebuilt, folder: Path) -> None:
    """Which release it was, whether it is the same, and if not, what differs and why."""
    console.print(f"{rebuilt.sentence}.", markup=False, soft_wrap=True, style="red" if rebuilt.is_fault else None)
    for name in rebuilt.differing[:NAMED_AT_MOST]:
        console.print(f"  berbeda: {name}", markup=False, soft_wrap=True)
    if (more := len(rebuilt.differing) - NAMED_AT_MOST) > 0:
        console.print(f"  … dan {more} berkas lain", markup=False)
    console.print(f"Halaman: {folder / 'publik' / 'index.html'}", soft_wrap=True)
