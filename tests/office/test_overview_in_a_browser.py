"""The overview, the office's page and the page of changes as a reader opens them: every width, light and dark, on screen and on paper."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assets.publishing import page as pages
from assets.publishing import tabular
from assets.publishing.edition import Edition, reference
from assets.publishing.release_figures import EarlierRelease, Figures, LaidDown
from assets.publishing.revisions import REVISION, Changes
from schemas.frames import BUDGET, HISTORY, OUTSIDE_TOTAL, PUBLISHER, VILLAGE_BASE
from schemas.indicators import OUTSIDE_KDMP
from tests.office.browser import browser, watched
from tests.unit.publishing_fixture import NOW, figures_for

OVERVIEWS = ("publik/index.html", "internal/index.html", "publik/perubahan.html")
#: A4 and F4 between the margins that the pages print with, in CSS pixels.
PAPERS = {"A4": 688, "F4": 707}
LARGEST = 1_000_000
#: The text boxes of a page that lie upon each other, and by how much it can be moved sideways. What is for a reader's ears, or sticks to an
#: edge while the rest moves under it, is left out.
LAYOUT = """() => {
  const unseen = '[aria-hidden="true"], .skip, .sample, .unseen, .asof .dot:first-child, svg', pinned = '.pinned th:first-child'
  const boxes = [], overlaps = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement
    if (!node.data.trim() || element.closest(unseen) || element.closest(pinned) || !element.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects())
      if (box.width > 1 && box.height > 1)
        boxes.push({left: box.left, right: box.right, top: box.top + box.height / 5, bottom: box.bottom - box.height / 5, text: node.data, element})
  }
  boxes.sort((one, other) => one.top - other.top)
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next]
      if (one.element.closest('.scroll') !== other.element.closest('.scroll')) continue
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      if (across > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1)
        overlaps.push(one.text.trim().slice(0, 40) + ' × ' + other.text.trim().slice(0, 40))
    }
  })
  const root = document.documentElement
  const clipped = [...document.querySelectorAll('td, th')].filter(cell => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1)
  return {sideways: root.scrollWidth - root.clientWidth, overlaps, clipped: clipped.map(cell => cell.textContent.trim().slice(0, 40)),
          right: Math.max(...boxes.map(box => box.right))}
}"""


def every_part() -> Figures:
    """Figures for the whole catalogue, with everything that a page can have: old data, closings, the province's sheets, earlier releases."""
    source = ("Dinas, laporan keuangan", date(2025, 1, 2), True)
    return Figures(**{
        **vars(figures_for(reference())),
        "sample": True, "templates": True, "made_at": datetime(2025, 7, 20, 1, 0, tzinfo=UTC),
        "history": pl.DataFrame([("2024-12", "closed", "2025-02-02T03:00:00+00:00", "lengkap", "", "Kepala Bidang")], schema=HISTORY, orient="row"),
        "earlier": tuple(EarlierRelease(f"2025051{n}T010000000000Z", datetime(2025, 5, 10 + n, 1, 0, tzinfo=UTC)) for n in range(3)),
        "laid_down": LaidDown(
            pl.DataFrame([("Dinas Koperasi dan UKM", "Palangka Raya", "CC BY 4.0", None, True)], schema=PUBLISHER, orient="row"),
            pl.DataFrame([("2.17.03", "Program Pengawasan dan Pemeriksaan Koperasi", "Persentase koperasi yang diperiksa", "%", 2025, None,
                           80, 60, 1_250_000_000, 900_000_000, *source)], schema=BUDGET, orient="row"),
            pl.DataFrame([("SIMKOPDES", "62", NOW, "KOP-01", 3600, *source)], schema=OUTSIDE_TOTAL, orient="row"),
            pl.DataFrame([("62.01", 81, 13, *source)], schema=VILLAGE_BASE, orient="row"),
        ),
    })  # fmt: skip


def one_change() -> Changes:
    row = {"period": NOW, "area_code": "62", "segment": OUTSIDE_KDMP, "indicator": "KOP-04", "measure": "value", "before": 77.0, "after": 77.6,
           "status_before": "filled", "status_after": "filled", "cause": "resubmission"}  # fmt: skip
    frame = pl.DataFrame([row], schema=REVISION)
    return Changes("20250512T010000000000Z", datetime(2025, 5, 12, 1, 0, tzinfo=UTC), frame, frame, NOW)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, figures, since = tmp_path_factory.mktemp("overview"), every_part(), one_change()
    for audience in ("publik", "internal"):
        edition = Edition(figures, reference(), {"rules": "1"}, is_public=audience == "publik")
        (folder / audience / "data").mkdir(parents=True)
        written = pages.public_page if edition.is_public else pages.internal_page
        (folder / audience / "index.html").write_text(written(edition, since), encoding="utf-8")
        (folder / audience / "perubahan.html").write_text(pages.changes_page(edition, since, since.exact), encoding="utf-8")
        tabular.write_indicators(edition.values, folder / audience / "data")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def opened(chromium: Browser, path: Path, **how: Any) -> Page:
    """A page with everything unfolded."""
    page = chromium.new_page(**how)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


