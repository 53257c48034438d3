"""The one resource: an open, locked home. The lock is taken for the whole run and waited for."""

from collections.abc import Iterator

import dagster as dg

from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.store import Store, open_store
from pipelines.processes import PROCESS_TAG, own_name


@dg.resource(description="Folder kerja yang disebut lingkungan (RAPOR_HOME, RAPOR_AREA, RAPOR_START), dibuka saat run dimulai.")
def store(context: dg.InitResourceContext) -> Iterator[Store]:
    """Say whose process the run is, wait for the lock, give the store to the run, and release both when it ends.

    dg.Failure, with the sentence that says how to restore, when the journal is not what it was.
    """
    if context.instance and context.run:
        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: own_name()})
    try:
        with open_store(Home.from_environment()) as opened:
            yield opened
    except BrokenJournalError as broken:
        raise dg.Failure(str(broken), allow_retries=False) from broken
