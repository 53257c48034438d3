"""What cannot go back from one report to the next: the stage of a village, and counts that add up over a year."""

import polars as pl

from schemas.comparing.batch import Batch, failures, month_title, no_failures, with_earlier
from schemas.comparing.place_keys import with_district
from schemas.forms.kdmp import STAGES
from schemas.rules.between_periods import CUMULATIVE_COUNT_FELL, STAGE_WENT_BACK
from schemas.written_numbers import thousands

CUMULATIVE = ("formalised", "small_entrepreneurs", "coached", "financed")
#: How many months back the rows of a form are compared with: the last report, or, where one is missing, one of those before it. More is
#: not looked at even where it is at hand, so that what is said of a file does not hang on what is judged beside it.
ROWS_BACK = {"kdmp": 3, "umkm": 11}
_PLACE = ("submission", "sheet", "row", "area_code", "period")
_ORDER = pl.col("stage").replace_strict(list(STAGES), list(range(len(STAGES))), default=None, return_dtype=pl.Int32)


def stages_gone_back(batch: Batch) -> pl.DataFrame:
    """STAGE_WENT_BACK at the stage of each village that stood further in the last report in which it had one."""
    rows = batch.without_doubt(batch.of("kdmp"), "kdmp", "stage", "village_code")
    now = rows.select(*_PLACE, "village_code", "stage", order=_ORDER).drop_nulls("order")
    before = batch.earlier.of("kdmp").select("area_code", "period", "village_code", "stage", order=_ORDER).drop_nulls("order")
    # A village listed twice in one month is compared with the lower of its stages.
    before = before.sort("order", descending=True)
    pairs = with_earlier(now, before, "village_code", months=ROWS_BACK["kdmp"]).filter(pl.col("order") < pl.col("order_before"))
    return failures(
        pairs, "stage", STAGE_WENT_BACK, pl.format("“{}” pada laporan {}", "stage_before", month_title("period_before"))
    )


def counts_fallen(batch: Batch) -> pl.DataFrame:
    """CUMULATIVE_COUNT_FELL at each count that is below what the same kecamatan had reported earlier in the year."""
    parts = [no_failures()]
    year = pl.col("period").str.slice(0, 4).alias("year")
    rows = with_district(batch.without_doubt(batch.of("umkm"), "umkm", "district"), batch.areas).with_columns(year)
    rows_before = with_district(batch.earlier.of("umkm"), batch.areas).with_columns(year)
    for column in CUMULATIVE:
        now = batch.without_doubt(rows, "umkm", column).select(*_PLACE, "district_key", "year", column).drop_nulls(column)
        before = rows_before.select("area_code", "period", "district_key", "year", column).drop_nulls(column)
        pairs = with_earlier(now, before, "district_key", "year", months=ROWS_BACK["umkm"]).filter(
            pl.col(column) < pl.col(f"{column}_before")
        )
        detail = pl.format("{} pada laporan {}", thousands(pl.col(f"{column}_before")), month_title("period_before"))
        parts.append(failures(pairs, column, CUMULATIVE_COUNT_FELL, detail))
    return pl.concat(parts)
