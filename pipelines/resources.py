"""The one resource: an open, locked home. The lock is taken for the whole run and waited for."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.storage.home import Home
from assets.storage.lock import say
from assets.store import Store, open_store
from assets.told import told_in_a_sentence
from pipelines.processes import PROCESS_TAG, own_name


@dg.resource(description="Folder kerja yang disebut lingkungan (RAPOR_HOME, RAPOR_AREA, RAPOR_START), dibuka saat run dimulai.")
def store(context: dg.InitResourceContext) -> Iterator[Store]:
    """Say whose process the run is, wait for the lock, give the store to the run, and release both when it ends.

    dg.Failure, with the sentence that says what to do, when the home cannot be worked in; and when the run is one of another Dagster
    instance than the home's: `dagster dev` makes a temporary one, whose end would leave files received and nobody told.
    """
    home = Home.from_environment()
    if context.instance and not _is_of(home, context.instance):
        raise dg.Failure(
            f"Run ini bukan dari Dagster milik {home.folder}. Jalankan dengan make ui atau rapor nightly.", allow_retries=False
        )
    if context.instance and context.run:
        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: own_name()})

    def tell(sentence: str) -> None:
        say(sentence)
        if context.log:
            context.log.warning(sentence)

    with told_in_a_sentence(home), open_store(home, tell) as opened:
        yield opened


def _is_of(home: Home, instance: dg.DagsterInstance) -> bool:
    return not instance.is_ephemeral and Path(instance.root_directory).resolve() == home.dagster.resolve()
