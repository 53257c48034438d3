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
    "satu isi berkas untuk satu kabupaten/kota dan periode; sha256 berkas aslinya, seq baris jurnal kedatangannya yang terakhir",
)
NAMES = Table(
    "submissions.names",
    {"sha256": _S, "file": _S, "area_code": _S, "period": _S, "reader": _S},
    "satu nama dari satu isi yang diterima, dengan kabupaten/kota dan periode yang disebut isinya",
)
REPORTED = Table(
    "submissions.forms",
    REPORTED_FORM,
    "satu formulir pada satu berkas: Keadaan Formulir, jumlah baris, dan SHA-256 isi barisnya",
)
PROBLEMS = Table("submissions.problems", PROBLEM, "satu hal yang tidak dapat dibaca dari berkas, atau dicatat saat membacanya")
VERSIONS = Table("submissions.versions", VERSION, "satu versi satu formulir: keadaan dan hasil pemeriksaannya")
CLOSINGS = Table(
    "submissions.closings",
    {"period": _S, "seq": _I},
    "satu periode yang ditutup",
)
DECISIONS = Table(
    "submissions.decisions", DECISION, "satu formulir yang dihitung menurut keputusan dinas walaupun ada aturan yang menahannya"
)
LAYOUTS = Table("raw.layouts", LAYOUT, "satu kolom yang dikenali pada satu tabel berkas; huruf dan nomor baris adalah alamat sel")
REPORTS = Table(
    "accepted.reports",
    REPORT,
    "yang berlaku untuk satu kabupaten/kota, formulir, dan periode: baris siapa (submission, source_period) yang dihitung; kosong bila tidak "
    "ada; yang ditagih ada pada expected_reports",
)
IN_FORCE = Table(
    "accepted.in_force",
    IN_FORCE_COLUMNS,
    "satu versi lembar ketentuan provinsi yang diterima: berlaku sejak baris jurnal seq sampai versi berikutnya",
)
TOTALS = Table("accepted.totals", TOTAL, "satu jumlah dari laporan yang berlaku pada periodenya: pembanding laporan berikutnya")
FINDINGS = Table("findings.notes", FINDING, "satu catatan verifikasi dengan alamat selnya")
GROUPS = Table("findings.groups", GROUP, "catatan verifikasi satu berkas dengan satu sebab, seperti disampaikan kepada petugas")
EXPLANATIONS = Table(
    "findings.explanations",
    EXPLANATION_SENT,
    "penjelasan petugas atas satu catatan verifikasi; pola data pribadi disembunyikan",
)
VALUES = Table(
    "indicators.values",
    {"period": _S, "area_code": _S, "area_name": _S, "segment": _S, "indicator": _S, "indicator_name": _S, "unit": _S,
     "numerator": _F, "denominator": _F, "value": _F, "as_of": _D, "contributors": _I, "base": _I, "coverage": _F, "low": _F, "high": _F,
     "status": _S, "definition_version": _S, "official": _B, "amounts": _I, "amount_sum": _F, "amount_max": _F},
    "satu indikator satu wilayah, bagian, dan periode menurut satu versi definisi; yang diterbitkan ada pada official_values",
)  # fmt: skip
SCORES = Table(
    "scores.values",
    {"period": _S, "area_code": _S, "indicator": _S, "segment": _S, "unit": _S, "target_low": _F, "target_high": _F, "target_kind": _S,
     "target_as_of": _D, "value": _F, "as_of": _D, "achievement": _F, "rating": _S, "margin": _F, "is_provisional": _B, "is_sample": _B,
     "note": _S},
    "satu indikator terhadap targetnya",
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
    return Table(f"raw.{form}", columns, f"{EVERY_FORM[form].row_is}; teks seperti tertulis, semua versi")


def accepted(form: str) -> Table:
    """The typed rows of a form, of the version that counts for its own period; of the province's own sheets of every accepted version."""
    which = "versi yang dihitung" if form in FORMS else "semua versi yang diterima; accepted.in_force menyebut mana yang berlaku"
    return Table(f"accepted.{form}", EVERY_FORM[form].dtypes(), f"{EVERY_FORM[form].row_is}; bernilai, {which}")


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
