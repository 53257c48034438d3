"""Once a week, off the night's path: a release of the past is made again, so that archive and journal are known to be enough."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import dagster as dg

from assets.keys import LATEST_RELEASE, PROVED_RELEASE
from assets.rebuilt.rebuilding import Rebuilt, picked, rebuild
from assets.storage.archive import Archive
from assets.storage.home import OFFICE_TIME, Home
from assets.storage.journal import BrokenJournalError, now
from assets.storage.published import publications
from pipelines.jobs import PROVE
from pipelines.processes import PROCESS_TAG, own_name
from schemas.periods import long_date

SAME = "sama_byte_demi_byte"
SENTENCE, FAULT = "sentence", "fault"


@dataclass(frozen=True)
class Proof:
    """What the last proof said, and whether it is one of ours to look into."""

    sentence: str
    is_fault: bool


@dg.asset(
    key=PROVED_RELEASE, deps=[LATEST_RELEASE], group_name="rapor", kinds={"html", "csv"},
    check_specs=[dg.AssetCheckSpec(SAME, asset=PROVED_RELEASE, description="Kode yang sama memberi berkas yang sama.")],
)  # fmt: skip
def proved_release(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """One release of the past, which the hash of the journal's last line picks, made again from archive and journal alone.

    It takes no lock: archive and journal only grow.
    """
    context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: own_name()})
    try:
        rebuilt = prove(Home.from_environment())
    except BrokenJournalError as broken:
        raise dg.Failure(str(broken), allow_retries=False) from broken
    sentence = f"Pembuktian {long_date(now().astimezone(OFFICE_TIME).date())}: "
    sentence += rebuilt.sentence if rebuilt else "belum ada rilis"
    fault = bool(rebuilt and rebuilt.is_fault)
    differing = "\n".join(f"- {name}" for name in rebuilt.differing) if rebuilt else ""
    check = dg.AssetCheckResult(
        check_name=SAME, passed=not fault, severity=dg.AssetCheckSeverity.ERROR,
        metadata={"berbeda": dg.MetadataValue.md(differing)},
    )  # fmt: skip
    return dg.MaterializeResult(metadata={SENTENCE: sentence, FAULT: fault}, check_results=[check])


def prove(home: Home) -> Rebuilt | None:
    """Make a release again that nobody chose, and throw it away; None before the first."""
    archive = Archive(home.archive)
    head = archive.head()
    chosen = picked(publications(archive), head["hash"]) if head else None
    if chosen is None:
        return None
    with TemporaryDirectory(prefix="rapor-") as folder:
        return rebuild(home, chosen, Path(folder))


def last_proof(instance: dg.DagsterInstance) -> Proof | None:
    """What came of the last proof; None before the first."""
    runs = instance.get_runs(filters=dg.RunsFilter(job_name=PROVE), limit=1)
    if runs and runs[0].status == dg.DagsterRunStatus.FAILURE:
        return Proof(f"Pembuktian mingguan gagal; lihat run {runs[0].run_id} di Dagster", is_fault=True)
    event = instance.get_latest_materialization_event(PROVED_RELEASE)
    materialization = event.asset_materialization if event else None
    if materialization is None:
        return None
    told = materialization.metadata
    return Proof(str(told[SENTENCE].value), bool(told[FAULT].value))
