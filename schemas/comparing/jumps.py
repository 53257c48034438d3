"""A form's totals against the same regency's own history: a jump is far from its levels and from its usual steps.

A regency's cooperatives went from 22.476 to 349 within a year, since a value stood in the wrong column. Amounts are compared as
logarithms, since cooperatives are skewed, and by median and MAD, so that an odd month does not hide the next. A zero is often a
figure not reported: zeros of the history are left out, so that a fall to zero is a jump and a rise from it is none.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from schemas import periods
from schemas.comparing.batch import TOTAL, Batch, failures, no_failures
from schemas.forms import Form
from schemas.forms.kdmp import STAGES
from schemas.forms.register import ACTIVE, INACTIVE
from schemas.rules.between_periods import FAR_FROM_EARLIER_REPORTS
from schemas.written_numbers import thousands

POINTS, POINTS_AT_MOST, MONTHS_BACK = 4, 12, periods.LOOKS_BACK
#: So many times the usual deviation (1.4826 MAD, as of a normal one) is a jump.
FAR = 5.0
USUAL = 1.4826


@dataclass(frozen=True)
class Total:
    """A total of a form that is watched over the months.

    `words` name it to the officer, `column` is the one it is about, `value` sums it over a submission's rows. A jump is at least by
    `factor` (times the median, or a part of it) and by `least` in the total's own unit.
    """

    form: str
    id: str
    words: str
    column: str
    value: pl.Expr
    factor: float = 1.5
    least: float = 10

    @property
    def key(self) -> tuple[str, str]:
        """Form and id."""
        return self.form, self.id


def _money(column: str, words: str) -> Total:
    return Total("register", column, words, column, pl.col(column).sum(), factor=4, least=1e9)


def _reached(stage: str) -> pl.Expr:
    return pl.col("stage").is_in(list(STAGES[STAGES.index(stage) :])).sum()


_ACTIVE = pl.col("status") == ACTIVE
TOTALS: tuple[Total, ...] = (
    Total("register", "cooperatives", "Jumlah koperasi", "name", pl.col("status").is_in([ACTIVE, INACTIVE]).sum()),
    Total("register", "active", "Koperasi aktif", "status", _ACTIVE.sum()),
    Total("register", "members_total", "Total anggota", "members_total", pl.col("members_total").sum(), factor=2, least=200),
    _money("own_capital", "Jumlah modal sendiri"),
    _money("external_capital", "Jumlah modal luar"),
    _money("assets", "Jumlah aset"),
    _money("business_volume", "Jumlah volume usaha"),
    Total("kdmp", "villages", "Jumlah desa/kelurahan yang dilaporkan", "village_code", pl.len()),
    *(Total("kdmp", f"stage_{n}", f"Desa/kelurahan yang mencapai {stage}", "stage", _reached(stage), factor=3, least=20)
      for n, stage in enumerate(STAGES[1:], start=1)),
    Total("kdmp", "members", "Jumlah anggota KDMP/KKMP", "members", pl.col("members").sum(), factor=4, least=500),
    *(Total("umkm", column, f"Jumlah {words}", column, pl.col(column).sum(), factor=2, least=20)
      for column, words in (("micro", "usaha mikro"), ("small", "usaha kecil"), ("medium", "usaha menengah"))),
)  # fmt: skip
_BY_KEY: dict[tuple[str, str], Total] = {total.key: total for total in TOTALS}


def totals_about(form: str, column: str) -> list[str]:
    """The ids of a form's totals that are about a column."""
    return [total.id for total in TOTALS if (total.form, total.column) == (form, column)]


