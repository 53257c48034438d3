"""The first stage: files are taken from the inbox, kept, receipted, read for who and when, and listed with everything they hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import dagster as dg
import polars as pl

from assets.keys import REGENCY_SUBMISSIONS, SUBMISSION_FILES, tables_of
from assets.reading.identity.area_texts import in_scope, readings_of_code
from assets.reading.model import Reading
from assets.reading.workers import ReadJob
from assets.receiving import filed_rows
from assets.receiving.inbox import Receipt, Receiving, placed_by
from assets.receiving.submission import Submission, WhoAndWhen, submissions_of
from assets.storage.home import today
from assets.storage.released import open_latest
from assets.storage.tables import EXPLANATIONS, FILES, LAYOUTS, NAMES, PROBLEMS, REPORTED, raw
from assets.store import NOTICED, Store
from assets.told import telling
from schemas import periods as calendar
from schemas.forms import EVERY_FORM

#: So many originals are held in memory and written in one transaction.
TOGETHER = 50
#: What the tables hold of a submission beside its line of submissions.files.
OF_SUBMISSIONS = (REPORTED, PROBLEMS, EXPLANATIONS, LAYOUTS, *(raw(form) for form in EVERY_FORM))
Thing = TypeVar("Thing")


@dg.asset(
    key=SUBMISSION_FILES, deps=[REGENCY_SUBMISSIONS], group_name="masukan", kinds={"duckdb"}, metadata=tables_of(SUBMISSION_FILES),
)  # fmt: skip
@telling
def submission_files(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """Every file received: its receipt, who sent it and for which period, and its rows as text. Says which periods have to be computed."""
    receiving = Receiving(store.home.inbox, store.archive)
    received_now = [receipt.seq for receipt in receiving.run()]
    for left in receiving.left:
        context.log.warning(f"{left.file}: {left.reason}")
    listed = list_files(store, receiving)
    for sentence in store.noticed:
        context.log.warning(sentence)
    received = store.warehouse.table(FILES)
    return dg.MaterializeResult(
        metadata={
            "rows": received.height,
            "received": len(received_now),
            "unidentified": received.filter(pl.col("area_code").is_null() | pl.col("period").is_null()).height,
            "periods": dg.MetadataValue.json(store.waiting_periods(received)),
            "newest": dg.MetadataValue.md(_as_list(listed)),
            "left": dg.MetadataValue.json([[left.file, left.reason] for left in receiving.left]),
            NOTICED: dg.MetadataValue.json(store.noticed),
        }
    )


@dataclass(frozen=True)
class Original:
    """The readings of one original under each of its names. `receipts`: every time that it came."""

    receipts: Sequence[Receipt]
    readings: Mapping[str, Reading]

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return self.receipts[0].sha256

    @property
    def named(self) -> dict[str, WhoAndWhen]:
        """What each of its names tells."""
        return {file: (reading.area_code, reading.period) for file, reading in self.readings.items()}

    def submissions(self, closed: Mapping[str, int]) -> list[tuple[Submission, Reading]]:
        """The submissions that it is, each with its reading under the name that stands for it."""
        return [(each, self.readings[each.file(closed)]) for each in submissions_of(self.receipts, self.named)]


def list_files(store: Store, receiving: Receiving) -> pl.DataFrame:
    """Read the originals that are `unread_originals`, and write what they hold into the tables; their rows of submissions.files.

    Each is read once in a night, under each of its names: what its sheets say is kept with what it says of who and when. One that
    is gone or was altered in the archive costs nobody else anything: what it was last read as stands.
    """
    closed = {period: closing.seq for period, closing in store.closings.items()}
    listed = [pl.DataFrame(schema=FILES.columns)]
    unread = unread_originals(store, receiving)
    damaged = {sha: damage for sha in unread if (damage := store.archive.damage(sha))}
    for sha, damage in damaged.items():
        store.noticed.append(_told_damaged(store, receiving.receipts[sha][-1], damage))
    _stand_as_released(store, damaged)
    for some in batched((sha for sha in unread if sha not in damaged), TOGETHER):
        originals = list(_read_originals(store, [receiving.receipts[sha] for sha in some]))
        listed.append(_put_in_tables(store, originals, closed))
    return pl.concat(listed)


def _told_damaged(store: Store, receipt: Receipt, damage: str) -> str:
    """What became of an original, what was done, and how it is mended; what stands in its place is set aside."""
    aside = store.archive.clear_altered(receipt.sha256)
    done = f" dan disisihkan sebagai {aside}" if aside else ""
    bring_back = store.archive.bring_back(receipt.sha256)
    return f"{receipt.file}: {damage}{done}; pembacaan terakhirnya tetap berlaku; {bring_back}"


def _stand_as_released(store: Store, originals: Iterable[str]) -> None:
    """Take from the newest release's database what these originals (SHA-256) were last read as, where the warehouse does not hold it."""
    warehouse = store.warehouse
    held = set(warehouse.table(FILES, sha256=originals)["sha256"])
    lost = [sha for sha in originals if sha not in held]
    if not lost:
        return
    with open_latest(store.home) as released, warehouse.transaction():
        files = released.table(FILES, sha256=lost)
        for table in (FILES, NAMES):
            warehouse.replace(table, released.table(table, sha256=lost), sha256=lost)
        for table in OF_SUBMISSIONS:
            rows = released.table(table, submission=files["submission"])
            warehouse.replace(table, rows, submission=files["submission"])


