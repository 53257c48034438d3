"""The columns and types of the frames of `Figures`, for fixtures."""

from collections.abc import Mapping
from typing import Any

import polars as pl

VALUE = {
    "area_key": pl.String(), "period": pl.String(), "area_code": pl.String(), "bps_code": pl.String(), "area_name": pl.String(),
    "segment": pl.String(), "indicator": pl.String(), "indicator_name": pl.String(), "unit": pl.String(), "numerator": pl.Float64(),
    "denominator": pl.Float64(), "value": pl.Float64(), "as_of": pl.Date(), "contributors": pl.Int64(), "base": pl.Int64(),
    "coverage": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(), "status": pl.String(), "is_final": pl.Boolean(),
    "definition_version": pl.String(), "amounts": pl.Int64(), "amount_sum": pl.Float64(), "amount_max": pl.Float64(),
}  # fmt: skip
SCORE = {
    "period": pl.String(), "area_code": pl.String(), "indicator": pl.String(), "segment": pl.String(), "unit": pl.String(),
    "target_low": pl.Float64(), "target_high": pl.Float64(), "target_kind": pl.String(), "target_as_of": pl.Date(), "value": pl.Float64(),
    "as_of": pl.Date(), "achievement": pl.Float64(), "rating": pl.String(), "margin": pl.Float64(), "is_provisional": pl.Boolean(),
    "is_sample": pl.Boolean(), "note": pl.String(),
}  # fmt: skip
FINDING = {
    "file": pl.String(), "regency": pl.String(), "period": pl.String(), "form": pl.String(), "sheet": pl.String(), "cell": pl.String(),
    "rule": pl.String(), "severity": pl.String(), "value": pl.String(), "message": pl.String(), "received_at": pl.Date(),
    "version": pl.Int64(), "group": pl.String(), "explanation": pl.String(),
}  # fmt: skip
SUBMISSION = {
    "sha256": pl.String(), "file": pl.String(), "area_code": pl.String(), "period": pl.String(), "form": pl.String(),
    "version": pl.Int64(), "state": pl.String(), "received_at": pl.Date(), "found_at": pl.Datetime(), "on_time": pl.Boolean(),
    "rows_read": pl.Int64(), "rows_accepted": pl.Int64(), "findings_fatal": pl.Int64(), "findings_explain": pl.Int64(),
    "superseded_by": pl.String(),
}  # fmt: skip
REPORT = {
    "period": pl.String(), "area_code": pl.String(), "form": pl.String(), "due": pl.Boolean(), "due_date": pl.Date(), "state": pl.String(),
    "source_period": pl.String(), "received_at": pl.Date(), "on_time": pl.Boolean(),
}  # fmt: skip
PROBLEM = {
    "area_code": pl.String(), "obstacle_id": pl.String(), "category": pl.String(), "agency": pl.String(), "district": pl.String(),
    "description": pl.String(), "status": pl.String(), "raised_date": pl.Date(), "target_date": pl.Date(), "days_open": pl.Int64(),
}  # fmt: skip
SCHEMAS: dict[str, Mapping[str, pl.DataType]] = {
    "values": VALUE, "scores": SCORE, "findings": FINDING, "submissions": SUBMISSION, "reports": REPORT, "problems_open": PROBLEM,
}  # fmt: skip


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A frame of `Figures` by its name; columns that a row leaves out are null."""
    return pl.DataFrame(rows, schema=dict(SCHEMAS[name]))
