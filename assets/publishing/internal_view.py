"""What the office and its regencies must do: who has not reported, which problems wait too long, how reports stand.

A problem's age is as of the period's end; how late a report is, as of the day of release.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from assets.publishing.closing_view import closing_lines
from assets.publishing.edition import Edition
from assets.publishing.mending import MendFile
from assets.publishing.sentences import form_title
from assets.publishing.unreported import nothing_came
from schemas import periods, states
from schemas.formatting import MISSING, as_of, day, listing, number, span
from schemas.forms import FORM_ORDER

NOT_DUE = "tidak wajib pada periode ini"
LONG_OPEN_DAYS = 90
NO_AGENCY = "Instansi belum disebut"


@dataclass(frozen=True)
class RegencyStatus:
    """`Status laporan Anda` of one regency: forms of the last period, what is overdue, and the files to mend."""

    code: str
    full_name: str
    forms: list[dict[str, str]]
    overdue: list[dict[str, str]]
    files: list[MendFile]


def overdue(edition: Edition) -> list[dict[str, str]]:
    """Forms that were due and of which nothing arrived: area, area_name, form, periods, since, first_due (ISO), lasting; longest first.

    Only periods up to the last one; what was received or returned is told elsewhere, and a closed period is not asked
    for. `lasting` counts the months from the first missing one to the last period, and how often the form was due in them.
    Nothing of it depends on the day of release.
    """
    lines = (
        nothing_came(edition.figures.reports, edition.period or "")
        .sort("period")
        .group_by("area_code", "form", maintain_order=True)
        .agg(pl.col("period").unique(maintain_order=True), since=pl.col("due_date").min())
        .join(edition.figures.areas, left_on="area_code", right_on="code", how="inner", maintain_order="left")
        .sort("since", "area_code", maintain_order=True)
    )
    return [
        {
            "area": row["area_code"],
            "area_name": row["name"],
            "form": form_title(row["form"]),
            "periods": span(row["period"]),
            "since": day(row["since"]),
            "first_due": row["since"].isoformat(),
            "lasting": _lasting(row["period"], edition.period or ""),
        }
        for row in lines.iter_rows(named=True)
    ]


def _lasting(missing: list[str], last: str) -> str:
    """`3 bulan (1 periode)`."""
    months = len(periods.between(missing[0], last))
    return f"{number(months)} bulan ({number(len(missing))} periode)"


def at_release(edition: Edition, late: list[dict[str, str]]) -> list[dict[str, str]]:
    """The lines of `overdue` with `days`: how late the first report is on the day of release."""
    return [line | {"days": number((edition.released_on - date.fromisoformat(line["first_due"])).days)} for line in late]


@dataclass(frozen=True)
class Actor:
    """A regency that must act this week: what to hand in, how many days it is late, and how many files to mend and notes to explain."""

    area: str
    area_name: str
    hand_in: str
    days: str
    mend: str
    explain: str


def actors(edition: Edition, late: list[dict[str, str]], files: list[MendFile]) -> list[Actor]:
    """Every regency of which something is asked, from `at_release` and `files_to_mend`: the longest overdue first, then as `areas`."""
    in_order = {line["area"]: place for place, line in reversed(list(enumerate(late)))}
    acting = []
    for code, name in edition.figures.areas.select("code", "name").iter_rows():
        missing = [line for line in late if line["area"] == code]
        mend = sum(file.returned for file in files if file.area == code)
        explain = sum(file.explain for file in files if file.area == code)
        if missing or mend or explain:
            forms = listing(list(dict.fromkeys(line["form"] for line in missing))) or MISSING
            days = missing[0]["days"] if missing else MISSING
            acting.append(Actor(code, name, forms, days, _asked(mend, "berkas"), _asked(explain, "catatan")))
    return sorted(acting, key=lambda actor: in_order.get(actor.area, len(late)))


def _asked(count: int, of: str) -> str:
    return f"{number(count)} {of}" if count else MISSING


def long_open(edition: Edition) -> list[dict[str, str]]:
    """Problems open for more than 90 days, by agency: agency, count, days and since of the oldest, regencies; most first."""
    names = dict(edition.figures.areas.select("code", "name").iter_rows())
    agency = pl.col("agency").str.strip_chars()
    lines = (
        edition.figures.problems_open.filter(pl.col("days_open") > LONG_OPEN_DAYS)
        .with_columns(agency=pl.when(agency != "").then(agency).otherwise(pl.lit(NO_AGENCY)))
        .group_by("agency")
        .agg(pl.len(), pl.col("days_open").max(), pl.col("raised_date").min(), pl.col("area_code").unique().sort())
        .sort(["len", "days_open", "agency"], descending=[True, True, False])
    )
    return [
        {
            "agency": row["agency"],
            "count": number(row["len"]),
            "days": number(row["days_open"]),
            "since": day(row["raised_date"]),
            "regencies": listing([names.get(code, code) for code in row["area_code"]]),
        }
        for row in lines.iter_rows(named=True)
    ]


def closing_lines_in_full(edition: Edition) -> list[dict[str, str]]:
    """The public's `closing_lines` with `reason`, its free text, and `by`, who decided it: for the office alone."""
    office_only = edition.figures.history.reverse().select("reason", "by").iter_rows(named=True)
    return [line | decision for line, decision in zip(closing_lines(edition), office_only, strict=True)]


def regency_statuses(edition: Edition, late: list[dict[str, str]], files: list[MendFile]) -> list[RegencyStatus]:
    """`Status laporan Anda` of every regency in scope, from `overdue` and `files_to_mend`."""
    forms: dict[str, list[dict[str, str]]] = {}
    for row in edition.reports.sort(FORM_ORDER, maintain_order=True).iter_rows(named=True):
        forms.setdefault(row["area_code"], []).append(_form_line(row))
    return [
        RegencyStatus(
            code,
            full_name,
            forms.get(code, []),
            [line for line in late if line["area"] == code],
            [file for file in files if file.area == code],
        )
        for code, full_name in edition.figures.areas.select("code", "full_name").iter_rows()
    ]


def _form_line(row: dict[str, Any]) -> dict[str, str]:
    """A row of `Figures.reports` in words: form, due, state, source, received. What is not due and did not come has no state."""
    waits = row["state"] == states.MISSING and not row["due"]
    state = MISSING if waits or not row["state"] else row["state"]
    late = row["due"] and row["on_time"] is False and row["received_at"] is not None and state != states.LATE
    return {
        "form": form_title(row["form"]),
        "due": day(row["due_date"]) if row["due"] else NOT_DUE,
        "state": f"{state} · {states.LATE}" if late else state,
        "source": _data_as_of(row),
        "received": day(row["received_at"]),
    }


def _data_as_of(row: dict[str, Any]) -> str:
    """Of which day the data are that count for this form; the dash where none are asked for."""
    if row["source_period"]:
        return f"keadaan per {as_of(row['source_period'])}"
    return "belum ada" if row["due"] else MISSING
