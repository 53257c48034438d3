"""Whose file it is and for which period: the cover, the titles, the folder and the file's name, in this order.

The first source that says something stands; another one that says something else is told, never followed. A file whose titles or
name contradict what stands takes no accepted report's place: it may be last month's workbook under this month's name.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from assets.reading.identity.area_texts import area_name, in_scope, is_alike, near_names, readings_of_code, readings_of_name
from assets.reading.identity.claims import (
    COVER,
    FILE_NAME,
    REGISTER,
    Claim,
    area_claims,
    by_sheet,
    contradicting_sheets,
    decide_between,
    is_disputed,
    month_in_name,
    period_claims,
    silent_sheets,
    stated_periods,
    strongest,
)
from assets.reading.identity.cover import CoverAnswers
from assets.reading.model import Problem
from schemas import periods
from schemas.areas import areas
from schemas.forms import NO_PERIOD
from schemas.rules.of_files import (
    CODE_STORED_AS_NUMBER,
    NOT_A_REPORTING_AREA,
    PERIOD_OUT_OF_RANGE,
    PERIOD_UNKNOWN,
    PLACED_BY_OFFICE,
    REGENCY_UNKNOWN,
    SOURCES_CONTRADICT,
    SOURCES_DIFFER,
)

NOWHERE = "tidak ada pada Sampul, judul tabel, folder, maupun nama berkas"
_REGENCY_EXAMPLE = "62.02 dan Kabupaten Kotawaringin Timur"
_PERIOD_EXAMPLE = "2025-04"


@dataclass(frozen=True)
class Window:
    """Which areas may report and which periods are reported: `first` to `last`, both included, None = no end.

    `placed` is what the office says of a file that says nothing itself (kode_wilayah and periode of penerimaan.csv), empty for nothing.
    """

    scope: str
    first: str
    last: str | None
    placed: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Identity:
    """The area's code and the period (`YYYY-MM`, NO_PERIOD of the province's own sheets) of a file, None where they could not be told, and
    the problems met on the way."""

    area_code: str | None
    period: str | None
    problems: list[Problem]


def identify(
    name: str, window: Window, cover: CoverAnswers | None = None, titles: Iterable[tuple[str, str]] = (), *, mended: bool = False
) -> Identity:
    """Who and when, from all sources. `name` is the path below the inbox; `titles` are (table, line).

    A workbook that was returned and comes back `mended` is for what its cover says, whatever it is called now: saved
    under the month in which it was mended, it was held as in dispute once.
    """
    lines = list(titles)
    area, area_problems = _area_of_file(name, window, cover, lines)
    period, period_problems = _period_of_file(name, window, cover, lines)
    problems = area_problems + period_problems
    if mended and cover:
        problems = [
            replace(problem, rule=SOURCES_DIFFER.code) if problem.rule == SOURCES_CONTRADICT.code else problem
            for problem in problems
        ]
    return Identity(area, period, problems)


def identify_province(name: str, window: Window, cover: CoverAnswers) -> Identity:
    """Who lays down what stands in a workbook of the province's own sheets, which speak of no month; nobody but the province may."""
    area, problems = _area_of_file(name, window, cover, [])
    if area in (None, window.scope):
        return Identity(area, NO_PERIOD if area else None, problems)
    place = {"sheet": cover.sheet, "cell": cover.cell("area_code") or cover.cell("area_name")}
    province = areas(window.scope).province_name
    written = f"{area_name(area or '')} ({area})"
    refused = Problem(
        NOT_A_REPORTING_AREA.code, **place, value=written, allowed=f"{province}, yang menetapkan ketentuan", example=window.scope
    )
    return Identity(None, None, [*problems, refused])


def identify_by_name(name: str, window: Window) -> Identity:
    """Who and when as far as folder and file name tell, for a file that is not read as a workbook.

    Its problems are only those of names that contradict each other: that nothing is told is no fault of a scanned letter.
    """
    identity = identify(name, window)
    return Identity(
        identity.area_code, identity.period, [problem for problem in identity.problems if problem.rule == SOURCES_CONTRADICT.code]
    )


