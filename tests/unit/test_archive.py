"""Originals and the journal: append-only, chained, safe against a crash between any two steps."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.archive import GENESIS, Archive, BrokenJournalError, line_hash


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
    kept.verify()


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
        f"isi berkas {changed[:12]} pada baris 1 jurnal telah berubah",
        f"berkas {missing[:12]} pada baris 2 jurnal tidak ada di arsip",
    ]


def test_a_receipt_with_a_chain_of_its_own_but_an_earlier_time_is_named(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    first = kept.append("received", sha256="a")
    forged = {"seq": 2, "at": "2025-04-01T00:00:00.000000+00:00", "event": "received", "prev": first["hash"]}
    with kept.journal.open("a") as stream:
        stream.write(json.dumps(forged | {"hash": line_hash(forged)}) + "\n")
    with pytest.raises(BrokenJournalError, match="lebih awal"):
        kept.verify()


@pytest.mark.parametrize("harm", ["changed", "removed", "swapped", "backdated"])
def test_a_changed_removed_reordered_or_backdated_line_is_named(tmp_path: Path, harm: str) -> None:
    kept = archive(tmp_path)
    for i in range(4):
        kept.append("received", sha256=str(i))
    lines = kept.journal.read_text().splitlines()
    if harm == "changed":
        lines[1] = lines[1].replace('"sha256":"1"', '"sha256":"9"')
    elif harm == "removed":
        del lines[1]
    elif harm == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        line = json.loads(lines[1]) | {"at": "2025-01-01T00:00:00.000000+00:00"}
        lines[1] = json.dumps(line)
    kept.journal.write_text("\n".join(lines) + "\n")
    with pytest.raises(BrokenJournalError, match="baris 2"):
        kept.verify()


def test_a_clock_set_back_does_not_look_like_a_backdated_line(tmp_path: Path) -> None:
    moments = iter([datetime(2025, 4, 9, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)])
    kept = Archive(tmp_path, clock=lambda: next(moments))
    kept.append("judged")
    kept.append("judged")
    kept.verify()


def test_a_line_torn_by_a_crash_is_cut_off_before_the_next_is_written(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    kept.append("received", sha256="a")
    with kept.journal.open("ab") as stream:
        stream.write(b'{"seq":2,"at":"2025')
    assert len(list(kept.lines())) == 1
    kept.append("received", sha256="b")
    kept.verify()
    assert [line["sha256"] for line in kept.lines()] == ["a", "b"]
