"""Everything that Dagster serves. Imports without any setting and opens no file."""

import dagster as dg

from assets.accepted import accepted_rows
from assets.grid import regency_submissions
from assets.indicators import indicator_values
from assets.province import province_rows
from assets.release import latest_release
from assets.returned import returned_workbooks
from assets.scores import indicator_scores
from assets.submissions import submission_files
from pipelines.jobs import compute, prove, publish, receive
from pipelines.news import tell
from pipelines.proving import proved_release
from pipelines.resources import store
from pipelines.schedules import nightly, weekly
from pipelines.sensors import arrivals, following, news

defs = dg.Definitions(
    assets=[
        regency_submissions,
        submission_files,
        province_rows,
        accepted_rows,
        returned_workbooks,
        indicator_values,
        indicator_scores,
        latest_release,
        proved_release,
    ],
    jobs=[receive, compute, publish, prove, tell],
    schedules=[nightly, weekly],
    sensors=[arrivals, following, news],
    resources={"store": store},
    executor=dg.in_process_executor,
)