def _area_of_file(
    name: str, window: Window, cover: CoverAnswers | None, titles: list[tuple[str, str]]
) -> tuple[str | None, list[Problem]]:
    """The area's code, or None with the reason (V105 not known, V107 not ours) among the problems."""
    cover_claims, undecided, problems = _area_of_cover(cover, window) if cover else ([], set(), [])
    if any(problem.rule == REGENCY_UNKNOWN.code for problem in problems):
        return None, problems
    claims = strongest([*cover_claims, *area_claims(titles, name, window.scope)])
    place: dict[str, str] = {}
    if cover and (cover_claims or undecided):
        place = {"sheet": cover.sheet, "cell": cover.cell("area_code") or cover.cell("area_name")}
    if undecided and not (claims and claims[0].value in undecided):
        either = " atau ".join(area_name(code) for code in sorted(undecided))
        return None, [*problems, _unknown_area(place, f"dapat berarti {either}")]
    if not claims and not (cover and cover.text("area_name")):
        claims = [Claim(REGISTER, code) for code in readings_of_code(window.placed[0]) if in_scope(code, window.scope)][:1]
    if not claims:
        written = _unknown_name(cover.text("area_name"), window) if cover and cover.text("area_name") else NOWHERE
        return None, [*problems, _unknown_area(place, written)]
    if not in_scope(first := claims[0].value, window.scope):
        allowed = areas(window.scope).province_name
        value = f"{area_name(first)} ({first})"
        return None, [
            *problems,
            Problem(NOT_A_REPORTING_AREA.code, **place, value=value, allowed=allowed, example=_REGENCY_EXAMPLE),
        ]
    code = decide_between(claims)
    if code is None:
        return None, [*problems, _unknown_area(place, _who_says_what(claims, area_name))]
    if claims[0].source == REGISTER:
        problems.append(Problem(PLACED_BY_OFFICE.code, value=area_name(code), detail="Kabupaten/kota"))
    return code, problems + _disagreement(code, claims, contradicting_sheets(code, claims), area_name)


def _unknown_area(place: Mapping[str, str], detail: str) -> Problem:
    """V105 at the cover's cell, or at none, with why the regency is not known."""
    return Problem(REGENCY_UNKNOWN.code, **place, detail=detail, example=_REGENCY_EXAMPLE)


def _unknown_name(name: str, window: Window) -> str:
    near = " atau ".join(near_names(name, window.scope))
    return f"“{name}” tidak dikenal" + (f"; yang mirip: {near}" if near else "")


def _area_of_cover(cover: CoverAnswers, window: Window) -> tuple[list[Claim], set[str], list[Problem]]:
    """What the cover claims (one claim or none), what it can mean when that alone does not decide, and V105 or V123.

    Code and name must meet: a bare 6206 beside Katingan is Katingan's Kemendagri number, beside Sukamara it is Sukamara's at BPS, and
    beside Kapuas the cover contradicts itself (V105).
    """
    code, name = cover.text("area_code"), cover.text("area_name")
    by_code, by_name = set(readings_of_code(code)), set(readings_of_name(name))
    if code and name and not by_code & by_name:
        if len(by_code) == 1 and not by_name and is_alike(name, next(iter(by_code))):
            by_name = by_code
        elif by_code or by_name:
            return [], set(), [_code_against_name(cover, by_code, by_name)]
    fitting = by_code & by_name if code and name else by_code | by_name
    problems = []
    # Excel shows the number 62.10 as 62.1: Gunung Mas is meant, and no other regency can be, but the cell should be a text.
    if re.fullmatch(r"\d\d[.,]\d", code.strip()) and len(by_code) == 1:
        read = next(iter(by_code))
        place = {"sheet": cover.sheet, "cell": cover.cell("area_code")}
        problems.append(
            Problem(CODE_STORED_AS_NUMBER.code, **place, value=code.strip(), detail=f"{read} ({area_name(read)})", example=read)
        )
    reporting = {reading for reading in fitting if in_scope(reading, window.scope)} if not code else fitting
    possible = reporting or fitting
    if len(possible) == 1:
        return [Claim(COVER, next(iter(possible)))], set(), problems
    return [], possible, problems


def _code_against_name(cover: CoverAnswers, by_code: set[str], by_name: set[str]) -> Problem:
    """V105 of a cover whose code and name mean different areas."""
    code, name = cover.text("area_code"), cover.text("area_name")
    meant = " atau ".join(area_name(reading) for reading in sorted(by_code)) or "tidak dikenal"
    detail = f"kode {code} berarti {meant}, sedangkan nama tertulis “{name}”"
    place = {"sheet": cover.sheet, "cell": cover.cell("area_code")}
    return Problem(
        REGENCY_UNKNOWN.code, **place, title="Kode Kabupaten/Kota", value=code, detail=detail, example=_REGENCY_EXAMPLE
    )


