"""From a chart to SVG: no script, no font, no request; colours that follow the page into the dark and fall back to light on paper.

Nothing in the result depends on the machine: places are given and never measured from text, which fonts would move.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert
from altair.utils import schemapi
from markupsafe import Markup, escape

from assets.publishing.pictures.picture import Picture

#: Roles of colour, as the chart names them, and the custom properties of the page that they become.
INK, MUTED, RULE, BAR, SOFT, TARGET, PAPER = "#17252a", "#4a5a5e", "#d3dcd8", "#0b5d4e", "#9db5ae", "#a85f00", "#fffffe"
#: Seven steps from nothing begun to done; the map takes the lighter ones, on which names are readable.
STEPS = ("#e4e5e0", "#c5ddd5", "#9fc9bc", "#74b09f", "#4a9482", "#267363", "#0a4a40")
_NAMES = {INK: "ink", MUTED: "muted", RULE: "rule", BAR: "accent", SOFT: "soft", TARGET: "target", PAPER: "paper"}
COLOURS = {**_NAMES, **{colour: f"step-{number}" for number, colour in enumerate(STEPS, start=1)}}
#: All pictures are as wide as a phone's column; style makes them larger where there is room.
WIDTH = 360
ROW, SIZE, SMALL = 21, 12, 11
#: Quiet lines; no mark speaks for itself, since the whole picture is one image with its sentence.
LOOK: dict[str, Any] = {
    "aria": False, "view": {"stroke": None}, "text": {"fontSize": SIZE, "color": INK},
    "axis": {
        "labelColor": MUTED, "labelFontSize": SMALL, "labelLimit": 0, "labelOverlap": False, "domain": False, "ticks": False,
        "gridColor": RULE, "title": None, "labelPadding": 6,
    },
}  # fmt: skip
_LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
_FONT = ' font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"'


@lru_cache(maxsize=512)
def draw(picture: Picture) -> Markup:
    """The SVG of a picture; empty where it has nothing to show. A picture that two audiences share is drawn once."""
    if not picture.is_drawn:
        return Markup("")
    # Holding every part of a chart against its schema costs more than drawing it; a test does so once for each kind.
    with schemapi.debug_mode(False):
        chart = picture.chart()
    svg = vl_convert.vegalite_to_svg(chart, format_locale=_LOCALE)
    inside = svg[svg.index(">") + 1 :]
    head = re.search(r'viewBox="[^"]*"', svg)
    label = escape(f"{picture.title}. {picture.sentence}")
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" {head[0] if head else ""} role="img"{_FONT} aria-label="{label}">{_slim(inside)}'
    )  # noqa: S704


def names_room(names: Iterable[str]) -> float:
    """Room for names on the left, by the longest of them and not by its measure: a font differs from machine to machine."""
    return min(176.0, 16 + 6.8 * max((len(name) for name in names), default=0))


def rows_of(names: Sequence[str], field: str) -> alt.Y:
    """The rows of a picture from the top down, by `keys(names)`: an area and its total, or two areas, may bear one name."""
    axis = alt.Axis(labelColor=INK, labelFontSize=SIZE, grid=False, labelExpr="slice(datum.value, 4)")
    return alt.Y(f"{field}:N", sort=None, scale=alt.Scale(domain=keys(names), paddingInner=0.3, paddingOuter=0.15), axis=axis)


def keys(names: Sequence[str]) -> list[str]:
    """The names, each with its place before it, four signs long."""
    return [f"{place:04d}{name}" for place, name in enumerate(names)]


def specification(chart: Any, height: float, left: float, right: float = 8, top: float = 8, bottom: float = 8) -> dict[str, Any]:
    """A chart with its place given: so much room on each side of the marks, in units of the picture."""
    placed = chart.properties(width=WIDTH - left - right, height=height)
    room = {"left": left, "right": right, "top": top, "bottom": bottom}
    return {
        **placed.to_dict(validate=schemapi.DEBUG_MODE),
        "autosize": "none",
        "padding": room,
        "background": None,
        "config": LOOK,
    }


def _slim(svg: str) -> str:
    """Without what only a script or a reader of marks would use; a mark with a description has it as its title."""
    described = re.sub(r'<path aria-label="([^"]*)"([^>]*)/>', r"<path\2><title>\1</title></path>", svg)
    plain = re.sub(
        r' (?:(?:class|font-family|role|pointer-events|aria-hidden|aria-roledescription|stroke-miterlimit)="[^"]*"|opacity="1")',
        "",
        described,
    )
    shorter = re.sub(r"-?\d+\.\d{2,}", lambda number: f"{round(float(number[0]), 1):g}", plain)
    emptied = re.sub(r'<path[^>]*d="M0,0h0v0h0Z"[^>]*/>|<rect[^>]*fill="transparent"[^>]*/>', "", shorter)
    for _ in range(3):  # groups of axes without marks, one in the other
        emptied = re.sub(r"<g[^>]*></g>", "", emptied)
    return re.sub(r'"(#[0-9a-f]{6})"', _role, emptied)


def _role(colour: re.Match[str]) -> str:
    """A colour as the page's own, with the light one where the page names none."""
    name = COLOURS.get(colour[1])
    return f'"var(--{name},{colour[1]})"' if name else colour[0]
