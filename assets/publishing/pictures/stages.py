"""How far the villages of each area have come, stage by stage: one bar an area, of all its villages."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from assets.publishing.pictures import drawing
from assets.publishing.pictures.picture import Picture, TableCell
from assets.publishing.shown import ShownFigure
from schemas.formatting import listing, number, share
from schemas.forms.kdmp import STAGES

RIGHT, DRAWN_AT_MOST = 58, 60
#: Where the columns of the legend begin, how many stages stand in one, and how high a row is.
LEGEND_COLUMNS, LEGEND_ROWS, LEGEND_ROW = (4, 140, 250), 3, 16


@dataclass(frozen=True)
class Staged:
    """One area: how many of its villages stand at each of STAGES now (empty where it has not reported), and how many it has."""

    name: str
    counts: tuple[int, ...]
    villages: ShownFigure
    legal: ShownFigure
    is_total: bool = False
    code: str = ""


@dataclass(frozen=True)
class StagesByArea(Picture):
    """The areas in the order given, each as one bar from what has not begun to what is a legal entity."""

    areas: tuple[Staged, ...]
    head: str = "Kabupaten/kota"

    @property
    def sentence(self) -> str:
        """`Terbanyak di tahap Belum Mulai: 830 dari 1.446 desa/kelurahan. Paling jauh Sukamara: 12,50% berbadan hukum.`"""
        told = [area for area in self.areas if area.counts and not area.is_total]
        if not told:
            return "Belum ada laporan tahap desa/kelurahan."
        totals = [sum(area.counts[stage] for area in told) for stage in range(len(STAGES))]
        most = max(range(len(STAGES)), key=lambda stage: totals[stage])
        parts = [f"Terbanyak di tahap {STAGES[most]}: {number(totals[most])} dari {number(sum(totals))} desa/kelurahan."]
        ahead = max(told, key=lambda area: area.counts[-1] / max(1, sum(area.counts)))
        if ahead.counts[-1] and len(told) > 1:
            parts.append(f"Paling jauh {ahead.name}: {share(ahead.counts[-1], sum(ahead.counts))} berbadan hukum.")
        silent = [area.name for area in self.areas if not area.counts and not area.is_total]
        return " ".join([*parts, *([f"Belum dilaporkan: {listing(silent)}."] if silent else [])])

    @property
    def heads(self) -> tuple[str, ...]:
        """Name, villages, each stage."""
        return (self.head, "Desa/kelurahan", *STAGES)

    @property
    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """A row an area: how many villages stand at each stage now."""
        return tuple(
            (area.name, area.villages, *(map(number, area.counts[:-1]) if area.counts else ["–"] * (len(STAGES) - 1)), area.legal)
            for area in self.areas
        )

    @property
    def total_rows(self) -> tuple[int, ...]:
        """The total stands where it was given."""
        return tuple(place for place, area in enumerate(self.areas) if area.is_total)

    @property
    def note(self) -> str:
        """What is left and what is right."""
        return "Setiap batang adalah seluruh desa/kelurahan yang dilaporkan, dari Belum Mulai di kiri sampai Berbadan Hukum di kanan."

    @property
    def is_drawn(self) -> bool:
        """True where any area has reported, and there are not too many to tell apart."""
        return any(area.counts for area in self.areas) and len(self.areas) <= DRAWN_AT_MOST

    def chart(self) -> dict[str, Any]:
        """Stacked bars of equal length, their steps from light to dark with a gap between, and the share that is done at the end."""
        names = drawing.names_room(area.name for area in self.areas)
        width = drawing.WIDTH - names - RIGHT
        rows = [area.name for area in self.areas]
        y = drawing.rows_of(rows, "area")
        bars = alt.Chart(self._pieces()).mark_bar(stroke=drawing.PAPER, strokeWidth=1)
        scale = alt.Scale(domain=[0, 1], nice=False)
        x, x2 = alt.X("start:Q", scale=scale, axis=None), alt.X2("end:Q")
        pieces = bars.encode(x=x, x2=x2, y=y, color=alt.Color("colour:N", scale=None, legend=None))
        done = [share(area.counts[-1], sum(area.counts)) if area.counts else "belum lapor" for area in self.areas]
        ends = alt.Chart(pl.DataFrame({"area": drawing.keys(rows), "text": done})).mark_text(align="right")
        ends = ends.encode(x=alt.value(width + RIGHT - 4), y=y, text="text:N")
        layers = alt.layer(pieces, ends, *_legend(names))
        top = 10 + LEGEND_ROW * LEGEND_ROWS
        return drawing.specification(layers, height=drawing.ROW * len(self.areas), left=names, right=RIGHT, top=top, bottom=4)

    def _pieces(self) -> pl.DataFrame:
        """Each piece of each bar: area, start and end as shares of its villages, colour."""
        pieces = []
        for key, area in zip(drawing.keys([each.name for each in self.areas]), self.areas, strict=True):
            every, begun = sum(area.counts) or 1, 0
            for count, colour in zip(area.counts, drawing.STEPS, strict=False):
                if count:
                    pieces.append((key, begun / every, (begun + count) / every, colour))
                begun += count
        return pl.DataFrame(pieces, schema=["area", "start", "end", "colour"], orient="row")


def _legend(names: float) -> list[alt.Chart]:
    """The stages in their order above the bars, down the columns, in places that need no measuring."""
    rows = [
        (stage, colour, LEGEND_COLUMNS[place // LEGEND_ROWS] - names, LEGEND_ROW * (place % LEGEND_ROWS - LEGEND_ROWS))
        for place, (stage, colour) in enumerate(zip(STAGES, drawing.STEPS, strict=True))
    ]
    stages = alt.Chart(pl.DataFrame(rows, schema=["stage", "colour", "left", "top"], orient="row"))
    y = alt.Y("top:Q", scale=None, axis=None)
    squares = stages.mark_square(size=90, opacity=1, stroke=drawing.MUTED, strokeWidth=0.5, xOffset=5)
    words = stages.mark_text(align="left", fontSize=drawing.SMALL, dx=14)
    x = alt.X("left:Q", scale=None, axis=None)
    return [squares.encode(x=x, y=y, fill=alt.Fill("colour:N", scale=None, legend=None)), words.encode(x=x, y=y, text="stage:N")]
