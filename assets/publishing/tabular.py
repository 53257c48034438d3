"""The data files of a release: UTF-8, comma, point, at most six decimals half even, a missing value empty.

Columns and their order are the contract's. Everything is done a column at a time. What is left out for the public (a withheld
figure, the findings) was decided before: this module only writes.
"""

from pathlib import Path

import polars as pl
import polars.selectors as cs

from schemas.indicators.scoring import SCORE

DECIMALS = 6
INDICATORS = (
    "area_key", "period", "area_code", "bps_code", "area_name", "segment", "indicator", "indicator_name", "unit", "numerator", "denominator",
    "value", "as_of", "contributors", "base", "coverage", "low", "high", "status", "is_final", "definition_version",
)  # fmt: skip
SCORES = ("area_key", *SCORE)
FINDINGS = (
    "file", "regency", "period", "form", "sheet", "cell", "rule", "severity", "value", "message", "received_at", "version", "group",
)  # fmt: skip
SUBMISSIONS = (
    "sha256", "file", "area_code", "period", "form", "version", "state", "received_at", "found_at", "on_time", "rows_read",
    "rows_accepted", "findings_fatal", "findings_explain", "superseded_by",
)  # fmt: skip
#: Columns whose text came from a regency's file or its name. A spreadsheet must not take it for a formula.
FOREIGN_TEXT = ("file", "sheet", "cell", "value", "message", "segment", "note", "group")

#: From here on a float has no sixth decimal that multiplying could round.
_COARSE = 2.0**33


def write_indicators(values: pl.DataFrame, folder: Path) -> None:
    """Write `indicators.csv` and `indicators.parquet`: the same rows, columns and rounded numbers."""
    table = values.select(INDICATORS)
    (folder / "indicators.csv").write_bytes(csv_bytes(table))
    rounded = table.with_columns(_rounded(cs.float()))
    rounded.write_parquet(folder / "indicators.parquet", compression="zstd", statistics=True)


def write_scores(scores: pl.DataFrame, folder: Path) -> None:
    """Write `scores.csv` from `Figures.scores` as the audience may see them."""
    keyed = scores.with_columns(area_key=pl.concat_str(pl.lit("K"), "area_code"))
    (folder / "scores.csv").write_bytes(csv_bytes(keyed.select(SCORES)))


def write_findings(findings: pl.DataFrame, folder: Path) -> None:
    """Write `findings.csv` from `Figures.findings`; what an officer explained stays out."""
    (folder / "findings.csv").write_bytes(csv_bytes(findings.select(FINDINGS)))


def write_submissions(submissions: pl.DataFrame, folder: Path) -> None:
    """Write `submissions.csv` from `Figures.submissions`."""
    (folder / "submissions.csv").write_bytes(csv_bytes(submissions.select(SUBMISSIONS)))


def csv_bytes(table: pl.DataFrame) -> bytes:
    """The table as CSV in the contract's spelling."""
    floats = [name for name, dtype in table.schema.items() if dtype.is_float()]
    foreign = [name for name in FOREIGN_TEXT if table.schema.get(name) == pl.String]
    text = table.with_columns(
        *(plain_numbers(pl.col(name)) for name in floats),
        cs.datetime().dt.to_string("iso:strict"),
        *(no_formula(pl.col(name)) for name in foreign),
    ).with_columns(pl.when(cs.string() != "").then(cs.string()))
    return text.write_csv(line_terminator="\n").encode("utf-8")


def plain_numbers(number: pl.Expr) -> pl.Expr:
    """Floats as text: a point, at most six decimals, no exponent, whole numbers without a point."""
    whole = number.truncate()
    fine = _six_decimals(_rounded(number))
    coarse = pl.concat_str(
        whole.cast(pl.Int64, strict=False).cast(pl.String),
        _six_decimals(_rounded(number - whole)).str.replace(r"^-?0", ""),
    )
    text = pl.when(number.abs() < _COARSE).then(fine).otherwise(coarse)
    return text.str.replace(r"\.?0+$", "").name.keep()


def no_formula(text: pl.Expr) -> pl.Expr:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it; some take a full-width sign for the sign too."""
    return (
        pl.when(text.str.contains(r"^[=+\-@\t\r\n＝＋－＠]")).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).name.keep()
    )


def _rounded(number: pl.Expr) -> pl.Expr:
    """To DECIMALS, half even; a number so large that it has no such decimal stays as it is, and what is not finite is null."""
    return pl.when(number.is_finite()).then(
        pl.when(number.abs() < _COARSE).then(number.round(DECIMALS, mode="half_to_even")).otherwise(number)
    )


def _six_decimals(number: pl.Expr) -> pl.Expr:
    """A number as text with six decimals; null where it is too large for that."""
    return number.cast(pl.Decimal(38, DECIMALS), strict=False).cast(pl.String)
