"""What the rules between rows, forms and periods look at, and how they report what they find."""

from dataclasses import dataclass, field, replace

import polars as pl

from schemas.areas import Areas
from schemas.findings import FAILURE
from schemas.forms import FORMS
from schemas.periods import LOOKS_BACK, MONTHS
from schemas.rules import Blames, Rule

TOTAL: dict[str, pl.DataType] = {
    "area_code": pl.String(), "period": pl.String(), "form": pl.String(), "total": pl.String(), "value": pl.Float64(),
}  # fmt: skip
CONTENT: dict[str, pl.DataType] = {
    "area_code": pl.String(), "period": pl.String(), "form": pl.String(), "content": pl.String(),
}  # fmt: skip
#: A submission that is a part, and the one by which its whole is called.
WHOLE: dict[str, pl.DataType] = {"form": pl.String(), "submission": pl.String(), "whole": pl.String()}

#: A form of a submission that the office lets count as it is.
ALLOWED: dict[str, pl.DataType] = {"submission": pl.String(), "form": pl.String()}


def with_report(rows: pl.DataFrame, wholes: pl.DataFrame) -> pl.DataFrame:
    """Rows of one form with `report`: the submission by which the whole is called that they are part of (`submission`, `whole`)."""
    joined = rows.join(wholes.select("submission", "whole"), on="submission", how="left", maintain_order="left")
    return joined.with_columns(report=pl.coalesce("whole", "submission")).drop("whole")


def as_wholes(rows: pl.DataFrame, wholes: pl.DataFrame) -> pl.DataFrame:
    """Rows of one form in which parts (`submission`, `whole`) bear the submission of their whole, and its first sheet."""
    if wholes.is_empty():
        return rows
    its_sheet = pl.col("sheet").filter(pl.col("submission") == pl.col("report")).first().over("report")
    sheet = pl.when(pl.col("submission") == pl.col("report")).then("sheet").otherwise(its_sheet)
    return with_report(rows, wholes).with_columns(sheet=sheet, submission="report").drop("report")


def _no_rows() -> dict[str, pl.DataFrame]:
    return {}


@dataclass(frozen=True)
class Earlier:
    """What stands beside the submissions that are compared: of their own periods and of those before.

    `rows`: form id → accepted typed rows of the reports that stand for their own period (`periods_before` says of which
    periods). `totals`: TOTAL of those reports. `contents`: CONTENT, the hash of what each of those reports says.
    """

    rows: dict[str, pl.DataFrame] = field(default_factory=_no_rows)
    totals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TOTAL))
    contents: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CONTENT))

    def of(self, form: str) -> pl.DataFrame:
        """The standing rows of a form."""
        return self.rows.get(form, pl.DataFrame(schema=FORMS[form].dtypes()))


