"""`rapor backup`: bring a copy of a home up to date, and say what was copied and what could not be."""

import os
from pathlib import Path

from rich.console import Console

from assets.storage.backup import BackupRefusedError, Copied, back_up
from assets.storage.home import Home
from pipelines.commands.ailments import megabytes
from pipelines.commands.faults import WrongUsageError
from schemas.formatting import number


def back_up_and_print(console: Console, home: Home, target: Path) -> bool:
    """Copy what is new; True when everything that the journal names is in the copy. WrongUsageError when nothing can be copied there."""
    os.umask(0o077)
    try:
        with console.status("Menyalin"):
            copied = back_up(home, target)
    except BackupRefusedError as refusal:
        raise WrongUsageError(str(refusal)) from refusal
    except OSError as fault:
        raise WrongUsageError(
            f"Penyalinan ke {target} terhenti: {fault.strerror} ({fault.filename or 'disk'}). Yang sudah disalin tetap utuh; perbaiki disknya "
            "lalu jalankan lagi."
        ) from fault
    _tell(console, target, copied)
    return not copied.lacking


def _tell(console: Console, target: Path, copied: Copied) -> None:
    """What was copied in one line, and a line for each thing that was not well."""
    console.print(
        f"Cadangan di {target} sampai baris {number(copied.lines)} jurnal. Disalin: {number(copied.originals)} berkas asli, "
        f"{number(copied.releases)} rilis, {megabytes(copied.size)}.",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip
    for sentence in copied.mended:
        console.print(f"Perlu diketahui: {sentence} dan disalin kembali.", markup=False, highlight=False, soft_wrap=True)
    for sentence in copied.lacking:
        console.print(
            f"Tidak disalin: {sentence}; rapor verify menyebut apa yang harus dikembalikan.",
            style="red", markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip
