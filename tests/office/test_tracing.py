"""From a figure to its rows and cells, and from a cell to its figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.computing.evaluate import lay_relations
from assets.computing.feeding import NoSuchCellError, find_cell, follow_cell
from assets.computing.tracing import Traced, asked_figure, trace
from assets.storage.tables import VALUES
from assets.store import Store
from schemas.indicators import OUTSIDE_KDMP, catalogue
from tests.office.test_indicators import COACHING, KDMP, KOBAR, KOTIM, OBSTACLES, UMKM
from tests.traced import differing
from tests.worlds import count, office, submit

#: In June a register is due again, and nobody sent one.
MARCH, APRIL, JUNE = "2025-03", "2025-04", "2025-06"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two regencies in March 2025, one of them with the baseline of December and a register of a year before; all is judged and counted."""
    with office(tmp_path_factory.mktemp("home")) as opened:
        baseline = [{"nik": f"621601004000{i}", "status": "Tidak Aktif", "last_rat_date": None} for i in (1, 3, 5)]
        submit(opened, "register", KOTIM, period="2024-03", received=date(2024, 4, 8))
        submit(opened, "register", baseline, period="2024-12", received=date(2025, 1, 8))
        submit(opened, "register", KOTIM)
        submit(opened, "register", [*KOBAR, {**KOTIM[0], "district": "Kumai"}], area="62.01")
        for form, rows in (("kdmp", KDMP), ("obstacles", OBSTACLES), ("coaching", COACHING)):
            submit(opened, form, rows)
        submit(opened, "umkm", UMKM, period="2024-12", received=date(2025, 1, 15))
        count(opened, "2024-03", "2024-12", MARCH, APRIL, JUNE)
        yield opened


def traced(store: Store, code: str, area: str = "62.02", segment: str = "", period: str = MARCH) -> Traced:
    asked = asked_figure(code, period, area, segment)
    return trace(store.warehouse, asked, lay_relations(store.warehouse, [period], store.areas), store.areas)


def test_every_figure_is_what_its_rows_add_up_to(store: Store) -> None:
    values = store.warehouse.table(VALUES, period=["2024-12", MARCH, JUNE]).filter(
        pl.col("official") & pl.col("area_code").is_in(["62", "62.02"])
    )
    filled = values.filter(pl.col("numerator").is_not_null())
    assert set(filled["indicator"]) >= {code for code in catalogue() if code[:3] in ("KDM", "UMK", "MSL", "LAP")}
    assert differing(store.warehouse, values, store.areas) == []


def test_a_figure_of_a_month_in_which_nobody_reported_rests_on_no_row(store: Store) -> None:
    assert traced(store, "KOP-18.6", area="62", period=MARCH).rows.is_empty()
    assert traced(store, "KOP-18.6", area="62", period=JUNE).rows.is_empty()


def test_a_row_has_its_file_cell_text_and_value(store: Store) -> None:
    rows = traced(store, "KOP-08").rows
    assert rows.columns[:9] == ["sha256", "file", "sheet", "cell", "row", "raw", "value", "numerator", "area_code"]
    first = rows.row(0, named=True)
    assert (first["file"], first["sheet"], first["row"], first["raw"], first["value"]) == (
        "2025-03/62.02.xlsx", "Daftar Koperasi", 6, "900", "900",
    )  # fmt: skip
    assert first["cell"].endswith("6") and first["nik"] == "6216010040001"


def test_a_row_of_both_sides_is_one_line(store: Store) -> None:
    rows = traced(store, "KOP-05").rows
    assert rows.select("numerator", "denominator").rows() == [(1.0, 1.0), (None, 1.0), (None, 1.0), (1.0, 1.0)]


def test_rows_that_count_once_together_add_one(store: Store) -> None:
    rows = traced(store, "KDMP-07").rows
    assert rows["village_code"].to_list() == ["62.02.05.1001", "62.02.05.1002"]
    assert traced(store, "KDMP-09").rows["numerator"].to_list() == [1.0, 0.0]


