"""Pictures as SVG: the same bytes each time, nothing to run or to fetch, colours that follow the page."""

import re

import pytest
from altair.utils import schemapi

from assets.publishing.pictures.drawing import COLOURS, draw
from assets.publishing.pictures.picture import Picture
from assets.publishing.pictures.ranked import Bar, RankedBars
from assets.publishing.pictures.region_map import Region, RegionMap
from assets.publishing.pictures.stages import Staged, StagesByArea
from assets.publishing.pictures.trend import Level, Month, Trend
from assets.publishing.shown import ShownFigure
from schemas.areas import areas
from schemas.formatting import percent


def figure(value: float | None) -> ShownFigure:
    return ShownFigure(percent(value), value)


REGENCIES = areas().regencies.select("code", "name").rows()
PICTURES: list[Picture] = [
    RankedBars("Aktif & RAT", tuple(Bar(n, name, figure(80.5 - n)) for n, (_, name) in enumerate(REGENCIES)), target=79, target_text="Target 79%"),
    Trend("Bulan", tuple(Month(f"2025-{n:02d}", figure(None if n == 3 else 70 + n), figure(60 + n)) for n in range(1, 9)), "Kapuas",
          "Kalimantan Tengah", baseline=Level(70, "Des 2024: 70,00%"), target=Level(80, "Target 80,00%")),
    StagesByArea("KDMP", tuple(Staged(name, (5, 4, 3, 2, 1, 1, n), figure(16 + n), figure(n)) for n, (_, name) in enumerate(REGENCIES))),
    RegionMap("Peta", tuple(Region(code, name, figure(60 + n if n else None)) for n, (code, name) in enumerate(REGENCIES))),
]  # fmt: skip


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: type(each).__name__)
def test_a_picture_is_one_image_that_runs_and_fetches_nothing(picture: Picture) -> None:
    svg = str(draw(picture))
    assert svg == str(draw.__wrapped__(picture))
    assert svg.startswith("<svg ") and svg.endswith("</svg>") and 'role="img"' in svg
    assert not re.search(r"<script|<image|href=|url\(|<style|on\w+=", svg)
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert len(svg) < 40_000


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: type(each).__name__)
def test_a_chart_is_what_its_language_allows_and_the_same_without_being_held_against_it(picture: Picture) -> None:
    with_schema = picture.chart()
    with schemapi.debug_mode(False):
        assert picture.chart() == with_schema


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: type(each).__name__)
def test_every_colour_of_a_picture_is_the_pages_own(picture: Picture) -> None:
    svg = str(draw(picture))
    assert re.findall(r'"#[0-9a-fA-F]{3,8}"', svg) == []
    assert set(re.findall(r"var\(--([a-z0-9-]+),#[0-9a-f]{6}\)", svg)) <= set(COLOURS.values())
    assert "var(--ink,#17252a)" in svg


def test_the_map_has_fourteen_named_regions() -> None:
    titles = re.findall(r"<title>([^<]*)</title>", str(draw(PICTURES[3])))
    assert len(titles) == 14
    assert titles[1] == "Kotawaringin Timur: 61,00%"
    assert {title.split(":")[0] for title in titles} == {name for _, name in REGENCIES}


def test_numbers_in_pictures_are_written_in_indonesian() -> None:
    halves = tuple(Month(f"2025-{n:02d}", figure(1.5 + n / 4)) for n in range(1, 5))
    assert re.search(r">1,\d+%<", str(draw(Trend("Bulan", halves, "Kapuas"))))


def test_a_month_without_a_figure_breaks_the_line() -> None:
    whole = Trend("Bulan", tuple(Month(f"2025-{n:02d}", figure(70 + n)) for n in range(1, 6)), "Kapuas")
    broken = Trend("Bulan", tuple(Month(f"2025-{n:02d}", figure(None if n == 3 else 70 + n)) for n in range(1, 6)), "Kapuas")
    line = r'<path d="(M[^"]*)" stroke="var\(--accent'
    assert [re.findall(line, str(draw(each)))[0].count("M") for each in (whole, broken)] == [1, 2]


def test_a_kecamatan_with_the_name_of_its_regency_has_a_row_of_its_own() -> None:
    twins = tuple(Staged("Sukamara", (n, 4, 0, 0, 0, 0, 0), figure(9), figure(0)) for n in (5, 6))
    rows = re.findall(r'translate\(-?\d+,(\d+)\)" [^>]*>Sukamara<', str(draw(StagesByArea("KDMP", twins))))
    assert len(set(rows)) == 2


def test_of_very_many_areas_the_first_and_the_last_are_drawn() -> None:
    many = RankedBars("Semua", tuple(Bar(n, f"Kabupaten {n}", figure(1000 - n)) for n in range(1, 515)))
    assert len(re.findall(r">Kabupaten \d+<", str(draw(many)))) == 50
    assert len(many.table) == 514
    assert many.note == "Gambar menunjukkan 25 yang pertama dan 25 yang terakhir."
