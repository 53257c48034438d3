"""The slip: what an officer gets for a file that came in, good or not. Ten lines of text; what was read, what was not, the last report. Pure.

A slip is of one submission, so each part of a form has its own. It repeats nothing of the letter: what is asked stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.returning.left_out import left_out_lines, returning_reasons, uncounted
from assets.returning.slip_reports import CountedReports, Place, counted_reports
from assets.returning.slip_words import form_lines
from schemas import periods
from schemas.formatting import listing, number
from schemas.forms import EVERY_FORM, FORM_ORDER, FORMS, NIL, NO_CHANGE, NOT_SUBMITTED, PROVINCE_FORMS, SAMPLE_MARK
from schemas.rules.of_files import COLUMN_GIVEN_TWICE, KEPT_AS_ATTACHMENT, NOT_IN_FULL_RUPIAH
from schemas.states import LATE

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SlipSources:
    """What slips are made from, of any number of submissions of identified files.

    `files`: FILE of those that slips are asked for. `layouts`: LAYOUT, `reported`: REPORTED_FORM, `problems`: PROBLEM, `findings`: FINDING, all
    of these files. `versions`: VERSION, of their periods. `reports`: REPORT of every period. `rows`: form id → accepted rows that stand
    (`columns_counted`), of the periods of the files and of the last reports before them (`last_reports`). `doubts`: FINDING of doubted units,
    of these rows.
    """

    files: pl.DataFrame
    layouts: pl.DataFrame
    reported: pl.DataFrame
    versions: pl.DataFrame
    problems: pl.DataFrame
    findings: pl.DataFrame
    reports: pl.DataFrame
    rows: Mapping[str, pl.DataFrame]
    doubts: pl.DataFrame


@dataclass(frozen=True)
class _FormOfFile:
    """A form that a file reports on: its rows of REPORTED_FORM and VERSION, None where it is no version.

    `waits`: another part of the same whole is returned, so that none of them stands.
    """

    place: Place
    reported: Row
    version: Row | None
    waits: bool

    @property
    def id(self) -> str:
        """The form's id."""
        return self.place[0]

    @property
    def condition(self) -> str | None:
        """Its Keadaan Formulir."""
        return self.reported["condition"]  # type: ignore[no-any-return]

    @property
    def is_superseded(self) -> bool:
        """True when a newer file took its place."""
        return self.version is not None and self.version["superseded_by"] is not None


