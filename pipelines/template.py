"""`rapor template`: the workbook of one regency and period, with what the latest release says of it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from assets.home import Home
from assets.templating.plan import Order, order
from assets.templating.starting import LastReports
from assets.templating.workbook import write_template
from pipelines.latest_release import open_latest
from schemas import periods
from schemas.areas import areas
from schemas.columns import Kind
from schemas.forms import FORMS

SUFFIX = ".xlsx"
#: The forms whose last accepted report fills rows of the next one.
CARRIED = ("register", "kdmp", "obstacles")


class WrongUsageError(ValueError):
    """What was asked for cannot be made; the message says why, in Indonesian."""


def make_template(home: Home, area_code: str, period: str, target: Path, *, with_optional: bool = False) -> Order:
    """Write the template to `target`, over what is there; what it holds. Raises WrongUsageError."""
    scope = areas(home.scope)
    if area_code not in (*scope.codes, scope.province):
        raise WrongUsageError(
            f"Kabupaten/kota {area_code} tidak ada di {scope.province_name}. Contoh: --regency {scope.codes[0]}."
        )
    if not periods.is_period(period) or period < home.first_period:
        raise WrongUsageError(f"Periode ditulis tahun-bulan mulai {home.first_period}. Contoh: --period 2025-04.")
    if target.suffix.lower() != SUFFIX:
        raise WrongUsageError(f"Nama berkas templat berakhiran {SUFFIX}. Contoh: -o {target.stem or area_code}{SUFFIX}.")
    if not target.parent.is_dir():
        raise WrongUsageError(f"Folder {target.parent} tidak ada.")
    wanted = order(area_code, period, scope, with_optional=with_optional)
    if not wanted.forms:
        raise WrongUsageError(f"Tidak ada formulir yang berlaku untuk {area_code} pada {periods.title(period)}.")
    carried = [form.id for form in wanted.forms if form.id in CARRIED]
    wanted = replace(wanted, last=last_reports(home, area_code, period, carried))
    write_template(wanted, target)
    return wanted


def describe(made: Order) -> list[str]:
    """What the template holds, a line a form."""
    lines = []
    for form_id, plan in made.sheets.items():
        origin = f", dari laporan {periods.title(made.last.source[form_id])}" if form_id in made.last.source else ""
        lines.append(f"{plan.form.sheet}: {len(plan.rows)} baris awal{origin}")
    return lines


def last_reports(home: Home, area_code: str, period: str, forms: Iterable[str]) -> LastReports:
    """The last accepted report of each of the forms up to the period, from the latest release; none without a release."""
    rows: dict[str, pl.DataFrame] = {}
    source: dict[str, str] = {}
    sample = False
    with open_latest(home) as database:
        for form in forms if database else ():
            assert database is not None
            found = _last_accepted(database, form, area_code, period)
            if found is None:
                continue
            submission, source[form], from_sample = found
            rows[form] = _rows(database, form, submission, source[form])
            sample = sample or from_sample
    return LastReports(rows, source, sample)


def _last_accepted(database: duckdb.DuckDBPyConnection, form: str, area_code: str, period: str) -> tuple[str, str, bool] | None:
    """Submission, the period that it was for, and whether it is sample data."""
    query = """
        SELECT r.submission, r.source_period, coalesce(f.sample, false)
        FROM accepted.reports r LEFT JOIN submissions.files f USING (submission)
        WHERE r.form = $1 AND r.area_code = $2 AND r.period <= $3 AND r.submission IS NOT NULL
        ORDER BY r.period DESC LIMIT 1
    """
    return database.execute(query, [form, area_code, period]).fetchone()


def _rows(database: duckdb.DuckDBPyConnection, form: str, submission: str, period: str) -> pl.DataFrame:
    """The accepted rows of a report in the order of the sheet, with Sudah or Belum where a stage has no date."""
    parameters = {"submission": submission, "period": period}
    where = "WHERE submission = $submission AND period = $period ORDER BY sheet, row"
    accepted = database.sql(" ".join(["FROM", f"accepted.{form}", where]), params=parameters).pl()
    stages = [column.id for column in FORMS[form].columns if column.kind is Kind.STAGE_DATE]
    if not stages:
        return accepted
    texts = database.sql(" ".join(["FROM", f"raw.{form}", where]), params=parameters).pl()
    words = {"sudah": "Sudah", "belum": "Belum"}
    said = texts.select(
        "sheet", "row",
        *(pl.col(name).str.strip_chars().str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
          .alias(f"{name}_word") for name in stages if name in texts.columns),
    )  # fmt: skip
    return accepted.join(said, on=["sheet", "row"], how="left", maintain_order="left")
