"""`rapor check`: the night's reading and rules on files that nobody has sent yet. Nothing is stored, no warehouse is opened."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from assets.judging.beside import known, of_release
from assets.judging.groups import grouping
from assets.reading.files.kinds import FileKind
from assets.reading.identity.identify import Window
from assets.reading.identity.notes_sheet import with_explanations
from assets.reading.model import Problem, Reading
from assets.reading.read import reading_by_name
from assets.reading.workers import Readers, ReadJob
from assets.receiving import rows as filing
from assets.returning.letter import Letter, deadline
from assets.returning.workbook import original_to_return, return_workbook
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.archive import Archive, Line, now
from assets.storage.home import OFFICE_TIME, Home, today
from pipelines.commands.latest_release import open_latest
from schemas.areas import areas
from schemas.comparing import Earlier, compare
from schemas.forms import FORMS, NOT_SUBMITTED
from schemas.judge import Submitted, judge
from schemas.listing import listed
from schemas.rules import FATAL, INFO

JSON_KEYS = ("file", "regency", "period", "form", "sheet", "cell", "rule", "severity", "value", "message")
NO_NOTES = "Tidak ada catatan verifikasi. Formulir yang dapat diterima: {}."
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """What would become of one file. `findings` as schemas.findings.FINDING; `returned` are ids of forms.

    `submitted` is what was read from all the files that were checked together, `listed` (LISTED) the cooperatives that this
    one's notes of mere information count.
    """

    path: Path
    reading: Reading
    findings: pl.DataFrame
    returned: tuple[str, ...]
    submitted: Submitted
    listed: pl.DataFrame

    @property
    def reported(self) -> tuple[str, ...]:
        """The forms that the file reports on."""
        return tuple(form for form in self.reading.forms if self.reading.conditions.get(form) != NOT_SUBMITTED)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The forms that would be accepted."""
        return () if self.is_refused else tuple(form for form in self.reported if form not in self.returned)

    @property
    def is_refused(self) -> bool:
        """True when the file as a whole counts for nothing: it cannot be read, or not be told whose it is."""
        whole = self.findings.filter((pl.col("severity") == FATAL) & (pl.col("form") == ""))
        return self.reading.attachment or not whole.is_empty()

    @property
    def is_well(self) -> bool:
        """True when nothing would come back."""
        return not (self.is_refused or self.returned)


def check_files(paths: list[Path], home: Home, progress: Progress = lambda done, total: None) -> list[Checked]:
    """Read and judge the files as if they were received today, in the order given."""
    moment = now()
    readings = _readings(paths, home, moment, progress)
    receipts = [_receipt(number, path, moment) for number, path in enumerate(paths)]
    submitted, reported = _submitted(receipts, readings)
    verdict = judge(submitted, areas(home.scope))
    with open_latest(home) as release:
        months = submitted.files["period"].drop_nulls().unique().sort()
        before = known(of_release(release), months, of_those_too=True) if release else Earlier()
    verdict = compare(submitted, verdict, reported, before, areas(home.scope))
    told = zip((receipt["sha256"] for receipt in receipts), readings, strict=True)
    findings = with_explanations(verdict.findings, filing.explanation_rows(told))
    lists = listed(verdict.accepted["register"], submitted.layouts)
    checked = []
    for receipt, path, reading in zip(receipts, paths, readings, strict=True):
        own = pl.col("submission") == receipt["sha256"]
        returned = verdict.returned.filter(own)["form"].to_list()
        in_order = tuple(form for form in FORMS if form in returned)
        checked.append(Checked(path, reading, findings.filter(own), in_order, submitted, lists.filter(own)))
    return checked


def annotate(file: Checked, home: Home, target: Path) -> None:
    """Write the officer's own workbook with the notes in it, as the office would return it."""
    today_here = now().astimezone(OFFICE_TIME).date()
    name = areas(home.scope).name(file.reading.area_code) if file.reading.area_code else ""
    letter = Letter(name, file.reading.period or "", today_here, deadline(today_here), file.reading.sample)
    return_workbook(original_to_return(file.path), grouping(file.findings, file.submitted), letter, target, file.listed)


def as_json(checked: Iterable[Checked]) -> str:
    """One object a line, at least one a file; nothing is grouped."""
    return "".join(_lines(file).write_ndjson() for file in checked)


def _lines(file: Checked) -> pl.DataFrame:
    lines = file.findings
    if lines.is_empty():
        titles = ", ".join(FORMS[form].title for form in file.accepted)
        lines = pl.DataFrame({name: [""] for name in lines.columns}).with_columns(
            severity=pl.lit(INFO), message=pl.lit(NO_NOTES.format(titles or "tidak ada"))
        )
    return lines.with_columns(
        file=pl.lit(str(file.path)),
        regency=pl.lit(file.reading.area_code, pl.String),
        period=pl.lit(file.reading.period, pl.String),
    ).select(JSON_KEYS)


def _readings(paths: list[Path], home: Home, moment: datetime, progress: Progress) -> list[Reading]:
    """The readings of the files, in their order, by the night's own reader processes."""
    window = Window(home.scope, home.first_period, today(moment))
    names = [_name(path, home) for path in paths]
    profiles = accepted_profiles(Archive(home.archive))
    jobs = [
        ReadJob(path, name, window.scope, window.first, window.last, profiles)
        for path, name in zip(paths, names, strict=True) if os.access(path, os.R_OK)
    ]  # fmt: skip
    closed = Problem("V101", detail="izin membacanya tidak ada")
    found: dict[Path, Reading] = {
        path: reading_by_name(FileKind.OTHER, name, window, closed) for path, name in zip(paths, names, strict=True)
    }
    with Readers() as readers:
        for done, (job, reading) in enumerate(readers.read(jobs), start=1):
            found[job.path] = reading
            progress(done, len(jobs))
    return [found[path] for path in paths]


def _name(path: Path, home: Home) -> str:
    """Folders and name may tell regency and period: below the inbox as the night sees them, else as they were given."""
    full = path.resolve()
    return full.relative_to(home.inbox).as_posix() if full.is_relative_to(home.inbox) else path.as_posix()


def _receipt(number: int, path: Path, moment: datetime) -> Line:
    return {"sha256": str(number), "file": str(path), "seq": number, "at": moment.isoformat()}


def _submitted(receipts: list[Line], readings: list[Reading]) -> tuple[Submitted, pl.DataFrame]:
    """What the judge takes: every file with its problems, the rows of those of which regency and period are known.

    Beside it what each file reports, as rows of submissions.forms.
    """
    files, reported, problems = filing.frames(
        ((line, None, reading) for line, reading in zip(receipts, readings, strict=True)), ""
    )
    told = [
        (line["sha256"], reading) for line, reading in zip(receipts, readings, strict=True)
        if reading.area_code and reading.period
    ]  # fmt: skip
    texts = [filing.raw_rows(sha, reading) for sha, reading in told]
    taken = Submitted(
        files=files.select("submission", "file", "area_code", "period", "received"),
        rows={
            form: pl.concat([rows[form] for rows in texts if form in rows])
            for form in FORMS
            if any(form in rows for rows in texts)
        },
        layouts=filing.layouts([row for sha, reading in told for row in filing.layout_rows(sha, reading)]),
        problems=problems,
        conditions=reported.select("submission", "form", "condition"),
    )
    return taken, reported
