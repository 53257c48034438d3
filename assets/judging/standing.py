"""Which report stands for a regency, form and period: one that came for it, or the one that is carried to it. Pure.

What stands is decided month by month, since a report of no change carries what stood before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from schemas import periods as calendar
from schemas.areas import Areas
from schemas.forms import FORMS, NIL, NO_CHANGE
from schemas.frames import REPORT, none_of
from schemas.periods import UNCHANGED_AT_MOST
from schemas.rules.between_periods import NOTHING_TO_CARRY, UNCHANGED_TOO_OFTEN
from schemas.states import CLOSED, MISSING, RECEIVED, RETURNED, VERIFIED

#: On what a report rests: rows of its own; those of an earlier one, since it says that nothing has changed; those of the last due
#: month, since the form is not due and none came; on nothing.
OWN, UNCHANGED, CARRIED, NOTHING = "own", "unchanged", "carried", "nothing"
#: A report of no change that stands for nothing, with the rule that says why; `detail` is the month that stood last.
REFUSED = {"submission": pl.String, "form": pl.String, "rule": pl.String, "detail": pl.String}
#: What an earlier month has to carry, so many due months (`steps`) ago.
_CARRY = {
    "form": pl.String(), "area_code": pl.String(), "carried": pl.String(), "carried_period": pl.String(), "carried_unchanged": pl.Int64(),
    "carried_content": pl.String(), "steps": pl.Int64(),
}  # fmt: skip
#: A submission whose rows stand for their own period, and the one by which the report is called: itself, or the last of its parts.
MEMBER = {"form": pl.String, "period": pl.String, "submission": pl.String, "whole": pl.String}
_KEYS = ["form", "area_code"]
Months = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Standing:
    """`reports`: REPORT, of every regency and form of the periods. `refused`: REFUSED. `members`: MEMBER, whose rows stand for their own
    period."""

    reports: pl.DataFrame
    refused: pl.DataFrame
    members: pl.DataFrame


def stand(
    periods: Iterable[str], versions: pl.DataFrame, attachments: pl.DataFrame, earlier: pl.DataFrame, areas: Areas
) -> Standing:
    """What stands in each of the periods.

    `versions`: of these periods, as `versions_sent` gives them; only those that may count. `attachments`: area_code, period,
    received of files that were kept unread. `earlier`: REPORT of the periods before or between these.
    """
    decided: dict[str, pl.DataFrame] = {str(period): rows for (period,), rows in earlier.group_by("period")}
    refused = [pl.DataFrame(schema=REFUSED)]
    members = [pl.DataFrame(schema=MEMBER)]
    for period in (wanted := sorted(periods)):
        if any(period >= form.valid_from for form in FORMS.values()):
            came = _holding(versions.filter(pl.col("period") == period), _to_carry(period, decided))
            members.append(_members(came))
            refused.append(_refused(came.filter(pl.col("passes") & ~pl.col("holds")), period, decided))
            decided[period] = _reports(period, came, attachments.filter(pl.col("period") == period), decided, areas)
    reports = pl.concat([none_of(REPORT), *(decided[p] for p in wanted if p in decided)])
    return Standing(reports, pl.concat(refused), pl.concat(members))


def in_force(versions: pl.DataFrame) -> pl.DataFrame:
    """Of each of the province's own sheets the last version that passes (MEMBER): a sample only as long as there is nothing else.

    `versions`: of the sheets alone, as `versions_sent` gives them. A version is in force from its receipt, whole.
    """
    passing = versions.filter("passes").sort("sample", "seq", descending=[True, False])
    last = passing.unique("form", keep="last", maintain_order=True)
    return last.select("form", "period", "submission", whole="submission").cast(pl.Schema(MEMBER))


def _holding(versions: pl.DataFrame, carry: pl.DataFrame) -> pl.DataFrame:
    """The versions with `unchanged` (it says so) and `holds`: it passes, and there is something to carry where it says so."""
    may_carry = (pl.col("carried_unchanged") + pl.col("steps") <= UNCHANGED_AT_MOST).fill_null(False)
    unchanged = pl.col("condition").eq_missing(pl.lit(NO_CHANGE))
    rows = versions.join(carry.select(*_KEYS, "carried_unchanged", "steps"), on=_KEYS, how="left", maintain_order="left")
    return rows.with_columns(unchanged=unchanged, holds=pl.col("passes") & (~unchanged | may_carry)).drop(
        "carried_unchanged", "steps"
    )


def _reports(period: str, came: pl.DataFrame, attachments: pl.DataFrame, decided: Months, areas: Areas) -> pl.DataFrame:
    """What stands in one period, a row (REPORT) for each regency and form; the province is there when it has sent or carries something."""
    kept_unread = attachments.group_by("area_code").agg(attached_at=pl.col("received").min())
    rows, newest = _expected(period, areas), _newest(came)
    for beside, keys in (
        (_arrived(came), _KEYS),
        (newest, _KEYS),
        (kept_unread, ["area_code"]),
        (_carried(newest, period, decided), _KEYS),
    ):
        rows = rows.join(beside, on=keys, how="left", maintain_order="left")
    rows = _report_columns(_with_basis(rows), period)
    reported = rows.filter((pl.col("area_code") != areas.province) | pl.col("received") | pl.col("submission").is_not_null())
    return reported.select(REPORT.keys()).cast(pl.Schema(REPORT))


def _carried(newest: pl.DataFrame, period: str, decided: Months) -> pl.DataFrame:
    """What is carried (_CARRY): beside a report of the period what was accepted last, and by the calendar what stood in a due month."""
    beside = _to_carry(period, decided).join(newest, on=_KEYS, how="semi")
    return pl.concat([beside, _to_carry(period, decided, only_due=True).join(newest, on=_KEYS, how="anti")])


def _expected(period: str, areas: Areas) -> pl.DataFrame:
    """form, area_code, due, carries: every form that is valid in the period, for every regency and the province."""
    forms = [(form.id, form.due(period), form.carries) for form in FORMS.values() if period >= form.valid_from]
    reporters = pl.DataFrame({"area_code": [*areas.codes, areas.province]})
    return pl.DataFrame(forms, schema=["form", "due", "carries"], orient="row").join(reporters, how="cross")


def _arrived(came: pl.DataFrame) -> pl.DataFrame:
    """form, area_code, `received_at`: the day on which each form came first, whether it was returned or not."""
    return came.group_by(_KEYS).agg(received_at=pl.col("received").sort_by("found_at").first())


def _newest(came: pl.DataFrame) -> pl.DataFrame:
    """form, area_code and the facts of the last version of each form that holds; nothing of a form of which none does.

    A version in parts is called by the last of them, and its `content` is that of all.
    """
    columns = ("submission", "condition", "closed", "unchanged")
    content = pl.col("content").sort().str.join("|")
    return (
        _standing_parts(came)
        .group_by(_KEYS)
        .agg(pl.col(columns).last(), content=content, rows_accepted=pl.col("rows_accepted").sum())
    )


def _standing_parts(came: pl.DataFrame) -> pl.DataFrame:
    """The versions, or parts of one, that stand: of each form those of the last version of which all parts hold."""
    live = came.filter(pl.col("replaced_by").is_null()).sort("seq")
    whole = live.filter(pl.col("holds").all().over(*_KEYS, "version"))
    return whole.filter(pl.col("version") == pl.col("version").max().over(_KEYS))


def _members(came: pl.DataFrame) -> pl.DataFrame:
    """The submissions whose rows stand (MEMBER); a report of no change has none."""
    parts = _standing_parts(came).filter(~pl.col("unchanged"))
    return parts.select("form", "period", "submission", whole=pl.col("submission").last().over(_KEYS)).cast(pl.Schema(MEMBER))


def _to_carry(period: str, decided: Months, *, only_due: bool = False) -> pl.DataFrame:
    """What was accepted last of each form before a period (_CARRY): in its last due months, or for a month since then.

    A report of no change reaches back so many due months (`steps`). For a month in which the form is not due it is what stood in the
    last due month, one step ago (`only_due`).
    """
    reach = []
    for form in FORMS.values():
        until, due = period, calendar.last_due(form, calendar.shift(period, -1))
        for steps in range(1, UNCHANGED_AT_MOST + 1):
            months = calendar.between(due, calendar.shift(until, -1)) if due else []
            reach += [(form.id, month, steps, month == due) for month in months if month in decided]
            until, due = due or until, calendar.last_due(form, calendar.shift(due, -1)) if due else None
    if not reach:
        return none_of(_CARRY)
    wanted = pl.DataFrame(
        reach, schema={"form": pl.String, "period": pl.String, "steps": pl.Int64, "is_due": pl.Boolean}, orient="row"
    )
    stood = pl.concat([decided[month] for month in wanted["period"].unique()]).filter(pl.col("submission").is_not_null())
    accepted = pl.col("is_due") | (pl.lit(not only_due) & (pl.col("source_period") == pl.col("period")))
    rows = wanted.join(stood, on=["form", "period"], how="inner").filter(accepted).sort("period", descending=True).select(
        *_KEYS, "steps", carried="submission", carried_period="source_period", carried_unchanged="unchanged", carried_content="content"
    )  # fmt: skip
    return rows.select(_CARRY.keys()).cast(pl.Schema(_CARRY)).unique(_KEYS, keep="first", maintain_order=True)


def _with_basis(rows: pl.DataFrame) -> pl.DataFrame:
    """With `basis`: on what the report rests."""
    came = pl.col("submission").is_not_null()
    by_calendar = pl.col("carries") & ~pl.col("due") & (pl.col("steps") == 1)
    basis = (
        pl.when(came & pl.col("unchanged")).then(pl.lit(UNCHANGED)).when(came).then(pl.lit(OWN))
        .when(by_calendar).then(pl.lit(CARRIED)).otherwise(pl.lit(NOTHING))
    )  # fmt: skip
    return rows.with_columns(basis=basis)


def _report_columns(rows: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows with the columns of REPORT: whose rows count follows from the basis of each report, and from the basis its state."""
    due_date = calendar.due_date(period)
    arrived = pl.coalesce("received_at", "attached_at")
    carried = pl.col("basis").is_in([UNCHANGED, CARRIED])
    is_copy = ((pl.col("content") == pl.col("carried_content")) & (pl.col("rows_accepted") > 0)).fill_null(False)

    def by_basis(of_itself: pl.Expr, of_earlier: str) -> pl.Expr:
        return pl.when(pl.col("basis") == OWN).then(of_itself).when(carried).then(pl.col(of_earlier))

    return rows.with_columns(
        period=pl.lit(period), expected=pl.col("due") | pl.col("carries"), due_date=pl.lit(due_date), state=_state(),
        submission=by_basis(pl.col("submission"), "carried"), source_period=by_basis(pl.lit(period), "carried_period"),
        content=by_basis(pl.col("content"), "carried_content"),
        unchanged=pl.col("basis").replace_strict({UNCHANGED: 1}, default=0) * pl.col("steps").fill_null(0)
        + pl.when(carried).then("carried_unchanged").otherwise(0),
        received=arrived.is_not_null(), received_at=arrived, on_time=(arrived <= due_date).fill_null(False),
        filled=(pl.col("basis") == UNCHANGED) | ((pl.col("basis") == OWN) & (~is_copy | (pl.col("condition") == NIL)).fill_null(False)),
        verified=pl.col("basis").is_in([OWN, UNCHANGED]),
    )  # fmt: skip


