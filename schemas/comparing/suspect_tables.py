"""What a whole table gives away: rounded figures, one figure on all rows, a total among the rows, and what many lack."""

import polars as pl

from schemas.columns import Kind
from schemas.comparing.batch import Batch, failures, no_failures, thousands
from schemas.forms import Form
from schemas.forms.register import ACTIVE
from schemas.rules.of_tables import (
    ACTIVE_WITHOUT_MEMBERS,
    ACTIVE_WITHOUT_RAT,
    SAME_FIGURE_ON_ALL_ROWS,
    TOO_MANY_ROUND_FIGURES,
    UNLABELLED_TOTAL_ROW,
)

VALUES_AT_LEAST = 30
HEAPED_SHARE = 0.5
#: Kind → the smallest number that can be rounded at all, to what it is rounded, and how often that happens by chance.
ROUNDED = {Kind.COUNT: (20, 5, 0.2), Kind.RUPIAH: (10_000_000, 1_000_000, 0.05)}
SURE_DEVIATIONS = 5.0
#: One number that so many rows share (20 founders, a fixed share) is a habit of its own, and not rounding.
FAVOURITE = 0.2
BY_DISTRICT = ("recap", "umkm")
SAME_ROWS, SAME_LEAST = 5, 10
ROWS_ABOVE, EQUAL_SUMS, SUM_LEAST = 3, 3, 10
MATCHING = 0.8
OVERDUE_YEARS = 3
_SUMMED = (Kind.COUNT, Kind.RUPIAH)


def heaped(form: Form, batch: Batch) -> pl.DataFrame:
    """TOO_MANY_ROUND_FIGURES, one line a column: more than half of its numbers are round, far beyond chance. Declared estimates are left out.

    `surely`: five standard deviations above what chance gives, so that a short column with many round numbers is no finding.
    """
    parts = [no_failures()]
    rows = batch.of(form.id)
    if "figures_source" in form.ids:
        rows = rows.filter(pl.col("figures_source").fill_null("") != "Perkiraan")
    for column in form.columns:
        if column.kind in ROUNDED:
            least, unit, chance = ROUNDED[column.kind]
            values = rows.select("submission", "sheet", value=column.id).filter(pl.col("value") >= least)
            shared = pl.len().over("submission", "value") / pl.len().over("submission")
            counts = values.filter(shared <= FAVOURITE).group_by("submission").agg(
                pl.col("sheet").first(), n=pl.len(), round=(pl.col("value") % unit == 0).sum()
            )  # fmt: skip
            surely = pl.col("n") * chance + SURE_DEVIATIONS * (pl.col("n") * chance * (1 - chance)).sqrt()
            many = (pl.col("n") >= VALUES_AT_LEAST) & (pl.col("round") > HEAPED_SHARE * pl.col("n")) & (pl.col("round") > surely)
            detail = pl.format("{} dari {} angka merupakan kelipatan {}", "round", "n", thousands(pl.lit(unit)))
            parts.append(failures(counts.filter(many), column.id, TOO_MANY_ROUND_FIGURES, detail))
    return pl.concat(parts)


def constant(form: Form, batch: Batch) -> pl.DataFrame:
    """SAME_FIGURE_ON_ALL_ROWS, one line a column: a count that is the same for every kecamatan."""
    parts = [no_failures()]
    for column in form.columns if form.id in BY_DISTRICT else ():
        if column.kind is Kind.COUNT:
            counts = batch.of(form.id).group_by("submission").agg(
                pl.col("sheet").first(), n=pl.len(), different=pl.col(column.id).n_unique(), value=pl.col(column.id).first()
            )  # fmt: skip
            same = counts.filter((pl.col("different") == 1) & (pl.col("n") >= SAME_ROWS) & (pl.col("value") >= SAME_LEAST))
            parts.append(
                failures(same, column.id, SAME_FIGURE_ON_ALL_ROWS, pl.format("{} pada {} baris", thousands(pl.col("value")), "n"))
            )
    return pl.concat(parts)


