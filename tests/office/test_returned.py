"""What goes back to the regencies, from one judging to the next: the newest word on a form, and nothing of what it replaced."""

import re
from pathlib import Path

import openpyxl

from assets.accepted import judge_periods
from assets.returned import Returned, return_periods
from assets.storage.tables import FILES
from assets.store import Store
from tests.worlds import office, submit

MARCH = "2025-03"
#: More cooperatives than the three counts of the recap say: a note that asks for an explanation.
ODD = {"cooperatives": "16"}


def codes(path: Path) -> set[str]:
    """The rules that a returned workbook tells of."""
    sheet = openpyxl.load_workbook(path)["Catatan Verifikasi"]
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if re.fullmatch(r"V\d{3}", str(cell.value))}


def send(
    store: Store, rows: list[dict[str, str | None]], form: str = "recap", recap: list[dict[str, str | None]] | None = None
) -> str:
    """A submission whose original lies in the archive, with a recap beside it if one is given; the beginning of its SHA-256."""
    source = store.home.folder / "dikirim"
    source.write_text(f"{form} {rows} {len(list(store.archive.folder.rglob('*')))}")
    sha = store.archive.keep(source)
    seq = store.warehouse.table(FILES).height + 1
    submit(store, form, rows, name=sha, seq=seq)
    if recap:
        submit(store, "recap", recap, name=sha, seq=seq)
    return sha[:8]


def go_back(store: Store) -> Returned:
    judge_periods(store, [MARCH])
    return return_periods(store, [MARCH])


def standing(store: Store) -> list[str]:
    """The beginnings of the hashes in the names of what stands there."""
    return [path.name.split(".")[-2] for path in sorted((store.home.folder / "returned").glob("*/*/*.xlsx"))]


def test_the_workbook_of_a_version_that_was_replaced_by_an_accepted_one_goes(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        first = send(store, [{"status": None}], "register")
        go_back(store)
        assert standing(store) == [first]
        send(store, [{}], "register")
        assert go_back(store) == Returned()
        assert standing(store) == []
        assert not (tmp_path / "returned/62.02/2025-03").exists()


def test_of_two_versions_that_both_have_notes_the_newer_one_alone_is_asked_about(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        accepted = send(store, [ODD])
        go_back(store)
        assert standing(store) == [accepted]
        newer = send(store, [{"cooperatives": None}])
        go_back(store)
        assert standing(store) == [newer]


def test_a_version_is_asked_about_as_long_as_one_of_its_forms_has_no_newer_one(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        one = send(store, [ODD])
        other = send(store, [{"status": None}], "register")
        go_back(store)
        assert standing(store) == sorted([one, other])


def test_a_workbook_asks_for_nothing_of_a_form_that_came_anew_in_another_file(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        sha = send(store, [{"status": None}], "register", [ODD])
        go_back(store)
        (path,) = go_back(store).standing
        assert {"V111", "V301"} <= codes(path)
        send(store, [{}], "register")
        assert go_back(store).standing == [path] and path.name.split(".")[-2] == sha
        assert "V301" in codes(path) and "V111" not in codes(path)
        newest = send(store, [ODD | {"active": "11"}], "recap")
        go_back(store)
        assert standing(store) == [newest]


def test_what_is_judged_again_as_before_is_not_written_again(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        send(store, [ODD])
        assert go_back(store).written == 1
        again = go_back(store)
        assert (len(again.standing), again.written) == (1, 0)
