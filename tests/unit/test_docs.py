"""The pages for people: what they point to is there."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / ".github").rglob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("schemas/**/*.md")]
#: A link or a picture; a page's own anchors and addresses on the web begin otherwise.
LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")
#: What the text names as a file or folder of ours.
NAMED = re.compile(r"`((?:assets|schemas|pipelines|tests|docs)/[\w./-]*\w/?)`")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of their words on GitHub, and those that are set by hand."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(
        re.findall(r'<a id="(.+?)">', text)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    dead = [name for name in NAMED.findall(text) if not (ROOT / name).exists()]
    for link in LINK.findall(text):
        name, _, anchor = link.partition("#")
        target = page.parent / name
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_the_two_pages_of_operating_say_the_same_things_in_the_same_order() -> None:
    """What is code (commands, settings, folders) stands in both, as often; FILE is BERKAS there."""
    english, indonesian = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("operating.md", "pengoperasian.md"))
    assert len(re.findall(r"^## ", english, re.MULTILINE)) == len(re.findall(r"^## ", indonesian, re.MULTILINE))
    assert code(english) == code(indonesian)


def code(text: str) -> list[str]:
    """The first two words of each piece of code, those that are names of things to fill in left out."""
    return sorted(" ".join(piece.split()[:2]) for piece in re.findall(r"`([^`]+)`", text) if piece.split()[0] != "python3")
