"""The versions of a regency's form: in which order they came, which of them pass, and what each is called in the end.

Of a form everything that came for one regency and period is a version, the oldest first, or a part of one. Here: which pass, and what took each
one's place. Which of them stands is decided in standing.py.
"""

from collections.abc import Collection, Mapping

import polars as pl

from assets.judging.parts import SERIES, places
from schemas import periods as calendar
from schemas.forms import HAS_DATA, NOT_SUBMITTED
from schemas.frames import VERSION
from schemas.judge import Verdict
from schemas.rules import EXPLAIN, FATAL
from schemas.states import CLOSED, LATE, RETURNED, SUPERSEDED, VERIFIED
from schemas.written_numbers import thousands

#: A version that is much shorter than the one before: `value` is its number of rows, `detail` says both in words.
SHORT = {"submission": pl.String, "form": pl.String, "value": pl.String, "detail": pl.String, "explained": pl.Boolean}


def versions_sent(files: pl.DataFrame, forms: pl.DataFrame, verdict: Verdict, closed: Mapping[str, int]) -> pl.DataFrame:
    """One row a version, in the order in which they came: the columns of FILE and REPORTED_FORM, and

    `rows_accepted`, `districts` (the kecamatan that its rows name, a list), `passes` (none of its own cells, rows or tables returns it),
    `closed` (its period is), `late` (it came after its period was closed). A form that its cover says was not submitted is no version.

    `files` (FILE) and `forms` (REPORTED_FORM) are those of whole periods; `closed` maps a closed period to the journal's line of
    its closing.
    """
    rows = forms.filter(pl.col("condition").fill_null(HAS_DATA) != NOT_SUBMITTED).join(files, on="submission", how="inner")
    counts = [
        frame.group_by("submission").len("rows_accepted").with_columns(form=pl.lit(form))
        for form, frame in verdict.accepted.items()
    ]
    returned = verdict.returned.with_columns(passes=pl.lit(False))
    closed_at = pl.col("period").replace_strict(dict(closed), default=None, return_dtype=pl.Int64)
    return (
        rows.join(pl.concat(counts), on=["submission", "form"], how="left")
        .join(returned, on=["submission", "form"], how="left")
        .join(verdict.districts, on=["submission", "form"], how="left")
        .sort("seq")
        .with_columns(
            pl.col("passes").fill_null(True),
            pl.col("districts").fill_null([]),
            pl.col("rows_accepted").cast(pl.Int64).fill_null(0),
            closed=closed_at.is_not_null(),
            late=(pl.col("seq") > closed_at).fill_null(False),
        )
    )


def held_back(sent: pl.DataFrame, disputed: pl.DataFrame) -> pl.DataFrame:
    """The forms of disputed files that would take the place of an accepted report: submission, form, detail, allowed (the period).

    `sent`: `versions_sent`; `disputed`: submission, detail. What was accepted before must not itself be in dispute; a sample holds
    back samples only.
    """
    rows = sent.join(disputed, on="submission", how="left", maintain_order="left")
    sure = (pl.col("passes") & pl.col("detail").is_null()).cast(pl.Int8)
    before = sure.cum_max().shift(1, fill_value=0).over(*SERIES, "sample", order_by="seq")
    held = rows.with_columns(before=before).filter(pl.col("passes") & pl.col("detail").is_not_null() & (pl.col("before") == 1))
    titles = {period: calendar.title(period) for period in held["period"].unique() if period}
    allowed = pl.col("period").replace_strict(titles, default="", return_dtype=pl.String)
    return held.select("submission", "form", "detail", allowed=allowed)


def placed(sent: pl.DataFrame, may_be_shorter: Collection[tuple[str, str, str]]) -> pl.DataFrame:
    """The versions with what is decided of them in the order in which they came (PLACE of assets.judging.parts)."""
    decided = places(sent, may_be_shorter)
    return sent.join(decided, on=["submission", "form"], how="left", maintain_order="left")


def shortened(rows: pl.DataFrame) -> pl.DataFrame:
    """The versions that are much shorter than what they would take the place of (SHORT). `rows`: as `placed` gives them."""
    short = rows.filter(pl.col("rows_before").is_not_null())
    return short.select(
        "submission",
        "form",
        value=pl.col("rows_accepted").cast(pl.String),
        detail=pl.format(
            "{} baris, sedangkan versi yang diterima sebelumnya {} baris",
            thousands(pl.col("rows_accepted")),
            thousands(pl.col("rows_before")),
        ),
        explained="accepted",
    )


