"""Files out of the inbox: kept, receipted, moved aside; twice is once; a crash loses nothing."""

import os
from pathlib import Path

import pytest

from assets.reading.model import Reading
from assets.receiving.arrivals import look
from assets.receiving.filed_rows import problem_rows
from assets.receiving.inbox import Receiving, read_claims
from assets.storage.archive import Archive
from pipelines.sensors import arrival_key
from tests.unit.inbox_fixture import drop, receive


def events(inbox: Path) -> list[tuple[str, str]]:
    return [(line["event"], line.get("file", "")) for line in Archive(inbox.parent / "archive").lines()]


def test_a_file_is_kept_receipted_and_moved_aside(inbox: Path) -> None:
    drop(inbox, "2025-04/62.02.xlsx")
    receiving = receive(inbox)
    assert events(inbox) == [("received", "2025-04/62.02.xlsx")]
    assert look(inbox) == []
    assert (inbox / ".diterima/2025-04/62.02.xlsx").read_bytes() == b"isi"
    assert [receiving.archive.path(sha).read_bytes() for sha in receiving.receipts] == [b"isi"]


def test_the_same_folder_sent_twice_is_one_submission_each(inbox: Path) -> None:
    for _ in range(2):
        drop(inbox, "2025-04/62.02.xlsx")
        receive(inbox)
    assert events(inbox) == [("received", "2025-04/62.02.xlsx")]


def test_a_whole_folder_sent_again_as_it_was_says_nothing_new(inbox: Path) -> None:
    for _ in range(2):
        for number, name in enumerate(("62.01.xlsx", "62.02.xlsx", "62.03.xlsx")):
            drop(inbox, name, name.encode(), age=30 - number)
        receive(inbox)
    assert [event for event, _ in events(inbox)] == ["received"] * 3


def test_the_same_content_under_another_name_is_kept_once_and_gets_a_receipt_of_its_own(inbox: Path) -> None:
    drop(inbox, "a.xlsx")
    receive(inbox)
    drop(inbox, "b.xlsx")
    (receipts,) = receive(inbox).receipts.values()
    assert [(receipt.seq, receipt.file) for receipt in receipts] == [(1, "a.xlsx"), (2, "b.xlsx")]
    assert events(inbox) == [("received", "a.xlsx"), ("received again", "b.xlsx")]


def test_an_older_content_that_comes_again_after_another_one_is_the_newer_word(inbox: Path) -> None:
    for content in (b"satu", b"dua", b"satu"):
        drop(inbox, "a.xlsx", content)
        receive(inbox)
    assert [event for event, _ in events(inbox)] == ["received", "received", "received again"]


def test_within_one_night_a_file_sent_again_after_a_new_one_is_the_newer_word(inbox: Path) -> None:
    drop(inbox, "a.xlsx", b"satu")
    receive(inbox)
    drop(inbox, "b.xlsx", b"dua", age=20)
    drop(inbox, "a.xlsx", b"satu", age=10)
    receive(inbox)
    assert events(inbox) == [("received", "a.xlsx"), ("received", "b.xlsx"), ("received again", "a.xlsx")]


def test_another_content_under_the_same_name_does_not_overwrite_the_first(inbox: Path) -> None:
    for content in (b"satu", b"dua"):
        drop(inbox, "a.xlsx", content)
        receive(inbox)
    assert sorted(path.read_bytes() for path in (inbox / ".diterima").iterdir()) == [b"dua", b"satu"]


def test_unfinished_and_hidden_files_are_left_alone(inbox: Path) -> None:
    for name in ("~$a.xlsx", ".b.xlsx", "c.part", "d.tmp", ".folder/e.xlsx"):
        drop(inbox, name)
    receive(inbox)
    assert events(inbox) == []
    assert (inbox / "c.part").exists()


def test_the_truth_beside_sample_workbooks_is_neither_received_nor_starts_the_sensor(inbox: Path) -> None:
    drop(inbox, "truth.json", b"[]")
    drop(inbox, "contoh/truth.json", b"[]")
    assert arrival_key(look(inbox), Archive(inbox.parent / "archive")) is None
    drop(inbox, "contoh/2025-04/62.02.xlsx")
    receive(inbox)
    assert events(inbox) == [("received", "contoh/2025-04/62.02.xlsx")]
    assert (inbox / "contoh/truth.json").exists()


def test_a_file_that_comes_back_as_it_was_starts_receiving_again_and_one_that_cannot_be_taken_does_not(inbox: Path) -> None:
    def key() -> str | None:
        return arrival_key(look(inbox), Archive(inbox.parent / "archive"))

    def drop_as_before(content: bytes) -> None:
        drop(inbox, "a.xlsx", content)
        os.utime(inbox / "a.xlsx", (1.7e9, 1.7e9))

    drop_as_before(b"satu")
    first = key()
    receive(inbox)
    drop_as_before(b"dua!")
    again = key()
    assert first and again and first != again
    (inbox / ".diterima").rename(inbox.parent / "disimpan")
    (inbox / ".diterima").write_bytes(b"bukan folder")
    assert [left.file for left in receive(inbox).left] == ["a.xlsx"]
    for of_releases in ("published", "thinned"):
        Archive(inbox.parent / "archive").append(of_releases, release="20260101T000000000000Z")
    assert key() == again


