"""The regencies of the home province on a map; other provinces have no borders here, and no map."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt
import polars as pl

from assets.publishing.pictures import drawing
from assets.publishing.pictures.picture import Picture, TableCell
from assets.publishing.shown import ShownFigure
from schemas.areas import reference_table
from schemas.formatting import listing

BORDERS = "regency_borders_62.geojson"
HEIGHT, LEGEND = 300, 44
#: The lighter steps: names stay readable on them.
TINTS = drawing.STEPS[:4]
#: Where a name stands (longitude, latitude) that would lie over its neighbour's at the point that the borders' file gives.
LABELS = {
    "62.01": (111.76, -2.72), "62.03": (114.27, -1.0), "62.04": (114.88, -1.5), "62.05": (115.08, -0.98), "62.06": (112.98, -0.95),
    "62.07": (111.98, -1.3), "62.08": (111.14, -2.42), "62.09": (111.42, -1.7), "62.11": (114.06, -2.72), "62.13": (115.18, -2.02),
    "62.71": (113.68, -1.93),
}  # fmt: skip


@dataclass(frozen=True)
class Region:
    """One regency of the map."""

    code: str
    name: str
    figure: ShownFigure


@dataclass(frozen=True)
class RegionMap(Picture):
    """Every regency in one of four tints, a quarter of those with a figure each; its name and figure stand on it."""

    regions: tuple[Region, ...]

    @property
    def sentence(self) -> str:
        """`Angka tertinggi di Sukamara, Kotawaringin Barat, dan Seruyan (82,10% ke atas). Tanpa angka: Murung Raya.`"""
        classes = self._classes()
        if not classes:
            return "Belum ada angka kabupaten/kota yang dapat ditampilkan."
        highest = classes[-1]
        silent = [region.name for region in self.regions if region.figure.value is None]
        text = f"Angka tertinggi di {listing([each.name for each in highest])} ({highest[-1].figure.text} ke atas)."
        return f"{text} Tanpa angka: {listing(silent)}." if silent else text

    @property
    def heads(self) -> tuple[str, ...]:
        """Name and figure."""
        return ("Kabupaten/kota", "Angka")

    @property
    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """A row a regency."""
        return tuple((region.name, region.figure) for region in self.regions)

    @property
    def note(self) -> str:
        """What the tints are."""
        return "Empat warna membagi kabupaten/kota menurut urutan angkanya, masing-masing seperempat; putus-putus: tanpa angka."

    @property
    def is_drawn(self) -> bool:
        """True where a region has both borders and a figure."""
        return bool(self._classes()) and any(region.code in borders() for region in self.regions)

    def _classes(self) -> list[list[Region]]:
        """The regions with a figure in four classes, lowest first, the highest figure first in each; equal figures share a class."""
        told = [region for region in self.regions if region.figure.value is not None]
        ordered = sorted(told, key=lambda region: region.figure.value or 0)
        classes: list[list[Region]] = [[] for _ in TINTS]
        for region in ordered:
            below = sum((other.figure.value or 0) < (region.figure.value or 0) for other in ordered)
            classes[below * len(TINTS) // len(ordered)].insert(0, region)
        return [each for each in classes if each]

    def chart(self) -> dict[str, Any]:
        """Shapes in their tints; dashed and without one where there is no figure."""
        tints = {region.code: TINTS[place] for place, each in enumerate(self._classes()) for region in each}
        shown = {region.code: region for region in self.regions if region.code in borders()}
        features = [
            {"type": "Feature", "geometry": borders()[code]["geometry"], "tint": tints.get(code, drawing.PAPER),
             "dash": [] if code in tints else [3, 2],
             "words": f"{region.name}: {region.figure.text}{f' ({region.figure.why})' if region.figure.why else ''}"}
            for code, region in shown.items()
        ]  # fmt: skip
        shapes = alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke=drawing.MUTED, strokeWidth=0.7, aria=True)
        shapes = shapes.encode(
            fill=alt.Fill("tint:N", scale=None, legend=None), strokeDash=alt.StrokeDash("dash:N", scale=None, legend=None),
            description="words:N",
        )  # fmt: skip
        layers = alt.layer(shapes.project(type="identity", reflectY=True), *self._names(shown), *self._legend())
        return drawing.specification(layers, height=HEIGHT, left=4, right=4, top=4, bottom=LEGEND)

    def _names(self, shown: dict[str, Region]) -> list[alt.Chart]:
        """Names and figures where the borders' file says that there is room."""
        points = [LABELS.get(code) or _label_point(borders()[code]) for code in shown]
        rows = pl.DataFrame(
            {"lon": [longitude for longitude, _ in points], "lat": [latitude for _, latitude in points],
             "name": [_short_names().get(code, region.name) for code, region in shown.items()],
             "text": [region.figure.text for region in shown.values()]}
        )  # fmt: skip
        places = alt.Chart(rows).encode(longitude="lon:Q", latitude="lat:Q")
        name = places.mark_text(fontSize=8.5, dy=-5).encode(text="name:N")
        figure = places.mark_text(fontSize=8.5, fontWeight=700, dy=5).encode(text="text:N")
        return [name, figure]

    def _legend(self) -> list[alt.Chart]:
        """From which figure to which each tint goes."""
        marks: list[alt.Chart] = []
        for place, each in enumerate(self._classes()):
            left = 6 + (drawing.WIDTH - 8) / 2 * (place % 2)
            top = HEIGHT + 12 + 16 * (place // 2)
            words = (
                each[0].figure.text
                if len({r.figure.value for r in each}) == 1
                else f"{each[-1].figure.text} – {each[0].figure.text}"
            )
            one = alt.Chart(pl.DataFrame({"words": [words]}))
            square = one.mark_square(size=90, opacity=1, fill=TINTS[place], stroke=drawing.MUTED, strokeWidth=0.5)
            marks.append(square.encode(x=alt.value(left), y=alt.value(top)))
            marks.append(
                one.mark_text(align="left", fontSize=drawing.SMALL).encode(
                    x=alt.value(left + 10), y=alt.value(top), text="words:N"
                )
            )
        return marks


@cache
def borders() -> dict[str, Any]:
    """The shapes by Kemendagri code, with the point where a name fits."""
    collection = json.loads(files("schemas.reference").joinpath(BORDERS).read_text(encoding="utf-8"))
    return {feature["id"]: feature for feature in collection["features"]}


def _label_point(feature: dict[str, Any]) -> tuple[float, float]:
    """Where the borders' file puts the name."""
    return feature["properties"]["label_lon"], feature["properties"]["label_lat"]


@cache
def _short_names() -> dict[str, str]:
    """What the office calls its regencies for short: `Kotim`. Whole names do not fit, nor does the short one of the city."""
    return {**dict(reference_table("province_62.csv").select("code", "short").iter_rows()), "62.71": "P. Raya"}
