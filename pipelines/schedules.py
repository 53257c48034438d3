"""The night: receiving begins at 01:00 in Jakarta; sensors.py carries it on to the figures and the release."""

import dagster as dg

from pipelines.jobs import receive

nightly = dg.ScheduleDefinition(
    name="malam", job=receive, cron_schedule="0 1 * * *", execution_timezone="Asia/Jakarta",
    default_status=dg.DefaultScheduleStatus.RUNNING, description="Setiap malam pukul 01.00 WIB.",
)  # fmt: skip
