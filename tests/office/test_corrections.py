"""Corrections by the province: with a reason, on a copy, and loud when they are stale."""

import polars as pl

from schemas.corrections import CORRECTION, correct, corrections
from schemas.forms import FORMS
from tests.builders import RIGHT, judged


def line(**what_differs: str) -> pl.DataFrame:
    usual = {
        "period": "2025-03", "area_code": "62.02", "form": "register", "key": RIGHT["register"]["nik"], "column": "members_total",
        "expected": "20", "value": "21", "reason": "surat ralat", "letter_number": "500/7/2025", "decided_on": "2025-04-20",
    }  # fmt: skip
    return pl.DataFrame([usual | what_differs], schema=dict.fromkeys(CORRECTION, pl.String))


def test_a_correction_changes_the_cell_that_it_names_and_no_other() -> None:
    rows = judged("register", {}, {"nik": "6216010040002"}).accepted
    done = correct(rows, line())
    assert done.accepted["register"]["members_total"].to_list() == [21, 20]
    assert done.stale.is_empty()
    assert rows["register"]["members_total"].to_list() == [20, 20]


def test_a_correction_of_a_date_is_written_in_iso() -> None:
    done = correct(judged().accepted, line(column="last_rat_date", expected="2025-01-15", value="2025-01-16"))
    assert str(done.accepted["register"]["last_rat_date"].item()) == "2025-01-16"


def test_a_stale_correction_is_not_applied_and_is_named() -> None:
    for differs in ({"expected": "19"}, {"key": "6216010049999"}, {"area_code": "62.01"}):
        done = correct(judged().accepted, line(**differs))
        assert done.accepted["register"]["members_total"].to_list() == [20]
        assert done.stale.height == 1


def test_every_correction_in_the_file_has_a_reason_a_letter_and_a_column_that_exists() -> None:
    for row in corrections().iter_rows(named=True):
        assert row["reason"] and row["letter_number"]
        assert row["column"] in FORMS[row["form"]].ids
