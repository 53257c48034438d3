"""The pages of a release, from an edition and the templates beside this module.

A page needs nothing but itself: no script, no font, no request. What it says is decided in the views.
"""

from collections.abc import Mapping
from functools import cache

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from assets.publishing import changes_view, internal_view, late, mending, public_view, sentences
from assets.publishing.edition import Edition
from assets.publishing.release_figures import GUIDE, TEMPLATES
from assets.publishing.revisions import Changes
from schemas import periods
from schemas.formatting import MISSING, number

#: What changed since the release before, and why; beside each audience's index.html.
CHANGES = "perubahan.html"
#: What the versions in the manifest are of, in the reader's words.
VERSIONS = {
    "rules": "aturan verifikasi", "form_set": "formulir", "code": "kode", "definitions": "definisi indikator", "areas": "wilayah",
    "libraries": "pustaka",
}  # fmt: skip


@cache
def _templates() -> Environment:
    """The templates of this room; a name that a page does not give is an error."""
    loader = PackageLoader("assets.publishing", "templates")
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters["angka"] = number
    return templates


def public_page(edition: Edition) -> str:
    """`publik/index.html`: aggregates, methods and metadata only."""
    regencies, total = public_view.regencies(edition)
    parts, parts_total, listed = public_view.reactivated(edition)
    content = {
        "statements": sentences.statements(edition),
        "place": edition.place,
        "levels": public_view.levels(edition),
        "agencies": public_view.agencies(edition),
        "regencies": regencies,
        "total": total,
        "funnel": public_view.funnel(edition),
        "reactivated": parts,
        "reactivated_total": parts_total,
        "listed": listed,
        "baseline_month": periods.title(periods.BASELINE),
        "history": public_view.closing_lines(edition),
        "definitions": public_view.definitions(edition),
    }
    return _templates().get_template("publik.html").render(_common(edition), **content)


def internal_page(edition: Edition) -> str:
    """`internal/index.html`: what the office and its regencies must do."""
    files, overdue = mending.files_to_mend(edition), internal_view.overdue(edition)
    codes = set(edition.figures.areas["code"])
    following = periods.shift(edition.period, 1) if edition.period else ""
    content = {
        "regency_links": list(edition.figures.areas.select("code", "name").iter_rows()),
        "codes": codes,
        "overdue": overdue,
        "long_open": internal_view.long_open(edition),
        "returned": [file for file in files if file.returned],
        "late": late.late_files(edition),
        "awaiting": mending.awaiting(files),
        "explained": mending.explained(edition),
        "history": internal_view.closing_lines_in_full(edition),
        "unplaced": [file for file in files if file.area not in codes],
        "regencies": internal_view.regency_statuses(edition, overdue, files),
        "next_period": following,
        "guide": GUIDE,
        "templates": TEMPLATES if edition.figures.templates else "",
        "next_month": periods.title(following) if following else "",
    }
    return _templates().get_template("internal.html").render(_common(edition), **content)


def changes_page(edition: Edition, changes: Changes, rows: pl.DataFrame) -> str:
    """`perubahan.html` of an audience: the figures that are others than in the release before, by cause. `rows`: REVISION as it sees them."""
    content = {
        "internal": not edition.is_public,
        "before": changes_view.before(changes),
        "summary": changes_view.summary(rows),
        "sections": changes_view.sections(edition, rows),
        "shown_at_most": changes_view.SHOWN_AT_MOST,
    }
    return _templates().get_template("perubahan.html").render(_common(edition), **content)


def _common(edition: Edition) -> Mapping[str, object]:
    """What both pages say at the top and at the end."""
    return {
        "headline": sentences.headline(edition),
        "month": periods.title(edition.period) if edition.period else "",
        "sample": edition.mark,
        "missing": MISSING,
        "changes": CHANGES,
        "versions": [(VERSIONS.get(name, name), version) for name, version in sorted(edition.versions.items())],
    }
