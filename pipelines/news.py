"""The job by which a night of Dagster's tells what happened in it."""

import dagster as dg

from assets.storage.home import Home, WrongSettingError
from pipelines.jobs import COMPUTE, PUBLISH, RECEIVE, TELL
from pipelines.processes import PROCESS_TAG, own_name
from pipelines.telling import tell_night


@dg.op(name=f"{TELL}_malam", description="Menulis ringkasan malam, dan mengirimnya bila diminta.")
def tell_of_night(context: dg.OpExecutionContext) -> None:
    """Tell the night unless its day was told: `rapor nightly` beside Dagster tells it too. It takes no lock."""
    context.instance.add_run_tags(context.run_id, {PROCESS_TAG: own_name()})
    try:
        told = tell_night(Home.from_environment(), failed=ended_badly(context.instance))
    except WrongSettingError as wrong:
        raise dg.Failure(str(wrong), allow_retries=False) from wrong
    context.log.info(told.mail or f"Ringkasan: {told.text}" if told else "Belum ada rilis.")


def ended_badly(instance: dg.DagsterInstance) -> bool:
    """True when the newest of the night's runs failed."""
    newest = [
        run for job in (RECEIVE, COMPUTE, PUBLISH) for run in instance.get_run_records(dg.RunsFilter(job_name=job), limit=1)
    ]
    return bool(newest) and max(newest, key=lambda run: run.storage_id).dagster_run.status == dg.DagsterRunStatus.FAILURE


@dg.job(name=TELL, description="Ringkasan malam: apa yang masuk, apa yang belum, apa yang berubah, dan di mana melihatnya.")
def tell() -> None:
    """Nothing but that."""
    tell_of_night()