def _period_of_file(
    name: str, window: Window, cover: CoverAnswers | None, titles: list[tuple[str, str]]
) -> tuple[str | None, list[Problem]]:
    """The period, or None with the reason (V106 not known, V108 outside the window) among the problems."""
    written = (cover.text("period") or cover.text("as_of")) if cover else ""
    key = "period" if cover and cover.text("period") else "as_of"
    cover_claims = [Claim(COVER, period) for period in stated_periods(written)]
    claims = [*cover_claims, *period_claims(titles, name)]
    place: dict[str, str] = {}
    if cover and cover.cell(key) and (cover_claims or not claims):
        place = {"sheet": cover.sheet, "cell": cover.cell(key)}
    if not claims and not written:
        claims = [Claim(REGISTER, period) for period in [window.placed[1]] if periods.is_period(period)]
    if not claims:
        detail = f"“{written}” tidak dapat dibaca" if written else NOWHERE
        return None, [Problem(PERIOD_UNKNOWN.code, **place, detail=detail, example=_PERIOD_EXAMPLE)]
    if (cover_claims or titles) and not any(claim.source == FILE_NAME for claim in claims):
        claims += month_in_name(name, claims[0].value[:4])
    # For a sheet without a title the cover speaks: beside it, last month's sheet is seen to be another's.
    claims += [Claim(COVER, claim.value, sheet=sheet) for claim in cover_claims[:1] for sheet in silent_sheets(titles, claims)]
    period = decide_between(claims)
    if period is None:
        return None, [
            Problem(PERIOD_UNKNOWN.code, **place, detail=_who_says_what(claims, periods.title), example=_PERIOD_EXAMPLE)
        ]
    problems = (
        [Problem(PLACED_BY_OFFICE.code, value=periods.title(period), detail="Periode")] if claims[0].source == REGISTER else []
    )
    problems += _disagreement(period, claims, periods_of_other_sheets(period, claims), periods.title)
    if written and not cover_claims:
        detail = f"{COVER}: “{written}” tidak dapat dibaca; {claims[0].source}: {periods.title(period)}"
        problems.append(Problem(SOURCES_DIFFER.code, value=periods.title(period), detail=detail))
    if window.first <= period and (window.last is None or period <= window.last):
        return period, problems
    return None, [*problems, _outside_window(period, window, place)]


def _outside_window(period: str, window: Window, place: Mapping[str, str]) -> Problem:
    """V108 with the periods that are reported: `mulai Januari 2021`, or `Januari 2021 sampai April 2025`."""
    first = periods.title(window.first)
    allowed = f"{first} sampai {periods.title(window.last)}" if window.last else f"mulai {first}"
    return Problem(PERIOD_OUT_OF_RANGE.code, **place, value=periods.title(period), allowed=allowed, example=_PERIOD_EXAMPLE)


def periods_of_other_sheets(period: str, claims: list[Claim]) -> dict[str, list[str]]:
    """Table → the periods (`YYYY-MM`) that its titles bear, for the tables that bear others than `period`, which stands for the file.

    None at all unless some table bears the file's own: where every title bears another month than the cover, which folder or name
    confirm, the titles were only forgotten when last month's workbook was filled in anew.
    """
    own_is_there = any(claim.sheet and claim.value == period for claim in claims)
    return contradicting_sheets(period, claims) if own_is_there else {}


def _disagreement(value: str, claims: list[Claim], set_apart: Iterable[str], word: Callable[[str], str]) -> list[Problem]:
    """V117 when a source says something else than `value`, which stands; V146 when that puts it in doubt; none when all agree.

    `set_apart` are tables of other regencies or periods: they are told by themselves and say nothing of the file. Of a table that
    bears what stands, its further claims count only where no cover, folder or name confirms it. `word` puts a value in Indonesian.
    """
    tables_apart = set(set_apart)
    heard = [claim for claim in claims if claim.sheet not in tables_apart]
    is_confirmed = any(claim.value == value and (claim.source == COVER or not claim.sheet) for claim in heard)
    bearing = {sheet for sheet, values in by_sheet(heard).items() if value in values} if is_confirmed else set()
    heard = [claim for claim in heard if claim.value == value or claim.sheet not in bearing]
    others = [claim for claim in heard if claim.value != value]
    if not others:
        return []
    first = next(claim for claim in claims if claim.value == value)
    rule = SOURCES_CONTRADICT.code if is_disputed(value, heard) else SOURCES_DIFFER.code
    return [Problem(rule, value=word(value), detail=_who_says_what([first, *others], word))]


def _who_says_what(claims: list[Claim], word: Callable[[str], str]) -> str:
    """Who says what, each source once: `Sampul: April 2025; nama berkas: Maret 2025`."""
    statements = dict.fromkeys((claim.source, word(claim.value)) for claim in claims)
    return "; ".join(f"{source}: {value}" for source, value in statements)
