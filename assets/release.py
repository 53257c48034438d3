"""The last stage: one folder with everything that readers get, built beside, checked, and renamed into place."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from assets.computing.districts import district_stages
from assets.computing.freshness import counted as files_that_count
from assets.computing.freshness import provision_files
from assets.computing.lists import lists
from assets.grid import hold_grid
from assets.guiding.guide import write_guide
from assets.inspecting.inspection import require_sound
from assets.judging.judging import unplaced
from assets.keys import INDICATOR_SCORES, LATEST_RELEASE
from assets.partitions import PERIODS
from assets.publishing.build import write_release
from assets.publishing.manifest import MANIFEST, fingerprint, write_manifest
from assets.publishing.reference_tables import reference_tables
from assets.publishing.release_figures import TEMPLATES, EarlierRelease, Figures, LaidDown
from assets.publishing.revisions import Changes
from assets.publishing.tabular import INDICATORS
from assets.retelling.causes import before_in, changes_since
from assets.storage import provisions
from assets.storage.archive import sha256
from assets.storage.closings import closing_history
from assets.storage.home import OFFICE_TIME
from assets.storage.made_by import settings, versions
from assets.storage.publications import PUBLISHED, fresh_building, newest_whole, put_in_place
from assets.storage.released import ANALYSTS
from assets.storage.sharing import linked, share
from assets.storage.tables import FILES, FINDINGS, PROBLEMS, REPORTS, SCORES, VALUES, VERSIONS, accepted
from assets.storage.warehouse import Copied
from assets.store import NOTICED, Store
from assets.templating.next_templates import Earlier, hands_out, write_templates
from assets.told import telling
from schemas import findings
from schemas import periods as calendar
from schemas.areas import COUNTRY, Areas
from schemas.forms.obstacles import OPEN_STATUSES
from schemas.indicators.rolling_up import rolled_up
from schemas.rules import FATAL, RULES
from schemas.states import RECEIVED, RETURNED

#: Under this name the failure of a refused release says which periods it waits for.
WAITS_FOR = "periods"
ANALYST_VIEWS = "analyst_views.sql"
#: What is published of the province's own sheets beside the figures, in the order of LaidDown.
PUBLISHED_PROVISIONS = (provisions.publisher, provisions.budgets, provisions.outside_totals, provisions.village_base)


@dg.asset(key=LATEST_RELEASE, deps=[INDICATOR_SCORES], group_name="rapor", kinds={"html", "csv"})
@telling
def latest_release(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """The published release: pages, workbook, data, and the analysts' database. Nothing is published when nothing changed.

    Nor before everything that waits is in its figures: half of what was received is no state that anyone reported. What the grid of who
    has sent what should say is known then too, and no reader waits for it.
    """
    if waits := sorted(set(store.waiting_periods()) & set(PERIODS.get_partition_keys())):
        raise dg.Failure(
            f"Rilis menunggu angka periode {', '.join(waits)}; jalankan hitung untuk periode itu lebih dahulu.",
            metadata={WAITS_FOR: dg.MetadataValue.json(waits)},
        )
    folder, new = publish(store)
    hold_grid(context.instance, store.warehouse.table(REPORTS), store.areas)
    for sentence in store.noticed:
        context.log.warning(sentence)
    page = folder / "publik" / "index.html"
    return dg.MaterializeResult(
        metadata={"release": folder.name, "published": new, "publik": dg.MetadataValue.path(str(page)),
                  "internal": dg.MetadataValue.path(str(folder / "internal" / "index.html")), NOTICED: dg.MetadataValue.json(store.noticed)}
    )  # fmt: skip


def publish(store: Store) -> tuple[Path, bool]:
    """Build a release and put it in place; the newest release's folder, and whether it is a new one.

    One that a crash left unfinished, or that was altered since, is mended first. UnsoundReleaseError when what was built does not say what
    it should: the last one stays.
    """
    newest, told = newest_whole(store.home.releases, store.archive)
    store.noticed += told
    made_at = store.archive.clock().astimezone(UTC)
    figures, by = gather(store, made_at), versions()
    if newest and _manifest(newest).get("fingerprint") == fingerprint(figures, by):
        return newest, False
    building = fresh_building(store.home.releases)
    before = before_in(newest) if newest else None
    changes = changes_since(store, before, figures, gather) if before else Changes()
    build(store, figures, building, changes, pinned_as(newest), shared_with=newest)
    require_sound(building, figures)
    return put_in_place(building, store.archive, made_at), True


def pinned_as(release: Path | None) -> dict[str, str] | None:
    """How the manifest of the next release names this one."""
    return {"release": release.name, "manifest": sha256(release / MANIFEST)} if release else None


def build(
    store: Store,
    figures: Figures,
    folder: Path,
    changes: Changes,
    before: Mapping[str, str] | None,
    shared_with: Path | None = None,
) -> None:
    """Write everything that a release consists of into an empty folder.

    `before`: the name of the release before it and its manifest's SHA-256; `changes`: what is another than in that.
    `shared_with`: a whole release whose equal files need not be on the disk twice.
    """
    by = versions()
    write_release(figures, folder, by, changes=changes, shared_with=shared_with)
    marks = _write_templates(store, figures, folder, shared_with)
    _write_guides(folder / "internal", store.areas)
    tables = _write_analysts(store, figures, changes, folder / ANALYSTS, shared_with)
    rests_on = {
        "templates": marks,
        "before": before,
        "settings": settings(store.home),
        "province": provisions.pinned(store.warehouse.table),
    }
    write_manifest(folder, figures.made_at, by, fingerprint(figures, by), store.archive.head(), tables, rests_on)
    if shared_with:
        share(folder, shared_with)


def _manifest(release: Path) -> dict[str, Any]:
    """The manifest of a whole release."""
    manifest: dict[str, Any] = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def _write_templates(store: Store, figures: Figures, folder: Path, shared_with: Path | None) -> dict[str, str]:
    """Write the templates of the period after the last, or let them be those of another release where they would be the same; their marks."""
    if not (figures.last_period and figures.templates):
        return {}
    place = Path("internal") / TEMPLATES
    earlier = Earlier(shared_with / place, _manifest(shared_with).get("templates", {})) if shared_with else None
    following = calendar.shift(figures.last_period, 1)
    return write_templates(store.warehouse.connection, store.areas, following, folder / place, versions(), earlier)


def _write_analysts(store: Store, figures: Figures, changes: Changes, target: Path, shared_with: Path | None) -> str:
    """Write the analysts' file, or let it be that of another release where its tables say the same; the mark of what they say."""
    copied = _for_analysts(store, figures, changes)
    tables = store.warehouse.copy_mark(copied)
    if not (shared_with and _manifest(shared_with).get("tables") == tables and linked(shared_with / ANALYSTS, target)):
        store.warehouse.copy_to(target, copied)
        target.chmod(0o444)
    return tables