def watched_totals(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The totals (TOTAL, with `submission` and `sheet`) of each submission's forms."""
    parts = [pl.DataFrame(schema={"submission": pl.String, "sheet": pl.String, **TOTAL})]
    for form in dict.fromkeys(total.form for total in TOTALS):
        if form not in rows or rows[form].is_empty():
            continue
        sums_wanted = [total.value.cast(pl.Float64).alias(total.id) for total in TOTALS if total.form == form]
        sums = rows[form].group_by("submission", "area_code", "period").agg(pl.col("sheet").first(), *sums_wanted)
        index = ["submission", "sheet", "area_code", "period"]
        long = sums.unpivot(index=index, variable_name="total", value_name="value").with_columns(form=pl.lit(form))
        parts.append(long.select(parts[0].columns))
    return pl.concat(parts)


def jumps(form: Form, batch: Batch) -> pl.DataFrame:
    """FAR_FROM_EARLIER_REPORTS for each total that jumps; it sits at no cell, since the sum stands in none."""
    current = watched_totals({form.id: batch.of_wholes(form.id)})
    parts = [no_failures()]
    # Month by month, so that each total is joined with a bounded history and not with all of it.
    for (period,), now in current.group_by("period", maintain_order=True):
        first = periods.shift(str(period), -MONTHS_BACK)
        history = batch.earlier.totals.filter((pl.col("period") < period) & (pl.col("period") >= first) & (pl.col("value") > 0))
        history = (
            history.sort("period").group_by("area_code", "form", "total").agg(pl.col("period", "value").tail(POINTS_AT_MOST))
        )
        history = history.rename({"period": "periods", "value": "values"})
        far = _far_from_history(now.join(history, on=["area_code", "form", "total"], how="inner"))
        parts += [
            _as_failures(part, _BY_KEY[form.id, str(total)]) for (total,), part in far.group_by("total", maintain_order=True)
        ]
    return pl.concat(parts)


def _far_from_history(totals_now: pl.DataFrame) -> pl.DataFrame:
    """The totals that jump, with the `median` of their history, which `values` holds in the order of the periods."""
    enough_history = totals_now.filter(pl.col("values").list.len() >= POINTS)
    limits = {"factor": lambda total: total.factor, "least": lambda total: total.least}
    measured = enough_history.with_columns(_of_total(limit).alias(name) for name, limit in limits.items())
    logs, now = pl.col("values").list.eval(pl.element().log1p()), pl.col("value").log1p()
    steps = pl.col("logs").list.diff(null_behavior="drop")
    measured = measured.with_columns(logs=logs, now=now).with_columns(
        steps=steps, step=pl.col("now") - pl.col("logs").list.last()
    )
    enough = pl.col("factor").log()
    from_level = (pl.col("now") - pl.col("logs").list.median()).abs() > pl.max_horizontal(enough, FAR * _deviation("logs"))
    from_step = (pl.col("step") - pl.col("steps").list.median()).abs() > pl.max_horizontal(enough, FAR * _deviation("steps"))
    difference = (pl.col("value") - pl.col("values").list.median()).abs() >= pl.col("least")
    # Both have to be far: a steady growth leaves its old levels, and a return from an odd report is a large step.
    return measured.with_columns(median=pl.col("values").list.median()).filter(from_level & from_step & difference)


def _of_total(limit: Callable[[Total], float]) -> pl.Expr:
    """The limit (factor or least) that TOTALS sets for the total named in each row's columns form and total."""
    keys = [f"{form}/{name}" for form, name in _BY_KEY]
    values = [float(limit(total)) for total in TOTALS]
    return pl.concat_str("form", pl.lit("/"), "total").replace_strict(keys, values, return_dtype=pl.Float64)


def _deviation(column: str) -> pl.Expr:
    """The usual deviation of a column of lists from their medians: 1.4826 MAD, which an odd month moves little."""
    return USUAL * pl.col(column).list.eval((pl.element() - pl.element().median()).abs()).list.median()


def _as_failures(part: pl.DataFrame, total: Total) -> pl.DataFrame:
    direction = pl.when(pl.col("value") > pl.col("median")).then(pl.lit("naik")).otherwise(pl.lit("turun"))
    low, high = pl.col("values").list.min(), pl.col("values").list.max()
    detail = pl.format(
        "{} {} ({} dari median {}; {} laporan sebelumnya antara {} dan {})", pl.lit(total.words), thousands(pl.col("value")), direction,
        thousands(pl.col("median")), pl.col("values").list.len(), thousands(low), thousands(high),
    )  # fmt: skip
    return failures(part, total.column, FAR_FROM_EARLIER_REPORTS, detail)
