"""`rapor check`: the night's reading and judgement on files that nobody has sent yet. Nothing is stored, no warehouse is opened.

The files are judged as if they had come now, after everything that the latest release knows: beside the reports that stand in it, the
versions that came before, and what is closed.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from assets.computing.freshness import counted
from assets.judging.groups import Grouping
from assets.judging.judging import Judgement, Past, judge_all, unplaced
from assets.past import closings_of, past_of, submitted_of
from assets.reading.files.kinds import FileKind
from assets.reading.identity.identify import Window
from assets.reading.model import Problem, Reading
from assets.reading.read import reading_by_name
from assets.reading.workers import Readers, ReadJob
from assets.receiving import filed_rows
from assets.receiving.arrivals import known_as
from assets.receiving.inbox import Claim, Receipt, Receiving, claims_beside, placed_by
from assets.receiving.submission import Submission, submissions_of
from assets.returning.letter import Letter, deadline
from assets.returning.returned_workbook import original_to_return, return_workbook
from assets.returning.slip import SlipSources, slips
from assets.slip_tables import counted_rows, doubts, last_periods
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.archive import Archive, sha256
from assets.storage.home import OFFICE_TIME, Home, today
from assets.storage.journal import now
from assets.storage.released import Released, open_latest
from assets.storage.tables import FILES, NAMES
from schemas import periods
from schemas.areas import areas
from schemas.counted_cooperatives import counted_cooperatives
from schemas.forms import EVERY_FORM, FORMS, NO_CHANGE, NO_PERIOD, NOT_SUBMITTED
from schemas.judge import Submitted
from schemas.rules import FATAL, INFO
from schemas.rules.of_files import UNREADABLE_FILE
from schemas.states import LATE

JSON_KEYS = ("file", "regency", "period", "form", "sheet", "cell", "rule", "severity", "value", "message")
_IS_IDENTIFIED = pl.col("area_code").is_not_null() & pl.col("period").is_not_null()
NO_NOTES = "Tidak ada catatan verifikasi. Formulir yang dapat diterima: {}."
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """What would become of one file. `findings`: FINDING; `groups`: GROUP; `returned` are ids of forms.

    `listed` (COUNTED) are the cooperatives that its notes of mere information count; `slip`: the lines of the slip that it would get, none
    where nobody knows whose it is; `late`: its period is closed already.
    """

    path: Path
    reading: Reading
    findings: pl.DataFrame
    groups: pl.DataFrame
    returned: tuple[str, ...]
    listed: pl.DataFrame
    slip: tuple[str, ...] = ()
    late: bool = False

    @property
    def shown(self) -> str:
        """The path as it was given, without a number that its folders or name may hold."""
        return known_as(str(self.path))

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


@dataclass(frozen=True)
class _Given:
    """A file that is checked: its bytes' SHA-256, the name that the night would know it by, and what reading it gave."""

    path: Path
    sha256: str
    name: str
    reading: Reading


def check_files(paths: list[Path], home: Home, progress: Progress = lambda done, total: None) -> list[Checked]:
    """Read and judge the files as if they were received now, by modification time and then path; in the order given."""
    moment = now()
    archive = Archive(home.archive)
    given = _read_given(paths, home, archive, moment, progress)
    with open_latest(home) as release:
        submissions = _as_received(given, home, archive, release, moment)
        closed = closings_of(release.table)
        once = {each.id: (each.line(closed), each.claim(), file.reading) for file, each in submissions.values()}
        new = filed_rows.tables(list(once.values()), "")
        judgement, past = _judged(new, home, release)
        lines = slips(_slip_sources(new, judgement, past, release))
    lists = counted_cooperatives(judgement.accepted["register"], new.layouts)
    ids = {path: each.id for path, (_, each) in submissions.items()}
    return [_checked_file(file, ids[file.path], judgement, lists, lines.get(ids[file.path], [])) for file in given]


