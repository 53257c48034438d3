"""What `rapor check` prints for people."""

import pytest

from pipelines.checked_table import apart


@pytest.mark.parametrize(
    ("message", "note", "example"),
    [
        ("“Aktif” wajib diisi. Contoh: 125.", "“Aktif” wajib diisi.", "125"),
        ("Kosong. Contoh: Kop. Serba Usaha. Bila memang tidak ada data, tulis Nihil.", "Kosong. Bila memang tidak ada data, tulis Nihil.",
         "Kop. Serba Usaha"),
        ("126 dari 459 baris tanpa RAT.", "126 dari 459 baris tanpa RAT.", ""),
    ],
)  # fmt: skip
def test_the_example_is_told_apart_from_the_note(message: str, note: str, example: str) -> None:
    assert apart(message) == (note, example)
