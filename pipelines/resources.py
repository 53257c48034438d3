"""The one resource: an open, locked home. The lock is taken for the whole run and waited for."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.storage.home import Home
from assets.storage.journal import BrokenJournalError
from assets.store import Store, open_store
from pipelines.processes import PROCESS_TAG, own_name


@dg.resource(description="Folder kerja yang disebut lingkungan (RAPOR_HOME, RAPOR_AREA, RAPOR_START), dibuka saat run dimulai.")
def store(context: dg.InitResourceContext) -> Iterator[Store]:
    """Say whose process the run is, wait for the lock, give the store to the run, and release both when it ends.

    dg.Failure when the journal is not what it was, with the sentence that says how to restore it; and when the run is one of another Dagster
    instance than the home's: `dagster dev` makes a temporary one, whose end would leave files received and nobody told.
    """
    home = Home.from_environment()
    if context.instance and not _is_of(home, context.instance):
        raise dg.Failure(
            f"Run ini bukan dari Dagster milik {home.folder}. Jalankan dengan make ui atau rapor nightly.", allow_retries=False
        )
    if context.instance and context.run:
        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: own_name()})
    try:
        with open_store(home) as opened:
            yield opened
    except BrokenJournalError as broken:
        raise dg.Failure(str(broken), allow_retries=False) from broken


def _is_of(home: Home, instance: dg.DagsterInstance) -> bool:
    return not instance.is_ephemeral and Path(instance.root_directory).resolve() == home.dagster.resolve()
