"""Which files wait for their regency, and what the verification notes on them say, drawn together by rule."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.publishing.edition import Edition
from assets.publishing.late import replacements
from assets.publishing.sentences import form_title
from schemas import periods
from schemas.formatting import MISSING, day, listing, number, span
from schemas.forms import FORM_ORDER, PROVINCE_FORMS
from schemas.rules import EXPLAIN, FATAL, INFO, RULES, SEVERITY_RANK, SEVERITY_WORDS
from schemas.states import LATE, RETURNED

FIRST_CELLS = 5
UNKNOWN_SENDER, UNKNOWN_PERIOD = "Kabupaten/kota belum dikenal", "Periode belum dikenal"
#: What stands where others have a month, of the province's own sheets.
OF_PROVINCE = "Ketentuan"
_FILE = ["area", "period", "file"]


@dataclass(frozen=True)
class Note:
    """The notes of one rule on one sheet: how many, where the first ones are, and what the first one says."""

    tone: str
    severity: str
    title: str
    code: str
    sheet: str
    count: str
    cells: str
    message: str


@dataclass(frozen=True)
class MendFile:
    """A file that waits for its regency: what must be mended and what must be explained.

    `replaced` names the returned forms of which a replacement came after the period was closed, and when; `late` is true when the
    file itself came after.
    """

    area: str
    area_name: str
    file: str
    month: str
    period: str
    forms: str
    received: str
    returned: bool
    fatal: int
    explain: int
    notes: list[Note]
    replaced: str = ""
    late: bool = False


@dataclass(frozen=True)
class Awaiting:
    """The files of one regency that count already and still need explaining: how many files and notes, and of which periods."""

    area: str
    area_name: str
    files: int
    notes: int
    periods: str


@dataclass(frozen=True)
class Explained:
    """Notes of one rule on one sheet of a standing file that the regency explained in the same words."""

    area: str
    area_name: str
    file: str
    period: str
    note: Note
    explanation: str


def files_to_mend(edition: Edition) -> list[MendFile]:
    """Every standing file with notes that need an answer: those returned first, then the newest period, area and name.

    Its notes without mere information, which is in the workbook that went back, and without what was explained.
    """
    standing = _standing_files(edition)
    notes = _open_notes(edition, standing).filter(pl.col("explanation").is_null())
    needs_answer = pl.col("severity").is_in([FATAL, EXPLAIN])
    returned = standing.filter(pl.col("state") == RETURNED)
    asked = pl.concat([returned.select(_FILE), notes.filter(needs_answer).select(_FILE)]).unique()
    files = asked.join(_file_lines(edition, standing), on=_FILE, how="left", nulls_equal=True)
    files = files.with_columns(pl.col("returned", "late").fill_null(value=False))
    files = files.sort(["returned", "period", "area", "file"], descending=[True, True, False, False], nulls_last=False)
    by_file = dict(notes.filter(pl.col("severity") != INFO).group_by(_FILE, maintain_order=True))
    names = dict(edition.figures.areas.select("code", "name").iter_rows()) | {edition.total: edition.figures.area_name}
    return [
        _mend_file(row, by_file.get(tuple(row[key] for key in _FILE), notes.clear()), names)
        for row in files.iter_rows(named=True)
    ]


def explained(edition: Edition) -> list[Explained]:
    """What the regencies explained of files that stand, the newest period first."""
    notes = _open_notes(edition, _standing_files(edition)).filter(pl.col("explanation").is_not_null())
    names = dict(edition.figures.areas.select("code", "name").iter_rows())
    ordered = notes.sort(pl.col("period").fill_null(""), "area", "file", descending=[True, False, False], maintain_order=True)
    return [
        Explained(
            str(area),
            names.get(str(area), str(area) or UNKNOWN_SENDER),
            str(file),
            periods.title(str(period)) if period else UNKNOWN_PERIOD,
            note,
            str(explanation),
        )
        for (area, period, file, explanation), findings in ordered.group_by(*_FILE, "explanation", maintain_order=True)
        for note in _notes(findings)
    ]


def awaiting(files: list[MendFile]) -> list[Awaiting]:
    """What counts and only needs explaining, drawn together by regency."""
    by_area: dict[str, list[MendFile]] = {}
    for file in files:
        if not file.returned and not file.late:
            by_area.setdefault(file.area, []).append(file)
    return [_awaiting(of_area) for _, of_area in sorted(by_area.items())]


def _awaiting(files: list[MendFile]) -> Awaiting:
    """The line of one regency; `files` are its own, at least one."""
    months = sorted({file.month for file in files if file.month})
    return Awaiting(
        files[0].area, files[0].area_name, len(files), sum(file.explain for file in files), span(months) or UNKNOWN_PERIOD
    )


def _file_lines(edition: Edition, standing: pl.DataFrame) -> pl.DataFrame:
    """Each standing file with its forms in the order of the form set, the day it came, what was returned and what came since."""
    is_returned = pl.col("state") == RETURNED
    return (
        standing.join(replacements(edition), on=["area_code", "period", "form"], how="left", maintain_order="left")
        .sort(FORM_ORDER, maintain_order=True)
        .group_by(_FILE, maintain_order=True)
        .agg(
            forms=pl.col("form").drop_nulls().unique(maintain_order=True),
            received=pl.col("received").max(),
            returned=is_returned.any(),
            late=(pl.col("state") == LATE).all(),
            replaced=pl.col("form").filter(is_returned & pl.col("replaced_at").is_not_null()).unique(maintain_order=True),
            replaced_at=pl.col("replaced_at").filter(is_returned).max(),
        )
    )


def _keyed(edition: Edition, frame: pl.DataFrame, area: str) -> pl.DataFrame:
    """With `area` (a code; empty when unknown), `received` (Date), and null where form or period is not known."""
    areas = edition.figures.areas
    codes = {name: code for column in ("code", "name", "full_name") for name, code in areas.select(column, c="code").iter_rows()}
    return frame.with_columns(
        area=pl.col(area).replace_strict(codes, default=pl.col(area), return_dtype=pl.String).fill_null(""),
        received=pl.col("received_at").cast(pl.Date, strict=False),
        form=pl.when(pl.col("form") != "").then(pl.col("form")),
        period=pl.when(pl.col("period") != "").then(pl.col("period")),
    )


def _standing_files(edition: Edition) -> pl.DataFrame:
    """The versions that no newer one took the place of, `_keyed` by the code of their area; one line a form."""
    return _keyed(edition, edition.figures.submissions.filter(pl.col("superseded_by").is_null()), "area_code")


def _open_notes(edition: Edition, standing: pl.DataFrame) -> pl.DataFrame:
    """Findings on standing files, gravest first: of a form by its version, of the whole file by the day it was received."""
    notes = _keyed(edition, edition.figures.findings, "regency")
    of_form = notes.filter(pl.col("form").is_not_null()).join(
        standing, on=["file", "period", "form", "version"], how="semi", nulls_equal=True
    )
    of_file = notes.filter(pl.col("form").is_null()).join(
        standing, on=["file", "period", "received"], how="semi", nulls_equal=True
    )
    return pl.concat([of_file, of_form]).sort(SEVERITY_RANK, maintain_order=True)


def _mend_file(row: dict[str, Any], notes: pl.DataFrame, names: dict[str, str]) -> MendFile:
    """A file with its notes. `row` is a line of `_file_lines`, `names` are the regencies' by code."""
    return MendFile(
        area=row["area"],
        area_name=names.get(row["area"], row["area"] or UNKNOWN_SENDER),
        file=row["file"],
        month=row["period"] or "",
        period=_month_or_word(row),
        forms=listing([form_title(form) for form in row["forms"] or []]),
        received=day(row["received"]),
        returned=row["returned"],
        fatal=notes.filter(pl.col("severity") == FATAL).height,
        explain=notes.filter(pl.col("severity") == EXPLAIN).height,
        notes=_notes(notes),
        replaced=_replaced(row),
        late=row["late"],
    )


