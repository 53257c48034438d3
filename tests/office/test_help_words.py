"""Help and complaints about wrong usage bear Indonesian headings, whatever typer calls them inside."""

import inspect
import re

import pytest
from typer import rich_utils
from typer.testing import CliRunner

from pipelines.commands.cli import app
from pipelines.commands.help_words import HEADINGS


def screen(*words: str) -> str:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "120"}).output


@pytest.mark.parametrize(
    ("words", "headings"),
    [
        ((), {"Pilihan", "Perintah"}),
        (("close", "--help"), {"Argumen", "Pilihan", "[wajib]"}),
        (("sample", "--help"), {"[bila tidak diisi: "}),
        (("close", "2025-03"), {"Kesalahan", "Penjelasan: "}),
    ],
)
def test_the_headings_are_indonesian(words: tuple[str, ...], headings: set[str]) -> None:
    shown = screen(*words)
    assert all(heading in shown for heading in headings)
    assert not any(word in shown for word in ("Arguments", "Options", "Commands", "Error", "[required]", "[default", "Try "))


@pytest.mark.parametrize("name", HEADINGS)
def test_typer_still_has_each_heading_under_its_name_and_shows_it(name: str) -> None:
    """The names are not promised to stay; under another one the heading would be English again without a word."""
    source = inspect.getsource(rich_utils)
    assert len(re.findall(rf"^{name} = ", source, re.MULTILINE)) == 1
    assert len(re.findall(rf"\b{name}\b", source)) > 1
