"""What came between two releases, by its cause, and what the figures were after each: recomputed one cause at a time.

With one cause there is nothing to recompute: all that changed is its own. With several, a copy of the warehouse is brought to the
lines of the release before and those of the first cause, then of the second, and so on; the last step is the release itself.
"""

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from assets.publishing.edition import Edition, reference
from assets.publishing.release_figures import Figures
from assets.publishing.revisions import Cause, Changes, Stated, as_public, attributed, stated
from assets.receiving.inbox import AGAIN, CLAIMED, RECEIVED, Receiving
from assets.retelling.chain import bring_up_to
from assets.storage.accepted_profiles import EVENT as PROFILE_ACCEPTED
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.closings import CLOSED, REOPENED
from assets.storage.decisions import ACCEPTED
from assets.storage.journal import Line
from assets.storage.made_by import AREA, DEFINED, PLACES, settings, versions
from assets.storage.past_archive import past_archive
from assets.storage.published import Publication, told_by
from assets.storage.released import ANALYSTS, MANIFEST
from assets.storage.tables import FILES, REPORTED
from assets.storage.warehouse import Warehouse
from assets.store import Store
from schemas.forms import NO_PERIOD
from schemas.forms.province import CORRECTIONS

#: How figures are gathered from a store, as of a moment.
Gather = Callable[[Store, datetime], Figures]
OF_VERSIONS = {
    DEFINED: Cause.DEFINITION,
    PLACES: Cause.AREAS,
    AREA: Cause.AREAS,
}
OF_EVENTS = {CLOSED: Cause.DECISION, REOPENED: Cause.DECISION, ACCEPTED: Cause.DECISION, PROFILE_ACCEPTED: Cause.DECISION}


@dataclass(frozen=True)
class Before:
    """The release before: what its manifest tells, and what it states to the office and to the public."""

    publication: Publication
    exact: Stated
    public: Stated


def before_in(folder: Path) -> Before | None:
    """The release of a folder, as it was published; None for one that states otherwise, as one of 0.1 does."""
    publication = told_by(json.loads((folder / MANIFEST).read_text(encoding="utf-8")), folder.name)
    data = folder / "publik" / "data"
    values, scores = (pl.read_csv(data / name, infer_schema=False) for name in ("indicators.csv", "scores.csv"))
    try:
        with duckdb.connect(str(folder / ANALYSTS), read_only=True) as analysts:
            exact = stated(analysts.table("official_values").pl(), analysts.table("scores.values").pl())
        return Before(publication, exact, stated(values, scores))
    except (duckdb.CatalogException, pl.exceptions.ColumnNotFoundError):
        return None


def before_of(publication: Publication, figures: Figures) -> Before:
    """The release of which these are the figures."""
    return Before(publication, exactly(figures), _publicly(figures))


def exactly(figures: Figures) -> Stated:
    """What figures state to the office."""
    return stated(figures.values, figures.scores)


def _publicly(figures: Figures) -> Stated:
    edition = Edition(figures, reference())
    return stated(edition.values, edition.scores)


def changes_since(store: Store, before: Before, figures: Figures, gather: Gather) -> Changes:
    """What changed from a release to these figures, which the store holds, and why."""
    steps = steps_between(store, before.publication, figures.made_at, gather, last=exactly(figures))
    exact = attributed(before.exact, steps)
    public = as_public(exact, before.public, _publicly(figures), reference().indicators)
    until, retold = str(before.exact.values["period"].max() or ""), before.publication.versions != versions()
    return Changes(before.publication.name, before.publication.made_at, exact, public, until, retold)


