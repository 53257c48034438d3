"""Of what is written freely only the agencies of the list are published by name; the rest is added up."""

import polars as pl

from assets.publishing import public_view
from assets.publishing.edition import Edition
from tests.unit.publishing_fixture import NOW, make_edition, make_figures

SECRET = ("Dinas Koperasi a.n. Budi Santoso", "Siti Aminah, S.E.")


def _edition_with_persons(first: str, second: str) -> Edition:
    renamed = {"Dinas Koperasi dan UKM": first, "Dinas Perdagangan": second}
    return make_edition(values=make_figures().values.with_columns(pl.col("segment").replace(renamed)))


def test_persons_are_added_up_as_other_agencies_and_no_sum_changes() -> None:
    edition = _edition_with_persons(*SECRET)
    own = (pl.col("indicator") == "UMK-05") & (pl.col("segment") != "")
    before, after = make_figures().values.filter(own), edition.values.filter(own)
    assert set(after["segment"]) == {"Instansi lain"}
    key = ["period", "area_code"]
    for part in ("numerator", "value"):
        sums = before.filter(pl.col(part).is_not_null()).group_by(key).agg(pl.col(part).sum()).sort(key)
        assert after.filter(pl.col(part).is_not_null()).select(*key, part).equals(sums)
    missing = after.filter(pl.col("area_code") == "62.12", pl.col("period") == NOW)
    assert missing["value"].to_list() == [None]
    assert not any(secret in str(edition.values.to_dicts()) for secret in SECRET)


def test_agencies_of_the_list_keep_their_names_and_the_rows_their_order() -> None:
    edition = _edition_with_persons("Dinas Koperasi dan UKM", SECRET[0])
    assert [name for name, _ in public_view.agencies(edition)] == ["Dinas Koperasi dan UKM", "Instansi lain"]
    rows = edition.values.select("period", "area_code", "indicator", "segment")
    assert rows.equals(rows.sort(rows.columns))


def test_values_without_a_person_are_left_as_they_are() -> None:
    assert make_edition().values.height == make_figures().values.height
