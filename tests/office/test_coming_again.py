"""The same content again: under a better name, for another month, after another version, after the closing."""

import csv
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from assets.accepted import judge_periods
from assets.reading.model import Reading
from assets.reading.serving import ReadJob, read_job
from assets.reading.workers import Readers
from assets.receiving.inbox import Receiving
from assets.release import gather
from assets.storage.archive import Archive
from assets.storage.home import Home
from assets.storage.tables import EXPLANATIONS, FILES, LAYOUTS, NAMES, PROBLEMS, REPORTED, REPORTS, VERSIONS, raw
from assets.storage.warehouse import Warehouse
from assets.store import Store
from assets.submissions import list_files, unread_originals
from schemas.areas import areas
from schemas.forms import FORMS
from tests.builders import RIGHT
from tests.worlds import waiting

MARCH, APRIL = "2025-03", "2025-04"
FIRST_DAY = datetime(2025, 4, 2, 3, tzinfo=UTC)


class HereReaders(Readers):
    """Reads in this process: our own files, for which starting another one would only cost time."""

    def read(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading]]:
        return ((job, read_job(job)) for job in jobs)


class Office:
    """An open office whose clock goes on a day with each night."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.day = 0

    def drop(self, name: str, content: bytes, age: float = 20) -> None:
        path = self.store.home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (time.time() - age, time.time() - age))

    def night(self, *periods: str) -> list[str]:
        """Receive and list; judge the periods. What was waiting to be computed."""
        receiving = Receiving(self.store.home.inbox, self.store.archive)
        receiving.run()
        list_files(self.store, receiving)
        assert unread_originals(self.store, receiving) == []
        waited = waiting(self.store)
        judge_periods(self.store, list(periods))
        self.day += 1
        return waited

    def versions(self) -> list[tuple[str, str, str]]:
        """(period, hash of the original, state) of every version, in order."""
        rows = self.store.warehouse.table(VERSIONS).sort("period", "version")
        return [(period, sha[:8], state) for period, sha, state in rows.select("period", "sha256", "state").iter_rows()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path) as office:
        yield office


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    home = Home(folder)
    with Warehouse(home.warehouse) as warehouse:
        office = Office(Store(home, warehouse, Archive(home.archive), areas("62"), HereReaders()))
        office.store.archive.clock = lambda: FIRST_DAY + timedelta(days=office.day)
        yield office


def villages(*stages: str) -> bytes:
    """A CSV of village progress that says neither regency nor period."""
    text = StringIO()
    columns = FORMS["kdmp"].columns
    writer = csv.writer(text)
    writer.writerow([column.title for column in columns])
    for number, stage in enumerate(stages, start=1):
        row = RIGHT["kdmp"] | {"village_code": f"62.02.05.100{number}", "stage": stage}
        writer.writerow([row.get(str(column), "") for column in FORMS["kdmp"].ids])
    return text.getvalue().encode()


ONE, TWO = villages("Sosialisasi"), villages("Belum Mulai")


def short(content: bytes, office: Office) -> str:
    (sha,) = {
        sha for sha in office.store.warehouse.table(FILES)["sha256"] if office.store.archive.path(sha).read_bytes() == content
    }
    return str(sha)[:8]


def test_a_file_refused_for_its_name_and_sent_again_under_a_better_one_counts_and_leaves_nothing_of_the_refusal(
    office: Office,
) -> None:
    office.drop("progres.csv", ONE)
    office.night()
    assert set(office.store.warehouse.table(PROBLEMS)["rule"]) >= {"V105", "V106"}
    office.drop(f"{MARCH}/62.02 progres.csv", ONE)
    assert office.night(MARCH) == [MARCH]
    assert office.versions() == [(MARCH, short(ONE, office), "Lolos verifikasi")]
    assert not {"V105", "V106"} & set(office.store.warehouse.table(PROBLEMS)["rule"])
    assert office.store.warehouse.table(FILES)["file"].to_list() == [f"{MARCH}/62.02 progres.csv"]


def test_the_same_content_in_the_folders_of_two_months_is_a_report_of_each(office: Office) -> None:
    office.drop(f"{MARCH}/62.02 progres.csv", ONE, age=20)
    office.drop(f"{APRIL}/62.02 progres.csv", ONE, age=10)
    assert office.night(MARCH, APRIL) == [MARCH, APRIL]
    sha = short(ONE, office)
    assert office.versions() == [(MARCH, sha, "Lolos verifikasi"), (APRIL, sha, "Lolos verifikasi")]
    raws = office.store.warehouse.table(raw("kdmp")).sort("period")
    assert raws["period"].to_list() == [MARCH, APRIL] and raws["submission"].n_unique() == 2
    told = gather(office.store, FIRST_DAY).submissions
    assert told["sha256"].unique().to_list() == [office.store.warehouse.table(FILES)["sha256"][0]]
    judged = [line for line in office.store.archive.lines() if line["event"] == "judged"]
    assert [line["period"] for line in judged] == [MARCH, APRIL] and office.store.archive.faults() == []
    office.night(MARCH, APRIL)
    assert len([line for line in office.store.archive.lines() if line["event"] == "judged"]) == 2


def test_the_last_word_of_a_regency_stands_also_when_it_was_said_before(office: Office) -> None:
    for content in (ONE, TWO, ONE):
        office.drop(f"{MARCH}/62.02 progres.csv", content)
        assert office.night(MARCH) == [MARCH]
    first, second = short(ONE, office), short(TWO, office)
    assert office.versions() == [(MARCH, second, "Digantikan versi baru"), (MARCH, first, "Lolos verifikasi")]
    standing = office.store.warehouse.table(REPORTS).filter(pl.col("form") == "kdmp", pl.col("area_code") == "62.02")
    assert [day.isoformat() for day in standing["received_at"]] == ["2025-04-02"]
    assert standing["submission"][0][:8] == first


def test_the_current_file_sent_again_as_it_is_changes_nothing_and_computes_nothing(office: Office) -> None:
    office.drop(f"{MARCH}/62.02 progres.csv", ONE)
    office.night(MARCH)
    tables = (FILES, NAMES, REPORTED, PROBLEMS, EXPLANATIONS, LAYOUTS, VERSIONS)
    before = [office.store.warehouse.table(table) for table in tables]
    lines = len(list(office.store.archive.lines()))
    office.drop(f"{MARCH}/62.02 progres.csv", ONE)
    office.night(MARCH)
    assert all(office.store.warehouse.table(table).equals(rows) for table, rows in zip(tables, before, strict=True))
    assert len(list(office.store.archive.lines())) == lines


def test_what_comes_again_after_the_closing_leaves_the_closed_figures_on_what_stood(office: Office) -> None:
    for content in (ONE, TWO):
        office.drop(f"{MARCH}/62.02 progres.csv", content)
        office.night(MARCH)
    empty = office.store.archive.keep_bytes(b"")
    office.store.archive.append("closed", period=MARCH, by="Kepala Bidang", reason="sudah diperiksa", values=empty, scores=empty)
    office.drop(f"{MARCH}/62.02 progres.csv", ONE)
    office.night(MARCH)
    states = [("Digantikan versi baru", short(ONE, office)), ("Ditutup (angka final)", short(TWO, office))]
    assert [(state, sha) for _, sha, state in office.versions()] == states
    office.store.archive.append("reopened", period=MARCH, by="Kepala Bidang", reason="data susulan")
    office.night(MARCH)
    assert office.versions()[-1] == (MARCH, short(ONE, office), "Lolos verifikasi")
