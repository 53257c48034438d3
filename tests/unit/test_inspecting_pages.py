"""What a built release's pages are looked at for: marked figures equal their source, links lead somewhere."""

import polars as pl
import pytest

from assets.inspecting.links import link_faults
from assets.inspecting.pages import PAGE, anchors, links, marked_figures
from assets.inspecting.told_figures import number_faults, page_faults, ways_of_writing

KEY = "KOP-04|62.01|2025-04|di luar KDMP/KKMP"
VALUES = pl.DataFrame(
    [
        ("KOP-04", "62.01", "2025-04", "di luar KDMP/KKMP", 76.6002115, "%"),
        ("KOP-01", "62", "2025-04", "", 3782.0, "koperasi"),
        ("KOP-11", "62", "2025-04", None, 1_250_000_000_000.0, "Rp"),
        ("KOP-24", "62", "2025-04", "", None, "koperasi"),
        ("UMK-05", "62", "2025-04", "Dinas <A> & B", 12.0, "orang-kegiatan"),
    ],
    schema=["indicator", "area_code", "period", "segment", "value", "unit"],
    orient="row",
)


def page(html: str, name: str = "publik/index.html") -> pl.DataFrame:
    return pl.DataFrame({"page": [name], "html": [html]}, schema=PAGE)


def faults(html: str) -> list[str]:
    return page_faults(marked_figures(page(html)), VALUES)


def mark(value: str, text: str, key: str = KEY) -> str:
    return f'<p><data value="{value}" data-key="{key}">{text}</data></p>'


@pytest.mark.parametrize(
    ("value", "text", "key"),
    [
        ("76.600212", "76,60%", KEY),
        ("76.600212", "76,60", KEY),
        ("3782", "3.782", "KOP-01|62|2025-04|"),
        ("3782", "3.782 koperasi", "KOP-01|62|2025-04|"),
        ("3782", "\n <b>3.782</b> ", "KOP-01|62|2025-04|"),
        ("1250000000000", "Rp1,25 triliun", "KOP-11|62|2025-04|"),
        ("", "–", "KOP-24|62|2025-04|"),
        ("12", "12", "UMK-05|62|2025-04|Dinas &lt;A&gt; &amp; B"),
    ],
)
def test_a_figure_that_is_its_source_passes_in_each_way_of_writing_it(value: str, text: str, key: str) -> None:
    assert faults(mark(value, text, key)) == []


@pytest.mark.parametrize(
    ("value", "text", "key", "told"),
    [
        ("76.61", "76,61%", KEY, f"publik/index.html menyebut {KEY} 76.61, sumbernya 76.600212"),
        ("76.600212", "76,61%", KEY, f"publik/index.html menulis {KEY} “76,61%”, padahal 76.600212"),
        ("76.600212", "77%", KEY, f"publik/index.html menulis {KEY} “77%”, padahal 76.600212"),
        ("0", "0", "KOP-24|62|2025-04|", "publik/index.html menyebut KOP-24|62|2025-04| 0, sumbernya kosong"),
        ("", "–", "KOP-01|62|2025-04|", "publik/index.html menyebut KOP-01|62|2025-04| kosong, sumbernya 3782"),
        ("1", "1", "KOP-01|62.99|2025-04|", "publik/index.html menunjukkan KOP-01|62.99|2025-04|, yang tidak ada pada sumbernya"),
    ],
)
def test_a_figure_that_is_not_its_source_is_told_with_its_page(value: str, text: str, key: str, told: str) -> None:
    assert faults(mark(value, text, key)) == [told]


def test_a_mark_is_read_whatever_the_order_of_its_attributes() -> None:
    assert faults(f'<data class="n" data-key="{KEY}" value="1">1</data>') == [
        f"publik/index.html menyebut {KEY} 1, sumbernya 76.600212"
    ]


def test_money_that_was_rounded_by_digits_may_leave_out_zeros() -> None:
    assert {"Rp125 miliar", "Rp125,00 miliar", "125.000.000.000"} <= ways_of_writing(125e9, "Rp")


def test_a_sheets_number_is_its_source_but_for_the_last_digits_of_floats() -> None:
    def told(number: float | None, key: str = KEY) -> list[str]:
        return number_faults(
            "laporan.xlsx", pl.DataFrame({"key": [key], "told": [number]}, schema_overrides={"told": pl.Float64}), VALUES
        )

    assert told(76.600211500) == told(None, "KOP-24|62|2025-04|") == told(None, "KOP-99|62|2025-04|") == []
    assert told(76.6003) == [f"laporan.xlsx menyebut {KEY} 76.6003, sumbernya 76.600212"]
    assert told(None) == [f"laporan.xlsx menyebut {KEY} kosong, sumbernya 76.600212"]
    assert told(1.0, "KOP-99|62|2025-04|") == ["laporan.xlsx menyebut KOP-99|62|2025-04| 1, sumbernya tidak ada"]


FILES = ["publik/index.html", "publik/kabupaten/62.01.html", "publik/data/indicators.csv", "internal/index.html"]


def dead(html: str, name: str = "publik/index.html") -> list[str]:
    other = page('<h2 id="bagian-1"></h2>', "publik/kabupaten/62.01.html")
    return link_faults(pl.concat([page(html, name), other]), FILES, "publik")


@pytest.mark.parametrize(
    "target",
    ["data/indicators.csv", "kabupaten/62.01.html", "kabupaten/62.01.html#bagian-1", "#isi", "", "kabupaten/62%2E01.html",
     "index.html?urut=1", "https://www.bps.go.id/", "mailto:dinas@kalteng.go.id", "data:image/png;base64,AA=="],
)  # fmt: skip
def test_a_living_link_is_passed_over(target: str) -> None:
    assert dead(f'<main id="isi"><a href="{target}">x</a>') == []


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("kabupaten/62.02.html", "yang tidak ada"),
        ("kabupaten", "yang tidak ada"),
        ("#tidak-ada", "tetapi bagian itu tidak ada di publik/index.html"),
        ("kabupaten/62.01.html#isi", "tetapi bagian itu tidak ada di publik/kabupaten/62.01.html"),
        ("../internal/index.html", "di luar publik/"),
        ("../../manifest.json", "yang tidak ada"),
    ],
)
def test_a_dead_link_is_told_with_its_page(target: str, why: str) -> None:
    assert dead(f'<main id="isi"><a class="x" href="{target}">x</a>') == [f"publik/index.html menunjuk {target}, {why}"]


def test_the_office_may_link_to_what_the_public_sees() -> None:
    assert dead('<a href="../publik/kabupaten/62.01.html#bagian-1">x</a>', "internal/index.html") == []


def test_a_link_from_a_page_in_a_folder_goes_from_there() -> None:
    assert dead('<a href="../index.html">x</a><img src="../data/indicators.csv">', "publik/kabupaten/62.01.html") == []


def test_links_and_anchors_are_read_from_attributes_alone() -> None:
    shown = page('<svg><a xlink:href="a&amp;b.html" data-id="x"/></svg> href=\'no\' <i id="satu" title="id">')
    assert (links(shown)["target"].to_list(), anchors(shown)["anchor"].to_list()) == (["a&b.html"], ["satu"])
