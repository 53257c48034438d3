"""What stands beside the submissions that are compared: the reports of other periods, and those that the judged ones add to them."""

import polars as pl

from schemas.comparing import CONTENT, TOTAL, Earlier, totals
from schemas.comparing.batch import as_wholes
from schemas.forms import FORMS


def own_reports(reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of REPORT in which a report stands for its own period, and is not carried forward."""
    return reports.filter(pl.col("source_period") == pl.col("period"))


def standing_rows(accepted: dict[str, pl.DataFrame], members: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Form id → the accepted rows of the submissions that stand for their own period (`members`: MEMBER of assets.judging.standing)."""
    keys = ["submission", "period"]
    return {form: rows.join(members.filter(pl.col("form") == form), on=keys, how="semi") for form, rows in accepted.items()}


def totals_of(standing: dict[str, pl.DataFrame], members: pl.DataFrame) -> pl.DataFrame:
    """The totals (TOTAL) of standing rows, the parts of one report together."""
    together = {form: as_wholes(rows, members.filter(pl.col("form") == form)) for form, rows in standing.items()}
    return totals(together).select(TOTAL.keys())


def with_standing(earlier: Earlier, accepted: dict[str, pl.DataFrame], reports: pl.DataFrame, members: pl.DataFrame) -> Earlier:
    """`earlier` with the rows, totals and contents of those of the submissions just judged that stand for their own period."""
    added = standing_rows(accepted, members)
    rows = {form: pl.concat([earlier.of(form), added[form]]) for form in FORMS}
    contents = own_reports(reports).select(CONTENT.keys()).cast(pl.Schema(CONTENT))
    return Earlier(rows, pl.concat([earlier.totals, totals_of(added, members)]), pl.concat([earlier.contents, contents]))
