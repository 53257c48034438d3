"""Every table of the warehouse: its columns with their types, what one row is, and by which column it is partitioned."""

from dataclasses import dataclass

import polars as pl

from schemas.comparing import TOTAL
from schemas.findings import FINDING, PROBLEM
from schemas.forms import EVERY_FORM, FORMS
from schemas.forms.base import PROVENANCE
from schemas.frames import DECISION, EXPLANATION_SENT, FILE, GROUP, LAYOUT, REPORT, REPORTED_FORM, VERSION
from schemas.frames import IN_FORCE as IN_FORCE_COLUMNS


@dataclass(frozen=True)
class Table:
    """`name` is schema.table; `row_is` goes into the database as the table's comment."""

    name: str
    columns: dict[str, pl.DataType]
    row_is: str


_S, _I, _F, _B, _D = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean(), pl.Date()

FILES = Table(
    "submissions.files",
    FILE,
    "one content for one regency and period; sha256 is its original, seq the journal's line of the last time that it came",
)
NAMES = Table(
    "submissions.names",
    {"sha256": _S, "file": _S, "area_code": _S, "period": _S, "reader": _S},
    "one name of one received content, and the regency and period that the content tells under it",
)
REPORTED = Table(
    "submissions.forms",
    REPORTED_FORM,
    "one form of one file: its Keadaan Formulir, rows, and the SHA-256 of what the rows say",
)
PROBLEMS = Table("submissions.problems", PROBLEM, "one thing that reading a file could not do, or noted")
VERSIONS = Table(
    "submissions.versions", VERSION, "one version of one form: its state and how it was judged; superseded_by is a SHA-256"
)
CLOSINGS = Table(
    "submissions.closings",
    {"period": _S, "seq": _I},
    "one closed period, and the journal's line of its closing: what comes later does not count",
)
DECISIONS = Table(
    "submissions.decisions", DECISION, "one form of an original that the office lets count though a rule holds it back"
)
LAYOUTS = Table("raw.layouts", LAYOUT, "one recognised column of one table of a file; letter + row is the address of a cell")
REPORTS = Table(
    "accepted.reports",
    REPORT,
    "what stands for a regency, form and period: whose rows (submission, source_period) count, null when none do",
)
IN_FORCE = Table(
    "accepted.in_force",
    IN_FORCE_COLUMNS,
    "one accepted version of one of the province's own sheets: in force from the journal's line seq until the next one of its form",
)
TOTALS = Table(
    "accepted.totals", TOTAL, "one total of a report that stands for its own period: what later ones are compared with"
)
FINDINGS = Table("findings.notes", FINDING, "one catatan verifikasi, with the address of its cell")
GROUPS = Table("findings.groups", GROUP, "the catatan verifikasi of one file with one cause, as they are told to the officer")
EXPLANATIONS = Table(
    "findings.explanations",
    EXPLANATION_SENT,
    "what an officer wrote about one catatan verifikasi in a workbook that came back to her; personal patterns are hidden",
)
VALUES = Table(
    "indicators.values",
    {"period": _S, "area_code": _S, "area_name": _S, "segment": _S, "indicator": _S, "indicator_name": _S, "unit": _S,
     "numerator": _F, "denominator": _F, "value": _F, "as_of": _D, "contributors": _I, "base": _I, "coverage": _F, "low": _F, "high": _F,
     "status": _S, "definition_version": _S, "official": _B, "amounts": _I, "amount_sum": _F, "amount_max": _F},
    "one indicator of one area, segment and period, by one version of its definition; amounts, amount_sum, amount_max: of money, how many "
    "cooperatives have an amount that is not zero, their sum and the largest without sign",
)  # fmt: skip
SCORES = Table(
    "scores.values",
    {"period": _S, "area_code": _S, "indicator": _S, "segment": _S, "unit": _S, "target_low": _F, "target_high": _F, "target_kind": _S,
     "target_as_of": _D, "value": _F, "as_of": _D, "achievement": _F, "rating": _S, "margin": _F, "is_provisional": _B, "is_sample": _B,
     "note": _S},
    "one indicator against its target",
)  # fmt: skip
PROVINCE_JUDGED = Table(
    "pipeline.province_judged", {"made_from": _S}, "a hash of the inputs that the province's own sheets were last judged from"
)
PROCESSED = Table(
    "pipeline.processed",
    {"period": _S, "judged": _S, "returned": _S, "evaluated": _S, "scored": _S},
    "of each stage of a period, a hash of the inputs that it was last made from",
)


def raw(form: str) -> Table:
    """The text rows of a form, all versions."""
    columns = PROVENANCE | dict.fromkeys(EVERY_FORM[form].ids, _S)
    return Table(f"raw.{form}", columns, f"{EVERY_FORM[form].row_is}; text as read, every version")


def accepted(form: str) -> Table:
    """The typed rows of a form, of the version that counts for its own period; of the province's own sheets of every accepted version."""
    which = (
        "of the version that counts" if form in FORMS else "of every accepted version; accepted.in_force says which is in force"
    )
    return Table(f"accepted.{form}", EVERY_FORM[form].dtypes(), f"{EVERY_FORM[form].row_is}; typed, {which}")


#: What is judged and computed of a period, and replaced with it; everything else belongs to a submission.
OF_PERIODS = (*(accepted(form) for form in FORMS), REPORTS, TOTALS, FINDINGS, GROUPS, VERSIONS, VALUES, SCORES, PROCESSED)
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        FILES, NAMES, REPORTED, PROBLEMS, VERSIONS, CLOSINGS, DECISIONS, LAYOUTS,
        *(raw(form) for form in EVERY_FORM), *(accepted(form) for form in EVERY_FORM), REPORTS, TOTALS,
        IN_FORCE, FINDINGS, GROUPS, EXPLANATIONS, VALUES, SCORES, PROCESSED, PROVINCE_JUDGED,
    )
}  # fmt: skip
