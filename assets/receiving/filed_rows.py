"""From what reading a file gave to rows of the tables submissions.* and raw.*."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

import polars as pl

from assets.reading.model import FormTable, Reading
from assets.receiving.inbox import Claim, claimed_date
from assets.storage.home import OFFICE_TIME
from assets.storage.journal import Line
from assets.storage.tables import EXPLANATIONS, FILES, LAYOUTS, NAMES, PROBLEMS, REPORTED, raw
from schemas.forms import EVERY_FORM, HAS_DATA
from schemas.judge import Submitted
from schemas.periods import long_date
from schemas.rules.of_files import CLAIMED_AFTER_FOUND, CLAIMED_LONG_BEFORE_FOUND

CLAIM_DAYS_AT_MOST = 31


def found_on(receipt: Line) -> date:
    """The day at the office on which a file was found."""
    return datetime.fromisoformat(receipt["at"]).astimezone(OFFICE_TIME).date()


def received_on(receipt: Line, claim: Claim | None) -> date:
    """The day received: what penerimaan.csv claims, else the day found."""
    return (claimed_date(claim) if claim else None) or found_on(receipt)


def file_row(receipt: Line, claim: Claim | None, reading: Reading, reader: str) -> dict[str, object]:
    """A row of submissions.files (FILE). The receipt has `sha256`, `file`, `seq`, `at`, and `submission` where that is not the SHA-256.

    `reader` is the version of what read the file.
    """
    return {
        "submission": submission_of(receipt), "sha256": receipt["sha256"], "file": receipt["file"],
        "area_code": reading.area_code, "period": reading.period,
        "kind": reading.kind, "sample": reading.sample, "attachment": reading.attachment, "seq": receipt["seq"],
        "found_at": receipt["at"], "received": received_on(receipt, claim), "reader": reader,
    }  # fmt: skip


def submission_of(receipt: Line) -> str:
    """The id of a receipt's submission."""
    return str(receipt.get("submission", receipt["sha256"]))


def name_rows(originals: Iterable[tuple[str, Mapping[str, tuple[str | None, str | None]]]]) -> pl.DataFrame:
    """Rows of submissions.names without `reader`: of each original (SHA-256) what each of its names tells of area and period."""
    rows = [(sha, file, *identity) for sha, named in originals for file, identity in named.items()]
    columns = {name: dtype for name, dtype in NAMES.columns.items() if name != "reader"}
    return pl.DataFrame(rows, schema=columns, orient="row")


def form_rows(submission: str, reading: Reading) -> list[dict[str, object]]:
    """Rows of submissions.forms: every form that the file has a table or a Keadaan Formulir of."""
    rows: list[dict[str, object]] = []
    for form in reading.forms:
        tables = [table for table in reading.tables if table.form == form]
        condition = reading.conditions.get(form, HAS_DATA if tables else None)
        rows.append({
            "submission": submission, "form": form, "condition": condition, "rows_read": sum(table.rows.height for table in tables),
            "content": content(tables),
        })  # fmt: skip
    return rows


def content(tables: Iterable[FormTable]) -> str:
    """SHA-256 of what the rows say, wherever they stand on the sheet."""
    digest = hashlib.sha256()
    for table in tables:
        columns = sorted(name for name in table.rows.columns if name != "row")
        digest.update(table.rows.select(columns).write_csv().encode())
    return digest.hexdigest()


def problem_rows(submission: str, reading: Reading, receipt: Line, claim: Claim | None) -> list[dict[str, object]]:
    """Rows of submissions.problems (PROBLEM): what reading could not do, and a claimed date that the journal contradicts.

    A claimed date is asked about when it is later than the day on which the file was found, or more than CLAIM_DAYS_AT_MOST before.
    """
    rows: list[dict[str, object]] = [{"submission": submission, **asdict(problem)} for problem in reading.problems]
    claimed = claimed_date(claim) if claim else None
    day_found = found_on(receipt)
    rule = None
    if claimed and claimed > day_found:
        rule = CLAIMED_AFTER_FOUND.code
    elif claimed and (day_found - claimed).days > CLAIM_DAYS_AT_MOST:
        rule = CLAIMED_LONG_BEFORE_FOUND.code
    if rule and claimed:
        rows.append(
            {"submission": submission, "rule": rule, "value": long_date(claimed), "detail": f"ditemukan {long_date(day_found)}"}
        )
    empty: dict[str, object] = dict.fromkeys(PROBLEMS.columns, "")
    return [empty | row for row in rows]


def explanation_rows(submissions: Iterable[tuple[str, Reading]]) -> pl.DataFrame:
    """Rows of findings.explanations, from (submission, its reading)."""
    parts = [r.explanations.with_columns(submission=pl.lit(sha)) for sha, r in submissions if r.explanations.height]
    empty = pl.DataFrame(schema=EXPLANATIONS.columns)
    return pl.concat([empty, *(rows.select(EXPLANATIONS.columns.keys()) for rows in parts)])


def raw_rows(submission: str, reading: Reading) -> dict[str, pl.DataFrame]:
    """Form id → rows of raw.<form>, text as read; a column that the sheet lacks is null."""
    by_form: dict[str, list[pl.DataFrame]] = {}
    for table in reading.tables:
        columns = raw(table.form).columns
        absent = [pl.lit(None, pl.String).alias(name) for name in EVERY_FORM[table.form].ids if name not in table.rows.columns]
        rows = table.rows.with_columns(
            *absent, submission=pl.lit(submission), area_code=pl.lit(reading.area_code), period=pl.lit(reading.period), sheet=pl.lit(table.sheet)
        )  # fmt: skip
        by_form.setdefault(table.form, []).append(rows.select(columns.keys()).cast(pl.Schema(columns)))
    return {form: pl.concat(parts) for form, parts in by_form.items()}


def layout_rows(submission: str, reading: Reading) -> list[dict[str, object]]:
    """Rows of raw.layouts: in which column of the sheet each recognised column of the form stands."""
    return [
        {"submission": submission, "area_code": reading.area_code, "period": reading.period, "form": table.form, "sheet": table.sheet,
         "header_row": table.header_row, "column": column, "letter": letter}
        for table in reading.tables for column, letter in table.letters.items()
    ]  # fmt: skip


def tables(submissions: Sequence[tuple[Line, Claim | None, Reading]], reader: str) -> Submitted:
    """What was read from some submissions, as the tables hold it: problems and explanations of all, rows of those that are identified.

    A receipt has `sha256`, `file`, `seq`, `at`, and `submission` where that is not the SHA-256. `reader`: the version of what read them.
    """
    read = [(submission_of(receipt), reading) for receipt, _, reading in submissions]
    identified = [(submission, reading) for submission, reading in read if reading.area_code and reading.period is not None]
    texts = [raw_rows(submission, reading) for submission, reading in identified]
    files = [file_row(receipt, claim, reading, reader) for receipt, claim, reading in submissions]
    problems = [
        row for receipt, claim, reading in submissions for row in problem_rows(submission_of(receipt), reading, receipt, claim)
    ]
    return Submitted(
        files=pl.DataFrame(files, schema=FILES.columns),
        forms=pl.DataFrame([row for each in read for row in form_rows(*each)], schema=REPORTED.columns),
        rows={
            form: pl.concat([pl.DataFrame(schema=raw(form).columns), *(t[form] for t in texts if form in t)])
            for form in EVERY_FORM
        },
        layouts=pl.DataFrame([row for each in identified for row in layout_rows(*each)], schema=LAYOUTS.columns),
        problems=pl.DataFrame(problems, schema=PROBLEMS.columns),
        explanations=explanation_rows(read),
    )
