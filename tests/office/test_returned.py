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
        assert go_back(store).workbooks == []
        assert standing(store) == []


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
        (path,) = go_back(store).workbooks
        assert {"V111", "V301"} <= codes(path)
        send(store, [{}], "register")
        assert go_back(store).workbooks == [path] and path.name.split(".")[-2] == sha
        assert "V301" in codes(path) and "V111" not in codes(path)
        newest = send(store, [ODD | {"active": "11"}], "recap")
        go_back(store)
        assert standing(store) == [newest]


def test_what_is_judged_again_as_before_is_not_written_again(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        send(store, [ODD])
        assert go_back(store).written == 2
        again = go_back(store)
        assert (len(again.workbooks), len(again.slips), again.written) == (1, 1, 0)


def slips(store: Store) -> dict[str, list[str]]:
    """The slips that stand there: the beginning of the hash → its lines."""
    paths = sorted((store.home.folder / "returned").glob("*/*/*.tanda-terima.txt"))
    return {path.name.split(".")[-3]: path.read_text(encoding="utf-8-sig").splitlines() for path in paths}


def test_an_accepted_file_gets_a_slip_which_is_written_once(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        sha = send(store, [{}, {"status": "Tidak Aktif", "nik": "6216010040002"}], "register")
        assert (go_back(store).workbooks, list(slips(store))) == ([], [sha])
        told = slips(store)[sha]
        assert told[0] == "Tanda terima laporan Kabupaten Kotawaringin Timur, Maret 2025 (diterima 9 April 2025)"
        assert told[3] == "Daftar Koperasi: 2 baris dibaca; 2 koperasi (1 aktif, 1 tidak aktif)."
        assert told[4] == "   Anggota: 40 orang dari 2 koperasi."
        again = go_back(store)
        assert (len(again.slips), again.written) == (1, 0)
        (path,) = again.slips
        assert path.read_bytes().startswith(b"\xef\xbb\xbfTanda terima") and b"\r\n" in path.read_bytes()


def test_a_slip_goes_when_a_newer_file_replaced_the_whole_of_its_own(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        both = send(store, [{}], "register", [{}])
        go_back(store)
        register = send(store, [{}, {"nik": None}], "register")
        go_back(store)
        assert list(slips(store)) == sorted([both, register])
        assert "Sudah digantikan berkas yang lebih baru: Daftar Koperasi." in slips(store)[both]
        recap = send(store, [{}], "recap")
        go_back(store)
        assert list(slips(store)) == sorted([register, recap])


def test_a_returned_file_has_a_slip_beside_its_workbook_that_promises_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        sha = send(store, [{"status": None}], "register")
        go_back(store)
        assert standing(store) == list(slips(store)) == [sha]
        told = slips(store)[sha]
        assert told[3] == "Daftar Koperasi: 1 baris terbaca; dikembalikan untuk perbaikan, belum dihitung."
        assert told[4:] == ["Ada catatan verifikasi: mohon lihat buku kerja dengan nama yang sama di samping berkas ini."]
        newer = send(store, [{}], "register")
        go_back(store)
        assert list(slips(store)) == [newer]


def test_a_slip_names_the_last_report_and_changes_with_it(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{}], period="2024-12", name="d" * 64)
        sha = send(store, [{}, {"nik": None}], "register")
        judge_periods(store, ["2024-12", MARCH])
        return_periods(store, [MARCH])
        assert slips(store)[sha][3].endswith(
            "2 koperasi (2 aktif, 0 tidak aktif); laporan lalu (Desember 2024): 1 koperasi (1 aktif)."
        )
        submit(store, "register", [{}, {"nik": None, "name": "Koperasi Lain"}], period="2024-12", name="e" * 64)
        judge_periods(store, ["2024-12", MARCH])
        assert return_periods(store, [MARCH]).written == 1
        assert slips(store)[sha][3].endswith("laporan lalu (Desember 2024): 2 koperasi (2 aktif).")


def test_an_altered_original_is_marked_for_nobody_and_stops_no_other(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        altered = send(store, [{"status": None}], "register")
        whole = send(store, [ODD])
        (sha,) = (sha for sha in store.warehouse.table(FILES)["sha256"] if sha.startswith(altered))
        store.archive.path(sha).chmod(0o600)
        store.archive.path(sha).write_bytes(b"lain")
        go_back(store)
        assert standing(store) == [whole]


def test_what_was_returned_of_an_original_that_is_gone_stays_as_it_is(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        send(store, [ODD])
        (workbook,) = go_back(store).workbooks
        before = workbook.read_bytes()
        store.archive.path(store.warehouse.table(FILES)["sha256"][0]).unlink()
        (slip,) = store.home.folder.glob("returned/*/*/*.txt")
        again = go_back(store)
        assert (again.workbooks, workbook.read_bytes()) == ([workbook], before)
        assert "rusak atau hilang" in slip.read_text(encoding="utf-8-sig")
