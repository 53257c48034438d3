"""Arrivals that nobody foresaw: each costs itself alone, what cannot be taken stays, and nothing that was sent is lost."""

import contextlib
import errno
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from assets.receiving import inbox as receiving
from assets.receiving.arrivals import NAME_AT_MOST, fitted, known_as, look
from assets.storage.archive import Archive
from assets.storage.journal import Line
from pipelines.sensors import arrival_key
from tests.unit.inbox_fixture import drop, receive

LONG = "Laporan " + "x" * 237 + ".xlsx"
NOT_UTF_8 = os.fsdecode(b"Kab\xe9.xlsx")
CITIZEN, PHONE = "6202017712900001", "0812-9876-0002"


def received(inbox: Path) -> list[str]:
    return [line["file"] for line in Archive(inbox.parent / "archive").lines() if line["event"] == "received"]


def moved(inbox: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in (inbox / ".diterima").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "known"),
    [(NOT_UTF_8, "Kab%E9.xlsx"), (LONG, LONG), ("dua\nbaris.xlsx", "dua%0Abaris.xlsx"), ("bel\x07.xlsx", "bel%07.xlsx")],
)
def test_a_file_of_any_name_is_received_twice_over_with_other_content(inbox: Path, name: str, known: str) -> None:
    for content in (b"satu", b"dua"):
        drop(inbox, name, content)
        drop(inbox, f"sesudah {content.decode()}.xlsx", content + b" lain", age=5)
        assert arrival_key(look(inbox), Archive(inbox.parent / "archive"))
        assert receive(inbox).left == []
    assert received(inbox) == [known, "sesudah satu.xlsx", known, "sesudah dua.xlsx"]
    assert moved(inbox) == [b"dua", b"dua lain", b"satu", b"satu lain"]
    assert look(inbox) == [] and Archive(inbox.parent / "archive").faults() == []


@pytest.mark.parametrize("in_the_way", [".diterima/2025-04", ".diterima/2025-04/62.02.xlsx/lain"])
def test_a_file_or_folder_in_the_way_among_the_received_ones_stops_nobody(inbox: Path, in_the_way: str) -> None:
    drop(inbox, in_the_way, b"di jalan")
    drop(inbox, "2025-04/62.02.xlsx", b"satu")
    drop(inbox, "2025-04/62.03.xlsx", b"dua")
    assert receive(inbox).left == []
    assert moved(inbox) == [b"di jalan", b"dua", b"satu"]


def test_without_a_place_for_received_files_nothing_is_received_and_everything_stays(inbox: Path) -> None:
    drop(inbox, ".diterima", b"berkas, bukan folder")
    drop(inbox, "a.xlsx")
    assert [(left.file, left.reason) for left in receive(inbox).left] == [("a.xlsx", ".diterima bukan folder")]
    assert received(inbox) == [] and (inbox / "a.xlsx").exists()
    assert Archive(inbox.parent / "archive").faults() == []


