"""Everything that Dagster serves. Imports without any setting and opens no file."""

import dagster as dg

from assets.accepted import accepted_rows
from assets.indicators import indicator_values
from assets.partitions import regency_submissions
from assets.province import province_rows
from assets.release import latest_release
from assets.returned import returned_workbooks
from assets.scores import indicator_scores
from assets.submissions import submission_files
from pipelines.jobs import compute, publish, receive
from pipelines.resources import store
from pipelines.schedules import nightly
from pipelines.sensors import arrivals, following

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
    ],
    jobs=[receive, compute, publish],
    schedules=[nightly],
    sensors=[arrivals, following],
    resources={"store": store},
    executor=dg.in_process_executor,
)
