"""Whose file it is and for which period: the cover, the titles, the folder and the file's name, in this order.

The first source that says something stands; another one that says something else is told, never followed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from assets.reading.area_texts import (
    area_name,
    in_scope,
    is_alike,
    near_names,
    province_in,
    readings_of_code,
    readings_of_name,
    regencies_in,
)
from assets.reading.cover import Cover
from assets.reading.model import Problem
from assets.reading.period_texts import periods_in
from assets.reading.privacy import hide
from schemas import periods
from schemas.areas import areas

COVER, FOLDER, FILE_NAME = "Sampul", "folder", "nama berkas"
NOWHERE = "tidak ada pada Sampul, judul tabel, folder, maupun nama berkas"
_REGENCY_EXAMPLE = "62.02 dan Kabupaten Kotawaringin Timur"
_PERIOD_EXAMPLE = "2025-04"
_EXTENSION = re.compile(r"\.(xls[xmb]?|ods|csv|pdf|docx?|rtf|jpe?g|png|heic|gif|webp|tiff?|bmp|zip|txt|html?)$", re.IGNORECASE)
#: A title line that says when the file was made and not what it is about.
_MADE_ON = re.compile(r"cetak|unduh|ekspor|export|print|download|generated", re.IGNORECASE)
_ABOUT = re.compile(r"\b(posisi|periode|keadaan|per|bulan|triwulan|tw|data|laporan|kondisi)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(s\W{0,2}d|sampai|hingga)\b|\s[-–]\s", re.IGNORECASE)


@dataclass(frozen=True)
class Window:
    """Which areas may report and which periods are reported: `first` to `last`, both included, None = no end."""

    scope: str
    first: str
    last: str | None


@dataclass(frozen=True)
class Claim:
    """What one source says: a code or a period. `weak` when it only counts if nobody says anything else."""

    source: str
    value: str
    weak: bool = False


@dataclass(frozen=True)
class Identity:
    """The area and the period of a file, None where they could not be told, and what was noted."""

    area_code: str | None
    period: str | None
    problems: list[Problem]


def identify(name: str, window: Window, cover: Cover | None = None, titles: Iterable[tuple[str, str]] = ()) -> Identity:
    """Who and when, from all sources. `name` is the path below the inbox; `titles` are (sheet, line)."""
    lines = list(titles)
    area, area_problems = _area(name, window, cover, lines)
    period, period_problems = _period(name, window, cover, lines)
    return Identity(area, period, area_problems + period_problems)


def identify_by_name(name: str, window: Window) -> Identity:
    """Who and when as far as folder and file name tell, without a finding: for a file that is not read as a workbook."""
    found = identify(name, window)
    return Identity(found.area_code, found.period, [])


def _area(name: str, window: Window, cover: Cover | None, titles: list[tuple[str, str]]) -> tuple[str | None, list[Problem]]:
    own, undecided, noted = _area_of_cover(cover, window) if cover else ([], set(), [])
    if any(problem.rule == "V105" for problem in noted):
        return None, noted
    claims = _strongest([*own, *_area_claims(titles, name, window)])
    place = (
        {"sheet": cover.sheet, "cell": cover.cell("area_code") or cover.cell("area_name")} if cover and (own or undecided) else {}
    )
    if undecided and not (claims and claims[0].value in undecided):
        either = " atau ".join(area_name(code) for code in sorted(undecided))
        return None, [*noted, Problem("V105", **place, detail=f"dapat berarti {either}", example=_REGENCY_EXAMPLE)]
    if not claims:
        written = _unknown_name(cover.text("area_name"), window) if cover and cover.text("area_name") else NOWHERE
        return None, [*noted, Problem("V105", **place, detail=written, example=_REGENCY_EXAMPLE)]
    code = claims[0].value
    noted += _disagreement(claims, area_name)
    if in_scope(code, window.scope):
        return code, noted
    allowed = areas(window.scope).province_name
    return None, [
        *noted,
        Problem("V107", **place, value=f"{area_name(code)} ({code})", allowed=allowed, example=_REGENCY_EXAMPLE),
    ]


def _unknown_name(name: str, window: Window) -> str:
    near = " atau ".join(near_names(name, window.scope))
    return f"“{hide(name)}” tidak dikenal" + (f"; yang mirip: {near}" if near else "")


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
    detail = f"kode {hide(cover.text('area_code'))} berarti {meant}, sedangkan nama tertulis “{hide(cover.text('area_name'))}”"
    place = {"sheet": cover.sheet, "cell": cover.cell("area_code")}
    return Problem(
        "V105",
        **place,
        title="Kode Kabupaten/Kota",
        value=hide(cover.text("area_code")),
        detail=detail,
        example=_REGENCY_EXAMPLE,
    )


def _area_claims(titles: list[tuple[str, str]], name: str, window: Window) -> list[Claim]:
    folder, stem = _parts(name)
    claims = []
    for source, text in [
        *((f"judul lembar {sheet}", line) for sheet, line in titles),
        (FOLDER, folder),
        (FILE_NAME, stem),
    ]:
        claims += [Claim(source, code) for code in regencies_in(text, window.scope)]
        if province := province_in(text):
            claims.append(Claim(source, province, weak=True))
        elif text.strip() == window.scope:
            claims.append(Claim(source, window.scope, weak=source == FOLDER))
    return claims


def _period(name: str, window: Window, cover: Cover | None, titles: list[tuple[str, str]]) -> tuple[str | None, list[Problem]]:
    written = (cover.text("period") or cover.text("as_of")) if cover else ""
    key = "period" if cover and cover.text("period") else "as_of"
    own = [Claim(COVER, period) for period in _told(written)]
    claims = [*own, *_period_claims(titles, name)]
    place = {"sheet": cover.sheet, "cell": cover.cell(key)} if cover and cover.cell(key) and (own or not claims) else {}
    if not claims:
        detail = f"“{hide(written)}” tidak dapat dibaca" if written else NOWHERE
        return None, [Problem("V106", **place, detail=detail, example=_PERIOD_EXAMPLE)]
    period = claims[0].value
    noted = _disagreement(claims, periods.title)
    if written and not own:
        noted.append(
            Problem(
                "V117",
                value=periods.title(period),
                detail=f"{COVER}: “{hide(written)}” tidak dapat dibaca; {claims[0].source}: {periods.title(period)}",
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


def _period_claims(titles: list[tuple[str, str]], name: str) -> list[Claim]:
    folder, stem = _parts(name)
    lines = [(f"judul lembar {sheet}", line) for sheet, line in titles if not _MADE_ON.search(line)]
    lines.sort(key=lambda line: not _ABOUT.search(line[1]))
    claims = [Claim(source, period) for source, line in lines for period in _told(line, any_day=bool(_ABOUT.search(line)))]
    claims += [Claim(FOLDER, period) for period in periods_in(folder, any_day=False)]
    return claims + [Claim(FILE_NAME, period) for period in periods_in(stem, any_day=False)]


def _told(text: str, *, any_day: bool = True) -> list[str]:
    """The periods that a text speaks of; of a span (`Januari 2025 s.d. Maret 2025`) its end."""
    found = periods_in(text, any_day=any_day)
    return [max(found)] if len(found) > 1 and _SPAN.search(text) else found


def _parts(name: str) -> tuple[str, str]:
    """The folders of a path as one text, and the file's name without its extension."""
    path = PurePosixPath(name.replace("\\", "/"))
    folder = "/".join(path.parts[:-1])
    return folder, _EXTENSION.sub("", path.name)


def _strongest(claims: list[Claim]) -> list[Claim]:
    return [claim for claim in claims if not claim.weak] or claims


def _disagreement(claims: list[Claim], word: Callable[[str], str]) -> list[Problem]:
    """V117 when a later source says something else than the first."""
    others = list(dict.fromkeys(claim for claim in claims[1:] if claim.value != claims[0].value))
    if not others:
        return []
    told = "; ".join(f"{claim.source}: {word(claim.value)}" for claim in [claims[0], *others])
    return [Problem("V117", value=word(claims[0].value), detail=hide(told))]
