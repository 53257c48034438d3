"""A release's files from tables of figures: `publik/` and `internal/`, but for the database copy and the manifest."""

from collections.abc import Mapping
from pathlib import Path

from assets.publishing import data_package, page, tabular, workbook
from assets.publishing.details import write_details
from assets.publishing.edition import Edition, Reference, reference
from assets.publishing.release_figures import Figures
from assets.publishing.revisions import Changes


def write_release(
    figures: Figures,
    folder: Path,
    manifest_extra: Mapping[str, str],
    read_against: Reference | None = None,
    changes: Changes | None = None,
    shared_with: Path | None = None,
) -> None:
    """Write the files of a release below `folder`, which may exist.

    Everything in `publik/` is drawn from the edition of the public, everything in `internal/` from that of the office.
    `manifest_extra` are the versions that the manifest names; the pages end with them. `read_against` is the reference
    that comes with the code unless a test brings its own. `changes`: what is another than in the release
    before. `shared_with`: a whole release whose pages are taken over where they would say the same.
    Raises ValueError when a money figure does not say on how many cooperatives it rests.
    """
    read_against = read_against or reference()
    edition = Edition(figures, read_against, manifest_extra)
    exact = Edition(figures, read_against, manifest_extra, is_public=False)
    public, internal = folder / "publik", folder / "internal"
    for place in (public / "data", internal / "data"):
        place.mkdir(parents=True, exist_ok=True)
    tabular.write_indicators(edition.values, public / "data")
    tabular.write_scores(edition.scores, public / "data")
    data_package.write_package(edition, public)
    workbook.write_workbook(edition, public / "laporan.xlsx")
    tabular.write_findings(figures.findings, internal / "data")
    tabular.write_submissions(figures.submissions, internal / "data")
    workbook.write_workbook(exact, internal / "laporan.xlsx")
    for place, seen in ((public, edition), (internal, exact)):
        _write_pages(seen, place, changes or Changes(), shared_with / place.name if shared_with else None)
    data_package.write_sums(public)


def _write_pages(edition: Edition, folder: Path, changes: Changes, before: Path | None) -> None:
    """The pages of an audience; `before` is its folder in a release that has many of the same."""
    overview, rows = (page.public_page, changes.public) if edition.is_public else (page.internal_page, changes.exact)
    (folder / "index.html").write_text(overview(edition, changes), encoding="utf-8")
    (folder / page.CHANGES).write_text(page.changes_page(edition, changes, rows), encoding="utf-8")
    write_details(edition, folder, before)