def _state() -> pl.Expr:
    """The state in words: of what stands, else of what came."""
    stands = pl.col("basis").is_in([OWN, UNCHANGED])
    return (
        pl.when(stands & pl.col("closed")).then(pl.lit(CLOSED)).when(stands).then(pl.lit(VERIFIED))
        .when(pl.col("received_at").is_not_null()).then(pl.lit(RETURNED))
        .when(pl.col("attached_at").is_not_null()).then(pl.lit(RECEIVED)).otherwise(pl.lit(MISSING))
    )  # fmt: skip


def _refused(versions: pl.DataFrame, period: str, decided: Months) -> pl.DataFrame:
    """The reports of no change that may not be carried (REFUSED): UNCHANGED_TOO_OFTEN or NOTHING_TO_CARRY."""
    if versions.is_empty():
        return pl.DataFrame(schema=REFUSED)
    before = pl.concat([none_of(REPORT), *(rows for month, rows in decided.items() if month < period)])
    last = before.filter(pl.col("submission").is_not_null()).group_by(_KEYS).agg(last=pl.col("source_period").max())
    rows = versions.join(last, on=_KEYS, how="left", maintain_order="left")
    titles = {month: calendar.title(month) for month in rows["last"].drop_nulls().unique()}
    detail = pl.col("last").replace_strict(titles, default="", return_dtype=pl.String)
    rule = pl.when(pl.col("last").is_null()).then(pl.lit(NOTHING_TO_CARRY.code)).otherwise(pl.lit(UNCHANGED_TOO_OFTEN.code))
    return rows.select("submission", "form", rule=rule, detail=detail).cast(pl.Schema(REFUSED))