def _for_analysts(store: Store, figures: Figures, changes: Changes) -> Copied:
    """What analysts get beside the warehouse's tables: what to join them with, the lists behind the figures, and views over all of it."""
    official = figures.values.select(INDICATORS)
    months = set(figures.values["period"].unique()) | set(figures.reports["period"].unique())
    due = calendar.last_due_on(figures.made_at.astimezone(OFFICE_TIME).date())
    beside = reference_tables(store.areas, months, figures.last_period, store.closings)
    beside |= lists(store.warehouse, figures.last_period, store.areas)
    beside |= {"quarters_and_years": rolled_up(official), "revisions": changes.exact}
    return Copied(beside, ANALYST_VIEWS, max(due, figures.last_period or due))


def _write_guides(internal: Path, areas: Areas) -> None:
    """The officer's guide beside the internal page, and beside the templates where there are any."""
    for folder in (internal, internal / TEMPLATES):
        if folder.is_dir():
            write_guide(folder, areas)


def gather(store: Store, made_at: datetime) -> Figures:
    """The tables of figures of a release: every period from the first with an accepted form to the last that was due by now.

    The first screen stays at the last with an accepted form.
    """
    warehouse, areas = store.warehouse, store.areas
    reports = warehouse.table(REPORTS)
    periods_reported = reports.filter(pl.col("submission").is_not_null() & pl.col("verified"))["period"]
    last = str(periods_reported.max()) if periods_reported.len() else None
    due = calendar.last_due_on(made_at.astimezone(OFFICE_TIME).date())
    months = calendar.between(str(periods_reported.min()), max(last, due)) if last else []
    files = warehouse.table(FILES)
    counted = files_that_count(files)
    unknown = files.filter(pl.col("area_code").is_null() | pl.col("period").is_null())
    kept = pl.concat([counted, provision_files(files), unknown]).select("submission")
    return Figures(
        values=official_values(store, warehouse.table(VALUES, period=months)),
        scores=warehouse.table(SCORES, period=months).sort("period", "area_code", "indicator", "segment"),
        findings=_findings(store, files, kept),
        submissions=_submissions(store, files, kept),
        reports=reports.filter(pl.col("period").is_in(months)).sort("period", "area_code", "form"),
        problems_open=_problems_open(store, reports, last),
        areas=areas.regencies.select("code", "full_name", name="distinct_name"),
        area=areas.province,
        area_name=areas.province_name.removeprefix("Provinsi "),
        last_period=last,
        sample=bool(counted["sample"].any()),
        made_at=made_at,
        history=closing_history(store.archive.lines()).filter(pl.col("period") >= store.home.first_period),
        districts=district_stages(warehouse, last, areas),
        templates=hands_out(areas),
        laid_down=LaidDown(*(read(warehouse.table) for read in PUBLISHED_PROVISIONS)),
        earlier=_earlier(store, made_at),
    )