def unlabelled_totals(form: Form, batch: Batch) -> pl.DataFrame:
    """UNLABELLED_TOTAL_ROW at the first number of a row that is the sum of the rows above it, or of all below it."""
    columns = [column.id for column in form.columns if column.kind in _SUMMED]
    if len(columns) < EQUAL_SUMS:
        return no_failures()
    group = ["submission", "sheet"]
    rows = batch.of(form.id).sort(*group, "row")
    sums = [
        pl.col(c).fill_null(0).cum_sum(reverse=r).over(group) - pl.col(c).fill_null(0) for r in (False, True) for c in columns
    ]
    names = [f"{side} {c}" for side in ("above", "below") for c in columns]
    rows = rows.with_columns(
        *(total.alias(name) for total, name in zip(sums, names, strict=True)),
        n_above=pl.int_range(pl.len()).over(group), n_below=pl.len().over(group) - 1 - pl.int_range(pl.len()).over(group),
    )  # fmt: skip
    last = (pl.col("n_above") >= ROWS_ABOVE) & _is_sum(columns, "above")
    first = (pl.col("n_above") == 0) & (pl.col("n_below") >= ROWS_ABOVE) & _is_sum(columns, "below")
    total_rows = rows.filter(last | first).with_columns(
        rows_summed=pl.when(last).then(pl.format("{} baris di atasnya", "n_above")).otherwise(pl.format("{} baris di bawahnya", "n_below")),
        filled=pl.coalesce(pl.when(pl.col(c) > 0).then(pl.lit(c)) for c in columns),
    )  # fmt: skip
    parts = [
        failures(part, str(c), UNLABELLED_TOTAL_ROW, pl.col("rows_summed"))
        for (c,), part in total_rows.group_by("filled", maintain_order=True)
    ]
    return pl.concat([no_failures(), *parts])


def _is_sum(columns: list[str], side: str) -> pl.Expr:
    """True for a row most of whose figures are the sum of those on that side (`above`, `below`), in columns `above …` and `below …`."""
    filled = [pl.col(c).fill_null(0) > 0 for c in columns]
    equal = [(pl.col(c) > 0) & (pl.col(c) == pl.col(f"{side} {c}")) for c in columns]
    number, same = pl.sum_horizontal(filled), pl.sum_horizontal(e.fill_null(False) for e in equal)
    return (same >= EQUAL_SUMS) & (same >= MATCHING * number) & (pl.max_horizontal(columns) >= SUM_LEAST)


def overdue_rat() -> pl.Expr:
    """True for a cooperative said to be active, older than three years, without a RAT in the three years before the period's end."""
    since = _period_end().dt.offset_by(f"-{OVERDUE_YEARS}y")
    no_rat = pl.col("last_rat_date").is_null() | (pl.col("last_rat_date") < since)
    return (pl.col("status") == ACTIVE) & (pl.col("legal_date") < since).fill_null(False) & no_rat


def active_without_members() -> pl.Expr:
    """True for a cooperative said to be active that reports 0 members."""
    return (pl.col("status") == ACTIVE) & (pl.col("members_total") == 0).fill_null(False)


def _period_end() -> pl.Expr:
    return pl.concat_str("period", pl.lit("-01")).str.to_date().dt.month_end()


#: Rule, the column whose value is too old or missing, and for which cooperatives that is so.
DORMANT = (
    (ACTIVE_WITHOUT_RAT, "last_rat_date", overdue_rat()),
    (ACTIVE_WITHOUT_MEMBERS, "members_total", active_without_members()),
)


def dormant(batch: Batch) -> pl.DataFrame:
    """ACTIVE_WITHOUT_RAT and ACTIVE_WITHOUT_MEMBERS, one line a file each with the count: most real registers hold many of them."""
    active = (pl.col("status") == ACTIVE).sum()
    parts = [no_failures()]
    for rule, column, fact in DORMANT:
        counts = (
            batch.of("register")
            .group_by("submission")
            .agg(pl.col("sheet").first(), pl.col(column).count(), n=fact.fill_null(False).sum(), active=active)
            .filter(pl.col(column) > 0)  # of a column that was not read or filled nothing is known of anybody
        )
        detail = pl.format("{} dari {} koperasi aktif", thousands(pl.col("n")), thousands(pl.col("active")))
        parts.append(failures(counts.filter(pl.col("n") > 0), column, rule, detail))
    return pl.concat(parts)