def steps_between(
    store: Store, before: Publication, moment: datetime, gather: Gather, last: Stated
) -> Iterator[tuple[Sequence[Cause], Stated]]:
    """The causes in order, with what is stated after each; after the last of them it is `last`, what the store states itself.

    A file that had to wait for its month came, as far as readers can see, with a later report.
    """
    of_code = causes_of_versions({**before.versions, **before.settings}, versions() | settings(store.home))
    lines = causes_of_lines(store, before.seen)
    groups = [each for each in (of_code, *([cause] for cause in lines)) if each] or [[Cause.LATER_REPORT]]
    if len(groups) > 1:
        with copied(store) as copy:
            kept = [line for line in store.archive.lines() if line["seq"] <= before.seen]
            for causes in groups[:-1]:
                kept += [line for cause in causes for line in lines.get(cause, ())]
                yield causes, exactly(_brought_to(copy, kept, moment, gather))
    yield groups[-1], last


def causes_of_versions(then: Mapping[str, str], now: Mapping[str, str]) -> list[Cause]:
    """What of the code and its data is another than then, in order, of what both name."""
    other = {OF_VERSIONS.get(name, Cause.CODE) for name in now.keys() & then if now[name] != then[name]}
    return [cause for cause in Cause if cause in other]


def causes_of_lines(store: Store, seen: int) -> dict[Cause, list[Line]]:
    """The lines of the journal after `seen` on which figures may rest, by their cause and in the order of causes."""
    receiving = Receiving(store.home.inbox, store.archive)
    early = {sha for sha, receipts in receiving.receipts.items() if receipts[0].seq <= seen}
    again, by_province = _sent_again(store, early), _of_the_province(store, early)
    found: dict[Cause, list[Line]] = {}
    for line in store.archive.lines():
        cause = OF_EVENTS.get(line["event"])
        if line["event"] in (RECEIVED, AGAIN, CLAIMED):
            is_again = line["sha256"] in again and line["event"] != CLAIMED
            cause = by_province.get(line["sha256"]) or (Cause.RESUBMISSION if is_again else Cause.LATER_REPORT)
        if cause and line["seq"] > seen:
            found.setdefault(cause, []).append(line)
    return {cause: found[cause] for cause in Cause if cause in found}


def _sent_again(store: Store, early: Collection[str]) -> set[str]:
    """The originals that hold a form of which an early one (SHA-256) told for the same regency and period."""
    files = store.warehouse.table(FILES).drop_nulls(["area_code", "period"]).select("submission", "sha256", "area_code", "period")
    forms = store.warehouse.table(REPORTED).select("submission", "form").join(files, on="submission")
    known = forms.filter(pl.col("sha256").is_in(early)).select("area_code", "period", "form").unique()
    return set(forms.join(known, on=["area_code", "period", "form"], how="semi")["sha256"])


def _of_the_province(store: Store, early: Collection[str]) -> dict[str, Cause]:
    """The originals (SHA-256) that hold the province's own sheets: a correction where none of the others says anything new."""
    files = store.warehouse.table(FILES, period=[NO_PERIOD]).select("submission", "sha256")
    sheets = store.warehouse.table(REPORTED).join(files, on="submission").select("sha256", "form", "content")
    known = sheets.filter(pl.col("sha256").is_in(early))
    new = sheets.join(known, on=["form", "content"], how="anti")
    laid_down = set(new.filter(pl.col("form") != CORRECTIONS.id)["sha256"])
    return {sha: Cause.PROVINCE if sha in laid_down else Cause.CORRECTION for sha in files["sha256"].unique()}


@contextmanager
def copied(store: Store) -> Iterator[Store]:
    """A store over a copy of the warehouse, in which anything may be tried."""
    store.warehouse.connection.execute("CHECKPOINT")
    with TemporaryDirectory(prefix="rapor-") as work:
        home = replace(store.home, folder=Path(work))
        shutil.copyfile(store.warehouse.path, home.warehouse)
        with Warehouse(home.warehouse) as warehouse:
            yield replace(store, home=home, warehouse=warehouse, noticed=[])


def _brought_to(copy: Store, lines: list[Line], moment: datetime, gather: Gather) -> Figures:
    """The figures that these lines of the journal give at that moment."""
    past = past_archive(copy.archive, sorted(lines, key=lambda line: int(line["seq"])), moment)
    then = replace(copy, archive=past, profiles=accepted_profiles(past))
    bring_up_to(then)
    return gather(then, moment)
