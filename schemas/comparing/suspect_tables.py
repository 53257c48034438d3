"""What a whole table gives away: rounded figures, one figure on all rows, a total among the rows."""

import polars as pl

from schemas.columns import Kind
from schemas.comparing.batch import Batch, failures, no_failures
from schemas.forms import Form
from schemas.rules.of_tables import (
    SAME_FIGURE_ON_ALL_ROWS,
    TOO_MANY_ROUND_FIGURES,
    UNLABELLED_TOTAL_ROW,
)
from schemas.written_numbers import thousands

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
            detail = pl.format(
                "{} dari {} angka merupakan kelipatan {}", *map(thousands, (pl.col("round"), pl.col("n"), pl.lit(unit)))
            )
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
                failures(
                    same,
                    column.id,
                    SAME_FIGURE_ON_ALL_ROWS,
                    pl.format("{} pada {} baris", thousands(pl.col("value")), thousands(pl.col("n"))),
                )
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
