"""The tables of figures that everything in a release is drawn from."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from schemas.frames import HISTORY

#: Stands on every page and sheet of a draft.
DRAFT_MARK = "RANCANGAN — belum dirilis"
#: The folder beside the internal page in which a release hands out templates.
TEMPLATES = "templat"
#: The guide for the officer of a regency, in internal/ and beside each template.
GUIDE = "panduan.html"


@dataclass(frozen=True)
class Figures:
    """Everything that a release says, before it is formatted. One row order for all outputs: as the frames are sorted.

    `values`: the columns of indicators.csv, exact, and of money `amounts` (Int64: how many cooperatives have an amount that is not
    zero), `amount_sum` and `amount_max` (their sum and the largest, without sign); null where the figure is no money.
    `scores`: schemas.indicators.scoring.SCORE.
    `findings`: file, regency, period, form, sheet, cell, rule, severity, value, message, received_at, version, group (the columns
    of findings.csv), and `explanation`, what the officer said of it (null = nothing).
    `submissions`: sha256, file, area_code, period, form, version, state, received_at, found_at, on_time, rows_read,
    rows_accepted, findings_fatal, findings_explain, superseded_by.
    `reports`: one row a period, regency and form valid then: period, area_code, form, due (Boolean), due_date (Date), state
    (words of the contract), source_period (of which period the standing report is; null = none), received_at (Date), on_time (Boolean).
    `problems_open`: open problems in the last period: area_code, obstacle_id, category, agency, district, description, status, raised_date,
    target_date, days_open (Int64). Internal only.
    `history`: HISTORY, in order; the last line of a period says whether it is closed.
    `templates` is True when TEMPLATES holds `<area>-<period>.xlsx` of the period after the last for every regency.
    `areas`: code, name, full_name, of the regencies in scope. `area` and `area_name`: the total's code and name.
    `last_period` is the period that the first screen shows; `sample` is True when any standing figure rests on sample data;
    `draft` is True for what is shown before it is released.
    """

    values: pl.DataFrame
    scores: pl.DataFrame
    findings: pl.DataFrame
    submissions: pl.DataFrame
    reports: pl.DataFrame
    problems_open: pl.DataFrame
    areas: pl.DataFrame
    area: str
    area_name: str
    last_period: str | None
    sample: bool
    made_at: datetime
    history: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=HISTORY))
    templates: bool = False
    draft: bool = False
