"""The pages of a release, from an edition and the templates beside this module.

A page needs nothing but itself: no script, no font, no request. What it says is decided in the views.
"""

from collections.abc import Mapping

import polars as pl

from assets.publishing import (
    bars,
    changes_view,
    closing_view,
    imprint,
    internal_view,
    late,
    mending,
    months,
    province_view,
    public_view,
    sentences,
    verdict,
)
from assets.publishing.edition import Edition
from assets.publishing.environment import templates
from assets.publishing.overview_pictures import overview_pictures
from assets.publishing.release_figures import GUIDE, TEMPLATES
from assets.publishing.revisions import Changes
from schemas import periods
from schemas.formatting import MISSING
from schemas.indicators.scoring import TOWARD_TARGET

#: What changed since the release before, and why; beside each audience's index.html.
CHANGES = "perubahan.html"
#: So many months are shown open, the newest first; the ones before them are folded.
MONTHS_SHOWN = 12
#: How a verdict looks; its words say the same.
TONES = {"tercapai": "good", "mendekati": "near", "perlu perhatian": "bad", TOWARD_TARGET: "toward", verdict.UNCOUNTED: "unknown"}
#: What the versions in the manifest are of, in the reader's words.
VERSIONS = {
    "rules": "aturan verifikasi", "form_set": "formulir", "code": "kode", "definitions": "definisi indikator", "areas": "wilayah",
    "libraries": "pustaka",
}  # fmt: skip


def public_page(edition: Edition, changes: Changes | None = None) -> str:
    """`publik/index.html`: aggregates, methods and metadata only. `changes`: what is another than in the release before."""
    parts, parts_total, listed = bars.reactivated(edition)
    every_month = months.months(edition)
    content = {
        "agencies": public_view.agencies(edition),
        "reactivated": parts,
        "reactivated_total": parts_total,
        "listed": listed,
        "baseline_month": periods.title(periods.BASELINE),
        "months": [month for month in every_month if not month.is_after],
        "months_after": [month for month in every_month if month.is_after],
        "months_shown": MONTHS_SHOWN,
        "history": closing_view.closing_lines(edition),
        "definitions": public_view.definitions(edition),
    }
    return templates().get_template("publik.html").render(_common(edition), **_figures(edition, changes), **content)


def internal_page(edition: Edition, changes: Changes | None = None) -> str:
    """`internal/index.html`: what the office and its regencies must do. `changes`: as of `public_page`."""
    files, overdue = mending.files_to_mend(edition), internal_view.at_release(edition, internal_view.overdue(edition))
    codes = set(edition.figures.areas["code"])
    following = periods.shift(edition.period, 1) if edition.period else ""
    content = {
        "regency_links": list(edition.figures.areas.select("code", "name").iter_rows()),
        "codes": codes,
        "actors": internal_view.actors(edition, overdue, files),
        "overdue": overdue,
        "long_open": internal_view.long_open(edition),
        "returned": [file for file in files if file.returned],
        "late": late.late_files(edition),
        "awaiting": mending.awaiting(files),
        "explained": mending.explained(edition),
        "history": internal_view.closing_lines_in_full(edition),
        "unplaced": [file for file in files if file.area not in codes],
        "regencies": internal_view.regency_statuses(edition, overdue, files),
        "budgets": province_view.budgets(edition),
        "outside_totals": province_view.outside_totals(edition),
        "villages": edition.figure("KDMP-01"),
        "trace_period": edition.period or "TTTT-BB",
        "village_base": province_view.village_base(edition),
        "next_period": following,
        "guide": GUIDE,
        "templates": TEMPLATES if edition.figures.templates else "",
        "next_month": periods.title(following) if following else "",
    }
    return templates().get_template("internal.html").render(_common(edition), **_figures(edition, changes), **content)


def _figures(edition: Edition, changes: Changes | None) -> Mapping[str, object]:
    """What both audiences see: the verdict, the sentences of the contract, the tables of figures, what the release says of itself."""
    told, levels = verdict.verdict(edition, changes or Changes(), CHANGES), public_view.levels(edition)
    regencies, total = public_view.regencies(edition)
    return {
        "verdict": told,
        "statements": sentences.statements(edition),
        "foremost": public_view.foremost(levels),
        "others": public_view.others(levels),
        "regency_rows": list(zip(edition.figures.areas["code"], regencies, strict=True)),
        "total": total,
        "funnel": bars.funnel(edition),
        "place_name": edition.place,
        "tones": TONES,
        "pictures": overview_pictures(edition),
        "stale": imprint.stale(edition),
        "imprint": imprint.imprint(edition, told.figure),
    }


def changes_page(edition: Edition, changes: Changes, rows: pl.DataFrame) -> str:
    """`perubahan.html` of an audience: the figures that are others than in the release before, by cause. `rows`: REVISION as it sees them."""
    content = {
        "internal": not edition.is_public,
        "before": changes_view.before(changes),
        "summary": changes_view.summary(rows),
        "sections": changes_view.sections(edition, rows),
        "shown_at_most": changes_view.SHOWN_AT_MOST,
    }
    return templates().get_template("perubahan.html").render(_common(edition), **content)


def _common(edition: Edition) -> Mapping[str, object]:
    """What both pages say at the top and at the end."""
    return {
        "headline": sentences.headline(edition),
        "month": periods.title(edition.period) if edition.period else "",
        "sample": edition.mark,
        "missing": MISSING,
        "changes": CHANGES,
        "versions": named_versions(edition),
    }


def named_versions(edition: Edition) -> list[tuple[str, str]]:
    """By what the release was made, in the reader's words: what, and which version of it."""
    return [(VERSIONS.get(name, name), version) for name, version in sorted(edition.versions.items())]