def test_files_of_one_night_are_received_by_time_and_then_path(inbox: Path) -> None:
    drop(inbox, "b.xlsx", b"1", age=20)
    drop(inbox, "c.xlsx", b"2", age=10)
    drop(inbox, "a.xlsx", b"3", age=10)
    for name in ("a.xlsx", "c.xlsx"):
        os.utime(inbox / name, (1.7e9, 1.7e9))
    os.utime(inbox / "b.xlsx", (1.6e9, 1.6e9))
    receive(inbox)
    assert [name for _, name in events(inbox)] == ["b.xlsx", "a.xlsx", "c.xlsx"]


def test_a_link_out_of_the_inbox_is_not_followed(inbox: Path) -> None:
    (inbox.parent / "secret").write_bytes(b"x")
    (inbox / "a.xlsx").symlink_to(inbox.parent / "secret")
    receive(inbox)
    assert events(inbox) == []


@pytest.mark.parametrize("crash_after", ["keep", "append"])
def test_a_crash_between_two_steps_loses_nothing_and_a_rerun_finishes(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, crash_after: str
) -> None:
    drop(inbox, "a.xlsx")

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(
            "assets.storage.archive.Archive.append" if crash_after == "keep" else "assets.receiving.inbox.set_aside", crash
        )
        with pytest.raises(KeyboardInterrupt):
            receive(inbox)
    assert (inbox / "a.xlsx").exists()
    receive(inbox)
    assert events(inbox) == [("received", "a.xlsx")]
    assert look(inbox) == []


REGISTER = "berkas,tanggal_diterima,cara,nomor_surat,diterima_oleh\n62.02.xlsx,2025-05-09,surel,500/12,Petugas\n"


def test_the_date_received_goes_into_the_receipt(inbox: Path) -> None:
    drop(inbox, "2025-04/62.02.xlsx")
    drop(inbox, "2025-04/penerimaan.csv", REGISTER.encode())
    receiving = receive(inbox)
    line = next(iter(receiving.archive.lines()))
    assert (line["event"], line["tanggal_diterima"], line["cara"]) == ("received", "2025-05-09", "surel")
    assert events(inbox) == [("received", "2025-04/62.02.xlsx"), ("register kept", "2025-04/penerimaan.csv")]
    assert look(inbox) == []


def test_a_date_that_comes_later_adds_a_line(inbox: Path) -> None:
    drop(inbox, "2025-04/62.02.xlsx")
    receive(inbox)
    drop(inbox, "2025-04/penerimaan.csv", REGISTER.encode())
    receiving = receive(inbox)
    assert [event for event, _ in events(inbox)] == ["received", "date claimed", "register kept"]
    ((receipt,),) = receiving.receipts.values()
    assert receipt.claim and receipt.claim["tanggal_diterima"] == "2025-05-09"


def test_a_register_of_dates_waits_for_the_files_that_it_names(inbox: Path) -> None:
    register = drop(inbox, "2025-04/penerimaan.csv", REGISTER.encode())
    receive(inbox)
    assert register.exists()
    drop(inbox, "2025-04/62.02.xlsx")
    receiving = receive(inbox)
    assert next(iter(receiving.archive.lines()))["tanggal_diterima"] == "2025-05-09"
    assert not register.exists()


def claims_of(receiving: Receiving) -> list[str]:
    """The dates claimed, in the order of the receipts."""
    receipts = sorted((each for own in receiving.receipts.values() for each in own), key=lambda each: each.seq)
    return [(receipt.claim or {}).get("tanggal_diterima", "") for receipt in receipts]


def test_a_claim_stays_with_the_bytes_that_were_there_when_it_was_made(inbox: Path) -> None:
    waits = REGISTER + "62.03.xlsx,2025-05-09,surel,500/13,Petugas\n"
    drop(inbox, "2025-04/62.02.xlsx", b"satu")
    drop(inbox, "2025-04/penerimaan.csv", waits.encode())
    receive(inbox)
    drop(inbox, "2025-04/62.02.xlsx", b"dua")
    assert claims_of(receive(inbox)) == ["2025-05-09", ""]


def test_the_same_claim_in_a_register_that_came_with_the_new_bytes_is_about_them(inbox: Path) -> None:
    drop(inbox, "2025-04/62.02.xlsx", b"satu")
    drop(inbox, "2025-04/penerimaan.csv", REGISTER.encode())
    receive(inbox)
    drop(inbox, "2025-04/62.02.xlsx", b"dua")
    drop(inbox, "2025-04/penerimaan.csv", REGISTER.encode(), age=-5)
    assert claims_of(receive(inbox)) == ["2025-05-09", "2025-05-09"]


def test_a_register_of_dates_is_read_with_semicolons_and_a_bom(tmp_path: Path) -> None:
    path = tmp_path / "penerimaan.csv"
    path.write_bytes("\ufeffberkas;tanggal_diterima;cara\nb\\62.02.xlsx;2025-05-09;surel\n;2025-05-09;\n".encode())
    assert list(read_claims(path)) == ["b/62.02.xlsx"]


@pytest.mark.parametrize(
    ("claimed", "rules"),
    [("2025-04-10", []), ("2025-04-11", ["V121"]), ("2025-03-10", []), ("2025-03-09", ["V122"]), ("besok", [])],
)
def test_a_day_received_that_the_journal_contradicts_is_told(claimed: str, rules: list[str]) -> None:
    receipt = {"sha256": "a", "file": "62.02.xlsx", "seq": 1, "at": "2025-04-10T03:00:00.000000+00:00"}
    told = problem_rows("a", Reading("xlsx"), receipt, {"berkas": "62.02.xlsx", "tanggal_diterima": claimed})
    assert [row["rule"] for row in told] == rules
