"""The first stage: files are taken from the inbox, kept, receipted, read for who and when, and listed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import dagster as dg
import polars as pl

from assets import filing
from assets.home import Store, today
from assets.partitions import GRID, SUBMISSIONS
from assets.progress import waiting_periods
from assets.reading.model import Reading
from assets.reading.workers import ReadJob
from assets.receiving import Receiving
from assets.tables import EXPLANATIONS, FILES, LAYOUTS, PROBLEMS, READ, REPORTED, raw
from schemas.forms import FORMS

#: Above so many submissions in a run, the grid gets one event a period: the event log takes about 50 a second.
EVENTS_AT_MOST = 100
#: So many readings are held in memory and written in one transaction.
TOGETHER = 50
Thing = TypeVar("Thing")


@dg.asset(key=["submissions", "files"], deps=[SUBMISSIONS], group_name="masukan", kinds={"duckdb"})
def submission_files(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Every file received: its receipt, who sent it and for which period. Says which periods have to be computed."""
    receiving = Receiving(store.home.inbox, store.archive)
    new = receiving.run()
    listed = list_files(store, receiving)
    for event in grid_events(listed.filter(pl.col("submission").is_in(new))):
        context.log_event(event)
    files = store.warehouse.table(FILES)
    waiting = waiting_periods(store)
    return dg.MaterializeResult(
        metadata={
            "rows": files.height,
            "received": len(new),
            "unidentified": files.filter(pl.col("area_code").is_null() | pl.col("period").is_null()).height,
            "periods": dg.MetadataValue.json(waiting),
            "newest": dg.MetadataValue.md(_as_list(listed)),
        }
    )


def list_files(store: Store, receiving: Receiving) -> pl.DataFrame:
    """Read the submissions that are `unread`; their rows of submissions.files.

    Each is read once in a night: what its sheets say is kept with what it says of who and when.
    """
    reader, stale = store.reader_version, unread(store, receiving)
    listed = [pl.DataFrame(schema=FILES.columns)]
    for some in batched(read_submissions(store, ((sha, receiving.receipts[sha]["file"]) for sha in stale)), TOGETHER):
        told = [(receiving.receipts[sha], receiving.claimed.get(sha), reading) for sha, reading in some]
        files, forms, problems = filing.frames(told, reader)
        without = pl.lit(store.reader_version_of_no_period)
        files = files.with_columns(reader=pl.when(pl.col("period").is_null()).then(without).otherwise("reader"))
        submissions = [sha for sha, _ in some]
        with store.warehouse.transaction():
            store.warehouse.replace(FILES, files, submission=submissions)
            store.warehouse.replace(REPORTED, forms, submission=submissions)
            store.warehouse.replace(PROBLEMS, problems, submission=submissions)
            store.warehouse.replace(EXPLANATIONS, filing.explanation_rows(some), submission=submissions)
            keep_rows(store, some)
        listed.append(files)
    return pl.concat(listed)


def unread(store: Store, receiving: Receiving) -> list[str]:
    """The submissions that the warehouse does not know yet, or knows by an older reader or another date received.

    A file without a period is read again each month: it may have been of a month that was still to come.
    """
    with_period, without = pl.lit(store.reader_version), pl.lit(store.reader_version_of_no_period)
    current = pl.col("reader") == pl.when(pl.col("period").is_null()).then(without).otherwise(with_period)
    known = dict(store.warehouse.table(FILES).filter(current).select("submission", "received").iter_rows())
    return [
        sha for sha, receipt in receiving.receipts.items()
        if sha not in known or known[sha] != filing.received_on(receipt, receiving.claimed.get(sha))
    ]  # fmt: skip


def keep_rows(store: Store, read: Sequence[tuple[str, Reading]]) -> None:
    """Put the text rows of some readings, and the layouts of their sheets, in the place of what an older reader said."""
    submissions = [sha for sha, _ in read]
    told = [(sha, reading) for sha, reading in read if reading.area_code and reading.period]
    texts = [filing.raw_rows(sha, reading) for sha, reading in told]
    layouts = filing.layouts([row for sha, reading in told for row in filing.layout_rows(sha, reading)])
    for form in FORMS:
        parts = [rows[form] for rows in texts if form in rows]
        store.warehouse.replace(raw(form), pl.concat([pl.DataFrame(schema=raw(form).columns), *parts]), submission=submissions)
    store.warehouse.replace(LAYOUTS, layouts, submission=submissions)
    done = pl.DataFrame({"submission": submissions}, schema={"submission": pl.String}).with_columns(
        reader=pl.lit(store.reader_version)
    )
    store.warehouse.replace(READ, done, submission=submissions)


def read_submissions(store: Store, wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Reading]]:
    """The readings of archived files, given as (SHA-256, name in the inbox), in that order."""
    last = today(store.archive.clock())
    jobs = (
        ReadJob(store.archive.path(sha), name, store.home.scope, store.home.first_period, last, store.profiles)
        for sha, name in wanted
    )
    return ((job.path.name, reading) for job, reading in store.readers.read(jobs))


def batched(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things, so many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some


def grid_events(files: pl.DataFrame) -> list[dg.AssetMaterialization]:
    """Events for the grid of regency × period, one a submission, or one a period with a table when they are many."""
    identified = files.filter(pl.col("area_code").is_not_null() & pl.col("period").is_not_null()).sort("seq")
    if identified.height > EVENTS_AT_MOST:
        return [
            dg.AssetMaterialization(
                SUBMISSIONS, metadata={"period": str(period), "submissions": dg.MetadataValue.md(_as_list(rows))}
            )
            for (period,), rows in identified.group_by("period", maintain_order=True)
        ]
    reporters = set(GRID.get_partitions_def_for_dimension("area").get_partition_keys())
    return [
        dg.AssetMaterialization(
            SUBMISSIONS,
            partition=dg.MultiPartitionKey({"period": row["period"], "area": row["area_code"]}),
            metadata={
                "file": row["file"],
                "sha256": row["submission"],
                "received": row["received"].isoformat(),
                "found_at": row["found_at"],
            },
        )
        for row in identified.iter_rows(named=True)
        if row["area_code"] in reporters
    ]


def _as_list(files: pl.DataFrame) -> str:
    lines = [
        f"| {file} | {area or '–'} | {period or '–'} |"
        for file, area, period in files.select("file", "area_code", "period").head(50).iter_rows()
    ]
    return "\n".join(["| berkas | wilayah | periode |", "|---|---|---|", *lines])
