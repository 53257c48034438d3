"""Which report stands for a regency, form and period, and the versions of each: pure functions over small tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from assets.storage.tables import REPORTS, VERSIONS
from schemas import periods as calendar
from schemas.areas import Areas
from schemas.forms import FORMS, HAS_DATA, NIL, NO_CHANGE, NOT_SUBMITTED, Form
from schemas.judge import Verdict
from schemas.periods import UNCHANGED_AT_MOST
from schemas.rules import EXPLAIN, FATAL
from schemas.states import CLOSED, LATE, MISSING, RECEIVED, RETURNED, SUPERSEDED, VERIFIED

#: A newer version with so many rows fewer is asked about, when they are more than half.
SHORTER_BY = 10
#: `detail` says which report there was to carry forward.
REFUSED = {"submission": pl.String, "form": pl.String, "rule": pl.String, "detail": pl.String}


@dataclass(frozen=True)
class Standing:
    """`reports` as the table accepted.reports; `refused` the reports of no change that stand for nothing: REFUSED."""

    reports: pl.DataFrame
    refused: pl.DataFrame


def versions(files: pl.DataFrame, reported: pl.DataFrame, verdict: Verdict, closed: Mapping[str, int]) -> pl.DataFrame:
    """One row a version of a form (the table submissions.versions, with `seq`, `condition`, `content`, `passed`, `closed`, `late` beside).

    `closed` maps a closed period to the journal line of its closing: what came after it is kept, judged, and late.

    `files` and `reported` are rows of submissions.files and submissions.forms of whole periods; a form that its cover
    says was not submitted is no version.
    """
    rows = reported.filter(pl.col("condition").fill_null(HAS_DATA) != NOT_SUBMITTED).join(files, on="submission", how="inner")
    counts = verdict.findings.filter(pl.col("form") != "").group_by("submission", "form").agg(
        findings_fatal=(pl.col("severity") == FATAL).sum().cast(pl.Int64), findings_explain=(pl.col("severity") == EXPLAIN).sum().cast(pl.Int64)
    )  # fmt: skip
    accepted = [
        frame.group_by("submission").len("rows_accepted").with_columns(form=pl.lit(form))
        for form, frame in verdict.accepted.items()
    ]
    rows = rows.join(counts, on=["submission", "form"], how="left").join(
        pl.concat(accepted), on=["submission", "form"], how="left"
    )
    due = {period: calendar.due_date(period) for period in rows["period"].unique()}
    group = ["area_code", "period", "form"]
    rows = rows.sort("seq").with_columns(
        pl.col("findings_fatal", "findings_explain").fill_null(0),
        version=pl.int_range(1, pl.len() + 1).over(group),
        rows_accepted=pl.when(pl.col("findings_fatal").fill_null(0) == 0).then(pl.col("rows_accepted").fill_null(0)).otherwise(0),
        on_time=pl.col("received") <= pl.col("period").replace_strict(due, default=None, return_dtype=pl.Date),
    )
    closed_at = pl.col("period").replace_strict(dict(closed), default=None, return_dtype=pl.Int64)
    rows = rows.with_columns(
        passed=pl.col("findings_fatal") == 0,
        closed=closed_at.is_not_null(),
        late=(pl.col("seq") > closed_at).fill_null(False),
    )
    same = [*group, "late"]
    later_passed = pl.when("passed").then("sha256").shift(-1).backward_fill().over(same, order_by="seq")
    later = pl.col("sha256").shift(-1).over(same, order_by="seq")
    rows = rows.with_columns(superseded_by=pl.when("passed").then(later_passed).otherwise(later))
    state = (
        pl.when("late").then(pl.lit(LATE))
        .when(pl.col("superseded_by").is_not_null()).then(pl.lit(SUPERSEDED))
        .when("passed").then(pl.when("closed").then(pl.lit(CLOSED)).otherwise(pl.lit(VERIFIED)))
        .otherwise(pl.lit(RETURNED))
    )  # fmt: skip
    return rows.with_columns(state=state, received_at="received")


def held_back(all_versions: pl.DataFrame, disputed: pl.DataFrame) -> pl.DataFrame:
    """The forms of disputed files that would take the place of an accepted report: submission, form, detail, allowed (the period).

    `disputed`: submission, detail. What was accepted before must not itself be in dispute; a sample holds back samples only.
    """
    rows = all_versions.join(disputed, on="submission", how="left", maintain_order="left")
    sure = (pl.col("passed") & pl.col("detail").is_null()).cast(pl.Int8)
    before = sure.cum_max().shift(1, fill_value=0).over("area_code", "period", "form", "sample", order_by="seq")
    held = rows.with_columns(before=before).filter(pl.col("passed") & pl.col("detail").is_not_null() & (pl.col("before") == 1))
    titles = {period: calendar.title(period) for period in held["period"].unique()}
    allowed = pl.col("period").replace_strict(titles, default="", return_dtype=pl.String)
    return held.select("submission", "form", "detail", allowed=allowed)


def shortened(all_versions: pl.DataFrame) -> pl.DataFrame:
    """Versions with fewer than half the rows of the one accepted before, and at least SHORTER_BY fewer: submission, form, value, detail."""
    rows = all_versions.filter("passed").sort("seq")
    before = pl.col("rows_accepted").shift(1).over("area_code", "period", "form", "sample", order_by="seq")
    now, told = pl.col("rows_accepted"), pl.col("condition").fill_null(HAS_DATA) == HAS_DATA
    short = rows.with_columns(before=before).filter(told & (now * 2 < pl.col("before")) & (pl.col("before") - now >= SHORTER_BY))
    return short.select("submission", "form", value=now.cast(pl.String), detail=pl.col("before").cast(pl.String))


def version_rows(all_versions: pl.DataFrame) -> pl.DataFrame:
    """Only the columns of the table submissions.versions."""
    return all_versions.select(VERSIONS.columns.keys())


def stand(
    periods: list[str], all_versions: pl.DataFrame, attachments: pl.DataFrame, earlier: pl.DataFrame, areas: Areas
) -> Standing:
    """What stands in each of the periods, in order.

    `all_versions` of these periods as `versions` gives them, samples already left out where they do not count.
    `attachments`: area_code, period, received of files that were kept unread. `earlier`: rows of accepted.reports of
    periods before or between these.
    """
    known: dict[str, pl.DataFrame] = {period: rows for (period,), rows in earlier.group_by("period")}
    refused = [pl.DataFrame(schema=REFUSED)]
    for period in sorted(periods):
        forms = [form for form in FORMS.values() if period >= form.valid_from]
        standing = [_form_stands(form, period, all_versions, attachments, known, areas) for form in forms]
        if standing:
            known[period] = pl.concat([part for part, _ in standing])
            refused += [part for _, part in standing]
    empty = pl.DataFrame(schema=REPORTS.columns)
    return Standing(pl.concat([empty, *(known[p] for p in sorted(periods) if p in known)]), pl.concat(refused))


def _form_stands(
    form: Form, period: str, all_versions: pl.DataFrame, attachments: pl.DataFrame, known: dict[str, pl.DataFrame], areas: Areas
) -> tuple[pl.DataFrame, pl.DataFrame]:
    own = all_versions.filter((pl.col("period") == period) & (pl.col("form") == form.id)).sort("seq")
    carry = _to_carry(form, period, known)
    own = own.join(carry, on="area_code", how="left", maintain_order="left").with_columns(
        unchanged=pl.col("condition").eq_missing(pl.lit(NO_CHANGE)),
        carries=(pl.col("carried_unchanged") + pl.col("steps") <= UNCHANGED_AT_MOST).fill_null(False),
    )
    holds = pl.col("passed") & (~pl.col("unchanged") | pl.col("carries"))
    first = own.group_by("area_code").agg(received_at=pl.col("received").sort_by("found_at").first())
    standing = own.filter(holds).group_by("area_code").agg(
        pl.col("submission", "condition", "content", "rows_accepted", "closed", "unchanged").last()
    )  # fmt: skip
    reporters = pl.DataFrame({"area_code": [*areas.codes, areas.province]})
    rows = reporters.join(first, on="area_code", how="left").join(standing, on="area_code", how="left")
    rows = rows.join(_as_attachment(attachments, period), on="area_code", how="left").join(carry, on="area_code", how="left")
    rows = _decided(rows, form, period)
    rows = rows.filter((pl.col("area_code") != areas.province) | pl.col("received"))
    refused = _refused(own.filter(pl.col("passed") & ~holds), form, period, known)
    return rows.select(REPORTS.columns.keys()).cast(pl.Schema(REPORTS.columns)), refused


def _as_attachment(attachments: pl.DataFrame, period: str) -> pl.DataFrame:
    own = attachments.filter(pl.col("period") == period)
    return own.group_by("area_code").agg(attached_at=pl.col("received").min())


def _to_carry(form: Form, period: str, known: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """What stood last in one of the due months that a report of no change may reach back to, `steps` due months ago.

    For a month in which the form is not due it is what stood one step ago, in the last due month.
    """
    columns = {"area_code": pl.String(), "carried": pl.String(), "carried_period": pl.String(), "carried_unchanged": pl.Int64(),
               "carried_content": pl.String(), "steps": pl.Int64()}  # fmt: skip
    found = [pl.DataFrame(schema=columns)]
    due = calendar.last_due(form, calendar.shift(period, -1))
    for steps in range(1, UNCHANGED_AT_MOST + 1):
        if due in known:
            rows = known[due].filter((pl.col("form") == form.id) & pl.col("submission").is_not_null())
            found.append(rows.select(
                "area_code", carried="submission", carried_period="source_period", carried_unchanged="unchanged",
                carried_content="content", steps=pl.lit(steps),
            ).cast(pl.Schema(columns)))  # fmt: skip
        due = calendar.last_due(form, calendar.shift(due, -1)) if due else None
    return pl.concat(found).unique("area_code", keep="first")


def _decided(rows: pl.DataFrame, form: Form, period: str) -> pl.DataFrame:
    due = form.due(period)
    has_own = pl.col("submission").is_not_null()
    carries = pl.col("unchanged").fill_null(False)
    by_calendar = ~has_own & pl.lit(form.carries and not due) & (pl.col("steps") == 1)
    own_data = has_own & ~carries

    def stands(own: pl.Expr, carried: str) -> pl.Expr:
        return pl.when(own_data).then(own).when(carries | by_calendar).then(pl.col(carried))

    received = pl.col("received_at").is_not_null() | pl.col("attached_at").is_not_null()
    arrived = pl.coalesce("received_at", "attached_at")
    copy = (pl.col("content") == pl.col("carried_content")) & (pl.col("rows_accepted") > 0)
    filled = carries | (own_data & (copy.fill_null(False).not_() | (pl.col("condition") == NIL)))
    state = (
        pl.when("closed").then(pl.lit(CLOSED)).when(has_own).then(pl.lit(VERIFIED))
        .when(pl.col("received_at").is_not_null()).then(pl.lit(RETURNED)).when(received).then(pl.lit(RECEIVED)).otherwise(pl.lit(MISSING))
    )  # fmt: skip
    return rows.with_columns(
        period=pl.lit(period), form=pl.lit(form.id), due=pl.lit(due), expected=pl.lit(due or form.carries),
        due_date=pl.lit(calendar.due_date(period)),
        state=state, submission=stands(pl.col("submission"), "carried"), source_period=stands(pl.lit(period), "carried_period"),
        content=stands(pl.col("content"), "carried_content"),
        unchanged=pl.when(carries).then(pl.col("carried_unchanged") + pl.col("steps")).when(by_calendar).then("carried_unchanged").otherwise(0),
        received=received, received_at=arrived, on_time=(arrived <= calendar.due_date(period)).fill_null(False),
        filled=filled.fill_null(False), verified=has_own,
    )  # fmt: skip


def _refused(versions_of_form: pl.DataFrame, form: Form, period: str, known: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The reports of no change that may not be carried: what there is stood too long ago (V601), or there is nothing (V602)."""
    if versions_of_form.is_empty():
        return pl.DataFrame(schema=REFUSED)
    before = pl.concat([pl.DataFrame(schema=REPORTS.columns), *(rows for month, rows in known.items() if month < period)])
    stood = before.filter((pl.col("form") == form.id) & pl.col("submission").is_not_null())
    last = stood.group_by("area_code").agg(last=pl.col("source_period").max())
    rows = versions_of_form.join(last, on="area_code", how="left")
    titles = {month: calendar.title(month) for month in rows["last"].drop_nulls().unique()}
    detail = pl.col("last").replace_strict(titles, default="", return_dtype=pl.String)
    rule = pl.when(pl.col("last").is_null()).then(pl.lit("V602")).otherwise(pl.lit("V601"))
    return rows.select("submission", form=pl.lit(form.id), rule=rule, detail=detail).cast(pl.Schema(REFUSED))