def _month_or_word(row: dict[str, Any]) -> str:
    """`April 2025`, or what a file of no month is."""
    if row["period"]:
        return periods.title(row["period"])
    return OF_PROVINCE if set(row["forms"] or ()) & set(PROVINCE_FORMS) else UNKNOWN_PERIOD


def _replaced(row: dict[str, Any]) -> str:
    """`Daftar Koperasi datang pada 5 Juni 2025`; empty when nothing came."""
    forms = listing([form_title(form) for form in row["replaced"] or []])
    return f"{forms} datang pada {day(row['replaced_at'])}" if forms else ""


def _notes(findings: pl.DataFrame) -> list[Note]:
    """The findings of one file by sheet and group, in the order in which they come."""
    grouped = findings.with_columns(key=pl.coalesce("group", "rule")).group_by("sheet", "rule", "key", maintain_order=True)
    cell = pl.col("cell").filter(pl.col("cell") != "")
    lines = grouped.agg(pl.col("severity", "message").first(), count=pl.len(), cells=cell.head(FIRST_CELLS), located=cell.len())
    return [_note_of(row) for row in lines.iter_rows(named=True)]


def _note_of(row: dict[str, Any]) -> Note:
    """A line of `_notes` in words."""
    rule = RULES.get(row["rule"])
    return Note(
        tone=row["severity"],
        severity=SEVERITY_WORDS.get(row["severity"], row["severity"]),
        title=rule.title if rule else row["rule"],
        code=row["rule"],
        sheet=row["sheet"] or MISSING,
        count=number(row["count"]),
        cells=", ".join(row["cells"]) + (", …" if row["located"] > FIRST_CELLS else ""),
        message=row["message"] or "",
    )
