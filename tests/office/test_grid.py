"""What is written into Dagster's grid of who has sent what, as a pure decision over the cells that should be and those that are."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from assets.grid import Mark, changes, grid_cells
from schemas.areas import areas
from schemas.frames import REPORT

CELLS = st.dictionaries(st.sampled_from("abcd"), st.builds(Mark, st.booleans(), st.sampled_from(["1", "2"])))
KOTIM, PALANGKA_RAYA, SLEMAN = "62.02", "62.71", "34.04"
PASSED, RETURNED, SILENT = "Lolos verifikasi", "Dikembalikan untuk perbaikan", "Belum menyampaikan"


def written(present: dict[str, Mark], wanted: dict[str, Mark], *, wipe: bool, write: list[str]) -> dict[str, Mark]:
    """What Dagster holds then: a cell that is green stays green whatever is observed of it."""
    held = {} if wipe else dict(present)
    for key in write:
        was_green = key in held and held[key].accepted
        held[key] = held[key] if was_green and not wanted[key].accepted else wanted[key]
    return held


@given(CELLS, CELLS)
def test_what_is_written_makes_the_grid_what_it_should_be(wanted: dict[str, Mark], present: dict[str, Mark]) -> None:
    done = changes(wanted, present)
    assert written(present, wanted, wipe=done.wipe, write=done.write) == wanted


@given(CELLS, CELLS)
def test_only_what_differs_is_written_and_nothing_is_wiped_without_need(
    wanted: dict[str, Mark], present: dict[str, Mark]
) -> None:
    done = changes(wanted, present)
    if done.wipe:
        assert written(present, wanted, wipe=False, write=list(wanted)) != wanted
    else:
        assert all(present.get(key) != wanted[key] for key in done.write)


@given(CELLS)
def test_a_grid_that_is_right_is_left_alone(cells: dict[str, Mark]) -> None:
    done = changes(cells, cells)
    assert not done.wipe and not done.write


def test_a_cell_that_an_older_code_wrote_is_written_again() -> None:
    assert changes({"a": Mark(True, "1")}, {"a": Mark(True, "")}).write == ["a"]


def report(area: str, form: str, state: str, *, due: bool = True, day: int | None = 9) -> dict[str, object]:
    """What stands of one form of a regency for March 2025; `day`: of April, on which it came."""
    came = None if day is None else date(2025, 4, day)
    return {
        "period": "2025-03",
        "area_code": area,
        "form": form,
        "state": state,
        "due": due,
        "received": day is not None,
        "received_at": came,
    }


def reports(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=REPORT)


def test_a_cell_tells_every_form_that_is_due_or_came_and_the_state_of_what_came() -> None:
    cells = grid_cells(
        reports(
            report(KOTIM, "register", SILENT, day=None), report(KOTIM, "kdmp", PASSED), report(KOTIM, "coaching", RETURNED, day=11),
            report(KOTIM, "umkm", SILENT, due=False, day=None), report(PALANGKA_RAYA, "kdmp", SILENT, day=None),
        ),
        areas(),
    )  # fmt: skip
    assert [(str(key), cell.accepted) for key, cell in cells.items()] == [("62.02|2025-03", True)]
    assert cells["62.02|2025-03"].told == {
        "regency": "Kabupaten Kotawaringin Timur", "state": f"{PASSED}, {RETURNED}", "received": "2025-04-11",
        "forms": f"{SILENT}: Daftar Koperasi; {PASSED}: Progres KDMP/KKMP; {RETURNED}: Pembinaan",
    }  # fmt: skip


def test_of_the_country_a_period_is_one_cell_with_every_regency_that_sent_something() -> None:
    sent = reports(report(KOTIM, "kdmp", RETURNED), report(SLEMAN, "kdmp", PASSED), report("11.71", "kdmp", SILENT, day=None))
    cells = grid_cells(sent, areas("all"))
    assert [(key, cell.accepted) for key, cell in cells.items()] == [("2025-03", True)]
    told = cells["2025-03"].told
    assert told["regencies"] == "2 dari 514 menyampaikan, 1 dengan laporan yang berlaku"
    assert f"| Kabupaten Sleman | {PASSED} |" in told["states"]


def test_before_anything_came_there_is_no_cell() -> None:
    silent = report(KOTIM, "kdmp", SILENT, day=None)
    for nothing in (reports(), reports(silent)):
        assert grid_cells(nothing, areas()) == {} == grid_cells(nothing, areas("all"))