@dataclass(frozen=True)
class Batch:
    """The accepted submissions of some periods, and what stands beside them.

    `rows`: form id → accepted typed rows; `texts` the same as they were sent. `reported`: submission, form, condition, content, rows_read.
    `files`: submission, area_code, period, received. `doubted_cells`: submission, form, row, column, rule of the cells that have a finding
    already. `wholes`: form, submission, whole of those that are parts of one report: the last of its parts, by which it is called.
    `allowed`: ALLOWED.
    """

    rows: dict[str, pl.DataFrame]
    texts: dict[str, pl.DataFrame]
    files: pl.DataFrame
    reported: pl.DataFrame
    doubted_cells: pl.DataFrame
    earlier: Earlier
    areas: Areas
    wholes: pl.DataFrame
    allowed: pl.DataFrame

    def of(self, form: str) -> pl.DataFrame:
        """The accepted rows of a form."""
        return self.rows.get(form, pl.DataFrame(schema=FORMS[form].dtypes()))

    def of_wholes(self, form: str) -> pl.DataFrame:
        """The accepted rows of a form; those of parts bear the submission that their whole is called by."""
        return as_wholes(self.of(form), self.wholes_of(form))

    def wholes_of(self, form: str) -> pl.DataFrame:
        """submission, whole of the parts of a form."""
        return self.wholes.filter(pl.col("form") == form).select("submission", "whole")

    def allowed_of(self, form: str) -> pl.DataFrame:
        """submission: those whose form the office lets count as it is, and the whole that such a one is a part of."""
        allowed = with_report(self.allowed.filter(pl.col("form") == form), self.wholes_of(form))
        return pl.concat([allowed.select("submission"), allowed.select(submission="report")])

    def standing(self, form: str) -> pl.DataFrame:
        """submission, area_code, period of those submissions of the batch whose rows of a form stand for their own period."""
        stands = self.earlier.of(form).select("submission").unique()
        return self.files.join(stands, on="submission", how="semi").select("submission", "area_code", "period")

    def without_doubt(self, frame: pl.DataFrame, form: str, *columns: str) -> pl.DataFrame:
        """The rows of which none of these cells has a finding: what is wrong in one cell is not told again by a rule that reads it."""
        return frame.join(self._doubted_rows(form, columns), on=["submission", "row"], how="anti", maintain_order="left")

    def with_doubt(self, frame: pl.DataFrame, form: str, name: str, *columns: str) -> pl.DataFrame:
        """The rows with a Boolean column `name`: one of these cells has a finding."""
        doubted = self._doubted_rows(form, columns).with_columns(pl.lit(True).alias(name))
        marked = frame.join(doubted, on=["submission", "row"], how="left", maintain_order="left")
        return marked.with_columns(pl.col(name).fill_null(False))

    def _doubted_rows(self, form: str, columns: tuple[str, ...]) -> pl.DataFrame:
        cells = self.doubted_cells.filter((pl.col("form") == form) & pl.col("column").is_in(columns))
        return cells.select("submission", "row").unique()

    def doubting(self, form: str, failures: pl.DataFrame) -> "Batch":
        """The same batch with the cells of these failures (FAILURE) among the doubted ones."""
        cells = failures.filter(pl.col("row").is_not_null())
        more = cells.select("submission", "row", "column", "rule", form=pl.lit(form)).select(self.doubted_cells.columns)
        return replace(self, doubted_cells=pl.concat([self.doubted_cells, more]))


def no_failures() -> pl.DataFrame:
    """A frame (FAILURE) without rows: what a rule gives that finds nothing."""
    return pl.DataFrame(schema=FAILURE)


def failures(frame: pl.DataFrame, column: str, rule: Rule, detail: pl.Expr) -> pl.DataFrame:
    """Failures (FAILURE) of one rule about one column, one for each row of `frame`.

    `frame` has submission, sheet and, where the rule blames cells, row. `value` stays empty: `comparing._with_texts` puts in the text
    that stands in the cell.
    """
    row = pl.col("row") if rule.blames is Blames.CELL else pl.lit(None, pl.Int32)
    lines = frame.select(
        "submission", "sheet", row=row, value=pl.lit(""), column=pl.lit(column), rule=pl.lit(rule.code), detail=detail
    )
    return lines.cast(pl.Schema(FAILURE))


def with_earlier(frame: pl.DataFrame, earlier: pl.DataFrame, *keys: str, months: int = LOOKS_BACK) -> pl.DataFrame:
    """`frame` with the latest earlier row of the same area and keys: its other columns bear the suffix `_before`.

    Rows without one within so many `months` are left out. `earlier` may say the same key twice in a period: the last row counts.
    """
    by = ["area_code", *keys]
    month = month_number("period")
    before = earlier.with_columns(month=month).rename({c: f"{c}_before" for c in earlier.columns if c not in by})
    now = frame.with_columns(month=month).drop_nulls(by).sort("month")
    pairs = now.join_asof(
        before.drop_nulls(by).sort("month", maintain_order=True), on="month", by=by, strategy="backward", allow_exact_matches=False, coalesce=True,
        check_sortedness=False, tolerance=months,
    )  # fmt: skip
    return pairs.filter(pl.col("period_before").is_not_null()).drop("month")


def month_number(period: str) -> pl.Expr:
    """A column of periods as the number of months since the year 0."""
    return pl.col(period).str.slice(0, 4).cast(pl.Int32) * 12 + pl.col(period).str.slice(5, 2).cast(pl.Int32)


def month_title(period: str) -> pl.Expr:
    """A column of periods as `April 2025`."""
    numbers = [f"{n:02d}" for n in range(1, 13)]
    name = pl.col(period).str.slice(5, 2).replace_strict(numbers, MONTHS, default="", return_dtype=pl.String)
    return pl.concat_str(name, pl.col(period).str.slice(0, 4), separator=" ")
