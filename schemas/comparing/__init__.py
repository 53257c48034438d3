"""Rules between rows, between forms and between periods: what no row shows by itself. Pure; every rule takes all submissions at once.

`compare` runs after `schemas.judge.judge`, on what was accepted, with what stands beside it passed in (`Earlier`). It adds findings,
of which none is fatal: what is accepted does not change.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import polars as pl

from schemas import findings, periods
from schemas.areas import Areas
from schemas.comparing import amounts, columns, copies, districts, elsewhere, jumps, stages, sums, suspect_tables, twins, villages
from schemas.comparing.batch import CONTENT, TOTAL, Batch, Earlier
from schemas.findings import FAILURE, FINDING_KEYS
from schemas.forms import FORMS, Form
from schemas.judge import Submitted, Verdict
from schemas.rules import INFO
from schemas.rules.between_periods import SCALE_DOUBTED
from schemas.rules.of_values import NOT_A_WHOLE_NUMBER

__all__ = ["CONTENT", "TOTAL", "Earlier", "compare", "periods_before", "totals", "without_doubted"]

#: Rules of every form, and of the one form that they are about. Order matters: cells that one finds are in doubt for those after it.
OF_EVERY_FORM: tuple[Callable[[Form, Batch], pl.DataFrame], ...] = (
    copies.copies, suspect_tables.unlabelled_totals, suspect_tables.heaped, suspect_tables.constant, amounts.doubted_scale, jumps.jumps,
    districts.districts_missing, columns.columns_no_longer_filled,
)  # fmt: skip
OF_ONE_FORM: dict[str, tuple[Callable[[Batch], pl.DataFrame], ...]] = {
    "register": (twins.twins, villages.crowded_villages, elsewhere.listed_elsewhere),
    "recap": (sums.recap_against_register,),
    "kdmp": (villages.shared_decrees, villages.wrong_partners, stages.stages_gone_back),
    "umkm": (stages.counts_fallen,),
}


def totals(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """What later reports are compared with: the totals and the usual amounts of each submission's forms (TOTAL, submission, sheet)."""
    makers = (jumps.watched_totals, amounts.medians, districts.rows_by_district, columns.filled_by_column)
    return pl.concat(make(rows) for make in makers)


def without_doubted(totals: pl.DataFrame, doubted: pl.DataFrame) -> pl.DataFrame:
    """The totals (TOTAL) without those of amounts whose unit is doubted: what counts in no figure is no measure for later reports.

    `doubted`: area_code, period, form, column.
    """
    lines = [(form.id, column, name) for form in FORMS.values() for column in amounts.money_columns(form)
             for name in (f"{amounts.MEDIAN_OF}{column}", *jumps.totals_about(form.id, column))]  # fmt: skip
    about = pl.DataFrame(lines, schema=["form", "column", "total"], orient="row")
    left_out = doubted.join(about, on=["form", "column"])
    return totals.join(left_out, on=["area_code", "period", "form", "total"], how="anti", maintain_order="left")


def compare(
    submitted: Submitted, verdict: Verdict, earlier: Earlier, areas: Areas, wholes: pl.DataFrame, allowed: pl.DataFrame
) -> Verdict:
    """The verdict with what these rules find beside its own findings.

    `earlier`: the reports that stand for their own period beside and before the submissions; what a regency sends is compared with those.
    `wholes` (WHOLE): which submissions are parts of one report. `allowed` (ALLOWED): what the office lets count.
    """
    doubted_cells = verdict.findings.filter((pl.col("severity") != INFO) & pl.col("row").is_not_null())
    doubted_cells = doubted_cells.select("submission", "form", "row", "column", "rule")
    files = submitted.files.select("submission", "area_code", "period", "received")
    batch = Batch(verdict.accepted, submitted.rows, files, submitted.forms, doubted_cells, earlier, areas, wholes, allowed)
    findings_so_far = [verdict.findings]
    for form in FORMS.values():
        if batch.of(form.id).is_empty():
            continue
        rules: list[Callable[[Batch], pl.DataFrame]] = [partial(rule, form) for rule in OF_EVERY_FORM]
        for rule in [*rules, *OF_ONE_FORM.get(form.id, ())]:
            failures = rule(batch)
            batch = _without_doubted_totals(batch.doubting(form.id, failures), form, failures)
            quoting = _with_texts(failures, submitted.rows[form.id])
            findings_so_far.append(findings.render(form, quoting, submitted.files, submitted.layouts, areas))
    every = _told_once(pl.concat(findings_so_far)).sort(*FINDING_KEYS, "message")
    return Verdict(verdict.accepted, every, verdict.returned, verdict.districts)


def _told_once(every: pl.DataFrame) -> pl.DataFrame:
    """The findings (FINDING) without those on decimals in columns of which the unit is doubted: these come from that."""
    key = ["submission", "form", "column"]
    doubted = every.filter(pl.col("rule") == SCALE_DOUBTED.code).select(*key, rule=pl.lit(NOT_A_WHOLE_NUMBER.code)).unique()
    return every.join(doubted, on=[*key, "rule"], how="anti", maintain_order="left")


def _without_doubted_totals(batch: Batch, form: Form, failures: pl.DataFrame) -> Batch:
    """The batch in whose history those of its own reports are left out whose unit these failures (FAILURE) doubt."""
    doubted = failures.filter(pl.col("rule") == SCALE_DOUBTED.code).join(batch.standing(form.id), on="submission")
    if doubted.is_empty():
        return batch
    history = without_doubted(batch.earlier.totals, doubted.with_columns(form=pl.lit(form.id)))
    return replace(batch, earlier=replace(batch.earlier, totals=history))


def _with_texts(failures: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The failures (FAILURE), those of cells with the text that stands there in the text rows of the form."""
    parts = [failures.filter(pl.col("row").is_null())]
    for (column,), part in failures.filter(pl.col("row").is_not_null()).group_by("column", maintain_order=True):
        texts = rows.select("submission", "row", text=str(column)).unique(
            ["submission", "row"], keep="first", maintain_order=True
        )
        cells = part.join(texts, on=["submission", "row"], how="left", maintain_order="left")
        parts.append(cells.with_columns(value=pl.col("text").fill_null("")).select(*FAILURE))
    return pl.concat(parts)


def periods_before(form: str, compared: Iterable[str]) -> list[str]:
    """The periods, besides those that are compared, whose standing rows `Earlier.rows` should hold of a form."""
    wanted = {periods.shift(period, -n) for period in compared for n in range(1, stages.ROWS_BACK.get(form, 0) + 1)}
    return sorted(wanted - set(compared))
