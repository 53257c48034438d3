"""What stands beside the submissions that are compared: the warehouse's last reports, and those of the same night."""

from collections.abc import Iterable

import polars as pl

from assets.tables import REPORTS, TOTALS, accepted
from assets.warehouse import Warehouse
from schemas import periods as calendar
from schemas.comparing import CONTENT, TOTAL, Earlier, periods_before, totals
from schemas.comparing.jumps import MONTHS_BACK
from schemas.forms import FORMS
from schemas.judge import Verdict


def own_reports(reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of accepted.reports in which a report stands for its own period, and is not carried forward."""
    return reports.filter(pl.col("source_period") == pl.col("period"))


def standing_rows(verdict: Verdict, reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Form id → the accepted rows of the submissions that stand for their own period."""
    own = own_reports(reports)
    return {
        form: rows.join(
            own.filter(pl.col("form") == form).select("submission", "period"), on=["submission", "period"], how="semi"
        )
        for form, rows in verdict.accepted.items()
    }


def beside(known: Earlier, verdict: Verdict, reports: pl.DataFrame) -> Earlier:
    """What was known before, and what the submissions that were just judged add to it."""
    own = standing_rows(verdict, reports)
    rows = {form: pl.concat([known.of(form), own[form]]) for form in FORMS}
    contents = own_reports(reports).select(CONTENT.keys())
    return Earlier(
        rows,
        pl.concat([known.totals, totals(own).select(TOTAL.keys())]),
        pl.concat([known.contents, contents.cast(pl.Schema(CONTENT))]),
    )


def known_before(warehouse: Warehouse, periods: Iterable[str]) -> Earlier:
    """What the warehouse holds of other periods: the rows that are of use, the totals of three years, every report's hash."""
    compared = sorted(periods)
    months = calendar.between(calendar.shift(compared[0], -MONTHS_BACK), calendar.shift(compared[-1], -1)) if compared else []
    others = [month for month in months if month not in compared]
    reports = own_reports(warehouse.table(REPORTS).filter(~pl.col("period").is_in(compared)))
    return Earlier(
        {form: warehouse.table(accepted(form), period=periods_before(form, compared)) for form in FORMS},
        warehouse.table(TOTALS, period=others),
        reports.select(CONTENT.keys()),
    )