def _judged(new: Submitted, home: Home, release: Released) -> tuple[Judgement, Past]:
    """The judgement on the new submissions with the notes on those of which nobody knows whose they are, and the past that it looked at."""
    identified = new.of(new.files.filter(_IS_IDENTIFIED))
    received = release.table(FILES).join(identified.files, on="submission", how="anti", maintain_order="left")
    judged = _periods(identified)
    beside = received.filter(pl.col("period").is_in(judged) & pl.col("area_code").is_not_null())
    past = _past(release, received, identified.files, judged)
    forms = EVERY_FORM if NO_PERIOD in judged else FORMS
    judgement = judge_all(submitted_of(release.table, beside, forms).and_also(identified), past, judged, areas(home.scope))
    unidentified = new.of(new.files.filter(~_IS_IDENTIFIED))
    whose = unplaced(unidentified.problems, unidentified.files, areas(home.scope))
    with_theirs = replace(
        judgement,
        findings=pl.concat([judgement.findings, whose.findings]),
        groups=pl.concat([judgement.groups, whose.groups]),
    )
    return with_theirs, past


def _slip_sources(new: Submitted, judgement: Judgement, past: Past, release: Released) -> SlipSources:
    """What the slips of the new submissions are made from, were they received now."""
    files = new.files.filter(_IS_IDENTIFIED)
    reports = pl.concat([past.reports, judgement.reports])
    last = {form: last_periods(past.reports, files["period"], form) for form in FORMS}
    earlier = counted_rows(release.table, last)
    return SlipSources(
        files=files,
        layouts=new.layouts,
        reported=new.forms,
        versions=judgement.versions,
        problems=new.problems,
        findings=judgement.findings.join(files, on="submission", how="semi", maintain_order="left"),
        reports=reports,
        rows={
            form: pl.concat([rows.select(earlier[form].columns), earlier[form]])
            for form, rows in judgement.standing.items()
            if form in earlier
        },
        doubts=pl.concat([doubts(release.table), judgement.findings]),
    )


def _periods(new: Submitted) -> list[str]:
    """The periods to judge: those reported on, and all between where a report of no change may rest on one of the files."""
    reported = new.files["period"].unique().sort().to_list()
    months = [period for period in reported if period != NO_PERIOD]
    carries = (new.forms["condition"] == NO_CHANGE).any()
    every = periods.between(months[0], months[-1]) if months and carries else months
    return [*(period for period in reported if period == NO_PERIOD), *every]


def _past(release: Released, received: pl.DataFrame, new: pl.DataFrame, judged: list[str]) -> Past:
    """What the release knows; nothing where it rests on samples that the first real file puts an end to."""
    counting = counted(pl.concat([received, new]))
    real = bool((~counting["sample"]).any())
    if real and counted(received)["sample"].any():
        return Past(closed=closings_of(release.table), real=True)
    return past_of(release.table, judged, closings_of(release.table), real=real)


def _checked_file(file: _Given, submission: str, judgement: Judgement, lists: pl.DataFrame, slip: Iterable[str]) -> Checked:
    """What the judgement says of one file, given the id of its submission and the lines of its slip."""
    of_file = pl.col("submission") == submission
    versions = judgement.versions.filter(of_file)
    returned = versions.filter(pl.col("findings_fatal") > 0)["form"].to_list()
    return Checked(
        file.path, file.reading, judgement.findings.filter(of_file), judgement.groups.filter(of_file),
        tuple(form for form in EVERY_FORM if form in returned), lists.filter(of_file), tuple(slip), late=bool((versions["state"] == LATE).any()),
    )  # fmt: skip


def annotate(file: Checked, home: Home, target: Path) -> None:
    """Write the officer's own workbook with the notes in it, as the office would return it."""
    today_here = now().astimezone(OFFICE_TIME).date()
    name = areas(home.scope).name(file.reading.area_code) if file.reading.area_code else ""
    of_province = file.reading.period == NO_PERIOD
    letter = Letter(name, file.reading.period or "", today_here, deadline(today_here), file.reading.sample, of_province)
    return_workbook(original_to_return(file.path), Grouping(file.findings, file.groups), letter, target, file.listed)