def test_a_file_that_is_gone_or_may_not_be_read_is_told_and_the_others_are_received(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for age, name in enumerate(("pergi.xlsx", "terkunci.xlsx", "baik.xlsx")):
        drop(inbox, name, name.encode(), age=30 - age)
    arrivals = look(inbox)
    (inbox / "pergi.xlsx").unlink()
    openly = Path.open

    def refuse(path: Path, *arguments: Any, **keywords: Any) -> Any:
        if path.name == "terkunci.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return openly(path, *arguments, **keywords)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(receiving, "standing_still", lambda *_: arrivals)
    left = receive(inbox).left
    assert [each.file for each in left] == ["pergi.xlsx", "terkunci.xlsx"]
    assert "sudah tidak ada" in left[0].reason and "tidak dapat dibaca" in left[1].reason
    assert received(inbox) == ["baik.xlsx"] and (inbox / "terkunci.xlsx").exists()


def test_a_file_that_is_overwritten_between_receipt_and_move_goes_back_and_is_received_too(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(inbox, "a.xlsx", b"lama")
    write_line = Archive.append

    def overwrite(archive: Archive, event: str, **facts: Any) -> Line:
        path.write_bytes(b"baru sekali")
        return write_line(archive, event, **facts)

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "append", overwrite)
        (left,) = receive(inbox).left
    assert "berubah ketika sedang diterima" in left.reason
    os.utime(path, (1.7e9, 1.7e9))
    assert receive(inbox).left == []
    archive = Archive(inbox.parent / "archive")
    assert [archive.path(line["sha256"]).read_bytes() for line in archive.lines()] == [b"lama", b"baru sekali"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such dates")
def test_a_file_from_a_year_that_no_calendar_has_is_received(inbox: Path) -> None:
    drop(inbox, "a.xlsx", age=-3e11)
    assert receive(inbox).left == [] and received(inbox) == ["a.xlsx"]


def test_a_register_of_dates_that_is_no_table_stays_and_the_files_are_received(inbox: Path) -> None:
    drop(inbox, "penerimaan.csv", b"berkas,tanggal_diterima\n" + b"x" * 200_000)
    drop(inbox, "a.xlsx")
    (left,) = receive(inbox).left
    assert (left.file, left.reason) == ("penerimaan.csv", "tidak dapat dibaca sebagai tabel")
    assert received(inbox) == ["a.xlsx"] and (inbox / "penerimaan.csv").exists()


def test_a_personal_number_in_a_name_is_hidden_in_the_journal_and_its_dates_still_find_it(inbox: Path) -> None:
    names = [f"2025-04/62.02 {CITIZEN}.xlsx", f"2025-04/62.03 {PHONE}.xlsx"]
    register = "berkas,tanggal_diterima\n" + "".join(f"{Path(name).name},2025-05-0{day}\n" for day, name in enumerate(names, 1))
    for name in names:
        drop(inbox, name, name.encode())
    receive(inbox)
    drop(inbox, "2025-04/penerimaan.csv", register.encode())
    for name in names:
        drop(inbox, name, name.encode())
    found = receive(inbox)
    text = (inbox.parent / "archive/journal.jsonl").read_text()
    assert not [number for number in (CITIZEN, PHONE, PHONE.replace("-", "")) if number in text]
    assert received(inbox) == ["2025-04/62.02 [disembunyikan].xlsx", "2025-04/62.03 [disembunyikan].xlsx"]
    assert [json.loads(line)["event"] for line in text.splitlines()] == [
        *["received"] * 2,
        *["date claimed"] * 2,
        "register kept",
    ]
    claims = [own[-1].claim for own in found.receipts.values()]
    assert [claim and claim["tanggal_diterima"] for claim in claims] == ["2025-05-01", "2025-05-02"]


def test_a_personal_number_that_an_older_journal_holds_in_a_name_is_not_taken_from_it(inbox: Path) -> None:
    archive = Archive(inbox.parent / "archive")
    sha = archive.keep_bytes(b"isi")
    archive.append("received", sha256=sha, file=f"2025-04/62.02 {PHONE}.xlsx")
    drop(inbox, f"2025-04/62.02 {PHONE}.xlsx")
    (receipt,) = receive(inbox).receipts[sha]
    assert receipt.file == "2025-04/62.02 [disembunyikan].xlsx"


@pytest.mark.parametrize("name", ["0812_5577_0550.xlsx", "62.02 siti@gmail.com.csv", "KTP 6202\u20130112\u00a03456_7890.zip"])
def test_a_number_in_a_name_is_hidden_whatever_parts_its_digits(name: str) -> None:
    assert known_as(f"2025-04/{name}").removeprefix("2025-04/").replace("62.02", "").count("[disembunyikan]") == 1
    assert not [part for part in ("5577", "siti", "3456") if part in known_as(name)]


def test_who_brought_a_file_is_named_in_the_journal_without_a_number_and_a_register_that_waits_says_it_once(inbox: Path) -> None:
    rows = f"a.xlsx,2025-05-09,WA {PHONE},518/1/2025,Budi {PHONE}\nbelum.xlsx,2025-05-09,,,\n"
    drop(inbox, "penerimaan.csv", f"berkas,tanggal_diterima,cara,nomor_surat,diterima_oleh\n{rows}".encode())
    drop(inbox, "a.xlsx")
    for _ in range(3):
        receive(inbox)
    (line,) = Archive(inbox.parent / "archive").lines()
    told = (line["cara"], line["nomor_surat"], line["diterima_oleh"])
    assert told == ("WA [disembunyikan]", "518/1/2025", "Budi [disembunyikan]")


def test_codes_periods_and_letter_numbers_in_a_name_are_not_hidden() -> None:
    for name in ("2025-04/62.02 register.csv", "2025/04/Rekap 518-15-IV-2025 62.71.xlsx", "KDMP 62.02.01.2003 20250409.xlsx"):
        assert known_as(name) == name


def test_a_name_that_is_made_fits_a_file_system_and_keeps_its_ending() -> None:
    made = fitted("é" * 200, ".0123456789ab.xlsx")
    assert len(made.encode()) <= NAME_AT_MOST and made.endswith("é.0123456789ab.xlsx")
    assert fitted("a", ".xlsx") == "a.xlsx"


def test_what_is_no_ordinary_file_or_too_large_is_told_and_left_and_stops_nobody(inbox: Path) -> None:
    (inbox / "tautan.xlsx").symlink_to("/etc/hostname")
    (inbox / "folder").symlink_to("/etc")
    os.mkfifo(inbox / "pipa.xlsx")
    with socket.socket(socket.AF_UNIX) as door, contextlib.chdir(inbox):  # a socket's path has hardly more than a hundred signs
        door.bind("s")
    (inbox / "besar.xlsx").touch()
    os.truncate(inbox / "besar.xlsx", 3 << 30)
    drop(inbox, "baik.xlsx", b"isi")
    left = {each.file: each.reason for each in receive(inbox).left}
    assert left.keys() == {"tautan.xlsx", "folder", "pipa.xlsx", "s", "besar.xlsx"}
    assert "tautan (symbolic link)" in left["folder"] and "bukan berkas biasa" in left["pipa.xlsx"]
    assert left["besar.xlsx"] == "berukuran 3,0 GB; yang diterima paling besar 1 GB. Kirim buku kerjanya saja"
    assert received(inbox) == ["baik.xlsx"]
    assert not list((inbox.parent / "archive").glob(".*.part"))


def test_a_copy_that_the_disk_has_no_room_for_leaves_nothing_in_the_archive(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> Any:
        yield b"a"
        raise OSError(errno.ENOSPC, "No space left on device")

    drop(inbox, "baik.xlsx", b"isi")
    monkeypatch.setattr("assets.storage.archive.pieces", full)
    with pytest.raises(OSError, match="No space"):
        receive(inbox)
    assert not list((inbox.parent / "archive").glob(".*.part"))
    assert (inbox / "baik.xlsx").exists()
