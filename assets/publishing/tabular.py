"""The data files of a release: UTF-8, comma, point, at most six decimals half even, a missing value empty.

Columns and their order are the contract's. Everything is done a column at a time. What is left out for the public (a withheld
figure, the findings) was decided before: this module only writes. What the columns mean is told by `data_package`.
"""

from pathlib import Path

import polars as pl
import polars.selectors as cs

from schemas.formatting import WITHHELD
from schemas.indicators.scoring import SCORE
from schemas.indicators.status import REASONS, Status

DECIMALS = 6
INDICATORS = (
    "area_key", "period", "area_code", "bps_code", "area_name", "segment", "indicator", "indicator_name", "unit", "numerator", "denominator",
    "value", "as_of", "contributors", "base", "coverage", "low", "high", "status", "is_final", "definition_version",
)  # fmt: skip
SCORES = ("area_key", *SCORE)
FINDINGS = (
    "file", "area_key", "area_code", "period", "form", "sheet", "cell", "rule", "severity", "value", "message", "received_at", "version", "group",
)  # fmt: skip
SUBMISSIONS = (
    "area_key", "sha256", "file", "area_code", "period", "form", "version", "state", "received_at", "found_at", "on_time", "rows_read",
    "rows_accepted", "findings_fatal", "findings_explain", "superseded_by",
)  # fmt: skip
#: The titles of the figures for readers, with `note` in words behind them.
TITLES = {
    "area_key": "Kunci Wilayah", "period": "Periode", "area_code": "Kode Wilayah", "bps_code": "Kode BPS", "area_name": "Wilayah",
    "segment": "Segmen", "indicator": "Kode", "indicator_name": "Indikator", "unit": "Satuan", "numerator": "Pembilang", "denominator": "Penyebut",
    "value": "Nilai", "as_of": "Keadaan per", "contributors": "Bertumpu pada", "base": "Dari", "coverage": "Cakupan (0–1)",
    "low": "Batas Bawah", "high": "Batas Atas", "status": "Status", "is_final": "Final", "definition_version": "Versi Definisi",
    "note": "Keterangan",
}  # fmt: skip
#: What a spreadsheet would take for a number or a month.
CODES = ("area_code", "bps_code", "period")
#: Columns whose text came from a regency's file or its name. A spreadsheet must not take it for a formula.
FOREIGN_TEXT = ("file", "sheet", "cell", "value", "message", "segment", "note", "group")

#: From here on a float has no sixth decimal that multiplying could round.
_COARSE = 2.0**33


def write_indicators(values: pl.DataFrame, folder: Path) -> None:
    """Write `indicators.csv`, `indicators.parquet`, and `indicators-excel.csv`: the same rows, columns and rounded numbers."""
    table = typed_first(values.select(INDICATORS))
    (folder / "indicators.csv").write_bytes(csv_bytes(table))
    table.with_columns(_rounded(cs.float())).write_parquet(folder / "indicators.parquet", compression="zstd", statistics=True)
    (folder / "indicators-excel.csv").write_bytes(excel_bytes(table))


def write_scores(scores: pl.DataFrame, folder: Path) -> None:
    """Write `scores.csv` from `Figures.scores` as the audience may see them."""
    (folder / "scores.csv").write_bytes(csv_bytes(typed_first(with_key(scores).select(SCORES))))


def write_findings(findings: pl.DataFrame, folder: Path) -> None:
    """Write `findings.csv` from `Figures.findings`; what an officer explained stays out."""
    table = with_key(findings.rename({"regency": "area_code"})).select(FINDINGS)
    (folder / "findings.csv").write_bytes(csv_bytes(typed_first(table)))


def write_submissions(submissions: pl.DataFrame, folder: Path) -> None:
    """Write `submissions.csv` from `Figures.submissions`."""
    (folder / "submissions.csv").write_bytes(csv_bytes(typed_first(with_key(submissions).select(SUBMISSIONS))))


def with_key(table: pl.DataFrame) -> pl.DataFrame:
    """The table with `area_key`, which no program takes for a number: `K62.10`."""
    return table.with_columns(area_key=pl.concat_str(pl.lit("K"), "area_code"))


def typed_first(table: pl.DataFrame) -> pl.DataFrame:
    """The same rows, those first by which a reader that looks at the beginning of a file alone tells the columns' types.

    A hundred counts without a point before the first median made Polars give up at the median. Of each column the first row goes to
    the top that says most of its type: a text, then a number with decimals, then anything.
    """
    if table.is_empty():
        return table
    texts = table.select(*_numbers_as_text(table), (~cs.float()).cast(pl.String))
    says = pl.when(cs.all().str.contains(r"[^0-9.\-]")).then(3).when(cs.all().str.contains(".", literal=True)).then(2)
    firsts = texts.select(says.when(cs.all() != "").then(1).otherwise(0).name.keep()).select(cs.all().arg_max()).row(0)
    numbered = table.with_row_index("_at")
    return numbered.sort(~pl.col("_at").is_in(list(firsts)), "_at").drop("_at")


def excel_bytes(table: pl.DataFrame) -> bytes:
    """`indicators.csv` as an Indonesian Excel opens it by a double click: `;`, decimal comma, byte order mark, titles and words in Indonesian.

    A code is a formula of one text, the only spelling by which Excel and LibreOffice leave 62.10 and 2024-12 as they are.
    """
    comma = [text.str.replace(".", ",", literal=True) for text in _numbers_as_text(table)]
    coded = [pl.format('="{}"', name).alias(name) for name in CODES]
    words = cs.boolean().replace_strict({True: "Ya", False: "Tidak"}, return_dtype=pl.String)
    foreign = no_formula(pl.col("segment"))
    text = table.with_columns(*comma, *coded, words, foreign, note=reasons(pl.col("status")))
    titled = text.with_columns(pl.when(cs.string() != "").then(cs.string())).rename(TITLES)
    return titled.write_csv(separator=";", line_terminator="\r\n", include_bom=True).encode("utf-8")


def reasons(status: pl.Expr) -> pl.Expr:
    """Why a value is missing, in words; empty where there is one."""
    return status.replace_strict(REASONS | {Status.SECRET: WITHHELD}, default="", return_dtype=pl.String)


def csv_bytes(table: pl.DataFrame) -> bytes:
    """The table as CSV in the contract's spelling."""
    foreign = [name for name in FOREIGN_TEXT if table.schema.get(name) == pl.String]
    text = table.with_columns(
        *_numbers_as_text(table),
        cs.datetime().dt.to_string("iso:strict"),
        *(no_formula(pl.col(name)) for name in foreign),
    ).with_columns(pl.when(cs.string() != "").then(cs.string()))
    return text.write_csv(line_terminator="\n").encode("utf-8")


def _numbers_as_text(table: pl.DataFrame) -> list[pl.Expr]:
    """`plain_numbers` of every column of floats."""
    return [plain_numbers(pl.col(name)) for name, dtype in table.schema.items() if dtype.is_float()]


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