def test_a_segment_has_its_rows_alone_and_the_total_says_who_reported(store: Store) -> None:
    assert traced(store, "KOP-01", segment=OUTSIDE_KDMP).rows.height == traced(store, "KOP-01").rows.height - 1
    reporters = traced(store, "KOP-01", area="62").reporters
    assert reporters.filter(pl.col("submission").is_not_null())["area_code"].to_list() == ["62.01", "62.02"]
    assert reporters.height == 14


def test_the_unit_of_a_shop_is_the_cell_that_is_shown(store: Store) -> None:
    rows = traced(store, "KDMP-12").rows
    assert set(rows["raw"]) == {"Ya"} and rows["cell"].n_unique() == rows.height


def test_a_cell_feeds_the_figures_whose_definition_reads_its_column(store: Store) -> None:
    place = find_cell(store.warehouse, "2025-03/62.02.xlsx", f"Daftar Koperasi!{cell_of('status')}6")
    fed, reasons = follow_cell(store.warehouse, place, store.areas)
    assert {"KOP-01", "KOP-02", "KOP-04", "KOP-05"} <= set(fed["indicator"]) and "KDMP-01" not in set(fed["indicator"])
    of_share = fed.filter((pl.col("indicator") == "KOP-04") & (pl.col("period") == APRIL) & (pl.col("area_code") == "62.02"))
    assert of_share.select("segment", "sides").rows() == [("", "numerator,denominator"), (OUTSIDE_KDMP, "numerator,denominator")]
    assert reasons == [
        "NIK 6216010040001 dihitung satu kali di provinsi, menurut baris lain: lembar Daftar Koperasi baris 7, 62.01."
    ]


def test_of_two_rows_of_one_cooperative_the_other_one_is_named(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        submit(store, "register", [{"nik": "6216010040001"}])
        submit(store, "register", [{"nik": "6216010040001", "district": "Kumai", "status": "Tidak Aktif"}], area="62.01")
        count(store, MARCH)
        _, reasons = follow_cell(store.warehouse, find_cell(store.warehouse, "62.01.xlsx", f"{cell_of('status')}6"), store.areas)
    assert reasons == [
        "NIK 6216010040001 dihitung satu kali di provinsi, menurut baris lain: lembar Daftar Koperasi baris 6, 62.02."
    ]


def test_a_name_feeds_nothing_and_what_is_no_cell_of_a_table_says_so(store: Store) -> None:
    place = find_cell(store.warehouse, "2025-03/62.01.xlsx", "B6")
    assert follow_cell(store.warehouse, place, store.areas)[0].is_empty()
    _, (heading,) = follow_cell(store.warehouse, find_cell(store.warehouse, "2025-03/62.01.xlsx", "B2"), store.areas)
    assert heading == "Sel ini tidak berada di bawah judul kolom sebuah formulir."
    for file, cell, why in (
        ("62.99.xlsx", "B6", "tidak ada pada rilis ini"),
        ("62.01.xlsx", "6B", "Contoh:"),
        ("62.01.xlsx", "Lain!B6", "Lembar yang dibaca"),
    ):
        with pytest.raises(NoSuchCellError, match=why):
            find_cell(store.warehouse, file, cell)


def cell_of(column: str) -> str:
    """The letters of a column of the register as the tests' files have it."""
    from schemas.cell_names import column_letter
    from schemas.forms import FORMS

    return column_letter(FORMS["register"].ids.index(column))


def test_why_a_row_does_not_count_is_told(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        old = submit(store, "register", KOTIM, received=date(2025, 4, 4))
        submit(store, "register", KOTIM, received=date(2025, 4, 5))
        wrong = submit(store, "register", [{"status": None}], area="62.01")
        count(store, MARCH)
        told = {
            name: follow_cell(store.warehouse, find_cell(store.warehouse, name, f"{cell_of('status')}6"), store.areas)
            for name in (old, wrong)
        }
        assert "Digantikan versi baru: berkas" in told[old][1][0] and told[old][0].is_empty()
        assert any("Dikembalikan untuk perbaikan" in reason for reason in told[wrong][1]) and told[wrong][0].is_empty()
