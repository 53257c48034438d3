"""Whose file it is and for which period: the cover, the titles, the folder and the file's name, in this order.

The first source that says something stands; another one that says something else is told, never followed. A file whose titles or
name contradict what stands takes no accepted report's place: it may be last month's workbook under this month's name.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assets.reading.identity.area_texts import area_name, in_scope, is_alike, near_names, readings_of_code, readings_of_name
from assets.reading.identity.claims import (
    COVER,
    FILE_NAME,
    Claim,
    area_claims,
    by_sheet,
    is_disputed,
    month_in_name,
    other_sheets,
    period_claims,
    settle,
    silent,
    strongest,
    told_periods,
)
from assets.reading.identity.cover import Cover
from assets.reading.model import Problem
from schemas import periods
from schemas.areas import areas
from schemas.rules import DISPUTED

NOWHERE = "tidak ada pada Sampul, judul tabel, folder, maupun nama berkas"
#: The rule of sources that differ without putting in doubt what stands.
DIFFERENT = "V117"
_REGENCY_EXAMPLE = "62.02 dan Kabupaten Kotawaringin Timur"
_PERIOD_EXAMPLE = "2025-04"


@dataclass(frozen=True)
class Window:
    """Which areas may report and which periods are reported: `first` to `last`, both included, None = no end."""

    scope: str
    first: str
    last: str | None


@dataclass(frozen=True)
class Identity:
    """The area and the period of a file, None where they could not be told, and what was noted."""

    area_code: str | None
    period: str | None
    problems: list[Problem]


def identify(
    name: str, window: Window, cover: Cover | None = None, titles: Iterable[tuple[str, str]] = (), *, mended: bool = False
) -> Identity:
    """Who and when, from all sources. `name` is the path below the inbox; `titles` are (sheet, line).

    A workbook that was returned and comes back `mended` is for what its cover says, whatever it is called now.
    """
    lines = list(titles)
    area, area_problems = _area(name, window, cover, lines)
    period, period_problems = _period(name, window, cover, lines)
    problems = area_problems + period_problems
    if mended and cover:
        problems = [replace(problem, rule=DIFFERENT) if problem.rule == DISPUTED else problem for problem in problems]
    return Identity(area, period, problems)


def identify_by_name(name: str, window: Window) -> Identity:
    """Who and when as far as folder and file name tell, for a file that is not read as a workbook; noted is only what contradicts."""
    found = identify(name, window)
    return Identity(found.area_code, found.period, [problem for problem in found.problems if problem.rule == DISPUTED])


def _area(name: str, window: Window, cover: Cover | None, titles: list[tuple[str, str]]) -> tuple[str | None, list[Problem]]:
    own, undecided, noted = _area_of_cover(cover, window) if cover else ([], set(), [])
    if any(problem.rule == "V105" for problem in noted):
        return None, noted
    claims = strongest([*own, *area_claims(titles, name, window.scope)])
    place = (
        {"sheet": cover.sheet, "cell": cover.cell("area_code") or cover.cell("area_name")} if cover and (own or undecided) else {}
    )
    if undecided and not (claims and claims[0].value in undecided):
        either = " atau ".join(area_name(code) for code in sorted(undecided))
        return None, [*noted, Problem("V105", **place, detail=f"dapat berarti {either}", example=_REGENCY_EXAMPLE)]
    if not claims:
        written = _unknown_name(cover.text("area_name"), window) if cover and cover.text("area_name") else NOWHERE
        return None, [*noted, Problem("V105", **place, detail=written, example=_REGENCY_EXAMPLE)]
    if not in_scope(first := claims[0].value, window.scope):
        allowed = areas(window.scope).province_name
        value = f"{area_name(first)} ({first})"
        return None, [*noted, Problem("V107", **place, value=value, allowed=allowed, example=_REGENCY_EXAMPLE)]
    code = settle(claims)
    if code is None:
        return None, [*noted, Problem("V105", **place, detail=_told(claims, area_name), example=_REGENCY_EXAMPLE)]
    return code, noted + _disagreement(code, claims, other_sheets(code, claims), area_name)


def _unknown_name(name: str, window: Window) -> str:
    near = " atau ".join(near_names(name, window.scope))
    return f"“{name}” tidak dikenal" + (f"; yang mirip: {near}" if near else "")


def _area_of_cover(cover: Cover, window: Window) -> tuple[list[Claim], set[str], list[Problem]]:
    """What the cover claims, what its code can mean when that alone does not decide, and what was noted (V105, V123)."""
    code, name = cover.text("area_code"), cover.text("area_name")
    by_code, by_name = set(readings_of_code(code)), set(readings_of_name(name))
    if code and name and not by_code & by_name:
        if len(by_code) == 1 and not by_name and is_alike(name, next(iter(by_code))):
            by_name = by_code
        elif by_code or by_name:
            return [], set(), [_contradiction(cover, by_code, by_name)]
    fitting = by_code & by_name if code and name else by_code | by_name
    noted = []
    if re.fullmatch(r"\d\d[.,]\d", code.strip()) and len(by_code) == 1:
        read = next(iter(by_code))
        place = {"sheet": cover.sheet, "cell": cover.cell("area_code")}
        noted.append(Problem("V123", **place, value=code.strip(), detail=f"{read} ({area_name(read)})", example=read))
    near = {found for found in fitting if in_scope(found, window.scope)} if not code else fitting
    decided = near or fitting
    if len(decided) == 1:
        return [Claim(COVER, next(iter(decided)))], set(), noted
    return [], decided, noted


def _contradiction(cover: Cover, by_code: set[str], by_name: set[str]) -> Problem:
    meant = " atau ".join(area_name(code) for code in sorted(by_code)) or "tidak dikenal"
    detail = f"kode {cover.text('area_code')} berarti {meant}, sedangkan nama tertulis “{cover.text('area_name')}”"
    place = {"sheet": cover.sheet, "cell": cover.cell("area_code")}
    return Problem(
        "V105",
        **place,
        title="Kode Kabupaten/Kota",
        value=cover.text("area_code"),
        detail=detail,
        example=_REGENCY_EXAMPLE,
    )


def _period(name: str, window: Window, cover: Cover | None, titles: list[tuple[str, str]]) -> tuple[str | None, list[Problem]]:
    written = (cover.text("period") or cover.text("as_of")) if cover else ""
    key = "period" if cover and cover.text("period") else "as_of"
    own = [Claim(COVER, period) for period in told_periods(written)]
    claims = [*own, *period_claims(titles, name)]
    place = {"sheet": cover.sheet, "cell": cover.cell(key)} if cover and cover.cell(key) and (own or not claims) else {}
    if not claims:
        detail = f"“{written}” tidak dapat dibaca" if written else NOWHERE
        return None, [Problem("V106", **place, detail=detail, example=_PERIOD_EXAMPLE)]
    if (own or titles) and not any(claim.source == FILE_NAME for claim in claims):
        claims += month_in_name(name, claims[0].value[:4])
    claims += [Claim(COVER, one.value, sheet=sheet) for one in own[:1] for sheet in silent(titles, claims)]
    period = settle(claims)
    if period is None:
        return None, [Problem("V106", **place, detail=_told(claims, periods.title), example=_PERIOD_EXAMPLE)]
    noted = _disagreement(period, claims, strange_periods(period, claims), periods.title)
    if written and not own:
        noted.append(
            Problem(
                DIFFERENT,
                value=periods.title(period),
                detail=f"{COVER}: “{written}” tidak dapat dibaca; {claims[0].source}: {periods.title(period)}",
            )
        )
    if window.first <= period and (window.last is None or period <= window.last):
        return period, noted
    until = f" sampai {periods.title(window.last)}" if window.last else ""
    allowed = f"{'mulai ' if not until else ''}{periods.title(window.first)}{until}"
    return None, [
        *noted,
        Problem("V108", **place, value=periods.title(period), allowed=allowed, example=_PERIOD_EXAMPLE),
    ]


def strange_periods(period: str, claims: list[Claim]) -> dict[str, list[str]]:
    """Sheet → the periods of its titles where they are others, if another sheet bears the period that stands.

    Titles that all bear another one than a cover that folder or name confirms were only forgotten.
    """
    own = any(claim.sheet and claim.value == period for claim in claims)
    return other_sheets(period, claims) if own else {}


def _disagreement(value: str, claims: list[Claim], strange: Iterable[str], word: Callable[[str], str]) -> list[Problem]:
    """V117 when a source says something else than what stands, V146 when that puts it in doubt; of strange sheets it is told with the sheet."""
    left = set(strange)
    heard = [claim for claim in claims if claim.sheet not in left]
    sure = any(claim.value == value and (claim.source == COVER or not claim.sheet) for claim in heard)
    beside = {sheet for sheet, said in by_sheet(heard).items() if value in said} if sure else set()
    heard = [claim for claim in heard if claim.value == value or claim.sheet not in beside]
    others = [claim for claim in heard if claim.value != value]
    if not others:
        return []
    first = next(claim for claim in claims if claim.value == value)
    return [
        Problem(DISPUTED if is_disputed(value, heard) else DIFFERENT, value=word(value), detail=_told([first, *others], word))
    ]


def _told(claims: list[Claim], word: Callable[[str], str]) -> str:
    """Who says what, each source once."""
    said = dict.fromkeys((claim.source, word(claim.value)) for claim in claims)
    return "; ".join(f"{source}: {value}" for source, value in said)