def _earlier(store: Store, made_at: datetime) -> tuple[EarlierRelease, ...]:
    """The releases that the journal tells of and that were made before this moment, in order."""
    published = [line for line in store.archive.lines() if line["event"] == PUBLISHED]
    every = [EarlierRelease(line["release"], datetime.fromisoformat(line["made_at"])) for line in published]
    return tuple(each for each in every if each.made_at < made_at)


def official_values(store: Store, values: pl.DataFrame) -> pl.DataFrame:
    """The official figures (of VALUES) as they are published, exact: with the other codes of their area, and whether they are final."""
    total = {} if store.areas.scope == COUNTRY else {store.areas.province: store.areas.province}
    codes = dict(store.areas.regencies.select("code", "bps_code").iter_rows()) | total
    published = values.filter("official").drop("official").with_columns(
        area_key=pl.concat_str(pl.lit("K"), "area_code"), bps_code=pl.col("area_code").replace_strict(codes, default=None, return_dtype=pl.String),
        is_final=pl.col("period").is_in(list(store.closings)),
    )  # fmt: skip
    return published.sort("period", "area_code", "indicator", "segment")


def _findings(store: Store, files: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """All catatan verifikasi, those on files that nobody could be told for included; see `Figures.findings`."""
    unidentified = files.filter(pl.col("area_code").is_null() | pl.col("period").is_null())
    problems = store.warehouse.table(PROBLEMS, submission=unidentified["submission"])
    every = pl.concat([store.warehouse.table(FINDINGS), unplaced(problems, files, store.areas).findings])
    every = every.join(kept, on="submission", how="semi")
    numbers = store.warehouse.table(VERSIONS).select("form", "version", "submission")
    dated = every.join(files.select("submission", "received"), on="submission", how="left").join(
        numbers, on=["submission", "form"], how="left"
    )  # fmt: skip
    ordered = dated.sort(*findings.FINDING_KEYS, "message")
    return ordered.select(
        "file", pl.col("area_code").alias("regency"), "period", "form", "sheet", "cell", "rule", "severity", "value", "message",
        pl.col("received").alias("received_at"), "version", "group", "explanation",
    )  # fmt: skip


def _submissions(store: Store, files: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Every version of every form, and the files that hold none: unread attachments and files that could not be identified."""
    versions = store.warehouse.table(VERSIONS)
    others = files.join(versions, on="submission", how="anti")
    notes = store.warehouse.table(PROBLEMS, submission=others["submission"])
    fatal = [code for code, rule in RULES.items() if rule.severity == FATAL]
    returned = notes.filter(pl.col("rule").is_in(fatal)).group_by("submission").agg(findings_fatal=pl.len().cast(pl.Int64))
    rest = others.join(returned, on="submission", how="left").with_columns(
        state=pl.when(pl.col("findings_fatal") > 0).then(pl.lit(RETURNED)).otherwise(pl.lit(RECEIVED)),
        findings_fatal=pl.col("findings_fatal").fill_null(0), received_at="received",
    )  # fmt: skip
    columns = VERSIONS.columns
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in columns.items() if name not in rest.columns]
    every = pl.concat([versions, rest.with_columns(absent).select(columns.keys()).cast(pl.Schema(columns))])
    every = every.join(kept, on="submission", how="semi").drop("submission")
    return every.sort("period", "area_code", "form", "version", "found_at", "sha256", nulls_last=True)


def _problems_open(store: Store, reports: pl.DataFrame, period: str | None) -> pl.DataFrame:
    """The problems that are open in the last period, with the days since they were reported."""
    rows = store.warehouse.table(accepted("obstacles"))
    standing = reports.filter((pl.col("period") == pl.lit(period, pl.String)) & (pl.col("form") == "obstacles")).select(
        "area_code", pl.col("source_period")
    )
    open_ones = rows.join(standing, left_on=["area_code", "period"], right_on=["area_code", "source_period"], how="semi").filter(
        pl.col("status").is_in(OPEN_STATUSES)
    )  # fmt: skip
    day = calendar.end(period) if period else None
    return open_ones.select(
        "area_code", "obstacle_id", "category", pl.coalesce("agency_ref", "agency").alias("agency"), "district", "description", "status",
        "raised_date", "target_date",
        days_open=(pl.lit(day, pl.Date) - pl.col("raised_date")).dt.total_days(),
    ).sort("area_code", "raised_date", "obstacle_id")  # fmt: skip
