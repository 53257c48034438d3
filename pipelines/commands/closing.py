"""`rapor close` and `rapor reopen`: making a period's figures final, and taking that back, each with a name and a reason."""

import polars as pl

from assets.receiving.arrivals import REGISTER_NAME, look
from assets.receiving.inbox import Receiving
from assets.storage import closings as closing
from assets.storage.closings import Decision
from assets.storage.home import Home
from assets.storage.journal import Line
from assets.storage.tables import FILES, REPORTS, SCORES, VALUES
from assets.store import Store, open_store
from assets.submissions import unread_originals
from pipelines.commands.faults import WrongUsageError
from schemas import periods as calendar
from schemas.states import REASONS


class ClosingRefusedError(WrongUsageError):
    """The period cannot be closed or reopened; the message says why, in Indonesian."""


def close_period(home: Home, period: str, decision: Decision) -> Line:
    """Close a period with the figures that it has now; ClosingRefusedError when it has none, or anything received is not in them."""
    _well_formed(period, decision)
    with open_store(home) as store:
        if period in closing.closings_in_force(store.archive.lines()):
            raise ClosingRefusedError(f"Periode {period} sudah ditutup.")
        standing = store.warehouse.table(REPORTS, period=[period]).filter(pl.col("submission").is_not_null())
        if standing.is_empty():
            raise ClosingRefusedError(f"Periode {period} belum mempunyai laporan yang diterima.")
        if _rests_on_samples(store, standing):
            raise ClosingRefusedError(f"Angka periode {period} berasal dari data contoh dan tidak dapat dijadikan angka final.")
        if waits := _waits(store, period):
            raise ClosingRefusedError(f"{waits}. Jalankan rapor nightly lebih dahulu.")
        values, scores = (store.warehouse.table(table, period=[period]) for table in (VALUES, SCORES))
        return closing.write_closing(store.archive, period, values, scores, decision)


def _rests_on_samples(store: Store, standing: pl.DataFrame) -> bool:
    """True when one of the reports that stand is a sample."""
    files = store.warehouse.table(FILES, submission=standing["submission"].unique())
    return bool(files["sample"].any())


def _waits(store: Store, period: str) -> str:
    """What the figures of a period do not rest on yet; empty when there is nothing. A file that was not read may be of any period."""
    receiving = Receiving(store.home.inbox, store.archive)
    inbox = [each for each in look(store.home.inbox) if each.path.name != REGISTER_NAME]
    if inbox:
        return f"{len(inbox)} berkas di kotak masuk belum diterima"
    if left := len(unread_originals(store, receiving)):
        return f"{left} berkas belum dibaca dengan pembaca dan profil yang berlaku sekarang"
    return f"Angka periode {period} belum dihitung dari berkas terbaru" if period in store.waiting_periods() else ""


def reopen_period(home: Home, period: str, decision: Decision) -> Line:
    """Reopen a closed period; ClosingRefusedError when it is not closed."""
    _well_formed(period, decision)
    with open_store(home) as store:
        if period not in closing.closings_in_force(store.archive.lines()):
            raise ClosingRefusedError(f"Periode {period} tidak sedang ditutup.")
        return closing.write_reopening(store.archive, period, decision)


def _well_formed(period: str, decision: Decision) -> None:
    """Raise ClosingRefusedError for a period that is none, a reason that is no key of REASONS, and a decision of nobody."""
    if not calendar.is_period(period):
        raise ClosingRefusedError(f"Periode “{period}” tidak dikenal. Contoh: 2025-03.")
    if decision.why not in REASONS:
        raise ClosingRefusedError(f"Sebutkan alasannya (--why): {', '.join(REASONS)}.")
    if not decision.by.strip():
        raise ClosingRefusedError("Sebutkan siapa yang memutuskan (--by).")
