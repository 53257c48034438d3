"""The pages of regencies and indicators as files: taken over where nothing changed, and read in a browser as a reader does."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from assets.publishing.details import write_details
from assets.publishing.edition import Edition, reference
from assets.publishing.release_figures import Figures
from assets.publishing.tabular import plain_numbers
from schemas.frames import DISTRICT_STAGE
from tests.office.browser import browser, watched
from tests.unit.publishing_fixture import figures_for, make_edition, make_figures

AUDIENCES = ("publik", "internal")
FIGURE = re.compile(r'<data value="([^"]*)" data-key="([^"]*)">')
LARGEST = 300_000


@cache
def real_figures() -> Figures:
    """Figures for the whole catalogue, with the villages of one regency."""
    made = figures_for(reference())
    rows = [("62.03", district, stage, 3 + stage) for district in ("Selat", "Basarang", "Kapuas Hulu") for stage in (0, 1, 2, 6)]
    return Figures(**{**vars(made), "districts": pl.DataFrame(rows, schema=pl.Schema(DISTRICT_STAGE), orient="row")})


def edition_of(audience: str) -> Edition:
    return Edition(real_figures(), reference(), {"rules": "1"}, is_public=audience == "publik")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("details")
    for audience in AUDIENCES:
        (folder / audience / "data").mkdir(parents=True)
        (folder / audience / "index.html").write_text("<!doctype html><title>Rapor</title>", encoding="utf-8")
        write_details(edition_of(audience), folder / audience)
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def pages(release: Path) -> list[Path]:
    return [path for path in sorted(release.rglob("*.html")) if path.name != "index.html"]


def test_a_page_is_one_file_small_enough_to_be_sent(release: Path) -> None:
    assert {path.name for path in pages(release) if path.stat().st_size > LARGEST} == set()
    assert len(pages(release)) == 2 * (1 + 14 + 16)


def test_equal_figures_give_equal_pages_and_they_are_taken_over(release: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    assert write_details(edition_of("publik"), folder, release / "publik") == 0
    written = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.html")}
    assert written == {path: (release / "publik" / path).read_bytes() for path in written}
    anew = tmp_path / "anew"
    anew.mkdir()
    assert write_details(edition_of("publik"), anew) == len(written)
    assert written == {path.relative_to(anew): path.read_bytes() for path in anew.rglob("*.html")}


def test_other_code_makes_every_page_anew(release: Path, tmp_path: Path) -> None:
    other = Edition(real_figures(), reference(), {"rules": "2"})
    assert write_details(other, tmp_path, release / "publik") == 31


def test_every_figure_on_a_page_is_that_of_its_edition(release: Path) -> None:
    for audience in AUDIENCES:
        key = pl.concat_str("indicator", "area_code", "period", pl.col("segment").fill_null(""), separator="|")
        values = edition_of(audience).values.drop_nulls("value").select(key, plain_numbers(pl.col("value")))
        known = dict(values.iter_rows())
        shown = [(each, path.name) for path in pages(release / audience) for each in FIGURE.findall(path.read_text("utf-8"))]
        assert len(shown) > 1000
        assert [(found, page) for found, page in shown if known.get(found[1]) != found[0]] == []


def test_the_public_has_no_note_and_no_money_of_a_regency(release: Path) -> None:
    for path in pages(release / "publik"):
        text = path.read_text("utf-8")
        assert not re.search(r"Status laporan Anda|templat/|returned/|V\d{3}|Kotim April|RAHASIA|kalteng.duckdb", text), path
        assert not re.search(r'data-key="KOP-(08|09|10|11|12|13|14|27)\|62\.', text), path
    internal = (release / "internal/kabupaten/62.02.html").read_text("utf-8")
    assert "Status laporan Anda" in internal and "V206" in internal and "../panduan.html" in internal


def test_a_page_says_what_it_is_where_it_is_sent(release: Path) -> None:
    text = (release / "publik/kabupaten/62.03.html").read_text("utf-8")
    assert '<meta property="og:title" content="Kabupaten Kapuas · Rapor Koperasi Kalimantan Tengah">' in text
    assert re.search(r'<meta property="og:description" content="Koperasi aktif di luar KDMP/KKMP 76,07% [^<>"]*">', text)


def test_the_sample_is_marked_on_every_page(tmp_path: Path) -> None:
    write_details(make_edition(make_figures(sample=True)), tmp_path)
    assert all("DATA CONTOH – BUKAN DATA RESMI" in path.read_text("utf-8") for path in tmp_path.rglob("*.html"))


def test_every_page_opens_without_a_complaint_or_a_request(release: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    complaints = watched(page)
    for path in pages(release / "publik"):
        page.goto(path.as_uri())
        assert page.locator("h1").count() == 1
    assert complaints == []
    page.close()


#: Texts of one picture of which the boxes meet, or that reach out of it.
COLLISIONS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
    const frame = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    return texts.flatMap(([text, a], at) => [
        ...(a.left < frame.left - 1 || a.right > frame.right + 1 ? [text] : []),
        ...texts.slice(at + 1).filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([other]) => text + ' / ' + other)]);
})"""


def test_no_text_of_a_picture_lies_over_another_or_reaches_out_of_it(release: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 400, "height": 900})
    found = {}
    for path in pages(release):
        page.goto(path.as_uri())
        if collisions := page.evaluate(COLLISIONS):
            found[path.relative_to(release).as_posix()] = collisions
    assert found == {}
    page.close()


def test_tables_sort_by_number_and_what_has_none_stays_last(release: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((release / "publik/indikator/KOP-04.html").as_uri())
    table = page.locator("#kabupaten-kota table.sortable")
    head = table.locator("thead th").nth(1)
    for way, first in (("ascending", "Katingan"), ("descending", "Palangka Raya")):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == way
        names = table.locator("tbody th").all_inner_texts()
        assert (names[0], names[-1]) == (first, "Murung Raya")
    table.locator("thead th button").first.click()
    assert table.locator("tbody th").all_inner_texts() == sorted(names)
    assert head.get_attribute("aria-sort") is None
    page.close()


def test_everything_can_be_read_before_any_script(release: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((release / "publik/kabupaten/62.03.html").as_uri())
    assert "76,07%" in page.locator("main").inner_text()
    assert page.locator("table button").count() == 0
    context.close()


@pytest.mark.parametrize("name", ["kabupaten/62.03.html", "indikator/KOP-04.html", "indikator/KOP-11.html", "cara-dibuat.html"])
def test_no_width_scrolls_sideways(release: Path, chromium: Browser, name: str) -> None:
    page = chromium.new_page()
    page.goto((release / "publik" / name).as_uri())
    for width in range(320, 1601, 80):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["publik/kabupaten/62.03.html", "internal/kabupaten/62.02.html", "publik/indikator/KOP-04.html"])
def test_axe_finds_nothing_serious_or_moderate(release: Path, chromium: Browser, name: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((release / name).as_uri())
    found = Axe().run(page).response["violations"]
    told = [
        (each["id"], each["nodes"][0]["html"][:120]) for each in found if each["impact"] in ("moderate", "serious", "critical")
    ]
    assert told == []
    page.close()