def wholes(rows: pl.DataFrame) -> pl.DataFrame:
    """The parts of reports that came in several files (schemas.comparing.WHOLE). `rows`: as `placed` gives them."""
    live = rows.filter(pl.col("passes") & pl.col("replaced_by").is_null()).sort("seq")
    called = live.with_columns(
        whole=pl.col("submission").last().over(*SERIES, "version"), parts=pl.len().over(*SERIES, "version")
    )
    return called.filter(pl.col("parts") > 1).select("form", "submission", "whole")


def without_returned(sent: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The versions of which those that these findings (FINDING) return do not pass any more."""
    fatal = findings.filter((pl.col("severity") == FATAL) & (pl.col("form") != "")).select("submission", "form").unique()
    marked = sent.join(fatal.with_columns(fatal=True), on=["submission", "form"], how="left", maintain_order="left")
    return marked.with_columns(passes=pl.col("passes") & pl.col("fatal").is_null()).drop("fatal")


def version_rows(sent: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The versions in the end (VERSION), with the counts of everything that was found (FINDING)."""
    counts = findings.filter(pl.col("form") != "").group_by("submission", "form").agg(
        findings_fatal=(pl.col("severity") == FATAL).sum().cast(pl.Int64), findings_explain=(pl.col("severity") == EXPLAIN).sum().cast(pl.Int64)
    )  # fmt: skip
    due = {period: calendar.due_date(period) for period in sent["period"].unique() if period}
    rows = sent.join(counts, on=["submission", "form"], how="left", maintain_order="left").with_columns(
        pl.col("findings_fatal", "findings_explain").fill_null(0),
        rows_accepted=pl.when("passes").then("rows_accepted").otherwise(0),
        on_time=pl.col("received") <= pl.col("period").replace_strict(due, default=None, return_dtype=pl.Date),
    )
    rows = rows.with_columns(superseded_by=_superseded_by(rows), received_at="received")
    state = (
        pl.when("late").then(pl.lit(LATE))
        .when(pl.col("superseded_by").is_not_null()).then(pl.lit(SUPERSEDED))
        .when("passes").then(pl.when("closed").then(pl.lit(CLOSED)).otherwise(pl.lit(VERIFIED)))
        .otherwise(pl.lit(RETURNED))
    )  # fmt: skip
    return rows.with_columns(state=state).select(VERSION.keys()).cast(pl.Schema(VERSION))


def _superseded_by(rows: pl.DataFrame) -> pl.Series:
    """The SHA-256 of what took each version's place: of a part its mended one, else the next whole that passes; after a return whatever came."""
    same = [*SERIES, "late"]
    part = rows.select(replaced_by="submission", form="form", part_sha="sha256")
    live = rows.filter(pl.col("replaced_by").is_null()).sort("seq")
    every = live.group_by(*same, "version").agg(whole=pl.col("passes").all(), first=pl.col("sha256").first()).sort("version")
    later_whole = pl.when("whole").then("first").shift(-1).backward_fill().over(same, order_by="version")
    later = pl.col("first").shift(-1).over(same, order_by="version")
    following = every.with_columns(later_whole=later_whole, later=later).select(*same, "version", "later_whole", "later")
    told = rows.join(following, on=[*same, "version"], how="left", maintain_order="left")
    told = told.join(part, on=["replaced_by", "form"], how="left", maintain_order="left")
    by_whole = pl.when("passes").then("later_whole").otherwise("later")
    return told.select(pl.coalesce("part_sha", by_whole)).to_series()


def replaced_forms(versions: pl.DataFrame) -> pl.DataFrame:
    """The forms (submission, form) about which nobody is asked any more, since a newer version of them has come.

    A submission of which every form was replaced is there with the form "" too, as a whole. `versions`: VERSION. An accepted
    version of which a newer one was returned still stands, but what is asked for is asked in the newer one. What came after the
    closing is a series of its own.
    """
    newest = pl.col("version") == pl.col("version").max().over(*SERIES, pl.col("state") == LATE)
    rows = versions.select("submission", "form", replaced=~newest | (pl.col("state") == SUPERSEDED))
    wholly = rows.group_by("submission", maintain_order=True).agg(pl.col("replaced").all(), form=pl.lit(""))
    return pl.concat([rows, wholly.select(rows.columns)]).filter("replaced").drop("replaced")
