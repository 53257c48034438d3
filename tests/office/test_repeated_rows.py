"""Rows that bear one key: which of them are told, and as what."""

import polars as pl

from assets.judging.groups import grouping
from assets.returning.wording import with_words
from schemas.areas import areas
from schemas.gazetteer import gazetteer
from tests.builders import judged, notes

OFFICIAL = gazetteer(areas()).official
BAAMANG = [code for code in OFFICIAL if code.startswith("62.02.05.")]


def villages(**second: str) -> list[dict[str, str | None]]:
    """Thirty right rows of the KDMP/KKMP form, of which the second differs."""
    every = [code for code in OFFICIAL if code.startswith("62.02.") and len(code) == len(BAAMANG[0])]
    some = [*BAAMANG, *(code for code in every if code not in BAAMANG)][:30]
    rows: list[dict[str, str | None]] = [
        {"village_code": code, "village": OFFICIAL[code], "district": OFFICIAL[code[:8]]} for code in some
    ]
    rows[1] |= second
    return rows


def test_a_village_with_the_code_of_another_row_is_told_once_and_as_the_code_that_is_wrong() -> None:
    verdict = judged("kdmp", *villages(village_code=BAAMANG[0]))
    assert notes(verdict) == [("V313", "A7")]
    (message,) = verdict.findings["message"]
    assert f"kode itu adalah {OFFICIAL[BAAMANG[0]]}, sedangkan nama di sampingnya {OFFICIAL[BAAMANG[1]]}" in message
    assert message.endswith(f"Contoh: {BAAMANG[1]}.")


def test_a_village_with_the_code_of_a_row_in_another_kecamatan_is_told_once_too() -> None:
    other = villages()[-1]["village_code"]
    assert notes(judged("kdmp", *villages(village_code=str(other)))) == [("V313", "A7")]


def test_a_village_listed_twice_is_told_at_both_rows_and_each_names_the_other() -> None:
    verdict = judged("kdmp", *villages(village_code=BAAMANG[0], village=OFFICIAL[BAAMANG[0]]))
    assert notes(verdict) == [("V401", "A6"), ("V401", "A7")]
    first, second = verdict.findings.sort("row")["message"]
    assert first.startswith(f"“Kode Desa/Kelurahan” {BAAMANG[0]} tertulis juga pada baris 7. ")
    assert second.startswith(f"“Kode Desa/Kelurahan” {BAAMANG[0]} tertulis juga pada baris 6. ")
    assert "Contoh" not in first
    assert with_words(verdict.findings)["example"].to_list() == ["", ""]


def test_a_doubt_that_all_rows_of_a_key_share_tells_none_of_them_apart() -> None:
    rows = [{"nik": f"62160100{i:05d}"} for i in range(20)] + [{"nik": "6205010040002"}] * 2
    assert notes(judged("register", *rows)) == [("V312", "A26"), ("V312", "A27"), ("V401", "A26"), ("V401", "A27")]


def test_many_rows_of_one_key_name_the_first_and_count_the_rest() -> None:
    verdict = judged("register", *[{"nik": "6216010040001"}] * 6)
    last = verdict.findings.filter(pl.col("cell") == "A11")["message"].item()
    assert "tertulis juga pada baris 6, 7, 8, dan 2 baris lain." in last


def test_pairs_of_several_keys_are_told_as_pairs_under_the_title_of_the_column() -> None:
    rows = [{"nik": f"62160100{i:05d}"} for i in range(40)]
    rows[20], rows[30] = rows[10], rows[5]
    group = grouping(judged("register", *rows).findings).groups
    assert group["title"].to_list() == ["“NIK Koperasi” tertulis lebih dari sekali, 4 sel"]
    assert (group["ranges"].item(), group["first"].item()) == ("A11 dan A36; A16 dan A26", "A11")
