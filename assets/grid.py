"""Who has sent what, as Dagster's grid of regency × period: an external asset, whose cells are derived from the reports that are published.

Nothing is written when a file comes. After each release the cells that Dagster holds are compared with those that follow from the reports,
and what differs is written. So the grid agrees with `rapor status` whatever became of Dagster's records, of a file or of a regency's month.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import dagster as dg
import polars as pl

from assets.keys import REGENCY_SUBMISSIONS
from assets.partitions import PERIODS
from schemas.areas import COUNTRY, PROVINCE, REGENCIES, Areas, areas, scopes
from schemas.forms import FORM_ORDER, FORMS
from schemas.states import CLOSED, VERIFIED

#: A report with one of these states counts.
ACCEPTED = (VERIFIED, CLOSED)
#: Under this tag Dagster finds the version of what an event tells without reading the event.
VERSION_TAG = "dagster/data_version"


def _grid(scope: str) -> dg.PartitionsDefinition[str]:
    """Period × regency, the province an optional reporter; of the country the periods alone: SQLite takes about 50 events a second.

    The home province's regencies are a constant, so that definitions import without opening a file.
    """
    if scope == COUNTRY:
        return PERIODS
    reporters = [*areas(scope).codes, scope] if scope != PROVINCE and scope in scopes() else [*REGENCIES, PROVINCE]
    return dg.MultiPartitionsDefinition({"period": PERIODS, "area": dg.StaticPartitionsDefinition(reporters)})


regency_submissions = dg.AssetSpec(
    REGENCY_SUBMISSIONS,
    partitions_def=_grid((os.environ.get("RAPOR_AREA") or PROVINCE).strip()),
    group_name="masukan",
    description="What each regency has sent for each period, as `rapor status` says it, written after each release. Green where a report "
    "counts. Grey where nothing came, or where all that came was returned: then an observation among the events says so.",
)


class Mark(NamedTuple):
    """What is compared of a cell: whether it is green, and the version of what it tells."""

    accepted: bool
    version: str


@dataclass(frozen=True)
class Cell:
    """What came for a period, of one regency or of all: whether a report of it counts, and what the cell tells."""

    accepted: bool
    told: Mapping[str, str]

    @property
    def mark(self) -> Mark:
        """The same for cells that say the same."""
        return Mark(self.accepted, hashlib.sha256(repr(sorted(self.told.items())).encode()).hexdigest()[:12])


@dataclass(frozen=True)
class Changes:
    """What makes the grid what it should be: whether all that Dagster holds has to go first, and the partitions to write."""

    wipe: bool
    write: list[str]


def changes(wanted: Mapping[str, Mark], present: Mapping[str, Mark]) -> Changes:
    """Decide from the cells that there should be and those that there are, both by partition.

    Dagster takes back no single cell: where one has to go, or has to lose its green, all go and are written anew.
    """
    wipe = any(key not in wanted or (mark.accepted and not wanted[key].accepted) for key, mark in present.items())
    return Changes(wipe, [key for key, mark in wanted.items() if wipe or present.get(key) != mark])


def hold_grid(instance: dg.DagsterInstance, reports: pl.DataFrame, of: Areas) -> Changes:
    """Let Dagster's grid say what the reports (REPORT) say; what had to be done for it. Call it under the home's lock."""
    cells = grid_cells(reports, of)
    done = changes({key: cell.mark for key, cell in cells.items()}, cells_held(instance))
    if done.wipe:
        instance.wipe_assets([REGENCY_SUBMISSIONS])
    for key in done.write:
        instance.report_runless_asset_event(_event(key, cells[key]))
    return done


def cells_held(instance: dg.DagsterInstance) -> dict[str, Mark]:
    """The cells that Dagster holds, by partition; one that an older code wrote has no version."""
    log = instance.event_log_storage
    materialized, observed = (
        log.get_latest_tags_by_partition(REGENCY_SUBMISSIONS, event_type, [VERSION_TAG])
        for event_type in (dg.DagsterEventType.ASSET_MATERIALIZATION, dg.DagsterEventType.ASSET_OBSERVATION)
    )
    green = instance.get_materialized_partitions(REGENCY_SUBMISSIONS)
    held = {key: Mark(False, tags[VERSION_TAG]) for key, tags in observed.items()}
    return held | {key: Mark(True, materialized.get(key, {}).get(VERSION_TAG, "")) for key in green}


def grid_cells(reports: pl.DataFrame, of: Areas) -> dict[str, Cell]:
    """The cell of every period and regency of which anything came, by its partition; of the country one a period.

    `reports`: REPORT. A carried report is none that was sent for the period.
    """
    sent = _sent(reports)
    names = {code: of.name(code) for code in sent["area_code"].unique()}
    sent = sent.with_columns(regency=pl.col("area_code").replace(names))
    if of.scope == COUNTRY:
        by_period = _of_the_country(sent, len(of.codes)).iter_rows(named=True)
        return {row["period"]: Cell(row["accepted"], {name: row[name] for name in ("regencies", "states")}) for row in by_period}
    return {
        dg.MultiPartitionKey({"period": row["period"], "area": row["area_code"]}): Cell(
            row["accepted"], {name: row[name] for name in ("regency", "state", "received", "forms")}
        )
        for row in sent.iter_rows(named=True)
    }


def _sent(reports: pl.DataFrame) -> pl.DataFrame:
    """A row for each period and regency of which anything came.

    period, area_code, `accepted`: a report counts, `state`: of what came, `received`: the day of the last that came, `forms`: the states of
    all that are due or came, each with its forms.
    """
    titles = {form.id: form.title for form in FORMS.values()}
    keys = ["period", "area_code"]
    of_regency = reports.filter(pl.col("received").any().over(keys), pl.col("due") | pl.col("received"))
    alike = of_regency.sort(*keys, FORM_ORDER).group_by(*keys, "state", maintain_order=True).agg(
        pl.col("received").any(), day=pl.col("received_at").max(), forms=pl.col("form").replace_strict(titles).str.join(", ")
    )  # fmt: skip
    return alike.group_by(keys, maintain_order=True).agg(
        accepted=pl.col("state").is_in(ACCEPTED).any(), state=pl.col("state").filter("received").str.join(", "),
        received=pl.col("day").max().cast(pl.String), forms=pl.format("{}: {}", "state", "forms").str.join("; "),
    )  # fmt: skip


def _of_the_country(sent: pl.DataFrame, expected: int) -> pl.DataFrame:
    """A row a period of what `_sent` gives: period, accepted, and how many of the `expected` regencies have sent something, with a list."""
    listed = pl.format("| {} | {} |", "regency", "state").str.join("\n")
    words = "{} dari {} menyampaikan, {} dengan laporan yang berlaku"
    return sent.group_by("period", maintain_order=True).agg(
        pl.col("accepted").any(), regencies=pl.format(words, pl.len(), pl.lit(expected), pl.col("accepted").sum()),
        states=pl.format("| kabupaten/kota | status |\n|---|---|\n{}", listed),
    )  # fmt: skip


def _event(key: str, cell: Cell) -> dg.AssetMaterialization | dg.AssetObservation:
    """What is told to Dagster of a cell: a table as one, all else as text."""
    kind = dg.AssetMaterialization if cell.accepted else dg.AssetObservation
    metadata = {
        name: dg.MetadataValue.md(text) if "\n" in text else dg.MetadataValue.text(text) for name, text in cell.told.items()
    }
    return kind(REGENCY_SUBMISSIONS, partition=key, metadata=metadata, tags={VERSION_TAG: cell.mark.version})
