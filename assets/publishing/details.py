"""The pages of single regencies and indicators, and the one that says how all of it was made: which there are, and the writing of them.

A page is a function of what it says and of the code: it names no release and no moment of one. `mark` is the hash of both, which the page
bears itself, so that one in which nothing changed is taken over from the release before and its pictures need not be drawn again.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from assets.publishing import indicator_view, internal_view, making_view, mending, page, public_view
from assets.publishing.edition import Edition
from assets.publishing.environment import templates
from assets.publishing.internal_view import RegencyStatus
from assets.publishing.regency_view import headline, regency_view
from assets.publishing.release_figures import GUIDE, TEMPLATES
from assets.publishing.series import Series
from assets.publishing.trends import trend
from schemas import periods

#: Folders of the pages, beside an audience's index.html; and the page that says how the release was made.
REGENCIES, INDICATORS, MAKING = "kabupaten", "indikator", "cara-dibuat.html"


@dataclass(frozen=True)
class DetailPage:
    """One page: its path beside index.html, its template, and what it says."""

    path: str
    template: str
    content: Mapping[str, Any]

    def mark(self, common: Mapping[str, Any]) -> str:
        """SHA-256 of what the page says; `common` names the versions of the code that lays it out."""
        return hashlib.sha256(repr((self.template, sorted(self.content.items()), sorted(common.items()))).encode()).hexdigest()


def write_details(edition: Edition, folder: Path, before: Path | None = None) -> int:
    """Write every page of an audience below `folder`; how many were made anew.

    `before` is the same folder of a whole earlier release: a page that says the same there is taken over. There are no pages before the
    first report.
    """
    common = _common(edition)
    made = 0
    for each in detail_pages(edition):
        mark = each.mark(common)
        earlier = _earlier(before / each.path if before else None, mark)
        content = earlier or templates().get_template(each.template).render(common, mark=mark, **each.content).encode("utf-8")
        made += earlier is None
        target = folder / each.path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return made


def detail_pages(edition: Edition) -> Iterator[DetailPage]:
    """The pages of an edition: a regency, an indicator of `has_page`, and how the release was made."""
    yield DetailPage(MAKING, MAKING, {"headline": ["Cara rapor ini dibuat"], "making": making_view.making(edition)})
    if edition.period is None:
        return
    series = Series(edition)
    office = _for_the_office(edition)
    for code, full_name in edition.figures.areas.select("code", "full_name").iter_rows():
        view = regency_view(series, code, full_name)
        content = {"headline": view.headline, "view": view, "status": office.get(code)}
        yield DetailPage(f"{REGENCIES}/{code}.html", "kabupaten.html", content)
    for indicator in with_page(edition):
        reports = edition.figures.reports.filter(pl.col("form") == indicator.form) if indicator.form else edition.figures.reports
        title = headline(series, f"{indicator.code} {indicator.name}", reports)
        of_months = trend(series, indicator, edition.total)
        content = {"headline": title, "view": indicator_view.indicator_view(series, indicator, title, of_months)}
        yield DetailPage(f"{INDICATORS}/{indicator.code}.html", "indikator.html", content)


def with_page(edition: Edition) -> list[Any]:
    """The indicators (Indicator) that have a page of their own in this edition, in the order of the catalogue."""
    return [each for each in edition.reference.indicators.values() if edition.period and public_view.has_page(edition, each)]


def _for_the_office(edition: Edition) -> dict[str, RegencyStatus]:
    """How each regency's reports stand, and which files it has to mend; nothing of it for the public."""
    if edition.is_public:
        return {}
    # How many days late somebody is changes from day to day, and would make his page anew each night: the overview says it.
    late = [{name: words for name, words in line.items() if name != "days"} for line in internal_view.overdue(edition)]
    statuses = internal_view.regency_statuses(edition, late, mending.files_to_mend(edition))
    return {status.code: status for status in statuses}


def _common(edition: Edition) -> dict[str, Any]:
    """What the pages say alike, none of which changes by a release alone."""
    following = periods.shift(edition.period, 1) if edition.period else ""
    return {
        "month": periods.title(edition.period) if edition.period else "",
        "place": edition.place,
        "internal": not edition.is_public,
        "sample": edition.mark,
        "baseline_month": periods.title(periods.BASELINE),
        "next_period": following,
        "next_month": periods.title(following) if following else "",
        "guide": GUIDE,
        "templates": TEMPLATES if edition.figures.templates else "",
        "versions": page.named_versions(edition),
    }


def _earlier(path: Path | None, mark: str) -> bytes | None:
    """The page as it lies in an earlier release, where it bears this mark."""
    if path is None or not path.is_file():
        return None
    content = path.read_bytes()
    return content if f'content="{mark}"'.encode() in content else None
