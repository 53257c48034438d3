"""What a column means is said once, for every table that analysts get."""

import pytest

from assets.publishing import tabular
from assets.storage.tables import TABLES
from schemas.column_words import described, table_words


def test_every_column_of_every_table_has_words() -> None:
    copied = [table for table in TABLES.values() if not table.name.startswith("pipeline.")]
    assert all(described(table.name, column) for table in copied for column in table.columns)
    assert all(described("official_values", column) for column in (*tabular.TITLES, *tabular.SCORES))


def test_a_column_of_a_form_is_described_by_the_form_and_as_text_where_it_is_kept_as_written() -> None:
    assert described("accepted.register", "members_total").startswith("Total Anggota")
    assert described("raw.register", "members_total").endswith("teks seperti tertulis")
    assert described("open_obstacles", "raised_date") == described("accepted.obstacles", "raised_date")


def test_a_table_may_give_a_word_another_meaning() -> None:
    assert described("findings.notes", "value") != described("indicators.values", "value")


def test_a_column_that_nobody_described_is_a_fault() -> None:
    with pytest.raises(KeyError):
        described("indicators.values", "unheard_of")


def test_a_view_of_what_stands_says_of_what_its_rows_are() -> None:
    assert table_words("standing.register").startswith("satu koperasi")
    assert "ketentuan provinsi" in table_words("standing.targets")
