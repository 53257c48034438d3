"""The first stage: files are taken from the inbox, kept, receipted, read for who and when, and listed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import dagster as dg
import polars as pl

from assets.computing.progress import waiting_periods
from assets.partitions import GRID, SUBMISSIONS
from assets.reading.model import Reading
from assets.reading.workers import ReadJob
from assets.receiving import rows as filing
from assets.receiving.inbox import Receipt, Receiving
from assets.receiving.submission import Submission, WhoAndWhen, submissions_of
from assets.storage.closings import in_force
from assets.storage.home import today
from assets.storage.tables import EXPLANATIONS, FILES, LAYOUTS, NAMES, PROBLEMS, READ, REPORTED, raw
from assets.store import Store
from schemas.forms import FORMS

#: Above so many submissions in a run, the grid gets one event a period: the event log takes about 50 a second.
EVENTS_AT_MOST = 100
#: So many readings are held in memory and written in one transaction.
TOGETHER = 50
Thing = TypeVar("Thing")
#: An archived file to read: its submission, its SHA-256, and the name that it came under.
Wanted = tuple[str, str, str]


@dg.asset(key=["submissions", "files"], deps=[SUBMISSIONS], group_name="masukan", kinds={"duckdb"})
def submission_files(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Every file received: its receipt, who sent it and for which period. Says which periods have to be computed."""
    receiving = Receiving(store.home.inbox, store.archive)
    new = [receipt.seq for receipt in receiving.run()]
    for left in receiving.left:
        context.log.warning(f"{left.file}: {left.reason}")
    listed = list_files(store, receiving)
    for event in grid_events(listed.filter(pl.col("seq").is_in(new))):
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
            "left": dg.MetadataValue.json([[left.file, left.reason] for left in receiving.left]),
        }
    )


def list_files(store: Store, receiving: Receiving) -> pl.DataFrame:
    """Read the originals that are `unread`; their rows of submissions.files.

    Each is read once in a night, under each of its names: what its sheets say is kept with what it says of who and when.
    """
    closed = _closed(store)
    listed = [pl.DataFrame(schema=FILES.columns)]
    for shas in batched(unread(store, receiving), TOGETHER):
        named = [(sha, file) for sha in shas for file in _names(receiving.receipts[sha])]
        read = {
            (sha, file): reading for (_, sha, file), reading in read_submissions(store, [(sha, sha, file) for sha, file in named])
        }
        told = {key: (reading.area_code, reading.period) for key, reading in read.items()}
        found = [each for sha in shas for each in _submissions(receiving.receipts[sha], told)]
        own = [(each, read[each.sha256, each.file(closed)]) for each in found]
        files, forms, problems = filing.frames(
            ((each.line(closed), each.claim(), reading) for each, reading in own), store.reader_version
        )
        some = [(each.id, reading) for each, reading in own]
        with store.warehouse.transaction():
            gone = store.warehouse.table(FILES, sha256=shas)["submission"].to_list()
            replaced = [*gone, *(each.id for each in found)]
            store.warehouse.replace(FILES, files, sha256=shas)
            names = filing.name_rows(told, store.reader_version).with_columns(reader=_reader(store))
            store.warehouse.replace(NAMES, names, sha256=shas)
            store.warehouse.replace(REPORTED, forms, submission=replaced)
            store.warehouse.replace(PROBLEMS, problems, submission=replaced)
            store.warehouse.replace(EXPLANATIONS, filing.explanation_rows(some), submission=replaced)
            keep_rows(store, some, gone)
        listed.append(files)
    return pl.concat(listed)


def unread(store: Store, receiving: Receiving) -> list[str]:
    """The originals (SHA-256) of which the warehouse does not know what the journal tells now, or knows it by an older reader."""
    closed = _closed(store)
    names = store.warehouse.table(NAMES).filter(pl.col("reader") == _reader(store))
    told = {(sha, file): (area, period) for sha, file, area, period, _ in names.iter_rows()}
    known: dict[str, set[tuple[object, ...]]] = {}
    columns = ("sha256", "submission", "file", "seq", "found_at", "received")
    for sha, *rest in store.warehouse.table(FILES).select(columns).iter_rows():
        known.setdefault(sha, set()).add(tuple(rest))

    def is_known(sha: str, receipts: list[Receipt]) -> bool:
        if any((sha, file) not in told for file in _names(receipts)):
            return False
        lines = [(each.line(closed), each.claim()) for each in _submissions(receipts, told)]
        keys = ("submission", "file", "seq", "at")
        return known.get(sha) == {(*(line[key] for key in keys), filing.received_on(line, claim)) for line, claim in lines}

    return [sha for sha, receipts in receiving.receipts.items() if not is_known(sha, receipts)]


def _reader(store: Store) -> pl.Expr:
    """By which reader a name was read; one without a period is read again each month, since its month may have been still to come."""
    without, reader = pl.lit(store.reader_version_of_no_period), pl.lit(store.reader_version)
    return pl.when(pl.col("period").is_null()).then(without).otherwise(reader)


def _closed(store: Store) -> dict[str, int]:
    return {period: closing.seq for period, closing in in_force(store.archive.lines()).items()}


def _names(receipts: Iterable[Receipt]) -> list[str]:
    return list(dict.fromkeys(receipt.file for receipt in receipts))


def _submissions(receipts: Sequence[Receipt], told: Mapping[tuple[str, str], WhoAndWhen]) -> list[Submission]:
    return submissions_of(receipts, {file: told[receipts[0].sha256, file] for file in _names(receipts)})


def keep_rows(store: Store, read: Sequence[tuple[str, Reading]], gone: Iterable[str] = ()) -> None:
    """Put the text rows of some readings, and the layouts of their sheets, in the place of what an older reader said.

    `gone` are submissions whose rows go as well: those that the same originals were before.
    """
    submissions = [submission for submission, _ in read]
    replaced = [*submissions, *gone]
    told = [(submission, reading) for submission, reading in read if reading.area_code and reading.period]
    texts = [filing.raw_rows(submission, reading) for submission, reading in told]
    layouts = filing.layouts([row for submission, reading in told for row in filing.layout_rows(submission, reading)])
    for form in FORMS:
        parts = [rows[form] for rows in texts if form in rows]
        store.warehouse.replace(raw(form), pl.concat([pl.DataFrame(schema=raw(form).columns), *parts]), submission=replaced)
    store.warehouse.replace(LAYOUTS, layouts, submission=replaced)
    done = pl.DataFrame({"submission": submissions}, schema={"submission": pl.String}).with_columns(
        reader=pl.lit(store.reader_version)
    )
    store.warehouse.replace(READ, done, submission=replaced)


def read_submissions(store: Store, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, Reading]]:
    """The readings of archived files, given as (submission, SHA-256, name in the inbox), in that order."""
    last = today(store.archive.clock())
    jobs = (
        ReadJob(store.archive.path(sha), name, store.home.scope, store.home.first_period, last, store.profiles)
        for _, sha, name in wanted
    )
    return zip(wanted, (reading for _, reading in store.readers.read(jobs)), strict=True)


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
                "sha256": row["sha256"],
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