def unread_originals(store: Store, receiving: Receiving) -> list[str]:
    """The originals (SHA-256) of which the warehouse does not hold what the journal tells now, or holds it by an older reader."""
    closed = {period: closing.seq for period, closing in store.closings.items()}
    names = store.warehouse.table(NAMES).filter(pl.col("reader") == _reader(store))
    named: dict[str, dict[str, WhoAndWhen]] = {}
    for sha, file, area, period, _ in names.iter_rows():
        named.setdefault(sha, {})[file] = (area, period)
    held: dict[str, set[tuple[object, ...]]] = {}
    for sha, *facts in store.warehouse.table(FILES).select("sha256", *_FACTS).iter_rows():
        held.setdefault(sha, set()).add(tuple(facts))
    return [
        sha for sha, receipts in receiving.receipts.items()
        if held.get(sha) is None or held[sha] != _facts(store, receipts, named.get(sha, {}), closed)
    ]  # fmt: skip


#: What the journal tells of a submission, as far as submissions.files holds it.
_FACTS = ("submission", "file", "seq", "found_at", "received")


def _facts(
    store: Store, receipts: Sequence[Receipt], named: Mapping[str, WhoAndWhen], closed: Mapping[str, int]
) -> set[tuple[object, ...]] | None:
    """`_FACTS` of each submission that these receipts are; None when one of their names has not been read, or not with what its claim says."""
    if any(receipt.file not in named or _could_be_placed(store, named[receipt.file], receipt) for receipt in receipts):
        return None
    lines = [(each.line(closed), each.claim()) for each in submissions_of(receipts, named)]
    return {
        (*(line[key] for key in ("submission", "file", "seq", "at")), filed_rows.received_on(line, claim))
        for line, claim in lines
    }


def _could_be_placed(store: Store, told: WhoAndWhen, receipt: Receipt) -> bool:
    """True where a name tells too little, and the office has said what is lacking in a way that reading takes."""
    code, period = placed_by(receipt.claim)
    is_ours = any(in_scope(each, store.home.scope) for each in readings_of_code(code))
    is_reported = calendar.is_period(period) and store.home.first_period <= period <= today(store.archive.clock())
    return any(known is None and said for known, said in zip(told, (is_ours, is_reported), strict=True))


def _reader(store: Store) -> pl.Expr:
    """By which reader a name was read; one without a period is read again each month, since its month may have been still to come."""
    without, reader = pl.lit(store.reader_version_of_no_period), pl.lit(store.reader_version)
    return pl.when(pl.col("period").is_null()).then(without).otherwise(reader)


def _read_originals(store: Store, originals: Sequence[Sequence[Receipt]]) -> Iterator[Original]:
    """Read some originals, given by their receipts, under each of their names."""
    last = today(store.archive.clock())
    jobs = [
        ReadJob(store.archive.path(receipts[0].sha256), file, store.home.scope, store.home.first_period, last, store.profiles, placed=placed)
        for receipts in originals for file, placed in {receipt.file: placed_by(receipt.claim) for receipt in receipts}.items()
    ]  # fmt: skip
    readings: dict[str, dict[str, Reading]] = {}
    for job, reading in store.readers.read(jobs):
        readings.setdefault(job.path.name, {})[job.name] = reading
    for receipts in originals:
        yield Original(receipts, readings[receipts[0].sha256])


def _put_in_tables(store: Store, originals: Sequence[Original], closed: Mapping[str, int]) -> pl.DataFrame:
    """Put what the originals hold in the place of what the tables held of them; their rows of submissions.files."""
    warehouse = store.warehouse
    shas = [original.sha256 for original in originals]
    submissions = [each for original in originals for each in original.submissions(closed)]
    read = [(each.line(closed), each.claim(), reading) for each, reading in submissions]
    tables = filed_rows.tables(read, store.reader_version)
    names = filed_rows.name_rows([(original.sha256, original.named) for original in originals])
    with warehouse.transaction():
        before = warehouse.table(FILES, sha256=shas)["submission"]
        replaced = [*before, *(each.id for each, _ in submissions)]
        warehouse.replace(FILES, tables.files, sha256=shas)
        warehouse.replace(NAMES, names.with_columns(reader=_reader(store)), sha256=shas)
        frames = (tables.forms, tables.problems, tables.explanations, tables.layouts, *(tables.rows[form] for form in EVERY_FORM))
        for table, frame in zip(OF_SUBMISSIONS, frames, strict=True):
            warehouse.replace(table, frame, submission=replaced)
    return tables.files


def batched(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things, so many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some


def _as_list(files: pl.DataFrame) -> str:
    """The first fifty files as a table in Markdown, for Dagster's page."""
    lines = [
        f"| {file} | {area or '–'} | {period or '–'} |"
        for file, area, period in files.select("file", "area_code", "period").head(50).iter_rows()
    ]
    return "\n".join(["| berkas | wilayah | periode |", "|---|---|---|", *lines])
