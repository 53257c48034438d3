"""The one judgement: from what was read and what stood before to what counts, what is noted, and what stands. Pure.

Whoever judges calls `judge_all`: the night, `rapor check`, a backtest, a rebuild. They differ only in where the past comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from assets.judging.beside import standing_rows, totals_of, with_standing
from assets.judging.explained import with_explanations
from assets.judging.groups import Grouping, grouping, numbered
from assets.judging.standing import REFUSED, Standing, in_force, stand
from assets.judging.versions import (
    held_back,
    placed,
    replaced_forms,
    shortened,
    version_rows,
    versions_sent,
    wholes,
    without_returned,
)
from schemas import findings
from schemas.areas import Areas
from schemas.comparing import Earlier, compare, without_doubted
from schemas.corrections import no_corrections
from schemas.findings import PROBLEM
from schemas.forms import EVERY_FORM, NO_PERIOD
from schemas.frames import DECISION, REPORT, none_of
from schemas.judge import Submitted, Verdict, judge
from schemas.rules.between_periods import ACCEPTED_BY_OFFICE, MUCH_SHORTER_VERSION, SCALE_DOUBTED, SHORTER_AND_EXPLAINED
from schemas.rules.of_files import ACCEPTED_REPORT_KEPT, SOURCES_CONTRADICT


@dataclass(frozen=True)
class Past:
    """What was known of other periods than those judged, and what was decided.

    `decisions`: DECISION, what the office lets count though a rule holds it back. `reports`: REPORT. `earlier`: rows, totals and
    contents of those of them that stand for their own period. `closed`: period →
    the journal's line of its closing, of every closed period. `corrections`: schemas.corrections.LINE. `real`: anything that is no
    sample was ever received; samples count only as long as there is nothing else.
    """

    reports: pl.DataFrame = field(default_factory=lambda: none_of(REPORT))
    earlier: Earlier = field(default_factory=Earlier)
    closed: Mapping[str, int] = field(default_factory=dict)
    corrections: pl.DataFrame = field(default_factory=no_corrections)
    decisions: pl.DataFrame = field(default_factory=lambda: none_of(DECISION))
    real: bool = False


@dataclass(frozen=True)
class Judgement:
    """`accepted`: form id → typed rows of every version whose form was not returned. `findings`: FINDING, each with its group and
    what was said of it. `groups`: GROUP. `versions`: VERSION. `reports`: REPORT of the periods that were judged. `members`: MEMBER."""

    accepted: dict[str, pl.DataFrame]
    findings: pl.DataFrame
    groups: pl.DataFrame
    versions: pl.DataFrame
    reports: pl.DataFrame
    members: pl.DataFrame

    @cached_property
    def standing(self) -> dict[str, pl.DataFrame]:
        """Form id → the accepted rows of the reports that stand for their own period."""
        return standing_rows(self.accepted, self.members)

    @cached_property
    def totals(self) -> pl.DataFrame:
        """The totals (schemas.comparing.TOTAL) of the reports that stand for their own period, for later ones to be compared with; none
        of amounts whose unit is doubted."""
        doubted = self.findings.filter(pl.col("rule") == SCALE_DOUBTED.code)
        doubted = doubted.join(self.members, on=["submission", "form"], how="semi")
        return without_doubted(totals_of(self.standing, self.members), doubted)


def judge_all(submitted: Submitted, past: Past, periods: list[str], areas: Areas) -> Judgement:
    """Judge everything that was read for the periods, all regencies and forms at once.

    `submitted` holds every version of each form of these periods that was ever received, of known regency and period: which one
    counts is decided here. The province's own sheets are of the period NO_PERIOD, and of each the last accepted one stands. The order
    matters: a form is judged by itself, then beside the versions before it, then it stands or does not, and what stands is what others
    are compared with. No comparison returns a form.
    """
    submitted = replace(submitted, corrections=_of_these(past.corrections, submitted.files))
    verdict = judge(submitted, areas)
    sent = versions_sent(submitted.files, submitted.forms, verdict, past.closed)
    allowed = _allowed(past.decisions, submitted.files)
    sent, doubts = _doubts(sent, submitted, allowed)
    standing = _standing_reports(periods, sent, submitted.files, past, areas)
    beside_them = with_standing(past.earlier, verdict.accepted, standing.reports, standing.members)
    compared = compare(submitted, _with(verdict, doubts), beside_them, areas, wholes(sent), allowed)
    every = pl.concat([compared.findings, _refusals(standing, submitted)])
    explained = with_explanations(every, submitted.explanations)
    versions = version_rows(without_returned(sent, explained), explained)
    grouped = grouping(explained, submitted)
    groups = numbered(grouped.groups, replaced_forms(versions))
    return Judgement(verdict.accepted, grouped.findings, groups, versions, standing.reports, standing.members)


def unplaced(problems: pl.DataFrame, files: pl.DataFrame, areas: Areas) -> Grouping:
    """The findings, with their groups, on files of which nobody knows whose or for which month they are; nothing else is judged of them."""
    return grouping(findings.of_problems(problems, files, areas.province_name))


def _of_these(corrections: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """The corrections of the periods that the files are of: those of others find nothing here and would look stale."""
    return corrections.filter(pl.col("period").is_in(files["period"].implode()))


def _with(verdict: Verdict, more: pl.DataFrame) -> Verdict:
    """The verdict with more findings (FINDING)."""
    return replace(verdict, findings=pl.concat([verdict.findings, more]))


def _allowed(decisions: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """submission, form, detail: what the office lets count, of the files; the last decision on each."""
    of_files = files.select("submission", "sha256").join(decisions, on="sha256")
    return of_files.unique(["submission", "form"], keep="last", maintain_order=True).select("submission", "form", detail="reason")


def _doubts(sent: pl.DataFrame, submitted: Submitted, allowed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The versions with their places (`placed`), those held back not passing any more, and the findings that say why.

    Held back is what is in dispute, and what is much shorter than what it would replace while nobody has said why.
    """
    contradictions = submitted.problems.filter(pl.col("rule") == SOURCES_CONTRADICT.code)
    disputed = contradictions.group_by("submission", maintain_order=True).agg(pl.col("detail").str.join("; "))
    held = _of_forms(held_back(sent, disputed).with_columns(rule=pl.lit(ACCEPTED_REPORT_KEPT.code)), submitted)
    said = (pl.col("rule") == MUCH_SHORTER_VERSION.code) & (pl.col("explanation") != "")
    explained = submitted.explanations.filter(said).select("submission", rows="value").unique()
    reasons = {(submission, form, rows) for submission, rows in explained.iter_rows() for form in EVERY_FORM}
    decided = {(submission, form, "") for submission, form in allowed.select("submission", "form").iter_rows()}
    rows = placed(without_returned(sent, held), reasons | decided)
    short = shortened(rows)
    rule = pl.when("explained").then(pl.lit(SHORTER_AND_EXPLAINED.code)).otherwise(pl.lit(MUCH_SHORTER_VERSION.code))
    told = short.join(allowed, on=["submission", "form"], how="anti").with_columns(rule=rule).drop("explained")
    by_office = allowed.with_columns(rule=pl.lit(ACCEPTED_BY_OFFICE.code))
    doubts = pl.concat([held, _of_forms(told, submitted), _of_forms(by_office, submitted)])
    return without_returned(rows, doubts), doubts


