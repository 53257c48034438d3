"""What stands in returned/<area>/<period>/ is what is asked for now; what is right is not written again; nobody's work is lost."""

from contextlib import suppress
from pathlib import Path

import pytest

from assets.returning.folder import OLD, RECORD, SLIP_SUFFIX, FileToReturn, ReturnedFolder

NAME = "laporan.0123abcd.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "returned/62.02/2025-03"


def book(content: str, name: str = NAME, mark: str = "") -> FileToReturn:
    """A workbook that is made of just what it says."""

    def write(folder: Path) -> str:
        (folder / name).write_text(content)
        return name

    return FileToReturn(mark or content, write)


def held(folder: Path) -> dict[str, str]:
    """What stands there, but for the record."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }


def test_a_workbook_that_is_right_is_not_written_again_and_a_changed_one_is(folder: Path) -> None:
    assert ReturnedFolder(folder).hold({"a": book("satu")}) == ([folder / NAME], 1)
    assert ReturnedFolder(folder).hold({"a": book("satu")}) == ([folder / NAME], 0)
    assert ReturnedFolder(folder).hold({"a": book("dua")}) == ([folder / NAME], 1)
    assert held(folder) == {NAME: "dua"}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_workbook_that_is_no_longer_asked_for_goes_and_the_folder_with_the_last_one(folder: Path) -> None:
    other = "baru.4567abcd.xlsx"
    ReturnedFolder(folder).hold({"a": book("satu"), "b": book("dua", other)})
    ReturnedFolder(folder).hold({"b": book("dua", other)})
    assert held(folder) == {other: "dua"}
    ReturnedFolder(folder).hold({})
    assert not folder.exists()


@pytest.mark.parametrize("then", [{}, {"a": book("dua")}, {"b": book("lain", "baru.4567abcd.xlsx")}])
def test_a_workbook_in_which_somebody_wrote_is_put_aside_when_it_is_no_longer_asked_for(
    folder: Path, then: dict[str, FileToReturn]
) -> None:
    ReturnedFolder(folder).hold({"a": book("satu")})
    (folder / NAME).write_text("satu, dengan penjelasan")
    ReturnedFolder(folder).hold({"a": book("satu")})
    assert held(folder) == {NAME: "satu, dengan penjelasan"}
    ReturnedFolder(folder).hold(then)
    asides = {name: text for name, text in held(folder).items() if name.startswith(f"{OLD}/laporan.0123abcd.")}
    assert list(asides.values()) == ["satu, dengan penjelasan"]
    assert len(held(folder)) == 1 + len(then)


def test_what_bears_no_name_of_ours_is_not_touched(folder: Path) -> None:
    ReturnedFolder(folder).hold({"a": book("satu")})
    (folder / "catatan rapat.docx").write_text("milik dinas")
    (folder / "62.02.xlsx").write_text("milik dinas juga")
    ReturnedFolder(folder).hold({})
    assert held(folder) == {"62.02.xlsx": "milik dinas juga", "catatan rapat.docx": "milik dinas"}


def test_a_workbook_that_was_deleted_or_whose_record_is_gone_is_made_again(folder: Path) -> None:
    ReturnedFolder(folder).hold({"a": book("satu")})
    (folder / NAME).unlink()
    assert ReturnedFolder(folder).hold({"a": book("satu")})[1] == 1
    (folder / RECORD).write_text("{")
    assert ReturnedFolder(folder).hold({"a": book("satu")})[1] == 1
    assert held(folder) == {NAME: "satu"}


def test_a_night_that_was_cut_off_between_two_workbooks_leaves_nothing_that_looks_like_somebodys_work(folder: Path) -> None:
    def cut_off(_: Path) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ReturnedFolder(folder).hold({"a": book("satu"), "b": FileToReturn("x", cut_off)})
    ReturnedFolder(folder).hold({"a": book("dua")})
    assert held(folder) == {NAME: "dua"}


def test_a_slip_lies_beside_the_workbook_and_each_goes_by_itself(folder: Path) -> None:
    slip = f"laporan.0123abcd{SLIP_SUFFIX}"
    ReturnedFolder(folder).hold({"a": book("satu"), "a slip": book("dibaca", slip)})
    assert held(folder) == {NAME: "satu", slip: "dibaca"}
    assert ReturnedFolder(folder).hold({"a slip": book("dibaca", slip)}) == ([folder / slip], 0)
    assert held(folder) == {slip: "dibaca"}
    (folder / slip).write_text("dibaca, dengan catatan")
    ReturnedFolder(folder).hold({})
    assert [name.rsplit(".", 1)[1] for name in held(folder)] == ["txt"] and list(held(folder).values()) == [
        "dibaca, dengan catatan"
    ]


@pytest.mark.parametrize("killed_at", range(6))
def test_what_a_cut_off_night_wrote_is_nobodys_work(folder: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int) -> None:
    ReturnedFolder(folder).hold({"a": book("satu"), "b": book("dua", "baru.4567abcd.xlsx")})
    steps, replace = iter(range(100)), Path.replace

    def dies(path: Path, target: Path) -> Path:
        if next(steps) == killed_at:
            raise KeyboardInterrupt
        return replace(path, target)

    asked = {"a": book("tiga"), "b": book("empat", "baru.4567abcd.xlsx")}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dies)
        with suppress(KeyboardInterrupt):
            ReturnedFolder(folder).hold(asked)
    ReturnedFolder(folder).hold(asked)
    assert held(folder) == {NAME: "tiga", "baru.4567abcd.xlsx": "empat"}