def as_json(checked: Iterable[Checked]) -> str:
    """One object a line, at least one a file; nothing is grouped."""
    return "".join(_json_rows(file).write_ndjson() for file in checked)


def _json_rows(file: Checked) -> pl.DataFrame:
    """The findings of a file under JSON_KEYS; one of severity info where it has none."""
    lines = file.findings
    if lines.is_empty():
        titles = ", ".join(EVERY_FORM[form].title for form in file.accepted)
        lines = pl.DataFrame({name: [""] for name in lines.columns}).with_columns(
            severity=pl.lit(INFO), message=pl.lit(NO_NOTES.format(titles or "tidak ada"))
        )
    return lines.with_columns(
        file=pl.lit(file.shown),
        regency=pl.lit(file.reading.area_code, pl.String),
        period=pl.lit(file.reading.period, pl.String),
    ).select(JSON_KEYS)


def _read_given(paths: list[Path], home: Home, archive: Archive, moment: datetime, progress: Progress) -> list[_Given]:
    """The files with their readings, in the order given, by the night's own reader processes."""
    window = Window(home.scope, home.first_period, today(moment))
    profiles = accepted_profiles(archive)
    names = {path: known_as(_name_to_read(path, home)) for path in paths}
    claims = claims_beside(paths, home.inbox)
    jobs = [
        ReadJob(path, name, window.scope, window.first, window.last, profiles, placed=placed_by(claims.get(path)))
        for path, name in names.items() if os.access(path, os.R_OK)
    ]  # fmt: skip
    closed = Problem(UNREADABLE_FILE.code, detail="izin membacanya tidak ada")
    readings = {path: reading_by_name(FileKind.OTHER, name, window, closed) for path, name in names.items()}
    with Readers(workers=min(2, len(jobs)) or 1) as readers:
        for done, (job, reading) in enumerate(readers.read(jobs), start=1):
            readings[job.path] = reading
            progress(done, len(jobs))
    can_be_read = {job.path for job in jobs}
    return [
        _Given(path, sha256(path) if path in can_be_read else f"tak-terbaca-{number}", names[path], readings[path])
        for number, path in enumerate(paths)
    ]


def _name_to_read(path: Path, home: Home) -> str:
    """Folders and name may tell regency and period: below the inbox as the night sees them, else as they were given."""
    full = path.resolve()
    return full.relative_to(home.inbox).as_posix() if full.is_relative_to(home.inbox) else path.as_posix()


def _as_received(
    given: list[_Given], home: Home, archive: Archive, release: Released, moment: datetime
) -> dict[Path, tuple[_Given, Submission]]:
    """Which submission each file would be, were it received now: a new one, or one that comes again."""
    receiving = Receiving(home.inbox, archive)
    claims = claims_beside([file.path for file in given], home.inbox)
    last = max([receiving.last_line, *release.table(FILES)["seq"], *closings_of(release.table).values()])
    in_order = sorted(given, key=lambda file: (file.path.stat().st_mtime, file.name))
    receipts = {file.path: _receipt(file, last + n, moment, claims.get(file.path)) for n, file in enumerate(in_order, start=1)}
    submissions: dict[Path, tuple[_Given, Submission]] = {}
    for sha in dict.fromkeys(file.sha256 for file in in_order):
        files = [file for file in in_order if file.sha256 == sha]
        named = {name: (area, period) for _, name, area, period, _ in release.table(NAMES, sha256=[sha]).iter_rows()}
        before = [receipt for receipt in receiving.receipts.get(sha, []) if receipt.file in named]
        named |= {file.name: (file.reading.area_code, file.reading.period) for file in files}
        for each in submissions_of([*before, *(receipts[file.path] for file in files)], named):
            came = {receipt.seq for receipt in each.receipts}
            submissions |= {file.path: (file, each) for file in files if receipts[file.path].seq in came}
    return submissions


def _receipt(file: _Given, seq: int, moment: datetime, claim: Claim | None) -> Receipt:
    """The receipt that a file would get now, as the journal's line `seq`."""
    return Receipt(file.sha256, file.name, seq, moment.isoformat(), claim)
