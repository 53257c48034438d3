"""What `rapor check` prints for people."""

from io import StringIO

import polars as pl
import pytest
from rich.console import Console

from pipelines.commands.checked_table import apart, grouped, print_groups


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


NOTE = "“Sudah RAT” berisi -28, di luar rentang. Yang diperbolehkan: bilangan bulat mulai dari 0. Contoh: 125."


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_word_of_a_note_is_cut_on_a_narrow_screen(width: int) -> None:
    finding = {
        "form": "recap",
        "sheet": "Rekap Koperasi",
        "rule": "V205",
        "column": "rat_held",
        "severity": "explain",
        "cell": "E6",
    }
    groups = grouped(pl.DataFrame([finding | {"message": NOTE}]))
    screen = Console(width=width, file=StringIO(), record=True)
    print_groups(screen, groups)
    told = screen.export_text()
    assert "…" not in told
    assert all(word in told for word in ("Rekap Koperasi", "E6", "V205", "diperbolehkan:", "125"))
