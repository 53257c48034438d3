"""`rapor publish --draft`: what a release of now would say, built where only whoever asks for it looks."""

from rich.console import Console

from assets.drafting import draft
from assets.storage.home import Home
from assets.store import open_store
from pipelines.commands.faults import WrongUsageError
from schemas.formatting import span


def draft_and_print(console: Console, home: Home) -> bool:
    """Build the draft and say where it lies and what is to be known of it; False when a night would not publish it.

    WrongUsageError in a home where nothing is.
    """
    if home.is_empty:
        raise WrongUsageError(f"Belum ada apa pun di {home.folder}; periksa RAPOR_HOME atau --home.")
    with open_store(home) as store, console.status("Membuat rancangan"):
        made = draft(store)
    console.print(f"Rancangan: {made.folder / 'publik' / 'index.html'}", markup=False, soft_wrap=True)
    console.print(f"Untuk dinas: {made.folder / 'internal' / 'index.html'}", markup=False, soft_wrap=True)
    if made.waiting:
        console.print(
            f"Belum terhitung di dalamnya: yang baru untuk {span(made.waiting)}. Jalankan rapor nightly.", soft_wrap=True
        )
    for fault in made.faults:
        console.print(f"Malam tidak akan menerbitkannya: {fault}.", style="red", markup=False, soft_wrap=True)
    console.print("Tidak ada yang dirilis. Lihat di peramban: rapor serve --draft")
    return not made.faults
