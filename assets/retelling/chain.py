"""What a night does between its inbox and its release, without Dagster: a past state is told again by the same stages.

Nothing is returned to the regencies: that was done.
"""

from assets.accepted import judge_periods
from assets.computing.freshness import RETURNED, period_ranges
from assets.indicators import indicator_figures
from assets.province import judge_province
from assets.receiving.inbox import Receiving
from assets.scores import score_figures
from assets.storage.home import today
from assets.storage.tables import FILES, NAMES
from assets.store import Store
from assets.submissions import OF_SUBMISSIONS, list_files
from schemas import periods as calendar


def bring_up_to(store: Store) -> None:
    """Let the warehouse hold what the lines of the store's journal tell, no more and no less, with all figures."""
    receiving = Receiving(store.home.inbox, store.archive)
    _forget_others(store, receiving)
    list_files(store, receiving)
    judge_province(store)
    last = today(store.archive.clock())
    reported = [each for each in store.waiting_periods() if store.home.first_period <= each <= last]
    for first, until in period_ranges(reported):
        periods = calendar.between(first, until)
        judge_periods(store, periods)
        store.mark(RETURNED, periods)
        indicator_figures(store, periods)
        score_figures(store, periods)


def _forget_others(store: Store, receiving: Receiving) -> None:
    """Take out what was read of originals that the journal does not tell of."""
    files = store.warehouse.table(FILES).select("submission", "sha256")
    others = [sha for sha in files["sha256"].unique() if sha not in receiving.receipts]
    if not others:
        return
    submissions = files.filter(files["sha256"].is_in(others))["submission"].to_list()
    with store.warehouse.transaction():
        for table in (FILES, NAMES):
            store.warehouse.replace(table, store.warehouse.table(table, sha256=[]), sha256=others)
        for table in OF_SUBMISSIONS:
            store.warehouse.replace(table, store.warehouse.table(table, submission=[]), submission=submissions)
