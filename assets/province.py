"""Beside the chain: the province's own sheets judged, and what is to be mended in them given back. What is in force is asked of `provisions`."""

import dagster as dg
import polars as pl

from assets.accepted import write_verdicts
from assets.judging.judging import Judgement, Past, judge_all
from assets.keys import PROVINCE_ROWS, SUBMISSION_FILES, tables_of
from assets.past import submitted_of
from assets.receiving.inbox import AGAIN, RECEIVED
from assets.returned import return_periods
from assets.storage.tables import FILES, FINDINGS, GROUPS, IN_FORCE, PROVINCE_JUDGED, VERSIONS, accepted
from assets.store import Store
from schemas.forms import NO_PERIOD, PROVINCE_FORMS
from schemas.frames import IN_FORCE as IN_FORCE_COLUMNS


@dg.asset(
    key=PROVINCE_ROWS, deps=[SUBMISSION_FILES], group_name="rapor", kinds={"duckdb", "polars"}, metadata=tables_of(PROVINCE_ROWS),
)  # fmt: skip
def province_rows(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Targets, budgets, PDRB, lists, corrections and the scale, as the province has laid them down."""
    judged = judge_province(store)
    versions = store.warehouse.table(VERSIONS, period=[NO_PERIOD])
    returned = versions.filter(pl.col("findings_fatal") > 0).height
    return dg.MaterializeResult(metadata={"versions": versions.height, "returned": returned, "judged": judged})


def judge_province(store: Store) -> bool:
    """Judge every version of the province's own sheets, store which are in force, and give back what is to be mended; False when nothing
    has changed since."""
    warehouse, inputs = store.warehouse, store.province_inputs()
    if inputs == store.province_judged:
        return False
    files = warehouse.table(FILES, period=[NO_PERIOD]).filter(pl.col("area_code").is_not_null())
    judgement = judge_all(
        submitted_of(warehouse.table, files, PROVINCE_FORMS), Past(decisions=store.decisions), [NO_PERIOD], store.areas
    )
    with warehouse.transaction():
        _store(store, judgement, files)
    write_verdicts(store.archive, judgement.versions, files)
    return_periods(store, [NO_PERIOD])
    with warehouse.transaction():
        warehouse.replace(PROVINCE_JUDGED, pl.DataFrame({"made_from": [inputs]}))
    return True


def _store(store: Store, judgement: Judgement, files: pl.DataFrame) -> None:
    """Put the judgement in the place of what the tables held of the province's own sheets."""
    warehouse = store.warehouse
    passing = judgement.versions.filter(pl.col("findings_fatal") == 0)
    for form in PROVINCE_FORMS:
        rows = judgement.accepted[form].join(passing.filter(pl.col("form") == form), on="submission", how="semi")
        warehouse.replace(accepted(form), rows, period=[NO_PERIOD])
    warehouse.replace(
        IN_FORCE, _came(passing.select("form", "submission").join(files, on="submission"), store).sort("seq", "form")
    )
    for table, rows in ((FINDINGS, judgement.findings), (GROUPS, judgement.groups), (VERSIONS, judgement.versions)):
        warehouse.replace(table, rows, period=[NO_PERIOD])


def _came(versions: pl.DataFrame, store: Store) -> pl.DataFrame:
    """IN_FORCE of versions (with the columns of FILE): a line for every time that their bytes came, since the same sheet sent again is
    in force again, and was before."""
    receipts = [(line["sha256"], line["seq"], line["at"]) for line in store.archive.lines() if line["event"] in (RECEIVED, AGAIN)]
    came = pl.DataFrame(receipts, schema={"sha256": pl.String, "came": pl.Int64, "at": pl.String}, orient="row")
    each = versions.join(came, on="sha256", how="left").with_columns(
        seq=pl.coalesce("came", "seq"), found_at=pl.coalesce("at", "found_at")
    )
    return each.select(IN_FORCE_COLUMNS.keys())
