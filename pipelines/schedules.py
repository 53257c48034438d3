"""What begins by itself: once a week the proof; and every night at 01:00 in Jakarta receiving.

sensors.py carries the night on to the figures and the release.
"""

import dagster as dg

from pipelines.jobs import prove, receive

NIGHTLY = "malam"
nightly = dg.ScheduleDefinition(
    name=NIGHTLY, job=receive, cron_schedule="0 1 * * *", execution_timezone="Asia/Jakarta",
    default_status=dg.DefaultScheduleStatus.RUNNING, description="Setiap malam pukul 01.00 WIB.",
)  # fmt: skip

weekly = dg.ScheduleDefinition(
    name="pembuktian", job=prove, cron_schedule="30 3 * * 0", execution_timezone="Asia/Jakarta",
    default_status=dg.DefaultScheduleStatus.RUNNING, description="Setiap Minggu pukul 03.30 WIB, sesudah malam selesai.",
)  # fmt: skip
