"""Originals and the journal: append-only, chained, safe against a crash between any two steps."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.publishing.manifest import write_manifest
from assets.storage.archive import Archive
from assets.storage.journal import GENESIS, TAIL_BYTES, BrokenJournalError, Journal, Pin, line_hash
from assets.storage.released import pins


def archive(folder: Path) -> Archive:
    moments = (datetime(2025, 4, 9, tzinfo=UTC) + timedelta(seconds=i) for i in range(10**6))
    return Archive(folder, clock=lambda: next(moments))


def test_an_original_lies_under_its_hash_and_cannot_be_written(tmp_path: Path) -> None:
    source = tmp_path / "62.02.xlsx"
    source.write_bytes(b"isi")
    kept = archive(tmp_path / "archive")
    sha = kept.keep(source)
    assert kept.path(sha).read_bytes() == b"isi"
    assert kept.path(sha).parent.name == sha[:2]
    assert kept.path(sha).stat().st_mode & 0o222 == 0


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    kept = archive(tmp_path / "archive")
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(b"isi")
        kept.keep(tmp_path / name)
    assert len([path for path in (tmp_path / "archive").rglob("*") if path.is_file()]) == 1


def test_each_line_carries_the_hash_of_the_one_before(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    first, second = kept.append("received", sha256="a"), kept.append("judged", sha256="a")
    assert (first["seq"], first["prev"], second["seq"], second["prev"]) == (1, GENESIS, 2, first["hash"])
    assert list(kept.lines()) == [first, second]
    kept.journal.verify()


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.one_of(st.text(), st.integers(), st.none(), st.booleans()), max_size=5)
)
def test_a_hash_does_not_depend_on_the_order_of_keys(line: dict[str, object]) -> None:
    assert line_hash(line) == line_hash(dict(reversed(list(line.items()))))
    assert line_hash(json.loads(json.dumps({**line, "hash": "x"}))) == line_hash(line)


def test_a_changed_missing_or_unknown_original_is_named(tmp_path: Path) -> None:
    kept = archive(tmp_path / "archive")
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    changed, missing, unknown = (kept.keep(tmp_path / name) for name in ("a", "b", "c"))
    for sha in (changed, missing):
        kept.append("received", sha256=sha)
    assert kept.faults() == [f"berkas {unknown[:12]} di arsip tidak tercatat dalam jurnal"]
    kept.path(changed).chmod(0o640)
    kept.path(changed).write_text("lain")
    kept.path(missing).unlink()
    assert kept.faults()[:2] == [
        f"isi berkas {changed[:12]} pada baris 1 jurnal telah berubah; letakkan salinannya dari cadangan sebagai {kept.path(changed)}",
        f"berkas {missing[:12]} pada baris 2 jurnal tidak ada di arsip; letakkan salinannya dari cadangan sebagai {kept.path(missing)}",
    ]


def test_a_receipt_with_a_chain_of_its_own_but_an_earlier_time_is_named(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    first = kept.append("received", sha256="a")
    forged = {"seq": 2, "at": "2025-04-01T00:00:00.000000+00:00", "event": "received", "prev": first["hash"]}
    with kept.journal.path.open("a") as stream:
        stream.write(json.dumps(forged | {"hash": line_hash(forged)}) + "\n")
    with pytest.raises(BrokenJournalError, match="lebih awal"):
        kept.journal.verify()


@pytest.mark.parametrize("harm", ["changed", "removed", "swapped", "backdated"])
def test_a_changed_removed_reordered_or_backdated_line_is_named(tmp_path: Path, harm: str) -> None:
    kept = archive(tmp_path)
    for i in range(4):
        kept.append("received", sha256=str(i))
    lines = kept.journal.path.read_text().splitlines()
    if harm == "changed":
        lines[1] = lines[1].replace('"sha256":"1"', '"sha256":"9"')
    elif harm == "removed":
        del lines[1]
    elif harm == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        line = json.loads(lines[1]) | {"at": "2025-01-01T00:00:00.000000+00:00"}
        lines[1] = json.dumps(line)
    kept.journal.path.write_text("\n".join(lines) + "\n")
    with pytest.raises(BrokenJournalError, match="baris 2"):
        kept.journal.verify()


def test_a_clock_set_back_does_not_look_like_a_backdated_line(tmp_path: Path) -> None:
    moments = iter([datetime(2025, 4, 9, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)])
    kept = Archive(tmp_path, clock=lambda: next(moments))
    kept.append("judged")
    kept.append("judged")
    kept.journal.verify()


def test_a_line_torn_by_a_crash_is_cut_off_before_the_next_is_written(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    kept.append("received", sha256="a")
    with kept.journal.path.open("ab") as stream:
        stream.write(b'{"seq":2,"at":"2025')
    assert len(list(kept.lines())) == 1
    kept.append("received", sha256="b")
    kept.journal.verify()
    assert [line["sha256"] for line in kept.lines()] == ["a", "b"]


def of_three(folder: Path) -> Archive:
    kept = archive(folder / "archive")
    for event in ("imported", "judged", "closed"):
        kept.append(event)
    return kept


def released(folder: Path, kept: Archive, name: str) -> None:
    (folder / "releases" / name).mkdir(parents=True)
    write_manifest(folder / "releases" / name, datetime(2025, 4, 10, tzinfo=UTC), {}, "", kept.head())


def rechained(lines: list[dict[str, object]]) -> str:
    """The lines with a chain of their own, as somebody would write it who knows how."""
    previous, text = GENESIS, ""
    for line in lines:
        line["prev"] = previous
        line["hash"] = previous = line_hash(line)
        text += json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
    return text


@pytest.mark.parametrize("padding", [1, TAIL_BYTES])
def test_a_whole_last_line_that_lacks_its_newline_is_kept_and_followed(tmp_path: Path, padding: int) -> None:
    kept = archive(tmp_path)
    kept.append("judged")
    kept.append("closed", reason="x" * padding)
    kept.journal.path.write_bytes(kept.journal.path.read_bytes()[:-1])
    assert [line["event"] for line in kept.lines()] == ["judged", "closed"]
    assert kept.faults() == []
    kept.append("reopened")
    assert [line["event"] for line in kept.lines()] == ["judged", "closed", "reopened"]
    assert kept.faults() == []


def test_a_changed_last_line_is_named_with_and_without_its_newline(tmp_path: Path) -> None:
    kept = of_three(tmp_path)
    changed = kept.journal.path.read_text().replace("closed", "opened")
    for text in (changed, changed[:-1]):
        kept.journal.path.write_text(text)
        assert kept.faults() == ["isi baris 3 jurnal tidak cocok dengan hash-nya"]


def test_a_torn_end_is_no_fault_and_is_told_until_the_next_line_takes_its_place(tmp_path: Path) -> None:
    kept = of_three(tmp_path)
    with kept.journal.path.open("ab") as stream:
        stream.write(b'{"seq":4,"at":"2025')
    assert kept.faults() == []
    assert kept.journal.torn() == [
        "ujung jurnal terputus: 19 bita terakhir bukan baris yang utuh; baris berikutnya akan menggantikannya"
    ]
    kept.append("reopened")
    assert kept.faults() == kept.journal.torn() == []
    assert [line["event"] for line in kept.lines()] == ["imported", "judged", "closed", "reopened"]


def test_a_last_line_that_was_deleted_is_missed_by_the_releases_that_saw_it(tmp_path: Path) -> None:
    kept = archive(tmp_path / "archive")
    for name in ("R1", "R2", "R3"):
        kept.append("judged")
        released(tmp_path, kept, name)
    kept.append("judged")
    seen, _ = pins(tmp_path / "releases")
    assert kept.faults(seen) == []
    lines = kept.journal.path.read_text().splitlines(keepends=True)
    kept.journal.path.write_text("".join(lines[:2]))
    assert kept.faults(seen) == ["jurnal hanya 2 baris, padahal rilis R3 mencatat 3 baris: baris terakhir jurnal hilang"]
    kept.journal.path.write_text(lines[0])
    assert kept.faults(seen) == [
        "jurnal hanya 1 baris, padahal rilis R2 mencatat 2 baris: baris terakhir jurnal hilang (begitu pula 1 rilis lain)"
    ]
    kept.journal.path.unlink()
    assert "jurnal hanya 0 baris" in kept.faults(seen)[0]


def test_a_journal_backdated_and_chained_anew_is_not_the_one_that_a_release_saw(tmp_path: Path) -> None:
    kept = of_three(tmp_path)
    released(tmp_path, kept, "R1")
    lines = list(kept.lines())
    kept.journal.path.write_text(rechained([line | {"at": line["at"].replace("2025-04", "2025-03")} for line in lines]))
    kept.journal.verify()
    seen, _ = pins(tmp_path / "releases")
    assert kept.faults(seen) == ["baris 3 jurnal bukan yang dicatat rilis R1: jurnal ditulis ulang sesudah rilis itu"]


def test_a_release_that_was_deleted_or_names_no_journal_says_nothing_and_an_unreadable_one_is_named(tmp_path: Path) -> None:
    kept = of_three(tmp_path)
    for name in ("R1", "R2", "R3"):
        released(tmp_path, kept, name)
    (tmp_path / "releases/R1/manifest.json").unlink()
    (tmp_path / "releases/R2/manifest.json").write_text('{"files": {}}')
    (tmp_path / "releases/latest").symlink_to("R3")
    assert pins(tmp_path / "releases") == ([Pin("rilis R3", 3, list(kept.lines())[2]["hash"])], [])
    (tmp_path / "releases/R3/manifest.json").write_text("{")
    assert pins(tmp_path / "releases") == ([], ["manifest.json rilis R3 tidak dapat dibaca"])
    assert pins(tmp_path / "none") == ([], [])


def test_a_run_parses_the_journal_once_however_often_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(tmp_path).append("received", sha256="a")
    kept, parsed = archive(tmp_path), list[int]()
    parse = Journal._parse
    monkeypatch.setattr(Journal, "_parse", lambda journal: parsed.append(1) or parse(journal))
    for number in range(3):
        kept.append("received", sha256=f"b{number}")
        assert [line["seq"] for line in kept.lines()] == list(range(1, number + 3))
    assert parsed == [1]
    archive(tmp_path).append("received", sha256="c")  # by another process: what it wrote is seen
    assert len(kept.lines()) == 5 and kept.head() == kept.lines()[-1]
