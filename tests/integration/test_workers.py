"""Readers in processes of their own: what a file can do to them, and what it cannot do to the next file."""

import os
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from assets.reading.workers import ReaderDidNotStartError, Readers, ReadJob
from tests.unit.reading_fixture import make_workbook, rules


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(workers=2) as kept:
        yield kept


def job(path: Path, name: str = "2025-04/62.02.xlsx") -> ReadJob:
    return ReadJob(path, name)


def good(folder: Path, count: int) -> list[ReadJob]:
    """Workbooks of very different lengths, so that the short ones are read first."""
    jobs = []
    for number in range(count):
        rows = [("Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", "Sudah RAT")]
        rows += [(f"Kecamatan {row}", "2", "1", "1", "1") for row in range(800 if number % 3 == 0 else number)]
        path = make_workbook(folder, sheets={"Rekap Koperasi": rows}, name=f"book{number}")
        jobs.append(job(path))
    return jobs


def long_one(folder: Path) -> ReadJob:
    """A workbook of two million cells, which takes about a second to read and nothing to make."""
    row = f"<row>{'<c><v>1</v></c>' * 100}</row>"
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    with zipfile.ZipFile(make_workbook(folder, cover=None, name="plain")) as plain:
        entries = {name: plain.read(name) for name in plain.namelist()}
    entries["xl/worksheets/sheet1.xml"] = sheet.format(row * 20_000).encode()
    with zipfile.ZipFile(folder / "long", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return job(folder / "long", "2025-04/62.04.xlsx")


def test_readings_come_in_the_order_of_the_jobs(tmp_path: Path, readers: Readers) -> None:
    jobs = good(tmp_path, 8)
    answers = list(readers.read(iter(jobs)))
    assert [asked.path for asked, _ in answers] == [asked.path for asked in jobs]
    assert [reading.tables[0].rows.height for _, reading in answers] == [800, 1, 2, 800, 4, 5, 800, 7]


def test_a_file_that_takes_all_memory_costs_itself_and_nothing_else(tmp_path: Path) -> None:
    first, *others = good(tmp_path, 4)
    with Readers(workers=2, memory=192 << 20) as narrow:
        answers = [reading for _, reading in narrow.read([first, long_one(tmp_path), *others])]
    assert [rules(reading) for reading in answers] == [[], ["V112"], [], [], []]
    assert (answers[1].area_code, answers[1].period) == ("62.04", "2025-04")
    assert "memori" in answers[1].problems[0].detail


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    short, other = good(tmp_path, 2)[1], job(make_workbook(tmp_path))
    with Readers(workers=1, seconds=0.7) as readers:
        answers = [reading for _, reading in readers.read([short, long_one(tmp_path), other])]
    assert [rules(reading) for reading in answers] == [[], ["V112"], []]
    assert answers[1].problems[0].detail == "pembacaan lebih dari 0.7 detik"


def test_a_worker_that_was_killed_while_idle_is_replaced(tmp_path: Path, readers: Readers) -> None:
    jobs = good(tmp_path, 3)
    list(readers.read(jobs))
    for process in readers.processes():
        os.kill(process, signal.SIGKILL)
    assert [rules(reading) for _, reading in readers.read(jobs)] == [[], [], []]


def test_a_worker_that_is_killed_at_its_file_is_told_of_that_file(tmp_path: Path) -> None:
    with Readers(workers=1) as readers:
        list(readers.read([job(make_workbook(tmp_path))]))
        (process,) = readers.processes()
        jobs = [long_one(tmp_path), *good(tmp_path, 2)]
        killer = Timer(0.2, os.kill, (process, signal.SIGKILL))
        killer.start()
        assert [rules(reading) for _, reading in readers.read(jobs)] == [["V101"], [], []]


def test_a_fault_while_reading_costs_that_file_and_says_where_without_a_word_of_it(tmp_path: Path) -> None:
    first, second = good(tmp_path, 2)
    faulty = replace(first, profiles=("080012345678",))  # type: ignore[arg-type]
    with Readers(workers=1) as readers:
        answers = [reading for _, reading in readers.read([first, faulty, second])]
    assert [rules(reading) for reading in answers] == [[], ["V101"], []]
    detail = answers[1].problems[0].detail
    assert "AttributeError" in detail
    assert "baris" in detail
    assert "0800" not in detail


def test_what_nobody_waited_for_is_no_answer_to_the_next_jobs(tmp_path: Path, readers: Readers) -> None:
    jobs = good(tmp_path, 4)
    next(readers.read(jobs))
    assert [reading.tables[0].rows.height for _, reading in readers.read(jobs[1:3])] == [1, 2]


def test_a_fault_of_the_machine_is_no_finding(tmp_path: Path, readers: Readers) -> None:
    with pytest.raises(FileNotFoundError):
        list(readers.read([job(tmp_path / "nowhere")]))
    with Readers(memory="no number") as faulty, pytest.raises(ReaderDidNotStartError):  # type: ignore[arg-type]
        list(faulty.read([job(make_workbook(tmp_path))]))


def test_the_parents_environment_and_main_module_are_as_before(tmp_path: Path, readers: Readers) -> None:
    import __main__

    before, main = dict(os.environ), getattr(__main__, "__file__", None)
    list(readers.read(good(tmp_path, 1)))
    assert dict(os.environ) == before
    assert getattr(__main__, "__file__", None) == main
