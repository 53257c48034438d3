"""Why a value broke its rule."""

import polars as pl
import pytest

from schemas.areas import areas
from schemas.forms import FORMS
from schemas.likely_causes import with_likely_causes
from schemas.typed import CELL_FAILURE
from tests.builders import make_submitted


def cause_of(form: str, row: dict[str, str | None], column: str, rule: str) -> list[tuple[str, str]]:
    """(rule, detail) of one failing cell whose cause is looked for."""
    submitted = make_submitted(form, [row])
    failures = pl.DataFrame([(0, column, rule, "before", "example")], schema=CELL_FAILURE, orient="row")
    rows = submitted.rows[form].with_row_index("position")
    failures_with_causes = with_likely_causes(FORMS[form], rows, failures, submitted.layouts, areas())
    assert failures_with_causes.select("position", "column", "example").rows() == [(0, column, "example")]
    return failures_with_causes.select("rule", "detail").rows()


LEFT, RIGHT = "di sebelah kirinya", "di sebelah kanannya"


@pytest.mark.parametrize(
    ("form", "row", "column", "rule", "detail"),
    [
        ("register", {"status": "USP"}, "status", "V204", f"kolom “Unit Simpan Pinjam” {LEFT}"),
        ("register", {"grade": "Perkiraan"}, "grade", "V204", f"kolom “Sumber Angka” {LEFT}"),
        ("register", {"scheme": "Ya"}, "scheme", "V204", f"kolom “KDMP/KKMP” {LEFT}"),
        ("register", {"members_male": "31/03/2025"}, "members_male", "V202", f"kolom “Tanggal RAT Terakhir” {LEFT}"),
        ("register", {"last_rat_date": "125", "members_male": None}, "last_rat_date", "V203", f"kolom “Anggota Pria” {RIGHT}"),
        ("register", {"legal_form": "Baamang", "district": None}, "legal_form", "V204", f"kolom “Kecamatan” {LEFT}"),
        ("coaching", {"funding": "40"}, "funding", "V204", f"kolom “Peserta P” {LEFT}"),
    ],
)  # fmt: skip
def test_a_value_that_is_right_one_column_further_names_that_column(
    form: str, row: dict[str, str | None], column: str, rule: str, detail: str
) -> None:
    assert cause_of(form, row, column, rule) == [("V221", detail)]


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ({"type": "Campuran"}, "type", "V204"),
        ({"last_rat_date": "31/04/2021"}, "last_rat_date", "V203"),
        ({"members_male": "dua puluh"}, "members_male", "V202"),
        ({"members_male": "-3"}, "members_male", "V205"),
        ({"nik": "621601004"}, "nik", "V206"),
        ({"district": "Antah Berantah"}, "district", "V208"),
        ({"nik": "6201010040001"}, "nik", "V312"),
    ],
)  # fmt: skip
def test_what_is_right_nowhere_keeps_its_failure(row: dict[str, str | None], column: str, rule: str) -> None:
    assert cause_of("register", row, column, rule) == [(rule, "before")]


def test_where_both_neighbours_could_have_lost_the_value_it_is_the_empty_one() -> None:
    row: dict[str, str | None] = {"funding": "4000000", "participants_female": "12", "budget": None}
    assert cause_of("coaching", row, "funding", "V204") == [("V221", f"kolom “Anggaran” {RIGHT}")]


def test_a_village_where_a_kecamatan_belongs_and_the_other_way_round() -> None:
    assert cause_of("register", {"district": "Baamang Hulu"}, "district", "V208") == [("V222", "nama desa/kelurahan")]
    assert cause_of("register", {"village": "Kota Besi"}, "village", "V209") == [("V222", "nama kecamatan")]


def test_a_citizen_s_number_in_the_column_of_the_cooperative_s() -> None:
    assert cause_of("register", {"nik": "[disembunyikan]"}, "nik", "V206") == [("V223", "")]


def test_a_business_licence_begins_with_the_day_it_was_given() -> None:
    assert cause_of("register", {"nik": "1204240012345"}, "nik", "V312") == [("V224", "12/04/2024")]
    assert cause_of("register", {"nik": "1204250012345"}, "nik", "V312") == [("V312", "before")]  # after the period's end
    assert cause_of("register", {"nik": "1204050012345"}, "nik", "V312") == [("V312", "before")]  # before there was the OSS
