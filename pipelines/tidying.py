"""After a release: old runs of Dagster are forgotten, and old releases thinned to their manifests (docs/decisions/020).

Nobody waits for it, and where it fails the release stands and the next night tries again.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from sqlalchemy import text

from assets.storage.aside import remove
from assets.storage.thinning import thin
from assets.store import Store
from pipelines.processes import OVER

#: Finished runs of so many days are kept, whatever came of them.
RUN_DAYS = 30
#: So many runs are forgotten in one night.
TOGETHER = 100
#: A database is written anew when it is larger than so many bytes and more than half of it is empty.
VACUUM_FROM = 8 << 20
#: Of each asset and partition the newest event of each kind, and whose it is: that is what Dagster's pages show.
_NEWEST = text(
    "SELECT DISTINCT run_id FROM event_logs WHERE id IN "
    "(SELECT max(id) FROM event_logs WHERE asset_key IS NOT NULL GROUP BY asset_key, partition, dagster_event_type)"
)


@dg.success_hook(name="rapikan", required_resource_keys={"store"})
def tidy(context: dg.HookContext) -> None:
    """Thin releases and forget runs, while the run that published still holds the home."""
    store: Store = context.resources.store
    if names := thin(store.home.releases, store.archive):
        context.log.info(f"{len(names)} rilis lama diringkas: {', '.join(names)}")
    forget_runs(context.instance, store.home.dagster, store.archive.clock())


def forget_runs(instance: dg.DagsterInstance, folder: Path, now: datetime) -> None:
    """Delete the finished runs that are older than RUN_DAYS, and their logs; `folder` is the instance's.

    Dagster knows what stands of an asset and partition from the events of the run that made it: `delete_run` takes them along, and a
    partition that was made becomes one that never was. A run with such an event stays in the list; its log goes.
    """
    storage = instance.event_log_storage
    if not isinstance(storage, SqliteEventLogStorage):
        return
    before = now - timedelta(days=RUN_DAYS)
    old = instance.get_run_ids(dg.RunsFilter(statuses=OVER, created_before=before))
    if not old:
        return
    with storage.index_connection() as index:
        standing = {run_id for (run_id,) in index.execute(_NEWEST)}
    forgotten = [run_id for run_id in old if run_id not in standing][-TOGETHER:]
    for run_id in forgotten:
        # What `instance.delete_run` does, but for opening the run's own log, which is deleted whole.
        instance.run_storage.delete_run(run_id)
        with storage.index_connection() as index:
            storage.delete_events_for_run(index, run_id)
    for run_id in [*forgotten, *standing.intersection(old)]:
        _remove_logs(Path(storage.path_for_shard(run_id)), folder / "storage" / run_id)
    if forgotten:
        _vacuum(folder.glob("**/*.db"))


def _remove_logs(database: Path, captured: Path) -> None:
    """Remove the log of one run, and what its steps wrote to the screen."""
    for path in (database, *(database.with_name(f"{database.name}-{kind}") for kind in ("wal", "shm", "journal")), captured):
        remove(path)


def _vacuum(databases: Iterable[Path]) -> None:
    """Give back what is empty in large databases; one that somebody uses right now is left for another night."""
    for path in databases:
        if path.stat().st_size < VACUUM_FROM:
            continue
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            pages, empty = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "freelist_count"))
            if 2 * empty > pages:
                try:
                    connection.execute("VACUUM")
                except sqlite3.OperationalError:
                    continue