def _refusals(standing: Standing, submitted: Submitted) -> pl.DataFrame:
    """The findings on reports of no change that stand for nothing."""
    return _of_forms(standing.refused.select(*REFUSED), submitted)


def _of_forms(problems: pl.DataFrame, submitted: Submitted) -> pl.DataFrame:
    """Findings (FINDING) of whole forms from what is told of them: submission, form, rule and some other columns of PROBLEM.

    Each names its form, and the sheet where the form has one in the file: of two forms of a file one may be the shorter.
    """
    sheets = submitted.layouts.select("submission", "form", "sheet").unique(["submission", "form"], keep="first")
    titles = {form.id: form.title for form in EVERY_FORM.values()}
    named = problems.join(sheets, on=["submission", "form"], how="left", maintain_order="left").with_columns(
        title=pl.col("form").replace_strict(titles, default="", return_dtype=pl.String)
    )
    blank = {name: pl.lit("") for name in PROBLEM if name not in named.columns}
    filled = named.with_columns(pl.col(pl.String).fill_null(""), **blank)
    return findings.of_problems(filled.select(PROBLEM.keys()), submitted.files)


def _standing_reports(periods: list[str], sent: pl.DataFrame, files: pl.DataFrame, past: Past, areas: Areas) -> Standing:
    """What stands: of the files that count, and not of what came after a closing; of the province's own sheets what is in force."""
    is_report = pl.col("period") != NO_PERIOD
    counts = ~pl.col("sample") if past.real or not files.filter(is_report)["sample"].all() else pl.lit(True)
    attachments = files.filter("attachment").select("area_code", "period", "received")
    months = [period for period in periods if period != NO_PERIOD]
    reported = stand(months, sent.filter(is_report & ~pl.col("late") & counts), attachments, past.reports, areas)
    return replace(reported, members=pl.concat([reported.members, in_force(sent.filter(~is_report))]))
