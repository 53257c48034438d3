"""The tables of figures that everything in a release is drawn from."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from schemas.frames import BUDGET, DISTRICT_STAGE, HISTORY, OUTSIDE_TOTAL, PUBLISHER, VILLAGE_BASE, none_of

#: Stands on every page and sheet of a draft.
DRAFT_MARK = "RANCANGAN — belum dirilis"
#: The folder beside the internal page in which a release hands out templates.
TEMPLATES = "templat"
#: The guide for the officer of a regency, in internal/ and beside each template.
GUIDE = "panduan.html"


@dataclass(frozen=True)
class EarlierRelease:
    """A release that was published before this one."""

    name: str
    made_at: datetime


@dataclass(frozen=True)
class LaidDown:
    """What the province laid down, is in force and is in no figure: `sample` where it is an example.

    `publisher` (one row at most): name, contact, licence, next_release, sample. `budgets`: code, programme, performance_indicator, unit,
    year, quarter, performance_target, performance, budget, spent (rupiah), source, source_date, sample. `outside_totals`: origin, area_code,
    period, indicator, value, source, source_date, sample. `village_base`: area_code, villages, wards, source, source_date, sample.
    """

    publisher: pl.DataFrame
    budgets: pl.DataFrame
    outside_totals: pl.DataFrame
    village_base: pl.DataFrame


def nothing_laid_down() -> LaidDown:
    """Before the province sent anything."""
    return LaidDown(*(none_of(columns) for columns in (PUBLISHER, BUDGET, OUTSIDE_TOTAL, VILLAGE_BASE)))


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
    `districts`: DISTRICT_STAGE of the last period, of the regencies whose report on villages stands.
    `templates` is True when TEMPLATES holds `<area>-<period>.xlsx` of the period after the last for every regency.
    `areas`: code, name, full_name, of the regencies in scope. `area` and `area_name`: the total's code and name.
    `laid_down`: what the province says that is in no figure. `earlier`: the releases before this one, in order; no reason for a new one.
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
    districts: pl.DataFrame = field(default_factory=lambda: none_of(DISTRICT_STAGE))
    templates: bool = False
    laid_down: LaidDown = field(default_factory=nothing_laid_down)
    earlier: tuple[EarlierRelease, ...] = ()
    draft: bool = False
