"""The officer's guide: it names what is in use and nothing else, shows the sample's cells, and fits on two printed pages."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from assets.guiding.example import COOPERATIVES, PERIOD, example_report
from assets.guiding.guide import guide_page
from assets.returning.looks import INPUT, TONES
from assets.templating.cell_formats import AMBER, DEEP, MIST, RED, ROSE, SKY
from pipelines.sample.regencies import read_regencies
from pipelines.sample.village_progress import queue
from pipelines.sample.world import world
from schemas import states
from schemas.areas import areas
from schemas.forms import CONDITIONS
from schemas.rules import SEVERITIES, SEVERITY_WORDS
from tests.conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
#: What is no sign: paper, ink, lines, and the grey of letters, row numbers and the last status.
PLAIN = {
    "#FFFFFF", "#17252A", "#C9D3D1", "#EEF1F0", "#FFFFE1", "#1F2A2A", "#5C6B69", "#E7E7E7", "#F2F6F4", "#4A5A5E", "#0B5D4E", "#E9EEEC",
    "#C3CFCA", "#9AA8A4",
}  # fmt: skip


@pytest.fixture(scope="module")
def page() -> str:
    """The guide of the home province."""
    return guide_page(areas())


def text_of(page: str) -> str:
    """What is read on it, pictures included."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)))


def colours_of(page: str) -> set[str]:
    """Every colour in it, as #RRGGBB."""
    found = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{3,6}\b", page)}
    return {colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:]) for colour in found}


def test_it_has_the_colours_in_use_and_no_other(page: str) -> None:
    returned = {f"#{argb[-6:]}" for tone in TONES.values() for argb in (tone.fill, tone.colour)} | {f"#{INPUT.fill[-6:]}"}
    assert colours_of(page) - PLAIN == returned | {DEEP, MIST, AMBER, SKY, ROSE, RED}


def test_it_names_each_severity_with_its_colour_and_no_other(page: str) -> None:
    rows = re.findall(r"<tr><td>(<svg.*?</svg>)</td><td><b>(.+?)</b></td>", page)
    assert [word for _, word in rows] == [SEVERITY_WORDS[severity] for severity in SEVERITIES]
    for (swatch, _), severity in zip(rows, SEVERITIES, strict=True):
        expected = f"#{TONES[severity].fill[-6:]}" if severity in TONES else "#FFFFFF"
        assert re.findall(r'fill="(#\w+)" stroke', swatch) == [expected]


def test_it_names_every_state_and_every_condition(page: str) -> None:
    named = set(re.findall(r'<th scope="row">(.+?)</th>', page))
    of_reports = {value for name, value in vars(states).items() if name.isupper() and isinstance(value, str)} - {
        states.OTHER_REASON
    }
    assert named == of_reports | set(CONDITIONS)


def test_its_notes_are_those_of_the_rules(page: str) -> None:
    told = [(cell, rule) for cell, rule in example_report(areas()).grouped.findings.select("cell", "rule").iter_rows() if cell]
    assert told == [("P5", "V111"), ("V7", "V302"), ("G9", "V208"), ("I10", "V204")]
    assert "“Total Anggota” berisi 680, tetapi 415 pria + 193 wanita = 608." in text_of(page)


def test_its_cooperatives_are_the_samples() -> None:
    regencies = read_regencies("62")
    kotim = world(62, regencies[1], *queue(62, regencies), PERIOD)
    sampled = {row["nik"]: row for row in kotim.rows("register", PERIOD)}
    for number, name, kind, status, men, women in COOPERATIVES:
        row = sampled[f"6216{number}"]
        shown = (row["name"], row["type"], row["status"], row["members_male"], row["members_female"], row["district"])
        assert shown == (name, kind, status, men, women, "Kota Besi")


def test_another_provinces_guide_names_no_place_of_the_home_province() -> None:
    text = text_of(guide_page(areas("33")))
    assert "Provinsi Jawa Tengah" in text and "Kabupaten Banyumas" in text
    assert not re.search(r"Kalimantan|Kotawaringin|Kota Besi|6216", text)


def test_it_needs_nothing_but_itself(page: str) -> None:
    assert not re.search(r"<script|<link|<img|url\(|src=", page)
    assert "DATA CONTOH – BUKAN DATA RESMI" in page


def test_the_page_in_docs_is_what_the_code_makes(page: str) -> None:
    assert (ROOT / "docs" / "panduan.html").read_text(encoding="utf-8") == page, "make guide"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium tidak terpasang di komputer ini")
@pytest.mark.parametrize("paper", ["A4", "215mm 330mm"])
def test_it_prints_on_two_pages(page: str, paper: str, tmp_path: Path) -> None:
    source, printed = tmp_path / "panduan.html", tmp_path / "panduan.pdf"
    source.write_text(page.replace("size: A4", f"size: {paper}"), encoding="utf-8")
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/profil",
         f"--print-to-pdf={printed}", source.as_uri()],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    assert re.findall(rb"/Count (\d+)", printed.read_bytes()) == [b"2"]
