"""The assets by name, and the tables that each of them writes.

Dagster's graph shows the last part of a key alone, so that part tells enough by itself; the tables keep the names that analysts query.
No table has two writers, but that of findings, groups and versions those of no month are the province's own sheets'.
"""

import dagster as dg

from assets.storage.tables import (
    CLOSINGS,
    DECISIONS,
    EXPLANATIONS,
    FILES,
    FINDINGS,
    GROUPS,
    IN_FORCE,
    LAYOUTS,
    NAMES,
    PROBLEMS,
    PROVINCE_JUDGED,
    REPORTED,
    REPORTS,
    SCORES,
    TOTALS,
    VALUES,
    VERSIONS,
    Table,
    accepted,
    raw,
)
from schemas.forms import EVERY_FORM, FORMS, PROVINCE_FORMS

REGENCY_SUBMISSIONS = dg.AssetKey("regency_submissions")
SUBMISSION_FILES = dg.AssetKey(["submissions", "submission_files"])
PROVINCE_ROWS = dg.AssetKey(["accepted", "province_rows"])
ACCEPTED_ROWS = dg.AssetKey(["accepted", "accepted_rows"])
RETURNED_WORKBOOKS = dg.AssetKey(["returned", "returned_workbooks"])
INDICATOR_VALUES = dg.AssetKey(["indicators", "indicator_values"])
INDICATOR_SCORES = dg.AssetKey(["scores", "indicator_scores"])
LATEST_RELEASE = dg.AssetKey(["releases", "latest_release"])
PROVED_RELEASE = dg.AssetKey(["releases", "proved_release"])

#: What the chain makes of a period, in the order of the flow.
CHAIN = (ACCEPTED_ROWS, RETURNED_WORKBOOKS, INDICATOR_VALUES, INDICATOR_SCORES)
WRITES: dict[dg.AssetKey, tuple[Table, ...]] = {
    SUBMISSION_FILES: (FILES, NAMES, REPORTED, PROBLEMS, EXPLANATIONS, LAYOUTS, *(raw(form) for form in EVERY_FORM)),
    PROVINCE_ROWS: (*(accepted(form) for form in PROVINCE_FORMS), IN_FORCE, PROVINCE_JUDGED),
    ACCEPTED_ROWS: (*(accepted(form) for form in FORMS), REPORTS, TOTALS, FINDINGS, GROUPS, VERSIONS, CLOSINGS, DECISIONS),
    INDICATOR_VALUES: (VALUES,),
    INDICATOR_SCORES: (SCORES,),
}


def tables_of(key: dg.AssetKey) -> dict[str, dg.MetadataValue]:
    """The tables of an asset as metadata, for whoever looks at it in Dagster and wants to query them."""
    return {"tables": dg.MetadataValue.md("\n".join(f"- `{table.name}`: {table.row_is}" for table in WRITES[key]))}