def current(files: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Those of the files (FILE) that stand or wait: one of their forms was not superseded, or they have no version of any."""
    superseded = versions.group_by("submission").agg(pl.col("superseded_by").is_not_null().all())
    return files.join(superseded.filter("superseded_by"), on="submission", how="anti", maintain_order="left")


def head(file: Row, area_name: str) -> list[str]:
    """The first lines of a slip that is handed out: whose report, when it came, and which bytes it is about. `file`: a row of FILE."""
    received = periods.long_date(file["received"])
    lines = [
        f"Tanda terima {_what(file, area_name)} (diterima {received})",
        f"Berkas: {file['file']} (SHA-256 {file['sha256']})",
    ]
    return [SAMPLE_MARK, *lines] if file["sample"] else lines


def _what(file: Row, area_name: str) -> str:
    """`laporan Kabupaten Kapuas, April 2025`; of the province's own sheets `ketentuan Provinsi Kalimantan Tengah`."""
    return f"laporan {area_name}, {periods.title(file['period'])}" if file["period"] else f"ketentuan {area_name}"


def slips(sources: SlipSources) -> dict[str, list[str]]:
    """Submission → the lines of its slip, without its head: each form in its order, then what was left out."""
    counted = counted_reports(sources.files, _read_columns(sources), sources.reports, sources.rows, sources.doubts)
    reported = _by_submission(sources.reported.sort(FORM_ORDER, maintain_order=True))
    versions = {(row["submission"], row["form"]): row for row in sources.versions.iter_rows(named=True)}
    waiting = _waiting(sources.versions)
    problems = _by_submission(sources.problems)
    findings = _by_submission(uncounted(sources.findings))
    lines: dict[str, list[str]] = {}
    for file in sources.files.iter_rows(named=True):
        submission = file["submission"]
        forms = [
            _FormOfFile(
                (row["form"], file["area_code"], file["period"]),
                row,
                versions.get((submission, row["form"])),
                (submission, row["form"]) in waiting,
            )
            for row in reported.get(submission, [])
        ]
        lines[submission] = _slip(file, forms, problems.get(submission, []), findings.get(submission, []), counted)
    return lines


def _read_columns(sources: SlipSources) -> pl.DataFrame:
    """The layouts (LAYOUT) of the forms of which no column was put aside: of such a form a column that was not read may be there all the same."""
    aside = sources.problems.filter(pl.col("rule").is_in([NOT_IN_FULL_RUPIAH.code, COLUMN_GIVEN_TWICE.code]))
    return sources.layouts.join(aside, on=["submission", "form"], how="anti", maintain_order="left")


def _waiting(versions: pl.DataFrame) -> set[tuple[str, str]]:
    """The parts (submission, form) of wholes of which a part was returned. `versions`: VERSION."""
    whole = ["area_code", "period", "form", "version"]
    live = versions.filter(pl.col("superseded_by").is_null())
    returned = live.filter(pl.col("findings_fatal") > 0).select(whole).unique()
    return set(live.join(returned, on=whole, how="semi").select("submission", "form").iter_rows())


def _by_submission(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The rows of a frame by their submission."""
    return frame.rows_by_key("submission", named=True, include_key=True)


def _slip(
    file: Row, forms: Sequence[_FormOfFile], problems: Sequence[Row], findings: Sequence[Row], counted: CountedReports
) -> list[str]:
    """The lines of one file (a row of FILE)."""
    if file["attachment"]:
        return [KEPT_AS_ATTACHMENT.wording]
    if reasons := returning_reasons(problems):
        return [f"Berkas ini belum dapat diterima: {listing(reasons)}. Belum ada isinya yang dihitung."]
    superseded = [form.id for form in forms if form.is_superseded]
    not_submitted = [form.id for form in forms if form.condition == NOT_SUBMITTED]
    told = [form for form in forms if form.id not in {*superseded, *not_submitted}]
    lines = [line for form in told for line in _form_lines(form, counted)]
    if not_submitted:
        lines.append(f"Menurut Sampul tidak disampaikan: {_titles(not_submitted)}.")
    if superseded:
        lines.append(f"Sudah digantikan berkas yang lebih baru: {_titles(superseded)}.")
    counting = [form.id for form in told if not _why_not_counted(form, counted)]
    return lines + left_out_lines(
        [line for line in problems if line["form"] in {"", *(form.id for form in told)}],
        [line for line in findings if line["form"] in counting],
        all_counted=len(counting) == len(told) and any(form.reported["rows_read"] for form in told),
    )


def _why_not_counted(form: _FormOfFile, counted: CountedReports) -> str:
    """Why what a file says of a form is in no figure, in words; empty when it counts."""
    _, _, period = form.place
    version = form.version
    if form.id in PROVINCE_FORMS:
        returned = version is None or version["findings_fatal"]
        return "dikembalikan untuk perbaikan; yang berlaku tetap lembar yang terakhir diterima" if returned else ""
    if version is None or version["findings_fatal"]:
        return "dikembalikan untuk perbaikan, belum dihitung"
    if version["state"] == LATE:
        return "diterima sesudah periode ditutup; disimpan dan tidak mengubah angka final"
    if period < FORMS[form.id].valid_from:
        return f"formulir ini berlaku mulai {periods.title(FORMS[form.id].valid_from)}; disimpan dan tidak dihitung"
    if form.waits:
        return "diterima, belum dihitung karena bagian lain dari laporan ini dikembalikan untuk perbaikan"
    has_rows = version["rows_accepted"] > 0 and form.condition != NO_CHANGE
    stands = (version["submission"], form.id) in counted.of_files
    return "disimpan, saat ini tidak dihitung" if has_rows and not stands else ""


def _form_lines(form: _FormOfFile, counted: CountedReports) -> list[str]:
    """The lines of one form of a file."""
    title, rows_read = EVERY_FORM[form.id].title, form.reported["rows_read"]
    if why := _why_not_counted(form, counted):
        return [f"{title}: {number(rows_read)} baris terbaca; {why}."]
    if form.id in PROVINCE_FORMS:
        return [f"{title}: {number(rows_read)} baris dibaca; berlaku sejak diterima, seluruhnya."]
    if form.condition == NO_CHANGE:
        source = counted.source_period.get(form.place)
        stands = f"; yang berlaku tetap laporan {periods.title(source)}" if source else ""
        return [f"{title}: {NO_CHANGE}{stands}."]
    report = counted.of_files.get((form.reported["submission"], form.id))
    if report is None:
        return [f"{title}: {NIL if form.condition == NIL else 'tanpa baris'}."]
    return form_lines(form.id, rows_read, report, counted.standing[form.place], counted.before(form.place))


def _titles(forms: Iterable[str]) -> str:
    return ", ".join(EVERY_FORM[form].title for form in forms)