@pytest.mark.parametrize("name", OVERVIEWS)
def test_at_no_width_does_text_lie_upon_text_or_the_page_move_sideways(chromium: Browser, release: Path, name: str) -> None:
    page, faults = opened(chromium, release / name), {}
    for width in range(320, 1601, 40):
        page.set_viewport_size({"width": width, "height": 900})
        layout = page.evaluate(LAYOUT)
        if layout["overlaps"] or layout["sideways"] > 0:
            faults[width] = layout["overlaps"][:3] or layout["sideways"]
    page.close()
    assert faults == {}


@pytest.mark.parametrize("name", OVERVIEWS)
def test_at_twice_the_size_nothing_lies_upon_anything_either(chromium: Browser, release: Path, name: str) -> None:
    page = opened(chromium, release / name, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page.add_style_tag(content="html { font-size: 200% }")  # the text alone, in a window that grows with nothing
    layout = page.evaluate(LAYOUT)
    page.close()
    assert (layout["overlaps"], layout["sideways"] > 0) == ([], False)


@pytest.mark.parametrize("name", OVERVIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, release: Path, name: str, scheme: str) -> None:
    page = opened(chromium, release / name, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    page.close()
    told = {each["id"]: [node["html"][:120] for node in each["nodes"][:3]] for each in found if each["impact"] != "minor"}
    assert told == {}


@pytest.mark.parametrize("name", OVERVIEWS)
def test_a_page_asks_for_nothing_complains_of_nothing_and_is_small(chromium: Browser, release: Path, name: str) -> None:
    page = chromium.new_page()
    complaints = watched(page)
    page.goto((release / name).as_uri())
    page.close()
    assert complaints == []
    assert (release / name).stat().st_size < LARGEST


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", OVERVIEWS)
def test_on_paper_every_cell_is_whole_and_the_page_is_one_wide(chromium: Browser, release: Path, name: str, paper: str) -> None:
    page = opened(chromium, release / name, viewport={"width": PAPERS[paper], "height": 1000})
    page.emulate_media(media="print")
    layout = page.evaluate(LAYOUT)
    page.close()
    assert (layout["overlaps"], layout["clipped"]) == ([], [])
    assert layout["sideways"] <= 0 and layout["right"] <= PAPERS[paper] + 1


def test_without_a_script_everything_is_there_to_read(chromium: Browser, release: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((release / "publik/index.html").as_uri())
    assert page.locator("#kabupaten-kota tbody tr").count() == 14
    assert page.locator("h1").inner_text() == "Rapor Koperasi Kalimantan Tengah"
    assert page.locator(".verdict").inner_text().startswith("77,61%")
    context.close()


def test_the_headings_are_an_outline_without_a_leap(chromium: Browser, release: Path) -> None:
    for name in OVERVIEWS:
        page = opened(chromium, release / name)
        outline = [
            (int(each[1]), text)
            for each, text in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => [h.tagName, h.textContent])")
        ]
        page.close()
        levels = [level for level, _ in outline]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(later - level <= 1 for level, later in zip(levels, levels[1:], strict=False))
        if name == "publik/index.html":
            assert {"Indikator Kinerja Utama (IKU)", "Indikator Kinerja Kunci (IKK)"} <= {text for _, text in outline}


def test_the_figures_on_the_page_are_those_of_the_file_beside_it(chromium: Browser, release: Path) -> None:
    csv = pl.read_csv(release / "publik/data/indicators.csv", infer_schema=False).with_columns(pl.col("segment").fill_null(""))
    key = pl.concat_str("indicator", "area_code", "period", "segment", separator="|")
    known = dict(csv.drop_nulls("value").select(key, "value").iter_rows())
    page = opened(chromium, release / "publik/index.html")
    shown = page.evaluate("[...document.querySelectorAll('data')].map(each => [each.dataset.key, each.value])")
    headline = page.locator(".verdict .figure data").first
    assert headline.get_attribute("data-key") == f"KOP-04|62|{NOW}|{OUTSIDE_KDMP}"
    assert headline.get_attribute("value") == known[f"KOP-04|62|{NOW}|{OUTSIDE_KDMP}"]
    page.close()
    assert len(shown) > 200
    assert [(where, value) for where, value in shown if known.get(where) != value] == []


def test_the_table_of_regencies_is_put_in_order_by_a_click(chromium: Browser, release: Path) -> None:
    page = opened(chromium, release / "publik/index.html")
    page.get_by_role("button", name=re.compile("% aktif di luar")).click()
    first = page.locator("#kabupaten-kota table.sortable tbody tr").first.inner_text()
    page.close()
    assert first.startswith("Katingan")
