"""`rapor accept`: the office lets a form count that a rule holds back, with a name and a reason."""

import polars as pl

from assets.storage import decisions
from assets.storage.home import Home
from assets.storage.journal import Line
from assets.storage.tables import FILES, FINDINGS, REPORTED
from assets.store import open_store
from pipelines.commands.faults import WrongUsageError
from schemas.forms import EVERY_FORM
from schemas.rules import FATAL, RULES
from schemas.rules.between_periods import MUCH_SHORTER_VERSION, SCALE_DOUBTED

#: So many characters of a SHA-256 are enough to name a file.
SHORTEST = 8
#: The rules that hold a form or its amounts back until somebody decides.
LIFTED = (MUCH_SHORTER_VERSION, SCALE_DOUBTED)


class NotAcceptedError(WrongUsageError):
    """The form cannot be accepted; the message says why, in Indonesian."""


def accept_form(home: Home, sha256: str, form: str, by: str, reason: str) -> Line:
    """Let a form of a received file count from the next night on. `sha256` may be its beginning. NotAcceptedError when it cannot."""
    if form not in EVERY_FORM:
        raise NotAcceptedError(f"Formulir “{form}” tidak dikenal. Pilihan: {', '.join(EVERY_FORM)}.")
    if not by.strip() or not reason.strip():
        raise NotAcceptedError("Sebutkan siapa yang memutuskan (--by) dan alasannya (--reason).")
    if len(sha256) < SHORTEST:
        raise NotAcceptedError(f"Sebutkan sedikitnya {SHORTEST} huruf pertama SHA-256 berkasnya, seperti pada submissions.csv.")
    with open_store(home) as store:
        files = store.warehouse.table(FILES).filter(pl.col("sha256").str.starts_with(sha256.lower()))
        if files["sha256"].n_unique() != 1:
            raise NotAcceptedError(
                f"Ada {files['sha256'].n_unique()} berkas dengan SHA-256 “{sha256}”. Lihat submissions.csv pada rilis."
            )
        reported = store.warehouse.table(REPORTED, submission=files["submission"]).filter(pl.col("form") == form)
        placed = files.join(reported, on="submission", how="semi").filter(pl.col("period").is_not_null())
        if placed.is_empty():
            raise NotAcceptedError(
                f"Berkas itu tidak memuat formulir {EVERY_FORM[form].title} dari kabupaten/kota dan periode yang dikenal."
            )
        period = str(placed["period"][0])
        if period in store.closings:
            raise NotAcceptedError(f"Periode {period} sudah ditutup. Buka kembali lebih dahulu dengan rapor reopen {period}.")
        _require_held_back(
            store.warehouse.table(FINDINGS, submission=placed["submission"]).filter(pl.col("form").is_in([form, ""]))
        )
        return decisions.accept(store.archive, str(placed["sha256"][0]), form, period, by, reason)


def _require_held_back(findings: pl.DataFrame) -> None:
    """Raise NotAcceptedError unless of the findings (FINDING) of a form all that keep it from counting may be lifted, and there is one."""
    lifted = pl.col("rule").is_in([rule.code for rule in LIFTED])
    mended = findings.filter((pl.col("severity") == FATAL) & ~lifted)
    if not mended.is_empty():
        titles = ", ".join(f"{RULES[rule].title} ({rule})" for rule in mended["rule"].unique().sort())
        raise NotAcceptedError(
            f"Formulir itu dikembalikan untuk diperbaiki: {titles}. Hal itu tidak dapat diputuskan oleh dinas."
        )
    if findings.filter(lifted).is_empty():
        choices = " atau ".join(f"{rule.title} ({rule.code})" for rule in LIFTED)
        raise NotAcceptedError(f"Tidak ada yang menahan formulir itu. Yang dapat diputuskan: {choices}.")
